package reports

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Markdown prints the summary for pull requests and mail: GitHub's dialect,
// with the evidence words in bold.
func (s *Summary) Markdown(w io.Writer) error {
	p := &mdPrinter{bufio.NewWriter(w)}
	p.line("# " + md(s.Headline))
	if s.Standing != "" {
		p.line(md(s.Standing))
	}
	p.line(md(s.Corpus.Line()))
	p.voices(s)
	p.changes(s)
	p.pairs(s)
	p.issues(s)
	p.differences(s)
	p.timeline(s)
	p.agreements(s)
	p.missing(s)
	p.line("## Method and limits")
	for _, m := range s.Method() {
		p.line("- " + md(m))
	}
	return p.w.Flush()
}

type mdPrinter struct{ w *bufio.Writer }

func (p *mdPrinter) line(s string) { fmt.Fprintf(p.w, "%s\n\n", s) }

func (p *mdPrinter) row(cells ...string) {
	fmt.Fprintf(p.w, "| %s |\n", strings.Join(cells, " | "))
}

func (p *mdPrinter) head(cells ...string) {
	p.row(cells...)
	p.w.WriteString("|" + strings.Repeat("---|", len(cells)) + "\n")
}

func (p *mdPrinter) voices(s *Summary) {
	if len(s.Lead.Voices) == 0 {
		return
	}
	p.line("## " + md(s.Lead.Name) + ": what each " + s.Lead.By + " said")
	p.head(s.Lead.By, "optimistic", "skeptical", "neither", "mean outlook", "95 % interval", "stance", "statements", "articles", "without outlook")
	for _, v := range s.Lead.Voices {
		o, st := v.Figures.Outlook, v.Figures.Stance
		pos, neg := o.labelled()
		p.row(md(v.Name), o.counts(pos), o.counts(neg), o.counts(o.Scored-pos-neg), md(o.inWords()), md(o.Interval()), md(st.inWords()),
			number(o.Groups), number(o.Articles), md(o.unscored()))
	}
	p.w.WriteString("\n")
	for _, v := range s.Lead.Voices {
		if v.Quote != nil {
			p.line("**" + md(v.Name) + "**")
			p.quote(v.Quote)
		}
	}
}

