package actor

import (
	"readout/analysis"
	"readout/lexicon"
)

// whoNoun resolves a noun phrase without a name, such as "the foreign minister" or "a
// spokesman": to whom an apposition names, else to an entity mentioned before, else to the
// holder of the office by the lexicon, else to a new entity.
func (c *cast) whoNoun(i int) {
	p := &c.phrases[i]
	if len(p.nouns) == 0 {
		return
	}
	if p.apposed >= 0 && int(p.apposed) < i {
		if to := &c.phrases[p.apposed]; len(to.entities) == 1 {
			p.set(to.entities[0], "apposition", .9)
			return
		}
	}
	if p.apposed > int32(i) {
		// the name follows: "the foreign minister, Sergey Lavrov,"
		if c.who(int(p.apposed)); len(c.phrases[p.apposed].entities) == 1 {
			p = &c.phrases[i]
			p.set(c.phrases[p.apposed].entities[0], "apposition", .9)
			return
		}
	}
	head := p.nouns[0]
	if _, generic := c.words[head.first].sense(genericSense); generic && !p.plural && p.det != indefinite {
		if c.whoGeneric(p) {
			return
		}
	}
	if p.plural {
		c.whoGroup(i)
		return
	}
	if c.compatriot(p) || c.counterpart(p) || c.bodyOfPerson(p) {
		return
	}
	if p.det != indefinite && p.det != quantity && c.takenUp(i) {
		return
	}
	if p.det != indefinite && p.det != quantity && c.holder(p) {
		return
	}
	c.newNoun(i)
}

// whoGeneric resolves the generic name of a body, such as "the Russian foreign ministry" or "the
// army": to the body of that kind in the country that the phrase names; where it names none, to
// one mentioned before, else to that of the only country named nearby or of the one named most
// in the article. It reports whether there is one.
func (c *cast) whoGeneric(p *phrase) bool {
	head := p.nouns[0]
	country := c.countryOf(p)
	best, most, rule, conf := int32(-1), 0, "body of the country", .9
	for _, s := range c.words[head.first].senses {
		if s.kind != genericSense {
			continue
		}
		at := c.countryRef(c.lex.Organizations[s.ref].Country)
		if country >= 0 {
			if at == country {
				best = s.ref
				break
			}
			continue
		}
		if n := c.home[at]; n > most {
			best, most, rule, conf = s.ref, n, "body of the article's country", .55
		}
	}
	if country < 0 {
		if e := c.genericBefore(p); e >= 0 {
			p.set(e, "the body named before", .8)
			return true
		}
		if here := c.countryHere(p); here >= 0 {
			for _, s := range c.words[head.first].senses {
				if s.kind == genericSense && c.countryRef(c.lex.Organizations[s.ref].Country) == here {
					best, rule, conf = s.ref, "body of the country named before", .65
				}
			}
		}
	}
	if best < 0 {
		return false
	}
	p.set(c.body(best), rule, conf)
	return true
}

// genericBefore finds the antecedent of a generic name such as "the army": the body mentioned
// last, within six sentences, that the lexicon or its own name calls so; -1 for none.
func (c *matcher) genericBefore(p *phrase) int32 {
	word := c.nounKey(p)
	for n := len(c.recent) - 1; n >= 0 && n >= len(c.recent)-window; n-- {
		e := &c.list[c.recent[n]]
		if e.kind != bodyPhrase || p.sentence-e.sentence > 6 {
			continue
		}
		if e.known.kind == bodySense {
			for _, s := range c.words[p.nouns[0].first].senses {
				if s.kind == genericSense && s.ref == e.known.ref {
					return c.recent[n]
				}
			}
		}
		if c.nameSays(e, word) {
			return c.recent[n]
		}
	}
	return -1
}

// countryOf is the country that a phrase names, or that of the body that it belongs to, as an
// index into Lexicon.Countries; -1 for none.
func (c *cast) countryOf(p *phrase) int32 {
	if p.country >= 0 {
		return p.country
	}
	for _, o := range p.of {
		q := &c.phrases[o]
		if q.kind == countryPhrase {
			return q.known.ref
		}
		if q.kind != pronounPhrase {
			c.who(int(o))
		}
		if q.kind == pronounPhrase || q.kind == bodyPhrase {
			for _, e := range q.entities {
				if c.list[e].kind == personPhrase {
					continue
				}
				if ref := c.countryRef(c.list[e].actor.Country); ref >= 0 {
					return ref
				}
			}
		}
	}
	return -1
}

// owner is what somebody belongs to or speaks for: a body, a side, a country or a person. The
// zero value is none.
type owner struct {
	id     string // as register.key gives it, or an id of the lexicon
	side   string // id of the side that it is on, "" for none
	name   string // as readers see it
	person bool
}

