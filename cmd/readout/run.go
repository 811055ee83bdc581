package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"path/filepath"
	"runtime"
	"time"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/analysis/engine"
	"readout/data/article"
	runs "readout/data/run"
	"readout/data/sample"
	"readout/data/table"
	"readout/lexicon"
	"readout/reports"
)

func runCommand() *cli.Command {
	return &cli.Command{
		Name:      "run",
		Usage:     "analyse articles and write tables and a report",
		ArgsUsage: "INPUT...",
		Description: `INPUT is a file, a folder, a glob, or - for NDJSON on standard input. Text,
Markdown with front matter, and NDJSON (title, text, outlet, author, url,
published_at, id) are read, each also as .gz or .zst.

A run is published whole or not at all, as OUT/runs/run=ID. A second run into
the same folder adds only what is new or has changed. What cannot be read is
set aside in the quarantine table with its place and reason, the rest is done.

Examples:
  readout run --sample
  readout run --out results articles/ extra.ndjson
  zcat feed.ndjson.gz | readout run --out results -

Exit codes: 0 all fine, 1 failed, 2 usage, 3 finished with some input set aside.`,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "sample", Usage: "analyse the embedded sample corpus"},
			&cli.StringFlag{Name: "out", Value: "out", Usage: "write to `DIR`"},
			&cli.IntFlag{Name: "workers", Usage: "analyse `N` articles at once; 0 for one a core"},
			&cli.StringSliceFlag{Name: "lexicon", Usage: "lay the YAML files of `DIR` over the embedded lexicon"},
			&cli.StringFlag{Name: "run-id", Usage: "name the run `ID` instead of by its time"},
			&cli.BoolFlag{Name: "rescore", Usage: "analyse again what an older engine or lexicon analysed"},
			&cli.BoolFlag{Name: "no-bayes", Usage: "leave out the baseline columns bayes_polarity and bayes_probability"},
			&cli.BoolFlag{Name: "quiet", Usage: "print only errors and where the report is"},
		},
		Action: func(c *cli.Context) error {
			cfg := runConfig{
				inputs:   c.Args().Slice(),
				sample:   c.Bool("sample"),
				out:      c.String("out"),
				workers:  c.Int("workers"),
				overlays: c.StringSlice("lexicon"),
				runID:    c.String("run-id"),
				rescore:  c.Bool("rescore"),
				noBayes:  c.Bool("no-bayes"),
				quiet:    c.Bool("quiet"),
				now:      time.Now,
			}
			return cfg.run(c.Context, c.App.Reader, c.App.Writer, c.App.ErrWriter)
		},
	}
}

// runConfig is what `readout run` was asked to do.
type runConfig struct {
	inputs   []string
	sample   bool
	out      string
	workers  int // 0 for one a core
	overlays []string
	runID    string
	rescore  bool
	noBayes  bool
	quiet    bool
	now      func() time.Time
}

func (cfg *runConfig) run(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) error {
	switch {
	case cfg.sample && len(cfg.inputs) > 0:
		return usagef("--sample reads the embedded corpus: leave out %q, or leave out --sample", cfg.inputs[0])
	case !cfg.sample && len(cfg.inputs) == 0:
		return usagef("nothing to read: name files or folders, - for standard input, or --sample for the embedded corpus")
	case cfg.workers < 0:
		return usagef("--workers %d: give a number of 1 or more, or 0 for one a core", cfg.workers)
	}
	if cfg.workers == 0 {
		cfg.workers = runtime.GOMAXPROCS(0)
	}
	lex, err := lexicon.Load(cfg.overlays...)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	pipeline, err := engine.New(lex, engine.Config{NoBayes: cfg.noBayes})
	if err != nil {
		return err
	}
	staged, err := runs.Begin(runs.Config{
		Out:           cfg.out,
		RunID:         cfg.runID,
		Now:           cfg.now,
		Version:       engine.Version,
		LexiconSHA256: lex.SHA256,
		Models:        modelHashes(lex),
		Settings:      map[string]any{"inputs": cfg.inputs, "sample": cfg.sample, "bayes": !cfg.noBayes, "lexicon": cfg.overlays},
		Issues:        issueRows(lex),
	})
	if err != nil {
		return err
	}
	defer staged.Abort()

	progress := newProgress(stderr, cfg.quiet, cfg.now)
	err = cfg.analyse(ctx, staged, pipeline, lex, cfg.items(ctx, stdin), progress)
	progress.done()
	if err != nil {
		return err
	}
	return cfg.publish(staged, stdout, progress.log)
}

func (cfg *runConfig) items(ctx context.Context, stdin io.Reader) iter.Seq[article.Item] {
	opts := article.Options{Stdin: stdin, Now: cfg.now()}
	if cfg.sample {
		return article.ReadFS(ctx, "sample", sample.Files, opts)
	}
	return article.Read(ctx, cfg.inputs, opts)
}

// outcome is what became of one item: rows, a fault, or nothing where an earlier
// run has the article.
type outcome struct {
	batch     *table.Batch
	fault     *table.Quarantine
	stack     []byte // of a fault that was a panic
	unchanged bool
	err       error // the context's: the run is to end
}

