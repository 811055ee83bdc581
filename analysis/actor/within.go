package actor

import (
	"strings"

	"readout/analysis"
)

// nameBehind finds the phrase of a source span that names the speaker where the phrase before
// it only describes him: "PBS political correspondent Ida Quist", "the ambassador to Peru, Tom
// Gorse,". inside are the phrases of the span, the first of which was read as its head; the
// result is an index into inside, 0 where no later phrase names the speaker better.
func (c *speakers) nameBehind(inside []int, first, last int) int {
	head := &c.phrases[inside[0]]
	if head.kind == personPhrase || head.kind == pronounPhrase || head.kind == sidePhrase && head.plural && len(head.nouns) > 0 {
		return 0
	}
	for n, i := range inside[1:] {
		q := &c.phrases[i]
		if q.first >= last {
			return 0
		}
		if q.inner || q.genitive || len(q.entities) != 1 || q.first <= head.headEnd() || q.last > last {
			continue
		}
		e := &c.list[q.entities[0]]
		if q.kind == bodyPhrase && head.kind == countryPhrase && head.genitive && n == 0 && c.onlyModifies(head.last, q.first) {
			return 1 // China's state-run Lund News Agency
		}
		if !(q.kind == personPhrase || q.kind == namePhrase) || e.kind != personPhrase || q.name1-q.name0 < 2 && len(q.nouns) == 0 && !e.fullyNamed() {
			continue
		}
		if c.onlyDescribes(inside[0], q, last) {
			return n + 1
		}
	}
	return 0
}

// onlyModifies reports whether a possessive and lower-case words stand between two tokens.
func (c *passage) onlyModifies(from, to int) bool {
	for k := from; k < to; k++ {
		if w := &c.words[k]; w.kind != analysis.Possessive && (w.kind != analysis.Word || w.capital || w.is(function|speech)) {
			return false
		}
	}
	return to > from
}

// worksFor records an affiliation: a person named after the name of a body belongs to it, as
// in "BBC correspondent Ida Quist".
func (c *speakers) worksFor(head, q *phrase) {
	if head.kind != bodyPhrase || len(head.entities) != 1 || len(q.entities) != 1 {
		return
	}
	for _, o := range c.list[q.entities[0]].offices {
		if o.of != "" {
			return
		}
	}
	c.joinsBody(q.entities[0], head.entities[0])
}

// headEnd is the token after the head of a phrase.
func (p *phrase) headEnd() int {
	if p.name1 > p.name0 {
		return p.name1 - 1
	}
	if len(p.nouns) > 0 {
		return p.nouns[0].last - 1
	}
	return p.first
}

// fullyNamed reports whether both a given name and a surname are known, from the text or the
// lexicon.
func (e *entity) fullyNamed() bool { return e.given != "" && e.surname != "" }

// onlyDescribes reports whether the words from a phrase up to a later name only give the
// person's role.
func (c *speakers) onlyDescribes(i int, q *phrase, last int) bool {
	head := &c.phrases[i]
	from := head.last
	if head.name1 == head.name0 && len(head.nouns) > 0 {
		from = head.nouns[0].last
	}
	commas := 0
	for k := from; k < q.first; k++ {
		switch w := &c.words[k]; {
		case w.key == ",":
			commas++
		case w.key == "(" || w.key == ")" || w.kind == analysis.Possessive || w.key == "-" || w.key == "&":
		case w.kind != analysis.Word && w.kind != analysis.Number, w.is(speech) && k > from && !w.capital, w.key == "who" || w.key == "which" || w.key == "that":
			return false
		}
	}
	before := &c.words[q.first-1]
	person := head.kind == nounPhrase && len(head.nouns) > 0 && c.isPerson(head)
	switch {
	case before.key == ",":
		ends := q.last >= last || c.words[q.last].key == "," || c.words[q.last].key == "("
		return person && !head.plural && commas == 1 && ends && c.extent(i) <= q.first
	case before.key == "and":
		// veteran journalist and editor Ida Quist: one man with two nouns
		return person && !head.plural && head.det == bare && len(q.nouns) > 0 && q.det == bare && commas == 0
	case before.kind == analysis.Possessive:
		return head.kind == bodyPhrase || head.kind == countryPhrase
	case before.key == ")":
		return (person && !head.plural || head.kind == bodyPhrase && len(q.nouns) > 0) && commas == 0 // Member of parliament (MP) Ida Quist
	case before.is(function) && !head.plural && c.titleCased(head, q):
		return true // Assistant Attorney General for Public Order Ida Quist
	case before.is(function) || before.kind != analysis.Word:
		return false
	}
	if commas > 0 {
		return false
	}
	return head.kind == nounPhrase && person || head.kind != nounPhrase && (head.det == bare || !before.capital)
}

// titleCased reports whether a title that opens a source goes on up to a name: all words are capitals
// but small ones in between, the first two among them.
func (r *reader) titleCased(head, q *phrase) bool {
	if head.det != bare || head.first+1 >= q.first || !r.words[head.first].capital || !r.words[head.first+1].capital {
		return false
	}
	for k := head.first; k < q.first; k++ {
		if w := &r.words[k]; w.kind != analysis.Word || !w.capital && !w.is(function) {
			return false
		}
	}
	return true
}

// isPerson reports whether the head noun of a phrase denotes people.
func (r *reader) isPerson(p *phrase) bool {
	switch p.nouns[0].sense.kind {
	case roleSense, roleTitleSense, peopleSense, groupSense, groupOneSense, demonymSense, memberSense:
		return true
	}
	return false
}

// absent resolves the speaker of an attribution without a source span: the subject of the
// sentence, as in "Rejecting the charge, the mayor left" and "The mayor left, saying ...".
func (c *speakers) absent(i int) analysis.Speaker {
	at := &c.d.Attributions[i]
	none := analysis.Speaker{Rule: "no source"}
	if len(at.Cue) == 0 || at.Floating || at.Headline {
		return none
	}
	cue, _ := c.tokens(at.Cue[0])
	if cue >= len(c.words) || c.d.Tokens[cue].Quote >= 0 || !strings.HasSuffix(c.words[cue].key, "ing") || len(c.words[cue].key) < 5 {
		return none
	}
	sent := &c.d.Sentences[c.d.Tokens[cue].Sentence]
	opens := cue-sent.First <= 2
	_, contentEnd := c.tokens(analysis.Hull(at.Content))
	best := -1
	for _, k := range c.heads {
		p := &c.phrases[k]
		if p.first < sent.First || p.inner || p.genitive {
			continue
		}
		if p.first >= sent.Last || !opens && p.first >= cue {
			break
		}
		if c.d.Tokens[p.first].Quote >= 0 || c.contentOf[p.first] == int32(i) || opens && p.first < contentEnd || p.kind == thingPhrase {
			continue
		}
		if !opens && best >= 0 && !c.verbAt(p.last) || !opens && (len(p.entities) == 0 || p.first > sent.First && c.english.Obliques[c.words[p.first-1].key]) {
			continue
		}
		best = k
		if opens {
			break
		}
	}
	if best < 0 || len(c.phrases[best].entities) == 0 {
		return none
	}
	p := &c.phrases[best]
	if p.first > sent.First && c.english.Obliques[c.words[p.first-1].key] {
		return none
	}
	e := &c.list[p.entities[0]]
	s := analysis.Speaker{Rule: "subject of the sentence", Confidence: min(.6, p.conf), Type: c.mentionType(p, e), SideID: e.actor.SideID, SideBasis: e.actor.SideBasis}
	for _, x := range p.entities {
		s.Actors = append(s.Actors, int(x))
	}
	return s
}
