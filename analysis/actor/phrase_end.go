package actor

import "readout/analysis"

// sent reports whether a noun is for somebody whom a state sends, so that the country behind "for" is where
// he goes or what he deals with.
func (k *knowledge) sent(s sense) bool {
	_, organ, _, _ := k.organOf(s)
	return organ == "foreign ministry"
}

// governs reports whether a noun is for people of a government, who are of the country whose capital
// they are in.
func (k *knowledge) governs(s sense) bool {
	_, organ, _, national := k.organOf(s)
	return organ == "government" && national
}

// employed reports whether a noun is for people who are at a body rather than at a
// place: an analyst at Tarnhelm.
func (r *reader) employed(s sense) bool {
	id := ""
	switch s.kind {
	case groupSense, groupOneSense:
		id = r.lex.Collectives[s.ref].ID
	case roleSense:
		id = r.lex.Roles[s.ref].ID
	}
	return r.english.AtBody[id]
}

// extent is the end of a phrase with the of-phrases that follow it.
func (r *reader) extent(i int) int {
	end := r.phrases[i].last
	for range 6 {
		next := -1
		for _, o := range r.phrases[i].of {
			if q := &r.phrases[o]; q.first >= end {
				next = int(o)
			}
		}
		if next < 0 {
			return end
		}
		i, end = next, r.phrases[next].last
	}
	return end
}

// afterPlace passes over "of Minnesota" after somebody's name.
func (r *reader) afterPlace(a, end int) int {
	if r.phrases[a].kind != personPhrase || end+1 >= r.end || r.words[end].key != "of" || !r.words[end+1].capital {
		return end
	}
	k := end + 1
	for k < r.end && k < end+4 && r.words[k].capital && r.words[k].kind == analysis.Word {
		k++
	}
	if k < r.end && r.words[k].key == "," {
		return k
	}
	return end
}

// afterPosting passes over the country where the first of some phrases says that somebody is posted:
// the Peruvian ambassador to Chile.
func (r *reader) afterPosting(outer []int, end int) int {
	p := &r.phrases[outer[0]]
	if len(outer) < 2 || !r.describes(p) || end != p.last || end >= r.end || len(p.nouns) == 0 ||
		!r.english.PostedBy[r.words[end].key] && !(r.words[end].key == "for" && r.sent(p.nouns[0].sense)) {
		return end
	}
	if q := &r.phrases[outer[1]]; q.kind == countryPhrase && q.first == end+1 {
		return q.last
	}
	return end
}

// afterComplement passes over what an office is of where that names nobody: "of ad sales" in
// "the president of ad sales, Ida Cole".
func (r *reader) afterComplement(a, end int) int {
	if !r.describes(&r.phrases[a]) || end+2 >= r.end || r.words[end].key != "of" && r.words[end].key != "for" {
		return end
	}
	for k := end + 1; k < r.end && k < end+6; k++ {
		switch w := &r.words[k]; {
		case w.key == "," && k > end+1:
			return k
		case w.kind != analysis.Word || w.capital || w.is(speech) || w.is(function) && w.key != "and" && w.key != "the":
			return end
		}
	}
	return end
}

// afterParty passes over "(D-Calif.)" and ", R-Texas" after a name.
func (r *reader) afterParty(i int) int {
	if i+2 >= r.end || r.words[i].key != "(" && r.words[i].key != "," || !partyTag(r.words[i+1].key) {
		return i
	}
	closing := r.words[i].key == "("
	for k := i + 2; k < r.end && k < i+6; k++ {
		if closing && r.words[k].key == ")" {
			return k + 1
		}
		if !closing && r.words[k].key == "," {
			return k
		}
	}
	return i
}
