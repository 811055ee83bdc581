package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

// TerminalOptions says what the terminal can show.
type TerminalOptions struct {
	Width int  // columns; 0 for 80
	Color bool // bold, underlined and coloured by escape sequences
}

// Terminal prints the first screen for a terminal: who stands where, on which
// words, and how far apart.
func (s *Summary) Terminal(w io.Writer, o TerminalOptions) error {
	if o.Width < 40 {
		o.Width = 80
	}
	p := &termPrinter{bufio.NewWriter(w), o}
	p.wrap("", p.style(bold, s.Headline))
	p.wrap("", s.Corpus.Line())
	if only := s.Focus.Line(); only != "" {
		p.wrap("", only)
	}
	if len(s.Lead.Voices) > 0 {
		p.text("\n")
		p.wrap("", p.style(bold, s.Kicker()+":"))
		p.readings(s.Lead.Voices, 2)
	}
	if s.Standing != "" {
		p.text("\n")
		p.wrap("", s.Standing)
	}
	if all := s.Lead.Event.ShownCoverage(); len(all) > 0 {
		p.text("\n")
		for _, c := range all {
			p.wrap("", c.line()+".")
		}
	}
	p.changes(s)
	p.events(s)
	p.propositions(s)
	p.judgements(s)
	p.set(s)
	return p.w.Flush()
}

const (
	bold      = "1"
	underline = "4"
	dim       = "2"
)

type termPrinter struct {
	w *bufio.Writer
	o TerminalOptions
}

func (p *termPrinter) text(format string, args ...any) { fmt.Fprintf(p.w, format, args...) }

func (p *termPrinter) style(code, s string) string {
	if !p.o.Color || s == "" {
		return s
	}
	// Word by word, so that a line can be broken anywhere.
	words := strings.Split(s, " ")
	for i, word := range words {
		if word != "" {
			words[i] = "\x1b[" + code + "m" + word + "\x1b[0m"
		}
	}
	return strings.Join(words, " ")
}

// wrap prints s in lines that fit, each behind the indent.
func (p *termPrinter) wrap(indent, s string) {
	for _, line := range Wrap(s, p.o.Width-uniseg.StringWidth(indent)) {
		p.text("%s%s\n", indent, line)
	}
}

// Wrap breaks text into lines of at most width columns, at blanks; a longer word (a URL,
// a text without blanks) is cut between its letters. Escape sequences take no column.
func Wrap(s string, width int) []string {
	var lines []string
	line, used := "", 0
	flush := func() {
		if line != "" {
			lines = append(lines, line)
		}
		line, used = "", 0
	}
	for word := range strings.FieldsSeq(s) {
		for visible(word) > width {
			flush()
			head := Cut(word, width)
			lines, word = append(lines, head), word[len(head):]
		}
		n := visible(word)
		if used > 0 && used+1+n > width {
			flush()
		}
		if used > 0 {
			line += " "
			used++
		}
		line += word
		used += n
	}
	flush()
	return lines
}

// visible is the columns that a word takes, its own escape sequences left out.
func visible(word string) int {
	for {
		i := strings.Index(word, "\x1b[")
		if i < 0 {
			return uniseg.StringWidth(word)
		}
		j := strings.IndexByte(word[i:], 'm')
		if j < 0 { // it is none of ours
			return uniseg.StringWidth(word)
		}
		word = word[:i] + word[i+j+1:]
	}
}

// Cut is the longest beginning of s that fits into room columns, at least one
// character of it.
func Cut(s string, room int) string {
	n, width := 0, 0
	g := uniseg.NewGraphemes(s)
	for g.Next() {
		if width += g.Width(); width > room && n > 0 {
			break
		}
		_, n = g.Positions()
	}
	return s[:n]
}

// fit pads or cuts s to exactly n columns.
func fit(s string, n int) string {
	if n < 1 {
		return ""
	}
	if w := uniseg.StringWidth(s); w <= n {
		return s + strings.Repeat(" ", n-w)
	}
	c := Cut(s, n-1) + "…"
	return c + strings.Repeat(" ", n-uniseg.StringWidth(c))
}

// readings prints each side's bar and up to so many of its quotations.
func (p *termPrinter) readings(voices []Reading, quotes int) {
	if len(voices) == 0 {
		return
	}
	const share, mean = 9, 8
	name := 12
	var outlooks []Figure
	for _, v := range voices {
		name = max(name, uniseg.StringWidth(v.Name)+2)
		outlooks = append(outlooks, v.Outlook)
	}
	name = min(name, 24, p.o.Width/3)
	half := max(3, (p.o.Width-name-2*share-mean-2)/2)
	r := shareReach(outlooks...)
	p.text("%s%s%s%s\n", strings.Repeat(" ", name), right("skeptical", share+half), strings.Repeat(" ", 1)+fit("optimistic", half+share), right("mean", mean))
	for i := range voices {
		v := &voices[i]
		o := &v.Outlook
		pos, neg := o.labelled()
		bar := func(n int) int { return int(math.Round(float64(half) * float64(n) / float64(max(1, o.Scored)) / r)) }
		left, width := strings.Repeat("░", bar(neg)), strings.Repeat("█", bar(pos))
		low, high := o.part(neg), o.part(pos)
		if o.Mean == nil {
			low, high = "–", "–"
		}
		p.text("%s%s%s%s%s\n", p.style(bold, short(v.Name, name)), right(low+" "+left, share+half), "┊", fit(width+" "+high, half+share), right(score(o.Mean), mean))
		for k := range v.Quotes[:min(len(v.Quotes), quotes)] {
			q := &v.Quotes[k]
			p.wrap("  ", p.quote(q))
			p.wrap("    ", p.style(dim, "— "+q.By()))
		}
		if said := v.Positioned(); said != "" {
			p.wrap("  ", said)
		}
	}
}

