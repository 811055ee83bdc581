package actor

import (
	"slices"
	"strings"
)

// compatriotReach is the number of sentences back in which somebody is looked for who is called
// by his nationality.
const compatriotReach = 10

// ofNation reports whether a noun is the nationality of one person: Spaniard, Italian.
func ofNation(s sense) bool { return s.kind == demonymSense || s.kind == adjectiveSense }

// singular reports whether the adjective of a country is also a noun for one of its people: an
// Italian, as there are Italians, but no British.
func (k *knowledge) singular(s sense, key string) bool {
	return slices.ContainsFunc(k.lex.Countries[s.ref].Demonyms, func(people string) bool { return strings.ToLower(people) == key+"s" })
}

// compatriot resolves "the Italian" or "the Frenchwoman": to the person of that nationality who
// was mentioned last, or else to the only one mentioned in the last two sentences, where nothing
// says of which country he is. With two who stand in one sentence it stays open.
func (c *cast) compatriot(p *phrase) bool {
	s := p.nouns[0].sense
	if !ofNation(s) || p.plural || p.det == indefinite || p.det == quantity || len(p.of) > 0 {
		return false
	}
	country, gender := c.lex.Countries[s.ref].ID, c.nounGender(p)
	of, other := int32(-1), int32(-1)
	tied, others := false, 0
	seen := map[int32]bool{}
	for n := len(c.recent) - 1; n >= max(0, len(c.recent)-lookBack); n-- {
		i := c.recent[n]
		e := &c.list[i]
		if p.sentence-e.sentence > compatriotReach {
			break
		}
		if seen[i] || e.kind != personPhrase || gender != 0 && e.gender != 0 && gender != e.gender {
			continue
		}
		seen[i] = true
		switch {
		case e.actor.Country == country && of < 0:
			of = i
		case e.actor.Country == country:
			tied = tied || e.sentence == c.list[of].sentence
		case e.actor.Country == "" && p.sentence-e.sentence <= 2:
			other = i
			others++
		}
	}
	switch {
	case of >= 0 && !tied:
		p.set(of, "nationality", .85)
	case of < 0 && others == 1:
		p.set(other, "nationality", .6)
	default:
		return false
	}
	return true
}
