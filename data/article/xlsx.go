package article

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// readXLSX takes the first sheet of a workbook that has a column for the text, a row
// an article; the first row names the columns.
func readXLSX(z *zipFile, s *sink) {
	b := &workbook{zipFile: z}
	err := b.open()
	if err != nil {
		s.sheetFault(0, err)
		return
	}
	var first []string
	for _, sheet := range b.sheets {
		header, done := s.sheet(b, sheet)
		if done {
			return
		}
		if first == nil {
			first = header
		}
	}
	if first == nil {
		s.fault(0, CodeEmpty, "no row in this workbook")
		return
	}
	s.noTextColumn(first, headerColumns(first))
}

// sheet reads one sheet; it does not where no column holds the text.
func (s *sink) sheet(b *workbook, name string) (header []string, done bool) {
	var columns columnsOf
	no := 0
	err := b.rows(name, s.opts.Limits.LineBytes, func(row []string) bool {
		if header == nil {
			header = row
			columns = headerColumns(header)
			done = slices.Contains(columns.known, "text") || s.opts.Map["text"] != ""
			return done
		}
		if !slices.ContainsFunc(row, func(v string) bool { return v != "" }) {
			return true // rows that are formatted and empty
		}
		if !s.count() {
			return false
		}
		no++
		return s.row(no, row, columns)
	})
	if err != nil {
		s.sheetFault(no+1, err)
		return header, true
	}
	if done && no == 0 {
		s.fault(0, CodeEmpty, "a row of column names and no other")
	}
	return header, done
}

func (s *sink) sheetFault(no int, err error) {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		s.fault(no, CodeSyntax, "damaged workbook: line %d: %s; the rest of the file is not read", syntax.Line, syntax.Msg)
		return
	}
	s.zipFault(no, err)
}

// workbookParts is the most parts, and formats of its own, that a workbook may have.
const workbookParts = 4096

// workbook is the parts of a workbook that rows refer to.
type workbook struct {
	*zipFile
	sheets  []string // the parts that hold them, in order
	strings []string
	dates   []bool // of each cell format: it shows a date
	from    time.Time
}

