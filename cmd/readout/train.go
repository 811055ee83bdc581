package main

import (
	"os"

	"github.com/urfave/cli/v2"
)

// trainCommand has one subcommand a model that Go trains, each in a file of its own
// (train_MODEL.go). The reader is trained by lexicon/training/reader.
func trainCommand() *cli.Command {
	return &cli.Command{
		Name:  "train",
		Usage: "train a model on your own annotations",
		Subcommands: []*cli.Command{
			trainAttributionCommand(),
			trainPropositionsCommand(),
			trainPronounsCommand(),
			trainWordsCommand(),
			trainDrawCommand(),
		},
	}
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
