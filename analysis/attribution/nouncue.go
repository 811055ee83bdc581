package attribution

import (
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
	"readout/lexicon"
)

const (
	ruleNoun = "noun of saying with its speaker and a clause"
	confNoun = 0.8 // an estimate, not calibrated
)

// nounCues finds “X's claim that A drew laughter” and “the warning by X that A went
// unheard”. The tagger lets the clause run on into the verb of the sentence.
func (w *phrasings) nounCues() {
	d := w.d
	for n := range d.Sentences {
		s := &d.Sentences[n]
		for i := s.First + 1; i+3 < s.Last; i++ {
			if c := w.known.nouns[d.Tokens[i].Lower]; c != nil && d.Tokens[i].Quote < 0 {
				w.nounCue(i, c, s, n)
			}
		}
	}
}

func (w *phrasings) nounCue(i int, c *lexicon.Cue, s *analysis.Sentence, n int) {
	d := w.d
	that, begin := i+1, i // begin: the first token of the noun's phrase
	var source tagger.Piece
	owner := i - 1
	for owner > s.First && owner > i-3 && d.Tokens[owner].Kind == analysis.Word { // her repeated claim
		owner--
	}
	switch by := d.Tokens[i+1].Lower; {
	case d.Tokens[owner].Kind == analysis.Possessive && owner > s.First:
		source = tagger.Piece{First: w.phraseBefore(s.First, owner), Last: owner, Sentence: n}
		begin = source.First
	case by == "by" || by == "from" || by == "of":
		that = w.phraseAfter(i+2, s.Last)
		source = tagger.Piece{First: i + 2, Last: that, Sentence: n}
		begin = w.phraseBefore(s.First, i+1)
	default:
		return
	}
	if that+3 >= s.Last || d.Tokens[that].Lower != "that" || source.First >= source.Last {
		return
	}
	of := source.First > s.First && d.Tokens[source.First-1].Lower == "of" // a claim of fraud has no speaker
	if !w.someone(source) && (of || !w.named(source)) {
		return
	}
	content := tagger.Piece{First: that, Last: w.clauseEnd(that, s.Last), Sentence: n}
	subject := begin == s.First
	if subject {
		if verb := w.mainVerb(that+1, s.Last); verb > that+3 {
			content.Last = verb
		}
	}
	if content.Last-content.First < 3 {
		return
	}
	for k := range w.drafts { // the tagger's own is widened or cut, others stay
		x := &w.drafts[k]
		if x.rule != ruleModel || x.content[0].First != that && x.content[0].First != that+1 {
			continue
		}
		if len(x.source) > 0 && subject {
			x.content = []tagger.Piece{content}
			x.first = that
		}
		if len(x.source) > 0 {
			return
		}
	}
	if !subject && w.anyCovered(source.First, content.Last) {
		return
	}
	w.release(content.First, content.Last)
	w.add(draft{source: []tagger.Piece{source}, cue: []tagger.Piece{{First: i, Last: i + 1, Sentence: n}}, content: []tagger.Piece{content},
		rule: ruleNoun, conf: confNoun, inherits: -1, trigger: c})
}

// mainVerb gives the verb of the sentence behind a clause that begins at i: the
// finite verb after the clause's own, which no conjunction or relative word
// leads into; limit for none.
func (w *phrasings) mainVerb(i, limit int) int {
	d := w.d
	own := i
	for own < limit && (!w.finite(own) || own+1 < limit && !w.english.Auxiliaries[d.Tokens[own].Lower] && w.english.Auxiliaries[d.Tokens[own+1].Lower]) {
		own++ // a verb right before an auxiliary is a noun: the talks were
	}
	if own < limit && w.english.Auxiliaries[d.Tokens[own].Lower] {
		for own < limit && (w.english.Auxiliaries[d.Tokens[own].Lower] || w.english.Adverbs[d.Tokens[own].Lower] || w.english.Negations[d.Tokens[own].Lower]) {
			own++
		}
	}
	own++ // the verb, or what follows a form of be
	for k := own; k < limit-1; k++ {
		t := &d.Tokens[k]
		if t.Quote >= 0 && t.Quote != d.Tokens[i].Quote || !w.finite(k) {
			continue
		}
		led := false
		for j := max(own, k-3); j < k; j++ {
			l := d.Tokens[j].Lower
			led = led || w.english.Joiners[l] || l == "," || w.english.Pronouns[l] && j == k-1
		}
		if led || w.english.Auxiliaries[d.Tokens[k-1].Lower] || w.english.Determiners[d.Tokens[k-1].Lower] {
			continue
		}
		for k > own && strings.HasSuffix(d.Tokens[k-1].Lower, "ly") {
			k--
		}
		return k
	}
	return limit
}
