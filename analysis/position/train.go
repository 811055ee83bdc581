package position

import (
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/optimize"

	"readout/analysis"
	"readout/lexicon"
)

// Label is a proposition or a name with the sign of the position or evaluation.
type Label struct {
	Of   string
	Sign int // 1 or -1
}

// Coded is what a statement of a document was coded as.
type Coded struct {
	Statement   int     // index into Document.Statements
	Positions   []Label // proposition ids
	Evaluations []Label // names
	// Same says whether a coded name and an actor's are of one.
	Same func(coded, name string) bool
}

// Options says how to train. Penalty is the weight of squared weights, in examples.
type Options struct {
	Penalty float64
	Folds   int     // parts of the cross-validation that the thresholds come from
	Least   float64 // precision that the threshold of positions must reach, 0..1
	// LeastEvaluation is the same for evaluations.
	LeastEvaluation float64
}

// Figures are those of the cross-validation, with the thresholds of the model.
type Figures struct {
	Statements, Candidates            int
	Precision, Recall, F1, Sign       float64 // of positions; sign where the proposition is right
	Evaluated                         int
	EvPrecision, EvRecall, EvF1, Sens float64
	EvSign                            float64
}

// Trainer gathers examples, document by document.
type Trainer struct {
	book *book
	page page
	n    int // statements

	positions, mentions pool
}

// pool is the examples of one pair of regressions.
type pool struct {
	all  []trial
	gold int // coded labels, found by a candidate or not
}

// trial is one candidate with what was coded.
type trial struct {
	statement int // number of the statement, over all documents
	fold      uint32
	name      string
	bears     []feature
	agrees    []feature
	sign      int // as coded, 0 for none
}

// NewTrainer makes a trainer over a lexicon's propositions.
func NewTrainer(lex *lexicon.Lexicon) *Trainer { return &Trainer{book: newBook(lex)} }

// Add takes in the coded statements of a document that went through every stage but
// this one. group keeps what belongs together in one fold.
func (t *Trainer) Add(d *analysis.Document, group string, coded []Coded) {
	h := fnv.New32a()
	h.Write([]byte(group))
	fold := h.Sum32()
	t.page.read(t.book, d)
	for _, c := range coded {
		st := &d.Statements[c.Statement]
		t.n++
		t.positions.gold += len(c.Positions)
		t.mentions.gold += len(c.Evaluations)
		for _, x := range t.page.candidates(t.book, st) {
			tr := trial{statement: t.n, fold: fold, name: t.book.ids[x.proposition], bears: x.bears, agrees: x.agrees}
			for _, l := range c.Positions {
				if l.Of == tr.name {
					tr.sign = l.Sign
				}
			}
			t.positions.all = append(t.positions.all, tr)
		}
		for _, x := range t.page.mentioned(t.book, st) {
			tr := trial{statement: t.n, fold: fold, name: x.name, bears: x.bears, agrees: x.agrees}
			for _, l := range c.Evaluations {
				if c.Same(l.Of, x.name) {
					tr.sign = l.Sign
				}
			}
			t.mentions.all = append(t.mentions.all, tr)
		}
	}
}

// Train fits the regressions. The thresholds are those that give the best F1 in the
// cross-validation among those whose precision is high enough.
func (t *Trainer) Train(o Options) (*Model, Figures, error) {
	f := Figures{Statements: t.n, Candidates: len(t.positions.all), Evaluated: len(t.mentions.all)}
	m := &Model{}
	for _, x := range []struct {
		pool          *pool
		bears, agrees *weights
		threshold     *float64
		least         float64
		p, r, f1, s   *float64
	}{
		{&t.positions, &m.Bears, &m.Agrees, &m.LeastPosition, o.Least, &f.Precision, &f.Recall, &f.F1, &f.Sign},
		{&t.mentions, &m.Evaluates, &m.Praises, &m.LeastEvaluation, o.LeastEvaluation, &f.EvPrecision, &f.EvRecall, &f.EvF1, &f.EvSign},
	} {
		if len(x.pool.all) == 0 {
			return nil, f, errors.New("position: nothing to learn from: no coded statement has a candidate")
		}
		guesses := make([]guess, 0, len(x.pool.all))
		for k := range o.Folds {
			out := func(tr *trial) bool { return int(tr.fold)%o.Folds == k }
			bears, agrees, err := x.pool.fit(out, o)
			if err != nil {
				return nil, f, err
			}
			for i := range x.pool.all {
				if tr := &x.pool.all[i]; out(tr) {
					guesses = append(guesses, newGuess(tr, bears, agrees))
				}
			}
		}
		best := chooseThreshold(guesses, x.pool.gold, x.least)
		*x.threshold, *x.p, *x.r, *x.f1, *x.s = best.least, best.precision, best.recall, best.f1, best.sign
		bears, agrees, err := x.pool.fit(func(*trial) bool { return false }, o)
		if err != nil {
			return nil, f, err
		}
		*x.bears, *x.agrees = bears, agrees
	}
	return m, f, nil
}

