package actor

import (
	"slices"
	"strconv"
	"strings"

	"readout/analysis"
)

// learn takes up what a phrase says of the one whom it names: roles, country,
// gender, and the side that follows from them.
func (c *cast) learn(who int32, i int) {
	e, p := &c.list[who], &c.phrases[i]
	if e.gender == 0 && e.kind == personPhrase {
		e.gender = c.nounGender(p)
	}
	if p.kind == nounPhrase && p.rule != "apposition" || len(e.offices) > 12 {
		return
	}
	if p.side >= 0 && e.kind == personPhrase && e.basis < byAffiliation {
		s := &c.lex.Sides[p.side]
		c.setSide(e, s.ID, "affiliation", byAffiliation)
		if e.actor.Country == "" {
			e.actor.Country = s.Country
		}
	}
	if e.kind == personPhrase && (p.kind == personPhrase || p.kind == namePhrase) {
		c.employClause(who, p)
	}
	c.ownBodies(p)
	c.titleOffice(who, p)
	e = &c.list[who]
	if len(p.nouns) == 0 {
		c.employ(who, p)
		e = &c.list[who] // the list has grown
		if e.kind == bodyPhrase && e.known.kind == noSense && e.whose == "" {
			for _, o := range p.of {
				q := &c.phrases[o]
				if len(q.entities) == 1 && q.entities[0] != who && c.list[q.entities[0]].kind == bodyPhrase &&
					(q.genitive || c.legislature(q.entities[0])) {
					e.whose = c.key(q.entities[0])
				}
			}
		}
		if ref := c.possessingCountry(p); ref >= 0 && e.kind == bodyPhrase && e.known.kind == noSense {
			c.bodyOfState(who, ref)
		}
		if p.country >= 0 && e.actor.Country == "" && e.kind != countryPhrase {
			e.actor.Country = c.lex.Countries[p.country].ID
			if e.kind == bodyPhrase && e.basis < byNationality {
				c.setSide(e, c.lex.Countries[p.country].Side, "nationality", byNationality)
			}
		}
		return
	}
	of := c.belongs(p)
	if of.id == "" && !p.former && !e.actor.Known && e.kind == personPhrase {
		of = c.ofState(p)
	}
	if k := p.nouns[0].sense.kind; e.kind == personPhrase && (k == bodyNounSense || k == genericSense) {
		return
	}
	owners := make([]string, len(p.nouns))
	for k, n := range p.nouns {
		owners[k] = c.officeOwner(p, n.sense, of)
	}
	if p.former {
		c.employNow(who, p)
	}
	e = &c.list[who]
	for k, n := range p.nouns {
		word := c.nounKey(&phrase{nouns: []noun{n}})
		known := false
		for i := range e.offices {
			o := &e.offices[i]
			o.said = o.said || o.lexical && !p.former && c.sameOffice(*o, n.sense)
			if same := c.sameOffice(*o, n.sense); same && o.of == "" && !o.lapsed {
				o.of, known = owners[k], true
			} else {
				known = known || same && (o.of == owners[k] || owners[k] == "")
			}
		}
		if !known {
			e.offices = append(e.offices, office{sense: n.sense, word: word, of: owners[k], city: c.cityText(p), lapsed: p.former, local: owners[k] == "" && c.ofSomething(p) || c.isLocal(p)})
		}
	}
	if e.kind == countryPhrase || e.kind == sidePhrase {
		return
	}
	ref := c.countryOf(p)
	e = &c.list[who] // the list has grown
	if ref >= 0 && e.actor.Country == "" {
		e.actor.Country = c.lex.Countries[ref].ID
	}
	if e.actor.Role == "" && !e.actor.Known {
		e.actor.Role = c.roleText(i)
	} else if p.rule == "apposition" && !e.actor.Known && len(e.actor.Role) < 60 && !strings.Contains(e.actor.Role, c.roleText(i)) {
		e.actor.Role += "; " + c.roleText(i)
	}
	if e.actor.Known && e.actor.Role == "" {
		e.actor.Role = c.roleText(i)
	}
	c.sideFromNouns(e, p, of)
}

// legislature reports whether somebody is a parliament of the lexicon or a house of one.
func (c *register) legislature(e int32) bool {
	known := c.list[e].known
	return known.kind == bodySense && c.lex.Organizations[known.ref].Kind == "legislature"
}

