package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
)

// sentences cuts the paragraph's tokens, which begin at first and reach to the
// end, and gives each token its sentence.
func (c *cutter) sentences(first int) {
	d := c.d
	begin := first
	for i := first; i < len(d.Tokens); i++ {
		end := c.sentenceEnd(begin, i)
		if end < 0 && i+1-begin == sentenceTokens && i+1 < len(d.Tokens) {
			end = c.breakBefore(begin, i+1)
			c.broken++
		}
		if end < 0 {
			continue
		}
		c.addSentence(begin, end)
		begin = end
		i = end - 1
	}
	if begin < len(d.Tokens) {
		c.addSentence(begin, len(d.Tokens))
	}
}

// sentenceTokens is the most tokens of a sentence. The longest of 187,000 sentences
// of real articles has 430; a text without stops is taken apart here, so that what
// later stages do within a sentence costs no more than the text is long.
const sentenceTokens = 512

// breakBefore is where a text without stops is broken, between a sentence's begin
// and the token at which it is too long: after the last comma or the like in its
// second half, else there.
func (c *cutter) breakBefore(begin, end int) int {
	for i := end - 1; i > (begin+end)/2; i-- {
		if t := &c.d.Tokens[i]; t.Kind == analysis.Punct && strings.Contains(",;:–—", c.text[t.Start:t.End]) {
			return i + 1
		}
	}
	return end
}

func (c *cutter) addSentence(first, last int) {
	d := c.d
	n := int32(len(d.Sentences))
	for i := first; i < last; i++ {
		d.Tokens[i].Sentence = n
	}
	d.Sentences = append(d.Sentences, analysis.Sentence{
		Span:  analysis.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End},
		First: first, Last: last,
	})
}

// closers is the most marks that may close one sentence.
const closers = 8

// sentenceEnd gives the token after the sentence that ends with token i and the
// marks that close it, -1 where none ends.
func (c *cutter) sentenceEnd(begin, i int) int {
	tokens := c.d.Tokens
	t := &tokens[i]
	text := c.text[t.Start:t.End]
	last := text[len(text)-1]
	var stop byte // what ends the sentence: . ! ? or a (abbreviation) or e (ellipsis)
	switch {
	case t.Kind == analysis.Punct && last == '.' && len(text) == 1:
		stop = '.'
	case t.Kind == analysis.Punct && (last == '!' || last == '?'):
		stop = '!'
	case t.Kind == analysis.Punct && (last == '.' || text == "…"):
		stop = 'e'
	case t.Kind == analysis.Word && last == '.':
		stop = 'a'
	case t.Kind == analysis.Punct && (text == "。" || text == "？" || text == "！"):
		stop = '.'
	default:
		return -1
	}
	end := i + 1
	closed := false
	for ; end < min(len(tokens), i+1+closers); end++ {
		u := &tokens[end]
		s := c.text[u.Start:u.End]
		if u.Kind == analysis.CloseQuote {
			closed = true
			continue
		}
		if u.Kind != analysis.Punct || !strings.Contains(")]}.!?…", s[:1]) && s != "…" {
			break
		}
		if s[0] == '!' || s[0] == '?' {
			stop = '!'
		}
	}
	if end >= len(tokens) {
		return end
	}
	next := &tokens[end]
	r, _ := utf8.DecodeRuneInString(c.text[next.Start:])
	if tokens[end-1].End == next.Start && !unicode.IsUpper(r) && next.Kind != analysis.OpenQuote {
		return -1 // no blank: part of an address, a score, an emoticon
	}
	if unicode.IsLower(r) || next.Kind == analysis.Punct && !strings.Contains("([{-–—•*#@$£€¿¡>", string(r)) {
		return -1
	}
	switch stop {
	case 'a':
		if !c.abbreviationEnds(i, end, closed) {
			return -1
		}
	case 'e':
		word := strings.ToLower(c.text[next.Start:next.End])
		if word == "i" || !closed && next.Kind == analysis.Word && !c.starters[word] && end == i+1 && begin == i {
			return -1
		}
	case '!':
		if closed && c.isSpeechClause(end) {
			return -1
		}
	}
	return end
}

// abbreviationEnds decides whether the abbreviation at i ends its sentence: after
// a title or an initial never, else where a closing mark or a word that often
// starts a sentence follows.
func (c *cutter) abbreviationEnds(i, next int, closed bool) bool {
	tokens := c.d.Tokens
	word := strings.ToLower(strings.TrimSuffix(c.text[tokens[i].Start:tokens[i].End], "."))
	if c.titles[word] || len(word) == 1 {
		return false
	}
	if closed || tokens[next].Kind == analysis.OpenQuote {
		return true
	}
	if c.beforeNumber[word] || tokens[next].Kind != analysis.Word {
		return false
	}
	s := c.text[tokens[next].Start:tokens[next].End]
	return isUpperAt(s) && c.starters[strings.ToLower(s)]
}

// isSpeechClause: after a question or exclamation in quotation marks, "Smith
// asked." or "he said, ..." goes on with the sentence.
func (c *cutter) isSpeechClause(i int) bool {
	tokens := c.d.Tokens
	for n := 0; n < 6 && i+1 < len(tokens); n++ {
		t := &tokens[i]
		word := c.text[t.Start:t.End]
		if t.Kind != analysis.Word {
			return false
		}
		if lower := strings.ToLower(word); n > 0 && c.speech[lower] {
			u := &tokens[i+1]
			if u.Kind == analysis.Punct {
				return true
			}
			return c.english.AfterSpeech[strings.ToLower(c.text[u.Start:u.End])]
		} else if n > 0 && !isUpperAt(word) && lower != "of" && lower != "the" {
			return false
		}
		i++
	}
	return false
}
