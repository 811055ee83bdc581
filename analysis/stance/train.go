package stance

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"

	"gonum.org/v1/gonum/optimize"

	"readout/analysis"
	"readout/lexicon"
)

// Example is one labelled statement of a document that all stages before this
// one have filled in.
type Example struct {
	Doc       *analysis.Document
	Statement int
	Label     string  // one of the classes
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

// sample is an example as numbers.
type sample struct {
	at     []int32 // columns that are not zero
	value  []float32
	dense  []float32 // pools x dims
	class  int
	weight float64
	group  string
	only   bool
}

// strength is how far a kind of feature may carry: one of strength s is
// penalised as if it were 1/s times as large. What the lexicon knows goes before
// what single words happened to do in the examples.
func strength(k kind) float32 {
	switch k {
	case word, negatedWord, cueWord:
		return 0.4
	case pair:
		return 0.25
	case targetWord:
		return 0.3
	case net:
		return 2
	case cueLemma:
		return 0.6
	case regionWord, regionFrame, headVerb:
		return 0.6
	case regionPair, regionTriple:
		return 0.4
	}
	return 1
}

// rarest is the number of examples that a feature must be seen in.
const rarest = 3

// raw is an example before its features have columns.
type raw struct {
	values map[key]float64
	sample
}

// samples reads the examples and gives their features columns.
func (t *Trainer) samples(examples []Example, classes []string) ([]sample, map[key]int32, error) {
	var in reading
	all := make([]raw, len(examples))
	for i, e := range examples {
		s := sample{class: slices.Index(classes, e.Label), weight: e.Weight, group: e.Group, only: e.TrainOnly}
		if s.class < 0 {
			return nil, nil, fmt.Errorf("stance: label %q is none of %q", e.Label, classes)
		}
		if e.Weight == 0 {
			s.weight = 1
		}
		t.reader.read(e.Doc, &e.Doc.Statements[e.Statement], &in)
		s.dense = t.dense(in.vectors)
		all[i] = raw{sum(in.features), s}
	}
	samples, columns := index(all, rarest)
	return samples, columns, nil
}

func sum(features []feature) map[key]float64 {
	values := make(map[key]float64, len(features))
	for _, f := range features {
		values[f.key] += f.value
	}
	return values
}

// index gives a column to every feature that enough examples have.
func index(all []raw, rarest int) ([]sample, map[key]int32) {
	seen := map[key]int{}
	for i := range all {
		for k := range all[i].values {
			seen[k]++
		}
	}
	var names []key
	for k, n := range seen {
		if n >= rarest {
			names = append(names, k)
		}
	}
	sort.Slice(names, func(i, j int) bool { return less(names[i], names[j]) })
	columns := make(map[key]int32, len(names))
	for i, k := range names {
		columns[k] = int32(i)
	}
	samples := make([]sample, len(all))
	for i := range all {
		s := all[i].sample
		for k := range all[i].values {
			if c, ok := columns[k]; ok {
				s.at = append(s.at, c)
			}
		}
		slices.Sort(s.at)
		for _, c := range s.at {
			k := names[c]
			s.value = append(s.value, float32(all[i].values[k])*strength(k.kind))
		}
		samples[i] = s
	}
	return samples, columns
}

func less(a, b key) bool {
	if a.kind != b.kind {
		return a.kind < b.kind
	}
	if a.a != b.a {
		return a.a < b.a
	}
	return a.b < b.b
}

func (t *Trainer) dense(vectors []vector) []float32 {
	dims := t.reader.words.Dims()
	scales := poolScales(vectors)
	sum := make([]float32, int(pools)*dims)
	for _, v := range vectors {
		t.reader.words.Add(sum[int(v.pool)*dims:(int(v.pool)+1)*dims], v.rank, v.weight*scales[v.pool])
	}
	return sum
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

// fit minimises the cross-entropy with L-BFGS. The weights are rows of classes:
// first the columns, then the dense part.
func fit(all []sample, columns, dense int, o Options) ([]float64, error) {
	classes := len(o.Classes)
	penalty := o.Penalty
	if penalty == 0 {
		penalty = 1
	}
	counts := make([]float64, classes)
	for _, s := range all {
		counts[s.class] += s.weight
	}
	total := 0.0
	for _, c := range counts {
		total += c
	}
	weigh := make([]float64, classes)
	for c, n := range counts {
		weigh[c] = 1
		if n > 0 {
			weigh[c] = math.Pow(total/float64(classes)/n, o.Balance)
		}
	}
	scores := make([]float64, classes)
	gradient := func(grad, w []float64) float64 {
		loss := 0.0
		for i, x := range w {
			grad[i] = penalty * x
			loss += penalty * x * x / 2
		}
		for i := range all {
			s := &all[i]
			s.scores(w, columns, scores)
			p := softmax(scores)
			by := s.weight * weigh[s.class]
			loss -= by * math.Log(max(p[s.class], 1e-300))
			for c := range p {
				p[c] *= by
			}
			p[s.class] -= by
			for j, col := range s.at {
				row := grad[int(col)*classes:][:classes]
				for c, e := range p {
					row[c] += e * float64(s.value[j])
				}
			}
			for j, x := range s.dense {
				if x == 0 {
					continue
				}
				row := grad[(columns+j)*classes:][:classes]
				for c, e := range p {
					row[c] += e * float64(x)
				}
			}
		}
		return loss
	}
	return minimize(gradient, (columns+dense)*classes)
}

// scores adds up the classes' scores.
func (s *sample) scores(w []float64, columns int, scores []float64) {
	classes := len(scores)
	clear(scores)
	for j, col := range s.at {
		row := w[int(col)*classes:][:classes]
		for c := range scores {
			scores[c] += row[c] * float64(s.value[j])
		}
	}
	for j, x := range s.dense {
		if x == 0 {
			continue
		}
		row := w[(columns+j)*classes:][:classes]
		for c := range scores {
			scores[c] += row[c] * float64(x)
		}
	}
}

// minimize runs L-BFGS from nought. gradient fills in the gradient at a place
// and gives the loss there.
func minimize(gradient func(grad, at []float64) float64, n int) ([]float64, error) {
	last := make([]float64, n) // gonum asks for loss and gradient of one place in two calls
	lastGrad := make([]float64, n)
	lastLoss := math.NaN()
	at := func(x []float64) {
		if math.IsNaN(lastLoss) || !slices.Equal(last, x) {
			copy(last, x)
			lastLoss = gradient(lastGrad, x)
		}
	}
	p := optimize.Problem{
		Func: func(x []float64) float64 { at(x); return lastLoss },
		Grad: func(grad, x []float64) { at(x); copy(grad, lastGrad) },
	}
	settings := &optimize.Settings{
		MajorIterations: 150, Concurrent: 1,
		Converger: &optimize.FunctionConverge{Relative: 1e-5, Iterations: 4},
	}
	r, err := optimize.Minimize(p, make([]float64, n), settings, &optimize.LBFGS{})
	if r == nil {
		return nil, fmt.Errorf("stance: training: %w", err)
	}
	return r.X, nil // a line search that can go no further has arrived
}

// Prediction is what a model that never saw the example's group says of it.
type Prediction struct {
	Example int
	Scores  []float64 // by class
}

// CrossValidate predicts every example by a model of the other folds.
func (t *Trainer) CrossValidate(examples []Example, o Options, folds int) ([]Prediction, error) {
	all, columns, err := t.samples(examples, o.Classes)
	if err != nil {
		return nil, err
	}
	return crossValidate(all, len(columns), int(pools)*t.reader.words.Dims(), o, folds)
}

func crossValidate(all []sample, columns, dense int, o Options, folds int) ([]Prediction, error) {
	var groups []string
	for _, s := range all {
		groups = append(groups, s.group)
	}
	slices.Sort(groups)
	groups = slices.Compact(groups)
	rand.New(rand.NewPCG(o.Seed, 1)).Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	fold := map[string]int{}
	for i, g := range groups {
		fold[g] = i % folds
	}
	var out []Prediction
	for f := 0; f < folds; f++ {
		var train []sample
		for _, s := range all {
			if fold[s.group] != f {
				train = append(train, s)
			}
		}
		w, err := fit(train, columns, dense, o)
		if err != nil {
			return nil, err
		}
		for i := range all {
			if fold[all[i].group] == f && !all[i].only {
				scores := make([]float64, len(o.Classes))
				all[i].scores(w, columns, scores)
				out = append(out, Prediction{i, scores})
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Example < out[j].Example })
	return out, nil
}
