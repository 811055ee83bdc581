package attribution

import (
	"slices"

	"readout/analysis"
)

const (
	ruleOwn    = "model: sentence with a speaker and verb of its own"
	ruleOthers = "model: quotation goes on after its speaker"
)

// ownSentences parts what the tagger adds to a statement from a later sentence that
// has a speaker and a verb of its own: “X said: ‘A.’ She added that ‘B’.”
func (w *worker) ownSentences() {
	d := w.d
	n := len(w.drafts)
	for i := range n {
		x := &w.drafts[i]
		if x.rule != ruleModel || len(x.cue) == 0 || len(x.content) < 2 {
			continue
		}
		for k := len(x.content) - 1; k > 0; k-- {
			p := x.content[k]
			if p.sentence <= x.cue[0].sentence || p.first != d.Sentences[p.sentence].First || d.Tokens[p.first].Quote >= 0 {
				continue
			}
			y, ok := w.clauseOf(p)
			if !ok {
				continue
			}
			x.content = slices.Delete(slices.Clone(x.content), k, k+1)
			y.conf = x.conf
			w.drafts = append(w.drafts, y)
			w.cover(&w.drafts[len(w.drafts)-1])
			x = &w.drafts[i] // the list may have moved
		}
	}
}

// clauseOf reads “she added that B” from the beginning of a piece.
func (w *worker) clauseOf(p piece) (draft, bool) {
	d := w.d
	for i := p.first + 1; i < min(p.last-2, p.first+subjectReach); i++ {
		if !w.verbal(i) {
			continue
		}
		e := w.entries[i]
		begin := w.finiteBack(i, p.first)
		source := piece{first: p.first, last: begin, sentence: p.sentence}
		if source.last <= source.first || !thirdPeople[d.Tokens[p.first].Lower] && d.Tokens[p.first].Lower != "it" && !w.named(source) {
			return draft{}, false
		}
		content := piece{first: i + len(e.words), last: p.last, sentence: p.sentence}
		if content.last-content.first < 2 {
			return draft{}, false
		}
		return draft{source: []piece{source}, cue: []piece{{first: begin, last: content.first, sentence: p.sentence}}, content: []piece{content},
			rule: ruleOwn, inherits: -1, trigger: e.cue, first: content.first}, true
	}
	return draft{}, false
}

// quotationsOfOthers takes whole sentences before a cue's own out of its contents
// where they are not its source's: a quotation that goes on after the speaker of the
// one before (“‘A,’ said X. ‘B.’ Y called it ‘C’”), and words outside of quotation
// marks.
func (w *worker) quotationsOfOthers() {
	d := w.d
	for i := range len(w.drafts) {
		x := &w.drafts[i]
		if x.rule != ruleModel || len(x.cue) == 0 || len(x.content) < 2 || x.content[len(x.content)-1].sentence < x.cue[0].sentence {
			continue
		}
		p := x.content[0]
		end := &d.Sentences[d.Tokens[p.last-1].Sentence]
		if p.sentence >= x.cue[0].sentence || int(d.Tokens[p.last-1].Sentence) >= x.cue[0].sentence || p.last < end.Last-1 || p.last >= 2 && d.Tokens[p.last-2].Lower == "," {
			continue
		}
		y := w.quotedBefore(p)
		whole := w.inQuotes(p)
		if y < 0 && whole {
			continue
		}
		x.content = slices.Clone(x.content[1:])
		x.first = x.content[0].first
		if !whole {
			continue
		}
		z := w.drafts[y]
		z.content, z.first, z.rule = []piece{p}, p.first, ruleOthers
		w.drafts = append(w.drafts, z)
	}
}

// quotedBefore gives the draft with a speaker and a quotation in the sentence right
// before a piece, in the same paragraph; -1 for none.
func (w *worker) quotedBefore(p piece) int {
	d := w.d
	for i := range w.drafts {
		x := &w.drafts[i]
		if len(x.source) == 0 || len(x.cue) == 0 || x.cue[0].sentence != p.sentence-1 || d.Sentences[p.sentence-1].Paragraph != d.Sentences[p.sentence].Paragraph {
			continue
		}
		if k := x.content[len(x.content)-1]; k.first < p.first && w.inQuotes(k) {
			return i
		}
	}
	return -1
}

// trimCondition takes “on condition of anonymity” out of cues and contents.
func (w *worker) trimCondition(x *draft) {
	d := w.d
	if len(x.cue) == 0 {
		return
	}
	c := x.cue[0]
	s := &d.Sentences[c.sentence]
	for i := c.first + 1; i+2 < min(s.Last, c.last+2); i++ {
		if d.Tokens[i].Lower != "on" || d.Tokens[i+1].Lower != "condition" || d.Tokens[i+2].Lower != "of" && d.Tokens[i+2].Lower != "that" {
			continue
		}
		if c.last > i {
			c.last = i
			x.cue = []piece{c}
		}
		rest := slices.DeleteFunc(slices.Clone(x.content), func(p piece) bool { return p.first >= i && p.sentence == c.sentence })
		if len(rest) > 0 {
			x.content, x.first = rest, rest[0].first
		}
		return
	}
}

// trimNickname takes a nickname in quotation marks out of contents that have other
// words: it is part of the source.
func (w *worker) trimNickname(x *draft) {
	d := w.d
	if len(x.content) < 2 {
		return
	}
	rest := slices.DeleteFunc(slices.Clone(x.content), func(p piece) bool {
		q := d.Tokens[p.first].Quote
		return q >= 0 && d.Quotes[q].Scare && p.last <= d.Quotes[q].Last && p.first >= d.Quotes[q].First
	})
	if len(rest) > 0 && len(rest) < len(x.content) {
		x.content, x.first = rest, rest[0].first
	}
}

// insertedSpeaker gives back what stands before a speaker who is inserted between
// commas: “Five years ago, he said, | the mine was open”.
func (w *worker) insertedSpeaker(x *draft) {
	d := w.d
	if x.rule != ruleModel || len(x.source) != 1 || len(x.cue) != 1 || len(x.content) != 1 {
		return
	}
	first, last := min(x.source[0].first, x.cue[0].first), max(x.source[0].last, x.cue[0].last)
	s := &d.Sentences[x.cue[0].sentence]
	p := x.content[0]
	if last-first != x.source[0].last-x.source[0].first+x.cue[0].last-x.cue[0].first || first-1 <= s.First+1 || last >= s.Last {
		return
	}
	if d.Tokens[first-1].Lower != "," || d.Tokens[last].Lower != "," || p.first != last+1 || d.Tokens[p.first].Quote >= 0 {
		return
	}
	lead := piece{first: s.First, last: first - 1, sentence: x.cue[0].sentence}
	if lead.last-lead.first > insertedReach || !w.free(lead.first, lead.last) {
		return
	}
	for i := lead.first; i < lead.last; i++ {
		if t := &d.Tokens[i]; t.Quote >= 0 || t.Kind == analysis.Punct && t.Lower != "," {
			return
		}
	}
	x.content, x.first = []piece{lead, p}, lead.first
	w.cover(x)
}

// insertedReach is the most words before a speaker who is inserted.
const insertedReach = 12
