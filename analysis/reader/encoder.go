package reader

import (
	"fmt"

	"readout/analysis/reader/kernel"
)

// encoder is a BERT encoder with int8 weights: post-norm layers, GELU, learned
// positions. It does not change and serves any number of goroutines.
type encoder struct {
	Shape
	set       kernel.Set
	words     []int8 // one row a piece of the vocabulary
	wordScale []float32
	positions []float32 // one row a place in the window; the token type is added to it
	norm      layerNorm
	roles     []float32 // one row a role
	layers    []layer
}

// layerNorm is the weights of a layer norm.
type layerNorm struct{ weight, bias []float32 }

// layer is one layer; qkv makes query, key and value at once.
type layer struct {
	qkv, out, up, down *kernel.Matrix
	norm1, norm2       layerNorm
}

// roleCount is the number of roles that a piece may have.
const roleCount = 6

// normEpsilon is what layer norms add to the variance.
const normEpsilon = 1e-12

func newEncoder(f *file, set kernel.Set) (*encoder, error) {
	c := f.Config
	if c.Width != c.AttentionHeads*kernel.HeadWidth || c.Width%kernel.TileColumns != 0 || c.FFN%kernel.TileColumns != 0 {
		return nil, fmt.Errorf("width %d, %d attention heads and %d inside the feed-forward part do not fit the kernels", c.Width, c.AttentionHeads, c.FFN)
	}
	e := &encoder{Shape: c, set: set}
	vocabulary, ok := f.entries["emb.word"]
	if !ok || len(vocabulary.Shape) != 2 {
		return nil, fmt.Errorf("no tensor emb.word of two dimensions")
	}
	var err error
	if e.words, e.wordScale, err = f.quantized("emb.word", vocabulary.Shape[0], c.Width); err != nil {
		return nil, err
	}
	if e.positions, err = f.floats("emb.pos", c.Positions, c.Width); err != nil {
		return nil, err
	}
	kind, err := f.floats("emb.type", c.Width)
	if err != nil {
		return nil, err
	}
	for i := range e.positions {
		e.positions[i] += kind[i%c.Width]
	}
	if e.roles, err = f.floats("role", roleCount, c.Width); err != nil {
		return nil, err
	}
	if e.norm, err = f.norm("emb.ln", c.Width); err != nil {
		return nil, err
	}
	for n := range c.Layers {
		l, err := f.layer(n)
		if err != nil {
			return nil, fmt.Errorf("layer %d: %w", n, err)
		}
		e.layers = append(e.layers, l)
	}
	return e, nil
}

func (f *file) norm(name string, width int) (n layerNorm, err error) {
	if n.weight, err = f.floats(name+".w", width); err != nil {
		return n, err
	}
	n.bias, err = f.floats(name+".b", width)
	return n, err
}

func (f *file) layer(n int) (l layer, err error) {
	c := f.Config
	name := func(part string) string { return fmt.Sprintf("layer.%d.%s", n, part) }
	if l.qkv, err = f.matrix(c.Width, c.Width, name("q"), name("k"), name("v")); err != nil {
		return l, err
	}
	if l.out, err = f.matrix(c.Width, c.Width, name("o")); err != nil {
		return l, err
	}
	if l.up, err = f.matrix(c.Width, c.FFN, name("up")); err != nil {
		return l, err
	}
	if l.down, err = f.matrix(c.FFN, c.Width, name("down")); err != nil {
		return l, err
	}
	if l.norm1, err = f.norm(name("ln1"), c.Width); err != nil {
		return l, err
	}
	l.norm2, err = f.norm(name("ln2"), c.Width)
	return l, err
}

// matrix packs one or more matrices of the same inputs, out outputs each, side by side.
func (f *file) matrix(in, out int, names ...string) (*kernel.Matrix, error) {
	var weights []int8
	var scale, bias []float32
	for _, name := range names {
		w, s, err := f.quantized(name+".w", out, in)
		if err != nil {
			return nil, err
		}
		b, err := f.floats(name+".b", out)
		if err != nil {
			return nil, err
		}
		weights, scale, bias = append(weights, w...), append(scale, s...), append(bias, b...)
	}
	return kernel.NewMatrix(in, out*len(names), weights, scale, bias)
}

// Rows of one pass, and of one go through the feed-forward part, which is
// eight times as wide as a hidden state: sized for the second-level cache.
const (
	passRows = 256
	wideRows = 48
)

// pass is the scratch memory of one pass through the encoder: the windows in it
// lie one behind the other, without padding.
type pass struct {
	x      []float32 // hidden states, one row a piece
	n      int       // rows
	bounds []int     // where each window begins, and n

	y       []float32 // what a sub-layer adds to x
	qkv     []float32
	wide    []float32
	keys    []float32 // of one attention head, one row a dimension
	weights []float32 // of two queries
	spare   []float32 // for the query that an odd one is paired with
	rows    *kernel.Rows
}

func (e *encoder) newPass() *pass {
	const rows = passRows + kernel.TileRows
	keys := (passRows + kernel.KeyBlock - 1) / kernel.KeyBlock * kernel.KeyBlock
	return &pass{
		x:       make([]float32, rows*e.Width),
		y:       make([]float32, rows*e.Width),
		qkv:     make([]float32, rows*3*e.Width),
		wide:    make([]float32, (wideRows+kernel.TileRows)*e.FFN),
		keys:    make([]float32, kernel.HeadWidth*keys),
		weights: make([]float32, 2*keys),
		spare:   make([]float32, kernel.HeadWidth),
		rows:    kernel.NewRows(passRows, max(e.Width, e.FFN)),
	}
}

