package article

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// readText takes a file as one article, or as the documents of a news archive that
// it has the layout of. An article's first line is its headline when it looks like one.
func readText(in *bufio.Reader, s *sink) {
	text, ok := s.whole(in, archiveFactor)
	if !ok {
		return
	}
	s.documents(text, "no text in it")
}

// whole reads an input that is one article, or as much as several, and decodes it.
func (s *sink) whole(in *bufio.Reader, articles int64) (text string, ok bool) {
	b, err := readLimited(in, s.opts.Limits.ArticleBytes*articles)
	if err != nil {
		s.readFault(0, err)
		return "", false
	}
	text, note, bad := decode(b)
	if bad != nil {
		s.fault(0, bad.code, "%s", bad.message)
		return "", false
	}
	if strings.TrimSpace(text) == "" {
		s.fault(0, CodeEmpty, "nothing but white space in it")
		return "", false
	}
	s.note = note
	return text, true
}

// readLimited reads all of in; more than limit is an error that names the flag.
func readLimited(in io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, &tooLarge{limit}
	}
	return b, nil
}

type tooLarge struct{ limit int64 }

func (e *tooLarge) Error() string {
	return fmt.Sprintf("more than %d bytes in one article (--max-article-bytes)", e.limit)
}

// maxHeadline is the most characters of a first line that is a headline. The
// longest of real front pages are some 150.
const maxHeadline = 200

// headline is where the headline that text begins with ends, 0 where the first
// line is none: one that is short, is no sentence with a full stop, and stands
// before a blank line or before a line longer than itself.
func headline(text string) int {
	first, rest, more := strings.Cut(text, "\n")
	first = strings.TrimRight(first, " \t")
	if !more || first == "" || utf8.RuneCountInString(first) > maxHeadline || !hasLetter(first) {
		return 0
	}
	if strings.HasSuffix(first, ".") && !strings.HasSuffix(first, "..") && !abbreviated(first) {
		return 0
	}
	if strings.HasSuffix(first, ",") || strings.HasSuffix(first, ";") {
		return 0
	}
	if strings.HasSuffix(first, "”") || strings.HasSuffix(first, ".\"") {
		// “He resigned.” is a sentence, Senator: ‘No deal’ is not.
		inner := strings.TrimRight(first, "”\"")
		if strings.HasSuffix(inner, ".") || strings.HasSuffix(inner, ",") {
			return 0
		}
	}
	next, _, _ := strings.Cut(rest, "\n")
	if strings.TrimSpace(next) == "" || len(next) > len(first) {
		return len(first)
	}
	return 0
}

// abbreviated reports whether the last word is initials: U.S., D.C.
func abbreviated(line string) bool {
	word := line[strings.LastIndexByte(line, ' ')+1:]
	return strings.Count(word, ".") >= 2 && len(word) <= 2*strings.Count(word, ".")
}

// authorsBelow is the names of the byline that a text begins with, "" for none.
func authorsBelow(text string) string {
	line, _, _ := strings.Cut(strings.TrimLeft(text, " \t\n"), "\n")
	return authorsIn(line)
}
