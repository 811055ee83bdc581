package segment

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"readout/analysis"
)

// openQuote is a quotation that waits for its closing mark.
type openQuote struct {
	token     int
	family    family
	continues bool
	marked    bool // begins with an opening mark
}

// quotations pairs the opening and closing marks of the whole document, carries
// a quotation that goes on over paragraphs, and finds the likeliest end of one
// that is never closed.
func (c *cutter) quotations() {
	d := c.d
	var pending []openQuote // open at the end of the paragraph before
	for p := range d.Paragraphs {
		pending = c.pairParagraph(p, pending)
	}
	for _, o := range pending {
		c.unclosed(o, len(d.Paragraphs)-1)
	}
	sort.Slice(d.Quotes, func(i, j int) bool {
		if d.Quotes[i].First != d.Quotes[j].First {
			return d.Quotes[i].First < d.Quotes[j].First
		}
		return d.Quotes[i].Last > d.Quotes[j].Last
	})
	for i := range d.Quotes {
		q := &d.Quotes[i]
		for t := q.First; t < q.Last; t++ {
			d.Tokens[t].Quote = int32(i)
		}
	}
	for i := range d.Quotes {
		d.Quotes[i].Scare = c.isScare(&d.Quotes[i])
	}
}

// pairParagraph pairs the marks of one paragraph and gives what is open at its end.
func (c *cutter) pairParagraph(p int, pending []openQuote) []openQuote {
	d := c.d
	par := &d.Paragraphs[p]
	first, last := d.Sentences[par.First].First, d.Sentences[par.Last-1].Last
	stack := c.carryOver(p, first, last, pending)
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		switch t.Kind {
		case analysis.OpenQuote:
			f := familyOfMark(c.text[t.Start:t.End])
			if k := topOf(stack, f); k >= 0 {
				// A second opening mark: the first was never closed.
				c.closeBefore(stack[k], i)
				stack = append(stack[:k], stack[k+1:]...)
			}
			o := openQuote{token: i, family: f, marked: true}
			if i == first {
				o.continues = familyIn(pending, f)
			}
			stack = append(stack, o)
		case analysis.CloseQuote:
			f := familyOfMark(c.text[t.Start:t.End])
			k := topOf(stack, f)
			if k < 0 {
				c.warn(t.Start, "closes a quotation that was never opened")
				continue
			}
			for _, o := range stack[k+1:] {
				c.closeBefore(o, i)
			}
			c.addQuote(stack[k], i, true)
			stack = stack[:k]
		}
	}
	return stack
}

// carryOver settles the quotations that the last paragraph left open: this one
// opens the mark again, or has the closing mark alone and so began inside, or
// the mark is missing.
func (c *cutter) carryOver(p, first, last int, pending []openQuote) []openQuote {
	d := c.d
	var stack []openQuote
	for _, o := range pending {
		switch goesOn := c.firstMark(first, last, o.family); {
		case d.Tokens[first].Kind == analysis.OpenQuote && c.familyAt(first) == o.family:
			c.addQuote(o, c.endOf(p-1), false)
		case goesOn == analysis.CloseQuote:
			c.addQuote(o, c.endOf(p-1), false)
			stack = append(stack, openQuote{token: first, family: o.family, continues: true})
		default:
			c.unclosed(o, p-1)
		}
	}
	return stack
}

// endOf is the token after the last of a paragraph.
func (c *cutter) endOf(p int) int { return c.d.Sentences[c.d.Paragraphs[p].Last-1].Last }

func (c *cutter) familyAt(i int) family {
	f := familyOfMark(c.text[c.d.Tokens[i].Start:c.d.Tokens[i].End])
	return f
}

// firstMark is the kind of the first mark of a family in a token range, Word for none.
func (c *cutter) firstMark(first, last int, f family) analysis.TokenKind {
	for i := first; i < last; i++ {
		if k := c.d.Tokens[i].Kind; (k == analysis.OpenQuote || k == analysis.CloseQuote) && c.familyAt(i) == f {
			return k
		}
	}
	return analysis.Word
}

func familyOfMark(s string) family {
	if s == "''" || s == "``" || s == "’’" || s == "‘‘" {
		return double
	}
	r, _ := utf8.DecodeRuneInString(s)
	f, _ := familyOf(r)
	return f
}

func topOf(stack []openQuote, f family) int {
	for k := len(stack) - 1; k >= 0; k-- {
		if stack[k].family == f {
			return k
		}
	}
	return -1
}

func familyIn(list []openQuote, f family) bool { return topOf(list, f) >= 0 }

// unclosed ends a quotation whose mark is missing: with its paragraph where it
// began the paragraph, else with its sentence.
func (c *cutter) unclosed(o openQuote, p int) {
	d := c.d
	first := d.Sentences[d.Paragraphs[p].First].First
	if o.token == first {
		c.addQuote(o, c.endOf(p), false)
	} else {
		c.addQuote(o, d.Sentences[d.Tokens[o.token].Sentence].Last, false)
	}
	c.warn(d.Tokens[o.token].Start, "opens a quotation that is never closed; its end was inferred")
}

