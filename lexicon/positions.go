package lexicon

import (
	"slices"
	"strings"
)

// The kinds of position a phrase can carry, beside the frames.
const (
	Optimistic = "optimistic" // outlook.yaml
	Skeptical  = "skeptical"
	Favor      = "favor" // stance.yaml
	Against    = "against"
)

// Position is a phrase that carries an outlook, a stance or a frame by itself.
type Position struct {
	Term   string  // one form: lower case, words parted by one blank
	Entry  string  // as it stands in the file
	Kind   string  // optimistic, skeptical, favor, against, or a frame's id
	Weight float64 // 0..1 how clearly it carries it
}

// FrameIDs are the frames, in the order in which the terms list them.
func FrameIDs() []string {
	return []string{
		"progress", "cooperation", "caution", "obstacle", "exclusion", "threat", "blame",
		"demand", "denial", "principle", "interest", "plan", "description",
	}
}

// positionGroup is one entry of outlook.yaml, stance.yaml or frames.yaml. In a
// phrase "fall/fell/falling apart" gives a word's own forms; a verb without
// them is inflected on its first word, a noun on its last.
type positionGroup struct {
	Kind   string   `yaml:"kind"`
	Weight float64  `yaml:"weight,omitempty"`
	Verbs  []string `yaml:"verbs,omitempty"`
	Nouns  []string `yaml:"nouns,omitempty"`
	Terms  []string `yaml:"terms,omitempty"`
}

// positions expands the groups of one file, whose kinds are known.
func (ld *loader) positions(file string, groups []positionGroup, known []string) []Position {
	var all []Position
	for i, g := range groups {
		n := ld.entry(file, i)
		ld.oneOf(g.Kind, known, "kind", find(n, "kind"))
		if g.Weight == 0 {
			g.Weight = 1
		}
		if g.Weight < 0 || g.Weight > 1 {
			ld.at(find(n, "weight"), "wants a weight above 0, at most 1")
		}
		for _, list := range []struct {
			phrases []string
			inflect func(string) []string
		}{{g.Verbs, verbForms}, {g.Nouns, nounForms}, {g.Terms, alternatives}} {
			for _, entry := range list.phrases {
				for _, term := range list.inflect(strings.ToLower(strings.Join(strings.Fields(entry), " "))) {
					all = append(all, Position{Term: term, Entry: entry, Kind: g.Kind, Weight: g.Weight})
				}
			}
		}
	}
	return all
}

// verbForms gives the forms of a verb phrase, inflected on its first word
// unless that names its own.
func verbForms(phrase string) []string {
	head, rest, several := strings.Cut(phrase, " ")
	if head == "" || strings.Contains(head, "/") {
		return alternatives(phrase)
	}
	if several {
		rest = " " + rest
	}
	var forms []string
	for _, h := range []string{head, thirdPerson(head), past(head), gerund(head)} {
		for _, f := range alternatives(h + rest) {
			if !slices.Contains(forms, f) {
				forms = append(forms, f)
			}
		}
	}
	return forms
}

// nounForms gives singular and plural.
func nounForms(phrase string) []string {
	if phrase == "" || strings.Contains(phrase, "/") {
		return alternatives(phrase)
	}
	return append([]string{phrase}, thirdPerson(phrase))
}

// alternatives gives every reading of "make/made no progress/headway".
func alternatives(phrase string) []string {
	forms := []string{""}
	for _, word := range strings.Fields(phrase) {
		var longer []string
		for _, f := range forms {
			for _, w := range strings.Split(word, "/") {
				longer = append(longer, strings.TrimPrefix(f+" "+w, " "))
			}
		}
		forms = longer
	}
	if phrase == "" {
		return nil
	}
	return forms
}
