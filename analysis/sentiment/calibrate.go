package sentiment

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"
)

// macroF1 is the mean F1 over the classes; examples without logits are left out.
func macroF1(logits [][]float64, labels []int) float64 {
	var hit, gold, given [classes]float64
	for i, z := range logits {
		if z == nil {
			continue
		}
		best := 0
		for k := range z {
			if z[k] > z[best] {
				best = k
			}
		}
		gold[labels[i]]++
		given[best]++
		if best == labels[i] {
			hit[best]++
		}
	}
	sum := 0.0
	for k := range classes {
		if gold[k]+given[k] > 0 {
			sum += 2 * hit[k] / (gold[k] + given[k])
		}
	}
	return sum / classes
}

// toneCut is the mean rating past which a text counts as positive or negative.
const toneCut = 0.05

func ratingLabel(x float64) int {
	switch {
	case x < -toneCut:
		return 0
	case x > toneCut:
		return 2
	}
	return 1
}

// cuts gives the raw scores below and above which a label is given. A macro-F1
// counts the classes alike, and so does a reader who compares two sides; so the
// label is the likeliest one where rare labels weigh more than they are frequent.
func cuts(raw []float64, labels []int) (below, above float64) {
	const evening = 0.7 // 0 as frequent as they are, 1 all alike
	var n, weight [classes]float64
	for _, l := range labels {
		n[l]++
	}
	for k := range weight {
		weight[k] = math.Pow(float64(len(labels))/classes/max(n[k], 1), evening)
	}
	slope, low, high := proportionalOdds(raw, labels, weight)
	likeliest := func(x float64) int {
		p := [classes]float64{logistic(low - slope*x), 0, logistic(slope*x - high)}
		p[1] = 1 - p[0] - p[2]
		best := 1
		for k, v := range p {
			if v > p[best] {
				best = k
			}
		}
		return best
	}
	const step = 0.001
	for x := -2.0; x < 2; x += step {
		switch likeliest(x) {
		case 0:
			below = x
		case 1:
			above = x
		}
	}
	return below, max(above, below)
}

// proportionalOdds fits P(negative) = s(low - slope*raw), P(positive) =
// s(slope*raw - high) to labels by descent on the likelihood.
func proportionalOdds(raw []float64, labels []int, weight [classes]float64) (slope, low, high float64) {
	f := func(p, grad []float64) float64 {
		loss := 0.0
		clear(grad)
		scale := math.Exp(p[0])
		gap := math.Exp(p[2]) // keeps high above low
		for i, x := range raw {
			lowArg, highArg := p[1]-scale*x, scale*x-p[1]-gap
			below, above := logistic(lowArg), logistic(highArg)
			var prob, dLow, dHigh float64 // slopes of prob in the two arguments
			switch labels[i] {
			case 0:
				prob, dLow = below, below*(1-below)
			case 2:
				prob, dHigh = above, above*(1-above)
			default:
				prob, dLow, dHigh = 1-below-above, -below*(1-below), -above*(1-above)
			}
			prob = max(prob, 1e-9)
			w := weight[labels[i]]
			loss -= w * math.Log(prob)
			grad[0] -= w * (dHigh - dLow) * scale * x / prob
			grad[1] -= w * (dLow - dHigh) / prob
			grad[2] += w * dHigh * gap / prob
		}
		return loss
	}
	x, err := minimise(func(p, grad []float64) float64 {
		if grad == nil {
			grad = make([]float64, 3)
		}
		return f(p, grad)
	}, 3, 200)
	if err != nil {
		return 1, -1, 1
	}
	return math.Exp(x[0]), x[1], x[1] + math.Exp(x[2])
}

// minimise runs L-BFGS from zero for at most so many iterations. f fills grad
// where it is not nil.
func minimise(f func(x, grad []float64) float64, n, iterations int) ([]float64, error) {
	// Both are asked for at the same place one after the other: keep the last.
	var at, grad []float64
	var loss float64
	both := func(x []float64) {
		if at != nil && equalFloats(at, x) {
			return
		}
		if grad == nil {
			grad = make([]float64, n)
		}
		loss = f(x, grad)
		at = append(at[:0], x...)
	}
	p := optimize.Problem{
		Func: func(x []float64) float64 { both(x); return loss },
		Grad: func(g, x []float64) { both(x); copy(g, grad) },
	}
	settings := &optimize.Settings{MajorIterations: iterations, GradientThreshold: 1e-4}
	r, err := optimize.Minimize(p, make([]float64, n), settings, &optimize.LBFGS{Store: 8})
	if r == nil || r.X == nil {
		return nil, fmt.Errorf("sentiment: training: %w", err)
	}
	// A line search that cannot better the loss any more ends at the minimum.
	if err != nil && !errors.Is(err, optimize.ErrLinesearcherFailure) {
		return nil, fmt.Errorf("sentiment: training: %w", err)
	}
	return r.X, nil
}

func equalFloats(a, b []float64) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
