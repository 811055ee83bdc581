package actor

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf8"

	"readout/analysis"
	"readout/lexicon"
)

// entity is somebody in a document, with all that the text says of him.
type entity struct {
	actor analysis.Actor
	kind  phraseKind
	known sense

	given, surname string // keys, of people
	gender         byte
	plural         bool
	offices        []office
	basis          int // strength of the reason for actor.SideID: byNothing to byText

	lastMention
	unquoted  lastMention // the last one outside of quotations
	spoke     int         // mentions as a source
	whose     string      // key of the body whose possessive stands before the name of a body
	ofCountry bool        // a body whose country the words before its name say
	inTitle   bool        // mentioned in the headline
	loose     bool        // of an indefinite phrase, nobody in particular: a president
	told      int32       // the last attribution in whose content a mention stood, -1 for none
	mentions  int
	whole     int // mentions by full name, in the whole article
}

// lastMention is where and how somebody was mentioned last.
type lastMention struct {
	seen     int   // token
	sentence int32 // -1 for no mention
	front    bool  // it stood first in its sentence
	quoted   bool  // it stood in a quotation
	oblique  bool  // it stood after a preposition
	owner    bool  // it was a possessor or stood before a noun
	subject  bool  // a verb followed it
	source   bool  // it was a source
	pronoun  bool  // it was a pronoun
}

// office is a role or common noun by which the text or the lexicon calls somebody.
type office struct {
	sense   sense
	word    string // key of the head noun, singular
	of      string // id or name key of what it belongs to, "" for unknown
	city    string // of which it is, as the text has it
	lexical bool   // known from the lexicon
	said    bool   // known from the lexicon, and the text calls him by it
	lapsed  bool   // he was called a former one
	local   bool   // of a part of a country or of some body: state legislators, an official with the union
}

// Reasons for a side, from the weakest: a stronger one replaces a weaker one.
const (
	byNothing = iota
	byNationality
	byAffiliation
	byHome
	byOffice
	byLexicon
	byText // by an office in the text that the lexicon does not have for that person
)

func (c *register) add(e entity) int32 {
	e.seen, e.sentence, e.told, e.unquoted.sentence = -1, -1, -1, -1
	c.list = append(c.list, e)
	return int32(len(c.list) - 1)
}

// person is the entity of somebody whom the lexicon knows.
func (c *register) person(ref int32) int32 {
	key := sense{kind: personSense, ref: ref}
	if i, ok := c.byKnown[key]; ok {
		return i
	}
	a := &c.lex.Actors[ref]
	e := entity{kind: personPhrase, known: key, actor: analysis.Actor{
		ID: a.ID, Name: a.Name, Kind: "person", Country: a.Country, Gender: a.Gender, Aliases: a.Aliases, Known: true,
	}}
	if a.Gender != "" {
		e.gender = a.Gender[0]
	}
	day := c.day
	side, basis, from, to := c.lex.SideAt(a, day)
	e.actor.SideID, e.actor.SideBasis, e.actor.ValidFrom, e.actor.ValidTo = side, basis, from.Time, to.Time
	if side == "" {
		e.actor.SideBasis = ""
	} else {
		e.basis = byLexicon
	}
	if t, ok := c.lex.TermAt(a, day); ok {
		e.actor.Role = c.termRole(t, day)
	}
	for _, t := range a.Terms {
		if t.Holds(day) {
			if r := c.roleRef(t.Role); r >= 0 {
				e.offices = append(e.offices, office{sense: sense{kind: roleSense, ref: r}, word: t.Role, of: t.Of, lexical: true})
			}
		}
	}
	names := c.lex.FamilyNames(a)
	for n, f := range names {
		key := keyOf(strings.ToLower(f))
		if n == 0 {
			e.surname = key
		}
	}
	e.given = keyOf(strings.ToLower(strings.Fields(a.Name + " x")[0]))
	i := c.add(e)
	c.byKnown[key] = i
	for _, f := range names {
		c.index(c.bySurname, keyOf(strings.ToLower(f)), i)
	}
	c.index(c.byGiven, e.given, i)
	return i
}

// namesakes is the most entities that are looked through for one name. Lists of a
// family or of everybody called Mohammed stay far below.
const namesakes = 64

