package actor

import (
	"readout/analysis"
)

// workplaces gives the speakers of whom nothing has told for whom they speak the body that the
// words beside one of their names say they are of, read word by word: those words have nouns
// and names that no list knows, so that no phrase joined them.
func (c *speakers) workplaces() {
	of := affiliator{allegiance: &c.allegiance}
	asked, open := make([]bool, len(c.list)), make([]bool, len(c.list))
	for i := range c.d.Statements {
		for _, e := range c.d.Statements[i].Speaker.Actors {
			if x := &c.list[e]; x.kind == personPhrase && !asked[e] {
				f := of.affiliation(x, 0)
				asked[e], open[e] = true, f.Country == "" && (f.Organization == "" || c.onlyAuthor(x))
			}
		}
	}
	for i := range c.phrases {
		p := &c.phrases[i]
		if p.kind != personPhrase && p.kind != namePhrase || p.former || len(p.entities) != 1 {
			continue
		}
		who := p.entities[0]
		if int(who) >= len(open) || !open[who] {
			continue
		}
		if o, ok := c.officeDescribed(p); ok {
			c.list[who].offices = append(c.list[who].offices, o)
			open[who] = false
		} else if at := c.workBeside(p); at >= 0 && at != who {
			e := &c.list[who]
			e.offices = append([]office{{word: "member", of: c.key(at)}}, e.offices...)
			open[who] = false
		}
	}
}

// onlyAuthor reports whether nothing but the article's byline says what somebody is.
func (c *offices) onlyAuthor(e *entity) bool {
	for i := range e.offices {
		if o := &e.offices[i]; o.word != "author" || o.sense.kind != noSense {
			return false
		}
	}
	return len(e.offices) > 0
}

// officeDescribed reads an office of a state from the words after a name, some of which no list
// knows: Ida Gorse, India's harbours and fisheries minister.
func (c *offices) officeDescribed(p *phrase) (office, bool) {
	end := c.d.Sentences[p.sentence].Last
	k := p.last
	if k+2 >= end || c.words[k].key != "," {
		return office{}, false
	}
	if k++; c.determiners[c.words[k].key] != bare {
		k++
	}
	of := ""
	for _, s := range c.words[min(k, end-1)].senses {
		if s.kind == adjectiveSense || s.kind == countrySense {
			of = c.lex.Countries[s.ref].ID
		}
	}
	if of == "" {
		return office{}, false
	}
	var found office
	for k += max(1, c.words[k].length); k < end && c.words[k].key != ","; k++ {
		w := &c.words[k]
		if w.kind != analysis.Word && w.kind != analysis.Possessive || w.is(function) && w.key != "and" || c.english.Formerly[w.key] {
			break
		}
		for _, s := range w.senses {
			if _, organ, _, _ := c.organOf(s); organ != "" && !s.plural {
				found = office{sense: s, word: w.key, of: of}
			}
		}
	}
	return found, found.word != ""
}

// workBeside is the body that the words before or after a name say somebody is of, -1 for none.
func (c *offices) workBeside(p *phrase) int32 {
	if at := c.workBefore(p); at >= 0 {
		return at
	}
	if at := c.writesFor(p); at >= 0 {
		return at
	}
	end := c.d.Sentences[p.sentence].Last
	k := c.afterParty(p.last)
	if k >= end || c.words[k].kind == analysis.Possessive {
		return -1
	}
	switch w := &c.words[k]; {
	case c.english.Employers[w.key]:
		if first, last := c.nameAhead(k+1, end, true); last > first && (w.key == "at" || c.bodyLike(first, last)) {
			return c.bodyNamed(first, last, p.sentence)
		}
	case w.key == "," || w.key == "(" || w.key == "—" || w.key == "–" || w.key == "-":
		k++
		if k+1 < end && c.words[k].kind == analysis.Number && c.words[k+1].key == "," {
			k += 2 // an age
		}
		return c.workDescribed(k, end, p.sentence)
	case w.key == "who":
		return c.workDescribed(k, end, p.sentence)
	case w.key == "is":
		return c.workDescribed(k+1, end, p.sentence) // the lines on an author
	}
	return -1
}

