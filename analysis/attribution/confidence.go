package attribution

import "math"

// evidence is what the confidence of an attribution is worked out from: log odds
// and yes-or-no facts.
type evidence [evidences]float32

const (
	evidenceContent = iota // log odds of the content's ends
	evidenceCue
	evidenceSource
	evidenceCueLink // log odds of the links
	evidenceSourceLink
	evidenceNoSource
	evidenceQuoted
	evidenceParts // several contents
	evidences
)

// calibration is a logistic regression from evidence to the probability that
// source and content are right, fitted on articles that the tagger had not seen
// (Platt 1999).
type calibration struct {
	Weights [evidences]float32
	Bias    float32
}

// of gives the calibrated probability.
func (c *calibration) of(e evidence) float64 {
	x := float64(c.Bias)
	for i, w := range c.Weights {
		x += float64(w * e[i])
	}
	return 1 / (1 + math.Exp(-x))
}

func logOdds(p float32) float32 {
	p = min(max(p, 0.01), 0.99)
	return float32(math.Log(float64(p / (1 - p))))
}

func (w *worker) evidenceOf(x *draft, cueProb, sourceProb float32) evidence {
	var e evidence
	content := float32(1)
	for _, k := range x.content {
		content = min(content, k.conf)
	}
	e[evidenceContent] = logOdds(content)
	if len(x.cue) > 0 {
		e[evidenceCue] = logOdds(x.cue[0].conf)
	}
	e[evidenceCueLink] = logOdds(cueProb)
	if len(x.source) > 0 {
		e[evidenceSource] = logOdds(x.source[0].conf)
		e[evidenceSourceLink] = logOdds(sourceProb)
	} else {
		e[evidenceNoSource] = 1
	}
	if w.info[x.content[0].first].quote != 0 {
		e[evidenceQuoted] = 1
	}
	if len(x.content) > 1 {
		e[evidenceParts] = 1
	}
	return e
}

// fit fits the calibration by gradient descent.
func (c *calibration) fit(list []evidence, right []bool) {
	*c = calibration{}
	if len(list) == 0 {
		return
	}
	for step := range 400 {
		var g calibration
		for i := range list {
			d := float32(c.of(list[i]))
			if right[i] {
				d--
			}
			for k, x := range list[i] {
				g.Weights[k] += d * x
			}
			g.Bias += d
		}
		rate := 0.2 / float32(len(list)) * (1 - float32(step)/400)
		for k := range c.Weights {
			c.Weights[k] -= rate * g.Weights[k]
		}
		c.Bias -= rate * g.Bias
	}
}

// marginals fills l.marginal with the probability of each chosen label and
// l.kinds with those of the kinds, by the forward-backward algorithm on scaled
// probabilities. It overwrites l.emit.
func (l *lattice) marginals(odds *transitions) {
	n := len(l.emit)
	for i := range n {
		e := &l.emit[i]
		top := e[0]
		for _, x := range e {
			top = max(top, x)
		}
		for y := range e {
			e[y] = expf(e[y] - top)
		}
		t := &odds[l.context[i]]
		sum := float32(0)
		for y := range labels {
			v := float32(0)
			if i == 0 {
				v = t[outside][y]
			} else {
				for x := range labels {
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
			for y := range labels {
				l.beta[i][y] = 1
			}
		} else {
			t := &odds[l.context[i+1]]
			sum := float32(0)
			for x := range labels {
				v := float32(0)
				for y := range labels {
					v += t[x][y] * l.emit[i+1][y] * l.beta[i+1][y]
				}
				l.beta[i][x] = v
				sum += v
			}
			scaleBy(&l.beta[i], sum)
		}
		l.posterior(i)
	}
}

// posterior fills the probabilities of token i from alpha and beta.
func (l *lattice) posterior(i int) {
	p := l.probabilities(i)
	l.marginal[i], l.kinds[i] = p[l.labels[i]], [3]float32{}
	for y := beginSource; y < labels; y++ {
		l.kinds[i][kindOf(y)-1] += p[y]
	}
}

// oddsOf gives the factors of all transitions, 0 for those that are not allowed.
func oddsOf(tr *transitions) *transitions {
	var odds transitions
	for x := range tr {
		for a := range tr[x] {
			for b := range tr[x][a] {
				if allowed(uint8(x), label(a), label(b)) {
					odds[x][a][b] = expClamp(tr[x][a][b])
				}
			}
		}
	}
	return &odds
}

func expClamp(x float32) float32 { return float32(math.Exp(float64(min(max(x, -30), 30)))) }

func scaleBy(v *[labels]float32, sum float32) {
	if sum <= 0 {
		return
	}
	for y := range v {
		v[y] /= sum
	}
}

// spanConfidence is the probability that both ends of a span are right, as far
// as the tokens at its ends tell.
func (l *lattice) spanConfidence(from, to int) float32 {
	c := min(l.marginal[from], l.marginal[to-1])
	if to < len(l.marginal) {
		c = min(c, l.marginal[to])
	}
	return c
}
