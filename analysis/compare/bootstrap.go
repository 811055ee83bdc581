package compare

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
)

// Means are resampled in two ways. For the interval of one mean the articles of a cell are drawn
// with replacement (draw). For differences of means there is the Poisson bootstrap (Hanley and
// MacGibbon 2006; weighted): in each resample every article has a weight of its own from a Poisson
// distribution of mean 1. The weights follow from the article's name alone, so that an article
// weighs the same in every group. The resampled means of a group are therefore made once, in one
// pass over its articles, and the difference of any two groups is resampled by subtracting theirs;
// what one article does to both stays together. With fewer than a dozen articles the Poisson
// weights spread a little wider: more resamples lack all articles of one kind.

// poissonCounts is how many of 4096 equally likely draws have the weights 0, 1, 2, ...: the
// probabilities of a Poisson variable of mean 1, rounded so that mean and variance are exactly 1.
var poissonCounts = [...]int{1506, 1509, 752, 251, 63, 12, 3}

var poissonWeights = func() (table [4096]uint8) {
	i := 0
	for weight, n := range poissonCounts {
		for range n {
			table[i] = uint8(weight)
			i++
		}
	}
	return table
}()

// resampler makes intervals and p-values, one after the other and in the same memory.
type resampler struct {
	cfg      Config
	seeds    []uint64 // of the clusters' weights
	clusters marks
	place    []int32 // of a cluster among the blocks or tallies
	blocks   []block
	articles []int32 // the cluster of each tally
	tallies  [][len(Dimensions)]sums
	weights  []uint8 // of one article in every resample
	totals   [len(Dimensions)][]sums
	draws    []float64
	parts    [][]issueBlock        // of each article, see agreement
	tails    [manyArticles]float64 // see tail, 0 where it is not known yet
}

// sums is a number of statements and the sum of their scores.
type sums struct{ n, s float64 }

// newResampler is for units of the clusters 0 to len(seeds)-1; cfg is filled.
func newResampler(cfg Config, seeds []uint64) *resampler {
	n := len(seeds)
	return &resampler{cfg: cfg, seeds: seeds, clusters: newMarks(n), place: make([]int32, n)}
}

// draw fills in the resampled means of the groups of one cell, at most one for each of the
// Dimensions, by drawing its articles with replacement: two from each 64 random bits, with a bias
// of at most 1 in 2^32 times their number.
func (r *resampler) draw(rng *rand.PCG, groups ...*group) {
	r.tally(groups)
	all := r.tallies
	for _, g := range groups {
		g.resampled = slices.Grow(g.resampled[:0], r.cfg.Resamples)
	}
	for range r.cfg.Resamples {
		var totals [len(Dimensions)]sums
		for left := len(all); left > 0; left -= 2 {
			u := rng.Uint64()
			x, y := &all[u>>32*uint64(len(all))>>32], &nobody
			if left > 1 {
				y = &all[u&math.MaxUint32*uint64(len(all))>>32]
			}
			for i := range groups {
				totals[i].n += x[i].n + y[i].n
				totals[i].s += x[i].s + y[i].s
			}
		}
		for i, g := range groups {
			g.resampled = append(g.resampled, totals[i].s/totals[i].n)
		}
	}
}

var nobody [len(Dimensions)]sums

// weighted fills in the resampled means of groups, at most one for each of the Dimensions, by the
// weights of their articles.
func (r *resampler) weighted(groups ...*group) {
	r.tally(groups)
	if r.weights == nil {
		r.weights = make([]uint8, r.cfg.Resamples)
	}
	for i := range groups {
		if r.totals[i] == nil {
			r.totals[i] = make([]sums, r.cfg.Resamples)
		}
		clear(r.totals[i])
	}
	for k, article := range r.articles {
		r.weigh(article)
		for i := range groups {
			if t := r.tallies[k][i]; t.n > 0 {
				addWeighted(r.totals[i], r.weights, t)
			}
		}
	}
	for i, g := range groups {
		g.resampled = slices.Grow(g.resampled[:0], r.cfg.Resamples)
		for _, t := range r.totals[i] {
			g.resampled = append(g.resampled, t.s/t.n)
		}
	}
}

// tally sums up each of the groups by article.
func (r *resampler) tally(groups []*group) {
	r.clusters.clear()
	r.articles, r.tallies = r.articles[:0], r.tallies[:0]
	for i, g := range groups {
		for _, u := range g.units {
			if r.clusters.first(u.cluster) {
				r.place[u.cluster] = int32(len(r.articles))
				r.articles, r.tallies = append(r.articles, u.cluster), append(r.tallies, [len(Dimensions)]sums{})
			}
			t := &r.tallies[r.place[u.cluster]][i]
			t.n++
			t.s += u.value
		}
	}
}

// addWeighted adds an article to the totals of every resample.
func addWeighted(totals []sums, weights []uint8, t sums) {
	var times [8]sums // by weight
	for w := range poissonCounts {
		times[w] = sums{float64(w) * t.n, float64(w) * t.s}
	}
	totals = totals[:len(weights)]
	for i, w := range weights {
		x := &times[w&7]
		totals[i].n += x.n
		totals[i].s += x.s
	}
}

// weigh draws the weights of a cluster.
func (r *resampler) weigh(cluster int32) {
	var rng rand.PCG
	rng.Seed(r.cfg.Seed, r.seeds[cluster])
	for rest := r.weights; len(rest) > 0; {
		u := rng.Uint64()
		some := rest[:min(5, len(rest))] // 12 bits each
		for i := range some {
			some[i] = poissonWeights[u&4095]
			u >>= 12
		}
		rest = rest[len(some):]
	}
}

// source gives the random numbers of one cell or comparison: they depend on its name alone.
func source(seed uint64, name string) *rand.PCG { return rand.NewPCG(seed, hashOf(name)) }

func hashOf(name string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(name))
	return h.Sum64()
}

// numberUnits gives the clusters of units numbers, the same in all lists, and the seed of each.
func numberUnits(lists ...[]Unit) (out [][]unit, seeds []uint64) {
	index := map[string]int32{}
	for _, us := range lists {
		list := make([]unit, len(us))
		for i, u := range us {
			k, ok := index[u.Cluster]
			if !ok {
				k = int32(len(index))
				index[u.Cluster] = k
				seeds = append(seeds, hashOf(u.Cluster))
			}
			list[i] = unit{value: u.Value, cluster: k}
		}
		out = append(out, list)
	}
	return out, seeds
}
