package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zlib"
	"github.com/ledongthuc/pdf"
)

// pdfUnpacked is how many bytes the streams of a PDF may unpack to, pictures
// excepted, which are not looked at.
const pdfUnpacked = 256 << 20

// pdfStreamsMost is how many streams a PDF may have; a book has some thousand.
const pdfStreamsMost = 200_000

// readPDF takes the text layer of a PDF, which may hold several documents of a news
// archive. A scan without one is set aside.
func readPDF(in *bufio.Reader, s *sink) {
	b, err := readLimited(in, s.opts.Limits.ArticleBytes*archiveFactor)
	if err != nil {
		s.readFault(0, err)
		return
	}
	text, err := pdfText(b, s.opts.Limits)
	var large *tooLarge
	var over *overBudget
	switch {
	case errors.As(err, &large), errors.As(err, &over):
		s.readFault(0, err)
	case errors.Is(err, pdf.ErrInvalidPassword):
		s.fault(0, CodeUnreadable, "locked with a password")
	case err != nil:
		s.fault(0, CodeSyntax, "damaged PDF: %v", err)
	default:
		s.paragraphLines(text, "no text layer in this PDF: a scan needs character recognition first (ocrmypdf)")
	}
}

// pdfText is the text layer of a PDF in paragraphs.
func pdfText(b []byte, limits Limits) (text string, err error) {
	if err := pdfStreams(b, limits); err != nil {
		return "", err
	}
	// The library trusts what a file says of itself: it may panic, or go in circles,
	// which reading no more than so many bytes ends.
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *tooLarge:
			err = r
		default:
			err = fmt.Errorf("%v", r)
		}
	}()
	r, err := pdf.NewReader(&readsLimited{bytes.NewReader(b), 16*int64(len(b)) + 64<<20}, int64(len(b)))
	if err != nil {
		return "", err
	}
	p := &pdfPages{limit: limits.ArticleBytes * archiveFactor}
	if err := p.walk(r.Trailer().Key("Root").Key("Pages"), 0); err != nil {
		return "", err
	}
	return pdfParagraphs(p.pages), nil
}

// readsLimited fails once more than a number of bytes was read.
type readsLimited struct {
	io.ReaderAt
	left int64
}

func (r *readsLimited) ReadAt(p []byte, at int64) (int, error) {
	if r.left -= int64(len(p)); r.left < 0 {
		return 0, errors.New("its parts refer to each other in circles")
	}
	return r.ReaderAt.ReadAt(p, at)
}

// pdfStreams unpacks every stream once, to see that none and not all together are
// over the limit, and that no table claims more objects than the file has bytes.
func pdfStreams(b []byte, limits Limits) error {
	left := min(int64(pdfUnpacked), limits.DecompressedBytes)
	limit := left
	for at, streams := 0, 0; ; streams++ {
		if streams > pdfStreamsMost {
			return fmt.Errorf("more than %d streams", pdfStreamsMost)
		}
		i := bytes.Index(b[at:], []byte("stream"))
		if i < 0 {
			return nil
		}
		start := at + i + len("stream")
		before := b[max(0, at+i-2000) : at+i]
		if k := bytes.LastIndex(before, []byte(" obj")); k >= 0 {
			before = before[k:]
		}
		at = start
		if bytes.HasSuffix(before, []byte("end")) || bytes.Contains(before, []byte("/Image")) {
			continue
		}
		if bytes.Count(before, []byte("FlateDecode")) > 1 {
			return errors.New("a stream that is packed twice")
		}
		var size int64
		if k := bytes.Index(before, []byte("/Size")); k >= 0 {
			if n, _ := fmt.Sscan(string(before[k+len("/Size"):]), &size); n == 1 && (size < 0 || size > int64(len(b))) {
				return fmt.Errorf("a table of %d objects in a file of %d bytes", size, len(b))
			}
		}
		n, err := inflated(bytes.TrimLeft(b[start:], "\r\n"), left)
		if err != nil {
			continue // packed in another way, or not at all
		}
		if left -= n; left <= 0 {
			return &overBudget{limit, true}
		}
	}
}

// inflated is how many bytes zlib data unpacks to, counted up to one more than limit.
func inflated(b []byte, limit int64) (int64, error) {
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return 0, err
	}
	defer z.Close()
	n, _ := io.Copy(io.Discard, io.LimitReader(z, limit+1)) // what is damaged counts as far as it goes
	return n, nil
}

// pdfPages collects the words of all pages.
type pdfPages struct {
	pages [][]pdfLine
	bytes int64
	limit int64
}

// pdfDepth is how deep the tree of pages may be, pdfPagesMost how many it may have.
const (
	pdfDepth     = 50
	pdfPagesMost = 20_000
)

func (p *pdfPages) walk(node pdf.Value, depth int) error {
	if depth > pdfDepth || len(p.pages) > pdfPagesMost {
		return errors.New("its pages refer to each other in circles, or are too many")
	}
	kids := node.Key("Kids")
	if kids.Len() == 0 {
		if node.Key("Type").Name() == "Page" || node.Key("Contents").Kind() != pdf.Null {
			p.pages = append(p.pages, p.page(pdf.Page{V: node}))
		}
		return nil
	}
	for i := range kids.Len() {
		if err := p.walk(kids.Index(i), depth+1); err != nil {
			return err
		}
	}
	return nil
}

// pdfMatrix is a transformation of the plane: a b c d e f, as PDF writes it.
type pdfMatrix [6]float64

