package actor

import (
	"strings"
)

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

// ofRegion resolves a court, a parliament or a body that many places have one of, with a region before its
// name or another country behind it: the Wisconsin Supreme Court, the Football Association of Ireland.
func (c *names) ofRegion(p *phrase, ref int32) bool {
	if kind := c.lex.Organizations[ref].Kind; kind != "legislature" && !c.english.LocalKinds[kind] {
		return false
	}
	if first, last, country := c.partOfCountry(p, c.lex.Organizations[ref].Country); country != "" || last-first > p.name1-p.name0 {
		whole := *p
		whole.name0, whole.name1 = first, last
		court := c.bodyName(&whole, c.nameWords(&whole))
		if e := &c.list[court]; country != "" {
			e.actor.Country, e.ofCountry = country, true
		}
		p.set(court, "body of a region", .85)
		return true
	}
	if first, of := c.nationBefore(p); first < p.name0 && c.english.NationalKinds[c.lex.Organizations[ref].Kind] && c.lex.Organizations[ref].Country != of {
		whole := *p
		whole.name0 = first
		p.set(c.bodyName(&whole, c.nameWords(&whole)), "body of a country", .85)
		return true
	}
	for _, i := range p.of {
		q := &c.phrases[i]
		if !q.inner || q.kind != bodyPhrase || !c.isRegion(q.known) || q.name1 != p.name0 {
			continue
		}
		whole := *p
		whole.name0 = q.name0
		p.set(c.bodyName(&whole, c.nameWords(&whole)), "body of a region", .85)
		return true
	}
	return false
}

// nationBefore is the country, and the first token of its name or adjective, right before the name of a body
// of several words: the Kenyan Football Association. It is the first token of the name itself for none.
func (c *names) nationBefore(p *phrase) (first int, country string) {
	if p.name1-p.name0 < 2 {
		return p.name0, ""
	}
	for k := p.name0 - 1; k >= c.d.Sentences[p.sentence].First && k >= p.name0-3; k-- {
		if w := &c.words[k]; w.capital && w.length == p.name0-k {
			for _, s := range w.senses {
				if s.kind == adjectiveSense || s.kind == countrySense {
					return k, c.lex.Countries[s.ref].ID
				}
			}
		}
	}
	return p.name0, ""
}

// partOfCountry is the name of a court or parliament with the words around it that say that it is
// of a part of a country, or of another country than the one given, which is then given too: the
// state Supreme Court, the Supreme Court of Lindhill. Without such words it is the name as it stands.
func (c *names) partOfCountry(p *phrase, country string) (first, last int, other string) {
	first, last = p.name0, p.name1
	if of := c.possessingCountry(p); of >= 0 && c.lex.Countries[of].ID != country {
		return first, last, c.lex.Countries[of].ID
	}
	sent := &c.d.Sentences[p.sentence]
	if k := first - 1; k >= sent.First && c.english.LocalWords[c.words[k].key] && !c.words[k].capital {
		return k, last, ""
	}
	if last+1 >= sent.Last || c.words[last].key != "of" || !c.words[last+1].capital {
		return first, last, ""
	}
	w := &c.words[last+1]
	for _, s := range w.senses {
		if s.kind == countrySense && c.lex.Countries[s.ref].ID != country {
			return first, last + 1 + w.length, c.lex.Countries[s.ref].ID
		}
		if c.isRegion(s) {
			return first, last + 1 + w.length, ""
		}
	}
	return first, last, ""
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
