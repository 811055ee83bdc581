package reports

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis/compare"
	"readout/data/run"
)

// What all printers say in the same words.

// Line says in one line what was read.
func (c Corpus) Line() string {
	parts := []string{count(c.Articles, "article")}
	if c.Outlets > 0 {
		parts[0] += " from " + count(c.Outlets, "outlet")
	}
	if c.OneIn > 1 {
		parts = append(parts, fmt.Sprintf("figures from one article in %d", c.OneIn))
	}
	parts = append(parts, dates(c.From, c.To), count(c.Statements, "statement")+" by "+count(c.Speakers, "speaker"))
	if c.Groups < c.Statements {
		parts = append(parts, number(c.Groups)+" counting the same words once")
	}
	if c.SetAside > 0 {
		parts = append(parts, count(c.SetAside, "input")+" set aside")
	}
	return strings.Join(parts, " · ")
}

// inWords is a mean with its word: optimistic (+0.62).
func (f *Figure) inWords() string {
	if f.Mean == nil {
		return "–"
	}
	return fmt.Sprintf("%s (%s)", f.Word, signed(*f.Mean))
}

// part prints how many of a figure's statements: as a share where there are many.
func (f *Figure) part(n int) string {
	if f.Scored < sharesFrom {
		return fmt.Sprintf("%d of %d", n, f.Scored)
	}
	return percent(float64(n) / float64(f.Scored))
}

// counts prints how many of a figure's statements, and their share where it is one.
func (f *Figure) counts(n int) string {
	switch {
	case f.Mean == nil:
		return "–"
	case f.Scored < sharesFrom:
		return number(n)
	}
	return fmt.Sprintf("%s (%s)", number(n), percent(float64(n)/float64(f.Scored)))
}

// sharesFrom is the number of statements from which on a share is not read as more
// than it is.
const sharesFrom = 100

// Interval prints the bounds of a mean, or the reason why there are none.
func (f Figure) Interval() string {
	if f.Mean == nil {
		return "–"
	}
	if f.Low == nil {
		return fmt.Sprintf("none below %d articles", compare.MinIntervalArticles)
	}
	return bounds(f.Low, f.High)
}

// unscored is how many of a group's words tell nothing on the dimension.
func (f *Figure) unscored() string {
	return fmt.Sprintf("%s of %s", number(f.Groups-f.Scored), number(f.Groups))
}

// Share is how much is missing.
func (m Missing) Share() string {
	if m.Of == 0 {
		return "–"
	}
	return percent(float64(m.N) / float64(m.Of))
}

// By says who said it, where and when.
func (q Quote) By() string {
	who := q.Speaker
	if who == "" {
		who = "unnamed source"
	}
	if q.Role != "" && !strings.EqualFold(q.Role, q.Speaker) {
		who += ", " + q.Role
	}
	for _, s := range [...]string{q.Outlet, date(q.Published)} {
		if s != "" {
			who += " · " + s
		}
	}
	return who
}

// Quotes gives both quotations, the higher one first.
func (p *Pair) Quotes() []*Quote {
	if p.Difference.Value != nil && *p.Difference.Value < 0 {
		return []*Quote{&p.B, &p.A}
	}
	return []*Quote{&p.A, &p.B}
}

// Title names a difference.
func (d *Difference) Title() string {
	return fmt.Sprintf("%s: %s and %s on %s", d.Issue, withArticle(d.NameA), withArticle(d.NameB), d.Dimension)
}

