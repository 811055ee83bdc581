package actor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
	"readout/lexicon"
)

// letterCase is how a phrase must be written to have a meaning.
type letterCase uint8

const (
	anyCase     letterCase = iota
	initialCase            // a capital first
	upperCase              // capitals only: US is a country, us is not
)

// wordFlag is what a single word tells of a name that it stands in.
type wordFlag uint16

const (
	maleName wordFlag = 1 << iota
	femaleName
	unisexName
	bodyWord
	placeWord
	thingWord
	particle
	suffix
	opener   // opens sentences with a capital, no name
	function // closed-class word
	speech   // form of a reporting verb
	calendar // Monday, March
	document // report, lawsuit: what somebody writes or publishes
	modifier // former, deputy: may stand between a name and a noun
)

const anyFirstName = maleName | femaleName | unisexName

// plurals of a noun phrase: that of its last word, and of its first where "of" follows.
func plurals(phrase string) []string {
	words := strings.Fields(phrase)
	if len(words) == 0 {
		return nil
	}
	at := len(words) - 1
	for i, w := range words {
		if (w == "of" || w == "for" || w == "to") && i > 0 {
			at = i - 1
			break
		}
	}
	words[at] = plural(words[at])
	return []string{strings.Join(words, " ")}
}

func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "man") && w != "human" && w != "german" && w != "roman":
		return w[:len(w)-2] + "en"
	case w == "child":
		return "children"
	case w == "person" || strings.HasSuffix(w, "sperson"):
		return strings.TrimSuffix(w, "person") + "people"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	case strings.HasSuffix(w, "y") && len(w) > 1 && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}

// split cuts a phrase of the lexicon as the segmenter cuts a text.
func split(phrase string) []string {
	phrase = strings.NewReplacer("’", "'", "'s ", " 's ", "& ", "& ", ",", " ,").Replace(phrase)
	if strings.HasSuffix(phrase, "'s") {
		phrase = phrase[:len(phrase)-2] + " 's"
	}
	return strings.Fields(phrase)
}

func caseOf(words []string) letterCase {
	if len(words) == 1 && len(words[0]) <= 6 && lexicon.Acronym(words[0]) {
		return upperCase
	}
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			return initialCase
		}
	}
	return anyCase
}

// aged is the end of nouns and adjectives for an age, as in "the 24-year-old".
const aged = "-year-old"

// keyOf is the key by which words are compared: a lower-cased word without full stops and accents,
// so that U.S. and US, Calderón and Calderon are one. All ages have one key, "year-old".
func keyOf(lower string) string {
	if strings.HasSuffix(lower, aged) || strings.HasSuffix(lower, aged+"s") {
		return lower[strings.LastIndex(lower, aged)+1:]
	}
	if key := strings.ReplaceAll(lexicon.Unaccented(lower), ".", ""); key != "" {
		return key
	}
	return lower
}

// word is a token with what the lexicon says of it.
type word struct {
	key     string
	flags   wordFlag
	kind    analysis.TokenKind
	capital bool // begins with one
	upper   bool // all capitals, two or more letters
	length  int  // tokens of the phrase that begins here, 0 for none
	senses  []sense
}

func (w *word) is(f wordFlag) bool { return w.flags&f != 0 }

// partisan reports whether a word means the members of a party.
func (w *word) partisan() bool {
	_, ok := w.sense(memberSense)
	return ok
}

// only reports whether a word alone, and not as the first of several, means somebody and nothing but one kind.
func (w *word) only(kind senseKind) bool {
	for _, s := range w.senses {
		if s.kind != kind {
			return false
		}
	}
	return w.length == 1
}
