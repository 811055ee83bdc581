package sentiment

import (
	"fmt"
	"hash/fnv"
	"math"

	"gonum.org/v1/gonum/stat"

	"readout/analysis"
	"readout/lexicon"
)

// Example is one labelled text, segmented. It has a Tone, or a Label: of what
// was said, or toward the words at Target.
type Example struct {
	Doc     *analysis.Document
	Content []analysis.Span // what has the tone; the whole text where there is none
	Target  analysis.Span
	Label   string    // negative, neutral, positive; "" where it has a Tone or Shares
	Shares  []float64 // what a teacher gives each label toward Target; learnt from, never scored
	Weight  float64   // how much Shares count, beside 1 for a label
	Tone    *float64  // -1..1, the mean of raters
	Group   string    // examples of one group are never parted; the text where empty
}

// group is what keeps an example on one side of a split.
func (e *Example) group() string {
	if e.Group != "" {
		return e.Group
	}
	return e.Doc.Text
}

// Report is what training found out by leaving a part out: every figure is on
// examples that the scored model had not seen.
type Report struct {
	Tones, Targets int
	Statements     int
	Pearson        float64 // of tone
	StatementF1    float64 // macro-F1 of the labels of tone
	TargetF1       float64 // macro-F1 of the labels toward a target
}

// How the training goes. The scales say how freely a group of columns may move
// under the common penalty.
type settings struct {
	lexiconUnit, vectorUnit, wordUnit float64
	tonePenalty                       float64
	poolUnit, bucketUnit, valenceUnit float32
	targetPenalty                     float64
	iterations                        int
	// What was said has labels, not ratings: a label stands for the rating
	// labelTone, and weighs statementWeight.
	labelTone, statementWeight, targetWeight float64
}

// The settings were found by cross-validation on the training sets.
func defaults() settings {
	return settings{
		lexiconUnit: 10, vectorUnit: 6, wordUnit: 3, tonePenalty: 20,
		poolUnit: 1.2, bucketUnit: 0.2, valenceUnit: 2, targetPenalty: 3,
		iterations: 80,
		labelTone:  0.35, statementWeight: 0.1, targetWeight: 0.1,
	}
}

// unscored marks an example that is learnt from in every part and scored in none.
const unscored = -2

const (
	targetFolds = 5
	toneFolds   = 10
)

