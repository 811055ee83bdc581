// Command readout-train makes the models that readout embeds, and draws texts for a
// teacher to label. Whoever only analyses articles does not need it.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/urfave/cli/v2"

	_ "readout/cmd/help" // narrows help texts
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "readout-train: %v\n", err)
		os.Exit(1)
	}
}

// run is the whole program. It has one command a model that Go trains, each in a file
// of its own; the reader is trained by lexicon/training/reader.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	app := &cli.App{
		Name:           "readout-train",
		Usage:          "train the models of readout on your own annotations",
		Writer:         stdout,
		ErrWriter:      stderr,
		ExitErrHandler: func(*cli.Context, error) {},
		Commands:       commands(),
	}
	app.Action = func(c *cli.Context) error {
		if c.Args().Present() {
			return fmt.Errorf("there is no command %q (`readout-train --help` lists the commands)", c.Args().First())
		}
		return cli.ShowAppHelp(c)
	}
	return app.RunContext(ctx, args)
}

func commands() []*cli.Command {
	return []*cli.Command{
		attributionCommand(),
		positionCommand(),
		pronounsCommand(),
		validityCommand(),
		antecedentsCommand(),
		wordsCommand(),
		drawCommand(),
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

// readGold reads a file of labelled articles. Its error names the file and the place.
func readGold[T any](path string, read func(io.Reader) ([]T, error)) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("gold: %w", err)
	}
	defer f.Close()
	gold, err := read(f)
	if err != nil {
		return nil, fmt.Errorf("gold: %s: %w", path, err)
	}
	return gold, nil
}
