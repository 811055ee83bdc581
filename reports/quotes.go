package reports

import (
	"fmt"
	"math"

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
		q.Speaker, q.Role = b.voiceOf(s, side)
	}
	if q.IssueID != "" {
		q.Issue = b.issueName(q.IssueID)
	}
	return q
}

// voiceOf is the name and the role of the first of several speakers who is of a side, where
// the statement's actor is of another; else "".
func (b *builder) voiceOf(s *statement, side string) (name, role string) {
	if len(s.SpeakerIDs) < 2 || value(s.SideID) == side {
		return "", ""
	}
	for _, id := range s.SpeakerIDs {
		if a := b.t.actors[id]; a.side == side {
			return a.name, a.role
		}
	}
	return "", ""
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

// quotes gives the quotations of all readings their words.
func (b *builder) quotes(c *run.Corpus) error {
	var all []unread
	add := func(voices []Reading) {
		for i := range voices {
			for k := range voices[i].Quotes {
				q := &voices[i].Quotes[k]
				dim := analysis.Outlook
				if q.Outlook == nil {
					dim = analysis.Stance
				}
				all = append(all, unread{q, []analysis.Dimension{dim}})
			}
		}
	}
	add(b.out.Lead.Voices)
	for i := range b.out.Events.Shown {
		add(b.out.Events.Shown[i].Readings)
	}
	return b.show(c, all)
}

// unread is a quote without its words, and the scores whose words it marks.
type unread struct {
	quote *Quote
	dims  []analysis.Dimension
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
	q.Cue, q.Form = cleaned(t.Cue), clean(t.SpeechType)
	q.Title, q.URL = cleaned(t.Title), webLink(t.URL)
	if q.Speaker == "" {
		q.Speaker = cleaned(t.ActorName)
		q.Role = roleBeside(q.Speaker, cleaned(t.ActorRole))
	}
	if q.Speaker == "" {
		q.Speaker = cleaned(t.Source)
	}
}

// score is the score of a dimension, nil for none.
func (q *Quote) score(dim analysis.Dimension) *float64 {
	switch dim {
	case analysis.Outlook:
		return q.Outlook
	case analysis.Stance:
		return q.Stance
	case analysis.Sentiment:
		return q.Sentiment
	}
	return q.Certainty
}