// analyse takes every item through the pipeline and into the staged run, in the
// order of the input.
func (cfg *runConfig) analyse(ctx context.Context, staged *runs.Run, p *analysis.Pipeline, lex *lexicon.Lexicon,
	items iter.Seq[article.Item], progress *progress) error {
	opts := table.Options{EngineVersion: engine.Version, LexiconSHA256: lex.SHA256}
	work := func(ctx context.Context, item article.Item) outcome {
		if f := item.Fault; f != nil {
			return outcome{fault: &table.Quarantine{
				Path: f.Path, RecordNo: recordNo(f.RecordNo), Stage: f.Stage, Code: f.Code, Message: f.Message,
			}}
		}
		a := item.Article
		switch staged.State(a.ID, a.VersionID) {
		case runs.Unchanged:
			return outcome{unchanged: true}
		case runs.Stale:
			if !cfg.rescore {
				return outcome{unchanged: true}
			}
		}
		doc, err := p.Analyze(ctx, a)
		if err != nil {
			return stageFault(ctx, a, err)
		}
		return outcome{batch: table.Rows(doc, opts)}
	}
	for o := range analysis.Ordered(ctx, items, cfg.workers, work) {
		switch {
		case o.err != nil:
			return o.err
		case o.fault != nil:
			staged.Quarantine(*o.fault)
			progress.fault(o.fault, o.stack)
		case o.unchanged:
			staged.Unchanged()
		default:
			if _, err := staged.Add(o.batch); err != nil {
				return err
			}
		}
		progress.step(staged.Counts())
	}
	return ctx.Err()
}

// stageFault sets an article aside that a stage could not finish. The stack of a
// panic goes to the log: in the table it would not be the same twice.
func stageFault(ctx context.Context, a *analysis.Article, err error) outcome {
	if ctx.Err() != nil {
		return outcome{err: ctx.Err()}
	}
	q := &table.Quarantine{Path: a.Path, RecordNo: recordNo(a.RecordNo), Stage: "analysis", Code: "failed", Message: err.Error()}
	var stage *analysis.StageError
	if errors.As(err, &stage) {
		q.Stage = stage.Stage
		if stage.Stack != nil {
			q.Code = "panic"
		}
		return outcome{fault: q, stack: stage.Stack}
	}
	return outcome{fault: q}
}

func recordNo(n int) *int32 {
	if n == 0 {
		return nil
	}
	v := int32(n)
	return &v
}

// publish writes the comparisons and reports beside the tables, publishes the
// run and prints its closing lines.
func (cfg *runConfig) publish(staged *runs.Run, stdout io.Writer, log *slog.Logger) error {
	if err := staged.Seal(); err != nil {
		return err
	}
	if err := runs.WriteComparisons(staged, compare.Config{}); err != nil {
		return err
	}
	corpus, err := staged.Corpus()
	if err != nil {
		return err
	}
	summary, err := reports.Load(corpus)
	if err != nil {
		return err
	}
	if err := summary.Write(staged.Dir()); err != nil {
		return err
	}
	result, err := staged.Publish()
	if err != nil {
		return err
	}
	for _, w := range result.Warnings {
		log.Warn(w)
	}
	if err := cfg.closing(stdout, summary, result); err != nil {
		return err
	}
	if n := result.Manifest.Counts.Quarantined; n > 0 {
		return &exitError{exitPartly, fmt.Errorf("%s set aside: the quarantine table says why", plural(int(n), "input"))}
	}
	return nil
}

// closing prints how the sides compare and where everything is.
func (cfg *runConfig) closing(stdout io.Writer, summary *reports.Summary, result *runs.Result) error {
	report := filepath.Join(result.Dir, "summary.html")
	if cfg.quiet {
		_, err := fmt.Fprintln(stdout, report)
		return err
	}
	s := newScreen(stdout)
	if err := summary.Terminal(s, reports.TerminalOptions{Width: s.width, Color: s.colour}); err != nil {
		return err
	}
	c := result.Manifest.Counts
	fmt.Fprintf(s, "\nThis run: %s new, %d changed, %d rescored, %d as they were; %s set aside.\n",
		plural(int(c.New), "article"), c.Changed, c.Rescored, c.Unchanged, plural(int(c.Quarantined), "input"))
	if !result.Published {
		fmt.Fprintln(s, "Nothing new: the latest run stands as it was.")
	}
	_, err := fmt.Fprintf(s, "Tables  %s\nReport  %s\n", result.Dir, report)
	return err
}

func modelHashes(lex *lexicon.Lexicon) map[string]string {
	hashes := map[string]string{}
	for _, name := range lex.Models() {
		model, err := lex.Model(name)
		if err != nil {
			continue // Models named it, so it is there
		}
		hashes[name] = fmt.Sprintf("%x", sha256.Sum256(model))
	}
	return hashes
}

func issueRows(lex *lexicon.Lexicon) []table.Issue {
	rows := make([]table.Issue, len(lex.Issues))
	for i, is := range lex.Issues {
		rows[i] = table.Issue{IssueID: is.ID, Name: is.Name, Description: &lex.Issues[i].Description}
	}
	return rows
}
