package article

import (
	"bufio"
	"bytes"
	"net/url"
	"strings"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// readHTML takes a page as one article: the body by readability (the method of
// Firefox's reader view) between two passes that take away what is no article
// text, and the metadata from what the page says of itself.
func readHTML(in *bufio.Reader, s *sink) {
	b, err := readLimited(in, s.opts.Limits.ArticleBytes*pageFactor)
	if err != nil {
		s.readFault(0, err)
		return
	}
	if s.tooManyTags(0, b) {
		return
	}
	if factivaPage.Match(b) {
		text, _ := decodePage(b, "")
		if doc, err := html.Parse(strings.NewReader(text)); err == nil && s.factivaArticles(doc) {
			return
		}
	}
	s.count()
	s.page(0, b, "", "")
}

// pageFactor is how much larger than its article a page may be: markup,
// scripts and pictures written into it.
const pageFactor = 4

// pageTags is the most tags of a page. Each takes a few hundred bytes of memory on
// the way, and the largest pages of news sites have some 20,000.
const pageTags = 250_000

// tooManyTags sets a page aside that has more than pageTags, before it is parsed.
func (s *sink) tooManyTags(no int, b []byte) bool {
	n := bytes.Count(b, []byte("<"))
	if n > pageTags {
		s.fault(no, CodeTooLarge, "a page of %d tags, the limit is %d", n, pageTags)
	}
	return n > pageTags
}

// meagre is how many bytes of text are so few that something may be amiss.
const meagre = 600

// page makes an article of one HTML page. contentType is the header that it
// came with and address the URL that it was fetched from, "" for none.
func (s *sink) page(no int, b []byte, contentType, address string) bool {
	if i := bytes.IndexByte(b, 0); i >= 0 && !bytes.HasPrefix(b, []byte{0xff, 0xfe}) && !bytes.HasPrefix(b, []byte{0xfe, 0xff}) {
		return s.fault(no, CodeBinary, "not text: a NUL byte at byte %d", i)
	}
	if s.tooManyTags(no, b) {
		return !s.stopped
	}
	text, note := decodePage(b, contentType)
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return s.fault(no, CodeTooDeep, "not parsed as HTML: %v", err)
	}
	r, facts := pageMetadata(doc)
	r.no = no
	if note != "" {
		r.warnings = append(r.warnings, note)
	}
	if r.url == "" {
		r.url = address
	}
	r.text = strings.Join(body(doc, r, true), "\n\n")
	if len(r.text) < meagre {
		// Some page calls its story a promotion: once more, going by the elements alone.
		if doc, err := html.Parse(strings.NewReader(text)); err == nil {
			if more := strings.Join(body(doc, r, false), "\n\n"); len(more) > 2*len(r.text) {
				r.text = more
			}
		}
	}
	if len(r.text) < meagre {
		if more, title := facts.bodyInData(); len(more) > 2*len(r.text) {
			r.text, r.title = more, first(r.title, title)
		}
	}
	if r.text == "" {
		return s.fault(no, CodeNoText, "no article text found in the page")
	}
	return s.record(r)
}

// decodePage brings a page to UTF-8, by its byte order mark, its header, its
// meta elements, or what its bytes look like.
func decodePage(b []byte, contentType string) (text, note string) {
	if utf8.Valid(b) {
		return strings.TrimPrefix(string(b), "\ufeff"), ""
	}
	enc, name, certain := charset.DetermineEncoding(b[:min(len(b), 4096)], contentType)
	if !certain || name == "utf-8" {
		if t, n, bad := decode(b); bad == nil {
			return t, n
		}
		return strings.ToValidUTF8(string(b), "\ufffd"), "invalid UTF-8 replaced"
	}
	t, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd"), "invalid UTF-8 replaced"
	}
	return string(t), "read as " + name
}

// body is the paragraphs of the article in a page, headline excepted.
func body(doc *html.Node, r record, byNames bool) []string {
	strip(doc, byNames)
	address, err := url.Parse(r.url)
	if err != nil || address.Host == "" {
		address = &url.URL{Scheme: "https", Host: "page.invalid"}
	}
	p := readability.NewParser()
	p.KeepClasses = true
	found, err := p.ParseDocument(doc, address)
	if err != nil || found.Node == nil {
		return nil
	}
	blocks := blocksOf(found.Node)
	return tidy(blocks, r)
}

