package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/data/article"
	runs "readout/data/run"
	"readout/data/table"
	"readout/lexicon"
)

// asFloor makes the test binary do what readout does without the analysis: read
// the input that it is given and write the same tables, empty but for articles.
const asFloor = "TEST_AS_FLOOR"

func floor(out, input string) error {
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	staged, err := runs.Begin(runs.Config{Out: out, Now: time.Now, Version: engine.Version, LexiconSHA256: lex.SHA256, Issues: issueRows(lex)})
	if err != nil {
		return err
	}
	defer func() { _ = staged.Abort() }()
	work := func(_ context.Context, item article.Item) *table.Batch {
		d := &analysis.Document{}
		d.Article, d.Text = item.Article, item.Article.Text
		return table.Rows(d, table.Options{EngineVersion: engine.Version, LexiconSHA256: lex.SHA256})
	}
	ctx := context.Background()
	for batch := range analysis.Ordered(ctx, article.Read(ctx, []string{input}, article.Options{}), 2, work) {
		if _, err := staged.Add(batch); err != nil {
			return err
		}
	}
	_, err = staged.Publish()
	return err
}

// benchTexts is title and text of the articles that are measured with, by where
// they are from: the sample, and a corpus that stands beside the checkout.
func benchTexts(b *testing.B) map[string][][2]string {
	b.Helper()
	texts := map[string][][2]string{}
	for _, a := range sampleArticles(b) {
		texts["sample"] = append(texts["sample"], [2]string{a.Title, strings.TrimSpace(a.Text[a.HeadlineEnd:])})
	}
	f, err := os.Open("../../../shared/eval/corpus/ukraine_russia.jsonl")
	if err != nil {
		return texts
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var a struct{ Title, Text string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			b.Fatal(err)
		}
		texts["news"] = append(texts["news"], [2]string{a.Title, a.Text})
	}
	return texts
}

// benchInputs writes n articles as text files, as pages and as a Parquet table.
func benchInputs(b *testing.B, texts [][2]string, n int) map[string]string {
	b.Helper()
	type row struct{ ID, Title, Text string }
	text, pages, rows := b.TempDir(), b.TempDir(), []row{}
	for i := range n {
		a := texts[i%len(texts)]
		name := fmt.Sprintf("%06d", i)
		file(b, text, name+".txt", a[0]+"\n\n"+a[1])
		paragraphs := strings.ReplaceAll(html.EscapeString(a[1]), "\n", "</p>\n<p>")
		file(b, pages, name+".html", fmt.Sprintf("<!DOCTYPE html><html><head><title>%[1]s</title></head><body><nav><a href='/'>Home</a></nav>"+
			"<article><h1>%[1]s</h1><p>%[2]s</p></article><footer>All rights reserved</footer></body></html>", html.EscapeString(a[0]), paragraphs))
		rows = append(rows, row{name, a[0], a[1]})
	}
	path := filepath.Join(b.TempDir(), "articles.parquet")
	if err := parquet.WriteFile(path, rows); err != nil {
		b.Fatal(err)
	}
	return map[string]string{"text": text, "html": pages, "parquet": path}
}

// BenchmarkProcess is whole runs, each a process of its own from its start to the
// published tables and report, and the floor under them: the same input read and
// the same tables written with no analysis, comparisons or report. peak-MB is the
// most memory that the process had. `make bench` prints it as a table; ARTICLES
// says how many each run reads.
func BenchmarkProcess(b *testing.B) {
	n := fromEnv("ARTICLES", 280)
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	texts := benchTexts(b)
	for _, source := range []string{"sample", "news"} {
		if texts[source] == nil {
			continue
		}
		inputs := benchInputs(b, texts[source], n)
		for _, kind := range []string{"text", "html", "parquet"} {
			for _, m := range [][2]string{{"all", asReadout}, {"floor", asFloor}} {
				mode, env := m[0], m[1]
				b.Run(fmt.Sprintf("%s/%s/%s", source, kind, mode), func(b *testing.B) {
					var cpu time.Duration
					peak := int64(0)
					for b.Loop() {
						cmd := exec.Command(self, "run", "--quiet", "--out", filepath.Join(b.TempDir(), "out"), inputs[kind])
						cmd.Env = append(os.Environ(), env+"=1")
						if said, err := cmd.CombinedOutput(); err != nil {
							b.Fatalf("%v: %s", err, said)
						}
						cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
						if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
							peak = max(peak, usage.Maxrss)
						}
					}
					done := float64(b.N * n)
					b.ReportMetric(done/b.Elapsed().Seconds(), "articles/s")
					b.ReportMetric(done/cpu.Seconds(), "articles/cpu-s")
					b.ReportMetric(float64(peak)*1024/1e6, "peak-MB") // Linux counts in KiB; elsewhere this is off
				})
			}
		}
	}
}
