package reports

import (
	"net/url"
	"strings"
	"unicode"
)

// Plain makes text of an article safe for a terminal; see clean.
func Plain(s string) string { return clean(s) }

// clean makes text from an article safe to show: control characters (terminal
// escapes begin with one) and characters that turn the direction of what follows
// become U+FFFD, white space becomes a plain space. One rune stays one rune, so
// offsets into the text stay right.
func clean(s string) string {
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
