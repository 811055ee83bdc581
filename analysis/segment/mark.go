package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
)

// role is what a quotation mark or apostrophe does where it stands.
type role uint8

const (
	apostrophe role = iota // inside a word or for a letter left out
	opens
	closes
	plain // inches, minutes, or nothing that can be told
)

// family is the kind of mark; a quotation is closed by a mark of its own family.
type family uint8

const (
	double family = iota
	single
	guillemet
	singleGuillemet
	families
)

// mark is one quotation mark of a paragraph with its role.
type mark struct {
	start, end int
	role       role
	family     family
}

// rawMark is a mark with what stands around it, before its role is known.
type rawMark struct {
	mark
	r, before, after rune // 0 at the paragraph's ends
}

// markQuotes finds the quotation marks and apostrophes of a paragraph and gives
// each its role, in one pass backwards (does a closing mark still come?) and one
// forwards (is one open?).
func (c *cutter) markQuotes(p analysis.Span) {
	c.marks, c.raw = c.marks[:0], c.raw[:0]
	c.collect(p)
	if len(c.raw) == 0 {
		return
	}
	// closer[i]: a mark after i that could close a single quotation comes before
	// one that could open the next.
	closer := make([]bool, len(c.raw))
	coming := false
	for i := len(c.raw) - 1; i >= 0; i-- {
		closer[i] = coming
		if m := &c.raw[i]; m.family == single {
			switch {
			case canClose(m) && !canOpen(m):
				coming = true
			case canOpen(m) && !canClose(m) && !c.elides(m):
				coming = false
			}
		}
	}
	var open [families]bool
	for i := range c.raw {
		m := &c.raw[i]
		if m.family == single {
			m.role = c.singleRole(m, open[single], closer[i])
		} else {
			m.role = otherRole(m, open[m.family])
		}
		switch m.role {
		case opens:
			open[m.family] = true
		case closes:
			open[m.family] = false
		}
		c.marks = append(c.marks, m.mark)
	}
}

// collect lists the marks of a paragraph.
func (c *cutter) collect(p analysis.Span) {
	for i := p.Start; i < p.End; {
		b := c.text[i]
		if b < utf8.RuneSelf && b != '"' && b != '\'' && b != '`' {
			i++
			continue
		}
		if b >= utf8.RuneSelf && b != 0xe2 && b != 0xc2 && b != 0xca {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(c.text[i:p.End])
		f, ok := familyOf(r)
		if !ok {
			i += n
			continue
		}
		// TeX's pairs count as one double mark.
		if (r == '`' || r == '\'') && strings.HasPrefix(c.text[i+n:p.End], string(r)) {
			f, n = double, 2
		}
		m := rawMark{mark: mark{start: i, end: i + n, family: f}, r: r}
		if i > p.Start {
			m.before, _ = utf8.DecodeLastRuneInString(c.text[p.Start:i])
		}
		if i+n < p.End {
			m.after, _ = utf8.DecodeRuneInString(c.text[i+n : p.End])
		}
		c.raw = append(c.raw, m)
		i += n
	}
}

func familyOf(r rune) (family, bool) {
	switch r {
	case '"', '“', '”', '„', '‟', '″':
		return double, true
	case '\'', '‘', '’', '‛', '‚', '`', 'ʼ', '′':
		return single, true
	case '«', '»':
		return guillemet, true
	case '‹', '›':
		return singleGuillemet, true
	}
	return 0, false
}

func isAlnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// canOpen: something stands after the mark and nothing that belongs to it before.
func canOpen(m *rawMark) bool {
	return m.after != 0 && !isBlank(m.after) && (m.before == 0 || isBlank(m.before) || strings.ContainsRune("([{-–—/:\"“‘'…>", m.before))
}

// canClose: something stands before the mark and no word goes on after it.
func canClose(m *rawMark) bool {
	return m.before != 0 && !isBlank(m.before) && !strings.ContainsRune("([{", m.before) && !isAlnum(m.after)
}

// elides reports whether the mark stands for letters left out: '90s, 'em.
func (c *cutter) elides(m *rawMark) bool {
	rest := c.text[m.end:min(len(c.text), m.end+8)]
	if len(rest) >= 2 && rest[0] >= '0' && rest[0] <= '9' && rest[1] >= '0' && rest[1] <= '9' {
		return len(rest) == 2 || rest[2] == 's' || !(rest[2] >= '0' && rest[2] <= '9' || rest[2] == ',' || rest[2] == '.')
	}
	n := 0
	for n < len(rest) && (rest[n]|0x20) >= 'a' && (rest[n]|0x20) <= 'z' {
		n++
	}
	return c.english.Elisions[strings.ToLower(rest[:n])]
}

func (c *cutter) singleRole(m *rawMark, open, closer bool) role {
	if isAlnum(m.before) && isAlnum(m.after) {
		return apostrophe
	}
	if m.r == '′' {
		return plain
	}
	if isAlnum(m.after) && c.elides(m) && !(open && canClose(m)) {
		return apostrophe
	}
	switch {
	case m.r == '‘' || m.r == '‚' || m.r == '‛' || m.r == '`':
		if m.after != 0 && !isBlank(m.after) {
			return opens
		}
		return plain
	case canOpen(m) && !(open && canClose(m)):
		// At a paragraph's start an unclosed mark may go on into the next.
		if !open && (closer || m.before == 0 && m.r == '\'') {
			return opens
		}
		return apostrophe
	case canClose(m):
		if !open {
			return apostrophe
		}
		// "the workers' rights" inside a quotation that is closed later on.
		if (m.before == 's' || m.before == 'S') && closer && c.wordFollows(m) {
			return apostrophe
		}
		return closes
	}
	return apostrophe
}

// wordFollows reports whether a blank and a small letter follow the mark.
func (c *cutter) wordFollows(m *rawMark) bool {
	rest := c.text[m.end:]
	return len(rest) > 1 && rest[0] == ' ' && rest[1] >= 'a' && rest[1] <= 'z'
}

func otherRole(m *rawMark, open bool) role {
	switch m.r {
	case '″':
		return plain
	case '„':
		return opens
	case '“', '‟', '«', '‹', '`':
		if open && canClose(m) && !canOpen(m) {
			return closes // „text“ and »text«
		}
		if m.after == 0 || isBlank(m.after) && m.before != 0 && !isBlank(m.before) {
			return closes
		}
		return opens
	case '”', '»', '›':
		if !open && canOpen(m) && !canClose(m) {
			return opens // ”text” and »text«
		}
		return closes
	}
	o, cl := canOpen(m), canClose(m)
	switch {
	case o && !cl:
		return opens
	case cl && !o:
		if !open && unicode.IsDigit(m.before) {
			return plain // 6'2"
		}
		return closes
	case open:
		return closes
	case m.after == 0:
		return plain
	}
	return opens
}
