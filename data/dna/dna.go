// Package dna exchanges statements with Discourse Network Analyzer (Leifeld
// 2017): it writes the event list that rDNA and other tools read, and reads one
// that people coded by hand, to compare it with the tables.
package dna

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"readout/data/run"
	"readout/data/table"
)

// Event is one position of one speaker on one proposition. A string that is empty is
// unknown.
type Event struct {
	StatementID  string
	Time         time.Time // zero for unknown
	Person       string    // the speaker, where it is one
	Organization string    // whom the person speaks for; the speaker, where it is no person
	Concept      string    // the sentence of the proposition
	Agreement    *bool     // nil where the statement takes no position
	Start, Stop  int       // code points of the text, half-open; both 0 for unknown
	Text         string
	Coder        string

	DocumentID, DocumentTitle, DocumentAuthor, DocumentSource string
	DocumentSection, DocumentType                             string
}

// columns are the names that Discourse Network Analyzer gives them, in its order.
var columns = [...]string{
	"statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position", "text", "coder",
	"document_id", "document_title", "document_author", "document_source", "document_section", "document_type",
}

const timeFormat = "2006-01-02 15:04:05"

// Export writes the events of a corpus that have an agreement and a speaker as CSV, in
// input order, and gives their number. They are the rows of the view dna_events, with an
// apostrophe before what a spreadsheet would take for a formula (table.Cell).
func Export(c *run.Corpus, w io.Writer) (int, error) {
	out := csv.NewWriter(w)
	if err := out.Write(columns[:]); err != nil {
		return 0, err
	}
	n := 0
	for e, err := range Events(c) {
		if err != nil {
			return n, err
		}
		if e.Agreement == nil {
			continue
		}
		if err := out.Write(e.record()); err != nil {
			return n, err
		}
		n++
	}
	out.Flush()
	return n, out.Error()
}

func (e *Event) record() []string {
	at, agreement := "", "0"
	if !e.Time.IsZero() {
		at = e.Time.UTC().Format(timeFormat)
	}
	if *e.Agreement {
		agreement = "1"
	}
	cells := []string{
		e.StatementID, at, e.Person, e.Organization, e.Concept, agreement, strconv.Itoa(e.Start), strconv.Itoa(e.Stop), e.Text, e.Coder,
		e.DocumentID, e.DocumentTitle, e.DocumentAuthor, e.DocumentSource, e.DocumentSection, e.DocumentType,
	}
	for i := range cells {
		cells[i] = table.Cell(cells[i])
	}
	return cells
}

type statementRow struct {
	StatementID      string     `parquet:"statement_id"`
	ArticleID        string     `parquet:"article_id,dict"`
	Content          string     `parquet:"content"`
	ContentStart     int32      `parquet:"content_start"`
	ContentEnd       int32      `parquet:"content_end"`
	SpeakerIDs       []string   `parquet:"speaker_ids,list"`
	OrganizationName *string    `parquet:"organization_name,optional,dict"`
	PublishedAt      *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	Outlet           *string    `parquet:"outlet,optional,dict"`
	Title            *string    `parquet:"title,optional,dict"`
	EngineVersion    string     `parquet:"engine_version,dict"`
}

type articleRow struct {
	ArticleID string  `parquet:"article_id"`
	Author    *string `parquet:"author,optional,dict"`
}

// Events gives every position of every speaker of a corpus, and an event without
// agreement for each speaker of a statement that takes none, in input order. It reads
// three tables side by side and holds a row of each. The sequence ends at the first error.
func Events(c *run.Corpus) iter.Seq2[*Event, error] {
	return func(yield func(*Event, error) bool) {
		if err := events(c, func(e *Event) bool { return yield(e, nil) }); err != nil {
			yield(nil, err)
		}
	}
}

func events(c *run.Corpus, yield func(*Event) bool) error {
	n, err := namesOf(c)
	if err != nil {
		return err
	}
	articles := follow(c, "articles", func(r *articleRow) string { return r.ArticleID })
	defer articles.stop()
	positions := follow(c, "positions", func(p *table.Position) string { return p.StatementID })
	defer positions.stop()
	stop := errors.New("enough")
	err = run.Each(c, "statements", func(s *statementRow) error {
		a, err := articles.to(s.ArticleID)
		if err != nil {
			return err
		}
		taken := []table.Position{}
		for {
			p, err := positions.at(s.StatementID)
			if err != nil {
				return err
			}
			if p == nil {
				break
			}
			taken = append(taken, *p)
		}
		for _, who := range s.SpeakerIDs {
			for _, e := range speak(who, s, taken, n) {
				e.DocumentAuthor = str(a.Author)
				if !yield(e) {
					return stop
				}
			}
		}
		return nil
	})
	if errors.Is(err, stop) {
		return nil
	}
	return err
}

// names is what ids stand for.
type names struct {
	actors       map[string]table.Actor
	propositions map[string]string
}

func namesOf(c *run.Corpus) (names, error) {
	n := names{map[string]table.Actor{}, map[string]string{}}
	actors, err := c.Actors()
	if err != nil {
		return n, err
	}
	for _, a := range actors {
		n.actors[a.ActorID] = a
	}
	propositions, err := c.Propositions()
	if err != nil {
		return n, err
	}
	for _, p := range propositions {
		n.propositions[p.PropositionID] = p.Text
	}
	return n, nil
}

