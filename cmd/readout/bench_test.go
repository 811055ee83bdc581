package main

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"testing"
	"time"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/data/article"
	runs "readout/data/run"
	"readout/data/sample"
	"readout/data/table"
	"readout/lexicon"
)

func sampleArticles(tb testing.TB) []*analysis.Article {
	tb.Helper()
	var articles []*analysis.Article
	for item := range article.ReadFS(tb.Context(), "sample", sample.Files, article.Options{}) {
		if item.Fault != nil {
			tb.Fatal(item.Fault)
		}
		articles = append(articles, item.Article)
	}
	return articles
}

func newEngine(tb testing.TB, cfg engine.Config) (*lexicon.Lexicon, *analysis.Pipeline) {
	tb.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		tb.Fatal(err)
	}
	p, err := engine.New(lex, cfg)
	if err != nil {
		tb.Fatal(err)
	}
	return lex, p
}

// BenchmarkAnalyze takes the sample's articles through the pipeline on one core.
func BenchmarkAnalyze(b *testing.B) {
	for _, bayes := range []bool{false, true} {
		b.Run(fmt.Sprintf("bayes=%v", bayes), func(b *testing.B) {
			_, p := newEngine(b, engine.Config{NoBayes: !bayes})
			articles := sampleArticles(b)
			statements, bytes := 0, 0
			for b.Loop() {
				for _, a := range articles {
					d, err := p.Analyze(b.Context(), a)
					if err != nil {
						b.Fatal(err)
					}
					statements += len(d.Statements)
					bytes += len(a.Text)
				}
			}
			seconds := b.Elapsed().Seconds()
			b.ReportMetric(float64(b.N*len(articles))/seconds, "articles/s")
			b.ReportMetric(float64(statements)/seconds, "statements/s")
			b.ReportMetric(float64(bytes)/seconds/1e6, "MB/s")
		})
	}
}

// BenchmarkStart is what every command pays before its first article.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		newEngine(b, engine.Config{})
	}
}

// repeated is the sample n times over, each article with ids of its own.
func repeated(articles []*analysis.Article, n int) iter.Seq[article.Item] {
	return func(yield func(article.Item) bool) {
		for i := range n {
			a := *articles[i%len(articles)]
			a.ID = fmt.Sprintf("%s-%d", a.ID, i)
			a.VersionID = fmt.Sprintf("%s-%d", a.VersionID, i)
			if !yield(article.Item{Article: &a}) {
				return
			}
		}
	}
}

// BenchmarkRun is a run from article to published tables and report, on all
// cores; "floor" is the same with no analysis between.
func BenchmarkRun(b *testing.B) {
	const n = 700
	lex, p := newEngine(b, engine.Config{NoBayes: true})
	articles := sampleArticles(b)
	for _, c := range []struct {
		name    string
		analyse bool
	}{{"all", true}, {"floor", false}} {
		b.Run(c.name, func(b *testing.B) {
			done := 0
			for b.Loop() {
				staged, err := runs.Begin(runs.Config{
					Out: filepath.Join(b.TempDir(), "out"), Now: time.Now, Version: engine.Version, LexiconSHA256: lex.SHA256, Issues: issueRows(lex),
				})
				if err != nil {
					b.Fatal(err)
				}
				work := func(ctx context.Context, item article.Item) *table.Batch {
					d := &analysis.Document{Article: item.Article, Text: item.Article.Text}
					if c.analyse {
						if d, err = p.Analyze(ctx, item.Article); err != nil {
							panic(err)
						}
					}
					return table.Rows(d, table.Options{EngineVersion: engine.Version, LexiconSHA256: lex.SHA256})
				}
				for batch := range analysis.Ordered(b.Context(), repeated(articles, n), 2, work) {
					if _, err := staged.Add(batch); err != nil {
						b.Fatal(err)
					}
				}
				if _, err := staged.Publish(); err != nil {
					b.Fatal(err)
				}
				done += n
			}
			b.ReportMetric(float64(done)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}
