package lexicon

import (
	"fmt"
	"strings"
)

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

// Side is where a modifier looks for what it modifies.
type Side string

// The sides.
const (
	After  Side = "after"
	Before Side = "before"
	Both   Side = "both"
)

// Modifier is a word or phrase that changes what other words are worth.
type Modifier struct {
	Term string // lower case, words parted by one blank, straight apostrophes
	Kind ModifierKind
	// Factor multiplies the valence of what is in reach: negative turns it, 0
	// silences it, 1 leaves it.
	Factor float64
	Reach  int  // tokens, within the sentence
	Side   Side // where it looks
	// Certainty is 0..1, how sure the source is by this word; nil where the word
	// says nothing of it.
	Certainty *float64
}

// modifierGroup is one entry of modifiers.yaml: terms that behave alike.
type modifierGroup struct {
	Kind      ModifierKind `yaml:"kind"`
	Factor    *float64     `yaml:"factor"`
	Reach     int          `yaml:"reach,omitempty"`
	Side      Side         `yaml:"side,omitempty"`
	Certainty *float64     `yaml:"certainty,omitempty"`
	Terms     []string     `yaml:"terms"`
}

// defaultReach is how far a modifier reaches where the file does not say: about
// a clause of news prose.
const defaultReach = 6

func loadModifiers() ([]Modifier, error) {
	const name = "modifiers.yaml"
	var groups []modifierGroup
	if err := decode(name, &groups); err != nil {
		return nil, err
	}
	var all []Modifier
	seen := map[string]bool{}
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
			return nil, fmt.Errorf("lexicon: %s: group %d: unknown kind %q", name, i+1, g.Kind)
		}
		if m.Side != After && m.Side != Before && m.Side != Both {
			return nil, fmt.Errorf("lexicon: %s: group %d: side %q is none of after, before, both", name, i+1, g.Side)
		}
		for _, t := range g.Terms {
			m.Term = strings.ToLower(strings.TrimSpace(t))
			if m.Term == "" {
				return nil, fmt.Errorf("lexicon: %s: group %d: empty term", name, i+1)
			}
			if seen[m.Term] {
				return nil, fmt.Errorf("lexicon: %s: group %d: %q stands in the file twice", name, i+1, m.Term)
			}
			seen[m.Term] = true
			all = append(all, m)
		}
	}
	return all, nil
}

func (k ModifierKind) known() bool {
	switch k {
	case Negation, Reverser, Intensifier, Damper, Hedge, Booster, Contrast, Concession, Condition, Wish, Comparison, Opaque:
		return true
	}
	return false
}
