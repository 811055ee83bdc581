package main

import (
	"context"
	"errors"

	"readout/analysis"
	"readout/data/article"
	runs "readout/data/run"
	"readout/data/table"
)

// outcome is the result for one item: rows, a fault, or nothing where an earlier
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
