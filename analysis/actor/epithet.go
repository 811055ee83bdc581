package actor

import (
	"slices"
	"strings"
)

// window is the number of last mentions among which an antecedent is searched.
const window = 40

// takenUp finds the antecedent of a definite noun phrase such as "the top aide", "the
// Ukrainian leader" or "the bank": an entity mentioned before that has, or can have, that
// role.
func (c *cast) takenUp(i int) bool {
	p := &c.phrases[i]
	e, several := c.calledSo(p)
	if e >= 0 {
		p.set(e, "last word of the name", .85)
		return true
	}
	if several {
		return false
	}
	best, probability := c.take(p, "one")
	if best < 0 || c.otherWords(p, &c.list[best]) {
		return false
	}
	p.set(best, "epithet", probability)
	return true
}

// otherWords reports whether a phrase calls a body without a name by other words than an entity
// was: the drivers' union is not the bakers' union.
func (c *cast) otherWords(p *phrase, e *entity) bool {
	if e.kind != nounPhrase || e.actor.Kind != "organization" || p.nouns[0].sense.kind != bodyNounSense {
		return false
	}
	noun := c.nounText(p)
	own := c.ownWords(p, noun)
	return own != noun && e.actor.Name != e.actor.Role && own != e.actor.Name
}

// calledSo is the only body named nearby whose name ends in the noun of a definite phrase: "the
// college" after Oslon College. It is -1 for none or several, and where the phrase says more. several
// says that two of them were named last in one sentence, so that nothing tells which is meant.
func (c *cast) calledSo(p *phrase) (only int32, several bool) {
	s := p.nouns[0].sense
	if s.kind != bodyNounSense || p.det != definite || len(p.of) > 0 || p.country >= 0 || p.side >= 0 || p.nouns[0].first != p.first+1 {
		return -1, false
	}
	word := c.nounKey(p)
	only = -1
	for n := len(c.recent) - 1; n >= 0 && n >= len(c.recent)-2*window; n-- {
		i := c.recent[n]
		e := &c.list[i]
		if p.sentence-e.sentence > takingReach {
			break
		}
		if i == only || e.kind != bodyPhrase || lastWord(keyOf(strings.ToLower(e.actor.Name))) != word {
			continue
		}
		if only >= 0 {
			return -1, c.list[only].sentence == e.sentence
		}
		only = i
	}
	return only, false
}

// onlyOne reports whether a noun is an office that one person has at a time.
func (k *knowledge) onlyOne(s sense) bool {
	return s.kind == roleSense && k.lex.Roles[s.ref].Unique && k.lex.Roles[s.ref].Rank <= 2
}

// sameWords is the name that an unnamed actor of this phrase would have.
func (c *cast) sameWords(p *phrase) string {
	noun := c.nounText(p)
	if p.former {
		noun = "former " + noun
	}
	if of := c.belongs(p); of.id != "" {
		_, noun = c.groupName(p, sense{}, of, "", noun)
	}
	return noun
}

// ownerAgrees reports whether an entity can be somebody's: "Parnas' lawyer" is
// nobody else's lawyer.
func (c *matcher) ownerAgrees(e *entity, p *phrase, s sense) bool {
	for _, o := range p.of {
		if q := &c.phrases[o]; q.inner && q.kind == personPhrase && len(q.entities) == 0 {
			return false // the possessor is not resolved
		}
		for _, x := range c.phrases[o].entities {
			boss := &c.list[x]
			if boss.kind != personPhrase && boss.kind != bodyPhrase {
				continue
			}
			if c.constituency(boss, s) {
				continue
			}
			if boss == e || !c.holdsOf(e, p, s, x) {
				return false
			}
		}
	}
	return true
}

// constituency reports whether a region before a noun says where somebody was elected or is from: the
// Florida senator, the Ohio farmer.
func (k *knowledge) constituency(boss *entity, s sense) bool {
	if !k.isRegion(boss.known) {
		return false
	}
	return s.kind == memberSense || s.kind == peopleSense || s.kind == groupOneSense || s.kind == roleSense && (k.lex.Roles[s.ref].Rank == 5 || legislator(k.lex.Roles[s.ref].ID))
}

