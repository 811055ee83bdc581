package actor

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// AntecedentModel weighs whom a noun ("the bank", "the officials"), "they" or "it" takes
// up: the probability of a candidate, and of nobody, is the softmax of the sums of its
// features' weights. A feature that is missing has none.
type AntecedentModel map[string]float64

const antecedentHead = "READOUT-ANTECEDENTS 1\n"

func readAntecedents(b []byte) (AntecedentModel, error) {
	body, ok := strings.CutPrefix(string(b), antecedentHead)
	if !ok {
		return nil, fmt.Errorf("actor: not a model of antecedents of this version")
	}
	m := AntecedentModel{}
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		return nil, fmt.Errorf("actor: model antecedents: %w", err)
	}
	return m, nil
}

// Bytes is the model as the lexicon has it: a line that names it, and JSON.
func (m AntecedentModel) Bytes() ([]byte, error) {
	b, err := json.MarshalIndent(m, "", " ")
	return append([]byte(antecedentHead), append(b, '\n')...), err
}

// Antecedent is one of those whom a phrase may take up, or nobody, with the name that the
// phrase has by itself.
type Antecedent struct {
	Name     string
	Features []string // each counts one
	entity   int32    // -1 for nobody
}

// Taking is a phrase of a source before it is resolved.
type Taking struct {
	Attribution int // whose source it stands in
	Choices     []Antecedent
}

// NewWithModels makes a resolver with models of the caller's.
func NewWithModels(lex *lexicon.Lexicon, pronouns *PronounModel, antecedents AntecedentModel) *Resolver {
	k := newKnowledge(lex, pronouns)
	k.antecedents = antecedents
	return &Resolver{k}
}

// Takings resolves a document and shows each noun, "they" and "it" of a source before it
// is resolved, for whoever trains the model.
func (r *Resolver) Takings(d *analysis.Document, each func(Taking)) {
	r.run(d, &cast{takings: each})
}

// takingReach is how many sentences back a noun and a pronoun take somebody up.
const (
	takingReach  = 14
	pronounReach = 6
	takingMost   = 16
)

// take finds whom a phrase takes up, -1 for nobody, and how likely it is.
func (c *cast) take(p *phrase, class string) (int32, float64) {
	choices := c.choices(p, class)
	if c.takings != nil && c.sources[p.first] {
		c.takings(Taking{int(c.sourceOf[p.first]), choices})
	}
	if len(choices) == 1 {
		return -1, 1
	}
	best, top, sum := 0, math.Inf(-1), 0.0
	scores := make([]float64, len(choices))
	for k := range choices {
		for _, f := range choices[k].Features {
			scores[k] += c.antecedents[f]
		}
		if scores[k] > top {
			best, top = k, scores[k]
		}
	}
	for _, s := range scores {
		sum += math.Exp(s - top)
	}
	return choices[best].entity, 1 / sum
}

// choices are nobody, first, and those whom a phrase may take up, the latest first.
func (c *cast) choices(p *phrase, class string) []Antecedent {
	list := []Antecedent{{entity: -1}}
	reach := int32(takingReach)
	if p.kind == pronounPhrase {
		reach = pronounReach
	}
	var seen []int32
	for n := len(c.recent) - 1; n >= 0 && n >= len(c.recent)-4*window && len(list) <= takingMost; n-- {
		i := c.recent[n]
		e := &c.list[i]
		if e.sentence < 0 || p.sentence-e.sentence > reach || slices.Contains(seen, i) {
			continue
		}
		seen = append(seen, i)
		how := c.match(e, i, p)
		if how == "" {
			continue
		}
		a := Antecedent{Name: e.actor.Name, entity: i}
		a.Features = c.speaksFor(e, i, p, class, how, len(list)-1)
		list = append(list, a)
	}
	if p.kind != pronounPhrase && c.onlyOne(p.nouns[0].sense) {
		c.central(list)
	}
	c.nobody(&list[0], p, class, list)
	return list
}

// central tells of several holders of an office, two presidents, which one the article is
// all about.
func (c *cast) central(list []Antecedent) {
	most := 0
	for _, a := range list[1:] {
		most = max(most, c.list[a.entity].mentions)
	}
	for k := 1; k < len(list); k++ {
		name := "one, named less"
		if c.list[list[k].entity].mentions == most {
			name = "one, named most"
		}
		list[k].Features = append(list[k].Features, name)
	}
}

// match says how a phrase can stand for an entity, "" for not at all.
func (c *cast) match(e *entity, i int32, p *phrase) string {
	if p.kind == pronounPhrase {
		return c.pronounMatch(e, i, p)
	}
	s := p.nouns[0].sense
	if p.plural {
		return c.groupMatch(e, p)
	}
	if e.plural && e.kind != sidePhrase || c.onlyOne(s) && e.kind == nounPhrase && e.loose {
		return ""
	}
	fit := c.fits(e, s, p)
	if fit == 0 || !c.ownerAgrees(e, p, s) {
		return ""
	}
	if country := c.countryOf(p); country >= 0 && e.actor.Country != "" && e.actor.Country != c.lex.Countries[country].ID {
		return ""
	}
	if p.side >= 0 && e.actor.SideID != "" && e.actor.SideID != c.lex.Sides[p.side].ID && e.basis >= byAffiliation {
		return ""
	}
	return fmt.Sprintf("fit %.2f", fit)
}

