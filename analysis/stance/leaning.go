package stance

import (
	"fmt"
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
	h.keepDots(r.words.Len())
	return &Leaning{&pairReader{r}, h}, nil
}

// Odds is the logarithm of the odds that a position of source toward target is
// for it, where either is as common as the other: how often people are for things
// in the texts that it learnt from says nothing of others. It looks at the sentences that where touches; source and target stand
// there, or are empty: the one that is spoken of without being named is the whole's.
func (m *Leaning) Odds(d *analysis.Document, where, source, target analysis.Span) float64 {
	var in pairReading
	return m.odds(d, where, source, target, &in)
}

func (m *Leaning) odds(d *analysis.Document, where, source, target analysis.Span, in *pairReading) float64 {
	m.reader.readPosition(d, where, source, target, in)
	scores := m.heads.scores(m.reader.words, in.features, in.vectors)
	return m.heads.models[0].Sharpness * (scores[1] - scores[0])
}

// byWord adds to each token's figure, from the first one of the reading on, what it
// gave to the odds, times by.
func (m *Leaning) byWord(in *pairReading, by float64, first int, to []float64) {
	by *= m.heads.models[0].Sharpness
	for i := range in.features {
		if f := &in.features[i]; f.first >= first && f.row != nil {
			to[f.first-first] += by * float64(f.row[1]-f.row[0]) * f.value
		}
	}
	scales := poolScales(in.vectors)
	for _, v := range in.vectors {
		to[v.token-first] += by * float64(m.heads.leans[0].dot(m.reader.words, v.rank, v.pool)*v.weight*scales[v.pool])
	}
}

// readPosition reads the sentences that where touches.
func (r *pairReader) readPosition(d *analysis.Document, where, source, target analysis.Span, in *pairReading) {
	first, last := stretch(d, analysis.Span{Start: where.Start, End: where.Start + 1}, analysis.Span{Start: where.End - 1, End: where.End})
	r.read(d, first, last, source, target, in)
}

// rarestOfPositions is the number of positions that a feature must be seen in.
const rarestOfPositions = 4

// LeaningExample is a labelled position: against or favor.
type LeaningExample struct {
	Doc            *analysis.Document // segmented
	Where          analysis.Span      // what holds both
	Source, Target analysis.Span      // either may be empty
	Label          string
	Shares         []float64 // by LeaningClasses, in place of Label
	Group          string
	Weight         float64
	TrainOnly      bool
}

// TrainLeaning learns the model of signs. With folds above 1 it also predicts
// every example that is not for training only by a model of the other folds, and
// calibrates the model with it.
func (t *Trainer) TrainLeaning(examples []LeaningExample, o Options, folds int) (*Model, []Prediction, []Example, Calibration, error) {
	cal := Calibration{Sharpness: 1, Offsets: make([]float64, len(LeaningClasses))}
	r := &pairReader{t.reader}
	g := newGatherer()
	var in pairReading
	o.Classes = LeaningClasses
	samples := make([]sample, len(examples))
	labels := make([]Example, len(examples))
	for i, e := range examples {
		want, err := sharesOf(e.Label, e.Shares, LeaningClasses)
		if err != nil {
			return nil, nil, nil, cal, err
		}
		r.readPosition(e.Doc, e.Where, e.Source, e.Target, &in)
		s := g.sample(in.features)
		s.want, s.weight, s.group, s.only, s.dense = want, e.Weight, e.Group, e.TrainOnly, t.dense(in.vectors)
		samples[i], labels[i].Label = s, e.Label
	}
	columns := g.index(samples, rarestOfPositions)
	dims := t.reader.words.Dims()
	var predictions []Prediction
	var err error
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
	if err != nil {
		return nil, nil, nil, cal, err
	}
	m.shrink(leastOfPairs)
	return m, predictions, labels, cal, nil
}
