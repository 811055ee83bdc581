package actor

import (
	"slices"
	"sort"

	"readout/analysis"
)

// together is a row of names that a sentence joins by commas and "and": "Kriner and Shen",
// "China, Japan and South Korea".
type together struct {
	sentence int32
	people   bool    // all are people; else none is
	entities []int32 // indexes into register.list, each once, in text order
}

// The most sentences between a row and the phrase that refers to it.
const (
	theyReach = 3  // for "they"
	bothReach = 12 // for "the two", "both sides"
)

// joinsLast adds a phrase to the row of names that ends right before it, or begins a new row
// with it. At an "and" the row so far is kept as one that later phrases can refer to.
func (c *cast) joinsLast(i int) {
	p := &c.phrases[i]
	if p.inner || len(p.entities) != 1 || p.kind == pronounPhrase || p.apposed >= 0 {
		return
	}
	e := &c.list[p.entities[0]]
	person := e.kind == personPhrase || e.kind == nounPhrase && e.actor.Kind == "person"
	if e.plural && e.kind == nounPhrase || e.loose {
		return
	}
	l := &c.row
	goesOn := len(l.entities) > 0 && l.sentence == p.sentence && l.people == person && c.rowEnd < p.first && c.joinsNames(c.rowEnd, p.first) && !slices.Contains(l.entities, p.entities[0])
	if !goesOn {
		*l = together{p.sentence, person, []int32{p.entities[0]}}
		c.rowEnd = c.extent(i)
		return
	}
	l.entities = append(l.entities, p.entities[0])
	for k := c.rowEnd; k < p.first; k++ {
		if key := c.words[k].key; key == "and" || key == "&" {
			c.rows = append(c.rows, together{l.sentence, l.people, slices.Clone(l.entities)})
		}
	}
	c.rowEnd = c.extent(i)
}

// rowBefore is the last row that fits of those up to a sentence and at most reach sentences
// before it, nil for none.
func (c *cast) rowBefore(sentence, reach int32, fits func(*together) bool) []int32 {
	after := sort.Search(len(c.rows), func(n int) bool { return c.rows[n].sentence > sentence })
	for n := after - 1; n >= 0 && sentence-c.rows[n].sentence <= reach; n-- {
		if l := &c.rows[n]; fits(l) {
			return l.entities
		}
	}
	return nil
}

// theyTogether resolves "they" to those named side by side just before.
func (c *cast) theyTogether(p *phrase) bool {
	row := c.rowBefore(p.sentence, theyReach, func(l *together) bool { return l.people })
	if row == nil {
		return false
	}
	p.entities, p.rule, p.conf = append(p.entities[:0], row...), "named side by side", .6
	return true
}

// twoOf reports whether a phrase is of two that were named: both sides, the two governments.
func (r *reader) twoOf(p *phrase) bool {
	for k := p.first; k < p.last; k++ {
		switch r.words[k].key {
		case "both", "two", "each":
			return k == p.first || r.words[p.first].key == "the" || r.words[p.first].key == "these"
		}
	}
	return false
}

// bothOf resolves "both sides" and "the two leaders" to the two who were named side by side,
// "the two countries" else to the two that the article is about.
func (c *cast) bothOf(p *phrase) bool {
	if len(p.of) > 0 || p.country >= 0 || p.side >= 0 || !c.twoOf(p) {
		return false
	}
	word := c.nounKey(p)
	body := c.english.TwoBodies[word]
	person := c.isPerson(p) && !body
	row := c.rowBefore(p.sentence, bothReach, func(l *together) bool {
		return len(l.entities) == 2 && (person && l.people || body && (!l.people || word == "side"))
	})
	if row == nil && c.english.TwoStates[word] {
		row = c.twoCountries()
	}
	if row == nil {
		return false
	}
	p.entities, p.rule, p.conf = append(p.entities[:0], row...), "named side by side", .65
	return true
}

// rowOf resolves "the lawmakers", "the authors" to the people who were named side by side and of
// whom each is called so.
func (c *cast) rowOf(p *phrase) bool {
	if p.det != definite || len(p.of) > 0 || p.country >= 0 || !c.isPerson(p) || p.former {
		return false
	}
	s := p.nouns[0].sense
	s.plural = false
	word := c.nounKey(p)
	row := c.rowBefore(p.sentence, bothReach, func(l *together) bool {
		if !l.people || len(l.entities) < 2 || l.sentence == p.sentence {
			return false
		}
		for _, i := range l.entities {
			if e := &c.list[i]; e.kind != personPhrase || c.fits(e, s, p) < .5 && word != "author" || p.side >= 0 && e.actor.SideID != c.lex.Sides[p.side].ID {
				return false
			}
		}
		return true
	})
	if row == nil {
		return false
	}
	p.entities, p.rule, p.conf = append(p.entities[:0], row...), "named side by side", .6
	return true
}

