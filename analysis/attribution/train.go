package attribution

import (
	"context"
	"math"
	"math/rand/v2"

	"readout/analysis"
)

// Example is one segmented article with its gold attributions (byte spans).
type Example struct {
	Document *analysis.Document
	Gold     []analysis.Attribution
}

// sequence is one paragraph, ready for training.
type sequence struct {
	offsets []uint32 // of each token's features in numbers, one more than tokens
	numbers []uint32
	context []uint8
	gold    []label
	base    [][labels]float32 // scores to add to, nil for none
}

// goldLabels turns an article's gold spans into labels of its tokens.
func goldLabels(d *analysis.Document, gold []analysis.Attribution) []label {
	out := make([]label, len(d.Tokens))
	mark := func(spans []analysis.Span, begin label) {
		for _, s := range spans {
			first, last := tokensIn(d, s)
			begin := begin
			if begin == beginContent && first < last && d.Tokens[first].Kind == analysis.OpenQuote {
				begin = beginQuoted
			}
			for i := first; i < last; i++ {
				if out[i] = begin + 1; i == first {
					out[i] = begin
				}
			}
		}
	}
	for i := range gold {
		mark(gold[i].Content, beginContent)
		mark(gold[i].Source, beginSource)
		mark(gold[i].Cue, beginCue)
	}
	// A span that another one cut, or that goes on without quotation marks in the
	// next sentence, goes on as a new one.
	for i := range out {
		from, context := outside, uint8(contextParagraph)
		if i > 0 {
			from, context = out[i-1], uint8(contextOf(d, i, 0))
		}
		if !allowed(context, from, out[i]) {
			out[i]--
		}
	}
	return out
}

// tokensIn gives the tokens of which more than half lies inside the span.
func tokensIn(d *analysis.Document, s analysis.Span) (first, last int) {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Tokens[mid].End <= s.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	first = lo
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
	transitions transitions
	transSquare transitions
	lattice     lattice
}

// cell is the weights and sums of one feature, a line of the cache. The label
// outside has none: only differences between labels matter.
type cell struct{ weights, squares [8]float32 }

func newCRF(size int) *crf { return &crf{cells: make([]cell, size)} }

func (c *crf) emit(s *sequence) {
	n := len(s.gold)
	c.lattice.resize(n)
	copy(c.lattice.context, s.context)
	for i := range n {
		var sum [labels]float32
		if s.base != nil {
			sum = s.base[i]
		}
		for _, f := range s.numbers[s.offsets[i]:s.offsets[i+1]] {
			w := &c.cells[f].weights
			for y, x := range w {
				sum[y+1] += x
			}
		}
		c.lattice.emit[i] = sum
	}
}

// step moves the weights against the gradient of one paragraph's negative log
// likelihood. It gives the sum of -log of the probability of each gold label.
func (c *crf) step(s *sequence, rate, l2 float32) float64 {
	c.emit(s)
	l := &c.lattice
	copy(l.labels, s.gold)
	odds := oddsOf(&c.transitions)
	l.marginals(odds)
	loss := 0.0
	var grad transitions
	for i, gold := range s.gold {
		loss -= math.Log(max(float64(l.marginal[i]), 1e-9))
		g := l.probabilities(i)
		from := outside
		if i > 0 {
			from = s.gold[i-1]
			l.pairProbabilities(i, odds, &grad[s.context[i]])
		} else {
			for y := range g {
				grad[s.context[i]][outside][y] += g[y]
			}
		}
		grad[s.context[i]][from][gold]--
		g[gold]--
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
	for x := range grad {
		for a := range grad[x] {
			for b, g := range grad[x][a] {
				if g != 0 {
					c.transSquare[x][a][b] += g * g
					c.transitions[x][a][b] -= rate * g / float32(math.Sqrt(float64(c.transSquare[x][a][b])+1e-4))
				}
			}
		}
	}
	return loss
}

// probabilities are those of the labels of token i, after marginals.
func (l *lattice) probabilities(i int) [labels]float32 {
	var p [labels]float32
	sum := float32(0)
	for y := range p {
		p[y] = l.alpha[i][y] * l.beta[i][y]
		sum += p[y]
	}
	if sum > 0 {
		for y := range p {
			p[y] /= sum
		}
	}
	return p
}

// pairProbabilities adds those of the pairs of labels at i-1 and i, after marginals.
func (l *lattice) pairProbabilities(i int, odds *transitions, sum *[labels][labels]float32) {
	t := &odds[l.context[i]]
	var p [labels][labels]float32
	var right [labels]float32
	for b := range right {
		right[b] = l.emit[i][b] * l.beta[i][b]
	}
	total := float32(0)
	for a := range p {
		for b := range p[a] {
			p[a][b] = l.alpha[i-1][a] * t[a][b] * right[b]
			total += p[a][b]
		}
	}
	if total <= 0 {
		return
	}
	for a := range p {
		for b := range p[a] {
			sum[a][b] += p[a][b] / total
		}
	}
}

func expf(x float32) float32 {
	if x < -20 {
		return 0
	}
	return float32(math.Exp(float64(min(x, 0))))
}

// fit trains one pass on paragraphs with features numbered below size, from the
// given transitions on.
func fit(ctx context.Context, sequences []sequence, size int, start *transitions, o *Options) (*crf, error) {
	c := newCRF(size)
	c.transitions = *start
	random := rand.New(rand.NewPCG(o.Seed, 7))
	order := make([]int, len(sequences))
	for i := range order {
		order[i] = i
	}
	for r := range o.Rounds {
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
