package network

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/optimize"

	"readout/lexicon"
)

// Example is a view with the share of each class.
type Example struct {
	ids    []int32
	x, y   []uint8
	shares []float64
	weight float64
	want   []float32 // shares x weight x what the class counts
	// Group parts the examples: those of one group are all learnt from or all held
	// back. Asked are those that figures are made of when they are held back.
	Group string
	Asked bool
}

// NewExample keeps what v shows. The shares are by class and add up to one.
func NewExample(v *View, shares []float64, weight float64) Example {
	return Example{ids: slices.Clone(v.ids), x: slices.Clone(v.x), y: slices.Clone(v.y), shares: shares, weight: weight}
}

// Options say how a network is trained. The zero value is the default.
type Options struct {
	Units   int     // 0 means 64
	Epochs  int     // times that each example is seen; 0 means 8
	Rate    float64 // of Adam, falling to nought; 0 means 0.001
	Drop    float64 // share of inputs and units that are left out at random; 0 means 0.3
	Rarest  int     // places in which a word must stand to get a vector of its own; 0 means 10
	Balance float64 // 0 counts classes as they come, 1 all alike
	Folds   int     // parts of the groups, of which one is held back for the figures; none below 2
	Seed    uint64
	Report  func(epoch int, loss float64) // after each epoch; may be nil
}

func (o *Options) fill() error {
	set := func(x *int, to int) {
		if *x == 0 {
			*x = to
		}
	}
	set(&o.Units, 64)
	set(&o.Epochs, 8)
	set(&o.Rarest, 10)
	if o.Rate == 0 {
		o.Rate = 1e-3
	}
	if o.Drop == 0 {
		o.Drop = 0.3
	}
	if o.Units < 1 || o.Epochs < 1 || o.Drop < 0 || o.Drop >= 1 {
		return fmt.Errorf("%d units, %d epochs, %v left out: no network learns so", o.Units, o.Epochs, o.Drop)
	}
	return nil
}

// Prediction is what a network that never saw an example's group says of it.
type Prediction struct {
	Label  int // the class with the largest share
	Scores []float64
}

// Train learns a network from all examples, and beside it, where Folds says so, one
// from all groups but those held back, of which it gives the predictions. They
// tell how sharp the model's probabilities are to be (temperature scaling, Guo
// et al. 2017).
func Train(words *lexicon.Words, title string, classes []string, examples []Example, o Options) (*Model, []Prediction, error) {
	if err := o.fill(); err != nil {
		return nil, nil, fmt.Errorf("network: %s: %w", title, err)
	}
	if err := weigh(examples, classes, o.Balance); err != nil {
		return nil, nil, fmt.Errorf("network: %s: %w", title, err)
	}
	sharpness := 1.0
	var predictions []Prediction
	if held := heldBack(examples, o.Folds, o.Seed); len(held) > 0 {
		var known []Example
		for _, e := range examples {
			if !held[e.Group] {
				known = append(known, e)
			}
		}
		if err := weigh(slices.Clone(known), classes, o.Balance); err != nil {
			return nil, nil, fmt.Errorf("network: %s: one part of %d held back: %w", title, o.Folds, err)
		}
		net, err := New(learn(words, title, classes, known, o), words)
		if err != nil {
			return nil, nil, err
		}
		var w Work
		for _, e := range examples {
			if held[e.Group] && e.Asked {
				scores := net.Scores(&View{ids: e.ids, x: e.x, y: e.y}, &w)
				predictions = append(predictions, Prediction{slices.Index(e.shares, slices.Max(e.shares)), slices.Clone(scores)})
			}
		}
		sharpness = sharpnessOf(predictions)
	}
	m := learn(words, title, classes, examples, o)
	m.Sharpness, m.Note = sharpness, fmt.Sprintf("%d examples", len(examples))
	return m, predictions, nil
}

// weigh says what each example wants of each class.
func weigh(examples []Example, classes []string, balance float64) error {
	counts := make([]float64, len(classes))
	total := 0.0
	for i, e := range examples {
		if len(e.shares) != len(classes) || len(e.ids) == 0 {
			return fmt.Errorf("example %d has %d words and %d shares of %d classes", i, len(e.ids), len(e.shares), len(classes))
		}
		for c, x := range e.shares {
			counts[c] += x * e.weight
			total += x * e.weight
		}
	}
	for c, n := range counts {
		if n == 0 {
			return fmt.Errorf("no example of %q", classes[c])
		}
		counts[c] = math.Pow(total/float64(len(classes))/n, balance)
	}
	for i := range examples {
		e := &examples[i]
		e.want = make([]float32, len(classes))
		for c, x := range e.shares {
			e.want[c] = float32(x * e.weight * counts[c])
		}
	}
	return nil
}

// heldBack draws one of so many parts of the groups.
func heldBack(examples []Example, folds int, seed uint64) map[string]bool {
	held := map[string]bool{}
	if folds < 2 {
		return held
	}
	groups := make([]string, len(examples))
	for i := range examples {
		groups[i] = examples[i].Group
	}
	slices.Sort(groups)
	rng := rand.New(rand.NewPCG(seed, 3))
	for _, g := range slices.Compact(groups) {
		if rng.IntN(folds) == 0 {
			held[g] = true
		}
	}
	return held
}

// sharpnessOf is what scores are multiplied with so that their softmax is right as
// often as it says.
func sharpnessOf(predictions []Prediction) float64 {
	loss := func(x []float64) float64 {
		by, sum := math.Exp(x[0]), 0.01*x[0]*x[0] // a little for staying as it is
		for _, p := range predictions {
			most, all := slices.Max(p.Scores), 0.0
			for _, s := range p.Scores {
				all += math.Exp(by * (s - most))
			}
			sum += math.Log(all) - by*(p.Scores[p.Label]-most)
		}
		return sum
	}
	r, err := optimize.Minimize(optimize.Problem{Func: loss}, []float64{0}, nil, &optimize.NelderMead{})
	if err != nil || r == nil {
		return 1
	}
	return math.Exp(r.X[0])
}

// Probabilities is the softmax of the scores, as sharp as the model says.
func (m *Model) Probabilities(scores, to []float64) []float64 {
	most, sum := slices.Max(scores), 0.0
	to = to[:0]
	for _, s := range scores {
		to = append(to, math.Exp(m.Sharpness*(s-most)))
		sum += to[len(to)-1]
	}
	for i := range to {
		to[i] /= sum
	}
	return to
}
