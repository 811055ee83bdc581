package evaluate

import (
	"errors"
	"fmt"
	"io"

	"readout/analysis"
)

// DirectedGold is one record of the directed_sentiment task: a text with two
// entities, spans in code points (Park, Pan, Joo 2021).
type DirectedGold struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	A     [2]int `json:"a"`
	B     [2]int `json:"b"`
	Label string `json:"label"`
}

// DirectedLabels are the labels, in the order in which they are shown.
func DirectedLabels() []string {
	return []string{"neutral", "positive_a_to_b", "negative_a_to_b", "positive_b_to_a", "negative_b_to_a"}
}

// ReadDirected reads one record a line. The error names the line.
func ReadDirected(r io.Reader) ([]DirectedGold, error) {
	return records(r, func(g *DirectedGold) error {
		n := len([]rune(g.Text))
		for _, s := range [][2]int{g.A, g.B} {
			if s[0] < 0 || s[0] >= s[1] || s[1] > n {
				return fmt.Errorf("no span %v in a text of %d code points", s, n)
			}
		}
		return nil
	})
}

// Spans are the byte spans of the two entities in the record's text.
func (g *DirectedGold) Spans() (a, b analysis.Span) {
	at := make([]int, 0, len(g.Text)+1)
	for i := range g.Text {
		at = append(at, i)
	}
	at = append(at, len(g.Text))
	return analysis.Span{Start: at[g.A[0]], End: at[g.A[1]]}, analysis.Span{Start: at[g.B[0]], End: at[g.B[1]]}
}

// DirectedScorer says which of two entities of a segmented document holds what
// opinion of the other: one of DirectedLabels, and the probability that it is
// right.
type DirectedScorer interface {
	Directed(d *analysis.Document, a, b analysis.Span) (label string, prob float64)
}

// Directed scores an engine on labelled pairs.
func Directed(gold []DirectedGold, segmenter analysis.Segmenter, scorer DirectedScorer) (*Confusion, error) {
	if len(gold) == 0 {
		return nil, errors.New("no records")
	}
	table := NewConfusion(DirectedLabels(), "neutral")
	for i := range gold {
		a, b := gold[i].Spans()
		label, prob := scorer.Directed(textDocument(segmenter, gold[i].ID, gold[i].Text), a, b)
		if err := table.Add(gold[i].Label, label, prob); err != nil {
			return nil, fmt.Errorf("%s: %w", gold[i].ID, err)
		}
	}
	return table, nil
}