// index notes an entity under a name that it may be called by.
func (c *register) index(m map[string][]int32, key string, i int32) {
	if len(m[key]) >= namesakes {
		return
	}
	for _, have := range m[key] {
		if have == i {
			return
		}
	}
	m[key] = append(m[key], i)
}

func (k *knowledge) roleRef(id string) int32 {
	if r := k.lex.Role(id); r != nil {
		for i := range k.lex.Roles {
			if &k.lex.Roles[i] == r {
				return int32(i)
			}
		}
	}
	return -1
}

// termRole says a term in words, its organization as it was called on a day: Russian foreign minister, chief executive of Tesla.
func (k *knowledge) termRole(t lexicon.Term, day time.Time) string {
	name := t.Role
	if r := k.lex.Role(t.Role); r != nil {
		name = r.Name
	}
	if country := k.lex.Country(t.Of); country != nil {
		if len(country.Adjectives) > 0 {
			return country.Adjectives[0] + " " + name
		}
		return country.Name + " " + name
	}
	if o := k.lex.Organization(t.Of); o != nil {
		return o.NameOn(day) + " " + name
	}
	if s := k.lex.Side(t.Of); s != nil {
		return s.Name + " " + name
	}
	return name
}

// body is the entity of an organization of the lexicon.
func (c *register) body(ref int32) int32 {
	key := sense{kind: bodySense, ref: ref}
	if i, ok := c.byKnown[key]; ok {
		return i
	}
	o := &c.lex.Organizations[ref]
	e := entity{kind: bodyPhrase, known: key, actor: analysis.Actor{
		ID: o.ID, Name: o.NameOn(c.day), Kind: "organization", Country: o.Country, Aliases: o.Aliases, Known: true,
		ValidFrom: o.From.Time, ValidTo: o.To.Time,
	}}
	if s := c.lex.OrganizationSide(o); s != "" {
		e.actor.SideID, e.actor.SideBasis, e.basis = s, "lexicon", byLexicon
	}
	if o.Kind == "metonym" {
		e.actor.Kind = "metonym"
		if e.actor.SideID != "" {
			e.actor.SideBasis = "metonym"
		}
	}
	i := c.add(e)
	c.byKnown[key] = i
	return i
}

func (c *register) country(ref int32) int32 {
	key := sense{kind: countrySense, ref: ref}
	if i, ok := c.byKnown[key]; ok {
		return i
	}
	n := &c.lex.Countries[ref]
	i := c.add(entity{kind: countryPhrase, known: key, basis: byLexicon, actor: analysis.Actor{
		ID: n.ID, Name: n.Name, Kind: "country", Country: n.ID, Aliases: n.Aliases, Known: true, SideID: n.Side, SideBasis: "lexicon",
	}})
	c.byKnown[key] = i
	return i
}

func (c *register) side(ref int32) int32 {
	key := sense{kind: sideSense, ref: ref}
	if i, ok := c.byKnown[key]; ok {
		return i
	}
	s := &c.lex.Sides[ref]
	kind := "organization"
	if s.Kind == "party" || s.Kind == "movement" {
		kind = "collective"
	}
	i := c.add(entity{kind: sidePhrase, known: key, basis: byLexicon, plural: kind == "collective", actor: analysis.Actor{
		ID: s.ID, Name: s.Name, Kind: kind, Country: s.Country, Aliases: s.Aliases, Known: true, SideID: s.ID, SideBasis: "lexicon",
		ValidFrom: s.From.Time, ValidTo: s.To.Time,
	}})
	c.byKnown[key] = i
	return i
}

// nameWords are the keys of a name without initials and suffixes.
func (r *reader) nameWords(p *phrase) []string {
	var keys []string
	for i := p.name0; i < p.name1; i++ {
		w := &r.words[i]
		if w.kind != analysis.Word && w.kind != analysis.Number && w.key != "&" || w.key == "the" {
			continue
		}
		if i > p.name0 && (w.is(suffix) || utf8.RuneCountInString(w.key) == 1 && p.kind != bodyPhrase) {
			continue
		}
		keys = append(keys, w.key)
	}
	return keys
}

// initialsMeet reports whether two given names can be one person's: equal, or
// one the initial of the other.
func initialsMeet(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return utf8.RuneCountInString(a) == 1 && strings.HasPrefix(b, a)
}

