package main

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"sync/atomic"

	"readout/analysis"
	"readout/data/article"
	"readout/data/config"
	runs "readout/data/run"
	"readout/data/table"
	"readout/lexicon"
)

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

// partKey is the key by which an item is assigned to a shard: versions of one article have one
// key.
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

// together adds the counts of articles of two runs. Actors and issues occur in several runs and
// cannot be added, so they are left out.
func together(a, b runs.Counts) runs.Counts {
	return runs.Counts{
		Articles: a.Articles + b.Articles, New: a.New + b.New, Changed: a.Changed + b.Changed, Rescored: a.Rescored + b.Rescored,
		Unchanged: a.Unchanged + b.Unchanged, Repeated: a.Repeated + b.Repeated, Duplicates: a.Duplicates + b.Duplicates,
		Statements: a.Statements + b.Statements, Candidates: a.Candidates + b.Candidates, Stances: a.Stances + b.Stances, Positions: a.Positions + b.Positions,
		Evaluations: a.Evaluations + b.Evaluations, Evidence: a.Evidence + b.Evidence,
		Quarantined: a.Quarantined + b.Quarantined,
	}
}
