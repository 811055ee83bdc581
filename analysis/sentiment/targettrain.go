package sentiment

import "fmt"

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
