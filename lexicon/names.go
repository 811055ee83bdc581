package lexicon

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NameKind says what a name is a name of.
type NameKind uint8

// The kinds of name.
const (
	PersonName         NameKind = iota // an actor's name or alias
	SurnameName                        // an actor's surname, which others may have too
	OrganizationName                   //
	GenericName                        // an organization's name within its country: foreign ministry
	CountryName                        //
	CapitalName                        // a country's capital, or another metonym of its government
	CityName                           // another city of a country
	AdjectiveName                      // Russian
	DemonymName                        // Russians
	RoleName                           // foreign minister
	TitleName                          // a role's title before a name: Sen.
	CollectiveName                     // officials
	CollectiveSingular                 // official
	SideName                           // Republicans
	SideMember                         // Republican
)

// Ref is what a name may mean.
type Ref struct {
	Kind NameKind
	ID   string // of the actor, organization, country, role, collective or side
	// Ambiguous is true where the lexicon says that others have the name too.
	Ambiguous bool
}

// Names finds names in text. Accents, full stops inside a word and the kind of
// apostrophe do not matter; case does where it tells names from words: a word
// that begins with a capital in the lexicon must in the text, and a name all in
// capitals (US, WHO) must be so in the text (four letters and more may also be
// written Nato).
type Names struct {
	entries map[string][]entry
	prefix  map[string]struct{} // proper beginnings of names, in whole words
}

type entry struct {
	Ref
	shape string // the name as the lexicon has it, split as its key is
}

func newNames(l *Lexicon) *Names {
	n := &Names{make(map[string][]entry, 8*len(l.Actors)+4096), make(map[string]struct{}, 4*len(l.Actors)+4096)}
	for i := range l.Countries {
		c := &l.Countries[i]
		n.add(CountryName, c.ID, false, c.Name)
		n.add(CountryName, c.ID, false, c.Aliases...)
		n.add(CapitalName, c.ID, false, c.Capital)
		n.add(CapitalName, c.ID, false, c.Metonyms...)
		n.add(CityName, c.ID, false, c.Cities...)
		n.add(AdjectiveName, c.ID, false, c.Adjectives...)
		n.add(DemonymName, c.ID, false, c.Demonyms...)
	}
	for i := range l.Sides {
		s := &l.Sides[i]
		if l.countries[s.ID] == nil {
			n.add(SideName, s.ID, false, s.Name)
		}
		n.add(SideName, s.ID, false, s.Aliases...)
		n.add(SideName, s.ID, true, s.Ambiguous...)
		n.add(SideMember, s.ID, false, s.Members...)
	}
	for i := range l.Organizations {
		o := &l.Organizations[i]
		n.add(OrganizationName, o.ID, false, o.Name)
		n.add(OrganizationName, o.ID, false, o.Aliases...)
		n.add(OrganizationName, o.ID, true, o.Ambiguous...)
		n.add(GenericName, o.ID, true, o.Generic...)
	}
	for i := range l.Actors {
		a := &l.Actors[i]
		n.add(PersonName, a.ID, a.Common, a.Name)
		n.add(PersonName, a.ID, a.Common, a.Aliases...)
		n.add(PersonName, a.ID, true, a.Ambiguous...)
		n.add(SurnameName, a.ID, true, l.FamilyNames(a)...)
	}
	for i := range l.Roles {
		r := &l.Roles[i]
		n.add(RoleName, r.ID, false, r.Name)
		n.add(RoleName, r.ID, false, r.Names...)
		n.add(TitleName, r.ID, false, r.Titles...)
	}
	for i := range l.Collectives {
		c := &l.Collectives[i]
		n.add(CollectiveName, c.ID, false, c.Plural)
		n.add(CollectiveName, c.ID, false, c.Names...)
		n.add(CollectiveSingular, c.ID, false, c.Singulars...)
	}
	return n
}

func (n *Names) add(kind NameKind, id string, ambiguous bool, names ...string) {
next:
	for _, name := range names {
		shape := nameShape(name)
		if shape == "" {
			continue
		}
		key := fold(shape)
		for _, e := range n.entries[key] {
			if e.Kind == kind && e.ID == id {
				continue next
			}
		}
		n.entries[key] = append(n.entries[key], entry{Ref{kind, id, ambiguous}, shape})
		for i := 1; i < len(key); i++ {
			if key[i] == ' ' {
				n.prefix[key[:i]] = struct{}{}
			}
		}
	}
}

// Named gives everything that one whole name may mean, in the order countries,
// sides, organizations, people, roles, collectives; none where it is not known.
func (n *Names) Named(name string) []Ref {
	shape := nameShape(name)
	return fitting(n.entries[fold(shape)], shape)
}

