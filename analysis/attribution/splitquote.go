package attribution

import (
	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const (
	ruleInserted = "quotation with its speaker inserted"
	confInserted = 0.85
)

// insertedSpeakers finds quotations that their speaker interrupts: “A,” said X,
// “B” and “A,” X said, “B”. The marks leave no doubt, so this overrules the
// tagger.
func (w *repairs) insertedSpeakers() {
	d := w.d
	for k := 0; k+1 < len(d.Quotes); k++ {
		a, b := &d.Quotes[k], &d.Quotes[k+1]
		between := b.First - a.Last
		if !a.Closed || !b.Closed || between < 2 || between > 20 || a.Last-a.First < 3 || b.Last-b.First < 4 {
			continue
		}
		sentence := d.Tokens[a.Last].Sentence
		if d.Tokens[b.First].Sentence != sentence || d.Tokens[a.Last-2].Lower != "," && d.Tokens[a.Last].Lower != "," {
			continue
		}
		source, cue, ok := w.inserted(a.Last, b.First, int(sentence))
		if !ok || w.hasInserted(a, b, cue) {
			continue
		}
		first := tagger.Piece{First: a.First, Last: a.Last, Sentence: int(d.Tokens[a.First].Sentence)}
		second := tagger.Piece{First: b.First, Last: b.Last, Sentence: int(sentence)}
		w.drop(func(x *draft) bool {
			for _, p := range append(append([]tagger.Piece{}, x.cue...), x.content...) {
				if p.First < b.Last && a.First < p.Last {
					return true
				}
			}
			return false
		})
		w.add(draft{source: []tagger.Piece{source}, cue: []tagger.Piece{cue}, content: []tagger.Piece{first, second},
			rule: ruleInserted, conf: confInserted, inherits: -1, trigger: w.Entries[cue.First].Cue})
	}
}

// inserted reads "said X," or "X said," between two quotations.
func (w *repairs) inserted(first, last, sentence int) (source, cue tagger.Piece, ok bool) {
	d := w.d
	if d.Tokens[first].Lower == "," {
		first++
	}
	if d.Tokens[last-1].Lower != "," && d.Tokens[last-1].Lower != ":" {
		return source, cue, false
	}
	last--
	if first >= last {
		return source, cue, false
	}
	isVerb := func(i int) bool {
		e := w.Entries[i]
		return e != nil && e.Cue.Kind == "verb" && len(e.Words) == 1 && (e.Form == tagger.FormPast || e.Form == tagger.FormThird)
	}
	switch {
	case isVerb(first):
		cue = tagger.Piece{First: first, Last: first + 1, Sentence: sentence}
		source = tagger.Piece{First: first + 1, Last: last, Sentence: sentence}
	case isVerb(last - 1):
		cue = tagger.Piece{First: last - 1, Last: last, Sentence: sentence}
		source = tagger.Piece{First: first, Last: last - 1, Sentence: sentence}
	default:
		return source, cue, false
	}
	for i := source.First; i < source.Last; i++ { // one name or noun phrase, nothing more
		if t := &d.Tokens[i]; t.Kind > analysis.Number && t.Kind != analysis.Possessive {
			return source, cue, false
		}
	}
	return source, cue, source.First < source.Last && w.speaks(source.First, source.Last)
}

// hasInserted: the tagger has found just this.
func (w *repairs) hasInserted(a, b *analysis.Quote, cue tagger.Piece) bool {
	for i := range w.drafts {
		x := &w.drafts[i]
		if len(x.cue) == 0 || x.cue[0].First >= cue.Last || cue.First >= x.cue[0].Last || len(x.source) == 0 {
			continue
		}
		return len(x.content) >= 2 && x.content[0].First <= a.First+1 && x.content[len(x.content)-1].Last >= b.Last-1
	}
	return false
}
