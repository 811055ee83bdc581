package run

import (
	"fmt"
	"math/rand"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/analysis"
	"readout/analysis/event"
	"readout/data/table"
)

// unranked takes every word for a rare one.
type unranked struct{}

func (unranked) Rank(string) int { return -1 }

// reported is a batch of an article of a day, with the sketch of its words and a statement of a side.
func reported(id string, day int, side string, text string) *table.Batch {
	b := batch(id, "v1", text)
	at := time.Date(2025, 2, day, 9, 0, 0, 0, time.UTC)
	outlet := "Outlet of " + id
	d := &analysis.Document{}
	d.Article, d.Text = &analysis.Article{}, text
	for i, w := range strings.Fields(text) {
		d.Tokens = append(d.Tokens, analysis.Token{Span: analysis.Span{Start: i, End: i + 1}, Lower: strings.ToLower(w), Quote: -1})
	}
	b.Article.PublishedAt, b.Article.Outlet, b.Article.Title = &at, &outlet, &text
	b.Article.EventSketch = event.Sketch(d, unranked{})
	issue := "harbour"
	b.Statements[0].SideID, b.Statements[0].IssueID = &side, &issue
	return b
}

// aboutMatter is the words of one of a few matters, with some of an article's own.
func aboutMatter(matter, own int) string {
	rng := rand.New(rand.NewSource(int64(100*matter + own)))
	words := make([]string, 40)
	for i := range words {
		words[i] = fmt.Sprintf("matter%cterm%c", 'a'+matter, 'a'+rng.Intn(20))
	}
	return strings.Join(words, " ")
}

func readEvents(t *testing.T, dir string) (events []table.Event, members map[string]string) {
	t.Helper()
	members = map[string]string{}
	if err := eachPart(dir, "events", func(e *table.Event) error { events = append(events, *e); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := eachPart(dir, "event_articles", func(m *table.EventArticle) error {
		members[m.ArticleID] = fmt.Sprint(m.EventID, " ", m.IsCopy)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return events, members
}

func TestEventsCountArticlesOutletsSidesAndCopies(t *testing.T) {
	res := publish(t, config(t.TempDir()), false,
		reported("b", 19, "council", aboutMatter(1, 2)), reported("a", 18, "union", aboutMatter(1, 1)), reported("c", 19, "council", aboutMatter(1, 3)),
		reported("copy", 20, "union", aboutMatter(1, 1)), reported("alone", 19, "council", aboutMatter(2, 1)))
	events, members := readEvents(t, res.Dir)
	if len(events) != 2 || len(members) != 5 {
		t.Fatalf("%d events of %d articles, want 2 of 5: %+v", len(events), len(members), events)
	}
	e := events[0]
	if e.EventID != table.EventID("a") || e.NArticles != 3 || e.NCopies != 1 || e.NOutlets != 3 || e.NStatements != 3 ||
		!slices.Equal(e.Sides, []string{"council", "union"}) || *e.TopIssueID != "harbour" ||
		e.FirstAt.Day() != 18 || e.LastAt.Day() != 20 {
		t.Errorf("the first event: %+v", e)
	}
	if members["copy"] != e.EventID+" true" || members["b"] != e.EventID+" false" || members["alone"] != events[1].EventID+" false" {
		t.Errorf("members: %v", members)
	}
}

// Neither the order of inputs nor how they are spread over runs changes an event.
func TestNoOrderOfInputsOrRunsChangesEvents(t *testing.T) {
	var all []*table.Batch
	for i := range 40 {
		all = append(all, reported(fmt.Sprintf("n%02d", i), 1+i%5, "council", aboutMatter(i%6, i)))
	}
	of := func(parts ...[]*table.Batch) string {
		out := t.TempDir()
		dir := ""
		for i, p := range parts {
			cfg := config(out)
			cfg.RunID = fmt.Sprintf("r%d", i)
			dir = publish(t, cfg, false, p...).Dir
		}
		events, members := readEvents(t, dir)
		s := ""
		for _, e := range events {
			s += fmt.Sprintln(e.EventID, *e.Title, e.NArticles, e.NOutlets, e.NStatements, e.Sides)
		}
		return s + fmt.Sprint(members)
	}
	want := of(all)
	rng := rand.New(rand.NewSource(3))
	for range 3 {
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if got := of(all[:11], all[11:30], all[30:]); got != want {
			t.Fatalf("three runs in another order:\n%s\nwant\n%s", got, want)
		}
	}
}

func TestSortedFilesOfArticlesAreReadInOrder(t *testing.T) {
	s := sorter[event.Article]{most: 7, files: sortedFiles[event.Article]{dir: t.TempDir(), name: ".events", compare: event.Compare}}
	rng := rand.New(rand.NewSource(1))
	for i := range 30 {
		if err := s.add(&event.Article{ID: fmt.Sprintf("a%02d", i), Day: int32(rng.Intn(5)), Terms: []byte{byte(i)}}); err != nil {
			t.Fatal(err)
		}
	}
	var last *event.Article
	n := 0
	if err := s.each(func(a *event.Article) error {
		if last != nil && event.Compare(last, a) >= 0 || len(a.Terms) != 1 {
			t.Errorf("%v after %v", a, last)
		}
		last = a
		n++
		return nil
	}); err != nil || n != 30 || len(s.files.paths) != 4 {
		t.Errorf("%d articles from %d files, error %v", n, len(s.files.paths), err)
	}
	if err := s.files.remove(); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(s.files.dir, ".events-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
