package sentiment

import (
	"fmt"
	"hash/fnv"
	"math"

	"readout/analysis"
	"readout/lexicon"
)

// Example is one labelled text, segmented. It has a Tone, or a Label toward the
// words at Target.
type Example struct {
	Doc    *analysis.Document
	Target analysis.Span
	Label  string   // negative, neutral, positive; "" where it has a Tone
	Tone   *float64 // -1..1, the mean of raters
	// Side tells a label that is to weigh less because it was made for another
	// question, such as what one of two named parties thinks of the other.
	Side bool
}

// Report is what training found out by leaving a part out: every figure is on
// examples that the scored model had not seen.
type Report struct {
	Tones, Targets int
	Pearson        float64 // of tone
	MacroF1        float64 // of target labels
}

// Settings of the training, found by cross-validation on the training sets.
const (
	folds       = 5
	toneFolds   = 10
	lexiconUnit = 10.0 // scale of the two lexicon columns: hardly held small
	vectorUnit  = 6.0
	wordUnit    = 4.0
	tonePenalty = 20.0
	poolUnit    = 2.0
	bucketUnit  = 0.2
	targetLoss  = 3.0 // penalty
	sideWeight  = 0.2
	iterations  = 80
)

// Train learns a model from examples. The same examples in the same order give
// the same model.
func Train(lex *lexicon.Lexicon, examples []Example) (*Model, Report, error) {
	s, err := newReader(lex)
	if err != nil {
		return nil, Report{}, err
	}
	m, r := &Model{}, Report{}
	if err := s.trainTone(examples, m, &r); err != nil {
		return nil, r, err
	}
	if err := s.trainTarget(examples, m, &r); err != nil {
		return nil, r, err
	}
	return m, r, nil
}

// fold puts a text into one of n parts by its words, so that copies of a sentence
// never stand on both sides.
func fold(text string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(text))
	return int(h.Sum32() % uint32(n))
}

func (s *Scorer) trainTone(examples []Example, m *Model, r *Report) error {
	const fixed = 2
	dims := s.words.Dims()
	x := newRows(fixed + dims + toneBuckets)
	var want [][]float32
	var weight []float32
	var parts []int
	for i := range examples {
		e := &examples[i]
		if e.Tone == nil {
			continue
		}
		s.toneRow(x, e.Doc, fixed)
		want = append(want, []float32{float32(*e.Tone)})
		weight = append(weight, 1)
		parts = append(parts, fold(e.Doc.Text, toneFolds))
	}
	r.Tones = len(want)
	if r.Tones < toneFolds {
		return fmt.Errorf("sentiment: training: %d texts with a tone, at least %d wanted", r.Tones, toneFolds)
	}
	old := x.compact()
	raw, gold := make([]float64, len(want)), make([]float64, len(want))
	for k := range toneFolds {
		w, b, err := x.fit(without(parts, k), want, weight, 1, tonePenalty, iterations)
		if err != nil {
			return err
		}
		for i, part := range parts {
			if part == k {
				raw[i], gold[i] = x.predict(i, w, b)[0]-b[0], float64(want[i][0])
			}
		}
	}
	r.Pearson = pearson(raw, gold)
	m.tone.slope, m.tone.low, m.tone.high = proportionalOdds(raw, gold)
	w, _, err := x.fit(without(parts, -1), want, weight, 1, tonePenalty, iterations)
	if err != nil {
		return err
	}
	direction := make([]float32, dims)
	buckets := make([]float64, toneBuckets)
	for i, c := range old {
		switch c := int(c); {
		case c == 0:
			m.tone.positive = float32(w[i] * lexiconUnit)
		case c == 1:
			m.tone.negative = float32(w[i] * lexiconUnit)
		case c < fixed+dims:
			direction[c-fixed] = float32(w[i] * vectorUnit)
		default:
			buckets[c-fixed-dims] = w[i] * wordUnit
		}
	}
	m.tone.words = quantise(buckets)
	vectors := make([]float64, s.words.Len())
	for k := range vectors {
		vectors[k] = float64(s.words.Weight(k) * s.words.Dot(k, direction))
	}
	m.tone.vectors = quantise(vectors)
	return nil
}

