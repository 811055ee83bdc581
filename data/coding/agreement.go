package coding

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"readout/analysis/compare"
	"readout/analysis/evaluate"
	"readout/data/run"
)

// Agreement says how far coders agree with one another and readout with them.
type Agreement struct {
	Coders    []string           `json:"coders"`
	Items     int                `json:"items"` // coded statements as they stand
	Stale     int                `json:"stale"` // items whose article has changed since
	Lost      int                `json:"lost"`  // items that are no statement any more by what the engine finds now
	Fields    []FieldAgreement   `json:"fields"`
	Positions []FieldAgreement   `json:"propositions"` // one a proposition
	Sides     []SideAgreement    `json:"sides"`
	LeftOut   []LeftOutAgreement `json:"left_out"`
}

// FieldAgreement is one field, or one proposition. Figures are between 0 and 1, alpha from
// -1; nil where there is nothing to tell. Those of readout weigh every item by the inverse
// of the probability with which it was drawn.
type FieldAgreement struct {
	Field    string   `json:"field"`
	Scale    string   `json:"scale"`
	Doubly   int      `json:"n_doubly"`  // items that two or more coded
	Alpha    *float64 `json:"alpha"`     // Krippendorff's, among coders
	CodersF1 *float64 `json:"coders_f1"` // mean over pairs of coders
	N        int      `json:"n"`         // items coded
	Accuracy *float64 `json:"accuracy"`  // of readout against the label that counts
	F1       *float64 `json:"f1"`        // macro-F1 over labels; of positions and evaluations F1 of (statement, name, sign)
	Recall   *float64 `json:"recall"`    // of positions and evaluations
	Precise  *float64 `json:"precision"` //
}

// SideAgreement is readout against the coders on statements of one side, by what was measured.
type SideAgreement struct {
	Side      string   `json:"side"` // id
	Name      string   `json:"name"`
	N         int      `json:"n"`
	Outlook   *float64 `json:"outlook_f1"`
	Positions *float64 `json:"positions_f1"`
}

// LeftOutAgreement is how many of what readout gave as no statement coders call one.
type LeftOutAgreement struct {
	Kind       string  `json:"kind"`
	N          int     `json:"n"`
	Statements int     `json:"statements"`
	Share      float64 `json:"share"`
	Low        float64 `json:"ci_low"` // 95 % interval (Wilson 1927)
	High       float64 `json:"ci_high"`
}

// answer is what one coder says of one item.
type answer struct{ item, coder string }

// judged is a coded item with what readout measured of it.
type judged struct {
	side     string
	weight   float64
	settled  map[string]run.Label
	measured map[string]string
}

// Agree compares the codings of a corpus.
func Agree(c *run.Corpus) (*Agreement, error) {
	all, err := c.Coded()
	if err != nil {
		return nil, err
	}
	a := &Agreement{Coders: []string{}, Items: len(all.Current), Stale: len(all.Stale), Lost: len(all.Lost), Fields: []FieldAgreement{}, Positions: []FieldAgreement{}, Sides: []SideAgreement{}, LeftOut: []LeftOutAgreement{}}
	codings, err := c.Codings()
	if err != nil {
		return nil, err
	}
	current := map[[2]string]bool{}
	for _, it := range slices.Concat(all.Current, all.Other) {
		current[[2]string{it.ID, it.VersionID}] = true
	}
	said, weights := map[answer]map[string]string{}, map[string]float64{}
	var order []answer
	for i := range codings {
		k := &codings[i]
		if !current[[2]string{k.StatementID, k.VersionID}] {
			continue
		}
		if !slices.Contains(a.Coders, k.Coder) {
			a.Coders = append(a.Coders, k.Coder)
		}
		key := answer{k.StatementID, k.Coder}
		if said[key] == nil {
			said[key] = map[string]string{}
			order = append(order, key)
		}
		said[key][k.Field] = k.Value
		weights[k.StatementID] = 1
		if k.Probability != nil {
			weights[k.StatementID] = 1 / *k.Probability
		}
	}
	slices.Sort(a.Coders)
	items, err := measure(c, all.Current, weights)
	if err != nil {
		return nil, err
	}
	for _, f := range Fields() {
		if f.Name == "note" {
			continue
		}
		r := FieldAgreement{Field: f.Name, Scale: string(evaluate.Nominal)}
		if f.Name == "positions" || f.Name == "evaluations" {
			among(&r, f.Name, order, said)
			signedEngine(&r, f.Name, items)
		} else {
			scale := evaluate.Nominal
			if f.Name == "outlook" || f.Name == "sentiment" || f.Name == "valid" {
				scale = evaluate.Ordinal
			}
			r.Scale = string(scale)
			labelAmong(&r, &f, scale, order, said)
			labelEngine(&r, f.Name, items)
		}
		if r.N > 0 || r.Doubly > 0 {
			a.Fields = append(a.Fields, r)
		}
	}
	a.Positions = byProposition(order, said, items)
	called, err := c.SideNames()
	if err != nil {
		return nil, err
	}
	a.Sides = bySide(items, called)
	a.LeftOut, err = leftOut(c, all.Other)
	return a, err
}