// titleOffice notes the noun for the title before a name: "the general" takes up Gen. Quist.
func (c *cast) titleOffice(who int32, p *phrase) {
	e := &c.list[who]
	if e.kind != personPhrase || p.kind != personPhrase && p.kind != namePhrase {
		return
	}
	for k := p.name0 - 1; k >= p.first; k-- {
		noun := c.english.TitleNouns[c.words[k].key]
		if noun == "" {
			continue
		}
		if !slices.ContainsFunc(e.offices, func(o office) bool { return o.word == noun }) {
			e.offices = append(e.offices, office{word: noun})
		}
		return
	}
}

// ofSomething reports whether a preposition behind a noun says that somebody is of something, so
// that he is not the country's: an official with the union.
func (c *passage) ofSomething(p *phrase) bool {
	if p.kind != nounPhrase || p.last >= c.d.Sentences[p.sentence].Last {
		return false
	}
	key := c.words[p.last].key
	return c.english.Employers[key] && !(key == "for" && c.sent(p.nouns[0].sense))
}

// ownBodies notes the country of bodies that stand between it and a noun: the US District Court
// judge.
func (c *cast) ownBodies(p *phrase) {
	if p.country < 0 || p.city {
		return
	}
	for _, i := range p.of {
		q := &c.phrases[i]
		if !q.inner || q.kind != bodyPhrase || q.known.kind != noSense {
			continue
		}
		c.who(int(i))
		for _, x := range q.entities {
			c.bodyOfState(x, p.country)
		}
	}
}

// possessingCountry is the country before or after the name of a body: China's National Energy
// Administration, the US District Court. It is -1 for none.
func (c *names) possessingCountry(p *phrase) int32 {
	if p.country >= 0 && !p.city {
		return p.country
	}
	for _, i := range p.of {
		if q := &c.phrases[i]; q.kind == countryPhrase && q.inner && q.known.kind == countrySense {
			return q.known.ref
		}
	}
	return -1
}

// bodyOfState notes that the words before a body's name say of which country it is, for
// which it speaks where it is a body of the state.
func (c *cast) bodyOfState(who, country int32) {
	e := &c.list[who]
	if e.actor.Country == "" {
		e.actor.Country = c.lex.Countries[country].ID
	}
	e.ofCountry = e.ofCountry || e.actor.Country == c.lex.Countries[country].ID
	if e.ofCountry && c.nameOfState(e) {
		c.setSide(e, c.lex.SideOf(e.actor.Country), "role", byOffice)
	}
}

// cityText is the city before a noun (the New York mayor), "" for none.
func (c *passage) cityText(p *phrase) string {
	if !p.city {
		return ""
	}
	return c.d.Slice(c.span(int(p.city0), int(p.city1)))
}

// ownerID is the id of whom an office belongs to, people without a side included.
func (c *offices) ownerID(p *phrase, of owner) string {
	if of.id == "" {
		for _, o := range p.of {
			for _, e := range c.phrases[o].entities {
				return c.key(e)
			}
		}
	}
	return of.id
}

// sideFromNouns puts somebody on a side by what he is called.
func (c *allegiance) sideFromNouns(e *entity, p *phrase, of owner) {
	basis := "role"
	if p.rule == "apposition" {
		basis = "apposition"
	}
	for _, n := range p.nouns {
		yes, known := c.represents(n.sense, of)
		if p.former || c.english.NoLonger[c.nounKey(&phrase{nouns: []noun{n}})] {
			if c.lex.Country(of.id) != nil {
				c.setSide(e, of.side, "nationality", byNationality)
			}
			continue
		}
		if n.sense.kind == roleSense || n.sense.kind == roleTitleSense {
			r := &c.lex.Roles[n.sense.ref]
			if of.id != "" && c.lex.Country(of.id) == nil && len(r.Scope) == 1 && r.Scope[0] == "country" {
				continue // the European Union ambassador is not the Union's
			}
			if of.side == "" && r.Home != "" {
				weight := byHome
				if r.Partisan {
					weight = byNationality // until a party is known
				}
				c.setSide(e, c.lex.SideOf(r.Home), basis, weight)
				continue
			}
		}
		switch {
		case of.side == "" || p.city: // a Boston plumber does not speak for the country
		case yes && c.partisan(n.sense) && c.lex.Country(of.side) != nil:
			c.setSide(e, of.side, basis, byNationality) // until a party is known
		case yes && e.actor.Known && c.textKnowsBetter(e, n.sense, of):
			c.setSide(e, of.side, basis, byText)
		case yes:
			c.setSide(e, of.side, basis, byOffice)
		case c.lex.Country(of.id) == nil && e.kind == personPhrase && known && !of.person:
			c.setSide(e, of.side, "affiliation", byAffiliation) // White House counsel
		case !known && !of.person:
			b := "nationality"
			if basis == "apposition" {
				b = basis
			}
			c.setSide(e, of.side, b, byNationality)
		}
	}
}

