package reader

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"readout/analysis"
)

var addresses = regexp.MustCompile(`0x[0-9a-f]+`)

// shown writes a window as the vocabulary does, each piece with its role.
func shown(r *Reader, w *window, roles []Role) string {
	names := make([]string, len(r.pieces.ids))
	for name, id := range r.pieces.ids {
		names[id] = name
	}
	var b strings.Builder
	for i, id := range w.ids {
		if !strings.HasPrefix(names[id], "##") && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.TrimPrefix(names[id], "##"))
		if roles != nil {
			b.WriteString([]string{"", "/c", "/s", "/q", "/t", "/x"}[roles[i]])
		}
	}
	return b.String()
}

func TestWindow(t *testing.T) {
	r := tinyReader(t, Config{}, 1)
	d := article(t, news, statements...)
	s := r.open(d)
	a := &d.Attributions[2]
	p, ok := s.passageOf(analysis.Hull(append(a.Source, a.Content...)), a.Content)
	if !ok {
		t.Fatal("no passage")
	}
	w := s.window(p)
	got := shown(r, w, nil)
	// Both sentences of the paragraph before, and what comes after in its own; Varga is the
	// first name of the passage, Oduya the second, and Varga the same in the title.
	want := "[CLS] talks of [unused0] [SEP] the mediators left at noon . it rained . the president , [unused0] , said that"
	if !strings.HasPrefix(got, want) || !strings.Contains(got, "to mr . [unused1] of") || !strings.Contains(got, "that [unused3] fear") || !strings.HasSuffix(got, "room . [SEP]") {
		t.Errorf("window %q", got)
	}
	if got := shown(r, w, w.roles(nil, nil, nil, a.Content)); !strings.Contains(got, "will/c not/c") || strings.Contains(got, "president/c") || !strings.HasPrefix(got, "[CLS]/x talks/t") {
		t.Errorf("roles %q", got)
	}
	for i, span := range w.spans {
		if w.ids[i] == r.hidden.First && !span.Empty() && d.Slice(span) != "Anna Varga" {
			t.Errorf("a name stands for %q", d.Slice(span))
		}
	}
}

// TestLongSentence keeps the content from a little before its beginning on.
func TestLongSentence(t *testing.T) {
	r := tinyReader(t, Config{}, 1)
	text := "He said " + strings.Repeat("a bad war and ", 60) + "the good peace will be."
	d := article(t, news)
	d.Text, d.Actors, d.Mentions = text, nil, nil
	d.Article.Text = text
	d.Sentences = []analysis.Sentence{{Span: analysis.Span{End: len(text)}}}
	s := r.open(d)
	content := []analysis.Span{{Start: strings.Index(text, "the good"), End: len(text)}}
	p, _ := s.passageOf(analysis.Span{End: len(text)}, content)
	w := s.window(p)
	got := shown(r, w, w.roles(nil, nil, nil, content))
	if len(w.ids) > r.encoder.MaxPieces || !strings.HasSuffix(got, "the/c good/c peace/c will/c b/ce/c ./c [SEP]/x") {
		t.Errorf("%d pieces: %q", len(w.ids), got)
	}
}

func TestNames(t *testing.T) {
	n := &names{words: map[string]bool{}, parties: map[string]bool{"GOP": true}, keys: map[string]int32{}}
	n.add("Conor J. O'Brien Smith-Jones", nil)
	n.add("Jordan Ito", map[string]bool{"Jordan": true})
	for _, c := range []struct{ text, want string }{ // the number of a name is that of its last word
		{"Mr. O'Brien's plan", "O'Brien:1"},
		{"said Conor J. O'Brien of the GOP", "Conor J. O'Brien:1 GOP:-1"},
		{"Smith-Jones, Ito and Jordan", "Smith-Jones:3 Ito:4"},
		{"conor and the opinion of McIto", ""},
		{"Conor\nO'Brien", "Conor:2 O'Brien:1"},
	} {
		var got []string
		for _, x := range n.covers(c.text, 0) {
			got = append(got, fmt.Sprintf("%s:%d", c.text[x.start:x.end], x.key))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %q, not %q", c.text, strings.Join(got, " "), c.want)
		}
	}
}