// toneRow adds the row of one text: what Tone sums, column by column.
func (s *Scorer) toneRow(x *rows, d *analysis.Document, fixed int) {
	dims := s.words.Dims()
	var positive, negative float64
	sum := make([]float32, dims)
	cells := map[uint32]float32{}
	var order []uint32
	words, _ := s.tones(d, []analysis.Span{{Start: 0, End: len(d.Text)}}, func(t *term) {
		if t.weight > 0 {
			positive += t.weight * t.factor
		} else {
			negative += t.weight * t.factor
		}
		if t.rank >= 0 {
			s.words.Add(sum, t.rank, s.words.Weight(t.rank)*float32(t.factor))
		}
		for _, b := range t.learnt {
			if _, there := cells[b]; !there {
				order = append(order, b)
			}
			cells[b] += float32(t.factor)
		}
	})
	length := math.Sqrt(float64(words + lengthOffset))
	x.put(0, float32(positive*lexiconUnit/length))
	x.put(1, float32(negative*lexiconUnit/length))
	for k, v := range sum {
		x.put(fixed+k, v*float32(vectorUnit/length))
	}
	for _, b := range order {
		x.put(fixed+dims+int(b), cells[b]*float32(wordUnit/length))
	}
	x.endRow()
}

func (s *Scorer) trainTarget(examples []Example, m *Model, r *Report) error {
	dims := s.words.Dims()
	dense := int(pools) * dims
	x := newRows(dense + targetBuckets)
	var want [][]float32
	var weight []float32
	var labels, parts []int
	for i := range examples {
		e := &examples[i]
		if e.Label == "" {
			continue
		}
		label := labelIndex(e.Label)
		if label < 0 {
			return fmt.Errorf("sentiment: training: label %q is none of negative, neutral, positive", e.Label)
		}
		c, ok := around(e.Doc, e.Target, s.words)
		if !ok {
			return fmt.Errorf("sentiment: training: no word at the target in %q", e.Doc.Text)
		}
		s.targetRow(x, &c, dense)
		one := make([]float32, classes)
		one[label] = 1
		want, labels, parts = append(want, one), append(labels, label), append(parts, fold(e.Doc.Text, folds))
		by := float32(1)
		if e.Side {
			by = sideWeight
			parts[len(parts)-1] = -2 // learnt from in every part, never scored
		}
		weight = append(weight, by)
	}
	r.Targets = len(want)
	if r.Targets < folds {
		return fmt.Errorf("sentiment: training: %d labelled targets, at least %d wanted", r.Targets, folds)
	}
	old := x.compact()
	balance(labels, weight)
	logits := make([][]float64, len(want))
	for k := range folds {
		w, b, err := x.fit(without(parts, k), want, weight, classes, targetLoss, iterations)
		if err != nil {
			return err
		}
		for i, part := range parts {
			if part == k {
				logits[i] = x.predict(i, w, b)
			}
		}
	}
	r.MacroF1 = macroF1(logits, labels)
	m.target.temperature = temperature(logits, labels)
	w, b, err := x.fit(without(parts, -1), want, weight, classes, targetLoss, iterations)
	if err != nil {
		return err
	}
	directions := make([]float32, dense*classes) // [pool][class][dimension]
	buckets := make([]float64, targetBuckets*classes)
	for i, c := range old {
		for k := range classes {
			v := w[i*classes+k]
			if c := int(c); c < dense {
				directions[(c/dims*classes+k)*dims+c%dims] = float32(v * poolUnit)
			} else {
				buckets[(c-dense)*classes+k] = v * bucketUnit
			}
		}
	}
	for k := range m.target.bias {
		m.target.bias[k] = float32(b[k])
	}
	m.target.words = quantise(buckets)
	vectors := make([]float64, 0, s.words.Len()*int(pools)*classes)
	for rank := range s.words.Len() {
		for p := range int(pools) * classes {
			vectors = append(vectors, float64(s.words.Dot(rank, directions[p*dims:(p+1)*dims])))
		}
	}
	m.target.vectors = quantise(vectors)
	return nil
}

// targetRow adds the row of one target: what Toward sums, column by column.
func (s *Scorer) targetRow(x *rows, c *context, dense int) {
	dims := s.words.Dims()
	share := c.pooled(s.words)
	sum := make([]float32, dims)
	for p := range share {
		clear(sum)
		for i, rank := range c.rank {
			if rank >= 0 && share[p][i] != 0 {
				s.words.Add(sum, int(rank), share[p][i])
			}
		}
		for k, v := range sum {
			if v != 0 {
				x.put(p*dims+k, v*poolUnit)
			}
		}
	}
	c.features(func(_ int, bucket uint32) { x.put(dense+int(bucket), bucketUnit) })
	x.endRow()
}

func labelIndex(label string) int {
	for i, l := range targetLabels {
		if l == label {
			return i
		}
	}
	return -1
}

// without lists the examples that are not in part k.
func without(parts []int, k int) []int {
	var use []int
	for i, p := range parts {
		if p != k {
			use = append(use, i)
		}
	}
	return use
}

// balance lets each class weigh the same in all, since a macro-F1 counts them so.
func balance(labels []int, weight []float32) {
	var sum [classes]float32
	all := float32(0)
	for i, l := range labels {
		sum[l] += weight[i]
		all += weight[i]
	}
	for i, l := range labels {
		weight[i] *= all / classes / sum[l]
	}
}
