package attribution

import (
	"slices"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
	"readout/lexicon"
)

const (
	ruleIntroduced = "quotation introduced by the paragraph before"
	confIntroduced = 0.8 // an estimate, not calibrated
)

// introduced finds what the paragraph before introduces with a colon: “The bishop
// told mourners:”, then paragraphs in quotation marks, or a block without any.
// The conditional random field cannot, because it labels each paragraph by itself.
func (w *layouts) introduced() {
	d := w.d
	for p := 1; p < len(d.Paragraphs); p++ {
		n := d.Paragraphs[p-1].Last - 1
		s := &d.Sentences[n]
		if d.Tokens[s.Last-1].Lower != ":" || d.Tokens[s.Last-1].Quote >= 0 {
			continue
		}
		content := w.quotedParagraphs(p)
		marked := len(content) > 0
		if !marked {
			content = w.introducedBlock(p)
		}
		if len(content) == 0 {
			continue
		}
		source, cue, trigger, ok := w.introduction(s, n)
		if !ok && marked {
			source, cue, ok = w.nameAlone(s, n)
		}
		if !ok || !marked && (trigger == nil || !w.speaksOut(trigger) || w.leadsIn(s, source) || !w.speaks(source.First, source.Last) && !w.someone(source)) {
			continue
		}
		w.dropOver(content[0].First, content[len(content)-1].Last)
		w.dropOver(cue.First, cue.Last)
		w.add(draft{source: []tagger.Piece{source}, cue: []tagger.Piece{cue}, content: content,
			rule: ruleIntroduced, conf: confIntroduced, inherits: -1, trigger: trigger})
		p += len(content) - 1
	}
}

// speaksOut reports whether the verb introduces words, not things.
func (w *layouts) speaksOut(c *lexicon.Cue) bool {
	return w.takesClause(c) || c.Class == string(analysis.CueDemand)
}

// leadsIn: “What they said:” is a heading over what several people say.
func (w *layouts) leadsIn(s *analysis.Sentence, source tagger.Piece) bool {
	first := w.d.Tokens[s.First].Lower
	return source.First == s.First+1 && (first == "what" || first == "how" || first == "here")
}

// introducedBlock gives the paragraphs from p on that an introduction with a
// colon takes in where they have no marks: all lines that begin with >, all
// items of a list, or one paragraph. None where the paragraph has a speaker of
// its own or is a heading.
func (w *layouts) introducedBlock(p int) []tagger.Piece {
	d := w.d
	var out []tagger.Piece
	kind := w.lineKind(p)
	for ; p < len(d.Paragraphs) && w.lineKind(p) == kind && !d.Paragraphs[p].Headline; p++ {
		first, last := w.paragraphTokens(p)
		if last-first < quotedWords || w.isDash(first) && kind == "" || d.Tokens[last-1].Lower == ":" || w.turnOf(&d.Paragraphs[p]).content > 0 {
			break
		}
		for i := first; i < last && kind == ""; i++ {
			if d.Tokens[i].Quote >= 0 && w.signedBefore(i) {
				return nil
			}
		}
		out = append(out, w.pieceOf(first, last))
		if kind == "" {
			break
		}
	}
	return out
}

// lineKind is the mark that a line begins with, "" for none.
func (w *layouts) lineKind(p int) string {
	l := w.d.Tokens[w.d.Sentences[w.d.Paragraphs[p].First].First].Lower
	if quotedLine[l] || bullets[l] {
		return l
	}
	return ""
}

// nameAlone reads “Name, role:” that is all of a paragraph.
func (w *layouts) nameAlone(s *analysis.Sentence, n int) (source, cue tagger.Piece, ok bool) {
	first, last := w.paragraphTokens(s.Paragraph)
	if first < s.First || last != s.Last {
		return source, cue, false
	}
	end := w.speakerLabel(first, last-1)
	if end != last-1 || end == first {
		return source, cue, false
	}
	return tagger.Piece{First: first, Last: end, Sentence: n}, tagger.Piece{First: end, Last: last, Sentence: n}, true
}

const (
	ruleLabelled = "name and colon before words"
	confLabelled = 0.85 // an estimate, not calibrated
)

