package attribution

import (
	"readout/analysis"
)

const (
	ruleNested = "nested: reported inside of a statement"
	confNested = 0.6
)

// nested adds the statements that stand inside of others: "Peskov said Trump had
// told Putin that ...". The corpus does not mark them, so this is by rule: a
// source, a finite reporting verb and a clause, all within one content.
func (w *worker) nested() {
	w.countAnew()
	n := len(w.drafts)
	for i := range n {
		for _, p := range w.drafts[i].content {
			w.nestedIn(i, p)
		}
	}
}

func (w *worker) nestedIn(parent int, p piece) {
	d := w.d
	for i := p.first + 1; i < p.last-1; i++ {
		e := w.entries[i]
		if e == nil || e.cue.Kind != "verb" || e.form == formGerund {
			continue
		}
		s := &d.Sentences[d.Tokens[i].Sentence]
		begin, limit := max(p.first, s.First), min(p.last, s.Last)
		verbs := w.finiteBack(i, begin)
		if d.Tokens[verbs].Kind == analysis.Possessive {
			continue
		}
		if e.form == formBase && (verbs == i || !auxiliaries[d.Tokens[i-1].Lower]) || w.passiveVerb(i, i+1) == i {
			continue
		}
		first := w.phraseBefore(begin, verbs)
		source := piece{first: first, last: verbs, sentence: int(d.Tokens[i].Sentence)}
		for source.last > source.first && d.Tokens[source.last-1].Lower == "," {
			source.last--
		}
		if source.first >= source.last || !w.speaks(source.first, source.last) {
			continue
		}
		from, ok := w.nestedContent(i, e, limit)
		if !ok {
			continue
		}
		content := piece{first: from, last: max(from, w.clauseEnd(from, limit)), sentence: source.sentence}
		if content.last-content.first < 2 {
			continue
		}
		if !w.room(source.sentence) {
			return
		}
		w.drafts = append(w.drafts, draft{
			source: []piece{source}, cue: []piece{{first: verbs, last: i + len(e.words), sentence: source.sentence}}, content: []piece{content},
			rule: ruleNested, conf: min(confNested, w.drafts[parent].conf), inherits: -1, trigger: e.cue, parent: parent + 1, first: content.first,
		})
		i = content.last - 1
	}
}

// nestedContent gives where the clause begins that an inner reporting verb
// reports: after "that", after a person who is told and "that", or, for a verb
// that takes a position, with "to".
func (w *worker) nestedContent(i int, e *cueEntry, limit int) (int, bool) {
	d := w.d
	from := i + len(e.words)
	if from >= limit {
		return 0, false
	}
	next := d.Tokens[from].Lower
	if next == "that" && from+1 < limit {
		return from, true
	}
	switch analysis.CueClass(e.cue.Class) {
	case analysis.CueAgree, analysis.CueRefuse:
		return from, next == "to" || e.words[len(e.words)-1] == "to"
	case analysis.CueNeutral, analysis.CueAssert, analysis.CueWarn, analysis.CueConcede, analysis.CueDeny:
	default:
		return 0, false
	}
	if e.cue.Certainty != nil && *e.cue.Certainty < 0.55 && e.cue.Lemma != "claim" {
		return 0, false // thoughts are no statements here
	}
	if told := w.phraseAfter(from, limit); told > from && told < limit && d.Tokens[told].Lower == "that" {
		return told, true
	}
	return 0, false
}
