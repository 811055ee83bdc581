package main

import (
	"fmt"
	"testing"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/analysis/reader"
	"readout/analysis/reader/kernel"
	"readout/data/article"
	"readout/data/sample"
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

// BenchmarkScoreStatement reads the sample's statements, all scores at once, on one
// core, with every set of instructions that the processor has.
func BenchmarkScoreStatement(b *testing.B) {
	lex, p := newEngine(b, engine.Config{NoBayes: true})
	var documents []*analysis.Document
	statements := 0
	for _, a := range sampleArticles(b) {
		d, err := p.Analyze(b.Context(), a)
		if err != nil {
			b.Fatal(err)
		}
		documents = append(documents, d)
		statements += len(d.Statements)
	}
	for _, set := range kernel.Sets() {
		b.Run(set.Name, func(b *testing.B) {
			r, err := reader.New(lex, reader.Config{Kernel: set.Name})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				for _, d := range documents {
					r.Score(d)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*statements), "µs/statement")
		})
	}
}

// BenchmarkStart is what every command pays before its first article.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		newEngine(b, engine.Config{})
	}
}
