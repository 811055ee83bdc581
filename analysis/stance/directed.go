package stance

import (
	"fmt"
	"slices"
	"sort"

	"readout/analysis"
	"readout/analysis/network"
	"readout/lexicon"
)

// DirectedClasses are what two entities of a sentence can hold of one another.
// X is the one that stands first.
var DirectedClasses = []string{"neutral", "positive_x_to_y", "negative_x_to_y", "positive_y_to_x", "negative_y_to_x"}

// Directed says which of two entities in a sentence holds what opinion of the
// other. It is safe for any number of goroutines.
type Directed struct {
	reader *pairReader
	heads  *heads
}

// NewDirected makes it from the lexicon's lists and its model "directed".
func NewDirected(lex *lexicon.Lexicon) (*Directed, error) {
	r, err := newReader(lex)
	if err != nil {
		return nil, err
	}
	return newDirected(lex, r)
}

func newDirected(lex *lexicon.Lexicon, r *reader) (*Directed, error) {
	b, err := lex.Model("directed")
	if err != nil {
		return nil, err
	}
	m, err := ReadModel(b)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(m.Classes, DirectedClasses) {
		return nil, fmt.Errorf("stance: model directed has the classes %q, %q wanted", m.Classes, DirectedClasses)
	}
	h, err := newHeads(r.words.Dims(), m)
	if err != nil {
		return nil, err
	}
	return &Directed{&pairReader{r}, h}, nil
}

// Opinion is what one entity holds of another, as probabilities.
type Opinion struct{ Positive, Negative float64 }

// Between gives what a holds of b, and b of a, and the label of the highest
// score as an index into DirectedClasses with a for x and b for y. It looks at
// the sentences that the two stand in.
func (m *Directed) Between(d *analysis.Document, a, b analysis.Span) (ab, ba Opinion, label int) {
	x, y := a, b
	if y.Start < x.Start {
		x, y = y, x
	}
	first, last := stretch(d, x, y)
	var in pairReading
	m.reader.read(d, first, last, x, y, &in)
	scores := m.heads.scores(m.reader.words, in.features, in.vectors)
	label = best(scores)
	p := m.heads.models[0].probabilities(scores, nil)
	xy, yx := Opinion{p[1], p[2]}, Opinion{p[3], p[4]}
	if x != a {
		label = swapped[label]
		return yx, xy, label
	}
	return xy, yx, label
}

// stretch is the tokens of the sentences that two spans stand in.
func stretch(d *analysis.Document, x, y analysis.Span) (first, last int) {
	at := func(s analysis.Span) int {
		i := sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].End > s.Start })
		return min(i, len(d.Tokens)-1)
	}
	if len(d.Tokens) == 0 {
		return 0, 0
	}
	from := d.Sentences[d.Tokens[at(x)].Sentence]
	to := d.Sentences[d.Tokens[at(y)].Sentence]
	return from.First, to.Last
}

// scores adds up the classes' scores of features and vectors.
func (h *heads) scores(words *lexicon.Words, features []feature, vectors []vector) []float64 {
	scores := make([]float64, h.columns)
	for i := range features {
		f := &features[i]
		f.row = h.rows[f.key]
		for c, x := range f.row {
			scores[c] += float64(x) * f.value
		}
	}
	scales := poolScales(vectors)
	sums := make([]float32, int(pools)*h.dims)
	for _, v := range vectors {
		words.Add(sums[int(v.pool)*h.dims:(int(v.pool)+1)*h.dims], v.rank, v.weight*scales[v.pool])
	}
	for p := pool(0); p < pools; p++ {
		if scales[p] == 0 {
			continue
		}
		sum := sums[int(p)*h.dims : (int(p)+1)*h.dims]
		for c := range scores {
			scores[c] += float64(network.Dot(sum, h.vector(p, c)))
		}
	}
	return scores
}

// PairExample is a labelled pair; Label says what A and B hold of one another:
// neutral, positive_a_to_b, negative_a_to_b, positive_b_to_a, negative_b_to_a.
type PairExample struct {
	Doc   *analysis.Document // segmented
	A, B  analysis.Span
	Label string
	Group string
}

// pairLabels are the labels of examples, and what they are where b stands first.
var pairLabels = []string{"neutral", "positive_a_to_b", "negative_a_to_b", "positive_b_to_a", "negative_b_to_a"}

// swapped is where a label of pairLabels stands once the two have changed places.
var swapped = [...]int{0, 3, 4, 1, 2}

// PairLabel gives a label index of Between in the words of the gold.
func PairLabel(label int) string { return pairLabels[label] }

// pairSamples reads pairs, and gives what they are in the terms of DirectedClasses.
func (t *Trainer) pairSamples(examples []PairExample) ([]sample, map[key]int32, []Example, error) {
	r := &pairReader{t.reader}
	g := newGatherer()
	var in pairReading
	all := make([]sample, len(examples))
	labels := make([]Example, len(examples))
	for i, e := range examples {
		want, err := sharesOf(e.Label, nil, pairLabels)
		if err != nil {
			return nil, nil, nil, err
		}
		x, y := e.A, e.B
		if y.Start < x.Start {
			x, y = y, x
			turned := make([]float64, len(want))
			for c, s := range want {
				turned[swapped[c]] = s
			}
			want = turned
		}
		first, last := stretch(e.Doc, x, y)
		r.read(e.Doc, first, last, x, y, &in)
		s := g.sample(in.features)
		s.want, s.weight, s.group, s.dense = want, 1, e.Group, t.dense(in.vectors)
		all[i], labels[i].Label = s, DirectedClasses[best(want)]
	}
	return all, g.index(all, rarestOfPairs), labels, nil
}

// rarestOfPairs is the number of pairs that a feature must be seen in: there are
// many, and their features are more special than those of statements.
const rarestOfPairs = 2

// leastOfPairs is the difference of weights that a feature of pairs must make to
// be kept: under it are half of the features, which together move next to nothing.
const leastOfPairs = 0.04

// TrainPairs learns the directed model from all pairs, and makes it small. With
// folds above 1 it also predicts every pair by a model of the other folds, and
// calibrates the model with it. Predictions and
// labels are in the terms of DirectedClasses.
func (t *Trainer) TrainPairs(examples []PairExample, o Options, folds int) (*Model, []Prediction, []Example, Calibration, error) {
	cal := Calibration{Sharpness: 1, Offsets: make([]float64, len(DirectedClasses))}
	o.Classes = DirectedClasses
	samples, columns, labels, err := t.pairSamples(examples)
	if err != nil {
		return nil, nil, nil, cal, err
	}
	dims := t.reader.words.Dims()
	var predictions []Prediction
	if folds > 1 {
		if predictions, err = crossValidate(samples, len(columns), int(pools)*dims, o, folds); err != nil {
			return nil, nil, nil, cal, err
		}
		if cal, err = Calibrate(predictions, labels, DirectedClasses); err != nil {
			return nil, nil, nil, cal, err
		}
	}
	m, err := assemble("directed", samples, columns, dims, o, cal, fmt.Sprintf("%d pairs", len(examples)))
	if err != nil {
		return nil, nil, nil, cal, err
	}
	m.shrink(leastOfPairs)
	return m, predictions, labels, cal, nil
}