// writesFor is the paper or broadcaster in which somebody is said to write: Ida Gorse wrote in the
// Gazette; writing in the Gazette, Ida Gorse says.
func (c *offices) writesFor(p *phrase) int32 {
	sent := &c.d.Sentences[p.sentence]
	if k := p.last; k < sent.Last && c.words[k].is(speech) {
		for n := k + 1; n+1 < sent.Last && n < k+5; n++ {
			if !c.english.WritesIn[c.words[n].key] {
				continue
			}
			if at := c.paper(n+1, sent.Last); at >= 0 || c.determiners[c.words[n+1].key] == bare {
				return at
			}
			return c.paper(n+2, sent.Last)
		}
	}
	if k := p.first - 1; k-1 > sent.First && c.words[k].key == "," {
		first := c.nameBack(k, sent.First)
		for n := first - 1; n >= sent.First && n > first-4; n-- {
			if c.english.WritesIn[c.words[n].key] {
				return c.paper(first, k)
			}
		}
	}
	return -1
}

// paper is the paper or broadcaster of the lexicon that is named at a token, -1 for none.
func (c *offices) paper(k, end int) int32 {
	if k >= end || !c.words[k].capital || k+c.words[k].length > end {
		return -1
	}
	if s, ok := c.words[k].sense(bodySense); ok && c.lex.Organizations[s.ref].Kind == "media" {
		return c.body(s.ref)
	}
	return -1
}

// workDescribed reads what an apposition or a relative clause from a token on says that somebody
// is and of which body: communications director for the Tarnhelm Institute, who teaches law at
// Lindhill University, Tarnhelm Power's chief designer.
func (c *offices) workDescribed(k, end int, sentence int32) int32 {
	clause := k < end && c.words[k].key == "who"
	if clause {
		for k++; k < end && c.english.Nowadays[c.words[k].key]; k++ {
		}
		if k >= end || c.words[k].capital || c.english.Formerly[c.words[k].key] || c.words[k].key == "was" || c.words[k].key == "had" {
			return -1
		}
	} else if k < end && c.english.Employers[c.words[k].key] {
		if first, last := c.nameAhead(k+1, end, false); last > first && c.bodyLike(first, last) {
			return c.bodyNamed(first, last, sentence)
		}
		return -1
	}
	noun := clause && c.english.Working[c.words[k].key]
	if clause {
		k++
	}
	best := int32(-1)
	for from := k; k < end && k < from+24; k++ {
		w := &c.words[k]
		if w.kind != analysis.Word && w.kind != analysis.Number {
			if w.kind == analysis.Possessive || w.key == "&" {
				continue
			}
			break
		}
		if w.key == "who" || w.key == "that" || w.key == "which" || c.english.Formerly[w.key] || c.english.Outsiders[w.key] || c.verbAt(k) && !w.is(modifier) && !c.nounAfter(k+1, end) {
			break
		}
		if k == from && !clause && w.is(function) && c.determiners[w.key] != definite && c.determiners[w.key] != indefinite && w.key != "one" {
			break // Ida Quist, in a letter
		}
		switch {
		case c.english.Employers[w.key] && noun:
			first, last := c.nameAhead(k+1, end, w.key == "at")
			if last <= first || w.key != "at" && best >= 0 || !c.bodyLike(first, last) && c.goesOn(last, end) {
				continue
			}
			if e := c.bodyNamed(first, last, sentence); e >= 0 {
				if best = e; w.key == "at" {
					return best
				}
			}
			k = last - 1
		case c.worker(w):
			if c.ofPlace(w) {
				return -1 // the MP for Ilford North
			}
			noun = true
			k += max(0, w.length-1)
		case w.capital && !noun && best < 0 && !c.compound(k):
			first, last := c.nameAhead(k, end, true)
			if last > first && c.nounAfter(last, end) {
				best = c.bodyNamed(first, last, sentence)
			}
			k = max(k, last-1)
		}
	}
	if !noun {
		return -1
	}
	return best
}

// nounAfter reports whether what follows the name of a body is what somebody is there: its
// possessive or words without a capital, and a noun for somebody within four of them.
func (c *offices) nounAfter(k, end int) bool {
	for n := k; n < end && n < k+5; n++ {
		w := &c.words[n]
		if w.kind == analysis.Possessive && n == k {
			continue
		}
		if w.kind != analysis.Word || w.is(function) || c.english.Outsiders[w.key] || w.is(speech) {
			return false
		}
		if c.worker(w) {
			return true
		}
	}
	return false
}

