package actor

import (
	"strings"

	"readout/lexicon"
)

// senseKind is what a phrase of the lexicon can mean.
type senseKind uint8

const (
	noSense        senseKind = iota
	personSense              // ref: Lexicon.Actors
	bodySense                // ref: Lexicon.Organizations
	genericSense             // ref: Lexicon.Organizations that have this name within their country
	countrySense             // ref: Lexicon.Countries
	adjectiveSense           // Russian; ref: Lexicon.Countries
	demonymSense             // Russians; ref: Lexicon.Countries
	capitalSense             // the government where it speaks; ref: Lexicon.Countries
	citySense                // never the government; ref: Lexicon.Countries
	sideSense                // Republicans; ref: Lexicon.Sides
	memberSense              // Republican; ref: Lexicon.Sides
	roleSense                // ref: Lexicon.Roles
	roleTitleSense           // Sen., before a name; ref: Lexicon.Roles
	titleSense               // Mr.; ref: gender, 0, 'm' or 'f'
	groupSense               // officials; ref: Lexicon.Collectives
	groupOneSense            // official; ref: Lexicon.Collectives
	peopleSense              // striker, strikers: a common noun for people
	bodyNounSense            // company: a common noun for bodies
)

// sense is one meaning of a phrase.
type sense struct {
	kind   senseKind
	letter letterCase
	plural bool
	// weak marks a name that others have too: the text must say more.
	weak bool
	ref  int32
}

// node is a place in the tree of all phrases, word by word.
type node struct {
	next   map[string]*node
	senses []sense
}

// knowledge is the lexicon, made ready for reading tokens. It never changes.
type knowledge struct {
	lex         *lexicon.Lexicon
	root        *node
	flags       map[string]wordFlag
	surnames    map[string][]int32 // by normalized surname: indexes into Lexicon.Actors
	noun        map[string]string  // by plural of a noun for people or bodies: its singular
	byActor     map[string]int32   // by id: index into Lexicon.Actors
	countries   map[string]int32   // by id: index into Lexicon.Countries
	pronouns    *PronounModel
	antecedents AntecedentModel

	english     *lexicon.ActorWords
	determiners map[string]determiner
	personal    map[string]pronounSense
}

func newKnowledge(lex *lexicon.Lexicon, pronouns *PronounModel) *knowledge {
	k := &knowledge{
		lex: lex, root: &node{}, flags: map[string]wordFlag{}, surnames: map[string][]int32{},
		noun: map[string]string{}, byActor: make(map[string]int32, len(lex.Actors)), countries: map[string]int32{},
		pronouns: pronouns, english: &lex.English.Actor,
	}
	k.addEnglish(&lex.English)
	k.addWords(&lex.NameWords)
	k.addCountries()
	k.addSides()
	k.addBodies()
	k.addRoles()
	k.addPeople()
	k.addActors()
	return k
}

// addEnglish indexes the closed word classes of English: determiners, pronouns, prepositions
// and the like.
func (k *knowledge) addEnglish(e *lexicon.English) {
	for _, list := range []struct {
		words lexicon.Set
		flag  wordFlag
	}{
		{e.Actor.Function, function}, {e.Actor.Modifiers, modifier}, {e.Calendar.Weekdays, calendar}, {e.Calendar.Months, calendar},
		{e.Calendar.ShortMonths, calendar}, {e.Calendar.Feasts, calendar},
	} {
		for word := range list.words {
			k.flags[keyOf(word)] |= list.flag
		}
	}
	k.determiners = map[string]determiner{}
	for _, list := range []struct {
		words lexicon.Set
		det   determiner
	}{{e.Actor.Definite, definite}, {e.Actor.Indefinite, indefinite}, {e.Actor.Quantities, quantity}} {
		for word := range list.words {
			k.determiners[word] = list.det
		}
	}
	k.personal = map[string]pronounSense{}
	for _, p := range e.Actor.Pronouns {
		sense := pronounSense{person: uint8(p.Person), plural: p.Plural, possessive: p.Possessive}
		if p.Gender != "" {
			sense.gender = p.Gender[0]
		}
		for _, word := range p.Words {
			k.personal[word] = sense
			k.flags[word] |= function
		}
	}
}

