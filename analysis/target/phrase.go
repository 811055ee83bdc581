package target

import (
	"strings"

	"readout/analysis"
)

// phrase fills Text and Span: the noun phrase that the statement is about. Where
// the content only says "it", that is a phrase of the same issue in the rest of
// the sentence or in the one before.
func (w *work) phrase(s *analysis.Statement, at *analysis.Attribution, head int) {
	content := at.Content[0]
	lo, hi := w.d.TokenAt(content.Start), w.tokensEnd(content)
	if hi <= lo {
		return
	}
	if head >= 0 && w.found[head].first >= lo && w.found[head].last <= hi && !w.isVerb(w.found[head].first) {
		w.set(s, w.grow(head, lo, hi))
		return
	}
	if p := w.subject(lo, hi); p.last > p.first {
		w.set(s, w.named(p, hi, at))
		return
	}
	if head < 0 && s.Target.IssueID != "" {
		here := w.sentenceAt(content.Start)
		for _, i := range []int{here, here - 1} {
			if i < 0 || i >= len(w.d.Sentences) || w.d.Sentences[i].Headline != w.d.Sentences[here].Headline {
				continue
			}
			from, to := w.between(w.d.Sentences[i].Span)
			for k := from; k < to; k++ {
				m := &w.found[k]
				if w.codebook.ids[m.issue] == s.Target.IssueID && !w.isVerb(m.first) {
					w.set(s, w.grow(k, w.d.Sentences[i].First, w.d.Sentences[i].Last))
					return
				}
			}
		}
	}
	w.set(s, w.object(lo, hi))
}

// tokens is a run of tokens, [first, last).
type tokens struct{ first, last int }

func (w *work) set(s *analysis.Statement, t tokens) {
	if t.last <= t.first {
		return
	}
	s.Target.Span = analysis.Span{Start: w.d.Tokens[t.first].Start, End: w.d.Tokens[t.last-1].End}
	s.Target.Text = w.d.Slice(s.Target.Span)
}

// tokensEnd is the token past those that a span holds.
func (w *work) tokensEnd(s analysis.Span) int {
	i := w.d.TokenAt(s.Start)
	for i < len(w.d.Tokens) && w.d.Tokens[i].End <= s.End {
		i++
	}
	return i
}

// grow widens a match to the noun phrase around it, inside tokens [lo, hi).
func (w *work) grow(k, lo, hi int) tokens {
	first, last := w.found[k].first, w.found[k].last
	word := func(i int) string { return w.d.Tokens[i].Lower }
	for n := 0; first > lo && n < 4 && w.nominal(first-1) && !w.verbal(first-1) && !w.english.Determiners[word(first-1)]; n++ {
		first--
	}
	if first > lo && w.english.Determiners[word(first-1)] {
		first--
	}
	for n := 0; last < hi && n < 2 && w.nominal(last) && !w.verbal(last) && !w.determiner(last); n++ {
		last++
	}
	if last+1 < hi && (word(last) == "of" || word(last) == "with" || word(last) == "on") {
		if to := w.chunk(last+1, hi); to > last+1 && !w.gerund(last+1, hi) {
			last = to
		}
	}
	if last+1 < hi && word(last) == "in" && w.d.Text[w.d.Tokens[last+1].Start:w.d.Tokens[last+1].End] != word(last+1) {
		last = w.chunk(last+1, hi) // the talks in Geneva
	}
	// A short clause that ends the content belongs to it: talks that exclude Kyiv.
	if last+1 < hi && hi-last <= 6 && (word(last) == "that" || word(last) == "which" || word(last) == "without") {
		to := last
		for to < hi && (w.d.Tokens[to].Kind == analysis.Word || w.d.Tokens[to].Kind == analysis.Number) {
			to++
		}
		if to-last >= 2 {
			last = to
		}
	}
	return tokens{first, last}
}

// subject is the noun phrase that content begins with; none where that is a pronoun.
func (w *work) subject(lo, hi int) tokens {
	i := lo
	for i < hi && (w.d.Tokens[i].Kind == analysis.OpenQuote || w.english.Openers[w.d.Tokens[i].Lower] || w.interjection(i, hi)) {
		i++
	}
	if i >= hi || w.english.Pronouns[w.d.Tokens[i].Lower] || w.standsAlone(i, hi) {
		return tokens{}
	}
	verb := i > 0 && w.infinitive(i) || w.gerund(i, hi)
	if i+1 < hi && w.determiner(i+1) && !w.determiner(i) && (verb || !w.closed[w.d.Tokens[i].Lower] && !w.name(i)) {
		i, verb = i+1, false // removing the old pipe; opens the door
	}
	if verb {
		return tokens{}
	}
	to := w.chunk(i, hi)
	if to < hi && w.determiner(to) && to-i > 1 && w.verbForm(to-1) {
		to-- // the envoy resumes his work
	}
	if to-i == 1 && (w.english.Determiners[w.d.Tokens[i].Lower] || w.bareVerb(i, hi)) {
		return tokens{}
	}
	if w.empty(i, to, hi) {
		return tokens{}
	}
	if to > i && to+1 < hi && w.d.Tokens[to].Lower == "of" {
		if next := w.chunk(to+1, hi); next > to+1 && !w.gerund(to+1, hi) {
			to = next
		}
	}
	return tokens{i, to}
}

// named leaves off what the target is called behind a verb of naming: of "called the move absurd"
// the move.
func (w *work) named(t tokens, hi int, at *analysis.Attribution) tokens {
	if t.last < hi || !w.english.Naming[at.CueLemma] || !w.english.Determiners[w.d.Tokens[t.first].Lower] {
		return t
	}
	if t.last-t.first > 2 && w.adjective(t.last-1) {
		t.last--
		if t.last-t.first > 2 && strings.HasSuffix(w.d.Tokens[t.last-1].Lower, "ly") {
			t.last--
		}
	}
	return t
}

// reach is how far into a content its object is looked for.
const reach = 25

// object is the first noun phrase with an article after the beginning of content.
func (w *work) object(lo, hi int) tokens {
	for i := lo; i < min(hi, lo+reach); i++ {
		if w.english.Determiners[w.d.Tokens[i].Lower] && !w.standsAlone(i, hi) {
			if to := w.chunk(i, hi); to > i+1 && !w.empty(i, to, hi) {
				return tokens{i, to}
			}
		}
	}
	return tokens{}
}

// nounToo reports whether token k, which could be a verb, ends a noun phrase that begins
// with the article i: no verb stands in its base form after a singular.
func (w *work) nounToo(i, k int) bool {
	return k > i+1 && w.english.Determiners[w.d.Tokens[i].Lower] && w.english.NounsToo[w.d.Tokens[k].Lower] && !strings.HasSuffix(w.d.Tokens[k-1].Lower, "s")
}

// chunk is the token past a simple noun phrase that begins at token i: an article,
// then words that are no verbs and none of the closed classes.
func (w *work) chunk(i, hi int) int {
	k := i
	for k < hi && k < i+2 && w.determiner(k) {
		k++
	}
	for n := 0; k < hi && n < 6; k++ {
		if w.d.Tokens[k].Kind == analysis.Possessive && k > i {
			continue
		}
		if !w.nominal(k) || k > i && (w.determiner(k) || w.gerund(k, hi) || w.verbal(k) && !w.dated(k) && !w.nounToo(i, k)) {
			break
		}
		n++
	}
	return k
}
