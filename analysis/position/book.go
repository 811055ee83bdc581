package position

import (
	"readout/analysis"
	"readout/lexicon"
	"readout/lexicon/match"
	"slices"
	"strings"
)

// book is the lexicon made ready: the propositions' phrases, words of favor and
// disfavor, modifiers, and who observes and takes no part.
type book struct {
	ids       []string
	issues    []string
	order     map[string]int
	index     *match.Index
	phrases   []phrase // by number in the index
	governors *lexicon.Phrases[lexicon.Position]
	modifiers *lexicon.Phrases[lexicon.Modifier]
	valence   *lexicon.Phrases[lexicon.Valence]
	parties   map[string]bool // words of party names, in lower case
	observers map[string]bool // roles, and ids of organizations and collectives, that watch and report
}

// phrase is one phrase of a proposition.
type phrase struct {
	proposition int
	direction   int // 1 what it names is for the proposition, -1 against, 0 neither
	words       int
	text        string
}

// observerRank is the rank of roles that are no office: analyst, professor.
const observerRank = 5

func newBook(lex *lexicon.Lexicon) *book {
	b := &book{order: map[string]int{}, index: match.New(), parties: map[string]bool{}, observers: map[string]bool{}}
	for i := range lex.Propositions {
		p := &lex.Propositions[i]
		b.ids, b.issues = append(b.ids, p.ID), append(b.issues, p.Issue)
		b.order[p.ID] = i
		b.add(i, 1, p.For)
		b.add(i, -1, p.Against)
		b.add(i, 0, p.Hints)
	}
	// A negation reverses the sign of the phrases in its scope; it is therefore left out of the
	// words that govern a phrase, so that it does not count twice.
	negations := map[string]bool{}
	for _, m := range lex.Modifiers {
		negations[m.Term] = negations[m.Term] || m.Kind == lexicon.Negation
	}
	governors := slices.DeleteFunc(slices.Clone(lex.Stance), func(p lexicon.Position) bool { return negations[p.Term] })
	b.governors = lexicon.NewPhrases(governors, func(p lexicon.Position) string { return p.Term })
	b.modifiers = lexicon.NewPhrases(lex.Modifiers, func(m lexicon.Modifier) string { return m.Term })
	b.valence = lexicon.NewPhrases(lex.Valence, func(v lexicon.Valence) string { return v.Term })
	for i := range lex.Roles {
		if r := &lex.Roles[i]; r.Rank == observerRank && !r.Represents {
			b.observers[r.Name] = true
			for _, name := range r.Names {
				b.observers[name] = true
			}
		}
	}
	for i := range lex.Sides {
		if s := &lex.Sides[i]; s.Kind == "party" {
			for _, name := range append([]string{s.Name}, s.Aliases...) {
				for _, w := range strings.Fields(strings.ToLower(name)) {
					b.parties[w] = true
				}
			}
		}
	}
	for i := range lex.Organizations {
		switch o := &lex.Organizations[i]; o.Kind {
		case "media", "think-tank", "university":
			b.observers[o.ID] = true
		}
	}
	return b
}

func (b *book) add(proposition, direction int, phrases []string) {
	for _, s := range phrases {
		id := b.index.Add(lexicon.ParsePhrase(s))
		b.phrases = append(b.phrases, phrase{proposition, direction, b.index.Words(id), s})
	}
}

// observes reports whether a statement's source watches and reports for a living:
// a reporter, a pollster, a professor.
func (b *book) observes(d *analysis.Document, s *analysis.Speaker) bool {
	if b.observers[s.Affiliation.OrganizationID] {
		return true
	}
	if len(s.Actors) == 0 {
		return false
	}
	a := &d.Actors[s.Actors[0]]
	return b.observers[a.ID] || b.observers[a.Role] || b.observers[a.Affiliation.OrganizationID]
}
