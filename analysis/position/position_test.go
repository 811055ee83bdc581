package position

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"readout/analysis"
	"readout/analysis/segment"
	"readout/lexicon"
)

// statement makes a document of one statement.
func statement(lex *lexicon.Lexicon, source, cue, content string) *analysis.Document {
	text := source + " " + cue + " " + content
	at := func(from, n int) []analysis.Span { return []analysis.Span{{Start: from, End: from + n}} }
	return analysis.NewDocument(&analysis.Attributed{
		Segmented: *segment.New(lex).Segment(&analysis.Article{Text: text}),
		Attributions: []analysis.Attribution{{
			Source: at(0, len(source)), Cue: at(len(source)+1, len(cue)), Content: at(len(source)+len(cue)+2, len(content)),
			Inherits: -1, Parent: -1, Polarity: analysis.Affirmed,
		}},
	})
}

func load(t *testing.T, overlays ...string) *lexicon.Lexicon {
	t.Helper()
	lex, err := lexicon.Load(overlays...)
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

// signOf adds up the signs of a proposition's phrases in the statement's own words.
func signOf(lex *lexicon.Lexicon, b *book, cue, content, proposition string) int {
	d := statement(lex, "The envoy", cue, content)
	var p page
	p.read(b, d)
	z := p.around(&d.Statements[0])
	sum := 0
	for _, zone := range []int{zoneContent, zoneCue} {
		for _, h := range z.zone[zone] {
			if b.ids[h.proposition] == proposition {
				sum += h.sign
			}
		}
	}
	return max(-1, min(1, sum))
}

func TestDirectionOfPhrases(t *testing.T) {
	lex := load(t)
	b := newBook(lex)
	for _, c := range []struct {
		cue, content, proposition string
		want                      int
	}{
		{"said", "that the council will impose new sanctions on the shipping firms", "sanctions", 1},
		{"said", "that the council will lift the sanctions on the shipping firms", "sanctions", -1},
		{"said", "that the council will not lift the sanctions on the shipping firms", "sanctions", 1},
		{"said", "that we oppose new sanctions", "sanctions", -1},
		{"vetoed", "the bill on river ferries", "bill", -1},
		{"signed", "the bill on river ferries into law", "bill", 1},
		{"said", "senators voted against the ferry bill", "bill", -1},
		{"said", "that the minister should resign", "office-holder-go", 1},
		{"said", "that he has no plans to resign", "office-holder-go", -1},
		{"called", "the inquiry a witch hunt", "investigate", -1},
		{"promised", "to bring our troops home", "force", -1},
		{"said", "it would send troops to the strait", "force", 1},
		{"demanded", "that the miners be released from prison", "free-prisoners", 0},
		{"said", "the harvest festival begins on Sunday", "sanctions", 0},
	} {
		if got := signOf(lex, b, c.cue, c.content, c.proposition); got != c.want {
			t.Errorf("%s %s: sign on %s is %d, want %d", c.cue, c.content, c.proposition, got, c.want)
		}
	}
}

// A sentence and a few phrases are enough for a proposition of a user's own.
func TestAUsersOwnProposition(t *testing.T) {
	dir := t.TempDir()
	own := "- id: tram\n  text: The tram line should be built\n  for: [build/extend ... tram line]\n  against: [scrap ... tram line]\n"
	if err := os.WriteFile(filepath.Join(dir, "propositions.yaml"), []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	lex := load(t, dir)
	b := newBook(lex)
	if got := signOf(lex, b, "said", "the city must scrap the costly tram line", "tram"); got != -1 {
		t.Errorf("sign on a user's own proposition is %d, want -1", got)
	}
	d := statement(lex, "The envoy", "said", "the city must build the tram line")
	var p page
	p.read(b, d)
	found := slices.ContainsFunc(p.candidates(b, &d.Statements[0], make([]float64, len(b.ids)+1)), func(c candidate) bool { return b.ids[c.proposition] == "tram" })
	if !found {
		t.Error("a user's own proposition is no candidate")
	}
}

// What the reader says reaches a proposition that no phrase names, and decides.
func TestTheReaderProposesAndDecides(t *testing.T) {
	lex := load(t)
	b := newBook(lex)
	at := b.order["merger"]
	m := &Model{
		Bears:         Weights{{"bias", ""}: -2, {"reader relevance", ""}: 1},
		Agrees:        Weights{{"reader agreement", ""}: 1},
		LeastPosition: .5,
	}
	s := newStage(b, m)
	d := statement(lex, "The envoy", "said", "it was a good day for both houses")
	read := &analysis.Reading{Relevance: make([]float64, len(b.ids)), Agreement: make([]float64, len(b.ids))}
	for i := range read.Relevance {
		read.Relevance[i] = -7
	}
	read.Relevance[at], read.Agreement[at] = 5, -4
	word := analysis.Span{Start: d.Attributions[0].Content[0].Start, End: d.Attributions[0].Content[0].Start + 2}
	read.AgreementWords = func(p int) []analysis.Evidence {
		return []analysis.Evidence{{Span: word, Term: d.Slice(word), Lexicon: "reader", Weight: -3, Contribution: -3}}
	}
	d.Statements[0].Reading = read
	s.Score(d)
	got := d.Statements[0].Positions
	if len(got) != 1 || got[0].Proposition != "merger" || got[0].Agrees {
		t.Fatalf("positions: %+v", got)
	}
	sum := 0.0
	for _, e := range got[0].Evidence {
		sum += e.Contribution
	}
	if math.Abs(sum+4) > 1e-9 {
		t.Errorf("contributions add up to %v, want the log-odds -4", sum)
	}
	low := .1
	d.Statements[0].Validity = &low
	s.Score(d)
	if n := len(d.Statements[0].Positions); n != 0 {
		t.Errorf("a candidate has %d positions", n)
	}
}

func TestModelComesBackEqual(t *testing.T) {
	m := &Model{Bears: Weights{{"hit", "content phrase"}: .5}, Agrees: Weights{{"bias", ""}: -1}, Evaluates: Weights{}, Praises: Weights{}, LeastPosition: .4, LeastEvaluation: .3}
	b, err := m.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	back, err := ReadModel(b)
	if err != nil || back.Bears[Key{"hit", "content phrase"}] != .5 || back.LeastPosition != .4 {
		t.Errorf("%+v, %v", back, err)
	}
	if _, err := ReadModel([]byte("something else")); err == nil {
		t.Error("no error for what is no model")
	}
}

func TestSecondOnesMustBeSurer(t *testing.T) {
	type given struct {
		place int
		prob  float64
	}
	for _, x := range []struct {
		found []given
		want  []int
	}{
		{[]given{{1, .41}}, []int{1}},
		{[]given{{1, .41}, {2, .45}}, []int{2}},
		{[]given{{1, .6}, {2, .7}}, []int{1, 2}},
		{[]given{{1, .6}, {2, .7}, {3, .65}}, []int{2, 3}},
	} {
		var got []int
		for _, g := range surest(x.found, .5, func(g given) float64 { return g.prob }, func(g given) int { return g.place }) {
			got = append(got, g.place)
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("got %v, want %v", got, x.want)
		}
	}
}
