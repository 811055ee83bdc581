package reports

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/table"
)

// Heading names what is compared: Outlook by side: harbour talks.
func (x *Contrast) Heading() string {
	return fmt.Sprintf("%s by %s: %s", capital(string(x.Dimension)), x.By, x.Issue)
}

// note says what the groups leave out.
func (x *Contrast) note() string {
	var parts []string
	if x.Total > len(x.Groups) {
		parts = append(parts, fmt.Sprintf("%d of %d groups are shown; --between A,B takes any two", len(x.Groups), x.Total))
	}
	if x.Unknown > 0 {
		parts = append(parts, count(x.Unknown, "statement")+" without a known "+x.By)
	}
	if len(parts) == 0 {
		return ""
	}
	return capital(strings.Join(parts, "; ")) + "."
}

// Terminal prints the groups on one scale, the differences and their words.
func (x *Contrast) Terminal(w io.Writer, o TerminalOptions) error {
	if o.Width < 40 {
		o.Width = 80
	}
	p := &termPrinter{bufio.NewWriter(w), o}
	p.wrap("", p.style(bold, x.Heading()))
	r, ends := x.reach(), polesOf(x.Dimension)
	low, high := ends.low+" "+r.Low(), r.High()+" "+ends.high
	if x.Dimension == analysis.Certainty {
		low, high = ends.low+" 0", "1 "+ends.high
	}
	const name, figure = 20, 8
	scale := o.Width - name - figure - 10
	p.text("\n%s%s%s\n", strings.Repeat(" ", name+figure), fit(low, max(scale-len(high), 1)), high)
	for _, g := range x.Groups {
		f := g.Figure
		p.text("%s%s%s  n = %d\n", p.style(bold, fit(g.Name, name)), fit(score(f.Mean), figure), stripOf(r, x.Dimension, &f, scale), f.Scored)
	}
	if len(x.Groups) == 0 {
		p.text("No statement to compare.\n")
	}
	told, few := x.tellable()
	if len(told) > 0 || few != "" {
		p.text("\n")
	}
	for _, d := range told {
		p.wrap("", d.Sentence())
	}
	if few != "" {
		p.wrap("", few)
	}
	for _, line := range x.correctedLines() {
		p.wrap("", line)
	}
	for _, q := range x.quotes() {
		p.text("\n")
		p.wrap("  ", p.style(bold, q.Side+":")+" "+p.quote(q))
		p.wrap("    ", p.style(dim, "— "+q.By()))
	}
	if n := x.note(); n != "" {
		p.text("\n")
		p.wrap("", n)
	}
	return p.w.Flush()
}

// correctedLines tells the corrected means and differences, nothing where nothing is coded.
func (x *Contrast) correctedLines() []string {
	var lines []string
	for _, g := range x.Groups {
		if k := g.Corrected; k != nil {
			lines = append(lines, fmt.Sprintf("%s, corrected by %d coded statements: %s (%s to %s).", g.Name, k.Coded, signed(k.Value), signed(k.Low), signed(k.High)))
		}
	}
	for i := range x.Pairs {
		if d := &x.Pairs[i]; d.Corrected != nil {
			lines = append(lines, d.Corrected.sentence(d.NameA, d.NameB))
		}
	}
	return lines
}

// fewPairs is how many pairs without a verdict are told one by one.
const fewPairs = 1

// tellable is the pairs to tell one by one, and a sentence on those that rest on too
// few statements where they are many.
func (x *Contrast) tellable() (told []*Difference, few string) {
	var short []*Difference
	for i := range x.Pairs {
		if d := &x.Pairs[i]; d.Sufficient {
			told = append(told, d)
		} else {
			short = append(short, d)
		}
	}
	if len(short) <= fewPairs {
		return append(told, short...), ""
	}
	widest := slices.MaxFunc(short, func(d, e *Difference) int { return cmp.Compare(math.Abs(*d.Value), math.Abs(*e.Value)) })
	return told, fmt.Sprintf("%d pairs have too few statements for a verdict, which needs %d scored ones from %d articles in each group (--format csv lists them). The widest of them: %s",
		len(short), compare.MinStatements, compare.MinArticles, strings.TrimSuffix(widest.Sentence(), " Too few statements for a verdict."))
}

// reach is the scale that the groups are drawn on.
func (x *Contrast) reach() reach {
	var all []Figure
	for _, g := range x.Groups {
		all = append(all, g.Figure)
	}
	return reachOf(all...)
}

// quotes are the exemplars, each once.
func (x *Contrast) quotes() []*Quote {
	var all []*Quote
	for i := range x.Words {
		for _, q := range x.Words[i].Quotes() {
			if !slices.ContainsFunc(all, func(o *Quote) bool { return o.ID == q.ID && o.Side == q.Side }) {
				all = append(all, q)
			}
		}
	}
	return all
}

