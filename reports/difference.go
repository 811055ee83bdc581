package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"readout/data/table"
)

// Verdicts on a difference.
const (
	moreThanNoise = "more than noise"
	couldBeNoise  = "could be noise"
	tooFew        = "too few for a verdict"
)

// compare chooses what the comparisons table says of the largest sides over all
// times, in the order in which a reader should see it. Two sides that share no
// issue are not compared over all issues.
func (b *builder) compare() {
	for i := range b.t.comparisons {
		c := &b.t.comparisons[i]
		if c.Period != nil || c.Difference == nil || !b.shown(c.SideA) || !b.shown(c.SideB) || c.IssueID == nil && c.SharedIssues == 0 {
			continue
		}
		b.compared = append(b.compared, c)
	}
	slices.SortStableFunc(b.compared, func(x, y *table.Comparison) int {
		return cmp.Or(b.rank(x)-b.rank(y), cmp.Compare(weightOf(y), weightOf(x)))
	})
}

// weightOf is the size of a difference, less where it rests on too few statements.
func weightOf(c *table.Comparison) float64 {
	w := math.Abs(*c.Difference)
	if !c.Sufficient {
		n := float64(min(c.NA, c.NB))
		w *= n / (n + 2)
	}
	return w
}

// central says that a dimension is one of the two that a report is about.
func central(dim string) bool { return dim == "outlook" || dim == "stance" }

// rank puts the lead first, its outlook before its stance and what has a verdict
// before what has none, and then the rest: differences, what could be noise, the
// other dimensions, and what rests on too few statements.
func (b *builder) rank(c *table.Comparison) int {
	d := b.difference(c)
	lead := d.IssueID == b.out.Lead.IssueID
	voices := b.heard(c.SideA) && b.heard(c.SideB)
	switch {
	case lead && c.Dimension == "outlook" && c.Sufficient:
		return 0
	case lead && c.Dimension == "outlook" && voices:
		return 1
	case lead && c.Dimension == "stance" && (c.Sufficient || voices):
		return 2
	case central(c.Dimension) && d.Verdict == moreThanNoise:
		return 3
	case central(c.Dimension) && c.Sufficient:
		return 4
	case c.Sufficient:
		return 5
	}
	return 6
}

// leadDifferences is the differences in outlook of the lead, the widest that has
// a verdict first; without any verdict those between its voices.
func (b *builder) leadDifferences() []Difference {
	var ds []Difference
	for _, c := range b.compared {
		if b.rank(c) < 2 {
			ds = append(ds, b.difference(c))
		}
	}
	return ds
}

// differences lists what is more than noise, of the lead the widest whatever they
// are, and counts the rest.
func (b *builder) differences() {
	var could [7]int
	left := &b.out.LeftOut
	for _, c := range b.compared {
		r, d := b.rank(c), b.difference(c)
		if d.Verdict != moreThanNoise {
			could[r]++
		}
		if r < 4 && (d.Verdict == moreThanNoise || could[r] <= maxLeadRows) && len(b.out.Differences) < maxDifference {
			b.out.Differences = append(b.out.Differences, d)
			continue
		}
		switch d.Verdict {
		case moreThanNoise:
			left.MoreThanNoise++
		case couldBeNoise:
			left.CouldBeNoise++
		default:
			left.TooFew++
		}
	}
}

func (b *builder) shown(side string) bool { return b.within(side, maxSides) }

// within says that a side is among the n largest.
func (b *builder) within(side string, n int) bool {
	i, ok := b.side[side]
	return ok && i < n
}

func (b *builder) difference(c *table.Comparison) Difference {
	d := Difference{
		IssueID: value(c.IssueID), Issue: b.issueName(value(c.IssueID)), Dimension: c.Dimension,
		A: c.SideA, B: c.SideB, NameA: b.sideName(c.SideA), NameB: b.sideName(c.SideB),
		MeanA: c.MeanA, MeanB: c.MeanB, Value: c.Difference, Low: c.CILow, High: c.CIHigh,
		Effect: c.EffectSize, P: c.PValue, PAdjusted: c.PAdjusted, NA: int(c.NA), NB: int(c.NB),
		ArticlesA: int(c.ArticlesA), ArticlesB: int(c.ArticlesB), Sufficient: c.Sufficient,
	}
	d.Verdict = d.verdict()
	return d
}

// verdict says whether a difference is more than noise.
func (d *Difference) verdict() string {
	switch {
	case !d.Sufficient:
		return tooFew
	case d.PAdjusted != nil && *d.PAdjusted <= 0.05 && d.Low != nil && (*d.Low > 0 || *d.High < 0):
		return moreThanNoise
	}
	return couldBeNoise
}

// End is one of the two sides of a difference.
type End struct {
	Name        string
	Mean        float64
	N, Articles int
}

// ends gives the side with the higher mean, and the other.
func (d *Difference) ends() (high, low End) {
	high, low = End{d.NameA, *d.MeanA, d.NA, d.ArticlesA}, End{d.NameB, *d.MeanB, d.NB, d.ArticlesB}
	if high.Mean < low.Mean {
		high, low = low, high
	}
	return high, low
}

// Ends gives the side with the higher mean, and the other.
func (d Difference) Ends() []End {
	high, low := d.ends()
	return []End{high, low}
}

// Gap prints how far apart they are.
func (d Difference) Gap() string { return fmt.Sprintf("%.2f", math.Abs(*d.Value)) }

// Delta prints Cliff's delta of the higher side against the other.
func (d Difference) Delta() string {
	if d.Effect == nil {
		return "–"
	}
	if *d.Value < 0 {
		return minus(-*d.Effect)
	}
	return minus(*d.Effect)
}

// gap says how far apart the two sides are.
func (d *Difference) gap() string {
	high, low := d.ends()
	return fmt.Sprintf("%.2f between %s (%s) and %s (%s) on a scale from −1 to +1",
		math.Abs(*d.Value), withArticle(high.Name), signed(high.Mean), withArticle(low.Name), signed(low.Mean))
}

// Interval prints the bounds of a difference so that they are of the gap that is told: positive.
func (d Difference) Interval() string {
	if d.Low == nil {
		return "–"
	}
	low, high := *d.Low, *d.High
	if *d.Value < 0 {
		low, high = -high, -low
	}
	return minus(low) + " to " + minus(high)
}

// pairs chooses differences whose two statements are shown side by side: up to
// three between the voices of the lead, then the widest of each further issue.
// No statement is shown twice.
func (b *builder) pairs() {
	seen := map[string]int{}
	used := map[string]bool{}
	for _, c := range b.compared {
		issue := value(c.IssueID)
		lead := issue == b.out.Lead.IssueID
		a, z := b.byID[value(c.ExemplarA)], b.byID[value(c.ExemplarB)]
		switch {
		case len(b.out.Pairs) == maxPairs, a == nil, z == nil, a == z, used[value(c.ExemplarA)], used[value(c.ExemplarB)],
			math.Abs(*c.Difference) < leastGap, !central(c.Dimension),
			lead && (seen[issue] == 3 || !b.heard(c.SideA) || !b.heard(c.SideB)),
			!lead && c.Sufficient && b.difference(c).Verdict != moreThanNoise,
			!lead && (seen[issue] == 1 || issue == "" || math.Abs(*c.Difference) < leastIssueGap):
			continue
		}
		used[a.StatementID], used[z.StatementID] = true, true
		seen[issue]++
		b.out.Pairs = append(b.out.Pairs, Pair{Difference: b.difference(c), A: b.quote(a, c.SideA), B: b.quote(z, c.SideB)})
	}
}
