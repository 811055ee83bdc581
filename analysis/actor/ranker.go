package actor

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// AntecedentModel holds the learned weights, by feature name, that choose the antecedent of a
// noun ("the bank", "the officials"), "they" or "it". The probability of a candidate is the
// softmax of the sum of its features' weights; "no antecedent" is always one of the
// candidates. A feature that the map lacks has weight 0.
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

// Bytes encodes the model as it is embedded: a header line with the format version, then JSON.
func (m AntecedentModel) Bytes() ([]byte, error) {
	b, err := json.MarshalIndent(m, "", " ")
	return append([]byte(antecedentHead), append(b, '\n')...), err
}

// Antecedent is one candidate for what a phrase refers to: an entity mentioned before, or no
// antecedent at all, in which case the phrase introduces an entity under its own words.
type Antecedent struct {
	Name     string   // of the entity; without an antecedent, the words of the phrase
	Features []string // names of the features that are 1; all others are 0
	entity   int32    // index into cast.list, -1 for no antecedent
	how      string   // as match says it
}

// Taking is one noun, "they" or "it" in a source span with its candidate antecedents, as
// training sees it. Choices[0] is "no antecedent".
type Taking struct {
	Attribution int // index into Attributed.Attributions: the source span that holds the phrase
	Choices     []Antecedent
}

// NewWithModels makes a resolver with the caller's models in place of the embedded ones.
func NewWithModels(lex *lexicon.Lexicon, pronouns *PronounModel, antecedents AntecedentModel) *Resolver {
	k := newKnowledge(lex, pronouns)
	k.antecedents = antecedents
	return &Resolver{knowledge: k}
}

// Takings resolves an article and calls each with every noun, "they" and "it" of a source span
// and its candidates, before it is resolved. Only training uses it.
func (r *Resolver) Takings(d *analysis.Attributed, each func(Taking)) {
	r.run(d, nil, each)
}

// Limits of the search for antecedents.
const (
	takingReach  = 14 // sentences back, for nouns
	officeReach  = 40 // for the noun by which somebody was called
	pronounReach = 6  // sentences back, for "they" and "it"
	takingMost   = 16 // candidates
)

// calledSo is what match says where an entity was called by the noun of the phrase.
const calledSo = "fit 1.00"

// unknownOffice is what match says of somebody of whom no office is known, for the noun of one that
// many can have.
const unknownOffice = "fit 0.40"

// take chooses the antecedent of a noun, "they" or "it": the index of its entity in c.list, -1
// for no antecedent, and the probability of that choice. class prefixes the features that are
// weighed per class: "one" and "many" for nouns in the singular and plural, "they", "it".
func (c *cast) take(p *phrase, class string) (int32, float64) {
	choices := c.choices(p, class)
	if c.takings != nil && c.sources[p.first] {
		c.takings(Taking{int(c.sourceOf[p.first]), choices})
	}
	if len(choices) == 1 {
		return -1, 1
	}
	scores := make([]float64, len(choices))
	for k := range choices {
		for _, f := range choices[k].Features {
			scores[k] += c.antecedents[f]
		}
	}
	best, probability := likeliest(scores)
	return choices[best].entity, probability
}

