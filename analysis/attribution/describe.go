package attribution

import (
	"readout/analysis"
	"readout/lexicon"
)

// describeCue fills what the cue lexicon says of the attribution's cue.
func (w *worker) describeCue(x *draft, a *analysis.Attribution) {
	a.CueClass, a.Polarity = analysis.CueNeutral, analysis.Affirmed
	cue := x.trigger
	if cue == nil {
		cue = w.cueIn(x.cue)
	}
	if cue == nil {
		return
	}
	a.CueLemma, a.CueClass = cue.Lemma, analysis.CueClass(cue.Class)
	if cue.Polarity != "" {
		a.Polarity = analysis.Polarity(cue.Polarity)
	}
}

// cueIn is the lexicon's cue in the cue words: the longest, of equals the last
// verb, because the head of "would later say" stands last.
func (w *worker) cueIn(list []piece) *lexicon.Cue {
	var best *cueEntry
	for _, p := range list {
		for i := p.first; i < p.last; i++ {
			e := w.entries[i]
			if e == nil {
				continue
			}
			if best == nil || len(e.words) > len(best.words) || best.form == formOther && e.form != formOther {
				best = e
			}
		}
	}
	if best == nil {
		return nil
	}
	return best.cue
}

// speechType tells the form of an attribution from its quotation marks and cue.
func (w *worker) speechType(x *draft, a *analysis.Attribution) analysis.SpeechType {
	words, quoted := 0, 0
	for _, p := range x.content {
		for i := p.first; i < p.last; i++ {
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
	case words > 0 && quoted == words:
		return analysis.Direct
	case quoted > 0:
		return analysis.Mixed
	case a.CueLemma == "according to":
		return analysis.AccordingTo
	}
	return analysis.Indirect
}
