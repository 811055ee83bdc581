package compare

import (
	"cmp"
	"slices"
	"strings"
)

// CorrectedShare is one group's corrected share of agreement on a proposition, or its
// corrected mean of a dimension (Proposition is then "").
type CorrectedShare struct {
	Proposition, Group string
	Corrected
}

// CorrectVotes corrects the shares of agreement of every group on every proposition. measured
// holds all takes as measured, coded the same takes with coded values in place of the measured
// ones; weights is the inverse sampling probability by id of each statement that was drawn and
// coded. One vote is an actor's on a proposition in an event, or in an article without one;
// each of its n takes counts 1/n, so that a vote can be split, where Votes takes the majority.
// The result is sorted by proposition and group, and includes shares with too little coded.
func CorrectVotes(measured, coded []Take, weights map[string]float64, by By) []CorrectedShare {
	type vote struct{ proposition, actor, group, cluster string }
	of := func(t *Take) vote {
		return vote{t.Proposition, t.Actor, by.OfTake(t), cmp.Or(t.Event, t.Article)}
	}
	size := map[vote]float64{} // number of measured takes of each vote
	for i := range measured {
		size[of(&measured[i])]++
	}
	type cell struct{ proposition, group string }
	type judged struct {
		index map[string]int // index into all, by statement id
		all   []Judged
	}
	cells := map[cell]*judged{}
	var order []cell
	at := func(t *Take) (*Judged, float64) {
		v := of(t)
		if v.actor == "" || v.group == "" {
			return nil, 0
		}
		key := cell{v.proposition, v.group}
		c := cells[key]
		if c == nil {
			c = &judged{index: map[string]int{}}
			cells[key] = c
			order = append(order, key)
		}
		i, ok := c.index[t.Statement]
		if !ok {
			i = len(c.all)
			c.index[t.Statement] = i
			c.all = append(c.all, Judged{Cluster: t.Article, Weight: weights[t.Statement]})
		}
		return &c.all[i], 1 / max(1, size[v])
	}
	add := func(p *Part, t *Take, part float64) {
		p.N += part
		if t.Agrees {
			p.Sum += part
		}
	}
	for i := range measured {
		if j, part := at(&measured[i]); j != nil {
			add(&j.Measured, &measured[i], part)
		}
	}
	for i := range coded {
		t := &coded[i]
		if weights[t.Statement] == 0 {
			continue
		}
		if j, part := at(t); j != nil {
			add(&j.Coded, t, part)
		}
	}
	slices.SortFunc(order, func(a, b cell) int {
		return cmp.Or(strings.Compare(a.proposition, b.proposition), strings.Compare(a.group, b.group))
	})
	out := make([]CorrectedShare, len(order))
	for i, key := range order {
		out[i] = CorrectedShare{key.proposition, key.group, CorrectShare(cells[key].all)}
	}
	return out
}

// CorrectedDifference is one group's corrected share minus another's.
type CorrectedDifference struct {
	A, B *CorrectedShare
	Corrected
	P, PAdjusted float64 // PAdjusted controls the false discovery rate over all differences
}

// Flagged reports whether the groups differ at the 5 % level after adjustment.
func (d *CorrectedDifference) Flagged() bool {
	return Flagged(d.Enough(), d.PAdjusted, d.Low, d.High)
}

// CorrectedDifferences compares every two groups on every proposition on which both have
// enough coded.
func CorrectedDifferences(shares []CorrectedShare) []CorrectedDifference {
	var out []CorrectedDifference
	var p []float64
	for i := range shares {
		for j := i + 1; j < len(shares) && shares[j].Proposition == shares[i].Proposition; j++ {
			d := CorrectedDifference{A: &shares[i], B: &shares[j]}
			if d.Corrected, d.P = CorrectDifference(&shares[i].Corrected, &shares[j].Corrected, 1); d.Enough() {
				out, p = append(out, d), append(p, d.P)
			}
		}
	}
	for i, q := range Adjust(p) {
		out[i].PAdjusted = q
	}
	return out
}

// CorrectScores corrects the mean of a dimension (index dim into Dimensions) for every group.
// measured and coded are the same observations in the same order; in coded, the score of a
// statement that was coded as no statement is missing. weights as in CorrectVotes. Sentences
// repeated word for word in several articles count as one, as in Groups.
func CorrectScores(measured, coded []Observation, weights map[string]float64, by By, dim int) []CorrectedShare {
	type place struct{ group, words string }
	of := func(o *Observation) place {
		return place{by.Of(o), cmp.Or(o.Group, "\x00"+o.Statement)}
	}
	size := map[place]float64{}
	for i := range measured {
		size[of(&measured[i])]++
	}
	index, all := map[string]map[string]int{}, map[string][]Judged{}
	at := func(o *Observation) (*Judged, float64) {
		p := of(o)
		if p.group == "" {
			return nil, 0
		}
		if index[p.group] == nil {
			index[p.group] = map[string]int{}
		}
		i, ok := index[p.group][o.Statement]
		if !ok {
			i = len(all[p.group])
			index[p.group][o.Statement] = i
			all[p.group] = append(all[p.group], Judged{Cluster: o.Article, Weight: weights[o.Statement]})
		}
		return &all[p.group][i], 1 / max(1, size[p])
	}
	add := func(which func(*Judged) *Part, o *Observation) {
		if !known(o.Scores[dim]) {
			return
		}
		if j, part := at(o); j != nil {
			if p := which(j); p.N == 0 { // a joint statement of two actors of one group counts once
				p.Sum, p.N = part*o.Scores[dim], part
			}
		}
	}
	for i := range measured {
		add(func(j *Judged) *Part { return &j.Measured }, &measured[i])
	}
	for i := range coded {
		if weights[coded[i].Statement] > 0 {
			add(func(j *Judged) *Part { return &j.Coded }, &coded[i])
		}
	}
	low := -1.0
	if Dimensions[dim] == "certainty" {
		low = 0
	}
	var out []CorrectedShare
	for _, group := range sortedKeys(all) {
		out = append(out, CorrectedShare{"", group, CorrectMean(all[group], low, 1)})
	}
	return out
}
