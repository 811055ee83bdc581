package lexicon

import (
	"strings"
	"time"
)

// Affiliation is whom somebody speaks for. An empty field is unknown or does not apply.
type Affiliation struct {
	OrganizationID string
	Organization   string // its name
	Country        string // id of the state for whose organs he speaks; the European Union counts as one
	Party          string // side id
}

// Organ is the body of a country that has a generic name there (foreign ministry): that
// of organizations.yaml, else one named after the country (Peruvian Foreign Ministry, Peru's
// government).
func (l *Lexicon) Organ(c *Country, generic string) (id, name string) {
	if o := l.organs[organ{c.ID, generic}]; o != nil {
		return o.ID, o.formal()
	}
	switch generic {
	case "presidency", "monarchy":
		return l.Organ(c, "government")
	case "upper house", "lower house":
		return l.Organ(c, "parliament")
	case "government", "military", "police", "judiciary", "parliament", "intelligence services":
	default:
		generic = title(generic)
	}
	name = c.short() + " " + generic
	id = Slug(name)
	if generic == "government" && !strings.HasSuffix(c.Name, "s") {
		name = c.Name + "'s " + generic
	}
	return id, name
}

// formal is the name of a body where somebody is said to be of it.
func (o *Organization) formal() string {
	if o.Formal != "" {
		return o.Formal
	}
	return o.Name
}

// short is what stands before the name of a country's bodies: US, Peruvian.
func (c *Country) short() string {
	for _, a := range c.Aliases {
		if Acronym(a) && len(a) == 2 {
			return a
		}
	}
	if len(c.Adjectives) > 0 {
		return c.Adjectives[0]
	}
	return c.Name
}

// title writes the words of a name with capitals, small ones left out.
func title(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if w != "to" && w != "the" && w != "of" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}

// State is the country for which a body of the state speaks: none for regions and
// what belongs to them, companies, parties. The bodies of the European Union speak for it, and
// news agencies that an entry gives the side of their country are its own.
func (l *Lexicon) State(o *Organization) string {
	if o.Side == europeanUnion || o.ID == europeanUnion {
		return europeanUnion
	}
	if c := l.countries[o.Country]; o.Kind == "media" && c != nil && o.Side == c.Side {
		return o.Country
	}
	if !stateKinds[o.Kind] || o.Kind == "region" {
		return ""
	}
	for up, depth := l.organizations[o.Parent], 0; up != nil && depth < 8; up, depth = l.organizations[up.Parent], depth+1 {
		if up.Kind == "region" {
			return ""
		}
	}
	return o.Country
}

const europeanUnion = "european-union"

// AffiliationOf is whom a role speaks for that is of a country, an organization or a side.
func (l *Lexicon) AffiliationOf(role, of string) Affiliation {
	r := l.roles[role]
	if c := l.countries[of]; c != nil {
		if r == nil || r.Organ == "" {
			return Affiliation{}
		}
		id, name := l.Organ(c, r.Organ)
		return Affiliation{OrganizationID: id, Organization: name, Country: c.ID}
	}
	if o := l.organizations[of]; o != nil {
		a := Affiliation{OrganizationID: o.ID, Organization: o.formal()}
		if r == nil || r.Organ != "" || r.Represents || r.Speaks {
			a.Country = l.State(o)
		}
		return a
	}
	if s := l.sides[of]; s != nil {
		a := Affiliation{OrganizationID: s.ID, Organization: s.Name}
		if s.Kind == "party" {
			a.Party = s.ID
			if r != nil && !r.Represents {
				a.OrganizationID, a.Organization = "", "" // a strategist of a party is no organ of it
			}
		}
		if s.ID == europeanUnion {
			a.Country = s.ID
		}
		return a
	}
	return Affiliation{}
}

// AffiliationAt is whom somebody speaks for on a day, by the highest of his terms then. A
// candidate speaks for his campaign, and for it only; who is elected and not yet in office, for
// those who prepare it; the leader of the opposition, for his party.
func (l *Lexicon) AffiliationAt(a *Actor, t Term, held bool) Affiliation {
	var f Affiliation
	party := l.sides[a.Party]
	if party != nil && party.Kind != "party" {
		party = nil
	}
	switch {
	case !held:
	case t.Role == CandidateRole:
		f = namedAfter(l.FamilyNames(a), "campaign")
	case t.Role == "president-elect":
		f = namedAfter(l.FamilyNames(a), "transition team")
	case t.Role == "opposition-leader" && party != nil:
		f = Affiliation{OrganizationID: party.ID, Organization: party.Name}
	default:
		f = l.AffiliationOf(t.Role, t.Of)
	}
	if party != nil {
		f.Party = party.ID
	}
	return f
}

// CandidateRole is the id of the role of those who stand for an office.
const CandidateRole = "candidate"

// PresidentsParty is the party of the president of a country on a day, "" where he has none or
// is not known.
func (l *Lexicon) PresidentsParty(country string, day time.Time) string {
	for _, h := range l.Holders("president", country, day) {
		if s := l.sides[h.Actor.Party]; s != nil && s.Kind == "party" {
			return s.ID
		}
	}
	return ""
}

// Administration is the body of those who govern a country under its president on a day, where
// it has an entry of that name: Obama administration. It is nil for none.
func (l *Lexicon) Administration(country string, day time.Time) *Organization {
	for _, h := range l.Holders("president", country, day) {
		if f := namedAfter(l.FamilyNames(h.Actor), "administration"); l.organizations[f.OrganizationID] != nil {
			return l.organizations[f.OrganizationID]
		}
	}
	return nil
}

// namedAfter is a body called by a surname and what it is: Sanders campaign.
func namedAfter(surnames []string, what string) Affiliation {
	if len(surnames) == 0 {
		return Affiliation{}
	}
	name := surnames[0] + " " + what
	return Affiliation{OrganizationID: Slug(name), Organization: name}
}

// organ is a generic name within a country.
type organ struct{ country, generic string }

func (l *Lexicon) linkOrgans() {
	l.organs = map[organ]*Organization{}
	for i := range l.Organizations {
		o := &l.Organizations[i]
		for _, g := range o.Generic {
			if k := (organ{o.Country, g}); l.organs[k] == nil {
				l.organs[k] = o
			}
		}
	}
}
