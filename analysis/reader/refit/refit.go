// Package refit fits the last layer of the reader's statement heads to hand codings, and
// measures on articles that were held back what that gains.
//
// A head's logits z (one a class) and the attended state x of a statement become s*z + t + W*x.
// s and t alone are a calibration (vector scaling without a matrix; Guo, Pleiss, Sun and
// Weinberger 2017, "On Calibration of Modern Neural Networks"); W moves the last layer, under a
// ridge penalty. Which of them, if any, is chosen by cross-validation over articles within the
// articles that are fitted to, so that the held-out figures are of a choice that did not see
// them.
package refit

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"readout/analysis/reader"
)

// Example is one coded statement.
type Example struct {
	Article string
	State   reader.State
	Class   int // place among the head's classes
}

// The least that a head is fitted to.
const (
	LeastExamples = 50
	LeastArticles = 10
)

// folds is the number of parts that articles are divided into.
const folds = 5

// penalties are the ridge penalties that W is tried with, beside no W at all.
var penalties = [...]float64{0.3, 0.1, 0.03}

// Result is what fitting a head gave.
type Result struct {
	Examples, Articles int
	Before, After      Figures // on articles held back; After is of what was chosen
	Gain               float64 // mean fall of the loss per statement
	Error              float64 // its standard error, over articles
	Fitted             *reader.Fitted
	Penalty            float64 // of Fitted, 0 where it is a calibration alone
}

// Figures tell how well labels agree with the coded ones.
type Figures struct {
	MacroF1 float64 // mean of the classes' F1, over classes that were coded
	Right   float64 // share of right labels
	Loss    float64 // mean of -log of the coded label's probability, nats
}

// Kept reports whether the fitted head is better on what it was not fitted to: its loss is
// lower by more than a standard error, and its labels are no worse.
func (r *Result) Kept() bool {
	return r.Fitted != nil && r.Gain > r.Error && r.After.MacroF1 >= r.Before.MacroF1
}

// Head fits a head to examples, in any order; config is the head's own. Fitted is nil where
// there are too few examples or none of the candidates is better than the head as it is.
func Head(config reader.HeadConfig, examples []Example) Result {
	examples = slices.Clone(examples)
	slices.SortStableFunc(examples, func(a, b Example) int { return cmp.Compare(a.Article, b.Article) })
	articles := articlesOf(examples)
	r := Result{Examples: len(examples), Articles: len(articles)}
	if len(examples) < LeastExamples || len(articles) < LeastArticles {
		return r
	}
	plain := unchanged(config.Classes)
	before, after := make([][]float64, len(examples)), make([][]float64, len(examples))
	var wait sync.WaitGroup
	for fold := range folds {
		wait.Go(func() {
			in, out := parted(examples, articles, fold)
			f, _ := choose(config, pick(examples, in))
			for _, i := range out {
				before[i], after[i] = plain.Of(examples[i].State), f.Of(examples[i].State)
			}
		})
	}
	wait.Wait()
	r.Before, r.After = figures(config, examples, before), figures(config, examples, after)
	r.Gain, r.Error = gain(examples, articles, before, after)
	if f, penalty := choose(config, examples); len(f.Words) > 0 || f.Scale != 1 {
		r.Fitted, r.Penalty = f, penalty
	}
	return r
}

func unchanged(classes []string) *reader.Fitted {
	return &reader.Fitted{Classes: classes, Scale: 1, Shift: make([]float64, len(classes))}
}

// articlesOf gives the first example of every article, of sorted examples.
func articlesOf(examples []Example) []int {
	var starts []int
	for i := range examples {
		if i == 0 || examples[i].Article != examples[i-1].Article {
			starts = append(starts, i)
		}
	}
	return starts
}

// parted gives the examples outside and inside of a fold: every fifth article.
func parted(examples []Example, articles []int, fold int) (in, out []int) {
	for k, from := range articles {
		to := len(examples)
		if k+1 < len(articles) {
			to = articles[k+1]
		}
		for i := from; i < to; i++ {
			if k%folds == fold {
				out = append(out, i)
			} else {
				in = append(in, i)
			}
		}
	}
	return in, out
}

func pick(examples []Example, at []int) []Example {
	some := make([]Example, len(at))
	for k, i := range at {
		some[k] = examples[i]
	}
	return some
}

// choose fits the candidate whose loss is least on articles held back: the head as it is, its
// calibration, or its last layer under one of the penalties.
func choose(config reader.HeadConfig, examples []Example) (f *reader.Fitted, penalty float64) {
	articles := articlesOf(examples)
	losses := make([]float64, 2+len(penalties))
	for fold := range folds {
		in, out := parted(examples, articles, fold)
		for k, f := range candidates(config.Classes, pick(examples, in)) {
			for _, i := range out {
				losses[k] += loss(f.Of(examples[i].State), examples[i].Class)
			}
		}
	}
	best := 0
	for k := range losses {
		if losses[k] < losses[best] {
			best = k
		}
	}
	if best >= 2 {
		penalty = penalties[best-2]
	}
	return candidates(config.Classes, examples)[best], penalty
}

// candidates are the head as it is, its calibration, and its last layer under each penalty, from
// the strongest on: each fit starts where the one before ended.
func candidates(classes []string, examples []Example) []*reader.Fitted {
	p := newProblem(len(classes), examples)
	x := p.minimum(p.start(), 0)
	all := []*reader.Fitted{unchanged(classes), p.fitted(classes, x, false)}
	for _, penalty := range penalties {
		x = p.minimum(x, penalty)
		all = append(all, p.fitted(classes, x, true))
	}
	return all
}

// loss is -log of the probability of a class.
func loss(z []float64, class int) float64 {
	most := slices.Max(z)
	sum := 0.0
	for _, x := range z {
		sum += math.Exp(x - most)
	}
	return math.Log(sum) + most - z[class]
}

// gain is the mean fall of the loss and its standard error, with articles as clusters.
func gain(examples []Example, articles []int, before, after [][]float64) (mean, sd float64) {
	n := float64(len(examples))
	fall := func(i int) float64 {
		return loss(before[i], examples[i].Class) - loss(after[i], examples[i].Class)
	}
	for i := range examples {
		mean += fall(i) / n
	}
	v := 0.0
	for k, from := range articles {
		to := len(examples)
		if k+1 < len(articles) {
			to = articles[k+1]
		}
		u := 0.0
		for i := from; i < to; i++ {
			u += fall(i) - mean
		}
		v += u * u
	}
	k := float64(len(articles))
	return mean, math.Sqrt(v*k/(k-1)) / n
}

func figures(config reader.HeadConfig, examples []Example, logits [][]float64) Figures {
	n := len(config.Classes)
	right, given, coded := make([]float64, n), make([]float64, n), make([]float64, n)
	var f Figures
	for i := range examples {
		class := config.Class(logits[i])
		given[class]++
		coded[examples[i].Class]++
		if class == examples[i].Class {
			right[class]++
			f.Right++
		}
		f.Loss += loss(logits[i], examples[i].Class)
	}
	classes := 0.0
	for c := range n {
		if coded[c] > 0 {
			classes++
			f.MacroF1 += 2 * right[c] / (given[c] + coded[c])
		}
	}
	f.MacroF1 /= classes
	f.Right /= float64(len(examples))
	f.Loss /= float64(len(examples))
	return f
}
