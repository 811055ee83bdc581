package tagger

import "math"

// Lattice is the trellis of the conditional random field over the tokens of one paragraph. Its
// memory is reused between paragraphs.
type Lattice struct {
	Emit     [][Labels]float32 // emission scores by token and label
	Context  []uint8           // by token: the context of the transition to it
	alpha    [][Labels]float32 // forward probabilities, scaled to sum 1
	beta     [][Labels]float32 // backward probabilities, scaled
	back     [][Labels]uint8   // Viterbi's back pointers
	Labels   []Label           // the decoded labels
	Marginal []float32         // posterior probability of the decoded label
	kinds    [][3]float32      // posterior probability of source, cue, content
}

// Resize makes room for n tokens.
func (l *Lattice) Resize(n int) {
	if cap(l.Emit) < n {
		l.Emit, l.alpha, l.beta = make([][Labels]float32, n), make([][Labels]float32, n), make([][Labels]float32, n)
		l.back, l.Context = make([][Labels]uint8, n), make([]uint8, n)
		l.Labels, l.Marginal, l.kinds = make([]Label, n), make([]float32, n), make([][3]float32, n)
	}
	l.Emit, l.alpha, l.beta = l.Emit[:n], l.alpha[:n], l.beta[:n]
	l.back, l.Context, l.Labels, l.Marginal, l.kinds = l.back[:n], l.Context[:n], l.Labels[:n], l.Marginal[:n], l.kinds[:n]
}

// MinusInf is the score of a transition that is not allowed.
func MinusInf() float32 { return float32(math.Inf(-1)) }

// viterbi decodes: it fills l.Labels with the sequence that has the highest score.
func (l *Lattice) viterbi(tr *Transitions) {
	n := len(l.Emit)
	for i := range n {
		t := &tr[l.Context[i]]
		for y := Label(0); y < Labels; y++ {
			best, from := MinusInf(), Outside
			if i == 0 {
				best = t[Outside][y]
			} else {
				last := &l.alpha[i-1]
				for x := Label(0); x < Labels; x++ {
					if s := last[x] + t[x][y]; s > best {
						best, from = s, x
					}
				}
			}
			l.alpha[i][y] = best + l.Emit[i][y]
			l.back[i][y] = uint8(from)
		}
	}
	if n == 0 {
		return
	}
	best := Outside
	for y := Label(0); y < Labels; y++ {
		if l.alpha[n-1][y] > l.alpha[n-1][best] {
			best = y
		}
	}
	for i := n - 1; i >= 0; i-- {
		l.Labels[i] = best
		best = Label(l.back[i][best])
	}
}

// Marginals fills l.Marginal and l.kinds by the forward-backward algorithm on scaled
// probabilities. odds are the exponentials of the transition weights; l.Emit is overwritten by
// those of the emission scores.
func (l *Lattice) Marginals(odds *Transitions) {
	n := len(l.Emit)
	for i := range n {
		e := &l.Emit[i]
		top := e[0]
		for _, x := range e {
			top = max(top, x)
		}
		for y := range e {
			e[y] = expf(e[y] - top)
		}
		t := &odds[l.Context[i]]
		sum := float32(0)
		for y := range Labels {
			v := float32(0)
			if i == 0 {
				v = t[Outside][y]
			} else {
				for x := range Labels {
					v += l.alpha[i-1][x] * t[x][y]
				}
			}
			l.alpha[i][y] = v * e[y]
			sum += l.alpha[i][y]
		}
		scaleBy(&l.alpha[i], sum)
	}
	for i := n - 1; i >= 0; i-- {
		if i == n-1 {
			for y := range Labels {
				l.beta[i][y] = 1
			}
		} else {
			t := &odds[l.Context[i+1]]
			sum := float32(0)
			for x := range Labels {
				v := float32(0)
				for y := range Labels {
					v += t[x][y] * l.Emit[i+1][y] * l.beta[i+1][y]
				}
				l.beta[i][x] = v
				sum += v
			}
			scaleBy(&l.beta[i], sum)
		}
		l.posterior(i)
	}
}

// posterior fills the posterior probabilities of token i from alpha and beta.
func (l *Lattice) posterior(i int) {
	p := l.Probabilities(i)
	l.Marginal[i], l.kinds[i] = p[l.Labels[i]], [3]float32{}
	for y := BeginSource; y < Labels; y++ {
		l.kinds[i][kindOf(y)-1] += p[y]
	}
}

// OddsOf gives the exponentials of the transition weights, 0 for transitions that are not allowed.
func OddsOf(tr *Transitions) *Transitions {
	var odds Transitions
	for x := range tr {
		for a := range tr[x] {
			for b := range tr[x][a] {
				if Allowed(uint8(x), Label(a), Label(b)) {
					odds[x][a][b] = expClamp(tr[x][a][b])
				}
			}
		}
	}
	return &odds
}

func expClamp(x float32) float32 { return float32(math.Exp(float64(min(max(x, -30), 30)))) }

func scaleBy(v *[Labels]float32, sum float32) {
	if sum <= 0 {
		return
	}
	for y := range v {
		v[y] /= sum
	}
}

// spanConfidence is the confidence in a span: the lowest posterior of the labels of its first
// token, its last and the one behind it.
func (l *Lattice) spanConfidence(from, to int) float32 {
	c := min(l.Marginal[from], l.Marginal[to-1])
	if to < len(l.Marginal) {
		c = min(c, l.Marginal[to])
	}
	return c
}

// Probabilities are the posteriors of the labels of token i; Marginals must have run.
func (l *Lattice) Probabilities(i int) [Labels]float32 {
	var p [Labels]float32
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

// PairProbabilities adds sign times the posteriors of the pairs of labels at tokens i-1 and i to
// sum; Marginals must have run.
func (l *Lattice) PairProbabilities(i int, odds *Transitions, sum *[Labels][Labels]float32, sign float32) {
	t := &odds[l.Context[i]]
	var p [Labels][Labels]float32
	var right [Labels]float32
	for b := range right {
		right[b] = l.Emit[i][b] * l.beta[i][b]
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
			sum[a][b] += sign * p[a][b] / total
		}
	}
}

func expf(x float32) float32 {
	if x < -20 {
		return 0
	}
	return float32(math.Exp(float64(min(x, 0))))
}
