package reports

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"readout/analysis"
)

// Charts are SVG whose horizontal places are percentages, so that one drawing
// fits a phone and a desk without scaling its marks. Colours are classes of the
// page's style; every side has a mark of its own besides its colour.

// svg gathers the elements of one drawing.
type svg struct{ b strings.Builder }

func (s *svg) add(format string, args ...any) { fmt.Fprintf(&s.b, format, args...) }

// done gives the drawing with its height in pixels and its words for a screen reader.
func (s *svg) done(class string, height int, label string) template.HTML {
	role := "img"
	if strings.Contains(s.b.String(), "<a ") {
		role = "group" // what is in it can be reached
	}
	return template.HTML(fmt.Sprintf(`<svg class="%s" height="%d" role="%s" aria-label="%s">%s</svg>`,
		class, height, role, template.HTMLEscapeString(label), s.b.String()))
}

// reach is how far a scale goes to both sides of zero: 1, or less where all that
// is drawn lies near it. Pages print it at the ends.
type reach float64

// reachOf is the smallest of 0.25, 0.5 and 1 that holds all means and intervals.
func reachOf(figures ...Figure) reach {
	most := 0.0
	for _, f := range figures {
		for _, x := range [...]*float64{f.Mean, f.Low, f.High} {
			if x != nil {
				most = max(most, math.Abs(*x))
			}
		}
	}
	for _, r := range [...]reach{0.25, 0.5} {
		if most <= float64(r) {
			return r
		}
	}
	return 1
}

// Low and High print the ends of the scale.
func (r reach) Low() string { return strings.TrimRight(signed(-float64(r)), "0.") }

// High prints the upper end.
func (r reach) High() string { return strings.TrimRight(signed(float64(r)), "0.") }

// pct prints a percentage with the same bytes everywhere.
func pct(x float64) string { return fmt.Sprintf("%.2f%%", x) }

// mark draws a side's mark: its shape and colour.
func (s *svg) mark(x, y string, side int, r float64, note string) {
	s.add(`<svg x="%s" y="%s" overflow="visible" class="s%d">`, x, y, side%maxSides)
	if note != "" {
		s.add(`<title>%s</title>`, template.HTMLEscapeString(note))
	}
	s.add(`%s</svg>`, shape(side, r))
}

// shape is the outline of a side's mark around the origin.
func shape(side int, r float64) string {
	switch side % maxSides {
	case 1:
		return fmt.Sprintf(`<rect class="mk" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, -r*0.88, -r*0.88, r*1.76, r*1.76)
	case 2:
		return fmt.Sprintf(`<path class="mk" d="M0 %.1fL%.1f %.1fH%.1fZ"/>`, -r*1.15, r*1.1, r*0.8, -r*1.1)
	case 3:
		return fmt.Sprintf(`<path class="mk" d="M0 %.1fL%.1f 0L0 %.1fL%.1f 0Z"/>`, -r*1.25, r*1.25, r*1.25, -r*1.25)
	case 4:
		return fmt.Sprintf(`<path class="mk" d="M0 %.1fL%.1f %.1fH%.1fZ"/>`, r*1.15, r*1.1, -r*0.8, -r*1.1)
	case 5:
		return fmt.Sprintf(`<circle class="mk ring" r="%.1f"/>`, r*0.85)
	case 6:
		return fmt.Sprintf(`<rect class="mk ring" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, -r*0.75, -r*0.75, r*1.5, r*1.5)
	case 7:
		return fmt.Sprintf(`<path class="mk ring" d="M0 %.1fL%.1f 0L0 %.1fL%.1f 0Z"/>`, -r*1.15, r*1.15, r*1.15, -r*1.15)
	}
	return fmt.Sprintf(`<circle class="mk" r="%.1f"/>`, r)
}

// keyMark is a side's mark beside its name. Only the largest sides have one: that of another
// would be taken for theirs.
func keyMark(side int) template.HTML {
	if side < 0 || side >= maxSides {
		return ""
	}
	return template.HTML(fmt.Sprintf(`<svg class="key s%d" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">%s</svg>`,
		side%maxSides, shape(side, 5)))
}

// shareReach is how far a scale of shares goes to both sides: the smallest of
// 25 %, 50 % and all that holds every share of a label.
func shareReach(figures ...Figure) float64 {
	most := 0.0
	for _, f := range figures {
		for _, x := range [...]*float64{f.Positive, f.Negative} {
			if x != nil {
				most = max(most, *x)
			}
		}
	}
	for _, r := range [...]float64{0.25, 0.5} {
		if most <= r {
			return r
		}
	}
	return 1
}

// balanceChart is the shares of a reading's statements that are skeptical and
// optimistic, to both sides of a line. Those that are neither are what is missing to all.
func balanceChart(name string, f Figure) template.HTML {
	const h, bar, middle, half = 26, 16, 50.0, 49.0
	s := &svg{}
	if f.Positive == nil || f.Negative == nil {
		s.add(`<text class="dim" x="%s" y="%d" text-anchor="middle">no outlook told</text>`, pct(middle), bar)
		return s.done("balance", h, name+": no outlook told")
	}
	pos, neg := f.labelled()
	s.share("neg", middle, -half**f.Negative, 4, bar, f.part(neg))
	s.share("pos", middle, half**f.Positive, 4, bar, f.part(pos))
	s.add(`<line class="zero" x1="%[1]s" x2="%[1]s" y1="1" y2="%d"/>`, pct(middle), h-1)
	return s.done("balance", h, fmt.Sprintf("%s: %s of %s, mean %s", name, f.Tally(analysis.Outlook), number(f.Scored), signed(*f.Mean)))
}

