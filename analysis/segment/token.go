package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
)

// tokenize appends the tokens of a paragraph whose marks are known.
func (c *cutter) tokenize(p analysis.Span) {
	next := 0 // first mark at or after i
	for i := p.Start; i < p.End; {
		for next < len(c.marks) && c.marks[next].start < i {
			next++
		}
		if next < len(c.marks) && c.marks[next].start == i {
			m := c.marks[next]
			switch m.role {
			case opens:
				c.add(i, m.end, analysis.OpenQuote)
				i = m.end
				continue
			case closes:
				c.add(i, m.end, analysis.CloseQuote)
				i = m.end
				continue
			case plain:
				c.add(i, m.end, analysis.Punct)
				i = m.end
				continue
			}
			i = c.leadingApostrophe(i, m.end, p)
			continue
		}
		r, n := utf8.DecodeRuneInString(c.text[i:p.End])
		switch {
		case isBlank(r):
			i += n
		case isWordRune(r):
			i = c.word(i, i, p.End, next)
		case (r == '@' || r == '#' || (r == '-' || r == '+' || r == '−') && c.signs(i, p)) && i+n < p.End && isWordAt(c.text[i+n:p.End]):
			i = c.word(i, i+n, p.End, next)
		case r == '.' || r == '-' || r == '–' || r == '—' || r == '!' || r == '?' || r == '*' || r == '_' || r == '=':
			end := i + n
			for end < p.End && strings.HasPrefix(c.text[end:p.End], c.text[i:i+n]) {
				end += n
			}
			c.add(i, end, analysis.Punct)
			i = end
		default:
			c.add(i, i+n, analysis.Punct)
			i += n
		}
	}
}

func (c *cutter) add(start, end int, kind analysis.TokenKind) {
	c.d.Tokens = append(c.d.Tokens, analysis.Token{Span: analysis.Span{Start: start, End: end}, Quote: -1, Kind: kind})
}

// leadingApostrophe handles an apostrophe that no word took: one that stands for
// letters left out begins its word, one after a word is a plural's possessive.
func (c *cutter) leadingApostrophe(start, end int, p analysis.Span) int {
	if n := len(c.d.Tokens); n > 0 && c.d.Tokens[n-1].End == start && c.d.Tokens[n-1].Kind <= analysis.Number {
		c.add(start, end, analysis.Possessive)
		return end
	}
	if end < p.End && isWordAt(c.text[end:p.End]) {
		return c.word(start, end, p.End, len(c.marks))
	}
	c.add(start, end, analysis.Punct)
	return end
}

// signs reports whether the dash at i is the sign of a number: a blank stands
// before it and a digit after.
func (c *cutter) signs(i int, p analysis.Span) bool {
	_, n := utf8.DecodeRuneInString(c.text[i:])
	if i+n >= p.End || c.text[i+n] < '0' || c.text[i+n] > '9' {
		return false
	}
	return i == p.Start || strings.IndexByte(" (\t", c.text[i-1]) >= 0
}

func isWordAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWordRune(r)
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\u00ad' || r == '\u200d')
}

