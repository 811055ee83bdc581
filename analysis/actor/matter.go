package actor

import (
	"unicode"
	"unicode/utf8"

	"readout/analysis"
)

// Bases of a side that follow from what an article is about.
const (
	basisParty        = "party"
	basisOrganization = "organization"
)

// Countries other than the speakers' own take part in a matter when an article names them so
// often, and half as often as the speakers' own.
const foreignMentions = 3

// matter is what an article is about, as far as it decides for whom its speakers speak.
type matter struct {
	between bool // states, or a state and an armed group, are party to it
	within  bool // parties or organs of one state are at odds in it
}

// sidesByMatter says for whom everybody speaks in the matter that the article is about. Who
// speaks for a state is on the side of his country, unless parties or organs of that state are
// at odds and no other state is party to the matter: then on that of his party, else of his
// organization. Who speaks for no state is on no state's side, but for a people in a matter
// between states; in other matters he is on that of his party or organization.
func (c *speakers) sidesByMatter() {
	d := c.d
	var peoples []*analysis.Actor
	for i := range d.Actors {
		switch a := &d.Actors[i]; {
		case !c.speaksForItself(a):
		case a.Kind == "collective" && a.SideBasis == basisWords[byNationality]:
			peoples = append(peoples, a)
		default:
			a.SideID, a.SideBasis = "", ""
		}
	}
	if m := c.matter(); !m.between {
		for _, a := range peoples {
			a.SideID, a.SideBasis = "", ""
		}
		for i := range d.Actors {
			c.sideIn(m, &d.Actors[i])
		}
	}
	for i := range d.Statements {
		s := &d.Statements[i].Speaker
		side, basis := commonSide(s.Actors, func(e int) *analysis.Actor { return &d.Actors[e] })
		if side != s.SideID { // else the statement's own basis stays, such as metonym
			s.SideID, s.SideBasis = side, basis
		}
	}
}

// speaksForItself reports whether a state's side was given to somebody who does not speak for that state: a
// chemist of that nationality, a company or a region that lies in it.
func (c *speakers) speaksForItself(a *analysis.Actor) bool {
	s := c.lex.Side(a.SideID)
	return s != nil && s.Kind == "country" && a.Affiliation.Country == "" && !c.sideGiven(a) && c.lex.Country(a.ID) == nil
}

// matter tells from who speaks in an article, and from the countries that it names, between
// whom its matter is.
func (c *speakers) matter() matter {
	d := c.d
	states, parties, organs := map[string]bool{}, map[string]bool{}, map[string]bool{}
	diplomats, courts := false, false
	for i := range d.Statements {
		for _, e := range d.Statements[i].Speaker.Actors {
			a := &d.Actors[e]
			if s := c.lex.Side(a.SideID); s != nil && c.english.Belligerents[s.Kind] && a.SideBasis != basisWords[byNationality] {
				states[s.ID] = true
			}
			f := a.Affiliation
			if f.Party != "" {
				parties[f.Party] = true
			}
			n := c.lex.Country(f.Country)
			if n == nil {
				continue
			}
			states[n.Side] = true
			organ := f.OrganizationID
			if a.Kind == "organization" {
				organ = a.ID
			}
			organs[organ] = true
			abroad, _ := c.lex.Organ(n, "foreign ministry")
			diplomats = diplomats || organ == abroad
			courts = courts || c.court(organ)
		}
	}
	delete(states, "")
	delete(organs, "")
	switch foreign, abroad := c.foreign(states); {
	case len(states) > 1:
		return matter{between: true}
	case len(parties) > 1:
		return matter{within: true}
	case len(states) == 1 && (foreign || diplomats):
		return matter{between: true}
	case abroad && !courts:
		return matter{} // the president's office and a deputy on a war are not at odds
	}
	return matter{within: len(organs) > 1}
}

// foreign reports whether an article names a country time and again that is none of those of
// its speakers, and half as often as theirs; and whether it names such countries time and again together.
func (c *speakers) foreign(states map[string]bool) (one, several bool) {
	own, other, all := 0, 0, 0
	for ref := range c.lex.Countries {
		n := c.home[int32(ref)]
		if states[c.lex.Countries[ref].Side] {
			own = max(own, n)
		} else {
			other, all = max(other, n), all+n
		}
	}
	return other >= foreignMentions && 2*other >= own, all >= foreignMentions
}

// sideIn puts an actor on the side of his party, else of his organization, for a body on its
// own, where the matter is not between states. A side that the lexicon gives outright stays,
// and a country's unless its people are at odds; a court is never its country's.
func (c *speakers) sideIn(m matter, a *analysis.Actor) {
	s := c.lex.Side(a.SideID)
	if country := s != nil && s.Kind != "party"; c.sideGiven(a) || country && !m.within && !c.isCourt(a) {
		return
	}
	side, basis := a.Affiliation.Party, basisParty
	if side == "" && a.Kind == "metonym" {
		side = c.lex.PresidentsParty(a.Country, c.day)
	}
	if side == "" {
		basis = basisOrganization
		if side = a.Affiliation.OrganizationID; a.Kind == "organization" && (side == "" || c.isCourt(a)) && isCapital(a.Name) {
			side = a.ID
		}
	}
	if side != "" && side != a.SideID {
		a.SideID, a.SideBasis = side, basis
	}
}

// isCourt reports whether an actor is a court or speaks for one.
func (c *speakers) isCourt(a *analysis.Actor) bool {
	return c.court(a.ID) || c.court(a.Affiliation.OrganizationID)
}

// court reports whether an id is that of a court of the lexicon.
func (c *speakers) court(id string) bool {
	o := c.lex.Organization(id)
	return o != nil && o.Kind == "court"
}

// sideGiven reports whether the lexicon names the side of an actor itself, not only his
// country, office or party: a user's own lexicon has the last word.
func (c *speakers) sideGiven(a *analysis.Actor) bool {
	if o := c.lex.Organization(a.ID); o != nil {
		return o.Side != ""
	}
	if ref, ok := c.byActor[a.ID]; ok {
		known := &c.lex.Actors[ref]
		if t, ok := c.lex.TermAt(known, c.day); ok && t.Side != "" {
			return true
		}
		return known.Side != ""
	}
	return false
}

// isCapital reports whether a name begins with a capital: "union" names none.
func isCapital(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r)
}
