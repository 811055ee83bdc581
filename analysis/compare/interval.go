package compare

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// block is what one article adds to the means of two groups.
type block struct {
	nA, nB float64
	sA, sB float64
}

// totals are the sums over blocks.
type totals struct{ nA, nB, sA, sB float64 }

func (t *totals) add(b block) {
	t.nA += b.nA
	t.nB += b.nB
	t.sA += b.sA
	t.sB += b.sB
}

func (t totals) diff() float64 { return t.sA/t.nA - t.sB/t.nB }

// blocks gathers units by article, in order of first appearance.
func blocks(a, b []Unit) []block {
	index := map[string]int{}
	var out []block
	at := func(cluster string) *block {
		i, ok := index[cluster]
		if !ok {
			i = len(out)
			index[cluster] = i
			out = append(out, block{})
		}
		return &out[i]
	}
	for _, u := range a {
		k := at(u.Cluster)
		k.nA++
		k.sA += u.Value
	}
	for _, u := range b {
		k := at(u.Cluster)
		k.nB++
		k.sB += u.Value
	}
	return out
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
	cfg = cfg.filled()
	bs := blocks(us, nil)
	k := float64(len(bs))
	if len(bs) < MinIntervalArticles {
		return math.NaN(), math.NaN()
	}
	rng := source(cfg.Seed, name)
	means := make([]float64, cfg.Resamples)
	for r := range means {
		var t totals
		for range bs {
			t.add(bs[rng.IntN(len(bs))])
		}
		means[r] = t.sA / t.nA
	}
	return expanded(means, math.Sqrt(k/(k-1)), k-1)
}

// differenceInterval is the interval of mean A minus mean B. Articles are drawn
// from one pool, so that what one article does to both groups stays together.
func differenceInterval(bs []block, cfg Config, rng *rand.Rand) (low, high float64) {
	v := variance(bs)
	if v.kA < MinIntervalArticles || v.kB < MinIntervalArticles {
		return math.NaN(), math.NaN()
	}
	diffs := make([]float64, cfg.Resamples)
	for r := range diffs {
		var t totals
		for t.nA == 0 || t.nB == 0 { // a draw without one of the groups says nothing
			t = totals{}
			for range bs {
				t.add(bs[rng.IntN(len(bs))])
			}
		}
		diffs[r] = t.diff()
	}
	factor, df := v.smallSample()
	return expanded(diffs, factor, df)
}

// clusterVariance is the linearized variance of a difference of two means.
type clusterVariance struct {
	kA, kB int     // articles with each group
	vA, vB float64 // sums of squared influences
}

func variance(bs []block) clusterVariance {
	var t totals
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
