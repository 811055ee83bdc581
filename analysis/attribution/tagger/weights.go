package tagger

import "math/bits"

// Row is the quantised weights of one feature, one a label but outside, whose
// weights are 0.
type Row [8]int8

// Weights is a sparse table of rows by feature number: a bit a possible number,
// and the rows that exist packed one after the other. A feature that is not
// there costs one look at a table that fits into the cache.
type Weights struct {
	bits  uint     // feature numbers are below 1<<bits
	have  []uint64 // a bit a feature number
	ranks []uint32 // rows before each word of have
	rows  []Row
	scale float32
}

// NewWeights packs the rows of the given feature numbers, which must be sorted.
func NewWeights(bitCount uint, numbers []uint32, rows []Row, scale float32) Weights {
	w := Weights{bits: bitCount, rows: rows, scale: scale}
	w.have = make([]uint64, (1<<bitCount+63)/64)
	for _, n := range numbers {
		w.have[n>>6] |= 1 << (n & 63)
	}
	w.ranks = make([]uint32, len(w.have))
	sum := uint32(0)
	for i, b := range w.have {
		w.ranks[i] = sum
		sum += uint32(bits.OnesCount64(b))
	}
	return w
}

// numbers gives the feature numbers that have a row, sorted.
func (w *Weights) numbers() []uint32 {
	out := make([]uint32, 0, len(w.rows))
	for i, b := range w.have {
		for ; b != 0; b &= b - 1 {
			out = append(out, uint32(i<<6+bits.TrailingZeros64(b)))
		}
	}
	return out
}

// score fills the scores of a token's labels from its feature numbers.
func (w *Weights) score(features []uint32, out *[Labels]float32) {
	var sum [8]int32
	for _, f := range features {
		b := w.have[f>>6]
		if b>>(f&63)&1 == 0 {
			continue
		}
		r := &w.rows[w.ranks[f>>6]+uint32(bits.OnesCount64(b&(1<<(f&63)-1)))]
		sum[0] += int32(r[0])
		sum[1] += int32(r[1])
		sum[2] += int32(r[2])
		sum[3] += int32(r[3])
		sum[4] += int32(r[4])
		sum[5] += int32(r[5])
		sum[6] += int32(r[6])
		sum[7] += int32(r[7])
	}
	out[Outside] = 0
	for y, x := range sum {
		out[y+1] = float32(x) * w.scale
	}
}
