package actor

import "strings"

// whoKnown resolves a name that the lexicon knows; keys are its words. A surname alone gives way
// to somebody else of that surname whom the article names in full.
func (c *names) whoKnown(p *phrase, keys []string) {
	ref := p.known.ref
	a := &c.lex.Actors[ref]
	if len(keys) > 1 {
		if _, named := c.byKnown[sense{kind: personSense, ref: ref}]; p.known.weak && !named && !c.knownFits(ref, p) {
			p.set(c.fullName(p, keys), "full name", .85) // somebody else of a name that many have
			return
		}
		p.set(c.person(ref), "lexicon name", .98)
		return
	}
	var others, fits []int32
	self := false
	for _, i := range c.bySurname[keys[0]] {
		e := &c.list[i]
		if e.known.kind == personSense && e.known.ref == ref {
			self = true
			continue
		}
		others = append(others, i)
		if c.agrees(e, p) {
			fits = append(fits, i)
		}
	}
	if t, ok := c.lex.TermAt(a, c.day); ok && !p.known.weak && len(keys) == 1 {
		if role := c.lex.Role(t.Role); role != nil && role.Rank == 1 && c.lex.Country(t.Of) != nil {
			self = true // Trump is the president unless the article says Eric
		}
	}
	if self && len(others) == 1 && len(p.nouns) == 0 {
		known := 0
		if i, ok := c.byKnown[sense{kind: personSense, ref: ref}]; ok {
			known = c.list[i].whole
		}
		if n := c.list[others[0]].whole; n >= 2 && n >= 3*known {
			self = false // an article about Hunter Biden
		}
	}
	gender := p.gender == 0 || a.Gender == "" || p.gender == a.Gender[0]
	switch {
	case len(others) == 0 && gender && (!p.known.weak || self):
		p.set(c.person(ref), "lexicon name", .95)
	case !self && len(others) == 1 && (len(fits) == 1 || p.known.weak):
		p.set(others[0], "surname", .85)
	case !gender && len(fits) == 1:
		p.set(fits[0], "surname and title", .8)
	case !gender:
		p.set(c.shortName(p, string(p.gender)+" "+keys[0]), "title and surname", .6)
	case self && !p.known.weak && !c.offered(fits, p):
		p.set(c.person(ref), "lexicon surname", .85)
	case p.known.weak && len(others) == 0:
		if c.knownFits(ref, p) {
			p.set(c.person(ref), "lexicon name and role", .85)
		} else if only := c.onlyInOffice(keys[0], p); only >= 0 {
			p.set(c.person(only), "the only one in office", .65)
		} else if p.titled || c.beforeSpeech(p) {
			p.set(c.shortName(p, keys[0]), "surname alone", .5)
		}
	default:
		c.whoSurname(p, keys[0])
	}
}

// onlyInOffice is the only actor of the lexicon with a surname, the key, who holds an office on
// the article's day and is of the article's country, as an index into Lexicon.Actors: -1 for
// none or several, where the day is not known, and where p has no title and is in no source.
func (c *names) onlyInOffice(key string, p *phrase) int32 {
	if c.day.IsZero() || !p.titled && !c.sources[p.name0] {
		return -1
	}
	home, only := c.articleCountry(), int32(-1)
	for _, ref := range c.surnames[key] {
		a := &c.lex.Actors[ref]
		if _, ok := c.lex.TermAt(a, c.day); !ok || a.Country != home || p.gender != 0 && a.Gender != "" && a.Gender[0] != p.gender {
			continue
		}
		if only >= 0 {
			return -1
		}
		only = ref
	}
	return only
}

// offered reports whether one of the candidates fits has the role that the phrase says.
func (c *names) offered(fits []int32, p *phrase) bool {
	if len(p.nouns) == 0 {
		return false
	}
	for _, i := range fits {
		for _, o := range c.list[i].offices {
			if o.sense == p.nouns[0].sense {
				return true
			}
		}
	}
	return false
}

// knownFits reports whether what the phrase says (a role, a country, a party)
// holds for an actor of the lexicon.
func (c *matcher) knownFits(ref int32, p *phrase) bool {
	a := &c.lex.Actors[ref]
	if p.country >= 0 && a.Country != "" && c.lex.Countries[p.country].ID != a.Country {
		return false
	}
	if p.side >= 0 && a.Party != "" && c.lex.Sides[p.side].ID != a.Party {
		return false
	}
	if p.gender != 0 && a.Gender != "" && a.Gender[0] != p.gender {
		return false
	}
	for _, n := range p.nouns {
		if n.sense.kind != roleSense && n.sense.kind != roleTitleSense {
			continue
		}
		for _, t := range a.Terms {
			if t.Role == c.lex.Roles[n.sense.ref].ID {
				return true
			}
		}
		return false
	}
	return p.country >= 0 && a.Country != "" || p.side >= 0 && a.Party != ""
}

