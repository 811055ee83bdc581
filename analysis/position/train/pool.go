package train

import (
	"errors"
	"math"
	"slices"

	"readout/analysis/position"
)

// pool is the training examples of one pair of regressions.
type pool struct {
	words  []trial // from articles that the reader was trained on
	held   []trial // from held-out articles
	own    []trial // our own statements, each with the proposition that it turns on
	second float64 // least probability of a second one of a statement
	gold   int     // coded labels in held-out articles, with a candidate or without
}

func (p *pool) add(tr trial, held bool) {
	if held {
		p.held = append(p.held, tr)
		return
	}
	p.words = append(p.words, tr)
}

// byReader are the features of positions that come from the reader. It is overconfident of
// positions in the articles that it was trained on, so the first fit, on those articles, leaves
// them out.
var byReader = map[string]bool{
	"stance": true, "stance x direction": true, "attitude": true, "certainty": true, "sentiment": true, "frame": true,
	"frame x direction": true, "reader": true, "reader relevance": true, "reader relevance beside": true,
	"reader sure of side": true, "reader agreement": true, "article relevance": true, "speaker relevance": true,
	"speaker agreement": true, "validity": true,
}

// weighedAgain are word features that the second fit has too, beside the reader's.
var weighedAgain = map[string]bool{
	"bias": true, "proposition": true, "topic": true, "topic beside": true, "topic of any": true, "cue": true, "source": true, "strength": true, "strength beside": true,
}

// wordsKey is the feature of the second fit that holds the score of the first.
var wordsKey = position.Key{What: "words alone"}

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

// inSteps fits the weights of words on the articles that the reader was trained on, then the
// weights of the words' score and of the reader's features on the held-out articles and, of the
// sign, on our own statements. As both are linear, they are folded into one set of weights.
func (p *pool) inSteps(o Options, sure float64) (fitted pair, best choice, err error) {
	if len(p.words) == 0 || len(p.held) == 0 {
		return fitted, best, errNothing
	}
	words, err := fitBoth(p.words, nil, func(k position.Key) bool { return !byReader[k.What] }, o.Penalty)
	if err != nil {
		return fitted, best, err
	}
	scored := func(all []trial) []trial {
		with := slices.Clone(all)
		for i := range with {
			tr := &with[i]
			tr.Bears = append(slices.Clip(tr.Bears), position.Feature{Key: wordsKey, Value: scoreWithout(words.bears, tr.Bears, byReader)})
			tr.Agrees = append(slices.Clip(tr.Agrees), position.Feature{Key: wordsKey, Value: scoreWithout(words.agrees, tr.Agrees, byReader)})
		}
		return with
	}
	second, own := scored(p.held), scored(p.own)
	fit := func(some []trial) (pair, error) {
		return fitBoth(some, own, func(k position.Key) bool { return byReader[k.What] || weighedAgain[k.What] || k == wordsKey }, o.PenaltyHeld)
	}
	fitted, best, err = p.validated(o.Folds, nil, second, sure, fit)
	return pair{folded(words.bears, fitted.bears), folded(words.agrees, fitted.agrees)}, best, err
}

// atOnce fits all features on all articles. The threshold is still that of a cross-validation
// over the held-out articles.
func (p *pool) atOnce(o Options, sure float64) (fitted pair, best choice, err error) {
	if len(p.words) == 0 || len(p.held) == 0 {
		return fitted, best, errNothing
	}
	return p.validated(o.Folds, p.words, p.held, sure, func(some []trial) (pair, error) {
		return fitBoth(some, nil, func(position.Key) bool { return true }, o.PenaltyHeld)
	})
}

var errNothing = errors.New("position: nothing to learn from: no coded statement has a candidate")

// validated fits on all trials and chooses the threshold by a cross-validation: the guesses of
// each fold of held come from a fit on the other folds, of beside and of held.
func (p *pool) validated(folds int, beside, held []trial, sure float64, fit func([]trial) (pair, error)) (fitted pair, best choice, err error) {
	var guesses []guess
	for k := range folds {
		out := func(tr trial) bool { return int(tr.fold)%folds == k }
		in, err := fit(slices.DeleteFunc(slices.Concat(beside, held), out))
		if err != nil {
			return fitted, best, err
		}
		for i := range held {
			if out(held[i]) {
				guesses = append(guesses, newGuess(&held[i], in))
			}
		}
	}
	fitted, err = fit(slices.Concat(beside, held))
	return fitted, chooseThreshold(guesses, p.gold, sure, p.second), err
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

// pair is the weights of two regressions: is there a position or an evaluation, and of which
// sign.
type pair struct{ bears, agrees position.Weights }

// fitBoth fits both regressions over the features for which keep returns true; own are
// examples of the second alone.
func fitBoth(all, own []trial, keep func(position.Key) bool, penalty float64) (fitted pair, err error) {
	kept := func(features []position.Feature) []position.Feature {
		return slices.DeleteFunc(slices.Clone(features), func(f position.Feature) bool { return !keep(f.Key) })
	}
	var b, a []sample
	for i := range all {
		b = append(b, sample{kept(all[i].Bears), all[i].sign != 0})
	}
	for _, some := range [][]trial{all, own} {
		for i := range some {
			if some[i].sign != 0 {
				a = append(a, sample{kept(some[i].Agrees), some[i].sign > 0})
			}
		}
	}
	if fitted.bears, err = fit(b, penalty); err != nil {
		return fitted, err
	}
	fitted.agrees, err = fit(a, penalty)
	return fitted, err
}
