package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"time"

	"github.com/urfave/cli/v2"

	"readout/analysis/engine"
	"readout/data/article"
	"readout/data/config"
	runs "readout/data/run"
	"readout/data/sample"
	"readout/data/table"
	"readout/lexicon"
)

func runCommand() *cli.Command {
	return &cli.Command{
		Name:      "run",
		Usage:     "analyse articles and write tables and a report",
		ArgsUsage: "INPUT...",
		Description: `INPUT is a file, a folder, a glob, or - for standard input (NDJSON, or any
other format with --format). Text, Markdown with front matter, HTML pages,
NDJSON, JSON, CSV, Parquet, WARC, RSS and Atom, mail, Word, Excel, rich text, PDF
and ZIP are read, each also as .gz or .zst; name and content tell the format.
Files of Nexis, Factiva and ProQuest give each document in them.

A run is published whole or not at all, as OUT/runs/run=ID. A second run into
the same folder adds only what is new or has changed. What cannot be read is
set aside in the quarantine table with its place and reason, the rest is done.

Every flag can also stand in readout.yaml or the environment (readout init,
readout config).

Examples:
  readout run --sample
  readout run --out results articles/ extra.ndjson
  readout run --out results --map text=body,title=head dump.parquet
  zcat feed.ndjson.gz | readout run --out results -
  readout run --out part3 --shard 3/8 articles/   (see readout merge)

Exit codes: 0 all fine, 1 failed, 2 usage or configuration, or no input exists (then
nothing is published), 3 finished with some input set aside, 11 another run is writing to the folder, 130 or 143 interrupted;
any other is a failure.`,
		Flags: append([]cli.Flag{&cli.BoolFlag{Name: "sample", Usage: "analyse the embedded sample corpus"}},
			settingFlags(inputKeys, outputKeys, analysisKeys, manageKeys)...),
		Action: func(c *cli.Context) error {
			settings, err := loadSettings(c)
			if err != nil {
				return err
			}
			cfg := runConfig{Config: settings.Config, sample: c.Bool("sample"), now: time.Now}
			if cfg.sample && c.Args().Present() {
				return usagef("--sample reads the embedded corpus: leave out %q, or leave out --sample", c.Args().First())
			}
			if !cfg.sample {
				if cfg.inputs, err = inputsOf(c, cfg.Config); err != nil {
					return err
				}
			}
			cfg.read = readOptions(c, cfg.Config, cfg.now())
			return cfg.observed(c.Context, c.App.Writer, c.App.ErrWriter)
		},
	}
}

// runConfig is what `readout run` was asked to do.
type runConfig struct {
	config.Config
	inputs []string
	sample bool
	read   article.Options
	now    func() time.Time
	shard  *runs.Shard // nil for all of the input
}

// observed does the run and tells of its end in the log and in the metrics file.
func (cfg *runConfig) observed(ctx context.Context, stdout, stderr io.Writer) error {
	progress := newProgress(stderr, cfg.Config, cfg.now)
	err := cfg.run(ctx, stdout, progress)
	if code := exitCode(err); code != exitOK && code != exitPartly && ctx.Err() != nil {
		err = interrupted(ctx) // not after the run was published
	}
	err = mayPass(err, cfg.RetryCode)
	if cfg.MetricsFile != "" {
		if merr := progress.metrics(err).write(cfg.MetricsFile); merr != nil {
			progress.log.Error("the metrics file was not written", "error", merr)
		}
	}
	return progress.report(err)
}

func (cfg *runConfig) run(ctx context.Context, stdout io.Writer, progress *progress) error {
	if cfg.Shard != "" {
		shard, err := runs.ParseShard(cfg.Shard)
		if err != nil {
			return usagef("--shard: %w", err)
		}
		cfg.shard, cfg.PublishEvery = shard, 0
	}
	if !cfg.sample && len(cfg.inputs) == 0 {
		return usagef("nothing to read: name files or folders, - for standard input, or --sample for the embedded corpus")
	}
	limitMemory(cfg.MemoryLimit, collectedApart)
	workers := cfg.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	e, err := loadEngine(&cfg.Config)
	if err != nil {
		return err
	}
	a := &analysisRun{cfg: cfg, lex: e.lexicon, pipeline: e.pipeline, workers: workers, progress: progress, rows: e.rows}
	if err := a.begin(); err != nil {
		return err
	}
	defer func() { _ = a.staged.Load().Abort() }()
	err = a.analyse(ctx, a.places(cfg.items(ctx)))
	progress.done()
	if err != nil {
		return err
	}
	if err := a.nothingThere(); err != nil {
		return err
	}
	if want, n := cfg.ExpectRecords, a.seen.Load(); n < want {
		return &exitError{code: exitFailed, err: fmt.Errorf("the input had %d articles and faults, and %d were expected (--expect-records): it broke off; nothing more was published", n, want)}
	}
	a.staged.Load().Seen(a.seen.Load())
	if a.stale > 0 && !progress.live { // where it is live, the closing lines say so
		progress.log.Warn("another engine or lexicon analysed articles that were left as they are; --rescore analyses them again", "articles", a.stale)
	}
	if cfg.FailOnEmpty && progress.counts.Articles+progress.counts.Unchanged == 0 {
		return &exitError{code: exitFailed, err: errors.New("no article was read (--fail-on-empty); nothing was published")}
	}
	a.lex, a.pipeline, a.rows = nil, nil, table.Options{} // their memory is for the figures now
	if cfg.shard != nil {
		return cfg.closeShard(stdout, a.staged.Load(), progress)
	}
	summary, result, err := publish(a.staged.Load(), cfg.Out, cfg.Focus, progress.log)
	if err != nil {
		return err
	}
	counts := progress.counts
	if err := cfg.closing(stdout, summary, result, counts, a.stale); err != nil {
		return err
	}
	return cfg.partly(counts)
}

// partly is the end of a run that set some input aside.
func (cfg *runConfig) partly(counts runs.Counts) error {
	if n := counts.Quarantined; n > 0 && !cfg.AllowSetAside {
		return &exitError{code: exitPartly, err: fmt.Errorf("%s set aside: the quarantine table says why", plural(int(n), "input"))}
	}
	return nil
}

func (cfg *runConfig) items(ctx context.Context) iter.Seq[article.Item] {
	if cfg.sample {
		return article.ReadFS(ctx, "sample", sample.Files, cfg.read)
	}
	return article.Read(ctx, cfg.inputs, cfg.read)
}

// runOf describes the run that is written.
func (cfg *runConfig) runOf(lex *lexicon.Lexicon) runs.Config {
	return runs.Config{
		Out:           cfg.Out,
		RunID:         cfg.RunID,
		Now:           cfg.now,
		Version:       engine.Version,
		LexiconSHA256: lex.SHA256,
		Models:        modelHashes(lex),
		Inputs:        shownPaths(cfg.inputs),
		Settings:      map[string]any{"sample": cfg.sample, "bayes": !cfg.NoBayes, "lexicon": shownPaths(cfg.Lexicon)},
		Issues:        issueRows(lex),
		Propositions:  propositionRows(lex),
		Sides:         sideNames(lex),
		Shard:         cfg.shard,
	}
}

// shownPaths is paths as the manifest has them.
func shownPaths(paths []string) []string {
	shown := make([]string, len(paths))
	for i, p := range paths {
		shown[i] = article.ShownPath(p)
	}
	return shown
}