// stripOf draws a figure on its dimension's own scale: certainty begins at 0.
func stripOf(r reach, dimension analysis.Dimension, f *Figure, width int) string {
	if dimension != analysis.Certainty {
		return strip(r, f, width)
	}
	g := *f
	for _, x := range [...]**float64{&g.Mean, &g.Low, &g.High} {
		if *x != nil {
			y := 2**(*x) - 1
			*x = &y
		}
	}
	return strip(1, &g, width)
}

// Markdown prints the contrast as tables and quotations.
func (x *Contrast) Markdown(w io.Writer) error {
	p := &mdPrinter{bufio.NewWriter(w)}
	p.line("# " + md(x.Heading()))
	p.head(x.By, "mean", "95 % interval", "positive", "negative", "scored", "statements", "articles", "without a score")
	for _, g := range x.Groups {
		f := g.Figure
		p.row(md(g.Name), md(f.inWords()), f.Interval(), shareOf(f.Positive), shareOf(f.Negative), number(f.Scored), number(f.Statements), number(f.Articles), f.unscored())
	}
	p.w.WriteString("\n")
	if n := x.note(); n != "" {
		p.line(md(n))
	}
	told, few := x.tellable()
	if len(told) > 0 {
		p.head("A", "B", "A − B", "95 % interval", "Cliff's delta", "p", "adjusted p", "n", "verdict")
		for _, d := range told {
			p.row(md(d.NameA), md(d.NameB), score(d.Value), bounds(d.Low, d.High), score(d.Effect), pValue(d.P), pValue(d.PAdjusted),
				fmt.Sprintf("%d, %d", d.NA, d.NB), d.Verdict)
		}
		p.w.WriteString("\n")
	}
	if few != "" {
		p.line(md(few))
	}
	for _, line := range x.correctedLines() {
		p.line(md(line))
	}
	for _, q := range x.quotes() {
		p.line("**" + md(q.Side) + "**")
		p.quote(q)
	}
	return p.w.Flush()
}

func shareOf(x *float64) string {
	if x == nil {
		return "–"
	}
	return percent(*x)
}

// CSV prints one row a pair, with full precision. What is unknown is an empty
// cell. A text that a spreadsheet would take for a formula gets an apostrophe.
func (x *Contrast) CSV(w io.Writer) error {
	c := csv.NewWriter(w)
	c.Write([]string{"by", "issue_id", "dimension", "a", "b", "name_a", "name_b", "mean_a", "mean_b", "difference", "ci_low", "ci_high",
		"effect_size", "p_value", "p_adjusted", "n_a", "n_b", "articles_a", "articles_b", "sufficient", "verdict", "method", "n_coded"})
	for i := range x.Pairs {
		d := &x.Pairs[i]
		c.Write([]string{x.By, cell(x.IssueID), string(x.Dimension), cell(d.A), cell(d.B), cell(d.NameA), cell(d.NameB),
			exact(d.MeanA), exact(d.MeanB), exact(d.Value), exact(d.Low), exact(d.High), exact(d.Effect), exact(d.P), exact(d.PAdjusted),
			strconv.Itoa(d.NA), strconv.Itoa(d.NB), strconv.Itoa(d.ArticlesA), strconv.Itoa(d.ArticlesB), strconv.FormatBool(d.Sufficient), d.Verdict, "plain", "0"})
		if k := d.Corrected; k != nil {
			c.Write([]string{x.By, cell(x.IssueID), string(x.Dimension), cell(d.A), cell(d.B), cell(d.NameA), cell(d.NameB), "", "", exact(&k.Value), exact(&k.Low), exact(&k.High),
				"", "", exact(k.PAdjusted), "", "", "", "", "true", "", "corrected", strconv.Itoa(k.Coded)})
		}
	}
	c.Flush()
	return c.Error()
}

// cell keeps a spreadsheet from reading a text as a formula.
func cell(s string) string { return table.Cell(clean(s)) }

func exact(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}

// strip draws a mean and its interval on a scale.
func strip(r reach, f *Figure, width int) string {
	cells := []rune(strings.Repeat("·", width))
	at := func(x float64) int {
		return int(math.Round((max(-1, min(1, x/float64(r))) + 1) / 2 * float64(width-1)))
	}
	cells[at(0)] = '┊'
	if f.Mean != nil {
		if f.Low != nil && f.High != nil {
			for i := at(*f.Low); i <= at(*f.High); i++ {
				cells[i] = '─'
			}
		}
		cells[at(*f.Mean)] = '●'
	}
	return string(cells)
}
