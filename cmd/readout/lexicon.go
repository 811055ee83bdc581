package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"readout/data/config"
	"readout/lexicon"
)

// lexiconCommand shows, checks and hands out what readout knows.
func lexiconCommand() *cli.Command {
	overlay := &cli.StringSliceFlag{Name: "lexicon", Usage: "lay the YAML files of `DIR` over the embedded lexicon"}
	return &cli.Command{
		Name:  "lexicon",
		Usage: "check, list, show and export actors, sides, roles, issues and words",
		Description: "What readout knows stands in YAML files inside the program. Your own files are laid\n" +
			"over them (lexicon/GUIDE.md).\n\n" +
			"Examples:\n" +
			"   readout lexicon show sergey-lavrov\n" +
			"   readout lexicon check my-lexicon\n" +
			"   readout run --lexicon my-lexicon --out results articles/",
		Subcommands: []*cli.Command{
			{
				Name:      "check",
				Usage:     "read the lexicon with your own files over it, and tell every fault at its place",
				ArgsUsage: "[DIR ...]",
				Description: "Exit code 1 and one place a fault where anything is wrong.\n\nExamples:\n" +
					"   readout lexicon check             the embedded lexicon\n" +
					"   readout lexicon check my-lexicon  with your own files over it",
				Action: checkLexicon,
			},
			{
				Name:      "list",
				Usage:     "list sections, or the entries of one section",
				ArgsUsage: "[SECTION]",
				Description: "Examples:\n" +
					"   readout lexicon list                  sections and how much they hold\n" +
					"   readout lexicon list issues           id and name of every issue\n" +
					"   readout lexicon list actors | grep merkel",
				Flags:  []cli.Flag{overlay},
				Action: listLexicon,
			},
			{
				Name:      "show",
				Usage:     "show what an id or a name means",
				ArgsUsage: "NAME...",
				Description: "Examples:\n" +
					"   readout lexicon show sergey-lavrov\n" +
					"   readout lexicon show Georgia                everything of that name\n" +
					"   readout lexicon show --on 2016-05-01 Trump  whom he spoke for on a day",
				Flags: []cli.Flag{
					overlay,
					&cli.StringFlag{Name: "on", Usage: "say whom an actor spoke for on `DAY` (2016-05-01)"},
				},
				Action: showLexicon,
			},
			{
				Name:      "export",
				Usage:     "write the lexicon's files, to edit and lay over again",
				ArgsUsage: "DIR",
				Description: "With --lexicon the files have both. A file that is there already is left as it is,\n" +
					"and named as a fault.\n\nExample:\n   readout lexicon export all-of-it",
				Flags:  []cli.Flag{overlay},
				Action: exportLexicon,
			},
			suggestCommand(),
		},
	}
}

func checkLexicon(c *cli.Context) error {
	lex, err := lexicon.Load(c.Args().Slice()...)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.App.Writer, "lexicon %s is sound\nsha256 %s\n", lex.Version, lex.SHA256)
	return err
}

func listLexicon(c *cli.Context) error {
	lex, err := lexicon.Load(c.StringSlice("lexicon")...)
	if err != nil {
		return err
	}
	entries := lex.Entries()
	section := c.Args().First()
	if section == "" {
		return listSections(c.App.Writer, lex, entries)
	}
	var names []string
	for _, e := range entries {
		if e.Section == section {
			if _, err := fmt.Fprintf(c.App.Writer, "%s\t%s\n", e.ID, e.Name); err != nil {
				return err
			}
		}
		if !slices.Contains(names, e.Section) {
			names = append(names, e.Section)
		}
	}
	if !slices.Contains(names, section) {
		return usagef("no section %q has entries with an id; these have: %s", section, strings.Join(names, ", "))
	}
	return nil
}

func listSections(w io.Writer, lex *lexicon.Lexicon, entries []lexicon.Entry) error {
	counts := map[string]int{}
	for _, e := range entries {
		counts[e.Section]++
	}
	counts["cues"], counts["modifiers"], counts["valence"] = len(lex.Cues), len(lex.Modifiers), len(lex.Valence)
	counts["outlook"], counts["stance"], counts["frames"] = len(lex.Outlook), len(lex.Stance), len(lex.Frames)
	counts["models"] = len(lex.Models())
	var names []string
	for name := range counts {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if _, err := fmt.Fprintf(w, "%-14s %6d\n", name, counts[name]); err != nil {
			return err
		}
	}
	return nil
}

