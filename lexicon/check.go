package lexicon

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// check finds what is wrong between entries: references to nothing, dates that
// end before they begin or overlap, one name for two.
func (ld *loader) check() {
	ld.checkIDs()
	ld.checkSides()
	ld.checkCountries()
	ld.checkRoles()
	ld.checkOrganizations()
	ld.checkActors()
	ld.checkIssues()
	ld.checkPropositions()
	ld.checkHolders()
	ld.checkNames()
}

// checkIDs wants every id to be a slug, so that it can stand in a file name, a
// query and a URL.
func (ld *loader) checkIDs() {
	for _, s := range ld.sections {
		if len(s.keys) != 1 || s.keys[0] != "id" {
			continue
		}
		for _, e := range ld.content(s.file) {
			n := find(e, "id")
			if n != e && n.Kind == yaml.ScalarNode && (n.Value == "" || n.Value != Slug(n.Value)) {
				ld.at(n, "id %q wants to be lower-case letters, digits and hyphens: %q", n.Value, Slug(n.Value))
			}
		}
	}
}

func (ld *loader) checkIssues() {
	for i, issue := range ld.lexicon.Issues {
		n := ld.entry("issues.yaml", i)
		if len(issue.Phrases) == 0 {
			ld.at(find(n, "phrases"), "wants one phrase at least")
		}
		for key, phrases := range map[string][]string{"phrases": issue.Phrases, "hints": issue.Hints} {
			for j, s := range phrases {
				ld.checkPhrase(s, find(n, key, j))
			}
		}
	}
}

func (ld *loader) checkPhrase(s string, n *yaml.Node) {
	if p := ParsePhrase(s); len(p) == 0 || p[0].Kind == MatchGap || p[len(p)-1].Kind == MatchGap {
		ld.at(n, "phrase %q wants a word at its beginning and its end", s)
	}
}

// reference faults an id that names nothing.
func (ld *loader) reference(ok bool, id, what string, n *yaml.Node) {
	if id != "" && !ok {
		ld.at(n, "unknown %s %q", what, id)
	}
}

func (ld *loader) oneOf(value string, known []string, what string, n *yaml.Node) {
	if value != "" && !slices.Contains(known, value) {
		ld.at(n, "unknown %s %q: it is one of %s", what, value, strings.Join(known, ", "))
	}
}

func (ld *loader) dates(from, to Date, n *yaml.Node) {
	if !from.IsZero() && !to.IsZero() && !from.Before(to.Time) {
		ld.at(find(n, "to"), "ends on %s, not after it began on %s", to, from)
	}
}

func (ld *loader) checkSides() {
	l := ld.lexicon
	for i := range l.Sides {
		s := &l.Sides[i]
		if i >= len(ld.content("sides.yaml")) {
			return // made from countries
		}
		n := ld.entry("sides.yaml", i)
		ld.oneOf(s.Kind, sideKinds, "kind", find(n, "kind"))
		ld.reference(l.sides[s.Parent] != nil, s.Parent, "side", find(n, "parent"))
		ld.reference(l.countries[s.Country] != nil, s.Country, "country", find(n, "country"))
		ld.dates(s.From, s.To, n)
		for up, depth := s.Parent, 0; up != "" && l.sides[up] != nil; up, depth = l.sides[up].Parent, depth+1 {
			if up == s.ID || depth == 8 {
				ld.at(find(n, "parent"), "side %q is its own parent", s.ID)
				break
			}
		}
	}
}

func (ld *loader) checkCountries() {
	l := ld.lexicon
	for i := range l.Countries {
		c := &l.Countries[i]
		ld.reference(l.sides[c.Side] != nil, c.Side, "side", ld.entry("countries.yaml", i, "side"))
	}
}

