package lexicon

import (
	"slices"
	"time"
)

// Actor is a person of public life. Organizations and countries are actors too,
// from their own files.
type Actor struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
	// Aliases are names that on their own say who is meant, transliterations
	// included: Zelensky, Volodymyr Zelenskyy.
	Aliases []string `yaml:"aliases,omitempty"`
	// Ambiguous are names that others have too, and that mean this actor only
	// where the text says more.
	Ambiguous []string `yaml:"ambiguous,omitempty"`
	// Surnames are what follows a title or stands alone after the full name. The
	// last word of the name and of each alias where empty; "Xi" must be said.
	Surnames []string `yaml:"surnames,omitempty"`
	// Common is true where others in the news have the very name too, so that it means
	// this actor only where the text says more.
	Common  bool     `yaml:"common,omitempty"`
	Titles  []string `yaml:"titles,omitempty"` // titles of his own: Sir, Pope, Crown Prince
	Gender  string   `yaml:"gender,omitempty"` // m or f, for pronouns; "" for unknown or neither
	Country string   `yaml:"country,omitempty"`
	Party   string   `yaml:"party,omitempty"` // a side: us-democrats
	// Side is the side where no term says another; the party where empty, and
	// none where there is no party.
	Side  string `yaml:"side,omitempty"`
	Terms []Term `yaml:"terms,omitempty"` // what he was and when, in order of time
}

// Term is a role that somebody held.
type Term struct {
	Role string `yaml:"role"`
	Of   string `yaml:"of,omitempty"`   // id of a country, an organization or a side
	Side string `yaml:"side,omitempty"` // where it is not that of Of
	From Date   `yaml:"from,omitempty"` // the first day; zero for long ago
	To   Date   `yaml:"to,omitempty"`   // the first day on which it no longer held; zero for still
}

// Holds reports whether the term covers a day. A zero time is an unknown day,
// which only a term that still lasts covers.
func (t Term) Holds(day time.Time) bool { return holds(t.From, t.To, day) }

// Holding is somebody in a role.
type Holding struct {
	Actor *Actor
	Term  Term
}

// office is a role in one place.
type office struct{ role, of string }

// Actor is the person with an id, nil for none.
func (l *Lexicon) Actor(id string) *Actor { return l.actors[id] }

// Holders are those who held a role of a country, organization or side on a day;
// with a zero time, those who hold it still.
func (l *Lexicon) Holders(role, of string, day time.Time) []Holding {
	var now []Holding
	for _, h := range l.holders[office{role, of}] {
		if h.Term.Holds(day) {
			now = append(now, h)
		}
	}
	return now
}

// Held are all who ever held a role of something, in the order of the file.
func (l *Lexicon) Held(role, of string) []Holding { return l.holders[office{role, of}] }

func (l *Lexicon) linkHolders() {
	l.holders = map[office][]Holding{}
	for i := range l.Actors {
		a := &l.Actors[i]
		for _, t := range a.Terms {
			o := office{t.Role, t.Of}
			l.holders[o] = append(l.holders[o], Holding{a, t})
		}
	}
}

// TermAt is the highest ranking term on a day, the later one of two equals, and
// false where there is none. For a zero time, an unknown day, it is one that
// still lasts, else the last one: that is when most was written of him.
func (l *Lexicon) TermAt(a *Actor, day time.Time) (Term, bool) {
	if t, ok := l.highest(a.Terms, day); ok || !day.IsZero() || len(a.Terms) == 0 {
		return t, ok
	}
	last := a.Terms[0]
	for _, t := range a.Terms[1:] {
		if !t.To.Before(last.To.Time) {
			last = t
		}
	}
	return last, true
}

func (l *Lexicon) highest(terms []Term, day time.Time) (Term, bool) {
	best, rank := -1, 0
	for i, t := range terms {
		if !t.Holds(day) {
			continue
		}
		r := 5
		if role := l.roles[t.Role]; role != nil && role.Rank > 0 {
			r = role.Rank
		}
		if best < 0 || r <= rank {
			best, rank = i, r
		}
	}
	if best < 0 {
		return Term{}, false
	}
	return terms[best], true
}

// SideAt is the side that somebody speaks for on a day, why ("role" or
// "lexicon"), and the days between which that is so; "" where it is not known.
func (l *Lexicon) SideAt(a *Actor, day time.Time) (side, basis string, from, to Date) {
	if t, ok := l.TermAt(a, day); ok {
		if s := l.termSide(a, t); s != "" {
			return s, "role", t.From, t.To
		}
	}
	if a.Side != "" {
		return a.Side, "lexicon", Date{}, Date{}
	}
	return a.Party, "lexicon", Date{}, Date{}
}

func (l *Lexicon) termSide(a *Actor, t Term) string {
	if t.Side != "" {
		return t.Side
	}
	if r := l.roles[t.Role]; r != nil {
		if r.Partisan && a.Party != "" {
			return a.Party
		}
		if !r.Represents && (!r.Speaks || l.countries[t.Of] != nil) || l.countries[t.Of] != nil && len(r.Scope) > 0 && !slices.Contains(r.Scope, "country") {
			return "" // a professor has a country, but does not speak for it
		}
	}
	return l.SideOf(t.Of)
}

// SideOf is the side of a country, an organization or a side by its id, "" for none.
func (l *Lexicon) SideOf(id string) string {
	if c := l.countries[id]; c != nil {
		return c.Side
	}
	if o := l.organizations[id]; o != nil {
		return l.OrganizationSide(o)
	}
	if s := l.sides[id]; s != nil {
		return s.ID
	}
	return ""
}
