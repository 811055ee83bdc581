package coding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"readout/data/run"
	"readout/data/table"
)

// population is everything that may be drawn.
type population struct {
	statements, candidates, paragraphs []unit
	sides                              []string
	covered                            map[string][][2]int32 // by article: spans of statements and candidates, in code points
}

// measuredRow is the columns of a statement that sampling needs.
type measuredRow struct {
	StatementID           string     `parquet:"statement_id"`
	ArticleID             string     `parquet:"article_id,dict"`
	VersionID             string     `parquet:"version_id,dict"`
	Content               string     `parquet:"content"`
	ContentStart          int32      `parquet:"content_start"`
	ContentEnd            int32      `parquet:"content_end"`
	SentenceStart         int32      `parquet:"sentence_start"`
	Paragraph             int32      `parquet:"paragraph"`
	ReportPolarity        string     `parquet:"report_polarity,dict"`
	Source                *string    `parquet:"source,optional,dict"`
	Cue                   *string    `parquet:"cue,optional,dict"`
	AttributionConfidence float64    `parquet:"attribution_confidence"`
	ActorID               *string    `parquet:"actor_id,optional,dict"`
	ActorName             *string    `parquet:"actor_name,optional,dict"`
	SideID                *string    `parquet:"side_id,optional,dict"`
	SpeakerIDs            []string   `parquet:"speaker_ids,list"`
	Depth                 int32      `parquet:"depth"`
	IssueID               *string    `parquet:"issue_id,optional,dict"`
	OutlookConfidence     *float64   `parquet:"outlook_confidence,optional"`
	Validity              *float64   `parquet:"validity,optional"`
	PublishedAt           *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	Outlet                *string    `parquet:"outlet,optional,dict"`
	Title                 *string    `parquet:"title,optional,dict"`
}

// readPopulation reads the population of a question from the measured tables.
func readPopulation(c *run.Corpus, q *Question) (*population, error) {
	p := &population{covered: map[string][][2]int32{}}
	positions := map[string][]table.Position{}
	if err := run.Each(c, "positions", func(r *table.Position) error {
		positions[r.StatementID] = append(positions[r.StatementID], *r)
		return nil
	}); err != nil {
		return nil, err
	}
	events, err := eventsOf(c)
	if err != nil {
		return nil, err
	}
	cells := map[string]int{}
	var keys [][]string // strata of each statement
	sides := map[string]int{}
	if err := run.Each(c, "statements", func(r *measuredRow) error {
		p.cover(r)
		if r.Depth > 0 || r.ReportPolarity == "hypothetical" || !q.wants(r, positions[r.StatementID], events[r.ArticleID]) {
			return nil
		}
		if r.SideID != nil {
			sides[*r.SideID]++
		}
		k := q.cells(r, positions[r.StatementID], events[r.ArticleID])
		for _, cell := range k {
			cells[cell]++
		}
		keys = append(keys, k)
		u := r.unit()
		u.size = 0.5 + uncertainty(r, positions[r.StatementID])
		p.statements = append(p.statements, u)
		return nil
	}); err != nil {
		return nil, err
	}
	for i := range p.statements {
		u := &p.statements[i]
		u.Stratum = slices.MinFunc(keys[i], func(a, b string) int { return cells[a] - cells[b] })
		u.size /= math.Sqrt(float64(cells[u.Stratum]))
	}
	if err := run.Each(c, "candidates", func(r *measuredRow) error {
		p.cover(r)
		if !q.wants(r, nil, events[r.ArticleID]) {
			return nil
		}
		u := r.unit()
		u.Stratum, u.size = run.KindCandidate, 0.5+uncertainty(r, nil)
		p.candidates = append(p.candidates, u)
		return nil
	}); err != nil {
		return nil, err
	}
	for side := range sides {
		p.sides = append(p.sides, side)
	}
	slices.SortFunc(p.sides, func(a, b string) int { return cmp.Or(sides[b]-sides[a], strings.Compare(a, b)) })
	p.sides = p.sides[:min(len(p.sides), shownSides)]
	return p, p.readParagraphs(c, q, events)
}

func (p *population) cover(r *measuredRow) {
	p.covered[r.ArticleID] = append(p.covered[r.ArticleID], [2]int32{min(r.SentenceStart, r.ContentStart), r.ContentEnd})
}

func (r *measuredRow) unit() unit {
	return unit{Item: Item{
		Draw: table.Draw{
			StatementID: r.StatementID, ArticleID: r.ArticleID, VersionID: r.VersionID, Paragraph: r.Paragraph, ContentHash: table.TextHash(r.Content),
		},
		Start: int(r.ContentStart), End: int(r.ContentEnd), Words: r.Content, Source: text(r.Source), Cue: text(r.Cue),
		Actor: text(r.ActorName), ActorID: text(r.ActorID), Side: text(r.SideID), Outlet: text(r.Outlet), Title: text(r.Title), PublishedAt: r.PublishedAt,
	}}
}

// wants reports whether a statement meets the restrictions of the question.
func (q *Question) wants(r *measuredRow, positions []table.Position, event string) bool {
	return (q.Event == "" || q.Event == event) &&
		(q.Proposition == "" || slices.ContainsFunc(positions, func(p table.Position) bool { return p.PropositionID == q.Proposition })) &&
		(q.Actor == "" || slices.Contains(r.SpeakerIDs, q.Actor)) && (q.Outlet == "" || q.Outlet == text(r.Outlet)) &&
		(q.Issue == "" || q.Issue == text(r.IssueID)) && (len(q.Sides) == 0 || slices.Contains(q.Sides, text(r.SideID))) && q.within(r.PublishedAt)
}

