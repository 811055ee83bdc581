// Package stance scores what a statement's source expects (outlook), what
// position it takes toward the target (stance), how sure it is (certainty), and
// how it presents its matter (frames). It takes documents whose segments,
// attributions, actors and targets are known, and fills in Stance, Outlook,
// Certainty and Frames of every statement.
//
// The method: phrases of the lexicon (what they carry, under negation,
// contrast, condition and question), the class of the reporting word, the words
// themselves and the averaged vectors of the words are features of multinomial
// logistic regressions. They are linear, so that what each word added is known:
// the contributions of a score's evidence add up to its Raw. A learned directed
// model (Park, Pan, Joo 2021) says what two entities of a sentence hold of one
// another.
package stance

import (
	"fmt"

	"readout/analysis"
	"readout/lexicon"
)

// Labels of the scores.
const (
	Favor      = "favor"
	Against    = "against"
	Neutral    = "neutral"
	Optimistic = "optimistic"
	Skeptical  = "skeptical"
	Plain      = "plain"
	Hedged     = "hedged"
)

// Classes gives the labels that each model tells apart, least first.
func Classes(dimension string) []string {
	switch dimension {
	case "stance":
		return []string{Against, Neutral, Favor}
	case "outlook":
		return []string{Skeptical, Neutral, Optimistic}
	case "certainty":
		return []string{Hedged, Plain}
	case "frame":
		return lexicon.FrameIDs
	}
	return nil
}

// modelNames are the models in the order of the heads' columns.
var modelNames = []string{"stance", "outlook", "certainty", "frame"}

// Reasons for having no score.
const (
	reasonEmpty    = "no words"
	reasonFragment = "fragment"
	reasonTarget   = "no target"
	reasonQuestion = "question"
	reasonEvidence = "too little evidence"
)

// Scorer is safe for any number of goroutines.
type Scorer struct {
	reader *reader
	heads  *heads
}

// New makes a scorer from the lexicon's lists and models.
func New(lex *lexicon.Lexicon) (*Scorer, error) {
	r, err := newReader(lex)
	if err != nil {
		return nil, err
	}
	var models []*Model
	for _, name := range modelNames {
		b, err := lex.Model(name)
		if err != nil {
			return nil, err
		}
		m, err := ReadModel(b)
		if err != nil {
			return nil, err
		}
		if m.Dimension != name || len(m.Classes) != len(Classes(name)) {
			return nil, fmt.Errorf("stance: model %q is one of %s with classes %q", name, m.Dimension, m.Classes)
		}
		models = append(models, m)
	}
	h, err := newHeads(r.words.Dims(), models...)
	if err != nil {
		return nil, err
	}
	return &Scorer{reader: r, heads: h}, nil
}

// Score fills in stance, outlook, certainty and frames of every statement.
func (s *Scorer) Score(d *analysis.Document) {
	var w work
	for i := range d.Statements {
		s.score(d, &d.Statements[i], &w)
	}
}

// work is what one goroutine needs to score statements one after another.
type work struct {
	in     reading
	scores []float64 // by column of the heads
	scales [pools]float32
	probs  []float64
	ledger ledger
}

func (s *Scorer) score(d *analysis.Document, st *analysis.Statement, w *work) {
	s.reader.read(d, st, &w.in)
	words := 0
	for _, i := range w.in.tokens {
		if k := d.Tokens[i].Kind; k == analysis.Word || k == analysis.Number {
			words++
		}
	}
	if words == 0 {
		no := analysis.Score{Abstained: reasonEmpty}
		st.Stance, st.Outlook, st.Certainty, st.Frames = no, no, no, nil
		return
	}
	s.addUp(w)
	st.Stance = s.position(d, w, 0)
	st.Outlook = s.position(d, w, 1)
	st.Certainty = s.certainty(d, w)
	st.Frames = s.frames(d, w)
	if w.in.noTarget {
		st.Stance = analysis.Score{Abstained: reasonTarget}
	}
}

// addUp gives every class of every model its score.
func (s *Scorer) addUp(w *work) {
	h := s.heads
	w.scores = append(w.scores[:0], make([]float64, h.columns)...)
	for i := range w.in.features {
		f := &w.in.features[i]
		for c, x := range h.rows[f.key] {
			w.scores[c] += float64(x) * f.value
		}
	}
	w.scales = poolScales(w.in.vectors)
	sums := make([]float32, int(pools)*h.dims)
	for _, v := range w.in.vectors {
		s.reader.words.Add(sums[int(v.pool)*h.dims:(int(v.pool)+1)*h.dims], v.rank, v.weight*w.scales[v.pool])
	}
	for p := pool(0); p < pools; p++ {
		sum := sums[int(p)*h.dims : (int(p)+1)*h.dims]
		if w.scales[p] == 0 {
			continue
		}
		for c := range w.scores {
			row := h.vector(p, c)
			dot := float32(0)
			for j, x := range sum {
				dot += x * row[j]
			}
			w.scores[c] += float64(dot)
		}
	}
}

// position makes the score of a model whose classes are minus, none and plus.
// Raw is the score of plus less that of minus.
func (s *Scorer) position(d *analysis.Document, w *work, model int) analysis.Score {
	from := s.heads.from[model]
	m := s.heads.models[model]
	scores := w.scores[from : from+3]
	w.probs = m.probabilities(scores, w.probs)
	label := best(scores)
	score := analysis.Score{
		Value: w.probs[2] - w.probs[0],
		Label: m.Classes[label],
		Prob:  w.probs[label],
	}
	score.Evidence, score.Raw = s.evidence(d, w, from+2, []int{from})
	return score
}

// certainty makes the score of the model that tells plain from hedged. Raw is
// the score of plain less that of hedged.
func (s *Scorer) certainty(d *analysis.Document, w *work) analysis.Score {
	from := s.heads.from[2]
	m := s.heads.models[2]
	scores := w.scores[from : from+2]
	w.probs = m.probabilities(scores, w.probs)
	label := best(scores)
	score := analysis.Score{Value: w.probs[1], Label: m.Classes[label], Prob: w.probs[label]}
	score.Evidence, score.Raw = s.evidence(d, w, from+1, []int{from})
	return score
}

// frameShare is the least share with which a frame is told beside the first.
const frameShare = 0.1

// frames ranks the frames by their probability.
func (s *Scorer) frames(d *analysis.Document, w *work) []analysis.Frame {
	from := s.heads.from[3]
	m := s.heads.models[3]
	scores := w.scores[from : from+len(m.Classes)]
	w.probs = m.probabilities(scores, w.probs)
	first := best(scores)
	all := make([]int, len(m.Classes))
	for i := range all {
		all[i] = from + i
	}
	frame := analysis.Frame{ID: m.Classes[first], Weight: w.probs[first]}
	frame.Evidence, _ = s.evidence(d, w, from+first, all)
	ranked := []analysis.Frame{frame}
	for {
		next := -1
		for i, p := range w.probs {
			if p >= frameShare && i != first && !hasFrame(ranked, m.Classes[i]) && (next < 0 || p > w.probs[next]) {
				next = i
			}
		}
		if next < 0 {
			return ranked
		}
		ranked = append(ranked, analysis.Frame{ID: m.Classes[next], Weight: w.probs[next]})
	}
}

func hasFrame(ranked []analysis.Frame, id string) bool {
	for _, f := range ranked {
		if f.ID == id {
			return true
		}
	}
	return false
}