func (ld *loader) checkRoles() {
	l := ld.lexicon
	for i := range l.Roles {
		r := &l.Roles[i]
		n := ld.entry("roles.yaml", i)
		for j, s := range r.Scope {
			ld.oneOf(s, []string{"country", "organization", "party"}, "scope", find(n, "scope", j))
		}
		ld.reference(l.known(r.Home), r.Home, "country, organization or side", find(n, "home"))
		ld.oneOf(r.Gender, []string{"m", "f"}, "gender", find(n, "gender"))
		if r.Rank < 0 || r.Rank > 5 {
			ld.at(find(n, "rank"), "rank %d is not between 1 and 5", r.Rank)
		}
	}
}

func (l *Lexicon) known(id string) bool {
	return l.countries[id] != nil || l.organizations[id] != nil || l.sides[id] != nil
}

func (ld *loader) checkOrganizations() {
	l := ld.lexicon
	for i := range l.Organizations {
		o := &l.Organizations[i]
		n := ld.entry("organizations.yaml", i)
		ld.oneOf(o.Kind, organizationKinds, "kind", find(n, "kind"))
		ld.reference(l.countries[o.Country] != nil, o.Country, "country", find(n, "country"))
		ld.reference(l.sides[o.Side] != nil, o.Side, "side", find(n, "side"))
		ld.reference(l.organizations[o.Parent] != nil, o.Parent, "organization", find(n, "parent"))
		ld.dates(o.From, o.To, n)
		for j, f := range o.Former {
			fn := find(n, "former", j)
			if !slices.Contains(o.Aliases, f.Name) {
				ld.at(find(fn, "name"), "former name %q is not among the aliases", f.Name)
			}
			if j > 0 && !o.Former[j-1].To.Before(f.To.Time) {
				ld.at(fn, "former name %q ends no later than the one before it", f.Name)
			}
		}
		if l.countries[o.ID] != nil {
			ld.at(find(n, "id"), "id %q is a country's", o.ID)
		}
	}
}

func (ld *loader) checkActors() {
	l := ld.lexicon
	for i := range l.Actors {
		a := &l.Actors[i]
		n := ld.actorNode(i)
		ld.oneOf(a.Gender, []string{"m", "f"}, "gender", find(n, "gender"))
		ld.reference(l.countries[a.Country] != nil, a.Country, "country", find(n, "country"))
		ld.reference(l.sides[a.Party] != nil, a.Party, "side", find(n, "party"))
		ld.reference(l.sides[a.Side] != nil, a.Side, "side", find(n, "side"))
		if l.countries[a.ID] != nil || l.organizations[a.ID] != nil {
			ld.at(find(n, "id"), "id %q is a country's or an organization's", a.ID)
		}
		for j, t := range a.Terms {
			tn := find(n, "terms", j)
			ld.reference(l.roles[t.Role] != nil, t.Role, "role", find(tn, "role"))
			ld.reference(l.known(t.Of), t.Of, "country, organization or side", find(tn, "of"))
			ld.reference(l.sides[t.Side] != nil, t.Side, "side", find(tn, "side"))
			ld.dates(t.From, t.To, tn)
			for _, u := range a.Terms[:j] {
				if u.Role == t.Role && u.Of == t.Of && overlap(u.From, u.To, t.From, t.To) {
					ld.at(tn, "overlaps the other term as %s of %s, %s", t.Role, t.Of, span(u.From, u.To))
				}
			}
		}
	}
}

func span(from, to Date) string {
	switch {
	case from.IsZero() && to.IsZero():
		return "always"
	case from.IsZero():
		return "to " + to.String()
	case to.IsZero():
		return "from " + from.String()
	}
	return from.String() + " to " + to.String()
}

// checkHolders faults two people in one office at a time.
func (ld *loader) checkHolders() {
	l := ld.lexicon
	type held struct {
		actor *Actor
		term  Term
	}
	seen := map[office][]held{}
	for i := range l.Actors {
		a := &l.Actors[i]
		for j, t := range a.Terms {
			if r := l.roles[t.Role]; r == nil || !r.Unique || t.Of == "" {
				continue
			}
			o := office{t.Role, t.Of}
			for _, h := range seen[o] {
				if h.actor != a && overlap(h.term.From, h.term.To, t.From, t.To) {
					ld.at(find(ld.actorNode(i), "terms", j), "overlaps with %s, %s of %s %s: only one can be it at a time",
						h.actor.ID, t.Role, t.Of, span(h.term.From, h.term.To))
				}
			}
			seen[o] = append(seen[o], held{a, t})
		}
	}
}

