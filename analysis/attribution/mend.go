package attribution

import (
	"slices"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const ruleSplit = "model: sentence of a split quotation"

// mend puts right what the tagger gets wrong in ways that grammar can tell, and
// parts what are several statements.
func (w *repairs) mend() {
	w.ownSentences()
	w.quotationsOfOthers()
	w.relayedOn()
	n := len(w.drafts)
	for i := range n {
		x := &w.drafts[i]
		w.trimSource(x)
		w.wholeSource(x)
		w.trimAdjunct(x)
		w.trimContent(x)
		w.trimCue(x)
		w.trimCondition(x)
		w.trimNickname(x)
		w.passive(x)
		w.accordingTo(x)
		w.insertedSpeaker(x)
	}
	for i := range n {
		w.wholeQuotes(&w.drafts[i])
		w.split(i)
	}
}

// snapReach is how many tokens a content may gain at each end to take in the
// whole of a quotation.
const snapReach = 40

// wholeQuotes widens contents that end or begin inside of a quotation to the
// whole of it, where nothing else claims the rest.
func (w *repairs) wholeQuotes(x *draft) {
	d := w.d
	for k := range x.content {
		p := x.content[k]
		if q := d.Tokens[p.Last-1].Quote; q >= 0 && d.Quotes[q].Closed && !d.Quotes[q].Scare {
			if end := d.Quotes[q].Last; end > p.Last && end-p.Last <= snapReach && d.Quotes[q].First >= p.First && w.free(p.Last, end) {
				p.Last = end
			}
		}
		if q := d.Tokens[p.First].Quote; q >= 0 && !d.Quotes[q].Scare {
			if begin := d.Quotes[q].First; begin < p.First && p.First-begin <= snapReach && w.free(begin, p.First) {
				p.First = begin
				p.Sentence = int(d.Tokens[begin].Sentence)
			}
		}
		if p != x.content[k] {
			x.content = slices.Clone(x.content)
			x.content[k] = p
			w.cover(x)
		}
	}
	x.first = x.content[0].First
}

// free: nothing is said of these tokens yet.
func (w *repairs) free(first, last int) bool {
	for i := first; i < last; i++ {
		if w.covered[i] != 0 {
			return false
		}
	}
	return true
}

// trimSource takes auxiliaries and adverbs off the end of a source and gives
// them to a cue that follows at once.
func (w *repairs) trimSource(x *draft) {
	if len(x.source) == 0 {
		return
	}
	s := x.source[0]
	last := s.Last
	for last > s.First+1 {
		if l := w.d.Tokens[last-1].Lower; !w.english.Auxiliaries[l] && !w.english.Adverbs[l] {
			break
		}
		last--
	}
	if last == s.Last {
		return
	}
	if len(x.cue) > 0 && x.cue[0].First == s.Last {
		c := x.cue[0]
		c.First = last
		x.cue = []tagger.Piece{c}
	}
	s.Last = last
	x.source = []tagger.Piece{s}
}

// placeReach is how many tokens a phrase of place or time before a source may have.
const placeReach = 6

// trimAdjunct takes a phrase of place or time off the front of a source:
// “Outside court, | Maria Lopes said”.
func (w *repairs) trimAdjunct(x *draft) {
	if len(x.source) != 1 {
		return
	}
	s := x.source[0]
	if !w.english.Adjuncts[w.d.Tokens[s.First].Lower] {
		return
	}
	for i := s.First + 1; i+1 < s.Last && i <= s.First+placeReach; i++ {
		if w.d.Tokens[i].Lower == "," {
			s.First = i + 1
			x.source = []tagger.Piece{s}
			return
		}
	}
}

// wholeSource gives a source that is a relative clause the noun before it:
// “Lena Voss, | who coaches the youth team,”.
func (w *repairs) wholeSource(x *draft) {
	if len(x.source) != 1 {
		return
	}
	s := x.source[0]
	if l := w.d.Tokens[s.First].Lower; l != "who" && l != "which" || s.Last-s.First < 3 {
		return // "who" alone is the subject of a clause of its own
	}
	end := s.First
	if end > 0 && w.d.Tokens[end-1].Lower == "," {
		end--
	}
	first := end
	for first > 0 && end-first < placeReach && w.covered[first-1] == 0 && w.d.Tokens[first-1].Sentence == w.d.Tokens[s.First].Sentence && w.d.Tokens[first-1].Kind != analysis.Punct {
		first--
	}
	if first == end || w.english.Linkers[w.d.Tokens[first].Lower] || w.english.Auxiliaries[w.d.Tokens[first].Lower] {
		return
	}
	s.First = first
	x.source = []tagger.Piece{s}
}

// trimContent takes a conjunction that leads on to something else off the end of
// contents.
func (w *repairs) trimContent(x *draft) {
	for k, p := range x.content {
		t := &w.d.Tokens[p.Last-1]
		if p.Last-p.First > 2 && t.Quote < 0 && (t.Lower == "but" || t.Lower == "and") {
			x.content = slices.Clone(x.content)
			x.content[k].Last--
		}
	}
}

// trimCue gives a noun that a verb of saying has taken into the cue back to the
// clause that it begins: “said | support for the plan was growing”.
func (w *repairs) trimCue(x *draft) {
	if len(x.cue) == 0 {
		return
	}
	c := x.cue[0]
	for i := c.First; i+1 < c.Last; i++ {
		e := w.Entries[i]
		if e == nil || !w.verbal(i) || !w.takesClause(e.Cue) || len(e.Words) > 1 {
			continue
		}
		if noun := w.Entries[i+1]; noun == nil || noun.Form != tagger.FormOther && noun.Form != tagger.FormBase || x.content[0].First != c.Last {
			return
		}
		x.content = slices.Clone(x.content)
		x.content[0].First, c.Last = i+1, i+1
		x.cue, x.first = []tagger.Piece{c}, i+1
		w.cover(x)
		return
	}
}

// split parts a quotation of several sentences around its cue ("A," X said.
// "B."): what stands in another sentence than the cue is a statement of its own
// with the same source and cue.
func (w *repairs) split(i int) {
	x := &w.drafts[i]
	if len(x.content) < 2 || len(x.cue) == 0 || x.rule == ruleIntroduced {
		return
	}
	cue := x.cue[0]
	for k := 1; k < len(x.content); k++ {
		p := x.content[k]
		if p.Sentence <= cue.Sentence || p.Sentence == x.content[k-1].Sentence {
			continue
		}
		y := *x
		y.content = x.content[k:]
		y.first = y.content[0].First
		if y.rule == ruleModel {
			y.rule = ruleSplit
		}
		x.content = x.content[:k:k]
		w.drafts = append(w.drafts, y)
		w.split(len(w.drafts) - 1)
		return
	}
}