// holdsOf reports whether an entity has an office of somebody, or of the country
// or building that he stands for.
func (c *matcher) holdsOf(e *entity, p *phrase, s sense, owner int32) bool {
	boss := &c.list[owner]
	id, word := c.key(owner), c.nounKey(p)
	for _, have := range e.offices {
		if !c.sameOffice(have, s) && have.word != word {
			continue
		}
		if have.of == id || boss.kind == bodyPhrase && boss.known.kind == noSense && c.shortFor(boss.actor.Name, have.of) {
			return true
		}
		if boss.kind != personPhrase || boss.basis < byAffiliation || boss.actor.Country == "" {
			continue
		}
		if have.of == boss.actor.Country {
			return true
		}
		if b := c.lex.Organization(have.of); b != nil && b.Country == boss.actor.Country {
			return true
		}
	}
	return false
}

// shortFor reports whether a name is a part of that of a body of the lexicon: Judiciary, of the Senate
// Judiciary Committee.
func (k *knowledge) shortFor(name, id string) bool {
	b := k.lex.Organization(id)
	return b != nil && strings.Contains(" "+b.Name+" ", " "+name+" ")
}

// fits scores how well a noun can stand for an entity, 0 for not at all.
func (c *matcher) fits(e *entity, s sense, p *phrase) float64 {
	if g := c.nounGender(p); g != 0 && e.gender != 0 && g != e.gender {
		return 0
	}
	word := c.nounKey(p)
	for _, o := range e.offices {
		if c.sameOffice(o, s) || o.word == word {
			if o.lapsed && !p.former {
				return .6
			}
			return 1
		}
	}
	switch s.kind {
	case memberSense:
		if e.kind == personPhrase && e.actor.SideID == c.lex.Sides[s.ref].ID {
			return .6
		}
	case bodyNounSense, genericSense:
		if e.kind == sidePhrase && word == "party" {
			return .8
		}
		if e.kind == sidePhrase && slices.Contains(c.english.BodyNouns[c.lex.Sides[e.known.ref].Kind], word) {
			return .8
		}
		if e.kind != bodyPhrase && !(e.kind == sidePhrase && !e.plural) {
			return 0
		}
		if c.nameSays(e, word) {
			return .95
		}
		return c.bodyNounFits(e, word)
	case roleSense, groupOneSense, peopleSense:
		if e.kind != personPhrase && e.kind != nounPhrase {
			return 0
		}
		return c.officeFits(e, s, p, word)
	}
	return 0
}

// nameSays reports whether the name of a body contains a noun: Tarnhelm Bank is a bank.
func (c *matcher) nameSays(e *entity, word string) bool {
	for _, w := range strings.Fields(keyOf(strings.ToLower(e.actor.Name))) {
		if w == word || strings.HasSuffix(word, " "+w) || strings.HasSuffix(w, word) && len(w) > len(word)+2 && len(word) > 3 {
			return true
		}
	}
	return false
}

// bodyNounFits weighs "the company" for a body by its kind in the lexicon.
func (c *matcher) bodyNounFits(e *entity, word string) float64 {
	if e.known.kind != bodySense {
		// A body that no list knows can be of any kind, unless its name says another.
		other := c.nameSaysOther(e)
		switch {
		case e.kind != bodyPhrase:
			return 0
		case c.english.AnyBody[word] && !other:
			return .5
		case c.english.AnyBody[word]:
			return .3
		case other || !c.english.UnknownBody[word]:
			return 0
		}
		return .4
	}
	if c.lex.Organizations[e.known.ref].Kind == word {
		return .9
	}
	if c.isA(e.known.ref, word) {
		return .8
	}
	return 0
}

