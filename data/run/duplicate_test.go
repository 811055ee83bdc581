package run

import (
	"cmp"
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

// traced is the trace of an article of which nothing is known but its text and a file of its own.
func traced(text string) trace {
	return traceOf(&table.Article{Path: text[:min(len(text), 20)], TextSketch: table.Sketch(text), TextHash: table.TextHash(text)})
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
		d.add("wire", traced(wire))
		if of, _ := d.add("other", traced(c.text)); (of == "wire") != c.copy {
			t.Errorf("%s: copy of %q, want %v", c.why, of, c.copy)
		}
	}
}

func TestCopiesNameOneOriginal(t *testing.T) {
	d := newDuplicates()
	wire := story(1, 600)
	d.add("first", traced(wire))
	for i, share := range []float64{0.95, 0.9, 0.85, 0.8} {
		if of, _ := d.add(fmt.Sprint("copy", i), traced(cut(wire, share))); of != "first" {
			t.Errorf("cut to %v: copy of %q", share, of)
		}
	}
	if of, _ := d.add("short", traced("No comment.")); of != "" {
		t.Errorf("a short text is a copy of %q", of)
	}
	if of, _ := d.add("short too", traced("No comment!")); of != "short" {
		t.Errorf("the same short text is a copy of %q", of)
	}
}

// TestCopiesAndRevisions: other words of the same source are a revision of what they
// were, in two outlets they are copies of each other.
func TestCopiesAndRevisions(t *testing.T) {
	wire := story(1, 200)
	short := "The ferry sails on Monday, the harbour master said. \"We are ready,\" she told the council last night."
	type piece struct{ path, outlet, url, title, text string }
	for _, c := range []struct {
		why           string
		first, second piece
		kind          string // "" for no copy
	}{
		{"the same words in two outlets", piece{outlet: "Post", text: wire}, piece{outlet: "Courier", text: wire}, isCopy},
		{"the same words on two sites", piece{url: "https://post.example/1", text: wire}, piece{url: "https://courier.example/1", text: wire}, isCopy},
		{"the same words again, broken into other lines", piece{outlet: "Post", text: wire}, piece{outlet: "Post", text: strings.ReplaceAll(wire, " ", "\n")}, isCopy},
		{"another outlet's edition", piece{outlet: "Post", text: wire}, piece{outlet: "Courier", text: wire + " and no more"}, isCopy},
		{"a word changed", piece{outlet: "Post", text: wire}, piece{outlet: "POST", text: strings.Replace(wire, " word", " term", 1)}, isRevision},
		{"a word changed, no outlet known", piece{text: wire}, piece{text: strings.Replace(wire, " word", " term", 1)}, isRevision},
		{"on one site, with an address of its own", piece{url: "https://www.post.example/1", text: wire}, piece{url: "https://post.example/2", text: wire + " and no more"}, isRevision},
		{"two sentences with a word changed, in one file", piece{path: "a.txt", text: short}, piece{path: "a.txt", text: strings.Replace(short, "Monday", "Friday", 1)}, isRevision},
		{"two sentences with a word changed, under one title", piece{path: "a.txt", title: "Ferry sails", text: short}, piece{path: "b.txt", title: "Ferry sails", text: strings.Replace(short, "council", "board", 1)}, isRevision},
		{"another story in the same file", piece{path: "a.txt", text: short}, piece{path: "a.txt", text: story(3, 20)}, ""},
		{"another story under the same title", piece{title: "Live", text: wire}, piece{title: "Live", text: story(3, 200)}, ""},
	} {
		d := newDuplicates()
		add := func(id string, p piece) (string, string) {
			return d.add(id, traceOf(&table.Article{
				Path: cmp.Or(p.path, id), Outlet: name(p.outlet), URL: name(p.url), Title: name(p.title),
				TextSketch: table.Sketch(p.text), TextHash: table.TextHash(p.text),
			}))
		}
		add("first", c.first)
		if of, kind := add("second", c.second); kind != c.kind || (of == "first") != (kind != "") {
			t.Errorf("%s: %q of %q, want %q", c.why, kind, of, c.kind)
		}
	}
}

// BenchmarkDuplicates says what the index costs for each article that is no copy.
func BenchmarkDuplicates(b *testing.B) {
	const n = 20_000
	traces := make([]trace, n)
	for i := range traces {
		text := story(uint64(i), 50)
		traces[i] = traceOf(&table.Article{Path: fmt.Sprint(i), Title: &text, TextSketch: table.Sketch(text), TextHash: table.TextHash(text)})
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
		for i, t := range traces {
			d.add(ids[i], append(trace{}, t...))
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "B/article")
	b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "articles/s")
	runtime.KeepAlive(d)
	runtime.KeepAlive(traces)
	runtime.KeepAlive(ids)
}