// events prints the events that sides differ about after the one of the headline.
func (p *termPrinter) events(s *Summary) {
	if len(s.Events.Shown) == 0 {
		return
	}
	p.text("\n")
	p.wrap("", s.EventsLine())
	for i := range min(len(s.Events.Shown), 4) {
		e := &s.Events.Shown[i]
		p.text("\n")
		p.wrap("", p.style(bold, cmp.Or(e.Title, "Without a headline")))
		p.wrap("  ", p.style(dim, e.Line()))
		shown, others := outermost(e.Readings)
		p.readings(shown, 1)
		if len(others) > 0 {
			p.wrap("", fmt.Sprintf("Between them: %s.", join(others)))
		}
	}
}

// outermost is at most three of the readings, in their order: the first, the last, and
// the one between with most scored statements; others are the names of those left out.
func outermost(voices []Reading) (shown []Reading, others []string) {
	if len(voices) <= 3 {
		return voices, nil
	}
	last := len(voices) - 1
	most := 1
	for i := 2; i < last; i++ {
		if voices[i].Outlook.Scored > voices[most].Outlook.Scored {
			most = i
		}
	}
	for i := range voices {
		if i == 0 || i == most || i == last {
			shown = append(shown, voices[i])
		} else {
			others = append(others, voices[i].Name)
		}
	}
	return shown, others
}

// propositions prints where the largest sides stand.
func (p *termPrinter) propositions(s *Summary) {
	const cell = 13
	name := min(46, p.o.Width/2)
	sides := s.ShownSides()
	sides = sides[:min(len(sides), (p.o.Width-name)/cell)]
	taken := slices.DeleteFunc(slices.Clone(s.Propositions), func(x Proposition) bool {
		return !slices.ContainsFunc(sides, func(side Side) bool { return x.Of(side.ID) != nil })
	})
	if len(taken) == 0 {
		return
	}
	p.text("\n%s", p.style(bold, fit("Statements that agree : disagree", name)))
	for _, side := range sides {
		p.text("%s", p.style(bold, right(fitWords(side.Name, cell-1), cell)))
	}
	p.text("\n")
	for _, x := range taken[:min(len(taken), 10)] {
		p.text("%s", short(x.Text, name))
		for _, side := range sides {
			text := "–"
			if st := x.Of(side.ID); st != nil {
				text = number(st.Agree) + " : " + number(st.Disagree)
			}
			p.text("%s", right(text, cell))
		}
		p.text("\n")
	}
}

// judgements says whom each side praises and blames most.
func (p *termPrinter) judgements(s *Summary) {
	if len(s.Judgements.Rows) == 0 {
		return
	}
	p.text("\n%s\n", p.style(bold, "Praise and blame"))
	for _, row := range s.Judgements.Rows[:min(len(s.Judgements.Rows), 5)] {
		var said []string
		for _, j := range row.Most[:min(len(row.Most), 3)] {
			said = append(said, fmt.Sprintf("%s (+%d −%d)", j.Name, j.Praise, j.Blame))
		}
		p.wrap("  ", row.Name+" of "+join(said))
	}
}

// right pads or cuts s to n columns, at its left side.
func right(s string, n int) string {
	if w := uniseg.StringWidth(s); w < n {
		return strings.Repeat(" ", n-w) + s
	}
	return fit(s, n)
}

// short fits a name into n columns of which the last is empty.
func short(s string, n int) string { return fit(fit(s, n-1), n) }

// quote underlines the evidence, or puts it between asterisks without colour.
func (p *termPrinter) quote(q *Quote) string {
	var b strings.Builder
	for _, seg := range q.Segments {
		switch {
		case seg.Role != "evidence":
			b.WriteString(seg.Text)
		case p.o.Color:
			b.WriteString(p.style(underline, seg.Text))
		default:
			b.WriteString("*" + seg.Text + "*")
		}
	}
	return b.String()
}

// changes says what the last run changed.
func (p *termPrinter) changes(s *Summary) {
	p.text("\n")
	said := strings.Join(s.Changes.Sentences(), " ")
	if !s.Changes.First {
		said = p.style(bold, "Since the run before:") + " " + said
	}
	p.wrap("", said)
}

// fitWords cuts a name to n columns.
func fitWords(s string, n int) string { return strings.TrimRight(fit(s, n), " ") }

// set says what is not known and what was set aside.
func (p *termPrinter) set(s *Summary) {
	var parts []string
	for _, m := range s.Missing {
		if m.N > 0 && (m.What == "side" || m.What == "issue" || m.What == "outlook") {
			parts = append(parts, fmt.Sprintf("%s without %s", number(m.N), m.What))
		}
	}
	if len(parts) > 0 {
		p.text("\n")
		p.wrap("", fmt.Sprintf("Of %s: %s.", count(s.Corpus.Groups, "statement"), strings.Join(parts, ", ")))
	}
	if left := s.Corpus.LeftOut(); left != "" {
		p.wrap("", fmt.Sprintf("Left out of all figures: %s.", left))
	}
	for _, q := range s.Quarantine {
		p.wrap("", fmt.Sprintf("Set aside: %s (%s, %s), such as %s", count(q.N, "input"), q.Stage, q.Code, q.Examples[0]))
	}
}
