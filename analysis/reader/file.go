package reader

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"

	"github.com/klauspost/compress/zstd"
)

// The file of a reader, lexicon/models/reader.bin:
//
//	"READOUT-READER\n"        15 bytes
//	length of the header      uint32, little-endian
//	header                    JSON, see header
//	zeros to a multiple of 64 bytes from the start of the file
//	tensors                   each at its offset, a multiple of 64, from there on
//	SHA-256 of all before     32 bytes
//
// all of it compressed with Zstandard where that is smaller. Numbers are little-endian;
// a tensor's elements stand row by row. Tensors of dtype i8 are weights divided by the
// scale of their row, which is the f32 tensor that "scale" names, and rounded.
const (
	fileMagic   = "READOUT-READER\n"
	fileVersion = 1
	fileAlign   = 64
	mostBytes   = 256 << 20 // unpacked
)

// Shape is the shape of an encoder.
type Shape struct {
	Layers         int `json:"layers"`
	Width          int `json:"width"`           // of a hidden state
	AttentionHeads int `json:"attention_heads"` // of 32 each
	FFN            int `json:"ffn"`             // width inside the feed-forward part
	Positions      int `json:"positions"`       // longest window that position embeddings allow
	Inject         int `json:"inject"`          // the layer whose input the roles are added to
	MaxPieces      int `json:"max_pieces"`      // longest window that was trained on
	TitlePieces    int `json:"title_pieces"`    // of those, at most for the title
}

// HeadConfig describes one head.
type HeadConfig struct {
	Kind        string   `json:"kind"` // statement, span, tag or position
	Classes     []string `json:"classes"`
	Temperature float64  `json:"temperature"` // what logits are divided by; 0 for 1
	// Threshold is the value from which on a score has a label: plus where it is at least that,
	// minus where it is at most its opposite, for a head of minus, none and plus. 0 for the likeliest class.
	Threshold float64 `json:"threshold"`
	// Value is what the value of a score is, from -1 to 1: "" for the probability of plus less that of minus,
	// "side" for the probability that it is one of both, with the sign of the likelier.
	Value string `json:"value,omitempty"`
}

// sideValue is the Value of a head whose sources mostly take a side.
const sideValue = "side"

type header struct {
	Version      int                   `json:"version"`
	VocabSHA256  string                `json:"vocab_sha256"`
	Config       Shape                 `json:"config"`
	Heads        map[string]HeadConfig `json:"heads"`
	Propositions []string              `json:"propositions"`
	Hidden       Hidden                `json:"hidden"`
	Tensors      []tensorEntry         `json:"tensors"`
}

type tensorEntry struct {
	Name   string `json:"name"`
	DType  string `json:"dtype"` // f32, f16, i8 or u8
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"`
	Bytes  int    `json:"bytes"`
	Scale  string `json:"scale"`
}

// file is a file that was read, its tensors not yet made sense of.
type file struct {
	header
	entries map[string]tensorEntry
	data    []byte // from the first tensor on
}

// readFile unpacks and checks a file.
func readFile(b []byte) (*file, error) {
	if !bytes.HasPrefix(b, []byte(fileMagic)) {
		d, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(mostBytes), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		defer d.Close()
		if b, err = d.DecodeAll(b, nil); err != nil {
			return nil, fmt.Errorf("neither a reader nor a compressed one: %w", err)
		}
	}
	if len(b) < len(fileMagic)+4+sha256.Size || !bytes.HasPrefix(b, []byte(fileMagic)) {
		return nil, fmt.Errorf("not the file of a reader: it does not begin with %q", fileMagic)
	}
	body, sum := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if got := sha256.Sum256(body); !bytes.Equal(got[:], sum) {
		return nil, fmt.Errorf("damaged: its SHA-256 is %x and should be %x", got[:6], sum[:6])
	}
	size := uint64(binary.LittleEndian.Uint32(body[len(fileMagic):]))
	from := uint64(len(fileMagic) + 4)
	if from+size > uint64(len(body)) {
		return nil, fmt.Errorf("a header of %d bytes is longer than the file", size)
	}
	f := &file{entries: map[string]tensorEntry{}}
	if err := json.Unmarshal(body[from:from+size], &f.header); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	if f.Version != fileVersion {
		return nil, fmt.Errorf("version %d, where this program reads version %d", f.Version, fileVersion)
	}
	from += size
	from += -from % fileAlign
	if from > uint64(len(body)) {
		return nil, fmt.Errorf("ends in its header")
	}
	f.data = body[from:]
	return f, f.check()
}

