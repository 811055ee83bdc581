package refit_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"readout/analysis/reader"
	"readout/analysis/reader/refit"
)

var config = reader.HeadConfig{Classes: []string{"minus", "neither", "plus"}}

// drawn makes coded statements whose class has probabilities softmax(of(logits, state)).
func drawn(seed uint64, n int, of func(z []float64, x []float32) []float64) []refit.Example {
	rng := rand.New(rand.NewPCG(seed, 1))
	var all []refit.Example
	for i := range n {
		e := refit.Example{Article: fmt.Sprint("a", i/4), State: reader.State{Attended: make([]float32, 12), Logits: make([]float64, 3)}}
		for k := range e.State.Attended {
			e.State.Attended[k] = float32(rng.NormFloat64())
		}
		for c := range e.State.Logits {
			e.State.Logits[c] = 1.5 * rng.NormFloat64()
		}
		z := of(e.State.Logits, e.State.Attended)
		best := math.Inf(-1)
		for c := range z { // the class of the greatest z + Gumbel noise has these probabilities
			if g := z[c] - math.Log(rng.ExpFloat64()); g > best {
				best, e.Class = g, c
			}
		}
		all = append(all, e)
	}
	return all
}

func TestHeadThatIsRightStays(t *testing.T) {
	kept := 0
	for seed := range uint64(16) {
		if r := refit.Head(config, drawn(seed, 100, func(z []float64, _ []float32) []float64 { return z })); r.Kept() {
			kept++
		}
	}
	if kept > 5 { // of those whose gain is noise, one in six is above a standard error
		t.Errorf("a head that is right was changed in %d of 16 samples", kept)
	}
}

func TestCalibrationIsFound(t *testing.T) {
	r := refit.Head(config, drawn(1, 400, func(z []float64, _ []float32) []float64 {
		return []float64{0.4*z[0] + 1, 0.4 * z[1], 0.4*z[2] - 1}
	}))
	if r.Gain < r.Error || r.After.Loss >= r.Before.Loss || r.After.Right <= r.Before.Right {
		t.Fatalf("not better: %+v", r)
	}
	if math.Abs(r.Fitted.Scale-0.4) > 0.15 || math.Abs(r.Fitted.Shift[0]-r.Fitted.Shift[2]-2) > 0.6 {
		t.Errorf("scale %v and shifts %v, for 0.4 and a difference of 2", r.Fitted.Scale, r.Fitted.Shift)
	}
}

func TestLastLayerIsFound(t *testing.T) {
	r := refit.Head(config, drawn(2, 400, func(z []float64, x []float32) []float64 {
		return []float64{z[0] - 2*float64(x[3]), z[1], z[2] + 2*float64(x[3])}
	}))
	if !r.Kept() || r.Penalty == 0 || r.After.MacroF1 < r.Before.MacroF1+0.05 {
		t.Fatalf("not better: %+v", r)
	}
	for k := range 12 {
		if w := r.Fitted.Words[2][k]; k != 3 && math.Abs(float64(w)) > math.Abs(float64(r.Fitted.Words[2][3]))/2 {
			t.Errorf("weight %d is %v where 3 is %v", k, w, r.Fitted.Words[2][3])
		}
	}
}

// A head that hardly tells classes apart has small logits: the fit must not run away.
func TestSmallLogits(t *testing.T) {
	examples := drawn(6, 200, func(z []float64, _ []float32) []float64 { return []float64{z[0] + 1, z[1], z[2] - 1} })
	for i := range examples {
		for c := range examples[i].State.Logits {
			examples[i].State.Logits[c] *= 0.01
		}
	}
	if r := refit.Head(config, examples); r.Fitted == nil || !(r.After.Loss < r.Before.Loss) {
		t.Errorf("%+v", r)
	}
}

func TestTooFewAreRefused(t *testing.T) {
	right := func(z []float64, _ []float32) []float64 { return z }
	if r := refit.Head(config, drawn(3, refit.LeastExamples-1, right)); r.Fitted != nil || r.Kept() || r.Examples != refit.LeastExamples-1 {
		t.Errorf("fitted to too few: %+v", r)
	}
	one := drawn(3, 80, right)
	for i := range one {
		one[i].Article = "a"
	}
	if r := refit.Head(config, one); r.Kept() {
		t.Errorf("fitted to one article: %+v", r)
	}
}

// Heads of two classes have no third that a threshold could set apart.
func TestTwoClasses(t *testing.T) {
	two := reader.HeadConfig{Classes: []string{"hedged", "plain"}, Threshold: 0.5}
	examples := drawn(5, 100, func(z []float64, _ []float32) []float64 { return z[:2] })
	for i := range examples {
		examples[i].State.Logits = examples[i].State.Logits[:2]
	}
	if r := refit.Head(two, examples); r.Before.Right <= 0.5 || r.Articles != 25 {
		t.Errorf("%+v", r)
	}
}

// The order of codings does not matter.
func TestOrderDoesNotMatter(t *testing.T) {
	a := drawn(4, 100, func(z []float64, _ []float32) []float64 { return []float64{z[0] + 2, z[1], z[2]} })
	var b []refit.Example
	for article := 24; article >= 0; article-- {
		b = append(b, a[4*article:4*article+4]...)
	}
	x, y := refit.Head(config, a), refit.Head(config, b)
	if x.Gain != y.Gain || fmt.Sprint(x.Fitted) != fmt.Sprint(y.Fitted) {
		t.Errorf("%+v\n%+v", x, y)
	}
}
