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

func newGuess(tr *trial, by pair) guess {
	odds := by.agrees.Score(tr.Agrees)
	g := guess{statement: tr.statement, gold: tr.sign, sign: 1}
	if odds <= 0 {
		g.sign = -1
	}
	g.prob = analysis.Probability(by.bears.Score(tr.Bears)) * analysis.Probability(math.Abs(odds))
	return g
}

// choice is a threshold with the accuracy that it gives.
type choice struct{ least, precision, recall, f1, sign float64 }

// fewestGiven is the least number of guesses that a threshold is chosen by.
const fewestGiven = 20

// chooseThreshold takes guesses by descending probability, at most position.Most a statement and,
// after its first, only such as have the probability second, and gives the lowest threshold above
// which their probabilities have the mean that is asked for. The mean is what precision the model
// expects of itself; the precision of some hundred guesses is too rough a measure to choose by.
func chooseThreshold(guesses []guess, gold int, mean, second float64) choice {
	sort.SliceStable(guesses, func(i, j int) bool { return guesses[i].prob > guesses[j].prob })
	taken := map[int]int{}
	best := choice{least: 1} // no threshold reaches the mean: give nothing
	given, bears, right, sum := 0, 0, 0, 0.0
	for i, g := range guesses {
		if n := taken[g.statement]; n == 0 || n < position.Most && g.prob >= second {
			taken[g.statement]++
			given++
			sum += g.prob
			if g.gold != 0 {
				bears++
			}
			if g.gold == g.sign {
				right++
			}
		}
		if i+1 < len(guesses) && guesses[i+1].prob == g.prob || given < fewestGiven || sum/float64(given) < mean {
			continue
		}
		best = choice{least: math.Floor(g.prob*1e3) / 1e3, precision: float64(right) / float64(given), recall: float64(right) / float64(max(1, gold)), sign: float64(right) / float64(max(1, bears))}
		if right > 0 {
			best.f1 = 2 * best.precision * best.recall / (best.precision + best.recall)
		}
	}
	return best
}
