package attribution

import (
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const (
	ruleSigned = "quotation or post with its signature"
	confSigned = 0.85 // an estimate, not calibrated
)

// signed finds what stands above or before its signature: “A.” — Name, role; a
// quoted block and a line with the name; an embedded post, “words — Name (@name)
// May 3, 2024”.
func (w *layouts) signed() {
	d := w.d
	for p := range d.Paragraphs {
		first, last := w.paragraphTokens(p)
		w.signedBelow(p, first, last)
		start := first
		for i := first; i < last-1; i++ {
			if !w.isDash(i) || d.Tokens[i].Quote >= 0 && i > first {
				continue
			}
			s, ok := w.signature(i, last)
			if !ok {
				continue
			}
			content := w.signedContent(p, start, i, &s)
			if len(content) == 0 || d.Paragraphs[p].Headline && !s.post && content[0].First > first {
				continue
			}
			w.dropOver(content[0].First, s.end)
			w.add(draft{source: []tagger.Piece{s.name}, cue: []tagger.Piece{w.pieceOf(i, i+1)}, content: content, rule: ruleSigned, conf: confSigned, inherits: -1})
			start, i = s.end, s.end-1
		}
	}
}

// signedBelow finds a quotation that stands in a paragraph of its own above a line with the name
// of its author and where it is from, as in digests of opinion: “A.” / Ida Quist, Coast Post.
func (w *layouts) signedBelow(p, first, last int) {
	d := w.d
	if first == 0 || last-first < 3 || last-first > signedName+signedRole || d.Tokens[first].Quote >= 0 || d.Tokens[last-1].Kind == analysis.Punct {
		return
	}
	s, ok := w.signature(first-1, last)
	if !ok || s.post || s.end != last {
		return
	}
	comma := false
	for k := first; k < last; k++ {
		t := &d.Tokens[k]
		comma = comma || t.Lower == ","
		if w.english.PhotoCredits[t.Lower] {
			return // a picture stands between
		}
		if t.Kind == analysis.Word && !tagger.IsUpper(d.Text, t) && !w.english.Linkers[t.Lower] && !w.english.Determiners[t.Lower] && !w.english.Joiners[t.Lower] {
			return
		}
	}
	if !comma {
		return
	}
	content := w.blockAbove(p, false)
	if len(content) == 0 {
		return
	}
	parts := w.unsaid(content[0].First, content[len(content)-1].Last)
	if len(parts) == 0 {
		parts = [][]tagger.Piece{content}
	}
	w.dropOver(content[0].First, s.end)
	for _, part := range parts {
		w.add(draft{source: []tagger.Piece{s.name}, content: part, rule: ruleSigned, conf: confSigned, inherits: -1})
	}
}

// unsaid are the contents between two tokens that have no source so far, in their order.
func (w *layouts) unsaid(first, last int) [][]tagger.Piece {
	var parts [][]tagger.Piece
	for i := range w.drafts {
		if x := &w.drafts[i]; len(x.source) == 0 && len(x.content) > 0 && x.content[0].First >= first && x.content[len(x.content)-1].Last <= last {
			parts = append(parts, x.content)
		}
	}
	for _, o := range w.orphans {
		if o.First >= first && o.Last <= last {
			parts = append(parts, []tagger.Piece{o})
		}
	}
	slices.SortStableFunc(parts, func(a, b []tagger.Piece) int { return a[0].First - b[0].First })
	return parts
}

// signature is a name after a dash, with its role, and the token after all that
// belongs to it.
type signature struct {
	name tagger.Piece
	end  int
	post bool // of an embedded post: a handle follows the name
}

const (
	signedName = 8  // the most words of the name
	signedRole = 14 // the most words of the role
)

func (w *layouts) signature(dash, last int) (signature, bool) {
	d := w.d
	k := dash + 1
	for k < last && k-dash <= signedName && d.Tokens[k].Quote < 0 && (w.nominal(k) || d.Tokens[k].Lower == "of") && !w.verbal(k) {
		k++
	}
	s := signature{end: k}
	if k == dash+1 {
		return s, false
	}
	s.name = w.pieceOf(dash+1, k)
	if k+2 < last && d.Tokens[k].Lower == "(" && strings.HasPrefix(d.Tokens[k+1].Lower, "@") {
		s.post = true
		s.end = w.postEnd(k+2, last)
		return s, true
	}
	if !w.someone(s.name) || !tagger.IsUpper(d.Text, &d.Tokens[k-1]) && !w.known.people[d.Tokens[k-1].Lower] {
		return s, false
	}
	if k < last && (d.Tokens[k].Lower == "," || d.Tokens[k].Lower == "(") {
		for ; k < last; k++ {
			t := &d.Tokens[k]
			if k-s.name.Last > signedRole || t.Quote >= 0 || w.english.Auxiliaries[t.Lower] || w.verbal(k) && !tagger.IsUpper(d.Text, t) || w.english.ClauseHeads[t.Lower] && t.Lower != "who" {
				return s, false
			}
		}
		s.name.Last = k
	}
	for k < last && d.Tokens[k].Lower == "." {
		k++
	}
	s.end = k
	for s.name.Last > s.name.First && d.Tokens[s.name.Last-1].Kind == analysis.Punct && d.Tokens[s.name.Last-1].Lower != ")" {
		s.name.Last--
	}
	return s, k == last && d.Tokens[dash+1].Sentence == d.Tokens[last-1].Sentence
}

// postEnd passes over the bracket after a handle and the date behind it.
func (w *layouts) postEnd(k, last int) int {
	d := w.d
	for k < last && d.Tokens[k].Lower != ")" && d.Tokens[k].Kind == analysis.Punct {
		k++
	}
	for k < last {
		switch t := &d.Tokens[k]; {
		case t.Kind == analysis.Number, w.known.dates[strings.TrimSuffix(t.Lower, ".")], t.Kind == analysis.Punct && strings.Contains(").,:·/-", t.Lower), t.Lower == "am", t.Lower == "pm", isAddress(t.Lower):
			k++
		case tagger.IsUpper(d.Text, t) && k+1 < last && d.Tokens[k+1].Kind == analysis.Number && t.Len() <= 5: // Feb 17
			k++
		default:
			return k
		}
	}
	return k
}

// isAddress: a link, or what a page shows in its place.
func isAddress(word string) bool {
	return strings.HasPrefix(word, "http") || strings.HasPrefix(word, "pic.twitter") || strings.HasPrefix(word, "pic.x.com") || strings.HasPrefix(word, "t.co/") || strings.HasPrefix(word, "www.")
}

// withoutAddress takes links off the end of a post.
func (w *layouts) withoutAddress(first, last int) int {
	d := w.d
	for last > first {
		k := last - 1
		for k > first && d.Tokens[k-1].End == d.Tokens[k].Start {
			k--
		}
		if !isAddress(strings.ToLower(d.Text[d.Tokens[k].Start:d.Tokens[last-1].End])) {
			break
		}
		last = k
	}
	return last
}

// signedContent is what the signature after the dash signs: the quotation right
// before it, the words of the post, or the paragraph above where it stands alone.
func (w *layouts) signedContent(p, start, dash int, s *signature) []tagger.Piece {
	d := w.d
	last := dash
	if s.post || w.isQuotedLine(p) {
		if last = w.withoutAddress(start, last); last > start {
			return []tagger.Piece{w.pieceOf(start, last)}
		}
		return w.blockAbove(p, s.post)
	}
	if dash == start {
		return w.blockAbove(p, false)
	}
	q := &d.Tokens[dash-1]
	if q.Kind != analysis.CloseQuote || q.Quote < 0 || d.Quotes[q.Quote].Scare || d.Quotes[q.Quote].First < start {
		return nil
	}
	return []tagger.Piece{w.pieceOf(d.Quotes[q.Quote].First, dash)}
}

// blockAbove gives the lines above paragraph p that its signature signs: those
// of a quoted block, of one quotation, or, for a post, the lines that no blank
// line parts from it or else the one paragraph above.
func (w *layouts) blockAbove(p int, post bool) []tagger.Piece {
	d := w.d
	var out []tagger.Piece
	for k := p - 1; k >= 0 && !(d.Paragraphs[k].Headline && k == 0); k-- {
		first, last := w.paragraphTokens(k)
		if post {
			last = w.withoutAddress(first, last)
		}
		if first >= last || w.covered[first]&coverContent != 0 && w.signedBefore(first) {
			break
		}
		block := w.isQuotedLine(k)
		whole := d.Tokens[first].Quote >= 0 && d.Tokens[last-1].Quote >= 0 && d.Quotes[d.Tokens[first].Quote].First == first
		if !block && !whole && !post {
			break
		}
		out = append([]tagger.Piece{w.pieceOf(first, last)}, out...)
		above := k > 0 && strings.Count(d.Text[d.Paragraphs[k-1].End:d.Paragraphs[k].Start], "\n") == 1
		if !(block && k > 0 && w.isQuotedLine(k-1)) && !(whole && d.Quotes[d.Tokens[first].Quote].Continues) && !(post && above) {
			break
		}
	}
	return out
}

// signedBefore: the token belongs to what another signature signs.
func (w *layouts) signedBefore(token int) bool {
	for i := range w.drafts {
		if x := &w.drafts[i]; x.rule == ruleSigned && x.content[0].First <= token && token < x.content[len(x.content)-1].Last {
			return true
		}
	}
	return false
}
