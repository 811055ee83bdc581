package coding

import (
	"slices"

	"readout/analysis/evaluate"
	"readout/data/run"
)

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
