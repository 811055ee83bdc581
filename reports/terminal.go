package reports

import (
	"bufio"
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
	p.voices(s)
	if s.Standing != "" {
		p.text("\n")
		p.wrap("", s.Standing)
	}
	p.changes(s)
	p.matrix(s)
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
	room := p.o.Width - uniseg.StringWidth(indent)
	line, width := "", 0
	flush := func() {
		if line != "" {
			p.text("%s%s\n", indent, line)
		}
		line, width = "", 0
	}
	for _, word := range strings.Fields(s) {
		for wide := visible(word); wide > room; wide = visible(word) { // longer than a line: a URL, or no spaces
			flush()
			head := cut(word, room)
			p.text("%s%s\n", indent, head)
			word = word[len(head):]
		}
		n := visible(word)
		if width > 0 && width+1+n > room {
			flush()
		}
		if width > 0 {
			line += " "
			width++
		}
		line += word
		width += n
	}
	flush()
}

// visible is the columns that a word takes, its own escape sequences left out.
func visible(word string) int {
	for {
		i := strings.Index(word, "\x1b[")
		if i < 0 {
			return uniseg.StringWidth(word)
		}
		j := strings.IndexByte(word[i:], 'm')
		word = word[:i] + word[i+j+1:]
	}
}

// cut is the longest beginning of s that fits into room columns, at least one
// character of it.
func cut(s string, room int) string {
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
	c := cut(s, n-1) + "…"
	return c + strings.Repeat(" ", n-uniseg.StringWidth(c))
}

func (p *termPrinter) voices(s *Summary) {
	if len(s.Lead.Voices) == 0 {
		return
	}
	const share = 9
	mean, count := 8, 7
	if p.o.Width < 70 {
		mean = 0
	}
	name := 12
	for _, v := range s.Lead.Voices {
		name = max(name, uniseg.StringWidth(v.Name)+2)
	}
	name = min(name, 24, p.o.Width/3)
	half := max(3, (p.o.Width-name-2*share-2*mean-count-1)/2)
	var outlooks []Figure
	for _, v := range s.Lead.Voices {
		outlooks = append(outlooks, v.Figures.Outlook)
	}
	r := shareReach(outlooks...)
	p.text("\n")
	p.wrap("", p.style(bold, s.Lead.Name+":"))
	p.text("%s%s%s%s%s\n", strings.Repeat(" ", name), right("skeptical", share+half), strings.Repeat(" ", 1)+fit("optimistic", half+share), right("outlook", mean)+right("stance", mean), right("n", count))
	for _, v := range s.Lead.Voices {
		o := v.Figures.Outlook
		pos, neg := o.labelled()
		bar := func(n int) int { return int(math.Round(float64(half) * float64(n) / float64(max(1, o.Scored)) / r)) }
		left, width := strings.Repeat("░", bar(neg)), strings.Repeat("█", bar(pos))
		low, high := o.part(neg), o.part(pos)
		if o.Mean == nil {
			low, high = "–", "–"
		}
		p.text("%s%s%s%s%s%s\n", p.style(bold, short(v.Name, name)), right(low+" "+left, share+half), "┊", fit(width+" "+high, half+share), right(score(o.Mean), mean)+right(score(v.Figures.Stance.Mean), mean), right(number(o.Scored), count))
		if v.Quote != nil {
			p.wrap("  ", p.quote(v.Quote))
			p.wrap("    ", p.style(dim, "— "+v.Quote.By()))
		}
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

// changes says what the last run changed.
func (p *termPrinter) changes(s *Summary) {
	p.text("\n")
	said := strings.Join(s.Changes.Sentences(), " ")
	if !s.Changes.First {
		said = p.style(bold, "Since the run before:") + " " + said
	}
	p.wrap("", said)
}

// matrix prints outlook by issue: of the voices of the headline first, and of as
// many more sides as there is room for.
func (p *termPrinter) matrix(s *Summary) {
	const name = 26
	cell := 13
	for _, is := range s.ShownIssues() {
		for _, f := range is.Sides {
			cell = max(cell, len(number(f.Scored))+10) // sign, figure, brackets and a space
		}
	}
	var sides []Side
	for _, heard := range [...]bool{true, false} {
		for _, side := range s.ShownSides() {
			if heard == slices.ContainsFunc(s.Lead.Voices, func(v Voice) bool { return v.ActorID == "" && v.SideID == side.ID }) {
				sides = append(sides, side)
			}
		}
	}
	sides = sides[:min(len(sides), (p.o.Width-name)/cell)]
	issues := slices.DeleteFunc(s.ShownIssues(), func(is Issue) bool {
		return !slices.ContainsFunc(sides, func(side Side) bool { return is.Sides[side.ID].Mean != nil })
	})
	if len(issues) == 0 || len(sides) == 0 {
		return
	}
	p.text("\n%s", p.style(bold, fit("Mean outlook (n)", name)))
	for _, side := range sides {
		p.text("%s", p.style(bold, right(fitWords(side.Name, cell-1), cell)))
	}
	p.text("\n")
	for _, is := range issues {
		p.text("%s", short(is.Name, name))
		for _, side := range sides {
			f := is.Sides[side.ID]
			text := "–"
			if f.Mean != nil {
				text = fmt.Sprintf("%s (%s)", signed(*f.Mean), number(f.Scored))
			}
			p.text("%s", right(text, cell))
		}
		p.text("\n")
	}
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
		p.wrap("", fmt.Sprintf("Of %s: %s.", count(s.Corpus.Statements, "statement"), strings.Join(parts, ", ")))
	}
	for _, q := range s.Quarantine {
		p.wrap("", fmt.Sprintf("Set aside: %s (%s, %s), such as %s", count(q.N, "input"), q.Stage, q.Code, q.Examples[0]))
	}
}
