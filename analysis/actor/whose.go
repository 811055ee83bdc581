package actor

import (
	"strconv"
	"strings"

	"readout/lexicon"
)

// countryOfMost is the country of most of the people and bodies in an article that the lexicon knows
// to be of one, "" where that is one alone or less than twice as many as are of another.
func (c *affiliator) countryOfMost() string {
	if c.counted {
		return c.most
	}
	c.counted = true
	of := map[int32]int{}
	for i := range c.list {
		if e := &c.list[i]; (e.known.kind == personSense || e.known.kind == bodySense) && e.mentions > 0 {
			if ref := c.countryRef(e.actor.Country); ref >= 0 {
				of[ref]++
			}
		}
	}
	if ref := standsOut(of); ref >= 0 {
		c.most = c.lex.Countries[ref].ID
	}
	return c.most
}

// fromThere reports whether a role before the name of a region says where somebody is from and
// not for whom he works.
func (c *affiliator) fromThere(s sense) bool {
	switch s.kind {
	case roleSense, roleTitleSense:
		return !c.lex.Roles[s.ref].Represents && !c.lex.Roles[s.ref].Speaks
	case peopleSense:
		return true
	}
	return false
}

// organOf is the role of a noun, what it speaks for in a state, where it is at home, and
// whether it is of the article's country where nothing is said.
func (k *knowledge) organOf(s sense) (role, organ, home string, national bool) {
	switch s.kind {
	case sideSense:
		return "", "parliament", "", false
	case roleSense, roleTitleSense:
		r := &k.lex.Roles[s.ref]
		return r.ID, r.Organ, r.Home, r.National
	case groupSense, groupOneSense:
		g := &k.lex.Collectives[s.ref]
		return "", g.Organ, "", g.National
	}
	return "", "", "", false
}

// inCountry is the body of a country with a generic name; none for none.
func (c *affiliator) inCountry(organ, country string) lexicon.Affiliation {
	n := c.lex.Country(country)
	if n == nil || organ == "" {
		return lexicon.Affiliation{}
	}
	if organ == "administration" {
		if b := c.lex.Administration(country, c.day); b != nil {
			return lexicon.Affiliation{OrganizationID: b.ID, Organization: b.Name, Country: country}
		}
		organ = "government"
	}
	id, name := c.lex.Organ(n, organ)
	return lexicon.Affiliation{OrganizationID: id, Organization: name, Country: country}
}

// ownerOf is the entity of the text with a key, nil for a country, organization or side
// of the lexicon.
func (c *register) ownerOf(key string) *entity {
	if n, ok := strings.CutPrefix(key, "#"); ok {
		if i, err := strconv.Atoi(n); err == nil && i < len(c.list) {
			return &c.list[i]
		}
		return nil
	}
	if ref, ok := c.byActor[key]; ok {
		if i, ok := c.byKnown[sense{kind: personSense, ref: ref}]; ok {
			return &c.list[i]
		}
	}
	return nil
}

// ofOwner is the affiliation of somebody who belongs to a person or a body of the text:
// a body is his own, a person whose aide he is lends him his.
func (c *affiliator) ofOwner(x *entity, word, role, organ string, deep int) lexicon.Affiliation {
	if x.kind == personPhrase || x.kind == nounPhrase && x.actor.Kind == "person" {
		switch {
		case c.english.StateBodies[word]:
			return lexicon.Affiliation{Country: c.affiliation(x, deep+1).Country} // Modi's government
		case role == "lawyer":
			name := x.actor.Name + "'s legal team"
			return lexicon.Affiliation{OrganizationID: lexicon.Slug(name), Organization: name}
		case organ == "":
			return lexicon.Affiliation{}
		}
		return c.affiliation(x, deep+1)
	}
	f := c.affiliation(x, deep+1)
	f.OrganizationID, f.Organization = c.id(x), x.actor.Name
	return f
}

// ofOutlet is the affiliation of the article's author.
func (c *passage) ofOutlet() lexicon.Affiliation {
	name := c.d.Article.Outlet
	for _, cut := range []string{" - ", " ("} {
		name, _, _ = strings.Cut(name, cut)
	}
	if name == "" {
		return lexicon.Affiliation{}
	}
	for _, r := range c.lex.Names.Named(name) {
		if o := c.lex.Organization(r.ID); o != nil && r.Kind == lexicon.OrganizationName {
			return lexicon.Affiliation{OrganizationID: o.ID, Organization: o.Name}
		}
	}
	return lexicon.Affiliation{OrganizationID: lexicon.Slug(name), Organization: name}
}
