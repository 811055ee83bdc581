package sentiment

import (
	"cmp"
	"math"
	"slices"

	"readout/analysis"
	"readout/lexicon"
)

// The tone of a text is a sum over its words: what the valence lexicon says, turned
// or weakened by the modifiers that reach the word, over the root of the text's
// length, so that ten sentences do not sound ten times as loud as one (the rules
// are in the line of VADER, Hutto and Gilbert 2014); and what the network makes of
// the words in their places.

// term is one word or phrase of the lexicon in a text.
type term struct {
	span     analysis.Span
	weight   float64 // of the lexicon entry
	entry    string
	factor   float64
	modifier string
	by       analysis.Span // the modifier's words
	alone    bool          // the network does not see it
}

// lengthOffset keeps a fragment of two words from shouting.
const lengthOffset = 4

// length is what the lexicon's share is divided by.
func length(words int) float64 { return math.Sqrt(float64(words + lengthOffset)) }

// terms walks the words of the spans and calls emit for each term, which keeps
// nothing of it, and keeps in w what the network is to look at. It returns the number
// of words, and whether all of it is a question.
func (s *Scorer) terms(d *analysis.Document, spans []analysis.Span, w *work, emit func(*term)) (words int, question bool) {
	question = true
	w.stretches, w.unseen = w.stretches[:0], w.unseen[:0]
	for _, span := range spans {
		first, last := tokensIn(d.Tokens, span)
		for first < last {
			sentence := d.Tokens[first].Sentence
			end := first
			for end < last && d.Tokens[end].Sentence == sentence {
				end++
			}
			w.stretches = append(w.stretches, [2]int{first, end})
			r := s.read(d.Tokens[first:end])
			question = question && r.question
			words += s.sentenceTerms(d, r, w, emit)
			first = end
		}
	}
	return words, question && words > 0
}

// sentenceTerms emits the terms of one sentence.
func (s *Scorer) sentenceTerms(d *analysis.Document, r *reading, w *work, emit func(*term)) (words int) {
	var x term // one for all, since emit keeps nothing of it
	for i := 0; i < len(r.tokens); {
		t := &r.tokens[i]
		n := 0
		if r.taken[i] {
			w.unseen = append(w.unseen, t.Span)
		} else if !silent(t) {
			var v lexicon.Valence
			if v, n = s.valence.Longest(i, len(r.tokens), r.word); n > 0 && v.Weight != 0 {
				x = term{weight: v.Weight, entry: v.Term, span: analysis.Span{Start: t.Start, End: r.tokens[i+n-1].End}}
				x.factor, x.modifier, x.by = r.effect(i, i+n, d.Quotes)
				if x.alone = x.factor < 0 || n > 1; x.alone {
					w.unseen = append(w.unseen, x.span)
				}
				emit(&x)
			}
		}
		if n > 0 || t.Kind == analysis.Word || t.Kind == analysis.Number && !r.taken[i] {
			words += max(n, 1)
		}
		i += max(n, 1)
	}
	return words
}

// silent tells the marks that say nothing.
func silent(t *analysis.Token) bool {
	switch t.Kind {
	case analysis.Punct, analysis.OpenQuote, analysis.CloseQuote, analysis.Possessive:
		return true
	}
	return false
}

// worth is what a term of the lexicon adds before the length is taken into account.
func (m *Model) worth(x *term) float64 {
	w := x.weight * x.factor
	return w * m.Valence[x.kind()]
}

// kind is which of the model's figures says what the term is worth.
func (x *term) kind() int {
	k := 0
	if x.weight*x.factor < 0 {
		k = 1
	}
	if x.alone {
		k += 2
	}
	return k
}

// leastRaw is what the network's words must make together where the lexicon has
// none of them.
const leastRaw = 0.02

// toneGain stretches the raters' means, most of which lie within 0.3 of 0, over
// the scale.
const toneGain = 2

const tooLittle = "too little evidence"

