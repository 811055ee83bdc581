package actor

import (
	"strings"

	"readout/analysis"
)

// workplace finds the body that the words after a noun say somebody is of: a professor of
// history at the University of Tarnhelm; the director of the nonpartisan Gorse Institute.
// Of two, an institute within a university, it is the one that "at" names. It is -1 for none.
func (c *offices) workplace(p *phrase, from int) int32 {
	best := int32(-1)
	end := min(c.d.Sentences[p.sentence].Last, from+24)
	for k := from; k < end; k++ {
		w := &c.words[k]
		if w.kind != analysis.Word && w.kind != analysis.Number || w.key == "who" || w.key == "that" || w.key == "which" || c.verbAt(k) {
			break
		}
		if !c.english.Employers[w.key] || best >= 0 && w.key != "at" {
			continue
		}
		first, last := c.nameAhead(k+1, end, w.key == "at")
		if last <= first {
			continue
		}
		if e := c.namedBody(first, last, p.sentence); e >= 0 {
			best = e
		}
		k = last - 1
	}
	return best
}

// nameAhead are the tokens of the name that begins at a token, after an article and a few
// words that are no names: the libertarian Cato Institute.
func (c *passage) nameAhead(k, end int, at bool) (first, last int) {
	for skipped := 0; k < end && (!c.words[k].capital || c.compound(k)); k++ {
		w := &c.words[k]
		if w.kind != analysis.Word || w.is(function) && w.key != "the" && w.key != "a" && w.key != "its" && w.key != "his" || skipped > 4 {
			return 0, 0
		}
		skipped++
	}
	if k >= end || c.words[k].is(calendar) || c.words[k].kind != analysis.Word {
		return 0, 0
	}
	first, last = k, k+1
	joined := false
	for last < end {
		w := &c.words[last]
		next := last + 1
		switch {
		case w.kind == analysis.Word && w.capital && !w.is(calendar), w.kind == analysis.Number:
			last++
			continue
		case w.key == "&" || w.kind == analysis.Possessive:
		case w.key == "of" || w.key == "for" || w.key == "on" || w.key == "in" && joined:
			joined = true
		case w.key == "and" && joined:
		default:
			return first, last
		}
		if next < end && c.words[next].key == "the" {
			next++
		}
		if next >= end || !c.words[next].capital || c.words[next].is(calendar) {
			return first, last
		}
		last = next + 1
	}
	return first, last
}

// compound reports whether a capitalised word is a compound that only begins with a name: Oslon-based.
func (c *passage) compound(i int) bool {
	word := c.d.Slice(c.d.Tokens[i].Span)
	k := strings.LastIndexByte(word, '-')
	return k > 0 && k+2 < len(word) && word[k+1] >= 'a' && word[k+1] <= 'z'
}

// namedBody is the body that a name means: that of the lexicon, that of the text, else a new
// one; -1 for people and places.
func (c *offices) namedBody(first, last int, sentence int32) int32 {
	if last > first {
		if w := &c.words[first]; w.length == last-first {
			if s, ok := w.sense(bodySense); ok {
				return c.body(s.ref)
			}
			for _, s := range w.senses {
				switch s.kind {
				case personSense, countrySense, adjectiveSense, demonymSense, citySense, capitalSense, sideSense, memberSense, roleSense, titleSense:
					return -1
				}
			}
		}
	}
	body := false
	for k := first; k < last; k++ {
		w := &c.words[k]
		body = body || w.is(bodyWord) || w.upper && len(w.key) > 1 || c.bodyNoun(w)
		if _, title := w.sense(roleTitleSense); title && w.length == 1 && k == first {
			return -1
		}
	}
	if _, title := c.words[first].sense(titleSense); title && !body {
		return -1 // Ms. Quist, but St. Bride's Hospital
	}
	if w := &c.words[last-1]; last-first > 2 && c.words[last-2].is(anyFirstName) && !w.is(bodyWord) && !c.bodyNoun(w) {
		return -1 // National Security Karl Gorse
	}
	if c.english.NoBodies[c.words[last-1].key] || c.english.Formerly[c.words[first].key] {
		return -1
	}
	if w := &c.words[first]; !body && (w.is(anyFirstName|calendar) || w.is(placeWord) || last-first == 1 && c.bySurname[w.key] != nil) {
		return -1
	}
	if w := &c.words[last-1]; !body && (w.is(placeWord) || w.is(thingWord)) {
		return -1
	}
	p := phrase{name0: first, name1: last, sentence: sentence, kind: bodyPhrase}
	keys := c.nameWords(&p)
	if len(keys) == 0 {
		return -1
	}
	key := strings.Join(keys, " ")
	if i, ok := c.byKey[key]; ok {
		return i
	}
	i := c.add(entity{kind: bodyPhrase, actor: analysis.Actor{Kind: "organization", Name: c.displayName(&p)}})
	c.byKey[key] = i
	return i
}

// bodyNearby is the body that was named last before a phrase, in its sentence or the two
// before: whose "a spokesman" is. It is -1 for none.
func (c *offices) bodyNearby(p *phrase) int32 {
	for n := len(c.recent) - 1; n >= 0 && n >= len(c.recent)-window; n-- {
		e := &c.list[c.recent[n]]
		if p.sentence-e.sentence > 2 {
			return -1
		}
		if e.kind == bodyPhrase && e.seen < p.first {
			return c.recent[n]
		}
	}
	return -1
}

