package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/analysis/event"
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
	if ctx.Err() != nil {
		err = interrupted(ctx)
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
	limitMemory(cfg.MemoryLimit)
	workers := cfg.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	lex, err := lexicon.Load(cfg.Lexicon...)
	if err != nil {
		return &exitError{code: exitUsage, err: err}
	}
	pipeline, err := engine.New(lex, engine.Config{NoBayes: cfg.NoBayes})
	if err != nil {
		return err
	}
	words, err := lex.Words()
	if err != nil {
		return err
	}
	a := &analysisRun{cfg: cfg, lex: lex, pipeline: pipeline, workers: workers, progress: progress, rows: table.Options{
		EngineVersion: engine.Version, LexiconSHA256: lex.SHA256,
		EventSketch: func(d *analysis.Document) []byte { return event.Sketch(d, words) },
	}}
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

// place is an item with its place in the whole input, from 1.
type place struct {
	article.Item
	no      int64
	foreign bool // of another shard: an input that is not there, which every shard has to know of
}

// places numbers the input, and leaves out what is too old and what other shards analyse.
func (a *analysisRun) places(items iter.Seq[article.Item]) iter.Seq[place] {
	since, err := config.SinceTime(a.cfg.Since, a.cfg.now())
	bounded := a.cfg.Since != "" && err == nil
	return func(yield func(place) bool) {
		for item := range items {
			p := place{Item: item, no: a.seen.Add(1)}
			if x := item.Article; bounded && x != nil && !x.PublishedAt.IsZero() && x.PublishedAt.Before(since) {
				continue
			}
			if shard := a.cfg.shard; shard != nil && !shard.Has(partKey(item)) {
				if p.foreign = item.Fault != nil && item.Fault.Code == article.CodeNotFound; !p.foreign {
					continue
				}
			}
			if !yield(p) {
				return
			}
		}
	}
}

// partKey is what an item falls to a shard by: two of one article fall to the same.
func partKey(item article.Item) string {
	switch f := item.Fault; {
	case f == nil:
		return item.Article.ID
	case f.ID != "":
		return f.ID
	default:
		return f.Path
	}
}

// analysisRun is a run at work.
type analysisRun struct {
	cfg      *runConfig
	lex      *lexicon.Lexicon
	pipeline *analysis.Pipeline
	rows     table.Options
	workers  int
	progress *progress
	staged   atomic.Pointer[runs.Run] // workers ask it what is known of an article
	seen     atomic.Int64             // items of the input, those of other shards too
	parts    int                      // runs published so far
	before   runs.Counts              // of them together
	missing  []string                 // inputs that are not there: the first few, and
	nMissing int64                    // how many
	stale    int                      // articles left as another engine or lexicon made them
}

// begin opens a staged run. A folder that another run is writing to is exit code 11.
func (a *analysisRun) begin() error {
	staged, err := runs.Begin(a.cfg.runOf(a.lex))
	if err != nil {
		return lockedCode(err)
	}
	a.staged.Store(staged)
	return nil
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

// outcome is what became of one item: rows, a fault, or nothing where an earlier
// run has the article.
type outcome struct {
	no        int64             // place in the input
	missing   *table.Quarantine // an input that is not there, which another shard sets aside
	batch     *table.Batch
	fault     *table.Quarantine
	stack     []byte // of a fault that was a panic
	unchanged *analysis.Article
	stale     bool  // with unchanged: another engine or lexicon made its rows
	err       error // the context's: the run is to end
}

// analyse takes every item through the pipeline and into the staged run, in the
// order of the input.
func (a *analysisRun) analyse(ctx context.Context, places iter.Seq[place]) error {
	for o := range analysis.Ordered(ctx, places, a.workers, a.work) {
		staged := a.staged.Load()
		staged.Input(o.no)
		switch {
		case o.err != nil:
			return o.err
		case o.missing != nil:
			a.missed(o.missing)
		case o.fault != nil:
			staged.Quarantine(*o.fault)
			a.progress.fault(o.fault, o.stack)
			a.missed(o.fault)
			if limit := a.cfg.MaxErrors; limit > 0 && a.before.Quarantined+staged.Counts().Quarantined > int64(limit) {
				return &exitError{code: exitFailed, err: fmt.Errorf("more than %s set aside (--max-errors); %s", plural(limit, "input"), a.kept())}
			}
		case o.unchanged != nil:
			staged.Unchanged(o.unchanged.ID, o.unchanged.VersionID)
			if o.stale {
				a.stale++
			}
		default:
			if every := a.cfg.PublishEvery; every > 0 && staged.Counts().Articles >= int64(every) {
				if err := a.nextPart(staged); err != nil {
					return err
				}
				staged = a.staged.Load()
			}
			added, err := staged.Add(o.batch)
			if err != nil {
				return err
			}
			if added == runs.AddedRow {
				a.progress.warned(o.batch.Article.Warnings)
			}
			if added == runs.Conflicting { // Add has set it aside
				row := &o.batch.Article
				a.progress.fault(&table.Quarantine{
					Path: row.Path, RecordNo: row.RecordNo, Stage: "run", Code: "id_conflict",
					Message: runs.ConflictMessage(row.ArticleID),
				}, nil)
			}
		}
		a.progress.step(together(a.before, staged.Counts()))
	}
	return ctx.Err()
}

// missed notes an input that does not exist.
func (a *analysisRun) missed(f *table.Quarantine) {
	if f.Code != article.CodeNotFound {
		return
	}
	if a.nMissing++; len(a.missing) < maxNamed {
		a.missing = append(a.missing, f.Path+": "+f.Message)
	}
}

// nothingThere is an error where no input exists: a misspelt path is no run, and
// what was published before is left alone. One missing input among others is set
// aside like any fault.
func (a *analysisRun) nothingThere() error {
	if a.nMissing == 0 || a.seen.Load() > a.nMissing {
		return nil
	}
	what := strings.Join(a.missing, "; ")
	if more := a.nMissing - int64(len(a.missing)); more > 0 {
		what += fmt.Sprintf("; and %d more", more)
	}
	return usagef("nothing to read: %s; nothing was published", what)
}

// nextPart publishes what is staged and begins another run, so that a crash later
// on loses no more than one part.
func (a *analysisRun) nextPart(staged *runs.Run) error {
	counts := staged.Counts()
	if _, _, err := publish(staged, a.cfg.Out, a.cfg.Focus, a.progress.log); err != nil {
		return err
	}
	a.parts++
	a.before = together(a.before, counts)
	return a.begin()
}

// kept says what is in the folder when a run fails.
func (a *analysisRun) kept() string {
	if a.parts == 0 {
		return "nothing was published"
	}
	return fmt.Sprintf("the %s published before stay", plural(a.parts, "part"))
}

// together adds up what two runs did to articles. Actors and issues are not of a run
// alone, so they are left out.
func together(a, b runs.Counts) runs.Counts {
	return runs.Counts{
		Articles: a.Articles + b.Articles, New: a.New + b.New, Changed: a.Changed + b.Changed, Rescored: a.Rescored + b.Rescored,
		Unchanged: a.Unchanged + b.Unchanged, Repeated: a.Repeated + b.Repeated, Duplicates: a.Duplicates + b.Duplicates,
		Statements: a.Statements + b.Statements, Candidates: a.Candidates + b.Candidates, Stances: a.Stances + b.Stances, Positions: a.Positions + b.Positions,
		Evaluations: a.Evaluations + b.Evaluations, Evidence: a.Evidence + b.Evidence,
		Quarantined: a.Quarantined + b.Quarantined,
	}
}

// work analyses one item; any number of goroutines call it.
func (a *analysisRun) work(ctx context.Context, p place) outcome {
	o := a.analysed(ctx, p.Item)
	if o.no = p.no; p.foreign {
		o.missing, o.fault = o.fault, nil
	}
	return o
}

func (a *analysisRun) analysed(ctx context.Context, item article.Item) outcome {
	if f := item.Fault; f != nil {
		row := setAsideRow(f.Path, f.RecordNo, item.Line, f.ID)
		row.Stage, row.Code, row.Message = f.Stage, f.Code, f.Message
		return outcome{fault: row}
	}
	switch a.staged.Load().State(item.Article.ID, item.Article.VersionID) {
	case runs.Unchanged:
		return outcome{unchanged: item.Article}
	case runs.Stale:
		if !a.cfg.Rescore {
			return outcome{unchanged: item.Article, stale: true}
		}
	}
	doc, err := analyzeWithin(ctx, a.cfg.TimeoutPerArticle, a.pipeline, item.Article)
	if err != nil {
		return stageFault(ctx, item, err)
	}
	var batch *table.Batch
	if err := analysis.Guarded("table", func() { batch = table.Rows(doc, a.rows) }); err != nil {
		return stageFault(ctx, item, err)
	}
	batch.Line = item.Line
	return outcome{batch: batch}
}

// stageFault sets an article aside that a stage could not finish. The stack of a
// panic goes to the log: in the table it would not be the same twice.
func stageFault(ctx context.Context, item article.Item, err error) outcome {
	if ctx.Err() != nil {
		return outcome{err: ctx.Err()}
	}
	q := setAsideRow(item.Article.Path, item.Article.RecordNo, item.Line, item.Article.ID)
	q.Stage, q.Code, q.Message = stageReason(err)
	var stage *analysis.StageError
	if errors.As(err, &stage) {
		return outcome{fault: q, stack: stage.Stack}
	}
	return outcome{fault: q}
}

// setAsideRow is the place of what is set aside; a record or line of 0 and an id of
// "" are not known.
func setAsideRow(path string, record, line int, id string) *table.Quarantine {
	q := &table.Quarantine{Path: path, RecordNo: positive(record), LineNo: positive(line)}
	if id != "" {
		q.ArticleID = &id
	}
	return q
}

func positive(n int) *int32 {
	if n <= 0 {
		return nil
	}
	v := int32(n)
	return &v
}
