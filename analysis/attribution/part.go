package attribution

import (
	"slices"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const (
	ruleOwn    = "model: sentence with a speaker and verb of its own"
	ruleOthers = "model: quotation goes on after its speaker"
)

// ownSentences parts what the tagger adds to a statement from a later sentence that
// has a speaker and a verb of its own: “X said: ‘A.’ She added that ‘B’.”
func (w *repairs) ownSentences() {
	d := w.d
	n := len(w.drafts)
	for i := range n {
		x := &w.drafts[i]
		if x.rule != ruleModel || len(x.cue) == 0 || len(x.content) < 2 {
			continue
		}
		for k := len(x.content) - 1; k > 0; k-- {
			p := x.content[k]
			if p.Sentence <= x.cue[0].Sentence || p.First != d.Sentences[p.Sentence].First || d.Tokens[p.First].Quote >= 0 {
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
func (w *repairs) clauseOf(p tagger.Piece) (draft, bool) {
	d := w.d
	for i := p.First + 1; i < min(p.Last-2, p.First+subjectReach); i++ {
		if !w.verbal(i) {
			continue
		}
		e := w.Entries[i]
		begin := w.finiteBack(i, p.First)
		source := tagger.Piece{First: p.First, Last: begin, Sentence: p.Sentence}
		if source.Last <= source.First || !w.english.ThirdPeople[d.Tokens[p.First].Lower] && d.Tokens[p.First].Lower != "it" && !w.named(source) {
			return draft{}, false
		}
		content := tagger.Piece{First: i + len(e.Words), Last: p.Last, Sentence: p.Sentence}
		if content.Last-content.First < 2 {
			return draft{}, false
		}
		return draft{source: []tagger.Piece{source}, cue: []tagger.Piece{{First: begin, Last: content.First, Sentence: p.Sentence}}, content: []tagger.Piece{content},
			rule: ruleOwn, inherits: -1, trigger: e.Cue, first: content.First}, true
	}
	return draft{}, false
}

// quotationsOfOthers takes whole sentences before a cue's own out of its contents
// where they are not its source's: a quotation that goes on after the speaker of the
// one before (“‘A,’ said X. ‘B.’ Y called it ‘C’”), and words outside of quotation
// marks.
func (w *repairs) quotationsOfOthers() {
	d := w.d
	for i := range len(w.drafts) {
		x := &w.drafts[i]
		if x.rule != ruleModel || len(x.cue) == 0 || len(x.content) < 2 || x.content[len(x.content)-1].Sentence < x.cue[0].Sentence {
			continue
		}
		p := x.content[0]
		end := &d.Sentences[d.Tokens[p.Last-1].Sentence]
		if p.Sentence >= x.cue[0].Sentence || int(d.Tokens[p.Last-1].Sentence) >= x.cue[0].Sentence || p.Last < end.Last-1 || p.Last >= 2 && d.Tokens[p.Last-2].Lower == "," {
			continue
		}
		y := w.quotedBefore(p)
		whole := w.inQuotes(p)
		if y < 0 && whole {
			continue
		}
		x.content = slices.Clone(x.content[1:])
		x.first = x.content[0].First
		if !whole {
			continue
		}
		z := w.drafts[y]
		z.content, z.first, z.rule = []tagger.Piece{p}, p.First, ruleOthers
		w.drafts = append(w.drafts, z)
	}
}

// quotedBefore gives the draft with a speaker and a quotation in the sentence right
// before a piece, in the same paragraph; -1 for none.
func (w *repairs) quotedBefore(p tagger.Piece) int {
	d := w.d
	for i := range w.drafts {
		x := &w.drafts[i]
		if len(x.source) == 0 || len(x.cue) == 0 || x.cue[0].Sentence != p.Sentence-1 || d.Sentences[p.Sentence-1].Paragraph != d.Sentences[p.Sentence].Paragraph {
			continue
		}
		if k := x.content[len(x.content)-1]; k.First < p.First && w.inQuotes(k) {
			return i
		}
	}
	return -1
}

// trimCondition takes “on condition of anonymity” out of cues and contents.
func (w *repairs) trimCondition(x *draft) {
	d := w.d
	if len(x.cue) == 0 {
		return
	}
	c := x.cue[0]
	s := &d.Sentences[c.Sentence]
	for i := c.First + 1; i+2 < min(s.Last, c.Last+2); i++ {
		if d.Tokens[i].Lower != "on" || d.Tokens[i+1].Lower != "condition" || d.Tokens[i+2].Lower != "of" && d.Tokens[i+2].Lower != "that" {
			continue
		}
		if c.Last > i {
			c.Last = i
			x.cue = []tagger.Piece{c}
		}
		rest := slices.DeleteFunc(slices.Clone(x.content), func(p tagger.Piece) bool { return p.First >= i && p.Sentence == c.Sentence })
		if len(rest) > 0 {
			x.content, x.first = rest, rest[0].First
		}
		return
	}
}

// trimNickname takes a nickname in quotation marks out of contents that have other
// words: it is part of the source.
func (w *repairs) trimNickname(x *draft) {
	d := w.d
	if len(x.content) < 2 {
		return
	}
	rest := slices.DeleteFunc(slices.Clone(x.content), func(p tagger.Piece) bool {
		q := d.Tokens[p.First].Quote
		return q >= 0 && d.Quotes[q].Scare && p.Last <= d.Quotes[q].Last && p.First >= d.Quotes[q].First
	})
	if len(rest) > 0 && len(rest) < len(x.content) {
		x.content, x.first = rest, rest[0].First
	}
}

// insertedSpeaker gives back what stands before a speaker who is inserted between
// commas: “Five years ago, he said, | the mine was open”.
func (w *repairs) insertedSpeaker(x *draft) {
	d := w.d
	if x.rule != ruleModel || len(x.source) != 1 || len(x.cue) != 1 || len(x.content) != 1 {
		return
	}
	first, last := min(x.source[0].First, x.cue[0].First), max(x.source[0].Last, x.cue[0].Last)
	s := &d.Sentences[x.cue[0].Sentence]
	p := x.content[0]
	if last-first != x.source[0].Last-x.source[0].First+x.cue[0].Last-x.cue[0].First || first-1 <= s.First+1 || last >= s.Last {
		return
	}
	if d.Tokens[first-1].Lower != "," || d.Tokens[last].Lower != "," || p.First != last+1 || d.Tokens[p.First].Quote >= 0 {
		return
	}
	lead := tagger.Piece{First: s.First, Last: first - 1, Sentence: x.cue[0].Sentence}
	if lead.Last-lead.First > insertedReach || !w.free(lead.First, lead.Last) {
		return
	}
	for i := lead.First; i < lead.Last; i++ {
		if t := &d.Tokens[i]; t.Quote >= 0 || t.Kind == analysis.Punct && t.Lower != "," {
			return
		}
	}
	x.content, x.first = []tagger.Piece{lead, p}, lead.First
	w.cover(x)
}

// insertedReach is the most words before a speaker who is inserted.
const insertedReach = 12
