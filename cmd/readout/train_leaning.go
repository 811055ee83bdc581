package main

import (
	"os"

	"github.com/urfave/cli/v2"

	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/analysis/stance"
	"readout/lexicon"
)

func trainLeaningCommand() *cli.Command {
	return &cli.Command{
		Name:  "leaning",
		Usage: "train the model that says which sign a source's position toward a target has",
		Description: "Pairs are NDJSON with text, a, b and label as for `readout train directed`, targets with text, target\n" +
			"and label as for `readout train sentiment`. Neutral ones are left out. The figures shown are those of the\n" +
			"cross-validation on pairs.\n\n" +
			"Example:\n   readout train leaning --pairs pairs.jsonl --targets targets.jsonl --out leaning.bin",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "pairs", Usage: "learn from the pairs in `FILE`", Required: true},
			&cli.StringFlag{Name: "targets", Usage: "learn from the targets in `FILE` too"},
			&cli.StringFlag{Name: "out", Usage: "write the model to `FILE`"},
			&cli.IntFlag{Name: "folds", Value: 5, Usage: "parts of the cross-validation, 0 for none"},
			&cli.Float64Flag{Name: "penalty", Value: 2, Usage: "of large weights"},
			&cli.Float64Flag{Name: "balance", Value: 0.7, Usage: "0 counts labels as often as they come, 1 all alike"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "of the split"},
		},
		Action: trainLeaning,
	}
}

func trainLeaning(c *cli.Context) error {
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	trainer, err := stance.NewTrainer(lex)
	if err != nil {
		return err
	}
	segmenter := segment.New(lex)
	pairs, err := readPairs(c.String("pairs"), segmenter)
	if err != nil {
		return err
	}
	examples := positionsOf(pairs)
	if path := c.String("targets"); path != "" {
		f, err := os.Open(path)
		if err != nil {
			return usagef("targets: %v", err)
		}
		defer f.Close()
		gold, err := evaluate.ReadTargets(f)
		if err != nil {
			return usagef("targets: %s: %v", path, err)
		}
		for _, g := range gold {
			label := map[string]string{"positive": stance.Favor, "negative": stance.Against}[g.Label]
			if label == "" {
				continue
			}
			segmenter.Segment(g.Doc)
			examples = append(examples, stance.LeaningExample{Doc: g.Doc, Target: g.Target, Label: label, Group: g.Doc.Text, Weight: 0.5, TrainOnly: true})
		}
	}
	o := stance.Options{Penalty: c.Float64("penalty"), Balance: c.Float64("balance"), Seed: c.Uint64("seed")}
	m, predictions, labels, calibration, err := trainer.TrainLeaning(examples, o, c.Int("folds"))
	if err != nil {
		return err
	}
	if _, err := printFolds(c.App.Writer, predictions, labels, stance.LeaningClasses, calibration); err != nil || c.String("out") == "" {
		return err
	}
	b, err := m.Bytes()
	if err != nil {
		return err
	}
	return os.WriteFile(c.String("out"), b, 0o644)
}

// positionsOf turns pairs with an opinion into positions, each also without its
// source: in an article it often stands a sentence before.
func positionsOf(pairs []stance.PairExample) []stance.LeaningExample {
	var all []stance.LeaningExample
	for _, p := range pairs {
		e := stance.LeaningExample{Doc: p.Doc, Source: p.A, Target: p.B, Group: p.Group, Weight: 1}
		switch p.Label {
		case "positive_a_to_b":
			e.Label = stance.Favor
		case "negative_a_to_b":
			e.Label = stance.Against
		case "positive_b_to_a":
			e.Label, e.Source, e.Target = stance.Favor, p.B, p.A
		case "negative_b_to_a":
			e.Label, e.Source, e.Target = stance.Against, p.B, p.A
		default:
			continue
		}
		all = append(all, e)
		e.Source, e.Weight, e.TrainOnly = e.Target, 0.5, true
		e.Source.End = e.Source.Start // empty
		all = append(all, e)
	}
	return all
}