// labelled finds “Name, role: ‘A.’” that is all of a line, and “• Name: A” of a list,
// where the article or the lexicon knows the name to speak.
func (w *layouts) labelled() {
	d := w.d
	for p := range d.Paragraphs {
		first, last := w.paragraphTokens(p)
		if first+3 >= last {
			continue
		}
		colon := w.speakerLabel(first, last)
		if colon == first || colon+2 >= last || d.Tokens[colon].Lower != ":" && d.Tokens[colon].Lower != "|" {
			continue
		}
		from := colon + 1
		for from < last && bold[d.Tokens[from].Lower] {
			from++
		}
		if from >= last || w.covered[from]&coverContent != 0 && w.heldBy(from, ruleTranscript, ruleHeadline) {
			continue
		}
		source := w.pieceOf(first, colon)
		var content tagger.Piece
		if t := &d.Tokens[from]; t.Kind == analysis.OpenQuote && t.Quote >= 0 {
			q := &d.Quotes[t.Quote]
			content = w.pieceOf(from, min(q.Last, last))
			for content.Last < last && d.Tokens[content.Last].Quote >= 0 {
				content.Last++
			}
			if content.Last-content.First < 4 {
				continue
			}
		} else if bullets[w.lineKind(p)] && d.Tokens[colon].Lower == ":" && w.headlineName(source) {
			if content = w.pieceOf(from, last); content.Last > from+2 && d.Tokens[last-1].Lower == "." {
				content.Last--
			}
		} else {
			continue
		}
		w.dropOver(first, content.Last)
		w.add(draft{source: []tagger.Piece{source}, cue: []tagger.Piece{w.pieceOf(colon, colon+1)}, content: []tagger.Piece{content}, rule: ruleLabelled, conf: confLabelled, inherits: -1})
	}
}

// heldBy: a statement of one of these rules has the token in its content.
func (w *layouts) heldBy(token int, rules ...string) bool {
	for i := range w.drafts {
		for _, p := range w.drafts[i].content {
			if p.First <= token && token < p.Last && slices.Contains(rules, w.drafts[i].rule) {
				return true
			}
		}
	}
	return false
}

// labelWords is the most words of a speaker's name and role before a colon.
const labelWords = 14

// speakerLabel gives the end of a name with its role that begins at first, as it
// stands before a colon: “Lila Marsh, governor”, “Irena Kolar (opposition)”, “union
// chief Jutta Brandels”; first where there is none.
func (w *layouts) speakerLabel(first, limit int) int {
	d := w.d
	k := first
	for k < limit && k-first < signedName && d.Tokens[k].Quote < 0 && (w.nominal(k) || d.Tokens[k].Lower == "of") && !w.verbal(k) {
		k++
	}
	if k == first || w.known.labels[d.Tokens[first].Lower] && k == first+1 || !w.someone(w.pieceOf(first, k)) {
		return first
	}
	if k < limit && (d.Tokens[k].Lower == "," || d.Tokens[k].Lower == "(") {
		for ; k < limit && d.Tokens[k].Lower != ":"; k++ {
			t := &d.Tokens[k]
			if k-first > labelWords || t.Quote >= 0 || w.english.Auxiliaries[t.Lower] || w.verbal(k) || w.english.ClauseHeads[t.Lower] {
				return first
			}
		}
	}
	return k
}

// quotedParagraphs gives the paragraphs from p on that stand in quotation marks
// as a whole: one, and those that the quotation goes on in. None where paragraph
// p has words of its own.
func (w *layouts) quotedParagraphs(p int) []tagger.Piece {
	d := w.d
	var out []tagger.Piece
	for ; p < len(d.Paragraphs); p++ {
		par := &d.Paragraphs[p]
		first, last := d.Sentences[par.First].First, d.Sentences[par.Last-1].Last
		q := d.Tokens[first].Quote
		if q < 0 || d.Quotes[q].First != first || len(out) > 0 && !d.Quotes[q].Continues {
			break
		}
		whole := true
		for i := first; i < last && whole; i++ {
			whole = d.Tokens[i].Quote >= 0
		}
		if !whole || last-first < quotedWords {
			break
		}
		out = append(out, tagger.Piece{First: first, Last: last, Sentence: par.First})
	}
	return out
}

// introduction finds who speaks in a sentence that ends with a colon: the last
// verb of saying that has a speaker before it.
func (w *layouts) introduction(s *analysis.Sentence, n int) (source, cue tagger.Piece, trigger *lexicon.Cue, ok bool) {
	d := w.d
	for i := s.Last - 2; i > s.First; i-- {
		e := w.Entries[i]
		if e == nil || e.Cue.Kind != "verb" || !w.verbal(i) || d.Tokens[i].Quote >= 0 || w.passiveVerb(i, i+1) == i {
			continue
		}
		begin := w.finiteBack(i, s.First)
		source = tagger.Piece{First: w.phraseBefore(s.First, begin), Last: begin, Sentence: n}
		for source.Last > source.First && d.Tokens[source.Last-1].Lower == "," {
			source.Last--
		}
		if source.Last-source.First < 1 || !w.named(source) {
			continue
		}
		return source, tagger.Piece{First: begin, Last: i + len(e.Words), Sentence: n}, e.Cue, true
	}
	return source, cue, nil, false
}
