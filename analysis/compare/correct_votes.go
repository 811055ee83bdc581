package compare

import (
	"cmp"
	"slices"
	"strings"
)

// CorrectedShare is a group's share on a proposition, corrected by what people coded.
type CorrectedShare struct {
	Proposition, Group string
	Corrected
}

// CorrectVotes corrects the shares of votes. measured is every take as measured, coded the
// same with what was coded in its place; weights are the inverse probabilities, by
// statement, of those that were drawn and coded. As votes count one an actor, proposition
// and event or article, each of several takes of one vote counts for its part of it: a
// share of votes that are parted, where Votes takes the majority of each. Shares are in
// the order of their names; those of which too little is coded are among them.
func CorrectVotes(measured, coded []Take, weights map[string]float64, by By) []CorrectedShare {
	type vote struct{ proposition, actor, group, cluster string }
	of := func(t *Take) vote {
		return vote{t.Proposition, t.Actor, by.OfTake(t), cmp.Or(t.Event, t.Article)}
	}
	size := map[vote]float64{} // takes of each vote as measured
	for i := range measured {
		size[of(&measured[i])]++
	}
	type cell struct{ proposition, group string }
	type judged struct {
		index map[string]int // by statement
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

// CorrectedDifference is one group's corrected share less another's.
type CorrectedDifference struct {
	A, B *CorrectedShare
	Corrected
	P, PAdjusted float64 // corrected for the number of differences that could be made
}

// Flagged says that the groups differ by more than noise.
func (d *CorrectedDifference) Flagged() bool {
	return d.Enough() && d.PAdjusted <= 0.05 && (d.Low > 0 || d.High < 0)
}

// CorrectedDifferences sets every two groups against each other on every proposition of
// which enough is coded for both.
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

// CorrectScores corrects the mean of a dimension for every group. measured and coded are
// the same observations in the same order, those of statements that are coded as none
// missing in coded; weights as in CorrectVotes. The same words elsewhere count together
// for one, as they do in Groups.
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
			if p := which(j); p.N == 0 { // a joint statement of two actors of a group counts once
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
