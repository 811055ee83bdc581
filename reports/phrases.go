package reports

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/run"
	"readout/data/table"
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
	if c.Coded > 0 {
		parts = append(parts, number(c.Coded)+" coded by hand")
	}
	if c.SetAside > 0 {
		parts = append(parts, count(c.SetAside, "input")+" set aside")
	}
	return strings.Join(parts, " · ")
}

// LeftOut names the statements that no figure counts, "" where there are none.
func (c Corpus) LeftOut() string {
	var parts []string
	if c.Nested > 0 {
		parts = append(parts, count(c.Nested, "statement")+" inside another statement")
	}
	if c.Hypothetical > 0 {
		parts = append(parts, count(c.Hypothetical, "hypothetical statement"))
	}
	return strings.Join(parts, ", ")
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

// ShownIssues is the issues that a table has room for, without those on which no
// shown side has a score.
func (s *Summary) ShownIssues() []Issue {
	var shown []Issue
	for _, is := range s.Issues {
		if len(shown) < maxIssues && slices.ContainsFunc(s.ShownSides(), func(side Side) bool { return is.Sides[side.ID].Mean != nil }) {
			shown = append(shown, is)
		}
	}
	return shown
}

// ShownPropositions is the propositions that a table has room for.
func (s *Summary) ShownPropositions() []Proposition {
	return s.Propositions[:min(len(s.Propositions), maxPropositions)]
}

// ShownOutlets is the outlets that a table has room for; one alone tells nothing that the report does not say.
func (s *Summary) ShownOutlets() []Outlet {
	if len(s.Outlets) < 2 {
		return nil
	}
	return s.Outlets[:min(len(s.Outlets), maxOutlets)]
}

// Of is where a side stands, nil where it takes no position.
func (p Proposition) Of(side string) *Stand {
	for i := range p.Stands {
		if p.Stands[i].SideID == side {
			return &p.Stands[i]
		}
	}
	return nil
}

// Most is the largest number of one side's statements one way: what bars are drawn against.
func (p Proposition) Most() int {
	most := 1
	for _, s := range p.Stands {
		most = max(most, s.Agree, s.Disagree)
	}
	return most
}

// Key is the filter of the browser that finds who is judged.
func (j Judgement) Key() [2]string {
	if j.ActorID != "" {
		return [2]string{"ofactor", j.ActorID}
	}
	return [2]string{"ofname", j.Name}
}

// Tone is the class of a cell: which of praise and blame there is more of, from five on.
func (j Judgement) Tone() string {
	n := j.Praise + j.Blame
	switch {
	case n < sounds:
		return "few"
	case j.Praise >= 2*j.Blame:
		return "p2"
	case j.Blame >= 2*j.Praise:
		return "n2"
	}
	return "z"
}

// Part is a number of an outlet's statements as their share.
func (o Outlet) Part(n int) string {
	if o.Statements < sharesFrom {
		return ""
	}
	return percent(float64(n) / float64(o.Statements))
}

// Line says when and by whom an event was reported.
func (e Event) Line() string {
	parts := []string{count(e.Articles, "article")}
	if e.Outlets > 0 {
		parts[0] += " from " + count(e.Outlets, "outlet")
	}
	if e.Copies > 0 {
		parts[0] += " and " + plural(e.Copies, "copy", "copies")
	}
	if e.First != nil {
		parts = append([]string{dates(e.First, e.Last)}, parts...)
	}
	return strings.Join(parts, " · ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// EventsLine says how many events there are.
func (s *Summary) EventsLine() string {
	e := &s.Events
	line := fmt.Sprintf("%s in these articles; two or more sides speak on %s.", plural(e.Total, "event", "events"), number(e.Shared))
	if len(e.Shown) < e.Shared-1 {
		line += fmt.Sprintf(" After the one above the %d that sides are furthest apart on, more where more sides and statements are, or sides that none before shows.", len(e.Shown))
	}
	return line
}

// Kicker says what the answer is on.
func (s *Summary) Kicker() string {
	e := &s.Lead.Event
	name := e.Title
	if name == "" {
		name = "Everything that was read"
	}
	if s.Lead.Several {
		name = "Furthest apart: " + name
	}
	if at := dates(e.First, e.Last); e.First != nil {
		name += " · " + at
	}
	return name
}

// Method says how the figures are made and what they cannot bear.
func (s *Summary) Method() []string {
	m := []string{
		"A statement is what an article says that somebody said, thinks or agreed to. Its outlook is what the speaker expects, from −1 (skeptical) to +1 (optimistic), told from words, which are marked; where no word tells, there is no score, and no score is not zero. A position is agreement or disagreement with one sentence of the codebook; praise and blame are of another actor.",
		"An event is articles that report one occurrence; they are found by headlines, leads, names and days. Figures count statements. The same words in several articles of an event count once, copied articles not at all. Statements inside another statement and hypothetical ones are left out. A joint statement counts for each of its speakers.",
		"A group is called by one end of the scale when at least twice as many of its statements are labelled so as are labelled the other way, and its mean is on that side; leaning to it from a quarter more; divided below that; neither when fewer than 15 % of its statements are labelled at all. It is said to be so where its own figures bear a verdict, to sound so where they do not, and its statements are counted where there are fewer than five.",
		fmt.Sprintf("A verdict needs %d scored statements from %d articles a side: with fewer, no test could tell a difference from noise. Without a verdict the figures still say what the articles say; they just do not bear a conclusion beyond them.", compare.MinStatements, compare.MinArticles),
		fmt.Sprintf("Statements in one article are not independent. Intervals are 95 %% bootstrap intervals that draw whole articles, and need %d of them. p-values are from a permutation test that keeps articles together, corrected for the number of pairs that the widest gap was chosen from (Bonferroni).", compare.MinIntervalArticles),
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
	if s.Corpus.Coded > 0 {
		m = append(m, fmt.Sprintf("%s coded by hand, by %s: their labels stand in the place of what was measured, and the browser of statements says which.", count(s.Corpus.Coded, "statement"), join(s.Corpus.Coders)))
	}
	if n := s.Corpus.Candidates; n > 0 {
		m = append(m, fmt.Sprintf("Judged to be no statement of their source: %s. They stand in the table candidates, and no figure counts them.", count(n, "attribution")))
	}
	m = append(m, table.AccuracyNotes()...)
	return append(m, "Who is quoted, and which words, is the outlets' choice. The report describes how sides are reported to speak in these articles, not what they believe. Irony, and words whose meaning lies outside the sentence, are missed.")
}

// Tells says a reading in a line: outlook, frames, positions, praise and blame.
func (r *Reading) Tells() string {
	parts := []string{}
	if t := r.Outlook.Tally(analysis.Outlook); t != "" {
		parts = append(parts, t)
	}
	if len(r.Frames) > 0 {
		var names []string
		for _, f := range r.Frames[:min(len(r.Frames), 3)] {
			names = append(names, fmt.Sprintf("%s (%s)", f.Name, number(f.N)))
		}
		parts = append(parts, "presents it as "+join(names))
	}
	if said := r.Positioned(); said != "" {
		parts = append(parts, said)
	}
	return strings.Join(parts, " · ")
}

// Positioned says what a side agrees and disagrees with, and whom it praises and
// blames, "" for nothing.
func (r *Reading) Positioned() string {
	var parts []string
	add := func(verb string, said []string) {
		if len(said) > 0 {
			parts = append(parts, verb+": "+strings.Join(said, ", "))
		}
	}
	told := func(text string, n int) string { return fmt.Sprintf("%s (%s)", text, number(n)) }
	add("agrees", each(r.Agreed(), func(s Stand) string { return told(s.Text, s.Agree) }))
	add("disagrees", each(r.Disagreed(), func(s Stand) string { return told(s.Text, s.Disagree) }))
	add("praises", each(r.Praised(), func(j Judgement) string { return told(j.Name, j.Praise) }))
	add("blames", each(r.Blamed(), func(j Judgement) string { return told(j.Name, j.Blame) }))
	return strings.Join(parts, "; ")
}

// Agreed is the propositions that somebody agrees with.
func (r Reading) Agreed() []Stand {
	return those(r.Positions, func(s Stand) bool { return s.Agree > 0 })
}

// Disagreed is the propositions that somebody disagrees with.
func (r Reading) Disagreed() []Stand {
	return those(r.Positions, func(s Stand) bool { return s.Disagree > 0 })
}

// Praised is who is praised.
func (r Reading) Praised() []Judgement {
	return those(r.Evaluations, func(j Judgement) bool { return j.Praise > 0 })
}

// Blamed is who is blamed.
func (r Reading) Blamed() []Judgement {
	return those(r.Evaluations, func(j Judgement) bool { return j.Blame > 0 })
}

func those[T any](all []T, wanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(x T) bool { return !wanted(x) })
}

func each[T any](all []T, say func(T) string) []string {
	said := make([]string, len(all))
	for i, x := range all {
		said[i] = say(x)
	}
	return said
}