// closeBefore ends an unclosed quotation before token i: with the last sentence
// that ends there, else right before it.
func (c *cutter) closeBefore(o openQuote, i int) {
	d := c.d
	end := i
	if s := d.Tokens[i].Sentence; s > d.Tokens[o.token].Sentence {
		end = d.Sentences[s].First
	}
	if end > o.token+1 || !o.marked {
		c.addQuote(o, end, false)
	}
	c.warn(d.Tokens[o.token].Start, "opens a quotation that is never closed; its end was inferred")
}

// addQuote records a quotation. Closed ones end with the mark at token end,
// others before that token.
func (c *cutter) addQuote(o openQuote, end int, closed bool) {
	d := c.d
	q := analysis.Quote{First: o.token, Last: end, Closed: closed, Continues: o.continues}
	q.Span = analysis.Span{Start: d.Tokens[o.token].Start, End: d.Tokens[end-1].End}
	q.Inner = q.Span
	if closed {
		q.Last = end + 1
		q.Span.End = d.Tokens[end].End
		q.Inner.End = max(q.Inner.Start, d.Tokens[end-1].End)
	}
	if o.marked {
		q.Inner.Start = d.Tokens[o.token].End
		if o.token+1 < end {
			q.Inner.Start = d.Tokens[o.token+1].Start
		}
		q.Inner.End = max(q.Inner.Start, q.Inner.End)
	}
	d.Quotes = append(d.Quotes, q)
}

// maxWarnings a text: a broken one would fill the table with them.
const maxWarnings = 5

func (c *cutter) warn(at int, what string) {
	if c.d.Article == nil {
		return
	}
	n := 0
	for _, w := range c.d.Article.Warnings {
		if strings.HasPrefix(w, "quotation mark") {
			n++
		}
	}
	w := fmt.Sprintf("quotation mark at character %d %s", c.d.CodePoint(at), what)
	if n == maxWarnings {
		w = "quotation marks: more of them do not pair up"
	}
	if n <= maxWarnings {
		c.d.Article.Warnings = append(c.d.Article.Warnings, w)
	}
}

// scareWords is the most words that a scare quote has.
const scareWords = 3

// isScare: a nickname inside a name, a word after "so-called", or a few words
// without a stop in a sentence that reports nothing.
func (c *cutter) isScare(q *analysis.Quote) bool {
	d := c.d
	words, capital := 0, 0
	nickname := c.named(q.First)
	for i := q.First; i < q.Last; i++ {
		t := &d.Tokens[i]
		switch {
		case t.Kind <= analysis.Number:
			words++
			if isUpperAt(c.text[t.Start:]) {
				capital++
			}
		case t.Kind == analysis.Punct && (t.Lower != "-" && t.Lower != "&") && !(nickname && i == q.Last-2):
			return false
		}
	}
	if words == 0 || words > scareWords || q.Continues {
		return false
	}
	if q.First > 0 {
		before := &d.Tokens[q.First-1]
		if nickname {
			return true
		}
		inside := before.Kind == analysis.Word && isUpperAt(c.text[before.Start:]) && capital > 0 &&
			q.Last < len(d.Tokens) && d.Tokens[q.Last].Kind == analysis.Word && isUpperAt(c.text[d.Tokens[q.Last].Start:])
		if inside && d.Tokens[q.Last].Sentence == before.Sentence {
			return true
		}
	}
	return !c.reports(q)
}

// named: the words before token i say that a name follows.
func (c *cutter) named(i int) bool {
	tokens := c.d.Tokens
	if i == 0 {
		return false
	}
	switch tokens[i-1].Lower {
	case "so-called", "dubbed", "nicknamed":
		return true
	case "name", "nickname", "alias", "pseudonym":
		return i > 1 && tokens[i-2].Lower == "the" // goes by the name “Captain.”
	case "as":
		return i > 1 && tokens[i-2].Lower == "known"
	}
	return false
}

// reports: a reporting word stands in the quotation's sentence, outside of it.
func (c *cutter) reports(q *analysis.Quote) bool {
	d := c.d
	if n := d.Tokens[q.First].Sentence; c.reporting.sentence != n || !c.reporting.known {
		c.reporting = reporting{sentence: n, known: true, first: -1}
		s := &d.Sentences[n]
		for i := s.First; i < s.Last; i++ {
			if t := &d.Tokens[i]; t.Kind == analysis.Word && (c.speech[t.Lower] || t.Lower == "according") {
				if c.reporting.first < 0 {
					c.reporting.first = i
				}
				c.reporting.last = i
			}
		}
	}
	r := &c.reporting
	return r.first >= 0 && (r.first < q.First || r.last >= q.Last)
}

// reporting is where the reporting words of one sentence stand.
type reporting struct {
	sentence    int32
	known       bool
	first, last int // tokens, -1 for none
}
