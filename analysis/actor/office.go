package actor

import (
	"readout/lexicon"
)

// holder resolves a phrase such as "the US president" to who held that office on the article's
// day by the lexicon. It reports whether exactly one person did.
func (c *cast) holder(p *phrase) bool {
	if p.former {
		return false
	}
	day := c.day
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
		if at == "" && (r.Rank == 1 || c.onlyOne(s)) && p.det == definite {
			if ref := c.mainCountry(); ref >= 0 {
				at, rule, conf = c.lex.Countries[ref].ID, "holder of the role in the article's country", .5
			}
		}
		if of.person {
			if (r.Speaks || r.Rank == 4) && c.spokesman(p, r.ID) {
				return true
			}
			continue
		}
		if at == "" || !r.Unique {
			if at == "" || c.nounKey(p) != "leader" {
				continue
			}
		}
		var held []lexicon.Holding
		if c.d.Article.PublishedAt.IsZero() {
			held = c.heldHere(r.ID, at) // today's holder need not be that of the article
		}
		if len(held) == 0 && !day.IsZero() {
			held = c.lex.Holders(r.ID, at, day)
		}
		if c.nounKey(p) == "leader" && len(held) == 0 && !day.IsZero() {
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

// heldHere is for articles without a date: the first of all holders of a role, past and present,
// whom the article names in full; nil for none.
func (c *offices) heldHere(role, at string) []lexicon.Holding {
	for _, h := range c.lex.Held(role, at) {
		i, ok := c.byKnown[sense{kind: personSense, ref: c.byActor[h.Actor.ID]}]
		if ok && c.list[i].whole > 0 {
			return []lexicon.Holding{h}
		}
	}
	return nil
}

// spokesman resolves "Putin's spokesman": to the only holder of that role in the country that
// the possessor heads, or at a metonym of that country, such as the Kremlin.
func (c *offices) spokesman(p *phrase, role string) bool {
	for _, o := range p.of {
		for _, e := range c.phrases[o].entities {
			country := c.list[e].actor.Country
			if country == "" || c.list[e].kind != personPhrase || !c.leads(&c.list[e]) {
				continue // a senator's spokesman is not the president's
			}
			held := c.lex.Holders(role, country, c.day)
			for i := range c.lex.Organizations {
				if b := &c.lex.Organizations[i]; b.Kind == "metonym" && b.Country == country {
					held = append(held, c.lex.Holders(role, b.ID, c.day)...)
				}
			}
			g := c.nounGender(p)
			if len(held) == 1 && held[0].Actor.ID != c.list[e].actor.ID && (g == 0 || held[0].Actor.Gender == "" || held[0].Actor.Gender[0] == g) {
				p.set(c.person(c.byActor[held[0].Actor.ID]), "holder of the role for somebody", .7)
				return true
			}
		}
	}
	return false
}

// leads reports whether somebody heads a state or government.
func (k *knowledge) leads(e *entity) bool {
	for _, o := range e.offices {
		if o.lexical && (o.sense.kind == roleSense || o.sense.kind == roleTitleSense) && k.lex.Roles[o.sense.ref].Rank == 1 && k.lex.Country(o.of) != nil {
			return true
		}
	}
	return false
}

// headOf is who holds the highest office of a country on the article's day, as a list of one;
// nil where that is nobody or several.
func (c *offices) headOf(country string) []lexicon.Holding {
	for _, role := range c.english.HeadsOfState {
		held := c.lex.Holders(role, country, c.day)
		if len(held) == 1 {
			if role == "prime-minister" && len(c.lex.Holders("president", country, c.day)) == 1 {
				continue // of the two the president leads, but where he only represents nobody calls him leader
			}
			return held
		}
	}
	return nil
}

// mainCountry is the country that an article names most, as an index into Lexicon.Countries; -1
// where that is only once, or less than twice as often as the second.
func (c *allegiance) mainCountry() int32 { return standsOut(c.home) }

// standsOut is the key of the highest count; -1 where that is only 1, or less than twice the
// second. The order of the map changes nothing: of two equal ones neither stands out.
func standsOut(counts map[int32]int) int32 {
	best, most, second := int32(-1), 0, 0
	for ref, n := range counts {
		if n > most {
			best, most, second = ref, n, most
		} else {
			second = max(second, n)
		}
	}
	if most < 2 || most < 2*second {
		return -1
	}
	return best
}

// articleCountry is the country that an article is about, else that of its outlet, "" for
// none.
func (c *allegiance) articleCountry() string {
	if ref := c.mainCountry(); ref >= 0 {
		return c.lex.Countries[ref].ID
	}
	if o := c.lex.Organization(c.ofOutlet().OrganizationID); o != nil {
		return o.Country
	}
	return ""
}

// bodyOfPerson resolves a noun behind a person's name to the body of the lexicon that both
// together name: the Trump campaign.
func (c *offices) bodyOfPerson(p *phrase) bool {
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

// counterpart resolves "his US counterpart": to the only holder, in the country that the phrase
// names, of an office that the possessor has.
func (c *offices) counterpart(p *phrase) bool {
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
				there := c.lex.Holders(c.lex.Roles[held.sense.ref].ID, at, c.day)
				if len(there) == 1 {
					p.set(c.person(c.byActor[there[0].Actor.ID]), "counterpart", .75)
					return true
				}
			}
		}
	}
	return false
}
