package evaluate

import (
	"math"
	"strings"
	"testing"

	"readout/analysis"
)

// noSegments leaves an article as it is.
type noSegments struct{}

func (noSegments) Segment(a *analysis.Article) *analysis.Segmented {
	return &analysis.Segmented{Article: a, Text: a.Text}
}

// said gives the score under a document's id, and is right about every target.
type said map[string]analysis.Score

func (s said) Tone(d *analysis.Document, _ []analysis.Span) analysis.Score { return s[d.Article.ID] }

func (s said) Toward(d *analysis.Document, span analysis.Span) analysis.Score {
	if d.Slice(span) != "the café" {
		return analysis.Score{Abstained: "wrong words: " + d.Slice(span)}
	}
	return s[d.Article.ID]
}

func TestTones(t *testing.T) {
	gold, err := ReadTones(strings.NewReader(`{"id":"a","text":"Fine.","sentiment":0.5}

{"id":"b","text":"Poor.","sentiment":-0.5}
{"id":"c","text":"A box.","sentiment":0.01}
`))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Tones(gold, noSegments{}, said{"a": {Value: 0.2}, "b": {Value: -0.2}, "c": {Abstained: "too little evidence"}})
	if err != nil {
		t.Fatal(err)
	}
	if f := r.Labels.Figures(); math.Abs(r.Pearson-1) > 1e-3 || f.MacroF1 != 1 || math.Abs(r.Abstained-1.0/3) > 1e-9 {
		t.Errorf("r %v, macro-F1 %v, abstained %v", r.Pearson, f.MacroF1, r.Abstained)
	}
}

func TestTargets(t *testing.T) {
	gold, err := ReadTargets(strings.NewReader(`{"id":"a","text":"“Ñ”: the café burned","target":[5,13],"label":"neutral"}
{"id":"b","text":"the café","target":[0,8],"label":"positive"}
`))
	if err != nil {
		t.Fatal(err)
	}
	table, err := Targets(gold, noSegments{}, said{"a": {Label: "neutral", Prob: 0.6}, "b": {Label: "positive", Prob: 0.9}})
	if err != nil {
		t.Fatal(err)
	}
	if f := table.Figures(); f.Accuracy != 1 || f.Abstained != 0 {
		t.Errorf("%+v", f)
	}
}

func TestBrokenGold(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"no figure", `{"id":"a","text":"x"}`, "line 1: a: sentiment"},
		{"a figure past 1", `{"id":"a","text":"x","sentiment":3}`, "line 1: a: sentiment"},
		{"no JSON", `{`, "line 1:"},
	} {
		if _, err := ReadTones(strings.NewReader(c.line)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, c := range []struct{ name, line, want string }{
		{"past the text", `{"id":"a","text":"ab","target":[0,3],"label":"neutral"}`, "ends past the text"},
		{"one figure", `{"id":"a","text":"ab","target":[0],"label":"neutral"}`, "no [start, end]"},
		{"empty", `{"id":"a","text":"ab","target":[1,1],"label":"neutral"}`, "no [start, end]"},
	} {
		if _, err := ReadTargets(strings.NewReader(c.line)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
