package actor

import (
	"slices"
	"sort"

	"readout/analysis"
)

// resolveSources finds the speaker of every statement.
func (c *speakers) resolveSources() {
	c.heads = make([]int, 0, len(c.phrases))
	for i := range c.phrases {
		c.heads = append(c.heads, i)
	}
	sort.SliceStable(c.heads, func(a, b int) bool {
		return c.phrases[c.heads[a]].first < c.phrases[c.heads[b]].first
	})
	c.markSpoken()
	n := min(len(c.d.Statements), len(c.d.Attributions))
	for i := range n {
		at := &c.d.Attributions[i]
		s := &c.d.Statements[i].Speaker
		if len(at.Source) > 0 {
			*s = c.speakerOf(at)
		} else if !(at.Floating && at.Inherits >= 0) {
			*s = c.absent(i)
		}
	}
	c.firstPerson()
	c.authorSpeaks()
	for i := range n {
		s := &c.d.Statements[i].Speaker
		if at := &c.d.Attributions[i]; len(at.Source) > 0 && len(s.Actors) == 0 && s.Type == analysis.MentionPronoun {
			*s = c.speakerOf(at)
		}
	}
	for i := range n {
		c.inherit(i)
	}
	for i := range n {
		s := &c.d.Statements[i].Speaker
		s.Confidence = fitted(s.Rule, s.Confidence)
	}
}

// inherit gives a floating statement the speaker that it goes on from.
func (c *speakers) inherit(i int) {
	from, weight := i, 1.0
	for range 64 {
		at := &c.d.Attributions[from]
		if len(at.Source) > 0 || !at.Floating || at.Inherits < 0 || at.Inherits >= len(c.d.Statements) || at.Inherits == from {
			break
		}
		from, weight = at.Inherits, weight*.92
	}
	if from == i {
		return
	}
	s := c.d.Statements[from].Speaker
	if s.Rule == "description" {
		s.Actors, s.SideID, s.SideBasis = nil, "", "" // too little to go on from
	}
	s.Confidence *= max(weight, .3)
	s.Rule = "inherited: " + s.Rule
	s.Actors = append([]int(nil), s.Actors...)
	c.d.Statements[i].Speaker = s
}

// headTokens are the tokens of a phrase that must stand in a source for the
// phrase to be it: the name, or the head noun.
func (p *phrase) headTokens() (int, int) {
	if p.name1 > p.name0 {
		return p.name0, p.name1
	}
	if len(p.nouns) > 0 && p.nouns[0].last <= p.last {
		return p.nouns[0].first, p.nouns[0].last
	}
	return p.first, p.last
}

// most is how many phrases of a source are looked at; longer ones are no sources.
const most = 32

// speakerOf resolves the words of a source: by the phrases in it, else by what they say of
// somebody without a name.
func (c *speakers) speakerOf(at *analysis.Attribution) analysis.Speaker {
	s := c.namedIn(at)
	if len(s.Actors) == 0 && s.Type != analysis.MentionPronoun {
		c.described(&s, at)
	}
	return s
}

