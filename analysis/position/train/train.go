// Package train makes the model of positions and evaluations (position.Model) of coded
// statements.
package train

import (
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"sort"

	"readout/analysis"
	"readout/analysis/logistic"
	"readout/analysis/position"
	"readout/analysis/reader"
	"readout/lexicon"
)

// Label is a coded position or evaluation: of which proposition or name, and its sign.
type Label struct {
	Of   string
	Sign int // 1 for agreement or praise, -1 for disagreement or blame
}

// Coded is what was coded of one statement of a document.
type Coded struct {
	Statement   int     // index into Document.Statements
	Positions   []Label // proposition ids
	Evaluations []Label // names
	// Same reports whether a coded name and an actor's name denote the same actor.
	Same func(coded, name string) bool
}

// Options are the hyper-parameters. Penalties are L2 penalties on the weights, in units of
// examples.
type Options struct {
	Penalty float64 // of the first fit, over the words
	// PenaltyHeld is that of the second fit, over the words' score and the reader's features.
	PenaltyHeld float64
	Folds       int     // parts of the cross-validation that sets the thresholds
	Least       float64 // least precision of positions at the threshold, 0 to 1
	// LeastEvaluation is the least precision of evaluations at theirs, 0 to 1.
	LeastEvaluation float64
}

// Figures are accuracy in the cross-validation over the held-out articles, at the model's
// thresholds. Statements counts all, Held those of held-out articles.
type Figures struct {
	Statements, Held       int
	Positions, Evaluations Figure
}

// Figure is the accuracy of positions or of evaluations, 0 to 1. Sign is the share with the
// correct sign among those with the correct proposition or name.
type Figure struct {
	Candidates                  int     // in held-out articles
	Reached                     float64 // share of the coded labels there for which a candidate exists
	Precision, Recall, F1, Sign float64
}

// Trainer collects training examples document by document.
type Trainer struct {
	view *position.View
	n    int // statements
	held int // statements of held-out articles

	positions, mentions pool
	topics              []topicTrial
	articles            int
}

// pool is the training examples of one pair of regressions.
type pool struct {
	words []trial // from articles that the reader was trained on: without the reader's features
	held  []trial // from held-out articles
	gold  int     // coded labels in held-out articles, with a candidate or without
}

// trial is one candidate with its coded label.
type trial struct {
	statement int // number of the statement, over all documents
	fold      uint32
	position.Example
	sign  int // as coded, 0 for none
	topic int // of a position, the index of its statement in Trainer.topics
}

// NewTrainer makes a trainer over a lexicon's propositions.
func NewTrainer(lex *lexicon.Lexicon) *Trainer { return &Trainer{view: position.NewView(lex)} }

// Add adds the coded statements of a document that went through every stage before this one.
// The reader's scores are used only where the article is reader.Held.
func (t *Trainer) Add(d *analysis.Document, article string, coded []Coded) {
	fold, held := crc32.ChecksumIEEE([]byte(article))/8, reader.Held(article)
	t.view.Read(d)
	t.articles++
	for _, c := range coded {
		st := &d.Statements[c.Statement]
		t.n++
		if held {
			t.held++
			t.positions.gold += len(c.Positions)
			t.mentions.gold += len(c.Evaluations)
		}
		topic := topicTrial{article: t.articles, held: held, places: t.view.Places(st)}
		for i, x := range t.view.Propositions(st) {
			tr := trial{statement: t.n, fold: fold, Example: x, topic: len(t.topics)}
			for _, l := range c.Positions {
				if l.Of == tr.Name {
					tr.sign = l.Sign
					topic.propositions = append(topic.propositions, i)
				}
			}
			if held || x.Named { // in other articles only candidates that a phrase proposes are examples
				t.positions.add(tr, held)
			}
		}
		t.topics = append(t.topics, topic)
		for _, x := range t.view.Mentions(st) {
			tr := trial{statement: t.n, fold: fold, Example: x}
			for _, l := range c.Evaluations {
				if c.Same(l.Of, x.Name) {
					tr.sign = l.Sign
				}
			}
			t.mentions.add(tr, held)
		}
	}
}

func (p *pool) add(tr trial, held bool) {
	if held {
		p.held = append(p.held, tr)
		return
	}
	p.words = append(p.words, tr)
}

// byReader are the features that come from the reader. It is overconfident on the articles
// that it was trained on, so the first fit, on those articles, leaves them out.
var byReader = map[string]bool{
	"stance": true, "stance x direction": true, "attitude": true, "certainty": true, "sentiment": true, "frame": true,
	"frame x direction": true, "tone": true, "toned": true, "toned all": true, "stance at": true, "attitude at": true,
	"reader": true, "reader relevance": true, "reader relevance beside": true, "reader sure of side": true,
	"reader agreement": true, "reader evaluates": true, "reader praise": true,
}

