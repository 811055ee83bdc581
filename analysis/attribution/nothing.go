package attribution

import (
	"strings"

	"readout/analysis"
)

// nothing tells the drafts that are no statement by their form alone: a line that a
// label opens (“Photos: ...”), a passive of which nobody is the source (“is
// expected to”), who was asked, a question word with nothing behind it, and
// pictures that show something.
func (w *worker) nothing(x *draft) bool {
	if x.rule != ruleModel {
		return false
	}
	if p := x.content[0]; len(x.content) == 1 && p.last == p.first+1 && joiners[w.d.Tokens[p.first].Lower] {
		return true
	}
	if len(x.cue) == 0 {
		return false
	}
	quoted := w.info[x.content[0].first].quote != 0
	if len(x.source) == 0 {
		return !quoted && w.passiveVerb(x.cue[0].first, x.cue[0].last) >= 0
	}
	s, c := x.source[0], x.cue[0]
	if s.first < c.first && w.wasAsked(c) {
		return true
	}
	if c.last == c.first+1 && w.d.Tokens[c.first].Lower == ":" {
		return !quoted && w.known.labels[w.d.Tokens[s.first].Lower] && s.last == s.first+1
	}
	return !quoted && s.last > s.first && w.known.pictures[w.d.Tokens[s.last-1].Lower] && s.first < c.first
}

// wasAsked: the cue is the passive of a verb of asking.
func (w *worker) wasAsked(c piece) bool {
	i := w.passiveVerb(c.first, c.last)
	if i < 0 {
		return false
	}
	e := w.entries[i]
	return e.cue.Lemma == "ask" || strings.HasPrefix(e.cue.Lemma, "question") || analysis.CueClass(e.cue.Class) == analysis.CueDemand && e.cue.Lemma == "press"
}
