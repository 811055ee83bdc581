package main

import (
	"fmt"
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
		Subcommands: []*cli.Command{{
			Name:      "dna",
			Usage:     "write an event list for Discourse Network Analyzer and rDNA",
			ArgsUsage: "FILE.csv",
			Description: "One row a speaker and statement of the latest version of every article, as in the\n" +
				"view dna_events. agreement is 1 for favor and 0 for against; statements that are\n" +
				"neutral or have no stance are left out. - writes to standard output.\n\n" +
				"concept is the topic that was spoken of (the issue, else an actor, else a\n" +
				"phrase), not a proposition that coders would agree or disagree with: two\n" +
				"speakers who share a concept and an agreement are of one sign on the topic, and\n" +
				"may still want different things. organization is a name: the person's side, or\n" +
				"the actor itself where it is no person.\n\n" +
				"Example:\n   readout export dna --out out events.csv",
			Before: settingsBehind("out"),
			Flags: []cli.Flag{
				&cli.StringFlag{Name: "out", Value: "out", Usage: "read the runs in `DIR`"},
			},
			Action: exportDNA,
		}},
	}
}

func exportDNA(c *cli.Context) error {
	path := c.Args().First()
	if path == "" || c.NArg() > 1 {
		return usagef("export dna: name one file to write, or - for standard output")
	}
	corpus, err := published(c.String("out"))
	if err != nil {
		return err
	}
	if path == "-" {
		_, err := dna.Export(corpus, c.App.Writer)
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".readout-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // does nothing once it is renamed
	n, err := dna.Export(corpus, f)
	if err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.App.Writer, "%d events in %s\n", n, path)
	return err
}

// published opens the runs of a folder, of which there must be one.
func published(out string) (*runs.Corpus, error) {
	corpus, err := runs.Open(out)
	if err != nil {
		return nil, err
	}
	if len(corpus.Runs) == 0 {
		return nil, usagef("no run in %s: `readout run --out %s INPUT...` makes one", out, out)
	}
	return corpus, nil
}
