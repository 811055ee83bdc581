package stance

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"
)

// fit minimises the cross-entropy with L-BFGS. The weights are rows of classes:
// first the columns, then the dense part.
func fit(all []sample, columns, dense int, o Options) ([]float64, error) {
	classes := len(o.Classes)
	penalty := o.Penalty
	if penalty == 0 {
		penalty = 1
	}
	counts := make([]float64, classes)
	for _, s := range all {
		for c, x := range s.want {
			counts[c] += x * s.weight
		}
	}
	total := 0.0
	for _, c := range counts {
		total += c
	}
	weigh := make([]float64, classes)
	for c, n := range counts {
		weigh[c] = 1
		if n > 0 {
			weigh[c] = math.Pow(total/float64(classes)/n, o.Balance)
		}
	}
	scores := make([]float64, classes)
	gradient := func(grad, w []float64) float64 {
		loss := 0.0
		for i, x := range w {
			grad[i] = penalty * x
			loss += penalty * x * x / 2
		}
		for i := range all {
			s := &all[i]
			s.scores(w, columns, scores)
			p := softmax(scores)
			by := 0.0
			for c, x := range s.want {
				by += x * weigh[c]
				if x > 0 {
					loss -= s.weight * x * weigh[c] * math.Log(max(p[c], 1e-300))
				}
			}
			for c := range p {
				p[c] = s.weight * (p[c]*by - s.want[c]*weigh[c])
			}
			for j, col := range s.at {
				row := grad[int(col)*classes:][:classes]
				for c, e := range p {
					row[c] += e * float64(s.value[j])
				}
			}
			for j, x := range s.dense {
				if x == 0 {
					continue
				}
				row := grad[(columns+j)*classes:][:classes]
				for c, e := range p {
					row[c] += e * float64(x)
				}
			}
		}
		return loss
	}
	return minimize(gradient, (columns+dense)*classes)
}

// scores adds up the classes' scores.
func (s *sample) scores(w []float64, columns int, scores []float64) {
	classes := len(scores)
	clear(scores)
	for j, col := range s.at {
		row := w[int(col)*classes:][:classes]
		for c := range scores {
			scores[c] += row[c] * float64(s.value[j])
		}
	}
	for j, x := range s.dense {
		if x == 0 {
			continue
		}
		row := w[(columns+j)*classes:][:classes]
		for c := range scores {
			scores[c] += row[c] * float64(x)
		}
	}
}

// minimize runs L-BFGS from nought. gradient fills in the gradient at a place
// and gives the loss there.
func minimize(gradient func(grad, at []float64) float64, n int) ([]float64, error) {
	last := make([]float64, n) // gonum asks for loss and gradient of one place in two calls
	lastGrad := make([]float64, n)
	lastLoss := math.NaN()
	at := func(x []float64) {
		if math.IsNaN(lastLoss) || !slices.Equal(last, x) {
			copy(last, x)
			lastLoss = gradient(lastGrad, x)
		}
	}
	p := optimize.Problem{
		Func: func(x []float64) float64 { at(x); return lastLoss },
		Grad: func(grad, x []float64) { at(x); copy(grad, lastGrad) },
	}
	settings := &optimize.Settings{
		MajorIterations: 150, Concurrent: 1,
		Converger: &optimize.FunctionConverge{Relative: 1e-5, Iterations: 4},
	}
	r, err := optimize.Minimize(p, make([]float64, n), settings, &optimize.LBFGS{})
	if r == nil {
		return nil, fmt.Errorf("stance: training: %w", err)
	}
	return r.X, nil // a line search that can go no further has arrived
}
