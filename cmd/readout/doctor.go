package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"readout/analysis/engine"
	"readout/analysis/reader/kernel"
	"readout/data/config"
	runs "readout/data/run"
	"readout/data/table"
	"readout/lexicon"
	"readout/reports"
)

func doctorCommand() *cli.Command {
	return &cli.Command{
		Name:  "doctor",
		Usage: "check that readout can work here, and say what it found",
		Description: `Looks at the configuration, the lexicon and its models, the output folder (may it
be written to, is a run at work there or was one killed, how did the last one
end) and, with --metrics-file, the metrics. The exit code is 1 when something is
wrong.

Example:
  readout doctor --out results`,
		Flags: settingFlags([]string{"out", "lexicon", "metrics_file"}),
		Action: func(c *cli.Context) error {
			d := doctor{w: c.App.Writer, now: time.Now()}
			settings, err := loadSettings(c)
			d.finding("configuration", err, configured(settings))
			if err == nil {
				d.examine(settings.Config)
			}
			if d.ill > 0 {
				return fmt.Errorf("%s found", plural(d.ill, "fault"))
			}
			return nil
		},
	}
}

func configured(r config.Result) string {
	n, from := 0, ""
	for _, s := range r.Sources {
		if s.Layer != "default" {
			n++
		}
		if s.Layer == "file" {
			from, _, _ = strings.Cut(s.Place, ":")
		}
	}
	if from != "" {
		return fmt.Sprintf("%s set, some in %s", plural(n, "value"), from)
	}
	return fmt.Sprintf("%s set, no %s", plural(n, "value"), config.FileName)
}

type doctor struct {
	w   io.Writer
	now time.Time
	ill int
}

// findingsColumn is where what was found begins.
const findingsColumn = 21

// finding prints what was looked at, and what is wrong or there, in 80 columns. The lines of an
// error that shows a place in a file stand as they are.
func (d *doctor) finding(what string, err error, found string) {
	mark := "ok   "
	if err != nil {
		mark, found = "FAULT", err.Error()
		d.ill++
	}
	lines := strings.Split(found, "\n")
	for i := range lines {
		lines[i] = reports.Plain(lines[i])
	}
	if len(lines) == 1 {
		lines = reports.Wrap(lines[0], 80-findingsColumn)
	}
	fmt.Fprintf(d.w, "%s %-14s %s\n", mark, what, strings.Join(lines, "\n"+strings.Repeat(" ", findingsColumn)))
}

func (d *doctor) examine(cfg config.Config) {
	d.finding("program", nil, fmt.Sprintf("readout %s, %s on %s/%s, %s, tables %s", engine.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, plural(runtime.NumCPU(), "core"), table.SchemaVersion))
	lex, err := lexicon.Load(cfg.Lexicon...)
	if err != nil {
		d.finding("lexicon", err, "")
	} else {
		overlaid := ""
		if len(cfg.Lexicon) > 0 {
			overlaid = " with " + strings.Join(cfg.Lexicon, ", ")
		}
		d.finding("lexicon", nil, fmt.Sprintf("%.12s%s", lex.SHA256, overlaid))
		_, err = engine.New(lex, engine.Config{NoBayes: cfg.NoBayes, SidesByCountry: cfg.Sides == "country"})
		d.finding("models", err, strings.Join(lex.Models(), ", "))
		var names []string
		for _, set := range kernel.Sets() {
			names = append(names, set.Name)
		}
		d.finding("kernels", nil, fmt.Sprintf("the reader computes with %s, of %s", names[0], strings.Join(names, ", ")))
	}
	d.finding("time", nil, d.now.UTC().Format(time.RFC3339))
	d.folder(cfg.Out)
	if cfg.MetricsFile != "" {
		err := writable(filepath.Dir(cfg.MetricsFile))
		d.finding("metrics", err, cfg.MetricsFile)
	}
}

func (d *doctor) folder(out string) {
	if _, err := os.Stat(out); errors.Is(err, os.ErrNotExist) {
		err := writable(filepath.Dir(filepath.Clean(out)))
		d.finding("output", err, out+" is not there yet and can be made")
		return
	}
	if err := writable(out); err != nil {
		d.finding("output", err, "")
		return
	}
	d.finding("output", nil, out+" can be written to")
	state, holder, err := runs.InspectLock(out)
	switch state {
	case runs.LockHeld:
		d.finding("lock", err, "a run is at work: "+holder.String())
	case runs.LockStale:
		d.finding("lock", err, "a run did not end: "+holder.String()+"; the next one takes over and loses nothing")
	default:
		d.finding("lock", err, "free")
	}
	corpus, err := runs.Open(out)
	if err != nil || len(corpus.Runs) == 0 {
		d.finding("runs", err, "none yet")
		return
	}
	last := corpus.Runs[len(corpus.Runs)-1]
	var m runs.Manifest
	b, err := os.ReadFile(filepath.Join(last.Dir, runs.ManifestName))
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	d.finding("runs", err, fmt.Sprintf("%d, the last is %s of %s: %s, %s, %d set aside", len(corpus.Runs), last.RunID,
		m.FinishedAt.Format(time.RFC3339), plural(int(m.Counts.Articles), "article"), plural(int(m.Counts.Statements), "statement"), m.Counts.Quarantined))
	if err == nil {
		d.finding("last run", whole(last.Dir, m), "every file is there, as long as the manifest says")
	}
	d.codings(corpus)
}

// codings says what people coded, and whether the figures follow.
func (d *doctor) codings(corpus *runs.Corpus) {
	rows, err := corpus.Codings()
	if err != nil || len(rows) == 0 {
		d.finding("codings", err, "none")
		return
	}
	all, err := corpus.Coded()
	if err == nil {
		err = corpus.Uncoded()
	}
	found := fmt.Sprintf("%d of %s", len(rows), plural(len(all.Current)+len(all.Other), "item"))
	if n := len(all.Stale); n > 0 {
		found += fmt.Sprintf("; %d more stale, their articles have changed", n)
	}
	if n := len(all.Lost); n > 0 {
		found += fmt.Sprintf("; %d more are no statements by what readout finds now", n)
	}
	d.finding("codings", err, found)
}

// whole compares a published run with its manifest.
func whole(dir string, m runs.Manifest) error {
	var errs []error
	for _, f := range m.Files {
		info, err := os.Stat(filepath.Join(dir, f.Name))
		if err == nil && info.Size() != f.Bytes && strings.HasSuffix(f.Name, ".parquet") {
			err = fmt.Errorf("%s has %d bytes where the manifest says %d", filepath.Join(dir, f.Name), info.Size(), f.Bytes)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func writable(dir string) error {
	f, err := os.CreateTemp(dir, ".readout-doctor-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString("can this be written?\n")
	return errors.Join(err, f.Close(), os.Remove(f.Name()))
}
