// Package kernel holds the arithmetic of the encoder: products of int8 matrices
// and the float32 steps between them, for amd64 (AVX-512 VNNI, AVX2), arm64 (the
// dot product instructions) and, in plain Go, for every other processor.
//
// All of them give the same bits. Integer sums are exact in any order. Float
// steps round after every single multiplication and addition (no fused ones, no
// library functions of the platform), and sums over a row run in sixteen lanes:
// lane l adds up the elements l, l+16, l+32 ...; then lane l takes in lane l+8, then l+4,
// l+2 and l+1.
package kernel

import "fmt"

// Lanes is what the length of every row that is summed must be a multiple of.
const Lanes = 16

// Tile sizes of a product: rows of the input and columns of the output that one
// call of a kernel makes.
const (
	TileRows    = 6
	TileColumns = 64
)

// HeadWidth is the width of an attention head.
const HeadWidth = 32

// KeyBlock is what the number of keys is rounded up to in Scores.
const KeyBlock = 32

// Set is the arithmetic for one kind of processor. It has no state and serves any
// number of goroutines.
type Set struct {
	// Name of the instructions: avx512vnni, avx2, sdot or portable.
	Name string

	// tile multiplies TileRows rows of a (each in bytes long) with one panel into
	// out, whose rows are stride floats apart; see Matrix.
	tile func(a []int8, in int, panel []uint8, t *tileScales, out []float32, stride int, wide []int16)

	// MaxAbs gives the largest absolute value of x.
	MaxAbs func(x []float32) float32
	// Round writes x*by, rounded to the nearest even integer, and gives their sum.
	// The products must lie within -127 and 127.
	Round func(x []float32, by float32, to []int8) int32
	// AddSum adds y to x and gives the sum of the elements.
	AddSum func(x, y []float32) float32
	// Squares gives the sum of squares of x less mean.
	Squares func(x []float32, mean float32) float32
	// Scale makes (x-mean)*by*weight + bias of x.
	Scale func(x []float32, mean, by float32, weight, bias []float32)
	// GELU applies the Gaussian error linear unit, x/2*(1+erf(x/sqrt 2)).
	GELU func(x []float32)
	// Max gives the largest value of x.
	Max func(x []float32) float32
	// ExpSum makes exp(x-less) of x and gives the sum; x must not be above less.
	ExpSum func(x []float32, less float32) float32
	// Dot gives the inner product.
	Dot func(x, y []float32) float32
	// Scores gives the inner products of two queries of HeadWidth with len(to)
	// keys, a multiple of KeyBlock, times by. keys holds one row a dimension, each
	// as long as to.
	Scores func(query, query2, keys []float32, by float32, to, to2 []float32)
	// Values gives the sums of value rows, each stride floats after the one
	// before, weighted by two sets of weights, times by and by2.
	Values func(weight, weight2, values []float32, stride int, by, by2 float32, to, to2 []float32)
}

// Sets gives what this processor can do, the fastest first; the last is the
// portable one.
func Sets() []Set { return append(native(), portable()) }

// Best is the fastest set of this processor.
func Best() Set { return Sets()[0] }

// Named is the set of a name, the fastest for "". It fails where this processor has none.
func Named(name string) (Set, error) {
	for _, s := range Sets() {
		if s.Name == name || name == "" {
			return s, nil
		}
	}
	return Set{}, fmt.Errorf("kernel: this processor has no %q", name)
}

// Matrix is a matrix of int8 weights, packed for the kernels: for every panel of
// TileColumns outputs, groups of four inputs; in a group the four weights of each
// output. Weights are kept plus 128, so that they are unsigned as VPDPBUSD
// wants them; what that adds to a sum, 128 times the sum of the inputs, is taken off
// again.
type Matrix struct {
	In, Out int
	panels  []uint8
	scale   []float32 // by output
	bias    []float32
}

// NewMatrix packs weights, which stand output by output. It fails where sizes do
// not fit the kernels: inputs go in fours, outputs in sixty-fours.
func NewMatrix(in, out int, weights []int8, scale, bias []float32) (*Matrix, error) {
	if in%4 != 0 || in <= 0 || out%TileColumns != 0 || out <= 0 {
		return nil, fmt.Errorf("kernel: a matrix of %d inputs and %d outputs does not fit tiles of 4 and %d", in, out, TileColumns)
	}
	if len(weights) != in*out || len(scale) != out || len(bias) != out {
		return nil, fmt.Errorf("kernel: %d weights, %d scales and %d biases for %d inputs and %d outputs", len(weights), len(scale), len(bias), in, out)
	}
	m := &Matrix{In: in, Out: out, scale: scale, bias: bias, panels: make([]uint8, in*out)}
	for o := range out {
		panel := m.panels[o/TileColumns*TileColumns*in:]
		row := weights[o*in : (o+1)*in]
		for i, w := range row {
			panel[i/4*4*TileColumns+o%TileColumns*4+i%4] = uint8(int(w) + 128)
		}
	}
	return m, nil
}

// Rows are rows of activations in int8, each with its own scale. Make them with
// NewRows, fill them with Quantize.
type Rows struct {
	width  int
	q      []int8
	scale  []float32
	offset []int32 // 128 times the sum of the row
	wide   []int16
	tile   tileScales
}

// NewRows makes room for n rows of up to width elements.
func NewRows(n, width int) *Rows {
	n = (n + TileRows - 1) / TileRows * TileRows
	return &Rows{
		q:      make([]int8, n*width),
		scale:  make([]float32, n),
		offset: make([]int32, n),
		wide:   make([]int16, TileRows*width),
	}
}

// SetWidth says how long the rows are that come next.
func (r *Rows) SetWidth(width int) { r.width = width }

// Quantize makes row i of x: symmetric, the largest absolute value becomes 127.
func (s *Set) Quantize(r *Rows, i int, x []float32) {
	most := s.MaxAbs(x)
	by := float32(0)
	if most > 0 {
		by = 127 / most
	}
	r.scale[i] = most / 127
	r.offset[i] = 128 * s.Round(x, by, r.q[i*r.width:(i+1)*r.width])
}

// tileScales is what turns the integer sums of a tile into floats.
type tileScales struct {
	row    []float32 // by row
	offset []int32   // by row
	column []float32 // by output
	bias   []float32 // by output
}

// Multiply gives the product of the first n rows with m, plus its bias: out holds
// n rows of m.Out, and room for n rounded up to TileRows.
func (s *Set) Multiply(m *Matrix, r *Rows, n int, out []float32) {
	t := &r.tile
	for p := 0; p < m.Out; p += TileColumns {
		panel := m.panels[p*m.In : (p+TileColumns)*m.In]
		t.column, t.bias = m.scale[p:p+TileColumns], m.bias[p:p+TileColumns]
		for i := 0; i < n; i += TileRows {
			t.row, t.offset = r.scale[i:i+TileRows], r.offset[i:i+TileRows]
			s.tile(r.q[i*m.In:(i+TileRows)*m.In], m.In, panel, t, out[i*m.Out+p:(i+TileRows-1)*m.Out+p+TileColumns], m.Out, r.wide)
		}
	}
}

// Normalize makes x the layer norm of x+y.
func (s *Set) Normalize(x, y, weight, bias []float32, epsilon float32) {
	n := float32(len(x))
	mean := s.AddSum(x, y) / n
	variance := s.Squares(x, mean) / n
	s.Scale(x, mean, 1/root(float32(variance+epsilon)), weight, bias)
}

// Softmax makes exp(x - max x) of x and gives one over their sum.
func (s *Set) Softmax(x []float32) float32 {
	return 1 / s.ExpSum(x, s.Max(x))
}
