package evaluate

import (
	"context"
	"fmt"
	"iter"
	"runtime"

	"readout/analysis"
)

// CodedDocument is a coded article with the engine's document of it.
type CodedDocument struct {
	Gold     *CodedArticle
	Document *analysis.Document
}

// AnalyzeCoded runs coded articles through the pipeline, in order. read makes an article of
// the fields of an input record. The sequence ends with the first error of read or of the
// pipeline.
func AnalyzeCoded(ctx context.Context, p *analysis.Pipeline, gold []CodedArticle, read func(fields map[string]string) (*analysis.Article, error)) iter.Seq2[CodedDocument, error] {
	type result struct {
		CodedDocument
		err error
	}
	work := func(ctx context.Context, g *CodedArticle) result {
		a, err := read(g.fields())
		if err != nil {
			return result{err: fmt.Errorf("gold: article %s: %w", g.ID, err)}
		}
		doc, err := p.Analyze(ctx, a)
		return result{CodedDocument{g, doc}, err}
	}
	return func(yield func(CodedDocument, error) bool) {
		pointers := func(yield func(*CodedArticle) bool) {
			for i := range gold {
				if !yield(&gold[i]) {
					return
				}
			}
		}
		for r := range analysis.Ordered(ctx, pointers, runtime.GOMAXPROCS(0), work) {
			if !yield(r.CodedDocument, r.err) || r.err != nil {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(CodedDocument{}, err)
		}
	}
}

// fields are the article's non-empty fields, named as in an input record.
func (g *CodedArticle) fields() map[string]string {
	fields := map[string]string{}
	for key, value := range map[string]string{"id": g.ID, "title": g.Title, "outlet": g.Outlet, "author": g.Author, "url": g.URL, "published_at": g.PublishedAt, "text": g.Text} {
		if value != "" {
			fields[key] = value
		}
	}
	return fields
}
