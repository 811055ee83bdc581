package reports

import (
	"bufio"
	"cmp"
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
	if only := s.Focus.Line(); only != "" {
		p.line(md(only))
	}
	p.line(md(s.Corpus.Line()))
	p.readings(s)
	p.changes(s)
	p.events(s)
	p.propositions(s)
	p.judgements(s)
	p.issues(s)
	p.timeline(s)
	p.outlets(s)
	p.missing(s)
	p.corrected(s)
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

// readings prints how each side reads what the headline is on.
func (p *mdPrinter) readings(s *Summary) {
	if len(s.Lead.Voices) == 0 {
		return
	}
	p.line("## " + md(s.Kicker()))
	p.head(s.Lead.By, "optimistic", "skeptical", "neither", "mean outlook", "statements", "articles", "without outlook")
	for i := range s.Lead.Voices {
		v := &s.Lead.Voices[i]
		o := &v.Outlook
		pos, neg := o.labelled()
		p.row(md(v.Name), o.counts(pos), o.counts(neg), o.counts(o.Scored-pos-neg), md(o.inWords()), number(o.Groups), number(o.Articles), md(o.unscored()))
	}
	p.w.WriteString("\n")
	for i := range s.Lead.Voices {
		v := &s.Lead.Voices[i]
		p.line("**" + md(v.Name) + "** " + md(v.Tells()))
		for k := range v.Quotes {
			p.quote(&v.Quotes[k])
		}
	}
	p.coverage(&s.Lead.Event)
}

// coverage prints which outlets quote whom on an event.
func (p *mdPrinter) coverage(e *Event) {
	for _, c := range e.ShownCoverage() {
		p.w.WriteString("- " + md(c.line()) + "\n")
	}
	if len(e.Coverage) > 0 {
		p.w.WriteString("\n")
	}
}

// events prints the events that sides differ about, a line a side.
func (p *mdPrinter) events(s *Summary) {
	if len(s.Events.Shown) == 0 {
		return
	}
	p.line("## Events that sides differ about")
	p.line(md(s.EventsLine()))
	for i := range s.Events.Shown {
		e := &s.Events.Shown[i]
		p.line("### " + md(cmp.Or(e.Title, "Without a headline")))
		p.line(md(e.Line()))
		for k := range e.Readings {
			r := &e.Readings[k]
			p.line("**" + md(r.Name) + "** " + md(r.Tells()))
			if len(r.Quotes) > 0 {
				p.quote(&r.Quotes[0])
			}
		}
		p.coverage(e)
	}
}

// propositions prints where each side stands.
func (p *mdPrinter) propositions(s *Summary) {
	if len(s.Propositions) == 0 {
		return
	}
	p.line("## Who agrees with what")
	cells := []string{"proposition (agree : disagree)"}
	for _, side := range s.ShownSides() {
		cells = append(cells, md(side.Name))
	}
	p.head(cells...)
	for _, x := range s.ShownPropositions() {
		cells := []string{md(x.Text)}
		for _, side := range s.ShownSides() {
			if st := x.Of(side.ID); st != nil {
				cells = append(cells, fmt.Sprintf("%s : %s", number(st.Agree), number(st.Disagree)))
			} else {
				cells = append(cells, "–")
			}
		}
		p.row(cells...)
	}
	p.w.WriteString("\n")
}

// corrected prints plain figures with the corrected ones beside them.
func (p *mdPrinter) corrected(s *Summary) {
	if s.Correction() == "" {
		return
	}
	p.line("## Corrected by hand coding")
	p.line(md(s.Correction()))
	if len(s.Corrected) == 0 {
		return
	}
	p.head("figure", "side", "plain", "corrected", "coded")
	for i := range s.Corrected {
		r := &s.Corrected[i]
		plain, corrected := r.Shown()
		p.row(md(r.What()), md(r.Side), plain, corrected, number(r.Corrected.Coded))
	}
	p.w.WriteString("\n")
}

// judgements prints who praises and blames whom.
func (p *mdPrinter) judgements(s *Summary) {
	if len(s.Judgements.Rows) == 0 {
		return
	}
	p.line("## Who praises and blames whom")
	cells := []string{"praise : blame"}
	for _, side := range s.Judgements.Of {
		cells = append(cells, "of "+md(side.Name))
	}
	p.head(cells...)
	for _, row := range s.Judgements.Rows {
		cells := []string{md(row.Name)}
		for _, j := range row.Cells {
			if j.Praise+j.Blame == 0 {
				cells = append(cells, "–")
				continue
			}
			cells = append(cells, fmt.Sprintf("%s : %s", number(j.Praise), number(j.Blame)))
		}
		p.row(cells...)
	}
	p.w.WriteString("\n")
}

// outlets prints whom each outlet quotes.
func (p *mdPrinter) outlets(s *Summary) {
	if len(s.ShownOutlets()) == 0 {
		return
	}
	p.line("## Whom outlets quote")
	cells := []string{"outlet", "articles", "statements"}
	for _, side := range s.ShownSides() {
		cells = append(cells, md(side.Name))
	}
	p.head(cells...)
	for _, o := range s.ShownOutlets() {
		cells := []string{md(o.Name), number(o.Articles), number(o.Statements)}
		for _, c := range o.Sides {
			cells = append(cells, number(c.N))
		}
		p.row(cells...)
	}
	p.w.WriteString("\n")
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
		p.row(cells...)
	}
	p.w.WriteString("\n")
}

func (p *mdPrinter) timeline(s *Summary) {
	if len(s.Timeline.Periods) < 2 {
		return
	}
	p.line("## Outlook over time")
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
		p.row(md(m.Name), string(m.Dimension), ofN(&m.Before, m.NBefore), ofN(&m.Now, m.NNow), signed(m.Change), bounds(m.Low, m.High), ofN(m.Brought, m.NBrought), m.Verdict)
	}
	p.w.WriteString("\n")
}

// ofN prints a mean with its number of statements.
func ofN(mean *float64, n int) string { return fmt.Sprintf("%s (n = %s)", score(mean), number(n)) }

func (p *mdPrinter) missing(s *Summary) {
	p.line("## What is not known")
	if len(s.Missing) == 0 {
		p.line("Of every statement the speaker, the side, the issue and the outlook are known.")
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
