package stance

import (
	"readout/analysis"
	"readout/lexicon"
)

// applyModifiers finds negations, contrasts, conditions and the like in the
// content and lets each change the state of what is in its reach. A reach ends
// with its sentence, and a negation's also with its clause.
func (r *reader) applyModifiers(d *analysis.Document, in *reading, p analysis.Polarity) {
	n := len(in.tokens)
	at := func(k int) string { return in.words[k] }
	r.markQuestions(d, in)
	for k := 0; k < n; {
		m, length := r.modifiers.Longest(k, n, at)
		if length == 0 {
			k++
			continue
		}
		in.add(feature{
			key: key{kind: modified, a: string(m.Kind)}, value: 1, first: in.tokens[k], last: in.tokens[k+length-1] + 1,
			list: "modifier", entry: m.Term, weight: m.Factor,
		})
		if m.Certainty != nil {
			in.add(feature{
				key: key{kind: modified, a: "unsure"}, value: 1 - *m.Certainty, first: in.tokens[k], last: in.tokens[k+length-1] + 1,
				list: "modifier", entry: m.Term, weight: *m.Certainty,
			})
		}
		in.reach(d, m, k, length)
		k += length
	}
	if p == analysis.Denied {
		for k := range in.states {
			in.states[k].turn(0, 0)
		}
	}
}

// markQuestions makes unreal what stands in a sentence that asks.
func (r *reader) markQuestions(d *analysis.Document, in *reading) {
	end := len(in.tokens)
	for k := len(in.tokens) - 1; k >= 0; k-- {
		t := &d.Tokens[in.tokens[k]]
		if k+1 < len(in.tokens) && t.Sentence != d.Tokens[in.tokens[k+1]].Sentence {
			end = k + 1
		}
		if t.Kind != analysis.Punct || t.Lower != "?" {
			continue
		}
		in.question = true
		for j := k; j >= 0 && d.Tokens[in.tokens[j]].Sentence == t.Sentence && j < end; j-- {
			in.states[j].unreal = true
		}
	}
}

// reach applies one modifier, content tokens k to k+length, around itself.
func (in *reading) reach(d *analysis.Document, m lexicon.Modifier, k, length int) {
	switch m.Kind {
	case lexicon.Opaque, lexicon.Booster, lexicon.Hedge, lexicon.Wish:
		return // they count by themselves: what they stand with keeps its sign
	case lexicon.Contrast:
		in.contrast(d, m, k, length)
		return
	}
	inPhrase := length == 1 && in.states[k].inPhrase
	step := func(from, to, by int) {
		left := m.Reach
		for j := from; j != to && left > 0; j += by {
			t := &d.Tokens[in.tokens[j]]
			if t.Sentence != d.Tokens[in.tokens[k]].Sentence || m.Factor < 0 && endsClause(t) {
				return
			}
			left--
			if inPhrase && in.states[j].inPhrase {
				continue // "no progress" holds its own negation
			}
			in.states[j].apply(m, in.tokens[k], in.tokens[k+length-1]+1)
		}
	}
	if m.Side != lexicon.Before {
		step(k+length, len(in.tokens), 1)
	}
	if m.Side != lexicon.After {
		step(k-1, -1, -1)
	}
}

// contrast makes what follows weigh more and what went before weigh less.
func (in *reading) contrast(d *analysis.Document, m lexicon.Modifier, k, length int) {
	sentence := d.Tokens[in.tokens[k]].Sentence
	for j := range in.tokens {
		s := &in.states[j]
		if d.Tokens[in.tokens[j]].Sentence != sentence || j >= k && j < k+length {
			continue
		}
		if j < k {
			s.factor /= m.Factor
		} else {
			s.factor *= m.Factor
			s.afterTurn = true
		}
		if s.modifier == "" {
			s.modifier, s.modFirst, s.modLast = "contrast", in.tokens[k], in.tokens[k+length-1]+1
		}
	}
}

func endsClause(t *analysis.Token) bool {
	if t.Kind == analysis.Punct {
		return t.Lower == "," || t.Lower == ";" || t.Lower == ":" || t.Lower == "—" || t.Lower == "–" || t.Lower == "--"
	}
	return t.Lower == "but" || t.Lower == "because" || t.Lower == "although"
}

// apply changes a state as a modifier, tokens first to last, does.
func (s *state) apply(m lexicon.Modifier, first, last int) {
	switch m.Kind {
	case lexicon.Negation, lexicon.Reverser:
		s.turn(first, last)
		return
	case lexicon.Condition:
		s.unreal = true
	default:
		s.factor *= m.Factor
	}
	if s.modifier == "" {
		s.modifier, s.modFirst, s.modLast = evidenceModifier(m.Kind), first, last
	}
}

// turn negates; a second negation gives back what the first took, though
// "not without hope" hopes less than "with hope".
func (s *state) turn(first, last int) {
	s.negated = !s.negated
	s.factor *= turned
	s.modifier, s.modFirst, s.modLast = "negation", first, last
}

// turned is what a negation leaves of the strength of what it turns.
const turned = 0.85

// evidenceModifier is the modifier's name in the evidence table.
func evidenceModifier(k lexicon.ModifierKind) string {
	switch k {
	case lexicon.Intensifier, lexicon.Damper:
		return "intensifier"
	case lexicon.Concession, lexicon.Contrast, lexicon.Comparison:
		return "contrast"
	case lexicon.Condition, lexicon.Hedge:
		return "hedge"
	}
	return "negation"
}
