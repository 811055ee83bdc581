package reports

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Plain makes text of an article safe for a terminal; see clean.
func Plain(s string) string { return clean(s) }

// clean makes text from an article safe to show: control characters (terminal
// escapes begin with one) and characters that turn the direction of what follows
// become U+FFFD, white space becomes a plain space. One rune stays one rune, so
// offsets into the text stay right.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			return ' '
		case unicode.IsControl(r), turnsDirection(r), r == '\ufeff':
			return '\ufffd'
		}
		return r
	}, s)
}

// isClean says that clean would leave a text as it is: that none of its bytes begins a character
// that clean replaces. A text may be clean without it.
func isClean(s string) bool {
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b < ' ' || b == 0x7f, b == 0xc2, b == 0xd8, b == 0xef: // controls, U+0085, U+061C, U+FEFF
			return false
		case b == 0xe2: // beside dashes and quotation marks, what turns the direction
			if i+2 < len(s) && s[i+1] == 0x80 && s[i+2] >= 0x93 && s[i+2] <= 0xa6 {
				continue
			}
			return false
		}
	}
	return utf8.ValidString(s)
}

// cleanLines is clean of a text whose line breaks stay.
func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = clean(line)
	}
	return strings.Join(lines, "\n")
}

// turnsDirection says that a character embeds, overrides or isolates direction.
func turnsDirection(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200e' || r == '\u200f' || r == '\u061c'
}

// cleaned is clean of what may be NULL.
func cleaned(s *string) string {
	if s == nil {
		return ""
	}
	return clean(*s)
}

// webLink gives s where it is a whole http or https address, else "".
func webLink(s *string) string {
	if s == nil {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(*s))
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
