package evaluate

import (
	"math"
	"strings"
	"testing"

	"readout/analysis"
)

func TestReadAttributedFaults(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"no JSON", "{}\nnot json", "line 1: no text"},
		{"broken line", `{"text":"a"}` + "\n{", "line 2"},
		{"span outside", `{"text":"abc","attributions":[{"content":[[0,9]]}]}`, "attribution 1: content [0 9] lies outside of the text of 3 characters"},
		{"span turned round", `{"text":"abc","attributions":[{"content":[[2,1]]}]}`, "lies outside"},
	} {
		if _, err := ReadAttributed(strings.NewReader(c.in)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestReadAttributedCountsCodePoints(t *testing.T) {
	got, err := ReadAttributed(strings.NewReader(`{"id":"x","text":"“é” b","attributions":[{"source":[],"cue":[[2,3]],"content":[[4,5]]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	text := got[0].Text
	r := got[0].Attributions[0]
	if c := text[r.Content[0].Start:r.Content[0].End]; c != "b" {
		t.Errorf("content is %q", c)
	}
	if c := text[r.Cue[0].Start:r.Cue[0].End]; c != "”" {
		t.Errorf("cue is %q", c)
	}
}

func span(text, part string) []analysis.Span {
	i := strings.Index(text, part)
	return []analysis.Span{{Start: i, End: i + len(part)}}
}

func TestAttributionScore(t *testing.T) {
	text := "Ada said the pump works. Bo said it leaks badly."
	gold := Attributed{ID: "g", Text: text, Attributions: []Relation{
		{Source: span(text, "Ada"), Cue: span(text, "said"), Content: span(text, "the pump works")},
		{Source: span(text, "Bo"), Cue: nil, Content: span(text, "it leaks badly")},
	}}
	for _, c := range []struct {
		name                             string
		given                            []Relation
		exact, token, relation           float64 // F1 of content, and of relations
		missed, invented, bounds, source int
	}{
		{"all right", gold.Attributions, 1, 1, 1, 0, 0, 0, 0},
		{"nothing", nil, 0, 0, 0, 2, 0, 0, 0},
		{"half of a content counts", []Relation{{Source: span(text, "Bo"), Content: span(text, "it leaks")}}, 0, 0.5, 2.0 / 3, 1, 0, 0, 0},
		{"wrong source", []Relation{{Source: span(text, "Bo"), Content: span(text, "the pump works")}}, 2.0 / 3, 2.0 / 3, 0, 2, 0, 0, 1},
		{"too little of a content", []Relation{{Source: span(text, "Ada"), Content: span(text, "works")}}, 0, 0.2857142857, 0, 2, 0, 1, 0},
		{"invented", []Relation{{Source: span(text, "Ada"), Content: span(text, "Bo")}}, 0, 0, 0, 2, 1, 0, 0},
	} {
		var s AttributionScore
		s.Add(gold, c.given)
		f := s.Figures()
		for what, pair := range map[string][2]float64{"exact": {f.Content.Exact.F1, c.exact}, "token": {f.Content.Token.F1, c.token}, "relation": {f.Relation.F1, c.relation}} {
			if math.Abs(pair[0]-pair[1]) > 1e-6 {
				t.Errorf("%s: %s is %.4f, want %.4f", c.name, what, pair[0], pair[1])
			}
		}
		kinds := map[string]int{}
		for _, e := range s.Errors {
			kinds[e.Kind]++
		}
		if kinds["missed"] != c.missed || kinds["invented"] != c.invented || kinds["wrong bounds"] != c.bounds || kinds["wrong source"] != c.source {
			t.Errorf("%s: errors are %v", c.name, kinds)
		}
	}
}

func TestRelationsJoinsWhatSharesACue(t *testing.T) {
	cue := []analysis.Span{{Start: 3, End: 4}}
	d := &analysis.Attributed{Attributions: []analysis.Attribution{
		{Cue: cue, Content: []analysis.Span{{Start: 0, End: 2}}},
		{Cue: cue, Content: []analysis.Span{{Start: 6, End: 9}}},
		{Cue: []analysis.Span{{Start: 7, End: 8}}, Content: []analysis.Span{{Start: 8, End: 9}}, Depth: 1},
	}}
	if got := Relations(d); len(got) != 1 || len(got[0].Content) != 2 {
		t.Errorf("got %+v", got)
	}
}
