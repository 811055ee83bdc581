package actor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
	"readout/lexicon"
)

// capitals says whether a word begins with a capital and whether it is all capitals.
func capitals(w string) (first, all bool) {
	r, _ := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) {
		return false, false
	}
	return true, lexicon.Acronym(w)
}

// prefixed reports whether a word is a name behind a particle and a hyphen: al-Lund.
func (k *knowledge) prefixed(w string) bool {
	before, name, _ := strings.Cut(w, "-")
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r) && k.english.NamePrefixes[before]
}

// run reads capitalised words that no list knows, from token j, and gives the
// token past them; j where there is no name.
func (r *namer) run(j int, list []piece) int {
	if !r.begins(j, len(list) > 0) {
		return j
	}
	k := j + 1
	body := r.words[j].is(bodyWord) || r.opensPeopleName(j) || r.campaigners(j)
	for k < r.end {
		w := &r.words[k]
		switch {
		case w.kind == analysis.Punct && w.key == "." && k+1 < r.end && r.words[k+1].capital && utf8.RuneCountInString(r.words[k-1].key) <= 2:
			k++ // an initial whose full stop stands apart
			continue
		case w.kind == analysis.Punct && (w.key == "&" || w.key == "-") && k+1 < r.end && r.words[k+1].capital:
			body = body || w.key == "&"
			k++
			continue
		case w.kind != analysis.Word:
			return k
		case w.is(particle) && !w.capital && r.particleJoins(k):
			k++
			continue
		case (w.key == "of" || w.key == "for") && body && r.joins(k+1):
			k = r.afterOf(k + 1)
			continue
		case body && k == j+1 && !w.capital && w.key != "of" && w.key != "for" && r.nameGoesOn(k):
			k += 2
			continue
		case w.key == "and" && (body || r.committeeAhead(k+1)) && r.bodyContinues(j, k):
			k += 2
			continue
		case w.is(calendar) && r.surnameMonth(j, k):
			k++
			continue
		case !body && k > j && r.nameAfterPlace(j, k):
			return k
		case !w.capital || w.is(calendar) || !r.cased && !r.names[w.key] && !w.is(bodyWord):
			return k
		}
		if w.length > 0 && !r.absorbs(j, k, body) || w.key == r.words[j].key {
			return k
		}
		body = body || w.is(bodyWord)
		k++
		if _, ok := w.sense(bodySense); ok && w.length > 1 {
			k += w.length - 1
			body = true
		}
	}
	return k
}

// opensPeopleName reports whether a plural noun for people opens the name of a body: Students
// for Fair Seats.
func (r *namer) opensPeopleName(j int) bool {
	for _, s := range r.words[j].senses {
		if s.kind != bodyNounSense && r.opensBodyName(s, j, j+r.words[j].length) {
			return true
		}
	}
	return false
}

// campaigners reports whether a plural that no list knows opens the name of those who stand for something:
// Moms for Liberty.
func (r *namer) campaigners(j int) bool {
	w := &r.words[j]
	if j+2 >= r.end || w.length > 0 || w.upper || !r.cased || w.is(anyFirstName|function|opener) || r.surname[w.key] || len(w.key) < 4 || w.key[len(w.key)-1] != 's' {
		return false
	}
	v := &r.words[j+2]
	return (r.words[j+1].key == "for" || r.words[j+1].key == "against") && v.capital && v.length == 0 && !v.is(anyFirstName|calendar)
}

// surnameMonth reports whether a month at token k is the surname of the first name
// before it: Theresa May, but not "in April May rose".
func (r *namer) surnameMonth(j, k int) bool {
	return k == j+1 && r.words[k].capital && r.words[j].is(anyFirstName) && !r.words[j].is(calendar) &&
		(k+1 >= r.end || r.words[k+1].kind != analysis.Number) && (j == r.start || !r.english.BeforePlace[r.words[j-1].key])
}

// nameAfterPlace reports whether a person's name begins at token k after the name
// of a place or of a field: mayor of Lyon Jean Petit, Assistant Secretary for Harbour Affairs Ida Quist.
func (r *namer) nameAfterPlace(j, k int) bool {
	if j < 2 || r.words[j-1].key == "for" && !r.words[j-2].capital {
		return false
	}
	return j > r.start && (r.words[j-1].key == "of" || r.words[j-1].key == "for") && !r.words[j].is(anyFirstName) && r.words[k].is(anyFirstName) && r.words[k].length == 0 &&
		k+1 < r.end && r.words[k+1].capital && r.words[k+1].kind == analysis.Word
}

