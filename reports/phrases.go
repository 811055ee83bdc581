package reports

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis/compare"
)

// What all printers say in the same words.

// line says in one line what was read.
func (c *Corpus) line() string {
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

// interval is the bounds of a mean, or the reason why there are none.
func (f *Figure) interval() string {
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

// share is how much is missing.
func (m *Missing) share() string {
	if m.Of == 0 {
		return "–"
	}
	return percent(float64(m.N) / float64(m.Of))
}

// by says who said it, where and when.
func (q *Quote) by() string {
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
	s := fmt.Sprintf("%s, %s: %.2f apart.", a, b, math.Abs(*d.Value))
	switch {
	case !d.Sufficient:
		return s + " Too few statements for a verdict."
	case d.Verdict == "more than noise":
		return s + fmt.Sprintf(" More than noise, %s in size: 95 %% interval %s, adjusted p %s.", d.size(), d.interval(), pEquals(d.PAdjusted))
	}
	return s + fmt.Sprintf(" It could be noise: 95 %% interval %s, adjusted p %s.", d.interval(), pEquals(d.PAdjusted))
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

// shownSides and shownIssues are those that a matrix has room for.
func (s *Summary) shownSides() []Side { return s.Sides[:min(len(s.Sides), maxSides)] }

// shownIssues leaves out those on which no shown side has a score.
func (s *Summary) shownIssues() []Issue {
	var shown []Issue
	for _, is := range s.Issues {
		if len(shown) < maxIssues && slices.ContainsFunc(s.shownSides(), func(side Side) bool {
			return is.Sides[side.ID].Mean != nil || is.Stances[side.ID].Mean != nil
		}) {
			shown = append(shown, is)
		}
	}
	return shown
}

// Method says how the figures are made and what they cannot bear.
func (s *Summary) Method() []string {
	return []string{
		"A statement is what an article says that somebody said, thinks or agreed to. Its outlook is what the speaker expects, from −1 (skeptical) to +1 (optimistic); its stance is the speaker's position toward the issue, from −1 (against) to +1 (in favor). Both are told from words, which are marked; where no word tells, there is no score, and no score is not zero.",
		"Figures are means over statements. The same words in several articles count once. Statements inside another statement and hypothetical ones are left out. A joint statement counts for each of its speakers.",
		"A group is called by one end of the scale when at least twice as many of its statements are labelled so as are labelled the other way, and its mean is on that side; leaning to it from a quarter more; divided below that; neither when fewer than 15 % of its statements are labelled at all.",
		fmt.Sprintf("Statements in one article are not independent. Intervals are 95 %% bootstrap intervals that draw whole articles, and need %d of them. p-values are from a permutation test that keeps articles together, corrected for the number of questions (Benjamini and Hochberg).", compare.MinIntervalArticles),
		fmt.Sprintf("A verdict needs %d scored statements from %d articles a side: with fewer, no test could tell a difference from noise. Without a verdict the figures still say what the articles say; they just do not bear a conclusion beyond them.", compare.MinStatements, compare.MinArticles),
		"Of a corpus with more than 120,000 statements, the figures are made of a part of the articles, one in two, four, eight or more, chosen by a hash of their ids; the tables hold all of them.",
		"Who is quoted, and which words, is the outlets' choice. The report describes how sides are reported to speak in these articles, not what they believe. Irony, and words whose meaning lies outside the sentence, are missed.",
	}
}
