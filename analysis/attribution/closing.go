package attribution

import (
	"readout/analysis"
	"readout/analysis/attribution/tagger"
	"readout/lexicon"
)

const (
	ruleClosing = "closing clause: speaker and verb after what is said"
	confClosing = 0.8 // an estimate, not calibrated
)

// closingClauses adds "What is said, speaker verb [when, where].", the plainest
// form of news prose, where the tagger let it pass. What follows the verb must be
// no content of its own: a stop, or a few words that say when, where or to whom.
func (w *phrasings) closingClauses() {
	d := w.d
	for n := range d.Sentences {
		s := &d.Sentences[n]
		if s.Headline {
			continue
		}
		for i := s.Last - 1; i > s.First+3; i-- {
			e := w.Entries[i]
			if e == nil || e.Cue.Kind != "verb" || e.Form != tagger.FormPast && e.Form != tagger.FormThird || d.Tokens[i].Quote >= 0 || !w.takesClause(e.Cue) {
				continue
			}
			if w.closingClause(i, e, s, n) {
				break
			}
		}
	}
}

// takesClause reports whether the verb takes a clause as its object, not a thing or a person.
func (w *page) takesClause(c *lexicon.Cue) bool {
	switch analysis.CueClass(c.Class) {
	case analysis.CueNeutral, analysis.CueAssert, analysis.CueConcede, analysis.CueWarn:
		return !w.describing(c)
	}
	return w.english.Telling[c.Lemma]
}

func (w *phrasings) closingClause(i int, e *tagger.CueEntry, s *analysis.Sentence, n int) bool {
	d := w.d
	end := i + len(e.Words)
	if !w.adjunct(end, s.Last, e.Cue.Lemma) {
		return false
	}
	begin := w.finiteBack(i, s.First)
	source := tagger.Piece{First: w.phraseBefore(s.First, begin), Last: begin, Sentence: n}
	for source.Last > source.First && d.Tokens[source.Last-1].Lower == "," {
		source.Last--
	}
	if source.Last-source.First < 1 || source.First < s.First+4 || d.Tokens[source.First-1].Lower != "," || !w.named(source) {
		return false
	}
	content := tagger.Piece{First: s.First, Last: source.First - 1, Sentence: n}
	if !w.clause(content) || !w.yields(content, end, s.Last) {
		return false
	}
	w.add(draft{source: []tagger.Piece{source}, cue: []tagger.Piece{{First: begin, Last: end, Sentence: n}}, content: []tagger.Piece{content},
		rule: ruleClosing, conf: confClosing, inherits: -1, trigger: e.Cue})
	return true
}

// yields drops what the tagger made of the clause and of the words behind the
// verb, where that is all that it made of the sentence: “X, the bank said in a
// note to clients” has no content in its note. It reports whether the sentence
// is free then.
func (w *phrasings) yields(content tagger.Piece, end, last int) bool {
	inTheWay := func(x *draft) bool {
		return x.content[0].First < last && x.content[len(x.content)-1].Last > content.First
	}
	for i := range w.drafts {
		x := &w.drafts[i]
		if !inTheWay(x) {
			continue
		}
		if x.rule != ruleModel {
			return false
		}
		for _, k := range x.content {
			if k.First < end && (k.First < content.First || k.Last > content.Last) {
				return false
			}
			// It has found the clause as far as it goes.
			if 2*(min(k.Last, content.Last)-max(k.First, content.First)) > content.Last-content.First && len(x.cue) > 0 && x.cue[0].First >= content.Last {
				return false
			}
		}
	}
	w.drop(inTheWay)
	return !w.anyCovered(content.First, end)
}

// adjunctReach is the most words that say when, where and to whom.
const adjunctReach = 12

// adjunct reports whether the words from i to the end of the sentence are no
// content: nothing, or a short phrase that begins with a preposition, a day, an
// adverb or, after "told", whom.
func (w *phrasings) adjunct(i, end int, lemma string) bool {
	d := w.d
	for end > i && d.Tokens[end-1].Kind == analysis.Punct {
		end--
	}
	if i >= end {
		return true
	}
	if end-i > adjunctReach {
		return false
	}
	first := d.Tokens[i].Lower
	if !w.english.Linkers[first] && !w.known.dates[first] && !w.english.Adverbs[first] && lemma != "tell" {
		return false
	}
	for k := i; k < end; k++ {
		if t := &d.Tokens[k]; w.english.Auxiliaries[t.Lower] || w.english.ClauseHeads[t.Lower] || t.Kind != analysis.Word && t.Kind != analysis.Number && t.Kind != analysis.Possessive {
			return false
		}
	}
	return true
}

// named reports whether a noun phrase begins as one that names somebody does.
func (w *page) named(p tagger.Piece) bool {
	d := w.d
	first, last := &d.Tokens[p.First], &d.Tokens[p.Last-1]
	if last.Kind != analysis.Word || w.known.dates[last.Lower] || w.english.Reflexives[last.Lower] || p.Last-p.First > 25 {
		return false
	}
	return w.speaks(p.First, p.Last) || w.english.Determiners[first.Lower] || tagger.IsUpper(d.Text, first)
}

// clause reports whether a piece is a clause and not what leads into one ("On
// Monday", "After the talks"): it begins with no preposition or conjunction, or
// has a verb behind a comma.
func (w *phrasings) clause(p tagger.Piece) bool {
	d := w.d
	leads := w.english.Linkers[d.Tokens[p.First].Lower] || w.english.Joiners[d.Tokens[p.First].Lower] || w.english.Adverbs[d.Tokens[p.First].Lower]
	comma := false
	verbs := 0
	for i := p.First; i < p.Last; i++ {
		t := &d.Tokens[i]
		switch {
		case t.Quote >= 0:
			return false
		case t.Lower == ",":
			comma = true
		case (w.english.Auxiliaries[t.Lower] || w.Entries[i] != nil && w.verbal(i)) && (!leads || comma):
			verbs++
		}
	}
	return verbs > 0
}
