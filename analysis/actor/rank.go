package actor

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"

	"readout/analysis"
	"readout/lexicon"
)

// PronounModel weighs whom "he" and "she" take up: the probability of a candidate
// is the softmax of the weighted sums of the candidates' features.
type PronounModel struct{ weights [features]float64 }

func (m *PronounModel) score(v *vector) float64 {
	s := 0.0
	for f, x := range v {
		s += m.weights[f] * float64(x)
	}
	return s
}

// readPronouns decodes a model. A feature that this version does not have is an
// error, one that the model leaves out counts nothing.
func readPronouns(b []byte) (*PronounModel, error) {
	var byName map[string]float64
	if err := json.Unmarshal(b, &byName); err != nil {
		return nil, fmt.Errorf("actor: model pronouns: %w", err)
	}
	m := &PronounModel{}
	for f, name := range featureNames {
		m.weights[f] = byName[name]
		delete(byName, name)
	}
	for name := range byName {
		return nil, fmt.Errorf("actor: model pronouns: no feature %q", name)
	}
	return m, nil
}

// Bytes encodes the model as JSON, a weight a feature.
func (m *PronounModel) Bytes() ([]byte, error) {
	byName := make(map[string]float64, features)
	for f, name := range featureNames {
		byName[name] = math.Round(m.weights[f]*1000) / 1000
	}
	b, err := json.MarshalIndent(byName, "", " ")
	return append(b, '\n'), err
}

// PronounExample is a pronoun whose antecedent is known, with the candidates.
type PronounExample struct {
	group   string // examples of one article never stand on both sides of a split
	right   int
	vectors []vector
}

// PronounTrainer makes examples of articles and learns from them.
type PronounTrainer struct{ resolver *Resolver }

// NewPronounTrainer makes a trainer over a lexicon.
func NewPronounTrainer(lex *lexicon.Lexicon) *PronounTrainer {
	return &PronounTrainer{&Resolver{newKnowledge(lex, &PronounModel{})}}
}

// Use lets a model resolve the pronouns that stand before those of later examples.
func (t *PronounTrainer) Use(m *PronounModel) { t.resolver.knowledge.pronouns = m }

// Examples are the pronouns of a document that gender alone resolves: of all
// people mentioned in the sentences before, exactly one has the pronoun's gender
// and at least one has the other. The features know nothing of gender, so what is
// learned holds where gender does not help.
func (t *PronounTrainer) Examples(d *analysis.Document) []PronounExample {
	var examples []PronounExample
	t.resolver.resolve(d, func(c *cast, list []candidate, gender byte) {
		e := PronounExample{group: d.Article.ID, right: -1}
		for k := range list {
			switch c.list[list[k].entity].gender {
			case 0:
				return
			case gender:
				if e.right >= 0 {
					return
				}
				e.right = k
			}
			v := list[k].vector
			v[min(rankFirst+feature(k), rankLater)] = 1
			e.vectors = append(e.vectors, v)
		}
		if e.right >= 0 && len(e.vectors) > 1 {
			examples = append(examples, e)
		}
	})
	return examples
}

// PronounOptions says how to train.
type PronounOptions struct {
	Penalty float64 // of large weights, per example; 0 is none
	Rounds  int     // passes over the examples
	Seed    uint64  // of the order of the examples
}

// Train learns weights by stochastic gradient descent on the likelihood of the
// right candidates.
func (t *PronounTrainer) Train(examples []PronounExample, o PronounOptions) *PronounModel {
	m, mean := &PronounModel{}, &PronounModel{}
	random := rand.New(rand.NewPCG(o.Seed, 7))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	steps := 0.0
	for round := range o.Rounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := 0.1 / (1 + float64(round))
		for _, i := range order {
			m.learn(&examples[i], rate, o.Penalty)
			if round > 0 {
				steps++
				for f := range mean.weights {
					mean.weights[f] += m.weights[f]
				}
			}
		}
	}
	for f := range mean.weights {
		mean.weights[f] /= max(1, steps)
	}
	return mean
}

func (m *PronounModel) learn(e *PronounExample, rate, penalty float64) {
	p := m.probabilities(e)
	for k := range e.vectors {
		g := p[k]
		if k == e.right {
			g--
		}
		for f, x := range e.vectors[k] {
			if x != 0 {
				m.weights[f] -= rate * (g*float64(x) + penalty*m.weights[f])
			}
		}
	}
}

func (m *PronounModel) probabilities(e *PronounExample) []float64 {
	p := make([]float64, len(e.vectors))
	top, sum := math.Inf(-1), 0.0
	for k := range e.vectors {
		p[k] = m.score(&e.vectors[k])
		top = max(top, p[k])
	}
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// Folds cross-validates: it gives for every example the probability of the
// likeliest candidate and whether that is the right one.
func (t *PronounTrainer) Folds(examples []PronounExample, o PronounOptions, folds int) (probability []float64, right []bool) {
	probability, right = make([]float64, len(examples)), make([]bool, len(examples))
	part := map[string]int{}
	random := rand.New(rand.NewPCG(o.Seed, 11))
	for i := range examples {
		if _, ok := part[examples[i].group]; !ok {
			part[examples[i].group] = random.IntN(folds)
		}
	}
	for fold := range folds {
		var train []PronounExample
		for i := range examples {
			if part[examples[i].group] != fold {
				train = append(train, examples[i])
			}
		}
		m := t.Train(train, o)
		for i := range examples {
			if part[examples[i].group] != fold {
				continue
			}
			best := 0
			p := m.probabilities(&examples[i])
			for k := range p {
				if p[k] > p[best] {
					best = k
				}
			}
			probability[i], right[i] = p[best], best == examples[i].right
		}
	}
	return probability, right
}
