package sentiment

import (
	"cmp"
	"math"
	"slices"

	"readout/analysis"
	"readout/lexicon"
)

// The tone of a text is a sum over its words: what the valence lexicon says and
// what the model learnt on top of it, both turned or weakened by the modifiers
// that reach the word, over the root of the text's length, so that ten sentences
// do not sound ten times as loud as one (the rules are in the line of VADER,
// Hutto and Gilbert 2014, the learnt part that of their news sentences).

// term is one word, phrase or pair of words of a text with what it is worth.
type term struct {
	at, past int // its tokens in the sentence
	span     analysis.Span
	weight   float64 // of the lexicon entry, 0 for none
	entry    string
	learnt   []uint32 // buckets of the model's table
	rank     int      // in the word vectors, -1 for none
	factor   float64
	modifier string
	by       analysis.Span // the modifier's words
}

// lengthOffset keeps a fragment of two words from shouting.
const lengthOffset = 4

// tones walks the words of the spans and calls emit for each term. It returns the
// number of words, and whether all of it is a question.
func (s *Scorer) tones(d *analysis.Document, spans []analysis.Span, emit func(*term)) (words int, question bool) {
	question = true
	for _, span := range spans {
		first, last := tokensIn(d.Tokens, span)
		for first < last {
			sentence := d.Tokens[first].Sentence
			end := first
			for end < last && d.Tokens[end].Sentence == sentence {
				end++
			}
			r := s.read(d.Tokens[first:end])
			question = question && r.question
			words += s.sentenceTones(d, r, emit)
			first = end
		}
	}
	return words, question && words > 0
}

// sentenceTones emits the terms of one sentence.
func (s *Scorer) sentenceTones(d *analysis.Document, r *reading, emit func(*term)) (words int) {
	var buckets [2]uint32
	var x term // one for all, since emit keeps nothing of it
	previous := uint64(0)
	for i := 0; i < len(r.tokens); {
		t := &r.tokens[i]
		if r.taken[i] || silent(t) {
			if t.Kind == analysis.Word {
				words++
			}
			previous = wordHash(t)
			i++
			continue
		}
		v, n := s.valence.Longest(i, len(r.tokens), r.word)
		if n > 0 && v.Weight == 0 { // a topic
			words += n
			previous = wordHash(&r.tokens[i+n-1])
			i += n
			continue
		}
		x = term{at: i, rank: -1}
		id := wordHash(t)
		if n == 0 {
			n = 1
			x.rank = s.words.Rank(t.Lower)
		} else {
			x.weight, x.entry = v.Weight, v.Term
			if n == 1 {
				x.rank = s.words.Rank(t.Lower)
			}
		}
		if t.Kind == analysis.Word || t.Kind == analysis.Number {
			words += n
		}
		buckets[0] = uint32(mix(id, uint64(n), anywhere) & (toneBuckets - 1))
		buckets[1] = uint32(mix(previous, id, pair) & (toneBuckets - 1))
		x.past, x.learnt = i+n, buckets[:]
		x.span = analysis.Span{Start: t.Start, End: r.tokens[i+n-1].End}
		x.factor, x.modifier, x.by = r.effect(i, i+n, d.Quotes)
		emit(&x)
		previous = wordHash(&r.tokens[i+n-1])
		i += n
	}
	return words
}

// silent tells the marks that say nothing; a question or an exclamation does.
func silent(t *analysis.Token) bool {
	switch t.Kind {
	case analysis.Punct:
		return t.Lower != "?" && t.Lower != "!"
	case analysis.OpenQuote, analysis.CloseQuote, analysis.Possessive:
		return true
	}
	return false
}

// worth is what a term adds before the length is taken into account.
func (m *toneModel) worth(x *term) float64 {
	w := x.weight * float64(m.positive)
	if x.weight < 0 {
		w = x.weight * float64(m.negative)
	}
	if x.rank >= 0 {
		w += float64(m.vectors.at(x.rank))
	}
	for _, b := range x.learnt {
		w += float64(m.words.at(int(b)))
	}
	return w
}

// Of a text's words most say next to nothing; a term below this, before length, is
// no evidence and adds nothing.
const leastWorth = 0.03

// leastRaw is what the model's words must make together where the lexicon has
// none of them.
const leastRaw = 0.05

// toneGain stretches the raters' means, most of which lie within 0.3 of 0, over
// the scale.
const toneGain = 2

const tooLittle = "too little evidence"

// Tone scores the words of the spans together. Raw is the sum of the evidence's
// contributions, of which the last may stand for all small ones; Value is the
// hyperbolic tangent of toneGain times that, -1..1. It abstains on a text of fewer
// than two words, on a question and on a text in which nothing speaks.
func (s *Scorer) Tone(d *analysis.Document, spans []analysis.Span) analysis.Score {
	m := &s.model.tone
	out, listed := analysis.Score{}, false
	words, question := s.tones(d, spans, func(x *term) {
		w := m.worth(x) * x.factor
		if math.Abs(w) < leastWorth {
			return
		}
		e := analysis.Evidence{Span: x.span, Term: d.Slice(x.span), Lexicon: "valence", Entry: x.entry, Weight: x.weight,
			Modifier: x.modifier, ModifierSpan: x.by, Contribution: w}
		listed = listed || x.entry != ""
		if x.entry == "" {
			e.Lexicon, e.Entry, e.Weight = "model", "tone", m.worth(x)
		}
		out.Evidence = append(out.Evidence, e)
	})
	switch {
	case words < 2:
		return analysis.Score{Abstained: "fragment"}
	case len(out.Evidence) == 0:
		return analysis.Score{Abstained: tooLittle}
	}
	length := math.Sqrt(float64(words + lengthOffset))
	for i := range out.Evidence {
		out.Evidence[i].Contribution /= length
	}
	out.Evidence = strongest(out.Evidence)
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

// mostTold is how many terms a score tells one by one.
const mostTold = 3

// strongest keeps the terms that moved the score most, the first of equals, in
// the order of the text, and puts what the others add into one piece at the end.
func strongest(all []analysis.Evidence) []analysis.Evidence {
	if len(all) <= mostTold+1 {
		return all
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(math.Abs(all[b].Contribution), math.Abs(all[a].Contribution))
	})
	told := order[:mostTold]
	slices.Sort(told)
	rest := analysis.Evidence{Lexicon: "model", Entry: "base"}
	for _, i := range order[mostTold:] {
		rest.Contribution += all[i].Contribution
	}
	kept := make([]analysis.Evidence, 0, mostTold+1)
	for _, i := range told {
		kept = append(kept, all[i])
	}
	return append(kept, rest)
}

// label gives the label of a raw score and the probability that it is right.
func (m *toneModel) label(raw float64) (string, float64) {
	below := logistic(float64(m.low) - float64(m.slope)*raw)
	above := logistic(float64(m.slope)*raw - float64(m.high))
	switch {
	case raw <= float64(m.below):
		return "negative", below
	case raw > float64(m.above):
		return "positive", above
	}
	return "neutral", 1 - below - above
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// valenceIndex is what the scorer looks words up in.
type valenceIndex = lexicon.Phrases[lexicon.Valence]
