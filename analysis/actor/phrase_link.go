package actor

import (
	"slices"
	"sort"

	"readout/analysis"
)

// link joins the phrases of a sentence from index first on: of-phrases and
// appositions.
func (r *reader) link(first int) {
	outer := make([]int, 0, 16)
	for i := first; i < len(r.phrases); i++ {
		if !r.phrases[i].inner {
			outer = append(outer, i)
		}
	}
	for k := 0; k+1 < len(outer); k++ {
		r.linkOf(outer[k], outer[k+1])
	}
	for k := range outer {
		p := &r.phrases[outer[k]]
		if p.kind == pronounPhrase || p.apposed >= 0 {
			continue
		}
		r.party(outer[k])
		r.apposition(outer, k)
		r.relative(outer, k)
		r.members(outer, k)
	}
	r.employers(first)
}

// linkOf reads "head of the fund", "a top aide to the president".
func (r *reader) linkOf(a, b int) {
	p, q := &r.phrases[a], &r.phrases[b]
	if len(p.nouns) == 0 || q.kind == pronounPhrase || q.first != p.last+1 {
		return
	}
	if q.kind == thingPhrase && r.words[p.last].key == "at" && r.employed(p.nouns[0].sense) {
		q.kind = namePhrase
	}
	if q.kind == personPhrase && q.country >= 0 && q.det == bare && q.name0 > q.first && len(q.nouns) == 0 && p.apposed < 0 && !p.plural {
		p.apposed, q.country = int32(b), -1 // the ambassador to Peru Orla Fenwick
		return
	}
	place := q.kind == countryPhrase
	switch key := r.words[p.last].key; {
	case key == "for" && place && r.sent(p.nouns[0].sense): // the Norwegian envoy for Peru
	case key == "of", key == "for", key == "from":
		if of := r.bodyBefore(q); of >= 0 {
			p.apposed = int32(b)
			if r.phrases[of].kind == bodyPhrase {
				p.of = append(p.of, of)
			} else { // a field
				q.of = slices.DeleteFunc(q.of, func(o int32) bool { return o == of })
			}
			return
		}
		p.of = append(p.of, int32(b))
	case key == "in" && place && p.country < 0 && r.governs(p.nouns[0].sense) && (q.known.kind == capitalSense || q.known.kind == countrySense):
		p.of = append(p.of, int32(b)) // officials in Lima
	case r.english.PostedBy[key]:
		if !place { // the US ambassador to Ukraine, a diplomat in Cairo
			p.of = append(p.of, int32(b))
		}
	}
}

// bodyBefore is the phrase of the body or the field right before a name in one phrase, where somebody's
// office before it is of that: chairwoman of the Harbour Committee Ida Quist, under secretary of Fisheries
// Karl Gorse. It is -1 for none.
func (r *reader) bodyBefore(q *phrase) int32 {
	if q.kind != personPhrase || len(q.nouns) > 0 || q.name1-q.name0 < 2 {
		return -1
	}
	for _, o := range q.of {
		if x := &r.phrases[o]; x.inner && !x.genitive && (x.kind == bodyPhrase || x.kind == namePhrase) && x.last == q.name0 {
			return o
		}
	}
	return -1
}

