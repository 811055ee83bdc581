package attribution_test

import (
	"os"
	"testing"

	"readout/analysis/evaluate"
)

// TestDomains scores short articles of our own about sports, courts, markets,
// science, towns, the dead and the weather, which nothing was trained on. The
// floors stand a little under what was reached when they were set.
func TestDomains(t *testing.T) {
	in, err := os.Open("testdata/domains.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	gold, err := evaluate.ReadAttributed(in)
	if err != nil {
		t.Fatal(err)
	}
	f := newFinder(t)
	var score evaluate.AttributionScore
	for _, x := range gold {
		score.Add(x, evaluate.Relations(f.find(x.Text)))
	}
	got := score.Figures()
	for _, c := range []struct {
		name       string
		got, floor float64
	}{
		{"source exact", got.Source.Exact.F1, .85},
		{"cue exact", got.Cue.Exact.F1, .78},
		{"content token", got.Content.Token.F1, .93},
		{"content exact", got.Content.Exact.F1, .78},
		{"relation", got.Relation.F1, .86},
	} {
		if c.got < c.floor {
			t.Errorf("%s F1 %.3f, %.2f wanted", c.name, c.got, c.floor)
		}
	}
}