func (q *Question) within(at *time.Time) bool {
	return (q.From.IsZero() || at != nil && !at.Before(q.From)) && (q.To.IsZero() || at != nil && at.Before(q.To.AddDate(0, 0, 1)))
}

// cells gives the strata of a statement: one for each of its positions.
func (q *Question) cells(r *measuredRow, positions []table.Position, event string) []string {
	name := func(position string) string {
		var parts []string
		for _, by := range q.By {
			switch by {
			case "side":
				parts = append(parts, orDash(text(r.SideID)))
			case "proposition":
				parts = append(parts, position)
			case "event":
				parts = append(parts, orDash(event))
			}
		}
		return orDash(strings.Join(parts, "/"))
	}
	if len(positions) == 0 {
		return []string{name("-")}
	}
	var all []string
	for _, p := range positions {
		all = append(all, name(p.PropositionID+" "+p.Position))
	}
	return all
}

// uncertainty is how uncertain the measurement of a statement is, 0 (certain) to 1: the greatest
// of one minus the probability of a position, one minus the confidence of the outlook, and, for
// validity, 1 at one half falling to 0 at 0 and 1.
func uncertainty(r *measuredRow, positions []table.Position) float64 {
	most := 0.0
	for _, p := range positions {
		most = max(most, 1-p.Probability)
	}
	if r.OutlookConfidence != nil {
		most = max(most, 1-*r.OutlookConfidence)
	}
	if r.Validity != nil {
		most = max(most, 1-math.Abs(2**r.Validity-1))
	}
	return min(1, most)
}

// shownSides is the number of sides that a sheet offers for choice; others are typed.
const shownSides = 16

// leastWords is the least number of words of a paragraph that may be drawn.
const leastWords = 8

// readParagraphs adds the paragraphs without a statement or candidate.
func (p *population) readParagraphs(c *run.Corpus, q *Question, events map[string]string) error {
	type row struct {
		ArticleID   string     `parquet:"article_id"`
		VersionID   string     `parquet:"version_id"`
		Text        string     `parquet:"text"`
		Outlet      *string    `parquet:"outlet,optional,dict"`
		Title       *string    `parquet:"title,optional,dict"`
		PublishedAt *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	}
	if q.Proposition != "" || q.Actor != "" || q.Issue != "" || len(q.Sides) > 0 { // paragraphs have none of these attributes
		return nil
	}
	return run.Each(c, "articles", func(a *row) error {
		if q.Event != "" && events[a.ArticleID] != q.Event || q.Outlet != "" && text(a.Outlet) != q.Outlet || !q.within(a.PublishedAt) {
			return nil
		}
		at := 0
		for i, words := range strings.SplitAfter(a.Text, "\n") {
			start := at
			at += utf8.RuneCountInString(words)
			words = strings.TrimRight(words, "\n")
			if len(strings.Fields(words)) < leastWords || slices.ContainsFunc(p.covered[a.ArticleID], func(s [2]int32) bool { return int(s[0]) < at && start < int(s[1]) }) {
				continue
			}
			sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%d", a.ArticleID, a.VersionID, start))
			words = strings.Clone(words)
			p.paragraphs = append(p.paragraphs, unit{size: 1, Item: Item{
				Draw: table.Draw{
					StatementID: "p-" + hex.EncodeToString(sum[:8]), ArticleID: strings.Clone(a.ArticleID), VersionID: strings.Clone(a.VersionID),
					Paragraph: int32(i), ContentHash: table.TextHash(words), Stratum: run.KindParagraph,
				},
				Start: start, End: start + utf8.RuneCountInString(words), Words: words, Outlet: text(a.Outlet), Title: text(a.Title), PublishedAt: a.PublishedAt,
			}})
		}
		return nil
	})
}

// eventsOf gives the event of each article, as of the last run.
func eventsOf(c *run.Corpus) (map[string]string, error) {
	events := map[string]string{}
	err := run.Each(c.Last(), "event_articles", func(r *table.EventArticle) error {
		events[r.ArticleID] = r.EventID
		return nil
	})
	return events, err
}

// Length of the context that a coder sees before and after an item, in code points.
const (
	before = 700
	after  = 350
)

// showItems fills in the context of items.
func showItems(c *run.Corpus, items []Item) error {
	wanted := map[string][]*Item{}
	for i := range items {
		wanted[items[i].ArticleID] = append(wanted[items[i].ArticleID], &items[i])
	}
	type row struct {
		ArticleID string `parquet:"article_id"`
		Text      string `parquet:"text"`
	}
	return run.EachOf(c, "articles", func(id string) bool { return wanted[id] != nil }, func(a *row) error {
		runes := []rune(a.Text)
		for _, it := range wanted[a.ArticleID] {
			if it.Start < 0 || it.End > len(runes) || it.Start > it.End {
				return fmt.Errorf("%s: not inside the text of article %s", it.StatementID, a.ArticleID)
			}
			it.Before = wholeWords(string(runes[max(0, it.Start-before):it.Start]), it.Start > before, false)
			it.After = wholeWords(string(runes[it.End:min(len(runes), it.End+after)]), false, it.End+after < len(runes))
		}
		return nil
	})
}

// wholeWords removes the word that was cut in two at an end of a text.
func wholeWords(s string, front, back bool) string {
	if k := strings.IndexAny(s, " \n"); front && k >= 0 {
		s = "… " + s[k+1:]
	}
	if k := strings.LastIndexAny(s, " \n"); back && k >= 0 {
		s = s[:k] + " …"
	}
	return s
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
