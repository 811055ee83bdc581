package actor

import "strings"

// point is a confidence that a rule gives (said) and the precision measured at it (right).
type point struct{ said, right float64 }

// reliability recalibrates the rules' confidences by reliability curves, piecewise linear between
// their points. They were estimated on some 160 resolutions that were checked against their
// articles; rules that are not here were calibrated already, or too few of their resolutions
// were checked. The probabilities for "he" and "she", and for nouns, "they" and "it", come
// from their models; their calibration was checked on 2,300 pronouns and on 470 coded sources
// (lexicon/SOURCES.md).
//
//	what                                  read   said   right
//	lexicon names, bodies, parties          60    .95     .98
//	surnames and full names                 29    .90    1.00
//	somebody unnamed                        15    .68     .80
//	several of one surname                   8    .61    1.00
//	names that nothing tells the kind of     5    .60    1.00
//	inherited by a floating quotation        9    .80     .67
//	holders of an office                     5    .78    1.00
var reliability = []struct {
	rule   string // prefix of the rule's name
	points []point
}{
	{"unnamed", []point{{.45, .6}, {.7, .8}}},
	{"surname, named nearby", []point{{.65, .85}}},
	{"surname of the one named", []point{{.5, .7}, {.6, .88}}},
	{"unknown name", []point{{.6, .8}}},
}

// fitted is the calibrated confidence of a resolution, 0 to 1.
func fitted(rule string, said float64) float64 {
	rule = strings.TrimPrefix(rule, "inherited: ")
	for _, r := range reliability {
		if strings.HasPrefix(rule, r.rule) {
			return between(r.points, said)
		}
	}
	return said
}

// between interpolates linearly between points; below the first and above the last it keeps
// the ratio of right to said, up to .98.
func between(points []point, said float64) float64 {
	first, last := points[0], points[len(points)-1]
	switch {
	case said <= 0:
		return 0
	case said <= first.said:
		return said * first.right / first.said
	case said >= last.said:
		return min(.98, said*last.right/last.said)
	}
	for k := 1; ; k++ {
		if a, b := points[k-1], points[k]; said <= b.said {
			return a.right + (b.right-a.right)*(said-a.said)/(b.said-a.said)
		}
	}
}
