package compare

import (
	"math"
	"slices"
)

// Result is what there is to say about the difference of two groups. NaN where
// there is nothing to say.
type Result struct {
	NA, NB               int // scored groups, copies once
	ArticlesA, ArticlesB int
	MeanA, MeanB         float64
	Difference           float64 // MeanA - MeanB
	Low, High            float64 // 95 % interval of Difference
	Effect               float64 // Cliff's delta, -1..1
	P                    float64
	StatementsA          int // copies counted each
	StatementsB          int
	MeanAllA, MeanAllB   float64 // copies counted each
	Abstained            float64 // share of both sides' groups without a score
}

// Difference compares two groups of units. The name seeds the resampling, so
// that a comparison gives the same figures wherever and whenever it is made.
func Difference(a, b []Unit, cfg Config, name string) Result {
	cfg = cfg.filled()
	nan := math.NaN()
	r := Result{
		NA: len(a), NB: len(b), MeanA: mean(a), MeanB: mean(b),
		Difference: nan, Low: nan, High: nan, Effect: nan, P: nan,
		MeanAllA: nan, MeanAllB: nan, Abstained: nan,
	}
	bs := blocks(a, b)
	for _, k := range bs {
		if k.nA > 0 {
			r.ArticlesA++
		}
		if k.nB > 0 {
			r.ArticlesB++
		}
	}
	if len(a) == 0 || len(b) == 0 {
		return r
	}
	r.Difference = r.MeanA - r.MeanB
	r.Effect = cliff(a, b)
	rng := source(cfg.Seed, name)
	r.Low, r.High = differenceInterval(bs, cfg, rng)
	if r.enough(cfg) {
		r.P = permutation(bs, cfg, rng)
	}
	return r
}

func (r Result) enough(cfg Config) bool {
	return r.NA >= cfg.MinStatements && r.NB >= cfg.MinStatements &&
		r.ArticlesA >= cfg.MinArticles && r.ArticlesB >= cfg.MinArticles
}

func mean(us []Unit) float64 {
	if len(us) == 0 {
		return math.NaN()
	}
	sum := 0.0
	for _, u := range us {
		sum += u.Value
	}
	return sum / float64(len(us))
}

// cliff is the share of pairs in which A's value is above B's less the share in
// which it is below.
func cliff(a, b []Unit) float64 {
	y := make([]float64, len(b))
	for i, u := range b {
		y[i] = u.Value
	}
	slices.Sort(y)
	wins := 0
	for _, u := range a {
		below, _ := slices.BinarySearch(y, u.Value)
		notAbove := below
		for notAbove < len(y) && y[notAbove] == u.Value {
			notAbove++
		}
		wins += below - (len(y) - notAbove)
	}
	return float64(wins) / float64(len(a)*len(b))
}

// Adjust corrects p-values for their number after Benjamini and Hochberg: what
// share of the findings at or below each would be false. NaN stays NaN and does
// not count.
func Adjust(p []float64) []float64 {
	var order []int
	for i, x := range p {
		if known(x) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(i, j int) int {
		switch {
		case p[i] != p[j] && p[i] > p[j], p[i] == p[j] && i > j:
			return -1
		}
		return 1
	})
	out := slices.Repeat([]float64{math.NaN()}, len(p))
	least := 1.0
	for k, i := range order {
		rank := len(order) - k
		least = min(least, p[i]*float64(len(order))/float64(rank))
		out[i] = least
	}
	return out
}
