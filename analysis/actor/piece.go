package actor

import (
	"readout/analysis"
)

// piece is a part of a noun phrase that is being read.
type piece struct {
	cat         category
	first, last int
	sense       sense
}

type category uint8

const (
	nothing      category = iota
	adjPiece              // a word between: former, embattled
	titlePiece            // Mr.
	countryPiece          // Russia, US
	nationPiece           // Russian
	demonymPiece          // Russians
	cityPiece             // Moscow
	personPiece           // Putin
	bodyPiece             // State Department
	sidePiece             // Republicans
	memberPiece           // Republican
	roleTitle             // Sen.
	nounPiece             // foreign minister, officials, company
	runPiece              // capitalised words that no list knows
)

// opening is how a phrase began: its determiner, and whether that or a possessor
// makes what follows depend on a noun.
type opening struct {
	det       determiner
	dependent bool
}

// piece reads the next part of a phrase whose parts so far are list.
func (r *namer) piece(j int, open opening, list []piece) piece {
	w := &r.words[j]
	if w.kind != analysis.Word && w.kind != analysis.Number {
		return piece{}
	}
	last := nothing
	if len(list) > 0 {
		last = list[len(list)-1].cat
	}
	named := last == personPiece || last == runPiece && r.afterNoun(list)
	qualifies := w.is(modifier) && w.length == 1 && !w.capital && r.nounFollows(j+1) // chief negotiator
	if w.length > 0 && !(w.is(function) && !w.capital) && !qualifies {
		if p := r.sensePiece(j, list); p.cat != nothing {
			if p.cat == nounPiece && named && last == runPiece || p.cat == demonymPiece && last != nothing && last != adjPiece {
				return piece{}
			}
			if p.cat == nounPiece && w.is(speech) && (last == personPiece || last == runPiece) && r.givenName(list[len(list)-1]) {
				return piece{} // the broadcaster's Ida Quist reports
			}
			if p.cat == personPiece && last == nounPiece && list[len(list)-1].sense.plural {
				return piece{}
			}
			if last == demonymPiece || last == sidePiece && p.cat != nounPiece && p.cat != roleTitle && p.cat != titlePiece {
				return piece{}
			}
			return p
		}
	}
	if last == demonymPiece || last == nounPiece && w.capital && list[len(list)-1].sense.plural {
		return piece{} // told reporters Sondland had
	}
	if w.capital && w.is(modifier) && len(list) == 0 && w.length == 0 && r.opens(j) && r.nounFollows(j+1) {
		return piece{adjPiece, j, j + 1, sense{}} // Former White House counsel
	}
	if w.capital && r.ledBy(w.key) && w.length == 0 && r.nounFollows(j+1) {
		return piece{adjPiece, j, j + 1, sense{}}
	}
	if w.capital && !named {
		if n := r.run(j, list); n > j {
			return piece{runPiece, j, n, sense{}}
		}
		return piece{}
	}
	if w.capital || w.kind == analysis.Number {
		return piece{}
	}
	if (w.is(modifier) || r.between(j, open, list)) && r.nounFollows(j+1) {
		return piece{adjPiece, j, j + 1, sense{}}
	}
	if open.dependent && len(list) == 0 && !w.is(function|speech) && r.personFollows(j+1) {
		return piece{adjPiece, j, j + 1, sense{}} // his acquaintance Rob Gold
	}
	return piece{}
}

// givenName reports whether a name of several words begins with a first name.
func (r *namer) givenName(m piece) bool {
	return m.last-m.first > 1 && r.words[m.first].is(anyFirstName)
}

