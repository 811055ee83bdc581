package attribution

import (
	"math"

	"readout/analysis"
)

// contexts of a transition between two labels: what stands between the tokens.
const (
	contextParagraph  = iota // the first token of a paragraph
	contextSentence          // a new sentence outside of quotation marks
	contextQuoted            // a new sentence inside the same quotation
	contextOpen              // an opening mark
	contextClosed            // after a closing mark
	contextAfterPunct        // after a comma, colon or dash
	contextPunct             // a comma, colon or dash
	contextInner             // anything else
	contexts
)

// transitions are the weights of two labels in a row: [context][from][to].
type transitions [contexts][labels][labels]float32

// tagger is one pass of the tagger.
type tagger struct {
	features    weights
	transitions transitions
	odds        *transitions // factors of the same, 0 where not allowed
	masked      *transitions // the same, minus infinity where not allowed
}

// prepare fills what is worked out from the transitions.
func (t *tagger) prepare() {
	t.odds = oddsOf(&t.transitions)
	masked := t.transitions
	for x := range masked {
		for a := range masked[x] {
			for b := range masked[x][a] {
				if !allowed(uint8(x), label(a), label(b)) {
					masked[x][a][b] = minusInf
				}
			}
		}
	}
	t.masked = &masked
}

// allowed reports whether a label may follow another in a context: inside needs
// a beginning, and only a quotation carries a span into another sentence.
func allowed(context uint8, from, to label) bool {
	switch to {
	case inSource, inCue:
		return (from == to-1 || from == to) && context != contextSentence && context != contextQuoted
	case inContent, inQuoted:
		return (from == to-1 || from == to) && context != contextSentence
	}
	return true
}

func contextOf(d *analysis.Document, i, first int) int {
	t := &d.Tokens[i]
	if i == first {
		return contextParagraph
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
	return contextInner
}

// lattice is the scores of one paragraph, reused between paragraphs.
type lattice struct {
	emit     [][labels]float32
	context  []uint8
	alpha    [][labels]float32
	beta     [][labels]float32
	back     [][labels]uint8
	labels   []label
	marginal []float32    // of the label that was chosen
	kinds    [][3]float32 // probability of source, cue, content
}

func (l *lattice) resize(n int) {
	if cap(l.emit) < n {
		l.emit, l.alpha, l.beta = make([][labels]float32, n), make([][labels]float32, n), make([][labels]float32, n)
		l.back, l.context = make([][labels]uint8, n), make([]uint8, n)
		l.labels, l.marginal, l.kinds = make([]label, n), make([]float32, n), make([][3]float32, n)
	}
	l.emit, l.alpha, l.beta = l.emit[:n], l.alpha[:n], l.beta[:n]
	l.back, l.context, l.labels, l.marginal, l.kinds = l.back[:n], l.context[:n], l.labels[:n], l.marginal[:n], l.kinds[:n]
}

var minusInf = float32(math.Inf(-1))

// viterbi fills l.labels with the likeliest sequence under masked transitions.
func (l *lattice) viterbi(tr *transitions) {
	n := len(l.emit)
	for i := range n {
		t := &tr[l.context[i]]
		for y := label(0); y < labels; y++ {
			best, from := minusInf, outside
			if i == 0 {
				best = t[outside][y]
			} else {
				last := &l.alpha[i-1]
				for x := label(0); x < labels; x++ {
					if s := last[x] + t[x][y]; s > best {
						best, from = s, x
					}
				}
			}
			l.alpha[i][y] = best + l.emit[i][y]
			l.back[i][y] = uint8(from)
		}
	}
	if n == 0 {
		return
	}
	best := outside
	for y := label(0); y < labels; y++ {
		if l.alpha[n-1][y] > l.alpha[n-1][best] {
			best = y
		}
	}
	for i := n - 1; i >= 0; i-- {
		l.labels[i] = best
		best = label(l.back[i][best])
	}
}
