// Package logistic fits logistic regressions over sparse features. Only training
// imports it: a run applies the weights.
package logistic

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"
)

// Example is one training example: sparse features as columns with values, and the class.
// Columns may repeat; their values then add up.
type Example struct {
	Columns []int32
	Values  []float64
	Yes     bool
}

// Fit gives one weight (log-odds) per column. penalty is the L2 penalty, in units of examples;
// columns for which free returns true are not penalized, such as a bias. The error is the
// optimizer's.
func Fit(all []Example, columns int, penalty float64, free func(column int) bool) ([]float64, error) {
	if columns == 0 {
		return nil, nil
	}
	both := func(grad, w []float64) float64 {
		loss := 0.0
		for k, x := range w {
			grad[k] = 0
			if !free(k) {
				loss += penalty * x * x / 2
				grad[k] = penalty * x
			}
		}
		for i := range all {
			s := &all[i]
			score := 0.0
			for j, k := range s.Columns {
				score += w[k] * s.Values[j]
			}
			y := 0.0
			if s.Yes {
				y = 1
			}
			loss += math.Log1p(math.Exp(-math.Abs(score))) + max(score, 0) - y*score
			e := 1/(1+math.Exp(-score)) - y
			for j, k := range s.Columns {
				grad[k] += e * s.Values[j]
			}
		}
		return loss
	}
	scratch := make([]float64, columns)
	p := optimize.Problem{
		Func: func(w []float64) float64 { return both(scratch, w) },
		Grad: func(grad, w []float64) { both(grad, w) },
	}
	settings := &optimize.Settings{MajorIterations: 150, Converger: &optimize.FunctionConverge{Relative: 1e-6, Iterations: 4}}
	r, err := optimize.Minimize(p, make([]float64, columns), settings, &optimize.LBFGS{})
	if err != nil && !errors.Is(err, optimize.ErrLinesearcherFailure) {
		return nil, fmt.Errorf("logistic: fit: %w", err)
	}
	return r.X, nil
}