// open reads the list of sheets, the shared strings and the formats.
func (b *workbook) open() error {
	targets := map[string]string{}
	err := b.elements("xl/_rels/workbook.xml.rels", func(e xml.StartElement, _ *xml.Decoder) error {
		if e.Name.Local == "Relationship" {
			target := xmlAttribute(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = "/xl/" + target
			}
			if len(targets) == workbookParts {
				return &sourceFault{CodeTooLarge, fmt.Sprintf("a workbook of more than %d parts", workbookParts)}
			}
			targets[xmlAttribute(e, "Id")] = strings.TrimPrefix(path.Clean(target), "/")
		}
		return nil
	})
	if err != nil {
		return err
	}
	b.from = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	err = b.elements("xl/workbook.xml", func(e xml.StartElement, _ *xml.Decoder) error {
		switch e.Name.Local {
		case "workbookPr":
			if v := xmlAttribute(e, "date1904"); v == "1" || v == "true" {
				b.from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
			}
		case "sheet":
			if t := targets[xmlAttribute(e, "id")]; t != "" && b.part(t) != nil && !slices.Contains(b.sheets, t) {
				b.sheets = append(b.sheets, t)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := b.formats(); err != nil {
		return err
	}
	total, limit := int64(0), b.limits.ArticleBytes*archiveFactor
	return b.elements("xl/sharedStrings.xml", func(e xml.StartElement, dec *xml.Decoder) error {
		if e.Name.Local != "si" {
			return nil
		}
		v, err := cellText(dec, limit-total)
		total += int64(len(v)) + 16
		if err == nil && total > limit {
			err = &tooLarge{limit}
		}
		b.strings = append(b.strings, v)
		return err
	})
}

// formats finds out which cell formats show a date.
func (b *workbook) formats() error {
	own := map[string]bool{}
	cells := false
	return b.elements("xl/styles.xml", func(e xml.StartElement, _ *xml.Decoder) error {
		switch e.Name.Local {
		case "numFmt":
			if len(own) == workbookParts {
				return &sourceFault{CodeTooLarge, fmt.Sprintf("more than %d formats of numbers", workbookParts)}
			}
			code := strings.ToLower(xmlAttribute(e, "formatCode"))
			own[xmlAttribute(e, "numFmtId")] = strings.Contains(code, "yy") || strings.Contains(code, "d") && strings.Contains(code, "m")
		case "cellXfs":
			cells = true
		case "cellStyles", "dxfs":
			cells = false
		case "xf":
			if cells {
				id := xmlAttribute(e, "numFmtId")
				n, _ := strconv.Atoi(id)
				b.dates = append(b.dates, own[id] || n >= 14 && n <= 22 && n != 18 && n != 19 && n != 20 && n != 21)
			}
		}
		return nil
	})
}

// elements walks through the elements of a part; none where the part is missing.
func (b *workbook) elements(name string, each func(xml.StartElement, *xml.Decoder) error) error {
	f := b.part(name)
	if f == nil {
		return nil
	}
	r, err := b.zipFile.open(f)
	if err != nil {
		return err
	}
	defer r.Close()
	dec := xml.NewDecoder(newXMLGuard(r))
	for {
		t, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := each(e, dec); err != nil {
				return err
			}
		}
	}
}

// errStop ends a walk that nobody wants more of.
var errStop = errors.New("stopped")

// rows gives the rows of a sheet, each as long as its last cell; one row may hold
// limit bytes.
func (b *workbook) rows(name string, limit int64, each func([]string) bool) error {
	var row []string
	open := false
	size := int64(0)
	flush := func() bool {
		if !open {
			return true
		}
		open = false
		return each(row)
	}
	err := b.elements(name, func(e xml.StartElement, dec *xml.Decoder) error {
		switch e.Name.Local {
		case "row":
			if !flush() {
				return errStop
			}
			row, open, size = nil, true, 0
		case "c":
			i := columnNumber(xmlAttribute(e, "r"), len(row))
			v, err := b.cell(e, dec, limit-size)
			if err != nil {
				return err
			}
			size += int64(len(v))
			for len(row) <= i {
				row = append(row, "")
			}
			row[i] = v
		}
		return nil
	})
	if errors.Is(err, errStop) {
		return nil
	}
	if err == nil {
		flush()
	}
	return err
}

// maxColumns is how many columns a sheet may have.
const maxColumns = 16384

// columnNumber is the column of a cell such as AB12, from 0; next where it does not say.
func columnNumber(ref string, next int) int {
	n := 0
	for _, c := range ref {
		if c < 'A' || c > 'Z' || n > maxColumns {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	if n == 0 || n > maxColumns {
		return min(next, maxColumns)
	}
	return n - 1
}

// cell is what a cell shows; dates as they are sorted.
func (b *workbook) cell(e xml.StartElement, dec *xml.Decoder, limit int64) (string, error) {
	v, err := cellText(dec, limit)
	if err != nil {
		return "", err
	}
	switch xmlAttribute(e, "t") {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || i < 0 || i >= len(b.strings) {
			return "", nil
		}
		if int64(len(b.strings[i])) > limit {
			return "", &overBudget{limit: b.limits.LineBytes}
		}
		return b.strings[i], nil
	case "e":
		return "", nil // #N/A and the like
	case "", "n":
		style, err := strconv.Atoi(xmlAttribute(e, "s"))
		if serial, bad := strconv.ParseFloat(v, 64); bad == nil && err == nil && style >= 0 && style < len(b.dates) && b.dates[style] && serial > 0 && serial < 3e6 {
			t := b.from.Add(time.Duration(serial * float64(day)).Round(time.Second))
			if serial == float64(int64(serial)) {
				return t.Format(time.DateOnly), nil
			}
			return t.Format("2006-01-02 15:04:05"), nil
		}
	}
	return v, nil
}

// cellText is the text of a cell or shared string, whose start was read: that of its
// v and t elements, without phonetic readings.
func cellText(dec *xml.Decoder, limit int64) (string, error) {
	var out strings.Builder
	depth, words, phonetic := 1, false, 0
	for depth > 0 {
		t, err := dec.Token()
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			words = t.Name.Local == "t" || t.Name.Local == "v"
			if phonetic == 0 && t.Name.Local == "rPh" {
				phonetic = depth
			}
		case xml.EndElement:
			if depth == phonetic {
				phonetic = 0
			}
			depth--
			words = false
		case xml.CharData:
			if words && phonetic == 0 {
				out.Write(t)
			}
		}
		if int64(out.Len()) > limit {
			return "", fmt.Errorf("a cell of more than %d bytes: %w", limit, &overBudget{limit: limit})
		}
	}
	return strings.ReplaceAll(out.String(), "_x000D_", ""), nil
}

func xmlAttribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
