package table

import (
	"encoding/binary"
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// SketchSize is the number of MinHash values in a sketch, two bytes each.
const SketchSize = 64

// shingle is how many words in a row make one member of the set that is compared.
const shingle = 4

// Sketch is a MinHash signature (Broder 1997) of the set of word 4-grams of a
// text: SketchSize values of 16 bits, little-endian. The share of equal values
// of two sketches estimates the Jaccard similarity of the two sets with a
// standard error of at most 0.06. MinHash was taken over SimHash because copies
// of wire stories are cut at the end, which a cosine of word weights hardly
// sees in 64 bits, while Jaccard falls by just the share that was cut. A text
// of fewer than 4 words has a sketch of its words; one of none has nil.
func Sketch(text string) []byte {
	grams := shingles(text)
	if len(grams) == 0 {
		return nil
	}
	var low [SketchSize]uint64
	for i := range low {
		low[i] = ^uint64(0)
	}
	for _, g := range grams {
		// One multiplication a value: an odd multiplier permutes 64-bit numbers, and
		// the high bits of the product are well mixed.
		for i := range low {
			low[i] = min(low[i], g*multipliers[i])
		}
	}
	out := make([]byte, 0, 2*SketchSize)
	for _, v := range low {
		// The minimum has leading zeroes, about as many as log2 of the set's size; mixed
		// again, all 16 bits tell two sets apart.
		out = binary.LittleEndian.AppendUint16(out, uint16(mix(v)))
	}
	return out
}

var multipliers = func() (m [SketchSize]uint64) {
	x := uint64(0x9E3779B97F4A7C15)
	for i := range m {
		x = mix(x + uint64(i))
		m[i] = x | 1
	}
	return m
}()

func shingles(text string) []uint64 {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	grams := make([]uint64, 0, len(text)/6+1)
	var last [shingle]uint64
	n := 0
	h, in := uint64(offset), false
	end := func() {
		if !in {
			return
		}
		last[n%shingle] = h
		n++
		h, in = offset, false
		if n >= shingle {
			var g uint64
			for k := range shingle {
				g = mix(bits.RotateLeft64(g, 5) ^ last[(n+k)%shingle])
			}
			grams = append(grams, g)
		}
	}
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r):
			if r != '\'' && r != '’' { // an apostrophe that is straight in one copy and curly in another
				end()
			}
			continue
		default:
			r = unicode.ToLower(r)
		}
		in = true
		h = (h ^ uint64(r)) * prime
	}
	end()
	if n > 0 && n < shingle {
		grams = append(grams, last[:n]...)
	}
	return grams
}

// mix is the finalizer of SplitMix64.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xBF58476D1CE4E5B9
	x ^= x >> 27
	x *= 0x94D049BB133111EB
	return x ^ x>>31
}
