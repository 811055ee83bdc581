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

// sample is an example as numbers.
type sample struct {
	at     []int32 // columns that are not zero
	value  []float32
	dense  []float32   // pools x dims
	want   []float64   // by class: 1 for the label, or a teacher's probabilities
	wants  [][]float64 // of several teachers, by part
	weight float64
	group  string
	only   bool
}

// sharesOf is a sample's share of each class: all of the label's, or as a teacher has them.
func sharesOf(label string, shares []float64, classes []string) ([]float64, error) {
	if len(shares) == len(classes) {
		return shares, nil
	}
	class := slices.Index(classes, label)
	if class < 0 || len(shares) > 0 {
		return nil, fmt.Errorf("stance: label %q with %d shares is none of %q", label, len(shares), classes)
	}
	want := make([]float64, len(classes))
	want[class] = 1
	return want, nil
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

// mean is that of several lists, nil of none.
func mean(lists [][]float64) []float64 {
	if len(lists) == 0 {
		return nil
	}
	m := make([]float64, len(lists[0]))
	for _, l := range lists {
		for c := range m {
			m[c] += l[c] / float64(len(lists))
		}
	}
	return m
}

// gatherer numbers the features of examples as they are read, so that an example
// is a list of numbers and not a map of names.
type gatherer struct {
	numbers map[key]int32
	names   []key
	seen    []int // examples that have the feature
	at      map[int32]int
}

func newGatherer() *gatherer {
	return &gatherer{numbers: map[key]int32{}, at: map[int32]int{}}
}

// sample adds up the features of one example.
func (g *gatherer) sample(features []feature) sample {
	var s sample
	clear(g.at)
	for i := range features {
		f := &features[i]
		n, ok := g.numbers[f.key]
		if !ok {
			n = int32(len(g.names))
			g.numbers[f.key] = n
			g.names, g.seen = append(g.names, f.key), append(g.seen, 0)
		}
		k, ok := g.at[n]
		if !ok {
			k = len(s.at)
			g.at[n] = k
			s.at, s.value = append(s.at, n), append(s.value, 0)
			g.seen[n]++
		}
		s.value[k] += float32(f.value)
	}
	return s
}

// index gives a column to every feature that enough examples have, in the order
// of their names, and weighs the values by the strength of their kind.
func (g *gatherer) index(all []sample, rarest int) map[key]int32 {
	var names []key
	for n, k := range g.names {
		if g.seen[n] >= rarest {
			names = append(names, k)
		}
	}
	sort.Slice(names, func(i, j int) bool { return less(names[i], names[j]) })
	columns := make(map[key]int32, len(names))
	for i, k := range names {
		columns[k] = int32(i)
	}
	for i := range all {
		s := &all[i]
		kept := 0
		for j, n := range s.at {
			if c, ok := columns[g.names[n]]; ok {
				s.at[kept], s.value[kept] = c, s.value[j]*strength(g.names[n].kind)
				kept++
			}
		}
		s.at, s.value = s.at[:kept], s.value[:kept]
		sort.Sort(byColumn(*s))
	}
	return columns
}

// byColumn sorts a sample's columns.
type byColumn sample

func (s byColumn) Len() int           { return len(s.at) }
func (s byColumn) Less(i, j int) bool { return s.at[i] < s.at[j] }
func (s byColumn) Swap(i, j int) {
	s.at[i], s.at[j] = s.at[j], s.at[i]
	s.value[i], s.value[j] = s.value[j], s.value[i]
}

// samples reads the examples and gives their features columns.
func (t *Trainer) samples(examples []Example, classes []string) ([]sample, map[key]int32, error) {
	var in reading
	g := newGatherer()
	all := make([]sample, len(examples))
	for i, e := range examples {
		want, err := sharesOf(e.Label, mean(e.Shares), classes)
		if err != nil {
			return nil, nil, err
		}
		t.reader.read(e.Doc, &e.Doc.Statements[e.Statement], &in)
		s := g.sample(in.features)
		s.want, s.weight, s.group, s.only = want, e.Weight, e.Group, e.TrainOnly
		if len(e.Shares) > 1 {
			s.wants = e.Shares
		}
		if e.Weight == 0 {
			s.weight = 1
		}
		s.dense = t.dense(in.vectors)
		all[i] = s
	}
	return all, g.index(all, rarest), nil
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
		for c, x := range s.want {
			counts[c] += x * s.weight
		}
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
			by := 0.0
			for c, x := range s.want {
				by += x * weigh[c]
				if x > 0 {
					loss -= s.weight * x * weigh[c] * math.Log(max(p[c], 1e-300))
				}
			}
			for c := range p {
				p[c] = s.weight * (p[c]*by - s.want[c]*weigh[c])
			}
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

// parts puts every group into one of n parts.
func parts(all []sample, o Options, n int) map[string]int {
	part := map[string]int{}
	if o.Part != nil {
		for _, s := range all {
			part[s.group] = o.Part(s.group, n)
		}
		return part
	}
	var groups []string
	for _, s := range all {
		groups = append(groups, s.group)
	}
	slices.Sort(groups)
	groups = slices.Compact(groups)
	rand.New(rand.NewPCG(o.Seed, 1)).Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	for i, g := range groups {
		part[g] = i % n
	}
	return part
}

func crossValidate(all []sample, columns, dense int, o Options, folds int) ([]Prediction, error) {
	fold := parts(all, o, folds)
	var out []Prediction
	for f := 0; f < folds; f++ {
		var train []sample
		for _, s := range all {
			if len(s.wants) > f {
				s.want = s.wants[f]
			}
			if fold[s.group] != f || len(s.wants) > 0 {
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
