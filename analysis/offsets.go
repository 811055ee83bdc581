package analysis

import (
	"sort"
	"unicode/utf8"
)

const pointStride = 64

// CodePoint converts a byte offset into Text, which must lie on a code point
// boundary, to the number of code points before it. Invalid UTF-8 counts one a
// byte, as a Go range loop does; readers replace it before it comes this far.
func (d *Segmented) CodePoint(offset int) int {
	if d.points == nil {
		d.points = make([]int32, 0, len(d.Text)/pointStride+1)
		n := int32(0)
		next := 0
		for i := range d.Text {
			for i >= next {
				d.points = append(d.points, n)
				next += pointStride
			}
			n++
		}
		if len(d.points) == 0 {
			d.points = append(d.points, 0)
		}
	}
	k := min(offset/pointStride, len(d.points)-1)
	n := int(d.points[k])
	// points[k] counts up to the first boundary at or after k*pointStride.
	at := k * pointStride
	for at < len(d.Text) && !utf8.RuneStart(d.Text[at]) {
		at++
	}
	for at < offset {
		_, size := utf8.DecodeRuneInString(d.Text[at:])
		at += size
		n++
	}
	return n
}

// TokenAt is the index of the first token that ends after a byte offset, len(Tokens) where
// none does.
func (d *Segmented) TokenAt(offset int) int {
	return sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].End > offset })
}

// TokensOf are the indexes [first, last) of the tokens that overlap a span of byte offsets.
func (d *Segmented) TokensOf(s Span) (first, last int) {
	first = d.TokenAt(s.Start)
	last = first + sort.Search(len(d.Tokens)-first, func(i int) bool { return d.Tokens[first+i].Start >= s.End })
	return first, last
}

// MentionsFrom is an index into Mentions: all before it end before a byte offset. It is the
// first mention of the sentence that holds the offset. Mentions are sorted by their start.
func (d *Document) MentionsFrom(at int) int {
	if i := sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > at }); i < len(d.Sentences) {
		at = min(at, d.Sentences[i].Start)
	}
	return sort.Search(len(d.Mentions), func(i int) bool { return d.Mentions[i].Start >= at })
}

// Within is the byte span of the sentences that source, cue and content of an attribution
// overlap, from the start of the first to the end of the last.
func (d *Segmented) Within(a *Attribution) Span {
	hull := Hull(a.Content)
	for _, spans := range [][]Span{a.Source, a.Cue} {
		if len(spans) > 0 {
			hull = Hull([]Span{hull, Hull(spans)})
		}
	}
	own := hull
	first := sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > hull.Start })
	for i := first; i < len(d.Sentences) && d.Sentences[i].Start < hull.End; i++ {
		own = Hull([]Span{own, d.Sentences[i].Span})
	}
	return own
}