// textKnowsBetter reports whether an office in the text gives the side before the
// lexicon: of somebody for whom the lexicon has no office on that day, and, where
// the day is not known, an office of a country that it does not have for today.
func (c *allegiance) textKnowsBetter(e *entity, s sense, of owner) bool {
	held := false
	for _, o := range e.offices {
		if o.lexical && c.sameOffice(o, s) {
			return false
		}
		held = held || o.lexical
	}
	return !held || c.day.IsZero() && c.lex.Country(of.id) != nil && !c.partisan(s)
}

// partisan reports whether a role speaks for a party before its country.
func (k *knowledge) partisan(s sense) bool {
	return (s.kind == roleSense || s.kind == roleTitleSense) && k.lex.Roles[s.ref].Partisan
}

// setSide keeps the side that has the better reason, the earlier of two equal ones.
func (c *register) setSide(e *entity, side, basis string, weight int) {
	if side == "" || weight <= e.basis {
		return
	}
	e.actor.SideID, e.actor.SideBasis, e.basis = side, basis, weight
	e.actor.ValidFrom, e.actor.ValidTo = c.lex.Side(side).From.Time, c.lex.Side(side).To.Time
}

// roleText is what a phrase calls somebody, in the words of the text and without
// the article: head of the Russian Direct Investment Fund.
func (c *passage) roleText(i int) string {
	p := &c.phrases[i]
	first, last := p.first, 0
	if p.kind != nounPhrase {
		for _, n := range p.nouns {
			last = max(last, n.last)
		}
	} else {
		last = c.extent(i)
	}
	for first < last && (c.determiners[c.words[first].key] != bare || c.personal[c.words[first].key].possessive) {
		first++
	}
	if first >= last {
		return ""
	}
	return c.textOf(first, last)
}

// key tells an entity from others inside a document, before all that its id
// rests on is known.
func (c *register) key(e int32) string {
	if id := c.list[e].actor.ID; id != "" {
		return id
	}
	return "#" + strconv.Itoa(int(e))
}

// id is the identity of an entity: the lexicon's, a readable one for groups, else
// a hash of name and role.
func (k *knowledge) id(e *entity) string {
	if e.actor.ID != "" {
		return e.actor.ID
	}
	what := ""
	if len(e.offices) > 0 {
		o := e.offices[0]
		what = o.word
		if o.sense.kind == roleSense || o.sense.kind == roleTitleSense {
			what = k.lex.Roles[o.sense.ref].ID
		}
	}
	name := e.actor.Name
	if e.kind == personPhrase && e.given != "" {
		name = e.given + " " + e.surname
	}
	return unknownID(name, what+"\x00"+e.actor.Country)
}

// mentionType is that of a phrase that names an entity.
func (c *register) mentionType(p *phrase, e *entity) analysis.MentionType {
	switch {
	case p.kind == pronounPhrase:
		return analysis.MentionPronoun
	case e != nil && e.actor.Kind == "anonymous":
		return analysis.MentionAnonymous
	case p.kind == countryPhrase && e != nil && e.kind == personPhrase:
		return analysis.MentionName // Mr. Amman is not Jordan
	case p.kind == countryPhrase && p.known.kind == capitalSense || e != nil && e.actor.Kind == "metonym":
		return analysis.MentionMetonym
	case p.kind == nounPhrase && p.plural, p.kind == sidePhrase && e != nil && e.plural:
		return analysis.MentionCollective
	case p.kind == nounPhrase && !(e != nil && e.kind == bodyPhrase && p.nouns[0].sense.kind == genericSense):
		return analysis.MentionNominal
	case p.kind == personPhrase || e != nil && e.kind == personPhrase:
		return analysis.MentionName
	case p.kind == namePhrase:
		return analysis.MentionName
	}
	return analysis.MentionOrganization
}