// block is one run of text that a page sets apart from others.
type block struct {
	text    string
	tag     string
	linked  int // bytes of text inside links
	heading bool
}

// inlineTags are the elements that do not break a line of text.
var inlineTags = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Big: true, atom.Cite: true,
	atom.Code: true, atom.Data: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Ins: true, atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Q: true, atom.S: true, atom.Samp: true,
	atom.Small: true, atom.Span: true, atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true,
	atom.Time: true, atom.Tt: true, atom.U: true, atom.Var: true, atom.Wbr: true, atom.Acronym: true,
}

// blocksOf is the text of n in reading order, cut where a browser would break it.
func blocksOf(n *html.Node) []block {
	var out []block
	var run strings.Builder
	linked, owner := 0, "div"
	flush := func() {
		for _, line := range strings.Split(run.String(), "\n\n") {
			if t := oneLine(line); t != "" {
				heading := len(owner) == 2 && owner[0] == 'h' && owner[1] >= '1' && owner[1] <= '6'
				out = append(out, block{text: t, tag: owner, linked: linked, heading: heading})
			}
		}
		run.Reset()
		linked = 0
	}
	var walk func(n *html.Node, link bool)
	walk = func(n *html.Node, link bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				t := strings.Map(spaces, c.Data)
				run.WriteString(t)
				if link {
					linked += len(strings.TrimSpace(t))
				}
			case c.Type != html.ElementNode:
			case c.DataAtom == atom.Br:
				// One break is a line of the same paragraph, two end it.
				if strings.HasSuffix(strings.TrimRight(run.String(), " "), "\n") {
					run.WriteString("\n\n")
				} else {
					run.WriteString(" \n")
				}
			case c.DataAtom == atom.Tr && isRow(c):
				flush()
				out = append(out, block{text: rowText(c), tag: "tr"})
			case signsQuotation(c):
				if !dashed(run.String(), false) && !dashed(letters(c), true) {
					run.WriteString(" — ")
				}
				walk(c, link)
			case inlineTags[c.DataAtom] || c.DataAtom == 0:
				walk(c, link || c.DataAtom == atom.A)
			default:
				flush()
				outer := owner
				owner = c.Data
				walk(c, link)
				flush()
				owner = outer
			}
		}
	}
	walk(n, false)
	flush()
	return out
}

// signsQuotation reports whether an element names who is quoted: it closes a block
// quotation.
func signsQuotation(n *html.Node) bool {
	if n.DataAtom != atom.Cite || !hasLetter(letters(n)) {
		return false
	}
	for c := n; c.Parent != nil; c = c.Parent {
		if c.DataAtom == atom.Blockquote {
			return true
		}
		if c != n && c.DataAtom == atom.Cite || hasLetter(textAfter(c)) {
			return false // the one around it signs, or the quotation goes on
		}
	}
	return false
}

// dashed reports whether a text ends, or begins, with a dash.
func dashed(t string, begins bool) bool {
	t = strings.TrimSpace(t)
	for _, dash := range []string{"—", "–", "-"} {
		if begins && strings.HasPrefix(t, dash) || !begins && strings.HasSuffix(t, dash) {
			return true
		}
	}
	return false
}

// textAfter is the text of a node's later siblings.
func textAfter(n *html.Node) string {
	var b strings.Builder
	for c := n.NextSibling; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
		b.WriteString(letters(c))
	}
	return b.String()
}

// cellLetters is the most bytes of a cell that is one of a row of words; larger ones
// hold parts of the page.
const cellLetters = 300

// isRow reports whether a row of a table has two cells or more, of a few words each.
func isRow(n *html.Node) bool {
	cells := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		if t := letters(c); t != "" {
			cells++
			if len(t) > cellLetters {
				return false
			}
		}
	}
	return cells >= 2
}

// rowText is the cells of a row in one line.
func rowText(n *html.Node) string {
	var cells []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		var parts []string
		for _, b := range blocksOf(c) {
			parts = append(parts, b.text)
		}
		if t := strings.Join(parts, " "); t != "" {
			cells = append(cells, t)
		}
	}
	return strings.Join(cells, " | ")
}

// spaces makes a space of what HTML counts as one.
func spaces(r rune) rune {
	if r == '\n' || r == '\t' || r == '\r' || r == '\f' {
		return ' '
	}
	return r
}
