package sentiment

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"readout/analysis"
	"readout/analysis/network"
	"readout/lexicon"
)

// A rating is learnt as the share of positive: one half and half of ratingGain times
// the rating, but never all or nothing.
const (
	ratingGain  = 2
	surestShare = 0.975
)

// What a teacher's rating counts is said with it; people's count ratedWeight.
const ratedWeight = 1

// Train learns the model of tone from rated texts and those that teachers rated;
// labelled statements tell where the labels lie. part tells which of n parts a group
// is in: one part after another is held back, of as many as there are teachers, else
// of o.Folds. The same examples in the same order give the same model.
func Train(lex *lexicon.Lexicon, examples []Example, part func(group string, n int) int, o network.Options) (*Model, Report, error) {
	var r Report
	s, err := newReader(lex)
	if err != nil {
		return nil, r, err
	}
	folds := o.Folds
	for i := range examples {
		e := &examples[i]
		switch {
		case e.Taught != nil:
			folds = len(e.Taught)
		case e.Tone != nil:
			r.Tones++
		case !e.Target.Empty():
			return nil, r, fmt.Errorf("sentiment: training: the tone toward %q is not that of a text", e.Doc.Slice(e.Target))
		case labelIndex(e.Label) < 0:
			return nil, r, fmt.Errorf("sentiment: training: label %q is none of %q", e.Label, TargetClasses)
		default:
			r.Statements++
		}
	}
	if folds < 2 || r.Tones < folds {
		return nil, r, fmt.Errorf("sentiment: training: %d texts with a tone in %d parts", r.Tones, folds)
	}
	o.Folds = 0
	var unseen []unseenTone
	var nets []*network.Net
	for k := range folds {
		net, err := s.learnTone(examples, k, func(e *Example) bool { return part(e.group(), folds) == k }, o)
		if err != nil {
			return nil, r, err
		}
		if s.tone, err = network.New(net, s.words); err != nil {
			return nil, r, err
		}
		for i := range examples {
			if e := &examples[i]; e.Taught == nil && part(e.group(), folds) == k {
				unseen = append(unseen, unseenTone{e, k, s.features(e)})
			}
		}
		nets = append(nets, s.tone)
	}
	if s.model, err = weighTones(unseen); err != nil {
		return nil, r, err
	}
	s.model.fitLabels(unseen)
	s.judge(unseen, nets, &r)
	s.model.Net, err = s.learnTone(examples, -1, func(*Example) bool { return false }, o)
	return &s.model, r, err
}

// learnTone learns a network from what is rated and not held back, and from teacher
// k's ratings, or the mean of all teachers' where k is -1.
func (s *Scorer) learnTone(examples []Example, k int, held func(*Example) bool, o network.Options) (*network.Model, error) {
	var w work
	var all []network.Example
	for i := range examples {
		e := &examples[i]
		tone, weight := 0.0, float64(ratedWeight)
		switch {
		case e.Taught != nil && k >= 0 && k < len(e.Taught):
			tone, weight = e.Taught[k], e.Weight
		case e.Taught != nil && k < 0:
			tone, weight = stat.Mean(e.Taught, nil), e.Weight
		case e.Tone != nil && !held(e):
			tone = *e.Tone
		default:
			continue
		}
		s.terms(e.Doc, e.spans(), &w, func(*term) {})
		s.see(e.Doc, &w)
		if len(w.view.Tokens()) == 0 {
			continue
		}
		p := min(max(0.5+0.5*ratingGain*tone, 1-surestShare), surestShare)
		all = append(all, network.NewExample(&w.view, []float64{1 - p, p}, weight))
	}
	m, _, err := network.Train(s.words, "tone", ToneClasses, all, o)
	return m, err
}

// spans is what has the tone.
func (e *Example) spans() []analysis.Span {
	if len(e.Content) > 0 {
		return e.Content
	}
	return []analysis.Span{{Start: 0, End: len(e.Doc.Text)}}
}

// unseenTone is a rated or labelled text as the lexicon and a network that has not
// seen it read it.
type unseenTone struct {
	*Example
	part int
	read tonesRead
}

// tonesRead is the lexicon's valence by kind of term, and the network's score.
type tonesRead [5]float64

