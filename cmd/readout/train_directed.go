package main

import (
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/analysis/stance"
	"readout/lexicon"
)

func trainDirectedCommand() *cli.Command {
	return &cli.Command{
		Name:  "directed",
		Usage: "train the model that says which of two entities holds what opinion of the other",
		Description: "Gold is NDJSON with text, a, b and label. Records of one sentence never stand on both sides of a\n" +
			"split. The figures shown are those of the cross-validation.\n\n" +
			"Example:\n   readout train directed --gold pairs.jsonl --out directed.bin",
		Flags: slices.Concat([]cli.Flag{
			&cli.StringSliceFlag{Name: "gold", Usage: "learn from the pairs in `FILE` (may be given several times)", Required: true},
			foldsFlag(),
		}, fitFlags(1, 1)),
		Action: trainDirected,
	}
}

func trainDirected(c *cli.Context) error {
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	trainer, err := stance.NewTrainer(lex)
	if err != nil {
		return err
	}
	segmenter := segment.New(lex)
	var examples []stance.PairExample
	for _, path := range c.StringSlice("gold") {
		more, err := readPairs(path, segmenter)
		if err != nil {
			return err
		}
		examples = append(examples, more...)
	}
	m, predictions, labels, calibration, err := trainer.TrainPairs(examples, fitOptions(c), c.Int("folds"))
	if err != nil {
		return err
	}
	return showAndWrite(c, m, predictions, labels, calibration)
}

// readPairs reads labelled pairs of entities, segmented.
func readPairs(path string, segmenter analysis.Segmenter) ([]stance.PairExample, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, usagef("gold: %v", err)
	}
	defer f.Close()
	gold, err := evaluate.ReadDirected(f)
	if err != nil {
		return nil, usagef("gold: %s: %v", path, err)
	}
	examples := make([]stance.PairExample, len(gold))
	for i := range gold {
		d, a, b := gold[i].Document()
		segmenter.Segment(d)
		examples[i] = stance.PairExample{Doc: d, A: a, B: b, Label: gold[i].Label, Group: gold[i].Text}
	}
	return examples, nil
}