// agrees reports whether gender, number and country of a phrase do not contradict an entity.
func (c *matcher) agrees(e *entity, p *phrase) bool {
	if p.gender != 0 && e.gender != 0 && p.gender != e.gender {
		return false
	}
	if p.plural != e.plural && e.kind != sidePhrase {
		return false
	}
	return !(p.country >= 0 && e.actor.Country != "" && c.lex.Countries[p.country].ID != e.actor.Country && len(p.nouns) > 0)
}

// whoSurname resolves a name of one word, whose key is given: a surname, else a given name, else
// the short name of a body.
func (c *names) whoSurname(p *phrase, key string) {
	var fits []int32
	for _, i := range c.bySurname[key] {
		if c.agrees(&c.list[i], p) && (p.det != definite || len(p.nouns) > 0) {
			fits = append(fits, i)
		}
	}
	if len(fits) > 1 {
		if fits = c.sameSuffix(p, fits); len(fits) == 1 {
			p.set(fits[0], "surname and suffix", .85)
			return
		}
		c.whoOfSeveral(p, fits)
		return
	}
	if len(fits) == 1 {
		if c.bareWord(p) {
			return
		}
		p.set(fits[0], "surname", .9)
		return
	}
	if given := c.byGiven[key]; len(given) == 1 && !p.titled && c.agrees(&c.list[given[0]], p) && !c.bareWord(p) {
		p.set(given[0], "given name", .75)
		return
	}
	if i, ok := c.byKey[key]; ok && !p.titled {
		p.set(i, "short body name", .75)
		return
	}
	if refs := c.surnames[key]; len(refs) > 0 && p.titled {
		var known []int32
		for _, ref := range refs {
			if c.knownFits(ref, p) {
				known = append(known, ref)
			}
		}
		if len(known) == 1 {
			p.set(c.person(known[0]), "title and surname", .85)
			return
		}
	}
	if s, ok := c.words[p.name0].sense(adjectiveSense); ok && !p.titled {
		p.set(c.country(s.ref), "adjective", .55) // Ukrainian accusations
		return
	}
	switch {
	case p.titled:
		p.set(c.shortName(p, key), "title and surname", .75)
	case p.det == definite:
		if i := c.bodyWithThe([]string{key}); i >= 0 && c.beforeSpeech(p) {
			p.set(i, "lexicon body", .8)
			return
		}
		if i := c.bodyEndingIn(key); i >= 0 {
			p.set(i, "last word of a body's name", .8)
			return
		}
		if c.words[p.name0].is(bodyWord) || c.words[p.name0].upper || c.sources[p.name0] {
			p.set(c.bodyName(p, []string{key}), "name with article", .6)
		}
	case c.bareWord(p):
	case c.beforeSpeech(p):
		p.set(c.shortName(p, key), "surname alone", .5)
	case c.words[p.name0].upper && len(key) > 1 && len(key) <= 5 && p.kind == namePhrase:
		p.set(c.bodyName(p, []string{key}), "capitals", .5)
	}
}

// sameSuffix keeps the candidates that have the suffix of the name, such as Jr.; all of them
// where the name has none, or nobody has it.
func (c *names) sameSuffix(p *phrase, fits []int32) []int32 {
	w := &c.words[p.name1-1]
	if !w.is(suffix) {
		return fits
	}
	var same []int32
	for _, i := range fits {
		if strings.HasSuffix(keyOf(strings.ToLower(c.list[i].actor.Name)), " "+w.key) {
			same = append(same, i)
		}
	}
	if len(same) == 0 {
		return fits
	}
	return same
}

// bareWord reports whether a name is a common word that is capitalized only because it opens a
// sentence: it has no title or 's and is not beside a reporting verb.
func (c *passage) bareWord(p *phrase) bool {
	w := &c.words[p.name0]
	if p.titled || p.genitive || p.name1-p.name0 > 1 || !w.is(opener) && !w.is(function) {
		return false
	}
	return c.startsSentence(p) && !c.beforeSpeech(p)
}

func (c *passage) startsSentence(p *phrase) bool { return p.name0 == c.d.Sentences[p.sentence].First }

// beforeSpeech reports whether a name stands where a speaker is named: in a source span, before
// a reporting verb, or behind one at the end of a sentence.
func (c *passage) beforeSpeech(p *phrase) bool {
	if c.sources[p.name0] {
		return true
	}
	last := c.d.Sentences[p.sentence].Last
	if p.last < last && c.words[p.last].is(speech) {
		return true
	}
	return p.first > c.d.Sentences[p.sentence].First && c.words[p.first-1].is(speech) && p.last < last && c.words[p.last].key == "."
}

