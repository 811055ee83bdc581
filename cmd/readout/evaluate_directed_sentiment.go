package main

import (
	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/evaluate"
	"readout/analysis/reader"
	"readout/analysis/segment"
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

// directedScorer maps the reader's class probabilities in both directions to one label of the
// gold: the likeliest opinion where its probability reaches leastOpinion, else neutral.
type directedScorer struct{ reader *reader.Reader }

// leastOpinion is the least probability of an opinion, chosen among a few values on the pairs of
// directed_sentiment train, where opinions are rarer than in the head's training data.
const leastOpinion = 0.65

func (s directedScorer) Directed(d *analysis.Document, a, b analysis.Span) (string, float64) {
	labels := evaluate.DirectedLabels()
	all := analysis.Span{End: len(d.Text)}
	p := s.reader.Directed(d, []reader.Pair{{Within: all, Source: a, Target: b}, {Within: all, Source: b, Target: a}})
	if p[0] == nil || p[1] == nil {
		return labels[0], 0
	}
	best, label := 0.0, 0
	for i, x := range []float64{p[0][2], p[0][0], p[1][2], p[1][0]} { // the order of the labels after neutral
		if x > best {
			best, label = x, 1+i
		}
	}
	if best < leastOpinion {
		return labels[0], 1 - best
	}
	return labels[label], best
}

func evaluateDirectedSentiment(c *cli.Context) error {
	gold, err := readGold(c, evaluate.ReadDirected)
	if err != nil {
		return err
	}
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	model, err := reader.New(lex, reader.Config{})
	if err != nil {
		return err
	}
	table, err := evaluate.Directed(gold, segment.New(lex), directedScorer{model})
	if err != nil {
		return usagef("gold: %s: %v", c.String("gold"), err)
	}
	return writeFigures(c, "directed_sentiment", table)
}
