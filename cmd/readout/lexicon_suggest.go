package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"readout/data/coding"
	"readout/lexicon"
)

func suggestCommand() *cli.Command {
	return &cli.Command{
		Name:      "suggest",
		Usage:     "write an overlay of what coders corrected and of names that the lexicon lacks",
		ArgsUsage: "DIR",
		Description: "Actors whom coders corrected twice or more, unlisted names that speak often, sides that\n" +
			"are missing, and near-names that may be one person, as actors.yaml of a folder to be\n" +
			"reviewed: nothing of it is used before you lay it over with --lexicon. A file that is\n" +
			"there already is left as it is.\n\nExample:\n   readout lexicon suggest --out out suggested",
		Before: settingsBehind("out"),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Value: "out", Usage: "read the runs in `DIR`"},
			&cli.StringSliceFlag{Name: "lexicon", Usage: "lay the YAML files of `DIR` over the embedded lexicon"},
		},
		Action: func(c *cli.Context) error {
			dir := c.Args().First()
			if dir == "" {
				return usagef("lexicon suggest: name one folder for the overlay")
			}
			path := filepath.Join(dir, "actors.yaml")
			if _, err := os.Stat(path); err == nil {
				return usagef("%s is there already: name another folder", path)
			}
			corpus, err := published(c.String("out"))
			if err != nil {
				return err
			}
			lex, err := lexicon.Load(c.StringSlice("lexicon")...)
			if err != nil {
				return &exitError{code: exitUsage, err: err}
			}
			all, err := coding.Suggest(corpus)
			if err != nil {
				return err
			}
			if len(all) == 0 {
				_, err := fmt.Fprintln(c.App.Writer, "Nothing to suggest: no correction twice, and no unlisted name that speaks often.")
				return err
			}
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			if err := replaceFile(path, func(w io.Writer) error {
				return coding.WriteOverlay(w, all, func(id string) bool { return lex.Side(id) != nil })
			}); err != nil {
				return err
			}
			fmt.Fprintf(c.App.Writer, "%s in %s: review them.\n", pluralEntries(len(all)), path)
			if _, err := lexicon.Load(append(c.StringSlice("lexicon"), dir)...); err != nil {
				fmt.Fprintf(c.App.Writer, "As they stand they do not go together with the lexicon:\n%v\n", err)
			}
			return nil
		},
	}
}

func pluralEntries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}