// whoOfSeveral chooses among people of one surname: the one whose role fits, else the one who is
// named in full far more often, else the only one named in the last two sentences, else the one
// named well after the others; nobody where none of these decides.
func (c *names) whoOfSeveral(p *phrase, fits []int32) {
	if len(p.nouns) > 0 {
		var same []int32
		for _, i := range fits {
			for _, o := range c.list[i].offices {
				if c.sameOffice(o, p.nouns[0].sense) {
					same = append(same, i)
					break
				}
			}
		}
		if len(same) == 1 {
			p.set(same[0], "surname and role", .85)
			return
		}
	}
	if i, ok := c.dominant(fits); ok {
		p.set(i, "surname of the one named most", .6)
		return
	}
	var near []int32
	for _, i := range fits {
		if e := &c.list[i]; e.sentence >= 0 && p.sentence-e.sentence <= 2 {
			near = append(near, i)
		}
	}
	if len(near) == 1 {
		p.set(near[0], "surname, named nearby", .65)
		return
	}
	if i, ok := c.latest(fits); ok {
		p.set(i, "surname of the one named last", .5)
		return
	}
	p.rule = "surname of several"
}

// bodyWithThe is the body of the lexicon whose name is "the" and the words keys, such as The New
// Yorker; -1 for none.
func (c *names) bodyWithThe(keys []string) int32 {
	n := c.root.next["the"]
	for _, k := range keys {
		if n == nil {
			return -1
		}
		n = n.next[k]
	}
	if n == nil {
		return -1
	}
	for _, s := range n.senses {
		if s.kind == bodySense && !s.weak {
			return c.body(s.ref)
		}
	}
	return -1
}

// bodyEndingIn finds the body that "the Times" is short for: the one that the
// article names most of those whose name ends so, else its own outlet; -1 for none.
func (c *names) bodyEndingIn(key string) int32 {
	if c.endings == nil {
		c.endings = c.bodyEndings()
	}
	if ref, ok := c.endings[key]; ok {
		return c.body(ref)
	}
	outlet := split(keyOf(strings.ToLower(c.d.Article.Outlet)))
	if len(outlet) == 0 || outlet[len(outlet)-1] != key {
		return -1
	}
	n := c.root
	for _, w := range outlet {
		if n = n.next[w]; n == nil {
			return -1
		}
	}
	for _, s := range n.senses {
		if s.kind == bodySense {
			return c.body(s.ref)
		}
	}
	return -1
}

// bodyEndings gives, by the last word of a name, the body of the lexicon that the article names
// most of those whose name ends in it, the first of equals.
func (c *names) bodyEndings() map[string]int32 {
	type name struct {
		last string
		ref  int32
	}
	count, most, endings := map[name]int{}, map[string]int{}, map[string]int32{}
	for i := range c.phrases {
		p := &c.phrases[i]
		if p.kind != bodyPhrase || p.name1-p.name0 < 2 || p.known.kind != bodySense {
			continue
		}
		n := name{c.words[p.name1-1].key, p.known.ref}
		if count[n]++; count[n] > most[n.last] {
			most[n.last], endings[n.last] = count[n], n.ref
		}
	}
	return endings
}

// latest is the one of several people who was named last, and whether that was two sentences or
// more after all others.
func (c *register) latest(fits []int32) (int32, bool) {
	best, last, before := int32(-1), int32(-1), int32(-1)
	for _, i := range fits {
		switch s := c.list[i].sentence; {
		case s > last:
			best, last, before = i, s, last
		case s > before:
			before = s
		}
	}
	return best, best >= 0 && last-before >= 2
}

// dominant is the one of several people whom the article names in full most, and whether that is
// twice at least and three times as often as all others together.
func (c *register) dominant(fits []int32) (int32, bool) {
	best, all := fits[0], 0
	for _, i := range fits {
		all += c.list[i].whole
		if c.list[i].whole > c.list[best].whole {
			best = i
		}
	}
	n := c.list[best].whole
	return best, n >= 2 && n >= 3*(all-n)
}

// namesake resolves the name of a country or a city to the only person of that surname whom the
// article names in full, such as Jim Jordan or Jack London. It reports whether there is one.
func (c *register) namesake(p *phrase) bool {
	if p.name1-p.name0 != 1 || p.det != bare {
		return false
	}
	people := c.bySurname[c.words[p.name0].key]
	if len(people) != 1 || c.list[people[0]].given == "" || p.first > 0 && c.english.BeforePlace[c.words[p.first-1].key] {
		return false
	}
	p.set(people[0], "surname", .75)
	return true
}
