package reader

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// tiny is a reader of two layers of 64 with random weights, as floats.
type tiny struct {
	header
	vocab   string
	tensors map[string][]float32
	shapes  map[string][]int
	order   []string
}

// tinyWords is a vocabulary that spells every lower-case word.
func tinyWords() string {
	pieces := []string{"[PAD]", "[UNK]", "[CLS]", "[SEP]"}
	for i := range 4 {
		pieces = append(pieces, fmt.Sprintf("[unused%d]", i))
	}
	pieces = append(pieces, strings.Fields("the president minister said talks deal war peace bad good will not may of in to and is was hope fear ##ed ##ing")...)
	for r := 'a'; r <= 'z'; r++ {
		pieces = append(pieces, string(r), "##"+string(r))
	}
	pieces = append(pieces, ".", ",", "'", "\"", "-")
	return strings.Join(pieces, "\n") + "\n"
}

func newTiny(seed uint64) *tiny {
	rng := rand.New(rand.NewPCG(seed, 1))
	t := &tiny{vocab: tinyWords(), tensors: map[string][]float32{}, shapes: map[string][]int{}}
	sum := sha256.Sum256([]byte(t.vocab))
	t.Version, t.VocabSHA256 = fileVersion, hex.EncodeToString(sum[:])
	t.Config = Shape{Layers: 2, Width: 64, AttentionHeads: 2, FFN: 128, Positions: 160, Inject: 1, MaxPieces: 128, TitlePieces: 20}
	w := t.Config.Width
	t.add(rng, "emb.word", 0.5, strings.Count(t.vocab, "\n"), w)
	t.add(rng, "emb.pos", 0.2, t.Config.Positions, w)
	t.add(rng, "emb.type", 0.1, w)
	t.add(rng, "role", 0.5, roleCount, w)
	t.addNorm(rng, "emb.ln", w)
	for n := range t.Config.Layers {
		name := fmt.Sprintf("layer.%d.", n)
		for _, part := range []string{"q", "k", "v", "o"} {
			t.addLinear(rng, name+part, w, w)
		}
		t.addLinear(rng, name+"up", t.Config.FFN, w)
		t.addLinear(rng, name+"down", w, t.Config.FFN)
		t.addNorm(rng, name+"ln1", w)
		t.addNorm(rng, name+"ln2", w)
	}
	t.addHeads(rng)
	return t
}

func (t *tiny) addHeads(rng *rand.Rand) {
	w := t.Config.Width
	t.Hidden = Hidden{First: 4, Kinds: 3, Party: 7, Parties: []string{"Tories"}}
	t.Heads = map[string]HeadConfig{}
	for _, name := range headNames {
		h := HeadConfig{Kind: "statement", Classes: Classes(name), Threshold: 0.3}
		n := len(h.Classes)
		if name == "evaluation" || name == "target_tone" || name == "directed" {
			h.Kind, h.Temperature, h.Threshold = "span", 2, 0
			t.add(rng, "head."+name+".Q", 0.1, spanRoom, w)
			t.add(rng, "head."+name+".K", 0.1, spanRoom, w)
			t.add(rng, "head."+name+".U", 0.1, n, w)
		} else {
			t.add(rng, "head."+name+".k", 0.2, w)
		}
		t.add(rng, "head."+name+".r", 1, roleCount)
		t.add(rng, "head."+name+".V", 0.5, n, w)
		t.add(rng, "head."+name+".b", 0.5, n)
		t.Heads[name] = h
	}
	t.Propositions = []string{"talks-useful"}
	for _, name := range []string{"A", "B"} {
		t.add(rng, "position."+name, 0.1, w, w)
	}
	for _, name := range []string{"d", "f"} {
		t.add(rng, "position."+name, 0.1, len(t.Propositions), w)
	}
	for _, name := range []string{"kr", "ks"} {
		t.add(rng, "position."+name, 0.1, w)
	}
	for _, name := range []string{"rr", "rs"} {
		t.add(rng, "position."+name, 1, roleCount)
	}
	for _, name := range []string{"br", "bs"} {
		t.add(rng, "position."+name, 1, 1)
	}
}

func (t *tiny) add(rng *rand.Rand, name string, scale float64, shape ...int) {
	n := 1
	for _, d := range shape {
		n *= d
	}
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(rng.NormFloat64() * scale)
	}
	t.tensors[name], t.shapes[name] = x, shape
	t.order = append(t.order, name)
}

func (t *tiny) addLinear(rng *rand.Rand, name string, out, in int) {
	t.add(rng, name+".w", 0.15, out, in)
	t.add(rng, name+".b", 0.1, out)
}

func (t *tiny) addNorm(rng *rand.Rand, name string, width int) {
	t.add(rng, name+".w", 0.1, width)
	t.add(rng, name+".b", 0.1, width)
	for i := range t.tensors[name+".w"] {
		t.tensors[name+".w"][i]++
	}
}

func isQuantized(name string) bool {
	return name == "emb.word" || strings.HasPrefix(name, "layer.") && strings.HasSuffix(name, ".w") && !strings.Contains(name, ".ln")
}

