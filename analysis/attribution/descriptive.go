package attribution

import (
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

const (
	ruleAttitude = "descriptive: attitude of a named source"
	ruleNominal  = "descriptive: noun that says whose view it is"
)

// What these rules are worth: estimates from reading a few dozen of their
// statements on articles of the unlabelled corpus, rounded down; not calibrated.
const (
	confPassive  = 0.7
	confAttitude = 0.7
	confNominal  = 0.65
)

// descriptive adds statements that report a position without reporting speech:
// "agreed to", "expressed interest in", "was criticised by", "a point of
// contention for". Only what nothing covers yet is looked at.
func (w *worker) descriptive() {
	d := w.d
	for n := range d.Sentences {
		s := &d.Sentences[n]
		for i := s.First; i < s.Last; i++ {
			e := w.entries[i]
			if e == nil || w.covered[i] != 0 || d.Tokens[i].Quote >= 0 {
				continue
			}
			switch {
			case e.cue.Kind == "phrase" && strings.HasSuffix(e.cue.Lemma, " for"):
				w.nominalStatement(i, e, s)
			case e.form == formPast && w.passiveVerb(i, i+1) == i:
				w.passiveStatement(i, e)
			case e.form == formPast || e.form == formThird || e.form == formBase && i > s.First && auxiliaries[d.Tokens[i-1].Lower]:
				w.attitude(i, e, s)
			case e.cue.Kind == "adjective":
				w.attitude(i, e, s)
			}
		}
	}
}

// takesPosition: the cue's class says where its source stands.
func takesPosition(e *cueEntry) bool {
	switch analysis.CueClass(e.cue.Class) {
	case analysis.CueAgree, analysis.CueDoubt, analysis.CuePraise, analysis.CueCriticize, analysis.CueDeny, analysis.CueRefuse, analysis.CueWarn, analysis.CueDemand:
		return true
	}
	return false
}

// toldTo: a noun phrase and "to" or "not to" follow: “urged drivers to stay”.
func (w *worker) toldTo(i, end int) bool {
	d := w.d
	to := w.phraseAfter(i, end)
	if to > i && to < end && d.Tokens[to].Lower == "not" {
		to++
	}
	return to > i && to < end && d.Tokens[to].Lower == "to"
}

// attitude: "X agreed to Z", "X has expressed interest in Z", "X is wary of Z".
func (w *worker) attitude(i int, e *cueEntry, s *analysis.Sentence) {
	d := w.d
	if e.cue.Lemma == "tell" {
		w.tellsTo(i, e, s)
		return
	}
	if !takesPosition(e) {
		return
	}
	end := i + len(e.words)
	begin := w.finiteBack(i, s.First)
	if e.cue.Kind == "adjective" {
		if begin == i || end >= s.Last {
			return
		}
	} else if e.form == formPast && begin < i && beForms[d.Tokens[i-1].Lower] {
		return // a passive without an agent
	}
	first := w.phraseBefore(s.First, begin)
	source := piece{first: first, last: begin, sentence: int(d.Tokens[i].Sentence)}
	for source.last > source.first && d.Tokens[source.last-1].Lower == "," {
		source.last--
	}
	// Only who could speak refuses to.
	mute := len(e.words) > 1 && analysis.CueClass(e.cue.Class) == analysis.CueRefuse
	if source.first >= source.last || !w.speaks(source.first, source.last) && !(mute && w.named(source)) || w.anyCovered(source.first, min(s.Last, end+phraseReach)) {
		return
	}
	if source.first > s.First && linkers[d.Tokens[source.first-1].Lower] {
		return // the phrase hangs on a preposition and is no subject
	}
	// What follows tells whether the word takes a position here: "agreed to/on/
	// that", "expressed interest in", "praised the ...".
	if end >= s.Last {
		return
	}
	next := d.Tokens[end].Lower
	complement := next == "to" || next == "that" || next == "on" || next == "with" || next == "in" || next == "about" || next == "over" || next == "of" || next == "at"
	object := e.cue.Kind == "verb" && len(e.words) == 1 && (determiners[next] || isUpper(d.Text, &d.Tokens[end]) || w.nominal(end))
	switch {
	case len(e.words) > 1:
		if d.Tokens[end].Kind != analysis.Word && d.Tokens[end].Kind != analysis.OpenQuote {
			return
		}
	case analysis.CueClass(e.cue.Class) == analysis.CueAgree && e.cue.Kind == "verb":
		if next != "to" && next != "that" && next != "on" && next != "with" {
			return
		}
	case analysis.CueClass(e.cue.Class) == analysis.CueDemand:
		if next != "that" && next != "for" && !w.toldTo(end, s.Last) {
			return
		}
	case !complement && !object:
		return
	}
	w.addStatement(source, piece{first: begin, last: end, sentence: source.sentence}, end, e, ruleAttitude, confAttitude, s)
}

// tellsTo: “X told the mayor to resign”.
func (w *worker) tellsTo(i int, e *cueEntry, s *analysis.Sentence) {
	d := w.d
	n := int(d.Tokens[i].Sentence)
	begin := w.finiteBack(i, s.First)
	source := piece{first: w.phraseBefore(s.First, begin), last: begin, sentence: n}
	to := w.phraseAfter(i+1, s.Last)
	if source.first >= source.last || !w.speaks(source.first, source.last) || to == i+1 || to+1 >= s.Last || w.anyCovered(source.first, to) {
		return
	}
	if l := d.Tokens[to].Lower; l != "to" && !(l == "not" && d.Tokens[to+1].Lower == "to") || !w.toldTo(i+1, s.Last) {
		return
	}
	w.addStatement(source, piece{first: begin, last: i + 1, sentence: n}, to, e, ruleAttitude, confAttitude, s)
}

// passiveStatement: "X was criticised by S" that the tagger passed over.
func (w *worker) passiveStatement(i int, e *cueEntry) {
	if !takesPosition(e) && !describing(e.cue) {
		return
	}
	p, ok := w.passiveParts(i)
	if !ok || w.anyCovered(p.cue.first, p.agent.last) { // others may speak of the subject too
		return
	}
	w.add(draft{source: []piece{p.agent}, cue: []piece{p.cue}, content: p.content,
		kind: analysis.Descriptive, rule: rulePassive, conf: confPassive, inherits: -1, trigger: e.cue})
}

// describes is the verbs that put a thing into words: their passive has a source.
var describes = words("describe characterize characterise portray depict call label dub term brand view see regard consider deem")

func describing(c *lexicon.Cue) bool { return describes[strings.TrimSuffix(c.Lemma, " as")] }

// nominalStatement: "Ukraine was left out, a point of contention for Kyiv".
func (w *worker) nominalStatement(i int, e *cueEntry, s *analysis.Sentence) {
	d := w.d
	end := i + len(e.words)
	source := piece{first: end, last: w.phraseAfter(end, s.Last), sentence: int(d.Tokens[i].Sentence)}
	if !w.speaks(source.first, source.last) {
		return
	}
	content := piece{first: s.First, last: i, sentence: source.sentence}
	for content.last > content.first {
		if t := &d.Tokens[content.last-1]; t.Kind != analysis.Punct && !auxiliaries[t.Lower] && !joiners[t.Lower] && !adverbs[t.Lower] {
			break
		}
		content.last--
	}
	for content.first < content.last {
		if t := &d.Tokens[content.first]; t.Kind != analysis.Punct && !joiners[t.Lower] && t.Lower != "meanwhile" && t.Lower != "however" {
			break
		}
		content.first++
	}
	if content.last-content.first < 2 || w.anyCovered(content.first, source.last) {
		return
	}
	w.add(draft{source: []piece{source}, cue: []piece{{first: i, last: end, sentence: source.sentence}}, content: []piece{content},
		kind: analysis.Descriptive, rule: ruleNominal, conf: confNominal, inherits: -1, trigger: e.cue})
}

// addStatement adds a descriptive statement whose content runs from a token to
// the end of its clause.
func (w *worker) addStatement(source, cue piece, from int, e *cueEntry, rule string, conf float64, s *analysis.Sentence) {
	content := piece{first: from, last: w.clauseEnd(from, s.Last), sentence: source.sentence}
	if content.last <= content.first || w.anyCovered(content.first, content.last) {
		return
	}
	w.add(draft{source: []piece{source}, cue: []piece{cue}, content: []piece{content},
		kind: analysis.Descriptive, rule: rule, conf: conf, inherits: -1, trigger: e.cue})
}

func (w *worker) anyCovered(first, last int) bool {
	for i := first; i < last; i++ {
		if w.covered[i]&(coverCue|coverContent) != 0 {
			return true
		}
	}
	return false
}
