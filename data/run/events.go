package run

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"readout/analysis"
	"readout/analysis/event"
	"readout/data/table"
)

// sortedTogether is how many articles are sorted in memory at a time, about 700 bytes each.
const sortedTogether = 20_000

// WriteEvents writes the tables events and event_articles of a sealed run: of the
// whole folder, what earlier runs published and this one together. Articles go
// by day and id, so that neither the order of inputs nor that of runs matters.
func WriteEvents(r *Run) (err error) {
	c, err := r.Corpus()
	if err != nil {
		return err
	}
	sorted := sorter[event.Article]{most: sortedTogether, files: sortedFiles[event.Article]{dir: r.dir, name: ".events", compare: event.Compare}}
	defer func() { err = errors.Join(err, sorted.files.remove()) }()
	frequencies := event.NewFrequencies()
	if err := Each(c, "articles", func(a *eventArticle) error {
		x := a.article()
		frequencies.Add(x.Terms, x.Day)
		return sorted.add(x)
	}); err != nil {
		return err
	}
	b := eventBook{of: map[uint64]eventPlace{}}
	grouper := event.NewGrouper(frequencies, Copied, b.add)
	if err := sorted.each(grouper.Add); err != nil {
		return err
	}
	if err := grouper.Close(); err != nil {
		return err
	}
	if err := b.countStatements(c); err != nil {
		return err
	}
	slices.SortFunc(b.events, func(x, y *eventCount) int {
		return cmp.Or(cmp.Compare(x.first, y.first), strings.Compare(x.id, y.id))
	})
	rows := newWriter[table.Event](r.dir, "events", r.Meta(), table.Coarse)
	if err := rows.open(); err != nil {
		return err
	}
	for _, e := range b.events {
		if err := rows.write(e.row()); err != nil {
			rows.abandon()
			return err
		}
	}
	if err := rows.close(); err != nil {
		return err
	}
	return b.writeMembers(r)
}

// eventArticle is the part of an articles row that events are made of.
type eventArticle struct {
	ArticleID   string     `parquet:"article_id"`
	Title       *string    `parquet:"title,optional,dict"`
	Outlet      *string    `parquet:"outlet,optional,dict"`
	PublishedAt *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	TextSketch  []byte     `parquet:"text_sketch"`
	EventSketch []byte     `parquet:"event_sketch"`
}

func (a *eventArticle) article() *event.Article {
	out := &event.Article{
		ID: strings.Clone(a.ArticleID), Day: event.Undated, Title: strings.Clone(text(a.Title)), Outlet: strings.Clone(text(a.Outlet)),
		Terms: slices.Clone(a.EventSketch), Text: slices.Clone(a.TextSketch),
	}
	if a.PublishedAt != nil {
		out.Day = event.Day(*a.PublishedAt)
	}
	return out
}

// EventArticle is an analysed article as WriteEvents reads it from the table articles.
func EventArticle(d *analysis.Document, sketch []byte) *event.Article {
	row := eventArticle{ArticleID: d.Article.ID, Title: &d.Article.Title, Outlet: &d.Article.Outlet, TextSketch: table.Sketch(d.Text), EventSketch: sketch}
	if !d.Article.PublishedAt.IsZero() {
		row.PublishedAt = &d.Article.PublishedAt
	}
	return row.article()
}

// Copied says by the sketches of two texts that one repeats the other, as the column duplicate_of has it.
func Copied(a, b []byte) bool {
	return len(a) == 2*table.SketchSize && len(b) == len(a) && similarity(a, b) >= alikeFrom
}

// eventBook counts what each event holds: about 200 bytes an event and 30 an article.
type eventBook struct {
	events []*eventCount
	of     map[uint64]eventPlace // by article
}

// eventPlace is where an article belongs.
type eventPlace struct {
	event *eventCount
	copy  bool
}

type eventCount struct {
	id, title   string
	first, last int32
	articles    int32
	copies      int32
	outlets     []string
	statements  int32
	sides       tally
	issues      tally
}

