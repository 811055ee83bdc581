package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis/compare"
	"readout/data/table"
)

// lead chooses the issue of the first screen: the one that most was said of, if
// its largest sides were heard on it often enough; all issues together if not.
func (b *builder) lead() {
	best, bestN := "", 0
	for _, is := range b.out.Issues {
		var scored []int
		n := 0
		for _, f := range is.Sides {
			if f.Mean != nil {
				scored = append(scored, f.Scored)
				n += f.Scored
			}
		}
		slices.SortFunc(scored, func(x, y int) int { return y - x })
		if len(scored) >= 2 && scored[min(len(scored), leadSides)-1] >= leadScored && n > bestN {
			best, bestN = is.ID, n
		}
	}
	l := &b.out.Lead
	l.IssueID, l.Name = best, b.issueName(best)
	l.About = b.about()
	for _, s := range b.out.Sides {
		f := b.get(figureKey{issue: best, side: s.ID})
		if f.Outlook.Groups == 0 {
			continue
		}
		v := Voice{SideID: s.ID, Name: s.Name, Index: s.Index, Figures: f}
		l.Voices = append(l.Voices, v)
	}
	slices.SortStableFunc(l.Voices, func(x, y Voice) int {
		return cmp.Or(y.Figures.Outlook.Scored-x.Figures.Outlook.Scored, y.Figures.Outlook.Groups-x.Figures.Outlook.Groups)
	})
	l.Voices = l.Voices[:min(len(l.Voices), maxVoices)]
	for len(l.Voices) > 2 {
		last, most := l.Voices[len(l.Voices)-1].Figures.Outlook.Scored, l.Voices[0].Figures.Outlook.Scored
		if last >= 2 && float64(last) >= voiceShare*float64(most) {
			break
		}
		l.Voices = l.Voices[:len(l.Voices)-1] // too little heard to stand beside the others
	}
	slices.SortStableFunc(l.Voices, func(x, y Voice) int {
		return cmp.Compare(level(y.Figures.Outlook.Mean), level(x.Figures.Outlook.Mean))
	})
	b.headline()
}

// about says what the lead is of.
func (b *builder) about() string {
	if b.out.Lead.IssueID != "" {
		return b.out.Lead.Name
	}
	var names []string
	for _, is := range b.out.Issues[:min(len(b.out.Issues), 3)] {
		names = append(names, is.Name)
	}
	switch more := len(b.out.Issues) - len(names); {
	case len(names) == 0:
		return "All issues"
	case more > 0:
		return "All issues: " + strings.Join(names, "; ") + fmt.Sprintf("; and %d more", more)
	}
	return "All issues: " + strings.Join(names, "; ")
}

// level orders voices from optimistic to skeptical, those without a mean last.
func level(mean *float64) float64 {
	if mean == nil {
		return math.Inf(-1)
	}
	return *mean
}

// headline says in one line who stands where.
func (b *builder) headline() {
	l := &b.out.Lead
	byWord := map[string][]string{}
	for _, v := range l.Voices {
		if v.Figures.Outlook.Word != "" {
			byWord[v.Figures.Outlook.Word] = append(byWord[v.Figures.Outlook.Word], withArticle(v.Name))
		}
	}
	p := polesOf("outlook")
	var parts []string
	for _, w := range []string{p.high, "leaning " + p.high, p.both, p.middle, "leaning " + p.low, p.low} {
		if names := byWord[w]; names != nil {
			verb := " is "
			if len(names) > 1 {
				verb = " are "
			}
			parts = append(parts, join(names)+verb+w)
		}
	}
	if len(parts) == 0 {
		b.out.Answer = "No side's outlook is told by its words"
		if b.out.Corpus.Statements == 0 {
			b.out.Answer = "No statement was found"
		}
		b.out.Headline = b.out.Answer
		return
	}
	b.out.Answer = capital(strings.Join(parts, "; "))
	b.out.Headline = b.out.Answer
	if l.IssueID != "" {
		b.out.Headline = l.Name + ": " + strings.Join(parts, "; ")
	}
}

// differences lists what the comparisons table says of the largest sides, the
// lead first, and says in words how far apart the sides of the lead are.
func (b *builder) differences() {
	var widest *table.Comparison
	var rows []*table.Comparison
	for i := range b.t.comparisons {
		c := &b.t.comparisons[i]
		if c.Period != nil || c.Difference == nil || !b.shown(c.SideA) || !b.shown(c.SideB) || b.rank(c) == notListed {
			continue
		}
		rows = append(rows, c)
		if value(c.IssueID) == b.out.Lead.IssueID && c.Dimension == "outlook" && b.heard(c.SideA) && b.heard(c.SideB) &&
			(widest == nil || math.Abs(*c.Difference) > math.Abs(*widest.Difference)) {
			widest = c
		}
	}
	slices.SortStableFunc(rows, func(x, y *table.Comparison) int {
		return cmp.Or(b.rank(x)-b.rank(y), cmp.Compare(weightOf(y), weightOf(x)))
	})
	for _, c := range rows[:min(len(rows), maxDifference)] {
		b.out.Differences = append(b.out.Differences, b.difference(c))
	}
	b.pairs(rows)
	if widest != nil {
		b.out.Standing = standing(b.difference(widest))
	}
}

