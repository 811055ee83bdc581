package reader

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
	"readout/lexicon"
)

// Hidden says how names are hidden from the encoder, so that no score hangs on
// who somebody is: a person's name is read as one piece, the same for the same
// last name within a window, and the name of a party as another one.
type Hidden struct {
	First   int32    `json:"first"`   // the piece of a window's first name; others follow
	Kinds   int      `json:"kinds"`   // names that are told apart in a window
	Party   int32    `json:"party"`   // the piece of a party
	Parties []string `json:"parties"` // words that name parties, in upper and lower case as written
}

// names are the words of an article that name persons and parties.
type names struct {
	words   map[string]bool
	parties map[string]bool
	keys    map[string]int32 // by last word of a name: its number, from 1
}

// partyKey stands for every party.
const partyKey = -1

// cover is a stretch of text that is read as one piece.
type cover struct {
	start, end int
	key        int32 // number of the name, or partyKey
}

// notNames are words of countries' names, which never count as a person's.
func notNames(lex *lexicon.Lexicon) map[string]bool {
	words := map[string]bool{}
	for i := range lex.Countries {
		c := &lex.Countries[i]
		for _, list := range [][]string{{c.Name}, c.Adjectives, c.Aliases} {
			for _, name := range list {
				for _, w := range strings.Fields(name) {
					words[w] = true
				}
			}
		}
	}
	return words
}

// shortestName is the fewest letters of a word that is hidden as a name.
const shortestName = 3

// add takes the capitalized words of a person's name.
func (n *names) add(name string, not map[string]bool) {
	for at := 0; at < len(name); {
		start, end := nextCapitalized(name, at)
		if end == start {
			return
		}
		if w := withoutPossessive(name[start:end]); len(w) >= shortestName && !not[w] {
			n.words[w] = true
		}
		at = end
	}
}

// namesOf gives the words that name the persons of an article.
func (r *Reader) namesOf(d *analysis.Document, more []string) *names {
	n := &names{words: map[string]bool{}, parties: r.parties, keys: map[string]int32{}}
	for i := range d.Actors {
		if d.Actors[i].Kind == "person" {
			n.add(d.Actors[i].Name, r.notNames)
		}
	}
	for _, name := range more {
		n.add(name, r.notNames)
	}
	return n
}

// covers finds names in text, in order; offsets count from at.
func (n *names) covers(text string, at int) []cover {
	var found []cover
	for from := 0; ; {
		start, end := nextCapitalized(text, from)
		if end == start {
			return found
		}
		from = end
		whole := text[start:end]
		word := withoutPossessive(whole)
		switch last := len(found) - 1; {
		case n.parties[whole]:
			found = append(found, cover{at + start, at + end, partyKey})
		case !n.words[word]:
		case last >= 0 && found[last].key != partyKey && joins(text[found[last].end-at:start]):
			found[last].end, found[last].key = at+start+len(word), n.key(word)
		default:
			found = append(found, cover{at + start, at + start + len(word), n.key(word)})
		}
	}
}

func (n *names) key(word string) int32 {
	k, ok := n.keys[word]
	if !ok {
		k = int32(len(n.keys) + 1)
		n.keys[word] = k
	}
	return k
}

// nextCapitalized finds the next word from at on that begins with a capital: letters, digits
// and hyphens, and after an apostrophe only another capital (O'Brien). Start
// and end are equal where there is none.
func nextCapitalized(text string, at int) (start, end int) {
	inWord := false
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !inWord && unicode.IsUpper(r) {
			break
		}
		inWord = isNameRune(r)
		at += size
	}
	start, end = at, at
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if r == '\'' || r == '’' {
			next, _ := utf8.DecodeRuneInString(text[end+size:])
			if !unicode.IsUpper(next) {
				break
			}
		} else if !isNameRune(r) {
			break
		}
		end += size
	}
	return start, end
}

func isNameRune(r rune) bool {
	return r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

func withoutPossessive(w string) string {
	for _, s := range []string{"'s", "’s", "'S", "’S"} {
		w = strings.TrimSuffix(w, s)
	}
	return w
}

// joins reports whether two words of a name may have this between them: blanks, and at
// most one initial.
func joins(between string) bool {
	parts := strings.Fields(between)
	if strings.TrimLeftFunc(between, unicode.IsSpace) == between || strings.ContainsRune(between, '\n') {
		return false
	}
	return len(parts) == 0 || len(parts) == 1 && len(parts[0]) == 2 && parts[0][1] == '.' && unicode.IsUpper(rune(parts[0][0]))
}
