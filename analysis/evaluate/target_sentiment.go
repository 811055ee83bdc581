package evaluate

import (
	"fmt"
	"io"

	"readout/analysis"
)

// TargetGold is a record of the target_sentiment task (NewsMTSC, Hamborg and
// Donnay 2021): the tone of a sentence toward the words at Target.
type TargetGold struct {
	ID     string
	Text   string
	Target analysis.Span
	Label  string // negative, neutral, positive
}

// TargetScorer gives the tone toward the words at a span of a segmented document.
type TargetScorer interface {
	Toward(*analysis.Document, analysis.Span) analysis.Score
}

// ReadTargets reads one record a line. The error names the line.
func ReadTargets(r io.Reader) ([]TargetGold, error) {
	var all []TargetGold
	err := eachRecord(r, func(g *struct {
		ID     string `json:"id"`
		Text   string `json:"text"`
		Target []int  `json:"target"`
		Label  string `json:"label"`
	}) error {
		span, err := byteSpan(g.Text, g.Target)
		if err != nil {
			return fmt.Errorf("%s: target: %w", g.ID, err)
		}
		all = append(all, TargetGold{ID: g.ID, Text: g.Text, Target: span, Label: g.Label})
		return nil
	})
	return all, err
}

// Targets scores the tone toward each gold target.
func Targets(gold []TargetGold, segmenter analysis.Segmenter, scorer TargetScorer) (*Confusion, error) {
	table := NewConfusion([]string{"negative", "neutral", "positive"}, "neutral")
	for _, g := range gold {
		s := scorer.Toward(textDocument(segmenter, g.ID, g.Text), g.Target)
		if !s.Known() {
			s.Label = ""
		}
		if err := table.Add(g.Label, s.Label, s.Prob); err != nil {
			return nil, fmt.Errorf("%s: %w", g.ID, err)
		}
	}
	return table, nil
}

// byteSpan turns a gold pair of code points into a span of bytes.
func byteSpan(text string, points []int) (analysis.Span, error) {
	if len(points) != 2 || points[0] < 0 || points[1] <= points[0] {
		return analysis.Span{}, fmt.Errorf("%v is no [start, end]", points)
	}
	var span analysis.Span
	n := 0
	for i := range text {
		if n == points[0] {
			span.Start = i
		}
		if n == points[1] {
			span.End = i
		}
		n++
	}
	if n == points[1] {
		span.End = len(text)
	}
	if n < points[1] {
		return span, fmt.Errorf("%v ends past the text of %d code points", points, n)
	}
	return span, nil
}

// textDocument is the document of a text in which nobody is known to say anything.
func textDocument(s analysis.Segmenter, id, text string) *analysis.Document {
	return analysis.NewDocument(&analysis.Attributed{Segmented: *s.Segment(&analysis.Article{ID: id, Text: text})})
}
