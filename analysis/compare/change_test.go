package compare

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// series is a period a day with two articles of three statements each, that
// moves by step on the day at.
func series(seed uint64, days, at int, step float64) [][]Unit {
	rng := rand.New(rand.NewPCG(seed, 3))
	periods := make([][]Unit, days)
	for d := range periods {
		for a := range 2 {
			bent := rng.NormFloat64() * 0.1
			for range 3 {
				v := bent + rng.NormFloat64()*0.3
				if d >= at {
					v += step
				}
				periods[d] = append(periods[d], Unit{v, fmt.Sprint(d, "/", a)})
			}
		}
	}
	return periods
}

func TestChangePoint(t *testing.T) {
	for _, c := range []struct {
		name string
		days int
		at   int
		step float64
		ok   bool
		want bool // flagged
	}{
		{"a fall in the middle", 20, 10, -0.6, true, true},
		{"a rise late", 20, 15, 0.7, true, true},
		{"no change", 20, 10, 0, true, false},
		{"too few days to tell", 4, 2, 0.9, false, false},
		{"one day", 1, 0, 0, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := ChangePoint(series(1, c.days, c.at, c.step), Config{Resamples: 400}, c.name)
			if ok != c.ok || got.Flagged() != c.want {
				t.Fatalf("ok %v, flagged %v: %+v", ok, got.Flagged(), got)
			}
			if c.want && (got.At < c.at-1 || got.At > c.at+1 || got.Difference*c.step < 0) {
				t.Errorf("found at %d by %.2f", got.At, got.Difference)
			}
		})
	}
}

func TestNoChangeIsNotFlagged(t *testing.T) {
	flagged := 0
	const n = 400
	for i := range uint64(n) {
		if c, ok := ChangePoint(series(i, 16, 0, 0), Config{Resamples: 300}, "null"); ok && c.Flagged() {
			flagged++
		}
	}
	if share := float64(flagged) / n; share > 0.05 {
		t.Errorf("a change is seen in %.1f %% of %d series without one", 100*share, n)
	}
}

// A corpus that grows: what is there now holds what was there before, and the
// interval of the change of its mean keeps the articles of both together.
func TestIntervalOfAGrowingMeanCovers(t *testing.T) {
	const n, old, fresh, each = 600, 30, 12, 3
	for _, step := range []float64{0, 0.5} {
		covered := 0
		for i := range uint64(n) {
			rng := rand.New(rand.NewPCG(i, 11))
			var before, now []Unit
			for a := range old + fresh {
				bent := rng.NormFloat64() * 0.2
				for range each {
					u := Unit{bent + rng.NormFloat64()*0.3, fmt.Sprint(a)}
					if a < old {
						before = append(before, u)
					} else {
						u.Value += step
					}
					now = append(now, u)
				}
			}
			truth := step * fresh / (old + fresh)
			if r := Difference(now, before, Config{}, "growth"); r.Low <= truth && truth <= r.High {
				covered++
			}
		}
		share := float64(covered) / n
		t.Logf("a step of %.1f: covered %.3f", step, share)
		if share < 0.92 || share > 0.99 {
			t.Errorf("a step of %.1f: the interval covers the change in %.1f %% of %d corpora", step, 100*share, n)
		}
	}
}
