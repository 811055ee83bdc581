package analysis

import (
	"sort"
	"unicode/utf8"
)

const pointStride = 64

// CodePoint converts a byte offset into Text, which must lie on a code point
// boundary, to the number of code points before it. Invalid UTF-8 counts one a
// byte, as a Go range loop does; readers replace it before it comes this far.
func (d *Document) CodePoint(offset int) int {
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

// TokenAt is the first token that ends past a byte offset; the number of tokens for none.
func (d *Document) TokenAt(offset int) int {
	return sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].End > offset })
}

// TokensOf are the tokens [first, last) that a span touches.
func (d *Document) TokensOf(s Span) (first, last int) {
	first = d.TokenAt(s.Start)
	last = first + sort.Search(len(d.Tokens)-first, func(i int) bool { return d.Tokens[first+i].Start >= s.End })
	return first, last
}

// MentionsFrom is the index of the first mention that may reach beyond a byte offset:
// the first of the sentence that has it. Those before it end before the offset. Mentions
// stand in the order in which they begin.
func (d *Document) MentionsFrom(at int) int {
	if i := sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > at }); i < len(d.Sentences) {
		at = min(at, d.Sentences[i].Start)
	}
	return sort.Search(len(d.Mentions), func(i int) bool { return d.Mentions[i].Start >= at })
}
