package main

import (
	"fmt"
	"runtime"

	"github.com/urfave/cli/v2"

	"readout/analysis/engine"
	"readout/data/table"
	"readout/lexicon"
)

func versionCommand() *cli.Command {
	return &cli.Command{
		Name:        "version",
		Usage:       "print the versions of the engine, the tables and the lexicon",
		Description: "Example:\n  readout version",
		Action: func(c *cli.Context) error {
			lex, err := lexicon.Load()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.App.Writer, "readout %s (%s, %s/%s)\nschema  %s\nlexicon %s\n",
				engine.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, table.SchemaVersion, lex.SHA256)
			return err
		},
	}
}
