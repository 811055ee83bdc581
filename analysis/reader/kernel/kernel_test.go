package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestProductIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, set := range Sets() {
		for _, size := range [][3]int{{1, 4, 64}, {6, 64, 64}, {7, 384, 128}, {13, 1536, 64}} {
			n, in, out := size[0], size[1], size[2]
			checkProduct(t, set, rng, n, in, out)
		}
	}
}

// checkProduct compares a product with one that is made number by number.
func checkProduct(t *testing.T, set Set, rng *rand.Rand, n, in, out int) {
	t.Helper()
	weights := make([]int8, in*out)
	for i := range weights {
		weights[i] = int8(rng.IntN(255) - 127)
	}
	m, err := NewMatrix(in, out, weights, floats(rng, out, 0.01), floats(rng, out, 1))
	if err != nil {
		t.Fatal(err)
	}
	rows := filledRows(rng, n, in)
	got := make([]float32, (n+TileRows)*out)
	set.Multiply(m, rows, n, got)
	for i := range n {
		for o := range out {
			sum := int32(0)
			for k := range in {
				sum += int32(rows.q[i*in+k]) * int32(weights[o*in+k])
			}
			want := float32(float32(float32(sum)*rows.scale[i])*m.scale[o]) + m.bias[o]
			if got[i*out+o] != want {
				t.Fatalf("%s %dx%dx%d: row %d output %d is %v, not %v", set.Name, n, in, out, i, o, got[i*out+o], want)
			}
		}
	}
}

// filledRows are rows with any int8 in them but -128, which Quantize never makes.
func filledRows(rng *rand.Rand, n, in int) *Rows {
	rows := NewRows(n, max(in, 8))
	rows.SetWidth(in)
	for i := range n {
		sum := int32(0)
		for k := range in {
			q := int8(rng.IntN(255) - 127)
			rows.q[i*in+k] = q
			sum += int32(q)
		}
		rows.scale[i], rows.offset[i] = rng.Float32(), 128*sum
	}
	return rows
}

func floats(rng *rand.Rand, n int, scale float64) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(rng.NormFloat64() * scale)
	}
	return x
}

// TestSetsAgree runs every step of every set beside the portable one.
func TestSetsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, set := range Sets() {
		for range 100 {
			compareSteps(t, set, rng, Lanes*(1+rng.IntN(30)), 1+rng.IntN(130), math.Exp(rng.NormFloat64()*2))
		}
	}
}

func FuzzSetsAgree(f *testing.F) {
	f.Add(uint64(1), 24, 90, 1.0)
	f.Fuzz(func(t *testing.T, seed uint64, lanes, keys int, scale float64) {
		if lanes < 1 || lanes > 100 || keys < 1 || keys > 200 || !(scale > 1e-6 && scale < 1e3) {
			t.Skip()
		}
		rng := rand.New(rand.NewPCG(seed, 5))
		for _, set := range Sets() {
			compareSteps(t, set, rng, lanes*Lanes, keys, scale)
			checkProduct(t, set, rng, 1+keys%9, lanes*4, TileColumns)
		}
	})
}

func compareSteps(t *testing.T, set Set, rng *rand.Rand, n, keys int, scale float64) {
	t.Helper()
	base := portable()
	x, y, w := floats(rng, n, scale), floats(rng, n, scale), floats(rng, n, 1)
	same := func(step string, f func(s *Set, x []float32) []float32) {
		t.Helper()
		got, want := f(&set, slices.Clone(x)), f(&base, slices.Clone(x))
		for i := range want {
			if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
				t.Fatalf("%s: %s of %d floats: element %d is %v, portable %v", set.Name, step, n, i, got[i], want[i])
			}
		}
	}
	same("Quantize", func(s *Set, x []float32) []float32 {
		r := NewRows(1, n)
		r.SetWidth(n)
		s.Quantize(r, 0, x)
		out := []float32{r.scale[0], float32(r.offset[0])}
		for _, q := range r.q[:n] {
			out = append(out, float32(q))
		}
		return out
	})
	same("Normalize", func(s *Set, x []float32) []float32 { s.Normalize(x, y, w, y, 1e-12); return x })
	same("GELU", func(s *Set, x []float32) []float32 { s.GELU(x); return x })
	same("Dot", func(s *Set, x []float32) []float32 { return []float32{s.Dot(x, y)} })
	same("Softmax", func(s *Set, x []float32) []float32 { return append(x, s.Softmax(x)) })
	room := (keys + KeyBlock - 1) / KeyBlock * KeyBlock
	q, k := floats(rng, 2*HeadWidth, scale), floats(rng, HeadWidth*room, scale)
	same("Scores", func(s *Set, _ []float32) []float32 {
		to := make([]float32, 2*room)
		s.Scores(q[:HeadWidth], q[HeadWidth:], k, 0.1, to[:room], to[room:])
		return to
	})
	v := floats(rng, keys*HeadWidth*2, scale)
	same("Values", func(s *Set, _ []float32) []float32 {
		to := make([]float32, 2*HeadWidth)
		s.Values(k[:keys], k[keys:2*keys], v, HeadWidth*2, 0.3, 0.7, to[:HeadWidth], to[HeadWidth:])
		return to
	})
}

func TestFunctionsAreAccurate(t *testing.T) {
	for x := -85.0; x <= 0; x += 0.01 {
		want := math.Exp(x)
		if got := float64(exp(float32(x))); math.Abs(got-want) > 2e-5*want {
			t.Fatalf("exp(%v) = %v, not %v", x, got, want)
		}
	}
	for x := -9.0; x <= 9; x += 0.01 {
		got := []float32{float32(x)}
		gelu(got)
		want := x / 2 * (1 + math.Erf(x/math.Sqrt2))
		if math.Abs(float64(got[0])-want) > 2e-6 {
			t.Fatalf("gelu(%v) = %v, not %v", x, got[0], want)
		}
	}
}

func TestMatrixThatDoesNotFit(t *testing.T) {
	for _, size := range [][2]int{{5, 64}, {4, 63}, {0, 64}, {4, 0}} {
		if _, err := NewMatrix(size[0], size[1], nil, nil, nil); err == nil {
			t.Errorf("no error for %d inputs and %d outputs", size[0], size[1])
		}
	}
	if _, err := NewMatrix(4, 64, make([]int8, 255), make([]float32, 64), make([]float32, 64)); err == nil {
		t.Error("no error for a missing weight")
	}
}

func BenchmarkMultiply(b *testing.B) {
	rng := rand.New(rand.NewPCG(5, 6))
	m, err := NewMatrix(384, 1536, make([]int8, 384*1536), floats(rng, 1536, 1), floats(rng, 1536, 1))
	if err != nil {
		b.Fatal(err)
	}
	rows := filledRows(rng, 96, 384)
	out := make([]float32, 96*1536)
	for _, set := range Sets() {
		b.Run(set.Name, func(b *testing.B) {
			for b.Loop() {
				set.Multiply(m, rows, 96, out)
			}
			b.ReportMetric(float64(b.N)*96*384*1536/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
