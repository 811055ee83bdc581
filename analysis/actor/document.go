package actor

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
	"readout/lexicon"
)

// described resolves a source in which nobody is named: a document to whoever it is of,
// some of a group to that description. What says too little stays unresolved.
func (c *documents) described(s *analysis.Speaker, at *analysis.Attribution) {
	if s.Rule == namesake {
		return
	}
	first, last := c.tokens(analysis.Hull(at.Source))
	last = c.clause(first, last)
	if last <= first {
		return
	}
	if c.bothSpeak(s, first, last) {
		return
	}
	if d := c.documentIn(first, last); d >= 0 {
		owner := c.documentOwner(d, first, last)
		if owner < 0 {
			owner = c.documentBefore(d)
		}
		if owner >= 0 {
			s.Actors, s.Rule, s.Confidence = []int{int(owner)}, ofDocument, .7
			s.SideID, s.SideBasis = c.list[owner].actor.SideID, c.list[owner].actor.SideBasis
			return
		}
	}
	if e := c.byCompass(first, last); e >= 0 && s.Rule != below {
		s.Actors, s.Rule, s.Confidence, s.Type = []int{int(e)}, "half of a country", .8, analysis.MentionNominal
		s.SideID, s.SideBasis = c.list[e].actor.SideID, c.list[e].actor.SideBasis
		return
	}
	name, kind := "", ""
	switch {
	case s.Rule == below && c.documentIn(first, min(last, first+4)) < 0:
		return
	case s.Rule == below:
		name, kind = c.whole(first, last), "anonymous"
	default:
		name, kind = c.description(first, last)
	}
	if name == "" {
		name, kind = c.documentName(first, last)
	}
	if name != "" {
		e := c.byDescription(name, kind)
		s.Actors, s.Rule, s.Confidence = []int{int(e)}, "description", .5
		s.Type = analysis.MentionNominal
		if kind == "collective" {
			s.Type = analysis.MentionCollective
		}
	}
}

// ofDocument is the rule by which a document speaks for whoever it is of.
const ofDocument = "whose document it is"

