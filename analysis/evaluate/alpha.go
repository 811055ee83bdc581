package evaluate

import (
	"math"
	"slices"
)

// Scale is the level of measurement of Alpha, which sets the distance between two labels.
type Scale string

// The levels of measurement. Ordinal labels are ordered as given, interval labels are numbers.
const (
	Nominal  Scale = "nominal"
	Ordinal  Scale = "ordinal"
	Interval Scale = "interval"
)

// Alpha is Krippendorff's alpha (2018, chapter 12), the agreement of coders beyond chance: 1
// is perfect agreement, 0 what chance gives, below 0 is less than chance. units holds, per
// unit, the labels that it was given, as indexes into values, in any order; units with fewer
// than two labels are ignored. It is NaN where no unit has two labels or all labels are the
// same.
func Alpha(units [][]int, values []float64, scale Scale) float64 {
	k := len(values)
	o := make([][]float64, k) // coincidence matrix
	for i := range o {
		o[i] = make([]float64, k)
	}
	total := make([]float64, k)
	n := 0.0
	for _, u := range units {
		if len(u) < 2 {
			continue
		}
		for i, a := range u {
			total[a]++
			n++
			for j, b := range u {
				if i != j {
					o[a][b] += 1 / float64(len(u)-1)
				}
			}
		}
	}
	observed, expected := 0.0, 0.0
	for a := range k {
		for b := range k {
			d := distance(a, b, values, total, scale)
			observed += o[a][b] * d
			expected += total[a] * total[b] * d
		}
	}
	if expected == 0 {
		return math.NaN()
	}
	return 1 - (n-1)*observed/expected
}

// distance is the squared difference between two labels on a scale.
func distance(a, b int, values, total []float64, scale Scale) float64 {
	if a == b {
		return 0
	}
	switch scale {
	case Interval:
		return (values[a] - values[b]) * (values[a] - values[b])
	case Ordinal:
		low, high := min(a, b), max(a, b)
		sum := -(total[low] + total[high]) / 2
		for g := low; g <= high; g++ {
			sum += total[g]
		}
		return sum * sum
	}
	return 1
}

// AlphaOf is Alpha of labels given as text. order is the order of the labels on an ordinal
// scale; labels that it lacks come after it.
func AlphaOf(units [][]string, order []string, scale Scale) float64 {
	order = slices.Clone(order)
	numbered := make([][]int, len(units))
	for i, u := range units {
		for _, label := range u {
			k := slices.Index(order, label)
			if k < 0 {
				k = len(order)
				order = append(order, label)
			}
			numbered[i] = append(numbered[i], k)
		}
	}
	values := make([]float64, len(order))
	for i := range values {
		values[i] = float64(i)
	}
	return Alpha(numbered, values, scale)
}
