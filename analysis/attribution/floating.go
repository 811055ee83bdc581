package attribution

import (
	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

// The rules of floating statements: words that are somebody's though no cue of
// their own says whose.
const (
	ruleOrphan      = "floating: content without a cue"
	ruleUnknown     = "quotation without a known speaker"
	ruleContinued   = "floating: quotation goes on from the paragraph before"
	ruleQuoted      = "floating: quotation after an attributed one"
	ruleFirstPerson = "floating: first person after an attributed sentence"
)

// Confidence of each rule: precision estimated on some forty of its statements in unlabelled
// articles; not calibrated.
const (
	confOrphan      = 0.5
	confUnknown     = 0.2
	confContinued   = 0.75
	confQuoted      = 0.55
	confFirstPerson = 0.5
)

const (
	quotedWords = 4 // a quotation of fewer words does not float
	floatReach  = 2 // paragraphs that a floating statement may stand after its speaker
)

// floating adds the statements that no cue introduces.
func (w *unmarked) floating() {
	d := w.d
	w.floatOrphans()
	mine := w.firstPersonSentences()
	line := w.speakers()
	for n := range d.Sentences {
		s := &d.Sentences[n]
		last := line.before(w, s.Last)
		if w.touched(s) {
			if last >= 0 && w.quotedOn(n) {
				line.carry(s.Paragraph)
			}
			continue
		}
		if s.Headline || last < 0 {
			continue
		}
		rule, conf, content := w.quotedSentence(s)
		if rule == "" && mine[n] && n > 0 && w.attributedSentence(n-1) && w.drafts[last].content[0].Sentence >= n-2 && w.drafts[last].conf >= firstPersonFrom {
			rule, conf, content = ruleFirstPerson, confFirstPerson, w.sentencePiece(s)
		}
		if rule != "" && s.Paragraph-line.paragraph <= floatReach {
			line.carry(s.Paragraph)
			w.add(draft{content: []tagger.Piece{content}, rule: rule, conf: conf, inherits: last})
		}
	}
}

// firstPersonFrom is the confidence that the attribution before must have for a
// sentence in the first person to go on from it.
const firstPersonFrom = 0.5

func (w *unmarked) paragraphOf(draft int) int {
	return w.d.Sentences[w.drafts[draft].content[0].Sentence].Paragraph
}

// speakerLine tells who speaks at a token: it walks through the drafts that have a speaker, in
// text order.
type speakerLine struct {
	drafts    []int
	next      int
	last      int // draft whose speaker speaks now, -1 for none
	paragraph int // that the speaker was last heard in
}

// speakers lists the drafts whose source can go on speaking: people, bodies and
// pronouns for them, not "it", "you" or a first person in somebody's quotation.
func (w *unmarked) speakers() *speakerLine {
	line := &speakerLine{last: -1}
	for _, i := range w.draftsByPlace() {
		if x := &w.drafts[i]; len(x.source) > 0 {
			s := x.source[0]
			t := &w.d.Tokens[s.First]
			if t.Quote < 0 && !(s.Last-s.First == 1 && w.english.Pronouns[t.Lower] && !w.english.ThirdPeople[t.Lower] && t.Lower != "who") && !w.english.Determiners[w.d.Tokens[s.Last-1].Lower] {
				line.drafts = append(line.drafts, i)
			}
		}
	}
	return line
}

// before gives the draft whose speaker speaks before a token, -1 for none. It is
// called for tokens in text order.
func (l *speakerLine) before(w *unmarked, token int) int {
	for l.next < len(l.drafts) && w.drafts[l.drafts[l.next]].first < token {
		l.last = l.drafts[l.next]
		l.next++
		l.paragraph = w.paragraphOf(l.last)
	}
	return l.last
}

// carry records that the current speaker also speaks in a paragraph.
func (l *speakerLine) carry(paragraph int) { l.paragraph = max(l.paragraph, paragraph) }

// floatOrphans makes statements of the quoted contents that have no cue: they
// inherit from the attribution before them. Others are mostly the tagger's
// mistakes and are dropped.
func (w *unmarked) floatOrphans() {
	line := w.speakers()
	for _, k := range w.orphans {
		last := line.before(w, k.First)
		if !w.inQuotes(k) || k.Last-k.First < quotedWords {
			continue
		}
		paragraph := w.d.Sentences[k.Sentence].Paragraph
		x := draft{content: []tagger.Piece{k}, rule: ruleOrphan, conf: confOrphan, inherits: last}
		if last < 0 || paragraph-line.paragraph > floatReach {
			x.rule, x.conf, x.inherits = ruleUnknown, confUnknown, -1
		} else {
			line.carry(paragraph)
		}
		w.add(x)
	}
}

// inQuotes: all words of the piece stand in one quotation that is no scare quote.
func (w *page) inQuotes(p tagger.Piece) bool {
	for i := p.First; i < p.Last; i++ {
		if t := &w.d.Tokens[i]; t.Kind <= analysis.Number && (t.Quote < 0 || w.d.Quotes[t.Quote].Scare) {
			return false
		}
	}
	return true
}

// draftsByPlace gives the drafts in the order of their contents.
func (w *unmarked) draftsByPlace() []int {
	out := make([]int, len(w.drafts))
	for i := range out {
		out[i] = i
	}
	sortBy(out, func(i int) int { return w.drafts[i].first })
	return out
}

// quotedOn reports whether the sentence is part of a floating statement that was added before.
func (w *unmarked) quotedOn(n int) bool {
	first := w.d.Sentences[n].First
	return w.covered[first]&coverContent != 0 && w.d.Tokens[first].Quote >= 0
}

// touched reports whether a token of the sentence is part of an attribution.
func (w *board) touched(s *analysis.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if w.covered[i]&(coverContent|coverCue) != 0 {
			return true
		}
	}
	return false
}

