package actor

import (
	"sort"
	"strings"

	"readout/analysis"
)

// mentioned notes that a phrase named its entities just now.
func (c *anaphora) mentioned(i int) {
	p := &c.phrases[i]
	if c.creditLine(p) {
		return
	}
	several := len(p.entities) > 1 && p.kind == nounPhrase // both sides: "he" is neither for it
	for _, e := range p.entities {
		x := &c.list[e]
		if several && x.sentence >= 0 && x.kind == personPhrase {
			continue
		}
		if p.kind != pronounPhrase {
			x.mentions++
		}
		x.seen, x.sentence = p.first, p.sentence
		x.inTitle = x.inTitle || c.d.Sentences[p.sentence].Headline
		x.front = c.fresh && !p.inner
		x.quoted = c.d.Tokens[p.first].Quote >= 0
		if n := len(c.recent); n == 0 || c.recent[n-1] != e {
			c.recent = append(c.recent, e)
		}
		x.source = c.sources[p.first] && !p.inner && c.d.Tokens[p.first].Quote < 0
		if x.source {
			x.spoke++
			if a := c.sourceOf[p.first]; c.says[a] < 0 {
				c.says[a] = e
			}
			if c.nested = e; c.d.Attributions[c.sourceOf[p.first]].Depth == 0 {
				c.speaker = e
			}
		}
		if in := c.contentOf[p.first]; in >= 0 {
			x.told = in
		}
		x.oblique = p.first > 0 && c.english.Obliques[c.words[p.first-1].key]
		x.owner = p.inner || p.genitive
		x.pronoun = p.kind == pronounPhrase
		x.subject = !x.owner && !x.oblique && c.verbAt(p.last)
		if !x.quoted {
			x.unquoted = x.lastMention
		}
	}
	if len(p.entities) > 0 && !p.inner {
		c.fresh = false
	}
}

// creditLine reports whether a name is that of who took a picture, which nothing takes up: Photo
// by Ida Quist; Photograph: Ida Quist/Reuters.
func (c *passage) creditLine(p *phrase) bool {
	if p.kind != personPhrase && p.kind != namePhrase && p.kind != bodyPhrase {
		return false
	}
	if p.last+1 < len(c.words) && c.words[p.last].key == "/" && c.words[p.last+1].capital && p.last-p.first > 1 {
		return true
	}
	k := p.first - 1
	return k > 0 && (c.words[k].key == ":" || c.words[k].key == "by") && c.english.Credits[c.words[k-1].key] && c.words[k-1].capital
}

// sureOfGender is how likely somebody has to be whom "he" or "she" means to be of that gender from
// then on: a wrong one would keep every later pronoun away.
const sureOfGender = .85

// whoPronoun resolves he, she, they, it and who; I and we wait for the speaker of
// the quotation that they stand in.
func (c *cast) whoPronoun(i int) {
	p := &c.phrases[i]
	g := c.personal[c.words[p.first].key]
	switch {
	case g.person == 1:
		return
	case g.person == 4:
		c.whoRelative(i, g)
		return
	case g.gender == 'n' && !c.sources[p.first] && !g.possessive:
		return // more often about nothing than about somebody
	}
	if g.gender == 'm' || g.gender == 'f' {
		list := c.candidates(p)
		if c.watch != nil {
			c.watch(c, p, list, g.gender)
		}
		if best, probability := c.antecedent(list, g.gender); best >= 0 {
			p.set(best, "pronoun", min(.95, probability))
			if x := &c.list[best]; x.gender == 0 && x.kind == personPhrase && probability >= sureOfGender {
				x.gender = g.gender
			}
		}
		return
	}
	class := "it"
	if g.plural {
		class = "they"
	}
	if best, probability := c.take(p, class); best >= 0 {
		p.set(best, "group pronoun", probability)
	} else if g.plural && !g.possessive {
		c.theyTogether(p)
	}
}

// verbAt reports whether a token is a verb, as far as its form says so.
func (c *passage) verbAt(i int) bool {
	if i >= len(c.words) {
		return false
	}
	w := &c.words[i]
	return w.kind == analysis.Word && !w.capital && (w.is(speech) || c.english.BeforeVerb[w.key] || !w.is(function) && len(w.key) > 4 && strings.HasSuffix(w.key, "ed"))
}

// quoteSpeaker is who is known by now to speak the quotation at a token, -1 for nobody.
func (c *passage) quoteSpeaker(token int) int32 {
	if a := c.contentOf[token]; a >= 0 {
		if s := c.d.Attributions[a].Source; len(s) > 0 && s[0].Start < c.d.Tokens[token].Start {
			return c.speaker
		}
	}
	return -1
}

// whoRelative resolves who and which: what stands right before.
func (c *anaphora) whoRelative(i int, g pronounSense) {
	p := &c.phrases[i]
	if p.first > 0 && (c.english.Definite[c.words[p.first-1].key] || c.english.AnyPeople[c.words[p.first-1].key]) {
		return // those who
	}
	for k := i - 1; k >= 0 && c.phrases[k].sentence == p.sentence; k-- {
		q := &c.phrases[k]
		if q.kind == pronounPhrase || len(q.entities) == 0 || q.inner || p.first-q.last > 6 {
			continue
		}
		if e := &c.list[q.entities[0]]; g.gender != 'n' && (e.actor.Kind == "organization" || e.kind == countryPhrase) {
			continue
		}
		p.entities = append(p.entities[:0], q.entities...)
		p.rule, p.conf = "relative pronoun", .8
		return
	}
}