func (k *knowledge) addWords(w *lexicon.NameWords) {
	for _, list := range []struct {
		words []string
		flag  wordFlag
	}{
		{w.Male, maleName}, {w.Female, femaleName}, {w.Unisex, unisexName}, {w.BodyWords, bodyWord}, {w.PlaceWords, placeWord},
		{w.ThingWords, thingWord}, {w.Particles, particle}, {w.Suffixes, suffix}, {w.Openers, opener}, {w.Documents, document},
	} {
		for _, word := range list.words {
			k.flags[keyOf(strings.ToLower(word))] |= list.flag
		}
	}
	for i := range k.lex.Cues {
		if c := &k.lex.Cues[i]; c.Kind == "verb" && !strings.Contains(c.Lemma, " ") {
			for _, f := range c.Inflected() {
				k.flags[f] |= speech
			}
		}
	}
	for _, t := range w.Titles {
		var gender int32
		if t.Gender != "" {
			gender = int32(t.Gender[0])
		}
		for _, word := range t.Words {
			k.add(word, sense{kind: titleSense, ref: gender, letter: initialCase})
		}
	}
	for _, word := range w.People {
		k.addNoun(word, peopleSense)
	}
	for _, word := range w.Peoples {
		k.add(word, sense{kind: peopleSense, plural: true})
	}
	for _, word := range w.Bodies {
		k.addNoun(word, bodyNounSense)
	}
}

// addNoun adds a common noun and its regular plural.
func (k *knowledge) addNoun(word string, kind senseKind) {
	k.add(word, sense{kind: kind})
	for _, p := range plurals(word) {
		k.add(p, sense{kind: kind, plural: true})
		k.noun[p] = word
	}
}

func (k *knowledge) addCountries() {
	for i := range k.lex.Countries {
		c, ref := &k.lex.Countries[i], int32(i)
		k.countries[c.ID] = ref
		k.add(c.Name, sense{kind: countrySense, ref: ref})
		for _, a := range c.Aliases {
			k.add(a, sense{kind: countrySense, ref: ref})
		}
		for _, a := range c.Adjectives {
			k.add(a, sense{kind: adjectiveSense, ref: ref})
		}
		for _, a := range c.Demonyms {
			k.add(a, sense{kind: demonymSense, ref: ref, plural: true})
			one := strings.TrimSuffix(a, "s")
			if strings.HasSuffix(a, "men") {
				one = strings.TrimSuffix(a, "men") + "man"
			}
			if one != a {
				k.add(one, sense{kind: demonymSense, ref: ref})
			}
			if strings.HasSuffix(a, "men") {
				k.add(strings.TrimSuffix(a, "men")+"woman", sense{kind: demonymSense, ref: ref})
				k.add(strings.TrimSuffix(a, "men")+"women", sense{kind: demonymSense, ref: ref, plural: true})
			}
		}
		for _, a := range append([]string{c.Capital}, c.Metonyms...) {
			k.add(a, sense{kind: capitalSense, ref: ref})
		}
		for _, a := range c.Cities {
			k.add(a, sense{kind: citySense, ref: ref})
		}
	}
}

func (k *knowledge) addSides() {
	for i := range k.lex.Sides {
		s, ref := &k.lex.Sides[i], int32(i)
		if k.lex.Country(s.ID) == nil {
			k.add(s.Name, sense{kind: sideSense, ref: ref, plural: true})
		}
		for _, a := range s.Aliases {
			k.add(a, sense{kind: sideSense, ref: ref, plural: true})
		}
		for _, a := range s.Ambiguous {
			k.add(a, sense{kind: sideSense, ref: ref, plural: true, weak: true})
		}
		for _, a := range s.Members {
			k.add(a, sense{kind: memberSense, ref: ref})
		}
		for _, a := range s.Adjectives {
			k.add(a, sense{kind: memberSense, ref: ref, weak: true})
		}
	}
}

