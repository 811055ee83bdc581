package sentiment

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"

	"readout/analysis"
)

func (s *Scorer) trainTone(examples []Example, o settings, m *Model, r *Report) error {
	const fixed = 2
	dims := s.words.Dims()
	x := newRows(fixed + dims + toneBuckets)
	var want, weight []float32
	var parts, labels []int // label -1 where there is a rating
	for i := range examples {
		e := &examples[i]
		tone, label, by := 0.0, labelIndex(e.Label), o.statementWeight
		switch {
		case e.Tone != nil:
			tone, label, by = *e.Tone, -1, 1
			r.Tones++
		case label < 0:
			return fmt.Errorf("sentiment: training: label %q is none of %q", e.Label, TargetClasses)
		case !e.Target.Empty():
			tone, label, by = float64(label-1)*o.labelTone, unscored, o.targetWeight
		default:
			tone = float64(label-1) * o.labelTone
			r.Statements++
		}
		s.toneRow(x, e, o, fixed)
		want, weight = append(want, float32(tone)), append(weight, float32(by))
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
		w, _, err := x.fit(without(parts, k), want, weight, o.tonePenalty, o.iterations)
		if err != nil {
			return err
		}
		for i, part := range parts {
			if part == k {
				raw[i] = x.predict(i, w)
			}
		}
	}
	m.tone.judge(raw, want, labels, r)
	w, _, err := x.fit(without(parts, -1), want, weight, o.tonePenalty, o.iterations)
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
func (m *toneModel) judge(raw []float64, want []float32, labels []int, r *Report) {
	var scores, ratings, said []float64
	var wanted []int
	for i, label := range labels {
		if label == unscored {
			continue
		}
		if label < 0 {
			scores, ratings = append(scores, raw[i]), append(ratings, float64(want[i]))
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
