package actor

import (
	"unicode/utf8"

	"readout/analysis"
)

// runHeaded makes a phrase of a name that no list knows.
func (r *phraser) runHeaded(p phrase, list []piece) int {
	at := len(list) - 1
	head := list[at]
	p.known = sense{}
	office, address := false, false
	for _, m := range list[:at] {
		switch m.cat {
		case titlePiece, roleTitle:
			address = true
		case nounPiece:
			office = true
		case memberPiece:
			address = address || head.last-head.first >= 2
		}
	}
	c := r.classify(p.name0, p.name1, p.first, p.det)
	if r.placed(p.name0) || r.nationalField(p.name0, p.name0+1) || r.opensPeopleName(p.name0) || r.campaigners(p.name0) {
		c.body += 3 // the Texas Herons, Students for Fair Seats
	}
	prev := nothing
	if at > 0 {
		prev = list[at-1].cat
	}
	switch {
	case prev == bodyPiece && r.allBodyWords(p.name0, p.name1):
		p.kind, p.known = bodyPhrase, list[at-1].sense // Burisma Holdings Limited
		p.name0 = list[at-1].first
		at--
	case prev == titlePiece && c.body >= 3 && saint(r.words[list[at-1].first].key):
		p.kind, p.name0 = bodyPhrase, list[at-1].first // St. John Ambulance
		at--
	case address && c.thing > 0 && r.words[p.name1-1].is(thingWord):
		p.kind = thingPhrase // the King James Bible
	case address:
		p.kind = personPhrase
	case office && prev == nounPiece && list[at-1].sense.kind == bodyNounSense:
		p.kind = bodyPhrase
	case office && c.thing > 0 && c.person < 3:
		p.kind = thingPhrase
	case office && !(c.body >= 3 && c.person < 3):
		p.kind = personPhrase
	case prev == cityPiece || prev == countryPiece || prev == nationPiece:
		if c.person >= 3 && c.body < 3 && at == 1 && prev != nationPiece && p.first > r.start && r.english.PlaceBefore[r.words[p.first-1].key] {
			r.decode(p.first, p.det, nil, list[:at], false) // the mayor of Lyon Jean Petit
			p.first, p.det, p.of, p.kind = p.name0, bare, nil, personPhrase
			r.phrases = append(r.phrases, p)
			return len(r.phrases) - 1
		}
		if c.person >= 3 && c.body < 3 {
			p.kind = personPhrase
			break
		}
		p.name0 = list[at-1].first
		p.first = min(p.first, p.name0)
		c = r.classify(p.name0, p.name1, p.first, p.det)
		c.body++
		p.kind = c.kind()
		if p.kind == personPhrase || p.kind == namePhrase {
			p.kind = bodyPhrase
			if prev == nationPiece {
				p.kind = thingPhrase // Russian Grand Prix
			}
		}
		if list[at-1].sense.kind != noSense {
			p.country = list[at-1].sense.ref
		}
	default:
		p.kind = c.kind()
	}
	if head.last-head.first > 5 && (p.kind == personPhrase || p.kind == namePhrase) {
		p.kind = thingPhrase
	}
	if p.kind == thingPhrase {
		p.nouns = nil
	}
	r.before(&p, list[:at])
	r.phrases = append(r.phrases, p)
	return len(r.phrases) - 1
}

func saint(key string) bool { return key == "st" || key == "saint" }

func (r *phraser) allBodyWords(first, last int) bool {
	for i := first; i < last; i++ {
		if !r.words[i].is(bodyWord) {
			return false
		}
	}
	return true
}

// nameClass weighs what tells the kind of a name.
type nameClass struct{ person, body, place, thing int }

// classify looks at the words of a name and at what stands beside them.
func (r *phraser) classify(p0, p1 int, begin int, det determiner) nameClass {
	var c nameClass
	n := 0
	for i := p0; i < p1; i++ {
		w := &r.words[i]
		if w.kind != analysis.Word || w.is(function) {
			if w.key == "of" || w.key == "for" || w.key == "&" || w.key == "and" {
				c.body++
			}
			continue
		}
		n++
		switch {
		case w.is(suffix) && i > p0:
			c.person += 3
		case w.is(particle) && !w.capital:
			c.person += 2
		case utf8.RuneCountInString(w.key) == 1 && i > p0:
			c.person += 2
		case i == p0 && w.is(anyFirstName) && p1 > p0+1:
			c.person += 3
		}
		if w.is(bodyWord) && (p1 > p0+1) {
			c.body += 3
		}
		if w.is(placeWord) && i > p0 || r.english.Directions[w.key] || i == p0 && p1 > p0+1 && r.english.PlaceOpeners[w.key] {
			c.place += 3
		}
		if w.is(thingWord) && (i == p1-1 && i > p0 || i+1 < p1 && r.words[i+1].key == "of") {
			c.thing += 4
		}
		if w.upper && p1 == p0+1 && r.english.NoBodies[w.key] {
			c.thing += 6
		} else if w.upper && len(w.key) <= 6 && p1 == p0+1 || r.camel(i) {
			c.body += 3
			if p1 > p0+1 && r.camel(i) {
				c.thing += 6 // two names that lost their blank: Bennett SchiffGraham
			}
		}
	}
	if n == 2 || n == 3 {
		c.person++
	}
	if n > 4 {
		c.body += 2
	}
	if det == definite {
		c.body += 2
		c.person -= 2
	}
	if begin > r.start {
		switch key := r.words[begin-1].key; {
		case r.english.InPlace[key]:
			c.place += 3
			c.person--
		case key == "from", key == "to", key == "into", key == "toward":
			c.place++
		case key == "the":
			c.body++
		}
	}
	if p1 < r.end {
		switch w := &r.words[p1]; {
		case w.key == ":" && p1 == p0+1 && p0 == r.start:
			c.person += 4 // a transcript
		case w.is(speech), w.key == "who", w.key == "whose":
			c.person++
		case w.key == "," && p1+1 < r.end:
			v := &r.words[p1+1]
			if v.kind == analysis.Number && p1+2 < r.end && r.words[p1+2].key == "," && len(v.key) <= 2 {
				c.person += 5
			}
			if v.key == "who" && c.body < 3 {
				c.person += 4
			}
			if _, ok := v.sense(countrySense); ok && (n == 1) {
				c.place += 3
			}
		}
	}
	return c
}

// kind is what the weights say, a name of unknown kind where they say little.
func (c nameClass) kind() phraseKind {
	best, kind := 2, namePhrase
	for _, k := range []struct {
		weight int
		kind   phraseKind
	}{{c.thing, thingPhrase}, {c.body, bodyPhrase}, {c.place, thingPhrase}, {c.person, personPhrase}} {
		if k.weight > best {
			best, kind = k.weight, k.kind
		}
	}
	return kind
}
