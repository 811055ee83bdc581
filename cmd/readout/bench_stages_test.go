package main

import (
	"log/slog"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"readout/analysis"
	"readout/data/article"
	runs "readout/data/run"
	"readout/data/table"
)

// stopwatch is the processor time of the stages, that of garbage collection meanwhile included.
type stopwatch map[string]time.Duration

func (w stopwatch) time(stage string, do func()) {
	from := processorTime()
	do()
	w[stage] += processorTime() - from
}

func processorTime() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		panic(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// timedStages is the stages of a pipeline with a stopwatch.
type timedStages struct {
	of    *analysis.Pipeline
	watch stopwatch
}

func (t timedStages) Segment(a *analysis.Article) (out *analysis.Segmented) {
	t.watch.time("segment", func() { out = t.of.Segmenter.Segment(a) })
	return out
}

func (t timedStages) Attribute(s *analysis.Segmented) (out *analysis.Attributed) {
	t.watch.time("attribution", func() { out = t.of.Attributor.Attribute(s) })
	return out
}

func (t timedStages) Resolve(a *analysis.Attributed) (out *analysis.Document) {
	t.watch.time("actor", func() { out = t.of.Resolver.Resolve(a) })
	return out
}

func (t timedStages) Target(d *analysis.Document) {
	t.watch.time("target", func() { t.of.Targeter.Target(d) })
}

// timedScorer is a scorer with a stopwatch.
type timedScorer struct {
	analysis.Scorer
	stage string
	watch stopwatch
}

func (t timedScorer) Score(d *analysis.Document) {
	t.watch.time(t.stage, func() { t.Scorer.Score(d) })
}

func timed(p *analysis.Pipeline, watch stopwatch) *analysis.Pipeline {
	t := timedStages{p, watch}
	scorer := func(stage string, s analysis.Scorer) analysis.Scorer {
		if s == nil {
			return nil
		}
		return timedScorer{s, stage, watch}
	}
	return &analysis.Pipeline{
		Segmenter: t, Attributor: t, Resolver: t, Targeter: t,
		Reader: scorer("reader", p.Reader), Validity: scorer("validity", p.Validity), Baseline: scorer("baseline", p.Baseline), Position: scorer("position", p.Position),
	}
}

// benchStages is the stages of a run in their order, with the loading before the first article and
// the figures, events and report after the last one.
var benchStages = [...]string{"start", "read", "segment", "attribution", "actor", "target", "reader", "validity", "baseline", "position", "tables", "corpus"}

// BenchmarkStages is a whole run on one core, with the processor time of each stage an article:
// "corpus" is what is made of all articles together. `make bench` prints it as a table; ARTICLES
// says how many articles it reads.
func BenchmarkStages(b *testing.B) {
	n := fromEnv("ARTICLES", 280)
	texts := benchTexts(b)
	for _, source := range []string{"sample", "news"} {
		if texts[source] == nil {
			continue
		}
		input := benchInputs(b, texts[source], n)["parquet"]
		b.Run(source, func(b *testing.B) {
			watch := stopwatch{}
			for b.Loop() {
				runInStages(b, watch, input)
			}
			total := 0.0
			for _, stage := range benchStages {
				ms := float64(watch[stage].Microseconds()) / 1e3 / float64(b.N*n)
				total += ms
				b.ReportMetric(ms, stage+"-ms/article")
			}
			b.ReportMetric(1000/total, "articles/cpu-s")
		})
	}
}

func runInStages(b *testing.B, watch stopwatch, input string) {
	staged, out := scoredInStages(b, watch, input)
	defer func() { _ = staged.Abort() }()
	var err error
	watch.time("corpus", func() { _, _, err = publish(staged, out, nil, slog.New(slog.DiscardHandler)) })
	if err != nil {
		b.Fatal(err)
	}
}

// scoredInStages is a run before its figures, and its folder.
func scoredInStages(b *testing.B, watch stopwatch, input string) (staged *runs.Run, out string) {
	cfg := runConfig{now: time.Now, inputs: []string{input}}
	cfg.Out = filepath.Join(b.TempDir(), "out")
	var e *loadedEngine
	var err error
	watch.time("start", func() {
		if e, err = loadEngine(&cfg.Config); err == nil {
			staged, err = runs.Begin(cfg.runOf(e.lexicon))
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	p := timed(e.pipeline, watch)
	from := processorTime()
	for item := range article.Read(b.Context(), cfg.inputs, article.Options{}) {
		watch["read"] += processorTime() - from
		if item.Fault != nil {
			b.Fatal(item.Fault)
		}
		d, err := p.Analyze(b.Context(), item.Article)
		if err != nil {
			b.Fatal(err)
		}
		watch.time("tables", func() { _, err = staged.Add(table.Rows(d, e.rows)) })
		if err != nil {
			b.Fatal(err)
		}
		from = processorTime()
	}
	watch.time("tables", func() { err = staged.Seal() })
	if err != nil {
		b.Fatal(err)
	}
	return staged, cfg.Out
}
