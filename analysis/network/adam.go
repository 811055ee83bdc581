package network

import "math"

// parameter is a group of weights with what Adam remembers of them.
type parameter struct {
	at, mean, square []float32
}

func newParameter(n int) parameter {
	return parameter{make([]float32, n), make([]float32, n), make([]float32, n)}
}

// Adam's constants (Kingma, Ba 2015).
const (
	meanDecay   = 0.9
	squareDecay = 0.999
	tiny        = 1e-8
)

// move steps against the gradient of the weights from first on.
func (p *parameter) move(first int, gradient []float32, rate float64, step int) {
	by := float32(rate * math.Sqrt(1-math.Pow(squareDecay, float64(step))) / (1 - math.Pow(meanDecay, float64(step))))
	at, mean, square := p.at[first:first+len(gradient)], p.mean[first:first+len(gradient)], p.square[first:first+len(gradient)]
	for i, g := range gradient {
		mean[i] = meanDecay*mean[i] + (1-meanDecay)*g
		square[i] = squareDecay*square[i] + (1-squareDecay)*g*g
		at[i] -= by * mean[i] / (float32(math.Sqrt(float64(square[i]))) + tiny)
	}
}