// belongs is what a noun phrase says that somebody belongs to: the first body, party or country
// among its possessors and of-phrases, else a person, else its party, else its country.
func (c *cast) belongs(p *phrase) owner {
	if c.partyBefore(p) {
		s := &c.lex.Sides[p.side]
		return owner{s.ID, s.ID, s.Name, false}
	}
	var boss owner
	for _, o := range p.of {
		q := &c.phrases[o]
		if !q.tried && q.kind == namePhrase && q.first > 0 && c.words[q.first-1].key == "at" {
			if keys := c.nameWords(q); len(keys) == 1 && len(c.bySurname[keys[0]]) == 0 {
				q.tried = true
				q.set(c.bodyName(q, keys), "where somebody works", .6) // analysts at Tarnhelm
			}
		}
		if q.kind != nounPhrase {
			c.who(int(o))
		}
		if ref := c.stateOf(q); ref >= 0 && boss.id == "" && !c.english.Outsiders[c.nounKey(p)] {
			n := &c.lex.Countries[ref]
			return owner{n.ID, n.Side, n.Name, false}
		}
		for _, e := range q.entities {
			x := &c.list[e]
			switch x.kind {
			case bodyPhrase, sidePhrase, countryPhrase:
				side := x.actor.SideID
				if x.basis <= byNationality {
					side = "" // a Brazilian company does not speak for Brazil
				}
				return owner{c.key(e), side, x.actor.Name, false}
			case personPhrase:
				// Putin's spokesman speaks for whom Putin speaks
				if boss.id == "" {
					boss = owner{id: c.key(e), name: x.actor.Name, person: true}
					if x.basis >= byAffiliation {
						boss.side = x.actor.SideID
					}
				}
			}
		}
	}
	if boss.id != "" && !(boss.side == "" && (p.country >= 0 || p.side >= 0)) {
		return boss
	}
	if p.side >= 0 {
		s := &c.lex.Sides[p.side]
		return owner{s.ID, s.ID, s.Name, false}
	}
	if ref := c.countryOf(p); ref >= 0 {
		n := &c.lex.Countries[ref]
		return owner{n.ID, n.Side, n.Name, false}
	}
	return owner{}
}

// partyBefore reports whether a party is named right before a noun, whose it is then, and not that of the region
// before it: the Ohio Republican Party chairman.
func (c *cast) partyBefore(p *phrase) bool {
	if p.side < 0 || len(p.nouns) == 0 || len(p.of) != 1 {
		return false
	}
	q, k := &c.phrases[p.of[0]], p.nouns[len(p.nouns)-1].first-1
	return q.inner && !q.genitive && c.isRegion(q.known) && k > q.last && c.words[k].key == "party"
}

// stateOf is the country of a noun for a body or an officer of a state: Peru's cabinet, the Saudi attorney
// general. It is -1 for none.
func (c *cast) stateOf(q *phrase) int32 {
	if q.kind != nounPhrase || len(q.nouns) == 0 {
		return -1
	}
	if word := c.nounKey(q); !c.english.StateBodies[word] && !c.english.StatesOwn[word] && !c.holdsState(q.nouns[0].sense) {
		return -1
	}
	return c.possessingCountry(q)
}

// holdsState reports whether a noun is for somebody in an office of a state: the attorney general.
func (k *knowledge) holdsState(s sense) bool {
	_, organ, _, _ := k.organOf(s)
	return s.kind == roleSense && organ != "" && k.lex.Roles[s.ref].Unique
}

// ofState is the country of a phrase that says "of a state" but not of which, such as a
// government spokesman: the only country named nearby, unless the article names another one
// more than twice as often.
func (c *allegiance) ofState(p *phrase) owner {
	if !c.saysState(p) {
		return owner{}
	}
	ref := c.countryHere(p)
	if ref < 0 {
		return c.ofMainCountry(p)
	}
	for _, n := range c.home {
		if n > 2*c.home[ref] {
			return owner{}
		}
	}
	n := &c.lex.Countries[ref]
	return owner{n.ID, n.Side, n.Name, false}
}

// ofMainCountry is the country that the article is about, for a phrase that is itself a body of a
// state, such as the government; where the article names no country, that of its outlet.
func (c *allegiance) ofMainCountry(p *phrase) owner {
	head := p.nouns[0]
	if head.sense.kind != bodyNounSense && head.sense.kind != genericSense || p.det != definite || !c.english.StateWords[c.words[head.last-1].key] || c.isLocal(p) {
		return owner{}
	}
	ref := c.mainCountry()
	if ref < 0 && len(c.near) == 0 {
		ref = c.countryRef(c.articleCountry())
	}
	if ref < 0 {
		return owner{}
	}
	n := &c.lex.Countries[ref]
	return owner{n.ID, n.Side, n.Name, false}
}

