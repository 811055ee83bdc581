package sentiment

import (
	"fmt"
	"math"
	"sync"

	bayes "github.com/cdipaolo/sentiment"

	"readout/analysis"
)

// baseline is the naive Bayes of github.com/cdipaolo/sentiment, trained on film
// reviews. It is here to be compared with, and is loaded at its first use because
// that takes longer than everything else together.
type baseline struct {
	once   sync.Once
	models bayes.Models
	err    error
}

// score gives -1 or 1 and the probability of it.
func (b *baseline) score(text string) (polarity int, probability float64, err error) {
	b.once.Do(func() { b.models, b.err = bayes.Restore() })
	if b.err != nil {
		return 0, 0, fmt.Errorf("sentiment: bayes: %w", b.err)
	}
	model := b.models[bayes.English]
	class, p := model.Probability(text)
	if math.IsNaN(p) || p == 0 {
		// The product over many words underflows to 0 for both classes; the sum of
		// logarithms still tells them apart, and by then one is all but certain.
		class, p = model.Predict(text), 1
	}
	if class == 0 {
		return -1, p, nil
	}
	return 1, p, nil
}

// Bayes gives the baseline's polarity (-1 or 1) for a text, and its probability
// 0..1. The error says that the baseline's own model could not be read.
func (s *Scorer) Bayes(text string) (polarity int, probability float64, err error) {
	return s.bayes.score(text)
}

func (s *Scorer) addBayes(st *analysis.Statement, text string) {
	if p, prob, err := s.bayes.score(text); err == nil {
		st.BayesPolarity, st.BayesProbability = p, prob
	}
}
