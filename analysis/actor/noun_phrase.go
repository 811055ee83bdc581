package actor

import (
	"strings"

	"readout/analysis"
)

// decode makes a phrase of its parts and gives its index, -1 where the parts name
// nobody. Bodies, countries and people before the noun become inner phrases.
func (r *phraser) decode(begin int, det determiner, of []int32, list []piece, genitive bool) int {
	head := list[len(list)-1]
	p := phrase{
		first: begin, last: head.last, sentence: r.s, det: det, country: -1, side: -1, apposed: -1, weak: !r.cased,
	}
	if begin > r.start {
		before := r.words[begin-1].key
		p.former = r.english.Formerly[before] && before != "then" || strings.HasPrefix(before, "ex-") && len(before) < 9
	}
	p.of = append(p.of, of...)
	if len(of) > 0 {
		p.first = min(p.first, r.phrases[of[0]].first)
	}
	switch head.cat {
	case nounPiece, roleTitle, demonymPiece, memberPiece, nationPiece:
		return r.nounHeaded(p, list, genitive)
	}
	// The name's own pieces: Manchester + United, Trump White House.
	at := len(list) - 1
	p.name0, p.name1, p.known = head.first, head.last, head.sense
	switch head.cat {
	case personPiece:
		p.kind = personPhrase
	case bodyPiece:
		p.kind = bodyPhrase
	case countryPiece, cityPiece:
		p.kind = countryPhrase
	case sidePiece:
		p.kind, p.plural = sidePhrase, true
	case runPiece:
		return r.runHeaded(p, list)
	default:
		return -1
	}
	if head.cat == sidePiece && at > 0 && r.words[head.first-1].key == "opposition" && list[at-1].first == head.first-1 {
		list = append(list[:at-1:at-1], head) // the opposition Labour Party
		at--
	}
	if head.cat != personPiece && head.cat != bodyPiece && at > 0 && list[at-1].cat == nounPiece {
		// "officials Russia": two phrases without a comma
		r.decode(begin, det, of, list[:at], false)
		p.first, p.det, p.of = head.first, bare, nil
		r.phrases = append(r.phrases, p)
		return len(r.phrases) - 1
	}
	r.before(&p, list[:at])
	r.phrases = append(r.phrases, p)
	return len(r.phrases) - 1
}

// partyLeads gives the party of "Republican-led".
func (r *phraser) partyLeads(key string) (int32, bool) {
	k := strings.LastIndexByte(key, '-')
	if k < 0 || !r.ledBy(key) || key[k+1:] == "backed" || key[k+1:] == "appointed" {
		return 0, false
	}
	n := r.root.next[key[:k]]
	if n == nil {
		return 0, false
	}
	for _, s := range n.senses {
		if s.kind == memberSense {
			return s.ref, true
		}
	}
	return 0, false
}

// before takes up what stands before a name or a noun.
func (r *phraser) before(p *phrase, list []piece) {
	for i, m := range list {
		switch m.cat {
		case adjPiece:
			p.former = p.former || r.english.Formerly[r.words[m.first].key]
			if s, ok := r.partyLeads(r.words[m.first].key); ok && p.side < 0 {
				p.side = s
			}
		case titlePiece:
			p.titled = true
			if m.sense.ref != 0 {
				p.gender = byte(m.sense.ref)
			}
		case nationPiece:
			p.country = m.sense.ref
		case countryPiece, cityPiece:
			p.country = m.sense.ref
			if p.city = m.cat == cityPiece && m.sense.kind == citySense; p.city {
				p.city0, p.city1 = int32(m.first), int32(m.last)
			}
		case memberPiece, sidePiece:
			p.side = m.sense.ref
			if m.cat == memberPiece && p.kind == personPhrase {
				p.titled = true
			}
		case nounPiece, roleTitle:
			p.nouns = append([]noun{{m.sense, m.first, m.last}}, p.nouns...)
			if m.cat == roleTitle || p.kind == personPhrase {
				p.titled = true
			}
		case personPiece, bodyPiece, runPiece:
			if m.cat == runPiece && i+1 < len(list) && list[i+1].cat == runPiece {
				continue
			}
			inner := r.decode(m.first, bare, nil, list[i:i+1], false)
			if inner >= 0 {
				r.phrases[inner].inner = true
				p.of = append(p.of, int32(inner))
			}
		}
	}
}

