package attribution

import (
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
	"readout/lexicon"
)

// describeCue fills what the cue lexicon and the words around say of the
// attribution's cue: lemma, class and report polarity.
func (w *describer) describeCue(x *draft, a *analysis.Attribution) {
	a.CueClass, a.Polarity = analysis.CueNeutral, analysis.Affirmed
	cue := x.trigger
	if cue == nil {
		cue = w.cueIn(x.cue)
	}
	if cue != nil {
		a.CueLemma, a.CueClass = cue.Lemma, analysis.CueClass(cue.Class)
		if cue.Polarity != "" {
			a.Polarity = analysis.Polarity(cue.Polarity)
		}
	}
	if len(x.cue) > 0 {
		w.polarity(x, a)
	}
	a.Silent = a.Polarity == analysis.Refused && w.withheld(x, a)
}

// withheld reports whether the source refused to speak: the refusal stands in the cue ("declined
// to comment") or in the first word of the content ("declined" + "to say whether ...").
func (w *describer) withheld(x *draft, a *analysis.Attribution) bool {
	if a.CueLemma == "not respond to" || w.english.Speaking[a.CueLemma] || w.english.Speaking[a.CueLemma[strings.LastIndexByte(a.CueLemma, ' ')+1:]] {
		return true
	}
	i := x.content[0].First
	if w.d.Tokens[i].Lower == "to" && i+1 < x.content[0].Last {
		i++
	}
	return w.english.Speaking[w.d.Tokens[i].Lower]
}

// polarity turns a denial that is negated into a concession, marks what a source
// would not say or does not hold, and what is only supposed.
func (w *describer) polarity(x *draft, a *analysis.Attribution) {
	d := w.d
	c := x.cue[0]
	s := &d.Sentences[c.Sentence]
	negated, modal := false, false
	for i := max(w.finiteBack(c.First, s.First), c.First-4); i < c.Last; i++ {
		l := d.Tokens[i].Lower
		negated = negated || w.english.Negations[l]
		modal = modal || l == "may" || l == "might" || l == "could"
	}
	switch {
	case a.CueLemma == "not rule out" || a.CueLemma == "not respond to": // the lexicon has read the negation
	case negated && a.CueClass == analysis.CueDeny:
		a.Polarity, a.CueClass = analysis.Affirmed, analysis.CueConcede
	case negated && a.CueClass == analysis.CueRefuse:
		a.Polarity, a.CueClass = analysis.Affirmed, analysis.CueAgree
	case negated && w.english.Speaking[a.CueLemma]:
		a.Polarity = analysis.Refused
	case negated:
		a.Polarity = analysis.Denied
	}
	if a.Polarity == analysis.Affirmed && (modal || w.supposed(x, s)) {
		a.Polarity = analysis.Hypothetical
	}
}

// supposed reports whether the statement is hypothetical: "if", "unless" or the like opens the
// clause that the source or, where it has none, the cue stands in.
func (w *describer) supposed(x *draft, s *analysis.Sentence) bool {
	at := x.cue[0].First
	if len(x.source) > 0 && x.source[0].Sentence == x.cue[0].Sentence {
		at = min(at, x.source[0].First)
	}
	for i := at - 1; i >= s.First && i >= at-3; i-- {
		switch l := w.d.Tokens[i].Lower; {
		case l == "if" || l == "unless" || l == "should" && i == s.First || l == "whether" || l == "suppose":
			return true
		case !w.english.Determiners[l] && !w.english.Adverbs[l]:
			return false
		}
	}
	return false
}

// cueIn is the lexicon's cue in the cue words: the longest, of equals the last
// verb, because the head of "would later say" stands last.
func (w *page) cueIn(list []tagger.Piece) *lexicon.Cue {
	var best *tagger.CueEntry
	for _, p := range list {
		for i := p.First; i < p.Last; i++ {
			e := w.Entries[i]
			if e == nil {
				continue
			}
			if best == nil || len(e.Words) > len(best.Words) || best.Form == tagger.FormOther && e.Form != tagger.FormOther {
				best = e
			}
		}
	}
	if best == nil {
		return nil
	}
	return best.Cue
}

// speechType tells the form of an attribution from its quotation marks and cue.
func (w *describer) speechType(x *draft, a *analysis.Attribution) analysis.SpeechType {
	words, quoted := 0, 0
	for _, p := range x.content {
		for i := p.First; i < p.Last; i++ {
			t := &w.d.Tokens[i]
			if t.Kind > analysis.Number {
				continue
			}
			words++
			if t.Quote >= 0 && !w.d.Quotes[t.Quote].Scare {
				quoted++
			}
		}
	}
	switch {
	case a.CueLemma == "according to":
		return analysis.AccordingTo
	case words > 0 && quoted == words:
		return analysis.Direct
	case quoted > 0:
		return analysis.Mixed
	case w.isDescriptive(x, a):
		return analysis.Descriptive
	}
	return analysis.Indirect
}

// isDescriptive: the cue says what the source holds or does ("backed", "is wary
// of", "agreed to") and no clause says it in the source's words.
func (w *describer) isDescriptive(x *draft, a *analysis.Attribution) bool {
	if len(x.cue) == 0 || w.d.Tokens[x.content[0].First].Lower == "that" {
		return false
	}
	switch a.CueClass {
	case analysis.CueAgree, analysis.CuePraise, analysis.CueCriticize, analysis.CueDoubt, analysis.CueRefuse:
		return true
	}
	cue := x.trigger
	if cue == nil {
		cue = w.cueIn(x.cue)
	}
	return cue != nil && (cue.Kind == "adjective" || w.describing(cue))
}
