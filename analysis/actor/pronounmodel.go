package actor

import (
	"encoding/json"
	"fmt"
	"math"

	"readout/analysis"
	"readout/lexicon"
)

// PronounModel weighs whom "he" and "she" take up: the probability of a candidate
// is the softmax of the weighted sums of the candidates' features.
type PronounModel struct{ Weights [features]float64 }

// PronounVector is the features of a candidate, in the order of a model's weights.
type PronounVector [features]float32

// Score is the weighted sum of a candidate's features.
func (m *PronounModel) Score(v *PronounVector) float64 {
	s := 0.0
	for f, x := range v {
		s += m.Weights[f] * float64(x)
	}
	return s
}

// ReadPronouns decodes a model. A feature that this version does not have is an
// error, one that the model leaves out counts nothing.
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

// Bytes encodes the model as JSON, a weight a feature.
func (m *PronounModel) Bytes() ([]byte, error) {
	byName := make(map[string]float64, features)
	for f, name := range featureNames {
		byName[name] = math.Round(m.Weights[f]*1000) / 1000
	}
	b, err := json.MarshalIndent(byName, "", " ")
	return append(b, '\n'), err
}

// Pronoun is a "he" or "she" before it is resolved.
type Pronoun struct {
	Gender     byte               // 'm' or 'f'
	Candidates []PronounCandidate // those whom it may take up, the last mentioned first
}

// PronounCandidate is one of those whom a pronoun may take up.
type PronounCandidate struct {
	Gender   byte          // 'm' or 'f', 0 where nothing tells
	Features PronounVector // with its rank among all candidates, whatever their gender
}

// NewWithPronouns makes a resolver with a model of the caller's.
func NewWithPronouns(lex *lexicon.Lexicon, m *PronounModel) *Resolver {
	return NewWithModels(lex, m, AntecedentModel{})
}

// Pronouns resolves a document and shows each pronoun before it is resolved, for
// whoever trains the model.
func (r *Resolver) Pronouns(d *analysis.Document, each func(Pronoun)) {
	r.run(d, &cast{watch: func(c *cast, list []candidate, gender byte) {
		p := Pronoun{Gender: gender}
		for k := range list {
			v := list[k].vector
			v[min(rankFirst+feature(k), rankLater)] = 1
			p.Candidates = append(p.Candidates, PronounCandidate{c.list[list[k].entity].gender, v})
		}
		each(p)
	}})
}