// widths are the bytes of an element.
var widths = map[string]int{"f32": 4, "f16": 2, "i8": 1, "u8": 1}

// check looks whether every tensor lies within the file.
func (f *file) check() error {
	c := f.Config
	for _, n := range []int{c.Layers, c.Width, c.AttentionHeads, c.FFN, c.Positions, c.MaxPieces} {
		if n <= 0 || n > 1<<16 {
			return fmt.Errorf("impossible shape %+v", c)
		}
	}
	if c.Inject < 0 || c.Inject >= c.Layers || c.MaxPieces > c.Positions || c.TitlePieces < 0 || c.TitlePieces+8 > c.MaxPieces {
		return fmt.Errorf("impossible shape %+v", c)
	}
	for _, e := range f.Tensors {
		n := widths[e.DType]
		if n == 0 {
			return fmt.Errorf("tensor %s: unknown type %q", e.Name, e.DType)
		}
		for _, d := range e.Shape {
			if d <= 0 || n > mostBytes/d {
				return fmt.Errorf("tensor %s: impossible shape %v", e.Name, e.Shape)
			}
			n *= d
		}
		if n != e.Bytes || e.Offset < 0 || e.Offset > len(f.data) || e.Bytes > len(f.data)-e.Offset {
			return fmt.Errorf("tensor %s: %d bytes from %d on do not fit shape %v in a file of %d", e.Name, e.Bytes, e.Offset, e.Shape, len(f.data))
		}
		if _, twice := f.entries[e.Name]; twice {
			return fmt.Errorf("tensor %s stands there twice", e.Name)
		}
		f.entries[e.Name] = e
	}
	vocab, err := f.bytes("vocab", "u8")
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(vocab); hex.EncodeToString(sum[:]) != f.VocabSHA256 {
		return fmt.Errorf("the word pieces are not those that the header names")
	}
	return nil
}

func (f *file) bytes(name, dtype string) ([]byte, error) {
	e, ok := f.entries[name]
	if !ok {
		return nil, fmt.Errorf("no tensor %s", name)
	}
	if e.DType != dtype {
		return nil, fmt.Errorf("tensor %s is of type %s, not %s", name, e.DType, dtype)
	}
	return f.data[e.Offset : e.Offset+e.Bytes], nil
}

// floats gives a tensor of floats, which must have the shape; -1 in it stands for any size.
func (f *file) floats(name string, shape ...int) ([]float32, error) {
	e, ok := f.entries[name]
	if !ok {
		return nil, fmt.Errorf("no tensor %s", name)
	}
	if !fits(e.Shape, shape) {
		return nil, fmt.Errorf("tensor %s has shape %v, not %v", name, e.Shape, shape)
	}
	data := f.data[e.Offset : e.Offset+e.Bytes]
	x := make([]float32, len(data)/widths[e.DType])
	switch e.DType {
	case "f32":
		for i := range x {
			x[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		}
	case "f16":
		for i := range x {
			x[i] = half(binary.LittleEndian.Uint16(data[2*i:]))
		}
	default:
		return nil, fmt.Errorf("tensor %s is of type %s, not floats", name, e.DType)
	}
	for _, v := range x {
		if v != v || math.IsInf(float64(v), 0) {
			return nil, fmt.Errorf("tensor %s holds a value that is no number", name)
		}
	}
	return x, nil
}

func fits(shape, want []int) bool {
	if len(shape) != len(want) {
		return false
	}
	for i, n := range want {
		if n >= 0 && shape[i] != n {
			return false
		}
	}
	return true
}

// half widens a float of 16 bits.
func half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10&31), uint32(h&1023)
	switch exponent {
	case 0:
		x := float32(fraction) / (1 << 24)
		return math.Float32frombits(math.Float32bits(x) | sign)
	case 31:
		return math.Float32frombits(sign | 0x7F800000 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}

// quantized gives int8 weights of rows x columns and the scale of each row.
func (f *file) quantized(name string, rows, columns int) (weights []int8, scale []float32, err error) {
	b, err := f.bytes(name, "i8")
	if err != nil {
		return nil, nil, err
	}
	e := f.entries[name]
	if !fits(e.Shape, []int{rows, columns}) {
		return nil, nil, fmt.Errorf("tensor %s has shape %v, not %d by %d", name, e.Shape, rows, columns)
	}
	if scale, err = f.floats(e.Scale, rows); err != nil {
		return nil, nil, fmt.Errorf("scale of %s: %w", name, err)
	}
	weights = make([]int8, len(b))
	for i, v := range b {
		weights[i] = int8(v)
	}
	return weights, scale, nil
}
