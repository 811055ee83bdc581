package main

import (
	"fmt"
	"io"
	"log/slog"
	"time"

	runs "readout/data/run"
	"readout/data/table"
)

// progress tells how far a run is: one line that is written over on a terminal,
// a log line now and then elsewhere. It belongs to one goroutine.
type progress struct {
	log     *slog.Logger
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
)

func newProgress(w io.Writer, quiet bool, now func() time.Time) *progress {
	_, live := terminalWidth(w)
	p := &progress{
		log:     slog.New(slog.NewTextHandler(w, nil)),
		screen:  newScreen(w),
		live:    live,
		quiet:   quiet,
		now:     now,
		started: now(),
	}
	p.next = p.started.Add(p.every())
	return p
}

func (p *progress) every() time.Duration {
	if p.live {
		return liveEvery
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
	where := q.Path
	if q.RecordNo != nil {
		where = fmt.Sprintf("%s, record %d", q.Path, *q.RecordNo)
	}
	if p.live {
		fmt.Fprintf(p.screen, "%s %s: %s\n", p.screen.style(styleYellow, "set aside"), plain(where), plain(q.Message))
	} else {
		p.log.Warn("set aside", "path", where, "stage", q.Stage, "code", q.Code, "reason", q.Message)
	}
	if stack != nil {
		p.log.Error("a stage panicked: this is a fault of readout's, please report it", "path", where, "stack", string(stack))
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
	if !p.live && !p.quiet {
		p.log.Info("analysed", "articles", p.counts.Articles, "statements", p.counts.Statements,
			"unchanged", p.counts.Unchanged, "set_aside", p.counts.Quarantined,
			"seconds", fmt.Sprintf("%.1f", p.now().Sub(p.started).Seconds()))
	}
}
