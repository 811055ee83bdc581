package table

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// SheetReader reads a table that comes back from a spreadsheet: CSV with commas or semicolons,
// with or without a byte-order mark, with its columns in any order.
type SheetReader struct {
	Header []string // as it stands there
	Line   int      // of the row that Next read, from 1
	in     *csv.Reader
	column map[string]int
	cells  []string
}

// NewSheetReader reads the header. canonical gives the name by which a column is asked for.
// A table without a header is an error.
func NewSheetReader(r io.Reader, canonical func(header string) string) (*SheetReader, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	text := strings.TrimPrefix(string(b), "\ufeff")
	s := &SheetReader{in: csv.NewReader(strings.NewReader(text)), column: map[string]int{}}
	if head, _, _ := strings.Cut(text, "\n"); strings.Count(head, ";") > strings.Count(head, ",") {
		s.in.Comma = ';'
	}
	if s.Header, err = s.in.Read(); err != nil {
		return nil, fmt.Errorf("no header: %w", err)
	}
	for i, name := range s.Header {
		s.column[canonical(name)] = i
	}
	return s, nil
}

// Has reports whether there is a column of that name.
func (s *SheetReader) Has(name string) bool {
	_, ok := s.column[name]
	return ok
}

// Next goes to the next row; io.EOF behind the last.
func (s *SheetReader) Next() error {
	cells, err := s.in.Read()
	if err != nil {
		return err
	}
	s.cells = cells
	s.Line, _ = s.in.FieldPos(0)
	return nil
}

// Get is the text of the row in a column, "" where there is no such column.
func (s *SheetReader) Get(name string) string {
	if i, ok := s.column[name]; ok {
		return strings.TrimSpace(FromCell(s.cells[i]))
	}
	return ""
}
