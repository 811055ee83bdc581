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

// move is what an article changes in the moments when the names of its groups are exchanged:
// what A gains and B loses, and the change of the products of both groups.
type move struct{ n, s, nn, ns, ss, cross float64 }

// moveOf is for an article as it is now: with B alone, or with both.
func moveOf(b block) move {
	return move{
		b.nB - b.nA, b.sB - b.sA, b.nB*b.nB - b.nA*b.nA, b.nB*b.sB - b.nA*b.sA, b.sB*b.sB - b.sA*b.sA,
		b.nB*b.sA - b.nA*b.sB,
	}
}

func (l *move) add(o *move) {
	l.n += o.n
	l.s += o.s
	l.nn += o.nn
	l.ns += o.ns
	l.ss += o.ss
	l.cross += o.cross
}

func (m *moments) apply(l *move) {
	m.nA, m.sA, m.nB, m.sB = m.nA+l.n, m.sA+l.s, m.nB-l.n, m.sB-l.s
	m.nnA, m.nsA, m.ssA = m.nnA+l.nn, m.nsA+l.ns, m.ssA+l.ss
	m.nnB, m.nsB, m.ssB = m.nnB-l.nn, m.nsB-l.ns, m.ssB-l.ss
	m.nAsB, m.sAnB = m.nAsB+l.cross, m.sAnB-l.cross
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
func (r *resampler) permutation(bs []block, rng *rand.PCG) float64 {
	if v := variance(bs); v.many() {
		return v.p()
	}
	p := permutationOf(centred(bs))
	if arrangements(len(p.paired), len(p.single), p.few) <= exactLimit {
		return p.exact()
	}
	return p.sequential(rng, extended*r.cfg.Resamples)
}

// permutation is the articles of two groups in an arrangement from which every other one follows
// by moves. The articles with one group alone all count as B, those with both are as observed.
type permutation struct {
	base           moments
	single, paired []move
	order          []int32 // of single, shuffled
	few            int     // articles of the group that fewer have alone; to exchange A and B changes only the sign
	least          float64 // the statistic as observed, less what rounding may take
	hits, total    int
}

func permutationOf(bs []block) *permutation {
	p := &permutation{}
	var observed moments
	for _, b := range bs {
		observed.add(b)
		if b.nA > 0 && b.nB > 0 {
			p.base.add(b)
			p.paired = append(p.paired, moveOf(b))
			continue
		}
		if b.nA > 0 {
			p.few++
		}
		b = block{nB: b.nA + b.nB, sB: b.sA + b.sB}
		p.base.add(b)
		p.single = append(p.single, moveOf(b))
	}
	p.few = min(p.few, len(p.single)-p.few)
	p.least = math.Abs(observed.studentized()) * (1 - 1e-9)
	return p
}

// try counts the arrangement that moves lead to.
func (p *permutation) try(moves *move) {
	m := p.base
	m.apply(moves)
	p.total++
	if math.Abs(m.studentized()) >= p.least {
		p.hits++
	}
}

// exact looks at every arrangement.
func (p *permutation) exact() float64 {
	eachDeal(len(p.single), p.few, func(deal uint64) {
		var dealt move
		for ; deal > 0; deal &= deal - 1 {
			dealt.add(&p.single[bits.TrailingZeros64(deal)])
		}
		for swaps := range uint64(1) << len(p.paired) {
			moves := dealt
			for ; swaps > 0; swaps &= swaps - 1 {
				moves.add(&p.paired[bits.TrailingZeros64(swaps)])
			}
			p.try(&moves)
		}
	})
	return float64(p.hits) / float64(p.total)
}

// sequential draws arrangements until enoughHits of them reach the observed statistic, most at most.
func (p *permutation) sequential(rng *rand.PCG, most int) float64 {
	p.order = make([]int32, len(p.single))
	for i := range p.order {
		p.order[i] = int32(i)
	}
	for p.total < most {
		if p.hits == enoughHits {
			return float64(p.hits) / float64(p.total) // with the last draw a hit, hits/total is the sequential p-value
		}
		var moves move
		p.deal(&moves, rng)
		p.swap(&moves, rng)
		p.try(&moves)
	}
	return float64(p.hits+1) / float64(p.total+1) // the observed permutation counts as one of them
}

// deal moves as many of the articles with one group alone as belong to A: the first steps of a
// Fisher-Yates shuffle, two from each 64 random bits. The bias of at most len(order)/2^32 is far
// below the error of drawing.
func (p *permutation) deal(to *move, rng *rand.PCG) {
	n, s, nn, ns, ss := 0.0, 0.0, 0.0, 0.0, 0.0
	for j := 0; j < p.few; j += 2 {
		u := rng.Uint64()
		x, y := p.pick(j, u&math.MaxUint32), &nothing
		if j+1 < p.few {
			y = p.pick(j+1, u>>32)
		}
		n, s, nn, ns, ss = n+(x.n+y.n), s+(x.s+y.s), nn+(x.nn+y.nn), ns+(x.ns+y.ns), ss+(x.ss+y.ss)
	}
	to.add(&move{n, s, nn, ns, ss, 0})
}

var nothing move

// pick is the j-th step of the shuffle, with 32 random bits.
func (p *permutation) pick(j int, random uint64) *move {
	rest := p.order[j:]
	k := random * uint64(len(rest)) >> 32
	i := rest[k]
	rest[0], rest[k] = i, rest[0]
	return &p.single[i]
}

// swap exchanges the groups of each article that has both with a chance of one half.
func (p *permutation) swap(to *move, rng *rand.PCG) {
	for rest := p.paired; len(rest) > 0; {
		some := rest[:min(64, len(rest))]
		rest = rest[len(some):]
		for coins := rng.Uint64() & (1<<len(some) - 1); coins > 0; coins &= coins - 1 {
			to.add(&some[bits.TrailingZeros64(coins)])
		}
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