// apposition finds what a phrase beside a name says of it: Lavrov, the foreign
// minister; the foreign minister, Lavrov; head of the fund and a negotiator.
func (r *reader) apposition(outer []int, k int) {
	a := outer[k]
	end := r.afterParty(r.extent(a))
	if r.titles(outer, k, end) {
		return
	}
	end = r.afterPosting(outer[k:], r.afterComplement(a, r.afterPlace(a, end)))
	if end+1 >= r.end {
		return
	}
	paren := r.words[end].key == "("
	if key := r.words[end].key; key != "," && key != "—" && key != "–" && key != "-" && !paren {
		return
	}
	from := end + 1
	if r.words[from].kind == analysis.Number && from+2 < r.end && r.words[from+1].key == "," {
		from += 2 // an age
	}
	b := -1
	for _, i := range outer[k+1:] {
		if f := r.phrases[i].first; f >= from {
			if f == from || f == from+1 && r.words[from].is(modifier|function) && r.words[from].key != "and" {
				b = i
			}
			break
		}
	}
	if b < 0 {
		return
	}
	p, q := &r.phrases[a], &r.phrases[b]
	switch {
	case p.kind == bodyPhrase && p.first > r.start && r.words[p.first-1].capital && r.english.Obliques[r.words[p.first-1].key] && r.describes(q) && r.isPerson(q):
		// On Chatter, the student wrote
	case q.apposed < 0 && r.named(p) && r.describes(q) && p.plural == q.plural && r.closes(r.extent(b)):
		q.apposed = int32(a)
		if q.nouns[0].sense.kind == bodyNounSense && r.openName(p) && (!r.words[p.name0].is(anyFirstName) || r.closesName(r.extent(b))) {
			p.kind = bodyPhrase // Lund Watch, a group that; Al Harroun, a group,
		}
		r.coordinated(outer, b, a)
	case r.describes(p) && !p.plural && p.det != bare && r.named(q) && q.kind != countryPhrase && r.closesName(r.afterParty(r.afterPlace(b, q.last))) && p.conjoined(r) < 0:
		p.apposed = int32(b)
	}
}

// titles takes "mayor of Lyon" for what the name right after it is called.
func (r *reader) titles(outer []int, k, end int) bool {
	p := &r.phrases[outer[k]]
	if end == p.last && end+2 < r.end && r.words[end].key == "in" && r.words[end+1].key == "charge" {
		end += 2 // Special Agent in Charge
	}
	if !r.describes(p) || p.plural || end == p.last || p.det == indefinite {
		return false
	}
	for _, i := range outer[k+1:] {
		q := &r.phrases[i]
		if q.first > end {
			return false
		}
		if q.first == end && q.kind == personPhrase && q.det == bare {
			p.apposed = int32(i)
			if n := len(p.of) - 1; n >= 0 && r.phrases[p.of[n]].kind == namePhrase && r.words[p.last].key == "for" {
				p.of = p.of[:n] // the field of an assistant secretary
			}
			return true
		}
	}
	return false
}

// members puts those whom a sentence names as examples of a party's people on
// their side: several Democrats, including Ann Lee and Bo Risk.
func (r *reader) members(outer []int, k int) {
	p := &r.phrases[outer[k]]
	end := r.extent(outer[k])
	if p.side < 0 || !p.plural || end+1 >= r.end {
		return
	}
	if r.words[end].key == "," {
		end++
	}
	switch {
	case end+1 < r.end && r.words[end].key == "such" && r.words[end+1].key == "as":
		end += 2
	case r.words[end].key == "including", r.words[end].key == "like":
		end++
	default:
		return
	}
	for _, i := range outer[k+1:] {
		q := &r.phrases[i]
		if q.first < end {
			continue
		}
		if q.kind != personPhrase || q.first > end+2 {
			return
		}
		if q.side < 0 {
			q.side = p.side
		}
		if end = q.last; end >= r.end || r.words[end].key != "," && r.words[end].key != "and" {
			return
		}
	}
}

// conjoined gives the token of an "and" right before a phrase, -1 for none.
func (p *phrase) conjoined(r *reader) int {
	if p.first > r.start && r.words[p.first-1].key == "and" {
		return p.first - 1
	}
	return -1
}

// coordinated adds "and a key negotiator" to an apposition.
func (r *reader) coordinated(outer []int, b, a int) {
	end := r.extent(b)
	if end+1 >= r.end || r.words[end].key != "and" {
		return
	}
	from := end + 1
	if r.english.Nowadays[r.words[from].key] {
		from++
	}
	for _, i := range outer {
		q := &r.phrases[i]
		if q.first == from && r.describes(q) && q.det != definite && !q.plural && r.closes(r.extent(i)) {
			q.apposed = int32(a)
		}
	}
}

