package dna

import (
	"sort"
	"strings"
	"unicode"
)

// Agreement says how far the tables go with what was coded by hand, over the
// documents that were coded. Shares are between 0 and 1, 0 where there is
// nothing to share out.
type Agreement struct {
	Task      string `json:"task"`      // coding
	Documents int    `json:"documents"` // coded ones that are in the tables
	Missing   int    `json:"documents_missing"`
	Coded     int    `json:"n_coded"` // events in those documents
	Ours      int    `json:"n_ours"`
	Matched   int    `json:"n_matched"`

	Precision float64 `json:"precision"` // of our events
	Recall    float64 `json:"recall"`    // of the coded ones
	F1        float64 `json:"f1"`

	// Over matched events, and of those the ones where the coding says something.
	Person       Share `json:"person"`
	Organization Share `json:"organization"`
	Concept      Share `json:"concept"`
	Position     Kappa `json:"agreement"`
}

// Share is how many of n are the same.
type Share struct {
	Accuracy float64 `json:"accuracy"`
	N        int     `json:"n"`
}

// Kappa is agreement beyond chance (Cohen 1960) on two values.
type Kappa struct {
	Accuracy  float64 `json:"accuracy"`
	Kappa     float64 `json:"kappa"`
	N         int     `json:"n"`
	Abstained int     `json:"abstained"` // coded, but neutral or without a stance in the tables; not in N
}

// sameFrom is the least overlap, intersection over union, of two events that are
// the same statement.
const sameFrom = 0.5

// Compare matches coded events with ours, document by document and each at most
// once, by the overlap of their positions or, where the coding has none, by
// their words. Documents go by id, else by title.
func Compare(coded, ours []Event) Agreement {
	r := Agreement{Task: "coding"}
	byID, byTitle := map[string][]*Event{}, map[string][]*Event{}
	for i := range ours {
		e := &ours[i]
		byID[e.DocumentID] = append(byID[e.DocumentID], e)
		if e.DocumentTitle != "" {
			byTitle[fold(e.DocumentTitle)] = append(byTitle[fold(e.DocumentTitle)], e)
		}
	}
	documents := map[string][]*Event{}
	for i := range coded {
		e := &coded[i]
		documents[e.DocumentID+"\x00"+e.DocumentTitle] = append(documents[e.DocumentID+"\x00"+e.DocumentTitle], e)
	}
	var table [2][2]int
	for _, doc := range documents { // sums do not depend on the order
		have := byID[doc[0].DocumentID]
		if len(have) == 0 {
			have = byTitle[fold(doc[0].DocumentTitle)]
		}
		if len(have) == 0 {
			r.Missing++
			continue
		}
		r.Documents++
		r.Coded += len(doc)
		r.Ours += len(have)
		for _, m := range match(doc, have) {
			r.Matched++
			r.count(m.coded, m.ours, &table)
		}
	}
	r.finish(table)
	return r
}

func (r *Agreement) count(coded, ours *Event, table *[2][2]int) {
	for _, f := range []struct {
		share       *Share
		coded, ours string
	}{
		{&r.Person, coded.Person, ours.Person},
		{&r.Organization, coded.Organization, ours.Organization},
		{&r.Concept, coded.Concept, ours.Concept},
	} {
		if f.coded == "" {
			continue
		}
		f.share.N++
		if sameName(f.coded, f.ours) {
			f.share.Accuracy++
		}
	}
	switch {
	case coded.Agreement == nil:
	case ours.Agreement == nil:
		r.Position.Abstained++
	default:
		table[bit(*coded.Agreement)][bit(*ours.Agreement)]++
	}
}

func (r *Agreement) finish(t [2][2]int) {
	for _, s := range []*Share{&r.Person, &r.Organization, &r.Concept} {
		s.Accuracy = ratio(s.Accuracy, s.N)
	}
	r.Precision, r.Recall = ratio(float64(r.Matched), r.Ours), ratio(float64(r.Matched), r.Coded)
	if r.Precision+r.Recall > 0 {
		r.F1 = 2 * r.Precision * r.Recall / (r.Precision + r.Recall)
	}
	p := &r.Position
	p.N = t[0][0] + t[0][1] + t[1][0] + t[1][1]
	p.Accuracy = ratio(float64(t[0][0]+t[1][1]), p.N)
	if p.N == 0 {
		return
	}
	n := float64(p.N)
	chance := (float64(t[0][0]+t[0][1])*float64(t[0][0]+t[1][0]) + float64(t[1][0]+t[1][1])*float64(t[0][1]+t[1][1])) / (n * n)
	if chance < 1 {
		p.Kappa = (p.Accuracy - chance) / (1 - chance)
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func ratio(a float64, n int) float64 {
	if n == 0 {
		return 0
	}
	return a / float64(n)
}

type pair struct {
	coded, ours *Event
	overlap     float64
}

// match takes the best overlaps first; among equals the same concept, the same speaker, then the earlier.
func match(coded, ours []*Event) []pair {
	var all []pair
	for _, c := range coded {
		for _, o := range ours {
			if v := overlap(c, o); v >= sameFrom {
				if sameName(c.Person, o.Person) || sameName(c.Organization, o.Organization) {
					v += 1e-6
				}
				if c.Concept != "" && fold(c.Concept) == fold(o.Concept) { // of two positions in the same words
					v += 2e-6
				}
				all = append(all, pair{c, o, v})
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].overlap > all[j].overlap })
	used := map[*Event]bool{}
	var out []pair
	for _, p := range all {
		if !used[p.coded] && !used[p.ours] {
			used[p.coded], used[p.ours] = true, true
			out = append(out, p)
		}
	}
	return out
}

func overlap(a, b *Event) float64 {
	if a.Stop > a.Start && b.Stop > b.Start {
		both := min(a.Stop, b.Stop) - max(a.Start, b.Start)
		if both <= 0 {
			return 0
		}
		return float64(both) / float64(max(a.Stop, b.Stop)-min(a.Start, b.Start))
	}
	x, y := words(a.Text), words(b.Text)
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	if both == 0 {
		return 0
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

// sameName takes Lavrov and Sergey Lavrov for one: all words of the shorter name
// are in the longer.
func sameName(a, b string) bool {
	x, y := words(a), words(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for w := range x {
		if !y[w] {
			return false
		}
	}
	return len(x) > 0
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.FieldsFunc(fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		m[w] = true
	}
	return m
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
