// Package network is a small convolutional network (Kim 2014) that reads the
// words about a source and a target. Each place of the text is seen with its
// neighbours and with how far it stands from either of the two; the units that
// answer, at their strongest place and on the whole, vote for the classes.
//
// The units are rectified sums and nothing else is bent, so that what each word
// gave to a score is known and adds up to it, but for a base that no word made. And since a sum
// of products with a word's vector can be made once for every word, a text costs
// additions only.
package network

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	"readout/lexicon"
)

// width is how many words a unit sees, the middle one in its place.
const width = 3

// vectorScale is what the lexicon's vectors, of length one, are multiplied with.
const vectorScale = 3

// Model is a trained network as it is kept.
type Model struct {
	Name    string
	Classes []string
	Dims    int       // of a word's vector
	Units   int       // how many
	Ranks   []int32   // words with a vector of their own, rising; all others have the lexicon's
	Vectors []byte    // int8, Dims a word
	Steps   []float32 // what one is worth, by word
	Filters []float32 // Dims rows of width x Units
	Bias    []float32 // of the units
	X, Y    []float32 // rows of Units by distance to source and target
	Out     []float32 // rows of 2 x Units by class: of the strongest place, of all
	OutBias []float32 // by class
	// Sharpness calibrates: a probability is the softmax of Sharpness x score.
	Sharpness float64
	Note      string // what it was trained on
}

// Bytes is the model as Read wants it.
func (m *Model) Bytes() ([]byte, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(m); err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	return b.Bytes(), nil
}

// Net is a model that is ready to score. It is safe for any number of goroutines.
type Net struct {
	words *lexicon.Words
	model *Model
	own   map[int32]int32 // where a word's own vector stands
	// rows keeps what a word gives to the units before, at and behind its place,
	// once it was asked for: width x Units. Two goroutines may find the same one.
	rows []atomic.Pointer[[]float32]
}

// Load reads a model of the lexicon, which has to have the classes.
func Load(lex *lexicon.Lexicon, name string, classes []string) (*Net, error) {
	words, err := lex.Words()
	if err != nil {
		return nil, err
	}
	b, err := lex.Model(name)
	if err != nil {
		return nil, err
	}
	n, err := Read(b, words)
	if err != nil {
		return nil, err
	}
	if got := n.model.Classes; !slices.Equal(got, classes) {
		return nil, fmt.Errorf("network: model %s has the classes %q, %q wanted", name, got, classes)
	}
	return n, nil
}

// Read reads what Model.Bytes gave, and checks that its parts fit together and to
// the lexicon's words.
func Read(b []byte, words *lexicon.Words) (*Net, error) {
	var m Model
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&m); err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	return New(&m, words)
}

// New makes a model ready to score.
func New(m *Model, words *lexicon.Words) (*Net, error) {
	c, u := len(m.Classes), m.Units
	switch {
	case c < 2 || u < 1 || len(m.Ranks) != len(m.Steps) || len(m.Vectors) != len(m.Ranks)*m.Dims || len(m.Filters) != m.Dims*width*u ||
		len(m.Bias) != u || len(m.X) != steps*u || len(m.Y) != steps*u || len(m.Out) != c*2*u || len(m.OutBias) != c:
		return nil, fmt.Errorf("network: model %q: its parts do not fit together", m.Name)
	case m.Dims != words.Dims():
		return nil, fmt.Errorf("network: model %q: made for word vectors of %d dimensions, the lexicon's have %d", m.Name, m.Dims, words.Dims())
	}
	n := &Net{words: words, model: m, own: make(map[int32]int32, len(m.Ranks)), rows: make([]atomic.Pointer[[]float32], words.Len()+specials)}
	for i, rank := range m.Ranks {
		if rank < 0 || int(rank) >= len(n.rows) {
			return nil, fmt.Errorf("network: model %q: a vector for word %d of %d", m.Name, rank, len(n.rows))
		}
		n.own[rank] = int32(i)
	}
	return n, nil
}

// Model is what the net was read from.
func (n *Net) Model() *Model { return n.model }

// Words are the lexicon's word vectors, which the net reads with.
func (n *Net) Words() *lexicon.Words { return n.words }