// relative takes what a relative clause says that somebody is for an apposition: Ida Quist, who
// is now a professor at Lindhill University.
func (r *reader) relative(outer []int, k int) {
	a := outer[k]
	p := &r.phrases[a]
	if p.kind != personPhrase && p.kind != namePhrase {
		return
	}
	i := r.afterParty(r.extent(a))
	if i < r.end && r.words[i].key == "," {
		i++
	}
	if i+2 >= r.end || r.words[i].key != "who" {
		return
	}
	was := r.words[i+1].key == "was"
	if !was && r.words[i+1].key != "is" {
		return
	}
	i += 2
	for i < r.end && r.english.Nowadays[r.words[i].key] {
		i++
	}
	for _, b := range outer[k+1:] {
		q := &r.phrases[b]
		if q.first > i {
			return
		}
		if q.first == i && q.apposed < 0 && r.describes(q) && q.plural == p.plural {
			q.apposed, q.former = int32(a), q.former || was
			r.coordinated(outer, b, a)
			return
		}
	}
}

// openName reports whether nothing but its form says what a name is the name of.
func (r *reader) openName(p *phrase) bool {
	return p.kind == namePhrase || p.kind == personPhrase && p.known.kind == noSense && !p.titled && len(p.nouns) == 0
}

func (r *reader) named(p *phrase) bool {
	return p.kind == personPhrase || p.kind == namePhrase || p.kind == bodyPhrase || p.kind == countryPhrase
}

func (r *reader) describes(p *phrase) bool {
	return p.kind == nounPhrase && len(p.nouns) > 0 && p.name0 == p.name1
}

// closes reports whether an apposition can end at a token: not in the middle of
// a list or before a verb of its own.
func (r *reader) closes(i int) bool {
	if i >= r.end {
		return true
	}
	w := &r.words[i]
	switch w.kind {
	case analysis.Punct, analysis.OpenQuote, analysis.CloseQuote:
		return true
	case analysis.Possessive:
		return false
	}
	return !w.is(speech) && w.key != "is" && w.key != "was" && w.key != "has" && w.key != "had" && w.key != "will"
}

// closesName is stricter: "the minister, Lavrov said" is no apposition.
func (r *reader) closesName(i int) bool {
	return i >= r.end || r.words[i].kind == analysis.Punct
}

// party reads the party of "(D-Calif.)", ", R-Texas," after a name.
func (r *reader) party(i int) {
	p := &r.phrases[i]
	if p.kind != personPhrase && p.kind != namePhrase || p.last+1 >= r.end {
		return
	}
	if k := r.words[p.last].key; k != "(" && k != "," && k != "[" {
		return
	}
	key := r.words[p.last+1].key
	if len(key) == 0 || key[0] != 'd' && key[0] != 'r' || len(key) > 1 && key[1] != '-' {
		return
	}
	member := "democrat"
	if key[0] == 'r' {
		member = "republican"
	}
	if len(key) == 1 && !(p.last+2 < r.end && (r.words[p.last+2].key == "-" || r.words[p.last+2].key == ")" || r.words[p.last].key == "(" && r.words[p.last+2].key == "," || r.words[p.last+2].key == "–")) {
		return
	}
	if n := r.root.next[member]; n != nil {
		for _, s := range n.senses {
			if s.kind == memberSense {
				p.side, p.kind = s.ref, personPhrase
			}
		}
	}
}

// sortPhrases puts the phrases of title-case sentences at their places.
func (r *reader) sortPhrases() {
	order := make([]int, len(r.phrases))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool {
		p, q := &r.phrases[order[a]], &r.phrases[order[b]]
		return p.sentence < q.sentence
	})
	place := make([]int32, len(order))
	sorted := make([]phrase, len(order))
	for to, from := range order {
		place[from] = int32(to)
		sorted[to] = r.phrases[from]
	}
	for i := range sorted {
		p := &sorted[i]
		for j := range p.of {
			p.of[j] = place[p.of[j]]
		}
		if p.apposed >= 0 {
			p.apposed = place[p.apposed]
		}
	}
	r.phrases = sorted
}
