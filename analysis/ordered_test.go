package analysis

import (
	"context"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
)

func count(n int, seen *atomic.Int64) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			seen.Add(1)
			if !yield(i) {
				return
			}
		}
	}
}

func TestOrderedKeepsTheOrderOfItsInput(t *testing.T) {
	var seen atomic.Int64
	want := make([]int, 500)
	for i := range want {
		want[i] = i * i
	}
	for _, workers := range []int{0, 1, 3, 16} {
		got := slices.Collect(Ordered(t.Context(), count(500, &seen), workers, func(_ context.Context, i int) int { return i * i }))
		if !slices.Equal(got, want) {
			t.Errorf("%d workers: results are out of order", workers)
		}
	}
}

func TestOrderedStopsReadingWhenTheCallerBreaksOff(t *testing.T) {
	var seen atomic.Int64
	for r := range Ordered(t.Context(), count(1_000_000, &seen), 2, func(_ context.Context, i int) int { return i }) {
		if r == 10 {
			break
		}
	}
	if n := seen.Load(); n > 100 {
		t.Errorf("read %d values for 11 results: the input is not bounded", n)
	}
}

func TestOrderedEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var seen atomic.Int64
	n := 0
	for range Ordered(ctx, count(1_000_000, &seen), 2, func(_ context.Context, i int) int { return i }) {
		if n++; n == 5 {
			cancel()
		}
	}
	if n > 100 {
		t.Errorf("%d results after the context ended at the fifth", n)
	}
}
