package reader

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/segment"
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

// TestWhatIsTheSameIsReadOnce: statements whose windows are the same, word by word and
// role by role, have the same scores, each with the words at its own place; and no
// article is read more than a number of times.
func TestWhatIsTheSameIsReadOnce(t *testing.T) {
	const report = "The president, Anna Varga, said the talks with Oduya of the ministry are safe."
	r := tinyReader(t, Config{}, 1)
	one := article(t, report, [3]string{"Anna Varga", "said", "the talks with Oduya of the ministry are safe"})
	one.Statements[0].Target = analysis.Target{Actor: -1}
	var text strings.Builder
	var attributions []analysis.Attribution
	for range 40 { // as far from each other as windows reach
		at := text.Len()
		text.WriteString(report + "\n\n" + strings.Repeat("rain ", 200) + ".\n\n")
		a := one.Attributions[0]
		for _, spans := range []*[]analysis.Span{&a.Source, &a.Cue, &a.Content} {
			*spans = []analysis.Span{{Start: (*spans)[0].Start + at, End: (*spans)[0].End + at}}
		}
		attributions = append(attributions, a)
	}
	lex, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	segmented := segment.New(lex).Segment(&analysis.Article{Title: one.Article.Title, Text: text.String()})
	many := analysis.NewDocument(&analysis.Attributed{Segmented: *segmented, Attributions: attributions})
	r.Score(many)
	first := &many.Statements[0]
	for i := range many.Statements {
		st := &many.Statements[i]
		if st.Sentiment.Raw != first.Sentiment.Raw || st.Stance.Raw != first.Stance.Raw || *st.Validity != *first.Validity {
			t.Fatalf("statement %d: %v, of the first %v", i, st.Sentiment, first.Sentiment)
		}
		content := many.Attributions[i].Content[0]
		for _, e := range st.Sentiment.Evidence {
			if e.Entry != "base" && (e.Span.Start < content.Start-len(report) || e.Span.End > content.End+len(report)) {
				t.Fatalf("statement %d has words at %v, and stands at %v", i, e.Span, content)
			}
		}
	}
	s := r.open(many)
	var jobs []job
	for i := range many.Attributions {
		a := &many.Attributions[i]
		p, _ := s.passageOf(analysis.Hull(slices.Concat(a.Source, a.Cue, a.Content)), a.Content)
		jobs = append(jobs, job{passage: p, source: a.Source, cue: a.Cue, content: a.Content})
	}
	if p := s.plan(jobs, 10); len(p.order) > 2 || len(p.left) > 0 {
		t.Errorf("%d passages are read and %d left, of %d that are the same", len(p.order), len(p.left), len(jobs))
	}
	for i := range jobs { // the same words in other roles
		jobs[i].source = jobs[i].source[:0]
		if i%2 == 0 {
			jobs[i].cue = nil
		}
	}
	if p := s.plan(jobs, 10); len(p.of[p.order[0]])+len(p.of[p.order[len(p.order)-1]]) < 2 {
		t.Error("other roles are not read again")
	}
	if p := s.plan(jobs, 1); len(p.left) != 20 {
		t.Errorf("%d of 40 are left where one reading is allowed", len(p.left))
	}
}