func (b *eventBook) add(e *event.Event) error {
	first := &e.Members[0]
	c := &eventCount{id: table.EventID(first.ID), title: e.Title, first: first.Day, last: first.Day}
	for _, m := range e.Members {
		b.of[hash64(m.ID)] = eventPlace{c, m.Copy}
		c.last = max(c.last, m.Day)
		if m.Copy {
			c.copies++
			continue
		}
		c.articles++
		if m.Outlet != "" && !slices.Contains(c.outlets, m.Outlet) {
			c.outlets = append(c.outlets, m.Outlet)
		}
	}
	b.events = append(b.events, c)
	return nil
}

// countStatements counts the statements of each event, by side and issue.
func (b *eventBook) countStatements(c *Corpus) error {
	type statement struct {
		StatementID    string   `parquet:"statement_id"`
		ArticleID      string   `parquet:"article_id,dict"`
		SideID         *string  `parquet:"side_id,optional,dict"`
		IssueID        *string  `parquet:"issue_id,optional,dict"`
		SpeakerIDs     []string `parquet:"speaker_ids,list"`
		Depth          int32    `parquet:"depth"`
		ReportPolarity string   `parquet:"report_polarity,dict"`
	}
	type spoken struct {
		event *eventCount
		actor string
	}
	names := interner{}
	var joint []spoken // by somebody whose side the statement does not name
	actors := map[string]*table.Actor{}
	if err := Each(c, "statements", func(s *statement) error {
		at, ok := b.of[hash64(s.ArticleID)]
		if !ok || at.copy || s.Depth > 0 || s.ReportPolarity == string(analysis.Hypothetical) {
			return nil
		}
		e := at.event
		e.statements++
		if s.IssueID != nil {
			e.issues.add(names.of(*s.IssueID))
		}
		if s.SideID != nil {
			e.sides.add(names.of(*s.SideID))
			return nil
		}
		if len(s.SpeakerIDs) > 1 {
			for _, id := range s.SpeakerIDs {
				joint = append(joint, spoken{e, names.of(id)})
				actors[names.of(id)] = nil
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := c.FindActors(actors); err != nil {
		return err
	}
	for _, j := range joint {
		if a := actors[j.actor]; a != nil && a.SideID != nil {
			j.event.sides.add(names.of(*a.SideID))
		}
	}
	return nil
}

func (e *eventCount) row() table.Event {
	row := table.Event{
		EventID: e.id, Title: name(e.title), NArticles: e.articles, NCopies: e.copies, NOutlets: int32(len(e.outlets)),
		NStatements: e.statements, Sides: e.sides.names(),
	}
	if issues := e.issues.names(); len(issues) > 0 {
		row.TopIssueID = &issues[0]
	}
	if e.first != event.Undated {
		first, last := event.Time(e.first), event.Time(e.last)
		row.FirstAt, row.LastAt = &first, &last
	}
	return row
}

// writeMembers writes event_articles, event by event in the order of the table events.
func (b *eventBook) writeMembers(r *Run) error {
	c, err := r.Corpus()
	if err != nil {
		return err
	}
	w := newWriter[table.EventArticle](r.dir, "event_articles", r.Meta(), table.Coarse)
	if err := w.open(); err != nil {
		return err
	}
	if err := Each(c, "articles", func(a *articleKey) error {
		at := b.of[hash64(a.ArticleID)]
		return w.write(table.EventArticle{EventID: at.event.id, ArticleID: a.ArticleID, IsCopy: at.copy})
	}); err != nil {
		w.abandon()
		return err
	}
	return w.close()
}

// tally counts a few names.
type tally []struct {
	name string
	n    int32
}

func (t *tally) add(name string) {
	for i := range *t {
		if (*t)[i].name == name {
			(*t)[i].n++
			return
		}
	}
	*t = append(*t, struct {
		name string
		n    int32
	}{name, 1})
}

// names gives the names, the most frequent first. Never nil.
func (t tally) names() []string {
	slices.SortFunc(t, func(x, y struct {
		name string
		n    int32
	}) int {
		return cmp.Or(cmp.Compare(y.n, x.n), strings.Compare(x.name, y.name))
	})
	names := make([]string, len(t))
	for i := range t {
		names[i] = t[i].name
	}
	return names
}
