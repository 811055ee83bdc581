package table

import (
	"math"
	"testing"
)

// TestARowThatJSONCannotSay is told as an error, and the rows behind it follow.
func TestARowThatJSONCannotSay(t *testing.T) {
	b := &Batch{Statements: []Statement{{AttributionConfidence: math.NaN()}, {StatementID: "s-2"}}}
	b.Article.ArticleID = "a"
	var lines, faults int
	for line, err := range b.Lines(true) {
		if err != nil {
			if faults++; line != nil {
				t.Errorf("a fault with the line %s", line)
			}
			continue
		}
		lines++
	}
	if lines != 2 || faults != 1 {
		t.Errorf("%d lines and %d faults, want 2 and 1", lines, faults)
	}
}
