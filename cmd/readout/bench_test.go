package main

import (
	"fmt"
	"slices"
	"testing"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/analysis/sentiment"
	"readout/analysis/stance"
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

// BenchmarkScoreStatement scores the sample's statements on all dimensions on one
// core: tone, tone toward the target, stance, outlook, certainty and frame, without
// the naive Bayes. Those with an actor as target are scored by one network more.
func BenchmarkScoreStatement(b *testing.B) {
	lex, p := newEngine(b, engine.Config{NoBayes: true})
	tone, err := sentiment.New(lex, sentiment.Config{})
	if err != nil {
		b.Fatal(err)
	}
	position, err := stance.New(lex)
	if err != nil {
		b.Fatal(err)
	}
	for _, of := range []string{"all", "toward-actors"} {
		b.Run(of, func(b *testing.B) {
			var documents []*analysis.Document
			statements := 0
			for _, a := range sampleArticles(b) {
				d, err := p.Analyze(b.Context(), a)
				if err != nil {
					b.Fatal(err)
				}
				if of != "all" {
					d.Statements = slices.DeleteFunc(d.Statements, func(s analysis.Statement) bool { return s.Target.Actor < 0 })
				}
				documents = append(documents, d)
				statements += len(d.Statements)
			}
			for b.Loop() {
				for _, d := range documents {
					tone.Score(d)
					position.Score(d)
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
