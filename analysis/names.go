package analysis

import (
	"unicode"
	"unicode/utf8"
)

// NameMark stands for a word of a name where names are to say nothing: it is no
// word of any lexicon.
const NameMark = "*"

// MarkNames says of each of the tokens of a sentence or more whether it looks like part of a
// name, so that "United" in "United States" is not taken for what "united" says.
// A word with a capital is one, but at the head of the sentence or of a quotation
// only where another follows; in a headline that gives every word a capital none
// is, since there it cannot be told. to is used again where it is long enough.
func MarkNames(text string, tokens []Token, to []bool) []bool {
	if cap(to) < len(tokens) {
		to = make([]bool, len(tokens))
	}
	to = to[:len(tokens)]
	long, capitals := 0, 0
	for i := range tokens {
		t := &tokens[i]
		to[i] = t.Kind == Word && upper(text, t)
		if t.Kind == Word && t.Len() >= longWord {
			long++
			if to[i] {
				capitals++
			}
		}
		if to[i] && (t.Lower == "i" || len(t.Lower) > 1 && t.Lower[0] == 'i' && t.Lower[1] == '\'') {
			to[i] = false
		}
	}
	if long >= fewestLong && capitals*4 > long*3 {
		clear(to)
		return to
	}
	head := true
	for i := range tokens {
		t := &tokens[i]
		head = head || i > 0 && t.Sentence != tokens[i-1].Sentence
		if head && to[i] {
			to[i] = i+1 < len(tokens) && to[i+1]
		}
		switch t.Kind {
		case Word, Number:
			head = false
		case OpenQuote:
			head = true
		case Punct:
			head = head || t.Lower == ":"
		}
	}
	return to
}

// A word of so many bytes gets a capital in a headline whatever it means, and so
// many of them tell a headline.
const (
	longWord   = 4
	fewestLong = 4
)

func upper(text string, t *Token) bool {
	r, _ := utf8.DecodeRuneInString(text[t.Start:t.End])
	return unicode.IsUpper(r)
}
