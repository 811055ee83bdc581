package network

import (
	"math"
	"math/rand/v2"
	"sync"

	"readout/lexicon"
)

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
