package main

import (
	"slices"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/analysis/sentiment"
)

func trainTargetCommand() *cli.Command {
	return &cli.Command{
		Name:  "target",
		Usage: "train the model of the tone toward a target",
		Description: "Gold is NDJSON of the target_sentiment task (text, target, label). The figures shown are those of gold\n" +
			"held back. A teacher's labels are those of lexicon/training/teacher. The same files give the same model.\n\n" +
			"Example:\n   readout train target --gold targets.jsonl --out models/target.bin",
		Flags: slices.Concat([]cli.Flag{
			&cli.StringSliceFlag{Name: "gold", Usage: "read labelled targets from `FILE`, which can be given again", Required: true},
			&cli.StringFlag{Name: "lexicon", Usage: "lay the lexicon in `DIR` over the embedded one"},
		}, networkFlags(0.7), taughtFlags(0.5)),
		Action: trainTarget,
	}
}

func trainTarget(c *cli.Context) error {
	lex, err := overlaidLexicon(c)
	if err != nil {
		return err
	}
	words, err := lex.Words()
	if err != nil {
		return err
	}
	segmenter := segment.New(lex)
	examples, err := sentimentGold(c, segmenter)
	if err != nil {
		return err
	}
	err = eachTaught(c, "target", segmenter, func(t *evaluate.Taught, d *analysis.Document, _, target analysis.Span) {
		examples = append(examples, sentiment.Example{Doc: d, Target: target, Shares: t.Shares["target"][0], Weight: c.Float64("taught-weight")})
	})
	if err != nil {
		return err
	}
	m, held, err := sentiment.TrainTarget(words, examples, networkOptions(c))
	if err != nil {
		return err
	}
	return showAndWriteNetwork(c, m, held)
}