// firstPerson resolves I and we once the speakers are known.
func (c *speakers) firstPerson() {
	for i := range c.phrases {
		p := &c.phrases[i]
		if p.kind != pronounPhrase || len(p.entities) > 0 || c.contentOf[p.first] < 0 {
			continue
		}
		g := c.personal[c.words[p.first].key]
		if g.person != 1 {
			continue
		}
		s := &c.d.Statements[c.contentOf[p.first]].Speaker
		if len(s.Actors) == 0 {
			continue
		}
		p.entities = append(p.entities[:0], int32(s.Actors[0]))
		p.rule, p.conf = "first person", s.Confidence*.95
		if g.plural {
			p.rule, p.conf = "first person plural", s.Confidence*.7
		}
	}
}

// authorSpeaks takes the I and the we of an article outside of all quotations for its author.
func (c *speakers) authorSpeaks() {
	author := int32(-1)
	for i := range c.phrases {
		p := &c.phrases[i]
		if p.kind != pronounPhrase || len(p.entities) > 0 || !c.sources[p.first] || c.d.Tokens[p.first].Quote >= 0 {
			continue
		}
		g := c.personal[c.words[p.first].key]
		if g.person != 1 || c.quoted(p) {
			continue
		}
		if of := c.turnOf(p); of >= 0 {
			p.set(of, "the name before the turn", .8)
			continue
		}
		if author < 0 {
			author = c.author()
		}
		if author < 0 {
			author = c.byline()
		}
		if author < 0 {
			if of := c.outlet(); of >= 0 && g.plural {
				p.set(of, "the outlet", .5)
			}
			continue
		}
		p.set(author, "the author", .6)
	}
}

// turnOf is the person whose name opens a sentence and stands before the last colon of the paragraph
// before a pronoun: Quist: It was late, and I left. It is -1 for none.
func (c *speakers) turnOf(p *phrase) int32 {
	first := c.d.Sentences[c.d.Paragraphs[c.d.Sentences[p.sentence].Paragraph].First].First
	colon := p.first - 1
	for colon >= first && c.words[colon].key != ":" {
		colon--
	}
	at := sort.Search(len(c.heads), func(k int) bool { return c.phrases[c.heads[k]].first >= colon }) - 1
	for ; at >= 0 && colon >= first && c.phrases[c.heads[at]].first >= first; at-- {
		q := &c.phrases[c.heads[at]]
		if q.last == colon && q.kind == personPhrase && len(q.entities) == 1 {
			opens := c.d.Sentences[q.sentence].First
			if q.first == opens || q.first > opens && (c.words[q.first-1].key == ":" || c.words[q.first-1].key == ")") {
				return q.entities[0]
			}
		}
		if q.last <= colon {
			break
		}
	}
	return -1
}

// quoted reports whether a first person stands in what somebody else says, in a block that
// a colon opens: the paragraph before ends so, or the sentence stands in a content.
func (c *passage) quoted(p *phrase) bool {
	if in := c.contentOf[p.first]; in >= 0 && in != c.sourceOf[p.first] {
		return true
	}
	s := &c.d.Sentences[p.sentence]
	first := c.d.Paragraphs[s.Paragraph].First
	if first == 0 {
		return false
	}
	before := &c.d.Sentences[first-1]
	return before.Last > before.First && c.words[before.Last-1].key == ":"
}

// author is the entity of the article's author, the first of several, -1 where none is known.
func (c *register) author() int32 {
	name := strings.TrimSpace(strings.TrimPrefix(c.d.Article.Author, "By "))
	for _, cut := range []string{",", ";", " and ", " & "} {
		name, _, _ = strings.Cut(name, cut)
	}
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 4 || strings.ContainsAny(name, "&/@") {
		return -1
	}
	at := c.root
	keys := make([]string, 0, 4)
	for _, w := range words {
		key := keyOf(strings.ToLower(w))
		keys = append(keys, key)
		if at != nil {
			at = at.next[key]
		}
	}
	if at != nil {
		for _, s := range at.senses {
			if s.kind == personSense && !s.weak {
				return c.writes(c.person(s.ref))
			}
		}
	}
	for _, i := range c.bySurname[keys[len(keys)-1]] {
		if initialsMeet(c.list[i].given, keys[0]) {
			return c.writes(i)
		}
	}
	return c.add(entity{kind: personPhrase, given: keys[0], surname: keys[len(keys)-1], actor: analysis.Actor{
		Kind: "person", Name: strings.Join(words, " "), Role: "author",
	}, offices: []office{{word: "author"}}})
}

// writes gives somebody of whom no office is known that of the article's author.
func (c *register) writes(i int32) int32 {
	if e := &c.list[i]; len(e.offices) == 0 {
		e.offices = append(e.offices, office{word: "author"})
	}
	return i
}

// mark notes the tokens of sources and of contents.
func (c *passage) mark() {
	c.sources = make([]bool, len(c.d.Tokens))
	c.sourceOf = make([]int32, len(c.d.Tokens))
	c.contentOf = make([]int32, len(c.d.Tokens))
	c.says = make([]int32, len(c.d.Attributions))
	for i := range c.says {
		c.says[i] = -1
	}
	for i := range c.contentOf {
		c.contentOf[i], c.sourceOf[i] = -1, -1
	}
	for a := range c.d.Attributions {
		at := &c.d.Attributions[a]
		for _, s := range at.Source {
			first, last := c.tokens(s)
			for t := first; t < last; t++ {
				c.sources[t], c.sourceOf[t] = true, int32(a)
			}
		}
		for _, s := range at.Content {
			first, last := c.tokens(s)
			for t := first; t < last; t++ {
				if have := c.contentOf[t]; have < 0 || c.d.Attributions[have].Depth < at.Depth {
					c.contentOf[t] = int32(a)
				}
			}
		}
	}
}

// tokens are the tokens that a span touches, [first, last).
func (c *passage) tokens(s analysis.Span) (first, last int) { return c.d.TokensOf(s) }
