package attribution

import (
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const (
	ruleNarrative = "floating: quotation after a sentence about its speaker"
	confNarrative = 0.6 // an estimate, not calibrated
)

// narrated finds the speaker of a quotation without a cue in the sentence before
// it, where that tells of somebody and is nobody's statement: “Ana Pereira shook
// her head. ‘They forgot us.’”
func (w *unmarked) narrated() {
	d := w.d
	for k := 0; k < len(d.Quotes); k++ {
		q := &d.Quotes[k]
		n := int(d.Tokens[q.First].Sentence)
		if q.Scare || q.Continues || n == 0 || d.Sentences[n].First != q.First || q.Last-q.First < quotedWords+1 {
			continue
		}
		s, before := &d.Sentences[d.Tokens[q.Last-1].Sentence], &d.Sentences[n-1]
		if q.Last != s.Last || before.Headline || w.tells(n-1) || !w.uncued(q) {
			continue
		}
		if before.Paragraph != s.Paragraph && !(w.alone(n-1) && before.Paragraph == d.Sentences[n].Paragraph-1 && d.Sentences[n].First == d.Sentences[d.Paragraphs[d.Sentences[n].Paragraph].First].First) {
			continue
		}
		source := w.toldOf(before, n-1)
		if source.Last <= source.First {
			continue
		}
		w.dropOver(q.First, q.Last)
		w.add(draft{source: []tagger.Piece{source}, content: []tagger.Piece{w.pieceOf(q.First, q.Last)}, rule: ruleNarrative, conf: confNarrative, inherits: -1})
	}
}

// alone reports whether sentence n is the only one of its paragraph.
func (w *unmarked) alone(n int) bool {
	p := &w.d.Paragraphs[w.d.Sentences[n].Paragraph]
	return p.Last-p.First == 1 && !p.Headline
}

// tells reports whether a part of the sentence is quoted or reported speech.
func (w *unmarked) tells(n int) bool {
	s := &w.d.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		if w.covered[i]&(coverContent|coverCue) != 0 || w.d.Tokens[i].Quote >= 0 && !w.d.Quotes[w.d.Tokens[i].Quote].Scare {
			return true
		}
	}
	return false
}

// uncued reports whether no attribution with a source covers a part of the quotation.
func (w *unmarked) uncued(q *analysis.Quote) bool {
	if !w.anyCovered(q.First, q.Last) {
		return true
	}
	return !slices.ContainsFunc(w.drafts, func(x draft) bool {
		if len(x.source) == 0 {
			return false
		}
		for _, p := range x.content {
			if p.First < q.Last && q.First < p.Last {
				return true
			}
		}
		return false
	})
}

// toldOf gives the subject of a sentence that tells of somebody: a name, a role or
// a pronoun at its beginning or behind what leads in; empty for none.
func (w *unmarked) toldOf(s *analysis.Sentence, n int) tagger.Piece {
	d := w.d
	i := s.First
	if w.english.Joiners[d.Tokens[i].Lower] && d.Tokens[i].Lower != "when" && d.Tokens[i].Lower != "if" {
		i++
	}
	if i < s.Last && (d.Tokens[i].Lower == "for" || d.Tokens[i].Lower == "to") {
		if p := w.subjectAt(i+1, s.Last, n); p.Last > p.First {
			return p
		}
	}
	if i < s.Last && (w.english.Linkers[d.Tokens[i].Lower] || w.english.ClauseHeads[d.Tokens[i].Lower] || w.english.Adverbs[d.Tokens[i].Lower] || w.english.Adjuncts[d.Tokens[i].Lower]) {
		for k := i + 1; k < min(s.Last-1, i+phraseReach/2); k++ {
			if d.Tokens[k].Lower == "," {
				return w.subjectAt(k+1, s.Last, n)
			}
		}
		return tagger.Piece{}
	}
	return w.subjectAt(i, s.Last, n)
}

// subjectReach is the most words before the name or the role of a subject.
const subjectReach = 8

// subjectAt gives the person that the noun phrase at i names: “Ruth Adebayo”, “the
// finance minister, Dalia Roth”, “the coach”, “she”.
func (w *page) subjectAt(i, limit, n int) tagger.Piece {
	d := w.d
	if i >= limit || d.Tokens[i].Lower == "it" {
		return tagger.Piece{}
	}
	if l := d.Tokens[i].Lower; l == "he" || l == "she" {
		return tagger.Piece{First: i, Last: i + 1, Sentence: n}
	}
	for k := i; k < min(limit, i+subjectReach); k++ {
		t := &d.Tokens[k]
		if t.Kind != analysis.Word && t.Kind != analysis.Possessive || w.english.Auxiliaries[t.Lower] || w.english.Linkers[t.Lower] || w.english.Joiners[t.Lower] || k > i && w.verbal(k) {
			return tagger.Piece{}
		}
		if tagger.IsUpper(d.Text, t) && !w.english.Determiners[t.Lower] && !w.english.Pronouns[t.Lower] {
			end := w.nameEnd(k, limit)
			if end < limit && d.Tokens[end].Kind == analysis.Possessive {
				k = end
				continue
			}
			p := tagger.Piece{First: i, Last: end, Sentence: n}
			if w.person(k, end) {
				return p
			}
			if k > i && w.known.people[d.Tokens[k-1].Lower] {
				return p
			}
			k = end - 1
			continue
		}
		if singular(t.Lower) && w.known.people[t.Lower] && k > i && k+1 < limit {
			end := k + 1
			if d.Tokens[end].Lower == "," { // the finance minister, Dalia Roth,
				if name := w.nameEnd(end+1, limit); name > end+1 && w.person(end+1, name) {
					return tagger.Piece{First: i, Last: name, Sentence: n}
				}
			}
			if name := w.nameEnd(end, limit); name > end {
				return tagger.Piece{First: i, Last: name, Sentence: n}
			}
			if next := &d.Tokens[end]; w.known.people[next.Lower] { // team captain
				continue
			}
			return tagger.Piece{First: i, Last: end, Sentence: n}
		}
	}
	return tagger.Piece{}
}

func singular(word string) bool { return !strings.HasSuffix(word, "s") }

// person reports whether a name is that of a person: a first name, a title or a
// role in it, or a surname that the article knows to speak, and no word of bodies,
// places or things.
func (w *page) person(first, last int) bool {
	d := w.d
	capitals := 0
	for i := first; i < last; i++ {
		l := strings.TrimSuffix(d.Tokens[i].Lower, ".")
		if w.known.dates[l] || w.known.bodies[l] || w.known.things[l] {
			return false
		}
		if tagger.IsUpper(d.Text, &d.Tokens[i]) {
			capitals++
		}
	}
	if capitals == 0 {
		return false
	}
	if l := strings.TrimSuffix(d.Tokens[first].Lower, "."); last-first > 1 && (w.known.given[l] || w.known.titles[l] || w.known.people[l]) {
		return true
	}
	return capitals >= 2 && capitals <= 4 || capitals == 1 && w.Info[last-1].Speaker > 0
}
