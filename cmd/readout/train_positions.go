package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/analysis/stance"
)

// trainPositionCommand trains one of the models that score statements.
func trainPositionCommand(dimension string) *cli.Command {
	return &cli.Command{
		Name:  dimension,
		Usage: "train the model of " + dimension + " on labelled statements",
		Description: "Gold is NDJSON as `readout evaluate statements` reads it. Statements of one article (its title)\n" +
			"never stand on both sides of a split. The figures shown are those of the cross-validation.\n\n" +
			"Example:\n   readout train " + dimension + " --gold statements.jsonl --out " + dimension + ".bin",
		Flags: slices.Concat([]cli.Flag{
			&cli.StringSliceFlag{Name: "gold", Usage: "learn from the statements in `FILE` (may be given several times)", Required: true},
			&cli.StringSliceFlag{Name: "extra", Usage: "learn from `FILE` too, but count no figures on it"},
			&cli.StringFlag{Name: "placed", Usage: "learn too from the labels in `FILE`, whose words stand in the corpus of --corpus"},
			&cli.Float64Flag{Name: "extra-weight", Value: 0.5, Usage: "how much a statement of --extra counts"},
			&cli.IntFlag{Name: "folds", Value: 10, Usage: "parts of the cross-validation"},
			&cli.StringFlag{Name: "lexicon", Usage: "lay the lexicon in `DIR` over the embedded one"},
		}, fitFlags(2, 0.7), taughtFlags(0.1)),
		Action: func(c *cli.Context) error { return trainPosition(c, dimension) },
	}
}

func trainPosition(c *cli.Context, dimension string) error {
	lex, err := overlaidLexicon(c)
	if err != nil {
		return err
	}
	trainer, err := stance.NewTrainer(lex)
	if err != nil {
		return err
	}
	segmenter := segment.New(lex)
	var examples []stance.Example
	for _, path := range c.StringSlice("gold") {
		if err := addExamples(&examples, path, evaluate.ReadStatements, dimension, segmenter, stance.Example{Weight: 1}); err != nil {
			return err
		}
	}
	more := stance.Example{Weight: c.Float64("extra-weight"), TrainOnly: true}
	for _, path := range c.StringSlice("extra") {
		if err := addExamples(&examples, path, evaluate.ReadStatements, dimension, segmenter, more); err != nil {
			return err
		}
	}
	if path := c.String("placed"); path != "" {
		read := func(r io.Reader) ([]evaluate.StatementGold, error) { return evaluate.ReadPlaced(r, c.String("corpus")) }
		if err := addExamples(&examples, path, read, dimension, segmenter, more); err != nil {
			return err
		}
	}
	o := fitOptions(c)
	o.Classes = stance.Classes(dimension)
	taught, err := taughtStatements(c, dimension, segmenter)
	if err != nil {
		return err
	}
	folds := c.Int("folds")
	if len(taught) > 0 { // each teacher has left out one part
		folds, o.Part = len(taught[0].Shares), evaluate.FoldOf
		examples = append(examples, taught...)
	}
	predictions, err := trainer.CrossValidate(examples, o, folds)
	if err != nil {
		return err
	}
	calibration, err := stance.Calibrate(predictions, examples, o.Classes)
	if err != nil {
		return err
	}
	figures, err := printFolds(c.App.Writer, predictions, examples, o.Classes, calibration)
	if err != nil || c.String("out") == "" {
		return err
	}
	note := fmt.Sprintf("%d statements, cross-validated macro-F1 %.3f, accuracy %.3f", len(examples), figures.MacroF1, figures.Accuracy)
	m, err := trainer.Train(dimension, examples, o, calibration, note)
	if err != nil {
		return err
	}
	return writeModel(c, m.Bytes)
}

// addExamples reads labelled statements as the engine would see them.
func addExamples(to *[]stance.Example, path string, read func(io.Reader) ([]evaluate.StatementGold, error), dimension string, segmenter analysis.Segmenter, like stance.Example) error {
	f, err := os.Open(path)
	if err != nil {
		return usagef("gold: %v", err)
	}
	defer f.Close()
	gold, err := read(f)
	if err != nil {
		return usagef("gold: %s: %v", path, err)
	}
	for i := range gold {
		e := like
		e.Label = gold[i].Label(dimension)
		if e.Label == "" || dimension == "stance" && gold[i].Target == nil {
			continue
		}
		e.Doc = gold[i].Document()
		segmenter.Segment(e.Doc)
		e.Group = cmp.Or(gold[i].Title, gold[i].Context, gold[i].Content)
		*to = append(*to, e)
	}
	return nil
}

// printFolds shows what the cross-validation found.
func printFolds(w io.Writer, predictions []stance.Prediction, examples []stance.Example, classes []string, cal stance.Calibration) (evaluate.Figures, error) {
	table := evaluate.NewConfusion(classes, "")
	for _, p := range predictions {
		label, prob := cal.Label(p.Scores)
		if err := table.Add(examples[p.Example].Label, classes[label], prob); err != nil {
			return evaluate.Figures{}, err
		}
	}
	table.Print(w)
	return table.Figures(), nil
}
