package attribution

import (
	"fmt"

	"readout/analysis"
)

// blockTokens is the most tokens that are worked on at a time. The longest of 3,000
// real articles has 10,000; a longer text is taken in blocks of whole paragraphs,
// each as if it were an article, so that neither the memory of the work nor what
// rules look through in a document grows with the text. Nothing is inherited and
// no quotation goes on from one block to the next.
const blockTokens = 1 << 15

// block is a part of an article as an article of its own: spans stay those of the
// whole text, indexes begin anew.
type block struct {
	analysis.Segmented
	first int // paragraph after the block's last, in the whole document
}

// next fills b with the paragraphs from b.first on, as many as fit into size
// tokens but at least one. It reports whether there were any.
func (b *block) next(d *analysis.Segmented, size int) bool {
	if b.first >= len(d.Paragraphs) {
		return false
	}
	from := b.first
	sentence := d.Paragraphs[from].First
	token := d.Sentences[sentence].First
	for b.first++; b.first < len(d.Paragraphs); b.first++ {
		if d.Sentences[d.Paragraphs[b.first].Last-1].Last-token > size {
			break
		}
	}
	lastSentence := d.Paragraphs[b.first-1].Last
	last := d.Sentences[lastSentence-1].Last
	b.Article, b.Text = d.Article, d.Text
	b.Paragraphs = append(b.Paragraphs[:0], d.Paragraphs[from:b.first]...)
	for i := range b.Paragraphs {
		b.Paragraphs[i].First -= sentence
		b.Paragraphs[i].Last -= sentence
	}
	b.Sentences = append(b.Sentences[:0], d.Sentences[sentence:lastSentence]...)
	for i := range b.Sentences {
		s := &b.Sentences[i]
		s.First, s.Last, s.Paragraph = s.First-token, s.Last-token, s.Paragraph-from
	}
	b.Tokens = append(b.Tokens[:0], d.Tokens[token:last]...)
	quote := int32(-1) // the block's first
	b.Quotes = b.Quotes[:0]
	for i := range b.Tokens {
		t := &b.Tokens[i]
		t.Sentence -= int32(sentence)
		if t.Quote >= 0 && (quote < 0 || t.Quote < quote) {
			quote = t.Quote
		}
	}
	if quote < 0 {
		return true
	}
	for i := range b.Tokens {
		b.Tokens[i].Quote = max(-1, b.Tokens[i].Quote-quote)
	}
	for _, q := range d.Quotes[quote:] {
		if q.First >= last {
			break
		}
		q.First, q.Last = q.First-token, min(q.Last, last)-token
		b.Quotes = append(b.Quotes, q)
	}
	return true
}

// articleDrafts is the number of attributions after which no more blocks are worked
// through. The most that a real article has is 303; a book of a million words has some 20,000. It bounds
// the memory that the later stages take.
const articleDrafts = 20_000

// inBlocks works through the blocks of a long document.
func (w *worker) inBlocks(d *analysis.Segmented, size int) []analysis.Attribution {
	var out []analysis.Attribution
	for b := (block{}); b.next(d, size); {
		before := len(out)
		if before >= articleDrafts && d.Article != nil {
			d.Article.Warnings = append(d.Article.Warnings, fmt.Sprintf("more than %d statements: those after character %d are left out", before, d.CodePoint(b.Sentences[0].Start)))
			break
		}
		for _, a := range w.attribute(&b.Segmented) {
			if a.Inherits >= 0 {
				a.Inherits += before
			}
			if a.Parent >= 0 {
				a.Parent += before
			}
			out = append(out, a)
		}
	}
	return out
}
