package reports

import (
	"slices"
	"strings"
	"time"
)

// Focus is what a reader works on. The zero value is everything.
type Focus struct {
	Sides       []string  `json:"sides"`         // ids: shown first, in this order, so that each keeps its colour and mark
	Event       string    `json:"event"`         // id of the only event,
	Issue       string    `json:"issue"`         // issue,
	Proposition string    `json:"proposition"`   // proposition that a position is taken on,
	Actor       string    `json:"actor"`         // speaker
	Outlet      string    `json:"outlet"`        // and outlet that is told of
	From        time.Time `json:"from,omitzero"` // first day,
	To          time.Time `json:"to,omitzero"`   // and last
}

// whole says that nothing is left out.
func (f *Focus) whole() bool {
	return f.Event == "" && f.Issue == "" && f.Proposition == "" && f.Actor == "" && f.Outlet == "" && f.From.IsZero() && f.To.IsZero()
}

// Key names what a draw of the focus is of, "" for everything.
func (f *Focus) Key() string {
	key := f.Line()
	if len(f.Sides) > 0 {
		key = strings.TrimSpace(key + " Sides " + join(f.Sides) + ".")
	}
	return key
}

// Line says what a report is restricted to, "" for nothing.
func (f *Focus) Line() string {
	var parts []string
	for _, x := range [...][2]string{
		{"event", f.Event}, {"issue", f.Issue}, {"proposition", f.Proposition}, {"actor", f.Actor}, {"outlet", f.Outlet},
	} {
		if x[1] != "" {
			parts = append(parts, x[0]+" "+clean(x[1]))
		}
	}
	if !f.From.IsZero() {
		parts = append(parts, "from "+date(&f.From))
	}
	if !f.To.IsZero() {
		parts = append(parts, "to "+date(&f.To))
	}
	if len(parts) == 0 {
		return ""
	}
	return "Only " + join(parts) + "."
}

// check says of a name in the focus that the tables do not have what there is.
func (b *builder) check() error {
	f := &b.out.Focus
	seen := map[string]map[string]bool{"event": {}, "issue": {}, "actor": {}, "outlet": {}, "side": {}}
	for i := range b.t.statements {
		s := &b.t.statements[i]
		seen["event"][b.eventID(s)] = true
		seen["issue"][value(s.IssueID)] = true
		seen["outlet"][value(s.Outlet)] = true
		for _, id := range s.SpeakerIDs {
			seen["actor"][id] = true
		}
		for _, side := range b.sidesOf(s) {
			seen["side"][side] = true
		}
	}
	seen["proposition"] = map[string]bool{}
	for i := range b.t.propositions {
		seen["proposition"][b.t.propositions[i].PropositionID] = true
	}
	type name struct{ what, id string }
	names := []name{{"event", f.Event}, {"issue", f.Issue}, {"proposition", f.Proposition}, {"actor", f.Actor}, {"outlet", f.Outlet}}
	for _, side := range f.Sides {
		names = append(names, name{"side", side})
	}
	for _, x := range names {
		if x.id != "" && !seen[x.what][x.id] {
			var known []string
			for id := range seen[x.what] {
				if id != "" {
					name := ""
					if x.what == "side" {
						name = b.names[id]
					}
					known = append(known, idAndName(clean(id), name))
				}
			}
			slices.Sort(known)
			return &UnknownError{x.what, x.id, known}
		}
	}
	return nil
}

// keep leaves only the statements of the focus.
func (b *builder) keep() {
	f := &b.out.Focus
	if f.whole() {
		return
	}
	takes := map[string]bool{}
	for i := range b.t.positions {
		if p := &b.t.positions[i]; p.PropositionID == f.Proposition {
			takes[p.StatementID] = true
		}
	}
	b.t.statements = slices.DeleteFunc(b.t.statements, func(s statement) bool { return !b.inFocus(&s, takes) })
}

func (b *builder) inFocus(s *statement, takes map[string]bool) bool {
	f := &b.out.Focus
	at := s.PublishedAt
	return (f.Event == "" || b.eventID(s) == f.Event) &&
		(f.Issue == "" || value(s.IssueID) == f.Issue) &&
		(f.Proposition == "" || takes[s.StatementID]) &&
		(f.Actor == "" || slices.Contains(s.SpeakerIDs, f.Actor)) &&
		(f.Outlet == "" || value(s.Outlet) == f.Outlet) &&
		(f.From.IsZero() || at != nil && !at.Before(f.From)) &&
		(f.To.IsZero() || at != nil && at.Before(f.To.AddDate(0, 0, 1)))
}

// orderOf is the place of a side in the focus, after all of them for one that is not there.
func (f *Focus) orderOf(side string) int {
	if i := slices.Index(f.Sides, side); i >= 0 {
		return i
	}
	return len(f.Sides)
}