// ledBy reports an adjective made of a name and a participle: Republican-controlled.
func (k *knowledge) ledBy(key string) bool {
	at := strings.LastIndexByte(key, '-')
	if at < 3 {
		return false
	}
	return k.english.LedBy[key[at+1:]]
}

// begins reports whether a capitalised word can open a name.
func (r *namer) begins(j int, inside bool) bool {
	w := &r.words[j]
	if w.key == "charge" && j > r.start && r.words[j-1].key == "in" {
		return false // Special Agent in Charge
	}
	if w.is(calendar) && w.capital && r.sources[j] && r.names[w.key] && r.cased {
		return true // Ms. Sept said
	}
	if r.ledBy(w.key) || r.english.Faiths[w.key] && !(j+1 < r.end && r.words[j+1].capital) {
		return false
	}
	if w.is(calendar) || w.kind != analysis.Word || w.is(function) && !w.is(anyFirstName) || partyTag(w.key) {
		return false
	}
	if !r.cased {
		return r.names[w.key] || w.is(anyFirstName) && j+1 < r.end && r.words[j+1].capital && !w.is(opener)
	}
	if w.is(function) && !(j+1 < r.end && r.words[j+1].capital && !r.opens(j)) {
		return false
	}
	if !inside && r.opensPeopleName(j) {
		return true
	}
	if !inside && !w.upper && r.opens(j) && w.is(opener) && !(r.sources[j] && (r.names[w.key] || j > r.start && r.words[j-1].kind == analysis.CloseQuote)) {
		// "Mark Walker said", but "Former Senator", "Talks in"
		return w.is(anyFirstName) && j+1 < r.end && r.words[j+1].capital && r.words[j+1].length == 0
	}
	if utf8.RuneCountInString(w.key) == 1 && j > r.start && r.words[j-1].key == "(" {
		return false // (R., Texas)
	}
	if !inside && !w.upper && r.opens(j) && w.is(bodyWord|placeWord) && j+1 < r.end && !r.words[j+1].capital && r.nounFollows(j+1) {
		return false // City officials, Airport staff
	}
	if !inside && !w.upper && r.opens(j) && r.ordinary(j) {
		return false // Explosive new documents
	}
	if utf8.RuneCountInString(w.key) == 1 && !(j+1 < r.end && (r.words[j+1].capital || r.words[j+1].key == ".")) {
		return false
	}
	return true
}

// ordinary reports whether a word with a capital from its place, and a word in small letters behind it, is
// no name: the text writes it in small letters elsewhere and has named nobody so.
func (r *namer) ordinary(j int) bool {
	w := &r.words[j]
	if r.names[w.key] || w.is(anyFirstName) || j+1 >= r.end || !r.uncapital[w.key] {
		return false
	}
	v := &r.words[j+1]
	return v.kind == analysis.Word && !v.capital && !v.is(speech)
}

// partyTag reports whether a word says party and state: R-Texas.
func partyTag(key string) bool {
	return len(key) > 2 && key[1] == '-' && (key[0] == 'r' || key[0] == 'd' || key[0] == 'i')
}

// opens reports whether a word has its capital from its place: it opens a
// sentence, a quotation or a clause after a colon.
func (r *sentence) opens(j int) bool {
	if j == r.start {
		return true
	}
	switch p := &r.words[j-1]; p.kind {
	case analysis.OpenQuote, analysis.CloseQuote, analysis.Number:
		return true
	case analysis.Punct:
		return p.key == ":" || p.key == "..." || p.key == "…" || p.key == "•" || p.key == "—" || p.key == "–" || p.key == "-" && j-1 == r.start
	}
	return false
}

func (r *sentence) particleJoins(k int) bool {
	for n := k + 1; n < r.end && n <= k+2; n++ {
		if r.words[n].capital {
			return true
		}
		if !r.words[n].is(particle) {
			return false
		}
	}
	return false
}

// joins reports whether "of" goes on with a part of a name.
func (r *namer) joins(k int) bool {
	if k < r.end && r.words[k].key == "the" {
		k++
	}
	if k >= r.end || !r.words[k].capital || r.words[k].is(calendar) {
		return false
	}
	for _, s := range r.words[k].senses {
		if s.kind == personSense || s.kind == titleSense || s.kind == roleTitleSense {
			return false
		}
	}
	return true
}