// between reports whether a lower-case word may be an adjective of the phrase.
func (r *namer) between(j int, open opening, list []piece) bool {
	w, dependent := &r.words[j], open.dependent
	if w.is(function) && w.key != "then" || w.is(speech) && !dependent {
		return false
	}
	if !dependent && len(list) == 0 {
		return r.attributive(w.key)
	}
	for _, p := range list {
		switch p.cat {
		case nationPiece, adjPiece, memberPiece:
		case countryPiece:
			if !dependent && r.words[p.first].capital && !r.words[p.first].upper {
				return false // "Russia told officials"; but "US military officials"
			}
		case personPiece:
			if open.det != definite && open.det != indefinite {
				return false // "the Trump reelection campaign"; but "Trump told aides"
			}
		case bodyPiece, cityPiece, runPiece:
			if open.det != indefinite && !r.titledNameFollows(j+1) {
				return false // "a Fox News legal analyst"; but "the Senate gave lawmakers"
			}
		default:
			return false
		}
	}
	return !w.is(speech) || dependent
}

// attributive words can open a phrase without an article: senior officials.
func (k *knowledge) attributive(key string) bool {
	if key == "including" || key == "according" || key == "following" || key == "during" || key == "citing" || key == "saying" {
		return false
	}
	for end := range k.english.Attributive {
		if len(key) > len(end)+2 && key[len(key)-len(end):] == end {
			return true
		}
	}
	return false
}

// nounFollows reports whether a noun for somebody stands within three words.
func (r *sentence) nounFollows(j int) bool {
	for k := j; k < r.end && k < j+3; k++ {
		w := &r.words[k]
		if w.kind != analysis.Word {
			return false
		}
		for _, s := range w.senses {
			switch s.kind {
			case roleSense, roleTitleSense, groupSense, groupOneSense, peopleSense, bodyNounSense, genericSense:
				return true
			case memberSense:
				if !s.weak && k == j {
					return true // a vulnerable Democrat
				}
			}
		}
		if w.is(function) {
			return false
		}
		if n := r.words[k].length; n > 1 {
			k += n - 1
		}
	}
	return false
}

// titledNameFollows reports whether a noun for somebody and then a name stand at a
// token: manager Adam Schiff.
func (r *namer) titledNameFollows(j int) bool {
	if j >= r.end || r.words[j].length == 0 || r.words[j].capital || !r.nounFollows(j) {
		return false
	}
	k := j + r.words[j].length
	return r.cased && k < r.end && r.words[k].capital && !r.words[k].is(calendar) && r.personFollows(k)
}

// personFollows reports whether the name of a person begins at a token.
func (r *namer) personFollows(j int) bool {
	if j+1 >= r.end || !r.words[j].capital || !r.cased {
		return false
	}
	if r.words[j].is(anyFirstName) && r.words[j+1].capital {
		return true
	}
	_, ok := r.words[j].sense(personSense)
	return ok && r.words[j].length > 1
}

// afterNoun reports whether the last piece is the name of somebody whose role or
// title stands before it.
func (r *namer) afterNoun(list []piece) bool {
	for _, p := range list[:len(list)-1] {
		if p.cat == nounPiece || p.cat == titlePiece || p.cat == roleTitle || p.cat == memberPiece {
			return true
		}
	}
	return false
}

// sensePiece makes a piece of a phrase of the lexicon.
func (r *namer) sensePiece(j int, list []piece) piece {
	w := &r.words[j]
	next := j + w.length
	best, cat := sense{}, nothing
	rank := 0
	for _, s := range w.senses {
		if w.capital && w.length == 1 && (s.kind == roleSense || s.kind == roleTitleSense || s.kind == peopleSense) && r.isSurname(j, list) {
			continue // Mr. King
		}
		c, n := r.categorize(s, j, next, list)
		if n > rank {
			best, cat, rank = s, c, n
		}
	}
	if cat == cityPiece || cat == bodyPiece && r.isRegion(best) {
		if end := r.placeBody(j, next); end > next {
			return piece{runPiece, j, end, sense{}}
		}
	}
	if cat == bodyPiece && r.cased {
		if end := r.ownBody(next); end > next {
			return piece{runPiece, j, end, sense{}}
		}
	}
	return piece{cat, j, next, best}
}

