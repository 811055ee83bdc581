// Package actor finds out who the sources are. It takes a document with tokens
// and attributions and fills Document.Actors, Document.Mentions and the Speaker
// of every statement.
//
// The method is that of deterministic entity-centric resolution in sieves (Lee
// et al. 2013: precise rules first, each building on the entities of those
// before): noun phrases are read with the lexicon's names, roles and common
// nouns; names that no list knows are told apart by the words in and around
// them; names meet within the article by their parts; appositions and titles say
// what somebody is; epithets and pronouns take up the best of those named before,
// by number, gender, role, recency and place in the sentence (Lappin and Leass
// 1994), which for "he" and "she" is learned from pronouns that gender alone
// resolves. A side follows from the lexicon, from an office that speaks for a
// country, body or party, from an apposition, or from nationality, and the basis
// is kept. What stays open is left unresolved.
package actor

import (
	"fmt"
	"sort"

	"readout/analysis"
	"readout/lexicon"
)

// Resolver is safe for any number of goroutines.
type Resolver struct {
	knowledge *knowledge
	byCountry bool
}

// ByCountry makes the side of whoever speaks for a state its country in every article, inside
// one state too.
func (r *Resolver) ByCountry() { r.byCountry = true }

// New makes a resolver from a lexicon and its model of pronouns. It fails when that
// is missing or does not fit this version.
func New(lex *lexicon.Lexicon) (*Resolver, error) {
	b, err := lex.Model("pronouns")
	if err != nil {
		return nil, fmt.Errorf("actor: %w", err)
	}
	pronouns, err := ReadPronouns(b)
	if err != nil {
		return nil, err
	}
	if b, err = lex.Model("antecedents"); err != nil {
		return nil, fmt.Errorf("actor: %w", err)
	}
	antecedents, err := readAntecedents(b)
	if err != nil {
		return nil, err
	}
	return NewWithModels(lex, pronouns, antecedents), nil
}

// Resolve makes the document of an attributed article: those who are mentioned, and
// a statement an attribution with its Speaker.
func (r *Resolver) Resolve(a *analysis.Attributed) *analysis.Document { return r.run(a, nil, nil) }

// run resolves the mentions and speakers of an article. watch and takings are those of the
// cast, nil when not training.
func (r *Resolver) run(a *analysis.Attributed, watch func(c *cast, p *phrase, list []candidate, gender byte), takings func(Taking)) *analysis.Document {
	d := analysis.NewDocument(a)
	c := &speakers{}
	c.watch, c.takings = watch, takings
	c.reader = &reader{phraser{namer{sentence{knowledge: r.knowledge, d: d, names: map[string]bool{}, surname: map[string]bool{}, uncapital: map[string]bool{}}}}}
	c.byKnown = map[sense]int32{}
	c.bySurname, c.byGiven, c.byKey = map[string][]int32{}, map[string][]int32{}, map[string]int32{}
	c.speaker, c.nested, c.home = -1, -1, map[int32]int{}
	c.mark()
	c.read()
	c.resolve()
	c.resolveSources()
	c.workplaces()
	c.fill()
	if !r.byCountry {
		c.sidesByMatter()
	}
	return d
}

// fill writes what was found into the document: those who are mentioned, in the
// order of their first mention.
func (c *speakers) fill() {
	d := c.d
	of := affiliator{allegiance: &c.allegiance}
	place := make([]int, len(c.list))
	for i := range place {
		place[i] = -1
	}
	use := func(e int) int {
		if place[e] < 0 {
			place[e] = len(d.Actors)
			x := &c.list[e]
			x.actor.ID = c.id(x)
			if x.actor.Gender == "" && x.gender != 0 {
				x.actor.Gender = string(x.gender)
			}
			x.actor.Affiliation = of.affiliated(e)
			d.Actors = append(d.Actors, x.actor)
		}
		return place[e]
	}
	for i := range c.phrases {
		p := &c.phrases[i]
		if len(p.entities) == 0 || p.last <= p.first {
			continue
		}
		m := analysis.Mention{Span: c.span(p.first, p.last), Confidence: p.conf, Rule: p.rule}
		m.Type = c.mentionType(p, &c.list[p.entities[0]])
		for _, e := range p.entities {
			m.Actors = append(m.Actors, use(int(e)))
		}
		d.Mentions = append(d.Mentions, m)
	}
	sort.SliceStable(d.Mentions, func(a, b int) bool { return d.Mentions[a].Start < d.Mentions[b].Start })
	for i := range d.Statements {
		s := &d.Statements[i].Speaker
		house := c.inParliament(s.Actors, d.Statements[i].Attribution)
		for k, e := range s.Actors {
			s.Actors[k] = use(e)
		}
		s.Confidence = min(1, max(0, s.Confidence))
		if len(s.Actors) > 0 {
			s.Affiliation = commonAffiliation(d, s.Actors)
		}
		if s.Affiliation.Country == "" {
			s.Affiliation.Country = house
		}
	}
	c.merge()
}

// commonAffiliation is whom several speakers speak for together: the organization of the first, and a
// country and its party unless another one has another.
func commonAffiliation(d *analysis.Document, speakers []int) analysis.Affiliation {
	f := d.Actors[speakers[0]].Affiliation
	for _, i := range speakers[1:] {
		of := &d.Actors[i].Affiliation
		if of.Country != "" && of.Country != f.Country {
			f.Country = ""
		}
		if of.Party != "" && of.Party != f.Party {
			f.Party = ""
		}
	}
	return f
}

// merge joins actors that came to one identity by different ways ("the group" of
// two phrases), so that ids are unique within a document.
func (c *speakers) merge() {
	d := c.d
	at := make(map[string]int, len(d.Actors))
	to := make([]int, len(d.Actors))
	kept := d.Actors[:0]
	for i := range d.Actors {
		a := d.Actors[i]
		if j, ok := at[a.ID]; ok {
			to[i] = j
			continue
		}
		at[a.ID], to[i] = len(kept), len(kept)
		kept = append(kept, a)
	}
	d.Actors = kept
	for i := range d.Mentions {
		for k, a := range d.Mentions[i].Actors {
			d.Mentions[i].Actors[k] = to[a]
		}
	}
	for i := range d.Statements {
		for k, a := range d.Statements[i].Speaker.Actors {
			d.Statements[i].Speaker.Actors[k] = to[a]
		}
	}
}
