package attribution

import (
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const (
	ruleBeside = "speaker and verb right behind the quotation"
	confBeside = 0.85 // an estimate, not calibrated
)

// behindQuotations finds speakers right behind a quotation whose verb the tagger
// does not know: “A,” sighed X; “A,” chimed in X; “A?” X snorted. Where they stand
// there can be no other reading.
func (w *phrasings) behindQuotations() {
	d := w.d
	for k := range d.Quotes {
		q := &d.Quotes[k]
		if !q.Closed || q.Last >= len(d.Tokens) || q.Last-q.First < 4 || k > 0 && d.Quotes[k-1].Last > q.First {
			continue
		}
		last := &d.Tokens[q.Last-2]
		same := d.Tokens[q.Last].Sentence == d.Tokens[q.Last-1].Sentence
		comma := last.Lower == "," || last.Lower == "!" || last.Lower == "?"
		if !(same && comma) && !brokenOff(last.Lower) || d.Sentences[d.Tokens[q.Last].Sentence].Paragraph != d.Sentences[d.Tokens[q.Last-1].Sentence].Paragraph {
			continue
		}
		source, cue, ok := w.behind(q.Last)
		if !ok || w.hasSource(source) {
			continue
		}
		w.release(q.First, q.Last)
		w.dropOver(cue.First, cue.Last)
		x := draft{source: []tagger.Piece{source}, cue: []tagger.Piece{cue}, content: []tagger.Piece{w.pieceOf(q.First, q.Last)}, rule: ruleBeside, conf: confBeside, inherits: -1}
		if e := w.headOf(cue); e != nil {
			x.trigger = e.Cue
		}
		w.add(x)
	}
}

// brokenOff: a dash or an ellipsis.
func brokenOff(mark string) bool {
	return strings.HasPrefix(mark, "..") || strings.HasPrefix(mark, "…") || strings.HasPrefix(mark, "—") || strings.HasPrefix(mark, "–") || mark == "--" || mark == "."
}

// behind reads "sighed X" or "X sighed" at token i.
func (w *phrasings) behind(i int) (source, cue tagger.Piece, ok bool) {
	d := w.d
	limit := d.Sentences[d.Tokens[i].Sentence].Last
	if w.finite(i) && !w.english.Auxiliaries[d.Tokens[i].Lower] {
		k := i + 1
		if e := w.Entries[i]; e != nil {
			k = i + len(e.Words)
		}
		if k < limit && (w.english.Linkers[d.Tokens[k].Lower] || d.Tokens[k].Lower == "back") && k+1 < limit && tagger.IsUpper(d.Text, &d.Tokens[k+1]) {
			k++ // chimed in X, shot back X
		}
		end := w.nameEnd(k, limit)
		if end == k { // a role before the name, or alone
			end = w.phraseAfter(k, limit)
			if source = w.pieceOf(min(k, limit-1), max(end, k)); end > limit || !w.someone(source) {
				return source, cue, false
			}
		}
		if end <= k || w.known.dates[d.Tokens[k].Lower] {
			return source, cue, false
		}
		return w.pieceOf(k, end), w.pieceOf(i, k), true
	}
	for k := i + 1; k < min(limit, i+subjectReach); k++ {
		t := &d.Tokens[k-1]
		if t.Kind > analysis.Number && t.Kind != analysis.Possessive || w.english.Auxiliaries[t.Lower] || w.english.Joiners[t.Lower] {
			return source, cue, false
		}
		if !w.finite(k) || w.english.Auxiliaries[d.Tokens[k].Lower] {
			continue
		}
		end := k + 1
		if e := w.Entries[k]; e != nil {
			end = k + len(e.Words)
		}
		next := &d.Tokens[min(end, limit-1)]
		if end < limit && next.Kind != analysis.Punct && !w.english.Linkers[next.Lower] && !w.english.Adverbs[next.Lower] {
			return source, cue, false
		}
		source = w.pieceOf(i, k)
		pronoun := k == i+1 && (d.Tokens[i].Lower == "he" || d.Tokens[i].Lower == "she")
		if !pronoun && !w.someone(source) && !(k == i+1 && tagger.IsUpper(d.Text, &d.Tokens[i]) && !w.english.Determiners[d.Tokens[i].Lower] && !w.english.Pronouns[d.Tokens[i].Lower]) {
			return source, cue, false
		}
		return source, w.pieceOf(k, end), true
	}
	return source, cue, false
}

// hasSource: the tagger has found this source, or part of it, or more.
func (w *phrasings) hasSource(source tagger.Piece) bool {
	for i := range w.drafts {
		for _, p := range w.drafts[i].source {
			if p.First < source.Last && source.First < p.Last && !w.english.Linkers[w.d.Tokens[p.First].Lower] {
				return true
			}
		}
	}
	return false
}

// release takes the tokens of a quotation out of what has been found: pieces of
// contents inside of it go, and statements that have no others.
func (w *phrasings) release(first, last int) {
	inside := func(p tagger.Piece) bool { return first <= p.First && p.Last <= last }
	for i := range w.drafts {
		x := &w.drafts[i]
		var rest []tagger.Piece
		for _, p := range x.content {
			if !inside(p) {
				rest = append(rest, p)
			}
		}
		if len(rest) > 0 && len(rest) < len(x.content) {
			x.content, x.first = rest, rest[0].First
		}
	}
	w.drop(func(x *draft) bool { return inside(x.content[0]) })
	kept := w.orphans[:0]
	for _, p := range w.orphans {
		if !inside(p) {
			kept = append(kept, p)
		}
	}
	w.orphans = kept
}

// finite reports whether a token may be a finite verb: an auxiliary, a reporting
// verb, a word in the company of verbs, or a past form.
func (w *phrasings) finite(i int) bool {
	t := &w.d.Tokens[i]
	if t.Kind != analysis.Word || tagger.IsUpper(w.d.Text, t) {
		return false
	}
	if w.english.Auxiliaries[t.Lower] || w.verbal(i) || w.Info[i].Coarse == w.VerbClass && w.VerbClass != 0 {
		return true
	}
	return strings.HasSuffix(t.Lower, "ed") && len(t.Lower) > 4
}
