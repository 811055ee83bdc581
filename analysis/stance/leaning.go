package stance

import (
	"fmt"
	"math"
	"slices"

	"readout/analysis"
	"readout/lexicon"
)

// LeaningClasses are the signs of a position that somebody is known to take.
var LeaningClasses = []string{Against, Favor}

// Leaning says which sign a position has that a source takes toward a target in
// a sentence. The source may be unknown or stand elsewhere. It is safe for any
// number of goroutines.
type Leaning struct {
	reader *pairReader
	heads  *heads
}

// NewLeaning makes it from the lexicon's lists and its model "leaning".
func NewLeaning(lex *lexicon.Lexicon) (*Leaning, error) {
	r, err := newReader(lex)
	if err != nil {
		return nil, err
	}
	return newLeaning(lex, r)
}

func newLeaning(lex *lexicon.Lexicon, r *reader) (*Leaning, error) {
	b, err := lex.Model("leaning")
	if err != nil {
		return nil, err
	}
	m, err := ReadModel(b)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(m.Classes, LeaningClasses) {
		return nil, fmt.Errorf("stance: model leaning has the classes %q, %q wanted", m.Classes, LeaningClasses)
	}
	h, err := newHeads(r.words.Dims(), m)
	if err != nil {
		return nil, err
	}
	return &Leaning{&pairReader{r}, h}, nil
}

// Odds is the logarithm of the odds that a position of source toward target is
// for it; source may be empty. It looks at the sentences that the two stand in.
func (m *Leaning) Odds(d *analysis.Document, source, target analysis.Span) float64 {
	var in pairReading
	m.reader.readPosition(d, source, target, &in)
	p := m.heads.models[0].probabilities(m.heads.scores(m.reader.words, in.features, in.vectors), nil)
	return math.Log(max(p[1], 1e-6) / max(p[0], 1e-6))
}

// readPosition reads the sentences of source and target.
func (r *pairReader) readPosition(d *analysis.Document, source, target analysis.Span, in *pairReading) {
	x, y := source, target
	if x.Empty() {
		x = y
	}
	if y.Start < x.Start {
		x, y = y, x
	}
	first, last := stretch(d, x, y)
	r.read(d, first, last, source, target, in)
}

// rarestOfPositions is the number of positions that a feature must be seen in.
const rarestOfPositions = 4

// LeaningExample is a labelled position: against or favor.
type LeaningExample struct {
	Doc            *analysis.Document // segmented
	Source, Target analysis.Span      // Source may be empty
	Label          string
	Group          string
	Weight         float64
	TrainOnly      bool
}

func (t *Trainer) leaningSamples(examples []LeaningExample) ([]raw, error) {
	r := &pairReader{t.reader}
	var in pairReading
	all := make([]raw, len(examples))
	for i, e := range examples {
		class := slices.Index(LeaningClasses, e.Label)
		if class < 0 {
			return nil, fmt.Errorf("stance: label %q is none of %q", e.Label, LeaningClasses)
		}
		r.readPosition(e.Doc, e.Source, e.Target, &in)
		all[i] = raw{sum(in.features), sample{class: class, weight: e.Weight, group: e.Group, only: e.TrainOnly, dense: t.dense(in.vectors)}}
	}
	return all, nil
}

// TrainLeaning learns the model of signs. With folds above 1 it also predicts
// every example that is not for training only by a model of the other folds, and
// calibrates the model with it.
func (t *Trainer) TrainLeaning(examples []LeaningExample, o Options, folds int) (*Model, []Prediction, []Example, Calibration, error) {
	cal := Calibration{Sharpness: 1, Offsets: make([]float64, len(LeaningClasses))}
	all, err := t.leaningSamples(examples)
	if err != nil {
		return nil, nil, nil, cal, err
	}
	o.Classes = LeaningClasses
	samples, columns := index(all, rarestOfPositions)
	dims := t.reader.words.Dims()
	labels := make([]Example, len(all))
	for i := range all {
		labels[i].Label = LeaningClasses[all[i].class]
	}
	var predictions []Prediction
	if folds > 1 {
		if predictions, err = crossValidate(samples, len(columns), int(pools)*dims, o, folds); err != nil {
			return nil, nil, nil, cal, err
		}
		if cal, err = Calibrate(predictions, labels, LeaningClasses); err != nil {
			return nil, nil, nil, cal, err
		}
	}
	note := fmt.Sprintf("%d positions", len(examples))
	m, err := assemble("leaning", samples, columns, dims, o, cal, note)
	return m, predictions, labels, cal, err
}
