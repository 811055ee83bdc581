package run

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"readout/data/table"
)

// story is n words that no other seed has in this order.
func story(seed uint64, n int) string {
	rng := rand.New(rand.NewPCG(seed, 2))
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("word%d", rng.IntN(5000))
	}
	return strings.Join(words, " ")
}

func cut(s string, share float64) string { return s[:int(float64(len(s))*share)] }

func TestCopies(t *testing.T) {
	wire := story(1, 600)
	for _, c := range []struct {
		why, text string
		copy      bool
	}{
		{"word for word", wire, true},
		{"in capitals, with other punctuation", strings.ToUpper(strings.ReplaceAll(wire, " word1", ", word1")), true},
		{"with an outlet's first and last line", "From our correspondent\n" + wire + "\nThe agency contributed to this report.", true},
		{"cut to three quarters", cut(wire, 0.75), true},
		{"with a word in fifty changed", strings.ReplaceAll(wire, "word11", "term11"), true},
		{"cut to a third", cut(wire, 0.33), false},
		{"half of it in another story", cut(wire, 0.5) + " " + story(2, 300), false},
		{"another story", story(3, 600), false},
		{"no words", " ... ", false},
	} {
		d := newDuplicates()
		d.add("wire", table.Sketch(wire))
		if of := d.add("other", table.Sketch(c.text)); (of == "wire") != c.copy {
			t.Errorf("%s: copy of %q, want %v", c.why, of, c.copy)
		}
	}
}

func TestCopiesNameOneOriginal(t *testing.T) {
	d := newDuplicates()
	wire := story(1, 600)
	d.add("first", table.Sketch(wire))
	for i, share := range []float64{0.95, 0.9, 0.85, 0.8} {
		if of := d.add(fmt.Sprint("copy", i), table.Sketch(cut(wire, share))); of != "first" {
			t.Errorf("cut to %v: copy of %q", share, of)
		}
	}
	if of := d.add("short", table.Sketch("No comment.")); of != "" {
		t.Errorf("a short text is a copy of %q", of)
	}
	if of := d.add("short too", table.Sketch("No comment!")); of != "short" {
		t.Errorf("the same short text is a copy of %q", of)
	}
}

// BenchmarkDuplicates says what the index costs for each article that is no copy.
func BenchmarkDuplicates(b *testing.B) {
	const n = 20_000
	sketches := make([][]byte, n)
	for i := range sketches {
		sketches[i] = table.Sketch(story(uint64(i), 50))
	}
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("article-%08d", i)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var d *duplicates
	for b.Loop() {
		d = newDuplicates()
		for i, s := range sketches {
			d.add(ids[i], append([]byte{}, s...))
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "B/article")
	b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "articles/s")
	runtime.KeepAlive(d)
	runtime.KeepAlive(sketches)
	runtime.KeepAlive(ids)
}
