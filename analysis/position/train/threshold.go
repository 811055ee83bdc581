package train

import (
	"math"
	"sort"

	"readout/analysis"
	"readout/analysis/position"
)

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
	g.prob = analysis.Probability(bears.Score(tr.Bears)) * analysis.Probability(math.Abs(odds))
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
