package reader

import (
	"fmt"
	"math"

	"readout/analysis/reader/kernel"
)

// reading is a window with its hidden states, read for one statement.
type reading struct {
	*window
	roles []Role
	h     []float32 // one row a piece
	width int
	set   *kernel.Set

	weights []float32         // scratch: attention of a head over the pieces, padded
	said    map[*head]*output // what statement heads said of these states and roles; nil to keep nothing
}

func (r *reading) row(i int) []float32 { return r.h[i*r.width : (i+1)*r.width] }

// attention gives the weight of each piece: the softmax of what query finds in
// its state and of what its role is worth.
func (r *reading) attention(query, byRole []float32, scale float32) []float32 {
	n := len(r.ids)
	room := (n + kernel.Lanes - 1) / kernel.Lanes * kernel.Lanes
	for len(r.weights) < room {
		r.weights = append(r.weights, 0)
	}
	a := r.weights[:room]
	for i := range n {
		a[i] = float32(r.set.Dot(query, r.row(i))*scale) + byRole[r.roles[i]]
	}
	for i := n; i < room; i++ {
		a[i] = noKey
	}
	by := r.set.Softmax(a)
	for i := range n {
		a[i] *= by
	}
	return a[:n]
}

// parts gives what each piece adds to the inner product of the attended state with v.
func (r *reading) parts(alpha []float32, v []float32, into []float64) []float64 {
	into = into[:0]
	for i, a := range alpha {
		into = append(into, float64(a)*float64(r.set.Dot(v, r.row(i))))
	}
	return into
}

// attended adds up the states of the pieces by their weights.
func (r *reading) attended(alpha []float32) []float32 {
	sum := make([]float32, r.width)
	for i, a := range alpha {
		for d, x := range r.row(i) {
			sum[d] += float32(a * x)
		}
	}
	return sum
}

// output is what a head says of a reading: a logit a class and, by class, what each
// piece added to it. Base is the part of no piece.
type output struct {
	base  []float64
	parts [][]float64
}

// logits adds up base and parts.
func (o *output) logits() []float64 {
	z := make([]float64, len(o.base))
	for c, b := range o.base {
		z[c] = b
		for _, x := range o.parts[c] {
			z[c] += x
		}
	}
	return z
}

// head is a head over a statement or over a span of its window. Its
// logits are sums over the pieces of the window, so that each piece's part is exact.
type head struct {
	HeadConfig
	k      []float32 // of a statement head
	byRole []float32
	query  []float32 // of a span head: 64 rows of the width
	keys   []float32 // one row a dimension of the width, 64 long
	span   []float32 // one row a class
	v      []float32 // one row a class
	bias   []float32

	inverse float64
}

// spanRoom is the width in which span heads compare spans and pieces.
const spanRoom = 64

func (f *file) head(name string) (*head, error) {
	c, ok := f.Heads[name]
	if !ok {
		return nil, fmt.Errorf("no head %s", name)
	}
	n, width := len(c.Classes), f.Config.Width
	if n == 0 || c.Temperature < 0 {
		return nil, fmt.Errorf("head %s: %d classes at temperature %v", name, n, c.Temperature)
	}
	h := &head{HeadConfig: c, inverse: 1}
	if c.Temperature > 0 {
		h.inverse = 1 / c.Temperature
	}
	want := []struct {
		into  *[]float32
		name  string
		shape []int
	}{{&h.byRole, "r", []int{roleCount}}, {&h.v, "V", []int{n, width}}, {&h.bias, "b", []int{n}}}
	var keys []float32
	switch c.Kind {
	case "statement":
		want = append(want, struct {
			into  *[]float32
			name  string
			shape []int
		}{&h.k, "k", []int{width}})
	case "span":
		want = append(want, []struct {
			into  *[]float32
			name  string
			shape []int
		}{{&h.query, "Q", []int{spanRoom, width}}, {&keys, "K", []int{spanRoom, width}}, {&h.span, "U", []int{n, width}}}...)
	default:
		return nil, fmt.Errorf("head %s is of the unknown kind %q", name, c.Kind)
	}
	for _, t := range want {
		var err error
		if *t.into, err = f.floats("head."+name+"."+t.name, t.shape...); err != nil {
			return nil, err
		}
	}
	h.keys = transposed(keys, width)
	return h, nil
}

// transposed turns rows of the given width round.
func transposed(x []float32, width int) []float32 {
	rows := len(x) / width
	out := make([]float32, len(x))
	for r := range rows {
		for c := range width {
			out[c*rows+r] = x[r*width+c]
		}
	}
	return out
}

// statement reads a statement. The output is not to be changed.
func (h *head) statement(r *reading) *output {
	if o := r.said[h]; o != nil {
		return o
	}
	o := h.output(r, r.attention(h.k, h.byRole, 1), nil)
	if r.said != nil {
		r.said[h] = o
	}
	return o
}

// about reads what is held of a span: of the pieces where in is true, at least one.
func (h *head) about(r *reading, in []bool) *output {
	mean := make([]float32, r.width)
	n := float32(0)
	for i, is := range in {
		if is {
			n++
			for d, x := range r.row(i) {
				mean[d] += x
			}
		}
	}
	for d := range mean {
		mean[d] /= n
	}
	asked := make([]float32, spanRoom)
	for i := range asked {
		asked[i] = r.set.Dot(h.query[i*r.width:(i+1)*r.width], mean)
	}
	query := make([]float32, r.width)
	for d := range query {
		query[d] = r.set.Dot(h.keys[d*spanRoom:(d+1)*spanRoom], asked)
	}
	return h.output(r, r.attention(query, h.byRole, 1.0/8), mean)
}

func (h *head) output(r *reading, alpha, mean []float32) *output {
	o := &output{base: make([]float64, len(h.bias)), parts: make([][]float64, len(h.bias))}
	for c, b := range h.bias {
		if mean != nil {
			b += r.set.Dot(h.span[c*r.width:(c+1)*r.width], mean)
		}
		o.base[c] = float64(b) * h.inverse
		o.parts[c] = r.parts(alpha, h.v[c*r.width:(c+1)*r.width], make([]float64, 0, len(alpha)))
		for i := range o.parts[c] {
			o.parts[c][i] *= h.inverse
		}
	}
	return o
}

// probabilities is the softmax of logits. Its exponential is not the platform's, so
// that the same logits give the same bits everywhere.
func probabilities(z []float64) []float64 {
	most := math.Inf(-1)
	for _, x := range z {
		most = max(most, x)
	}
	p := make([]float64, len(z))
	sum := 0.0
	for c, x := range z {
		p[c] = exp(x - most)
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
	return p
}

// sigmoid gives the probability of a log-odds.
func sigmoid(x float64) float64 { return 1 / (1 + exp(-x)) }

// exp is the exponential to about fourteen digits, of nothing but single rounded operations.
func exp(x float64) float64 {
	const log2High, log2Low = 6.93147180369123816490e-01, 1.90821492927058770002e-10
	switch {
	case x < -700:
		return 0
	case x > 700:
		x = 700
	}
	n := math.RoundToEven(x / math.Ln2)
	r := x - float64(n*log2High)
	r -= float64(n * log2Low)
	sum, term := 1.0, 1.0
	for i := 1.0; i <= 14; i++ {
		term = float64(term*r) / i
		sum += term
	}
	return math.Ldexp(sum, int(n))
}