// workBefore is the body whose possessive stands before a name, or which stands before what
// somebody is called: Lindhill University's Ida Quist, Tarnhelm hospital director Karl Gorse.
func (c *offices) workBefore(p *phrase) int32 {
	start := c.d.Sentences[p.sentence].First
	if p.name0-2 <= start-1 {
		return -1
	}
	k := p.name0 - 1
	if c.words[k].kind == analysis.Possessive {
		first := c.nameBack(k, start)
		if first < k {
			return c.bodyNamed(first, k, p.sentence)
		}
		return -1
	}
	noun := false
	for n := 0; k >= start && n < 8; k, n = k-1, n+1 {
		w := &c.words[k]
		if w.kind != analysis.Word || c.english.Outsiders[w.key] || c.english.Formerly[w.key] || w.is(function) && w.key != "and" || c.verbAt(k) && !w.is(modifier) {
			return -1
		}
		if w.capital && noun && !c.worker(w) && !c.inRole(k, start) {
			if c.ledBy(w.key) || w.partisan() {
				return -1 // a Lindhill-based economist, an Ohio Republican strategist
			}
			break
		}
		noun = noun || c.worker(w) || c.inRole(k, start)
	}
	if k < start || !noun || !c.words[k].capital || c.words[k].kind != analysis.Word {
		return -1
	}
	first := c.nameBack(k+1, start)
	if first == start && k == start && c.words[k].is(opener) {
		return -1
	}
	last := k + 1
	for last < p.name0 && (c.words[last].is(bodyWord) || c.bodyNoun(&c.words[last])) {
		last++ // Lindhill police chief, Oslon County hospital director
	}
	return c.bodyNamed(first, last, p.sentence)
}

// inRole reports whether a token is a later word of a noun for somebody: Attorney in District
// Attorney.
func (c *offices) inRole(k, start int) bool {
	for n := k - 1; n >= start && n > k-3; n-- {
		if w := &c.words[n]; w.length > k-n && c.worker(w) {
			return true
		}
	}
	return false
}

// nameBack is the first token of the name that ends before a token.
func (c *offices) nameBack(last, start int) int {
	k := last
	for k > start {
		w := &c.words[k-1]
		switch {
		case w.capital && w.kind == analysis.Word && !w.is(calendar) && (!w.is(function) || w.upper):
			k--
		case (w.key == "of" || w.key == "for" || w.key == "and" || w.key == "&" || w.key == ".") && k < last && k-2 >= start && c.words[k-2].capital && !c.words[k-2].is(calendar):
			k -= 2
		default:
			return k
		}
	}
	return k
}

// worker reports whether a noun for somebody begins at a word.
func (c *offices) worker(w *word) bool {
	for _, s := range w.senses {
		switch s.kind {
		case roleSense, roleTitleSense, peopleSense, groupOneSense:
			if !s.plural {
				return true
			}
		}
	}
	return false
}

// ofPlace reports whether a noun is for people who are of the place that elected them.
func (c *offices) ofPlace(w *word) bool {
	for _, s := range w.senses {
		if id := c.officeID(s); legislator(id) || id == "governor" || c.english.OfCities[id] {
			return true
		}
	}
	return false
}

// bodyNoun reports whether a word is a noun for a body.
func (c *offices) bodyNoun(w *word) bool {
	for _, s := range w.senses {
		if (s.kind == bodyNounSense || s.kind == genericSense) && !s.plural {
			return true
		}
	}
	return w.key == "police"
}

// bodyLike reports whether a name is known for one of a body, or has a word or the capitals
// of one.
func (c *offices) bodyLike(first, last int) bool {
	w := &c.words[first]
	if _, ok := w.sense(bodySense); ok && w.length == last-first {
		return true
	}
	for k := first; k < last; k++ {
		if v := &c.words[k]; v.is(bodyWord) || c.bodyNoun(v) || v.upper && len(v.key) > 1 || c.camel(k) {
			return true
		}
	}
	return false
}

// goesOn reports whether a noun without a capital follows a name, so that the name only
// qualifies it: head of East Asian studies.
func (c *offices) goesOn(k, end int) bool {
	if k >= end {
		return false
	}
	w := &c.words[k]
	return w.kind == analysis.Word && !w.is(function|speech) && !c.verbAt(k) || w.kind == analysis.Possessive
}

// bodyNamed is namedBody without the parts of a country, which employ nobody by being named.
func (c *offices) bodyNamed(first, last int, sentence int32) int32 {
	e := c.namedBody(first, last, sentence)
	if e >= 0 && c.isRegion(c.list[e].known) {
		return -1
	}
	return e
}
