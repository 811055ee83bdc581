package lexicon

import "strings"

// ModifierKind is what a word does to the words around it.
type ModifierKind string

// The kinds of modifier.
const (
	Negation    ModifierKind = "negation"    // not, no, never: turns what is in reach
	Reverser    ModifierKind = "reverser"    // failed to, lack of, end: turns it as a verb or noun does
	Intensifier ModifierKind = "intensifier" // very, deeply: Factor above 1
	Damper      ModifierKind = "damper"      // slightly, somewhat: Factor below 1
	Hedge       ModifierKind = "hedge"       // may, apparently: less certain, and worth less
	Booster     ModifierKind = "booster"     // certainly, clearly: more certain
	Contrast    ModifierKind = "contrast"    // but, however: what follows outweighs what went before
	Concession  ModifierKind = "concession"  // although, despite: what follows is conceded, and worth less
	Condition   ModifierKind = "condition"   // if, unless: not said to be so
	Wish        ModifierKind = "wish"        // must, should, hope to: not so yet
	Comparison  ModifierKind = "comparison"  // than, compared with: what follows is the thing compared with
	Opaque      ModifierKind = "opaque"      // not only, no doubt, by no means least: holds a negation that is none
)

// Direction is where a modifier looks for what it modifies.
type Direction string

// The directions.
const (
	After  Direction = "after"
	Before Direction = "before"
	Both   Direction = "both"
)

// Modifier is a word or phrase that changes what other words are worth.
type Modifier struct {
	Term string // lower case, words parted by one blank, straight apostrophes
	Kind ModifierKind
	// Factor multiplies the valence of what is in reach: negative turns it, 0
	// silences it, 1 leaves it.
	Factor float64
	Reach  int       // tokens, within the sentence
	Side   Direction // where it looks
	// Certainty is 0..1, how sure the source is by this word; nil where the word
	// says nothing of it.
	Certainty *float64
}

// modifierGroup is one entry of modifiers.yaml: terms that behave alike.
type modifierGroup struct {
	Kind      ModifierKind `yaml:"kind"`
	Factor    *float64     `yaml:"factor"`
	Reach     int          `yaml:"reach,omitempty"`
	Side      Direction    `yaml:"side,omitempty"`
	Certainty *float64     `yaml:"certainty,omitempty"`
	Terms     []string     `yaml:"terms"`
}

// defaultReach is how far a modifier reaches where the file does not say: about
// a clause of news prose.
const defaultReach = 6

// modifiers lays the groups out as one entry a term. A user's file may say a term
// anew; within one file it stands once.
func (ld *loader) modifiers(groups []modifierGroup) []Modifier {
	const file = "modifiers.yaml"
	var all []Modifier
	seen := map[string]int{} // index in all
	from := map[string]string{}
	for i, g := range groups {
		m := Modifier{Kind: g.Kind, Factor: 1, Reach: g.Reach, Side: g.Side, Certainty: g.Certainty}
		if g.Factor != nil {
			m.Factor = *g.Factor
		}
		if m.Reach == 0 {
			m.Reach = defaultReach
		}
		if m.Side == "" {
			m.Side = After
		}
		if !m.Kind.known() {
			ld.at(ld.entry(file, i, "kind"), "unknown kind %q", g.Kind)
		}
		if m.Side != After && m.Side != Before && m.Side != Both {
			ld.at(ld.entry(file, i, "side"), "side %q is none of after, before, both", g.Side)
		}
		for j, t := range g.Terms {
			m.Term = strings.ToLower(strings.TrimSpace(t))
			n := ld.entry(file, i, "terms", j)
			at, known := seen[m.Term]
			switch {
			case m.Term == "":
				ld.at(n, "empty term")
			case known && from[m.Term] == ld.layer(n):
				ld.at(n, "%q stands in the file twice", m.Term)
			case known:
				all[at] = m
			default:
				seen[m.Term] = len(all)
				all = append(all, m)
			}
			from[m.Term] = ld.layer(n)
		}
	}
	return all
}

func (k ModifierKind) known() bool {
	switch k {
	case Negation, Reverser, Intensifier, Damper, Hedge, Booster, Contrast, Concession, Condition, Wish, Comparison, Opaque:
		return true
	}
	return false
}