func (u *unseenTone) raw(m *Model) float64 {
	raw := m.Learnt * u.read[4]
	for k, w := range m.Valence {
		raw += w * u.read[k]
	}
	return raw
}

func (s *Scorer) features(e *Example) (x tonesRead) {
	w := s.work()
	defer s.works.Put(w)
	words, _ := s.terms(e.Doc, e.spans(), w, func(t *term) {
		x[t.kind()] += t.weight * t.factor
	})
	for k := range x {
		x[k] /= length(words)
	}
	x[4] = s.look(e.Doc, w)
	return x
}

// aloneShare is the least that keeps every sign of testdata/signs.txt; the ratings
// alone would have 0.3.
const aloneShare = 0.7

// weighTones fits what lexicon and network are worth to the ratings, by least
// squares without a constant: a text of which nothing is known has no tone. What the
// network does not see is worth aloneShare of what the lexicon is worth without any
// network, alike on both sides: raters hear praise in "not harmful" more seldom
// than blame in "not helpful", but a turned word is to turn.
func weighTones(unseen []unseenTone) (m Model, err error) {
	var lexicon, whole [][]float64
	var want []float64
	for i := range unseen {
		if u := &unseen[i]; u.Tone != nil {
			lexicon = append(lexicon, []float64{u.read[0] + u.read[1] + u.read[2] + u.read[3]})
			want = append(want, *u.Tone)
		}
	}
	alone, err := leastSquares(lexicon, want)
	if err != nil {
		return m, err
	}
	alone[0] *= aloneShare
	n := 0
	for i := range unseen {
		if u := &unseen[i]; u.Tone != nil {
			whole = append(whole, []float64{u.read[0], u.read[1], u.read[4]})
			want[n] -= alone[0] * (u.read[2] + u.read[3])
			n++
		}
	}
	x, err := leastSquares(whole, want)
	if err != nil {
		return m, err
	}
	m.Valence, m.Learnt = [4]float64{x[0], x[1], alone[0], alone[0]}, x[2]
	return m, nil
}

func leastSquares(rows [][]float64, want []float64) ([]float64, error) {
	var x mat.VecDense
	if err := x.SolveVec(mat.NewDense(len(rows), len(rows[0]), slices.Concat(rows...)), mat.NewVecDense(len(want), want)); err != nil {
		return nil, fmt.Errorf("sentiment: training: %w", err)
	}
	return x.RawVector().Data, nil
}

// fitLabels fits the cuts between labels: to labelled statements where there are
// any, else to ratings.
func (m *Model) fitLabels(unseen []unseenTone) {
	var raw []float64
	var wanted []int
	for _, labelled := range []bool{true, false} {
		for i := range unseen {
			u := &unseen[i]
			if labelled != (u.Tone == nil) {
				continue
			}
			raw = append(raw, u.raw(m))
			if labelled {
				wanted = append(wanted, labelIndex(u.Label))
			} else {
				wanted = append(wanted, ratingLabel(*u.Tone))
			}
		}
		if len(raw) > 0 {
			break
		}
	}
	m.Slope, m.Low, m.High = proportionalOdds(raw, wanted, [classes]float64{1, 1, 1})
	m.Below, m.Above = cuts(raw, wanted)
}

// judge sums up what Tone is worth on texts that the network of their part has not
// seen; a text
// without a tone counts as one of 0, or as neutral.
func (s *Scorer) judge(unseen []unseenTone, nets []*network.Net, r *Report) {
	var given, rated []float64
	var said [][]float64
	var wanted []int
	for i := range unseen {
		u := &unseen[i]
		s.tone = nets[u.part]
		score := s.Tone(u.Doc, u.spans())
		if u.Tone != nil {
			given, rated = append(given, score.Value), append(rated, *u.Tone)
			continue
		}
		label := make([]float64, classes)
		label[max(labelIndex(score.Label), 0)] = 1
		if !score.Known() {
			label = []float64{0, 1, 0}
		}
		said, wanted = append(said, label), append(wanted, labelIndex(u.Label))
	}
	r.Pearson = stat.Correlation(given, rated, nil)
	r.StatementF1 = macroF1(said, wanted)
}
