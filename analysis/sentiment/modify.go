package sentiment

import (
	"readout/analysis"
	"readout/lexicon"
)

// modifier is one word or phrase of the modifier lexicon in a sentence, and the
// tokens [from, to) that it reaches.
type modifier struct {
	entry    *lexicon.Modifier
	at, past int // its own tokens
	from, to int // what it reaches
}

// reading is the work on one sentence.
type reading struct {
	tokens    []analysis.Token // of the sentence
	modifiers []modifier
	taken     []bool // tokens of a modifier whose tone is in what it does to others
	question  bool
	word      func(i int) string // the lower-cased token at i, for the phrase indexes
}

// read finds the modifiers of a sentence and what each reaches.
func (s *Scorer) read(tokens []analysis.Token) *reading {
	r := &reading{tokens: tokens, taken: make([]bool, len(tokens))}
	r.word = func(i int) string { return r.tokens[i].Lower }
	for i := len(tokens) - 1; i >= 0 && i >= len(tokens)-3; i-- {
		r.question = r.question || tokens[i].Lower == "?"
	}
	for i := 0; i < len(tokens); {
		m, n := s.modifiers.Longest(i, len(tokens), r.word)
		if n == 0 {
			i++
			continue
		}
		// A longer phrase with a worth of its own ("no progress") is no modifier.
		if _, k := s.valence.Longest(i, len(tokens), r.word); k > n {
			i += k
			continue
		}
		found := modifier{entry: m, at: i, past: i + n}
		r.reach(&found)
		if m.Kind == lexicon.Opaque || turns(m.Kind) && s.speaks(r, &found) {
			for k := i; k < i+n; k++ {
				r.taken[k] = true
			}
		}
		r.modifiers = append(r.modifiers, found)
		i += n
	}
	r.nest()
	return r
}

// nest lets a negation that reaches a turning word reach what that word turns:
// nobody doubts [that the visit was a success].
func (r *reading) nest() {
	for i := range r.modifiers {
		outer := &r.modifiers[i]
		if outer.entry.Kind != lexicon.Negation {
			continue
		}
		for _, inner := range r.modifiers[i+1:] {
			if inner.entry.Kind == lexicon.Reverser && inner.at < outer.to {
				outer.to = max(outer.to, inner.to)
			}
		}
	}
}

func turns(k lexicon.ModifierKind) bool { return k == lexicon.Negation || k == lexicon.Reverser }

// speaks tells whether there is a word with a tone in a modifier's reach.
func (s *Scorer) speaks(r *reading, m *modifier) bool {
	for i := m.from; i < m.to; i++ {
		if v, n := s.valence.Longest(i, m.to, r.word); n > 0 && v.Weight != 0 {
			return true
		}
	}
	return false
}

// reach sets the tokens that a modifier works on.
func (r *reading) reach(m *modifier) {
	switch m.entry.Kind {
	case lexicon.Contrast:
		// "X but Y": the rest of the sentence. At its head it looks to an earlier
		// sentence and changes nothing here.
		m.from, m.to = m.past, len(r.tokens)
		if m.at <= 1 {
			m.to = m.from
		}
	case lexicon.Concession, lexicon.Condition:
		m.from = m.past
		m.to = r.until(m.past, m.entry.Reach, func(w string) bool { return w == "," || w == ";" || w == ":" || w == "then" })
	case lexicon.Opaque:
		m.from, m.to = m.past, m.past
	default:
		m.from = m.past
		m.to = r.until(m.past, m.entry.Reach, endsClause)
		if m.entry.Side != lexicon.After {
			m.from = max(0, m.at-m.entry.Reach)
			if m.entry.Side == lexicon.Before {
				m.to = m.at
			}
		}
	}
}

// until is the end of the stretch that begins at from: at most reach words, or up
// to the first token that stops it.
func (r *reading) until(from, reach int, stops func(string) bool) int {
	for i, n := from, 0; i < len(r.tokens); i++ {
		if stops(r.tokens[i].Lower) || n == reach {
			return i
		}
		if r.tokens[i].Kind == analysis.Word || r.tokens[i].Kind == analysis.Number {
			n++
		}
	}
	return len(r.tokens)
}

// endsClause tells the words past which a negation or a hedge does not reach.
func endsClause(w string) bool {
	switch w {
	case ",", ";", ":", "—", "–", "(", ")", "but", "because", "although", "though", "while", "which", "who", "whereas", "since", "yet", "however":
		return true
	}
	return false
}

// The factors that no list holds, set on the training sentences.
const (
	beforeContrast = 0.7 // what stands before a "but" in its sentence
	scareQuote     = 0.4 // a word in marks that nobody said
)

// effect is what the modifiers make of the tokens [at, past): the factor, and the
// modifier that moved it furthest from 1.
func (r *reading) effect(at, past int, quotes []analysis.Quote) (factor float64, name string, span analysis.Span) {
	factor, best := 1.0, 0.0
	apply := func(f float64, kind string, where analysis.Span) {
		factor *= f
		far := f - 1
		if far < 0 {
			far = -far
		}
		if far > best {
			best, name, span = far, kind, where
		}
	}
	for i := range r.modifiers {
		m := &r.modifiers[i]
		where := func() analysis.Span {
			return analysis.Span{Start: r.tokens[m.at].Start, End: r.tokens[m.past-1].End}
		}
		if m.at <= at && past <= m.past {
			continue // a word does not modify itself
		}
		if m.entry.Kind == lexicon.Contrast && m.to > m.from && past <= m.at {
			apply(beforeContrast, modifierName(m.entry.Kind), where())
			continue
		}
		if m.from <= at && at < m.to && m.entry.Factor != 1 {
			apply(m.entry.Factor, modifierName(m.entry.Kind), where())
		}
	}
	if q := r.tokens[at].Quote; q >= 0 && int(q) < len(quotes) && quotes[q].Scare {
		apply(scareQuote, "quotation", quotes[q].Span)
	}
	return factor, name, span
}

// modifierName is the word that the evidence table has for a kind.
func modifierName(k lexicon.ModifierKind) string {
	switch k {
	case lexicon.Negation, lexicon.Reverser:
		return "negation"
	case lexicon.Intensifier, lexicon.Damper, lexicon.Booster:
		return "intensifier"
	case lexicon.Contrast, lexicon.Concession, lexicon.Comparison:
		return "contrast"
	}
	return "hedge"
}
