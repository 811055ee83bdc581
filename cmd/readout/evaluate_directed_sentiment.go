package main

import (
	"encoding/json"
	"os"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/analysis/stance"
	"readout/lexicon"
)

func evaluateDirectedSentimentCommand() *cli.Command {
	return &cli.Command{
		Name:  "directed_sentiment",
		Usage: "score which of two entities of a sentence holds what opinion of the other",
		Description: "Gold is NDJSON with text, the spans a and b in code points, and label.\n\n" +
			"Example:\n   readout evaluate directed_sentiment --gold pairs.jsonl",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "read the labelled pairs from `FILE`", Required: true},
			&cli.BoolFlag{Name: "json", Usage: "print the figures as JSON and nothing else"},
		},
		Action: evaluateDirectedSentiment,
	}
}

// directedScorer gives the directed model's label in the words of the gold.
type directedScorer struct{ model *stance.Directed }

func (s directedScorer) Directed(d *analysis.Document, a, b analysis.Span) (string, float64) {
	ab, ba, label := s.model.Between(d, a, b)
	neutral := 1 - ab.Positive - ab.Negative - ba.Positive - ba.Negative
	return stance.PairLabel(label), []float64{neutral, ab.Positive, ab.Negative, ba.Positive, ba.Negative}[label]
}

func evaluateDirectedSentiment(c *cli.Context) error {
	path := c.String("gold")
	f, err := os.Open(path)
	if err != nil {
		return usagef("gold: %v", err)
	}
	defer f.Close()
	gold, err := evaluate.ReadDirected(f)
	if err != nil {
		return usagef("gold: %s: %v", path, err)
	}
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	model, err := stance.NewDirected(lex)
	if err != nil {
		return err
	}
	table, err := evaluate.Directed(gold, segment.New(lex), directedScorer{model})
	if err != nil {
		return usagef("gold: %s: %v", path, err)
	}
	if !c.Bool("json") {
		table.Print(c.App.Writer)
		return nil
	}
	return json.NewEncoder(c.App.Writer).Encode(struct {
		Task string `json:"task"`
		evaluate.Figures
	}{"directed_sentiment", table.Figures()})
}
