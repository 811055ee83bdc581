package actor

import (
	"slices"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// depth is how many owners are followed: the spokesman of the adviser of the mayor.
const depth = 3

// affiliation is whom an entity speaks for on the day of the article: from the offices
// that the lexicon knows of then, else from what the text calls it.
func (c *affiliator) affiliation(e *entity, deep int) lexicon.Affiliation {
	if deep > depth {
		return lexicon.Affiliation{}
	}
	var f lexicon.Affiliation
	switch e.kind {
	case countryPhrase:
		f.Country = e.actor.ID
	case sidePhrase:
		f = c.lex.AffiliationOf("", e.actor.ID)
		f.OrganizationID, f.Organization = "", ""
	case bodyPhrase:
		f = c.ofBody(e)
	case personPhrase:
		f = c.ofPerson(e, deep)
	case nounPhrase:
		f = c.ofOffices(e, deep)
	}
	if e.kind == nounPhrase && len(e.offices) > 0 && c.follower(e.offices[0].word) {
		f.Party = "" // a party's voters are no politicians
		return f
	}
	if s := c.lex.Side(e.actor.SideID); f.Party == "" && s != nil && s.Kind == "party" && e.basis >= byAffiliation && e.kind != bodyPhrase {
		f.Party = s.ID
	}
	return f
}

// follower reports whether a noun, singular or plural, is for people whose party is not that of a
// politician: voters.
func (k *knowledge) follower(word string) bool {
	if one, ok := k.noun[word]; ok {
		word = one
	}
	return k.english.Followers[word]
}

// ofBody is the state that a body belongs to, and the body that it is part of.
func (c *affiliator) ofBody(e *entity) lexicon.Affiliation {
	if e.known.kind != bodySense {
		f := c.ofWhole(e)
		if f.Country == "" && c.nameOfState(e) {
			f.Country = e.actor.Country
		}
		return f
	}
	o := &c.lex.Organizations[e.known.ref]
	f := lexicon.Affiliation{Country: c.lex.State(o)}
	if up := c.lex.AffiliationOf("", o.Parent); up.Organization != "" {
		f.OrganizationID, f.Organization = up.OrganizationID, up.Organization
	}
	if s := c.lex.Side(c.lex.OrganizationSide(o)); o.Kind == "party" && s != nil && s.Kind == "party" {
		f.Party = s.ID
	}
	return f
}

// ofWhole is the body that a body without an entry is part of: the one whose possessive stands
// before its name, or the house of parliament that its name begins with.
func (c *affiliator) ofWhole(e *entity) lexicon.Affiliation {
	if f := c.lex.AffiliationOf("", e.whose); f.Organization != "" {
		return f
	}
	if x := c.ownerOf(e.whose); x != nil {
		return lexicon.Affiliation{OrganizationID: c.id(x), Organization: x.actor.Name}
	}
	words := strings.Fields(keyOf(strings.ToLower(e.actor.Name)))
	if len(words) == 0 || !c.english.Committees[words[len(words)-1]] {
		return lexicon.Affiliation{}
	}
	n := c.root
	for _, w := range words[:len(words)-1] {
		if n = n.next[w]; n == nil {
			break
		}
		for _, s := range n.senses {
			if s.kind != bodySense {
				continue
			}
			if o := &c.lex.Organizations[s.ref]; o.Kind == "legislature" {
				return lexicon.Affiliation{OrganizationID: o.ID, Organization: o.Name, Country: c.lex.State(o)}
			}
		}
	}
	return lexicon.Affiliation{}
}

// nameOfState reports whether the name of a body that no list knows is one of a body of
// a state: the Interior Ministry, an embassy, and behind a country's name an agency or a
// national institute.
func (k *knowledge) nameOfState(e *entity) bool {
	words := strings.Fields(keyOf(strings.ToLower(e.actor.Name)))
	national := slices.Contains(words, "national") || slices.Contains(words, "federal")
	for _, w := range words {
		if k.english.StateBodies[w] || e.ofCountry && (k.english.StatesOwn[w] || national && k.english.StatesNational[w]) {
			return true
		}
	}
	return false
}

// ofPerson is whom somebody with a name speaks for.
func (c *affiliator) ofPerson(e *entity, deep int) lexicon.Affiliation {
	if e.known.kind != personSense {
		return c.ofOffices(e, deep)
	}
	a := &c.lex.Actors[e.known.ref]
	t, ok := c.lex.TermAt(a, c.day)
	f := c.lex.AffiliationAt(a, t, ok)
	if ok && t.Role == lexicon.CandidateRole {
		if seat := c.seat(e); seat.Organization != "" {
			if f.Party != "" {
				seat.Party = f.Party
			}
			return seat
		}
	}
	if r := c.roleRef(t.Role); ok && r >= 0 {
		f = c.appointed(f, &office{sense: sense{kind: roleSense, ref: r}})
	}
	if f.Organization == "" && f.Country == "" {
		party := f.Party
		f = c.ofOffices(e, deep)
		if party != "" {
			f.Party = party
		}
	}
	return f
}

// seat is the parliament of a candidate whom the text calls by his seat in it: Sen. Dora Kessling.
func (c *affiliator) seat(e *entity) lexicon.Affiliation {
	for i := range e.offices {
		o := &e.offices[i]
		if role, _, _, _ := c.organOf(o.sense); o.lexical && !o.said || o.lapsed || role != "senator" && role != "representative" {
			continue
		}
		if f := c.ofOffice(e, o, 0); f.Organization != "" {
			return f
		}
	}
	return lexicon.Affiliation{}
}

// ofOffices is whom somebody speaks for by what the text calls him: the first office
// that says of what, else the first that can only be of one thing.
func (c *affiliator) ofOffices(e *entity, deep int) lexicon.Affiliation {
	var best lexicon.Affiliation
	for i := range e.offices {
		o := &e.offices[i]
		if o.lapsed || o.lexical {
			continue
		}
		f := lexicon.Affiliation{}
		if c.termOver(e, o) {
			f = c.heldThen(e, o) // President Obama, of his years in office
		} else {
			f = c.ofOffice(e, o, deep)
		}
		f = c.appointed(f, o)
		if f.Organization+f.Country != "" && (best.Organization+best.Country == "" || best.Country == "" && f.Country != "" && o.of != "") {
			if f.Party == "" {
				f.Party = best.Party
			}
			best = f
		} else if best.Party == "" {
			best.Party = f.Party
		}
	}
	return best
}

// appointed adds a president's party to the affiliation of his advisers and spokesmen, where
// it is his house that they speak for.
func (c *affiliator) appointed(f lexicon.Affiliation, o *office) lexicon.Affiliation {
	if f.Party != "" || f.Country == "" || o.sense.kind != roleSense && o.sense.kind != roleTitleSense || !c.lex.Roles[o.sense.ref].Appointed {
		return f
	}
	if b := c.lex.Organization(f.OrganizationID); b != nil && b.Kind == "metonym" {
		f.Party = c.lex.PresidentsParty(f.Country, c.day)
	}
	return f
}

// termOver reports whether the lexicon knows that somebody held an office at other times only.
func (c *affiliator) termOver(e *entity, o *office) bool {
	if e.known.kind != personSense || c.day.IsZero() || o.sense.kind != roleSense && o.sense.kind != roleTitleSense {
		return false
	}
	over := false
	for _, t := range c.lex.Actors[e.known.ref].Terms {
		if t.Role == c.lex.Roles[o.sense.ref].ID {
			if t.Holds(c.day) {
				return false
			}
			over = true
		}
	}
	return over
}

// heldThen is whom somebody spoke for in the last term before the article's day of an office that
// he is called by, which he does not hold on that day.
func (c *affiliator) heldThen(e *entity, o *office) lexicon.Affiliation {
	a := &c.lex.Actors[e.known.ref]
	last := -1
	for k, t := range a.Terms {
		if t.Role == c.lex.Roles[o.sense.ref].ID && (last < 0 || t.From.Before(c.day)) {
			last = k
		}
	}
	if last < 0 {
		return lexicon.Affiliation{}
	}
	return c.lex.AffiliationAt(a, a.Terms[last], true)
}

// electedIn reports whether a role is one of a member of parliament and of, the key of what it
// is of, a name that no list knows: that is where he was elected, as in the MP for Ilford North.
func (c *affiliator) electedIn(role, of string) bool {
	if !legislator(role) {
		return false
	}
	x := c.ownerOf(of)
	return x != nil && x.kind == bodyPhrase && x.known.kind == noSense && !c.nameOfState(x)
}

// legislator reports whether the role with an id is one of a member of parliament.
func legislator(role string) bool {
	return role == "lawmaker" || role == "senator" || role == "representative"
}

// ofOffice is whom an office speaks for.
func (c *affiliator) ofOffice(e *entity, o *office, deep int) lexicon.Affiliation {
	if o.word == "author" && o.sense.kind == noSense {
		return c.ofOutlet()
	}
	role, organ, home, national := c.organOf(o.sense)
	if o.city != "" {
		if organ == "" && role != "mayor" && role != "councillor" {
			return lexicon.Affiliation{}
		}
		name := "City of " + o.city
		if organ == "police" {
			name = o.city + " police"
		}
		return lexicon.Affiliation{OrganizationID: lexicon.Slug(name), Organization: name}
	}
	of := o.of
	if c.electedIn(role, of) {
		of = ""
	}
	if of == "" && organ != "" {
		if !o.local {
			of = home // of a state representative none
		}
		if of == "" {
			if s := c.lex.Side(e.actor.SideID); s != nil && s.Kind == "party" {
				of = s.Country
			}
		}
		if of == "" && o.sense.kind == roleTitleSense && e.known.kind == personSense {
			of = e.actor.Country
		}
		if of == "" && !o.local && (national || role == "president" && o.sense.kind == roleTitleSense && len(e.offices) == 1) {
			if of = c.articleCountry(); of == "" {
				of = c.countryOfMost()
			}
		}
	}
	if s := c.lex.Side(of); s != nil && s.Kind == "party" && organ != "" && role != "spokesperson" && s.Country != "" {
		if role == "leader" && !o.sense.plural {
			return lexicon.Affiliation{OrganizationID: s.ID, Organization: s.Name, Party: s.ID}
		}
		if organ == "government" {
			organ = "parliament" // a party's leaders sit there, in government or not
		}
		f := c.inCountry(organ, s.Country) // Republican senators
		f.Party = s.ID
		return f
	}
	state := c.lex.Country(of) != nil
	if of == "" || c.english.Outsiders[o.word] && !state && c.lex.Side(of) == nil {
		return lexicon.Affiliation{} // a victim of the bank does not speak for it
	}
	if x := c.ownerOf(of); x != nil {
		f := c.ofOwner(x, o.word, role, organ, deep)
		if f.Country == "" && x.kind == bodyPhrase && x.known.kind == noSense && c.lex.Country(home) != nil {
			f.Country = home // a federal judge of the Southern District
		}
		return f
	}
	switch body := c.lex.Organization(of); {
	case state && (o.sense.kind == genericSense || o.sense.kind == bodyNounSense && (c.english.StateBodies[o.word] || c.english.StatesOwn[o.word])):
		return lexicon.Affiliation{Country: of} // it speaks for itself
	case state && o.sense.kind == bodyNounSense:
		return lexicon.Affiliation{} // a firm is of a country without being a body of the state
	case state && o.sense.kind == groupSense && c.lex.Collectives[o.sense.ref].Country:
		return lexicon.Affiliation{Country: of} // state media
	case state:
		return c.inCountry(organ, of)
	case body != nil && body.Kind == "region" && c.fromThere(o.sense):
		return lexicon.Affiliation{} // a Maine astronaut
	}
	return c.lex.AffiliationOf(role, of)
}

// affiliated is the affiliation of an entity as documents have it, with the organization's name of
// the article's day.
func (c *affiliator) affiliated(e int) analysis.Affiliation {
	f := c.affiliation(&c.list[e], 0)
	if o := c.lex.Organization(f.OrganizationID); o != nil && len(o.Former) > 0 {
		f.Organization = o.NameOn(c.day)
	}
	return analysis.Affiliation(f)
}

// inParliament is the country of the people of parties who speak as its members of parliament,
// because what stands around their words is of a parliament: Democrats said the bill would fail. It
// is "" for all others.
func (c *speakers) inParliament(who []int, attribution int) string {
	country := ""
	for _, i := range who {
		e := &c.list[i]
		s := c.lex.Side(e.actor.SideID)
		if s == nil || s.Kind != "party" || !e.plural || country != "" && s.Country != country ||
			e.kind == nounPhrase && len(e.offices) > 0 && c.follower(e.offices[0].word) {
			return ""
		}
		country = s.Country
	}
	if country == "" {
		return ""
	}
	a := &c.d.Attributions[attribution]
	for _, s := range append(slices.Clone(a.Source), a.Content...) {
		first, last := c.tokens(s)
		if first >= last {
			continue
		}
		from, to := c.d.Sentences[c.d.Tokens[first].Sentence].First, c.d.Sentences[c.d.Tokens[last-1].Sentence].Last
		for t := from; t < to; t++ {
			if c.english.OfParliament[c.words[t].key] {
				return country
			}
		}
	}
	return ""
}
