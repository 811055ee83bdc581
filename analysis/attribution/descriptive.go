package attribution

import (
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
	"readout/lexicon"
)

const (
	ruleAttitude = "descriptive: attitude of a named source"
	ruleNominal  = "descriptive: noun that says whose view it is"
)

// Confidence of each rule: precision estimated on a few dozen of its statements in unlabelled
// articles, rounded down; not calibrated.
const (
	confPassive  = 0.7
	confAttitude = 0.7
	confNominal  = 0.65
)

// descriptive adds statements that report a position without reporting speech:
// "agreed to", "expressed interest in", "was criticised by", "a point of
// contention for". Only what nothing covers yet is looked at.
func (w *phrasings) descriptive() {
	d := w.d
	for n := range d.Sentences {
		s := &d.Sentences[n]
		for i := s.First; i < s.Last; i++ {
			e := w.Entries[i]
			if e == nil || w.covered[i] != 0 || d.Tokens[i].Quote >= 0 {
				continue
			}
			switch {
			case e.Cue.Kind == "phrase" && strings.HasSuffix(e.Cue.Lemma, " for"):
				w.nominalStatement(i, e, s)
			case e.Form == tagger.FormPast && w.passiveVerb(i, i+1) == i:
				w.passiveStatement(i, e)
			case e.Form == tagger.FormPast || e.Form == tagger.FormThird || e.Form == tagger.FormBase && i > s.First && w.english.Auxiliaries[d.Tokens[i-1].Lower]:
				w.attitude(i, e, s)
			case e.Cue.Kind == "adjective":
				w.attitude(i, e, s)
			}
		}
	}
}

// takesPosition reports whether a cue of this class tells where its source stands.
func takesPosition(e *tagger.CueEntry) bool {
	switch analysis.CueClass(e.Cue.Class) {
	case analysis.CueAgree, analysis.CueDoubt, analysis.CuePraise, analysis.CueCriticize, analysis.CueDeny, analysis.CueRefuse, analysis.CueWarn, analysis.CueDemand:
		return true
	}
	return false
}

// toldTo: a noun phrase and "to" or "not to" follow: “urged drivers to stay”.
func (w *phrasings) toldTo(i, end int) bool {
	d := w.d
	to := w.phraseAfter(i, end)
	if to > i && to < end && d.Tokens[to].Lower == "not" {
		to++
	}
	return to > i && to < end && d.Tokens[to].Lower == "to"
}

// attitude: "X agreed to Z", "X has expressed interest in Z", "X is wary of Z".
func (w *phrasings) attitude(i int, e *tagger.CueEntry, s *analysis.Sentence) {
	d := w.d
	if e.Cue.Lemma == "tell" {
		w.tellsTo(i, e, s)
		return
	}
	if !takesPosition(e) {
		return
	}
	end := i + len(e.Words)
	begin := w.finiteBack(i, s.First)
	if e.Cue.Kind == "adjective" {
		if begin == i || end >= s.Last {
			return
		}
	} else if e.Form == tagger.FormPast && begin < i && w.english.Be[d.Tokens[i-1].Lower] {
		return // a passive without an agent
	}
	first := w.phraseBefore(s.First, begin)
	source := tagger.Piece{First: first, Last: begin, Sentence: int(d.Tokens[i].Sentence)}
	for source.Last > source.First && d.Tokens[source.Last-1].Lower == "," {
		source.Last--
	}
	// Only who could speak refuses to.
	mute := len(e.Words) > 1 && analysis.CueClass(e.Cue.Class) == analysis.CueRefuse
	if source.First >= source.Last || !w.speaks(source.First, source.Last) && !(mute && w.named(source)) || w.anyCovered(source.First, min(s.Last, end+phraseReach)) {
		return
	}
	if source.First > s.First && w.english.Linkers[d.Tokens[source.First-1].Lower] {
		return // the phrase hangs on a preposition and is no subject
	}
	// What follows tells whether the word takes a position here: "agreed to/on/
	// that", "expressed interest in", "praised the ...".
	if end >= s.Last {
		return
	}
	next := d.Tokens[end].Lower
	complement := next == "to" || next == "that" || next == "on" || next == "with" || next == "in" || next == "about" || next == "over" || next == "of" || next == "at"
	object := e.Cue.Kind == "verb" && len(e.Words) == 1 && (w.english.Determiners[next] || tagger.IsUpper(d.Text, &d.Tokens[end]) || w.nominal(end))
	switch {
	case len(e.Words) > 1:
		if d.Tokens[end].Kind != analysis.Word && d.Tokens[end].Kind != analysis.OpenQuote {
			return
		}
	case analysis.CueClass(e.Cue.Class) == analysis.CueAgree && e.Cue.Kind == "verb":
		if next != "to" && next != "that" && next != "on" && next != "with" {
			return
		}
	case analysis.CueClass(e.Cue.Class) == analysis.CueDemand:
		if next != "that" && next != "for" && !w.toldTo(end, s.Last) {
			return
		}
	case !complement && !object:
		return
	}
	w.addStatement(source, tagger.Piece{First: begin, Last: end, Sentence: source.Sentence}, end, e, ruleAttitude, confAttitude, s)
}

