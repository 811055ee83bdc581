package main

import (
	"context"
	"fmt"
	"path/filepath"
	runtimemetrics "runtime/metrics"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/data/article"
	runs "readout/data/run"
	"readout/data/table"
)

// benchInputs writes n articles of the sample's texts as text files, pages and
// a Parquet table.
func benchInputs(b *testing.B, n int) map[string]string {
	b.Helper()
	articles := sampleArticles(b)
	type row struct {
		ID, Title, Text string
	}
	text, html, rows := b.TempDir(), b.TempDir(), []row{}
	for i := range n {
		a := articles[i%len(articles)]
		body := a.Text[a.HeadlineEnd:]
		name := fmt.Sprintf("%06d", i)
		file(b, text, name+".txt", a.Text)
		file(b, html, name+".html", fmt.Sprintf("<!DOCTYPE html><html><head><title>%s</title></head><body><nav><a href='/'>Home</a></nav><article><h1>%s</h1><p>%s</p></article></body></html>", a.Title, a.Title, body))
		rows = append(rows, row{name, a.Title, body})
	}
	table := filepath.Join(b.TempDir(), "articles.parquet")
	if err := parquet.WriteFile(table, rows); err != nil {
		b.Fatal(err)
	}
	return map[string]string{"text": text, "html": html, "parquet": table}
}

// BenchmarkInput is a run from files to published tables, for each kind of
// input; "floor" reads the same and writes the same with no analysis between.
// peak-MB is the greatest heap that was seen, of which the models are a part.
func BenchmarkInput(b *testing.B) {
	const n = 140
	lex, p := newEngine(b, engine.Config{NoBayes: true})
	files := benchInputs(b, n)
	for _, kind := range []string{"text", "html", "parquet"} {
		for _, c := range []struct {
			name    string
			analyse bool
		}{{"all", true}, {"floor", false}} {
			b.Run(kind+"/"+c.name, func(b *testing.B) {
				peak, stop := watchHeap()
				done := 0
				for b.Loop() {
					staged, err := runs.Begin(runs.Config{Out: filepath.Join(b.TempDir(), "out"), Now: time.Now, Version: engine.Version, LexiconSHA256: lex.SHA256})
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
					for batch := range analysis.Ordered(b.Context(), article.Read(b.Context(), []string{files[kind]}, article.Options{}), 1, work) {
						if _, err := staged.Add(batch); err != nil {
							b.Fatal(err)
						}
						done++
					}
					if _, err := staged.Publish(); err != nil {
						b.Fatal(err)
					}
				}
				stop()
				b.ReportMetric(float64(done)/b.Elapsed().Seconds(), "articles/s")
				b.ReportMetric(float64(peak.Load())/1e6, "peak-MB")
			})
		}
	}
}

// watchHeap looks at the heap now and then until stop.
func watchHeap() (peak *atomic.Uint64, stop func()) {
	peak = &atomic.Uint64{}
	done := make(chan struct{})
	go func() {
		sample := []runtimemetrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for tick := time.NewTicker(5 * time.Millisecond); ; {
			select {
			case <-done:
				tick.Stop()
				return
			case <-tick.C:
				runtimemetrics.Read(sample)
				peak.Store(max(peak.Load(), sample[0].Value.Uint64()))
			}
		}
	}()
	return peak, func() { close(done) }
}
