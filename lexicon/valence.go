package lexicon

import (
	"math"
	"sort"
	"strings"
)

// Valence is what a word or phrase is worth by itself in news prose.
type Valence struct {
	Term   string  // lower case, words parted by one blank, straight apostrophes
	Weight float64 // -1 most negative .. 1 most positive; 0 for a topic, that has no tone
}

// valences makes the entries of valence.yaml, sorted by term.
func (ld *loader) valences(weights map[string]float64) []Valence {
	const file = "valence.yaml"
	all := make([]Valence, 0, len(weights))
	for term, w := range weights {
		clean := strings.Join(strings.Fields(strings.ToLower(term)), " ")
		switch {
		case clean != term:
			ld.at(find(ld.roots[file], term), "term %q wants to be %q: lower case, one blank between words", term, clean)
		case math.IsNaN(w) || w < -1 || w > 1:
			ld.at(find(ld.roots[file], term), "weight of %q is %v, not -1 to 1", term, w)
		default:
			all = append(all, Valence{Term: term, Weight: w})
		}
	}
	sort.Slice(all, func(i, k int) bool { return all[i].Term < all[k].Term })
	return all
}
