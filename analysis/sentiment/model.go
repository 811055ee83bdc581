package sentiment

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
)

// Model is what was learnt: what single words and pairs add to the tone of a
// text. Weights are bytes with one scale a table, so that a model is small and
// loads in about a millisecond.
type Model struct {
	tone toneModel
}

// toneModel is a ridge regression on raters' means.
type toneModel struct {
	positive, negative float32 // what a unit of lexicon valence is worth, by its sign
	vectors            table   // one weight a word that has a vector, by its rank
	words              table   // one weight a bucket of toneBuckets
	// A label's probability is that of a proportional-odds model of Raw:
	// slope*Raw against low and high.
	slope, low, high float32
	below, above     float32 // Raw past which the label is negative, positive
}

const (
	classes     = 3
	toneBuckets = 1 << 17
)

// mostWeights bounds a table, so that a damaged file cannot ask for all memory.
const mostWeights = 1 << 24

// table is a list of quantised weights.
type table struct {
	scale float32 // what one unit is worth
	units []byte  // int8
}

func (t *table) at(i int) float32 { return t.scale * float32(int8(t.units[i])) }

// quantise makes a table of weights.
func quantise(weights []float64) table {
	most := 0.0
	for _, w := range weights {
		most = max(most, math.Abs(w))
	}
	t := table{scale: float32(most / 127), units: make([]byte, len(weights))}
	if most == 0 {
		return t
	}
	for i, w := range weights {
		t.units[i] = byte(int8(math.Round(w / float64(t.scale))))
	}
	return t
}

// modelMagic opens a model file; the figure is the format's version.
const modelMagic = "RSM4"

// MarshalBinary gives the model's file.
func (m *Model) MarshalBinary() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(modelMagic)
	floats := func(list ...float32) {
		for _, x := range list {
			binary.Write(&b, binary.LittleEndian, x) // a bytes.Buffer takes everything
		}
	}
	units := func(t table) {
		floats(t.scale)
		// Most buckets are empty: runs of zeros are told by their length.
		packed := packZeros(t.units)
		binary.Write(&b, binary.LittleEndian, uint32(len(t.units)))
		binary.Write(&b, binary.LittleEndian, uint32(len(packed)))
		b.Write(packed)
	}
	floats(m.tone.positive, m.tone.negative, m.tone.slope, m.tone.low, m.tone.high, m.tone.below, m.tone.above)
	units(m.tone.vectors)
	units(m.tone.words)
	return b.Bytes(), nil
}

// UnmarshalBinary reads what MarshalBinary gave.
func (m *Model) UnmarshalBinary(data []byte) error {
	if len(data) < len(modelMagic) || string(data[:len(modelMagic)]) != modelMagic {
		return fmt.Errorf("sentiment model: not a %s file", modelMagic)
	}
	r := modelReader{data: data[len(modelMagic):]}
	for _, x := range []*float32{&m.tone.positive, &m.tone.negative, &m.tone.slope, &m.tone.low, &m.tone.high, &m.tone.below, &m.tone.above} {
		*x = r.float()
	}
	m.tone.vectors = r.table()
	m.tone.words = r.table()
	if r.err == nil && len(m.tone.words.units) != toneBuckets {
		r.err = fmt.Errorf("the tables are not of the sizes that this version has")
	}
	if r.err == nil && len(r.data) > 0 {
		r.err = fmt.Errorf("%d bytes too many", len(r.data))
	}
	if r.err != nil {
		return fmt.Errorf("sentiment model: %w", r.err)
	}
	return nil
}

type modelReader struct {
	data []byte
	err  error
}

func (r *modelReader) take(n int) []byte {
	if r.err != nil || n < 0 || n > len(r.data) {
		if r.err == nil {
			r.err = fmt.Errorf("cut off")
		}
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *modelReader) uint() int {
	b := r.take(4)
	if b == nil {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b))
}

func (r *modelReader) float() float32 { return math.Float32frombits(uint32(r.uint())) }

func (r *modelReader) table() table {
	t := table{scale: r.float()}
	n := r.uint()
	packed := r.take(r.uint())
	if r.err != nil {
		return t
	}
	if n > mostWeights {
		r.err = fmt.Errorf("a table of %d weights", n)
		return t
	}
	t.units, r.err = unpackZeros(packed, n)
	return t
}

// packZeros writes a run of up to 255 zeros as a zero and the run's length.
func packZeros(units []byte) []byte {
	var out []byte
	for i := 0; i < len(units); {
		if units[i] != 0 {
			out = append(out, units[i])
			i++
			continue
		}
		n := 0
		for n < 255 && i < len(units) && units[i] == 0 {
			n, i = n+1, i+1
		}
		out = append(out, 0, byte(n))
	}
	return out
}

func unpackZeros(packed []byte, size int) ([]byte, error) {
	out := make([]byte, size)
	at := 0
	for i := 0; i < len(packed); i++ {
		if packed[i] != 0 {
			if at < size {
				out[at] = packed[i]
			}
			at++
			continue
		}
		if i++; i < len(packed) {
			at += int(packed[i])
		}
	}
	if at != size {
		return nil, fmt.Errorf("a table of %d weights, %d wanted", at, size)
	}
	return out, nil
}
