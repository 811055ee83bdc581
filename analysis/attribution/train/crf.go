package train

import (
	"context"
	"math"
	"math/rand/v2"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

// Example is one segmented article with its gold attributions (byte spans).
type Example struct {
	Document *analysis.Segmented
	Gold     []analysis.Attribution
	// Silver says that a machine labelled it: its spans belong together in no way
	// that is known, so that it teaches the first pass alone. In the words of
	// Unsure the machine was not sure of itself, and any label is right.
	Silver bool
	Unsure []analysis.Span
}

// sequence is one paragraph, ready for training.
type sequence struct {
	offsets []uint32 // of each token's features in numbers, one more than tokens
	numbers []uint32
	context []uint8
	gold    []tagger.Label
	free    []bool                   // tokens whose label is not known, nil for none
	weight  float32                  // what it counts
	silver  bool                     // a machine labelled it
	base    [][tagger.Labels]float32 // scores to add to, nil for none
}

// goldLabels turns an article's gold spans into labels of its tokens.
func goldLabels(d *analysis.Segmented, gold []analysis.Attribution) []tagger.Label {
	out := make([]tagger.Label, len(d.Tokens))
	mark := func(spans []analysis.Span, begin tagger.Label) {
		for _, s := range spans {
			first, last := tokensIn(d, s)
			begin := begin
			if begin == tagger.BeginContent && first < last && d.Tokens[first].Kind == analysis.OpenQuote {
				begin = tagger.BeginQuoted
			}
			for i := first; i < last; i++ {
				if out[i] = begin + 1; i == first {
					out[i] = begin
				}
			}
		}
	}
	for i := range gold {
		mark(gold[i].Content, tagger.BeginContent)
		mark(gold[i].Source, tagger.BeginSource)
		mark(gold[i].Cue, tagger.BeginCue)
	}
	// A span that another one cut, or that goes on without quotation marks in the
	// next sentence, goes on as a new one.
	for i := range out {
		from, context := tagger.Outside, uint8(tagger.ContextParagraph)
		if i > 0 {
			from, context = out[i-1], uint8(tagger.ContextOf(d, i, 0))
		}
		if !tagger.Allowed(context, from, out[i]) {
			out[i]--
		}
	}
	return out
}

// tokensIn gives the tokens of which more than half lies inside the span.
func tokensIn(d *analysis.Segmented, s analysis.Span) (first, last int) {
	first = d.TokenAt(s.Start)
	if first < len(d.Tokens) && d.Tokens[first].Start < s.Start && s.Start-d.Tokens[first].Start > d.Tokens[first].Len()/2 {
		first++
	}
	last = first
	for last < len(d.Tokens) && d.Tokens[last].Start < s.End {
		if t := d.Tokens[last]; t.End > s.End && s.End-t.Start <= t.Len()/2 {
			break
		}
		last++
	}
	return first, last
}

// crf is the tagger in training: dense weights with the running sums of squared
// gradients that AdaGrad divides by.
type crf struct {
	cells       []cell
	transitions tagger.Transitions
	transSquare tagger.Transitions
	lattice     tagger.Lattice
	known       tagger.Lattice // held to the labels that are known
	odds        *tagger.Transitions
}

// cell is the weights and sums of one feature, a line of the cache. The label
// outside has none: only differences between labels matter.
type cell struct{ weights, squares [8]float32 }

func newCRF(size int) *crf { return &crf{cells: make([]cell, size)} }

func (c *crf) emit(s *sequence) {
	n := len(s.gold)
	c.lattice.Resize(n)
	copy(c.lattice.Context, s.context)
	for i := range n {
		var sum [tagger.Labels]float32
		if s.base != nil {
			sum = s.base[i]
		}
		for _, f := range s.numbers[s.offsets[i]:s.offsets[i+1]] {
			w := &c.cells[f].weights
			for y, x := range w {
				sum[y+1] += x
			}
		}
		c.lattice.Emit[i] = sum
	}
}

// step moves the weights against the gradient of one paragraph's negative log
// likelihood: what the model expects less what is so, or, where labels are not
// known, less what the model expects when held to those that are. It gives the
// sum of -log of the probability of each known label.
func (c *crf) step(s *sequence, rate, l2 float32) float64 {
	c.emit(s)
	c.odds = tagger.OddsOf(&c.transitions)
	l := &c.lattice
	copy(l.Labels, s.gold)
	if s.free != nil {
		c.hold(s)
	}
	l.Marginals(c.odds)
	loss := 0.0
	var grad tagger.Transitions
	for i, gold := range s.gold {
		g := l.Probabilities(i)
		if i > 0 {
			l.PairProbabilities(i, c.odds, &grad[s.context[i]], 1)
		} else {
			for y := range g {
				grad[s.context[i]][tagger.Outside][y] += g[y]
			}
		}
		if s.free == nil || !s.free[i] {
			loss -= math.Log(max(float64(l.Marginal[i]), 1e-9))
		}
		c.less(s, i, gold, &g, &grad)
		c.update(s, i, &g, rate, l2)
	}
	c.updateTransitions(&grad, s.weight, rate)
	return loss
}

// hold fills c.known: the same scores with the known labels held.
func (c *crf) hold(s *sequence) {
	k := &c.known
	k.Resize(len(s.gold))
	copy(k.Context, s.context)
	copy(k.Labels, s.gold)
	for i, gold := range s.gold {
		k.Emit[i] = c.lattice.Emit[i]
		if s.free[i] {
			continue
		}
		for y := range k.Emit[i] {
			if tagger.Label(y) != gold {
				k.Emit[i][y] = tagger.MinusInf()
			}
		}
	}
	k.Marginals(c.odds)
}

// less takes what is so of token i off the gradient.
func (c *crf) less(s *sequence, i int, gold tagger.Label, g *[tagger.Labels]float32, grad *tagger.Transitions) {
	if s.free == nil {
		from := tagger.Outside
		if i > 0 {
			from = s.gold[i-1]
		}
		grad[s.context[i]][from][gold]--
		g[gold]--
		return
	}
	known := c.known.Probabilities(i)
	for y := range g {
		g[y] -= known[y]
	}
	if i > 0 {
		c.known.PairProbabilities(i, c.odds, &grad[s.context[i]], -1)
		return
	}
	for y := range known {
		grad[s.context[i]][tagger.Outside][y] -= known[y]
	}
}

// update moves the weights of token i's features.
func (c *crf) update(s *sequence, i int, g *[tagger.Labels]float32, rate, l2 float32) {
	for y := range g {
		g[y] *= s.weight
	}
	for _, f := range s.numbers[s.offsets[i]:s.offsets[i+1]] {
		w, q := &c.cells[f].weights, &c.cells[f].squares
		for y := range w {
			d := g[y+1] + l2*w[y]
			if d > -1e-4 && d < 1e-4 {
				continue
			}
			q[y] += d * d
			w[y] -= rate * d / float32(math.Sqrt(float64(q[y])+1e-4))
		}
	}
}

func (c *crf) updateTransitions(grad *tagger.Transitions, weight, rate float32) {
	for x := range grad {
		for a := range grad[x] {
			for b, g := range grad[x][a] {
				if g *= weight; g != 0 {
					c.transSquare[x][a][b] += g * g
					c.transitions[x][a][b] -= rate * g / float32(math.Sqrt(float64(c.transSquare[x][a][b])+1e-4))
				}
			}
		}
	}
}

// silverTurns: a round takes one in so many of the paragraphs that a machine
// labelled, the next round others.
const silverTurns = 2

// fit trains one pass on paragraphs with features numbered below size, from the
// given transitions on.
func fit(ctx context.Context, sequences []sequence, size int, start *tagger.Transitions, o *Options) (*crf, error) {
	c := newCRF(size)
	c.transitions = *start
	random := rand.New(rand.NewPCG(o.Seed, 7))
	var order []int
	for r := range o.Rounds {
		order = order[:0]
		for i := range sequences {
			if !sequences[i].silver || (i+r)%silverTurns == 0 {
				order = append(order, i)
			}
		}
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := o.Rate * float32(1-0.9*float64(r)/float64(o.Rounds))
		loss := 0.0
		for k, i := range order {
			if k&255 == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			loss += c.step(&sequences[i], rate, o.L2)
		}
		o.say("round %d of %d: loss %.0f", r+1, o.Rounds, loss)
	}
	return c, nil
}
