package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"readout/data/coding"
	runs "readout/data/run"
	"readout/lexicon"
)

func codeAddCommand() *cli.Command {
	return &cli.Command{
		Name:      "add",
		Usage:     "bring coded sheets back and publish the figures that follow",
		ArgsUsage: "FILE...",
		Description: `Checks coded sheets (CSV, of the browser or of a spreadsheet), adds what they say to
codings.parquet of the folder and publishes a run with the figures that follow. A sheet
with a fault is refused as a whole, and adds nothing. What stands there already is
passed over; who codes an item again adds a coding, and the later one counts.

Example:
  readout code add coded-*.csv`,
		Before: settingsBehind("out"),
		Flags:  settingFlags([]string{"out", "lexicon", "memory_limit"}),
		Action: codeAdd,
	}
}

// whatCodingsCorrect is an error where there are no figures that codings could correct. Runs
// that were copied together get figures of all of them when codings are added.
func whatCodingsCorrect(out string) error {
	corpus, err := published(out)
	if err != nil {
		return err
	}
	var stray *runs.StrayError
	if err := corpus.Whole(); !errors.As(err, &stray) {
		return err
	}
	return nil
}

func codeAdd(c *cli.Context) error {
	if !c.Args().Present() {
		return usagef("code add: name the sheets that were coded")
	}
	settings, err := loadSettings(c)
	if err != nil {
		return err
	}
	cfg := runConfig{Config: settings.Config, now: time.Now}
	cfg.RunID = ""
	limitMemory(cfg.MemoryLimit, collectedApart)
	if err := whatCodingsCorrect(cfg.Out); err != nil {
		return err
	}
	lex, err := lexicon.Load(cfg.Lexicon...)
	if err != nil {
		return &exitError{code: exitUsage, err: err}
	}
	a := &analysisRun{cfg: &cfg, lex: lex}
	if err := a.begin(); err != nil {
		return err
	}
	staged := a.staged.Load()
	defer func() { _ = staged.Abort() }()
	all, err := checkSheets(cfg.Out, c.Args().Slice(), cfg.now())
	if err != nil {
		return err
	}
	if err := staged.AddCodings(all.Codings, all.Actors); err != nil {
		return err
	}
	s := newScreen(c.App.Writer)
	fmt.Fprintf(s, "%s of %s; %d stood there already.\n", plural(len(all.Codings), "coding"), plural(all.Items, "item"), all.Same)
	if all.Stale > 0 {
		fmt.Fprintf(s, "%s of articles that have changed since: kept apart as stale.\n", plural(all.Stale, "item"))
	}
	if len(all.Unknown) > 0 {
		fmt.Fprintf(s, "New actors, by their names: %s.\n", strings.Join(all.Unknown, ", "))
	}
	_, result, err := publish(staged, cfg.Out, cfg.Focus, slog.New(slog.NewTextHandler(c.App.ErrWriter, nil)))
	if err != nil {
		return err
	}
	if !result.Published {
		fmt.Fprintln(s, "Nothing new: the latest run stands as it was.")
	}
	_, err = fmt.Fprintf(s, "Report  %s/summary.html\n", result.Dir)
	return err
}

// checkSheets checks sheets against the folder, each as if the ones before it were there.
func checkSheets(out string, paths []string, now time.Time) (*coding.Added, error) {
	corpus, err := runs.Open(out)
	if err != nil {
		return nil, err
	}
	var rows []coding.Row
	var from []string
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return nil, usagef("%v", err)
		}
		some, err := coding.ReadCSV(f)
		f.Close()
		if err != nil {
			return nil, usagef("%s: %v", path, err)
		}
		for range some {
			from = append(from, path)
		}
		rows = append(rows, some...)
	}
	added, err := coding.Check(corpus, rows, func(i int) string { return from[i] }, now)
	if err != nil {
		return nil, usagef("%v", err)
	}
	return added, nil
}