func (m pdfMatrix) times(n pdfMatrix) pdfMatrix {
	return pdfMatrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// pdfState is what a page's commands set.
type pdfState struct {
	place                           pdfMatrix
	font                            *pdfFont
	size, leading, spacing, wordGap float64
}

// pdfFont is what is needed of a font; reading it again for each letter would be slow.
type pdfFont struct {
	encoding pdf.TextEncoding
	first    int
	widths   []float64 // in thousandths of the size, of the codes from first on
}

func (f *pdfFont) width(code int) float64 {
	if i := code - f.first; i >= 0 && i < len(f.widths) {
		return f.widths[i]
	}
	return 0
}

// pdfWriter follows the commands of one page.
type pdfWriter struct {
	pdfState
	page       pdf.Page
	fonts      map[string]*pdfFont
	saved      []pdfState
	text, line pdfMatrix
	lines      []pdfLine
	pages      *pdfPages
}

// page is the lines of one page in the order in which they are drawn.
func (p *pdfPages) page(page pdf.Page) []pdfLine {
	w := &pdfWriter{
		page: page, pages: p, fonts: map[string]*pdfFont{},
		pdfState: pdfState{place: pdfMatrix{1, 0, 0, 1, 0, 0}, font: &pdfFont{}},
	}
	for v, n := page.V, 0; v.Kind() != pdf.Null; v, n = v.Key("Parent"), n+1 {
		if n > pdfDepth {
			panic("its pages refer to each other in circles")
		}
	}
	contents := page.V.Key("Contents")
	if contents.Kind() == pdf.Null {
		return nil
	}
	pdf.Interpret(contents, func(stack *pdf.Stack, op string) {
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		w.do(op, args)
	})
	return w.lines
}

// do follows one command; one with other operands than it takes is passed over.
func (w *pdfWriter) do(op string, args []pdf.Value) {
	number := func(i int) float64 {
		if i >= len(args) {
			return 0
		}
		return args[i].Float64()
	}
	switch op {
	case "q":
		if len(w.saved) < 1000 {
			w.saved = append(w.saved, w.pdfState)
		}
	case "Q":
		if n := len(w.saved); n > 0 {
			w.pdfState, w.saved = w.saved[n-1], w.saved[:n-1]
		}
	case "cm":
		w.place = pdfMatrix{number(0), number(1), number(2), number(3), number(4), number(5)}.times(w.place)
	case "BT":
		w.text = pdfMatrix{1, 0, 0, 1, 0, 0}
		w.line = w.text
	case "Tm":
		w.text = pdfMatrix{number(0), number(1), number(2), number(3), number(4), number(5)}
		w.line = w.text
	case "TD":
		w.leading = -number(1)
		w.next(number(0), number(1))
	case "Td":
		w.next(number(0), number(1))
	case "T*":
		w.next(0, -w.leading)
	case "TL":
		w.leading = number(0)
	case "Tc":
		w.spacing = number(0)
	case "Tw":
		w.wordGap = number(0)
	case "Tf":
		if len(args) == 2 {
			w.setFont(args[0].Name(), number(1))
		}
	case "Tj":
		if len(args) == 1 {
			w.show(args[0].RawString())
		}
	case "'":
		w.next(0, -w.leading)
		if len(args) == 1 {
			w.show(args[0].RawString())
		}
	case "\"":
		w.wordGap, w.spacing = number(0), number(1)
		w.next(0, -w.leading)
		if len(args) == 3 {
			w.show(args[2].RawString())
		}
	case "TJ":
		if len(args) != 1 {
			return
		}
		for i := range args[0].Len() {
			if v := args[0].Index(i); v.Kind() == pdf.String {
				w.show(v.RawString())
			} else {
				w.move(-v.Float64() / 1000 * w.size)
			}
		}
	}
}

func (w *pdfWriter) next(x, y float64) {
	w.line = pdfMatrix{1, 0, 0, 1, x, y}.times(w.line)
	w.text = w.line
}

func (w *pdfWriter) move(x float64) { w.text = pdfMatrix{1, 0, 0, 1, x, 0}.times(w.text) }

func (w *pdfWriter) setFont(name string, size float64) {
	if _, known := w.fonts[name]; !known {
		font := w.page.Font(name)
		w.fonts[name] = &pdfFont{font.Encoder(), font.FirstChar(), font.Widths()}
	}
	w.font, w.size = w.fonts[name], size
}

// show writes the characters of raw where the text stands.
func (w *pdfWriter) show(raw string) {
	text := raw
	if w.font.encoding != nil {
		text = w.font.encoding.Decode(raw)
	}
	if w.pages.bytes += int64(len(text)) + 8; w.pages.bytes > w.pages.limit {
		panic(&tooLarge{w.pages.limit})
	}
	width, words := 0.0, 0
	for i := range len(raw) {
		width += w.font.width(int(raw[i]))
		if raw[i] == ' ' {
			words++
		}
	}
	runes := len([]rune(text))
	width *= w.size / 1000
	if width == 0 { // fonts of two bytes a character, and those that every reader has
		width = float64(runes) * w.size / 2
	}
	at := w.text.times(w.place)
	w.move(width + float64(runes)*w.spacing + float64(words)*w.wordGap)
	end := w.text.times(w.place)
	w.lines = writePDF(w.lines, pdfLine{text: text, left: at[4], right: end[4], y: at[5], size: max(abs(w.size*at[3]), abs(w.size*at[0]))})
}

func abs(v float64) float64 { return max(v, -v) }
