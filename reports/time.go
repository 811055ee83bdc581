package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"readout/analysis/compare"
)

func (b *builder) timeline() {
	periods := map[string]bool{}
	issue := b.out.Lead.IssueID
	for key := range b.figures {
		if key.issue == issue && key.period != "" && key.side != "" {
			periods[key.period] = true
		}
	}
	t := &b.out.Timeline
	t.Issue = b.out.Lead.Name
	for p := range periods {
		t.Periods = append(t.Periods, p)
	}
	slices.Sort(t.Periods)
	for _, v := range b.out.Lead.Voices {
		line := Line{SideID: v.SideID, Name: v.Name, Index: v.Index}
		for _, p := range t.Periods {
			line.Points = append(line.Points, b.get(figureKey{issue: issue, side: v.SideID, period: p}).Outlook)
		}
		line.Change = b.change(v.SideID, t.Periods)
		t.Lines = append(t.Lines, line)
	}
}

// change says when a side's outlook in the lead changed by more than noise.
func (b *builder) change(side string, periods []string) string {
	c, ok := compare.ChangePoint(b.series(side, periods), compare.Config{}, b.out.Lead.IssueID+"\x1f"+side)
	if !ok || !c.Flagged() {
		return ""
	}
	how := "rose"
	if c.Difference < 0 {
		how = "fell"
	}
	return fmt.Sprintf("%s from %s to %s as of %s (n = %d before, %d after; p %s, corrected for the places where it could have been)",
		how, signed(c.MeanB), signed(c.MeanA), periods[c.At], c.NB, c.NA, pEquals(&c.P))
}

// series is the outlook of a side's words in the lead, each once, period by period.
func (b *builder) series(side string, periods []string) [][]compare.Unit {
	units := make([][]compare.Unit, len(periods))
	seen := map[string]bool{}
	g := granularity(periods)
	for i := range b.t.statements {
		s := &b.t.statements[i]
		if !s.counts() || s.Outlook == nil || s.PublishedAt == nil || seen[s.QuoteGroupID] ||
			b.out.Lead.IssueID != "" && value(s.IssueID) != b.out.Lead.IssueID || !slices.Contains(b.sidesOf(s), side) {
			continue
		}
		if k := slices.Index(periods, g.Name(*s.PublishedAt)); k >= 0 {
			seen[s.QuoteGroupID] = true
			units[k] = append(units[k], compare.Unit{Value: *s.Outlook, Cluster: s.ArticleID})
		}
	}
	return units
}

// granularity tells the length of periods from their names.
func granularity(periods []string) compare.Granularity {
	if len(periods) == 0 {
		return compare.Day
	}
	switch p := periods[0]; {
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
		if c.Agreement == nil || c.Dimension != "stance" || !b.within(c.SideA, maxAgreeing) || !b.within(c.SideB, maxAgreeing) {
			continue
		}
		b.out.Agreements = append(b.out.Agreements, Agreement{
			A: c.SideA, B: c.SideB, NameA: b.sideName(c.SideA), NameB: b.sideName(c.SideB),
			Value: *c.Agreement, Low: c.AgreementLow, High: c.AgreementHigh, Issues: int(c.SharedIssues),
		})
	}
	slices.SortStableFunc(b.out.Agreements, func(p, q Agreement) int { return cmp.Compare(q.Value, p.Value) })
}
