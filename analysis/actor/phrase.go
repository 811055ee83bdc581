package actor

import "readout/analysis"

// phraseKind is what a noun phrase names.
type phraseKind uint8

const (
	pronounPhrase phraseKind = iota
	personPhrase             // a person by name
	bodyPhrase               // an organization by name
	countryPhrase            // a country or a city of one, by name
	sidePhrase               // a party, by name
	namePhrase               // a name that nothing tells the kind of
	thingPhrase              // a place, law or event by name: nobody
	nounPhrase               // somebody by what he is: the top aide, Russian officials
)

// determiner is how a phrase begins, which says whether it takes up somebody who
// was named before.
type determiner uint8

const (
	bare       determiner = iota
	definite              // the, this, that
	indefinite            // a, another
	quantity              // some, three
	possessed             // his, Ukraine's
)

// phrase is a noun phrase that names somebody, as it stands in one sentence.
type phrase struct {
	first, last  int // tokens [first, last), the determiner included
	sentence     int32
	kind         phraseKind
	det          determiner
	inner        bool // stands before the noun of a larger phrase: Putin's in Putin's aide
	plural       bool
	genitive     bool // followed by 's
	city         bool // country is that of a city before the noun: tokens [city0, city1)
	city0, city1 int
	former       bool // a former holder, who speaks for it no more
	weak         bool // a name at a place where every word has a capital

	name0, name1 int // tokens of the name
	known        sense
	gender       byte // 'm' or 'f' by title, noun or pronoun
	titled       bool

	nouns   []noun  // what it is called: roles and common nouns, the head first
	country int32   // of an adjective or a country before the noun, -1 for none
	side    int32   // of a party member, -1 for none
	of      []int32 // phrases that it belongs to: possessors, bodies before the noun, of-phrases

	apposed  int32   // the phrase that it says more of, -1 for none
	tried    bool    // who it is was looked for
	entities []int32 // who it is; none where unresolved
	rule     string
	conf     float64
}

// noun is a word for somebody: a role of the lexicon or a common noun.
type noun struct {
	sense       sense
	first, last int
}

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

// reader reads the phrases of a document.
type reader struct {
	*knowledge
	d       *analysis.Document
	words   []word
	phrases []phrase
	pieces  []piece         // of the phrase at hand
	cased   bool            // the sentence at hand has lower-case words to tell names by
	start   int             // first token of the sentence at hand
	end     int             // past its last token
	s       int32           // its index
	names   map[string]bool // keys of words in the names of the sentences read so far
	sources []bool          // by token: stands in a source
}

// read fills words and phrases.
func (r *reader) read() {
	d := r.d
	r.words = make([]word, len(d.Tokens))
	for i := range d.Tokens {
		t := &d.Tokens[i]
		w := &r.words[i]
		w.key, w.kind = keyOf(t.Lower), t.Kind
		if t.Kind == analysis.Word || t.Kind == analysis.Number {
			w.flags = r.flags[w.key]
			w.capital, w.upper = capitals(d.Text[t.Start:t.End])
		}
	}
	// Sentences whose words all have capitals tell nothing by them: they are read
	// last, when the names of the others are known.
	var later []int
	for s := range d.Sentences {
		if r.titleCase(s) {
			later = append(later, s)
			continue
		}
		r.sentence(s, true)
	}
	for _, s := range later {
		r.sentence(s, false)
	}
	if len(later) > 0 {
		r.sortPhrases()
	}
}

// titleCase reports whether most of a sentence's longer words have capitals.
func (r *reader) titleCase(s int) bool {
	sent := &r.d.Sentences[s]
	capital, all := 0, 0
	for i := sent.First; i < sent.Last; i++ {
		w := &r.words[i]
		if w.kind == analysis.Word && len(w.key) > 3 && !w.is(function) {
			all++
			if w.capital {
				capital++
			}
		}
	}
	return all >= 3 && 5*capital >= 4*all && (sent.Headline || all >= 6)
}

func (r *reader) sentence(s int, cased bool) {
	sent := &r.d.Sentences[s]
	r.s, r.start, r.end, r.cased = int32(s), sent.First, sent.Last, cased
	var found []sense
	for i := sent.First; i < sent.Last; i++ {
		w := &r.words[i]
		if w.kind != analysis.Word && w.kind != analysis.Number {
			continue
		}
		if n := r.match(r.words, i, sent.Last, &found); n > 0 {
			w.length = n
			if w.upper {
				w.flags &^= function // the US is not us
			}
			w.senses = append([]sense(nil), found...)
		}
	}
	first := len(r.phrases)
	for i := sent.First; i < sent.Last; {
		next := r.phraseAt(i)
		if next <= i {
			next = i + 1
		}
		i = next
	}
	r.link(first)
	if cased {
		r.remember(first)
	}
}

