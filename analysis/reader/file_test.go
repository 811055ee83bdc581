package reader

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"readout/analysis/reader/kernel"
)

func TestFaultsOfAFile(t *testing.T) {
	model := newTiny(1)
	whole := model.file(t, nil)
	entry := func(name string, f func(e *tensorEntry)) func(*header, []byte) {
		return func(h *header, _ []byte) {
			for i := range h.Tensors {
				if h.Tensors[i].Name == name {
					f(&h.Tensors[i])
				}
			}
		}
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "does not begin with"},
		{"other", []byte("PK\x03\x04 something else altogether"), "neither a reader nor a compressed one"},
		{"damaged", flipped, "damaged"},
		{"cut", whole[:len(whole)-100], "damaged"},
		{"version", model.file(t, func(h *header, _ []byte) { h.Version = 9 }), "version 9"},
		{"vocabulary", model.file(t, func(h *header, _ []byte) { h.VocabSHA256 = "00" }), "word pieces"},
		{"inject", model.file(t, func(h *header, _ []byte) { h.Config.Inject = 2 }), "impossible shape"},
		{"width", model.file(t, func(h *header, _ []byte) { h.Config.Width = 96 }), "do not fit the kernels"},
		{"missing", model.file(t, entry("layer.1.up.w", func(e *tensorEntry) { e.Name = "x" })), "no tensor layer.1.up.w"},
		{"transposed", model.file(t, entry("layer.1.up.w", func(e *tensorEntry) { e.Shape = []int{64, 128} })), "shape [64 128], not 128 by 64"},
		{"outside", model.file(t, entry("role", func(e *tensorEntry) { e.Offset += 1 << 30 })), "do not fit"},
		{"not a number", model.file(t, func(h *header, body []byte) {
			for _, e := range h.Tensors {
				if e.Name == "role" {
					copy(body[e.Offset:], floatBytes([]float32{float32(math.NaN())}))
				}
			}
		}), "no number"},
	} {
		f, err := readFile(c.file)
		if err == nil {
			_, err = newEncoder(f, kernel.Best())
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, where %q was to be told", c.name, err, c.want)
		}
	}
}

func TestCompressedFile(t *testing.T) {
	f, err := readFile(compressed(t, newTiny(1).file(t, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if f.Config.Layers != 2 {
		t.Errorf("%d layers", f.Config.Layers)
	}
}

func TestHalf(t *testing.T) {
	for bits, want := range map[uint16]float32{0x3C00: 1, 0xC000: -2, 0x0001: 1.0 / (1 << 24), 0x8000: 0, 0x7BFF: 65504, 0x3555: 0.333251953125} {
		if got := half(bits); got != want {
			t.Errorf("half(%#x) = %v, not %v", bits, got, want)
		}
	}
}
