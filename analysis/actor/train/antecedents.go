package train

import (
	"math"
	"math/rand/v2"

	"readout/analysis"
	"readout/analysis/actor"
)

// Taken is one training example: a noun, "they" or "it" in a source span whose actor was
// coded, with its candidate antecedents ("no antecedent" first) and which of them have the
// coded name.
type Taken struct {
	group   string
	choices [][]string
	right   []bool
}

// Takings makes training examples of the coded statements of an article. named returns the
// coded actor of an attribution (an index into Attributed.Attributions) and whether one was
// coded; same reports whether two names denote one actor.
func Takings(r *actor.Resolver, d *analysis.Attributed, named func(attribution int) (string, bool), same func(coded, name string) bool) []Taken {
	var all []Taken
	r.Takings(d, func(t actor.Taking) {
		coded, ok := named(t.Attribution)
		if !ok || len(t.Choices) < 2 {
			return
		}
		x := Taken{group: d.Article.ID, right: make([]bool, len(t.Choices))}
		any := false
		for k, c := range t.Choices {
			x.choices = append(x.choices, c.Features)
			x.right[k] = coded != "" && c.Name != "" && same(coded, c.Name)
			any = any || x.right[k]
		}
		if !any {
			x.right[0] = true
		}
		all = append(all, x)
	})
	return all
}

// Antecedents learns weights by stochastic gradient descent on the log-likelihood of the
// correct candidates. margin is added to the log-odds of "no antecedent" afterwards: a higher
// one gives fewer antecedents and higher precision.
func Antecedents(examples []Taken, o Options, margin float64) actor.AntecedentModel {
	m, sum := map[string]float64{}, map[string]float64{}
	passes := 0.0
	for round, order := range visits(len(examples), o, 13) {
		rate := 0.05 / (1 + .3*float64(round))
		for _, i := range order {
			learnTaken(m, &examples[i], rate)
		}
		for f := range m {
			m[f] *= 1 - rate*o.Penalty*float64(len(examples))
		}
		if 2*round >= o.Rounds {
			passes++
			for f, w := range m {
				sum[f] += w
			}
		}
	}
	out := actor.AntecedentModel{}
	for f, w := range sum {
		if w = math.Round(w/max(1, passes)*1000) / 1000; w != 0 {
			out[f] = w
		}
	}
	out["nobody "] += margin
	return out
}

func learnTaken(m map[string]float64, e *Taken, rate float64) {
	p := takenProbabilities(m, e)
	rights := 0.0
	for k := range p {
		if e.right[k] {
			rights += p[k]
		}
	}
	for k, features := range e.choices {
		g := p[k]
		if e.right[k] {
			g -= p[k] / max(1e-9, rights)
		}
		for _, f := range features {
			m[f] -= rate * g
		}
	}
}

func takenProbabilities(m map[string]float64, e *Taken) []float64 {
	p := make([]float64, len(e.choices))
	for k, features := range e.choices {
		for _, f := range features {
			p[k] += m[f]
		}
	}
	return analysis.Softmax(p)
}

// FoldTaken cross-validates in folds parts. For every example it returns the probability of
// the likeliest choice (0 to 1), whether that choice is correct, and whether it is "no
// antecedent".
func FoldTaken(examples []Taken, o Options, margin float64, folds int) (probability []float64, right, nobody []bool) {
	best, probability := guesses(examples, folds, rand.New(rand.NewPCG(o.Seed, 17)), func(e *Taken) string { return e.group },
		func(others []Taken) map[string]float64 { return Antecedents(others, o, margin) }, takenProbabilities)
	right, nobody = make([]bool, len(best)), make([]bool, len(best))
	for i, k := range best {
		right[i], nobody[i] = examples[i].right[k], k == 0
	}
	return probability, right, nobody
}
