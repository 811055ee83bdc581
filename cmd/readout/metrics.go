package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	runs "readout/data/run"
)

// metrics is what a run tells Prometheus, in the text format of the node
// exporter's textfile collector.
type metrics struct {
	finished time.Time
	duration time.Duration
	code     int
	counts   runs.Counts
	setAside map[[2]string]int64 // by stage and code
}

func (p *progress) metrics(err error) metrics {
	now := p.now()
	return metrics{finished: now, duration: now.Sub(p.started), code: exitCode(err), counts: p.counts, setAside: p.setBy}
}

const lastSuccess = "readout_last_success_timestamp_seconds"

// write replaces the file by one rename, so that no collector reads half of it.
// The time of the last success stays where this run was none.
func (m metrics) write(path string) error {
	success := float64(m.finished.UnixMilli()) / 1000
	if m.code != exitOK && m.code != exitPartly {
		var err error
		if success, err = readMetric(path, lastSuccess); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	var b strings.Builder
	gauge := func(name, help string, samples ...any) {
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name)
		for i := 0; i+1 < len(samples); i += 2 {
			fmt.Fprintf(&b, "%s%s %v\n", name, samples[i], samples[i+1])
		}
	}
	c := m.counts
	gauge("readout_last_run_timestamp_seconds", "When the last run ended.", "", float64(m.finished.UnixMilli())/1000)
	gauge(lastSuccess, "When the last run ended that published its results (exit code 0 or 3), 0 for never.", "", success)
	gauge("readout_last_exit_code", "Exit code of the last run.", "", m.code)
	gauge("readout_run_duration_seconds", "How long the last run took.", "", m.duration.Seconds())
	gauge("readout_articles", "Articles of the last run, by what they were to earlier runs.",
		`{state="new"}`, c.New, `{state="changed"}`, c.Changed, `{state="rescored"}`, c.Rescored,
		`{state="unchanged"}`, c.Unchanged, `{state="repeated"}`, c.Repeated)
	gauge("readout_statements", "Statements found by the last run.", "", c.Statements)
	var aside []any
	for _, k := range slices.SortedFunc(maps.Keys(m.setAside), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		aside = append(aside, fmt.Sprintf("{stage=%q,code=%q}", k[0], k[1]), m.setAside[k])
	}
	gauge("readout_set_aside", "Inputs that the last run set aside, by stage and code.", aside...)

	f, err := os.CreateTemp(filepath.Dir(path), ".readout-*.prom")
	if err != nil {
		return err
	}
	_, err = f.WriteString(b.String())
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// readMetric is the value of a metric without labels in a file, 0 for none.
func readMetric(path, name string) (float64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var value float64
		if n, _ := fmt.Sscanf(lines.Text(), name+" %g", &value); n == 1 {
			return value, nil
		}
	}
	return 0, nil
}
