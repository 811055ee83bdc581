package sentiment

import (
	"errors"
	"fmt"

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

// fit learns a weight a column and a bias from the rows in use. The loss is half the
// squared error; the weights, not the bias, are held small by penalty/2 times
// their squares.
func (m *rows) fit(use []int, want, weight []float32, penalty float64, iterations int) (weights []float64, bias float64, err error) {
	n := m.width
	f := func(x, grad []float64) float64 {
		loss := 0.0
		if grad != nil {
			for i, w := range x[:n] {
				grad[i] = penalty * w
			}
			grad[n] = 0
		}
		for _, w := range x[:n] {
			loss += penalty / 2 * w * w
		}
		for _, i := range use {
			cols, vals := m.cols[m.start[i]:m.start[i+1]], m.vals[m.start[i]:m.start[i+1]]
			out := x[n]
			for k, c := range cols {
				out += float64(vals[k]) * x[c]
			}
			e := out - float64(want[i])
			slope := float64(weight[i]) * e
			loss += float64(weight[i]) * e * e / 2
			if grad == nil {
				continue
			}
			for k, c := range cols {
				grad[c] += float64(vals[k]) * slope
			}
			grad[n] += slope
		}
		return loss
	}
	x, err := minimise(f, n+1, iterations)
	if err != nil {
		return nil, 0, err
	}
	return x[:n], x[n], nil
}

// predict gives the output for one row, without the bias.
func (m *rows) predict(i int, weights []float64) float64 {
	out := 0.0
	for k := m.start[i]; k < m.start[i+1]; k++ {
		out += float64(m.vals[k]) * weights[m.cols[k]]
	}
	return out
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