// officeOwner is the key of what an office is of: what the phrase says it belongs to, else
// the body that the words after it name, else, for who speaks for a body or leads it, the
// one named nearby; "" for unknown.
func (c *offices) officeOwner(p *phrase, s sense, of owner) string {
	key := c.ownerID(p, of)
	_, organ, _, _ := c.organOf(s)
	if key != "" && !(organ == "" && c.lex.Country(key) != nil) {
		return key
	}
	if e := c.workplace(p, p.nouns[0].last); e >= 0 {
		return c.key(e)
	}
	if k := p.last; p.kind == personPhrase && k+1 < c.d.Sentences[p.sentence].Last && c.words[k].key == "," && c.english.Employers[c.words[k+1].key] {
		if e := c.workplace(p, k+1); e >= 0 {
			return c.key(e) // union leader Dora Quill, of the Bank Workers' Association
		}
	}
	if key == "" && c.needsBody(s) && !c.ownedByNobody(p) {
		if e := c.bodyNearby(p); e >= 0 {
			return c.key(e)
		}
	}
	return key
}

// ownedByNobody reports whether a phrase says of what somebody is, but not which that is: the
// army's spokesman.
func (r *reader) ownedByNobody(p *phrase) bool {
	for _, i := range p.of {
		if q := &r.phrases[i]; q.kind == nounPhrase && q.inner && q.genitive && len(q.entities) == 0 {
			return true
		}
	}
	return false
}

// needsBody reports whether a role is always of some body: a spokesman, a chief executive.
func (k *knowledge) needsBody(s sense) bool {
	if s.kind != roleSense && s.kind != roleTitleSense {
		return false
	}
	r := &k.lex.Roles[s.ref]
	if r.ID == "governor" || k.english.OfCities[r.ID] {
		return false // who is of a place
	}
	return r.Speaks && r.Organ != "" || r.Represents && len(r.Scope) > 0 && r.Scope[0] == "organization" && r.Organ == ""
}

// employ notes the body that stands beside a name without a noun: Vox's Ida Gorse, Karl
// Gorse of the Tarnhelm Institute.
func (c *cast) employ(who int32, p *phrase) {
	e := &c.list[who]
	if e.kind != personPhrase || p.kind != personPhrase && p.kind != namePhrase || len(e.offices) > 8 || p.former {
		return
	}
	at := int32(-1)
	for _, i := range p.of {
		q := &c.phrases[i]
		if q.kind == namePhrase && len(q.entities) == 0 && q.name1 > q.name0 {
			at = c.namedBody(q.name0, q.name1, p.sentence)
			continue
		}
		c.who(int(i))
		for _, x := range q.entities {
			if c.list[x].kind == bodyPhrase {
				at = x
			}
		}
	}
	if at < 0 && p.name1-p.name0 > 1 && p.last < c.d.Sentences[p.sentence].Last && c.english.Employers[c.words[p.last].key] {
		if first, last := c.nameAhead(p.last+1, c.d.Sentences[p.sentence].Last, false); last > first {
			at = c.namedBody(first, last, p.sentence)
		}
	}
	if end := c.d.Sentences[p.sentence].Last; at < 0 && p.name1-p.name0 > 1 && p.last+1 < end && c.words[p.last].key == "," && c.sources[end-1] {
		if first, last := c.nameAhead(p.last+1, end, false); first == p.last+1 && last == end {
			at = c.namedBody(first, last, p.sentence) // Ida Quist, Coast Post
		}
	}
	if at >= 0 {
		c.joinsBody(who, at)
	}
}

// joinsBody records that somebody belongs to a body, in a role that the text does not name.
func (c *register) joinsBody(who, body int32) {
	e := &c.list[who]
	e.offices = append(e.offices, office{word: "member", of: c.key(body)})
}

// employNow notes the body that somebody has gone to from what he was: a former officer now
// with the Tarnhelm Institute.
func (c *cast) employNow(who int32, p *phrase) {
	end := min(c.d.Sentences[p.sentence].Last, p.last+12)
	for k := p.last; k < end && c.words[k].key != ","; k++ {
		if !c.english.Nowadays[c.words[k].key] || k+1 >= end || !c.english.Employers[c.words[k+1].key] {
			continue
		}
		if first, last := c.nameAhead(k+2, end, true); last > first {
			if at := c.namedBody(first, last, p.sentence); at >= 0 {
				c.joinsBody(who, at)
			}
		}
		return
	}
}

// employClause notes the body that a relative clause says somebody leads or works at: Ida Quist,
// who runs Tarnhelm Press; Karl Gorse, who teaches law at Lindhill University.
func (c *cast) employClause(who int32, p *phrase) {
	k, end := p.last, c.d.Sentences[p.sentence].Last
	if k < end && c.words[k].key == "," {
		k++
	}
	if k+2 >= end || c.words[k].key != "who" {
		return
	}
	end = min(end, k+14)
	k++
	for k < end && (c.english.Nowadays[c.words[k].key] || strings.HasSuffix(c.words[k].key, "ly")) {
		k++
	}
	if k >= end {
		return
	}
	leads, works := c.english.Leading[c.words[k].key], c.english.Working[c.words[k].key]
	if works {
		for k++; k < end && !(c.english.Employers[c.words[k].key] && c.words[k].key != "of"); k++ {
			if c.words[k].kind != analysis.Word {
				return
			}
		}
	}
	if !leads && !works || k+1 >= end {
		return
	}
	if first, last := c.nameAhead(k+1, end, true); last > first {
		if at := c.namedBody(first, last, p.sentence); at >= 0 {
			c.joinsBody(who, at)
		}
	}
}
