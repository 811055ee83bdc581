package main

import (
	"math"
	"runtime/debug"
	"testing"
)

// TestCollectLess: garbage waits while figures are made only below a limit of memory, and only
// where the environment leaves it to readout.
func TestCollectLess(t *testing.T) {
	const usual = 100
	before, limit := debug.SetGCPercent(usual), debug.SetMemoryLimit(-1)
	t.Cleanup(func() { debug.SetGCPercent(before); debug.SetMemoryLimit(limit) })
	percent := func() int {
		now := debug.SetGCPercent(usual)
		debug.SetGCPercent(now)
		return now
	}
	for _, c := range []struct {
		limit int64
		gogc  string
		want  int
	}{{1 << 30, "", figuresPercent}, {math.MaxInt64, "", usual}, {1 << 30, "50", usual}} {
		t.Setenv("GOGC", c.gogc)
		debug.SetMemoryLimit(c.limit)
		again := collectLess()
		if got := percent(); got != c.want {
			t.Errorf("with a limit of %d and GOGC=%s the heap grows by %d %%, want %d %%", c.limit, c.gogc, got, c.want)
		}
		if again(); percent() != usual {
			t.Errorf("afterwards the heap grows by %d %%", percent())
		}
	}
}