// weightOf is the size of a difference, less where it rests on few statements.
func weightOf(c *table.Comparison) float64 {
	n := float64(min(c.NA, c.NB))
	return math.Abs(*c.Difference) * n / (n + 2)
}

// notListed is the rank of what is left to the tables: tone and certainty
// without a verdict.
const notListed = 5

// rank puts the lead's outlook first, then what has a verdict, then the rest.
func (b *builder) rank(c *table.Comparison) int {
	lead := value(c.IssueID) == b.out.Lead.IssueID
	main := c.Dimension == "outlook" || c.Dimension == "stance"
	switch {
	case lead && c.Dimension == "outlook":
		return 0
	case lead && main:
		return 1
	case c.Sufficient && main:
		return 2
	case main:
		return 3
	case c.Sufficient:
		return 4
	}
	return notListed
}

func (b *builder) shown(side string) bool { return b.within(side, maxSides) }

// within says that a side is among the n largest.
func (b *builder) within(side string, n int) bool {
	i, ok := b.side[side]
	return ok && i < n
}

// heard says that a side is among the voices of the headline.
func (b *builder) heard(side string) bool {
	return slices.ContainsFunc(b.out.Lead.Voices, func(v Voice) bool { return v.SideID == side })
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
		return "too few for a verdict"
	case d.PAdjusted != nil && *d.PAdjusted <= 0.05 && d.Low != nil && (*d.Low > 0 || *d.High < 0):
		return "more than noise"
	}
	return "could be noise"
}

// standing says how far apart the sides are, and how sure that is.
func standing(d Difference) string {
	high, low, mh, ml := d.NameA, d.NameB, *d.MeanA, *d.MeanB
	nh, nl, ah, al := d.NA, d.NB, d.ArticlesA, d.ArticlesB
	if mh < ml {
		high, low, mh, ml = low, high, ml, mh
		nh, nl, ah, al = nl, nh, al, ah
	}
	s := fmt.Sprintf("The widest gap in outlook is %.2f on a scale of 2: %s %s, %s %s.",
		math.Abs(*d.Value), high, signed(mh), low, signed(ml))
	switch d.Verdict {
	case "more than noise":
		s += fmt.Sprintf(" It is more than noise, and %s in size (95 %% interval %s, adjusted p %s).", d.size(), d.interval(), pEquals(d.PAdjusted))
	case "could be noise":
		s += fmt.Sprintf(" It could be noise (95 %% interval %s, adjusted p %s).", d.interval(), pEquals(d.PAdjusted))
	default:
		s += fmt.Sprintf(" That rests on %s in %s against %s in %s: too few for a verdict, which needs %d statements from %d articles a side.",
			count(nh, "scored statement"), count(ah, "article"), number(nl), number(al), compare.MinStatements, compare.MinArticles)
	}
	return s
}

// interval prints the bounds of a difference so that they are of the gap that is told: positive.
func (d *Difference) interval() string {
	if d.Low == nil {
		return "none"
	}
	low, high := *d.Low, *d.High
	if *d.Value < 0 {
		low, high = -high, -low
	}
	return fmt.Sprintf("%.2f to %.2f", low, high)
}

// pairs chooses differences whose two statements are shown side by side: up to
// three between the voices of the lead, then the widest of each further issue.
// No statement is shown twice.
func (b *builder) pairs(rows []*table.Comparison) {
	seen := map[string]int{}
	used := map[string]bool{}
	for _, c := range rows {
		issue := value(c.IssueID)
		lead := issue == b.out.Lead.IssueID
		a, z := b.byID[value(c.ExemplarA)], b.byID[value(c.ExemplarB)]
		switch {
		case len(b.out.Pairs) == maxPairs, a == nil, z == nil, a == z, used[value(c.ExemplarA)], used[value(c.ExemplarB)],
			math.Abs(*c.Difference) < leastGap, b.rank(c) > 3,
			lead && (seen[issue] == 3 || !b.heard(c.SideA) || !b.heard(c.SideB)),
			!lead && (seen[issue] == 1 || issue == "" || math.Abs(*c.Difference) < leastIssueGap):
			continue
		}
		used[a.StatementID], used[z.StatementID] = true, true
		seen[issue]++
		b.out.Pairs = append(b.out.Pairs, Pair{Difference: b.difference(c), A: b.quote(a, c.SideA), B: b.quote(z, c.SideB)})
	}
}
