package coding

import (
	"maps"
	"slices"

	"readout/analysis/evaluate"
	"readout/data/run"
)

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
	sorted := slices.Sorted(maps.Keys(names)) // sums in the order of a map would not be the same twice
	for _, u := range units {
		for _, name := range sorted {
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
