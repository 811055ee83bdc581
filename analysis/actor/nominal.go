package actor

import (
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// window is how many mentions back somebody can be taken up.
const window = 40

// whoNoun resolves somebody who is named by what he is.
func (c *cast) whoNoun(i int) {
	p := &c.phrases[i]
	if len(p.nouns) == 0 {
		return
	}
	if p.apposed >= 0 && int(p.apposed) < i {
		if to := &c.phrases[p.apposed]; len(to.entities) == 1 {
			p.set(to.entities[0], "apposition", .9)
			return
		}
	}
	if p.apposed > int32(i) {
		// the name follows: "the foreign minister, Sergey Lavrov,"
		if c.who(int(p.apposed)); len(c.phrases[p.apposed].entities) == 1 {
			p = &c.phrases[i]
			p.set(c.phrases[p.apposed].entities[0], "apposition", .9)
			return
		}
	}
	head := p.nouns[0]
	if _, generic := c.words[head.first].sense(genericSense); generic && !p.plural && p.det != indefinite {
		if c.whoGeneric(p) {
			return
		}
	}
	if p.plural {
		c.whoGroup(i)
		return
	}
	if c.counterpart(p) || c.bodyOfPerson(p) {
		return
	}
	if p.det != indefinite && p.det != quantity && c.takenUp(i) {
		return
	}
	if p.det != indefinite && p.det != quantity && c.holder(p) {
		return
	}
	c.newNoun(i)
}

// whoGeneric finds "the Russian foreign ministry": the body of that name in the
// country that the phrase, or else the article, is about.
func (c *cast) whoGeneric(p *phrase) bool {
	head := p.nouns[0]
	country := c.countryOf(p)
	best, most, rule, conf := int32(-1), 0, "body of the country", .9
	for _, s := range c.words[head.first].senses {
		if s.kind != genericSense {
			continue
		}
		at := c.countryRef(c.lex.Organizations[s.ref].Country)
		if country >= 0 {
			if at == country {
				best = s.ref
				break
			}
			continue
		}
		if n := c.home[at]; n > most {
			best, most, rule, conf = s.ref, n, "body of the article's country", .55
		}
	}
	if best < 0 {
		return false
	}
	p.set(c.body(best), rule, conf)
	return true
}

// countryOf is the country that a phrase itself names, -1 for none.
func (c *cast) countryOf(p *phrase) int32 {
	if p.country >= 0 {
		return p.country
	}
	for _, o := range p.of {
		q := &c.phrases[o]
		if q.kind == countryPhrase {
			return q.known.ref
		}
		if q.kind != pronounPhrase {
			c.who(int(o))
		}
		if q.kind == pronounPhrase || q.kind == bodyPhrase {
			for _, e := range q.entities {
				if c.list[e].kind == personPhrase {
					continue
				}
				if ref := c.countryRef(c.list[e].actor.Country); ref >= 0 {
					return ref
				}
			}
		}
	}
	return -1
}

// owner is what somebody belongs to: a body, a side, a country, a person whom he
// speaks for. The zero value is nothing.
type owner struct {
	id, side, name string
	person         bool
}

// belongs finds what a phrase says that somebody belongs to.
func (c *cast) belongs(p *phrase) owner {
	var boss owner
	for _, o := range p.of {
		q := &c.phrases[o]
		if q.kind != nounPhrase {
			c.who(int(o))
		}
		for _, e := range q.entities {
			x := &c.list[e]
			switch x.kind {
			case bodyPhrase, sidePhrase, countryPhrase:
				side := x.actor.SideID
				if x.basis <= byNationality {
					side = "" // a Brazilian company does not speak for Brazil
				}
				return owner{c.key(e), side, x.actor.Name, false}
			case personPhrase:
				// Putin's spokesman speaks for whom Putin speaks
				if boss.id == "" {
					boss = owner{id: c.key(e), name: x.actor.Name, person: true}
					if x.basis >= byAffiliation {
						boss.side = x.actor.SideID
					}
				}
			}
		}
	}
	if boss.id != "" && !(boss.side == "" && (p.country >= 0 || p.side >= 0)) {
		return boss
	}
	if p.side >= 0 {
		s := &c.lex.Sides[p.side]
		return owner{s.ID, s.ID, s.Name, false}
	}
	if ref := c.countryOf(p); ref >= 0 {
		n := &c.lex.Countries[ref]
		return owner{n.ID, n.Side, n.Name, false}
	}
	return owner{}
}

// represents reports whether a noun speaks for what it belongs to, and whether
// the lexicon knows it at all.
func (c *cast) represents(s sense) (yes, known bool) {
	switch s.kind {
	case roleSense, roleTitleSense:
		return c.lex.Roles[s.ref].Represents, true
	case groupSense, groupOneSense:
		return c.lex.Collectives[s.ref].Represents, true
	case bodyNounSense, genericSense:
		return true, true
	}
	return false, false
}

// whoGroup makes or finds the actor of a plural: Russian officials, Republican
// lawmakers, the club's fans, officials familiar with the matter.
func (c *cast) whoGroup(i int) {
	p := &c.phrases[i]
	head := p.nouns[0]
	if p.det == definite && p.country < 0 && p.side < 0 && len(p.of) == 0 {
		for n := len(c.recent) - 1; n >= 0 && n >= len(c.recent)-window; n-- {
			e := &c.list[c.recent[n]]
			if e.plural && p.sentence-e.sentence <= 4 && len(e.offices) > 0 && e.offices[0].sense == head.sense {
				p.set(c.recent[n], "the same group", .75)
				return
			}
		}
	}
	if head.sense.kind == bodyNounSense && p.country < 0 && len(p.of) == 0 && !c.sources[head.first] {
		return // teams, missions, sides
	}
	noun := c.nounText(p)
	id, name := lexicon.Slug(noun), noun
	anonymous := false
	side, basis := "", 0
	country := ""
	rule := "group"
	if s := head.sense; s.kind == groupSense {
		g := &c.lex.Collectives[s.ref]
		anonymous = g.Anonymous
		id, name = g.ID, g.Plural
	}
	switch head.sense.kind {
	case demonymSense, adjectiveSense:
		n := &c.lex.Countries[head.sense.ref]
		id, name, country, side, basis = lexicon.Slug(noun), noun, n.ID, n.Side, byNationality
	default:
		of := c.belongs(p)
		yes, known := c.represents(head.sense)
		if of.id != "" {
			id, name = c.groupName(p, head.sense, of, id, name)
			if n := c.lex.Country(of.id); n != nil {
				country = n.ID
			}
			switch {
			case p.former && c.lex.Country(of.id) == nil:
			case p.former:
				side, basis = of.side, byNationality
			case yes && of.side != "" && !p.city:
				side, basis = of.side, byOffice
			case p.side >= 0:
				side, basis = of.side, byAffiliation
			case !known && of.side != "" && !of.person:
				side, basis = of.side, byNationality
			}
			rule = "group of a side"
		}
		if r := head.sense; r.kind == roleSense && side == "" && c.lex.Roles[r.ref].Home != "" {
			side, basis = c.lex.SideOf(c.lex.Roles[r.ref].Home), byHome
		}
	}
	key := "group " + id
	e, ok := c.byKey[key]
	if !ok {
		kind := "collective"
		if anonymous {
			kind = "anonymous"
		}
		e = c.add(entity{kind: nounPhrase, plural: true, basis: basis, actor: analysis.Actor{
			ID: id, Name: name, Kind: kind, Country: country, SideID: side, SideBasis: basisWords[basis], Role: "",
		}})
		if side == "" {
			c.list[e].actor.SideBasis = ""
		}
		c.list[e].offices = []office{{head.sense, noun, ""}}
		c.byKey[key] = e
	}
	p.set(e, rule, .85)
}

var basisWords = [...]string{byNothing: "", byNationality: "nationality", byAffiliation: "affiliation", byHome: "role", byOffice: "role", byLexicon: "lexicon"}

// groupName is the readable id and name of a group of something.
func (c *cast) groupName(p *phrase, s sense, of owner, id, noun string) (string, string) {
	if p.side >= 0 && len(c.lex.Sides[p.side].Members) > 0 {
		if p.nouns[0].sense.kind == memberSense {
			return lexicon.Slug(noun), c.d.Slice(c.span(p.nouns[0].first, p.nouns[0].last))
		}
		word := c.lex.Sides[p.side].Members[0]
		if a := c.lex.Sides[p.side].Adjectives; len(a) > 0 {
			word = a[0]
		}
		return lexicon.Slug(word) + "-" + id, word + " " + noun
	}
	if n := c.lex.Country(of.id); n != nil {
		if s.kind == groupSense && !p.city {
			return c.lex.Collectives[s.ref].Of(n)
		}
		word := n.Name
		if len(n.Adjectives) > 0 {
			word = n.Adjectives[0]
		}
		if p.city {
			word = c.d.Slice(c.span(p.city0, p.city1)) // the New York mayor
		}
		return lexicon.Slug(word) + "-" + id, word + " " + noun
	}
	if of.person {
		return lexicon.Slug(of.name) + "-" + id, of.name + "'s " + noun
	}
	return lexicon.Slug(of.name) + "-" + id, of.name + " " + noun
}

// nounText is the noun itself in lower case with nouns before it: government officials.
func (c *cast) nounText(p *phrase) string {
	first, last := p.nouns[len(p.nouns)-1].first, p.nouns[0].last
	if last <= first || last-first > 6 {
		first = p.nouns[0].first
	}
	words := make([]string, 0, 4)
	for i := first; i < last; i++ {
		if c.words[i].kind == analysis.Word {
			words = append(words, c.d.Tokens[i].Lower)
		}
	}
	s := strings.Join(words, " ")
	if k := p.nouns[0].sense.kind; k == demonymSense || k == adjectiveSense {
		s = c.d.Slice(c.span(p.nouns[0].first, p.nouns[0].last))
	}
	return s
}

// takenUp finds who "the top aide", "the Ukrainian leader", "the bank" takes up:
// the latest one who is called so, or can be.
func (c *cast) takenUp(i int) bool {
	p := &c.phrases[i]
	head := p.nouns[0]
	country := c.countryOf(p)
	best, top := int32(-1), 0.0
	for n := len(c.recent) - 1; n >= 0 && n >= len(c.recent)-window; n-- {
		e := &c.list[c.recent[n]]
		if e.plural != p.plural && e.kind != sidePhrase {
			continue
		}
		fit := c.fits(e, head.sense, p)
		if fit == 0 || !c.ownerAgrees(e, p, head.sense) {
			continue
		}
		if e.kind == nounPhrase && e.actor.Name == c.sameWords(p) {
			fit += .3
		}
		if country >= 0 {
			switch e.actor.Country {
			case c.lex.Countries[country].ID:
				fit += .4
			case "":
				fit -= .2
			default:
				continue
			}
		}
		if p.side >= 0 && e.actor.SideID != "" && e.actor.SideID != c.lex.Sides[p.side].ID && e.basis >= byAffiliation {
			continue
		}
		far := float64(p.sentence - e.sentence)
		if fit < .8 && far > 6 {
			continue
		}
		fit -= .03 * far
		if c.recent[n] == c.speaker {
			fit += .1
		}
		if fit > top {
			best, top = c.recent[n], fit
		}
	}
	if best < 0 || top < .3 {
		return false
	}
	p.set(best, "epithet", min(.9, max(.45, .3+.5*top)))
	return true
}

// sameWords is the name that an unnamed actor of this phrase would have.
func (c *cast) sameWords(p *phrase) string {
	noun := c.nounText(p)
	if p.former {
		noun = "former " + noun
	}
	if of := c.belongs(p); of.id != "" {
		_, noun = c.groupName(p, sense{}, of, "", noun)
	}
	return noun
}

// ownerAgrees reports whether an entity can be somebody's: "Parnas' lawyer" is
// nobody else's lawyer.
func (c *cast) ownerAgrees(e *entity, p *phrase, s sense) bool {
	for _, o := range p.of {
		for _, x := range c.phrases[o].entities {
			boss := &c.list[x]
			if boss.kind != personPhrase && boss.kind != bodyPhrase {
				continue
			}
			if boss == e || !c.holdsOf(e, p, s, x) {
				return false
			}
		}
	}
	return true
}

// holdsOf reports whether an entity has an office of somebody, or of the country
// or building that he stands for.
func (c *cast) holdsOf(e *entity, p *phrase, s sense, owner int32) bool {
	boss := &c.list[owner]
	id, word := c.key(owner), c.nounKey(p)
	for _, have := range e.offices {
		if !c.sameOffice(have, s) && have.word != word {
			continue
		}
		if have.of == id {
			return true
		}
		if boss.kind != personPhrase || boss.basis < byAffiliation || boss.actor.Country == "" {
			continue
		}
		if have.of == boss.actor.Country {
			return true
		}
		if b := c.lex.Organization(have.of); b != nil && b.Country == boss.actor.Country {
			return true
		}
	}
	return false
}

// fits says how well a noun can stand for an entity, 0 for not at all.
func (c *cast) fits(e *entity, s sense, p *phrase) float64 {
	if g := c.nounGender(p); g != 0 && e.gender != 0 && g != e.gender {
		return 0
	}
	word := c.nounKey(p)
	for _, o := range e.offices {
		if c.sameOffice(o, s) || o.word == word {
			return 1
		}
	}
	switch s.kind {
	case bodyNounSense, genericSense:
		if e.kind == sidePhrase && word == "party" {
			return .8
		}
		if e.kind != bodyPhrase && !(e.kind == sidePhrase && !e.plural) {
			return 0
		}
		for _, w := range strings.Fields(keyOf(strings.ToLower(e.actor.Name))) {
			if w == word || strings.HasSuffix(word, " "+w) {
				return .95
			}
		}
		return c.bodyNounFits(e, word)
	case roleSense, groupOneSense, peopleSense:
		if e.kind != personPhrase && e.kind != nounPhrase {
			return 0
		}
		return c.officeFits(e, s, p, word)
	}
	return 0
}

// bodyNounFits weighs "the company" for a body by its kind in the lexicon.
func (c *cast) bodyNounFits(e *entity, word string) float64 {
	if e.known.kind != bodySense {
		if e.kind == bodyPhrase && (word == "company" || word == "group" || word == "organization" || word == "organisation" ||
			word == "agency" || word == "firm" || word == "body" || word == "institution" || word == "outlet" || word == "team") {
			return .5
		}
		return 0
	}
	kind := c.lex.Organizations[e.known.ref].Kind
	if kind == word || word == "central bank" && kind == "bank" {
		return .9
	}
	for _, w := range bodyNouns[kind] {
		if w == word {
			return .8
		}
	}
	return 0
}

// bodyNouns are the nouns that take up a body of each kind of the lexicon.
var bodyNouns = map[string][]string{
	"government": {"administration", "cabinet"}, "ministry": {"department", "agency"}, "agency": {"bureau", "department", "regulator", "watchdog", "service"},
	"military": {"army", "navy"}, "legislature": {"parliament", "assembly", "chamber", "senate"}, "court": {"tribunal"},
	"bank": {"institution"}, "company": {"firm", "business", "giant", "manufacturer", "maker", "carmaker", "airline", "retailer", "bank", "lender", "broadcaster", "group", "startup", "corporation"},
	"media": {"newspaper", "outlet", "network", "broadcaster", "publication", "website", "agency"}, "club": {"team", "side"},
	"league": {"federation", "association", "organization"}, "ngo": {"group", "organization", "organisation", "charity", "foundation", "watchdog"},
	"union": {"bloc"}, "think-tank": {"institute", "group", "organization", "think tank"}, "international": {"organization", "organisation", "body", "bloc", "alliance", "agency"},
	"armed-group": {"group", "militia", "movement"}, "party": {"group"}, "university": {"school", "institution"},
}

// officeFits weighs a noun for a person by what he is called: a leader is a head
// of state, an official is anyone in office.
func (c *cast) officeFits(e *entity, s sense, p *phrase, word string) float64 {
	if s.kind == peopleSense && c.vague(word) {
		if e.kind == personPhrase {
			return .35
		}
		return 0
	}
	for _, o := range e.offices {
		if o.sense.kind != roleSense && o.sense.kind != roleTitleSense {
			continue
		}
		r := &c.lex.Roles[o.sense.ref]
		for _, n := range wider[word] {
			if r.ID == n || n == "*1" && r.Rank == 1 || n == "*2" && r.Rank <= 2 || n == "*" && r.Represents {
				if n == "*" {
					return .5
				}
				return .85
			}
		}
	}
	if p.former && e.known.kind == personSense && s.kind == roleSense {
		for _, t := range c.lex.Actors[e.known.ref].Terms {
			if t.Role == c.lex.Roles[s.ref].ID && !t.Holds(c.d.Article.PublishedAt) {
				return .9
			}
		}
	}
	if s.kind == roleSense && len(e.offices) == 0 && e.kind == personPhrase && !c.lex.Roles[s.ref].Unique {
		return .4
	}
	return 0
}

// vague nouns say only that somebody is a person.
func (c *cast) vague(word string) bool {
	return word == "man" || word == "woman" || word == "boy" || word == "girl" || word == "teenager"
}

// wider are nouns that stand for holders of more special offices: role ids, *1
// for heads of state and government, *2 for ministers too, * for anyone in office.
var wider = map[string][]string{
	"leader": {"*1"}, "head of state": {"*1"}, "chief": {"*1", "*2"}, "official": {"*"}, "politician": {"*"}, "minister": {"*2"},
	"diplomat":     {"ambassador", "envoy", "foreign-minister", "secretary-of-state", "special-envoy", "diplomat", "negotiator"},
	"top diplomat": {"foreign-minister", "secretary-of-state"},
	"lawmaker":     {"senator", "representative", "member-of-parliament", "congressman", "legislator", "deputy"},
	"legislator":   {"senator", "representative", "member-of-parliament"}, "mp": {"member-of-parliament"},
	"negotiator": {"*"}, "envoy": {"ambassador", "special-envoy"}, "executive": {"chief-executive", "chairman", "*1"},
	"boss": {"chief-executive", "manager", "*1"}, "aide": {"adviser", "aide", "spokesperson", "chief-of-staff"},
	"adviser": {"aide", "adviser"}, "coach": {"manager", "head-coach", "coach"}, "manager": {"coach", "head-coach", "manager"},
	"congressman": {"representative"}, "congresswoman": {"representative"}, "general": {"military-commander", "commander"},
	"prosecutor": {"attorney-general", "prosecutor"}, "premier": {"prime-minister"}, "candidate": {"*1", "*"},
}

func (c *cast) sameOffice(o office, s sense) bool {
	if o.sense == s {
		return true
	}
	role := func(k senseKind) bool { return k == roleSense || k == roleTitleSense }
	return role(o.sense.kind) && role(s.kind) && o.sense.ref == s.ref
}

// nounKey is the key of a phrase's head noun, singular.
func (c *cast) nounKey(p *phrase) string {
	n := p.nouns[0]
	words := make([]string, 0, 3)
	for i := n.first; i < n.last; i++ {
		words = append(words, c.words[i].key)
	}
	key := strings.Join(words, " ")
	if one, ok := c.noun[key]; ok {
		return one
	}
	return key
}

// nounGender is what a noun says of gender: spokeswoman, king.
func (c *cast) nounGender(p *phrase) byte {
	if len(p.nouns) == 0 {
		return p.gender
	}
	n := p.nouns[0]
	key := c.words[n.last-1].key
	switch {
	case strings.HasSuffix(key, "woman") || key == "girl" || key == "mother" || key == "actress" || key == "queen":
		return 'f'
	case strings.HasSuffix(key, "man") && len(key) > 3 && !strings.HasSuffix(key, "german") || key == "man" || key == "boy" || key == "father" || key == "king":
		return 'm'
	}
	if n.sense.kind == roleSense {
		if g := c.lex.Roles[n.sense.ref].Gender; g != "" {
			return g[0]
		}
	}
	return p.gender
}

// holder finds who held an office on the day of the article: the US president.
func (c *cast) holder(p *phrase) bool {
	if p.former {
		return false
	}
	day := c.d.Article.PublishedAt
	of := c.belongs(p)
	for _, s := range c.words[p.nouns[0].first].senses {
		if s.kind != roleSense {
			continue
		}
		r := &c.lex.Roles[s.ref]
		at, rule, conf := of.id, "holder of the role", .85
		if at == "" {
			at, rule, conf = r.Home, "holder of the role at home", .7
		}
		if at == "" && r.Rank == 1 && p.det == definite {
			if ref := c.mainCountry(); ref >= 0 {
				at, rule, conf = c.lex.Countries[ref].ID, "holder of the role in the article's country", .5
			}
		}
		if of.person {
			if c.spokesman(p, r.ID) {
				return true
			}
			continue
		}
		if at == "" || !r.Unique {
			if at == "" || c.nounKey(p) != "leader" {
				continue
			}
		}
		held := c.lex.Holders(r.ID, at, day)
		if c.nounKey(p) == "leader" && len(held) == 0 {
			held = c.headOf(at)
		}
		if len(held) == 1 {
			if day.IsZero() {
				conf -= .2
			}
			p.set(c.person(c.byActor[held[0].Actor.ID]), rule, conf)
			return true
		}
	}
	return false
}

// spokesman finds "Putin's spokesman": who holds that role of the country, or of
// the building, that the possessor stands for.
func (c *cast) spokesman(p *phrase, role string) bool {
	for _, o := range p.of {
		for _, e := range c.phrases[o].entities {
			country := c.list[e].actor.Country
			if country == "" || c.list[e].kind != personPhrase {
				continue
			}
			held := c.lex.Holders(role, country, c.d.Article.PublishedAt)
			for i := range c.lex.Organizations {
				if b := &c.lex.Organizations[i]; b.Kind == "metonym" && b.Country == country {
					held = append(held, c.lex.Holders(role, b.ID, c.d.Article.PublishedAt)...)
				}
			}
			if len(held) == 1 && held[0].Actor.ID != c.list[e].actor.ID {
				p.set(c.person(c.byActor[held[0].Actor.ID]), "holder of the role for somebody", .7)
				return true
			}
		}
	}
	return false
}

// headOf are those who hold the first office of a country.
func (c *cast) headOf(country string) []lexicon.Holding {
	for _, role := range []string{"prime-minister", "president", "supreme-leader", "chancellor", "general-secretary", "king"} {
		held := c.lex.Holders(role, country, c.d.Article.PublishedAt)
		if len(held) == 1 {
			if role == "prime-minister" && len(c.lex.Holders("president", country, c.d.Article.PublishedAt)) == 1 {
				continue // of the two the president leads, but where he only represents nobody calls him leader
			}
			return held
		}
	}
	return nil
}

// mainCountry is the country that an article names most, -1 where none stands out.
func (c *cast) mainCountry() int32 {
	best, most, second := int32(-1), 0, 0
	for ref := int32(0); int(ref) < len(c.lex.Countries); ref++ {
		n := c.home[ref]
		switch {
		case n > most:
			best, most, second = ref, n, most
		case n > second:
			second = n
		}
	}
	if most < 2 || most < 2*second {
		return -1
	}
	return best
}

// bodyOfPerson finds a body that the lexicon knows by its person: the Trump campaign.
func (c *cast) bodyOfPerson(p *phrase) bool {
	for _, o := range p.of {
		for _, e := range c.phrases[o].entities {
			n := c.root.next[c.list[e].surname]
			if c.list[e].kind != personPhrase || n == nil || n.next[c.nounKey(p)] == nil {
				continue
			}
			for _, s := range n.next[c.nounKey(p)].senses {
				if s.kind == bodySense {
					p.set(c.body(s.ref), "body of somebody", .85)
					return true
				}
			}
		}
	}
	return false
}

// counterpart finds "his US counterpart": who holds the possessor's office there.
func (c *cast) counterpart(p *phrase) bool {
	if c.nounKey(p) != "counterpart" || p.country < 0 {
		return false
	}
	for _, o := range p.of {
		for _, e := range c.phrases[o].entities {
			for _, held := range c.list[e].offices {
				if held.sense.kind != roleSense && held.sense.kind != roleTitleSense {
					continue
				}
				at := c.lex.Countries[p.country].ID
				there := c.lex.Holders(c.lex.Roles[held.sense.ref].ID, at, c.d.Article.PublishedAt)
				if len(there) == 1 {
					p.set(c.person(c.byActor[there[0].Actor.ID]), "counterpart", .75)
					return true
				}
			}
		}
	}
	return false
}

// newNoun makes an actor of somebody whom the text never names: a Pentagon
// spokesman, the judge. Where it says whom he speaks for, he is the same in
// every article; else he is of this article alone.
func (c *cast) newNoun(i int) {
	p := &c.phrases[i]
	head := p.nouns[0]
	noun := c.nounText(p)
	if one, ok := c.noun[noun]; ok {
		noun = one
	}
	of := c.belongs(p)
	yes, known := c.represents(head.sense)
	side, basis := "", byNothing
	switch {
	case head.sense.kind == memberSense || p.side >= 0:
		side, basis = c.lex.Sides[p.side].ID, byAffiliation
	case p.former && c.lex.Country(of.id) == nil:
	case p.former:
		side, basis = of.side, byNationality
	case of.side != "" && yes && !p.city:
		side, basis = of.side, byOffice
	case of.side != "" && !known && !of.person:
		side, basis = of.side, byNationality
	}
	if head.sense.kind == roleSense && side == "" && !p.former && c.lex.Roles[head.sense.ref].Home != "" {
		side, basis = c.lex.SideOf(c.lex.Roles[head.sense.ref].Home), byHome
	}
	kind := "person"
	if head.sense.kind == bodyNounSense || head.sense.kind == genericSense {
		kind = "organization"
	}
	if head.sense.kind == groupOneSense || p.det == indefinite || p.det == quantity {
		kind = "anonymous"
	}
	if p.former {
		noun = "former " + noun
	}
	name := noun
	country := ""
	if of.id != "" {
		_, name = c.groupName(p, sense{}, of, lexicon.Slug(noun), noun)
		if c.lex.Country(of.id) != nil {
			country = of.id
		}
	}
	id := lexicon.Slug(name)
	if of.id == "" && head.sense.kind != groupOneSense {
		id = unknownID(noun, c.d.Article.ID)
	}
	key := "noun " + id
	if p.det == indefinite {
		key += " " + c.d.Tokens[p.first].Lower // two indefinite ones are two, but share an actor
	}
	if head.sense.kind == bodyNounSense && p.det != possessed && of.id == "" || p.weak {
		p.rule = "body without a name"
		return
	}
	e, ok := c.byKey[key]
	if !ok {
		e = c.add(entity{kind: nounPhrase, gender: c.nounGender(p), basis: basis, actor: analysis.Actor{
			ID: id, Name: name, Kind: kind, Country: country, SideID: side, SideBasis: basisWords[basis], Role: noun,
		}})
		if side == "" {
			c.list[e].actor.SideBasis = ""
		}
		c.list[e].offices = []office{{head.sense, c.nounKey(p), of.id}}
		c.byKey[key] = e
	}
	conf := .7
	if p.det == definite && of.id == "" {
		conf = .45
	}
	p.set(e, "unnamed", conf)
}
