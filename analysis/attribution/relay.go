package attribution

import (
	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const (
	ruleRelay = "relayed: another quotes the source"
	confRelay = 0.85 // an estimate, not calibrated
)

// relays gives words that an outlet relays to who spoke them: “A,” P was quoted as
// saying by T; T quoted P as saying that A; P was cited by T as saying A. The
// tagger takes the outlet, whose name stands nearest to the verb.
func (w *phrasings) relays() {
	d := w.d
	for n := range d.Sentences {
		s := &d.Sentences[n]
		for i := s.First; i < s.Last; i++ {
			if e := w.Entries[i]; e != nil && e.Cue.Kind == "verb" && w.known.relays[e.Cue.Lemma] && d.Tokens[i].Quote < 0 && len(e.Words) == 1 && w.relay(i, s, n) {
				break
			}
		}
	}
}

// relay takes one sentence with a relaying verb at i apart.
func (w *phrasings) relay(i int, s *analysis.Sentence, n int) bool {
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
	var e *tagger.CueEntry
	if !colon {
		if e = w.Entries[as+1]; e == nil || e.Form != tagger.FormGerund {
			return false
		}
		said += len(e.Words)
	}
	begin := w.finiteBack(i, s.First)
	passive := w.passiveVerb(i, i+1) == i
	var speaker, head tagger.Piece // head: all before what is said, where that stands first
	if passive {
		if colon {
			return false
		}
		speaker = tagger.Piece{First: w.phraseBefore(s.First, begin), Last: begin, Sentence: n}
		head.First = speaker.First
	} else {
		speaker = tagger.Piece{First: i + 1, Last: as, Sentence: n}
		head.First = w.phraseBefore(s.First, begin)
	}
	for speaker.Last > speaker.First && d.Tokens[speaker.Last-1].Lower == "," {
		speaker.Last--
	}
	if speaker.First >= speaker.Last || !w.named(speaker) || d.Tokens[speaker.First].Quote >= 0 {
		return false
	}
	content, ok := w.relayed(said, head.First, s, e)
	if !ok {
		return false
	}
	var cue []tagger.Piece // without the outlet or the speaker between its parts
	if passive || colon {
		cue = append(cue, tagger.Piece{First: begin, Last: i + 1, Sentence: n})
	}
	if as == i+1 && passive {
		cue[0].Last = said
	} else if !colon {
		cue = append(cue, tagger.Piece{First: as, Last: said, Sentence: n})
	}
	w.dropOver(content.First, content.Last)
	w.dropOver(begin, said)
	x := draft{source: []tagger.Piece{speaker}, cue: cue, content: []tagger.Piece{content}, rule: ruleRelay, conf: confRelay, inherits: -1}
	if e != nil {
		x.trigger = e.Cue
	}
	w.add(x)
	return true
}

// relayed is what was said: behind the cue, or before the sentence's subject.
func (w *phrasings) relayed(said, head int, s *analysis.Sentence, e *tagger.CueEntry) (tagger.Piece, bool) {
	d := w.d
	k := said
	if k < s.Last && d.Tokens[k].Lower == "by" {
		k = w.phraseAfter(k+1, s.Last)
	}
	if e != nil && k < s.Last && (e.Cue.Lemma == "tell" || e.Cue.Lemma == "warn") {
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
		return tagger.Piece{}, false
	}
	if t := &d.Tokens[head-1]; t.Kind == analysis.CloseQuote && t.Quote >= 0 {
		return w.pieceOf(d.Quotes[t.Quote].First, head), true
	}
	if d.Tokens[head-1].Lower == "," && head-1 > s.First+1 {
		return w.pieceOf(s.First, head-1), true
	}
	return tagger.Piece{}, false
}

// relayedOn corrects the source of a quotation that goes on behind an outlet: in “A,” the coach
// said, the Herald reported. “B.” and in “A,” the coach said, according to the Herald. “B.” the
// tagger links B to the Herald, which stands nearest. B gets the source and cue of A.
func (w *repairs) relayedOn() {
	var spoken []int // drafts whose quotation stands before its source and cue in one sentence
	for i := range w.drafts {
		if x := &w.drafts[i]; len(x.source) == 1 && len(x.cue) > 0 && x.content[0].Last <= min(x.source[0].First, x.cue[0].First) && x.content[0].Sentence == x.source[0].Sentence && w.inQuotes(x.content[0]) {
			spoken = append(spoken, i)
		}
	}
	for i := range w.drafts {
		x := &w.drafts[i]
		if len(x.source) != 1 || len(x.cue) == 0 || x.cue[0].Sentence != x.source[0].Sentence || !w.inQuotes(x.content[0]) {
			continue
		}
		s := &w.d.Sentences[x.source[0].Sentence]
		from, to := min(x.source[0].First, x.cue[0].First), max(x.source[0].Last, x.cue[len(x.cue)-1].Last)
		if x.content[0].First < s.Last || w.d.Sentences[x.content[0].Sentence].Paragraph != s.Paragraph || from <= s.First || w.d.Tokens[from-1].Lower != "," || s.Last-to > 1 {
			continue // x is no quotation right behind a sentence that ends in its source and cue
		}
		for _, k := range spoken {
			if y := &w.drafts[k]; k != i && y.source[0].Sentence == x.source[0].Sentence && max(y.source[0].Last, y.cue[len(y.cue)-1].Last) < from {
				x.source, x.cue, x.trigger = y.source, y.cue, y.trigger
				break
			}
		}
	}
}
