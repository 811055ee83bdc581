package main

import (
	"os"

	"github.com/urfave/cli/v2"

	"readout/analysis/stance"
)

// trainCommand has one subcommand a model, each in a file of its own
// (train_MODEL.go).
func trainCommand() *cli.Command {
	return &cli.Command{
		Name:  "train",
		Usage: "train a model on your own annotations",
		Subcommands: []*cli.Command{
			trainAttributionCommand(),
			trainDirectedCommand(),
			trainLeaningCommand(),
			trainPropositionsCommand(),
			trainPronounsCommand(),
			trainWordsCommand(),
			trainDrawCommand(),
			trainSentimentCommand(),
			trainTargetCommand(),
			trainPositionCommand("stance"),
			trainPositionCommand("outlook"),
			trainPositionCommand("certainty"),
			trainPositionCommand("frame"),
		},
	}
}

// fitFlags are those of the commands that fit a model of package stance; the
// defaults are the model's own.
func fitFlags(penalty, balance float64) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "out", Usage: "write the model to `FILE`"},
		&cli.Float64Flag{Name: "penalty", Value: penalty, Usage: "of large weights"},
		&cli.Float64Flag{Name: "balance", Value: balance, Usage: "0 counts labels as often as they come, 1 all alike"},
		&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "of the split"},
	}
}

func fitOptions(c *cli.Context) stance.Options {
	return stance.Options{Penalty: c.Float64("penalty"), Balance: c.Float64("balance"), Seed: c.Uint64("seed")}
}

// foldsFlag is that of the commands that also train without cross-validation.
func foldsFlag() cli.Flag {
	return &cli.IntFlag{Name: "folds", Value: 2, Usage: "parts of the cross-validation, 0 for none"}
}

// showAndWrite shows what the cross-validation found, where there was one, and writes
// the model.
func showAndWrite(c *cli.Context, m *stance.Model, predictions []stance.Prediction, labels []stance.Example, calibration stance.Calibration) error {
	if len(predictions) > 0 {
		if _, err := printFolds(c.App.Writer, predictions, labels, m.Classes, calibration); err != nil {
			return err
		}
	}
	return writeModel(c, m.Bytes)
}

// writeModel writes a model to --out, where that is given: a look at the figures
// needs no file.
func writeModel(c *cli.Context, bytes func() ([]byte, error)) error {
	path := c.String("out")
	if path == "" {
		return nil
	}
	b, err := bytes()
	if err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o644)
}