func (p *mdPrinter) quote(q *Quote) {
	var b strings.Builder
	for _, seg := range q.Segments {
		if seg.Role == "evidence" {
			b.WriteString("**" + md(seg.Text) + "**")
		} else {
			b.WriteString(md(seg.Text))
		}
	}
	by := md(q.By())
	if q.URL != "" {
		by += fmt.Sprintf(" ([article](<%s>))", strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C").Replace(q.URL))
	}
	p.line("> " + b.String() + "\n>\n> — " + by)
}

func (p *mdPrinter) pairs(s *Summary) {
	if len(s.Pairs) == 0 {
		return
	}
	p.line("## Side against side")
	for i := range s.Pairs {
		pair := &s.Pairs[i]
		p.line("### " + md(pair.Difference.Title()))
		p.line(md(pair.Difference.Sentence()))
		for _, q := range pair.Quotes() {
			p.quote(q)
		}
	}
}

func (p *mdPrinter) issues(s *Summary) {
	sides := s.ShownSides()
	if len(s.Issues) == 0 || len(sides) == 0 {
		return
	}
	p.line("## Outlook by issue and side")
	cells := []string{"issue"}
	for _, side := range sides {
		cells = append(cells, md(side.Name))
	}
	if s.NoSides() {
		cells = append(cells, "side not known")
	}
	p.head(cells...)
	for _, is := range s.ShownIssues() {
		cells := []string{md(is.Name)}
		for _, side := range sides {
			f := is.Sides[side.ID]
			if f.Mean == nil {
				cells = append(cells, "–")
				continue
			}
			cells = append(cells, ofN(f.Mean, f.Scored))
		}
		if f := is.NoSide; s.NoSides() && f.Mean != nil {
			cells = append(cells, ofN(f.Mean, f.Scored))
		} else if s.NoSides() {
			cells = append(cells, "–")
		}
		p.row(cells...)
	}
	p.w.WriteString("\n")
}

func (p *mdPrinter) differences(s *Summary) {
	if len(s.Differences) == 0 {
		return
	}
	p.line("## Side against side, in figures")
	p.head("issue", "dimension", "higher", "lower", "gap", "95 % interval", "Cliff's delta", "adjusted p", "verdict")
	for _, d := range s.Differences {
		high, low := d.ends()
		p.row(md(d.Issue), d.Dimension, md(high.Name)+" "+md(ofN(&high.Mean, high.N)), md(low.Name)+" "+md(ofN(&low.Mean, low.N)), d.Gap(), d.Interval(), d.Delta(),
			pValue(d.PAdjusted), d.Verdict)
	}
	p.w.WriteString("\n")
	if left := s.LeftOutLine(); left != "" {
		p.line(md(left))
	}
}

func (p *mdPrinter) timeline(s *Summary) {
	if len(s.Timeline.Periods) < 2 {
		return
	}
	p.line("## Outlook over time: " + md(s.Timeline.Issue))
	cells := []string{"period"}
	for _, l := range s.Timeline.Lines {
		cells = append(cells, md(l.Name))
	}
	p.head(cells...)
	for i, period := range s.Timeline.Periods {
		if !slices.ContainsFunc(s.Timeline.Lines, func(l Line) bool { return l.Points[i].Mean != nil }) {
			continue // nobody was heard
		}
		cells := []string{md(period)}
		for _, l := range s.Timeline.Lines {
			if f := l.Points[i]; f.Mean != nil {
				cells = append(cells, fmt.Sprintf("%s (n = %d)", signed(*f.Mean), f.Scored))
			} else {
				cells = append(cells, "–")
			}
		}
		p.row(cells...)
	}
	p.w.WriteString("\n")
	for _, l := range s.Timeline.Lines {
		if l.Change != "" {
			p.line(md(l.Name + ": outlook " + l.Change + "."))
		}
	}
	if quiet := s.Timeline.Quiet(); quiet != "" {
		p.line(md(quiet))
	}
}

func (p *mdPrinter) agreements(s *Summary) {
	if len(s.Agreements)+len(s.Divisions) > 0 {
		p.line("## Agreement and division")
	}
	if len(s.Divisions) > 0 {
		p.line(md(s.Divided()))
		p.head("issue", "dimension", "side explains", "distance of sides", "consensus of labels", "sides", "statements")
		for _, d := range s.Divisions {
			p.row(md(d.Issue), d.Dimension, d.Between.Shares(), d.Distance.Figures(), d.Consensus.Figures(), number(d.Sides), number(d.Scored))
		}
		p.w.WriteString("\n")
	}
	if len(s.Agreements) > 0 {
		p.head("sides", "agreement in stance (95 % interval)", "issues of both")
		for _, a := range s.Agreements {
			p.row(md(a.NameA+" and "+a.NameB), a.Shares(), number(a.Issues))
		}
		p.w.WriteString("\n")
	}
}

func (p *mdPrinter) changes(s *Summary) {
	c := &s.Changes
	p.line("## Since the run before")
	for _, line := range c.Sentences() {
		p.line("- " + md(line))
	}
	if len(c.Moves) == 0 {
		return
	}
	p.head("side", "dimension", "before", "now", "change", "95 % interval", "this run brought", "verdict")
	for i := range c.Moves {
		m := &c.Moves[i]
		p.row(md(m.Name), m.Dimension, ofN(&m.Before, m.NBefore), ofN(&m.Now, m.NNow), signed(m.Change), bounds(m.Low, m.High), ofN(m.Brought, m.NBrought), m.Verdict)
	}
	p.w.WriteString("\n")
}

// ofN prints a mean with its number of statements.
func ofN(mean *float64, n int) string { return fmt.Sprintf("%s (n = %s)", score(mean), number(n)) }

func (p *mdPrinter) missing(s *Summary) {
	p.line("## What is not known")
	if len(s.Missing) == 0 {
		p.line("Of every statement the speaker, the side, the issue and all scores are known.")
	} else {
		p.head("what", "why", "statements", "share")
	}
	for _, m := range s.Missing {
		p.row(m.What, m.Reason, fmt.Sprintf("%s of %s", number(m.N), number(m.Of)), m.Share())
	}
	p.w.WriteString("\n")
	if len(s.Quarantine) == 0 {
		return
	}
	p.line("## What was set aside")
	for _, q := range s.Quarantine {
		p.line(fmt.Sprintf("- %s (%s, %s): %s", count(q.N, "input"), md(q.Stage), md(q.Code), md(strings.Join(q.Examples, "; "))))
	}
}

// mdSpecial is what Markdown or a raw HTML block gives a meaning to.
const mdSpecial = "\\`*_{}[]()<>#+-!|~&:@"

// md escapes text for Markdown, in a table cell as well.
func md(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '-' || r == '+' || r == '#':
			if i == 0 { // a list or a heading begins a line only
				b.WriteByte('\\')
			}
		case r == '(' || r == ')':
		case r == ':' && !strings.HasPrefix(s[i:], "://"):
		case r < 128 && strings.ContainsRune(mdSpecial, r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func bounds(low, high *float64) string {
	if low == nil || high == nil {
		return "–"
	}
	return signed(*low) + " to " + signed(*high)
}

func pValue(p *float64) string {
	switch {
	case p == nil || math.IsNaN(*p):
		return "–"
	case *p < 0.001:
		return "< 0.001"
	}
	return fmt.Sprintf("%.3f", *p)
}
