// Package train makes the model of positions and evaluations (position.Model) of coded
// statements.
package train

import (
	"hash/crc32"

	"readout/analysis"
	"readout/analysis/logistic"
	"readout/analysis/position"
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
	// Void says that it was coded as no statement at all: it takes no position, and whom it
	// praises or blames was not coded.
	Void bool
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
	Sure        float64 // mean probability of positions from the threshold on, 0 to 1
	// SureEvaluation is the same of evaluations.
	SureEvaluation float64
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

// trial is one candidate with its coded label.
type trial struct {
	statement int // number of the statement, over all documents
	fold      uint32
	position.Example
	sign  int // as coded, 0 for none
	topic int // of a position, the index of its statement in Trainer.topics
}

// NewTrainer makes a trainer over a lexicon's propositions.
func NewTrainer(lex *lexicon.Lexicon) *Trainer {
	return &Trainer{view: position.NewView(lex), positions: pool{second: position.SecondPosition}, mentions: pool{second: position.SecondEvaluation}}
}

// Add adds the coded statements of a document that went through every stage before this one.
// Those that the stage does not score count as missed where something was coded, and teach nothing.
// Of positions, the reader's scores are used only where the article passes
// logistic.HeldFromReader.
func (t *Trainer) Add(d *analysis.Document, article string, coded []Coded) {
	fold, held := crc32.ChecksumIEEE([]byte(article))/8, logistic.HeldFromReader(article)
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
		if !t.view.Scores(st) {
			continue
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
		if c.Void {
			continue
		}
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

// AddOwn adds a statement of our own, of a document that went through every stage before this
// one: its source agrees (1) or disagrees (-1) with a proposition. It teaches signs alone.
func (t *Trainer) AddOwn(d *analysis.Document, proposition string, sign int) {
	t.view.Read(d)
	for _, x := range t.view.Propositions(&d.Statements[0]) {
		if x.Name == proposition {
			t.positions.own = append(t.positions.own, trial{Example: x, sign: sign})
		}
	}
}

// Train fits the regressions of positions in two steps, those of evaluations in one: the
// reader, which was trained on most of the articles, knows their positions by heart and their
// evaluations hardly. A threshold is the lowest from which on what is given has the mean
// probability that Options asks for, in a cross-validation over the held-out articles.
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
	positions, best, err := t.positions.inSteps(o, o.Sure)
	if err != nil {
		return nil, f, err
	}
	m.Bears, m.Agrees, m.LeastPosition, f.Positions = positions.bears, positions.agrees, best.least, t.positions.figure(best)
	evaluations, best, err := t.mentions.atOnce(o, o.SureEvaluation)
	if err != nil {
		return nil, f, err
	}
	m.Evaluates, m.Praises, m.LeastEvaluation, f.Evaluations = evaluations.bears, evaluations.agrees, best.least, t.mentions.figure(best)
	return m, f, nil
}

// figure tells the accuracy of the trials at a threshold.
func (p *pool) figure(best choice) Figure {
	return Figure{len(p.held), p.reached(), best.precision, best.recall, best.f1, best.sign}
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
