package position

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis"
)

// Model is the four logistic regressions of the stage and its thresholds.
type Model struct {
	Bears           Weights `json:"bears"`            // P(the statement takes a position on the proposition)
	Agrees          Weights `json:"agrees"`           // P(its source agrees | it takes one)
	Evaluates       Weights `json:"evaluates"`        // P(the source praises or blames whom a mention names)
	Praises         Weights `json:"praises"`          // P(it praises | it does either)
	Topics          *Topics `json:"topics,omitempty"` // topic model, whose log-odds are features of Bears
	LeastPosition   float64 `json:"least_position"`   // least probability of a position that is given, 0 to 1
	LeastEvaluation float64 `json:"least_evaluation"` // the same for evaluations
}

// Weights are log-odds per unit of a feature, by feature. A feature that is missing has weight
// 0.
type Weights map[Key]float64

const modelHead = "READOUT-POSITION 2\n"

// MarshalText encodes a key as "what|of".
func (k Key) MarshalText() ([]byte, error) { return []byte(k.What + "|" + k.Of), nil }

// UnmarshalText is the inverse of MarshalText; a text without | is an error.
func (k *Key) UnmarshalText(b []byte) error {
	what, of, ok := strings.Cut(string(b), "|")
	if !ok {
		return fmt.Errorf("feature %q wants a |", b)
	}
	k.What, k.Of = what, of
	return nil
}

// ReadModel decodes a model. A header of another version, invalid JSON and topic weights of
// propositions that the model does not list are errors.
func ReadModel(b []byte) (*Model, error) {
	body, ok := strings.CutPrefix(string(b), modelHead)
	if !ok {
		return nil, fmt.Errorf("position: not a model of positions of this version")
	}
	var m Model
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		return nil, fmt.Errorf("position: model: %w", err)
	}
	if m.Topics != nil && !m.Topics.check() {
		return nil, fmt.Errorf("position: model: a topic has weights of propositions that are not listed")
	}
	return &m, nil
}

// order gives, by index of the codebook's propositions, their index in the topic model, -1 for
// a proposition that it was not trained on.
func (t *Topics) order(ids []string) []int {
	at := make([]int, len(ids))
	for i, id := range ids {
		at[i] = slices.Index(t.Propositions, id)
	}
	return at
}

// Bytes encodes the model as ReadModel reads it: a header line with the format version, then
// JSON.
func (m *Model) Bytes() ([]byte, error) {
	b, err := json.Marshal(m)
	return append([]byte(modelHead), append(b, '\n')...), err
}

// Score is the weighted sum of the features: log-odds.
func (w Weights) Score(features []Feature) float64 {
	sum := 0.0
	for i := range features {
		sum += w[features[i].Key] * features[i].Value
	}
	return sum
}

// evidence splits a score into contributions: a row for every feature with tokens, the
// reader's words, and one row "base" for the rest. They add up to the score.
func (w Weights) evidence(d *analysis.Document, features []Feature, read func() []analysis.Evidence) []analysis.Evidence {
	var all []analysis.Evidence
	base := 0.0
	for i := range features {
		f := &features[i]
		x := w[f.Key]
		if f.first < 0 || x == 0 {
			base += x * f.Value
			continue
		}
		span := analysis.Span{Start: d.Tokens[f.first].Start, End: d.Tokens[f.last-1].End}
		all = append(all, analysis.Evidence{
			Span: span, Term: d.Slice(span), Lexicon: "propositions", Entry: f.entry, Weight: x, Contribution: x * f.Value,
		})
	}
	if read != nil {
		by := w[Key{"reader agreement", ""}]
		for _, e := range read() {
			e.Weight, e.Contribution = e.Weight*by, e.Contribution*by
			base -= e.Contribution
			all = append(all, e)
		}
	}
	if base != 0 {
		all = append(all, analysis.Evidence{Lexicon: "model", Entry: "base", Weight: base, Contribution: base})
	}
	slices.SortStableFunc(all, func(a, b analysis.Evidence) int {
		return cmp.Compare(math.Abs(b.Contribution), math.Abs(a.Contribution))
	})
	return all
}
