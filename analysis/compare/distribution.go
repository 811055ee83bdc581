package compare

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mathext"
)

// Distribution functions on top of gonum's incomplete beta function, since gonum/stat would
// link gonum's optimizer into every run.

// studentQuantile is the 97.5 % quantile of Student's t with nu degrees of freedom.
func studentQuantile(nu float64) float64 {
	p := 0.975
	t := mathext.InvRegIncBeta(nu/2, 0.5, 2*(1-p))
	return math.Sqrt(nu * (1 - t) / t)
}

// studentSurvival is P(T > x) for Student's t with nu degrees of freedom, x >= 0.
func studentSurvival(x, nu float64) float64 {
	if x == 0 {
		return 0.5
	}
	return 0.5 * mathext.RegIncBeta(nu/2, 0.5, nu/(x*x+nu))
}

// normalCDF is P(Z <= x) for a standard normal Z.
func normalCDF(x float64) float64 { return 0.5 * math.Erfc(-x/math.Sqrt2) }

// stdDev is the standard deviation of a sample of two or more values, by the
// corrected two-pass algorithm (1.7) of Chan, Golub and LeVeque (1983).
func stdDev(x []float64) float64 {
	n := float64(len(x))
	mean := floats.Sum(x) / n
	squares, rest := 0.0, 0.0
	for _, v := range x {
		d := v - mean
		squares += d * d
		rest += d
	}
	return math.Sqrt((squares - rest*rest/n) / (n - 1))
}
