package attribution

import "readout/analysis"

const (
	ruleInserted = "quotation with its speaker inserted"
	confInserted = 0.85
)

// insertedSpeakers finds quotations that their speaker interrupts: “A,” said X,
// “B” and “A,” X said, “B”. The marks leave no doubt, so this overrules the
// tagger.
func (w *worker) insertedSpeakers() {
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
		first := piece{first: a.First, last: a.Last, sentence: int(d.Tokens[a.First].Sentence)}
		second := piece{first: b.First, last: b.Last, sentence: int(sentence)}
		w.drop(func(x *draft) bool {
			for _, p := range append(append([]piece{}, x.cue...), x.content...) {
				if p.first < b.Last && a.First < p.last {
					return true
				}
			}
			return false
		})
		w.add(draft{source: []piece{source}, cue: []piece{cue}, content: []piece{first, second},
			rule: ruleInserted, conf: confInserted, inherits: -1, trigger: w.entries[cue.first].cue})
	}
}

// inserted reads "said X," or "X said," between two quotations.
func (w *worker) inserted(first, last, sentence int) (source, cue piece, ok bool) {
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
		e := w.entries[i]
		return e != nil && e.cue.Kind == "verb" && len(e.words) == 1 && (e.form == formPast || e.form == formThird)
	}
	switch {
	case isVerb(first):
		cue = piece{first: first, last: first + 1, sentence: sentence}
		source = piece{first: first + 1, last: last, sentence: sentence}
	case isVerb(last - 1):
		cue = piece{first: last - 1, last: last, sentence: sentence}
		source = piece{first: first, last: last - 1, sentence: sentence}
	default:
		return source, cue, false
	}
	for i := source.first; i < source.last; i++ { // one name or noun phrase, nothing more
		if t := &d.Tokens[i]; t.Kind > analysis.Number && t.Kind != analysis.Possessive {
			return source, cue, false
		}
	}
	return source, cue, source.first < source.last && w.speaks(source.first, source.last)
}

// hasInserted: the tagger has found just this.
func (w *worker) hasInserted(a, b *analysis.Quote, cue piece) bool {
	for i := range w.drafts {
		x := &w.drafts[i]
		if len(x.cue) == 0 || x.cue[0].first >= cue.last || cue.first >= x.cue[0].last || len(x.source) == 0 {
			continue
		}
		return len(x.content) >= 2 && x.content[0].first <= a.First+1 && x.content[len(x.content)-1].last >= b.Last-1
	}
	return false
}
