package stance

import (
	"fmt"

	"readout/analysis"
	"readout/analysis/network"
	"readout/lexicon"
)

// LeaningClasses are the signs of a position that somebody is known to take.
var LeaningClasses = []string{Against, Favor}

// Leaning says which sign a position has that a source takes toward a target in
// a sentence. The source may be unknown or stand elsewhere. It is safe for any
// number of goroutines.
type Leaning struct{ net *network.Net }

// NewLeaning makes it from the lexicon's word vectors and its model "leaning".
func NewLeaning(lex *lexicon.Lexicon) (*Leaning, error) {
	net, err := network.Load(lex, "leaning", LeaningClasses)
	if err != nil {
		return nil, fmt.Errorf("stance: %w", err)
	}
	return &Leaning{net}, nil
}

// leaningWork is what one goroutine needs to find the odds of one position after
// another, and what is known of the last.
type leaningWork struct {
	view network.View
	net  network.Work
}

// Odds is the logarithm of the odds that a position of source toward target is
// for it, where either is as common as the other: how often people are for things
// in the texts that it learnt from says nothing of others. It looks at the
// sentences that where touches; source and target stand there, or are empty: the
// one that is spoken of without being named is the whole's.
func (m *Leaning) Odds(d *analysis.Document, where, source, target analysis.Span) float64 {
	var w leaningWork
	return m.odds(d, where, source, target, &w)
}

func (m *Leaning) odds(d *analysis.Document, where, source, target analysis.Span, w *leaningWork) float64 {
	viewPosition(m.net.Words(), d, where, source, target, &w.view)
	scores := m.net.Scores(&w.view, &w.net)
	return m.net.Model().Sharpness * (scores[1] - scores[0])
}

// byWord adds to each token's figure, from token first on, what it gave to the odds,
// times by.
func (m *Leaning) byWord(w *leaningWork, by float64, first int, to []float64) {
	tokens := w.view.Tokens()
	m.net.Contributions(&w.view, &w.net, 1, 0, by*m.net.Model().Sharpness, func(place int, x float64) {
		to[int(tokens[place])-first] += x
	})
}

// viewPosition looks at the sentences that where touches.
func viewPosition(words *lexicon.Words, d *analysis.Document, where, source, target analysis.Span, v *network.View) {
	first, last := stretch(d, analysis.Span{Start: where.Start, End: where.Start + 1}, analysis.Span{Start: where.End - 1, End: where.End})
	v.Read(words, d, first, last, source, target)
}

// LeaningExample is a labelled position.
type LeaningExample struct {
	Doc            *analysis.Document // segmented
	Where          analysis.Span      // what holds both
	Source, Target analysis.Span      // either may be empty
	Shares         []float64          // of LeaningClasses
	Group          string
	Weight         float64
	TrainOnly      bool // is not asked for where its group is held back
}

// TrainLeaning learns the model of signs. Examples in which no word stands are left out.
func TrainLeaning(words *lexicon.Words, examples []LeaningExample, o network.Options) (*network.Model, []network.Prediction, error) {
	var v network.View
	var all []network.Example
	for _, e := range examples {
		viewPosition(words, e.Doc, e.Where, e.Source, e.Target, &v)
		if len(v.Tokens()) == 0 {
			continue
		}
		x := network.NewExample(&v, e.Shares, e.Weight)
		x.Group, x.Asked = e.Group, !e.TrainOnly
		all = append(all, x)
	}
	return network.Train(words, "leaning", LeaningClasses, all, o)
}
