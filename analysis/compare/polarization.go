package compare

import (
	"math"
	"slices"

	"readout/analysis"
)

// Polarization says how divided the statements on one issue are, and whether
// along the lines of the sides. A figure is NaN where it means nothing.
//
// Between is the share of the variance of the scores that lies between the sides,
// 0 to 1 (the correlation ratio, Fisher 1925). Distance is how far the sides
// stand apart, weighted by how much each says: twice the sum over all pairs of
// sides of p_i^2 p_j |mean_i - mean_j|, which is 1 for two sides of one size at
// the ends of a scale from -1 to 1 and 0 where all sides are at one place
// (Esteban and Ray 1994, with alpha = 1). Both grow by chance where statements
// are few, so they are corrected by the jackknife.
//
// Consensus is van der Eijk's (2001) agreement A of the labels, whoever made
// them: 1 where all statements have one label, 0 where the three labels are
// equally frequent, -1 where half are at either end.
//
// The intervals leave out an article at a time. In simulations they cover 90 to
// 100 % of the time (TestPolarizationIntervalsCover), least where sides are level.
type Polarization struct {
	Issue, Period string // "" for all
	Dimension     analysis.Dimension
	Sides         int // that have a score
	Scored        int // groups of the same words with a score, once for each of their sides
	Articles      int

	Between, Distance, Consensus Estimate

	Sufficient bool // at least two sides reach the minimum of a comparison
}

// Estimate is a figure with its 95 % interval, NaN where there is none.
type Estimate struct{ Value, Low, High float64 }

// tally is what a side's statements add up to: in all, or in one article.
type tally struct {
	n, sum, squares float64
	labels          [3]float64 // negative, neutral, positive
}

func (t *tally) add(o tally, sign float64) {
	t.n += sign * o.n
	t.sum += sign * o.sum
	t.squares += sign * o.squares
	for i := range t.labels {
		t.labels[i] += sign * o.labels[i]
	}
}

// Polarizations measures every issue, and all together, over all times and in
// each period, in every dimension. Only observations whose side is known count.
// Rows are in the order of issue, period and dimension.
func Polarizations(obs []Observation, cfg Config) []Polarization {
	cfg = cfg.filled()
	g := newGatherer(number(obs))
	var out []Polarization
	listsOf(obs, BySide).each(func(issue, period string, lists map[string][]int32) {
		sides := map[string]*[len(Dimensions)]group{}
		for name, list := range lists {
			c := g.gather(list)
			sides[name] = &[len(Dimensions)]group{}
			for dim := range sides[name] {
				g.group(c, dim, &sides[name][dim])
			}
		}
		dims := cfg.dimensions()
		rows := make([]Polarization, len(dims))
		each(len(rows), cfg.Workers, func(_, i int) {
			rows[i] = polarization(sides, dims[i], cfg)
			rows[i].Issue, rows[i].Period, rows[i].Dimension = issue, period, Dimensions[dims[i]]
		})
		out = append(out, rows...)
	})
	return out
}

func polarization(sides map[string]*[len(Dimensions)]group, dim int, cfg Config) Polarization {
	names := sortedKeys(sides)
	var p Polarization
	var articles byArticle[sideTally]
	whole := make([]tally, len(names))
	enough := 0
	for s, name := range names {
		g := &sides[name][dim]
		for _, u := range g.units {
			t := tally{n: 1, sum: u.value, squares: u.value * u.value}
			t.labels[1+u.sign] = 1
			whole[s].add(t, 1)
			a := articles.of(u.cluster)
			*a = addTo(*a, s, t)
		}
		if whole[s].n > 0 {
			p.Sides++
			p.Scored += int(whole[s].n)
		}
		if int(whole[s].n) >= cfg.MinStatements && g.articles >= cfg.MinArticles {
			enough++
		}
	}
	p.Articles, p.Sufficient = len(articles.all), enough >= 2
	p.estimate(whole, articles.all)
	return p
}

// byArticle holds what stands in each article, in the order in which they come.
type byArticle[T any] struct {
	all   [][]T
	index map[int32]int // by cluster
}

// of is the list of an article, for more to be put on it.
func (b *byArticle[T]) of(cluster int32) *[]T {
	if b.index == nil {
		b.index = map[int32]int{}
	}
	i, ok := b.index[cluster]
	if !ok {
		i = len(b.all)
		b.index[cluster] = i
		b.all = append(b.all, nil)
	}
	return &b.all[i]
}

