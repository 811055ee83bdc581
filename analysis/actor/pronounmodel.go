package actor

import (
	"encoding/json"
	"fmt"
	"math"

	"readout/analysis"
	"readout/lexicon"
)

// PronounModel holds the learned weights that choose the antecedent of "he" and "she". The
// probability of a candidate is the softmax, over all candidates, of the weighted sum of its
// features.
type PronounModel struct{ Weights [features]float64 }

// PronounVector is the features of one candidate antecedent, 0 or 1 each, in the order of
// PronounModel.Weights.
type PronounVector [features]float32

// Score is the weighted sum of a candidate's features: its log-odds up to a constant that all
// candidates of a pronoun share.
func (m *PronounModel) Score(v *PronounVector) float64 {
	s := 0.0
	for f, x := range v {
		s += m.Weights[f] * float64(x)
	}
	return s
}

// ReadPronouns decodes a model from JSON. A feature name that this version does not have is an
// error; a feature that the JSON leaves out has weight 0.
func ReadPronouns(b []byte) (*PronounModel, error) {
	var byName map[string]float64
	if err := json.Unmarshal(b, &byName); err != nil {
		return nil, fmt.Errorf("actor: model pronouns: %w", err)
	}
	m := &PronounModel{}
	for f, name := range featureNames {
		m.Weights[f] = byName[name]
		delete(byName, name)
	}
	for name := range byName {
		return nil, fmt.Errorf("actor: model pronouns: no feature %q", name)
	}
	return m, nil
}

// Bytes encodes the model as JSON: one key per feature, weights rounded to three decimals.
func (m *PronounModel) Bytes() ([]byte, error) {
	byName := make(map[string]float64, features)
	for f, name := range featureNames {
		byName[name] = math.Round(m.Weights[f]*1000) / 1000
	}
	b, err := json.MarshalIndent(byName, "", " ")
	return append(b, '\n'), err
}

// Pronoun is one "he" or "she" with its candidate antecedents, as training sees it.
type Pronoun struct {
	Gender     byte               // 'm' or 'f'
	Source     int                // the attribution whose source it stands in, -1 for none
	Candidates []PronounCandidate // people it may refer to, the last mentioned first
}

// PronounCandidate is one candidate antecedent of a pronoun.
type PronounCandidate struct {
	Name     string        // of the entity
	Gender   byte          // 'm' or 'f', 0 where nothing tells
	Features PronounVector // the rank features count candidates of every gender
	Fitting  PronounVector // they count those whose gender does not disagree, as when resolving
}

// NewWithPronouns makes a resolver with the caller's pronoun model and no weights for the
// antecedents of nouns, "they" and "it".
func NewWithPronouns(lex *lexicon.Lexicon, m *PronounModel) *Resolver {
	return NewWithModels(lex, m, AntecedentModel{})
}

// Pronouns resolves an article and calls each with every "he" and "she" and its candidates,
// before it is resolved. Only training uses it.
func (r *Resolver) Pronouns(d *analysis.Attributed, each func(Pronoun)) {
	r.run(d, func(c *cast, at *phrase, list []candidate, gender byte) {
		p := Pronoun{Gender: gender, Source: int(c.sourceOf[at.first])}
		fitting := c.ranked(list, gender)
		for k := range list {
			a := list[k]
			c.rank(&a, k)
			x := PronounCandidate{Name: c.list[a.entity].actor.Name, Gender: c.list[a.entity].gender, Features: a.vector}
			if len(fitting) > 0 && fitting[0].entity == a.entity {
				x.Fitting, fitting = fitting[0].vector, fitting[1:]
			}
			p.Candidates = append(p.Candidates, x)
		}
		each(p)
	}, nil)
}
