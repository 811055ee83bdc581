package reader

import (
	"cmp"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
	"readout/lexicon"
)

// mostWords is how many words a score tells one by one, and leastPart what a word must have
// moved it by. What is left is told in one piece, so that all of it still adds up.
const (
	mostWords = 10
	leastPart = 0.05
)

// teller turns what pieces added to a score into evidence: words of the article.
type teller struct {
	d      *analysis.Document
	named  []bool      // by token: part of a name, which is no evidence
	silent lexicon.Set // words that bring no meaning of their own
}

func newTeller(d *analysis.Document, silent lexicon.Set) *teller {
	t := &teller{d: d, named: make([]bool, len(d.Tokens)), silent: silent}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		for k := d.TokenAt(m.Start); k < len(d.Tokens) && d.Tokens[k].Start < m.End; k++ {
			t.named[k] = t.named[k] || t.capital(k)
		}
	}
	for _, s := range d.Sentences {
		for k := s.First + 1; k < s.Last && !s.Headline; k++ {
			if d.Tokens[k-1].Kind != analysis.OpenQuote && d.Tokens[k].Lower != "i" && t.capital(k) {
				t.named[k] = true
			}
		}
	}
	return t
}

func (t *teller) capital(token int) bool {
	r, _ := utf8.DecodeRuneInString(t.d.Text[t.d.Tokens[token].Start:])
	return unicode.IsUpper(r)
}

// wordPart is what one word added.
type wordPart struct {
	token int
	x     float64
}

// words adds up the pieces of each word. What names, marks, the title and words that moved
// next to nothing added is the rest.
func (t *teller) words(rd *reading, parts []float64) (words []wordPart, rest float64) {
	token := -1
	for i, x := range parts {
		span := rd.spans[i]
		if span.Empty() || rd.named[i] {
			rest += x
			continue
		}
		if token < 0 {
			token = t.d.TokenAt(span.Start)
		}
		for token < len(t.d.Tokens) && t.d.Tokens[token].End <= span.Start {
			token++
		}
		if token == len(t.d.Tokens) || !t.d.Tokens[token].Overlaps(span) || t.named[token] || t.d.Tokens[token].Kind != analysis.Word && t.d.Tokens[token].Kind != analysis.Number {
			rest += x
			continue
		}
		if n := len(words); n > 0 && words[n-1].token == token {
			words[n-1].x += x
		} else {
			words = append(words, wordPart{token, x})
		}
	}
	t.handOver(words)
	kept := words[:0]
	for _, w := range words {
		if math.Abs(w.x) < leastPart {
			rest += w.x
		} else {
			kept = append(kept, w)
		}
	}
	return kept, rest
}

// farthest is how many tokens away a silent word's part may be told.
const farthest = 4

// handOver moves what silent words added to the nearest word of the same clause that means
// something, half to each of two that are equally near. The sum stays.
func (t *teller) handOver(words []wordPart) {
	for i := range words {
		if !t.isSilent(words[i].token) {
			continue
		}
		before, after := t.speaking(words, i, -1), t.speaking(words, i, 1)
		distance := func(k int) int {
			if k < 0 {
				return math.MaxInt
			}
			return max(words[k].token-words[i].token, words[i].token-words[k].token)
		}
		x := words[i].x
		switch a, b := distance(before), distance(after); {
		case before < 0 && after < 0:
			continue
		case a < b:
			words[before].x += x
		case a > b:
			words[after].x += x
		default:
			words[before].x += x / 2
			words[after].x += x / 2
		}
		words[i].x = 0
	}
}

// speaking is the nearest word before (step -1) or after (step 1) the i-th that is not silent,
// with no mark but a quotation's between; -1 for none within farthest tokens.
func (t *teller) speaking(words []wordPart, i, step int) int {
	at := words[i].token
	for k := i + step; k >= 0 && k < len(words); k += step {
		for ; at != words[k].token; at += step {
			if t.d.Tokens[at].Kind == analysis.Punct || max(at-words[i].token, words[i].token-at) >= farthest {
				return -1
			}
		}
		if !t.isSilent(at) {
			return k
		}
	}
	return -1
}

func (t *teller) isSilent(token int) bool { return t.silent[t.d.Tokens[token].Lower] }

// tell gives the evidence of a score and the sum of it: the words that moved it
// most, the strongest first, what a user's lexicon adds, and the rest as "base".
func (t *teller) tell(rd *reading, parts []float64, base float64, shifts []shift) ([]analysis.Evidence, float64) {
	words, rest := t.words(rd, parts)
	base += rest
	slices.SortStableFunc(words, func(a, b wordPart) int { return cmp.Compare(math.Abs(b.x), math.Abs(a.x)) })
	for i := mostWords; i < len(words); i++ {
		base += words[i].x
	}
	words = words[:min(len(words), mostWords)]
	evidence := make([]analysis.Evidence, 0, len(words)+len(shifts)+1)
	for _, w := range words {
		evidence = append(evidence, t.word(w))
	}
	for i := range shifts {
		evidence = append(evidence, shifts[i].evidence)
	}
	if base != 0 || len(evidence) == 0 {
		evidence = append(evidence, analysis.Evidence{Lexicon: "model", Entry: "base", Contribution: base})
	}
	sum := 0.0
	for i := range evidence {
		sum += evidence[i].Contribution
	}
	return evidence, sum
}

func (t *teller) word(w wordPart) analysis.Evidence {
	token := &t.d.Tokens[w.token]
	return analysis.Evidence{Span: token.Span, Term: t.d.Slice(token.Span), Lexicon: "model", Entry: token.Lower, Contribution: w.x}
}

// strongest gives up to most words that moved something up, and what a user's
// lexicon adds.
func (t *teller) strongest(rd *reading, parts []float64, most int, shifts []shift) []analysis.Evidence {
	words, _ := t.words(rd, parts)
	words = slices.DeleteFunc(words, func(w wordPart) bool { return w.x < leastPart })
	slices.SortStableFunc(words, func(a, b wordPart) int {
		switch {
		case a.x > b.x:
			return -1
		case a.x < b.x:
			return 1
		}
		return 0
	})
	var evidence []analysis.Evidence
	for _, w := range words[:min(most, len(words))] {
		evidence = append(evidence, t.word(w))
	}
	for i := range shifts {
		evidence = append(evidence, shifts[i].evidence)
	}
	return evidence
}