// sideTally is what one side says in one article.
type sideTally struct {
	side int
	tally
}

func addTo(all []sideTally, side int, t tally) []sideTally {
	k := slices.IndexFunc(all, func(s sideTally) bool { return s.side == side })
	if k < 0 {
		return append(all, sideTally{side, t})
	}
	all[k].add(t, 1)
	return all
}

// estimate fills in the three measures: each on the whole, and once without each
// of the articles.
func (p *Polarization) estimate(whole []tally, articles [][]sideTally) {
	measures := [...]struct {
		of        func([]tally) float64
		to        *Estimate
		low       float64 // of the measure's range
		corrected bool
	}{
		{betweenShare, &p.Between, 0, true},
		{distance, &p.Distance, 0, true},
		{consensus, &p.Consensus, -1, false},
	}
	var without [len(measures)][]float64
	for _, a := range articles {
		if len(articles) < MinIntervalArticles {
			break
		}
		for _, s := range a {
			whole[s.side].add(s.tally, -1)
		}
		for m := range measures {
			without[m] = append(without[m], measures[m].of(whole))
		}
		for _, s := range a {
			whole[s.side].add(s.tally, 1)
		}
	}
	for m, x := range measures {
		*x.to = jackknife(x.of(whole), without[m], x.corrected, x.low, 1)
	}
}

// jackknife gives a measure with its interval from what it is without each
// article in turn (Efron and Tibshirani 1993, 11), kept within its range. Where
// there are too few articles to leave one out the measure stands as it is.
func jackknife(whole float64, without []float64, corrected bool, low, high float64) Estimate {
	nan := math.NaN()
	if !known(whole) || len(without) == 0 || slices.ContainsFunc(without, math.IsNaN) {
		return Estimate{whole, nan, nan}
	}
	k := float64(len(without))
	mean, spread := 0.0, 0.0
	for _, x := range without {
		mean += x / k
	}
	for _, x := range without {
		spread += (x - mean) * (x - mean)
	}
	at := whole
	if corrected {
		at = k*whole - (k-1)*mean
	}
	t := studentQuantile(k - 1)
	reach := t * math.Sqrt(spread*(k-1)/k)
	within := func(x float64) float64 { return min(high, max(low, x)) }
	at = within(at)
	return Estimate{at, within(at - reach), within(at + reach)}
}

// betweenShare is the sum of squares between the sides over the whole sum of squares.
// Counts are sums of ones, added and taken away: exact, so that 0 is 0.
func betweenShare(sides []tally) float64 {
	var all tally
	inner, n := 0.0, 0
	for _, s := range sides {
		if s.n == 0 {
			continue
		}
		n++
		all.add(s, 1)
		inner += s.squares - s.sum*s.sum/s.n
	}
	total := all.squares - all.sum*all.sum/all.n
	if n < 2 || total < 1e-12 {
		return math.NaN()
	}
	return 1 - max(0, inner)/total
}

// distance is Esteban and Ray's polarization of the sides' means.
func distance(sides []tally) float64 {
	total, n := 0.0, 0
	for _, s := range sides {
		total += s.n
		if s.n > 0 {
			n++
		}
	}
	if n < 2 {
		return math.NaN()
	}
	sum := 0.0
	for i, a := range sides {
		for _, b := range sides[i+1:] {
			if a.n > 0 && b.n > 0 {
				p, q := a.n/total, b.n/total
				sum += p * q * (p + q) * math.Abs(a.sum/a.n-b.sum/b.n)
			}
		}
	}
	return 2 * sum
}

// consensus is van der Eijk's A of the labels of all sides: the distribution is
// cut into layers in which every label that is there is equally frequent, each
// with an agreement of its own, and A is their mean by weight. Of three labels
// one alone agrees fully, two neighbours half, the two ends not at all (-1), and
// all three are 0.
func consensus(sides []tally) float64 {
	var x [3]float64
	for _, s := range sides {
		for i := range x {
			x[i] += s.labels[i]
		}
	}
	total := x[0] + x[1] + x[2]
	if total < 1 {
		return math.NaN()
	}
	all := min(x[0], x[1], x[2]) // a layer of all three adds nothing
	for i := range x {
		x[i] -= all
	}
	ends, neighbours := min(x[0], x[2]), max(min(x[0], x[1]), min(x[1], x[2]))
	alone := x[0] + x[1] + x[2] - 2*ends - 2*neighbours
	return (alone + 0.5*2*neighbours - 2*ends) / total
}