// byCompass is the country whose name begins with the point of the compass that a source consists
// of, where the article names it and no other of that point: the North. It is -1 for none.
func (c *documents) byCompass(first, last int) int32 {
	if last-first != 2 || c.determiners[c.words[first].key] != definite || !c.words[first+1].capital || !c.english.Directions[c.words[first+1].key] {
		return -1
	}
	found := int32(-1)
	for ref := range c.lex.Countries {
		if c.home[int32(ref)] == 0 || !strings.HasPrefix(keyOf(strings.ToLower(c.lex.Countries[ref].Name)), c.words[first+1].key+" ") {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = int32(ref)
	}
	if found < 0 {
		return -1
	}
	return c.country(found)
}

// documentNoun is whoever a document is of that a phrase calls by its kind, -1 where it is none
// or nothing tells: a survey by the Tarnhelm Institute.
func (c *documents) documentNoun(p *phrase, at *analysis.Attribution) int32 {
	if p.kind != nounPhrase || len(p.nouns) == 0 || !c.words[p.nouns[0].last-1].is(document) {
		return -1
	}
	d := p.nouns[0].last - 1
	first, last := c.tokens(analysis.Hull(at.Source))
	if d < first || d >= last {
		return -1
	}
	if owner := c.documentOwner(d, first, c.clause(first, last)); owner >= 0 || p.det != definite {
		return owner
	}
	return c.documentBefore(d)
}

// clause ends a source where a relative clause or an apposition begins.
func (c *passage) clause(first, last int) int {
	for k := first; k < last; k++ {
		switch w := &c.words[k]; {
		case k > first && (w.key == "who" || w.key == "that" || w.key == "which" || w.key == "whose"), w.key == "," || w.key == "(" || w.key == "—":
			return k
		}
	}
	return last
}

// documentIn is the first word for a document in a span, -1 for none.
func (c *documents) documentIn(first, last int) int {
	for k := first; k < last; k++ {
		if w := &c.words[k]; w.is(document) && !w.capital || k == first && w.is(document) {
			return k
		}
	}
	return -1
}

// documentOwner is whoever a document is said to be of by the words around it, -1 for nobody
// known: a report by the bank, the bank's report, a Tarnhelm Bank report, a report in the Times.
func (c *documents) documentOwner(d, first, last int) int32 {
	from := sort.Search(len(c.heads), func(k int) bool { return c.phrases[c.heads[k]].first >= first-2 })
	for ; from < len(c.heads) && c.phrases[c.heads[from]].first < last; from++ {
		p := &c.phrases[c.heads[from]]
		if len(p.entities) != 1 || p.first < first && p.last <= first {
			continue
		}
		e := &c.list[p.entities[0]]
		if e.kind != bodyPhrase && e.kind != personPhrase && e.kind != sidePhrase {
			continue
		}
		if p.last <= d && (p.genitive || p.last == d && e.kind == bodyPhrase) {
			return p.entities[0]
		}
		if p.first <= d {
			continue
		}
		switch k := c.beforeArticle(p.first, d); {
		case k == "by" || k == "from":
			if c.onlyHad(p.first, d) {
				continue
			}
			return p.entities[0]
		case (k == "in" || k == "on" || k == "at") && e.known.kind == bodySense && c.lex.Organizations[e.known.ref].Kind == "media":
			return p.entities[0]
		}
	}
	return -1
}

// onlyHad reports whether a phrase behind a document and "by" is who got it, not who wrote it: a
// memo obtained by the Times.
func (c *passage) onlyHad(token, from int) bool {
	for k := token - 1; k > from && k > token-5; k-- {
		if c.english.Acquiring[c.words[k].key] {
			return true
		}
	}
	return false
}

// beforeArticle is the word before a token, articles left out.
func (c *passage) beforeArticle(token, from int) string {
	for k := token - 1; k > from; k-- {
		if key := c.words[k].key; key != "the" && key != "a" {
			return key
		}
	}
	return ""
}

// description is what a source without a name is called, and its kind as an actor; "" where
// the words only take up something that was named before: the report, the group.
func (c *documents) description(first, last int) (name, kind string) {
	w := &c.words[first]
	det := c.determiners[w.key]
	_, pronoun := c.personal[w.key]
	switch {
	case pronoun && !w.upper, w.kind != analysis.Word && w.kind != analysis.Number, w.key == "that", w.is(speech) && last-first == 1:
		return "", ""
	case c.english.AnyPeople[w.key] && last-first == 1:
		return c.plainText(first, last), "collective" // many fear
	case (det == quantity || indefinitePeople[w.key]) && last-first == 1:
		return "", "" // some, others
	case det == quantity || indefinitePeople[w.key]:
		return c.plainText(first, last), "collective"
	case det == definite:
		if last-first == 2 && (c.words[first+1].key == "left" || c.words[first+1].key == "right" || c.words[first+1].key == "west") {
			return c.plainText(first+1, last), "collective"
		}
		capital := false
		for k := first + 1; k < last; k++ {
			capital = capital || c.words[k].capital
		}
		if !capital && last-first < 5 || c.words[last-1].is(function) {
			return "", ""
		}
		return c.plainText(first+1, last), "organization"
	case det == indefinite:
		if last-first < 2 || last-first > 9 {
			return "", ""
		}
		return c.plainText(first+1, last), "anonymous"
	case w.capital && last-first <= 4 && c.english.Boards[c.words[last-1].key]:
		return c.textOf(first, last), "organization"
	case w.capital && !c.startsAt(first), !w.is(function) && strings.HasSuffix(c.words[last-1].key, "s") && last-first <= 6:
		return c.plainText(first, last), "collective"
	}
	return "", ""
}

// whole is a source without its article: report in the Lund Review.
func (c *passage) whole(first, last int) string {
	if det := c.determiners[c.words[first].key]; det == definite || det == indefinite {
		first++
	}
	return c.plainText(first, min(last, first+12))
}

// documentName is what a document is called of which nothing tells whose it is: by its own words
// (federal data, the transition memo); "" where they only take it up again.
func (c *documents) documentName(first, last int) (name, kind string) {
	end := last
	for k := first + 1; k < last; k++ {
		if w := &c.words[k]; w.is(function) && !w.capital && c.words[k-1].is(document) {
			end = k
			break
		}
	}
	d := c.documentIn(first, end)
	if d < 0 || d != end-1 && !c.words[end-1].is(document) {
		return "", ""
	}
	bareNoun := c.determiners[c.words[first].key] == bare
	if !bareNoun {
		first++
	}
	for k := first; k < end; k++ {
		if w := &c.words[k]; w.is(function) && !w.capital || w.kind == analysis.Punct || w.kind == analysis.OpenQuote {
			return "", ""
		}
	}
	if end-first > 1 || bareNoun {
		return c.plainText(first, end), "anonymous"
	}
	return "", ""
}

func (c *passage) startsAt(token int) bool {
	return token == c.d.Sentences[c.d.Tokens[token].Sentence].First
}

// indefinitePeople stand for people of whom nothing else is said.
var indefinitePeople = map[string]bool{"others": true, "everyone": true, "everybody": true}

// plainText is a span of the text, blanks made single, without a capital that only opens the
// sentence.
func (c *passage) plainText(first, last int) string {
	text := c.textOf(first, last)
	if c.startsAt(first) && !c.words[first].upper {
		text = lowerFirst(text)
	}
	return text
}

// lowerFirst makes the first letter of a text a small one.
func lowerFirst(text string) string {
	first, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(first)) + text[n:]
}

// byDescription is the actor of this article that is known by a description only.
func (c *register) byDescription(name, kind string) int32 {
	key := "description " + lexicon.Slug(name)
	e, ok := c.byKey[key]
	if !ok {
		e = c.add(entity{kind: nounPhrase, plural: kind == "collective", actor: analysis.Actor{
			ID: unknownID(name, c.d.Article.ID), Name: name, Kind: kind,
		}})
		c.byKey[key] = e
	}
	return e
}
