package article

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// readRTF takes rich text for its plain text, which may hold several documents.
func readRTF(in *bufio.Reader, s *sink) {
	b, err := readLimited(in, s.opts.Limits.ArticleBytes*archiveFactor)
	if err != nil {
		s.readFault(0, err)
		return
	}
	text, note, fault := richText(b)
	if fault != nil {
		s.fault(0, fault.code, "%s", fault.message)
		return
	}
	s.note = note
	s.paragraphLines(text, "no text in this rich text")
}

// rtfDepth is how deep groups of rich text may be nested; word processors stay
// below 50.
const rtfDepth = 500

// rtfPassed are the groups whose words are not the document's.
var rtfPassed = map[string]bool{
	"fonttbl": true, "colortbl": true, "stylesheet": true, "info": true, "pict": true, "object": true, "fldinst": true,
	"header": true, "headerl": true, "headerr": true, "headerf": true, "footer": true, "footerl": true, "footerr": true, "footerf": true,
	"themedata": true, "datastore": true, "listtable": true, "listoverridetable": true, "generator": true, "latentstyles": true,
	"xmlnstbl": true, "rsidtbl": true, "pgdsctbl": true, "annotation": true, "revtbl": true, "nonshppict": true, "filetbl": true,
}

// rtfMarks are control words that stand for characters.
var rtfMarks = map[string]string{
	"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t", "nestcell": "\t",
	"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
	"emspace": " ", "enspace": " ", "qmspace": " ",
}

// rtfGroup is what a brace opens: a scope of settings.
type rtfGroup struct {
	passed  bool // its words are not the document's
	unicode int  // how many characters after \u stand in for it
}

// rtfReader turns rich text into plain text, one paragraph a line.
type rtfReader struct {
	in     string
	at     int
	out    strings.Builder
	groups []rtfGroup
	set    encoding.Encoding // of \'xx
	skip   int               // characters that stand in for a \u before them
	first  bool              // no control word was read in this group yet
	star   bool              // \* stood before: the group is passed over when it is not known
}

// richText gives the plain text of rich text; note says in which character set the bytes were
// read that it has as they are.
func richText(b []byte) (text, note string, fault *sourceFault) {
	r := &rtfReader{in: string(b), set: charmap.Windows1252, groups: []rtfGroup{{unicode: 1}}}
	for r.at < len(r.in) {
		c := r.in[r.at]
		r.at++
		switch c {
		case '{':
			if len(r.groups) > rtfDepth {
				return "", "", &sourceFault{CodeTooDeep, fmt.Sprintf("byte %d: groups nested more than %d deep", r.at, rtfDepth)}
			}
			r.groups = append(r.groups, r.groups[len(r.groups)-1])
			r.first, r.star, r.skip = true, false, 0
		case '}':
			if len(r.groups) > 1 {
				r.groups = r.groups[:len(r.groups)-1]
			}
			r.skip = 0
		case '\\':
			r.control()
		case '\r', '\n':
		default:
			r.word(r.in[r.at-1 : r.at])
		}
	}
	if len(r.groups) > 1 {
		return "", "", &sourceFault{CodeTruncated, "the rich text ends inside a group"}
	}
	return decode([]byte(r.out.String())) // some programs write characters as they are
}

func (r *rtfReader) group() *rtfGroup { return &r.groups[len(r.groups)-1] }

// word writes characters of the document, unless they stand in for another one.
func (r *rtfReader) word(s string) {
	r.first = false
	if r.skip > 0 {
		r.skip--
		return
	}
	if !r.group().passed {
		r.out.WriteString(s)
	}
}

// control reads what stands behind a backslash.
func (r *rtfReader) control() {
	if r.at >= len(r.in) {
		return
	}
	c := r.in[r.at]
	if c < 'a' || c > 'z' {
		r.at++
		r.symbol(c)
		return
	}
	start := r.at
	for r.at < len(r.in) && (r.in[r.at] >= 'a' && r.in[r.at] <= 'z' || r.in[r.at] >= 'A' && r.in[r.at] <= 'Z') {
		r.at++
	}
	name := r.in[start:r.at]
	number := r.at
	if r.at < len(r.in) && r.in[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.in) && r.in[r.at] >= '0' && r.in[r.at] <= '9' && r.at-number < 11 {
		r.at++
	}
	n, err := strconv.Atoi(r.in[number:r.at])
	if r.at < len(r.in) && r.in[r.at] == ' ' {
		r.at++
	}
	r.command(name, n, err == nil)
}

func (r *rtfReader) symbol(c byte) {
	switch c {
	case '\'':
		if r.at+2 <= len(r.in) {
			if n, err := strconv.ParseUint(r.in[r.at:r.at+2], 16, 8); err == nil {
				r.at += 2
				t, _ := r.set.NewDecoder().Bytes([]byte{byte(n)})
				r.word(string(t))
			}
		}
	case '*':
		r.star = true
		return
	case '~':
		r.word("\u00a0")
	case '_':
		r.word("-")
	case '\\', '{', '}':
		r.word(string(c))
	case '\n', '\r':
		r.word("\n")
	}
	r.first = false
}

func (r *rtfReader) command(name string, n int, numbered bool) {
	if r.first && (rtfPassed[name] || r.star && name != "fldrslt") {
		r.group().passed = true
	}
	r.first = false
	switch name {
	case "ansicpg":
		if set := codePages[n]; set != nil {
			r.set = set
		}
	case "uc":
		r.group().unicode = max(0, min(n, 10))
	case "u":
		if n < 0 {
			n += 65536
		}
		r.skip = 0
		r.word(r.unit(rune(n)))
		r.skip = r.group().unicode
	case "bin":
		if numbered && n > 0 {
			r.at = min(len(r.in), r.at+n)
		}
	default:
		if mark, ok := rtfMarks[name]; ok {
			r.skip = 0
			r.word(mark)
		}
	}
}

// unit is the character of \u: the first half of a pair waits for the second.
func (r *rtfReader) unit(c rune) string {
	if c < 0xd800 || c > 0xdfff {
		return string(c)
	}
	if c < 0xdc00 {
		rest := r.in[r.at:min(len(r.in), r.at+24)]
		if i := strings.Index(rest, `\u`); i >= 0 {
			end := i + 2
			for end < len(rest) && (rest[end] == '-' || rest[end] >= '0' && rest[end] <= '9') {
				end++
			}
			if low, err := strconv.Atoi(rest[i+2 : end]); err == nil {
				r.at += end
				return string((c-0xd800)<<10 + (rune(low+65536)%65536 - 0xdc00) + 0x10000)
			}
		}
	}
	return string(utf8.RuneError)
}

// codePages are the character sets of \ansicpg.
var codePages = map[int]encoding.Encoding{
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253,
	1254: charmap.Windows1254, 1257: charmap.Windows1257, 10000: charmap.Macintosh,
}
