package compare

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// exactLimit is the number of arrangements up to which all are looked at.
const exactLimit = 5000

// Sequential Monte Carlo p-values (Besag and Clifford 1991): random permutations stop when
// enoughHits of them reach the observed statistic. The relative error of the p-value is then
// about one in seven (1/sqrt(enoughHits)), and a p-value of a half takes a hundred draws. Small
// p-values get up to extended times Resamples draws, so that they can still be significant
// after adjustment for hundreds of comparisons.
const (
	enoughHits = 50
	extended   = 3
)

// moments are the sums over articles from which the studentized difference of two groups is
// computed: numbers and sums of scores of A and B, and their products. An article's terms can
// be added and subtracted, so that a permutation costs only the articles that it moves.
type moments struct {
	block
	nnA, nsA, ssA          float64
	nnB, nsB, ssB          float64
	nAnB, nAsB, sAnB, sAsB float64
}

func (m *moments) add(b block) {
	m.block.add(b)
	if b.nA > 0 {
		m.nnA += b.nA * b.nA
		m.nsA += b.nA * b.sA
		m.ssA += b.sA * b.sA
	}
	if b.nB > 0 {
		m.nnB += b.nB * b.nB
		m.nsB += b.nB * b.sB
		m.ssB += b.sB * b.sB
	}
	if b.nA > 0 && b.nB > 0 {
		m.nAnB += b.nA * b.nB
		m.nAsB += b.nA * b.sB
		m.sAnB += b.sA * b.nB
		m.sAsB += b.sA * b.sB
	}
}

// lone is the terms of an article with one group alone: number, sum of scores, their products.
type lone struct{ n, s, nn, ns, ss float64 }

func loneOf(b block) lone {
	n, s := b.nA+b.nB, b.sA+b.sB
	return lone{n, s, n * n, n * s, s * s}
}

func (l *lone) add(o *lone) {
	l.n += o.n
	l.s += o.s
	l.nn += o.nn
	l.ns += o.ns
	l.ss += o.ss
}

// moveToA moves articles with B alone to A.
func (m *moments) moveToA(l *lone) {
	m.nA, m.sA, m.nB, m.sB = m.nA+l.n, m.sA+l.s, m.nB-l.n, m.sB-l.s
	m.nnA, m.nsA, m.ssA = m.nnA+l.nn, m.nsA+l.ns, m.ssA+l.ss
	m.nnB, m.nsB, m.ssB = m.nnB-l.nn, m.nsB-l.ns, m.ssB-l.ss
}

// studentized is the difference of means divided by its standard error.
func (m *moments) studentized() float64 {
	mA, mB := m.sA/m.nA, m.sB/m.nB
	d := mA - mB
	if math.Abs(d) < 1e-12 {
		return 0
	}
	vA := (m.ssA - 2*mA*m.nsA + mA*mA*m.nnA) / (m.nA * m.nA)
	vB := (m.ssB - 2*mB*m.nsB + mB*mB*m.nnB) / (m.nB * m.nB)
	vAB := (m.sAsB - mB*m.sAnB - mA*m.nAsB + mA*mB*m.nAnB) / (m.nA * m.nB)
	v := vA + vB - 2*vAB
	if v <= 1e-13*(m.ssA/(m.nA*m.nA)+m.ssB/(m.nB*m.nB)) { // zero but for rounding
		return math.Inf(1)
	}
	return d / math.Sqrt(v)
}

// studentized is the studentized difference of the articles as observed.
func studentized(bs []block) float64 {
	var m moments
	for _, b := range centred(bs) {
		m.add(b)
	}
	return m.studentized()
}

// centred subtracts the overall mean from the scores, so that sums of squares lose no digits.
func centred(bs []block) []block {
	var t block
	for _, b := range bs {
		t.add(b)
	}
	mean := (t.sA + t.sB) / (t.nA + t.nB)
	out := make([]block, len(bs))
	for i, b := range bs {
		out[i] = block{nA: b.nA, nB: b.nB, sA: b.sA - b.nA*mean, sB: b.sB - b.nB*mean}
	}
	return out
}

// permutation is the two-sided p-value of a difference of means under the
// hypothesis that the group names could be exchanged. In an article that quotes
// both groups the two blocks are swapped; among the others the names are dealt
// anew. The statistic is studentized, so that groups of unlike spread or size do
// not look different.
func (r *resampler) permutation(bs []block, rng *rand.Rand) float64 {
	if v := variance(bs); v.many() {
		return v.p()
	}
	bs = centred(bs)
	var paired []block
	var single []lone
	var observed, base moments // base: every article with one group alone counts as B
	nSingleA := 0
	for _, b := range bs {
		observed.add(b)
		if b.nA > 0 && b.nB > 0 {
			paired = append(paired, b)
			continue
		}
		if b.nA > 0 {
			nSingleA++
		}
		single = append(single, loneOf(b))
		base.add(block{nB: b.nA + b.nB, sB: b.sA + b.sB})
	}
	few := min(nSingleA, len(single)-nSingleA) // exchanging A and B changes only the sign
	least := math.Abs(observed.studentized()) * (1 - 1e-9)
	hits, total := 0, 0
	try := func(m *moments) {
		total++
		if math.Abs(m.studentized()) >= least {
			hits++
		}
	}
	if arrangements(len(paired), len(single), few) <= exactLimit {
		eachDeal(len(single), few, func(deal uint64) {
			dealt, of := base, lone{}
			for ; deal > 0; deal &= deal - 1 {
				of.add(&single[bits.TrailingZeros64(deal)])
			}
			dealt.moveToA(&of)
			for swap := range uint64(1) << len(paired) {
				m := dealt
				for j, b := range paired {
					m.add(b.swappedIf(swap>>j&1 == 1))
				}
				try(&m)
			}
		})
		return float64(hits) / float64(total)
	}
	order := make([]int32, len(single))
	for i := range order {
		order[i] = int32(i)
	}
	for range extended * r.cfg.Resamples {
		if hits == enoughHits {
			return float64(hits) / float64(total) // with the last draw a hit, hits/total is the sequential p-value
		}
		m, of := base, lone{}
		for j := range few { // the first steps of a Fisher-Yates shuffle
			k := j + int(uint64(rng.Uint32())*uint64(len(single)-j)>>32)
			order[j], order[k] = order[k], order[j]
			of.add(&single[order[j]])
		}
		m.moveToA(&of)
		coins := uint64(0)
		for j, b := range paired {
			if j%64 == 0 {
				coins = rng.Uint64()
			}
			m.add(b.swappedIf(coins>>(j%64)&1 == 1))
		}
		try(&m)
	}
	return float64(hits+1) / float64(total+1) // the observed permutation counts as one of them
}

// swappedIf exchanges the two groups of an article.
func (t block) swappedIf(swap bool) block {
	if swap {
		return block{nA: t.nB, nB: t.nA, sA: t.sB, sB: t.sA}
	}
	return t
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
