package reports

import (
	"fmt"
	"html/template"
	"math"
	"strings"
)

// Charts are SVG whose horizontal places are percentages, so that one drawing
// fits a phone and a desk without scaling its marks. Colours are classes of the
// page's style; every side has a mark of its own besides its colour.

// svg gathers the elements of one drawing.
type svg struct{ b strings.Builder }

func (s *svg) add(format string, args ...any) { fmt.Fprintf(&s.b, format, args...) }

// done gives the drawing with its height in pixels and its words for a screen reader.
func (s *svg) done(class string, height int, label string) template.HTML {
	return template.HTML(fmt.Sprintf(`<svg class="%s" height="%d" role="img" aria-label="%s">%s</svg>`,
		class, height, template.HTMLEscapeString(label), s.b.String()))
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

// place is where a score lies, in percent of a drawing that leaves room for the
// marks at both ends.
func (r reach) place(x float64) float64 { return 50 + 47*max(-1, min(1, x/float64(r))) }

// pct prints a percentage with the same bytes everywhere.
func pct(x float64) string { return fmt.Sprintf("%.2f%%", x) }

// axis draws the scale with its ends and its middle from y0 to y1.
func (s *svg) axis(y0, y1 int) {
	mid := (y0 + y1) / 2
	unit := reach(1)
	s.add(`<line class="rule" x1="%s" x2="%s" y1="%d" y2="%[3]d"/>`, pct(unit.place(-1)), pct(unit.place(1)), mid)
	for _, x := range [...]float64{-1, -0.5, 0.5, 1} {
		s.add(`<line class="tick" x1="%[1]s" x2="%[1]s" y1="%[2]d" y2="%[3]d"/>`, pct(unit.place(x)), mid-4, mid+4)
	}
	s.add(`<line class="zero" x1="%[1]s" x2="%[1]s" y1="%d" y2="%d"/>`, pct(unit.place(0)), y0, y1)
}

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

// keyMark is a side's mark beside its name.
func keyMark(side int) template.HTML {
	if side < 0 {
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

// balanceChart is, for outlook and stance, the shares of the statements labelled
// one way and the other, to both sides of a line. Those with neither label are
// what is missing to all.
func balanceChart(reach float64, name string, fs Figures) template.HTML {
	const h, bar, middle, half = 50, 16, 49.0, 32.0
	s := &svg{}
	var said []string
	for i, dim := range [...]string{"outlook", "stance"} {
		f, top := *fs.of(dim), 5+i*24
		s.add(`<text class="dim" x="0" y="%d">%s</text>`, top+bar-4, dim)
		if f.Positive == nil || f.Negative == nil {
			s.add(`<text class="dim" x="%s" dx="6" y="%d">not told</text>`, pct(middle), top+bar-4)
			said = append(said, "no "+dim)
			continue
		}
		mean := "mean " + signed(*f.Mean)
		if f.Low != nil {
			mean += ", 95 % interval " + bounds(f.Low, f.High)
		}
		said = append(said, fmt.Sprintf("%s %s of %s, %s", dim, f.Tally(dim), number(f.Scored), mean))
		s.add(`<text class="mean" x="100%%" y="%d" text-anchor="end">%s<title>%s</title></text>`, top+bar-3, signed(*f.Mean), mean)
		pos, neg := f.labelled()
		s.share("neg", middle, -half**f.Negative/reach, top, bar, f.part(neg))
		s.share("pos", middle, half**f.Positive/reach, top, bar, f.part(pos))
	}
	s.add(`<line class="zero" x1="%[1]s" x2="%[1]s" y1="1" y2="%d"/>`, pct(middle), h-1)
	return s.done("balance", h, name+": "+strings.Join(said, "; "))
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

// dumbbellChart is all sides of one issue on one scale.
func dumbbellChart(r reach, dim string, cells map[string]Figure, sides []Side) template.HTML {
	const h, mid = 34, 17
	s := &svg{}
	s.axis(4, h-4)
	low, high := math.Inf(1), math.Inf(-1)
	var notes []string
	for _, side := range sides {
		if f := cells[side.ID]; f.Mean != nil {
			if f.Scored >= sounds {
				low, high = min(low, *f.Mean), max(high, *f.Mean)
			}
			notes = append(notes, fmt.Sprintf("%s %s (n = %d)", side.Name, signed(*f.Mean), f.Scored))
		}
	}
	if len(notes) == 0 {
		return s.done("strip", h, "no "+dim)
	}
	if low < high {
		s.add(`<line class="span" x1="%s" x2="%s" y1="%d" y2="%[3]d"/>`, pct(r.place(low)), pct(r.place(high)), mid)
	}
	for i := len(sides) - 1; i >= 0; i-- { // the largest side on top
		f := cells[sides[i].ID]
		if f.Mean == nil {
			continue
		}
		if f.Low != nil && f.High != nil {
			s.add(`<line class="ci thin s%d" x1="%s" x2="%s" y1="%d" y2="%[4]d"/>`, sides[i].Index%maxSides, pct(r.place(*f.Low)), pct(r.place(*f.High)), mid)
		}
		if f.Scored < sounds {
			s.add(`<g class="faint">`)
		}
		s.mark(pct(r.place(*f.Mean)), fmt.Sprint(mid), sides[i].Index, 3.2+2.8*math.Sqrt(min(1, float64(f.Scored)/25)),
			fmt.Sprintf("%s %s, n = %d", sides[i].Name, signed(*f.Mean), f.Scored))
		if f.Scored < sounds {
			s.add(`</g>`)
		}
	}
	return s.done("strip", h, dim+": "+strings.Join(notes, ", "))
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
		s.mark(pct(x(i)), fmt.Sprintf("%.1f", y(*f.Mean)), l.Index, 3+4.5*math.Sqrt(float64(f.Scored)/float64(most)), note)
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