func (p *pass) clear() { p.n, p.bounds = 0, append(p.bounds[:0], 0) }

// room reports whether n more rows fit.
func (p *pass) room(n int) bool { return p.n+n <= passRows }

// add makes room for a window of n rows and gives them.
func (p *pass) add(n, width int) []float32 {
	from := p.n * width
	p.n += n
	p.bounds = append(p.bounds, p.n)
	return p.x[from : p.n*width]
}

// window gives the rows of window i.
func (p *pass) window(i, width int) []float32 {
	return p.x[p.bounds[i]*width : p.bounds[i+1]*width]
}

// embed appends a window: the sum of the embeddings of piece and place, normed.
func (e *encoder) embed(p *pass, ids []int32) {
	x := p.add(len(ids), e.Width)
	for i, id := range ids {
		row := x[i*e.Width : (i+1)*e.Width]
		by := e.wordScale[id]
		for d, w := range e.words[int(id)*e.Width : (int(id)+1)*e.Width] {
			row[d] = float32(float32(w) * by)
		}
		e.set.Normalize(row, e.positions[i*e.Width:(i+1)*e.Width], e.norm.weight, e.norm.bias, normEpsilon)
	}
}

// assign adds the embeddings of roles to hidden states.
func (e *encoder) assign(x []float32, roles []Role) {
	for i, r := range roles {
		row := x[i*e.Width : (i+1)*e.Width]
		for d, v := range e.roles[int(r)*e.Width : (int(r)+1)*e.Width] {
			row[d] += v
		}
	}
}

// run takes the rows of p through layers from to (before) to.
func (e *encoder) run(p *pass, from, to int) {
	for i := from; i < to; i++ {
		l := &e.layers[i]
		e.attend(p, l)
		for r := range p.n {
			e.set.Normalize(p.row(p.x, r, e.Width), p.row(p.y, r, e.Width), l.norm1.weight, l.norm1.bias, normEpsilon)
		}
		e.feedForward(p, l)
	}
}

func (p *pass) row(x []float32, i, width int) []float32 { return x[i*width : (i+1)*width] }

// attend puts into y what the attention of a layer makes of x.
func (e *encoder) attend(p *pass, l *layer) {
	p.rows.SetWidth(e.Width)
	for r := range p.n {
		e.set.Quantize(p.rows, r, p.row(p.x, r, e.Width))
	}
	e.set.Multiply(l.qkv, p.rows, p.n, p.qkv)
	for w := range len(p.bounds) - 1 {
		for h := range e.AttentionHeads {
			e.attendHead(p, p.bounds[w], p.bounds[w+1], h)
		}
	}
	for r := range p.n {
		e.set.Quantize(p.rows, r, p.row(p.y, r, e.Width))
	}
	e.set.Multiply(l.out, p.rows, p.n, p.y)
}

// keyScale is one over the root of HeadWidth.
const keyScale float32 = 0.17677669529663687

// attendHead lets the rows from first to last look at each other with one head.
func (e *encoder) attendHead(p *pass, first, last, head int) {
	n, stride := last-first, 3*e.Width
	room := (n + kernel.KeyBlock - 1) / kernel.KeyBlock * kernel.KeyBlock
	keys := p.keys[:kernel.HeadWidth*room]
	column := head * kernel.HeadWidth
	for j := range n {
		at := (first+j)*stride + e.Width + column
		for d, k := range p.qkv[at : at+kernel.HeadWidth] {
			keys[d*room+j] = k
		}
	}
	for d := range kernel.HeadWidth {
		clear(keys[d*room+n : (d+1)*room])
	}
	values := p.qkv[first*stride+2*e.Width+column:]
	a, b := p.weights[:room], p.weights[room:2*room]
	for i := 0; i < n; i += 2 {
		query := p.qkv[(first+i)*stride+column:]
		to := p.y[(first+i)*e.Width+column:]
		query2, to2 := query, p.spare
		if i+1 < n {
			query2, to2 = query[stride:], to[e.Width:]
		}
		e.set.Scores(query, query2, keys, keyScale, a, b)
		for j := n; j < room; j++ { // what is no key gets no weight
			a[j], b[j] = noKey, noKey
		}
		byA, byB := e.set.Softmax(a), e.set.Softmax(b)
		e.set.Values(a[:n], b[:n], values, stride, byA, byB, to, to2)
	}
}

// noKey is a score so low that its exponential is lost in any sum.
const noKey float32 = -1e30

// feedForward takes x through the feed-forward part of a layer and its norm.
func (e *encoder) feedForward(p *pass, l *layer) {
	for first := 0; first < p.n; first += wideRows {
		n := min(wideRows, p.n-first)
		p.rows.SetWidth(e.Width)
		for r := range n {
			e.set.Quantize(p.rows, r, p.row(p.x, first+r, e.Width))
		}
		e.set.Multiply(l.up, p.rows, n, p.wide)
		p.rows.SetWidth(e.FFN)
		for r := range n {
			row := p.row(p.wide, r, e.FFN)
			e.set.GELU(row)
			e.set.Quantize(p.rows, r, row)
		}
		e.set.Multiply(l.down, p.rows, n, p.y)
		for r := range n {
			e.set.Normalize(p.row(p.x, first+r, e.Width), p.row(p.y, r, e.Width), l.norm2.weight, l.norm2.bias, normEpsilon)
		}
	}
}