// remember keeps the words of names for the sentences whose capitals tell nothing.
func (r *reader) remember(first int) {
	for i := first; i < len(r.phrases); i++ {
		p := &r.phrases[i]
		if p.kind == personPhrase || p.kind == bodyPhrase || p.kind == namePhrase {
			for j := p.name0; j < p.name1; j++ {
				if w := &r.words[j]; !w.is(function) {
					r.names[w.key] = true
				}
			}
		}
	}
}

func (r *reader) phraseAt(i int) int {
	begin := i
	w := &r.words[i]
	if w.kind == analysis.Punct || w.kind == analysis.OpenQuote || w.kind == analysis.CloseQuote || w.kind == analysis.Possessive {
		return i
	}
	if g, ok := personal[w.key]; ok && !(w.upper && len(w.senses) > 0) {
		if next := r.possessivePronoun(i, g); next > i {
			return next
		}
		if g.possessive {
			return i + 1
		}
		r.pronoun(i, g)
		return i + 1
	}
	det, i := r.determiner(i)
	if i >= r.end {
		return begin
	}
	return r.nominal(begin, i, det, nil)
}

// determiner reads the words that open a phrase.
func (r *reader) determiner(i int) (determiner, int) {
	det := determiners[r.words[i].key]
	if r.words[i].upper && len(r.words[i].key) > 1 || det == bare {
		if r.words[i].kind == analysis.Number && i+1 < r.end {
			return quantity, i + 1
		}
		return bare, i
	}
	i++
	// one of the, some of the, a number of
	if i+1 < r.end && r.words[i].key == "of" && det == quantity {
		i++
		if d := determiners[r.words[i].key]; d == definite {
			i++
		}
		return quantity, i
	}
	if i+2 < r.end && det == indefinite && counters[r.words[i].key] && r.words[i+1].key == "of" {
		return quantity, i + 2
	}
	for i < r.end && determiners[r.words[i].key] == quantity {
		i++
	}
	if i < r.end && r.words[i].kind == analysis.Number {
		i++
	}
	return det, i
}

var counters = map[string]bool{
	"number": true, "group": true, "handful": true, "couple": true, "majority": true, "series": true,
	"dozen": true, "pair": true, "team": true, "trio": true, "panel": true,
}

var determiners = map[string]determiner{
	"the": definite, "this": definite, "these": definite, "those": definite,
	"a": indefinite, "an": indefinite, "another": indefinite, "any": indefinite, "each": indefinite, "every": indefinite,
	"some": quantity, "many": quantity, "most": quantity, "several": quantity, "few": quantity, "all": quantity,
	"both": quantity, "other": quantity, "one": quantity, "two": quantity, "three": quantity, "four": quantity,
	"five": quantity, "six": quantity, "seven": quantity, "eight": quantity, "nine": quantity, "ten": quantity,
	"dozens": quantity, "hundreds": quantity, "thousands": quantity, "millions": quantity, "more": quantity, "numerous": quantity,
	"various": quantity, "half": quantity, "no": quantity, "countless": quantity, "none": quantity, "neither": quantity,
}

// nominal reads a phrase after its determiner; of are phrases that it belongs to.
func (r *reader) nominal(begin, i int, det determiner, of []int32) int {
	at := len(r.pieces)
	defer func() { r.pieces = r.pieces[:at] }()
	j := i
	for j < r.end {
		w := &r.words[j]
		if w.kind == analysis.Possessive {
			break
		}
		p := r.piece(j, opening{det, det != bare || len(of) > 0}, r.pieces[at:])
		if p.cat == nothing {
			break
		}
		r.pieces = append(r.pieces, p)
		j = p.last
	}
	list := r.pieces[at:]
	r.readsAsAdjective(list)
	for len(list) > 0 && (list[len(list)-1].cat == adjPiece || list[len(list)-1].cat == titlePiece || list[len(list)-1].cat == roleTitle && !r.standsAlone(list)) {
		list = list[:len(list)-1]
	}
	if len(list) == 0 {
		return i
	}
	j = list[len(list)-1].last
	genitive := j < r.end && r.words[j].kind == analysis.Possessive
	made := r.decode(begin, det, of, list, genitive)
	if genitive && made >= 0 {
		p := &r.phrases[made]
		p.genitive = true
		n := len(r.phrases)
		if next := r.nominal(begin, j+1, possessed, []int32{int32(made)}); next > j+1 && len(r.phrases) > n {
			r.phrases[made].inner = true
			return next
		}
		return j + 1
	}
	if made < 0 {
		return max(j, i)
	}
	return j
}

// readsAsAdjective takes the US of "US and Russian officials" for an adjective.
func (r *reader) readsAsAdjective(list []piece) {
	if len(list) == 0 {
		return
	}
	m := &list[len(list)-1]
	if m.cat != countryPiece || m.last >= r.end || r.words[m.last].key != "and" && r.words[m.last].key != "or" {
		return
	}
	if s, ok := r.words[m.first].sense(adjectiveSense); ok && r.sharedNoun(&phrase{}, list) {
		m.cat, m.sense = nationPiece, s
	}
}

