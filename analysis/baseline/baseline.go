// Package baseline scores statements with the labelled baseline of sentiment, the
// naive Bayes of github.com/cdipaolo/sentiment, which learnt from film reviews. It
// takes a Document with statements and fills in BayesPolarity and
// BayesProbability, to compare the engine's own scores with.
package baseline

import (
	"fmt"
	"math"
	"strings"
	"sync"

	bayes "github.com/cdipaolo/sentiment"

	"readout/analysis"
)

// Scorer is safe for any number of goroutines; the zero value is ready. Its model
// is loaded at its first use, which takes longer than everything else together.
type Scorer struct {
	once   sync.Once
	models bayes.Models
	err    error
}

// Bayes gives the polarity (-1 or 1) of a text, and its probability 0..1. The
// error says that the baseline's own model could not be read.
func (s *Scorer) Bayes(text string) (polarity int, probability float64, err error) {
	s.once.Do(func() { s.models, s.err = bayes.Restore() })
	if s.err != nil {
		return 0, 0, fmt.Errorf("baseline: %w", s.err)
	}
	model := s.models[bayes.English]
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

// Score fills in the baseline of every statement whose source speaks.
func (s *Scorer) Score(d *analysis.Document) {
	for i := range d.Statements {
		st := &d.Statements[i]
		a := &d.Attributions[st.Attribution]
		if a.Silent {
			continue
		}
		var parts []string
		for _, span := range a.Content {
			parts = append(parts, d.Slice(span))
		}
		p, prob, err := s.Bayes(strings.Join(parts, " "))
		if err != nil { // the model cannot be read: the columns stay empty, and the article says so
			d.Article.Warnings = append(d.Article.Warnings, err.Error())
			return
		}
		st.BayesPolarity, st.BayesProbability = p, prob
	}
}
