package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"readout/analysis/engine"
	"readout/analysis/evaluate"
	"readout/analysis/validity/train"
)

// validityCommand trains the model of the probability that an attribution is a statement.
func validityCommand() *cli.Command {
	return &cli.Command{
		Name:  "validity",
		Usage: "train the model that weighs whether a statement is one, on coded statements",
		Description: "Gold is NDJSON as `readout evaluate coded` reads it: every article goes through the engine\n" +
			"first. What words are worth is learned from the articles that the reader learned from, what\n" +
			"both are worth together from the eighth that it did not see. The figures shown are those of a\n" +
			"cross-validation over that eighth, by article.\n\n" +
			"Example:\n   readout-train validity --gold coded.jsonl --out validity.bin",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "learn from the articles in `FILE`", Required: true},
			&cli.StringFlag{Name: "out", Usage: "write the model to `FILE`"},
			&cli.Float64Flag{Name: "penalty", Value: 2, Usage: "of large weights of words"},
			&cli.Float64Flag{Name: "penalty-held", Value: 1, Usage: "of large weights of words and reader together"},
			&cli.IntFlag{Name: "folds", Value: 10, Usage: "parts of the cross-validation"},
			&cli.Float64Flag{Name: "found", Value: .967, Usage: "share of the true statements that must keep a probability of one half"},
		},
		Action: trainValidity,
	}
}

func trainValidity(c *cli.Context) error {
	gold, lex, err := codedAndLexicon(c)
	if err != nil {
		return err
	}
	trainer := &train.Trainer{}
	held := engine.Config{NoBayes: true, NoPositions: true, NoValidity: true}
	if err := eachCoded(c.Context, lex, gold, held, func(d evaluate.CodedDocument) {
		contents := contentsOf(d.Document)
		for _, s := range d.Gold.Statements {
			if at := evaluate.FindCoded(s.Content, contents); at >= 0 {
				trainer.Add(d.Document, d.Gold.ID, at, s.Valid > 0)
			}
		}
	}); err != nil {
		return err
	}
	m, f, err := trainer.Train(train.Options{
		Penalty: c.Float64("penalty"), PenaltyHeld: c.Float64("penalty-held"), Folds: c.Int("folds"), Found: c.Float64("found"),
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(c.App.Writer, "%d statements, %d of them in articles that the reader did not learn from, %d of these false\n"+
		"reader alone: found %.3f, false kept %.3f\ntogether:     found %.3f, false kept %.3f\n"+
		"words count %.3f, the reader %.3f, bias %.3f; %d features\n",
		f.Statements, f.Held, f.False, f.AloneFound, f.AloneFalse, f.Found, f.FalseKept, f.Words, f.Reader, f.Bias, len(m.Words))
	return writeModel(c, m.Bytes)
}
