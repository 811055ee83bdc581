package analysis

import "math"

// Probability is what log-odds come to, between 0 and 1.
func Probability(logOdds float64) float64 { return 1 / (1 + math.Exp(-logOdds)) }
