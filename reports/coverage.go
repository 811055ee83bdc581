package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Coverage is whom an outlet quotes on an event.
type Coverage struct {
	Outlet     string  `json:"outlet"`
	Statements int     `json:"statements"` // repeated words too, of whoever speaks
	By         string  `json:"by"`         // what the readings are of: side or speaker
	Voices     []Count `json:"voices"`     // of the event's readings, in their order
}

// coverage says of each event shown which outlets quote whom of its readings, where there are
// two outlets to compare. Words that other outlets have too count: who left somebody out did
// not print them either.
func (b opener) coverage() {
	shown := map[string]*Event{b.out.Lead.Event.ID: &b.out.Lead.Event}
	for i := range b.out.Events.Shown {
		shown[b.out.Events.Shown[i].ID] = &b.out.Events.Shown[i]
	}
	delete(shown, "") // an issue in the place of an event
	type cell struct{ event, outlet, voice string }
	n := map[cell]int{}
	for i := range b.t.statements {
		s := &b.t.statements[i]
		if !s.counts() || s.place.copy || s.Outlet == nil {
			continue
		}
		e := shown[b.eventID(s)]
		if e == nil {
			continue
		}
		k := slices.IndexFunc(e.Coverage, func(c Coverage) bool { return c.Outlet == clean(*s.Outlet) })
		if k < 0 {
			k = len(e.Coverage)
			e.Coverage = append(e.Coverage, Coverage{Outlet: clean(*s.Outlet)})
		}
		e.Coverage[k].Statements++
		voices := b.sidesOf(s)
		if b.byOf(e) == bySpeaker {
			voices = s.speakers()
		}
		for _, v := range voices {
			n[cell{e.ID, clean(*s.Outlet), v}]++
		}
	}
	for _, e := range shown {
		if len(e.Coverage) < 2 {
			e.Coverage = nil
			continue
		}
		for k := range e.Coverage {
			c := &e.Coverage[k]
			c.By = b.byOf(e)
			for _, r := range e.Readings {
				id := r.who()[1]
				c.Voices = append(c.Voices, Count{id, r.Name, n[cell{e.ID, c.Outlet, id}]})
			}
		}
		slices.SortFunc(e.Coverage, func(x, y Coverage) int {
			return cmp.Or(y.Statements-x.Statements, strings.Compare(x.Outlet, y.Outlet))
		})
	}
}

// byOf is what an event's readings are of: of the lead alone they may be of speakers.
func (b opener) byOf(e *Event) string {
	if e == &b.out.Lead.Event {
		return b.out.Lead.By
	}
	return bySide
}

// maxCoverage is how many outlets of an event are shown.
const maxCoverage = 10

// ShownCoverage is the outlets of an event that there is room for.
func (e *Event) ShownCoverage() []Coverage { return e.Coverage[:min(len(e.Coverage), maxCoverage)] }

// Key is the filter of the browser by which the outlet's statements of a voice are found.
func (c Coverage) Key() string {
	if c.By == bySpeaker {
		return "actor"
	}
	return "side"
}

// Heard is whom the outlet quotes.
func (c Coverage) Heard() []Count {
	return slices.DeleteFunc(slices.Clone(c.Voices), func(s Count) bool { return s.N == 0 })
}

// LeftOut says whom of those that others quote the outlet does not, "" for nobody.
func (c Coverage) LeftOut() string {
	var names []string
	for _, s := range c.Voices {
		if s.N == 0 {
			names = append(names, withArticle(s.Name))
		}
	}
	if len(names) == 0 {
		return ""
	}
	whom := "nobody for "
	if c.By == bySpeaker {
		whom = "not "
	}
	if n := len(names); n > 1 {
		return whom + strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	}
	return whom + names[0]
}

// line tells whom an outlet quotes, with the numbers of statements, and whom not.
func (c Coverage) line() string {
	var parts []string
	for _, s := range c.Heard() {
		parts = append(parts, fmt.Sprintf("%s %d", withArticle(s.Name), s.N))
	}
	if left := c.LeftOut(); left != "" {
		parts = append(parts, left)
	}
	return c.Outlet + " quotes " + strings.Join(parts, ", ")
}
