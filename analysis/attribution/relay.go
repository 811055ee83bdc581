package attribution

import (
	"readout/analysis"
)

const (
	ruleRelay = "relayed: another quotes the source"
	confRelay = 0.85 // an estimate, not calibrated
)

// relays gives words that an outlet relays to who spoke them: “A,” P was quoted as
// saying by T; T quoted P as saying that A; P was cited by T as saying A. The
// tagger takes the outlet, whose name stands nearest to the verb.
func (w *worker) relays() {
	d := w.d
	for n := range d.Sentences {
		s := &d.Sentences[n]
		for i := s.First; i < s.Last; i++ {
			if e := w.entries[i]; e != nil && e.cue.Kind == "verb" && w.known.relays[e.cue.Lemma] && d.Tokens[i].Quote < 0 && len(e.words) == 1 && w.relay(i, s, n) {
				break
			}
		}
	}
}

// relay takes one sentence with a relaying verb at i apart.
func (w *worker) relay(i int, s *analysis.Sentence, n int) bool {
	d := w.d
	as := i + 1
	for as < s.Last && as < i+phraseReach/2 && d.Tokens[as].Lower != "as" && d.Tokens[as].Quote < 0 && d.Tokens[as].Lower != ":" {
		as++
	}
	colon := as < s.Last && d.Tokens[as].Lower == ":" && as > i+1
	if as+1 >= s.Last || d.Tokens[as].Lower != "as" && !colon {
		return false
	}
	said := as + 1 // the token after the cue
	var e *cueEntry
	if !colon {
		if e = w.entries[as+1]; e == nil || e.form != formGerund {
			return false
		}
		said += len(e.words)
	}
	begin := w.finiteBack(i, s.First)
	passive := w.passiveVerb(i, i+1) == i
	var speaker, head piece // head: all before what is said, where that stands first
	if passive {
		if colon {
			return false
		}
		speaker = piece{first: w.phraseBefore(s.First, begin), last: begin, sentence: n}
		head.first = speaker.first
	} else {
		speaker = piece{first: i + 1, last: as, sentence: n}
		head.first = w.phraseBefore(s.First, begin)
	}
	for speaker.last > speaker.first && d.Tokens[speaker.last-1].Lower == "," {
		speaker.last--
	}
	if speaker.first >= speaker.last || !w.named(speaker) || d.Tokens[speaker.first].Quote >= 0 {
		return false
	}
	content, ok := w.relayed(said, head.first, s, e)
	if !ok {
		return false
	}
	var cue []piece // without the outlet or the speaker between its parts
	if passive || colon {
		cue = append(cue, piece{first: begin, last: i + 1, sentence: n})
	}
	if as == i+1 && passive {
		cue[0].last = said
	} else if !colon {
		cue = append(cue, piece{first: as, last: said, sentence: n})
	}
	w.dropOver(content.first, content.last)
	w.dropOver(begin, said)
	x := draft{source: []piece{speaker}, cue: cue, content: []piece{content}, rule: ruleRelay, conf: confRelay, inherits: -1}
	if e != nil {
		x.trigger = e.cue
	}
	w.add(x)
	return true
}

// relayed is what was said: behind the cue, or before the sentence's subject.
func (w *worker) relayed(said, head int, s *analysis.Sentence, e *cueEntry) (piece, bool) {
	d := w.d
	k := said
	if k < s.Last && d.Tokens[k].Lower == "by" {
		k = w.phraseAfter(k+1, s.Last)
	}
	if e != nil && k < s.Last && (e.cue.Lemma == "tell" || e.cue.Lemma == "warn") {
		k = w.phraseAfter(k, s.Last)
	}
	for k < s.Last && (d.Tokens[k].Lower == ":" || d.Tokens[k].Lower == ",") {
		k++
	}
	if k < s.Last && d.Tokens[k].Kind == analysis.OpenQuote {
		return w.pieceOf(k, d.Quotes[d.Tokens[k].Quote].Last), true
	}
	if k < s.Last && d.Tokens[k].Kind != analysis.Punct && !w.adjunct(k, s.Last, "") {
		if end := w.clauseEnd(k, s.Last); end > k+1 {
			return w.pieceOf(k, end), true
		}
	}
	if k < s.Last-1 && d.Tokens[k].Quote >= 0 || head <= s.First {
		return piece{}, false
	}
	if t := &d.Tokens[head-1]; t.Kind == analysis.CloseQuote && t.Quote >= 0 {
		return w.pieceOf(d.Quotes[t.Quote].First, head), true
	}
	if d.Tokens[head-1].Lower == "," && head-1 > s.First+1 {
		return w.pieceOf(s.First, head-1), true
	}
	return piece{}, false
}