func (r *namer) afterOf(k int) int {
	if r.words[k].key == "the" {
		k++
	}
	return max(k+1, k+r.words[k].length)
}

// bodyContinues joins "Center for Strategic and International Studies".
func (r *namer) bodyContinues(j, k int) bool {
	if k+1 >= r.end || !r.words[k+1].capital || r.words[k+1].is(anyFirstName) || r.words[k+1].length > 1 {
		return false
	}
	if r.committeeAhead(k + 1) {
		return true // the Energy and Commerce Committee
	}
	for n := j; n < k; n++ {
		if key := r.words[n].key; key == "of" || key == "for" || key == "on" {
			for _, s := range r.words[k+1].senses {
				if s.kind == personSense || s.kind == bodySense || s.kind == countrySense {
					return false
				}
			}
			return k-n <= 2
		}
	}
	return false
}

// committeeAhead reports whether the capitals from token k on end in a word for a committee or
// department, whose names join what they are for by "and".
func (r *sentence) committeeAhead(k int) bool {
	for n := k; n < r.end && n < k+4 && r.words[n].capital; n++ {
		if n > k && r.english.Committees[r.words[n].key] {
			return true
		}
	}
	return false
}

// absorbs reports whether a phrase of the lexicon at token k is part of the name
// that began at token j: the surname in Eric Trump, the adjective in Bank of
// American States.
func (r *namer) absorbs(j, k int, body bool) bool {
	w := &r.words[k]
	joined := r.words[k-1].key == "of" || r.words[k-1].key == "&" || r.words[k-1].kind == analysis.Punct
	for _, s := range w.senses {
		switch s.kind {
		case personSense:
			return w.length == 1
		case titleSense, roleTitleSense:
			return r.bodyAhead(k) || w.is(suffix) || w.is(bodyWord) || joined
		case roleSense, groupSense, groupOneSense, genericSense:
			if !(w.is(bodyWord) || joined || r.bodyAhead(k)) {
				return false
			}
		case bodySense:
			return w.length == 1 && (joined || r.surnameAfter(j, k)) || r.localBody(j, k, s)
		case countrySense, adjectiveSense, citySense, capitalSense:
			if r.surnameAfter(j, k) || r.nationalField(j, k) {
				return true // Mark Cuban, Jack London; Athletics Kenya
			}
			if !joined && !(body && w.length == 1 && k+1 < r.end && r.words[k+1].capital) {
				return false
			}
		case demonymSense:
			return joined || !s.plural && r.surnameAfter(j, k) // Mira Dane
		case sideSense:
			return joined || r.surnameAfter(j, k) || w.length > 1 && r.words[k+w.length-1].is(bodyWord) // the Maravian Democratic Party
		case memberSense:
			return joined
		}
	}
	return true
}

// surnameAfter reports whether a word at token k that means something else is the surname
// behind the given name at token j: Jack London.
func (r *namer) surnameAfter(j, k int) bool {
	if k == j+1 && r.words[k].length == 1 && r.words[j].length == 0 && r.ageAt(k+1) {
		return true // Sudesh Amman, 20,
	}
	return k == j+1 && r.words[k].length == 1 && r.words[j].is(anyFirstName) && (k+1 >= r.end || !r.words[k+1].capital && !r.nounFollows(k+1))
}

// ageAt reports whether somebody's age stands between commas at a token.
func (r *sentence) ageAt(k int) bool {
	return k+2 < r.end && r.words[k].key == "," && r.words[k+1].kind == analysis.Number && len(r.words[k+1].key) <= 2 && r.words[k+2].key == ","
}

// camel reports a capital inside a word, as companies have: BuzzFeed, but McCain.
func (r *sentence) camel(i int) bool {
	word := r.d.Slice(r.d.Tokens[i].Span)
	for k := 3; k < len(word); k++ {
		if word[k] >= 'A' && word[k] <= 'Z' && word[k-1] >= 'a' && word[k-1] <= 'z' {
			return !r.english.CamelNames[strings.ToLower(word[:k])]
		}
	}
	return false
}

// bodyAhead reports whether a word of bodies closes the capitals that go on at a
// token: the Tax Justice Network.
func (r *sentence) bodyAhead(k int) bool {
	last := k
	for n := k + 1; n < r.end && n <= k+3 && r.words[n].capital; n++ {
		last = n
	}
	return last > k && (last+1 >= r.end || !r.words[last+1].capital) && r.words[last].is(bodyWord) && r.words[last].length <= 1
}
