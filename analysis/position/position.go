// Package position finds which propositions of the codebook a statement takes a
// position on, whether its source agrees with them, and whom else the source
// praises or blames. It takes documents whose statements have speakers, targets and
// scores, and fills in Positions and Evaluations. No position is the rule.
//
// The method: the codebook's phrases, the reader (Statement.Reading, where it read)
// and a topic model, trained on all words of statement and article except names,
// propose propositions. The codebook gives each phrase a direction; negations, words
// of favor and disfavor that govern a phrase, the class of the reporting verb and the
// source's stance say whether the source is for what the phrase names. Two logistic
// regressions over these features give the probability that the statement takes a
// position on the proposition and, if so, that its source agrees. A proposition that a
// user adds, on which the topic model was not trained, is scored by the same weights.
// What the same source says elsewhere in the article counts for the sign.
// Evaluations are scored in the same way from the words around each mention in the
// statement's sentences, from how often the article names whom it mentions, and from what
// other statements, of the same source or of others, hold of the same actor. Who is named only
// right before the statement, in the headline or most of all may be praised or blamed too
// ("It is a disgrace", she said). The identity of the source, its side or party, is no feature.
package position

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"readout/analysis"
	"readout/lexicon"
)

// Most is the most positions, and the most evaluations, of one statement.
const Most = 2

// The least probability of a position, and of an evaluation, that is not the surest of its
// statement. A statement mostly takes one position, and what words and reader say of a second
// proposition is often meant by the first: in the coded articles second ones are right less often
// than their probability says.
const (
	SecondPosition   = .5
	SecondEvaluation = .3
)

// Stage is safe for any number of goroutines.
type Stage struct {
	book  *book
	model *Model
	topic []int     // by proposition: its index in the topic model, -1 for none
	works sync.Pool // of *page: what one document left is of use to the next
}

// New makes the stage from the propositions, phrases, modifiers and the model
// "position" of a lexicon.
func New(lex *lexicon.Lexicon) (*Stage, error) {
	b, err := lex.Model("position")
	if err != nil {
		return nil, err
	}
	m, err := ReadModel(b)
	if err != nil {
		return nil, err
	}
	return newStage(newBook(lex), m), nil
}

func newStage(b *book, m *Model) *Stage {
	if m.Topics == nil {
		m.Topics = &Topics{Propositions: []string{""}, Bias: []float64{0}}
	}
	return &Stage{book: b, model: m, topic: m.Topics.order(b.ids)}
}

// topics gives the topic model's log-odds for a statement: one per proposition of the
// codebook, NaN where the model was not trained on it, and last that of taking any position.
func (s *Stage) topics(p *page, st *analysis.Statement) []float64 {
	odds := s.model.Topics.of(p, st)
	by := make([]float64, len(s.topic)+1)
	for i, k := range s.topic {
		by[i] = math.NaN()
		if k >= 0 {
			by[i] = odds[k]
		}
	}
	by[len(by)-1] = odds[len(odds)-1]
	return by
}

// Score fills in Positions and Evaluations of every statement.
func (s *Stage) Score(d *analysis.Document) {
	p, ok := s.works.Get().(*page)
	if !ok {
		p = new(page)
	}
	p.read(s.book, d)
	for i := range d.Statements {
		st := &d.Statements[i]
		st.Positions, st.Evaluations = nil, nil
		if !scored(d, st) {
			continue
		}
		st.Positions = s.positions(p, st)
		st.Evaluations = s.evaluations(p, st)
	}
	s.works.Put(p)
}

// positions are those that are sure enough, the surest ones where there are more
// than a statement has, in the codebook's order.
func (s *Stage) positions(p *page, st *analysis.Statement) []analysis.Position {
	var found []analysis.Position
	for _, c := range p.candidates(s.book, st, s.topics(p, st)) {
		odds := s.model.Agrees.Score(c.agrees)
		prob := probability(s.model.Bears.Score(c.bears), odds)
		if prob < s.model.LeastPosition {
			continue
		}
		found = append(found, analysis.Position{
			Proposition: s.book.ids[c.proposition], Agrees: odds > 0, Prob: prob,
			Evidence: s.model.Agrees.evidence(p.d, c.agrees, readerWords(st, c.proposition)),
		})
	}
	return surest(found, SecondPosition, func(p analysis.Position) float64 { return p.Prob }, func(p analysis.Position) int { return s.book.order[p.Proposition] })
}

// readerWords gives the words behind the reader's opinion, nil for none.
func readerWords(st *analysis.Statement, proposition int) func() []analysis.Evidence {
	if st.Reading == nil || st.Reading.AgreementWords == nil {
		return nil
	}
	return func() []analysis.Evidence { return st.Reading.AgreementWords(proposition) }
}

func (s *Stage) evaluations(p *page, st *analysis.Statement) []analysis.Evaluation {
	var found []analysis.Evaluation
	for _, c := range p.mentioned(s.book, st) {
		odds := s.model.Praises.Score(c.agrees)
		prob := probability(s.model.Evaluates.Score(c.bears), odds)
		if prob < s.model.LeastEvaluation {
			continue
		}
		found = append(found, analysis.Evaluation{
			Actor: c.actor, Name: c.name, Span: c.span, Positive: odds > 0, Prob: prob,
			Evidence: s.model.Praises.evidence(p.d, c.agrees, nil),
		})
	}
	return surest(found, SecondEvaluation, func(e analysis.Evaluation) float64 { return e.Prob }, func(e analysis.Evaluation) int { return e.Span.Start })
}

// probability is that of a position or an evaluation with the likelier sign, from the log-odds
// that there is one and those of its positive sign.
func probability(bears, sign float64) float64 {
	positive := analysis.Probability(sign)
	return analysis.Probability(bears) * max(positive, 1-positive)
}

// surest keeps the likeliest position or evaluation of a statement and, up to Most, those that are
// at least second likely, in codebook or text order.
func surest[T any](found []T, second float64, prob func(T) float64, place func(T) int) []T {
	if len(found) < 2 {
		return found
	}
	slices.SortStableFunc(found, func(a, b T) int { return cmp.Compare(prob(b), prob(a)) })
	n := 1
	for n < min(len(found), Most) && prob(found[n]) >= second {
		n++
	}
	found = found[:n]
	slices.SortStableFunc(found, func(a, b T) int { return cmp.Compare(place(a), place(b)) })
	return found
}
