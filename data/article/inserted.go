package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Scrapers that flatten a page leave in running text what the page showed beside
// it. Two kinds come in any format: lines of the page's own ("Advertisement",
// the caption of a player that did not load), and the boxes of links that open
// over a name. Such a box is the name again, in full, with headlines glued to it
// and a closing MORE:
//
//	Senator Ann Lee Ann (Annie) Mae LeeLee visits mill Mill town votes MORE spoke.
//
// They put words into mouths that never said them, so both go.

// pageLine is a line that belongs to the page. It has to be the whole line.
var pageLine = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`(?i:advertisements?):?(?: (?i:continue reading the main story))?`, `AD`, `CLOSE`, `(?i:story continue[sd] below)\W*`, `(?i:continue reading the main story)`,
	`(?i:loading)(?:\.\.\.|…)`, `(?i:read more):?`, `(?i:more on this)\W*`, `\[pullquote\]`, `(?i:follow) @\w+`, `(?i:this article is more than \d+ years? old)`,
	`(?i:sign up for) .{0,60}(?i:newsletters?)`, `CLICK HERE [A-Z’' -]{1,60}`, `(?i:copyright ©).{0,90}`, `(?i:can.t see the video\? click here)\W*`,
	`Media playback is (?:not supported|unsupported) on (?:your|this) device.{0,300}`, `Image (?:copyright|source|caption) .{1,300}`,
	`(?i:enlarge this image|(?:hide|toggle) caption)\b.{0,300}`,
}, "|") + `)$`)

// The most bytes of a box, words of the name that it begins with, and bytes in which the name is
// looked for a second time.
const (
	boxBytes   = 1200
	boxNames   = 8
	aheadBytes = 120
)

// withoutInsertions takes the page's lines and link boxes out of an article's
// text and says how many there were.
func withoutInsertions(text string) (kept string, lines, boxes int) {
	var b strings.Builder
	changed := false
	for rest := text; rest != ""; {
		line, after, found := strings.Cut(rest, "\n")
		rest = after
		if pageLine.MatchString(strings.TrimSpace(line)) {
			lines, changed = lines+1, true
			continue // its line end goes too
		}
		if strings.Contains(line, "MORE") {
			clear, n := withoutBoxes(line)
			boxes += n
			changed = changed || n > 0
			line = clear
		}
		b.WriteString(line)
		if found {
			b.WriteByte('\n')
		}
	}
	if !changed {
		return text, 0, 0
	}
	begins := text[:len(text)-len(strings.TrimLeft(text, " \t\n"))]
	return begins + strings.Trim(blankLines.ReplaceAllString(b.String(), "\n\n"), " \t\n"), lines, boxes
}

// blankLines are those that a line between them left behind.
var blankLines = regexp.MustCompile(`\n[ \t]*\n(?:[ \t]*\n)+`)

// withoutBoxes takes the link boxes out of one line.
func withoutBoxes(line string) (string, int) {
	var kept []byte // of line[:at]
	at, n := 0, 0
	for from := 0; ; {
		k := strings.Index(line[from:], "MORE")
		if k < 0 {
			break
		}
		more := from + k
		end := more + len("MORE")
		kept = append(kept, line[at:more]...)
		at, from = more, end
		if len(kept) == 0 || kept[len(kept)-1] != ' ' || end < len(line) && isLetter(line[end:]) {
			continue
		}
		low := max(0, len(kept)-boxBytes)
		begin := max(0, low-1) // one byte more tells whether a word begins at low
		around := string(kept[begin:]) + line[more:min(len(line), more+aheadBytes)]
		if start := boxStart(around, low-begin, len(kept)-begin); start >= 0 {
			kept, at = kept[:begin+start], end
			n++
		}
	}
	if n == 0 {
		return line, 0
	}
	return string(append(kept, line[at:]...)), n
}

func isLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// boxStart finds where the name is said again that the box closing at more begins
// with: the offset past the name before it, -1 for no box.
func boxStart(line string, low, more int) int {
	for i := low; i < more; i++ {
		if line[i] != ' ' && i > low {
			continue
		}
		word := i
		if line[i] == ' ' {
			word++
		}
		last := line[word:]
		if k := strings.IndexByte(last, ' '); k >= 0 {
			last = last[:k]
		}
		for cut := range last {
			if cut > 1 && glued(last, cut) {
				if start := sameName(line, low, word, last[:cut]); start >= 0 {
					return start
				}
			}
		}
		if start := repeated(line, low, word); start >= 0 {
			return start
		}
	}
	return -1
}

// glued reports whether a headline begins inside a word at cut.
func glued(word string, cut int) bool {
	before, _ := utf8.DecodeLastRuneInString(word[:cut])
	r, _ := utf8.DecodeRuneInString(word[cut:])
	return (unicode.IsLower(before) || before == '.') && (unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("\"'“‘$", r))
}

// sameName looks back from a word for the same name, with nothing but the parts
// of a name between the two, and gives where the first of them ends.
func sameName(line string, low, word int, name string) int {
	end := word
	for range boxNames {
		end = len(strings.TrimRight(line[:end], " "))
		start := strings.LastIndexByte(line[:end], ' ') + 1
		if start < low || end <= start {
			return -1
		}
		part := line[start:end]
		if strings.TrimLeft(part, "“\"‘'(") == name && end < word {
			return end
		}
		if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(part, "(\"“‘'")); !unicode.IsUpper(r) && !nobility[part] {
			return -1
		}
		end = start
	}
	return -1
}

// nobility are the parts of names that have no capital.
var nobility = map[string]bool{"de": true, "la": true, "von": true, "van": true, "der": true, "den": true, "du": true, "del": true, "al": true, "bin": true}

// repeated finds a name whose first and last word stand twice in a row, as boxes
// begin that kept their blank: Ann Lee Ann Mae Lee visits mill.
func repeated(line string, low, word int) int {
	before, last := lastWord(line[low:word])
	_, first := lastWord(before)
	if !isUpperFirst(first) || !isUpperFirst(last) || first == last {
		return -1
	}
	after := strings.Fields(line[word:min(len(line), word+aheadBytes)])
	for n, part := range after {
		switch {
		case n == 0 && part != first, n > boxNames/2:
			return -1
		case n > 0 && part == last:
			return len(strings.TrimRight(line[:word], " "))
		case !isUpperFirst(strings.TrimLeft(part, "(")):
			return -1
		}
	}
	return -1
}

// lastWord parts a text before its last word, "" for none.
func lastWord(text string) (before, word string) {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	k := strings.LastIndexFunc(text, unicode.IsSpace)
	_, size := utf8.DecodeRuneInString(text[max(0, k):])
	if k < 0 {
		size = 0
	}
	return text[:max(0, k)], text[max(0, k)+size:]
}

func isUpperFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