// weighedAgain are word features that the second fit has too, beside the reader's.
var weighedAgain = map[string]bool{
	"bias": true, "proposition": true, "topic": true, "topic beside": true, "topic of any": true, "cue": true, "source": true, "mention": true, "kind": true, "strength": true, "strength beside": true,
}

// wordsKey is the feature of the second fit that holds the score of the first.
var wordsKey = position.Key{What: "words alone"}

// Train fits the regressions in two steps: the weights of words on the articles that the
// reader was trained on, then the weights of the words' score and of the reader's features on
// the held-out articles. As both are linear, they are folded into one set of weights. The
// threshold is the one with the best F1, in a cross-validation over the held-out articles,
// among those with the precision that Options asks for.
func (t *Trainer) Train(o Options) (*position.Model, Figures, error) {
	f := Figures{Statements: t.n, Held: t.held}
	m := &position.Model{}
	if err := t.withTopics(); err != nil {
		return nil, f, err
	}
	var err error
	if m.Topics, err = trainTopics(t.view.IDs(), t.topics, func(*topicTrial) bool { return true }); err != nil {
		return nil, f, err
	}
	for _, x := range []struct {
		pool          *pool
		bears, agrees *position.Weights
		threshold     *float64
		least         float64
		figure        *Figure
	}{
		{&t.positions, &m.Bears, &m.Agrees, &m.LeastPosition, o.Least, &f.Positions},
		{&t.mentions, &m.Evaluates, &m.Praises, &m.LeastEvaluation, o.LeastEvaluation, &f.Evaluations},
	} {
		best, err := x.pool.train(o, x.least, x.bears, x.agrees)
		if err != nil {
			return nil, f, err
		}
		*x.threshold = best.least
		*x.figure = Figure{len(x.pool.held), x.pool.reached(), best.precision, best.recall, best.f1, best.sign}
	}
	return m, f, nil
}

// topicParts is the number of parts of the cross-fitting of the topic model.
const topicParts = 4

// withTopics adds to every candidate the features of a topic model that was not trained on its
// article, and drops candidates that nothing proposes. Held-out articles get a model trained
// on all other articles, the others one trained on the other parts.
func (t *Trainer) withTopics() error {
	odds := make([][]float64, len(t.topics))
	for part := range topicParts + 1 {
		out := func(tr *topicTrial) bool {
			return tr.held == (part == topicParts) && (tr.held || tr.article%topicParts == part)
		}
		known, err := trainTopics(t.view.IDs(), t.topics, func(tr *topicTrial) bool { return !tr.held && !out(tr) })
		if err != nil {
			return err
		}
		for i := range t.topics {
			if tr := &t.topics[i]; out(tr) {
				odds[i] = known.Odds(&tr.places)
			}
		}
	}
	for _, trials := range []*[]trial{&t.positions.words, &t.positions.held} {
		kept := (*trials)[:0]
		for _, tr := range *trials {
			var proposed bool
			if tr.Example, proposed = tr.WithTopics(odds[tr.topic]); proposed {
				kept = append(kept, tr)
			}
		}
		*trials = kept
	}
	return nil
}

// reached is the share of coded labels for which a candidate exists, 0 to 1.
func (p *pool) reached() float64 {
	n := 0
	for i := range p.held {
		if p.held[i].sign != 0 {
			n++
		}
	}
	return float64(n) / float64(max(1, p.gold))
}

func (p *pool) train(o Options, least float64, bears, agrees *position.Weights) (best choice, err error) {
	if len(p.words) == 0 || len(p.held) == 0 {
		return best, errors.New("position: nothing to learn from: no coded statement has a candidate")
	}
	wordBears, wordAgrees, err := fitBoth(p.words, func(k position.Key) bool { return !byReader[k.What] }, o.Penalty)
	if err != nil {
		return best, err
	}
	second := make([]trial, len(p.held))
	for i, tr := range p.held {
		tr.Bears = append(slices.Clip(tr.Bears), position.Feature{Key: wordsKey, Value: scoreWithout(wordBears, tr.Bears, byReader)})
		tr.Agrees = append(slices.Clip(tr.Agrees), position.Feature{Key: wordsKey, Value: scoreWithout(wordAgrees, tr.Agrees, byReader)})
		second[i] = tr
	}
	keep := func(k position.Key) bool { return byReader[k.What] || weighedAgain[k.What] || k == wordsKey }
	var guesses []guess
	for k := range o.Folds {
		var in, out []trial
		for _, tr := range second {
			if int(tr.fold)%o.Folds == k {
				out = append(out, tr)
			} else {
				in = append(in, tr)
			}
		}
		b, a, err := fitBoth(in, keep, o.PenaltyHeld)
		if err != nil {
			return best, err
		}
		for i := range out {
			guesses = append(guesses, newGuess(&out[i], b, a))
		}
	}
	b, a, err := fitBoth(second, keep, o.PenaltyHeld)
	if err != nil {
		return best, err
	}
	*bears, *agrees = folded(wordBears, b), folded(wordAgrees, a)
	return chooseThreshold(guesses, p.gold, least), nil
}

