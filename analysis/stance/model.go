package stance

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	"readout/lexicon"
)

// Model is a multinomial logistic regression over the features of a statement
// and the averaged vectors of its words. Train makes it.
type Model struct {
	Dimension string   // outlook, stance, certainty or frame
	Classes   []string // labels, in the order of the weights
	Keys      []ModelKey
	Weights   []float32 // len(Keys) rows of len(Classes); where Units are given it is made of them
	Units     []byte    // int8, the same rows in steps of Step, of a model that shrink made small
	Step      float32
	Dims      int       // of a word vector
	Vectors   []float32 // pools x Dims rows of len(Classes)
	// Sharpness and Offsets calibrate: the probabilities are the softmax of
	// Sharpness*score + Offset. The label is that of the highest score.
	Sharpness float64
	Offsets   []float64
	Note      string // what it was trained on
}

// ModelKey is the name of a feature in a model file.
type ModelKey struct {
	Kind uint8
	A, B string
}

// Bytes is the model as Read wants it.
func (m *Model) Bytes() ([]byte, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(m); err != nil {
		return nil, fmt.Errorf("stance: model: %w", err)
	}
	return b.Bytes(), nil
}

// ReadModel reads what Bytes gave, and checks that its parts fit together.
func ReadModel(b []byte) (*Model, error) {
	var m Model
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&m); err != nil {
		return nil, fmt.Errorf("stance: model: %w", err)
	}
	if len(m.Units) > 0 {
		m.Weights = make([]float32, len(m.Units))
		for i, u := range m.Units {
			m.Weights[i] = m.Step * float32(int8(u))
		}
	}
	c := len(m.Classes)
	if c < 2 || len(m.Weights) != c*len(m.Keys) || len(m.Vectors) != c*m.Dims*int(pools) || len(m.Offsets) != c {
		return nil, fmt.Errorf("stance: model of %q: its parts do not fit together", m.Dimension)
	}
	return &m, nil
}

// shrink leaves out the features that tell no two classes apart by more than
// least, and keeps the weights of the others as bytes.
func (m *Model) shrink(least float32) {
	classes := len(m.Classes)
	keys, weights := m.Keys[:0], m.Weights[:0]
	largest := float32(0)
	for i, k := range m.Keys {
		row := m.Weights[i*classes : (i+1)*classes]
		if slices.Max(row)-slices.Min(row) <= least {
			continue
		}
		keys, weights = append(keys, k), append(weights, row...)
		largest = max(largest, slices.Max(row), -slices.Min(row))
	}
	m.Keys, m.Weights, m.Step = keys, nil, max(largest, 1e-6)/127
	m.Units = make([]byte, len(weights))
	for i, x := range weights {
		m.Units[i] = byte(int8(math.Round(float64(x / m.Step))))
	}
}

// probabilities calibrates the scores of the classes.
func (m *Model) probabilities(scores []float64, to []float64) []float64 {
	to = to[:0]
	for c, s := range scores {
		to = append(to, m.Sharpness*s+m.Offsets[c])
	}
	return softmax(to)
}

// softmax turns scores into probabilities, in place.
func softmax(scores []float64) []float64 {
	high := math.Inf(-1)
	for _, s := range scores {
		high = max(high, s)
	}
	sum := 0.0
	for i, s := range scores {
		scores[i] = math.Exp(s - high)
		sum += scores[i]
	}
	for i := range scores {
		scores[i] /= sum
	}
	return scores
}

// best is the index of the highest score, the first of equals.
func best(scores []float64) int {
	at := 0
	for i, s := range scores {
		if s > scores[at] {
			at = i
		}
	}
	return at
}

// heads are several models side by side, so that one look-up of a feature finds
// its weights in all of them.
type heads struct {
	models  []*Model
	from    []int // first column of each model
	columns int
	rows    map[key][]float32
	vectors []float32 // pools x columns rows of dims
	dims    int
	leans   []lean // of the models that tell plus from minus: the last class less the first
}

// lean is the difference of two columns' weights of the words' vectors.
type lean struct {
	byPool [pools][]float32
	// known keeps the products of words with byPool, rows of pools, once they were
	// asked for; 0 is not known yet. Two goroutines may find the same one.
	known []atomic.Uint32
}

// dot is the product of a word's vector with the weights of a pool.
func (l *lean) dot(words *lexicon.Words, rank int, p pool) float32 {
	at := &l.known[rank*int(pools)+int(p)]
	if bits := at.Load(); bits != 0 {
		return math.Float32frombits(bits)
	}
	x := words.Dot(rank, l.byPool[p])
	at.Store(math.Float32bits(x))
	return x
}

// keepDots makes room for the products of n words.
func (h *heads) keepDots(n int) {
	for i := range h.leans {
		if h.models[i].Dimension != "frame" { // whose words are not told
			h.leans[i].known = make([]atomic.Uint32, n*int(pools))
		}
	}
}

func newHeads(dims int, models ...*Model) (*heads, error) {
	h := &heads{models: models, dims: dims, rows: map[key][]float32{}}
	for _, m := range models {
		if m.Dims != dims {
			return nil, fmt.Errorf("stance: model of %s: made for word vectors of %d dimensions, the lexicon's have %d", m.Dimension, m.Dims, dims)
		}
		h.from = append(h.from, h.columns)
		h.columns += len(m.Classes)
	}
	h.vectors = make([]float32, int(pools)*h.columns*dims)
	for i, m := range models {
		classes := len(m.Classes)
		for j, k := range m.Keys {
			name := key{kind(k.Kind), k.A, k.B}
			row := h.rows[name]
			if row == nil {
				row = make([]float32, h.columns)
				h.rows[name] = row
			}
			copy(row[h.from[i]:], m.Weights[j*classes:(j+1)*classes])
		}
		for p := 0; p < int(pools); p++ {
			for d := 0; d < dims; d++ {
				for c := 0; c < classes; c++ {
					h.vectors[(p*h.columns+h.from[i]+c)*dims+d] = m.Vectors[(p*dims+d)*classes+c]
				}
			}
		}
	}
	for i, m := range models {
		var l lean
		plus, minus := h.from[i]+len(m.Classes)-1, h.from[i]
		for p := pool(0); p < pools; p++ {
			l.byPool[p] = make([]float32, dims)
			for j := range l.byPool[p] {
				l.byPool[p][j] = h.vector(p, plus)[j] - h.vector(p, minus)[j]
			}
		}
		h.leans = append(h.leans, l)
	}
	return h, nil
}

// vector gives the weights of one pool for one column.
func (h *heads) vector(p pool, column int) []float32 {
	at := (int(p)*h.columns + column) * h.dims
	return h.vectors[at : at+h.dims]
}

// poolScales is what each pool's sum of vectors is divided by: between a sum and a
// mean, so that a long statement weighs more than a short one, but not by length.
func poolScales(vectors []vector) (scales [pools]float32) {
	var sums [pools]float64
	for _, v := range vectors {
		sums[v.pool] += math.Abs(float64(v.weight))
	}
	for p, s := range sums {
		if s > 0 {
			scales[p] = float32(1 / math.Sqrt(max(s, 1)))
		}
	}
	return scales
}
