package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
)

// Wrapped text has lines of one width: at least wrapShare of the lines that are
// followed by another reach wrapFill of the widest, and none is wider than
// wrapWidth bytes.
const (
	wrapWidth = 120
	wrapFill  = 0.65
	wrapShare = 0.8
	wrapLines = 3
)

// paragraphs gives the blocks of text without the white space around them. A
// line break parts paragraphs, a blank line always does; in a text that was
// wrapped at a fixed width only blank lines do.
func paragraphs(text string) []analysis.Span {
	lines := lineSpans(text)
	wrapped := isWrapped(text, lines)
	var out []analysis.Span
	open := false
	for _, l := range lines {
		span := trim(text, l)
		if span.Empty() {
			open = false
			continue
		}
		if open && wrapped {
			out[len(out)-1].End = span.End
		} else {
			out = append(out, span)
		}
		open = true
	}
	return out
}

func lineSpans(text string) []analysis.Span {
	lines := make([]analysis.Span, 0, strings.Count(text, "\n")+1)
	start := 0
	for i := 0; i < len(text); {
		size := 1
		switch text[i] {
		case '\n', '\r', '\v', '\f':
			lines = append(lines, analysis.Span{Start: start, End: i})
			if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				size = 2
			}
			start = i + size
		case 0xe2: // U+2028 and U+2029, line and paragraph separator
			if r, n := utf8.DecodeRuneInString(text[i:]); r == '\u2028' || r == '\u2029' {
				lines = append(lines, analysis.Span{Start: start, End: i})
				start, size = i+n, n
			}
		}
		i += size
	}
	return append(lines, analysis.Span{Start: start, End: len(text)})
}

func isWrapped(text string, lines []analysis.Span) bool {
	widest, inner, full, stopped := 0, 0, 0, 0
	for _, l := range lines {
		widest = max(widest, trim(text, l).Len())
	}
	if widest > wrapWidth || widest < wrapWidth/4 {
		return false
	}
	for i, l := range lines[:len(lines)-1] {
		l, next := trim(text, l), trim(text, lines[i+1])
		if l.Empty() || next.Empty() {
			continue
		}
		inner++
		if float64(l.Len()) >= wrapFill*float64(widest) {
			full++
		}
		if strings.IndexByte(".!?\"", text[l.End-1]) >= 0 {
			stopped++
		}
	}
	return inner >= wrapLines && float64(full) >= wrapShare*float64(inner) && stopped*2 < inner
}

// trim takes white space and invisible marks off both ends.
func trim(text string, s analysis.Span) analysis.Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !isBlank(r) {
			break
		}
		s.Start += n
	}
	for s.End > s.Start {
		r, n := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !isBlank(r) {
			break
		}
		s.End -= n
	}
	return s
}

func isBlank(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r < ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u200e' || r == '\u200f' || r == '\u2060'
}
