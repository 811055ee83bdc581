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
			_, err = fmt.Fprintf(c.App.Writer, "%s\nschema  %s\nlexicon %s\n", versionLine(), table.SchemaVersion, lex.SHA256)
			return err
		},
	}
}

// versionLine is what --version prints.
func versionLine() string {
	return fmt.Sprintf("readout %s (%s, %s/%s)", engine.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// init lets --version print the line that `readout version` begins with.
func init() {
	cli.VersionPrinter = func(c *cli.Context) { fmt.Fprintln(c.App.Writer, versionLine()) }
	cli.VersionFlag = &cli.BoolFlag{Name: "version", Usage: "print the version", DisableDefaultText: true}
}
