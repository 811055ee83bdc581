package run

import (
	"fmt"
	"testing"

	"readout/data/table"
)

// TestTakesOfALargeCorpus: of a corpus of too many statements those figures that stand in the
// tables are made of the sampled articles alone, joint statements included; who asks for all of
// a question's positions gets all.
func TestTakesOfALargeCorpus(t *testing.T) {
	out := t.TempDir()
	const articles = 100
	var batches []*table.Batch
	one, two := "x-1", []string{"x-1", "x-2"}
	for i := range articles {
		b := batch(fmt.Sprint("a", i), "v1", fmt.Sprintf("a%[1]d b%[1]d c%[1]d d%[1]d e%[1]d f%[1]d", i)) // no copy of another
		s := &b.Statements[0]
		s.ActorID, s.SpeakerIDs = &one, two
		b.Positions = []table.Position{{StatementID: s.StatementID, ArticleID: s.ArticleID, VersionID: "v1", PropositionID: "pier", Position: "agree", ActorID: &one}}
		batches = append(batches, b)
	}
	publish(t, config(out), false, batches...)
	c, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	count := func(opt TakeOptions) (n int, whose map[string]bool) {
		takes, _, err := Takes(c, opt)
		if err != nil {
			t.Fatal(err)
		}
		whose = map[string]bool{}
		for i := range takes {
			whose[takes[i].Article] = true
		}
		return len(takes), whose
	}
	if n, _ := count(TakeOptions{Sampled: true}); n != 2*articles {
		t.Errorf("%d takes of a small corpus, want %d", n, 2*articles)
	}
	c.Runs[0].Statements = 3 * MaxCompared // as if there were more of them
	n, whose := count(TakeOptions{Sampled: true})
	for i := range articles {
		if id := fmt.Sprint("a", i); whose[id] != c.Sample()(id) {
			t.Errorf("article %s: taken %v, sampled %v", id, whose[id], c.Sample()(id))
		}
	}
	if n != 2*len(whose) || n == 0 || n > articles {
		t.Errorf("%d takes of %d sampled articles", n, len(whose))
	}
	if n, _ := count(TakeOptions{}); n != 2*articles {
		t.Errorf("%d of all takes, want %d", n, 2*articles)
	}
}
