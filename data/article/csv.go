package article

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// readCSV takes a table with a header line; what separates its columns is told
// from the header. A record that is broken or of another width is a fault with
// its line, and the next is read.
func readCSV(in *bufio.Reader, s *sink) {
	in = s.transcode(in)
	limited := &perRecord{r: in, limit: s.opts.Limits.LineBytes}
	r := csv.NewReader(limited)
	r.FieldsPerRecord = -1
	r.Comma = separator(in)
	limited.mark = byte(r.Comma)
	header, err := r.Read()
	if err == io.EOF {
		s.fault(0, CodeEmpty, "no header line")
		return
	}
	if err != nil {
		s.csvFault(0, err)
		return
	}
	columns := headerColumns(header)
	if !slices.Contains(columns.known, "text") && s.opts.Map["text"] == "" {
		s.noTextColumn(header, columns)
		return
	}
	for no := 1; ; no++ {
		limited.next()
		row, err := r.Read()
		s.at = origin{values: row}
		if len(row) > 0 {
			s.at.line, _ = r.FieldPos(0)
		}
		if err == io.EOF {
			if no == 1 {
				s.fault(0, CodeEmpty, "a header line and no record")
			}
			return
		}
		if !s.count() {
			return
		}
		var broken *csv.ParseError
		goOn := true
		switch {
		case errors.As(err, &broken):
			goOn = s.csvFault(no, err)
		case err != nil:
			s.csvFault(no, err)
			return
		case len(row) != len(header):
			goOn = s.fault(no, CodeSyntax, "line %d: %d fields where the header has %d", s.at.line, len(row), len(header))
		default:
			goOn = s.row(no, row, columns)
		}
		if !goOn {
			return
		}
	}
}

// noTextColumn reports a table without texts, and what to do about a list of links.
func (s *sink) noTextColumn(header []string, columns columnsOf) {
	advice := ""
	if slices.Contains(columns.known, "url") {
		advice = "; a list of addresses, as Media Cloud gives it, has no articles in it: fetch the pages (wget --warc-file, trafilatura) and give those"
	}
	s.fault(0, CodeNoText, "no column holds the text: the columns are %s (--map text=COLUMN)%s", strings.Join(header, ", "), advice)
}

// columnsOf says where the columns of a table stand.
type columnsOf struct {
	header       []string
	exact, lower map[string]int
	known        []string // the fields that some column holds
}

func headerColumns(header []string) columnsOf {
	c := columnsOf{header: header, exact: map[string]int{}, lower: map[string]int{}}
	for i, name := range header {
		name = strings.TrimSpace(name)
		if _, twice := c.exact[name]; !twice {
			c.exact[name] = i
		}
		if l := strings.ToLower(name); !has(c.lower, l) {
			c.lower[l] = i
		}
	}
	for _, f := range fields {
		if slices.ContainsFunc(f.names, func(n string) bool { return has(c.lower, n) }) {
			c.known = append(c.known, f.name)
		}
	}
	return c
}

func has(m map[string]int, key string) bool { _, ok := m[key]; return ok }

// row makes a record of the values of one row.
func (s *sink) row(no int, row []string, columns columnsOf) bool {
	r := record{no: no}
	lacks := r.fill(s.opts.Map, func(key string, exact bool) (string, bool) {
		i, ok := columns.lower[key]
		if exact {
			i, ok = columns.exact[key]
		}
		if !ok || i >= len(row) {
			return "", false
		}
		return row[i], true
	})
	if lacks != "" {
		s.fault(0, CodeMap, "no column %q (--map): the columns are %s", lacks, strings.Join(columns.header, ", "))
		s.stopped = true
		return false
	}
	r.unmark()
	return s.record(r)
}

func (s *sink) csvFault(no int, err error) bool {
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		s.at.line = broken.StartLine
		return s.fault(no, CodeSyntax, "line %d, column %d: %v", broken.Line, broken.Column, broken.Err)
	}
	return s.readFault(no, fmt.Errorf("%w; the rest of the file is not read", err))
}

// separator is the mark that stands most often in the header line outside
// quotation marks: a comma where there is none.
func separator(in *bufio.Reader) rune {
	head, _ := in.Peek(sniffBytes)
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best, count := ',', 0
	for _, mark := range []rune{',', '\t', ';', '|'} {
		n, quoted := 0, false
		for _, r := range string(line) {
			if r == '"' {
				quoted = !quoted
			} else if r == mark && !quoted {
				n++
			}
		}
		if n > count {
			best, count = mark, n
		}
	}
	return best
}

// fromUTF16Stream brings a stream that begins with a byte order mark of UTF-16
// to UTF-8, and takes the mark of UTF-8 off.
func (s *sink) fromUTF16Stream(in *bufio.Reader) *bufio.Reader {
	head, _ := in.Peek(2)
	end := unicode.LittleEndian
	switch {
	case bytes.Equal(head, []byte{0xff, 0xfe}):
	case bytes.Equal(head, []byte{0xfe, 0xff}):
		end = unicode.BigEndian
	default:
		skipBOM(in)
		return in
	}
	s.note = "read as UTF-16"
	return bufio.NewReaderSize(transform.NewReader(in, unicode.UTF16(end, unicode.ExpectBOM).NewDecoder()), in.Size())
}

// transcode brings a stream to UTF-8, going by its byte order mark or, where
// its beginning is no UTF-8, by what its beginning looks like.
func (s *sink) transcode(in *bufio.Reader) *bufio.Reader {
	in = s.fromUTF16Stream(in)
	head, _ := in.Peek(in.Size())
	_, broken, whole, _ := damage(head)
	if broken <= whole || broken <= 3 { // up to three may be of one character that the end of the buffer cuts
		return in
	}
	_, name := singleByte(head)
	for _, c := range singleByteSets {
		if c.name == name {
			s.note = "read as " + name
			return bufio.NewReaderSize(transform.NewReader(in, c.set.NewDecoder()), in.Size())
		}
	}
	return in
}
