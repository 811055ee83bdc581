package network

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// shard works on its part of a batch.
type shard struct {
	gradients [groups][]float32
	loss      float64

	number    map[int32]int32 // of the part's words
	ids       []int32         // the words by number
	vectors   []float32       // theirs, with some left out
	masks     []float32
	toVectors []float32
	rows      []float32 // what each gives to the units about it
	toRows    []float32

	units []float32 // places x units
	pools []float32 // strongest and all, as the classes see them
	drops []float32
	where []int32
	toOut []float32
}

func newShard(sizes [groups]int) *shard {
	s := &shard{number: map[int32]int32{}}
	for g, n := range sizes {
		s.gradients[g] = make([]float32, n)
	}
	return s
}

// dropMask fills in 0 for what is left out, and for the others what keeps the sum.
func dropMask(mask []float32, drop float64, rng *rand.Rand) {
	keep := float32(1 / (1 - drop))
	for i := range mask {
		mask[i] = keep
		if rng.Float64() < drop {
			mask[i] = 0
		}
	}
}

func (s *shard) learn(l *learner, examples []Example, part []int, rng *rand.Rand) {
	for g := range s.gradients {
		clear(s.gradients[g])
	}
	s.loss = 0
	clear(s.number)
	s.ids = s.ids[:0]
	for _, i := range part {
		for _, id := range examples[i].ids {
			if _, ok := s.number[id]; !ok {
				s.number[id] = int32(len(s.ids))
				s.ids = append(s.ids, id)
			}
		}
	}
	if len(part) == 0 {
		return
	}
	n, dims, across := len(s.ids), l.dims, width*l.o.Units
	s.vectors, s.masks, s.toVectors = fit(s.vectors, n*dims), fit(s.masks, n*dims), fit(s.toVectors, n*dims)
	s.rows, s.toRows = fit(s.rows, n*across), fit(s.toRows, n*across)
	dropMask(s.masks, l.o.Drop, rng)
	for k, id := range s.ids {
		row := s.vectors[k*dims : (k+1)*dims]
		copy(row, l.vectors.at[int(id)*dims:])
		multiply(row, s.masks[k*dims:])
	}
	words := general(n, dims, s.vectors)
	weights := general(dims, across, l.weights[filters].at)
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, words, weights, 0, general(n, across, s.rows))
	for _, i := range part {
		s.example(l, &examples[i], rng)
	}
	toRows := general(n, across, s.toRows)
	blas32.Gemm(blas.Trans, blas.NoTrans, 1, words, toRows, 0, general(dims, across, s.gradients[filters]))
	blas32.Gemm(blas.NoTrans, blas.Trans, 1, toRows, weights, 0, general(n, dims, s.toVectors))
	multiply(s.toVectors, s.masks)
}

func general(rows, columns int, data []float32) blas32.General {
	return blas32.General{Rows: rows, Cols: columns, Stride: columns, Data: data}
}

// example goes forward through the network and back.
func (s *shard) example(l *learner, e *Example, rng *rand.Rand) {
	u, n := l.o.Units, len(e.ids)
	across := width * u
	s.units, s.pools, s.drops, s.where = fit(s.units, n*u), fit(s.pools, 2*u), fit(s.drops, 2*u), fit(s.where, u)
	w := &l.weights
	for t := range n {
		units := s.units[t*u : (t+1)*u]
		copy(units, w[bias].at)
		add(units, w[fromX].at[int(e.x[t])*u:])
		add(units, w[fromY].at[int(e.y[t])*u:])
		for k := range width {
			if at := t + k - width/2; at >= 0 && at < n {
				add(units, s.rows[int(s.number[e.ids[at]])*across+k*u:])
			}
		}
		most, sum, where := s.pools[:u], s.pools[u:], s.where[:u]
		for i, x := range units {
			if x <= 0 {
				units[i] = 0
				continue
			}
			sum[i] += x
			if x > most[i] {
				most[i], where[i] = x, int32(t)
			}
		}
	}
	mean := meanScale(n)
	scale(s.pools[u:], mean)
	dropMask(s.drops, l.o.Drop, rng)
	multiply(s.pools, s.drops)
	scores := make([]float64, l.classes)
	high, weight := math.Inf(-1), float32(0)
	for c := range scores {
		scores[c] = float64(w[outBias].at[c] + Dot(s.pools, w[out].at[c*2*u:(c+1)*2*u]))
		high = max(high, scores[c])
		weight += e.want[c]
	}
	sum := 0.0
	for _, x := range scores {
		sum += math.Exp(x - high)
	}
	s.toOut = fit(s.toOut, 2*u)
	for c, x := range scores {
		log := x - high - math.Log(sum)
		s.loss -= float64(e.want[c]) * log
		g := weight*float32(math.Exp(log)) - e.want[c]
		s.gradients[outBias][c] += g
		axpy(s.gradients[out][c*2*u:(c+1)*2*u], g, s.pools)
		axpy(s.toOut, g, w[out].at[c*2*u:(c+1)*2*u])
	}
	multiply(s.toOut, s.drops)
	toMost, toSum := s.toOut[:u], s.toOut[u:]
	scale(toSum, mean)
	for t := range n {
		units := s.units[t*u : (t+1)*u]
		for i, x := range units { // what answered becomes its gradient
			if x <= 0 {
				continue
			}
			units[i] = toSum[i]
			if int(s.where[i]) == t {
				units[i] += toMost[i]
			}
		}
		add(s.gradients[bias], units)
		add(s.gradients[fromX][int(e.x[t])*u:int(e.x[t]+1)*u], units)
		add(s.gradients[fromY][int(e.y[t])*u:int(e.y[t]+1)*u], units)
		for k := range width {
			if at := t + k - width/2; at >= 0 && at < n {
				row := int(s.number[e.ids[at]])*across + k*u
				add(s.toRows[row:row+u], units)
			}
		}
	}
}
