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
	p.wrap("", s.Corpus.line())
	p.voices(s)
	if s.Standing != "" {
		p.text("\n")
		p.wrap("", s.Standing)
	}
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
	const name, figure = 18, 8
	scale := p.o.Width - name - figure - 10
	r := s.VoiceReach()
	high := r.High() + " optimistic"
	p.text("\n%s%s%s\n", p.style(bold, fit(s.Lead.Name, name+figure)), fit("skeptical "+r.Low(), scale-len(high)), high)
	for _, v := range s.Lead.Voices {
		o := v.Figures.Outlook
		p.text("%s%s%s  n = %d\n", p.style(bold, fit(v.Name, name)), fit(score(o.Mean), figure), strip(r, &o, scale), o.Scored)
		if v.Quote != nil {
			p.wrap("  ", p.quote(v.Quote))
			p.wrap("    ", p.style(dim, "— "+v.Quote.by()))
		}
	}
}

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

// matrix prints outlook by issue for as many sides as there is room for.
func (p *termPrinter) matrix(s *Summary) {
	const name, cell = 26, 13
	sides := s.shownSides()
	sides = sides[:min(len(sides), (p.o.Width-name)/cell)]
	if len(s.Issues) == 0 || len(sides) == 0 {
		return
	}
	p.text("\n%s", p.style(bold, fit("Outlook by issue (n)", name)))
	for _, side := range sides {
		p.text("%s", p.style(bold, fit(" "+side.Name, cell)))
	}
	p.text("\n")
	for _, is := range s.shownIssues() {
		if !slices.ContainsFunc(sides, func(side Side) bool { return is.Sides[side.ID].Mean != nil }) {
			continue
		}
		p.text("%s", fit(is.Name, name))
		for _, side := range sides {
			f := is.Sides[side.ID]
			text := " –"
			if f.Mean != nil {
				text = fmt.Sprintf(" %s (%d)", signed(*f.Mean), f.Scored)
			}
			p.text("%s", fit(text, cell))
		}
		p.text("\n")
	}
}

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
