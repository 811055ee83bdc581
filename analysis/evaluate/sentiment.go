package evaluate

import (
	"errors"
	"fmt"
	"io"
	"math"

	"gonum.org/v1/gonum/floats"

	"readout/analysis"
)

// ToneGold is a record of the sentiment task: a text and the mean of its raters
// (the ground truth of VADER, Hutto and Gilbert 2014, has this form).
type ToneGold struct {
	ID   string
	Text string
	Tone float64 // -1..1
}

// ToneScorer gives the tone of the words at spans of a segmented document.
type ToneScorer interface {
	Tone(*analysis.Document, []analysis.Span) analysis.Score
}

// ReadTones reads one record a line. The error names the line.
func ReadTones(r io.Reader) ([]ToneGold, error) {
	var all []ToneGold
	err := eachRecord(r, func(g *struct {
		ID        string   `json:"id"`
		Text      string   `json:"text"`
		Sentiment *float64 `json:"sentiment"`
	}) error {
		if g.Sentiment == nil || *g.Sentiment < -1 || *g.Sentiment > 1 {
			return fmt.Errorf("%s: sentiment is not a figure of -1 to 1", g.ID)
		}
		all = append(all, ToneGold{ID: g.ID, Text: g.Text, Tone: *g.Sentiment})
		return nil
	})
	return all, err
}

// ToneResult holds the correlation with the raters, and the labels that figures
// past +-0.05 stand for.
type ToneResult struct {
	N         int
	Pearson   float64
	Abstained float64 // share of texts without a score, which count as 0
	Labels    *Confusion
}

// toneCut is the figure past which a text counts as positive or negative.
const toneCut = 0.05

// Tones scores each gold text as a whole.
func Tones(gold []ToneGold, segmenter analysis.Segmenter, scorer ToneScorer) (*ToneResult, error) {
	if len(gold) == 0 {
		return nil, errors.New("no texts")
	}
	out := &ToneResult{N: len(gold), Labels: NewConfusion([]string{"negative", "neutral", "positive"}, "neutral")}
	var given, wanted []float64
	for _, g := range gold {
		s := scorer.Tone(textDocument(segmenter, g.ID, g.Text), []analysis.Span{{Start: 0, End: len(g.Text)}})
		value, label := s.Value, toneLabel(s.Value)
		if !s.Known() {
			value, label = 0, ""
			out.Abstained++
		}
		given, wanted = append(given, value), append(wanted, g.Tone)
		if err := out.Labels.Add(toneLabel(g.Tone), label, 0); err != nil {
			return nil, fmt.Errorf("%s: %w", g.ID, err)
		}
	}
	out.Abstained /= float64(len(gold))
	out.Pearson = correlation(given, wanted)
	return out, nil
}

func toneLabel(x float64) string {
	switch {
	case x > toneCut:
		return "positive"
	case x < -toneCut:
		return "negative"
	}
	return "neutral"
}

// correlation is Pearson's r, 0 where one side does not vary.
func correlation(a, b []float64) float64 {
	meanA, meanB := floats.Sum(a)/float64(len(a)), floats.Sum(b)/float64(len(b))
	both, squareA, squareB := 0.0, 0.0, 0.0
	for i := range a {
		x, y := a[i]-meanA, b[i]-meanB
		both, squareA, squareB = both+x*y, squareA+x*x, squareB+y*y
	}
	if r := both / math.Sqrt(squareA*squareB); !math.IsNaN(r) {
		return r
	}
	return 0
}
