// Package train makes the model of validity (validity.Model) of coded statements.
package train

import (
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"sort"

	"readout/analysis"
	"readout/analysis/logistic"
	"readout/analysis/validity"
)

// Options are the hyper-parameters. Penalties are L2 penalties on the weights, in units of
// examples.
type Options struct {
	Penalty     float64 // of the first fit, over the words
	PenaltyHeld float64 // of the second fit, over the words' score and the reader's log-odds
	Folds       int     // parts of the cross-validation that sets the bias and gives the figures
	Found       float64 // share of the true statements, 0 to 1, whose probability must be at least one half
}

// Figures are accuracy in the cross-validation over the held-out articles. Statements counts
// all coded statements, Held those of held-out articles, False those coded as no statement.
type Figures struct {
	Statements, Held, False int     // False among Held
	Found, FalseKept        float64 // shares of the true and of the false with a probability of one half and more
	Words, Reader, Bias     float64 // weights of the second fit
	AloneFound, AloneFalse  float64 // Found and FalseKept of the reader alone
}

// Trainer collects training examples document by document.
type Trainer struct{ words, held []example }

type example struct {
	fold     uint32
	features []validity.Feature
	reader   float64 // log-odds
	yes      bool
}

// Add adds a coded statement: statement is its index in d.Statements, valid whether it was
// coded as a statement. Documents of articles that pass logistic.HeldFromReader must have the
// reader's validity.
func (t *Trainer) Add(d *analysis.Document, article string, statement int, valid bool) {
	st := &d.Statements[statement]
	if d.Attributions[st.Attribution].Silent {
		return
	}
	e := example{fold: crc32.ChecksumIEEE([]byte(article)) / 8, features: validity.Features(d, st), yes: valid}
	if !logistic.HeldFromReader(article) {
		t.words = append(t.words, e)
		return
	}
	if st.Validity != nil {
		e.reader = validity.Odds(*st.Validity)
		t.held = append(t.held, e)
	}
}

// Train fits the regression in two steps: the weights of words on the articles that the reader
// was trained on, then the weights of the words' score and of the reader's log-odds on the
// held-out articles. The bias is set so that, in a cross-validation over the held-out
// articles, the share Options.Found of the true statements has a probability of one half and
// more. Features of fewer than fewest examples are left out.
func (t *Trainer) Train(o Options) (*validity.Model, Figures, error) {
	f := Figures{Statements: len(t.words) + len(t.held), Held: len(t.held)}
	if len(t.words) == 0 || len(t.held) == 0 {
		return nil, f, errors.New("validity: nothing to learn from: no coded statement was found")
	}
	words, bias, err := fitWords(t.words, o.Penalty)
	if err != nil {
		return nil, f, err
	}
	said := make([]float64, len(t.held))
	for i := range t.held {
		said[i] = bias
		for _, x := range t.held[i].features {
			said[i] += words[x.Name] * x.Value
		}
	}
	odds := make([]float64, len(t.held))
	for k := range o.Folds {
		var in []int
		for i := range t.held {
			if int(t.held[i].fold)%o.Folds != k {
				in = append(in, i)
			}
		}
		w, err := t.fitBoth(in, said, o.PenaltyHeld)
		if err != nil {
			return nil, f, err
		}
		for i := range t.held {
			if int(t.held[i].fold)%o.Folds == k {
				odds[i] = w[0] + w[1]*said[i] + w[2]*t.held[i].reader
			}
		}
	}
	var all []int
	for i := range t.held {
		all = append(all, i)
	}
	w, err := t.fitBoth(all, said, o.PenaltyHeld)
	if err != nil {
		return nil, f, err
	}
	shift := t.shift(odds, o.Found)
	f.count(t.held, odds, shift)
	f.Words, f.Reader, f.Bias = w[1], w[2], w[0]+shift
	m := &validity.Model{Bias: three(w[0] + shift + w[1]*bias), Reader: three(w[2]), Words: map[string]float64{}}
	for name, x := range words {
		if x = three(x * w[1]); x != 0 {
			m.Words[name] = x
		}
	}
	return m, f, nil
}

// shift is the smallest amount, 0 or more, to add to log-odds so that the share found of the
// true statements is at 0 and above.
func (t *Trainer) shift(odds []float64, found float64) float64 {
	var yes []float64
	for i := range t.held {
		if t.held[i].yes {
			yes = append(yes, odds[i])
		}
	}
	if len(yes) == 0 {
		return 0
	}
	sort.Float64s(yes)
	lost := int(float64(len(yes)) * (1 - found))
	return max(0, -yes[min(lost, len(yes)-1)])
}

func (f *Figures) count(held []example, odds []float64, shift float64) {
	yes, found, kept, aloneFound, aloneKept := 0, 0, 0, 0, 0
	for i := range held {
		up, alone := odds[i]+shift >= 0, held[i].reader >= 0
		switch {
		case held[i].yes:
			yes++
			if up {
				found++
			}
			if alone {
				aloneFound++
			}
		default:
			f.False++
			if up {
				kept++
			}
			if alone {
				aloneKept++
			}
		}
	}
	f.Found, f.FalseKept = float64(found)/float64(max(1, yes)), float64(kept)/float64(max(1, f.False))
	f.AloneFound, f.AloneFalse = float64(aloneFound)/float64(max(1, yes)), float64(aloneKept)/float64(max(1, f.False))
}

// fewest is the least number of examples of a feature that is learned.
const fewest = 2

func fitWords(list []example, penalty float64) (weights map[string]float64, bias float64, err error) {
	seen := map[string]int{}
	for i := range list {
		for _, x := range list[i].features {
			seen[x.Name]++
		}
	}
	column := map[string]int32{}
	names := []string{""} // the bias
	examples := make([]logistic.Example, len(list))
	for i := range list {
		e := logistic.Example{Columns: []int32{0}, Values: []float64{1}, Yes: list[i].yes}
		for _, x := range list[i].features {
			if seen[x.Name] < fewest {
				continue
			}
			k, ok := column[x.Name]
			if !ok {
				k = int32(len(names))
				column[x.Name] = k
				names = append(names, x.Name)
			}
			e.Columns, e.Values = append(e.Columns, k), append(e.Values, x.Value)
		}
		examples[i] = e
	}
	w, err := logistic.Fit(examples, len(names), penalty, func(k int) bool { return k == 0 })
	if err != nil {
		return nil, 0, fmt.Errorf("validity: %w", err)
	}
	weights = make(map[string]float64, len(names))
	for k, name := range names[1:] {
		weights[name] = w[k+1]
	}
	return weights, w[0], nil
}

// fitBoth fits bias, weight of the words' score and weight of the reader on some of the
// held-out examples.
func (t *Trainer) fitBoth(some []int, said []float64, penalty float64) ([]float64, error) {
	examples := make([]logistic.Example, 0, len(some))
	for _, i := range some {
		examples = append(examples, logistic.Example{Columns: []int32{0, 1, 2}, Values: []float64{1, said[i], t.held[i].reader}, Yes: t.held[i].yes})
	}
	w, err := logistic.Fit(examples, 3, penalty, func(k int) bool { return k == 0 })
	if err != nil {
		return nil, fmt.Errorf("validity: %w", err)
	}
	return w, nil
}

func three(x float64) float64 { return math.Round(x*1e3) / 1e3 }
