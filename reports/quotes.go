package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/run"
	"readout/data/table"
)

// quote is a statement as said by one of its sides; show gives it its words.
func (b *builder) quote(s *statement, side string) Quote {
	q := Quote{
		ID: s.StatementID, SideID: side, IssueID: value(s.IssueID), Frame: cleaned(s.Frame),
		Outlook: s.Outlook, Stance: s.Stance, Sentiment: s.Sentiment, Certainty: s.Certainty,
		Confidence: s.AttributionConfidence, Copies: b.copies[s.QuoteGroupID],
		Outlet: cleaned(s.Outlet), Published: s.PublishedAt,
		SideIndex: -1,
	}
	if side != "" {
		q.Side = b.sideName(side)
		q.SideIndex = b.side[side]
	}
	if q.IssueID != "" {
		q.Issue = b.issueName(q.IssueID)
	}
	return q
}

// listing chooses the rows of the statement table: all, or the surest.
func (b *builder) listing() {
	var rows []int
	for i := range b.t.statements {
		if b.t.statements[i].counts() {
			rows = append(rows, i)
		}
	}
	b.out.Statements.Total = len(rows)
	if len(rows) > maxRows {
		slices.SortStableFunc(rows, func(x, y int) int {
			return cmp.Compare(b.t.statements[y].weight(), b.t.statements[x].weight())
		})
		rows = rows[:maxRows]
		slices.Sort(rows)
	}
	for _, i := range rows {
		s := &b.t.statements[i]
		b.out.Statements.Rows = append(b.out.Statements.Rows, b.quote(s, value(s.SideID)))
	}
}

// weight is how much a row says: who, on what, with which scores, how surely.
func (s *statement) weight() float64 {
	w := s.AttributionConfidence
	for _, has := range [...]bool{s.SideID != nil, s.IssueID != nil, s.Outlook != nil, s.Stance != nil} {
		if has {
			w++
		}
	}
	return w
}

// voiceQuotes chooses for each voice of the lead the statement that shows its
// outlook best, its stance where it has no outlook.
func (b *builder) voiceQuotes() {
	l := &b.out.Lead
	for i := range l.Voices {
		v := &l.Voices[i]
		dim, mean := 0, v.Figures.Outlook.Mean
		if mean == nil {
			dim, mean = 1, v.Figures.Stance.Mean
		}
		sign := 1.0
		if mean != nil && *mean < 0 {
			sign = -1
		}
		var best *statement
		bestScore := math.Inf(-1)
		for k := range b.t.statements {
			s := &b.t.statements[k]
			if !b.said(s, v) {
				continue
			}
			o := s.observation()
			if score := compare.Showing(&o, dim, sign); score > bestScore {
				best, bestScore = s, score
			}
		}
		if best != nil {
			q := b.quote(best, v.SideID)
			v.Quote = &q
		}
	}
}

func (s *statement) observation() compare.Observation {
	o := compare.Observation{
		Confidence: s.AttributionConfidence, Quoted: s.QuotedFraction,
		Length: int(s.ContentEnd - s.ContentStart), Floating: s.IsFloating,
	}
	for i, x := range s.scores() {
		o.Scores[i] = math.NaN()
		if x != nil {
			o.Scores[i] = *x
		}
	}
	return o
}

// quotes chooses the quotes of the voices and gives all quotes their words.
func (b *builder) quotes(c *run.Corpus) error {
	b.voiceQuotes()
	var all []unread
	for i := range b.out.Lead.Voices {
		if q := b.out.Lead.Voices[i].Quote; q != nil {
			dim := "outlook"
			if q.Outlook == nil {
				dim = "stance"
			}
			all = append(all, unread{q, []string{dim}})
		}
	}
	b.out.Pairs = slices.DeleteFunc(b.out.Pairs, func(p Pair) bool { return b.shownAbove(p.A.ID) && b.shownAbove(p.B.ID) })
	for i := range b.out.Pairs {
		p := &b.out.Pairs[i]
		all = append(all, unread{&p.A, []string{p.Difference.Dimension}}, unread{&p.B, []string{p.Difference.Dimension}})
	}
	for i := range b.out.Statements.Rows {
		all = append(all, unread{&b.out.Statements.Rows[i], []string{"outlook", "stance"}})
	}
	return b.show(c, all)
}

// unread is a quote without its words, and the scores whose words it marks.
type unread struct {
	quote *Quote
	dims  []string
}

// show reads the words and the evidence of quotes and cuts each into segments.
func (b *builder) show(c *run.Corpus, quotes []unread) error {
	texts, evidence, articles := map[string]*shownText{}, map[string][]table.Evidence{}, map[string]bool{}
	for _, u := range quotes {
		texts[u.quote.ID] = nil
		articles[b.byID[u.quote.ID].ArticleID] = true
	}
	of := func(article string) bool { return articles[article] }
	if err := run.EachOf(c, "statements", of, func(t *shownText) error {
		if _, ok := texts[t.StatementID]; ok {
			found := *t
			texts[t.StatementID] = &found
		}
		return nil
	}); err != nil {
		return err
	}
	if err := run.EachOf(c, "evidence", of, func(e *table.Evidence) error {
		if _, ok := texts[e.StatementID]; ok {
			evidence[e.StatementID] = append(evidence[e.StatementID], *e)
		}
		return nil
	}); err != nil {
		return err
	}
	for _, u := range quotes {
		t := texts[u.quote.ID]
		if t == nil {
			return fmt.Errorf("statement %s: gone from the tables while they were read", u.quote.ID)
		}
		u.quote.words(t)
		u.quote.segment(t, evidence[u.quote.ID], u.dims...)
	}
	return nil
}

// words fills in what a quote says and of whom.
func (q *Quote) words(t *shownText) {
	q.Speaker, q.Role, q.Cue, q.Form = cleaned(t.ActorName), cleaned(t.ActorRole), cleaned(t.Cue), clean(t.SpeechType)
	q.Title, q.URL = cleaned(t.Title), webLink(t.URL)
	if q.Speaker == "" {
		q.Speaker = cleaned(t.Source)
	}
}

// score is the score of a dimension, nil for none.
func (q *Quote) score(dim string) *float64 {
	switch analysis.Dimension(dim) {
	case analysis.Outlook:
		return q.Outlook
	case analysis.Stance:
		return q.Stance
	case analysis.Sentiment:
		return q.Sentiment
	}
	return q.Certainty
}

// shownAbove says that a statement stands beside its voice already.
func (b *builder) shownAbove(id string) bool {
	return slices.ContainsFunc(b.out.Lead.Voices, func(v Voice) bool { return v.Quote != nil && v.Quote.ID == id })
}
