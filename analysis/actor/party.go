package actor

import (
	"slices"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// whoSide resolves a party, or its people in one house of a parliament, who are an actor
// of their own: Senate Republicans.
func (c *cast) whoSide(p *phrase) {
	ref := c.sideOfCountry(p)
	house := c.houseBefore(p)
	s := &c.lex.Sides[ref]
	first, last := c.ownerStart(p), p.name1
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
	name := c.textOf(first, last)
	if !c.words[first].upper && !c.properAt(first) {
		name = lowerFirst(name) // leading Republicans
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

// wing finds words before a party's name which show that some of its people are meant and not
// the party itself: many Republicans, leading Republicans, Ohio Democrats. It returns the
// first token of those words, -1 where the party itself is meant.
func (c *allegiance) wing(p *phrase, s *lexicon.Side) int {
	if p.name1-p.name0 != 1 || len(s.Members) == 0 || !slices.Contains(plurals(strings.ToLower(s.Members[0])), c.words[p.name0].key) {
		return -1
	}
	first := c.ownerStart(p)
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

// ownerStart is the first token of a name, or of the names before it that it belongs to: Senate
// in Senate Republicans.
func (c *passage) ownerStart(p *phrase) int {
	first := p.name0
	for _, i := range p.of {
		if q := &c.phrases[i]; q.inner && q.name0 < first && q.name1 > q.name0 {
			first = q.name0
		}
	}
	return first
}