// nameSaysOther reports whether the name of a body ends in a word for a kind of
// body: a Ministry is no bank.
func (c *matcher) nameSaysOther(e *entity) bool {
	words := strings.Fields(keyOf(strings.ToLower(e.actor.Name)))
	if len(words) < 2 {
		return false
	}
	n := c.root.next[words[len(words)-1]]
	if n == nil {
		return false
	}
	for _, s := range n.senses {
		if s.kind == bodyNounSense {
			return true
		}
	}
	return false
}

// isA reports whether a common noun names the kind of a body of the lexicon.
func (k *knowledge) isA(ref int32, word string) bool {
	kind := k.lex.Organizations[ref].Kind
	return kind == word || word == "central bank" && kind == "bank" || slices.Contains(k.english.BodyNouns[kind], word)
}

// officeFits weighs a noun for a person by what he is called: a leader is a head
// of state, an official is anyone in office.
func (c *matcher) officeFits(e *entity, s sense, p *phrase, word string) float64 {
	if word == "person" || word == "individual" {
		return 0
	}
	if s.kind == peopleSense && c.vague(word) {
		if e.kind == personPhrase && p.sentence-e.sentence <= 1 {
			return .35
		}
		return 0
	}
	for _, o := range e.offices {
		if o.sense.kind != roleSense && o.sense.kind != roleTitleSense || o.lapsed && !p.former {
			continue
		}
		r := &c.lex.Roles[o.sense.ref]
		for _, n := range c.english.WiderOffices[word] {
			if r.ID == n || n == "*1" && r.Rank == 1 || n == "*2" && r.Rank <= 2 || n == "*" && r.Represents {
				if n == "*" {
					return .5
				}
				return .85
			}
		}
	}
	if p.former && e.known.kind == personSense && s.kind == roleSense {
		for _, t := range c.lex.Actors[e.known.ref].Terms {
			if t.Role == c.lex.Roles[s.ref].ID && !t.Holds(c.day) {
				return .9
			}
		}
	}
	if s.kind != roleSense || len(e.offices) > 0 || e.kind != personPhrase || c.lex.Roles[s.ref].Unique {
		return 0
	}
	if e.known.kind == personSense && len(c.lex.Actors[e.known.ref].Terms) > 0 {
		return 0 // whose offices are known: a foreign minister of old is no coach
	}
	return .4
}

// vague nouns say only that somebody is a person.
func (c *matcher) vague(word string) bool {
	return word == "man" || word == "woman" || word == "boy" || word == "girl" || word == "teenager" || word == aged[1:]
}

func (c *register) sameOffice(o office, s sense) bool {
	switch s.kind {
	case peopleSense, bodyNounSense, titleSense:
		return false // all of these have one sense: their words tell them apart
	}
	if o.sense == s {
		return true
	}
	role := func(k senseKind) bool { return k == roleSense || k == roleTitleSense }
	return role(o.sense.kind) && role(s.kind) && o.sense.ref == s.ref
}

// nounKey is the key of a phrase's head noun, singular.
func (c *passage) nounKey(p *phrase) string {
	n := p.nouns[0]
	words := make([]string, 0, 3)
	for i := n.first; i < n.last; i++ {
		words = append(words, c.words[i].key)
	}
	key := strings.Join(words, " ")
	if one, ok := c.noun[key]; ok {
		return one
	}
	return key
}

// nounGender is what a noun says of gender: spokeswoman, king.
func (c *passage) nounGender(p *phrase) byte {
	if len(p.nouns) == 0 {
		return p.gender
	}
	n := p.nouns[0]
	key := c.words[n.last-1].key
	switch {
	case strings.HasSuffix(key, "woman") || key == "girl" || key == "mother" || key == "actress" || key == "queen":
		return 'f'
	case strings.HasSuffix(key, "man") && len(key) > 3 && !strings.HasSuffix(key, "german") || key == "man" || key == "boy" || key == "father" || key == "king":
		return 'm'
	}
	if n.sense.kind == roleSense {
		if g := c.lex.Roles[n.sense.ref].Gender; g != "" {
			return g[0]
		}
	}
	return p.gender
}
