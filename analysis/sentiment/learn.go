package sentiment

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"
)

// rows is a sparse matrix, one row an example.
type rows struct {
	start []int // of each row in cols and vals, and the end
	cols  []int32
	vals  []float32
	width int // columns
}

func newRows(width int) *rows { return &rows{start: []int{0}, width: width} }

func (m *rows) put(col int, val float32) {
	m.cols = append(m.cols, int32(col))
	m.vals = append(m.vals, val)
}

func (m *rows) endRow() { m.start = append(m.start, len(m.cols)) }

func (m *rows) len() int { return len(m.start) - 1 }

// compact drops the columns that fewer than two rows have, because what stands
// in one example says nothing of others, and numbers the rest anew. It gives the
// old number of each.
func (m *rows) compact() []int32 {
	seen := make([]int32, m.width) // last row that has the column, from 1
	often := make([]bool, m.width)
	for i := 0; i < m.len(); i++ {
		for _, c := range m.cols[m.start[i]:m.start[i+1]] {
			if seen[c] != 0 && seen[c] != int32(i+1) {
				often[c] = true
			}
			seen[c] = int32(i + 1)
		}
	}
	var old []int32
	number := make([]int32, m.width)
	for c, ok := range often {
		number[c] = -1
		if ok {
			number[c] = int32(len(old))
			old = append(old, int32(c))
		}
	}
	at := 0
	for i := 0; i < m.len(); i++ {
		first, last := m.start[i], m.start[i+1]
		m.start[i] = at
		for k := first; k < last; k++ {
			if n := number[m.cols[k]]; n >= 0 {
				m.cols[at], m.vals[at] = n, m.vals[k]
				at++
			}
		}
	}
	m.start[m.len()] = at
	m.cols, m.vals, m.width = m.cols[:at], m.vals[:at], len(old)
	return old
}

// fit learns weights [column][class] and one bias a class from the rows in use.
// With one class the loss is half the squared error of want[0], with several the
// cross-entropy of want as a distribution; the weights, not the biases, are held
// small by penalty/2 times their squares.
func (m *rows) fit(use []int, want [][]float32, weight []float32, nClasses int, penalty float64, iterations int) (weights, bias []float64, err error) {
	n := m.width * nClasses
	f := func(x, grad []float64) float64 {
		loss := 0.0
		if grad != nil {
			for i, w := range x[:n] {
				grad[i] = penalty * w
			}
			clear(grad[n:])
		}
		for _, w := range x[:n] {
			loss += penalty / 2 * w * w
		}
		var out, slope [classes]float64
		for _, i := range use {
			cols, vals := m.cols[m.start[i]:m.start[i+1]], m.vals[m.start[i]:m.start[i+1]]
			copy(out[:nClasses], x[n:])
			for k, c := range cols {
				v, row := float64(vals[k]), x[int(c)*nClasses:int(c)*nClasses+nClasses]
				for j, w := range row {
					out[j] += v * w
				}
			}
			loss += lossOf(out[:nClasses], want[i], float64(weight[i]), slope[:nClasses])
			if grad == nil {
				continue
			}
			for k, c := range cols {
				v, row := float64(vals[k]), grad[int(c)*nClasses:int(c)*nClasses+nClasses]
				for j := range row {
					row[j] += v * slope[j]
				}
			}
			for j := range nClasses {
				grad[n+j] += slope[j]
			}
		}
		return loss
	}
	x, err := minimise(f, n+nClasses, iterations)
	if err != nil {
		return nil, nil, err
	}
	return x[:n], x[n:], nil
}

// lossOf gives one example's loss and its slope in each output.
func lossOf(out []float64, want []float32, weight float64, slope []float64) float64 {
	if len(out) == 1 {
		e := out[0] - float64(want[0])
		slope[0] = weight * e
		return weight * e * e / 2
	}
	most := out[0]
	for _, z := range out[1:] {
		most = max(most, z)
	}
	sum := 0.0
	for _, z := range out {
		sum += math.Exp(z - most)
	}
	log, loss := math.Log(sum)+most, 0.0
	for j, z := range out {
		loss -= float64(want[j]) * (z - log) * weight
		slope[j] = weight * (math.Exp(z-log) - float64(want[j]))
	}
	return loss
}

// predict gives the outputs for one row.
func (m *rows) predict(i int, weights, bias []float64) []float64 {
	out := append([]float64(nil), bias...)
	for k := m.start[i]; k < m.start[i+1]; k++ {
		for j := range out {
			out[j] += float64(m.vals[k]) * weights[int(m.cols[k])*len(out)+j]
		}
	}
	return out
}

// minimise runs L-BFGS from zero for at most so many iterations. f fills grad
// where it is not nil.
func minimise(f func(x, grad []float64) float64, n, iterations int) ([]float64, error) {
	p := optimize.Problem{
		Func: func(x []float64) float64 { return f(x, nil) },
		Grad: func(grad, x []float64) { f(x, grad) },
	}
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
	p.Func = func(x []float64) float64 { both(x); return loss }
	p.Grad = func(g, x []float64) { both(x); copy(g, grad) }
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