// tellsTo: “X told the mayor to resign”.
func (w *phrasings) tellsTo(i int, e *tagger.CueEntry, s *analysis.Sentence) {
	d := w.d
	n := int(d.Tokens[i].Sentence)
	begin := w.finiteBack(i, s.First)
	source := tagger.Piece{First: w.phraseBefore(s.First, begin), Last: begin, Sentence: n}
	to := w.phraseAfter(i+1, s.Last)
	if source.First >= source.Last || !w.speaks(source.First, source.Last) || to == i+1 || to+1 >= s.Last || w.anyCovered(source.First, to) {
		return
	}
	if l := d.Tokens[to].Lower; l != "to" && !(l == "not" && d.Tokens[to+1].Lower == "to") || !w.toldTo(i+1, s.Last) {
		return
	}
	w.addStatement(source, tagger.Piece{First: begin, Last: i + 1, Sentence: n}, to, e, ruleAttitude, confAttitude, s)
}

// passiveStatement: "X was criticised by S" that the tagger passed over.
func (w *phrasings) passiveStatement(i int, e *tagger.CueEntry) {
	if !takesPosition(e) && !w.describing(e.Cue) {
		return
	}
	p, ok := w.passiveParts(i)
	if !ok || w.anyCovered(p.cue.First, p.agent.Last) { // others may speak of the subject too
		return
	}
	w.add(draft{source: []tagger.Piece{p.agent}, cue: []tagger.Piece{p.cue}, content: p.content,
		kind: analysis.Descriptive, rule: rulePassive, conf: confPassive, inherits: -1, trigger: e.Cue})
}

// describing: the verb puts a thing into words, so that its passive has a source.
func (w *page) describing(c *lexicon.Cue) bool {
	return w.english.Describing[strings.TrimSuffix(c.Lemma, " as")]
}

// nominalStatement: "Ukraine was left out, a point of contention for Kyiv".
func (w *phrasings) nominalStatement(i int, e *tagger.CueEntry, s *analysis.Sentence) {
	d := w.d
	end := i + len(e.Words)
	source := tagger.Piece{First: end, Last: w.phraseAfter(end, s.Last), Sentence: int(d.Tokens[i].Sentence)}
	if !w.speaks(source.First, source.Last) {
		return
	}
	content := tagger.Piece{First: s.First, Last: i, Sentence: source.Sentence}
	for content.Last > content.First {
		if t := &d.Tokens[content.Last-1]; t.Kind != analysis.Punct && !w.english.Auxiliaries[t.Lower] && !w.english.Joiners[t.Lower] && !w.english.Adverbs[t.Lower] {
			break
		}
		content.Last--
	}
	for content.First < content.Last {
		if t := &d.Tokens[content.First]; t.Kind != analysis.Punct && !w.english.Joiners[t.Lower] && t.Lower != "meanwhile" && t.Lower != "however" {
			break
		}
		content.First++
	}
	if content.Last-content.First < 2 || w.anyCovered(content.First, source.Last) {
		return
	}
	w.add(draft{source: []tagger.Piece{source}, cue: []tagger.Piece{{First: i, Last: end, Sentence: source.Sentence}}, content: []tagger.Piece{content},
		kind: analysis.Descriptive, rule: ruleNominal, conf: confNominal, inherits: -1, trigger: e.Cue})
}

// addStatement adds a descriptive statement whose content runs from a token to
// the end of its clause.
func (w *phrasings) addStatement(source, cue tagger.Piece, from int, e *tagger.CueEntry, rule string, conf float64, s *analysis.Sentence) {
	content := tagger.Piece{First: from, Last: w.clauseEnd(from, s.Last), Sentence: source.Sentence}
	if content.Last <= content.First || w.anyCovered(content.First, content.Last) {
		return
	}
	w.add(draft{source: []tagger.Piece{source}, cue: []tagger.Piece{cue}, content: []tagger.Piece{content},
		kind: analysis.Descriptive, rule: rule, conf: conf, inherits: -1, trigger: e.Cue})
}

func (w *board) anyCovered(first, last int) bool {
	for i := first; i < last; i++ {
		if w.covered[i]&(coverCue|coverContent) != 0 {
			return true
		}
	}
	return false
}
