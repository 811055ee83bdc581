package compare

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// block is the numbers and sums behind the means of two groups: what one article
// adds to them, or all that were added up.
type block struct{ nA, nB, sA, sB float64 }

func (t *block) add(b block) {
	t.nA += b.nA
	t.nB += b.nB
	t.sA += b.sA
	t.sB += b.sB
}

func (t *block) take(b block) {
	t.nA -= b.nA
	t.nB -= b.nB
	t.sA -= b.sA
	t.sB -= b.sB
}

func (t block) diff() float64 { return t.sA/t.nA - t.sB/t.nB }

// resampler makes intervals and p-values, one after the other and in the same memory.
type resampler struct {
	cfg      Config
	clusters marks
	place    []int32 // of a cluster among the blocks
	blocks   []block
	work     []block
	draws    []float64
}

// newResampler is for units of the clusters 0 to n-1; cfg is filled.
func newResampler(cfg Config, n int) *resampler {
	return &resampler{cfg: cfg, clusters: newMarks(n), place: make([]int32, n), draws: make([]float64, cfg.Resamples)}
}

// byArticle makes blocks of units by article, in order of first appearance.
func (r *resampler) byArticle(a, b []unit) []block {
	r.clusters.clear()
	r.blocks = r.blocks[:0]
	at := func(cluster int32) *block {
		if r.clusters.first(cluster) {
			r.place[cluster] = int32(len(r.blocks))
			r.blocks = append(r.blocks, block{})
		}
		return &r.blocks[r.place[cluster]]
	}
	for _, u := range a {
		k := at(u.cluster)
		k.nA++
		k.sA += u.value
	}
	for _, u := range b {
		k := at(u.cluster)
		k.nB++
		k.sB += u.value
	}
	return r.blocks
}

// numberUnits gives the clusters of units numbers, the same in all lists, and
// says how many there are.
func numberUnits(lists ...[]Unit) (out [][]unit, n int) {
	index := map[string]int32{}
	for _, us := range lists {
		list := make([]unit, len(us))
		for i, u := range us {
			k, ok := index[u.Cluster]
			if !ok {
				k = int32(len(index))
				index[u.Cluster] = k
			}
			list[i] = unit{value: u.Value, cluster: k}
		}
		out = append(out, list)
	}
	return out, len(index)
}

// source gives the random numbers of one cell: they depend on its name alone.
func source(seed uint64, name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// Interval is the 95 % interval of the mean of us, NaN below
// MinIntervalArticles articles. The name seeds the resampling.
func Interval(us []Unit, cfg Config, name string) (low, high float64) {
	lists, n := numberUnits(us)
	return newResampler(cfg.filled(), n).interval(lists[0], name)
}

func (r *resampler) interval(us []unit, name string) (low, high float64) {
	bs := r.byArticle(us, nil)
	k := float64(len(bs))
	if len(bs) < MinIntervalArticles {
		return math.NaN(), math.NaN()
	}
	rng := source(r.cfg.Seed, name)
	for i := range r.draws {
		var t block
		for range bs {
			t.add(bs[rng.IntN(len(bs))])
		}
		r.draws[i] = t.sA / t.nA
	}
	return expanded(r.draws, math.Sqrt(k/(k-1)), k-1)
}

// differenceInterval is the interval of mean A minus mean B. Articles are drawn
// from one pool, so that what one article does to both groups stays together.
func (r *resampler) differenceInterval(bs []block, rng *rand.Rand) (low, high float64) {
	v := variance(bs)
	if v.kA < MinIntervalArticles || v.kB < MinIntervalArticles {
		return math.NaN(), math.NaN()
	}
	for i := range r.draws {
		var t block
		for t.nA == 0 || t.nB == 0 { // a draw without one of the groups says nothing
			t = block{}
			for range bs {
				t.add(bs[rng.IntN(len(bs))])
			}
		}
		r.draws[i] = t.diff()
	}
	factor, df := v.smallSample()
	return expanded(r.draws, factor, df)
}

// clusterVariance is the linearized variance of a difference of two means.
type clusterVariance struct {
	kA, kB int     // articles with each group
	vA, vB float64 // sums of squared influences
}

func variance(bs []block) clusterVariance {
	var t block
	for _, b := range bs {
		t.add(b)
	}
	mA, mB := t.sA/t.nA, t.sB/t.nB
	var v clusterVariance
	for _, b := range bs {
		var uA, uB float64
		if b.nA > 0 {
			v.kA++
			uA = (b.sA - b.nA*mA) / t.nA
		}
		if b.nB > 0 {
			v.kB++
			uB = (b.sB - b.nB*mB) / t.nB
		}
		v.vA += uA * uA
		v.vB += uB * uB
	}
	return v
}

// smallSample is by how much a bootstrap of few articles is too narrow, and the
// degrees of freedom after Welch and Satterthwaite.
func (v clusterVariance) smallSample() (factor, df float64) {
	kA, kB := float64(v.kA), float64(v.kB)
	wA, wB := v.vA*kA/(kA-1), v.vB*kB/(kB-1)
	if wA+wB == 0 {
		return 1, kA + kB - 2
	}
	df = (wA + wB) * (wA + wB) / (wA*wA/(kA-1) + wB*wB/(kB-1))
	return math.Sqrt((wA + wB) / (v.vA + v.vB)), df
}

// expanded takes the percentiles of a bootstrap distribution further out, so
// that they reach as far as Student's t with df degrees would on few articles.
func expanded(draws []float64, factor, df float64) (low, high float64) {
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(0.975)
	tail := distuv.UnitNormal.CDF(-factor * t)
	slices.Sort(draws)
	return quantile(draws, tail), quantile(draws, 1-tail)
}

// quantile interpolates between order statistics (type 7 of Hyndman and Fan, the
// default of R and numpy).
func quantile(sorted []float64, p float64) float64 {
	h := p * float64(len(sorted)-1)
	i := int(math.Floor(h))
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}
