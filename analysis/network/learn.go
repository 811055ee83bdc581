package network

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"readout/lexicon"
)

// Example is a view with the share of each class.
type Example struct {
	ids    []int32
	x, y   []uint8
	shares []float64
	weight float64
	want   []float32 // shares x weight x what the class counts
	// Group parts the examples: those of one group are all learnt from or all held
	// back. Asked are those that figures are made of when they are held back.
	Group string
	Asked bool
}

// NewExample keeps what v shows. The shares are by class and add up to one.
func NewExample(v *View, shares []float64, weight float64) Example {
	return Example{ids: slices.Clone(v.ids), x: slices.Clone(v.x), y: slices.Clone(v.y), shares: shares, weight: weight}
}

// Options say how a network is trained. The zero value is the default.
type Options struct {
	Units   int     // 0 means 64
	Epochs  int     // times that each example is seen; 0 means 8
	Rate    float64 // of Adam, falling to nought; 0 means 0.001
	Drop    float64 // share of inputs and units that are left out at random; 0 means 0.3
	Rarest  int     // places in which a word must stand to get a vector of its own; 0 means 10
	Balance float64 // 0 counts classes as they come, 1 all alike
	Folds   int     // parts of the groups, of which one is held back for the figures; none below 2
	Seed    uint64
	Report  func(epoch int, loss float64) // after each epoch; may be nil
}

func (o *Options) fill() error {
	set := func(x *int, to int) {
		if *x == 0 {
			*x = to
		}
	}
	set(&o.Units, 64)
	set(&o.Epochs, 8)
	set(&o.Rarest, 10)
	if o.Rate == 0 {
		o.Rate = 1e-3
	}
	if o.Drop == 0 {
		o.Drop = 0.3
	}
	if o.Units < 1 || o.Epochs < 1 || o.Drop < 0 || o.Drop >= 1 {
		return fmt.Errorf("%d units, %d epochs, %v left out: no network learns so", o.Units, o.Epochs, o.Drop)
	}
	return nil
}

// A batch is shared out in as many parts whatever the number of processors, so
// that the same examples give the same network.
const (
	batchSize = 256
	shards    = 4
)

// learn fits a network to the examples. What comes out hangs on them, their order
// and the seed alone.
func learn(words *lexicon.Words, title string, classes []string, examples []Example, o Options) *Model {
	l := newLearner(words, len(classes), examples, o)
	rng := rand.New(rand.NewPCG(o.Seed, 2))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	total := o.Epochs * ((len(order) + batchSize - 1) / batchSize)
	step := 0
	for epoch := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for from := 0; from < len(order); from += batchSize {
			some := order[from:min(from+batchSize, len(order))]
			rate := o.Rate * max(0.02, 1-float64(step)/float64(total))
			step++
			loss += l.learn(examples, some, rate, step, rng.Uint64())
		}
		if o.Report != nil {
			o.Report(epoch, loss/float64(len(order)))
		}
	}
	return l.model(title, classes)
}

// parameter is a group of weights with what Adam remembers of them.
type parameter struct {
	at, mean, square []float32
}

func newParameter(n int) parameter {
	return parameter{make([]float32, n), make([]float32, n), make([]float32, n)}
}

// Adam's constants (Kingma, Ba 2015).
const (
	meanDecay   = 0.9
	squareDecay = 0.999
	tiny        = 1e-8
)

// move steps against the gradient of the weights from first on.
func (p *parameter) move(first int, gradient []float32, rate float64, step int) {
	by := float32(rate * math.Sqrt(1-math.Pow(squareDecay, float64(step))) / (1 - math.Pow(meanDecay, float64(step))))
	at, mean, square := p.at[first:first+len(gradient)], p.mean[first:first+len(gradient)], p.square[first:first+len(gradient)]
	for i, g := range gradient {
		mean[i] = meanDecay*mean[i] + (1-meanDecay)*g
		square[i] = squareDecay*square[i] + (1-squareDecay)*g*g
		at[i] -= by * mean[i] / (float32(math.Sqrt(float64(square[i]))) + tiny)
	}
}

// The groups of weights.
const (
	filters = iota
	bias
	fromX
	fromY
	out
	outBias
	groups
)

// learner holds a network in training.
type learner struct {
	words   *lexicon.Words
	o       Options
	classes int
	dims    int
	vectors parameter // of the words
	learnt  []bool    // which of them have one of their own
	weights [groups]parameter
	shards  [shards]*shard
}

