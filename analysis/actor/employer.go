package actor

// employers makes bodies of the names that the nouns of a sentence's phrases, from index first
// on, are of: a name of unknown kind is a body where somebody is its chief executive, and a
// city where somebody is its mayor.
func (r *reader) employers(first int) {
	for i := first; i < len(r.phrases); i++ {
		p := &r.phrases[i]
		if len(p.nouns) == 0 || len(p.of) == 0 || p.plural && p.kind != nounPhrase {
			continue
		}
		last := &r.phrases[p.of[len(p.of)-1]]
		ofPhrase := last.first > p.first && !last.inner
		for _, o := range p.of {
			q := &r.phrases[o]
			if ofPhrase && q.inner && !q.genitive {
				continue // in "Asia-Pacific editor of Jane's Weekly" the latter is the body
			}
			if q.name1 > q.name0 && q.known.kind == noSense && !q.weak {
				r.employer(p, q)
			}
		}
	}
}

// employer reads the name q as a body or a city where the noun of p says so.
func (r *reader) employer(p, q *phrase) {
	if q.kind != namePhrase && q.kind != personPhrase && q.kind != thingPhrase || q.titled || len(q.nouns) > 0 {
		return
	}
	id := r.officeID(p.nouns[0].sense)
	if r.english.OfCities[id] {
		if q.kind != thingPhrase && !r.givenName(q) {
			q.kind, p.city, p.city0, p.city1 = thingPhrase, true, int32(q.name0), int32(q.name1)
		}
		return
	}
	before := q.inner && !q.genitive
	at := q.first > r.start && r.words[q.first-1].key == "at"
	switch {
	case r.surnameOf(q), q.kind == thingPhrase && !at: // somebody named before, a place
	case r.english.OfPeople[id] && r.givenName(q): // Ida Quist's lawyer
	case before && r.english.FromPlaces[id]: // a Lindhill lawyer
	case r.english.OfBodies[id], at && r.english.AtBody[id]:
		q.kind, q.body = bodyPhrase, true
	}
}

// officeID is the id of a role or collective in the lexicon, "" for other nouns.
func (r *reader) officeID(s sense) string {
	switch s.kind {
	case groupSense, groupOneSense:
		return r.lex.Collectives[s.ref].ID
	case roleSense, roleTitleSense:
		return r.lex.Roles[s.ref].ID
	}
	return ""
}

// givenName reports whether a name begins with a given name and has no word of bodies.
func (r *reader) givenName(q *phrase) bool {
	for k := q.name0; k < q.name1; k++ {
		if r.words[k].is(bodyWord) {
			return false
		}
	}
	return q.name1-q.name0 > 1 && r.words[q.name0].is(anyFirstName)
}

// surnameOf reports whether a name is the surname of somebody whom the text named in full.
func (r *reader) surnameOf(q *phrase) bool {
	return q.name1-q.name0 == 1 && r.surname[r.words[q.name0].key]
}