// isSurname reports whether a capitalised word for an office is the surname of
// somebody: after Mr., or where the text named him in full.
func (r *namer) isSurname(j int, list []piece) bool {
	if len(list) > 0 {
		last := list[len(list)-1]
		return last.cat == titlePiece || last.cat == roleTitle && r.names[r.words[j].key]
	}
	return r.cased && r.surname[r.words[j].key] && (r.sources[j] || j > r.start) && (j == r.start || r.determiners[r.words[j-1].key] == bare)
}

// categorize says what part a sense can play here and how well it fits, 0 for not.
func (r *namer) categorize(s sense, j, next int, list []piece) (category, int) {
	nameNext := next < r.end && r.words[next].capital
	last := nothing
	if len(list) > 0 {
		last = list[len(list)-1].cat
	}
	switch s.kind {
	case titleSense:
		if nameNext {
			return titlePiece, 8
		}
	case roleTitleSense:
		if nameNext {
			return roleTitle, 9
		}
		return roleTitle, 2
	case personSense:
		if r.personFits(j, next, list) {
			if s.weak {
				return personPiece, 5
			}
			return personPiece, 7
		}
	case bodySense:
		if r.namesake(j, next) {
			return nothing, 0
		}
		if s.weak {
			return bodyPiece, 4
		}
		return bodyPiece, 7
	case genericSense:
		if last == nothing && j == r.start {
			return nounPiece, 4 // police said
		}
		return nounPiece, 6
	case countrySense:
		return countryPiece, 6
	case adjectiveSense:
		if next < r.end && (r.words[next].kind == analysis.Word && !r.words[next].is(function) && !r.words[next].is(speech)) {
			return nationPiece, 7
		}
		return nationPiece, 3
	case demonymSense:
		if s.plural {
			return demonymPiece, 5
		}
		return demonymPiece, 2
	case capitalSense, citySense:
		return cityPiece, 5
	case sideSense:
		if r.namesake(j, next) {
			return nothing, 0
		}
		if s.weak && j > r.start && r.words[j-1].kind == analysis.Word && r.words[j-1].capital && r.cased && last == nothing && !r.opens(j-1) {
			return nothing, 0 // the Senior Citizens League
		}
		if s.weak {
			return sidePiece, 4
		}
		return sidePiece, 6
	case memberSense:
		if last == nationPiece && r.cased && r.foreignParty(list[len(list)-1].sense, s) {
			return nothing, 0
		}
		if s.weak && !r.nounFollows(next) && !nameNext {
			return nothing, 0
		}
		return memberPiece, 6
	case groupSense, groupOneSense:
		if r.opensBodyName(s, j, next) {
			return nothing, 0 // Students for Fair Seats
		}
		return nounPiece, 6
	case roleSense:
		if r.opensBodyName(s, j, next) {
			return nothing, 0 // Tenants First
		}
		return nounPiece, 7
	case peopleSense, bodyNounSense:
		if s.plural && r.noun[r.words[next-1].key] == "" && r.nounLike(next) && last != nationPiece {
			return nothing, 0 // public servants, media reports
		}
		if r.opensBodyName(s, j, next) {
			return nothing, 0 // the Coalition for Humane Housing
		}
		// a capital inside a name is part of it: Tea Party, Chase Bank
		if r.words[j].capital && j > r.start && (last == runPiece || nameNext && s.kind == bodyNounSense) && r.cased {
			return nothing, 0
		}
		if s.kind == bodyNounSense && !s.plural {
			if _, named := r.words[j].sense(bodySense); named && r.words[j].capital {
				return nounPiece, 3 // the Senate is one, a senate any
			}
			return nounPiece, 7
		}
		return nounPiece, 5
	}
	return nothing, 0
}