// claim is one entry's right to a name.
type claim struct {
	id        string
	from, to  Date
	ambiguous bool
}

// checkNames faults a name that says two different actors. One of them may have
// it as the usual meaning; the others list it under ambiguous. Two who were never
// active at the same time may share a name. Surnames that are no alias are nobody's and may be shared.
func (ld *loader) checkNames() {
	l := ld.lexicon
	claims := make(map[string][]claim, 4*len(l.Actors)+2048)
	take := func(name string, c claim, n func() *yaml.Node) {
		key := nameShape(name)
		if !Acronym(key) { // US is not "us"
			key = fold(key)
		}
		if key == "" {
			return
		}
		for _, other := range claims[key] {
			if other.id == c.id {
				return
			}
			if other.ambiguous || c.ambiguous || !overlap(other.from, other.to, c.from, c.to) {
				continue
			}
			ld.at(n(), "%q is a name of %s too: the less usual of the two lists it under ambiguous", name, other.id)
			return
		}
		claims[key] = append(claims[key], c)
	}
	list := func(names []string, c claim, n *yaml.Node, key string) {
		for j, name := range names {
			take(name, c, func() *yaml.Node { return find(n, key, j) })
		}
	}
	for i, co := range l.Countries {
		n, c := ld.entry("countries.yaml", i), claim{id: co.ID}
		take(co.Name, c, func() *yaml.Node { return find(n, "name") })
		list(co.Aliases, c, n, "aliases")
		c.ambiguous = true // a capital may house others: Brussels
		take(co.Capital, c, func() *yaml.Node { return find(n, "capital") })
		list(co.Metonyms, c, n, "metonyms")
	}
	for i, s := range l.Sides {
		if i < len(ld.content("sides.yaml")) {
			n, c := ld.entry("sides.yaml", i), claim{id: s.ID, from: s.From, to: s.To}
			if l.countries[s.ID] == nil {
				take(s.Name, c, func() *yaml.Node { return find(n, "name") })
			}
			list(s.Aliases, c, n, "aliases")
			c.ambiguous = true
			list(s.Ambiguous, c, n, "ambiguous")
		}
	}
	for i, o := range l.Organizations {
		n, c := ld.entry("organizations.yaml", i), claim{id: o.ID, from: o.From, to: o.To}
		take(o.Name, c, func() *yaml.Node { return find(n, "name") })
		list(o.Aliases, c, n, "aliases")
		c.ambiguous = true
		list(o.Ambiguous, c, n, "ambiguous")
	}
	for i := range l.Actors {
		a := &l.Actors[i]
		n, c := ld.actorNode(i), claim{id: a.ID, ambiguous: a.Common}
		c.from, c.to = a.active()
		take(a.Name, c, func() *yaml.Node { return find(n, "name") })
		list(a.Aliases, c, n, "aliases")
		c.ambiguous = true
		list(a.Ambiguous, c, n, "ambiguous")
	}
}

// active is from the first to the last day of all terms, always where there is none.
func (a *Actor) active() (from, to Date) {
	for i, t := range a.Terms {
		if i == 0 {
			from, to = t.From, t.To
			continue
		}
		if t.From.Before(from.Time) {
			from = t.From
		}
		if to.IsZero() || t.To.IsZero() {
			to = Date{}
		} else if t.To.After(to.Time) {
			to = t.To
		}
	}
	return from, to
}

func (ld *loader) content(file string) []*yaml.Node {
	if root := ld.roots[file]; root != nil {
		return root.Content
	}
	return nil
}