// twoCountries are the two countries that an article names far more often than any other, nil
// where there are not two.
func (c *cast) twoCountries() []int32 {
	var top [3]int
	ref := [3]int32{-1, -1, -1}
	for n := int32(0); int(n) < len(c.lex.Countries); n++ {
		count, at := c.home[n], n
		for k := range top {
			if count > top[k] {
				top[k], count = count, top[k]
				ref[k], at = at, ref[k]
			}
		}
	}
	if top[1] < 2 || top[1] < 2*top[2] {
		return nil
	}
	return []int32{c.country(ref[0]), c.country(ref[1])}
}

// bothSpeak resolves a source of which nothing but its number is said: "the two", "both".
func (c *documents) bothSpeak(s *analysis.Speaker, first, last int) bool {
	if last-first > 2 {
		return false
	}
	switch key := c.words[last-1].key; {
	case last-first == 2 && c.words[first].key == "the" && (key == "two" || key == "pair" || key == "duo"):
	case last-first == 1 && key == "both":
	default:
		return false
	}
	row := c.rowBefore(c.sentenceOf(first), bothReach, func(l *together) bool { return len(l.entities) == 2 })
	if row == nil {
		return false
	}
	for _, e := range row {
		s.Actors = append(s.Actors, int(e))
	}
	s.Rule, s.Confidence, s.Type = "named side by side", .6, analysis.MentionCollective
	c.shareSide(s)
	return true
}

func (c *cast) sentenceOf(token int) int32 { return int32(c.d.Tokens[token].Sentence) }

// namesBehind are those whom a source names behind a plural for them, as indexes into register.list:
// the authors, Ida Quist and Tom Gorse; three states - Lund, Oslon and Hale. It is nil for none.
func (c *speakers) namesBehind(inside []int) []int {
	head := &c.phrases[inside[0]]
	if head.kind != nounPhrase || !head.plural || len(inside) < 3 {
		return nil
	}
	end := c.extent(inside[0])
	from := end
	for from < len(c.words) && from < end+3 && c.english.BeforeNames[c.words[from].key] {
		from++
	}
	var names []int
	joined := false
	for _, i := range inside[1:] {
		q := &c.phrases[i]
		switch {
		case q.first < from && len(names) == 0:
			continue // what the plural belongs to
		case len(q.entities) != 1 || q.plural || q.kind == pronounPhrase || q.kind == nounPhrase:
			if len(names) > 0 && q.apposed >= 0 {
				from = max(from, c.extent(i))
				continue
			}
			return nil
		case len(names) == 0 && (q.first != from || c.isOfToo(head, q)):
			return nil
		case len(names) > 0 && !c.joinsNames(from, q.first):
			if !joined {
				return nil
			}
			return names
		}
		for k := from; k < q.first && len(names) > 0; k++ {
			joined = joined || c.words[k].key == "and" || c.words[k].key == "&"
		}
		names = append(names, int(q.entities[0]))
		from = c.extent(i)
	}
	if !joined {
		return nil
	}
	return names
}

// isOfToo reports whether a phrase goes on with what a plural is of: leaders from Lund, Oslon and Hale.
func (r *reader) isOfToo(head, q *phrase) bool {
	for _, o := range head.of {
		if of := &r.phrases[o]; of.first >= head.last && of.kind == q.kind {
			return true
		}
	}
	return false
}

// shareSide gives several speakers the side that all of them are on; none where they differ.
func (c *register) shareSide(s *analysis.Speaker) {
	s.SideID, s.SideBasis = commonSide(s.Actors, func(e int) *analysis.Actor { return &c.list[e].actor })
}

// commonSide is the side that all actors are on, with the basis of the first; "" where they
// differ.
func commonSide(actors []int, of func(int) *analysis.Actor) (side, basis string) {
	for k, e := range actors {
		a := of(e)
		if k == 0 {
			side, basis = a.SideID, a.SideBasis
		} else if a.SideID != side {
			return "", ""
		}
	}
	return side, basis
}