// pronounMatch is match for "they" and "it".
func (c *cast) pronounMatch(e *entity, i int32, p *phrase) string {
	body := e.kind == bodyPhrase || e.kind == countryPhrase || e.kind == sidePhrase || e.actor.Kind == "organization"
	if q := c.d.Tokens[p.first].Quote; q >= 0 && i == c.quoteSpeaker(p.first) {
		return "" // who speaks of himself says we
	}
	if p.plural {
		switch {
		case e.plural:
			return "group"
		case body:
			return "body"
		}
		return ""
	}
	if e.plural && e.kind != sidePhrase || !body {
		return ""
	}
	if e.known.kind == bodySense && c.lex.Organizations[e.known.ref].Kind == "government" {
		return "region"
	}
	return "body"
}

// groupMatch is match for a plural noun: the officials, the lawmakers.
func (c *cast) groupMatch(e *entity, p *phrase) string {
	if !e.plural || len(e.offices) == 0 {
		return ""
	}
	noun := c.nounText(p)
	o := e.offices[0]
	switch {
	case o.word == noun:
		return "same noun"
	case strings.HasSuffix(o.word, " "+lastWord(noun)) || lastWord(o.word) == lastWord(noun):
		return "same head"
	case c.sameOffice(o, p.nouns[0].sense):
		return "same group"
	}
	return ""
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// speaksFor are the features of a candidate; rank is how many were mentioned since.
func (c *cast) speaksFor(e *entity, i int32, p *phrase, class, how string, rank int) []string {
	var f []string
	add := func(name string) { f = append(f, name, class+" "+name) }
	add("is " + how)
	add("kind " + [...]string{pronounPhrase: "pronoun", personPhrase: "person", bodyPhrase: "body", countryPhrase: "country", sidePhrase: "side", namePhrase: "name", thingPhrase: "thing", nounPhrase: "noun"}[e.kind])
	far := p.sentence - e.sentence
	switch {
	case far <= 2:
		add(fmt.Sprintf("far %d", far))
	case far <= 4:
		add("far 3")
	case far <= 8:
		add("far 5")
	default:
		add("far 9")
	}
	add(fmt.Sprintf("rank %d", min(rank, 3)))
	if far > 0 && e.front {
		add("front")
	}
	flags := []struct {
		name string
		yes  bool
	}{
		{"speaker", i == c.speaker}, {"speaker near", i == c.speaker && far <= 2}, {"subject", e.subject}, {"oblique", e.oblique}, {"owner", e.owner}, {"source", e.source},
		{"quoted", e.quoted && c.d.Tokens[p.first].Quote < 0}, {"headline", c.d.Sentences[e.sentence].Headline}, {"loose", e.loose},
		{"told", c.sourceOf[p.first] >= 0 && e.told == c.sourceOf[p.first]}, {"spoke", e.spoke > 0}, {"spoke twice", e.spoke > 1},
		{"mentions 2", e.mentions > 1}, {"mentions 4", e.mentions > 3}, {"mentions 8", e.mentions > 7}, {"known", e.actor.Known}, {"lapsed", len(e.offices) > 0 && e.offices[0].lapsed},
	}
	for _, x := range flags {
		if x.yes {
			add(x.name)
		}
	}
	if p.kind == pronounPhrase {
		return f
	}
	if e.kind == nounPhrase && e.actor.Name == c.sameWords(p) {
		add("same words")
	}
	if c.countryOf(p) >= 0 {
		if e.actor.Country == "" {
			add("country unknown")
		} else {
			add("country agrees")
		}
	}
	if c.onlyOne(p.nouns[0].sense) {
		add("office of one")
	}
	if p.det == possessed {
		add("possessed")
	}
	return f
}

// nobody are the features of nobody.
func (c *cast) nobody(a *Antecedent, p *phrase, class string, list []Antecedent) {
	add := func(name string) { a.Features = append(a.Features, "nobody "+name, class+" nobody "+name) }
	add("")
	if len(list) == 2 {
		add("or one")
	}
	if p.kind == pronounPhrase {
		return
	}
	a.Name = c.sameWords(p)
	add(fmt.Sprintf("det %d", p.det))
	if c.countryOf(p) >= 0 || p.side >= 0 || len(p.of) > 0 {
		add("described")
	}
	if c.words[p.first].key != "the" && p.det == definite {
		add("this")
	}
	add(fmt.Sprintf("noun %d", p.nouns[0].sense.kind))
	if p.nouns[0].last-p.nouns[0].first > 1 || len(p.nouns) > 1 {
		add("long")
	}
}
