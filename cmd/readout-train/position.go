package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/analysis/engine"
	"readout/analysis/evaluate"
	"readout/analysis/position/train"
	"readout/data/article"
)

// positionCommand trains the model of positions on propositions and of
// evaluations.
func positionCommand() *cli.Command {
	return &cli.Command{
		Name:  "position",
		Usage: "train the model of positions on propositions and of evaluations on coded statements",
		Description: "Gold is NDJSON as `readout evaluate coded` reads it: every article goes through the engine\n" +
			"first. Topics are learned from all of them; what words and topics are worth for positions from\n" +
			"the articles that the reader learned from, what they and the reader are worth together from the\n" +
			"eighth that it did not see and, of the sign, from our own statements; evaluations from all.\n" +
			"The thresholds and the figures shown are those of a cross-validation over that eighth, by\n" +
			"article.\n\n" +
			"Example:\n   readout-train position --gold coded.jsonl --out position.bin",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "learn from the articles in `FILE`", Required: true},
			&cli.StringFlag{Name: "own", Value: "lexicon/training/directions.tsv", Usage: "learn signs from our own statements in `FILE` too"},
			&cli.StringFlag{Name: "out", Usage: "write the model to `FILE`"},
			&cli.StringSliceFlag{Name: "lexicon", Usage: "lay the YAML files of `DIR` over the embedded lexicon"},
			&cli.Float64Flag{Name: "penalty", Value: 1, Usage: "of large weights of words"},
			&cli.Float64Flag{Name: "penalty-held", Value: 10, Usage: "of large weights of words and reader together"},
			&cli.IntFlag{Name: "folds", Value: 10, Usage: "parts of the cross-validation"},
			&cli.Float64Flag{Name: "sure", Value: .61, Usage: "mean probability of the positions that are given; it sets their threshold"},
			&cli.Float64Flag{Name: "sure-evaluations", Value: .46, Usage: "the same for evaluations"},
			&cli.IntFlag{Name: "top", Usage: "show so many of the heaviest weights"},
		},
		Action: trainPosition,
	}
}

func trainPosition(c *cli.Context) error {
	gold, lex, err := codedAndLexicon(c)
	if err != nil {
		return err
	}
	trainer := train.NewTrainer(lex)
	pipeline, err := engine.New(lex, engine.Config{NoBayes: true, NoPositions: true})
	if err != nil {
		return err
	}
	for d, err := range evaluate.AnalyzeCoded(c.Context, pipeline, gold, article.FromFields) {
		if err != nil {
			return err
		}
		trainer.Add(d.Document, d.Gold.ID, codedStatements(d))
	}
	own, err := readDirections(c.String("own"), lex)
	if err != nil {
		return err
	}
	by := newDictated(lex)
	pipeline.Attributor = by
	for _, s := range own {
		d, err := by.document(c.Context, pipeline, s)
		if err != nil {
			return err
		}
		trainer.AddOwn(d, s.proposition, s.sign)
	}
	m, f, err := trainer.Train(train.Options{
		Penalty: c.Float64("penalty"), PenaltyHeld: c.Float64("penalty-held"), Folds: c.Int("folds"),
		Sure: c.Float64("sure"), SureEvaluation: c.Float64("sure-evaluations"),
	})
	if err != nil {
		return err
	}
	w := c.App.Writer
	fmt.Fprintf(w, "%d statements, %d of them in articles that the reader did not learn from\n", f.Statements, f.Held)
	for _, x := range []struct {
		name  string
		f     train.Figure
		least float64
	}{{"positions", f.Positions, m.LeastPosition}, {"evaluations", f.Evaluations, m.LeastEvaluation}} {
		fmt.Fprintf(w, "%-14s precision %.3f  recall %.3f  F1 %.3f  sign %.3f  from probability %.3f, of %d candidates, which reach %.3f\n",
			x.name, x.f.Precision, x.f.Recall, x.f.F1, x.f.Sign, x.least, x.f.Candidates, x.f.Reached)
	}
	if n := c.Int("top"); n > 0 {
		fmt.Fprintf(w, "bears\n  %s\nagrees\n  %s\nevaluates\n  %s\npraises\n  %s\n", strings.Join(train.Top(m.Bears, n), "\n  "), strings.Join(train.Top(m.Agrees, n), "\n  "),
			strings.Join(train.Top(m.Evaluates, n), "\n  "), strings.Join(train.Top(m.Praises, n), "\n  "))
	}
	return writeModel(c, m.Bytes)
}

// codedStatements finds the coded statements among the document's.
func codedStatements(d evaluate.CodedDocument) []train.Coded {
	contents := contentsOf(d.Document)
	var all []train.Coded
	for _, s := range d.Gold.Statements {
		at := evaluate.FindCoded(s.Content, contents)
		if at < 0 {
			continue
		}
		c := train.Coded{Statement: at, Void: s.Valid == 0, Same: evaluate.SameName}
		for _, l := range s.Positions {
			c.Positions = append(c.Positions, train.Label(l))
		}
		for _, l := range s.Evaluations {
			if l.Of != "" {
				c.Evaluations = append(c.Evaluations, train.Label(l))
			}
		}
		all = append(all, c)
	}
	return all
}
