package sentiment

import (
	"math"

	"readout/analysis"
)

// The tone toward a target is a softmax regression over the words of its
// sentence: each word and pair for itself, by side, by nearness and by place next
// to the target, and the word vectors summed over pools of places, which lets the
// model know words that it never saw. All of it is linear, so that what every
// word gave can be told exactly (pools of word vectors to either side of a target
// are Vo and Zhang's, 2015; the vectors GloVe's, Pennington et al. 2014).

// The labels, in the model's order.
var targetLabels = [classes]string{"negative", "neutral", "positive"}

// Toward gives the tone toward the words at span in their sentence: label,
// calibrated probability, and as value the expectation -1..1. Raw is how much
// more the words speak for positive than for negative, word by word in Evidence;
// the value squashes it together with how much they speak for either.
func (s *Scorer) Toward(d *analysis.Document, span analysis.Span) analysis.Score {
	if span.Empty() {
		return analysis.Score{Abstained: "no target"}
	}
	c, ok := s.around(d, span)
	if !ok {
		return analysis.Score{Abstained: "no target"}
	}
	m := &s.model.target
	logits := m.bias
	lean := make([]float32, len(c.tokens)+1) // positive over negative by token, the target last
	c.features(func(token int, bucket uint32) {
		at := int(bucket) * classes
		neg, neu, pos := m.words.units[at], m.words.units[at+1], m.words.units[at+2]
		if neg|neu|pos == 0 {
			return
		}
		logits[0] += m.words.scale * float32(int8(neg))
		logits[1] += m.words.scale * float32(int8(neu))
		logits[2] += m.words.scale * float32(int8(pos))
		if token < 0 {
			token = len(c.tokens)
		}
		lean[token] += m.words.scale * (float32(int8(pos)) - float32(int8(neg)))
	})
	s.addPools(&c, &logits, lean)
	probs := softmax(logits, m.temperature)
	out := analysis.Score{Value: float64(probs[2] - probs[0])}
	best := 0
	for k := range probs {
		if probs[k] > probs[best] {
			best = k
		}
	}
	out.Label, out.Prob = targetLabels[best], float64(probs[best])
	out.Evidence = make([]analysis.Evidence, 0, len(lean))
	for i, x := range lean {
		if x == 0 {
			continue
		}
		where := span
		if i < len(c.tokens) {
			where = c.tokens[i].Span
		}
		e := analysis.Evidence{Span: where, Term: d.Slice(where), Lexicon: "model", Entry: "target", Weight: float64(x), Contribution: float64(x)}
		out.Evidence = append(out.Evidence, e)
		out.Raw += e.Contribution
	}
	return out
}

// addPools adds what the word vectors and the valence of the places around the
// target give.
func (s *Scorer) addPools(c *context, logits *[classes]float32, lean []float32) {
	m := &s.model.target
	t := &m.vectors
	vector, valence := c.pooled(s.words)
	for i, rank := range c.rank {
		var give [classes]float32
		if rank >= 0 {
			row := t.units[int(rank)*int(pools)*classes:]
			for p := range vector {
				if by := vector[p][i] * t.scale; by != 0 {
					give[0] += by * float32(int8(row[p*classes]))
					give[1] += by * float32(int8(row[p*classes+1]))
					give[2] += by * float32(int8(row[p*classes+2]))
				}
			}
		}
		if tone := c.tone[i]; tone != 0 {
			for p := range valence {
				row := m.valence[valenceColumn(p, tone)*classes:]
				for k := range give {
					give[k] += valence[p][i] * tone * row[k]
				}
			}
		}
		for k := range logits {
			logits[k] += give[k]
		}
		lean[i] += give[2] - give[0]
	}
}

// valenceColumn is where the valence of a pool is summed, by its sign.
func valenceColumn(p int, tone float32) int {
	if tone < 0 {
		return 2*p + 1
	}
	return 2 * p
}

func softmax(logits [classes]float32, temperature float32) (p [classes]float32) {
	most := max(logits[0], logits[1], logits[2])
	sum := float32(0)
	for k, x := range logits {
		p[k] = float32(math.Exp(float64((x - most) / temperature)))
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}