func showLexicon(c *cli.Context) error {
	asked := strings.Join(c.Args().Slice(), " ")
	if asked == "" {
		return usagef("which entry? Give an id or a name (`%s --help` has examples)", commandPath(c))
	}
	var day time.Time
	if on := c.String("on"); on != "" {
		var d lexicon.Date
		if err := d.UnmarshalText([]byte(on)); err != nil {
			return usagef("--on: %v", err)
		}
		day = d.Time
	}
	lex, err := lexicon.Load(c.StringSlice("lexicon")...)
	if err != nil {
		return err
	}
	found := lex.Lookup(asked)
	if len(found) == 0 { // names are told in any case where no other is meant
		known := namesAsked(lex)
		if at := slices.IndexFunc(known, func(name string) bool { return strings.EqualFold(name, asked) && len(lex.Lookup(name)) > 0 }); at >= 0 {
			found = lex.Lookup(known[at])
		}
	}
	if len(found) == 0 {
		return unknownEntry(lex, asked)
	}
	for _, e := range found {
		text, err := e.YAML()
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(c.App.Writer, "# %s\n%s", e.Section, text); err != nil {
			return err
		}
		if a := lex.Actor(e.ID); a != nil && e.Section == "actors" && !day.IsZero() {
			if err := showSide(c.App.Writer, lex, a, day); err != nil {
				return err
			}
		}
	}
	return nil
}

func showSide(w io.Writer, lex *lexicon.Lexicon, a *lexicon.Actor, day time.Time) error {
	side, basis, _, _ := lex.SideAt(a, day)
	if side == "" {
		side, basis = "nobody", "no side is known"
	}
	role := "no office"
	if t, ok := lex.TermAt(a, day); ok {
		role = strings.TrimSpace(t.Role + " " + t.Of)
	}
	_, err := fmt.Fprintf(w, "# on %s: %s, speaks for %s (%s)\n", day.Format(time.DateOnly), role, side, basis)
	return err
}

// namesAsked is what entries are asked for by: all ids and names, and the last words of names.
func namesAsked(lex *lexicon.Lexicon) []string {
	var known []string
	for _, e := range lex.Entries() {
		known = append(known, e.ID, e.Name)
		words := strings.Fields(e.Name)
		if len(words) > 1 {
			known = append(known, words[len(words)-1])
		}
	}
	return known
}

// unknownEntry says that nothing has an id or name, and which is nearest of those that stand for
// something by themselves.
func unknownEntry(lex *lexicon.Lexicon, asked string) error {
	known := namesAsked(lex)
	slices.SortStableFunc(known, func(a, b string) int { return initial(b, asked) - initial(a, asked) })
	hint := ""
	if near := config.Nearest(asked, known); near != "" && len(lex.Lookup(near)) > 0 {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return fmt.Errorf("nothing in the lexicon has the id or name %q%s", asked, hint)
}

// initial is 1 where two words begin with the same letter: few mistype the first.
func initial(a, b string) int {
	if a != "" && b != "" && strings.EqualFold(a[:1], b[:1]) {
		return 1
	}
	return 0
}

func exportLexicon(c *cli.Context) error {
	dir := c.Args().First()
	if dir == "" {
		return usagef("where to? Give a folder (`%s --help` has an example)", commandPath(c))
	}
	files, err := lexicon.Export(c.StringSlice("lexicon")...)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("lexicon export: %w", err)
	}
	var faults []error
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("lexicon export: %w", err)
		}
		if err := writeNew(path, f.Data); err != nil {
			faults = append(faults, err)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return fmt.Errorf("lexicon export: %w", err)
	}
	_, err = fmt.Fprintf(c.App.Writer, "%d files in %s; keep only what you change, and lay them over with --lexicon %s\n", len(files), dir, dir)
	return err
}

// writeNew writes a file that is not there yet.
func writeNew(path string, data []byte) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = f.Write(data)
	return err
}