func newLearner(words *lexicon.Words, classes int, examples []Example, o Options) *learner {
	l := &learner{words: words, o: o, classes: classes, dims: words.Dims()}
	rng := rand.New(rand.NewPCG(o.Seed, 1))
	n := words.Len() + specials
	l.vectors = newParameter(n * l.dims)
	for i := range n {
		row := l.vectors.at[i*l.dims : (i+1)*l.dims]
		if i < words.Len() {
			words.Add(row, i, vectorScale)
			continue
		}
		for j := range row {
			row[j] = 0.3 * float32(rng.NormFloat64())
		}
	}
	seen := make([]int, n)
	for _, e := range examples {
		for _, id := range e.ids {
			seen[id]++
		}
	}
	l.learnt = make([]bool, n)
	for i := range l.learnt {
		l.learnt[i] = i >= words.Len() || seen[i] >= o.Rarest
	}
	sizes := l.sizes()
	for g, size := range sizes {
		l.weights[g] = newParameter(size)
	}
	spread := func(g int, by float64) {
		for i := range l.weights[g].at {
			l.weights[g].at[i] = float32(by * (2*rng.Float64() - 1))
		}
	}
	spread(filters, 1/math.Sqrt(float64(width*l.dims)))
	spread(bias, 1/math.Sqrt(float64(width*l.dims)))
	spread(fromX, 0.15)
	spread(fromY, 0.15)
	spread(out, 1/math.Sqrt(float64(2*o.Units)))
	for i := range l.shards {
		l.shards[i] = newShard(sizes)
	}
	return l
}

// sizes is how many weights each group has.
func (l *learner) sizes() [groups]int {
	u := l.o.Units
	return [groups]int{filters: l.dims * width * u, bias: u, fromX: steps * u, fromY: steps * u, out: l.classes * 2 * u, outBias: l.classes}
}

// learn takes one step with some of the examples, and gives their loss.
func (l *learner) learn(examples []Example, some []int, rate float64, step int, seed uint64) float64 {
	var wait sync.WaitGroup
	for i, s := range l.shards {
		wait.Go(func() {
			part := some[len(some)*i/shards : len(some)*(i+1)/shards]
			s.learn(l, examples, part, rand.New(rand.NewPCG(seed, uint64(i))))
		})
	}
	wait.Wait()
	loss := 0.0
	by := 1 / float32(len(some))
	first := l.shards[0]
	for _, s := range l.shards[1:] {
		for g := range first.gradients {
			add(first.gradients[g], s.gradients[g])
		}
	}
	for g := range first.gradients {
		scale(first.gradients[g], by)
		l.weights[g].move(0, first.gradients[g], rate, step)
	}
	moved := map[int32][]float32{}
	var order []int32
	for _, s := range l.shards {
		loss += s.loss
		for k, id := range s.ids {
			if !l.learnt[id] {
				continue
			}
			row := s.toVectors[k*l.dims : (k+1)*l.dims]
			if sum, ok := moved[id]; ok {
				add(sum, row)
			} else {
				moved[id] = row
				order = append(order, id)
			}
		}
	}
	for _, id := range order {
		row := moved[id]
		scale(row, by)
		l.vectors.move(int(id)*l.dims, row, rate, step)
	}
	return loss
}

func scale(x []float32, by float32) {
	for i := range x {
		x[i] *= by
	}
}

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

func multiply(x, by []float32) {
	by = by[:len(x)]
	for i := range x {
		x[i] *= by[i]
	}
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

func axpy(to []float32, by float32, x []float32) {
	x = x[:len(to)]
	for i := range to {
		to[i] += by * x[i]
	}
}

// model keeps what was learnt.
func (l *learner) model(title string, classes []string) *Model {
	m := &Model{
		Name: title, Classes: classes, Dims: l.dims, Units: l.o.Units, Sharpness: 1,
		Filters: l.weights[filters].at, Bias: l.weights[bias].at, X: l.weights[fromX].at, Y: l.weights[fromY].at,
		Out: l.weights[out].at, OutBias: l.weights[outBias].at,
	}
	for id, learnt := range l.learnt {
		if !learnt {
			continue
		}
		row := l.vectors.at[id*l.dims : (id+1)*l.dims]
		most := float32(1e-6)
		for _, x := range row {
			most = max(most, x, -x)
		}
		step := most / 127
		m.Ranks, m.Steps = append(m.Ranks, int32(id)), append(m.Steps, step)
		for _, x := range row {
			m.Vectors = append(m.Vectors, byte(int8(math.Round(float64(x/step)))))
		}
	}
	return m
}
