package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	runs "readout/data/run"
	"readout/reports"
)

// TestClosingFitsATerminal: what a run says at its end is no wider than 80 columns,
// however large its figures are.
func TestClosingFitsATerminal(t *testing.T) {
	var out strings.Builder
	c := runs.Counts{New: 1_234_567, Changed: 23_456, Rescored: 345_678, Unchanged: 4_567_890, Quarantined: 12_345}
	result := &runs.Result{Dir: "out/runs/run=a", Published: true}
	if err := new(runConfig).closing(&out, new(reports.Summary), result, c, 0); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "This run: ") {
		t.Fatalf("the counts are not told:\n%s", out.String())
	}
	for line := range strings.SplitSeq(out.String(), "\n") {
		if n := utf8.RuneCountInString(line); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}