// file writes t in the format of the program. Where change is not nil it may
// spoil the header or the body before the checksum is made.
func (t *tiny) file(tb testing.TB, change func(h *header, body []byte)) []byte {
	tb.Helper()
	var body []byte
	h := t.header
	put := func(name, dtype string, shape []int, data []byte, scale string) {
		body = append(body, make([]byte, -len(body)&(fileAlign-1))...)
		h.Tensors = append(h.Tensors, tensorEntry{Name: name, DType: dtype, Shape: shape, Offset: len(body), Bytes: len(data), Scale: scale})
		body = append(body, data...)
	}
	for _, name := range t.order {
		x, shape := t.tensors[name], t.shapes[name]
		if !isQuantized(name) {
			put(name, "f32", shape, floatBytes(x), "")
			continue
		}
		q, scale := make([]byte, len(x)), make([]float32, shape[0])
		for r := range scale {
			row := x[r*shape[1] : (r+1)*shape[1]]
			for _, v := range row {
				scale[r] = max(scale[r], float32(math.Abs(float64(v)))/127)
			}
			for i, v := range row {
				q[r*shape[1]+i] = byte(int8(math.RoundToEven(float64(v / scale[r]))))
			}
		}
		put(name, "i8", shape, q, name+".scale")
		put(name+".scale", "f32", shape[:1], floatBytes(scale), "")
	}
	put("vocab", "u8", []int{len(t.vocab)}, []byte(t.vocab), "")
	if change != nil {
		change(&h, body)
	}
	text, err := json.Marshal(h)
	if err != nil {
		tb.Fatal(err)
	}
	out := binary.LittleEndian.AppendUint32([]byte(fileMagic), uint32(len(text)))
	out = append(out, text...)
	out = append(out, make([]byte, -len(out)&(fileAlign-1))...)
	out = append(out, body...)
	sum := sha256.Sum256(out)
	return append(out, sum[:]...)
}

func floatBytes(x []float32) []byte {
	var b []byte
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

// states is the encoder in float64, written as in a textbook.
func (t *tiny) states(ids []int32, roles []Role) [][]float64 {
	w := t.Config.Width
	x := make([][]float64, len(ids))
	for i, id := range ids {
		x[i] = make([]float64, w)
		for d := range x[i] {
			x[i][d] = t.at("emb.word", int(id)*w+d) + t.at("emb.pos", i*w+d) + t.at("emb.type", d)
		}
		t.normalize("emb.ln", x[i])
	}
	for n := range t.Config.Layers {
		name := fmt.Sprintf("layer.%d.", n)
		if n == t.Config.Inject {
			for i, r := range roles {
				for d := range x[i] {
					x[i][d] += t.at("role", int(r)*w+d)
				}
			}
		}
		attended := t.attended(name, x)
		for i := range x {
			add(x[i], t.linear(name+"o", attended[i]))
			t.normalize(name+"ln1", x[i])
			wide := t.linear(name+"up", x[i])
			for d, v := range wide {
				wide[d] = v / 2 * (1 + math.Erf(v/math.Sqrt2))
			}
			add(x[i], t.linear(name+"down", wide))
			t.normalize(name+"ln2", x[i])
		}
	}
	return x
}

func (t *tiny) at(name string, i int) float64 { return float64(t.tensors[name][i]) }

func add(x, y []float64) {
	for i := range x {
		x[i] += y[i]
	}
}

func (t *tiny) linear(name string, x []float64) []float64 {
	out := make([]float64, t.shapes[name+".w"][0])
	for o := range out {
		out[o] = t.at(name+".b", o)
		for i, v := range x {
			out[o] += v * t.at(name+".w", o*len(x)+i)
		}
	}
	return out
}

func (t *tiny) normalize(name string, x []float64) {
	mean, square := 0.0, 0.0
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		square += (v - mean) * (v - mean) / float64(len(x))
	}
	for i, v := range x {
		x[i] = (v-mean)/math.Sqrt(square+normEpsilon)*t.at(name+".w", i) + t.at(name+".b", i)
	}
}

func (t *tiny) attended(name string, x [][]float64) [][]float64 {
	var q, k, v [][]float64
	for i := range x {
		q, k, v = append(q, t.linear(name+"q", x[i])), append(k, t.linear(name+"k", x[i])), append(v, t.linear(name+"v", x[i]))
	}
	out := make([][]float64, len(x))
	for i := range x {
		out[i] = make([]float64, t.Config.Width)
		for from := 0; from < t.Config.Width; from += 32 {
			weights, sum := make([]float64, len(x)), 0.0
			for j := range x {
				for d := from; d < from+32; d++ {
					weights[j] += q[i][d] * k[j][d] / math.Sqrt(32)
				}
				weights[j] = math.Exp(weights[j])
				sum += weights[j]
			}
			for j := range x {
				for d := from; d < from+32; d++ {
					out[i][d] += weights[j] / sum * v[j][d]
				}
			}
		}
	}
	return out
}

func compressed(tb testing.TB, b []byte) []byte {
	tb.Helper()
	e, err := zstd.NewWriter(nil)
	if err != nil {
		tb.Fatal(err)
	}
	return e.EncodeAll(b, nil)
}