// attributedSentence reports whether the content of a statement overlaps the sentence.
func (w *unmarked) attributedSentence(n int) bool {
	s := &w.d.Sentences[n]
	for i := s.First; i < s.Last; i++ {
		if w.covered[i]&coverContent != 0 {
			return true
		}
	}
	return false
}

func (w *unmarked) sentencePiece(s *analysis.Sentence) tagger.Piece {
	p := tagger.Piece{First: s.First, Last: s.Last, Sentence: int(w.d.Tokens[s.First].Sentence)}
	if t := &w.d.Tokens[p.Last-1]; t.Kind == analysis.Punct && p.Last > p.First+1 && t.Lower == "." {
		p.Last--
	}
	return p
}

// quotedSentence: all words of the sentence stand in quotation marks, and they
// are enough to be a statement.
func (w *unmarked) quotedSentence(s *analysis.Sentence) (string, float64, tagger.Piece) {
	d := w.d
	words, continued := 0, false
	for i := s.First; i < s.Last; i++ {
		t := &d.Tokens[i]
		if t.Kind > analysis.Number {
			continue
		}
		if t.Quote < 0 {
			return "", 0, tagger.Piece{}
		}
		words++
		continued = continued || d.Quotes[t.Quote].Continues
	}
	if words < quotedWords {
		return "", 0, tagger.Piece{}
	}
	if continued {
		return ruleContinued, confContinued, w.sentencePiece(s)
	}
	return ruleQuoted, confQuoted, w.sentencePiece(s)
}

// selfReported: the source of the draft is the first person, outside of quotation
// marks.
func (w *unmarked) selfReported(x *draft) bool {
	if len(x.source) != 1 || x.source[0].Last-x.source[0].First != 1 {
		return false
	}
	t := &w.d.Tokens[x.source[0].First]
	return t.Quote < 0 && w.english.FirstPerson[t.Lower] && !(t.Lower == "us" && tagger.IsUpper(w.d.Text, t))
}

// unclaimSelf takes back what the tagger gives to an unquoted "we" or "I" in a
// text whose writer does not speak: such a sentence goes on with the words of the
// speaker before.
func (w *unmarked) unclaimSelf() {
	var own []draft
	for i := range w.drafts {
		if w.selfReported(&w.drafts[i]) {
			own = append(own, w.drafts[i])
		}
	}
	if len(own) == 0 {
		return
	}
	w.drop(w.selfReported)
	mine := w.firstPersonSentences()
	for _, x := range own {
		if s := x.cue[0].Sentence; !mine[s] || s == 0 || !w.attributedSentence(s-1) {
			w.add(x)
		}
	}
}

// narratorShare: where more than this share of the unquoted sentences speaks in
// the first person, the writer does.
const narratorShare = 0.04

// firstPersonSentences marks the sentences that speak in the first person
// outside of quotation marks, in a text whose writer does not.
func (w *unmarked) firstPersonSentences() []bool {
	d := w.d
	out := make([]bool, len(d.Sentences))
	n, free := 0, 0
	for k := range d.Sentences {
		s := &d.Sentences[k]
		if w.touched(s) {
			continue
		}
		quoted := false
		for i := s.First; i < s.Last; i++ {
			t := &d.Tokens[i]
			quoted = quoted || t.Quote >= 0
			// US is a country.
			if t.Quote < 0 && w.english.FirstPerson[t.Lower] && !(t.Lower == "us" && tagger.IsUpper(d.Text, t)) {
				out[k] = true
			}
			if t.Lower == ":" && i <= s.First+3 { // a transcript's "NAME: We ..."
				quoted = true
			}
		}
		if quoted {
			out[k] = false
			continue
		}
		free++
		if out[k] {
			n++
		}
	}
	if n > 1 && float64(n) > narratorShare*float64(free) {
		clear(out)
	}
	return out
}
