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
	"slices"
	"sync"

	"readout/analysis"
	"readout/analysis/network"
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
	reasonSilent   = "the source would not speak of it"
)

// Scorer is safe for any number of goroutines.
type Scorer struct {
	reader  *reader
	heads   *heads
	leaning *Leaning
	works   sync.Pool // of *work: what one document left is of use to the next
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
	h.keepDots(r.words.Len())
	leaning, err := NewLeaning(lex)
	if err != nil {
		return nil, err
	}
	return &Scorer{reader: r, heads: h, leaning: leaning}, nil
}

// Score fills in stance, outlook, certainty and frames of every statement.
func (s *Scorer) Score(d *analysis.Document) {
	w, ok := s.works.Get().(*work)
	if !ok {
		w = new(work)
	}
	for i := range d.Statements {
		s.score(d, &d.Statements[i], w)
	}
	s.works.Put(w)
}

// work is what one goroutine needs to score statements one after another.
type work struct {
	in     reading
	scores []float64 // by column of the heads
	scales [pools]float32
	sums   []float32 // by pool
	probs  []float64
	ledger ledger

	lean     float64   // the leaning model's vote on the stance,
	leanBy   []float64 // what each token gave to it, from leanFrom on,
	leanFrom int
	leanSpan analysis.Span // and where the target stands
	leaning  leaningWork
}

func (s *Scorer) score(d *analysis.Document, st *analysis.Statement, w *work) {
	if d.Attributions[st.Attribution].Silent {
		silent := analysis.Score{Abstained: reasonSilent}
		st.Stance, st.Outlook, st.Certainty = silent, silent, silent
		return
	}
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
	s.lean(d, st, w)
	st.Stance = s.position(d, w, 0)
	st.Outlook = s.position(d, w, 1)
	st.Certainty = s.certainty(d, w)
	st.Frames = s.frames(d, w)
	abstain(st, w, words)
}

// least words and probability that a position needs, and the probability under
// which a model does not know.
const (
	fewestWords = 2
	leastSure   = 0.36
)

// abstain takes back what there is too little to go by for.
func abstain(st *analysis.Statement, w *work, words int) {
	for _, score := range []*analysis.Score{&st.Stance, &st.Outlook} {
		switch {
		case words < fewestWords:
			*score = analysis.Score{Abstained: reasonFragment}
		case w.in.question && score.Label == Neutral:
			*score = analysis.Score{Abstained: reasonQuestion}
		case score.Prob < leastSure:
			*score = analysis.Score{Abstained: reasonEvidence}
		}
	}
	if w.in.noTarget {
		st.Stance = analysis.Score{Abstained: reasonTarget}
	}
}

// leaningTrust is what the leaning model's odds count beside the statement's own,
// up to mostOdds.
const (
	leaningTrust = 0.5
	mostOdds     = 4
)

// lean lets the leaning model vote on the stance toward a target that is an actor
// whom the content names.
func (s *Scorer) lean(d *analysis.Document, st *analysis.Statement, w *work) {
	w.lean, w.leanSpan = 0, analysis.Span{}
	if st.Target.Actor < 0 {
		return
	}
	a := &d.Attributions[st.Attribution]
	content := analysis.Hull(a.Content)
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Start >= content.End {
			break
		}
		if content.Contains(m.Span) && slices.Contains(m.Actors, st.Target.Actor) {
			w.leanSpan = m.Span
			break
		}
	}
	if w.leanSpan.Empty() {
		return
	}
	source := analysis.Hull(a.Source)
	if source.Overlaps(w.leanSpan) {
		source = analysis.Span{}
	}
	if first, _ := stretch(d, w.leanSpan, w.leanSpan); !d.Sentences[d.Tokens[first].Sentence].Contains(source) {
		source = analysis.Span{} // the model knows sources in the target's own sentence
	}
	odds := s.leaning.odds(d, w.leanSpan, source, w.leanSpan, &w.leaning)
	w.lean = leaningTrust * max(-mostOdds, min(mostOdds, odds))
	w.leanBy = w.leanBy[:0]
	if read := w.leaning.view.Tokens(); odds != 0 && len(read) > 0 {
		w.leanFrom = int(read[0])
		n := int(read[len(read)-1]) + 1 - w.leanFrom
		w.leanBy = slices.Grow(w.leanBy, n)[:n]
		clear(w.leanBy)
		s.leaning.byWord(&w.leaning, w.lean/odds, w.leanFrom, w.leanBy)
	}
	from := s.heads.from[0]
	w.scores[from] -= w.lean / 2
	w.scores[from+2] += w.lean / 2
}

// addUp gives every class of every model its score.
func (s *Scorer) addUp(w *work) {
	h := s.heads
	w.scores = slices.Grow(w.scores[:0], h.columns)[:h.columns]
	clear(w.scores)
	for i := range w.in.features {
		f := &w.in.features[i]
		f.row = h.rows[f.key]
		for c, x := range f.row {
			w.scores[c] += float64(x) * f.value
		}
	}
	w.scales = poolScales(w.in.vectors)
	if w.sums == nil {
		w.sums = make([]float32, int(pools)*h.dims)
	}
	clear(w.sums)
	for _, v := range w.in.vectors {
		s.reader.words.Add(w.sums[int(v.pool)*h.dims:(int(v.pool)+1)*h.dims], v.rank, v.weight*w.scales[v.pool])
	}
	for p := pool(0); p < pools; p++ {
		if w.scales[p] == 0 {
			continue
		}
		sum := w.sums[int(p)*h.dims : (int(p)+1)*h.dims]
		for c := range w.scores {
			w.scores[c] += float64(network.Dot(sum, h.vector(p, c)))
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
	value := w.probs[2] - w.probs[0]
	if label != 1 && (label == 2) != (value > 0) {
		label = best(w.probs) // a label never stands against its own value
	}
	score := analysis.Score{
		Value: value,
		Label: m.Classes[label],
		Prob:  w.probs[label],
	}
	score.Evidence, score.Raw = s.evidence(d, w, model)
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
	score.Evidence, score.Raw = s.evidence(d, w, 2)
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
	frame := analysis.Frame{ID: m.Classes[first], Weight: w.probs[first]}
	frame.Evidence = s.frameEvidence(d, w, from+first, from, len(m.Classes))
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
