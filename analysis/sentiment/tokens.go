package sentiment

import "readout/analysis"

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
