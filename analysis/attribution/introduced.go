package attribution

import (
	"slices"

	"readout/analysis"
	"readout/lexicon"
)

const (
	ruleIntroduced = "quotation introduced by the paragraph before"
	confIntroduced = 0.8 // an estimate, not calibrated
)

// introduced finds the quotations that the paragraph before introduces with a
// colon: “The bishop told mourners:”, then paragraphs in quotation marks. The
// chain cannot, because it labels each paragraph by itself.
func (w *worker) introduced() {
	d := w.d
	for p := 1; p < len(d.Paragraphs); p++ {
		content := w.quotedParagraphs(p)
		if len(content) == 0 {
			continue
		}
		n := d.Paragraphs[p-1].Last - 1
		s := &d.Sentences[n]
		if d.Tokens[s.Last-1].Lower != ":" || d.Tokens[s.Last-1].Quote >= 0 {
			continue
		}
		source, cue, trigger, ok := w.introduction(s, n)
		if !ok {
			continue
		}
		first, last := content[0].first, content[len(content)-1].last
		inside := func(p piece) bool { return first <= p.first && p.last <= last }
		w.drop(func(x *draft) bool {
			return inside(x.content[0]) || len(x.cue) > 0 && x.cue[0].first < cue.last && cue.first < x.cue[0].last
		})
		w.orphans = slices.DeleteFunc(w.orphans, inside)
		w.add(draft{source: []piece{source}, cue: []piece{cue}, content: content,
			rule: ruleIntroduced, conf: confIntroduced, inherits: -1, trigger: trigger})
		p += len(content) - 1
	}
}

// quotedParagraphs gives the paragraphs from p on that stand in quotation marks
// as a whole: one, and those that the quotation goes on in. None where paragraph
// p has words of its own.
func (w *worker) quotedParagraphs(p int) []piece {
	d := w.d
	var out []piece
	for ; p < len(d.Paragraphs); p++ {
		par := &d.Paragraphs[p]
		first, last := d.Sentences[par.First].First, d.Sentences[par.Last-1].Last
		q := d.Tokens[first].Quote
		if q < 0 || d.Quotes[q].First != first || len(out) > 0 && !d.Quotes[q].Continues {
			break
		}
		whole := true
		for i := first; i < last && whole; i++ {
			whole = d.Tokens[i].Quote >= 0
		}
		if !whole || last-first < quotedWords {
			break
		}
		out = append(out, piece{first: first, last: last, sentence: par.First})
	}
	return out
}

// introduction finds who speaks in a sentence that ends with a colon: the last
// verb of saying that has a speaker before it.
func (w *worker) introduction(s *analysis.Sentence, n int) (source, cue piece, trigger *lexicon.Cue, ok bool) {
	d := w.d
	for i := s.Last - 2; i > s.First; i-- {
		e := w.entries[i]
		if e == nil || e.cue.Kind != "verb" || !w.verbal(i) || d.Tokens[i].Quote >= 0 || w.passiveVerb(i, i+1) == i {
			continue
		}
		begin := w.finiteBack(i, s.First)
		source = piece{first: w.phraseBefore(s.First, begin), last: begin, sentence: n}
		for source.last > source.first && d.Tokens[source.last-1].Lower == "," {
			source.last--
		}
		if source.last-source.first < 1 || !w.named(source) {
			continue
		}
		return source, piece{first: begin, last: i + len(e.words), sentence: n}, e.cue, true
	}
	return source, cue, nil, false
}