// row is what a word gives to the units about it.
func (n *Net) row(id int32) []float32 {
	if row := n.rows[id].Load(); row != nil {
		return *row
	}
	m := n.model
	v := make([]float32, m.Dims)
	if at, ok := n.own[id]; ok {
		for i, q := range m.Vectors[int(at)*m.Dims : (int(at)+1)*m.Dims] {
			v[i] = m.Steps[at] * float32(int8(q))
		}
	} else if int(id) < n.words.Len() {
		n.words.Add(v, int(id), vectorScale)
	}
	row := make([]float32, width*m.Units)
	for i, x := range v {
		if x == 0 {
			continue
		}
		for j, f := range m.Filters[i*len(row) : (i+1)*len(row)] {
			row[j] += x * f
		}
	}
	n.rows[id].Store(&row)
	return row
}

// Work is what scoring one view after another needs, and what is known of the last.
type Work struct {
	units  []float32 // of one place
	most   []float32 // of each unit, its strongest answer
	where  []int32   // and its place, -1 where it nowhere answers
	sum    []float32 // of all answers
	active []uint64  // bits: places x units that answer
	gives  []float32 // of each unit, what an answer gives
	scores []float64
}

// Scores gives each class its score. The slice is the work's.
func (n *Net) Scores(v *View, w *Work) []float64 {
	m := n.model
	u := m.Units
	w.units, w.most, w.sum = fit(w.units, u), fit(w.most, u), fit(w.sum, u)
	w.where = fit(w.where, u)
	lanes := (u + 63) / 64
	w.active = fit(w.active, len(v.ids)*lanes)
	for i := range w.where {
		w.where[i] = -1
	}
	for t := range v.ids {
		units := w.units
		copy(units, m.Bias)
		add(units, m.X[int(v.x[t])*u:])
		add(units, m.Y[int(v.y[t])*u:])
		for k := range width {
			if at := t + k - width/2; at >= 0 && at < len(v.ids) {
				add(units, n.row(v.ids[at])[k*u:])
			}
		}
		most, sum, where, active := w.most[:len(units)], w.sum[:len(units)], w.where[:len(units)], w.active[t*lanes:]
		for i, x := range units {
			if x <= 0 {
				continue
			}
			active[i/64] |= 1 << (i % 64)
			sum[i] += x
			if x > most[i] {
				most[i], where[i] = x, int32(t)
			}
		}
	}
	scale := meanScale(len(v.ids))
	w.scores = w.scores[:0]
	for c := range m.Classes {
		out := m.Out[c*2*u : (c+1)*2*u]
		w.scores = append(w.scores, float64(m.OutBias[c]+Dot(w.most, out[:u])+scale*Dot(w.sum, out[u:])))
	}
	return w.scores
}

// meanScale is what the sum of n answers is multiplied with: between a sum and a mean.
func meanScale(n int) float32 { return float32(1 / math.Sqrt(float64(max(n, 1)))) }

// Contributions adds what each place of the view that was scored last gave to
// the score of class plus less that of minus, times by; what is missing to
// their difference no word made.
func (n *Net) Contributions(v *View, w *Work, plus, minus int, by float64, to func(place int, x float64)) {
	m := n.model
	u := m.Units
	lanes := (u + 63) / 64
	p, q := m.Out[plus*2*u:(plus+1)*2*u], m.Out[minus*2*u:(minus+1)*2*u]
	scale := meanScale(len(v.ids))
	w.gives = fit(w.gives, u)
	for t := range v.ids {
		active := w.active[t*lanes : (t+1)*lanes]
		for i := range w.gives {
			w.gives[i] = 0
			if active[i/64]&(1<<(i%64)) == 0 {
				continue
			}
			w.gives[i] = scale * (p[u+i] - q[u+i])
			if int(w.where[i]) == t {
				w.gives[i] += p[i] - q[i]
			}
		}
		for k := range width {
			if at := t + k - width/2; at >= 0 && at < len(v.ids) {
				to(at, by*float64(Dot(w.gives, n.row(v.ids[at])[k*u:])))
			}
		}
	}
}

// fit gives n zeros, in s where there is room.
func fit[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}