// standChart is how many of a side's statements agree and disagree, to the left and to the right of a line.
func standChart(most int, st Stand) template.HTML {
	const h = 12
	s := &svg{}
	width := func(n int) float64 { return 48 * float64(n) / float64(max(1, most)) }
	if st.Agree > 0 {
		s.add(`<rect class="pos" x="%s" width="%s" y="1" height="10"/>`, pct(50-width(st.Agree)), pct(width(st.Agree)))
	}
	if st.Disagree > 0 {
		s.add(`<rect class="neg" x="50%%" width="%s" y="1" height="10"/>`, pct(width(st.Disagree)))
	}
	s.add(`<line class="zero" x1="50%%" x2="50%%" y1="0" y2="%d"/>`, h)
	return s.done("balance", h, fmt.Sprintf("%s: %d agree, %d disagree", st.Name, st.Agree, st.Disagree))
}

// share draws a bar from the middle, to the left where its width is negative, with
// its label behind it or, where that has no room, in it.
func (s *svg) share(class string, middle, width float64, top, bar int, label string) {
	from, end, sign := middle, middle+width, 1
	if width < 0 || class == "neg" {
		from, sign = end, -1
	}
	if width != 0 {
		s.add(`<rect class="%s" x="%s" width="%s" y="%d" height="%d"/>`, class, pct(from), pct(math.Abs(width)), top, bar)
	}
	inside := math.Abs(width) > 20
	if inside {
		sign = -sign
	}
	anchor := "start"
	if sign < 0 {
		anchor = "end"
	}
	s.add(`<text%s x="%s" dx="%d" y="%d" text-anchor="%s">%s</text>`, map[bool]string{true: ` class="in"`}[inside], pct(end), 5*sign, top+bar-3, anchor, label)
}

// timeChart is one side's outlook over the periods; the area of a mark is the
// number of its statements.
func timeChart(r reach, l Line, periods []string) template.HTML {
	const h = 72
	s := &svg{}
	y := func(m float64) float64 { return h/2 - max(-1, min(1, m/float64(r)))*(h/2-10) }
	s.add(`<line class="zero" x1="0" x2="100%%" y1="%[1]d" y2="%[1]d"/>`, h/2)
	x := func(i int) float64 {
		if len(periods) < 2 {
			return 50
		}
		return 3 + 94*float64(i)/float64(len(periods)-1)
	}
	if l.Break != nil {
		at := pct((x(*l.Break-1) + x(*l.Break)) / 2)
		s.add(`<line class="break s%d" x1="%[2]s" x2="%[2]s" y1="8" y2="%[3]d"/>`, l.Index%maxSides, at, h)
		s.add(`<svg x="%s" y="0" overflow="visible" class="s%d"><path class="mk" d="M-5 0H5L0 8Z"/><title>Outlook %s</title></svg>`,
			at, l.Index%maxSides, template.HTMLEscapeString(l.Change))
	}
	most := 1
	for _, f := range l.Points {
		most = max(most, f.Scored)
	}
	last := -1
	var notes []string
	for i, f := range l.Points {
		if f.Mean == nil {
			continue
		}
		if last >= 0 {
			class := "path"
			if last < i-1 {
				class = "path gap" // periods without a score between
			}
			s.add(`<line class="%s s%d" x1="%s" y1="%.1f" x2="%s" y2="%.1f"/>`, class, l.Index%maxSides,
				pct(x(last)), y(*l.Points[last].Mean), pct(x(i)), y(*f.Mean))
		}
		last = i
	}
	for i, f := range l.Points {
		if f.Mean == nil {
			continue
		}
		note := fmt.Sprintf("%s %s (n = %d)", periods[i], signed(*f.Mean), f.Scored)
		notes = append(notes, note)
		from, to := span(periods[i])
		s.add(`<a class="fig" href="%s" data-n="%d" aria-label="%s">`, template.HTMLEscapeString(address("side", l.SideID, "from", from, "to", to, "outlook", "told")), f.Scored, template.HTMLEscapeString(note))
		s.mark(pct(x(i)), fmt.Sprintf("%.1f", y(*f.Mean)), l.Index, 3+4.5*math.Sqrt(float64(f.Scored)/float64(most)), note)
		s.add(`</a>`)
	}
	if len(notes) == 0 {
		notes = []string{"no outlook"}
	}
	return s.done("time", h, l.Name+": "+strings.Join(notes, ", "))
}

// barChart is a share as a bar against the largest one.
func barChart(share, most float64, side int) template.HTML {
	s := &svg{}
	s.add(`<rect class="bar s%d" width="%s" height="10" rx="1"/>`, side%maxSides, pct(100*share/max(most, share)))
	return template.HTML(`<svg class="hbar" height="10" aria-hidden="true">` + s.b.String() + `</svg>`)
}

// tone is the class of a matrix cell: which end and how far. A handful of
// statements has no colour, since it is no finding.
func tone(f Figure) string {
	x := f.Mean
	switch {
	case x == nil:
		return "none"
	case f.Scored < sounds:
		return "few"
	}
	step := "0"
	switch m := math.Abs(*x); {
	case m > 0.4:
		step = "3"
	case m > 0.2:
		step = "2"
	case m > neither:
		step = "1"
	default:
		return "z"
	}
	if *x < 0 {
		return "n" + step
	}
	return "p" + step
}