// shortened reports whether one of two given names is the beginning of the other, of three letters and more, and
// of the same gender where both are known: Alex and Alexander, but not Paul and Paula.
func (c *register) shortened(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	f, g := c.flags[a]&(maleName|femaleName), c.flags[b]&(maleName|femaleName)
	return utf8.RuneCountInString(a) >= 3 && strings.HasPrefix(b, a) && (f == 0 || g == 0 || f == g)
}

// fullName finds or makes the entity of a person named with given name and surname.
func (c *register) fullName(p *phrase, keys []string) int32 {
	given, surname := keys[0], keys[len(keys)-1]
	if c.flags[given]&particle != 0 {
		if list := c.bySurname[strings.Join(keys, " ")]; len(list) == 1 {
			return list[0]
		}
	}
	for _, i := range c.bySurname[surname] {
		if e := &c.list[i]; initialsMeet(e.given, given) || c.shortened(e.given, given) {
			return i
		}
	}
	// The text may have a middle name or an initial that the lexicon leaves out.
	if p.name1-p.name0 > 2 {
		if n := c.root.next[given]; n != nil {
			if n = n.next[surname]; n != nil {
				for _, s := range n.senses {
					if s.kind == personSense && !s.weak {
						return c.person(s.ref)
					}
				}
			}
		}
	}
	e := entity{kind: personPhrase, given: given, surname: surname, actor: analysis.Actor{
		Kind: "person", Name: c.displayName(p),
	}}
	switch f := c.flags[given]; {
	case f&maleName != 0:
		e.gender = 'm'
	case f&femaleName != 0:
		e.gender = 'f'
	}
	i := c.add(e)
	c.index(c.bySurname, surname, i)
	if before, name, ok := strings.Cut(surname, "-"); ok && c.english.NamePrefixes[before] {
		c.index(c.bySurname, name, i) // Mr. Lund after Karim al-Lund
	}
	if len(keys) > 2 && c.flags[keys[len(keys)-2]]&particle == 0 {
		// Spanish and Korean names: either part may be the short form
		c.index(c.bySurname, keys[1], i)
	}
	for n := len(keys) - 2; n > 0 && c.flags[keys[n]]&particle != 0; n-- {
		surname = keys[n] + " " + surname
		c.index(c.bySurname, surname, i)
	}
	c.index(c.byGiven, given, i)
	return i
}

// displayName is the name as the text has it, blanks made single.
func (r *reader) displayName(p *phrase) string { return r.textOf(p.name0, p.name1) }

// textOf is the text of the tokens [first, last), blanks made single.
func (r *reader) textOf(first, last int) string {
	return strings.Join(strings.Fields(r.d.Slice(r.span(first, last))), " ")
}

func (r *reader) span(first, last int) analysis.Span {
	return analysis.Span{Start: r.d.Tokens[first].Start, End: r.d.Tokens[last-1].End}
}

// shortName makes the entity of somebody of whom the text only says the surname.
func (c *register) shortName(p *phrase, key string) int32 {
	i := c.add(entity{kind: personPhrase, surname: key, actor: analysis.Actor{Kind: "person", Name: c.displayName(p)}})
	c.index(c.bySurname, key, i)
	return i
}

// bodyName finds or makes the entity of a body that no list knows.
func (c *register) bodyName(p *phrase, keys []string) int32 {
	key := strings.Join(keys, " ")
	if i, ok := c.byKey[key]; ok {
		return i
	}
	i := c.add(entity{kind: bodyPhrase, actor: analysis.Actor{Kind: "organization", Name: c.displayName(p)}})
	c.byKey[key] = i
	if len(keys) > 1 {
		if short := acronymOf(keys, c.flags); len(short) > 2 {
			if _, taken := c.byKey[short]; !taken {
				c.byKey[short] = i
			}
		}
		if first := keys[0]; c.flags[first]&(opener|function|bodyWord|anyFirstName) == 0 {
			if _, taken := c.byKey[first]; !taken {
				c.byKey[first] = i
			}
		}
	}
	return i
}

func acronymOf(keys []string, flags map[string]wordFlag) string {
	var b strings.Builder
	for _, k := range keys {
		if flags[k]&function == 0 {
			r, _ := utf8.DecodeRuneInString(k)
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unknownID is the identity of somebody found in the text: a hash of his name
// and of what he is, so that two people of one name keep apart.
func unknownID(name, what string) string {
	sum := sha256.Sum256([]byte(lexicon.Slug(name) + "\x00" + what))
	return "x-" + hex.EncodeToString(sum[:6])
}
