package train

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"readout/analysis/logistic"
	"readout/analysis/position"
)

// sample is one example of a regression.
type sample struct {
	features []position.Feature
	yes      bool
}

// fit fits a logistic regression with an L2 penalty.
func fit(all []sample, penalty float64) (position.Weights, error) {
	column := map[position.Key]int{}
	var keys []position.Key
	for i := range all {
		for _, f := range all[i].features {
			if _, ok := column[f.Key]; !ok {
				column[f.Key] = len(keys)
				keys = append(keys, f.Key)
			}
		}
	}
	if len(keys) == 0 {
		return position.Weights{}, nil
	}
	examples := make([]logistic.Example, len(all))
	for i := range all {
		examples[i].Yes = all[i].yes
		for _, f := range all[i].features {
			examples[i].Columns = append(examples[i].Columns, int32(column[f.Key]))
			examples[i].Values = append(examples[i].Values, f.Value)
		}
	}
	fitted, err := logistic.Fit(examples, len(keys), penalty, func(k int) bool { return keys[k].What == "bias" })
	if err != nil {
		return nil, fmt.Errorf("position: %w", err)
	}
	w := position.Weights{}
	for k, x := range fitted {
		if x = math.Round(x*1e3) / 1e3; x != 0 {
			w[keys[k]] = x
		}
	}
	return w, nil
}

// Top lists the n features with the largest absolute weights, each with its weight.
func Top(w position.Weights, n int) []string {
	keys := make([]position.Key, 0, len(w))
	for k := range w {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b position.Key) int {
		return cmp.Or(cmp.Compare(math.Abs(w[b]), math.Abs(w[a])), cmp.Compare(a.What, b.What), cmp.Compare(a.Of, b.Of))
	})
	var lines []string
	for _, k := range keys[:min(n, len(keys))] {
		lines = append(lines, fmt.Sprintf("%+.2f %s|%s", w[k], k.What, k.Of))
	}
	return lines
}
