package train

import (
	"math"

	"readout/analysis/attribution/tagger"
	"readout/lexicon"
)

const (
	senseClasses = 256
	senseRounds  = 8
	senseStart   = 10000 // the first centres are spread over so many of the most common words
)

// senses puts the words that have a vector into classes by spherical k-means
// (Dhillon and Modha 2001): the class of each word by its hash, from 1.
func senses(w *lexicon.Words) map[uint32]uint16 {
	n, dims := w.Len(), w.Dims()
	k := min(senseClasses, n)
	centres := make([][]float32, k)
	for c := range centres {
		centres[c] = make([]float32, dims)
		w.Add(centres[c], c*min(n, senseStart)/k, 1)
	}
	class := make([]int, n)
	for range senseRounds {
		for i := range class {
			best := float32(math.Inf(-1))
			for c := range centres {
				if x := w.Dot(i, centres[c]); x > best {
					best, class[i] = x, c
				}
			}
		}
		for c := range centres {
			clear(centres[c])
		}
		for i, c := range class {
			w.Add(centres[c], i, 1)
		}
		for _, v := range centres {
			norm := 0.0
			for _, x := range v {
				norm += float64(x) * float64(x)
			}
			if norm == 0 {
				continue
			}
			for d := range v {
				v[d] /= float32(math.Sqrt(norm))
			}
		}
	}
	out := make(map[uint32]uint16, n)
	for i, name := range w.Names() {
		out[tagger.HashWord(name)] = uint16(class[i]) + 1
	}
	return out
}
