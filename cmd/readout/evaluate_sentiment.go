package main

import (
	"encoding/json"
	"fmt"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/baseline"
	"readout/analysis/evaluate"
	"readout/analysis/segment"
)

func evaluateSentimentCommand() *cli.Command {
	return &cli.Command{
		Name:  "sentiment",
		Usage: "score the tone of texts against the mean of raters",
		Description: "Gold is NDJSON with text and sentiment (-1 to 1). A text without a score counts as 0.\n\n" +
			"Example:\n   readout evaluate sentiment --gold sentences.jsonl",
		Flags: append(goldFlags("texts"), &cli.BoolFlag{Name: "bayes", Usage: "score with the naive Bayes baseline instead"}),
		Action: func(c *cli.Context) error {
			gold, err := readGold(c, evaluate.ReadTones)
			if err != nil {
				return err
			}
			lex, scorer, err := overlaidReader(c)
			if err != nil {
				return err
			}
			var tone evaluate.ToneScorer = scorer
			if c.Bool("bayes") {
				tone = bayesTone{new(baseline.Scorer)}
			}
			r, err := evaluate.Tones(gold, segment.New(lex), tone)
			if err != nil {
				return usagef("gold: %s: %v", c.String("gold"), err)
			}
			if !c.Bool("json") {
				fmt.Fprintf(c.App.Writer, "Pearson r %.3f   ", r.Pearson)
				r.Labels.Print(c.App.Writer)
				return nil
			}
			return json.NewEncoder(c.App.Writer).Encode(struct {
				Task      string  `json:"task"`
				N         int     `json:"n"`
				Pearson   float64 `json:"pearson"`
				MacroF1   float64 `json:"macro_f1"`
				Abstained float64 `json:"abstained"`
			}{"sentiment", r.N, r.Pearson, r.Labels.Figures().MacroF1, r.Abstained})
		},
	}
}

// bayesTone is the naive Bayes baseline as a scorer. Its tone, -1 to 1, is the polarity times
// 2p-1, where p is the probability of that polarity.
type bayesTone struct{ scorer *baseline.Scorer }

func (b bayesTone) Tone(d *analysis.Document, spans []analysis.Span) analysis.Score {
	polarity, probability, err := b.scorer.Bayes(d.Slice(analysis.Hull(spans)))
	if err != nil {
		return analysis.Score{Abstained: err.Error()}
	}
	return analysis.Score{Value: float64(polarity) * (2*probability - 1)}
}

// Toward gives the polarity of the whole sentence: the baseline has no notion of a target.
func (b bayesTone) Toward(d *analysis.Document, _ analysis.Span) analysis.Score {
	polarity, probability, err := b.scorer.Bayes(d.Text)
	if err != nil {
		return analysis.Score{Abstained: err.Error()}
	}
	label := "positive"
	if polarity < 0 {
		label = "negative"
	}
	return analysis.Score{Label: label, Prob: probability}
}
