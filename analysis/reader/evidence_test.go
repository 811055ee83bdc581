package reader

import (
	"math"
	"testing"

	"readout/analysis"
	"readout/analysis/segment"
)

// What a word without a meaning of its own added is told at the nearest word that has one, and
// the sum is the same.
func TestSilentWordsHandOverTheirPart(t *testing.T) {
	lex, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text  string
		parts []float64
		want  []float64
	}{
		{"doubts about the ferry", []float64{1, 0.5, 0, 2}, []float64{1.5, 0, 0, 2}}, // the nearer one
		{"agreed to meet", []float64{1, 0.5, 2}, []float64{1.25, 0, 2.25}},           // halves
		{"said that it would sink", []float64{0, 0.4, 0.2, 0.6, 1}, []float64{0.5, 0, 0, 0, 1.7}},
		{"late, which helps", []float64{1, 0.5, 2}, []float64{1, 0, 2.5}}, // a mark stands between
		{"it is what it is", []float64{1, 1, 1, 1, 1}, []float64{1, 1, 1, 1, 1}},
		{"not without hope", []float64{1, 1, 1}, []float64{1, 1, 1}},
	} {
		d := analysis.NewDocument(&analysis.Attributed{Segmented: *segment.New(lex).Segment(&analysis.Article{Text: c.text})})
		tell := newTeller(d, lex.English.Reader.Silent)
		var words []wordPart
		for i := range d.Tokens {
			if len(words) < len(c.parts) && d.Tokens[i].Lower != "," {
				words = append(words, wordPart{i, c.parts[len(words)]})
			}
		}
		tell.handOver(words)
		before, after := 0.0, 0.0
		for i, w := range words {
			before, after = before+c.parts[i], after+w.x
			if math.Abs(w.x-c.want[i]) > 1e-9 {
				t.Errorf("%q: %s has %.3f, want %.3f", c.text, d.Tokens[w.token].Lower, w.x, c.want[i])
			}
		}
		if math.Abs(before-after) > 1e-9 {
			t.Errorf("%q: the sum was %v and is %v", c.text, before, after)
		}
	}
}