// Sentence says a difference in words and figures.
func (d *Difference) Sentence() string {
	if d.Value == nil || d.MeanA == nil || d.MeanB == nil {
		return ""
	}
	a := fmt.Sprintf("%s %s (n = %d)", d.NameA, signed(*d.MeanA), d.NA)
	b := fmt.Sprintf("%s %s (n = %d)", d.NameB, signed(*d.MeanB), d.NB)
	if *d.Value < 0 {
		a, b = b, a
	}
	s := fmt.Sprintf("%s; %s: %.2f apart.", a, b, math.Abs(*d.Value))
	switch {
	case !d.Sufficient:
		return s + " Too few statements for a verdict."
	case d.Verdict == moreThanNoise:
		return s + fmt.Sprintf(" More than noise, %s in size: 95 %% interval %s, adjusted p %s.", d.size(), d.Interval(), pEquals(d.PAdjusted))
	}
	return s + fmt.Sprintf(" It could be noise: 95 %% interval %s, adjusted p %s.", d.Interval(), pEquals(d.PAdjusted))
}

// size says Cliff's delta in the words of Romano et al. (2006).
func (d *Difference) size() string {
	if d.Effect == nil {
		return "unknown"
	}
	switch e := math.Abs(*d.Effect); {
	case e < 0.147:
		return "negligible"
	case e < 0.33:
		return "small"
	case e < 0.474:
		return "medium"
	}
	return "large"
}

func pEquals(p *float64) string {
	s := pValue(p)
	if strings.HasPrefix(s, "<") {
		return s
	}
	return "= " + s
}

