package actor

import (
	"slices"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// represents reports whether a noun speaks for what it belongs to, and whether
// the lexicon knows it at all. A lawyer speaks for his client, but not for the
// country that he is from.
func (k *knowledge) represents(s sense, of owner) (yes, known bool) {
	switch s.kind {
	case roleSense, roleTitleSense:
		r := &k.lex.Roles[s.ref]
		country := k.lex.Country(of.id) != nil
		return (r.Represents || r.Speaks && !country) && (!country || len(r.Scope) == 0 || slices.Contains(r.Scope, "country")), true
	case groupSense, groupOneSense:
		return k.lex.Collectives[s.ref].Represents, true
	case bodyNounSense, genericSense:
		return true, true
	}
	return false, false
}

// whoGroup makes or finds the actor of a plural: Russian officials, Republican
// lawmakers, the club's fans, officials familiar with the matter.
func (c *cast) whoGroup(i int) {
	p := &c.phrases[i]
	head := p.nouns[0]
	if c.bothOf(p) || c.rowOf(p) {
		return
	}
	if p.det != indefinite && p.det != quantity && p.country < 0 && p.side < 0 && len(p.of) == 0 {
		if best, probability := c.take(p, "many"); best >= 0 && !c.otherGroup(p, &c.list[best]) {
			p.set(best, "the same group", probability)
			return
		}
	}
	if head.sense.kind == bodyNounSense && p.country < 0 && len(p.of) == 0 && !c.sources[head.first] {
		return // teams, missions, sides
	}
	noun := c.nounText(p)
	id, name := lexicon.Slug(noun), noun
	if k := p.nouns[len(p.nouns)-1].first - 1; k >= c.d.Sentences[p.sentence].First && c.english.LocalWords[c.words[k].key] {
		name = c.words[k].key + " " + noun // county prosecutors
		id = lexicon.Slug(name)
	}
	owned := ""
	anonymous := false
	side, basis := "", 0
	country := ""
	rule := "group"
	if s := head.sense; s.kind == groupSense {
		g := &c.lex.Collectives[s.ref]
		anonymous = g.Anonymous
		if anonymous || p.country >= 0 || p.side >= 0 || len(p.of) > 0 {
			id, name = g.ID, g.Plural
		}
	}
	switch head.sense.kind {
	case demonymSense, adjectiveSense:
		n := &c.lex.Countries[head.sense.ref]
		id, name, country, side, basis = lexicon.Slug(noun), noun, n.ID, n.Side, byNationality
	default:
		of := c.belongs(p)
		if of.id == "" && !p.former {
			of = c.ofState(p)
		}
		yes, known := c.represents(head.sense, of)
		if owned = c.officeOwner(p, head.sense, of); of.id != "" {
			id, name = c.groupName(p, head.sense, of, id, name)
			if n := c.lex.Country(of.id); n != nil {
				country = n.ID
			}
			switch {
			case p.former && c.lex.Country(of.id) == nil:
			case p.former:
				side, basis = of.side, byNationality
			case yes && of.side != "" && !p.city:
				side, basis = of.side, byOffice
			case p.side >= 0:
				side, basis = of.side, byAffiliation
			case !known && of.side != "" && !of.person && !p.city:
				side, basis = of.side, byNationality
			}
			rule = "group of a side"
		}
		if r := head.sense; r.kind == roleSense && side == "" && c.lex.Roles[r.ref].Home != "" {
			side, basis = c.lex.SideOf(c.lex.Roles[r.ref].Home), byHome
		}
	}
	if p.former {
		id, name = "former-"+id, "former "+name
	}
	key := "group " + id
	e, ok := c.byKey[key]
	if !ok {
		kind := "collective"
		if anonymous {
			kind = "anonymous"
		}
		e = c.add(entity{kind: nounPhrase, plural: true, basis: basis, actor: analysis.Actor{
			ID: id, Name: name, Kind: kind, Country: country, SideID: side, SideBasis: basisWords[basis], Role: "",
		}})
		if side == "" {
			c.list[e].actor.SideBasis = ""
		}
		c.list[e].offices = []office{{sense: head.sense, word: noun, of: owned, city: c.cityText(p), lapsed: p.former, local: c.isLocal(p)}}
		c.byKey[key] = e
	}
	p.set(e, rule, .85)
}

// isLocal reports whether the word before a noun says that somebody is of a part of a country:
// state legislators, county officials.
func (c *passage) isLocal(p *phrase) bool {
	k := p.nouns[len(p.nouns)-1].first - 1
	return k >= c.d.Sentences[p.sentence].First && c.english.LocalWords[c.words[k].key] || c.english.LocalWords[c.words[k+1].key]
}

// otherGroup reports whether a phrase without an article calls a group by another word than an
// entity was: club officials are not hospital officials.
func (c *passage) otherGroup(p *phrase, e *entity) bool {
	if p.det != bare || e.kind != nounPhrase || !e.plural {
		return false
	}
	first, head := p.nouns[len(p.nouns)-1].first, p.nouns[0].last-1
	if k := first - 1; first == head && k >= c.d.Sentences[p.sentence].First && c.words[k].is(bodyWord|placeWord) {
		first = k // School officials
	}
	if first == head {
		return false
	}
	name := " " + keyOf(strings.ToLower(e.actor.Name)) + " "
	return !strings.Contains(name, " "+c.words[first].key+" ")
}

var basisWords = [...]string{byNothing: "", byNationality: "nationality", byAffiliation: "affiliation", byHome: "role", byOffice: "role", byLexicon: "lexicon", byText: "role"}

// groupName is the readable id and name of a group of something.
func (c *passage) groupName(p *phrase, s sense, of owner, id, noun string) (string, string) {
	if p.side >= 0 && len(c.lex.Sides[p.side].Members) > 0 {
		if p.nouns[0].sense.kind == memberSense {
			return lexicon.Slug(noun), c.d.Slice(c.span(p.nouns[0].first, p.nouns[0].last))
		}
		word := c.lex.Sides[p.side].Members[0]
		if strings.Contains(strings.ToLower(noun), strings.ToLower(word)) {
			return id, noun
		}
		if a := c.lex.Sides[p.side].Adjectives; len(a) > 0 {
			word = a[0]
		}
		return lexicon.Slug(word) + "-" + id, word + " " + noun
	}
	if n := c.lex.Country(of.id); n != nil {
		if s.kind == groupSense && !p.city {
			return c.lex.Collectives[s.ref].Of(n)
		}
		word := n.Name
		if len(n.Adjectives) > 0 {
			word = n.Adjectives[0]
		}
		if p.city {
			word = c.d.Slice(c.span(int(p.city0), int(p.city1))) // the New York mayor
		}
		return lexicon.Slug(word) + "-" + id, word + " " + noun
	}
	if of.person {
		return lexicon.Slug(of.name) + "-" + id, of.name + "'s " + noun
	}
	if s := c.lex.Side(of.id); s != nil {
		of.name = strings.TrimSuffix(of.name, " Party") // Labour MPs
	}
	return lexicon.Slug(of.name) + "-" + id, of.name + " " + noun
}

// nounText is the noun itself in lower case with nouns before it: government officials.
func (c *passage) nounText(p *phrase) string {
	first, last := p.nouns[len(p.nouns)-1].first, p.nouns[0].last
	if last <= first || last-first > 6 {
		first = p.nouns[0].first
	}
	words := make([]string, 0, 4)
	for i := first; i < last; i++ {
		if c.words[i].kind == analysis.Word {
			if c.words[i].upper && c.cased {
				words = append(words, c.d.Slice(c.d.Tokens[i].Span)) // MPs, UN ambassador
				continue
			}
			words = append(words, c.d.Tokens[i].Lower)
		}
	}
	s := strings.Join(words, " ")
	if k := p.nouns[0].sense.kind; k == demonymSense || k == adjectiveSense {
		s = c.d.Slice(c.span(p.nouns[0].first, p.nouns[0].last))
	}
	return s
}

// ownWords is what a phrase itself calls a body without a name, its article left out: bakers' union,
// league's disciplinary committee. It is noun where no article or possessive word opens the phrase.
func (c *passage) ownWords(p *phrase, noun string) string {
	last := p.nouns[0].last
	for k := p.nouns[0].first - 1; k >= c.d.Sentences[p.sentence].First && last-k <= mostOwnWords; k-- {
		w := &c.words[k]
		_, personal := c.personal[w.key]
		switch {
		case c.determiners[w.key] != bare || personal:
			if k+1 < p.nouns[0].first {
				return c.plainText(k+1, last)
			}
			return noun
		case w.kind == analysis.Possessive || w.kind == analysis.Number:
		case w.kind != analysis.Word || w.is(function):
			return noun
		}
	}
	return noun
}

// mostOwnWords is how many tokens the name of a body without a name has at most.
const mostOwnWords = 7