// doubly gives the labels of items that two or more coders gave in a field.
func doubly(field string, order []answer, said map[answer]map[string]string) [][]string {
	units := map[string][]string{}
	var ids []string
	for _, k := range order {
		if v, ok := said[k][field]; ok {
			if units[k.item] == nil {
				ids = append(ids, k.item)
			}
			units[k.item] = append(units[k.item], v)
		}
	}
	var out [][]string
	for _, id := range ids {
		if len(units[id]) > 1 {
			out = append(out, units[id])
		}
	}
	return out
}

func byProposition(order []answer, said map[answer]map[string]string, items []*judged) []FieldAgreement {
	names := map[string]bool{}
	for _, j := range items {
		for _, v := range []string{j.settled["positions"].Value, j.measured["positions"]} {
			for _, p := range run.SignedNames(v) {
				names[p[0]] = true
			}
		}
	}
	out := []FieldAgreement{}
	for name := range names {
		r := FieldAgreement{Field: name, Scale: string(evaluate.Nominal)}
		var labels [][]string
		for _, u := range doubly("positions", order, said) {
			labels = append(labels, signsOf(u, name))
		}
		r.Doubly = len(labels)
		r.Alpha = known(evaluate.AlphaOf(labels, nil, evaluate.Nominal))
		only := func(v string) string {
			for _, p := range run.SignedNames(v) {
				if p[0] == name {
					return p[0] + "=" + p[1]
				}
			}
			return run.NoLabel
		}
		var of []*judged
		for _, j := range items {
			if l, ok := j.settled["positions"]; ok {
				gold, got := only(l.Value), only(j.measured["positions"])
				if gold != run.NoLabel || got != run.NoLabel {
					of = append(of, &judged{weight: j.weight, settled: map[string]run.Label{"positions": {Value: gold}}, measured: map[string]string{"positions": got}})
				}
			}
		}
		signedEngine(&r, "positions", of)
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b FieldAgreement) int { return cmp.Or(b.N-a.N, strings.Compare(a.Field, b.Field)) })
	return out
}

// bySide judges each side apart; called gives sides their names, by id.
func bySide(items []*judged, called map[string]string) []SideAgreement {
	sides := map[string][]*judged{}
	for _, j := range items {
		sides[orDash(j.side)] = append(sides[orDash(j.side)], j)
	}
	out := []SideAgreement{}
	for side, of := range sides {
		var r FieldAgreement
		signedEngine(&r, "positions", of)
		out = append(out, SideAgreement{side, cmp.Or(called[side], side), len(of), known(macroF1(labelPairs("outlook", of))), r.F1})
	}
	slices.SortFunc(out, func(a, b SideAgreement) int { return cmp.Or(b.N-a.N, strings.Compare(a.Side, b.Side)) })
	return out
}

// leftOut tells how many candidates and paragraphs hold a statement after all.
func leftOut(c *run.Corpus, items []*run.CodedItem) ([]LeftOutAgreement, error) {
	kinds, err := c.DrawnKinds()
	if err != nil {
		return nil, err
	}
	out := []LeftOutAgreement{}
	for _, kind := range []string{run.KindCandidate, run.KindParagraph} {
		x := LeftOutAgreement{Kind: kind}
		for _, it := range items {
			if l, ok := it.Labels["valid"]; ok && kinds[it.ID] == kind {
				x.N++
				if l.Value != "0" {
					x.Statements++
				}
			}
		}
		if x.N > 0 {
			x.Share = float64(x.Statements) / float64(x.N)
			x.Low, x.High = compare.Wilson(x.Share, float64(x.N))
			out = append(out, x)
		}
	}
	return out, nil
}

func known(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