// LeftOutLine says which differences are not listed.
func (s *Summary) LeftOutLine() string {
	l := s.LeftOut
	var parts []string
	for _, x := range [...]struct {
		n   int
		why string
	}{{l.MoreThanNoise, "more than noise"}, {l.CouldBeNoise, "that could be noise"}, {l.TooFew, "with too few statements for a verdict"}} {
		if x.n > 0 {
			parts = append(parts, number(x.n)+" "+x.why)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "Not listed: " + join(parts) + ". All of them are in the table comparisons, with the pairs of statements that show them best."
}

// Explains says that there is an issue of which Explained is known.
func (s *Summary) Explains() bool {
	return slices.ContainsFunc(s.Divisions, func(d Division) bool { return d.Dimension == "outlook" && d.Between.Value != nil })
}

// Explained is the share of the variance in outlook on an issue that lies between
// the sides, "–" where too few statements tell.
func (s *Summary) Explained(issue string) string {
	for _, d := range s.Divisions {
		if d.IssueID == issue && d.Dimension == "outlook" && d.Between.Value != nil {
			return percent(*d.Between.Value)
		}
	}
	return "–"
}

// Shares prints an interval of shares: 12 % (2 to 24).
func (i Interval) Shares() string {
	if i.Value == nil {
		return "–"
	}
	s := percent(*i.Value)
	if i.Low != nil && i.High != nil {
		s += fmt.Sprintf(" (%.0f to %.0f)", 100**i.Low, 100**i.High)
	}
	return s
}

// Figures prints an interval of scores: 0.12 (0.02 to 0.24).
func (i Interval) Figures() string {
	if i.Value == nil {
		return "–"
	}
	s := minus(*i.Value)
	if i.Low != nil && i.High != nil {
		s += fmt.Sprintf(" (%s to %s)", minus(*i.Low), minus(*i.High))
	}
	return s
}

// Shares prints an agreement with its interval.
func (a Agreement) Shares() string { return Interval{&a.Value, a.Low, a.High}.Shares() }

// Divided says in words what the most divided issue is.
func (s *Summary) Divided() string {
	for _, d := range s.Divisions {
		if d.IssueID == "" || d.Between.Value == nil || d.Between.Low == nil {
			continue
		}
		what := fmt.Sprintf("The sides are most divided in their %s on %s: %s of the variation between statements there lies between the sides", d.Dimension, lower(d.Issue), percent(*d.Between.Value))
		if *d.Between.Value < 0.1 {
			return what + ", which is little: statements of one side differ far more among themselves."
		}
		return what + "."
	}
	return ""
}

// Quiet says of which voices no change over time is more than noise.
func (t Timeline) Quiet() string {
	var still, unknown []string
	for _, l := range t.Lines {
		switch {
		case l.Change != "":
		case l.Looked:
			still = append(still, withArticle(l.Name))
		default:
			unknown = append(unknown, withArticle(l.Name))
		}
	}
	var parts []string
	if len(still) > 0 {
		parts = append(parts, "no change of "+join(still)+" is more than noise")
	}
	if len(unknown) > 0 {
		parts = append(parts, "too few dated statements of "+join(unknown)+" to see a change")
	}
	if len(parts) == 0 {
		return ""
	}
	return capital(strings.Join(parts, "; ")) + "."
}

// ShownSides is the sides that a matrix has room for.
func (s *Summary) ShownSides() []Side { return s.Sides[:min(len(s.Sides), maxSides)] }

// ShownIssues is the issues that a matrix has room for, without those on which no
// shown side has a score.
func (s *Summary) ShownIssues() []Issue {
	var shown []Issue
	for _, is := range s.Issues {
		if len(shown) < maxIssues && (is.NoSide.Mean != nil || slices.ContainsFunc(s.ShownSides(), func(side Side) bool {
			return is.Sides[side.ID].Mean != nil || is.Stances[side.ID].Mean != nil
		})) {
			shown = append(shown, is)
		}
	}
	return shown
}

// Method says how the figures are made and what they cannot bear.
func (s *Summary) Method() []string {
	m := []string{
		"A statement is what an article says that somebody said, thinks or agreed to. Its outlook is what the speaker expects, from −1 (skeptical) to +1 (optimistic); its stance is the speaker's position toward the issue, from −1 (against) to +1 (in favor). Both are told from words, which are marked; where no word tells, there is no score, and no score is not zero.",
		"Figures are shares and means over statements. The same words in several articles count once. Statements inside another statement and hypothetical ones are left out. A joint statement counts for each of its speakers.",
		"A group is called by one end of the scale when at least twice as many of its statements are labelled so as are labelled the other way, and its mean is on that side; leaning to it from a quarter more; divided below that; neither when fewer than 15 % of its statements are labelled at all. It is said to be so where its own figures bear a verdict, to sound so where they do not, and its statements are counted where there are fewer than five.",
		fmt.Sprintf("A verdict needs %d scored statements from %d articles a side: with fewer, no test could tell a difference from noise. Without a verdict the figures still say what the articles say; they just do not bear a conclusion beyond them.", compare.MinStatements, compare.MinArticles),
		fmt.Sprintf("Statements in one article are not independent. Intervals are 95 %% bootstrap intervals that draw whole articles, and need %d of them. p-values are from a permutation test that keeps articles together, corrected for the number of questions (Benjamini and Hochberg).", compare.MinIntervalArticles),
	}
	if len(s.Divisions)+len(s.Agreements) > 0 {
		m = append(m, "What the side explains is the correlation ratio; distance is the polarization of Esteban and Ray (1994, alpha 1); consensus is the agreement A of van der Eijk (2001). Their intervals, and those of agreement between two sides, leave out one article at a time (jackknife), which also corrects the first two, and agreement, for what chance alone would give.")
	}
	if len(s.Timeline.Periods) > 1 {
		m = append(m, "A change over time is looked for at every period that leaves enough statements on both sides of it; its p-value is corrected for the number of those places (Bonferroni).")
	}
	if !s.Changes.First {
		m = append(m, "What the last run changed is measured on all statements now against all before it; the verdict is on what the run brought against what was there, corrected for the number of sides and dimensions (Benjamini and Hochberg).")
	}
	if s.Corpus.OneIn > 1 {
		m = append(m, fmt.Sprintf("The corpus has more than %s statements: the figures are made of one article in %d, chosen by a hash of their ids; the tables hold all of them.", number(run.MaxCompared), s.Corpus.OneIn))
	}
	return append(m, "Who is quoted, and which words, is the outlets' choice. The report describes how sides are reported to speak in these articles, not what they believe. Irony, and words whose meaning lies outside the sentence, are missed.")
}
