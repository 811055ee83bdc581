package train

import "readout/analysis/attribution/tagger"

// fitCalibration fits the calibration by gradient descent.
func fitCalibration(list []tagger.Evidence, right []bool) tagger.Calibration {
	var c tagger.Calibration
	if len(list) == 0 {
		return c
	}
	for step := range 400 {
		var g tagger.Calibration
		for i := range list {
			d := float32(c.Of(list[i]))
			if right[i] {
				d--
			}
			for k, x := range list[i] {
				g.Weights[k] += d * x
			}
			g.Bias += d
		}
		rate := 0.2 / float32(len(list)) * (1 - float32(step)/400)
		for k := range c.Weights {
			c.Weights[k] -= rate * g.Weights[k]
		}
		c.Bias -= rate * g.Bias
	}
	return c
}
