package actor

import (
	"strings"

	"readout/analysis"
)

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
	first, last  int   // tokens [first, last), the determiner included
	name0, name1 int   // tokens of the name
	city0, city1 int32 // tokens [city0, city1) of a city before the noun, whose country the phrase has
	sentence     int32
	country      int32 // of an adjective or a country before the noun, -1 for none
	side         int32 // of a party member, -1 for none
	apposed      int32 // the phrase that it says more of, -1 for none
	known        sense

	nouns    []noun  // what it is called: roles and common nouns, the head first
	of       []int32 // phrases that it belongs to: possessors, bodies before the noun, of-phrases
	entities []int32 // who it is; none where unresolved
	rule     string
	conf     float64

	// Small fields stand together: a long article has a million phrases, and padding costs.
	kind     phraseKind
	det      determiner
	gender   byte // 'm' or 'f' by title, noun or pronoun
	titled   bool
	inner    bool // stands before the noun of a larger phrase: Putin's in Putin's aide
	plural   bool
	genitive bool // followed by 's
	city     bool // country is that of a city before the noun
	former   bool // a former holder, who speaks for it no more
	weak     bool // a name at a place where every word has a capital
	body     bool // a name that is a body's because somebody is its chief or its member
	tried    bool // who it is was looked for
}

// noun is a word for somebody: a role of the lexicon or a common noun.
type noun struct {
	sense       sense
	first, last int
}

func (r *phraser) phraseAt(i int) int {
	begin := i
	w := &r.words[i]
	if w.kind == analysis.Punct || w.kind == analysis.OpenQuote || w.kind == analysis.CloseQuote || w.kind == analysis.Possessive {
		return i
	}
	if g, ok := r.personal[w.key]; ok && !(w.upper && len(w.senses) > 0) {
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
func (r *phraser) determiner(i int) (determiner, int) {
	det := r.determiners[r.words[i].key]
	if det == bare && r.numeral(r.words[i].key) {
		det = quantity
	}
	if r.words[i].upper && len(r.words[i].key) > 1 || det == bare {
		if r.words[i].kind == analysis.Number && i+1 < r.end {
			return quantity, i + 1
		}
		return bare, i
	}
	i++
	if i+1 < r.end && det == definite && r.english.TheCountry[r.words[i].key] && r.words[i+1].kind == analysis.Possessive {
		return possessed, i + 2 // the country's finance minister
	}
	// one of the, some of the, a number of
	if i+1 < r.end && r.words[i].key == "of" && det == quantity {
		i++
		if d := r.determiners[r.words[i].key]; d == definite {
			i++
		}
		return quantity, i
	}
	if i+2 < r.end && det == indefinite && r.english.Counters[r.words[i].key] && r.words[i+1].key == "of" {
		return quantity, i + 2
	}
	for i < r.end && r.determiners[r.words[i].key] == quantity {
		i++
	}
	if i < r.end && r.words[i].kind == analysis.Number {
		i++
	}
	return det, i
}

// numeral reports whether a word is a number of two words joined by a hyphen: twenty-one.
func (r *phraser) numeral(key string) bool {
	tens, ones, ok := strings.Cut(key, "-")
	return ok && r.english.Tens[tens] && r.determiners[ones] == quantity
}

// nominal reads a phrase after its determiner; of are phrases that it belongs to.
func (r *phraser) nominal(begin, i int, det determiner, of []int32) int {
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
func (r *phraser) readsAsAdjective(list []piece) {
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
func (r *phraser) standsAlone(list []piece) bool { return len(list) >= 2 }
