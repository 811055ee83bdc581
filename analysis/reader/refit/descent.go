package refit

import (
	"math"
	"slices"

	"readout/analysis/reader"
)

// The descent ends where no part of the gradient is above leastGradient, or after mostSteps.
const (
	leastGradient = 2e-4
	mostSteps     = 200
)

// calibrationRidge draws the scale to one and the shifts to zero a little, so that a class that
// nobody coded keeps a finite shift.
const calibrationRidge = 0.01

// problem is the fit of one head to examples: the mean loss and the penalties as a function of
// the scale, the shifts and the weights of the states, all convex. Logits and states are divided
// by their root mean square lengths, so that one step size suits all.
type problem struct {
	examples []Example
	classes  int
	width    int
	logits   float64 // root mean square length of the logits
	states   float64 // and of the states

	scaled []float32 // states by that, one row an example
}

func newProblem(classes int, examples []Example) *problem {
	p := &problem{examples: examples, classes: classes, width: len(examples[0].State.Attended)}
	for i := range examples {
		p.logits += squares(examples[i].State.Logits)
		p.states += squares(examples[i].State.Attended)
	}
	p.logits = math.Sqrt(max(p.logits, 1e-12) / float64(len(examples)))
	p.states = math.Sqrt(max(p.states, 1e-12) / float64(len(examples)))
	for i := range examples {
		for _, v := range examples[i].State.Attended {
			p.scaled = append(p.scaled, v/float32(p.states))
		}
	}
	return p
}

func squares[T float32 | float64](x []T) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return sum
}

// start is the head as it is: scale, shifts, and the weights class by class.
func (p *problem) start() []float64 {
	x := make([]float64, 1+p.classes+p.classes*p.width)
	x[0] = p.logits
	return x
}

// fitted makes what x says a part of a head.
func (p *problem) fitted(classes []string, x []float64, words bool) *reader.Fitted {
	f := unchanged(classes)
	f.Scale = max(x[0]/p.logits, 0.01)
	copy(f.Shift, x[1:1+p.classes])
	for c := 0; c < p.classes && words; c++ {
		row := make([]float32, p.width)
		for i := range row {
			row[i] = float32(x[1+p.classes+c*p.width+i] / p.states)
		}
		f.Words = append(f.Words, row)
	}
	return f
}

// steepest bounds the second derivatives: half the mean squared length of what an example's
// logits depend on, one for each of its three parts, and the ridge, which is steepest in the
// scale where the logits are small.
func (p *problem) steepest(penalty float64) float64 {
	return 3.0/2 + max(penalty, calibrationRidge, calibrationRidge/(p.logits*p.logits))
}

// minimum minimizes by accelerated gradient descent with restarts (O'Donoghue and Candès 2015),
// from a start on. Without a penalty the weights of the states stay zero.
func (p *problem) minimum(start []float64, penalty float64) []float64 {
	n := len(start)
	if penalty == 0 {
		n = 1 + p.classes
	}
	x, ahead, gradient := slices.Clone(start[:n]), slices.Clone(start[:n]), make([]float64, n)
	step, momentum := 1/p.steepest(penalty), 1.0
	for range mostSteps {
		p.gradient(ahead, gradient, penalty)
		most, against := 0.0, 0.0
		next := (1 + math.Sqrt(1+4*momentum*momentum)) / 2
		for i, g := range gradient {
			most = max(most, math.Abs(g))
			to := ahead[i] - step*g
			against += g * (to - x[i])
			ahead[i] = to + (momentum-1)/next*(to-x[i])
			x[i] = to
		}
		momentum = next
		if against > 0 { // the way ahead leads up
			momentum = 1
			copy(ahead, x)
		}
		if most < leastGradient {
			break
		}
	}
	return append(x, start[n:]...)
}

// gradient computes the gradient at x, of which the weights of the states are left out or all.
func (p *problem) gradient(x, into []float64, penalty float64) {
	clear(into)
	into[0] = calibrationRidge * (x[0]/p.logits - 1) / p.logits
	for c := range p.classes {
		into[1+c] = calibrationRidge * x[1+c]
	}
	words, slopes := x[1+p.classes:], into[1+p.classes:]
	for i, w := range words {
		slopes[i] = penalty * w
	}
	share := 1 / float64(len(p.examples))
	z := make([]float64, p.classes)
	for i := range p.examples {
		e, state := &p.examples[i], p.scaled[i*p.width:(i+1)*p.width]
		for c := range z {
			z[c] = x[0]/p.logits*e.State.Logits[c] + x[1+c]
			if len(words) > 0 {
				sum := 0.0
				for k, w := range words[c*p.width : (c+1)*p.width] {
					sum += w * float64(state[k])
				}
				z[c] += sum
			}
		}
		whole := loss(z, e.Class) + z[e.Class] // log of the sum of exponentials
		for c := range z {
			g := share * math.Exp(z[c]-whole)
			if c == e.Class {
				g -= share
			}
			into[0] += g * e.State.Logits[c] / p.logits
			into[1+c] += g
			if len(words) > 0 {
				row := slopes[c*p.width : (c+1)*p.width]
				for k, v := range state {
					row[k] += g * float64(v)
				}
			}
		}
	}
}
