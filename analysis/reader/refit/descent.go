package refit

import (
	"math"

	"readout/analysis/reader"
)

// The descent ends where no part of the gradient is above leastGradient, or after mostSteps.
const (
	leastGradient = 1e-4
	mostSteps     = 400
)

// calibrationRidge draws the scale to one and the shifts to zero a little, so that a class that
// nobody coded keeps a finite shift.
const calibrationRidge = 0.01

// problem is the fit of one head: the mean loss of the examples and the penalties, as a function
// of the scale, the shifts and, where penalty is above 0, the weights of the states.
type problem struct {
	examples []Example
	classes  int
	width    int // of the states, 0 for a calibration alone
	penalty  float64
	norm     float64 // root mean square of the states' lengths: W is fitted to states of length one
}

// fit minimizes the problem's convex function by accelerated gradient descent with restarts
// (O'Donoghue and Candès 2015).
func fit(classes []string, examples []Example, penalty float64) *reader.Fitted {
	p := &problem{examples: examples, classes: len(classes), penalty: penalty, norm: 1}
	if penalty > 0 {
		p.width = len(examples[0].State.Attended)
		p.norm = p.length()
	}
	x := p.minimum()
	f := unchanged(classes)
	f.Scale = math.Max(x[0], 0.01)
	copy(f.Shift, x[1:1+p.classes])
	for c := 0; c < p.classes && p.width > 0; c++ {
		row := make([]float32, p.width)
		for i := range row {
			row[i] = float32(x[1+p.classes+c*p.width+i] / p.norm)
		}
		f.Words = append(f.Words, row)
	}
	return f
}

// length is the root mean square length of the states.
func (p *problem) length() float64 {
	sum := 0.0
	for i := range p.examples {
		for _, v := range p.examples[i].State.Attended {
			sum += float64(v) * float64(v)
		}
	}
	return math.Sqrt(max(sum, 1e-12) / float64(len(p.examples)))
}

// steepest bounds the second derivatives of the loss: half the squared length of what an
// example's logits depend on.
func (p *problem) steepest() float64 {
	most := 0.0
	for i := range p.examples {
		n := 1.0
		for _, z := range p.examples[i].State.Logits {
			n += z * z
		}
		if p.width > 0 {
			for _, v := range p.examples[i].State.Attended {
				n += float64(v) * float64(v) / (p.norm * p.norm)
			}
		}
		most = max(most, n)
	}
	return most/2 + p.penalty + calibrationRidge
}

func (p *problem) minimum() []float64 {
	n := 1 + p.classes + p.classes*p.width
	x, ahead, gradient := make([]float64, n), make([]float64, n), make([]float64, n)
	x[0], ahead[0] = 1, 1
	step, momentum := 1/p.steepest(), 1.0
	for range mostSteps {
		p.gradient(ahead, gradient)
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
	return x
}

// gradient computes the gradient at x: scale, shifts, and the weights class by class.
func (p *problem) gradient(x, into []float64) {
	clear(into)
	into[0] = calibrationRidge * (x[0] - 1)
	for c := range p.classes {
		into[1+c] = calibrationRidge * x[1+c]
	}
	words, slopes := x[1+p.classes:], into[1+p.classes:]
	for i, w := range words {
		slopes[i] = p.penalty * w
	}
	share := 1 / float64(len(p.examples))
	z := make([]float64, p.classes)
	for i := range p.examples {
		e := &p.examples[i]
		for c := range z {
			z[c] = x[0]*e.State.Logits[c] + x[1+c]
			for k := range p.width {
				z[c] += words[c*p.width+k] * float64(e.State.Attended[k]) / p.norm
			}
		}
		whole := loss(z, e.Class) + z[e.Class] // log of the sum of exponentials
		for c := range z {
			g := share * math.Exp(z[c]-whole)
			if c == e.Class {
				g -= share
			}
			into[0] += g * e.State.Logits[c]
			into[1+c] += g
			for k := range p.width {
				slopes[c*p.width+k] += g * float64(e.State.Attended[k]) / p.norm
			}
		}
	}
}