// word scans a word or number whose letters begin at from, adds it (with its
// possessive as a second token), and gives the place after it.
func (c *cutter) word(start, from, limit, next int) int {
	if end := urlEnd(c.text, from, limit); end > from {
		c.add(start, end, analysis.Word)
		return end
	}
	digits := c.text[from] >= '0' && c.text[from] <= '9'
	letters := 0     // letters so far
	part := from     // start of the part after the last inner mark
	possessive := -1 // where 's begins
	end := from
scan:
	for end < limit {
		r, n := utf8.DecodeRuneInString(c.text[end:limit])
		if isWordRune(r) {
			if !(r >= '0' && r <= '9') {
				letters++
			}
			end += n
			continue
		}
		follows := end+n < limit && isWordAt(c.text[end+n:limit])
		switch r {
		case '\'', '’', '‘', 'ʼ':
			if !follows || !c.isApostrophe(end, &next) {
				break scan
			}
			if isPossessive(c.text[end+n:limit]) && !c.english.Contractions[strings.ToLower(c.text[from:min(end, from+8)])] {
				possessive = end
				end += n + 1
				break scan
			}
		case '-', '‐', '‑', '_':
			if !follows {
				break scan
			}
		case '.':
			if !follows || !innerStop(c.text, part, end, limit) {
				if letters > 0 && c.takesStop(from, part, end, limit) {
					end += n
				}
				break scan
			}
		case ',', ':', '/', '–':
			if !follows || letters > 0 || !digits || !(c.text[end+n] >= '0' && c.text[end+n] <= '9') {
				break scan
			}
		case '&':
			if !follows || !isUpperAt(c.text[end+n:]) || !isUpperAt(c.text[part:]) {
				break scan
			}
		case '@':
			if !follows || letters == 0 {
				break scan
			}
		default:
			break scan
		}
		end += n
		part = end
	}
	kind := analysis.Word
	if digits && letters <= 2 && !strings.Contains(c.text[from:end], "-") || letters == 0 {
		kind = analysis.Number
	}
	if possessive >= 0 {
		c.add(start, possessive, kind)
		c.add(possessive, end, analysis.Possessive)
		return end
	}
	c.add(start, end, kind)
	return end
}

// isApostrophe reports whether the mark at i is one, moving next up to it.
func (c *cutter) isApostrophe(i int, next *int) bool {
	for *next < len(c.marks) && c.marks[*next].start < i {
		*next++
	}
	return *next >= len(c.marks) || c.marks[*next].start != i || c.marks[*next].role == apostrophe
}

// isPossessive: an s after the apostrophe, and then the word ends.
func isPossessive(s string) bool {
	if s == "" || s[0] != 's' && s[0] != 'S' {
		return false
	}
	return len(s) == 1 || !isWordAt(s[1:])
}

func isUpperAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// innerStop decides on a full stop between two word characters: it belongs to
// the word in 4.5, U.S., example.com and Ph.D, and ends a sentence whose blank
// was lost in "talks.The".
func innerStop(text string, part, at, limit int) bool {
	r, n := utf8.DecodeRuneInString(text[at+1 : limit])
	if !unicode.IsUpper(r) {
		return true
	}
	if at-part <= 2 && utf8.RuneCountInString(text[part:at]) <= 1 {
		return true
	}
	after := at + 1 + n
	return at-part <= 2 && (after >= limit || text[after] == '.')
}

// takesStop reports whether the word text[from:end] keeps the full stop after it.
func (c *cutter) takesStop(from, part, end, limit int) bool {
	rest := c.text[end+1 : limit]
	if strings.HasPrefix(rest, ".") || end-from > 8 {
		return false
	}
	word := c.text[from:end]
	if part > from && utf8.RuneCountInString(c.text[part:end]) == 1 {
		return true // the last letter of U.S.
	}
	lower := strings.ToLower(word)
	if c.capital[lower] && !isUpperAt(word) {
		return false
	}
	if c.beforeNumber[lower] && (len(word) > 1 || word == lower) {
		rest = strings.TrimLeft(rest, " ")
		return rest != "" && rest[0] >= '0' && rest[0] <= '9'
	}
	if c.titles[lower] || c.words[lower] {
		return true
	}
	// The initial of a name, or what stands between the parties to a case: Gorse v. Lindhill.
	return len(word) == 1 && (isUpperAt(word) && word != "I" || word == "v") && len(rest) > 1 && rest[0] == ' ' && isUpperAt(rest[1:])
}

// urlEnd gives the end of the web address that begins at i, or i.
func urlEnd(text string, i, limit int) int {
	rest := text[i:limit]
	if !hasPrefixFold(rest, "http://") && !hasPrefixFold(rest, "https://") && !hasPrefixFold(rest, "www.") {
		return i
	}
	end := i
	for end < limit {
		r, n := utf8.DecodeRuneInString(text[end:limit])
		if isBlank(r) || r == utf8.RuneError || strings.ContainsRune("\"<>“”«»‘’", r) {
			break
		}
		end += n
	}
	return i + len(strings.TrimRight(text[i:end], ".,;:!?)]}'"))
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