// folded combines the weights of both fits into one set.
func folded(words, second position.Weights) position.Weights {
	w := position.Weights{}
	for k, x := range words {
		w[k] = x * second[wordsKey]
	}
	for k, x := range second {
		if k != wordsKey {
			w[k] += x
		}
	}
	for k, x := range w {
		w[k] = math.Round(x*1e3) / 1e3
	}
	return w
}

// scoreWithout is the score of the features that are not in out.
func scoreWithout(w position.Weights, features []position.Feature, out map[string]bool) float64 {
	sum := 0.0
	for i := range features {
		if !out[features[i].Key.What] {
			sum += w[features[i].Key] * features[i].Value
		}
	}
	return sum
}

// fitBoth fits both regressions over the features for which keep returns true.
func fitBoth(all []trial, keep func(position.Key) bool, penalty float64) (bears, agrees position.Weights, err error) {
	kept := func(features []position.Feature) []position.Feature {
		return slices.DeleteFunc(slices.Clone(features), func(f position.Feature) bool { return !keep(f.Key) })
	}
	var b, a []sample
	for i := range all {
		tr := &all[i]
		b = append(b, sample{kept(tr.Bears), tr.sign != 0})
		if tr.sign != 0 {
			a = append(a, sample{kept(tr.Agrees), tr.sign > 0})
		}
	}
	if bears, err = fit(b, penalty); err != nil {
		return nil, nil, err
	}
	agrees, err = fit(a, penalty)
	return bears, agrees, err
}

// guess is the prediction for a trial by a model that was not trained on its article.
type guess struct {
	statement  int
	prob       float64
	sign, gold int
}

func newGuess(tr *trial, bears, agrees position.Weights) guess {
	odds := agrees.Score(tr.Agrees)
	g := guess{statement: tr.statement, gold: tr.sign, sign: 1}
	if odds <= 0 {
		g.sign = -1
	}
	g.prob = position.Sigmoid(bears.Score(tr.Bears)) * position.Sigmoid(math.Abs(odds))
	return g
}

// choice is a threshold with the accuracy that it gives.
type choice struct{ least, precision, recall, f1, sign float64 }

// chooseThreshold takes guesses by descending probability, at most position.Most a statement,
// and gives the threshold with the best F1 whose precision is at least least.
func chooseThreshold(guesses []guess, gold int, least float64) choice {
	sort.SliceStable(guesses, func(i, j int) bool { return guesses[i].prob > guesses[j].prob })
	taken := map[int]int{}
	var best choice
	given, bears, right := 0, 0, 0
	for i, g := range guesses {
		if taken[g.statement] < position.Most {
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
		best.least = 1 // no threshold reaches the precision: give nothing
	}
	return best
}

// sample is one example of a regression.
type sample struct {
	features []position.Feature
	yes      bool
}

// fit fits a logistic regression with an L2 penalty.
func fit(all []sample, penalty float64) (position.Weights, error) {
	column := map[position.Key]int{}
	var keys []position.Key
	for i := range all {
		for _, f := range all[i].features {
			if _, ok := column[f.Key]; !ok {
				column[f.Key] = len(keys)
				keys = append(keys, f.Key)
			}
		}
	}
	if len(keys) == 0 {
		return position.Weights{}, nil
	}
	examples := make([]logistic.Example, len(all))
	for i := range all {
		examples[i].Yes = all[i].yes
		for _, f := range all[i].features {
			examples[i].Columns = append(examples[i].Columns, int32(column[f.Key]))
			examples[i].Values = append(examples[i].Values, f.Value)
		}
	}
	fitted, err := logistic.Fit(examples, len(keys), penalty, func(k int) bool { return keys[k].What == "bias" })
	if err != nil {
		return nil, fmt.Errorf("position: %w", err)
	}
	w := position.Weights{}
	for k, x := range fitted {
		if x = math.Round(x*1e3) / 1e3; x != 0 {
			w[keys[k]] = x
		}
	}
	return w, nil
}

// Top lists the n features with the largest absolute weights, each with its weight.
func Top(w position.Weights, n int) []string {
	keys := make([]position.Key, 0, len(w))
	for k := range w {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b position.Key) int {
		x, y := math.Abs(w[a]), math.Abs(w[b])
		switch {
		case x > y || x == y && (a.What < b.What || a.What == b.What && a.Of < b.Of):
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	var lines []string
	for _, k := range keys[:min(n, len(keys))] {
		lines = append(lines, fmt.Sprintf("%+.2f %s|%s", w[k], k.What, k.Of))
	}
	return lines
}