// speak gives the events of one speaker of a statement: one a position, or one
// without agreement.
func speak(who string, s *statementRow, taken []table.Position, n names) []*Event {
	base := Event{
		StatementID: s.StatementID, Start: int(s.ContentStart), Stop: int(s.ContentEnd), Text: s.Content, Coder: "readout " + s.EngineVersion,
		DocumentID: s.ArticleID, DocumentTitle: str(s.Title), DocumentSource: str(s.Outlet), DocumentType: "article",
	}
	if s.PublishedAt != nil {
		base.Time = *s.PublishedAt
	}
	switch a, ok := n.actors[who]; {
	case !ok:
		return nil
	case a.Kind != "person":
		base.Organization = a.Name
	default:
		base.Person = a.Name
		if who == s.SpeakerIDs[0] { // the statement's organization is its first speaker's
			base.Organization = str(s.OrganizationName)
		}
	}
	if len(taken) == 0 {
		return []*Event{&base}
	}
	all := make([]*Event, len(taken))
	for i := range taken {
		e, yes := base, taken[i].Position == "agree"
		e.Agreement = &yes
		e.Concept = cmp.Or(n.propositions[taken[i].PropositionID], taken[i].PropositionID)
		all[i] = &e
	}
	return all
}

func str(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// follower walks a table beside another that is in the same order.
type follower[T any] struct {
	name string
	next func() (T, error, bool)
	stop func()
	key  func(*T) string
	row  T
	on   bool // row is there and was not used up
	end  bool
}

func follow[T any](c *run.Corpus, name string, key func(*T) string) *follower[T] {
	f := &follower[T]{name: name, key: key}
	f.next, f.stop = iter.Pull2(func(yield func(T, error) bool) {
		stop := errors.New("enough")
		err := run.Each(c, name, func(r *T) error {
			if !yield(*r, nil) {
				return stop
			}
			return nil
		})
		if err != nil && !errors.Is(err, stop) {
			var none T
			yield(none, err)
		}
	})
	return f
}

// to goes forward to the row with the key.
func (f *follower[T]) to(key string) (*T, error) {
	for !f.on || f.key(&f.row) != key {
		row, err, ok := f.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fmt.Errorf("%s: no row %s in the place where other tables have it", f.name, key)
		}
		f.row, f.on = row, true
	}
	return &f.row, nil
}

// at gives the next row where it has the key, nil where it has another or there is none.
func (f *follower[T]) at(key string) (*T, error) {
	if !f.on && !f.end {
		row, err, ok := f.next()
		if err != nil {
			return nil, err
		}
		f.row, f.on, f.end = row, ok, !ok
	}
	if !f.on || f.key(&f.row) != key {
		return nil, nil
	}
	f.on = false
	return &f.row, nil
}

// Read reads an event list as CSV, with commas or semicolons and with the names
// of Discourse Network Analyzer 2 and 3 for the columns, in any order. Columns
// that it lacks are unknown; without a document or anything that was coded it is
// an error. Errors name the line.
func Read(r io.Reader) ([]Event, error) {
	in, err := table.NewSheetReader(r, canonical)
	if err != nil {
		return nil, err
	}
	if !in.Has("document_id") && !in.Has("document_title") {
		return nil, fmt.Errorf("line 1: neither document_id nor document_title among the columns %s", strings.Join(in.Header, ", "))
	}
	var all []Event
	for {
		if err := in.Next(); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		e, err := parse(in.Get)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", in.Line, err)
		}
		all = append(all, e)
	}
}

// canonical maps the column names that are in use to those of the export.
func canonical(name string) string {
	n := strings.Join(strings.FieldsFunc(strings.ToLower(strings.Trim(name, "\ufeff \"")), func(r rune) bool {
		return r == ' ' || r == '_' || r == '-' || r == '.'
	}), "_")
	switch n {
	case "id":
		return "statement_id"
	case "start":
		return "start_position"
	case "stop", "end", "end_position":
		return "stop_position"
	case "docid":
		return "document_id"
	case "title":
		return "document_title"
	case "source":
		return "document_source"
	case "author":
		return "document_author"
	}
	return n
}

func parse(get func(string) string) (Event, error) {
	e := Event{
		StatementID: get("statement_id"), Person: get("person"), Organization: get("organization"), Concept: get("concept"),
		Text: get("text"), Coder: get("coder"), DocumentID: get("document_id"), DocumentTitle: get("document_title"),
		DocumentAuthor: get("document_author"), DocumentSource: get("document_source"),
		DocumentSection: get("document_section"), DocumentType: get("document_type"),
	}
	switch v := strings.ToLower(get("agreement")); v {
	case "1", "yes", "true", "agree", "favor":
		yes := true
		e.Agreement = &yes
	case "0", "no", "false", "disagree", "against":
		no := false
		e.Agreement = &no
	case "", "na":
	default:
		return e, fmt.Errorf("agreement %q is neither 1 nor 0", v)
	}
	for _, p := range []struct {
		name string
		into *int
	}{{"start_position", &e.Start}, {"stop_position", &e.Stop}} {
		v := get(p.name)
		if v == "" {
			continue
		}
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 {
			return e, fmt.Errorf("%s %q is no position", p.name, v)
		}
		*p.into = n
	}
	for _, layout := range []string{timeFormat, time.RFC3339, "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.Parse(layout, get("time")); err == nil {
			e.Time = t
			break
		}
	}
	return e, nil
}
