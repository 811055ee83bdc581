package train

import (
	"errors"
	"math"
	"slices"

	"readout/analysis/position"
)

// pool is the training examples of one pair of regressions.
type pool struct {
	words []trial // from articles that the reader was trained on: without the reader's features
	held  []trial // from held-out articles
	gold  int     // coded labels in held-out articles, with a candidate or without
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
