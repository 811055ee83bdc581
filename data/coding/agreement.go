package coding

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"readout/analysis/compare"
	"readout/analysis/evaluate"
	"readout/data/run"
	"readout/data/table"
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
	Side      string   `json:"side"`
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
	for _, f := range Fields {
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
	a.Sides = bySide(items)
	a.LeftOut, err = leftOut(c, all.Other)
	return a, err
}

// measure gives what readout measured of the coded statements.
func measure(c *run.Corpus, coded []*run.CodedItem, weights map[string]float64) ([]*judged, error) {
	byID := map[string]*judged{}
	var items []*judged
	for _, it := range coded {
		j := &judged{weight: weights[it.ID], settled: it.Labels, measured: map[string]string{"valid": "1"}}
		byID[it.ID] = j
		items = append(items, j)
	}
	m := c.Measured()
	if err := run.Each(m, "statements", func(s *table.Statement) error {
		j := byID[s.StatementID]
		if j == nil {
			return nil
		}
		j.side = text(s.SideID)
		for field, v := range map[string]*string{"actor": s.ActorID, "side": s.SideID, "outlook": s.OutlookLabel, "sentiment": s.SentimentLabel, "frame": s.Frame} {
			j.measured[field] = run.NoLabel
			if v != nil {
				j.measured[field] = *v
			}
		}
		if s.Certainty != nil {
			j.measured["certainty"] = map[bool]string{true: "plain", false: "hedged"}[*s.Certainty >= 0.5]
		}
		return nil
	}); err != nil {
		return nil, err
	}
	add := func(id, field, name, sign string) {
		if j := byID[id]; j != nil {
			if j.measured[field] != "" {
				name = j.measured[field] + "," + name
			}
			j.measured[field] = name + "=" + sign
		}
	}
	if err := run.Each(m, "positions", func(p *table.Position) error {
		add(p.StatementID, "positions", p.PropositionID, p.Position)
		return nil
	}); err != nil {
		return nil, err
	}
	return items, run.Each(m, "evaluations", func(e *table.Evaluation) error {
		add(e.StatementID, "evaluations", cmp.Or(text(e.OfActorID), e.OfName), e.Evaluation)
		return nil
	})
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

func labelAmong(r *FieldAgreement, f *Field, scale evaluate.Scale, order []answer, said map[answer]map[string]string) {
	units := doubly(f.Name, order, said)
	r.Doubly = len(units)
	r.Alpha = known(evaluate.AlphaOf(units, f.Values, scale))
	var pairs []pair
	for _, u := range units {
		for i := range u {
			for _, other := range u[i+1:] {
				pairs = append(pairs, pair{u[i], other, 1}, pair{other, u[i], 1})
			}
		}
	}
	r.CodersF1 = known(macroF1(pairs))
}

// pair is a label and what is held against it.
type pair struct {
	gold, got string
	weight    float64
}

func labelEngine(r *FieldAgreement, field string, items []*judged) {
	pairs := labelPairs(field, items)
	r.N = len(pairs)
	right, all := 0.0, 0.0
	for _, p := range pairs {
		all += p.weight
		if p.gold == p.got {
			right += p.weight
		}
	}
	r.Accuracy = known(right / all)
	if field != "actor" && field != "side" {
		r.F1 = known(macroF1(pairs))
	}
}

func labelPairs(field string, items []*judged) []pair {
	var pairs []pair
	for _, j := range items {
		l, ok := j.settled[field]
		if !ok {
			continue
		}
		gold, got := l.Value, j.measured[field]
		if field == "valid" && gold == "0.5" {
			gold = "1"
		}
		if got == run.NoLabel && (field == "outlook" || field == "sentiment") { // an abstention counts as neutral
			got = "neutral"
		}
		pairs = append(pairs, pair{gold, got, j.weight})
	}
	return pairs
}

// macroF1 is the mean F1 of the labels that the gold has.
func macroF1(pairs []pair) float64 {
	gold, got, both := map[string]float64{}, map[string]float64{}, map[string]float64{}
	for _, p := range pairs {
		gold[p.gold] += p.weight
		got[p.got] += p.weight
		if p.gold == p.got {
			both[p.gold] += p.weight
		}
	}
	var f1 []float64
	for label, n := range gold {
		f1 = append(f1, 2*both[label]/(n+got[label]))
	}
	slices.Sort(f1) // a sum in the order of a map would not be the same twice
	sum := 0.0
	for _, f := range f1 {
		sum += f
	}
	return sum / float64(len(f1))
}

// among compares coders on a field of signed names.
func among(r *FieldAgreement, field string, order []answer, said map[answer]map[string]string) {
	units := doubly(field, order, said)
	r.Doubly = len(units)
	both, sum := 0.0, 0.0
	var labels [][]string
	names := map[string]bool{}
	for _, u := range units {
		for _, v := range u {
			for _, p := range run.SignedNames(v) {
				names[p[0]] = true
			}
		}
	}
	for _, u := range units {
		for name := range names {
			labels = append(labels, signsOf(u, name))
		}
		for i := range u {
			for _, other := range u[i+1:] {
				a, b := run.SignedNames(u[i]), run.SignedNames(other)
				sum += float64(len(a) + len(b))
				for _, p := range a {
					if slices.Contains(b, p) {
						both += 2
					}
				}
			}
		}
	}
	r.CodersF1 = known(both / sum)
	slices.SortFunc(labels, slices.Compare)
	r.Alpha = known(evaluate.AlphaOf(labels, nil, evaluate.Nominal))
}

// signsOf is what coders say of one name.
func signsOf(values []string, name string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = run.NoLabel
		for _, p := range run.SignedNames(v) {
			if p[0] == name {
				out[i] = p[1]
			}
		}
	}
	return out
}

func signedEngine(r *FieldAgreement, field string, items []*judged) {
	right, gold, got := 0.0, 0.0, 0.0
	for _, j := range items {
		l, ok := j.settled[field]
		if !ok && j.settled["valid"].Value != "0" {
			continue
		}
		r.N++
		a, b := run.SignedNames(l.Value), run.SignedNames(j.measured[field])
		gold += j.weight * float64(len(a))
		got += j.weight * float64(len(b))
		for _, p := range a {
			if slices.Contains(b, p) {
				right += j.weight
			}
		}
	}
	r.Precise, r.Recall, r.F1 = known(right/got), known(right/gold), known(2*right/(gold+got))
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

func bySide(items []*judged) []SideAgreement {
	sides := map[string][]*judged{}
	for _, j := range items {
		sides[orDash(j.side)] = append(sides[orDash(j.side)], j)
	}
	out := []SideAgreement{}
	for side, of := range sides {
		var r FieldAgreement
		signedEngine(&r, "positions", of)
		out = append(out, SideAgreement{side, len(of), known(macroF1(labelPairs("outlook", of))), r.F1})
	}
	slices.SortFunc(out, func(a, b SideAgreement) int { return cmp.Or(b.N-a.N, strings.Compare(a.Side, b.Side)) })
	return out
}

// leftOut tells how many candidates and paragraphs hold a statement after all.
func leftOut(c *run.Corpus, items []*run.CodedItem) ([]LeftOutAgreement, error) {
	draws, err := c.Draws()
	if err != nil {
		return nil, err
	}
	kinds := map[string]string{}
	for i := range draws {
		kinds[draws[i].StatementID] = draws[i].Kind
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
