package lexicon

import (
	"cmp"
	"slices"

	"go.yaml.in/yaml/v4"
)

// memberGroup is those who sat or sit in one house for one party, as members.yaml lists
// them in short. Each becomes an Actor with terms in one role.
type memberGroup struct {
	ID      string   `yaml:"id"`
	Of      string   `yaml:"of,omitempty"` // the house: an organization
	Role    string   `yaml:"role"`         // what its members are: senator
	Country string   `yaml:"country"`
	Party   string   `yaml:"party,omitempty"`
	Members []member `yaml:"members"`
}

type member struct {
	Name    string   `yaml:"name"`
	Gender  string   `yaml:"gender,omitempty"`
	Of      string   `yaml:"of,omitempty"` // where it is not that of the group
	Aliases []string `yaml:"aliases,omitempty"`
	// Common is true where others in the news have the name too: it means the member
	// only where the text says more.
	Common bool       `yaml:"common,omitempty"`
	From   Date       `yaml:"from,omitempty"` // zero for before the years that the lexicon is about
	To     Date       `yaml:"to,omitempty"`   // the first day after; zero for still
	Terms  []dateSpan `yaml:"terms,omitempty"`
}

type dateSpan struct {
	From Date `yaml:"from,omitempty"`
	To   Date `yaml:"to,omitempty"`
}

// members turns the groups of members.yaml into actors. Who has an entry in actors.yaml
// keeps it, and gets the terms where it has none in that role.
func (ld *loader) members(groups []memberGroup) {
	l := ld.lexicon
	at := map[string]int{}
	for i := range l.Actors {
		a := &l.Actors[i]
		at[fold(a.Name)] = i
		for _, n := range a.Aliases {
			at[fold(n)] = i
		}
	}
	for g := range groups {
		group := &groups[g]
		for m := range group.Members {
			who := &group.Members[m]
			terms := group.terms(who)
			i, known := at[fold(who.Name)]
			if known && l.Actors[i].Country == group.Country && (l.Actors[i].Party == group.Party || group.Party == "") {
				l.Actors[i].addTerms(terms)
				continue
			}
			a := Actor{
				ID: Slug(who.Name), Name: who.Name, Aliases: who.Aliases, Gender: who.Gender, Country: group.Country,
				Party: group.Party, Terms: terms,
			}
			if who.Common || known {
				a.Common = true
			}
			if slices.ContainsFunc(l.Actors, func(b Actor) bool { return b.ID == a.ID }) {
				a.ID = Slug(who.Name + " " + group.ID)
			}
			at[fold(who.Name)] = len(l.Actors)
			l.Actors = append(l.Actors, a)
			ld.memberNodes = append(ld.memberNodes, ld.entry("members.yaml", g, "members", m))
		}
	}
}

func (g *memberGroup) terms(who *member) []Term {
	spans := who.Terms
	if len(spans) == 0 {
		spans = []dateSpan{{who.From, who.To}}
	}
	terms := make([]Term, len(spans))
	for k, s := range spans {
		terms[k] = Term{Role: g.Role, Of: cmp.Or(who.Of, g.Of), From: s.From, To: s.To}
	}
	return terms
}

func (a *Actor) addTerms(terms []Term) {
	for _, t := range a.Terms {
		if t.Role == terms[0].Role && t.Of == terms[0].Of {
			return
		}
	}
	a.Terms = append(a.Terms, terms...)
}

// actorNode is the node that an actor was decoded from: of actors.yaml, else of members.yaml.
func (ld *loader) actorNode(i int) *yaml.Node {
	if n := len(ld.content("actors.yaml")); i >= n && i-n < len(ld.memberNodes) {
		return ld.memberNodes[i-n]
	}
	return ld.entry("actors.yaml", i)
}