// standsAlone reports whether a title of an office at the end is the office itself
// ("the Speaker").
func (r *reader) standsAlone(list []piece) bool { return len(list) >= 2 }

// opening is how a phrase began: its determiner, and whether that or a possessor
// makes what follows depend on a noun.
type opening struct {
	det       determiner
	dependent bool
}

// piece reads the next part of a phrase whose parts so far are list.
func (r *reader) piece(j int, open opening, list []piece) piece {
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

// between reports whether a lower-case word may be an adjective of the phrase.
func (r *reader) between(j int, open opening, list []piece) bool {
	w, dependent := &r.words[j], open.dependent
	if w.is(function) && w.key != "then" || w.is(speech) && !dependent {
		return false
	}
	if !dependent && len(list) == 0 {
		return attributive(w.key)
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
			if open.det != indefinite {
				return false // "a Fox News legal analyst"; but "the Senate gave lawmakers"
			}
		default:
			return false
		}
	}
	return !w.is(speech) || dependent
}

// attributive words can open a phrase without an article: senior officials.
func attributive(key string) bool {
	for _, end := range []string{"ent", "ior", "ern", "ing", "ous", "ive", "al", "ed", "ic", "an", "ary", "ist", "able"} {
		if len(key) > len(end)+2 && key[len(key)-len(end):] == end {
			return true
		}
	}
	return false
}

// nounFollows reports whether a noun for somebody stands within three words.
func (r *reader) nounFollows(j int) bool {
	for k := j; k < r.end && k < j+3; k++ {
		w := &r.words[k]
		if w.kind != analysis.Word {
			return false
		}
		for _, s := range w.senses {
			switch s.kind {
			case roleSense, roleTitleSense, groupSense, groupOneSense, peopleSense, bodyNounSense, genericSense:
				return true
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

// personFollows reports whether the name of a person begins at a token.
func (r *reader) personFollows(j int) bool {
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
func (r *reader) afterNoun(list []piece) bool {
	for _, p := range list[:len(list)-1] {
		if p.cat == nounPiece || p.cat == titlePiece || p.cat == roleTitle || p.cat == memberPiece {
			return true
		}
	}
	return false
}

// sensePiece makes a piece of a phrase of the lexicon.
func (r *reader) sensePiece(j int, list []piece) piece {
	w := &r.words[j]
	next := j + w.length
	best, cat := sense{}, nothing
	rank := 0
	for _, s := range w.senses {
		c, n := r.categorize(s, j, next, list)
		if n > rank {
			best, cat, rank = s, c, n
		}
	}
	return piece{cat, j, next, best}
}

// categorize says what part a sense can play here and how well it fits, 0 for not.
func (r *reader) categorize(s sense, j, next int, list []piece) (category, int) {
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
		if s.weak {
			return sidePiece, 4
		}
		return sidePiece, 6
	case memberSense:
		if s.weak && !r.nounFollows(next) && !nameNext {
			return nothing, 0
		}
		return memberPiece, 6
	case groupSense, groupOneSense:
		return nounPiece, 6
	case roleSense:
		return nounPiece, 7
	case peopleSense, bodyNounSense:
		if s.plural && r.noun[r.words[next-1].key] == "" && r.nounLike(next) && last != nationPiece {
			return nothing, 0 // public servants, media reports
		}
		// a capital inside a name is part of it: Tea Party, Chase Bank
		if r.words[j].capital && j > r.start && (last == runPiece || nameNext && s.kind == bodyNounSense) && r.cased {
			return nothing, 0
		}
		if s.kind == bodyNounSense && !s.plural {
			return nounPiece, 7
		}
		return nounPiece, 5
	}
	return nothing, 0
}

// nounLike reports whether a word that no list knows may be a noun with the one
// before it as its modifier.
func (r *reader) nounLike(j int) bool {
	if j >= r.end {
		return false
	}
	w := &r.words[j]
	return w.kind == analysis.Word && !w.capital && !w.is(function|speech) && len(w.key) > 4 && w.key[len(w.key)-1] == 's'
}

// personFits refuses a surname that has another first name before it or a name
// after it that makes it someone or something else.
func (r *reader) personFits(j, next int, list []piece) bool {
	if len(list) > 0 && list[len(list)-1].cat == runPiece && next == j+1 {
		return false
	}
	if next == j+1 && r.cased && next < r.end {
		// Kirill is somebody, Kirill Dmitriev is somebody else
		if v := &r.words[next]; v.kind == analysis.Word && v.capital && !v.is(calendar|function) && (v.length == 0 || v.surnameOnly()) {
			return false
		}
	}
	if next == j+1 && r.words[j].is(opener) && j == r.start && next < r.end && !r.words[next].is(speech) &&
		r.words[next].kind != analysis.Possessive {
		return false
	}
	return true
}
