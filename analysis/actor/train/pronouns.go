// Package train learns the two models of antecedents: that of "he" and "she"
// (actor.PronounModel) from articles without labels, and that of nouns, "they" and "it"
// (actor.AntecedentModel) from coded statements.
package train

import (
	"math/rand/v2"
	"slices"

	"readout/analysis"
	"readout/analysis/actor"
)

// Example is a pronoun whose antecedent is known, with its candidates.
type Example struct {
	group   string // examples of one article never stand on both sides of a split
	right   int
	vectors []actor.PronounVector
}

// Examples gives the pronouns of an article that gender alone resolves: of the people
// mentioned in the sentences before, exactly one has the pronoun's gender and at least one has
// the other. The features do not encode gender, so that the weights also hold where gender
// does not decide.
func Examples(r *actor.Resolver, d *analysis.Attributed) []Example {
	var examples []Example
	r.Pronouns(d, func(p actor.Pronoun) {
		e := Example{group: d.Article.ID, right: -1}
		for k, c := range p.Candidates {
			switch c.Gender {
			case 0:
				return
			case p.Gender:
				if e.right >= 0 {
					return
				}
				e.right = k
			}
			e.vectors = append(e.vectors, c.Features)
		}
		if e.right >= 0 && len(e.vectors) > 1 {
			examples = append(examples, e)
		}
	})
	return examples
}

// CodedExamples gives the pronouns of a document that stand in the source of a coded
// statement, with the candidates whose gender does not disagree. named returns the coded actor of an
// attribution (an index into Document.Attributions) and whether one was coded; same reports
// whether two names denote one actor. Pronouns whose actor is no candidate are left out.
func CodedExamples(r *actor.Resolver, d *analysis.Attributed, named func(attribution int) (string, bool), same func(coded, name string) bool) []Example {
	var examples []Example
	r.Pronouns(d, func(p actor.Pronoun) {
		if p.Source < 0 {
			return
		}
		coded, ok := named(p.Source)
		if !ok || coded == "" {
			return
		}
		e := Example{group: d.Article.ID, right: -1}
		for _, c := range p.Candidates {
			if c.Gender != 0 && c.Gender != p.Gender {
				continue
			}
			if e.right < 0 && same(coded, c.Name) {
				e.right = len(e.vectors)
			}
			e.vectors = append(e.vectors, c.Fitting)
		}
		if e.right >= 0 && len(e.vectors) > 1 {
			examples = append(examples, e)
		}
	})
	return examples
}

// Options are the hyper-parameters of training.
type Options struct {
	Penalty float64 // L2 penalty on the weights, per example; 0 for none
	Rounds  int     // passes over the examples
	Seed    uint64  // seed of the order in which examples are visited
}

// Pronouns learns weights by stochastic gradient descent on the log-likelihood of the correct
// candidates.
func Pronouns(examples []Example, o Options) *actor.PronounModel {
	m, mean := &actor.PronounModel{}, &actor.PronounModel{}
	steps := 0.0
	for round, order := range visits(len(examples), o, 7) {
		rate := 0.1 / (1 + float64(round))
		for _, i := range order {
			learn(m, &examples[i], rate, o.Penalty)
			if round > 0 {
				steps++
				for f := range mean.Weights {
					mean.Weights[f] += m.Weights[f]
				}
			}
		}
	}
	for f := range mean.Weights {
		mean.Weights[f] /= max(1, steps)
	}
	return mean
}

func learn(m *actor.PronounModel, e *Example, rate, penalty float64) {
	p := probabilities(m, e)
	for k := range e.vectors {
		g := p[k]
		if k == e.right {
			g--
		}
		for f, x := range e.vectors[k] {
			if x != 0 {
				m.Weights[f] -= rate * (g*float64(x) + penalty*m.Weights[f])
			}
		}
	}
}

func probabilities(m *actor.PronounModel, e *Example) []float64 {
	p := make([]float64, len(e.vectors))
	for k := range e.vectors {
		p[k] = m.Score(&e.vectors[k])
	}
	return analysis.Softmax(p)
}

// Folds cross-validates in folds parts, none of which shares an article with another. For
// every example it returns the probability of the likeliest candidate (0 to 1) and whether
// that is the correct one.
func Folds(examples []Example, o Options, folds int) (probability []float64, right []bool) {
	return FoldsWith(examples, nil, 1, o, folds)
}

// With is examples and, behind them, own examples, each of these several times.
func With(examples, own []Example, times int) []Example {
	all := slices.Clone(examples)
	for range times {
		all = append(all, own...)
	}
	return all
}

// FoldsWith is Folds for own examples, each model learning from the other examples too.
func FoldsWith(own, others []Example, times int, o Options, folds int) (probability []float64, right []bool) {
	best, probability := guesses(own, folds, rand.New(rand.NewPCG(o.Seed, 11)), func(e *Example) string { return e.group },
		func(some []Example) *actor.PronounModel { return Pronouns(With(others, some, times), o) }, probabilities)
	right = make([]bool, len(best))
	for i, k := range best {
		right[i] = k == own[i].right
	}
	return probability, right
}
