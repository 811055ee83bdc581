package attribution

import (
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

// nothing tells the drafts that are no statement by their form alone: a line that a
// label opens (“Photos: ...”), a passive of which nobody is the source (“is
// expected to”), who was asked, a question word with nothing behind it, and
// pictures that show something.
func (w *unmarked) nothing(x *draft) bool {
	if x.rule != ruleModel {
		return false
	}
	if p := x.content[0]; len(x.content) == 1 && p.Last == p.First+1 && w.english.Joiners[w.d.Tokens[p.First].Lower] {
		return true
	}
	if len(x.cue) == 0 {
		return false
	}
	quoted := w.Info[x.content[0].First].Quote != 0
	if len(x.source) == 0 {
		return !quoted && w.passiveVerb(x.cue[0].First, x.cue[0].Last) >= 0
	}
	s, c := x.source[0], x.cue[0]
	if s.First < c.First && w.wasAsked(c) || w.surname(s, c) {
		return true
	}
	if c.Last == c.First+1 && w.d.Tokens[c.First].Lower == ":" {
		return !quoted && w.known.labels[w.d.Tokens[s.First].Lower] && s.Last == s.First+1
	}
	return !quoted && s.Last > s.First && w.known.pictures[w.d.Tokens[s.Last-1].Lower] && s.First < c.First
}

// surname: the cue has a capital inside a sentence, right behind a name and before none: Haitham bin Tariq Al
// Said, with a comma behind it.
func (w *unmarked) surname(s, c tagger.Piece) bool {
	t := w.d.Tokens
	return s.Last == c.First && c.Last == c.First+1 && c.Last < len(t) && tagger.IsUpper(w.d.Text, &t[c.First]) && tagger.IsUpper(w.d.Text, &t[c.First-1]) &&
		t[c.First].Sentence == t[c.Last].Sentence && !tagger.IsUpper(w.d.Text, &t[c.Last]) && t[c.Last].Kind != analysis.OpenQuote && t[c.Last].Lower != ":"
}

// wasAsked: the cue is the passive of a verb of asking.
func (w *unmarked) wasAsked(c tagger.Piece) bool {
	i := w.passiveVerb(c.First, c.Last)
	if i < 0 {
		return false
	}
	e := w.Entries[i]
	return e.Cue.Lemma == "ask" || strings.HasPrefix(e.Cue.Lemma, "question") || analysis.CueClass(e.Cue.Class) == analysis.CueDemand && e.Cue.Lemma == "press"
}