// choices lists the candidate antecedents of a phrase with their features: "no antecedent"
// first, then entities, the last mentioned first.
func (c *cast) choices(p *phrase, class string) []Antecedent {
	list := []Antecedent{{entity: -1}}
	reach := int32(takingReach)
	switch {
	case p.kind == pronounPhrase:
		reach = pronounReach
	case !p.plural && p.det == definite:
		reach = officeReach
	}
	var seen []int32
	called := false
	for n := len(c.recent) - 1; n >= 0 && n >= len(c.recent)-4*window && len(list) <= takingMost; n-- {
		i := c.recent[n]
		e := &c.list[i]
		if e.sentence < 0 || p.sentence-e.sentence > reach || slices.Contains(seen, i) {
			continue
		}
		seen = append(seen, i)
		how := c.match(e, i, p)
		if how == "" || how != calledSo && p.kind != pronounPhrase && p.sentence-e.sentence > takingReach {
			continue
		}
		called = called || how == calledSo && p.sentence-e.sentence <= takingReach
		a := Antecedent{Name: e.actor.Name, entity: i, how: how}
		a.Features = c.candidateFeatures(e, i, p, class, how, len(list)-1)
		list = append(list, a)
	}
	if called { // others of whom no office is known
		list = slices.DeleteFunc(list, func(a Antecedent) bool { return a.how == unknownOffice })
	}
	if p.kind == pronounPhrase {
		c.likeHe(list, p)
	} else if c.onlyOne(p.nouns[0].sense) {
		c.central(list)
	}
	c.nobody(&list[0], p, class, list)
	return list
}

// likeHe adds to the candidates of "they" and "it" how the model of "he" and "she" weighs where they
// stand: as the likeliest, by how much less than that, and by how much more than the next.
func (c *cast) likeHe(list []Antecedent, p *phrase) {
	if len(list) < 2 {
		return
	}
	all, most := float32(0), 0
	for _, a := range list[1:] {
		all += float32(c.list[a.entity].mentions)
		most = max(most, c.list[a.entity].mentions)
	}
	at, sentence := c.placeOf(p), c.saysFrom(p)
	scores := make([]float64, len(list)-1)
	for k := range scores {
		a := c.candidate(list[k+1].entity, p, at, sentence)
		c.describe(&a, p, all, most)
		c.rank(&a, k)
		a.vector[unnamed], a.vector[anybody] = 0, 0
		scores[k] = c.pronouns.Score(&a.vector)
	}
	best, _ := likeliest(scores)
	for k := range scores {
		name := "stands first"
		if k != best {
			name = fmt.Sprintf("stands behind by %.0f", min(4, scores[best]-scores[k]))
		}
		list[k+1].Features = append(list[k+1].Features, name)
	}
}

// central adds a feature to candidates for an office that only one person holds at a time,
// such as two presidents in one article: whether the candidate is the one mentioned most.
func (c *matcher) central(list []Antecedent) {
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

// match says in which way a phrase may refer to an entity, as the value of a feature; "" where
// it cannot, because number, role, country or side disagree.
func (c *cast) match(e *entity, i int32, p *phrase) string {
	if p.kind == pronounPhrase {
		return c.pronounMatch(e, i, p)
	}
	s := p.nouns[0].sense
	if p.plural {
		return c.groupMatch(e, p)
	}
	if e.plural && e.kind == nounPhrase && p.det == definite && c.english.GroupNouns[c.nounKey(p)] {
		return "people" // the group, of activists
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
	if fit == 1 {
		return calledSo
	}
	return fmt.Sprintf("fit %.2f", fit)
}

// pronounMatch is match for "they" and "it".
func (c *matcher) pronounMatch(e *entity, i int32, p *phrase) string {
	body := e.kind == bodyPhrase || e.kind == countryPhrase || e.kind == sidePhrase || e.actor.Kind == "organization"
	if q := c.d.Tokens[p.first].Quote; q >= 0 && i == c.quoteSpeaker(p.first) {
		return "" // a speaker refers to himself as "we", not "they" or "it"
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

// groupMatch is match for plural nouns: the officials, the lawmakers.
func (c *matcher) groupMatch(e *entity, p *phrase) string {
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

// candidateFeatures names the features of a candidate that are 1. how is what match returned,
// rank the number of candidates mentioned since. Every feature comes twice: alone and prefixed
// with the class.
func (c *cast) candidateFeatures(e *entity, i int32, p *phrase, class, how string, rank int) []string {
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
	case far <= takingReach:
		add("far 9")
	default:
		add("far 15")
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

// nobody adds the features, and the name, of the choice that a phrase has no antecedent.
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
