package tagger

import "readout/analysis"

// The contexts of a transition between the labels of two tokens; each has weights of its own.
const (
	ContextParagraph  = iota // the first token of a paragraph
	contextSentence          // a new sentence outside of quotation marks
	contextQuoted            // a new sentence inside the same quotation
	contextOpen              // an opening mark
	contextClosed            // after a closing mark
	contextAfterPunct        // after a comma, colon or dash
	contextPunct             // a comma, colon or dash
	ContextInner             // anything else
	contexts
)

// Transitions are the weights of two labels in a row: [context][from][to].
type Transitions [contexts][Labels][Labels]float32

// Pass is one of the two passes of the tagger: weights of features, and of labels in a row.
type Pass struct {
	Features    Weights
	Transitions Transitions
	odds        *Transitions // exponentials of the transition weights, 0 where not allowed
	masked      *Transitions // the transition weights, minus infinity where not allowed
}

// Prepare computes odds and masked from the transitions.
func (t *Pass) Prepare() {
	t.odds = OddsOf(&t.Transitions)
	masked := t.Transitions
	for x := range masked {
		for a := range masked[x] {
			for b := range masked[x][a] {
				if !Allowed(uint8(x), Label(a), Label(b)) {
					masked[x][a][b] = MinusInf()
				}
			}
		}
	}
	t.masked = &masked
}

// Allowed reports whether a label may follow another in a context: inside needs
// a beginning, and only a quotation carries a span into another sentence.
func Allowed(context uint8, from, to Label) bool {
	switch to {
	case inSource, inCue:
		return (from == to-1 || from == to) && context != contextSentence && context != contextQuoted
	case inContent, inQuoted:
		return (from == to-1 || from == to) && context != contextSentence
	}
	return true
}

// ContextOf is the context of token i in a paragraph that begins at token first.
func ContextOf(d *analysis.Segmented, i, first int) int {
	t := &d.Tokens[i]
	if i == first {
		return ContextParagraph
	}
	last := &d.Tokens[i-1]
	switch {
	case last.Sentence != t.Sentence && t.Quote >= 0 && last.Quote == t.Quote:
		return contextQuoted
	case last.Sentence != t.Sentence:
		return contextSentence
	case t.Kind == analysis.OpenQuote:
		return contextOpen
	case last.Kind == analysis.CloseQuote:
		return contextClosed
	case last.Kind == analysis.Punct:
		return contextAfterPunct
	case t.Kind == analysis.Punct:
		return contextPunct
	}
	return ContextInner
}
