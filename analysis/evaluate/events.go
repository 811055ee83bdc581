package evaluate

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"readout/analysis"
)

// GoldEvent is an article whose event is known from its id: articles whose ids
// are the same up to the last "_" report one occurrence.
type GoldEvent struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Outlet      string   `json:"outlet"`
	PublishedAt string   `json:"published_at"` // a day such as 2019-10-24, or "" for none
	Text        string   `json:"text"`
	Sentences   []string `json:"sentences"` // in place of a text
}

// ReadEvents reads one article a line. Errors name the line.
func ReadEvents(r io.Reader) ([]GoldEvent, error) {
	return records(r, func(g *GoldEvent) error {
		switch {
		case !strings.Contains(g.ID, "_"):
			return fmt.Errorf("id %q: the event is what stands before the last _, and there is none", g.ID)
		case g.Text == "" && len(g.Sentences) == 0:
			return errors.New("neither text nor sentences")
		case g.PublishedAt != "":
			_, err := time.Parse(time.DateOnly, g.PublishedAt)
			return err
		}
		return nil
	})
}

// Event is the part of the id that articles on one occurrence share.
func (g *GoldEvent) Event() string { return g.ID[:strings.LastIndex(g.ID, "_")] }

// Article is the article as a reader of files would have made it.
func (g *GoldEvent) Article() *analysis.Article {
	a := &analysis.Article{ID: g.ID, Title: g.Title, Outlet: g.Outlet, Text: g.Text}
	if a.Text == "" {
		a.Text = strings.Join(g.Sentences, " ")
	}
	if g.Title != "" {
		a.HeadlineEnd = len(g.Title)
		a.Text = g.Title + "\n\n" + a.Text
	}
	a.PublishedAt, _ = time.Parse(time.DateOnly, g.PublishedAt) // checked when it was read
	return a
}

// EventFigures is B-cubed (Bagga and Baldwin 1998): of each article, how much of
// its event is of its gold event (precision), and the reverse (recall), on average.
type EventFigures struct {
	Task      string  `json:"task"`
	Articles  int     `json:"articles"`
	Events    int     `json:"events"` // found
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// Events compares the event that each article was put into with the gold's.
func Events(gold []GoldEvent, found map[string]string) (EventFigures, error) {
	f := EventFigures{Task: "events", Articles: len(gold)}
	inFound, inGold, inBoth := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for i := range gold {
		event, ok := found[gold[i].ID]
		if !ok {
			return f, fmt.Errorf("article %q is in no event", gold[i].ID)
		}
		inFound[event]++
		inGold[gold[i].Event()]++
		inBoth[[2]string{event, gold[i].Event()}]++
	}
	for i := range gold {
		event, want := found[gold[i].ID], gold[i].Event()
		both := float64(inBoth[[2]string{event, want}])
		f.Precision += both / float64(inFound[event])
		f.Recall += both / float64(inGold[want])
	}
	f.Events = len(inFound)
	if n := float64(len(gold)); n > 0 {
		f.Precision, f.Recall = f.Precision/n, f.Recall/n
	}
	if f.Precision+f.Recall > 0 {
		f.F1 = 2 * f.Precision * f.Recall / (f.Precision + f.Recall)
	}
	return f, nil
}
