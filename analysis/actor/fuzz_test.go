package actor_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"readout/analysis"
	"readout/analysis/segment"
)

// FuzzResolve takes any text, with sources and contents anywhere in it.
func FuzzResolve(f *testing.F) {
	for i, c := range speakerCases {
		f.Add(c.text, uint16(i), uint16(3*i+1), uint16(7))
	}
	f.Add("“I’m … U.S. ’s\n\nMr. . and , the (D-", uint16(0), uint16(2), uint16(1))
	f.Add("NEW YORK — Bank of of the and & Co. de la van 's 's", uint16(1), uint16(9), uint16(5))
	lex := load(f)
	resolver, segmenter := newResolver(f, lex), segment.New(lex)
	f.Fuzz(func(t *testing.T, text string, a, b, step uint16) {
		d := resolver.Resolve(anyAttributed(segmenter, text, int(a), int(b), int(step)))
		soundActors(t, d)
		again := resolver.Resolve(anyAttributed(segmenter, text, int(a), int(b), int(step)))
		if x, y := fmt.Sprint(d.Actors, d.Mentions, d.Statements), fmt.Sprint(again.Actors, again.Mentions, again.Statements); x != y {
			t.Errorf("two runs differ:\n%s\n%s", x, y)
		}
	})
}

// anyAttributed is a text whose attributions stand where three numbers say.
func anyAttributed(segmenter *segment.Segmenter, text string, a, b, step int) *analysis.Attributed {
	d := &analysis.Attributed{Segmented: *segmenter.Segment(&analysis.Article{ID: "f", Author: text[:min(len(text), 20)], Text: text})}
	n := len(d.Tokens)
	for i := 0; n > 0 && i < 6; i++ {
		s, e := d.Tokens[(a+i*step)%n], d.Tokens[(b+i*step)%n]
		at := analysis.Attribution{Parent: -1, Inherits: -1, Content: []analysis.Span{{Start: min(s.Start, e.Start), End: max(s.End, e.End)}}}
		switch i % 3 {
		case 0:
			at.Source = []analysis.Span{s.Span}
		case 1:
			at.Source = at.Content
		default:
			at.Floating, at.Inherits = true, (a+b+i)%6
		}
		d.Attributions = append(d.Attributions, at)
	}
	return d
}

func soundActors(t *testing.T, d *analysis.Document) {
	t.Helper()
	ids := map[string]bool{}
	for _, a := range d.Actors {
		if a.ID == "" || a.Name == "" || a.Kind == "" {
			t.Errorf("actor without identity: %+v", a)
		}
		if ids[a.ID] {
			t.Errorf("two actors %s", a.ID)
		}
		ids[a.ID] = true
		if (a.SideID == "") != (a.SideBasis == "") {
			t.Errorf("side %q with basis %q", a.SideID, a.SideBasis)
		}
	}
	last := 0
	for _, m := range d.Mentions {
		if m.Start < last || m.End > len(d.Text) || m.Empty() {
			t.Errorf("mention %+v out of order or range", m)
		}
		last = m.Start
		inRange(t, m.Actors, len(d.Actors))
	}
	for i := range d.Statements {
		s := &d.Statements[i].Speaker
		inRange(t, s.Actors, len(d.Actors))
		if s.Confidence < 0 || s.Confidence > 1 {
			t.Errorf("confidence %v", s.Confidence)
		}
		if len(s.Actors) == 0 && s.SideID != "" {
			t.Errorf("a side without an actor: %+v", *s)
		}
	}
}

func inRange(t *testing.T, actors []int, n int) {
	t.Helper()
	for _, a := range actors {
		if a < 0 || a >= n {
			t.Errorf("actor %d of %d", a, n)
		}
	}
}

// An article of every case one after the other, so that names meet that never
// should: ids stay unique and nobody gets lost.
func TestOneLongArticle(t *testing.T) {
	var b strings.Builder
	for _, c := range speakerCases {
		b.WriteString(c.text + "\n\n")
	}
	lex := load(t)
	d := newResolver(t, lex).Resolve(bracketed(t, segment.New(lex), b.String(), "2019-03-01"))
	soundActors(t, d)
	resolved := 0
	for i := range d.Statements {
		if len(d.Statements[i].Speaker.Actors) > 0 {
			resolved++
		}
	}
	if 10*resolved < 9*len(d.Statements) {
		t.Errorf("only %d of %d speakers resolved", resolved, len(d.Statements))
	}
}

// The same unknown person with the same role has one id in every article; another
// role makes another person.
func TestIdentityAcrossArticles(t *testing.T) {
	lex := load(t)
	resolver, segmenter := newResolver(t, lex), segment.New(lex)
	id := func(text string) string {
		found := bracketed(t, segmenter, text, "2019-03-01")
		found.Article.ID = text
		d := resolver.Resolve(found)
		if len(d.Statements[0].Speaker.Actors) == 0 {
			t.Fatalf("nobody in %s", text)
		}
		return d.Actors[d.Statements[0].Speaker.Actors[0]].ID
	}
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"[Judge Harriet Olmsted] said no.", "A crowd waited. Then [Judge Harriet B. Olmsted] said yes.", true},
		{"[Striker Ilja Brandov] said no.", "[Economist Ilja Brandov] said no.", false},
		{"[A judge] said no.", "In court [the judge] said yes.", false},
		{"[Russian officials] said no.", "Later [senior Russian officials] said yes.", true},
		{"[A Pentagon spokesman] said no.", "Later [the Pentagon spokesman] said yes.", true},
	} {
		if same := id(c.a) == id(c.b); same != c.same {
			t.Errorf("%q and %q: same is %v, want %v", c.a, c.b, same, c.same)
		}
	}
}

// BenchmarkResolve resolves an article of some 350 statements.
func BenchmarkResolve(b *testing.B) {
	var text bytes.Buffer
	for range 5 {
		for _, c := range speakerCases {
			text.WriteString(c.text + " ")
		}
		text.WriteString("\n\n")
	}
	lex := load(b)
	segmenter, resolver := segment.New(lex), newResolver(b, lex)
	d := bracketed(b, segmenter, text.String(), "2019-03-01")
	b.ResetTimer()
	start := time.Now()
	for b.Loop() {
		resolver.Resolve(d)
	}
	b.ReportMetric(float64(time.Since(start).Microseconds())/float64(b.N*len(d.Attributions)), "µs/statement")
}

func BenchmarkNew(b *testing.B) {
	lex := load(b)
	for b.Loop() {
		newResolver(b, lex)
	}
}
