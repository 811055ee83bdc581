package train

import "testing"

func TestThresholdReachesThePrecisionAskedFor(t *testing.T) {
	var guesses []guess
	for i := range 100 { // the surer, the more often right
		g := guess{statement: i, prob: 1 - float64(i)/200, sign: 1, gold: 1}
		if i%10 < i/12 {
			g.gold = 0
		}
		guesses = append(guesses, g)
	}
	c := chooseThreshold(guesses, 100, .8)
	if c.precision < .8 || c.least < .55 || c.least > .9 {
		t.Errorf("%+v", c)
	}
	guesses[0].gold = 0
	if c := chooseThreshold(guesses, 100, .999); c.least != 1 {
		t.Errorf("a precision that cannot be reached gives %+v", c)
	}
}
