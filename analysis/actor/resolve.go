package actor

import (
	"slices"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// resolve says who every phrase is, in the order of the text. Full names go
// first, because a headline or a first sentence often has the surname alone.
func (c *cast) resolve() {
	c.day = c.dayOf()
	for i := range c.phrases {
		p := &c.phrases[i]
		if p.kind == countryPhrase {
			c.home[p.known.ref]++
		} else if p.country >= 0 {
			c.home[p.country]++
		}
		if p.weak || p.kind != personPhrase && p.kind != bodyPhrase {
			continue
		}
		c.gather(p)
	}
	s := int32(-1)
	for i := range c.phrases {
		p := &c.phrases[i]
		if p.sentence != s {
			s, c.fresh = p.sentence, true
		}
		c.who(i)
		c.mentioned(i)
		c.joinsLast(i)
		if p := &c.phrases[i]; p.country >= 0 || p.kind == countryPhrase {
			c.near = append(c.near, i)
		}
	}
}

// gather makes the entities of names that are whole.
func (c *names) gather(p *phrase) {
	keys := c.nameWords(p)
	switch {
	case p.kind == bodyPhrase && p.known.kind == noSense && (len(keys) > 1 || p.body && len(keys) == 1):
		c.bodyName(p, keys)
	case p.kind == personPhrase && p.known.kind == personSense && !p.known.weak && len(keys) > 1:
		c.list[c.person(p.known.ref)].whole++
	case p.kind == personPhrase && p.known.kind == personSense && (p.titled || p.known.weak && len(keys) > 1) && c.knownFits(p.known.ref, p):
		c.list[c.person(p.known.ref)].whole++
	case p.kind == personPhrase && p.known.kind == noSense && len(keys) > 1:
		c.list[c.fullName(p, keys)].whole++
	}
}

// who resolves one phrase, once: what another phrase belongs to is asked for
// before its turn.
func (c *cast) who(i int) {
	p := &c.phrases[i]
	if p.tried {
		return
	}
	p.tried = true
	switch p.kind {
	case personPhrase, namePhrase:
		c.whoPerson(p)
	case bodyPhrase:
		c.whoBody(p)
	case countryPhrase:
		c.whoCountry(p)
	case sidePhrase:
		c.whoSide(p)
	case nounPhrase:
		c.whoNoun(i)
	case pronounPhrase:
		c.whoPronoun(i)
	}
	for _, e := range p.entities {
		c.learn(e, i)
	}
}

func (p *phrase) set(e int32, rule string, conf float64) {
	p.entities, p.rule, p.conf = append(p.entities[:0], e), rule, conf
}

func (c *names) whoPerson(p *phrase) {
	keys := c.nameWords(p)
	if len(keys) == 0 {
		return
	}
	if p.known.kind == personSense {
		c.whoKnown(p, keys)
		return
	}
	if len(keys) > 1 && c.flags[keys[0]]&particle != 0 {
		if surname := strings.Join(keys, " "); len(c.bySurname[surname]) > 0 {
			c.whoSurname(p, surname)
			return
		}
	}
	if len(keys) > 1 {
		if p.kind == namePhrase {
			// Two words that nothing tells the kind of: whoever the text made of them.
			if i, ok := c.byKey[strings.Join(keys, " ")]; ok {
				p.set(i, "body name", .6)
				return
			}
			if p.det == definite {
				if i := c.bodyWithThe(keys); i >= 0 {
					p.set(i, "lexicon body", .95)
				}
				return
			}
			if len(keys) > 3 {
				return
			}
			p.set(c.fullName(p, keys), "unknown name", .6)
			return
		}
		if i, ok := c.byKey[strings.Join(keys, " ")]; ok && !p.titled && c.list[i].kind == bodyPhrase {
			p.set(i, "body name", .7)
			return
		}
		p.set(c.fullName(p, keys), "full name", .9)
		return
	}
	c.whoSurname(p, strings.Join(keys, " "))
}

func (c *names) whoBody(p *phrase) {
	if p.known.kind == bodySense {
		ref := p.known.ref
		if c.ofRegion(p, ref) {
			return
		}
		if p.first > c.d.Sentences[p.sentence].First && !c.sources[p.name0] && p.det == bare &&
			c.lex.Organizations[ref].Kind == "government" && c.english.BeforePlace[c.words[p.first-1].key] {
			return // in Virginia
		}
		if p.known.weak {
			ref = c.bodyOfCountry(p)
		}
		p.set(c.body(ref), "lexicon body", .95)
		return
	}
	if keys := c.nameWords(p); len(keys) > 0 {
		if people := c.bySurname[keys[0]]; len(keys) == 1 && len(people) == 1 && p.det == bare {
			p.set(people[0], "surname in capitals", .8)
			return
		}
		p.set(c.bodyName(p, keys), "body name", .75)
	}
}

// ofRegion resolves a court or parliament with a region before its name, which is therefore
// not the national one: the Wisconsin Supreme Court.
func (c *names) ofRegion(p *phrase, ref int32) bool {
	if kind := c.lex.Organizations[ref].Kind; kind != "court" && kind != "legislature" {
		return false
	}
	for _, i := range p.of {
		q := &c.phrases[i]
		if !q.inner || q.kind != bodyPhrase || q.known.kind != bodySense || c.lex.Organizations[q.known.ref].Kind != "region" || q.name1 != p.name0 {
			continue
		}
		whole := *p
		whole.name0 = q.name0
		p.set(c.bodyName(&whole, c.nameWords(&whole)), "body of a region", .85)
		return true
	}
	return false
}

// bodyOfCountry chooses among bodies of one name the one of the country that the
// phrase or the article is about.
func (c *allegiance) bodyOfCountry(p *phrase) int32 {
	best, most := p.known.ref, -1
	for _, s := range c.words[p.name0].senses {
		if s.kind != bodySense {
			continue
		}
		n := 0
		if country := c.countryRef(c.lex.Organizations[s.ref].Country); country >= 0 {
			n = c.home[country]
			if country == p.country {
				n += 1000
			}
		}
		if n > most {
			best, most = s.ref, n
		}
	}
	return best
}

// sideOfCountry chooses among parties of one name the one of the country that the
// article is about.
func (c *allegiance) sideOfCountry(p *phrase) int32 {
	best, most := p.known.ref, -1
	for _, s := range c.words[p.name0].senses {
		if s.kind != sideSense {
			continue
		}
		if n := c.home[c.countryRef(c.lex.Sides[s.ref].Country)]; n > most {
			best, most = s.ref, n
		}
	}
	return best
}

// whoSide resolves a party, or its people in one house of a parliament, who are an actor
// of their own: Senate Republicans.
func (c *cast) whoSide(p *phrase) {
	ref := c.sideOfCountry(p)
	house := c.houseBefore(p)
	s := &c.lex.Sides[ref]
	first, last := c.of0(p), p.name1
	if house == nil {
		if first = c.wing(p, s); first < 0 {
			p.set(c.side(ref), "party", .93)
			return
		}
	}
	if house == nil {
	} else if after := c.houseAfter(p); after > last {
		last = after
	} else if before := c.congressional(p); before < first {
		first = before
	}
	name := strings.Join(strings.Fields(c.d.Slice(c.span(first, last))), " ")
	if !c.words[first].upper && !c.properAt(first) {
		name = strings.ToLower(name[:1]) + name[1:] // leading Republicans
	}
	key := "group " + lexicon.Slug(name)
	e, ok := c.byKey[key]
	if !ok {
		e = c.add(entity{kind: nounPhrase, plural: true, basis: byAffiliation, actor: analysis.Actor{
			ID: lexicon.Slug(name), Name: name, Kind: "collective", Country: s.Country, SideID: s.ID, SideBasis: basisWords[byAffiliation],
		}})
		if house != nil {
			c.list[e].offices = []office{{sense: p.known, word: "member", of: house.ID}}
		}
		c.byKey[key] = e
	}
	if house == nil {
		p.set(e, "some of a party", .85)
		return
	}
	p.set(e, "party in a house", .9)
}

// wing finds words before a party's name which show that some of its people are meant and not
// the party itself: many Republicans, leading Republicans, Ohio Democrats. It returns the
// first token of those words, -1 where the party itself is meant.
func (c *allegiance) wing(p *phrase, s *lexicon.Side) int {
	if p.name1-p.name0 != 1 || len(s.Members) == 0 || !slices.Contains(plurals(strings.ToLower(s.Members[0])), c.words[p.name0].key) {
		return -1
	}
	first := c.of0(p)
	for k := first - 1; k >= p.first; k-- {
		w := &c.words[k]
		if c.determiners[w.key] != bare || w.kind != analysis.Word || w.is(function) {
			break
		}
		first = k
	}
	for first > c.d.Sentences[p.sentence].First {
		w := &c.words[first-1]
		if w.kind != analysis.Word || w.is(function|speech|calendar) || c.determiners[w.key] != bare || !c.sources[first-1] {
			break
		}
		first--
	}
	if first == p.name0 && p.det != quantity {
		return -1
	}
	return first
}

// properAt reports whether a token is capitalized as part of a name.
func (c *passage) properAt(k int) bool {
	w := &c.words[k]
	return w.capital && (k != c.d.Sentences[c.d.Tokens[k].Sentence].First || !w.is(modifier|opener) && w.length > 0)
}

// houseBefore is the legislature that stands before a party's name, nil for none.
func (c *cast) houseBefore(p *phrase) *lexicon.Organization {
	for _, i := range p.of {
		q := &c.phrases[i]
		if !q.inner || q.kind != bodyPhrase {
			continue
		}
		c.who(int(i))
		for _, e := range q.entities {
			if x := &c.list[e]; x.known.kind == bodySense && c.lex.Organizations[x.known.ref].Kind == "legislature" {
				return &c.lex.Organizations[x.known.ref]
			}
		}
	}
	if after := c.houseAfter(p); after > p.last {
		return c.legislatureAt(after - 1)
	}
	if c.congressional(p) < p.name0 {
		id, _ := c.lex.Organ(c.lex.Country(c.lex.Sides[p.known.ref].Country), "parliament")
		return c.lex.Organization(id)
	}
	return nil
}

// congressional is the token of "congressional" before a party's name, else that of the name.
func (c *allegiance) congressional(p *phrase) int {
	if k := p.name0 - 1; k >= c.d.Sentences[p.sentence].First && c.words[k].key == "congressional" && c.lex.Sides[p.known.ref].Country != "" {
		return k
	}
	return p.name0
}

// houseAfter is the token past "in the House" after a party's name, else past the phrase.
func (c *allegiance) houseAfter(p *phrase) int {
	k, end := p.last, c.d.Sentences[p.sentence].Last
	if k >= end || c.words[k].key != "in" {
		return p.last
	}
	if k++; k < end && c.words[k].key == "the" {
		k++
	}
	if k < end && c.legislatureAt(k) != nil {
		return k + 1
	}
	return p.last
}

// legislatureAt is the legislature that a token names, nil for none.
func (c *allegiance) legislatureAt(k int) *lexicon.Organization {
	for _, s := range c.words[k].senses {
		if s.kind == bodySense && c.lex.Organizations[s.ref].Kind == "legislature" {
			return &c.lex.Organizations[s.ref]
		}
	}
	return nil
}

// of0 is the first token of a phrase that a name belongs to, before the name.
func (c *passage) of0(p *phrase) int {
	first := p.name0
	for _, i := range p.of {
		if q := &c.phrases[i]; q.inner && q.name0 < first && q.name1 > q.name0 {
			first = q.name0
		}
	}
	return first
}

func (k *knowledge) countryRef(id string) int32 {
	if i, ok := k.countries[id]; ok {
		return i
	}
	return -1
}

// whoCountry takes a country or a capital for its government where it acts or
// speaks; elsewhere it is a place.
func (c *names) whoCountry(p *phrase) {
	if c.namesake(p) || p.known.kind == citySense || c.isPlace(p) {
		return
	}
	if s, ok := c.words[p.name0].sense(sideSense); ok && p.known.kind == capitalSense {
		p.set(c.side(s.ref), "capital of a union", .7) // Brussels
		return
	}
	i := c.country(p.known.ref)
	if p.known.kind == capitalSense {
		conf := .6
		if c.sources[p.name0] {
			conf = .9
		}
		p.set(i, "capital", conf)
		return
	}
	p.set(i, "country", .9)
}

func (c *passage) isPlace(p *phrase) bool {
	if c.sources[p.name0] {
		return false
	}
	s := &c.d.Sentences[p.sentence]
	if p.first > s.First {
		key := c.words[p.first-1].key
		if c.english.BeforePlace[key] {
			return !(key == "to" || key == "from") || p.known.kind == capitalSense
		}
	}
	if p.known.kind != capitalSense {
		return false
	}
	if p.last >= s.Last {
		return true
	}
	next := &c.words[p.last]
	if next.key == "," && p.last+1 < s.Last && c.words[p.last+1].capital {
		return p.first == s.First || c.english.BeforePlace[c.words[p.first-1].key]
	}
	return p.first == s.First && (next.key == "(" || next.key == "—" || next.key == "-" || next.key == "–" || next.key == ":")
}
