package evaluate

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"readout/analysis"
)

// StatementGold is one labelled statement: the record of the statements task.
type StatementGold struct {
	ID      string `json:"id"`
	Source  string `json:"source"`
	Cue     string `json:"cue"`
	Content string `json:"content"`
	Context string `json:"context"`
	Title   string `json:"title"`
	Outlet  string `json:"outlet"`
	StatementLabels
}

// StatementLabels are what readers said of a statement; null was not said.
type StatementLabels struct {
	Target    *string  `json:"target"`
	Stance    *int     `json:"stance"`
	Outlook   *int     `json:"outlook"`
	Frame     *string  `json:"frame"`
	Certainty *float64 `json:"certainty"`
	Sentiment *int     `json:"sentiment"`
}

// ReadStatements reads one record a line. The error names the line.
func ReadStatements(r io.Reader) ([]StatementGold, error) {
	return records(r, func(g *StatementGold) error {
		if g.Content == "" {
			return errors.New("no content")
		}
		return nil
	})
}

// Document makes an article of the record's context with its one attribution and
// target. What is not found there is put behind it. Targets that are no slice of
// the text have no span.
func (g *StatementGold) Document(segmenter analysis.Segmenter) *analysis.Document {
	text := g.Context
	find := func(words string, from int) analysis.Span {
		if words == "" {
			return analysis.Span{}
		}
		at := strings.Index(text[from:], words)
		if at < 0 {
			from = 0
			at = strings.Index(text, words)
		}
		if at < 0 {
			return analysis.Span{}
		}
		return analysis.Span{Start: from + at, End: from + at + len(words)}
	}
	if find(g.Content, 0).Empty() {
		if text != "" {
			text += "\n\n"
		}
		text += strings.TrimSpace(strings.Join([]string{g.Source, g.Cue, g.Content}, " "))
	}
	content := find(g.Content, 0)
	a := analysis.Attribution{Content: []analysis.Span{content}, Inherits: -1, Parent: -1, Polarity: analysis.Affirmed, Confidence: 1}
	if s := find(g.Source, 0); !s.Empty() {
		a.Source = []analysis.Span{s}
	}
	if s := nearest(text, g.Cue, content); !s.Empty() {
		a.Cue = []analysis.Span{s}
	}
	d := analysis.NewDocument(&analysis.Attributed{
		Segmented:    *segmenter.Segment(&analysis.Article{ID: g.ID, Title: g.Title, Outlet: g.Outlet, Text: text}),
		Attributions: []analysis.Attribution{a},
	})
	if g.Target != nil {
		target := &d.Statements[0].Target
		target.Text, target.Span = *g.Target, find(*g.Target, content.Start)
	}
	return d
}

// nearest finds words outside the content, as near to it as they stand.
func nearest(text, words string, content analysis.Span) analysis.Span {
	var near analysis.Span
	distance := len(text) + 1
	for from := 0; words != ""; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			break
		}
		s := analysis.Span{Start: from + at, End: from + at + len(words)}
		from = s.Start + 1
		if s.Overlaps(content) {
			continue
		}
		if d := max(content.Start-s.End, s.Start-content.End); d < distance {
			near, distance = s, d
		}
	}
	return near
}

// Labels of the gold's figures, least first.
var (
	stanceLabels    = []string{"against", "neutral", "favor"}
	outlookLabels   = []string{"skeptical", "neutral", "optimistic"}
	sentimentLabels = []string{"negative", "neutral", "positive"}
	certaintyLabels = []string{"hedged", "plain"}
	frameLabels     = []string{
		"progress", "cooperation", "caution", "obstacle", "exclusion", "threat", "blame",
		"demand", "denial", "principle", "interest", "plan", "description",
	}
)

// Label gives the label that the gold has of a dimension, "" for none.
func (g *StatementLabels) Label(dimension string) string {
	three := func(v *int, labels []string) string {
		if v == nil || *v < -1 || *v > 1 {
			return ""
		}
		return labels[*v+1]
	}
	switch dimension {
	case "stance":
		return three(g.Stance, stanceLabels)
	case "outlook":
		return three(g.Outlook, outlookLabels)
	case "sentiment":
		return three(g.Sentiment, sentimentLabels)
	case "certainty":
		if g.Certainty == nil {
			return ""
		}
		return certaintyLabels[b2i(*g.Certainty >= 0.5)]
	case "frame":
		if g.Frame == nil {
			return ""
		}
		return *g.Frame
	}
	return ""
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// StatementTables are one confusion table a dimension.
type StatementTables struct {
	N      int
	Tables map[string]*Confusion
}

// StatementDimensions are the scored dimensions, in the order of the figures.
func StatementDimensions() []string {
	return []string{"outlook", "stance", "sentiment", "certainty", "frame"}
}

// Statements scores the engine against labelled statements: source, cue, content
// and target are the gold's, so that only the scores are judged.
func Statements(gold []StatementGold, segmenter analysis.Segmenter, scorer analysis.Scorer) (*StatementTables, error) {
	if len(gold) == 0 {
		return nil, errors.New("no statements")
	}
	t := &StatementTables{N: len(gold), Tables: map[string]*Confusion{
		"outlook":   NewConfusion(outlookLabels, "neutral"),
		"stance":    NewConfusion(stanceLabels, "neutral"),
		"sentiment": NewConfusion(sentimentLabels, "neutral"),
		"certainty": NewConfusion(certaintyLabels, ""),
		"frame":     NewConfusion(frameLabels, ""),
	}}
	for i := range gold {
		d := gold[i].Document(segmenter)
		scorer.Score(d)
		st := &d.Statements[0]
		for _, dim := range StatementDimensions() {
			want := gold[i].Label(dim)
			if want == "" {
				continue
			}
			got, prob := given(st, dim)
			if err := t.Tables[dim].Add(want, got, prob); err != nil {
				return nil, fmt.Errorf("%s: %s: %w", gold[i].ID, dim, err)
			}
		}
	}
	return t, nil
}

// given is the engine's label of a dimension, "" for none, and its probability.
func given(st *analysis.Statement, dimension string) (string, float64) {
	score := func(s analysis.Score) (string, float64) {
		if !s.Known() {
			return "", 0
		}
		return s.Label, s.Prob
	}
	switch dimension {
	case "stance":
		return score(st.Stance)
	case "outlook":
		return score(st.Outlook)
	case "sentiment":
		return score(st.Sentiment)
	case "certainty":
		return score(st.Certainty)
	}
	if len(st.Frames) == 0 {
		return "", 0
	}
	return st.Frames[0].ID, st.Frames[0].Weight
}
