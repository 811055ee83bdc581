package attribution

import (
	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const (
	ruleNested = "nested: reported inside of a statement"
	confNested = 0.6
)

// nested adds the statements that stand inside of others: "Peskov said Trump had
// told Putin that ...". The corpus does not mark them, so this is by rule: a
// source, a finite reporting verb and a clause, all within one content.
func (w *phrasings) nested() {
	w.countAnew()
	n := len(w.drafts)
	for i := range n {
		for _, p := range w.drafts[i].content {
			w.nestedIn(i, p)
		}
	}
}

func (w *phrasings) nestedIn(parent int, p tagger.Piece) {
	d := w.d
	for i := p.First + 1; i < p.Last-1; i++ {
		e := w.Entries[i]
		if e == nil || e.Cue.Kind != "verb" || e.Form == tagger.FormGerund {
			continue
		}
		s := &d.Sentences[d.Tokens[i].Sentence]
		begin, limit := max(p.First, s.First), min(p.Last, s.Last)
		verbs := w.finiteBack(i, begin)
		if d.Tokens[verbs].Kind == analysis.Possessive {
			continue
		}
		if e.Form == tagger.FormBase && (verbs == i || !w.english.Auxiliaries[d.Tokens[i-1].Lower]) || w.passiveVerb(i, i+1) == i {
			continue
		}
		first := w.phraseBefore(begin, verbs)
		source := tagger.Piece{First: first, Last: verbs, Sentence: int(d.Tokens[i].Sentence)}
		for source.Last > source.First && d.Tokens[source.Last-1].Lower == "," {
			source.Last--
		}
		if source.First >= source.Last || !w.speaks(source.First, source.Last) {
			continue
		}
		from, ok := w.nestedContent(i, e, limit)
		if !ok {
			continue
		}
		content := tagger.Piece{First: from, Last: max(from, w.clauseEnd(from, limit)), Sentence: source.Sentence}
		if content.Last-content.First < 2 {
			continue
		}
		if !w.room(source.Sentence) {
			return
		}
		w.drafts = append(w.drafts, draft{
			source: []tagger.Piece{source}, cue: []tagger.Piece{{First: verbs, Last: i + len(e.Words), Sentence: source.Sentence}}, content: []tagger.Piece{content},
			rule: ruleNested, conf: min(confNested, w.drafts[parent].conf), inherits: -1, trigger: e.Cue, parent: parent + 1, first: content.First,
		})
		i = content.Last - 1
	}
}

// nestedContent gives where the clause begins that an inner reporting verb
// reports: after "that", after a person who is told and "that", or, for a verb
// that takes a position, with "to".
func (w *phrasings) nestedContent(i int, e *tagger.CueEntry, limit int) (int, bool) {
	d := w.d
	from := i + len(e.Words)
	if from >= limit {
		return 0, false
	}
	next := d.Tokens[from].Lower
	if next == "that" && from+1 < limit {
		return from, true
	}
	switch analysis.CueClass(e.Cue.Class) {
	case analysis.CueAgree, analysis.CueRefuse:
		return from, next == "to" || e.Words[len(e.Words)-1] == "to"
	case analysis.CueNeutral, analysis.CueAssert, analysis.CueWarn, analysis.CueConcede, analysis.CueDeny:
	default:
		return 0, false
	}
	if e.Cue.Certainty != nil && *e.Cue.Certainty < 0.55 && e.Cue.Lemma != "claim" {
		return 0, false // thoughts are no statements here
	}
	if told := w.phraseAfter(from, limit); told > from && told < limit && d.Tokens[told].Lower == "that" {
		return told, true
	}
	return 0, false
}