// namedIn resolves a source by its first phrase, and those that are joined to it by commas
// and "and".
func (c *speakers) namedIn(at *analysis.Attribution) analysis.Speaker {
	var inside []int
	for _, span := range at.Source {
		first, last := c.tokens(span)
		from := sort.Search(len(c.heads), func(k int) bool { return c.phrases[c.heads[k]].first >= first-12 })
		for k := from; k < len(c.heads) && c.phrases[c.heads[k]].first < last && len(inside) < most; k++ {
			p := &c.phrases[c.heads[k]]
			h0, h1 := p.headTokens()
			if h0 < last && h1 > first && p.kind != thingPhrase && p.rule != "pronoun apart" {
				inside = append(inside, c.heads[k])
			}
		}
	}
	inside = c.outermost(inside)
	if len(inside) == 0 {
		return analysis.Speaker{Type: c.bareType(at), Rule: "nobody named in the source"}
	}
	head := inside[0]
	p := &c.phrases[head]
	if names := c.namesBehind(inside); len(names) > 1 {
		s := analysis.Speaker{Type: analysis.MentionCollective, Actors: names, Rule: "named behind a plural", Confidence: .8}
		c.shareSide(&s)
		return s
	}
	if c.belowThing(at, p) {
		return analysis.Speaker{Type: analysis.MentionNominal, Rule: below}
	}
	if len(p.entities) == 0 && p.kind != nounPhrase && p.kind != pronounPhrase && len(inside) > 1 && len(c.phrases[inside[1]].entities) > 0 &&
		c.phrases[inside[1]].apposed == int32(head) {
		p = &c.phrases[inside[1]]
	}
	first, last := c.tokens(analysis.Hull(at.Source))
	if n := c.nameBehind(inside, first, last); n > 0 {
		c.worksFor(p, &c.phrases[inside[n]])
		inside = inside[n:]
		head, p = inside[0], &c.phrases[inside[0]]
	}
	if p.kind == pronounPhrase && c.personal[c.words[p.first].key].possessive {
		for _, i := range inside[1:] {
			if q := &c.phrases[i]; q.kind == personPhrase && len(q.entities) > 0 {
				head, p = i, q // his friend, the painter Ida Quist
				break
			}
		}
	}
	if c.modifies(p, at) || c.filed(p, at) {
		return analysis.Speaker{Type: analysis.MentionNominal, Rule: namesake}
	}
	if owner := c.documentNoun(p, at); owner >= 0 {
		e := &c.list[owner]
		return analysis.Speaker{
			Type: analysis.MentionNominal, Actors: []int{int(owner)}, SideID: e.actor.SideID, SideBasis: e.actor.SideBasis,
			Rule: ofDocument, Confidence: .7,
		}
	}
	s := analysis.Speaker{Rule: p.rule, Confidence: p.conf}
	var one *entity
	for _, e := range p.entities {
		s.Actors = append(s.Actors, int(e))
		if one == nil {
			one = &c.list[e]
		}
	}
	s.Type = c.mentionType(p, one)
	if len(s.Actors) == 0 {
		if s.Rule == "" {
			s.Rule = "unresolved"
		}
		return s
	}
	if p.genitive && p.kind != nounPhrase && !p.inner || p.kind == pronounPhrase && c.personal[c.words[p.first].key].possessive {
		s.Rule, s.Confidence = "owner of the source: "+s.Rule, s.Confidence*.6 // her records show
		s.Type = analysis.MentionNominal
	}
	c.shareSide(&s)
	if p.kind == countryPhrase && p.known.kind == capitalSense && one.kind != personPhrase {
		s.SideBasis = "metonym"
	}
	c.joint(&s, inside, head)
	return s
}

// Why a source that holds somebody's name is not his.
const (
	below    = "a thing that somebody has to do with"
	namesake = "a thing with somebody's name"
)

// belowThing reports whether the first somebody of a source stands below a noun for
// a thing that speaks, by a preposition or after a comma: court documents filed with
// the regulator; court documents, Lee.
func (c *speakers) belowThing(at *analysis.Attribution, p *phrase) bool {
	first, last := c.tokens(at.Source[0])
	if p.first <= first || p.first >= last {
		return false
	}
	thing := false
	for i := first; i < p.first; i++ {
		w := &c.words[i]
		switch {
		case w.kind == analysis.Punct && w.key == ",":
			if thing && at.Type == analysis.AccordingTo {
				return true
			}
		case w.kind != analysis.Word || w.capital:
		case thing && c.english.NotAuthor[w.key]:
			return true
		case !w.is(function) && !w.is(modifier):
			thing = true
		}
	}
	return false
}

