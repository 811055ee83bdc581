package sentiment

import "readout/analysis"

// wordHash is FNV-1a of the lower-cased token; all numbers are one.
func wordHash(t *analysis.Token) uint64 {
	h := uint64(14695981039346656037)
	if t.Kind == analysis.Number {
		return h
	}
	for i := 0; i < len(t.Lower); i++ {
		h = (h ^ uint64(t.Lower[i])) * 1099511628211
	}
	return h
}

// mix spreads a word, a second one and a kind of feature over the buckets.
func mix(a, b, kind uint64) uint64 {
	h := a*0x9E3779B97F4A7C15 + b*0xC2B2AE3D27D4EB4F + kind*0x165667B19E3779F9
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	return h ^ h>>32
}

// What the tone's table is asked for: a word, and a word with the one before it. The
// numbers are of no meaning, but the table was learnt with them.
const (
	anywhere = 2
	pair     = 14
)

// tokensIn gives the tokens [first, last) that overlap span.
func tokensIn(tokens []analysis.Token, span analysis.Span) (first, last int) {
	low, high := 0, len(tokens)
	for low < high {
		mid := (low + high) / 2
		if tokens[mid].End <= span.Start {
			low = mid + 1
		} else {
			high = mid
		}
	}
	first = low
	for last = first; last < len(tokens) && tokens[last].Start < span.End; last++ {
	}
	return first, last
}
