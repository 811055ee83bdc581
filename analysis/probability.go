package analysis

import "math"

// Probability is what log-odds come to, between 0 and 1.
func Probability(logOdds float64) float64 { return 1 / (1 + math.Exp(-logOdds)) }

// Softmax makes scores into probabilities, in place: exp(score) over the sum of all.
func Softmax(scores []float64) []float64 {
	top, sum := math.Inf(-1), 0.0
	for _, x := range scores {
		top = max(top, x)
	}
	for k := range scores {
		scores[k] = math.Exp(scores[k] - top)
		sum += scores[k]
	}
	for k := range scores {
		scores[k] /= sum
	}
	return scores
}
