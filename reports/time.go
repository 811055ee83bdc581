package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"readout/analysis/compare"
)

// maxPeriods is how many periods a timeline has at most: more than the finest
// that fits the bulk of the corpus gives, because of strays far from it.
const maxPeriods = 60

func (b *builder) timeline() {
	t := &b.out.Timeline
	t.Issue = b.out.Lead.Name
	if b.out.Lead.By == bySpeaker || b.out.Lead.Apart {
		return
	}
	t.Periods = b.periods()
	for _, v := range b.out.Lead.Voices {
		line := Line{SideID: v.SideID, Name: v.Name, Index: v.Index}
		for _, p := range t.Periods {
			line.Points = append(line.Points, b.get(figureKey{issue: b.out.Lead.IssueID, side: v.SideID, period: p}).Outlook)
		}
		b.change(&line, t.Periods)
		t.Lines = append(t.Lines, line)
	}
}

// periods is every period from the first that a voice was heard in to the last,
// those without statements too, so that time is drawn to scale. Where that would
// be too many, the quiet ones at the ends are left out: the strays of a corpus.
func (b *builder) periods() []string {
	var times []time.Time
	for i := range b.t.statements {
		s := &b.t.statements[i]
		if s.PublishedAt != nil && slices.ContainsFunc(b.out.Lead.Voices, func(v Voice) bool { return b.said(s, &v) }) {
			times = append(times, *s.PublishedAt)
		}
	}
	if len(times) == 0 {
		return nil
	}
	slices.SortFunc(times, time.Time.Compare)
	g := b.granularity()
	for cut := 0; ; cut = 1 + 2*cut {
		if 2*cut >= len(times) {
			return nil
		}
		var names []string
		last := g.Name(times[len(times)-1-cut])
		for at := times[cut]; ; at = at.AddDate(0, 0, 1) {
			name := g.Name(at)
			if len(names) == 0 || names[len(names)-1] != name {
				names = append(names, name)
			}
			if name >= last || len(names) > maxPeriods {
				break
			}
		}
		if len(names) <= maxPeriods {
			return names
		}
	}
}

// granularity is the length of the periods in the summary table.
func (b *builder) granularity() compare.Granularity {
	for key := range b.figures {
		if key.period != "" {
			return granularity(key.period)
		}
	}
	return compare.Day
}

// change says when a side's outlook in the lead changed by more than noise.
func (b *builder) change(l *Line, periods []string) {
	c, ok := compare.ChangePoint(b.series(l.SideID, periods), compare.Config{}, b.out.Lead.IssueID+"\x1f"+l.SideID)
	if l.Looked = ok; !ok || !c.Flagged() {
		return
	}
	how := "rose"
	if c.Difference < 0 {
		how = "fell"
	}
	l.Break = &c.At
	l.Change = fmt.Sprintf("%s from %s to %s as of %s (n = %d before, %d after; 95 %% interval of the change %s; p %s, corrected for the places where it could have been)",
		how, signed(c.MeanB), signed(c.MeanA), periods[c.At], c.NB, c.NA, bounds(&c.Low, &c.High), pEquals(&c.P))
}

// series is the outlook of a side's words in the lead, each once, period by period.
func (b *builder) series(side string, periods []string) [][]compare.Unit {
	g := b.granularity()
	said := make([][]*statement, len(periods))
	v := Voice{SideID: side}
	for i := range b.t.statements {
		s := &b.t.statements[i]
		if s.PublishedAt == nil || !b.said(s, &v) {
			continue
		}
		if k := slices.Index(periods, g.Name(*s.PublishedAt)); k >= 0 {
			said[k] = append(said[k], s)
		}
	}
	units := make([][]compare.Unit, len(periods))
	seen := map[string]bool{} // words that an earlier period has
	for k := range said {
		said[k] = slices.DeleteFunc(said[k], func(s *statement) bool { return seen[s.QuoteGroupID] })
		for _, s := range said[k] {
			seen[s.QuoteGroupID] = true
		}
		units[k] = b.units(said[k], side, 0)
	}
	return units
}

// granularity tells the length of a period from its name.
func granularity(p string) compare.Granularity {
	switch {
	case strings.Contains(p, "W"):
		return compare.Week
	case strings.Contains(p, "Q"):
		return compare.Quarter
	case len(p) == len("2006-01-02"):
		return compare.Day
	case len(p) == len("2006-01"):
		return compare.Month
	}
	return compare.Year
}

// agreements is what the comparisons say of every two of the largest sides over
// the issues of both.
func (b *builder) agreements() {
	for i := range b.t.comparisons {
		c := &b.t.comparisons[i]
		if c.Agreement == nil || c.AgreementLow == nil || c.Dimension != "stance" || !b.within(c.SideA, maxAgreeing) || !b.within(c.SideB, maxAgreeing) {
			continue
		}
		b.out.Agreements = append(b.out.Agreements, Agreement{
			A: c.SideA, B: c.SideB, NameA: b.sideName(c.SideA), NameB: b.sideName(c.SideB),
			Value: *c.Agreement, Low: c.AgreementLow, High: c.AgreementHigh, Issues: int(c.SharedIssues),
		})
	}
	slices.SortStableFunc(b.out.Agreements, func(p, q Agreement) int { return cmp.Compare(q.Value, p.Value) })
}
