package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/urfave/cli/v2"

	"readout/data/config"
)

func initCommand() *cli.Command {
	return &cli.Command{
		Name:      "init",
		Usage:     "write a readout.yaml with every setting explained",
		ArgsUsage: "[FILE]",
		Description: `Every setting stands in it with its default, commented out: it changes
nothing until you uncomment a line. An existing file is left alone.

Example:
  readout init`,
		Flags: []cli.Flag{&cli.BoolFlag{Name: "force", Usage: "write over an existing file"}},
		Action: func(c *cli.Context) error {
			name := config.FileName
			if c.Args().Present() {
				name = c.Args().First()
			}
			if name == "-" {
				_, err := fmt.Fprint(c.App.Writer, config.Template())
				return err
			}
			mode := os.O_CREATE | os.O_WRONLY | os.O_EXCL
			if c.Bool("force") {
				mode = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
			}
			f, err := os.OpenFile(name, mode, 0o644)
			if errors.Is(err, fs.ErrExist) {
				return usagef("%s is there already: --force writes over it, `readout init -` prints to the terminal", name)
			}
			if err != nil {
				return err
			}
			_, err = f.WriteString(config.Template())
			if err := errors.Join(err, f.Close()); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			_, err = fmt.Fprintf(c.App.Writer, "Wrote %s. Uncomment what you want to change; `readout config` shows what is in force.\n", name)
			return err
		},
	}
}