// saysState reports whether a phrase has a word such as "government" before a noun for people
// who represent, and names no country, party or owner.
func (c *allegiance) saysState(p *phrase) bool {
	if len(p.nouns) == 0 || len(p.of) > 0 || p.country >= 0 || p.side >= 0 {
		return false
	}
	if yes, _ := c.represents(p.nouns[0].sense, owner{}); !yes {
		return false
	}
	for i := p.first; i < p.nouns[0].last; i++ {
		if c.english.StateWords[c.words[i].key] || c.english.TheCountry[c.words[i].key] {
			return true
		}
	}
	return false
}

// countryHere is the only country that was named in the sentence of a phrase and
// the two before it, -1 for none.
func (c *allegiance) countryHere(p *phrase) int32 {
	found := int32(-1)
	for n := len(c.near) - 1; n >= 0; n-- {
		q := &c.phrases[c.near[n]]
		if p.sentence-q.sentence > 2 {
			break
		}
		ref := q.country
		if q.kind == countryPhrase {
			ref = q.known.ref
		}
		if ref < 0 || ref == found {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = ref
	}
	return found
}

// newNoun resolves a noun phrase to an entity that is known by its words alone, made where there
// is none yet: a Pentagon spokesman, the judge. Where the phrase says of what it is, the
// entity's id is the same in every article, else it holds for this article only.
func (c *cast) newNoun(i int) {
	p := &c.phrases[i]
	head := p.nouns[0]
	noun := c.nounText(p)
	if one, ok := c.noun[noun]; ok {
		noun = one
	}
	of := c.belongs(p)
	if of.id == "" && !p.former {
		of = c.ofState(p)
	}
	yes, known := c.represents(head.sense, of)
	side, basis := "", byNothing
	switch {
	case head.sense.kind == memberSense || p.side >= 0:
		side, basis = c.lex.Sides[p.side].ID, byAffiliation
	case p.former && c.lex.Country(of.id) == nil:
	case p.former:
		side, basis = of.side, byNationality
	case of.side != "" && yes && !p.city:
		side, basis = of.side, byOffice
	case of.side != "" && !known && !of.person && !p.city:
		side, basis = of.side, byNationality
	}
	if head.sense.kind == roleSense && side == "" && !p.former && c.lex.Roles[head.sense.ref].Home != "" {
		side, basis = c.lex.SideOf(c.lex.Roles[head.sense.ref].Home), byHome
	}
	kind := "person"
	if head.sense.kind == bodyNounSense || head.sense.kind == genericSense {
		kind = "organization"
	}
	if head.sense.kind == groupOneSense || p.det == indefinite || p.det == quantity {
		kind = "anonymous"
	}
	if p.former {
		noun = "former " + noun
	}
	name := noun
	country := ""
	if of.id != "" {
		if !ofNation(head.sense) { // a Spaniard is no Spanish Spaniard
			_, name = c.groupName(p, sense{}, of, lexicon.Slug(noun), noun)
		}
		if c.lex.Country(of.id) != nil {
			country = of.id
		}
	}
	if kind == "organization" && of.id == "" && !p.former {
		name = c.ownWords(p, name)
	}
	id := lexicon.Slug(name)
	if of.id == "" && head.sense.kind != groupOneSense {
		id = unknownID(name, c.d.Article.ID)
	}
	key := "noun " + id
	if p.det == indefinite {
		key += " " + c.d.Tokens[p.first].Lower // two indefinite ones are two, but share an actor
	}
	if head.sense.kind == bodyNounSense && p.det != possessed && of.id == "" || p.weak {
		p.rule = "body without a name"
		return
	}
	e, ok := c.byKey[key]
	if !ok {
		e = c.add(entity{kind: nounPhrase, gender: c.nounGender(p), basis: basis, actor: analysis.Actor{
			ID: id, Name: name, Kind: kind, Country: country, SideID: side, SideBasis: basisWords[basis], Role: noun,
		}})
		if side == "" {
			c.list[e].actor.SideBasis = ""
		}
		c.list[e].offices = []office{{sense: head.sense, word: c.nounKey(p), of: c.officeOwner(p, head.sense, of), city: c.cityText(p), lapsed: p.former, local: c.isLocal(p)}}
		c.list[e].loose = p.det == indefinite && of.id == ""
		c.byKey[key] = e
	}
	conf := .7
	if p.det == definite && of.id == "" {
		conf = .45
	}
	p.set(e, "unnamed", conf)
}