// fit fits both regressions to the trials that are not left out.
func (p *pool) fit(out func(*trial) bool, o Options) (bears, agrees weights, err error) {
	var b, a []sample
	for i := range p.all {
		tr := &p.all[i]
		if out(tr) {
			continue
		}
		b = append(b, sample{tr.bears, tr.sign != 0})
		if tr.sign != 0 {
			a = append(a, sample{tr.agrees, tr.sign > 0})
		}
	}
	if bears, err = logistic(b, o.Penalty); err != nil {
		return nil, nil, err
	}
	agrees, err = logistic(a, o.Penalty)
	return bears, agrees, err
}

// guess is what a model that did not see a trial says of it.
type guess struct {
	statement  int
	prob       float64
	sign, gold int
}

func newGuess(tr *trial, bears, agrees weights) guess {
	odds := agrees.score(tr.agrees)
	g := guess{statement: tr.statement, gold: tr.sign, sign: 1}
	if odds <= 0 {
		g.sign = -1
	}
	g.prob = sigmoid(bears.score(tr.bears)) * sigmoid(math.Abs(odds))
	return g
}

// choice is a threshold with what it gives.
type choice struct{ least, precision, recall, f1, sign float64 }

// chooseThreshold takes the surest guesses first, at most `most` a statement, and
// gives the threshold with the best F1 whose precision is at least what is asked.
func chooseThreshold(guesses []guess, gold int, least float64) choice {
	sort.SliceStable(guesses, func(i, j int) bool { return guesses[i].prob > guesses[j].prob })
	taken := map[int]int{}
	var best choice
	given, bears, right := 0, 0, 0
	for i, g := range guesses {
		if taken[g.statement] < most {
			taken[g.statement]++
			given++
			if g.gold != 0 {
				bears++
			}
			if g.gold == g.sign {
				right++
			}
		}
		if i+1 < len(guesses) && guesses[i+1].prob == g.prob || given < 20 {
			continue
		}
		c := choice{least: g.prob, precision: float64(right) / float64(given), recall: float64(right) / float64(max(1, gold)), sign: float64(right) / float64(max(1, bears))}
		if c.precision > 0 {
			c.f1 = 2 * c.precision * c.recall / (c.precision + c.recall)
		}
		if c.precision >= least && c.f1 > best.f1 {
			best = c
		}
	}
	if best.least == 0 {
		best.least = 1 // nothing is sure enough
	}
	return best
}

// sample is one example of a regression.
type sample struct {
	features []feature
	yes      bool
}

// logistic fits a logistic regression with a penalty on squared weights.
func logistic(all []sample, penalty float64) (weights, error) {
	column := map[key]int{}
	var keys []key
	for i := range all {
		for _, f := range all[i].features {
			if _, ok := column[f.key]; !ok {
				column[f.key] = len(keys)
				keys = append(keys, f.key)
			}
		}
	}
	if len(keys) == 0 {
		return weights{}, nil
	}
	at := make([][]int32, len(all))
	for i := range all {
		for _, f := range all[i].features {
			at[i] = append(at[i], int32(column[f.key]))
		}
	}
	both := func(grad, w []float64) float64 {
		loss := 0.0
		for k, x := range w {
			loss += penalty * x * x / 2
			grad[k] = penalty * x
		}
		for i := range all {
			s := &all[i]
			score := 0.0
			for j, k := range at[i] {
				score += w[k] * s.features[j].value
			}
			y := 0.0
			if s.yes {
				y = 1
			}
			loss += math.Log1p(math.Exp(-math.Abs(score))) + max(score, 0) - y*score
			e := sigmoid(score) - y
			for j, k := range at[i] {
				grad[k] += e * s.features[j].value
			}
		}
		return loss
	}
	scratch := make([]float64, len(keys))
	p := optimize.Problem{
		Func: func(w []float64) float64 { return both(scratch, w) },
		Grad: func(grad, w []float64) { both(grad, w) },
	}
	settings := &optimize.Settings{MajorIterations: 150, Converger: &optimize.FunctionConverge{Relative: 1e-6, Iterations: 4}}
	r, err := optimize.Minimize(p, make([]float64, len(keys)), settings, &optimize.LBFGS{})
	if err != nil && !errors.Is(err, optimize.ErrLinesearcherFailure) {
		return nil, fmt.Errorf("position: fit: %w", err)
	}
	w := weights{}
	for k, x := range r.X {
		if x = math.Round(x*1e3) / 1e3; x != 0 {
			w[keys[k]] = x
		}
	}
	return w, nil
}

// Top lists the heaviest features of a regression, for whoever trains.
func (w weights) Top(n int) []string {
	keys := make([]key, 0, len(w))
	for k := range w {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int {
		x, y := math.Abs(w[a]), math.Abs(w[b])
		switch {
		case x > y || x == y && (a.what < b.what || a.what == b.what && a.of < b.of):
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	var lines []string
	for _, k := range keys[:min(n, len(keys))] {
		lines = append(lines, fmt.Sprintf("%+.2f %s|%s", w[k], k.what, k.of))
	}
	return lines
}
