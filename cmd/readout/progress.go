package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math"
	"slices"
	"time"

	"readout/data/config"
	runs "readout/data/run"
	"readout/data/table"
	"readout/reports"
)

// progress tells how far a run is: one line that is written over on a terminal,
// a log line now and then elsewhere. It belongs to one goroutine.
type progress struct {
	log     *slog.Logger
	how     string              // auto, json or none
	asJSON  bool                // the log is JSON
	setBy   map[[2]string]int64 // inputs set aside, by stage and code
	odd     map[string]int64    // articles by what was odd about them
	screen  *screen
	live    bool // the screen can be written over
	quiet   bool
	now     func() time.Time
	started time.Time
	next    time.Time
	shown   bool
	counts  runs.Counts
}

// How often progress is told: often enough to be seen to move, and seldom enough
// for a log that is kept.
const (
	liveEvery = 100 * time.Millisecond
	logEvery  = 10 * time.Second
	jsonEvery = time.Second
)

func newProgress(w io.Writer, cfg config.Config, now func() time.Time) *progress {
	_, live := terminalWidth(w)
	p := &progress{
		log:     newLog(w, cfg),
		how:     cfg.Progress,
		asJSON:  cfg.LogFormat == "json",
		setBy:   map[[2]string]int64{},
		odd:     map[string]int64{},
		screen:  newScreen(w),
		live:    live && cfg.LogFormat != "json" && cfg.Progress == "auto",
		quiet:   cfg.Quiet || cfg.Progress == "none",
		now:     now,
		started: now(),
	}
	p.next = p.started.Add(p.every())
	return p
}

// newLog is a log as the configuration wants it.
func newLog(w io.Writer, cfg config.Config) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(cfg.LogLevel)) // package config lets no other word through
	opts := &slog.HandlerOptions{Level: level}
	if cfg.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, opts))
	}
	return slog.New(slog.NewTextHandler(w, opts))
}

func (p *progress) every() time.Duration {
	switch {
	case p.live:
		return liveEvery
	case p.how == "json":
		return jsonEvery
	}
	return logEvery
}

// step tells how far the run is, when it is time.
func (p *progress) step(c runs.Counts) {
	p.counts = c
	if p.quiet {
		return
	}
	now := p.now()
	if now.Before(p.next) {
		return
	}
	p.next = now.Add(p.every())
	if p.how == "json" {
		p.event("progress")
		return
	}
	rate := float64(c.Articles) / max(now.Sub(p.started).Seconds(), 0.001)
	if !p.live {
		p.log.Info("analysing", "articles", c.Articles, "statements", c.Statements,
			"unchanged", c.Unchanged, "set_aside", c.Quarantined, "articles_per_second", int(rate))
		return
	}
	line := fmt.Sprintf("%d articles  %d statements  %d set aside  %.0f articles/s", c.Articles, c.Statements, c.Quarantined, rate)
	fmt.Fprintf(p.screen, "\r\x1b[K%s", shorten(line, p.screen.width-1))
	p.shown = true
}

// fault tells of an input that was set aside, at once and on a line of its own.
func (p *progress) fault(q *table.Quarantine, stack []byte) {
	p.clear()
	p.setBy[[2]string{q.Stage, q.Code}]++
	where := q.Path
	if q.RecordNo != nil {
		where = fmt.Sprintf("%s, record %d", q.Path, *q.RecordNo)
	}
	if p.live {
		fmt.Fprintf(p.screen, "%s %s: %s\n", p.screen.style(styleYellow, "set aside"), reports.Plain(where), reports.Plain(q.Message))
	} else {
		p.log.Warn("set aside", "path", where, "stage", q.Stage, "code", q.Code, "reason", q.Message)
	}
	if stack != nil {
		p.log.Error("a stage panicked: this is a fault of readout's, please report it", "path", where, "stack", string(stack))
	}
}

// warned counts what was odd about an article that was read all the same.
func (p *progress) warned(warnings []string) {
	for _, w := range warnings {
		p.odd[runs.WarningKind(w)]++
	}
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.screen, "\r\x1b[K")
		p.shown = false
	}
}

// done clears the line and, in a log, says what was done and how long it took.
func (p *progress) done() {
	p.clear()
	if p.how == "json" {
		p.event("done")
	}
	if !p.live && !p.quiet {
		p.log.Info("analysed", "articles", p.counts.Articles, "statements", p.counts.Statements,
			"unchanged", p.counts.Unchanged, "set_aside", p.counts.Quarantined,
			"seconds", fmt.Sprintf("%.1f", p.now().Sub(p.started).Seconds()))
	}
	if p.quiet {
		return
	}
	for _, kind := range slices.Sorted(maps.Keys(p.odd)) {
		if !p.live {
			p.log.Warn("articles with a warning", "warning", kind, "articles", p.odd[kind])
			continue
		}
		fmt.Fprintf(p.screen, "%s %s: %s\n", p.screen.style(styleYellow, "warning"), plural(int(p.odd[kind]), "article"), reports.Plain(kind))
	}
}

// event writes one JSON line for a program that watches the run.
func (p *progress) event(name string) {
	seconds := p.now().Sub(p.started).Seconds()
	_, _ = p.screen.Write(jsonLine(struct {
		Event      string  `json:"event"` // progress, or done when all input was read
		Articles   int64   `json:"articles"`
		Statements int64   `json:"statements"`
		Unchanged  int64   `json:"unchanged"`
		SetAside   int64   `json:"set_aside"`
		Seconds    float64 `json:"seconds"`
	}{name, p.counts.Articles, p.counts.Statements, p.counts.Unchanged, p.counts.Quarantined, math.Round(seconds*1000) / 1000}))
}

// report puts how a run ended into a JSON log, where the plain sentence that the
// program ends with would be no JSON.
func (p *progress) report(err error) error {
	if err == nil || !p.asJSON {
		return err
	}
	code := exitCode(err)
	level := slog.LevelError
	if code == exitPartly {
		level = slog.LevelWarn
	}
	p.log.Log(context.Background(), level, err.Error(), "exit_code", code)
	return &exitError{code: code, err: err, said: true}
}
