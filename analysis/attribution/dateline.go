package attribution

import (
	"slices"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

// datelineReach is the most tokens of a dateline.
const datelineReach = 14

// datelines takes “KYIV (Reuters) - ” and “NAIROBI, Kenya, March 3 — ” out of
// sources and contents: they say where an article was written.
func (w *layouts) datelines() {
	d := w.d
	ends := map[int]int{} // first token of a paragraph to the end of its dateline
	for p := range d.Paragraphs {
		first := d.Sentences[d.Paragraphs[p].First].First
		if end := w.datelineEnd(&d.Paragraphs[p]); end > first {
			ends[first] = end
		}
	}
	if len(ends) == 0 {
		return
	}
	cut := func(list []tagger.Piece) []tagger.Piece {
		var out []tagger.Piece
		for _, p := range list {
			first := d.Sentences[d.Paragraphs[d.Sentences[p.Sentence].Paragraph].First].First
			if end := ends[first]; p.First < end {
				p.First = end
				p.Sentence = int(d.Tokens[min(end, p.Last-1)].Sentence)
			}
			if p.First < p.Last {
				out = append(out, p)
			}
		}
		return out
	}
	for i := range w.drafts {
		x := &w.drafts[i]
		if rest := cut(x.content); len(rest) > 0 && !slices.Equal(rest, x.content) {
			x.content, x.first = rest, rest[0].First
		}
		x.source = cut(x.source)
	}
}

// datelineEnd is the token after a paragraph's dateline, or the paragraph's first
// token where there is none: a place in capitals, then names, numbers, commas and
// brackets up to a dash.
func (w *layouts) datelineEnd(p *analysis.Paragraph) int {
	d := w.d
	s := &d.Sentences[p.First]
	if p.Headline || !shouted(d.Slice(d.Tokens[s.First].Span)) {
		return s.First
	}
	end := d.Sentences[p.Last-1].Last
	for i := s.First + 1; i < min(end-1, s.First+datelineReach); i++ {
		switch t := &d.Tokens[i]; {
		case t.Lower == "-" || t.Lower == "--" || t.Lower == "–" || t.Lower == "—":
			return i + 1
		case t.Kind == analysis.Word && !tagger.IsUpper(d.Text, t) && !w.english.Linkers[t.Lower]:
			return s.First
		case t.Kind == analysis.Punct && t.Lower != "," && t.Lower != "." && t.Lower != "(" && t.Lower != ")" && t.Lower != "/":
			return s.First
		case t.Kind > analysis.Punct:
			return s.First
		}
	}
	return s.First
}

// shouted reports whether a token has three characters or more and none of a to z.
func shouted(word string) bool {
	n := 0
	for _, r := range word {
		if r >= 'a' && r <= 'z' {
			return false
		}
		n++
	}
	return n >= 3
}