// Tone scores the words of the spans together. Raw is the sum of the evidence's
// contributions, of which the last may stand for all small ones; Value is the
// hyperbolic tangent of toneGain times that, -1..1. It abstains on a text of fewer
// than two words, on a question and on a text in which nothing speaks.
func (s *Scorer) Tone(d *analysis.Document, spans []analysis.Span) analysis.Score {
	w := s.work()
	defer s.works.Put(w)
	m := &s.model
	var evidence []analysis.Evidence
	words, question := s.terms(d, spans, w, func(x *term) {
		evidence = append(evidence, analysis.Evidence{Span: x.span, Term: d.Slice(x.span), Lexicon: "valence", Entry: x.entry, Weight: x.weight,
			Modifier: x.modifier, ModifierSpan: x.by, Contribution: m.worth(x)})
	})
	listed := len(evidence) > 0
	if words < 2 {
		return analysis.Score{Abstained: "fragment"}
	}
	for i := range evidence {
		evidence[i].Contribution /= length(words)
	}
	out := analysis.Score{Evidence: strongest(s.learnt(d, w, evidence))}
	for i := range out.Evidence {
		out.Raw += out.Evidence[i].Contribution
	}
	out.Value = math.Tanh(toneGain * out.Raw)
	out.Label, out.Prob = m.label(out.Raw)
	switch {
	case question && (!listed || out.Label == "neutral"):
		return analysis.Score{Abstained: "question"}
	case !listed && math.Abs(out.Raw) < leastRaw:
		return analysis.Score{Abstained: tooLittle}
	}
	return out
}

// see has the network's view of the stretches: without topics, and without what the
// rules turn round, since the network would turn it once more, or not at all where
// the negation stands far off.
func (s *Scorer) see(d *analysis.Document, w *work) {
	w.view.ReadText(s.words, d, w.stretches, func(token, rank int) bool {
		return s.topics[rank] || slices.ContainsFunc(w.unseen, d.Tokens[token].Overlaps)
	})
}

// look is the network's score of positive less that of negative.
func (s *Scorer) look(d *analysis.Document, w *work) float64 {
	s.see(d, w)
	scores := s.tone.Scores(&w.view, &w.net)
	return scores[1] - scores[0]
}

// learnt adds to the pieces of the lexicon's terms what the network makes of their
// words and those of their modifiers, and tells its other words in pieces of their
// own. What no word made is the base, and what somebody's name did.
func (s *Scorer) learnt(d *analysis.Document, w *work, told []analysis.Evidence) (_ []analysis.Evidence, base float64) {
	base = s.model.Learnt * s.look(d, w)
	places := w.view.Tokens()
	w.gave = slices.Grow(w.gave[:0], len(places))[:len(places)]
	clear(w.gave)
	s.tone.Contributions(&w.view, &w.net, 1, 0, s.model.Learnt, func(place int, x float64) { w.gave[place] += x })
	listed := len(told)
	told = slices.Grow(told, len(places))
	for i, at := range places {
		t := &d.Tokens[at]
		if t.Kind != analysis.Word || w.view.Named(i) {
			continue
		}
		base -= w.gave[i]
		k := slices.IndexFunc(told[:listed], func(e analysis.Evidence) bool { return e.Span.Overlaps(t.Span) || e.ModifierSpan.Overlaps(t.Span) })
		if last := len(told) - 1; k < 0 && last >= listed && told[last].Span == t.Span { // a compound is several places
			k = last
			told[k].Weight += w.gave[i]
		}
		if k >= 0 {
			told[k].Contribution += w.gave[i]
			continue
		}
		told = append(told, analysis.Evidence{Span: t.Span, Term: d.Slice(t.Span), Lexicon: "model", Entry: "tone", Weight: w.gave[i], Contribution: w.gave[i]})
	}
	return told, base
}

// mostTold is how many terms a score tells one by one.
const mostTold = 3

// strongest keeps the words that moved the score most, the first of equals, in the
// order of the text, and puts what the others add to base in a last piece.
func strongest(all []analysis.Evidence, base float64) []analysis.Evidence {
	slices.SortStableFunc(all, func(a, b analysis.Evidence) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Contribution), math.Abs(a.Contribution)), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	told := min(mostTold, len(all))
	for _, e := range all[told:] {
		base += e.Contribution
	}
	kept := slices.Clone(all[:told])
	slices.SortFunc(kept, func(a, b analysis.Evidence) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return append(kept, analysis.Evidence{Lexicon: "model", Entry: "base", Contribution: base})
}

// label gives the label of a raw score and the probability that it is right.
func (m *Model) label(raw float64) (string, float64) {
	below, above := logistic(m.Low-m.Slope*raw), logistic(m.Slope*raw-m.High)
	switch {
	case raw <= m.Below:
		return "negative", below
	case raw > m.Above:
		return "positive", above
	}
	return "neutral", 1 - below - above
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// valenceIndex is what the scorer looks words up in.
type valenceIndex = lexicon.Phrases[lexicon.Valence]
