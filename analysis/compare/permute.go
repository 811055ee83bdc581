package compare

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// exactLimit is the number of arrangements up to which all are looked at.
const exactLimit = 5000

// A p-value that rare or fewer of the first draws reach is drawn on to extended
// times as many, so that it is not cut off where it must still be corrected for
// hundreds of other questions.
const (
	rare     = 4
	extended = 5
)

// permutation is the two-sided p-value of a difference of means under the
// hypothesis that the group names could be exchanged. In an article that quotes
// both groups the two blocks are swapped; among the others the names are dealt
// anew. The statistic is studentized, so that groups of unlike spread or size do
// not look different.
func (r *resampler) permutation(bs []block, rng *rand.Rand) float64 {
	var paired, single []int
	nSingleA := 0
	for i, b := range bs {
		switch {
		case b.nA > 0 && b.nB > 0:
			paired = append(paired, i)
		default:
			single = append(single, i)
			if b.nA > 0 {
				nSingleA++
			}
		}
	}
	observed := math.Abs(studentized(bs))
	r.work = append(r.work[:0], bs...)
	work := r.work
	hits, total := 0, 0
	try := func() {
		total++
		if math.Abs(studentized(work)) >= observed-1e-12 {
			hits++
		}
	}
	if arrangements(len(paired), len(single), nSingleA) <= exactLimit {
		eachDeal(len(single), nSingleA, func(deal uint64) {
			dealSingles(work, bs, single, func(j int) bool { return deal>>j&1 == 1 })
			for swap := range uint64(1) << len(paired) {
				swapPairs(work, bs, paired, func(j int) bool { return swap>>j&1 == 1 })
				try()
			}
		})
		return float64(hits) / float64(total)
	}
	order := make([]int, len(single))
	for i := range order {
		order[i] = i
	}
	for range extended * r.cfg.Resamples {
		if total == r.cfg.Resamples && hits > rare {
			break
		}
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		dealSingles(work, bs, single, func(j int) bool { return order[j] < nSingleA })
		swapPairs(work, bs, paired, func(int) bool { return rng.Uint64()&1 == 1 })
		try()
	}
	return float64(hits+1) / float64(total+1) // the observed arrangement is one of them
}

// studentized is the difference of means over its standard error.
func studentized(bs []block) float64 {
	var t block
	for i := range bs {
		t.add(bs[i])
	}
	mA, mB := t.sA/t.nA, t.sB/t.nB
	d := mA - mB
	if math.Abs(d) < 1e-12 {
		return 0
	}
	v := 0.0
	for i := range bs {
		b := &bs[i]
		u := (b.sA-b.nA*mA)/t.nA - (b.sB-b.nB*mB)/t.nB
		v += u * u
	}
	if v < 1e-24 {
		return math.Inf(1)
	}
	return d / math.Sqrt(v)
}

func dealSingles(work, bs []block, single []int, toA func(j int) bool) {
	for j, i := range single {
		n, s := bs[i].nA+bs[i].nB, bs[i].sA+bs[i].sB
		if toA(j) {
			work[i] = block{nA: n, sA: s}
		} else {
			work[i] = block{nB: n, sB: s}
		}
	}
}

func swapPairs(work, bs []block, paired []int, swap func(j int) bool) {
	for j, i := range paired {
		b := bs[i]
		if swap(j) {
			b = block{nA: b.nB, sA: b.sB, nB: b.nA, sB: b.sA}
		}
		work[i] = b
	}
}

// arrangements counts 2^paired times (single choose a), or something above
// exactLimit where that is larger.
func arrangements(paired, single, a int) int {
	if paired > 12 || single > 30 {
		return exactLimit + 1
	}
	n := 1
	for i := range a {
		n = n * (single - i) / (i + 1)
	}
	return n << paired
}

// eachDeal calls do with every set of a bits among n.
func eachDeal(n, a int, do func(uint64)) {
	if a == 0 {
		do(0)
		return
	}
	for set := uint64(1)<<a - 1; set < 1<<n; {
		do(set)
		low := set & -set // Gosper: the next larger number with as many bits
		ripple := set + low
		set = ripple | (set^ripple)>>(2+bits.TrailingZeros64(low))
	}
}
