package reports

import (
	"math"

	"readout/analysis/compare"
)

// matterOf is how central each issue is to what was said: 1 for the one that most
// statements are on.
func matterOf(said []*statement) map[string]float64 {
	n := map[string]float64{}
	most := 0.0
	for _, s := range said {
		if s.IssueID != nil {
			n[*s.IssueID]++
			most = max(most, n[*s.IssueID])
		}
	}
	for id := range n {
		n[id] /= most
	}
	return n
}

// How well a statement shows a reading, beside what compare.Showing says of it.
const (
	onMatter     = 0.5 // worth of an issue that most of the event is on
	unnamed      = 0.6 // taken off where nobody is named,
	looseSide    = 0.3 // where the side is only the speaker's nationality or address,
	joint        = 0.3 // where others speak too,
	unsaid       = 1.0 // and of the doubt that it is a statement
	secondAtOnce = 0.3 // least outlook of a second quotation
)

// telling chooses the one or two statements that show a reading best.
func (b opener) telling(said []*statement, r *Reading, matter map[string]float64) []Quote {
	sign := 1.0
	if r.Outlook.Mean != nil && *r.Outlook.Mean < 0 {
		sign = -1
	}
	worth := func(s *statement) float64 {
		o := s.observation()
		dim := 0
		if r.Outlook.Mean == nil {
			dim = 1
		}
		w := compare.Showing(&o, dim, sign) + onMatter*matter[value(s.IssueID)]
		if s.ActorID == nil {
			w -= unnamed
		}
		if basis := value(s.SideBasis); basis == "nationality" || basis == "metonym" {
			w -= looseSide
		}
		if len(s.SpeakerIDs) > 1 {
			w -= joint
		}
		if s.Validity != nil {
			w -= unsaid * (1 - *s.Validity)
		}
		return w
	}
	var best, second *statement
	bestWorth, secondWorth := math.Inf(-1), math.Inf(-1)
	for _, s := range said {
		if w := worth(s); w > bestWorth {
			best, bestWorth = s, w
		}
	}
	if best == nil {
		return []Quote{}
	}
	for _, s := range said {
		if s == best || s.QuoteGroupID == best.QuoteGroupID || s.ArticleID == best.ArticleID && s.SentenceStart == best.SentenceStart || s.Outlook == nil || sign**s.Outlook < secondAtOnce {
			continue
		}
		w := worth(s)
		if value(s.ActorID) == value(best.ActorID) {
			w -= joint // somebody else shows more
		}
		if w > secondWorth {
			second, secondWorth = s, w
		}
	}
	quotes := []Quote{b.quote(best, r.SideID)}
	if second != nil && len(said) > 2 {
		quotes = append(quotes, b.quote(second, r.SideID))
	}
	return quotes
}
