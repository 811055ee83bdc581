package stance

import "math"

// Calibration turns a model's scores into probabilities that are right as often
// as they say.
type Calibration struct {
	Sharpness float64
	Offsets   []float64 // by class
}

// Calibrate fits a calibration to predictions of examples that the models had
// not seen (Platt's scaling for several classes: one slope, one offset a class).
func Calibrate(predictions []Prediction, examples []Example, classes []string) (Calibration, error) {
	n := len(classes)
	index := map[string]int{}
	for i, c := range classes {
		index[c] = i
	}
	p := make([]float64, n)
	gradient := func(grad, at []float64) float64 { // at: the slope less 1, then the offsets
		loss := 0.0
		const penalty = 0.1
		for i, x := range at {
			grad[i] = penalty * x
			loss += penalty * x * x / 2
		}
		for _, pr := range predictions {
			for c, s := range pr.Scores {
				p[c] = (1+at[0])*s + at[1+c]
			}
			softmax(p)
			y := index[examples[pr.Example].Label]
			loss += -math.Log(max(p[y], 1e-300))
			for c := range p {
				e := p[c]
				if c == y {
					e--
				}
				grad[0] += e * pr.Scores[c]
				grad[1+c] += e
			}
		}
		return loss
	}
	at, err := minimize(gradient, n+1)
	if err != nil {
		return Calibration{}, err
	}
	return Calibration{Sharpness: max(0.05, 1+at[0]), Offsets: at[1:]}, nil
}

// Label gives the index of the class with the highest score, and the calibrated
// probability that it is right.
func (c Calibration) Label(scores []float64) (int, float64) {
	m := Model{Sharpness: c.Sharpness, Offsets: c.Offsets}
	at := best(scores)
	return at, m.probabilities(scores, nil)[at]
}
