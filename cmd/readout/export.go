package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"readout/data/dna"
	runs "readout/data/run"
)

// exportCommand has one subcommand a format.
func exportCommand() *cli.Command {
	return &cli.Command{
		Name:  "export",
		Usage: "write the statements in another program's format",
		Description: "Examples:\n" +
			"   readout export dna --out out events.csv\n" +
			"   readout export network --out out positions.graphml",
		Subcommands: []*cli.Command{{
			Name:      "dna",
			Usage:     "write an event list for Discourse Network Analyzer and rDNA",
			ArgsUsage: "FILE.csv",
			Description: "One row a speaker, statement and proposition of the latest version of every article, as\n" +
				"in the view dna_events. concept is the sentence of the proposition, agreement is 1\n" +
				"where the statement agrees with it and 0 where it disagrees; statements without a\n" +
				"position or without a speaker whom readout knows are left out. organization is whom\n" +
				"a person speaks for, or the actor itself where it is no person. - writes to standard\n" +
				"output.\n\n" +
				"Example:\n   readout export dna --out out events.csv",
			Before: settingsBehind("out"),
			Flags: []cli.Flag{
				&cli.StringFlag{Name: "out", Value: "out", Usage: "read the runs in `DIR`"},
			},
			Action: exportDNA,
		}, exportNetworkCommand()},
	}
}

func exportDNA(c *cli.Context) error {
	path := c.Args().First()
	if path == "" {
		return usagef("export dna: name one file to write, or - for standard output")
	}
	corpus, err := withFigures(c.String("out"))
	if err != nil {
		return err
	}
	if path == "-" {
		_, err := dna.Export(corpus, c.App.Writer)
		return err
	}
	n := 0
	if err := replaceFile(path, func(w io.Writer) error {
		n, err = dna.Export(corpus, w)
		return err
	}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.App.Writer, "%d events in %s\n", n, path)
	return err
}

// replaceFile writes a file in one step: a reader sees the old one or all of the new one.
func replaceFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".readout-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // does nothing once it is renamed
	if err := errors.Join(write(f), f.Close()); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// published opens the runs of a folder, of which there must be one.
func published(out string) (*runs.Corpus, error) {
	corpus, err := runs.Open(out)
	if err != nil {
		return nil, err
	}
	if len(corpus.Runs) == 0 {
		return nil, usagef("%s: there is no run in this folder; `readout run --out %[1]s INPUT...` makes one", out)
	}
	return corpus, nil
}

// withFigures opens the runs of a folder of which there are figures: not those of a shard, nor
// runs of several folders that were copied together.
func withFigures(out string) (*runs.Corpus, error) {
	corpus, err := published(out)
	if err != nil {
		return nil, err
	}
	return corpus, corpus.Whole()
}