func (k *knowledge) addBodies() {
	for i := range k.lex.Organizations {
		o, ref := &k.lex.Organizations[i], int32(i)
		k.add(o.Name, sense{kind: bodySense, ref: ref})
		for _, a := range o.Aliases {
			k.add(a, sense{kind: bodySense, ref: ref})
		}
		for _, a := range o.Ambiguous {
			k.add(a, sense{kind: bodySense, ref: ref, weak: true})
		}
		for _, a := range o.Generic {
			k.add(strings.ToLower(a), sense{kind: genericSense, ref: ref})
		}
	}
}

func (k *knowledge) addRoles() {
	for i := range k.lex.Roles {
		r, ref := &k.lex.Roles[i], int32(i)
		for _, n := range append([]string{r.Name}, r.Names...) {
			n = strings.ToLower(n)
			k.add(n, sense{kind: roleSense, ref: ref})
			for _, p := range plurals(n) {
				k.add(p, sense{kind: roleSense, ref: ref, plural: true})
				k.noun[p] = n
			}
		}
		for _, t := range r.Titles {
			k.add(t, sense{kind: roleTitleSense, ref: ref, letter: initialCase})
		}
	}
}

func (k *knowledge) addPeople() {
	for i := range k.lex.Collectives {
		c, ref := &k.lex.Collectives[i], int32(i)
		for _, n := range append([]string{c.Plural}, c.Names...) {
			k.add(n, sense{kind: groupSense, ref: ref, plural: true})
		}
		for _, n := range c.Singulars {
			k.add(n, sense{kind: groupOneSense, ref: ref})
		}
	}
}

func (k *knowledge) addActors() {
	for i := range k.lex.Actors {
		a, ref := &k.lex.Actors[i], int32(i)
		k.byActor[a.ID] = ref
		for _, n := range append([]string{a.Name}, a.Aliases...) {
			k.add(n, sense{kind: personSense, ref: ref, weak: a.Common})
		}
		for _, n := range a.Ambiguous {
			k.add(n, sense{kind: personSense, ref: ref, weak: true})
		}
		surnames := k.lex.FamilyNames(a)
		for _, s := range surnames {
			key := keyOf(strings.ToLower(s))
			if list := k.surnames[key]; len(list) == 0 || list[len(list)-1] != ref {
				k.surnames[key] = append(list, ref)
			}
		}
	}
}

// add puts a phrase into the tree. Where the sense leaves the case open, the
// phrase's own spelling says it.
func (k *knowledge) add(phrase string, s sense) {
	words := split(phrase)
	if len(words) == 0 {
		return
	}
	if s.letter == anyCase {
		s.letter = caseOf(words)
	}
	at := k.root
	for _, w := range words {
		key := keyOf(strings.ToLower(w))
		n := at.next[key]
		if n == nil {
			if at.next == nil {
				at.next = map[string]*node{}
			}
			n = &node{}
			at.next[key] = n
		}
		at = n
	}
	for _, have := range at.senses {
		if have.kind == s.kind && have.ref == s.ref && have.letter == s.letter {
			return
		}
	}
	at.senses = append(at.senses, s)
}

// match gives the senses of the longest phrase that begins at token i and is
// written as they ask, and how many tokens it has.
func (k *knowledge) match(words []word, i, end int, found *[]sense) int {
	at, length := k.root, 0
	*found = (*found)[:0]
	for j := i; j < end; j++ {
		n := at.next[words[j].key]
		if n == nil {
			break
		}
		at = n
		if len(n.senses) == 0 {
			continue
		}
		fresh := false
		for _, s := range n.senses {
			if s.letter == anyCase || s.letter == initialCase && words[i].capital || s.letter == upperCase && words[i].upper {
				if !fresh {
					*found, fresh = (*found)[:0], true
				}
				*found = append(*found, s)
			}
		}
		if fresh {
			length = j - i + 1
		}
	}
	return length
}

// sense gives the first sense of a kind.
func (w *word) sense(kind senseKind) (sense, bool) {
	for _, s := range w.senses {
		if s.kind == kind {
			return s, true
		}
	}
	return sense{}, false
}
