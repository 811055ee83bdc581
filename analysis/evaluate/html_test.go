package evaluate

import (
	"math"
	"strings"
	"testing"
)

func TestShingleScore(t *testing.T) {
	for _, c := range []struct {
		name, gold, found string
		precision, recall float64
	}{
		{"the same words", "The ferry sails at noon today.", "the ferry? no", 0, 0},
		{"the same text, other punctuation", "The ferry sails at noon.", "The ferry sails, at noon", 1, 1},
		{"nothing found", "The ferry sails at noon.", "", 0, 0},
		{"nothing there and nothing found", "", "", 1, 1},
		{"one shingle of two more", "a b c d e", "a b c d e f g", 0.5, 1},
		{"half is missing", "a b c d e f g", "a b c d e", 1, 0.5},
		{"a repetition counts once", "a b c d", "a b c d a b c d", 0.2, 1},
		{"fewer than four words are one shingle", "a b", "a b", 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, r := ShingleScore(c.gold, c.found)
			if math.Abs(p-c.precision) > 1e-9 || math.Abs(r-c.recall) > 1e-9 {
				t.Errorf("precision %g, recall %g", p, r)
			}
		})
	}
}

func TestPages(t *testing.T) {
	gold, err := ReadPages(strings.NewReader(`{"file":"1","text":"a b c d e"}` + "\n" + `{"file":"2","text":"a b c d e"}` + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := Pages(gold, func(p Page) string { return map[string]string{"1": "a b c d e"}[p.File] })
	if got != (HTML{Task: "html", Pages: 2, Precision: 0.5, Recall: 0.5, F1: 0.5, Nothing: 1}) {
		t.Errorf("%+v", got)
	}
	if _, err := ReadPages(strings.NewReader("{\"file\":\"1\"}\n{")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("broken gold: %v", err)
	}
}
