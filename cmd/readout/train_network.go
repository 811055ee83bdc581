package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"readout/analysis/evaluate"
	"readout/analysis/network"
)

// networkFlags are those of the commands that train a network.
func networkFlags(balance float64) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "out", Usage: "write the model to `FILE`"},
		&cli.IntFlag{Name: "folds", Value: 8, Usage: "hold one of so many parts back for the figures, 0 for none"},
		&cli.IntFlag{Name: "units", Value: 48, Usage: "of the network"},
		&cli.IntFlag{Name: "epochs", Value: 8, Usage: "times that each example is seen"},
		&cli.Float64Flag{Name: "balance", Value: balance, Usage: "0 counts labels as often as they come, 1 all alike"},
		&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "of the split and the network"},
	}
}

// networkOptions are those flags; the loss of each epoch goes to standard error.
func networkOptions(c *cli.Context) network.Options {
	return network.Options{
		Units: c.Int("units"), Epochs: c.Int("epochs"), Balance: c.Float64("balance"), Folds: c.Int("folds"), Seed: c.Uint64("seed"),
		Report: func(epoch int, loss float64) { fmt.Fprintf(c.App.ErrWriter, "epoch %d: loss %.4f\n", epoch+1, loss) },
	}
}

// showAndWriteNetwork shows what the network says of the examples held back, and
// writes the model that learnt from all.
func showAndWriteNetwork(c *cli.Context, m *network.Model, held []network.Prediction) error {
	if len(held) > 0 {
		table := evaluate.NewConfusion(m.Classes, "")
		for _, p := range held {
			probs := m.Probabilities(p.Scores, nil)
			best := slices.Index(probs, slices.Max(probs))
			if err := table.Add(m.Classes[p.Label], m.Classes[best], probs[best]); err != nil {
				return err
			}
		}
		table.Print(c.App.Writer)
	}
	return writeModel(c, m.Bytes)
}
