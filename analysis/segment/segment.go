// Package segment cuts an article's text into paragraphs, sentences, tokens and
// quotations. It takes Document.Text and fills Paragraphs, Sentences, Tokens and
// Quotes; where quotation marks do not pair up it takes the likeliest reading
// and says so in Article.Warnings. Any bytes are accepted, in linear time.
//
// The method is that of rule-based splitters (Punkt's ideas on abbreviations and
// orthographic context, the Penn Treebank's token conventions), with quotation
// marks given their roles first, because a stop inside a quotation may or may
// not end a sentence. Abbreviations come from the lexicon.
package segment

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
	"readout/lexicon"
)

// Segmenter is safe for any number of goroutines.
type Segmenter struct {
	titles, words, beforeNumber, capital, starters map[string]bool
	speech                                         map[string]bool // forms of reporting verbs
	english                                        *lexicon.SegmentWords
}

// New makes a segmenter from the lexicon's abbreviations and reporting verbs.
func New(lex *lexicon.Lexicon) *Segmenter {
	s := &Segmenter{
		titles:       set(lex.Abbreviations.Titles),
		words:        set(lex.Abbreviations.Words),
		beforeNumber: set(lex.Abbreviations.BeforeNumber),
		capital:      set(lex.Abbreviations.Capital),
		starters:     set(lex.Abbreviations.Starters),
		speech:       map[string]bool{},
		english:      &lex.English.Segment,
	}
	for i := range lex.Cues {
		if c := &lex.Cues[i]; c.Kind == "verb" && !strings.Contains(c.Lemma, " ") {
			for _, f := range c.Inflected() {
				s.speech[f] = true
			}
		}
	}
	return s
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// Segment cuts the Text of an article into paragraphs, sentences, tokens and
// quotations. What had to be broken for its length it says in the article's Warnings.
func (s *Segmenter) Segment(a *analysis.Article) *analysis.Segmented {
	d := &analysis.Segmented{Article: a, Text: a.Text}
	c := cutter{Segmenter: s, d: d, text: d.Text}
	d.Tokens = make([]analysis.Token, 0, len(d.Text)/5+8)
	for _, span := range paragraphs(d.Text) {
		first := len(d.Sentences)
		tokens := len(d.Tokens)
		c.markQuotes(span)
		c.tokenize(span)
		if len(d.Tokens) == tokens {
			continue
		}
		c.sentences(tokens)
		c.addParagraph(span, first)
	}
	c.lowerTokens()
	c.quotations()
	c.headings()
	if c.broken > 0 {
		a.Warnings = append(a.Warnings, fmt.Sprintf("text without an end of a sentence was broken at %d places: no sentence has more than %d words and marks", c.broken, sentenceTokens))
	}
	if c.parted > 0 {
		a.Warnings = append(a.Warnings, fmt.Sprintf("text without a line break was parted at %d places: no paragraph has more than %d words and marks", c.parted, paragraphTokens))
	}
	return d
}

// paragraphTokens is the most tokens of a paragraph. The longest of 100,000
// paragraphs of real articles, pages that lost their line breaks among them, has
// 6,746. What goes on from one sentence to the next within a paragraph, such as a
// quotation, so costs no more than the text is long.
const paragraphTokens = 8192

// addParagraph adds the paragraph of the sentences from first on, in several parts
// where it is too long.
func (c *cutter) addParagraph(span analysis.Span, first int) {
	d := c.d
	begin := first
	for n := first; n < len(d.Sentences); n++ {
		if n > begin && d.Sentences[n].Last-d.Sentences[begin].First > paragraphTokens {
			part := analysis.Span{Start: span.Start, End: d.Sentences[n-1].End}
			d.Paragraphs = append(d.Paragraphs, analysis.Paragraph{Span: part, First: begin, Last: n})
			span.Start, begin = d.Sentences[n].Start, n
			c.parted++
		}
		d.Sentences[n].Paragraph = len(d.Paragraphs)
	}
	d.Paragraphs = append(d.Paragraphs, analysis.Paragraph{Span: span, First: begin, Last: len(d.Sentences)})
}

// cutter is the work on one document.
type cutter struct {
	*Segmenter
	d         *analysis.Segmented
	text      string
	marks     []mark // quotation marks and apostrophes of the paragraph at hand, in order
	raw       []rawMark
	reporting reporting
	broken    int // places where a sentence was broken for its length
	parted    int // places where a paragraph was
}

// lowerTokens fills Token.Lower. Tokens that are lower case already share the
// text's memory, the others one arena.
func (c *cutter) lowerTokens() {
	var arena strings.Builder
	type piece struct{ token, start, end int }
	var pieces []piece
	for i := range c.d.Tokens {
		t := &c.d.Tokens[i]
		word := c.text[t.Start:t.End]
		if isPlainLower(word) {
			t.Lower = word
			continue
		}
		start := arena.Len()
		for _, r := range word {
			switch r {
			case '’', '‘', 'ʼ', '‛', '`', '´':
				r = '\''
			case '“', '”', '„', '‟', '«', '»', '″':
				r = '"'
			case '‐', '‑':
				r = '-'
			case '\u00ad', '\u200d', '\ufeff':
				continue
			}
			arena.WriteRune(unicode.ToLower(r))
		}
		pieces = append(pieces, piece{i, start, arena.Len()})
	}
	all := arena.String()
	for _, p := range pieces {
		c.d.Tokens[p.token].Lower = all[p.start:p.end]
	}
}

func isPlainLower(w string) bool {
	for i := 0; i < len(w); i++ {
		if b := w[i]; b >= utf8.RuneSelf || 'A' <= b && b <= 'Z' || b == '`' {
			return false
		}
	}
	return true
}

// headingWords is the most words that a heading between paragraphs has; longer
// lines without a stop are captions, list items and lines of verse.
const headingWords = 14

// headings marks the headline and the headings between paragraphs: short lines
// that end without a stop and are followed by text that has one.
func (c *cutter) headings() {
	d := c.d
	end := 0
	if d.Article != nil {
		end = d.Article.HeadlineEnd
	}
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		p.Headline = p.End <= end || i+1 < len(d.Paragraphs) && c.isHeading(p) && !c.isHeading(&d.Paragraphs[i+1])
		for s := p.First; s < p.Last; s++ {
			d.Sentences[s].Headline = p.Headline || d.Sentences[s].End <= end
		}
	}
}

func (c *cutter) isHeading(p *analysis.Paragraph) bool {
	d := c.d
	tokens := d.Tokens[d.Sentences[p.First].First:d.Sentences[p.Last-1].Last]
	if p.Last-p.First > 1 || len(tokens) > headingWords+4 {
		return false
	}
	words := 0
	for i := range tokens {
		if tokens[i].Kind <= analysis.Number {
			words++
		}
	}
	r, _ := utf8.DecodeRuneInString(c.text[tokens[0].Start:])
	if words == 0 || words > headingWords || unicode.IsLower(r) {
		return false
	}
	last := tokens[len(tokens)-1]
	if last.Kind == analysis.CloseQuote && len(tokens) > 1 {
		// A whole line in quotation marks is somebody's words, a heading has them inside.
		if tokens[0].Kind == analysis.OpenQuote {
			return false
		}
		last = tokens[len(tokens)-2]
	}
	return !(last.Kind == analysis.Punct && strings.ContainsAny(last.Lower, ".,;:!…-—")) && !strings.HasSuffix(last.Lower, ".")
}
