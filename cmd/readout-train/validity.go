package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/analysis/evaluate"
	"readout/analysis/validity/train"
	"readout/data/article"
	"readout/lexicon"
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
	gold, err := readGold(c.String("gold"), evaluate.ReadCoded)
	if err != nil {
		return err
	}
	if c.Int("folds") < 2 {
		return fmt.Errorf("--folds: the figures need a cross-validation of two parts at least")
	}
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	trainer := &train.Trainer{}
	for _, part := range []struct {
		held bool
		cfg  engine.Config
	}{
		{false, engine.Config{NoBayes: true, NoPositions: true, NoReader: true}}, // the reader was trained on these
		{true, engine.Config{NoBayes: true, NoPositions: true, NoValidity: true}},
	} {
		pipeline, err := engine.New(lex, part.cfg)
		if err != nil {
			return err
		}
		some := slices.DeleteFunc(slices.Clone(gold), func(a evaluate.CodedArticle) bool { return train.Held(a.ID) != part.held })
		for d, err := range evaluate.AnalyzeCoded(c.Context, pipeline, some, article.FromFields) {
			if err != nil {
				return err
			}
			contents := contentsOf(d.Document)
			for _, s := range d.Gold.Statements {
				if at := evaluate.FindCoded(s.Content, contents); at >= 0 {
					trainer.Add(d.Document, d.Gold.ID, at, s.Valid > 0)
				}
			}
		}
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

// contentsOf gives the content spans of a document's statements, in code points.
func contentsOf(d *analysis.Document) [][2]int {
	contents := make([][2]int, len(d.Statements))
	for i := range d.Statements {
		hull := analysis.Hull(d.Attributions[d.Statements[i].Attribution].Content)
		contents[i] = [2]int{d.CodePoint(hull.Start), d.CodePoint(hull.End)}
	}
	return contents
}
