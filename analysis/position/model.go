package position

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis"
)

// Model is the four logistic regressions of the stage and its thresholds.
type Model struct {
	Bears           Weights `json:"bears"`            // on propositions: that a statement takes a position
	Agrees          Weights `json:"agrees"`           // and that its source agrees
	Evaluates       Weights `json:"evaluates"`        // on mentions: that the source praises or blames
	Praises         Weights `json:"praises"`          // and that it praises
	Topics          *Topics `json:"topics,omitempty"` // features of Bears
	LeastPosition   float64 `json:"least_position"`
	LeastEvaluation float64 `json:"least_evaluation"`
}

// Weights is by feature; one that is missing has none.
type Weights map[Key]float64

const modelHead = "READOUT-POSITION 2\n"

// MarshalText and UnmarshalText make "what|of" of a key.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.What + "|" + k.Of), nil }

// UnmarshalText is the inverse of MarshalText.
func (k *Key) UnmarshalText(b []byte) error {
	what, of, ok := strings.Cut(string(b), "|")
	if !ok {
		return fmt.Errorf("feature %q wants a |", b)
	}
	k.What, k.Of = what, of
	return nil
}

// ReadModel reads what Bytes wrote.
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

// order is, by index of a codebook's propositions, their index in the topics, -1 for none.
func (t *Topics) order(ids []string) []int {
	at := make([]int, len(ids))
	for i, id := range ids {
		at[i] = slices.Index(t.Propositions, id)
	}
	return at
}

// Bytes is the model as ReadModel reads it: a line that names it, and JSON.
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

// evidence tells what made a score: every feature that has words, the reader's words,
// and the rest together as one row "base". The contributions add up to the score.
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
		switch x, y := math.Abs(a.Contribution), math.Abs(b.Contribution); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return all
}