// Longest gives the longest known name that words begin with: how many of them
// it takes and what it may mean, 0 and none where there is none. The words are
// as the text has them, of one sentence; "'s" may be a word of its own.
func (n *Names) Longest(words []string) (count int, refs []Ref) {
	var shape, key []byte
	for i, w := range words {
		s := nameShape(w)
		if s == "" {
			if i == 0 {
				return 0, nil
			}
			continue // a full stop that was cut off: "Jr" "."
		}
		if i > 0 {
			shape, key = append(shape, ' '), append(key, ' ')
		}
		shape, key = append(shape, s...), append(key, fold(s)...)
		if found := n.entries[string(key)]; found != nil {
			if fit := fitting(found, string(shape)); fit != nil {
				count, refs = i+1, fit
			}
		}
		if _, ok := n.prefix[string(key)]; !ok {
			break
		}
	}
	return count, refs
}

func fitting(found []entry, shape string) []Ref {
	var refs []Ref
	for _, e := range found {
		if caseFits(e.shape, shape) {
			refs = append(refs, e.Ref)
		}
	}
	return refs
}

// caseFits reports whether text has capitals where the name has them.
func caseFits(name, text string) bool {
	for name != "" && text != "" {
		var n, t string
		n, name, _ = strings.Cut(name, " ")
		t, text, _ = strings.Cut(text, " ")
		first, _ := utf8.DecodeRuneInString(n)
		if !unicode.IsUpper(first) {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(t); !unicode.IsUpper(first) {
			return false
		}
		if Acronym(n) && len(n) < 4 && !Acronym(t) {
			return false
		}
	}
	return true
}

// Acronym reports whether a word of two letters or more is all in capitals.
func Acronym(w string) bool {
	letters := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 1
}

// nameShape splits a name into the words that a key is made of: "'s" and "&"
// stand apart, full stops go.
func nameShape(name string) string {
	if plainName(name) {
		return name
	}
	var b strings.Builder
	space := func() {
		if s := b.String(); s != "" && s[len(s)-1] != ' ' {
			b.WriteByte(' ')
		}
	}
	for _, w := range strings.Fields(name) {
		space()
		for i, r := range w {
			switch {
			case r == '.' || r == ',' || w == "-" || w == "–":
			case r == '&':
				space()
				b.WriteByte('&')
				space()
			case r == '’' || r == '‘' || r == '\'':
				if rest := w[i+utf8.RuneLen(r):]; i > 0 && rest == "s" {
					space()
				}
				b.WriteByte('\'')
			default:
				b.WriteRune(r)
			}
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

// plainName reports whether a name needs no reshaping: letters, hyphens and
// single blanks between them.
func plainName(s string) bool {
	letter := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			letter = true
		case (c == ' ' || c == '-') && letter && i+1 < len(s):
			letter = false
		default:
			return false
		}
	}
	return letter
}

// plainLetters are ligatures and apostrophes of names.
var plainLetters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ð", "d", "þ", "th", "’", "'", "‘", "'")

// fold makes spellings of one name equal: lower case, no accents, straight apostrophes.
func fold(s string) string {
	s = strings.ToLower(s)
	if isASCII(s) {
		return s
	}
	return plainLetters.Replace(Unaccented(s))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Unaccented is a lower-case text without accents: é becomes e, ł becomes l.
func Unaccented(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch { // letters that normalization does not take apart, then accents
		case r == 'ł':
			r = 'l'
		case r == 'ø':
			r = 'o'
		case r == 'ı':
			r = 'i'
		case r == 'đ':
			r = 'd'
		case unicode.Is(unicode.Mn, r):
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// FamilyNames are what may follow a title or stand alone for an actor once he
// was named: those of the file, or the last words of his names.
func (l *Lexicon) FamilyNames(a *Actor) []string {
	if len(a.Surnames) > 0 {
		return a.Surnames
	}
	list := make([]string, 0, 2)
	add := func(name string) {
		s := l.familyName(name)
		if s == "" {
			return
		}
		for _, have := range list {
			if have == s {
				return
			}
		}
		list = append(list, s)
	}
	add(a.Name)
	for _, alias := range a.Aliases {
		add(alias)
	}
	return list
}

// familyName is the last word of a name of two words or more, with its
// particles; "" for a name of one word.
func (l *Lexicon) familyName(name string) string {
	words := strings.Fields(name)
	if n := len(words); n > 2 && slices.Contains(l.NameWords.Suffixes, strings.ToLower(strings.Trim(words[n-1], ".,"))) {
		words = words[:n-1]
	}
	if len(words) < 2 {
		return ""
	}
	i := len(words) - 1
	for i > 1 && slices.Contains(l.NameWords.Particles, words[i-1]) {
		i--
	}
	return strings.TrimRight(strings.Join(words[i:], " "), ",")
}
