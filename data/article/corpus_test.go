package article

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestRealCorpus reads real articles where the shared folder is at hand.
func TestRealCorpus(t *testing.T) {
	const path = "../../../shared/eval/corpus/ukraine_russia.jsonl"
	if _, err := os.Stat(path); err != nil {
		t.Skip("the labelled data is not here: ../shared/eval is missing")
	}
	got, faults := collect(t, Options{}, path)
	if len(got) != 842 || len(faults) != 0 {
		t.Errorf("%d articles, %d faults, the first %v", len(got), len(faults), faults)
	}
	ids := map[string]bool{}
	for _, a := range got {
		odd := slices.ContainsFunc(a.Warnings, func(w string) bool { return !strings.HasPrefix(w, "left out ") })
		if odd || a.Title == "" || a.Text[:a.HeadlineEnd] != a.Title || ids[a.ID] {
			t.Fatalf("record %d: warnings %q, title %q, headline %q, id %s", a.RecordNo, a.Warnings, a.Title, a.Text[:a.HeadlineEnd], a.ID)
		}
		ids[a.ID] = true
	}
}
