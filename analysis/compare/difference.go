package compare

import (
	"math"
	"slices"
	"sort"
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
	Many                 bool    // Low, High and P come from Student's t, as both groups have at least 60 articles
}

// Difference compares two groups of units. The name seeds the permutations, and the
// articles' names the bootstrap, so that a comparison gives the same figures wherever and
// whenever it is made.
func Difference(a, b []Unit, cfg Config, name string) Result {
	lists, seeds := numberUnits(a, b)
	return newResampler(cfg.filled(), seeds).difference(groupOf(lists[0]), groupOf(lists[1]), name)
}

// group is the units of one group on one dimension.
type group struct {
	units     []unit
	sorted    []float64 // their values, ascending
	articles  int       // different ones
	resampled []float64 // means in the resamples, nil until an interval needs them
}

func groupOf(us []unit) *group { return &group{units: us, sorted: sortedValues(us)} }

func (r *resampler) difference(ga, gb *group, name string) Result {
	a, b := ga.units, gb.units
	nan := math.NaN()
	d := Result{
		NA: len(a), NB: len(b), MeanA: mean(a), MeanB: mean(b),
		Difference: nan, Low: nan, High: nan, Effect: nan, P: nan,
		MeanAllA: nan, MeanAllB: nan, Abstained: nan,
	}
	bs := r.byArticle(a, b)
	d.countArticles(bs)
	if len(a) == 0 || len(b) == 0 {
		return d
	}
	d.Difference = d.MeanA - d.MeanB
	d.Effect = cliff(ga.sorted, gb.sorted)
	d.Many = min(d.ArticlesA, d.ArticlesB) >= manyArticles
	if d.enough(r.cfg) {
		d.P = r.permutation(bs, source(r.cfg.Seed, name))
	}
	d.Low, d.High = r.differenceInterval(ga, gb, bs)
	return d
}

func (r *Result) countArticles(bs []block) {
	for _, k := range bs {
		if k.nA > 0 {
			r.ArticlesA++
		}
		if k.nB > 0 {
			r.ArticlesB++
		}
	}
}

func (r Result) enough(cfg Config) bool {
	return r.NA >= cfg.MinStatements && r.NB >= cfg.MinStatements &&
		r.ArticlesA >= cfg.MinArticles && r.ArticlesB >= cfg.MinArticles
}

func mean(us []unit) float64 {
	if len(us) == 0 {
		return math.NaN()
	}
	sum := 0.0
	for _, u := range us {
		sum += u.value
	}
	return sum / float64(len(us))
}

// cliff is the share of pairs in which A's value is above B's less the share in
// which it is below. Both must be sorted; each value of the shorter is searched in the longer.
func cliff(a, b []float64) float64 {
	if len(a) > len(b) {
		return 0 - cliff(b, a) // not -0
	}
	wins := 0
	for _, x := range a {
		below, _ := slices.BinarySearch(b, x)
		upTo := sort.Search(len(b), func(i int) bool { return b[i] > x })
		wins += below - (len(b) - upTo)
	}
	return float64(wins) / float64(len(a)*len(b))
}

func sortedValues(us []unit) []float64 {
	values := make([]float64, len(us))
	for i, u := range us {
		values[i] = u.value
	}
	slices.Sort(values)
	return values
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
