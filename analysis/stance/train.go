package stance

import (
	"readout/analysis"
	"readout/lexicon"
)

// Example is one labelled statement of a document that all stages before this
// one have filled in.
type Example struct {
	Doc       *analysis.Document
	Statement int
	Label     string // one of the classes
	// Shares are probabilities by class in place of a Label, one list a teacher.
	// Where there are several, the one of a cross-validation's part is used while
	// that part is left out, since it has not seen it, and their mean at last.
	Shares    [][]float64
	Group     string  // examples of one group never stand on both sides of a split
	Weight    float64 // 0 counts as 1
	TrainOnly bool    // is learnt from in a cross-validation, but not predicted
}

// Options are how a model is trained. The zero value is the default.
type Options struct {
	Classes []string
	Penalty float64 // of the squared weights; 0 means 1
	Balance float64 // 0 counts classes as they come, 1 all alike
	Seed    uint64
	// Part says which of n parts a group is in; nil lets Seed say it.
	Part func(group string, n int) int
}

// Trainer reads examples once, and trains models from them.
type Trainer struct {
	reader *reader
}

// NewTrainer makes a trainer that sees what a Scorer with this lexicon sees.
func NewTrainer(lex *lexicon.Lexicon) (*Trainer, error) {
	r, err := newReader(lex)
	if err != nil {
		return nil, err
	}
	return &Trainer{r}, nil
}

// Train learns from all examples. Cross-validate first: the model's calibration
// comes from there.
func (t *Trainer) Train(dimension string, examples []Example, o Options, cal Calibration, note string) (*Model, error) {
	all, columns, err := t.samples(examples, o.Classes)
	if err != nil {
		return nil, err
	}
	dims := t.reader.words.Dims()
	return assemble(dimension, all, columns, dims, o, cal, note)
}

// assemble fits a model to all samples.
func assemble(dimension string, all []sample, columns map[key]int32, dims int, o Options, cal Calibration, note string) (*Model, error) {
	w, err := fit(all, len(columns), int(pools)*dims, o)
	if err != nil {
		return nil, err
	}
	classes := len(o.Classes)
	m := &Model{Dimension: dimension, Classes: o.Classes, Dims: dims, Sharpness: cal.Sharpness, Offsets: cal.Offsets, Note: note}
	m.Keys = make([]ModelKey, len(columns))
	m.Weights = make([]float32, len(columns)*classes)
	for k, c := range columns {
		m.Keys[c] = ModelKey{uint8(k.kind), k.a, k.b}
		for j := 0; j < classes; j++ {
			m.Weights[int(c)*classes+j] = float32(w[int(c)*classes+j]) * strength(k.kind)
		}
	}
	for _, x := range w[len(columns)*classes:] {
		m.Vectors = append(m.Vectors, float32(x))
	}
	return m, nil
}