// modifies reports whether a name stands before a plural that is somebody or
// something else: Twitter accounts, Trump tweets.
func (c *speakers) modifies(p *phrase, at *analysis.Attribution) bool {
	if p.kind != personPhrase && p.kind != bodyPhrase && p.kind != sidePhrase && p.kind != namePhrase || p.genitive || !c.nounLikeAt(p.last) {
		return false
	}
	if c.words[p.last].is(document) && !c.english.Posts[c.words[p.last].key] && p.kind == bodyPhrase {
		return false // a Tarnhelm Institute analysis is the institute's
	}
	for _, s := range at.Source {
		if s.End >= c.d.Tokens[p.last].End && s.Start <= c.d.Tokens[p.first].Start {
			return true
		}
	}
	return false
}

// filed reports whether a body stands before a thing that others make for it: a
// Federal Election Commission filing.
func (c *speakers) filed(p *phrase, at *analysis.Attribution) bool {
	if p.kind != bodyPhrase || p.genitive {
		return false
	}
	court := len(p.entities) == 1 && c.nameSays(&c.list[p.entities[0]], "court")
	for _, s := range at.Source {
		_, last := c.tokens(s)
		for k := p.last; k < last && k < p.last+6; k++ {
			switch key := c.words[k].key; {
			case c.english.Papers[key], court && c.words[k].is(document):
				return true
			case key == ",", c.english.EndOfName[key]:
				return false
			}
		}
	}
	return false
}

// nounLikeAt is nounLike for any token of the document.
func (c *speakers) nounLikeAt(j int) bool {
	if j >= len(c.words) {
		return false
	}
	c.end = len(c.words)
	return c.nounLike(j)
}

// outermost drops phrases that stand before the noun of another one.
func (c *speakers) outermost(inside []int) []int {
	kept := inside[:0:0]
	for _, i := range inside {
		p := &c.phrases[i]
		covered := false
		for _, j := range inside {
			q := &c.phrases[j]
			if i != j && q.first <= p.first && p.last <= q.last && (p.inner || q.last-q.first > p.last-p.first) {
				covered = true
			}
		}
		if !covered {
			kept = append(kept, i)
		}
	}
	return kept
}

// joint adds the other speakers of "Lavrov and Rubio". The side stays where they
// are on one side; where they are not the statement is no side's.
func (c *speakers) joint(s *analysis.Speaker, inside []int, head int) {
	end := c.extent(head)
	one := *s
	one.Actors = append([]int(nil), s.Actors...)
	and := false
	defer func() {
		if !and {
			*s = one // "Bivens, Policy Institute" names one
		}
	}()
	for _, i := range inside[1:] {
		q := &c.phrases[i]
		if q.apposed >= 0 && q.kind == nounPhrase || q.first < end {
			end = max(end, c.extent(i))
			continue
		}
		if !c.joinsNames(end, q.first) || len(q.entities) == 0 {
			return
		}
		for k := end; k < q.first; k++ {
			switch c.words[k].key {
			case "and", "&", "or", "well", "with":
				and = true
			}
		}
		for _, e := range q.entities {
			if slices.Contains(s.Actors, int(e)) {
				continue
			}
			s.Actors = append(s.Actors, int(e))
			s.Confidence = min(s.Confidence, q.conf)
			s.Rule = "joint"
			if c.list[e].actor.SideID != s.SideID {
				s.SideID, s.SideBasis = "", ""
				s.Rule = "joint, of different sides"
			}
		}
		end = c.extent(i)
	}
}

// joinsNames reports whether nothing but commas and "and" stand between two tokens, and
// an "and" is among them or follows after more names.
func (r *reader) joinsNames(from, to int) bool {
	if from >= to || to-from > 8 {
		return false
	}
	for i := from; i < to; i++ {
		switch key := r.words[i].key; key {
		case ",", "&", "(", ")", ".":
		default:
			if !r.english.Joining[key] && !partyTag(key) {
				return false
			}
		}
	}
	return r.words[from].key != "with" || to-from < 3
}

// bareType is the mention type of a source that names nobody.
func (c *speakers) bareType(at *analysis.Attribution) analysis.MentionType {
	first, last := c.tokens(analysis.Hull(at.Source))
	if last-first == 1 {
		if _, ok := c.personal[c.words[first].key]; ok {
			return analysis.MentionPronoun
		}
	}
	return analysis.MentionNominal
}
