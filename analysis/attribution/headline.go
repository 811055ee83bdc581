package attribution

import (
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const (
	ruleHeadline     = "headline: name and colon"
	ruleHeadlineVerb = "headline: words, verb and name"
	ruleHeadlineQuot = "headline: quotation, colon and who says it"
	confHeadline     = 0.75 // estimates from reading a few dozen, not calibrated
)

// headlineWords is the most words that stand before the colon of "Name: words".
const headlineWords = 4

// headlines finds whose words a headline gives: “Name: words”, “Words: Name”, “Words
// – Name”, “Words, says Name”, “Words, Name says”, “‘Words’: Name does this”.
func (w *layouts) headlines() {
	for n := range w.d.Sentences {
		s := &w.d.Sentences[n]
		if !s.Headline && n > 0 {
			continue
		}
		end := s.Last
		for end > s.First && w.d.Tokens[end-1].Kind == analysis.Punct {
			end--
		}
		sentence := !s.Headline && end < s.Last && w.d.Tokens[end].Lower == "." // a text without a headline
		if sentence || end-s.First < 4 || w.headlineVerbLast(s, end, n) || w.headlineNameVerb(s, end, n) || w.headlineQuotation(s, end, n) {
			continue
		}
		w.headlineMark(s, end, n)
	}
}

// addHeadline puts one statement in the place of all that was found in the headline.
func (w *layouts) addHeadline(source, cue, content tagger.Piece, rule string) {
	n := content.Sentence
	w.drop(func(x *draft) bool { return x.content[0].Sentence == n })
	x := draft{source: []tagger.Piece{source}, cue: []tagger.Piece{cue}, content: []tagger.Piece{content}, rule: rule, conf: confHeadline, inherits: -1}
	if e := w.Entries[cue.First]; e != nil {
		x.trigger = e.Cue
	}
	w.add(x)
}

// headlineMark: a colon or a dash parts the name from the words.
func (w *layouts) headlineMark(s *analysis.Sentence, end, n int) {
	d := w.d
	for i := s.First + 1; i < end-1; i++ {
		colon := d.Tokens[i].Lower == ":"
		if !colon && !w.isDash(i) || d.Tokens[i].Quote >= 0 {
			continue
		}
		before, after := tagger.Piece{First: s.First, Last: i, Sentence: n}, tagger.Piece{First: i + 1, Last: end, Sentence: n}
		source, content := before, after
		if colon && w.roleOnly(after) && !w.headlineName(before) {
			w.addHeadline(after, tagger.Piece{First: i, Last: i + 1, Sentence: n}, before, ruleHeadline)
			return
		}
		if !colon || w.headlineName(after) && after.Last-after.First <= headlineWords && (before.Last-before.First > headlineWords || !w.headlineName(before)) {
			source, content = after, before
		}
		if source.Last-source.First > headlineWords || content.Last-content.First < 2 || w.known.labels[d.Tokens[source.First].Lower] && source.Last == source.First+1 || !w.headlineName(source) {
			if colon {
				return
			}
			continue
		}
		w.addHeadline(source, tagger.Piece{First: i, Last: i + 1, Sentence: n}, content, ruleHeadline)
		return
	}
}

// headlineVerbLast adds "Words, says Name": the last words of a headline are a
// verb of saying and who says it.
func (w *layouts) headlineVerbLast(s *analysis.Sentence, end, n int) bool {
	for i := end - 2; i > s.First+1 && i >= end-2-2*headlineWords; i-- {
		e, before := w.Entries[i], &w.d.Tokens[i-1]
		if e == nil || e.Cue.Kind != "verb" || e.Form != tagger.FormThird && e.Form != tagger.FormPast || i+len(e.Words) >= end {
			continue
		}
		if before.Lower != "," && before.Kind != analysis.CloseQuote {
			continue
		}
		source := tagger.Piece{First: i + len(e.Words), Last: end, Sentence: n}
		content := tagger.Piece{First: s.First, Last: i, Sentence: n}
		if before.Lower == "," {
			content.Last--
		}
		if content.Last-content.First < 2 || !w.headlineName(source) && !(w.takesClause(e.Cue) && w.subjectOnly(source)) {
			return false
		}
		w.addHeadline(source, tagger.Piece{First: i, Last: source.First, Sentence: n}, content, ruleHeadlineVerb)
		return true
	}
	return false
}

// headlineNameVerb adds "Words, Name says".
func (w *layouts) headlineNameVerb(s *analysis.Sentence, end, n int) bool {
	d := w.d
	verb := end - 1
	for verb > s.First+2 && verb >= end-3 && (w.Entries[verb] == nil || verb+len(w.Entries[verb].Words) != end) {
		verb--
	}
	e := w.Entries[verb]
	if e == nil || e.Cue.Kind != "verb" || e.Form == tagger.FormGerund || verb+len(e.Words) != end || !w.takesClause(e.Cue) {
		return false
	}
	for i := verb - 1; i > s.First+1 && i >= verb-2*headlineWords; i-- {
		if d.Tokens[i].Lower != "," && d.Tokens[i].Kind != analysis.CloseQuote {
			continue
		}
		source := tagger.Piece{First: i + 1, Last: verb, Sentence: n}
		content := tagger.Piece{First: s.First, Last: i, Sentence: n}
		if d.Tokens[i].Kind == analysis.CloseQuote {
			content.Last++
		}
		if source.First >= source.Last || content.Last-content.First < 2 || e.Form == tagger.FormBase && !w.several(source) || !w.headlineName(source) && !w.subjectOnly(source) && !w.several(source) {
			return false
		}
		w.addHeadline(source, tagger.Piece{First: verb, Last: end, Sentence: n}, content, ruleHeadlineVerb)
		return true
	}
	return false
}

// subjectOnly: the words can be the subject of a verb of saying and nothing else:
// a noun phrase that names somebody, or people.
func (w *layouts) subjectOnly(p tagger.Piece) bool {
	if p.Last <= p.First || w.phraseAfter(p.First, p.Last) != p.Last {
		return false
	}
	return w.named(p) || w.people[w.d.Tokens[p.Last-1].Lower]
}

// several: a plural of people opens the phrase or ends it: “analysts at Nordbank”,
// “Lavrov and Rubio”.
func (w *layouts) several(p tagger.Piece) bool {
	d := w.d
	for i := p.First; i < p.Last; i++ {
		t := &d.Tokens[i]
		if t.Lower == "and" || w.people[t.Lower] && strings.HasSuffix(t.Lower, "s") {
			return w.nominal(p.First)
		}
		if !w.nominal(i) {
			break
		}
	}
	return false
}

// roleOnly: a role without a name, in small letters: “central bank governor”.
func (w *layouts) roleOnly(p tagger.Piece) bool {
	if p.Last <= p.First || p.Last-p.First > headlineWords || !w.people[w.d.Tokens[p.Last-1].Lower] {
		return false
	}
	for i := p.First; i < p.Last; i++ {
		if t := &w.d.Tokens[i]; t.Kind != analysis.Word || tagger.IsUpper(w.d.Text, t) && i > p.First || !w.nominal(i) || w.english.Determiners[t.Lower] {
			return false
		}
	}
	return true
}

// headlineQuotation adds "‘Words’: Name hits out at this": a quotation opens the
// headline, and behind a colon or a dash somebody does something.
func (w *layouts) headlineQuotation(s *analysis.Sentence, end, n int) bool {
	d := w.d
	if d.Tokens[s.First].Kind != analysis.OpenQuote || d.Tokens[s.First].Quote < 0 {
		return false
	}
	mark := d.Quotes[d.Tokens[s.First].Quote].Last
	if mark >= end-1 || d.Tokens[mark].Lower != ":" && !w.isDash(mark) || mark-s.First < 4 {
		return false
	}
	stop := mark + 1
	for stop < end && d.Tokens[stop].Kind <= analysis.Number && w.nominal(stop) && w.Entries[stop] == nil {
		stop++
	}
	name := w.pieceOf(mark+1, min(w.nameEnd(mark+1, stop), mark+1+headlineWords))
	if name.Last <= name.First || !w.headlineName(name) {
		name.Last = stop
		if stop <= mark+1 || stop-mark > 2*headlineWords || !w.someone(name) {
			return false
		}
	}
	w.addHeadline(name, tagger.Piece{First: mark, Last: mark + 1, Sentence: n}, tagger.Piece{First: s.First, Last: mark, Sentence: n}, ruleHeadlineQuot)
	return true
}

// headlineName: the words are a name, with a role or whom it speaks to, and it is
// known to speak in the article or stands in the lexicon, or has a first name, a
// title or a role.
func (w *layouts) headlineName(p tagger.Piece) bool {
	if p.Last <= p.First {
		return false
	}
	for i := p.First; i < p.Last; i++ {
		t := &w.d.Tokens[i]
		if t.Kind != analysis.Word && t.Kind != analysis.Possessive || t.Kind == analysis.Word && !tagger.IsUpper(w.d.Text, t) && !w.english.Linkers[t.Lower] && t.Lower != "and" && t.Lower != "of" && !w.people[t.Lower] {
			return false
		}
	}
	last := &w.d.Tokens[p.Last-1]
	first := strings.TrimSuffix(w.d.Tokens[p.First].Lower, ".")
	if p.Last-p.First > 1 && (w.known.given[first] || w.known.titles[first] || w.people[first]) && tagger.IsUpper(w.d.Text, last) {
		return true
	}
	return w.Info[p.Last-1].Speaker > 0 || w.people[last.Lower] || len(w.names.Named(w.d.Slice(last.Span))) > 0 ||
		len(w.names.Named(w.d.Text[w.d.Tokens[p.First].Start:last.End])) > 0
}
