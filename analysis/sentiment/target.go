package sentiment

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"readout/analysis"
	"readout/analysis/network"
	"readout/lexicon"
)

// TargetClasses are the labels of the tone toward a target.
var TargetClasses = []string{"negative", "neutral", "positive"}

// work is what scoring one text after another needs.
type work struct {
	view      network.View
	net       network.Work
	stretches [][2]int        // tokens of a text
	unseen    []analysis.Span // words that are left to the lexicon and its rules
	probs     []float64
	gave      []float64 // by place, or token
	order     []int
}

func (s *Scorer) work() *work {
	if w, ok := s.works.Get().(*work); ok {
		return w
	}
	return new(work)
}

// mostToward is how many words a tone toward a target tells one by one.
const mostToward = 5

// Toward gives the tone toward the words at span in their sentence: label,
// calibrated probability, and as value the expectation -1..1. Raw is the score of
// positive less that of negative; Evidence tells the words that moved it most, and
// in its last piece what all others and the form of the sentence gave.
func (s *Scorer) Toward(d *analysis.Document, span analysis.Span) analysis.Score {
	return s.towards(d, span, true)
}

// towards is Toward, with or without its evidence.
func (s *Scorer) towards(d *analysis.Document, span analysis.Span, told bool) analysis.Score {
	w := s.work()
	defer s.works.Put(w)
	if span.Empty() || !look(s.words, d, span, w) {
		return analysis.Score{Abstained: "no target"}
	}
	m := s.toward.Model()
	scores := s.toward.Scores(&w.view, &w.net)
	w.probs = m.Probabilities(scores, w.probs)
	best := slices.Index(w.probs, slices.Max(w.probs))
	out := analysis.Score{Value: w.probs[2] - w.probs[0], Raw: scores[2] - scores[0], Label: m.Classes[best], Prob: w.probs[best]}
	if told {
		out.Evidence, out.Raw = evidenceToward(s.toward, d, w, out.Raw)
	}
	return out
}

// look reads the target's sentence; false where the span holds no token.
func look(words *lexicon.Words, d *analysis.Document, span analysis.Span, w *work) bool {
	first, last := tokensIn(d.Tokens, span)
	if first == last {
		return false
	}
	sentence := &d.Sentences[d.Tokens[first].Sentence]
	w.view.Read(words, d, sentence.First, sentence.Last, analysis.Span{}, span)
	return len(w.view.Tokens()) > 0
}

// evidenceToward tells what the words of the view scored last gave, and the sum of it.
func evidenceToward(net *network.Net, d *analysis.Document, w *work, score float64) ([]analysis.Evidence, float64) {
	places := w.view.Tokens()
	w.gave = slices.Grow(w.gave[:0], len(places))[:len(places)]
	clear(w.gave)
	net.Contributions(&w.view, &w.net, 2, 0, 1, func(place int, x float64) { w.gave[place] += x })
	w.order = w.order[:0]
	for i, at := range places {
		if d.Tokens[at].Kind == analysis.Word && !w.view.Named(i) {
			w.order = append(w.order, i)
		}
	}
	slices.SortStableFunc(w.order, func(a, b int) int { return cmp.Compare(math.Abs(w.gave[b]), math.Abs(w.gave[a])) })
	told := w.order[:min(mostToward, len(w.order))]
	slices.Sort(told)
	evidence := make([]analysis.Evidence, 0, len(told)+1)
	raw, base := 0.0, score
	for _, i := range told {
		where := d.Tokens[places[i]].Span
		evidence = append(evidence, analysis.Evidence{Span: where, Term: d.Slice(where), Lexicon: "model", Entry: "target", Weight: w.gave[i], Contribution: w.gave[i]})
		raw += w.gave[i]
		base -= w.gave[i]
	}
	evidence = append(evidence, analysis.Evidence{Lexicon: "model", Entry: "base", Contribution: base})
	return evidence, raw + base
}

// TrainTarget learns the model of the tone toward targets, from the examples that
// have one.
func TrainTarget(words *lexicon.Words, examples []Example, o network.Options) (*network.Model, []network.Prediction, error) {
	var w work
	var all []network.Example
	for i := range examples {
		e := &examples[i]
		if e.Target.Empty() {
			continue
		}
		if !look(words, e.Doc, e.Target, &w) {
			return nil, nil, fmt.Errorf("sentiment: training: no word at the target in %q", e.Doc.Text)
		}
		shares, weight := e.Shares, e.Weight
		if shares == nil {
			label := slices.Index(TargetClasses, e.Label)
			if label < 0 {
				return nil, nil, fmt.Errorf("sentiment: training: label %q is none of %q", e.Label, TargetClasses)
			}
			shares, weight = make([]float64, len(TargetClasses)), 1
			shares[label] = 1
		}
		x := network.NewExample(&w.view, shares, weight)
		x.Group, x.Asked = e.group(), e.Shares == nil
		all = append(all, x)
	}
	return network.Train(words, "target", TargetClasses, all, o)
}
