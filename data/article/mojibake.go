package article

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A text that was written as UTF-8, read as windows-1252 and written as UTF-8 again
// has two or three characters where one was: â€™ for ’, Ã© for é, Â£ for £.

const noteTwice = "decoded twice, as windows-1252 the second time: taken back"

// twiceDecoded reports whether a text has such characters.
func twiceDecoded(s string) bool {
	for i := 0; i < len(s); {
		k := strings.IndexByte(s[i:], 0xc3) // Â, Ã and â begin with this byte
		e := strings.Index(s[i:], "â€")
		if e >= 0 {
			return true
		}
		if k < 0 {
			return false
		}
		i += k
		if _, n := onceDecoded(s[i:]); n > 0 {
			return true
		}
		i++
	}
	return false
}

// repaired takes a text back to what it was before it was decoded twice, three
// times at the most. A text that was not is given back as it is.
func repaired(s string) string {
	for range 3 {
		if !twiceDecoded(s) {
			break
		}
		var b strings.Builder
		for i := 0; i < len(s); {
			if s[i] == 0xc3 {
				if r, n := onceDecoded(s[i:]); n > 0 {
					b.WriteRune(r)
					i += n
					continue
				}
			}
			b.WriteByte(s[i])
			i++
		}
		if b.String() == s {
			break
		}
		s = b.String()
	}
	return s
}

// onceDecoded gives the character that the beginning of s stood for, and how many
// bytes of s it takes; 0 where it stood for itself. Only Latin letters, signs and
// marks of punctuation count: other pairs occur in good texts.
func onceDecoded(s string) (rune, int) {
	first, at := utf8.DecodeRuneInString(s)
	want := 0
	switch first {
	case 'Â', 'Ã':
		want = 2
	case 'â':
		want = 3
	default:
		return 0, 0
	}
	lead, _ := charmap.Windows1252.EncodeRune(first)
	raw := []byte{lead}
	for len(raw) < want && at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		c, ok := charmap.Windows1252.EncodeRune(r)
		if r >= 0x80 && r < 0xa0 { // what windows-1252 has no character for
			c, ok = byte(r), true
		}
		if !ok || c < 0x80 || c > 0xbf {
			break
		}
		raw = append(raw, c)
		at += n
	}
	if want == 3 && len(raw) == 2 && raw[1] == 0x80 {
		return '”', at // byte 0x9d is no character of windows-1252 and gets lost
	}
	if len(raw) < want {
		return 0, 0
	}
	r, n := utf8.DecodeRune(raw)
	if n != want || want == 3 && (r < 0x2010 || r > 0x2122) {
		return 0, 0
	}
	return r, at
}
