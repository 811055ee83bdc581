package validity_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/segment"
	"readout/analysis/validity"
	"readout/lexicon"
)

// document is a text with one attribution: source, cue and content by their words.
func document(t *testing.T, lex *lexicon.Lexicon, text, source, cue, content string) *analysis.Document {
	t.Helper()
	span := func(words string) []analysis.Span {
		at := strings.Index(text, words)
		if at < 0 {
			t.Fatalf("%q is not in %q", words, text)
		}
		return []analysis.Span{{Start: at, End: at + len(words)}}
	}
	d := analysis.NewDocument(&analysis.Attributed{Segmented: *segment.New(lex).Segment(&analysis.Article{Text: text}), Attributions: []analysis.Attribution{{
		Source: span(source), Cue: span(cue), Content: span(content), Type: analysis.Indirect, CueLemma: cue, Confidence: .9, Rule: "model", Inherits: -1, Parent: -1,
	}}})
	d.Statements[0].Speaker = analysis.Speaker{Type: analysis.MentionName, Rule: "full name", Confidence: .9}
	return d
}

func TestWhatIsSaidIsSurerThanWhatIsDone(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	stage, err := validity.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	judge := func(d *analysis.Document, reader float64) float64 {
		d.Statements[0].Validity = &reader
		stage.Score(d)
		return *d.Statements[0].Validity
	}
	said := document(t, lex, "Ida Quist said that the bridge was closed.", "Ida Quist", "said", "that the bridge was closed")
	done := document(t, lex, "The video showed a man on the bridge.", "The video", "showed", "a man on the bridge")
	if a, b := judge(said, .6), judge(done, .6); a <= b || a < .5 {
		t.Errorf("said %.3f, showed %.3f: what is said is surer, and a statement", a, b)
	}
	if a, b := judge(said, .9), judge(said, .1); a <= b {
		t.Errorf("a reader that is sure gives %.3f, one that is not %.3f", a, b)
	}
	said.Attributions[0].Rule = "a rule that no coded article has"
	if got := judge(said, .3); got != .3 {
		t.Errorf("a form that the model did not see got %.3f, not the reader's", got)
	}
	said.Statements[0].Validity = nil
	if stage.Score(said); said.Statements[0].Validity != nil {
		t.Error("what the reader did not judge got a validity")
	}
}

func TestFeaturesTellWhatStandsThere(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := document(t, lex, "Later Ida Quist said that the bridge was closed.", "Ida Quist", "said", "that the bridge was closed")
	var names []string
	for _, f := range validity.Features(d, &d.Statements[0]) {
		names = append(names, f.Name)
	}
	for _, want := range []string{"before later", "lemma said", "source ida quist", "content one that", "mention name", "kind none", "cue words 1"} {
		if !slices.Contains(names, want) {
			t.Errorf("no feature %q in %q", want, names)
		}
	}
}

func TestModelGoesThroughBytes(t *testing.T) {
	m := &validity.Model{Bias: .5, Reader: .7, Words: map[string]float64{"lemma say": 1}}
	b, err := m.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	got, err := validity.ReadModel(b)
	if err != nil || got.Bias != m.Bias || got.Reader != m.Reader || got.Words["lemma say"] != 1 {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := validity.ReadModel([]byte("READOUT-POSITION 1\n{}")); err == nil {
		t.Error("a model of another kind was read")
	}
	for _, p := range []float64{0, .2, .5, 1} {
		if x := analysis.Probability(validity.Odds(p)); math.Abs(x-min(max(p, 1e-4), 1-1e-4)) > 1e-9 {
			t.Errorf("odds of %v back are %v", p, x)
		}
	}
}