// foreignParty reports whether a word for the members of a party stands behind the adjective of
// another country than the party's, so that it is part of a name: the American Conservative Union.
func (r *namer) foreignParty(nation, member sense) bool {
	of := r.lex.Sides[member.ref].Country
	return of != "" && of != r.lex.Countries[nation.ref].ID
}

// namesake reports whether a word that names a body is the surname of somebody whom the text has
// named in full before: Wagner, after Ida Wagner.
func (r *namer) namesake(j, next int) bool {
	return next == j+1 && r.cased && r.surname[r.words[j].key] && !r.words[j].upper && !r.words[j].is(bodyWord)
}

// opensBodyName reports whether a capitalised noun opens the name of a body: "University" in
// "the University of Oslon", "Students" in "Students for Fair Seats", "Tenants" in "Tenants First".
func (r *namer) opensBodyName(s sense, j, next int) bool {
	if next != j+1 || !r.words[j].capital || !r.cased {
		return false
	}
	w := &r.words[j]
	if s.kind == bodyNounSense && !s.plural && w.is(bodyWord) {
		if j > r.start && r.words[j-1].capital && r.words[j-1].kind == analysis.Word && !r.opens(j-1) {
			if _, nation := r.words[j-1].sense(adjectiveSense); !nation { // the Peruvian Ministry of Health
				return false // the Federal Reserve Bank of New York
			}
		}
		return r.nameGoesOn(next)
	}
	people := s.kind == peopleSense || s.kind == groupSense && r.english.Joiners[r.lex.Collectives[s.ref].ID] || s.kind == roleSense && r.lex.Roles[s.ref].Rank == 5
	if !people || !s.plural || next >= r.end {
		return false
	}
	if v := &r.words[next]; v.capital {
		return v.kind == analysis.Word && v.length == 0 && !v.is(calendar|anyFirstName)
	}
	return (j > r.start || r.sources[j]) && r.words[next].key == "for" && r.nameGoesOn(next)
}

// nameGoesOn reports whether the name of a body goes on at a token by a preposition and a
// capital: of Oslon, for Humane Housing, to Protect Tenants.
func (r *namer) nameGoesOn(k int) bool {
	if k+1 >= r.end {
		return false
	}
	switch r.words[k].key {
	case "of", "for":
		return r.joins(k+1) && (r.words[k+1].length == 0 || r.words[k+1].key != "the" && !r.wholeState(k+1))
	case "on", "against", "without":
		return r.words[k+1].capital && !r.words[k+1].is(calendar) && r.words[k+1].length == 0
	case "to":
		return k+2 < r.end && r.words[k+1].capital && r.words[k+1].length == 0 && r.words[k+2].capital
	}
	return false
}

// wholeState reports whether a country is named at a token: the Government of Nepal is its
// government.
func (r *namer) wholeState(k int) bool {
	_, ok := r.words[k].sense(countrySense)
	return ok
}

// nounLike reports whether a word that no list knows may be a noun with the one
// before it as its modifier.
func (r *namer) nounLike(j int) bool {
	if j >= r.end {
		return false
	}
	w := &r.words[j]
	return w.kind == analysis.Word && !w.capital && !w.is(function|speech) && len(w.key) > 4 && w.key[len(w.key)-1] == 's'
}

// personFits refuses a surname that has another first name before it or a name
// after it that makes it someone or something else.
func (r *namer) personFits(j, next int, list []piece) bool {
	if len(list) > 0 && list[len(list)-1].cat == runPiece && next == j+1 {
		return false
	}
	if next == j+1 && r.cased && next < r.end {
		// Kirill is somebody, Kirill Dmitriev is somebody else
		if v := &r.words[next]; v.kind == analysis.Word && v.capital && !v.is(calendar|function) && (v.length == 0 || v.only(personSense)) {
			return false
		}
	}
	if next == j+1 && r.words[j].is(opener) && j == r.start && next < r.end && !r.words[next].is(speech) &&
		r.words[next].kind != analysis.Possessive {
		return false
	}
	return true
}