// Train learns a model from examples. The same examples in the same order give
// the same model.
func Train(lex *lexicon.Lexicon, examples []Example) (*Model, Report, error) {
	s, err := newReader(lex)
	if err != nil {
		return nil, Report{}, err
	}
	m, r := &Model{}, Report{}
	if err := s.trainTone(examples, defaults(), m, &r); err != nil {
		return nil, r, err
	}
	if err := s.trainTarget(examples, defaults(), m, &r); err != nil {
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

func (s *Scorer) trainTone(examples []Example, o settings, m *Model, r *Report) error {
	const fixed = 2
	dims := s.words.Dims()
	x := newRows(fixed + dims + toneBuckets)
	var want [][]float32
	var weight []float32
	var parts, labels []int // label -1 where there is a rating
	for i := range examples {
		e := &examples[i]
		tone, label, by := 0.0, labelIndex(e.Label), o.statementWeight
		switch {
		case e.Tone != nil:
			tone, label, by = *e.Tone, -1, 1
			r.Tones++
		case !e.Target.Empty() && label >= 0 && o.targetWeight > 0:
			tone, label, by = float64(label-1)*o.labelTone, unscored, o.targetWeight
		case e.Target.Empty() && label >= 0:
			tone = float64(label-1) * o.labelTone
			r.Statements++
		default:
			continue
		}
		s.toneRow(x, e, o, fixed)
		want, weight = append(want, []float32{float32(tone)}), append(weight, float32(by))
		part := fold(e.group(), toneFolds)
		if label == unscored {
			part = unscored
		}
		parts, labels = append(parts, part), append(labels, label)
	}
	if r.Tones < toneFolds {
		return fmt.Errorf("sentiment: training: %d texts with a tone, at least %d wanted", r.Tones, toneFolds)
	}
	old := x.compact()
	raw := make([]float64, len(want))
	for k := range toneFolds {
		w, b, err := x.fit(without(parts, k), want, weight, 1, o.tonePenalty, o.iterations)
		if err != nil {
			return err
		}
		for i, part := range parts {
			if part == k {
				raw[i] = x.predict(i, w, b)[0] - b[0]
			}
		}
	}
	m.tone.judge(raw, want, labels, r)
	w, _, err := x.fit(without(parts, -1), want, weight, 1, o.tonePenalty, o.iterations)
	if err != nil {
		return err
	}
	direction := make([]float32, dims)
	buckets := make([]float64, toneBuckets)
	for i, c := range old {
		switch c := int(c); {
		case c == 0:
			m.tone.positive = float32(w[i] * o.lexiconUnit)
		case c == 1:
			m.tone.negative = float32(w[i] * o.lexiconUnit)
		case c < fixed+dims:
			direction[c-fixed] = float32(w[i] * o.vectorUnit)
		default:
			buckets[c-fixed-dims] = w[i] * o.wordUnit
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

// judge sums up what the scores of unseen examples were worth, and fits the cuts
// between labels to them: to labelled statements where there are any, else to
// ratings.
func (m *toneModel) judge(raw []float64, want [][]float32, labels []int, r *Report) {
	var scores, ratings, said []float64
	var wanted []int
	for i, label := range labels {
		if label == unscored {
			continue
		}
		if label < 0 {
			scores, ratings = append(scores, raw[i]), append(ratings, float64(want[i][0]))
		} else {
			said, wanted = append(said, raw[i]), append(wanted, label)
		}
	}
	r.Pearson = stat.Correlation(scores, ratings, nil)
	if len(said) == 0 {
		for _, x := range ratings {
			wanted = append(wanted, ratingLabel(x))
		}
		said = scores
	}
	slope, low, high := proportionalOdds(said, wanted, [classes]float64{1, 1, 1})
	m.slope, m.low, m.high = float32(slope), float32(low), float32(high)
	m.below, m.above = cuts(said, wanted)
	given := make([][]float64, len(said))
	for i, x := range said {
		given[i] = make([]float64, classes)
		label, _ := m.label(x)
		given[i][labelIndex(label)] = 1
	}
	r.StatementF1 = macroF1(given, wanted)
}

// toneRow adds the row of one text: what Tone sums, column by column.
func (s *Scorer) toneRow(x *rows, e *Example, o settings, fixed int) {
	d, spans := e.Doc, e.Content
	if len(spans) == 0 {
		spans = []analysis.Span{{Start: 0, End: len(d.Text)}}
	}
	dims := s.words.Dims()
	var positive, negative float64
	sum := make([]float32, dims)
	cells := map[uint32]float32{}
	var order []uint32
	words, _ := s.tones(d, spans, func(t *term) {
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
	x.put(0, float32(positive*o.lexiconUnit/length))
	x.put(1, float32(negative*o.lexiconUnit/length))
	for k, v := range sum {
		x.put(fixed+k, v*float32(o.vectorUnit/length))
	}
	for _, b := range order {
		x.put(fixed+dims+int(b), cells[b]*float32(o.wordUnit/length))
	}
	x.endRow()
}

func (s *Scorer) trainTarget(examples []Example, o settings, m *Model, r *Report) error {
	dims := s.words.Dims()
	vectors := int(pools) * dims
	dense := vectors + 2*int(pools)
	x := newRows(dense + targetBuckets)
	var want [][]float32
	var weight []float32
	var labels, parts []int
	for i := range examples {
		e := &examples[i]
		if e.Target.Empty() {
			continue
		}
		label, part, by := labelIndex(e.Label), fold(e.group(), targetFolds), 1.0
		one := make([]float32, classes)
		switch {
		case len(e.Shares) == classes:
			for k, x := range e.Shares {
				one[k] = float32(x)
				if label < 0 || x > e.Shares[label] {
					label = k
				}
			}
			part, by = unscored, e.Weight
		case label >= 0:
			one[label] = 1
			r.Targets++
		default:
			return fmt.Errorf("sentiment: training: label %q is none of negative, neutral, positive", e.Label)
		}
		c, ok := s.around(e.Doc, e.Target)
		if !ok {
			return fmt.Errorf("sentiment: training: no word at the target in %q", e.Doc.Text)
		}
		s.targetRow(x, &c, o)
		want, labels, parts = append(want, one), append(labels, label), append(parts, part)
		weight = append(weight, float32(by))
	}
	if r.Targets < targetFolds {
		return fmt.Errorf("sentiment: training: %d labelled targets, at least %d wanted", r.Targets, targetFolds)
	}
	old := x.compact()
	balance(labels, weight)
	logits := make([][]float64, len(want))
	for k := range targetFolds {
		w, b, err := x.fit(without(parts, k), want, weight, classes, o.targetPenalty, o.iterations)
		if err != nil {
			return err
		}
		for i, part := range parts {
			if part == k {
				logits[i] = x.predict(i, w, b)
			}
		}
	}
	r.TargetF1 = macroF1(logits, labels)
	m.target.temperature = temperature(logits, labels)
	w, b, err := x.fit(without(parts, -1), want, weight, classes, o.targetPenalty, o.iterations)
	if err != nil {
		return err
	}
	directions := make([]float32, vectors*classes) // [pool][class][dimension]
	buckets := make([]float64, targetBuckets*classes)
	for i, c := range old {
		for k := range classes {
			v := w[i*classes+k]
			switch c := int(c); {
			case c < vectors:
				directions[(c/dims*classes+k)*dims+c%dims] = float32(v * float64(o.poolUnit))
			case c < dense:
				m.target.valence[(c-vectors)*classes+k] = float32(v * float64(o.valenceUnit))
			default:
				buckets[(c-dense)*classes+k] = v * float64(o.bucketUnit)
			}
		}
	}
	for k := range m.target.bias {
		m.target.bias[k] = float32(b[k])
	}
	m.target.words = quantise(buckets)
	byWord := make([]float64, 0, s.words.Len()*int(pools)*classes)
	for rank := range s.words.Len() {
		for p := range int(pools) * classes {
			byWord = append(byWord, float64(s.words.Dot(rank, directions[p*dims:(p+1)*dims])))
		}
	}
	m.target.vectors = quantise(byWord)
	return nil
}

// targetRow adds the row of one target: what Toward sums, column by column.
func (s *Scorer) targetRow(x *rows, c *context, o settings) {
	dims := s.words.Dims()
	vector, valence := c.pooled(s.words)
	sum := make([]float32, dims)
	var tones [2 * pools]float32
	for p := range vector {
		clear(sum)
		for i, rank := range c.rank {
			if rank >= 0 && vector[p][i] != 0 {
				s.words.Add(sum, int(rank), vector[p][i])
			}
			tones[valenceColumn(p, c.tone[i])] += valence[p][i] * c.tone[i]
		}
		for k, v := range sum {
			if v != 0 {
				x.put(p*dims+k, v*o.poolUnit)
			}
		}
	}
	fixed := int(pools) * dims
	for k, v := range tones {
		x.put(fixed+k, v*o.valenceUnit)
	}
	fixed += len(tones)
	c.features(func(_ int, bucket uint32) { x.put(fixed+int(bucket), o.bucketUnit) })
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