// nounHeaded makes a phrase that says what somebody is: the Russian foreign
// minister, Pentagon officials, Republicans.
func (r *phraser) nounHeaded(p phrase, list []piece, genitive bool) int {
	p.kind = nounPhrase
	head := list[len(list)-1]
	if n := len(list); n > 1 && head.sense.kind == bodyNounSense && !head.sense.plural && list[n-2].cat == bodyPiece &&
		!genitive && r.isA(list[n-2].sense.ref, r.words[head.last-1].key) {
		p.kind, p.name0, p.name1, p.known = bodyPhrase, list[n-2].first, list[n-2].last, list[n-2].sense // Lufthansa airline
		r.before(&p, list[:n-2])
		r.phrases = append(r.phrases, p)
		return len(r.phrases) - 1
	}
	if r.possessiveName(&p, list) {
		r.phrases = append(r.phrases, p)
		return len(r.phrases) - 1
	}
	at := len(list)
	for at > 0 && (list[at-1].cat == nounPiece || list[at-1].cat == roleTitle) {
		at--
	}
	switch head.cat {
	case nationPiece:
		if r.sharedNoun(&p, list) {
			break
		}
		if country, ok := r.words[head.first].sense(countrySense); ok && len(list) == 1 {
			p.kind, p.known, p.name0, p.name1 = countryPhrase, country, head.first, head.last // the US drone
			r.phrases = append(r.phrases, p)
			return len(r.phrases) - 1
		}
		if p.det != definite || len(list) > 1 && list[0].cat != adjPiece || r.qualifies(head.last) {
			if len(list) == 1 && r.sources[head.first] {
				p.kind, p.name0, p.name1 = namePhrase, head.first, head.last // Cuban said
				r.phrases = append(r.phrases, p)
				return len(r.phrases) - 1
			}
			return -1
		}
		p.plural = !r.singular(head.sense, r.words[head.first].key) // the British, the French; the Italian
		p.nouns = []noun{{head.sense, head.first, head.last}}
		at = len(list) - 1
		if !p.plural {
			p.country = head.sense.ref
		}
	case demonymPiece:
		p.plural = head.sense.plural
		p.nouns = []noun{{head.sense, head.first, head.last}}
		at = len(list) - 1
		p.country = head.sense.ref
		if !p.plural && p.det == bare {
			return -1
		}
	case memberPiece:
		if head.sense.weak {
			return -1
		}
		p.nouns = []noun{{head.sense, head.first, head.last}}
		p.side = head.sense.ref
		at = len(list) - 1
	default:
		for i := len(list) - 1; i >= at; i-- {
			p.nouns = append(p.nouns, noun{list[i].sense, list[i].first, list[i].last})
		}
		p.plural = head.sense.plural
		r.partyWithin(&p, head)
		if at == 0 && !p.plural && p.det == bare && !r.nounMayStandBare(p.first, head, genitive) {
			return -1
		}
	}
	r.before(&p, list[:at])
	r.phrases = append(r.phrases, p)
	return len(r.phrases) - 1
}

// possessiveName makes the name of a body of a capitalised noun behind a possessor with a
// capital of its own: the Footballers' Union, Women's Institute.
func (r *phraser) possessiveName(p *phrase, list []piece) bool {
	head := list[0]
	if len(list) != 1 || head.cat != nounPiece || head.sense.kind != bodyNounSense || !r.cased || len(p.of) != 1 ||
		!r.words[head.first].capital || !r.words[head.first].is(bodyWord) {
		return false
	}
	q := &r.phrases[p.of[0]]
	from := q.name0
	if q.name1 == q.name0 && len(q.nouns) == 1 {
		from = q.nouns[0].first
	}
	if q.kind == pronounPhrase || q.kind == countryPhrase || q.kind == personPhrase || q.known.kind != noSense || !r.words[from].capital || from == r.start {
		return false
	}
	p.kind, p.name0, p.name1, p.body, p.det, p.of = bodyPhrase, from, head.last, true, q.det, nil
	q.body = false
	return true
}

// partyWithin takes the party from the words of a role: the top Democrat.
func (r *phraser) partyWithin(p *phrase, head piece) {
	for i := head.first; i < head.last; i++ {
		n := r.root.next[r.words[i].key]
		if n == nil || !r.words[i].capital {
			continue
		}
		for _, s := range n.senses {
			if s.kind == memberSense {
				p.side = s.ref
			}
		}
	}
}

// qualifies reports whether an adjective before a token has a noun there that no
// list knows: the Russian drone, but the French said.
func (r *phraser) qualifies(j int) bool {
	if j >= r.end {
		return false
	}
	w := &r.words[j]
	return (w.kind == analysis.Word || w.kind == analysis.Number) && !w.is(function|speech)
}

// nounMayStandBare keeps verbs (to head, will guard) from being taken for people:
// a singular without article needs a comma before it, an office with a capital or
// "of" after it.
func (r *phraser) nounMayStandBare(first int, head piece, genitive bool) bool {
	if genitive || r.sources[head.first] {
		return true
	}
	if first > r.start {
		switch k := r.words[first-1].key; k {
		case ",", "(", "—", "–", "-", "as":
			return true
		case "and":
			return head.sense.kind == roleSense
		}
	}
	if head.last < r.end && r.words[head.last].key == "of" {
		return true
	}
	if head.last-head.first > 1 && (head.sense.kind == roleSense || head.sense.kind == genericSense) {
		return true
	}
	return r.words[head.first].capital && first > r.start && r.cased
}

// sharedNoun finds the noun of "US and Russian officials" for its first adjective.
func (r *phraser) sharedNoun(p *phrase, list []piece) bool {
	j := list[len(list)-1].last
	if j+2 >= r.end || r.words[j].key != "and" && r.words[j].key != "or" {
		return false
	}
	j++
	w := &r.words[j]
	if _, ok := w.sense(adjectiveSense); !ok {
		if _, ok := w.sense(countrySense); !ok {
			return false
		}
	}
	for k := j + w.length; k < r.end && k < j+w.length+3; k++ {
		v := &r.words[k]
		for _, s := range v.senses {
			if s.kind == groupSense || s.kind == peopleSense && s.plural || s.kind == roleSense && s.plural {
				p.plural = true
				p.nouns = []noun{{s, k, k + v.length}}
				p.country = list[len(list)-1].sense.ref
				return true
			}
		}
		if v.kind != analysis.Word || v.is(function) {
			return false
		}
	}
	return false
}
