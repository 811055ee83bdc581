package article

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode brings bytes to UTF-8. note says in which character set they were read
// where it is not UTF-8, or what was replaced; err says that they are no text.
//
// The order is: byte order mark, valid UTF-8, UTF-8 with a little damage (more
// multi-byte characters are whole than broken), then the single-byte set whose
// letters make the most likely text.
func decode(b []byte) (text, note string, err *sourceFault) {
	switch {
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		b = b[3:]
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return fromUTF16(b[2:], false), "read as UTF-16", nil
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return fromUTF16(b[2:], true), "read as UTF-16", nil
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return "", "", &sourceFault{CodeBinary, fmt.Sprintf("not text: a NUL byte at byte %d", i)}
	}
	if utf8.Valid(b) {
		return string(b), "", nil
	}
	first, broken, whole, control := damage(b)
	if control*100 > len(b) {
		return "", "", &sourceFault{CodeBinary, fmt.Sprintf("not text: %d control characters", control)}
	}
	if whole > broken {
		return string(bytes.ToValidUTF8(b, []byte("\ufffd"))),
			fmt.Sprintf("invalid UTF-8 replaced at %d places, the first at byte %d", broken, first), nil
	}
	text, set := singleByte(b)
	if set == "" {
		return "", "", &sourceFault{CodeEncoding, fmt.Sprintf("invalid UTF-8 at byte %d, and no other character set fits", first)}
	}
	return text, "read as " + set, nil
}

// damage counts what is not UTF-8 in b, and what is beyond ASCII and whole.
func damage(b []byte) (first, broken, whole, control int) {
	first = -1
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			if first < 0 {
				first = i
			}
			broken++
		case size > 1:
			whole++
		case r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f':
			control++
		}
		i += size
	}
	return first, broken, whole, control
}

// singleByteSets are the single-byte character sets that are told from their
// letters; a page in another one says so itself.
var singleByteSets = []struct {
	name string
	set  *charmap.Charmap
}{
	{"windows-1252", charmap.Windows1252},
	{"windows-1251", charmap.Windows1251},
	{"koi8-r", charmap.KOI8R},
}

// singleByte reads b in the single-byte character set that makes the most
// likely text of it; set is "" where none does.
func singleByte(b []byte) (text, set string) {
	best := 0.5 // at least half of what is beyond ASCII must be where a letter or mark may be
	for _, c := range singleByteSets {
		t, err := c.set.NewDecoder().Bytes(b)
		if err != nil {
			continue
		}
		if score := likely(string(t)); score > best {
			best, text, set = score, string(t), c.name
		}
	}
	return text, set
}

// likely is the share of characters beyond ASCII that stand where such
// characters do: accented letters beside plain ones and never in a row,
// Cyrillic ones beside each other and in lower case inside a word, marks of
// punctuation at the edge of a word.
func likely(t string) float64 {
	good, all := 0.0, 0
	prev, prevPrev := ' ', ' '
	for _, r := range t {
		if r >= 0x80 {
			all++
			switch {
			case r == utf8.RuneError || r < 0xa0:
				good -= 2
			case cyrillic(r):
				if cyrillic(prev) && !(upper(r) && !upper(prev)) || !letter(prev) {
					good++
				}
			case r >= 0xc0 && r < 0x180 && r != 0xd7 && r != 0xf7:
				if prev < 0x80 || prevPrev < 0x80 {
					good++
				}
				if upper(r) && letter(prev) && !upper(prev) {
					good--
				}
			case r >= 0x2010 && r <= 0x203a || r == 0x20ac || r == 0x2122 || r == 0xab || r == 0xbb || r == 0xa0 || r == 0xa3 || r == 0xa7 || r == 0xb0 || r == 0xb7:
				good += 0.9
			}
		}
		prevPrev, prev = prev, r
	}
	if all == 0 {
		return 0
	}
	return good / float64(all)
}

func cyrillic(r rune) bool { return r >= 0x400 && r < 0x460 || r == 0x490 || r == 0x491 }

func letter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xc0 && r < 0x180 || cyrillic(r)
}

func upper(r rune) bool {
	return r >= 'A' && r <= 'Z' || r >= 0xc0 && r <= 0xde || r >= 0x400 && r < 0x430
}

func fromUTF16(b []byte, big bool) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		if big {
			units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
		} else {
			units = append(units, uint16(b[i+1])<<8|uint16(b[i]))
		}
	}
	return string(utf16.Decode(units))
}
