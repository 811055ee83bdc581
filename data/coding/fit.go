package coding

import (
	"context"
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/reader"
	"readout/analysis/reader/refit"
	"readout/data/run"
	"readout/data/table"
)

// Examples are coded statements for the reader's heads to be fitted to.
type Examples struct {
	ByHead map[string][]refit.Example
	Lost   int // coded statements that the engine does not find in their article any more
}

// ReadExamples analyses every article with coded statements again and gives what each head of
// reader.FittedHeads sees of them. p, which needs no reader, and r are of one lexicon; r has its
// own heads, unfitted.
func ReadExamples(ctx context.Context, c *run.Corpus, p *analysis.Pipeline, r *reader.Reader) (*Examples, error) {
	coded, err := c.Coded()
	if err != nil {
		return nil, err
	}
	items := map[string]map[string]*run.CodedItem{} // by article and statement
	for _, it := range coded.Current {
		if items[it.ArticleID] == nil {
			items[it.ArticleID] = map[string]*run.CodedItem{}
		}
		items[it.ArticleID][it.ID] = it
	}
	all := &Examples{ByHead: map[string][]refit.Example{}}
	return all, run.Each(c, "articles", func(a *table.Article) error {
		of := items[a.ArticleID]
		if len(of) == 0 {
			return nil
		}
		d, err := p.Analyze(ctx, articleOf(a))
		if err != nil {
			return err
		}
		ids := table.StatementIDs(d)
		found := map[string]bool{}
		item := func(i int) *run.CodedItem { return of[ids[d.Statements[i].Attribution]] }
		r.States(d, func(i int) bool { return item(i) != nil }, func(i int, head string, s reader.State) {
			it := item(i)
			found[it.ID] = true
			if class := slices.Index(r.Head(head).Classes, it.Labels[head].Value); class >= 0 {
				all.ByHead[head] = append(all.ByHead[head], refit.Example{Article: a.ArticleID, State: s, Class: class})
			}
		})
		all.Lost += len(of) - len(found)
		return nil
	})
}

// articleOf is an article as it was analysed.
func articleOf(a *table.Article) *analysis.Article {
	x := &analysis.Article{ID: a.ArticleID, VersionID: a.VersionID, URL: text(a.URL), Title: text(a.Title), Outlet: text(a.Outlet), Author: text(a.Author), Language: text(a.Language), Text: a.Text}
	if a.PublishedAt != nil {
		x.PublishedAt = *a.PublishedAt
	}
	if x.Title != "" && strings.HasPrefix(a.Text, x.Title) {
		x.HeadlineEnd = len(x.Title)
	}
	return x
}
