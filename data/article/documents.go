package article

import (
	"regexp"
	"slices"
	"strings"
)

// News archives put many documents into one file of text, rich text or Word, each
// with lines of its own around the story: section, length, byline, copyright. Where
// a text has the layout of one of them, its documents are told apart and those
// lines become fields or go; else the text is one article.

// archiveFactor is how much larger than one article a file of several may be.
const archiveFactor = 8

// archiveLayouts find the documents in a text of one archive; they give none where
// the text has another layout.
var archiveLayouts = []func(text string) []record{nexis, factiva, proquest}

// documentsIn is the documents of a text in the layout of a news archive.
func documentsIn(text string) []record {
	for _, find := range archiveLayouts {
		if found := find(text); len(found) > 0 {
			return found
		}
	}
	return nil
}

// fileLines is the most lines of a file: what tells documents apart holds each of them.
// A file of 32 MiB has some 500,000 where they are folded.
const fileLines = 2_000_000

// tooManyLines sets a text of more than fileLines aside.
func (s *sink) tooManyLines(text string) bool {
	n := strings.Count(text, "\n") + strings.Count(text, "\r")
	if n > fileLines {
		s.fault(0, CodeTooLarge, "%d lines, the limit is %d", n, fileLines)
	}
	return n > fileLines
}

// paragraphLines makes articles of a text that has a paragraph on each line, as
// documents() does of one with empty lines between them.
func (s *sink) paragraphLines(text, empty string) {
	if s.tooManyLines(text) {
		return
	}
	if len(documentsIn(text)) > 0 {
		s.documents(text, empty)
		return
	}
	lines := slices.DeleteFunc(linesOf(text), func(l string) bool { return l == "" })
	s.documents(strings.Join(lines, "\n\n"), empty)
}

// documents makes articles of a text: those of an archive's layout, or the one that
// it is. empty says what is wrong with a text without words.
func (s *sink) documents(text, empty string) {
	if s.tooManyLines(text) {
		return
	}
	if s.note == "" && twiceDecoded(text) {
		s.note = noteTwice
	}
	text = clean(unmarked(text))
	if text == "" {
		s.fault(0, CodeNoText, "%s", empty)
		return
	}
	found := documentsIn(text)
	if len(found) == 0 {
		s.count()
		end := headline(text)
		s.record(record{text: text, headlineEnd: end, author: authorsBelow(text[end:])})
		return
	}
	s.emitDocuments(found)
}

// emitDocuments makes articles of the documents of one file.
func (s *sink) emitDocuments(found []record) {
	for i, r := range found {
		if !s.count() {
			return
		}
		r.no = i + 1
		if !s.record(r) {
			return
		}
	}
}

// linesOf is a text's lines without the white space around them, and with tabs as
// spaces.
func linesOf(text string) []string {
	lines := strings.Split(lineEnds(text), "\n")
	for i, line := range lines {
		lines[i] = strings.Trim(line, " \t\f\u00a0")
	}
	return lines
}

// paragraphs joins the lines of a body: an empty line ends a paragraph. Where lines
// are not folded, each is one.
func paragraphs(lines []string) string {
	folded := isFolded(lines)
	var out strings.Builder
	open := false
	for _, line := range lines {
		switch {
		case line == "":
			open = false
		case open && folded:
			out.WriteByte(' ')
			out.WriteString(line)
		default:
			if out.Len() > 0 {
				out.WriteString("\n\n")
			}
			out.WriteString(oneLine(line))
			open = true
		}
	}
	return out.String()
}

// isFolded reports whether lines are cut to a width: of those that another follows
// directly, most are about as long as the longest.
func isFolded(lines []string) bool {
	longest, followed, full := 0, 0, 0
	for _, line := range lines {
		longest = max(longest, len(line))
	}
	if longest > 120 {
		return false
	}
	for i, line := range lines {
		if line == "" || i+1 == len(lines) || lines[i+1] == "" {
			continue
		}
		followed++
		if len(line)+25 > longest {
			full++
		}
	}
	return followed > 0 && full*3 > followed*2
}

// labelled cuts "BYLINE: By Ann Lee" into its label in lower case and the rest.
func labelled(line string) (label, value string, ok bool) {
	label, value, ok = strings.Cut(line, ":")
	if !ok || len(label) > 40 || !labelWords.MatchString(label) {
		return "", "", false
	}
	return strings.ToLower(label), strings.TrimSpace(value), true
}

var labelWords = regexp.MustCompile(`^\p{Lu}[\p{L}]*(?:[ /-]+[\p{L}]+){0,4}$`)

// inOrderOfNames turns "Kestrel, Ada; Moss, Bo." into "Ada Kestrel, Bo Moss".
func inOrderOfNames(authors string) string {
	var out []string
	for _, name := range strings.Split(strings.TrimRight(authors, ". "), ";") {
		if last, given, ok := strings.Cut(name, ","); ok && !strings.Contains(given, ",") {
			name = given + " " + last
		}
		if name = oneLine(name); name != "" {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}
