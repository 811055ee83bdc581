package article

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"
)

// readMail takes one message (.eml), or one web page that a browser saved with all
// that belongs to it (.mhtml). Of a message the plain text counts, else its HTML; its
// subject is the title, its sender the outlet.
func readMail(in *bufio.Reader, s *sink) {
	b, err := readLimited(in, s.opts.Limits.LineBytes*2)
	if err != nil {
		s.readFault(0, err)
		return
	}
	m, err := mail.ReadMessage(strings.NewReader(string(b)))
	if err != nil {
		s.fault(0, CodeSyntax, "the header of this message is broken: %v", err)
		return
	}
	s.count()
	found := mailParts{left: 1000}
	if err := found.collect(mailHeader(m.Header), m.Body, 0); err != nil {
		s.fault(0, CodeSyntax, "the message is broken: %v", err)
		return
	}
	page := strings.HasPrefix(strings.ToLower(m.Header.Get("Content-Type")), "multipart/related") || m.Header.Get("Snapshot-Content-Location") != ""
	if page && found.html != nil {
		address := first(m.Header.Get("Snapshot-Content-Location"), found.html.address)
		if !isAddress(address) {
			address = ""
		}
		s.page(0, found.html.body, found.html.kind, address)
		return
	}
	r := record{title: headerText(m.Header.Get("Subject")), published: m.Header.Get("Date"), id: strings.Trim(strings.TrimSpace(m.Header.Get("Message-Id")), "<>")}
	r.outlet = sender(m.Header)
	switch {
	case found.plain != nil:
		text, note, bad := decodeAs(found.plain.body, found.plain.kind)
		if bad != nil {
			s.fault(0, bad.code, "%s", bad.message)
			return
		}
		if note != "" {
			r.warnings = append(r.warnings, note)
		}
		r.text = withoutMailLines(text, found.plain.flowed)
	case found.html != nil:
		text, _ := decodePage(found.html.body, found.html.kind)
		r.text = withoutMailLines(unmarked(text), false)
	default:
		s.fault(0, CodeNoText, "no text in this message")
		return
	}
	r.unmark()
	s.record(r)
}

// mailHeader gives one line of the header of a message or of one of its parts.
type mailHeader map[string][]string

func (h mailHeader) get(key string) string { return mail.Header(h).Get(key) }

// mailPart is the text of a message in one form.
type mailPart struct {
	body    []byte
	kind    string // the content type with its character set
	address string
	flowed  bool
}

// mailParts are the first plain text and the first HTML of a message.
type mailParts struct {
	plain, html *mailPart
	left        int // parts that may still follow
}

// mailDepth is how deep messages and their parts may lie in one another.
const mailDepth = 10

// collect goes through a message and what lies in it, attached files excepted.
func (p *mailParts) collect(h mailHeader, body io.Reader, depth int) error {
	p.left--
	if depth > mailDepth || p.left < 0 {
		return errors.New("too many parts within parts")
	}
	switch strings.ToLower(strings.TrimSpace(h.get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, &base64Only{body})
	}
	kind, params, err := mime.ParseMediaType(first(h.get("Content-Type"), "text/plain"))
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			part, err := parts.NextRawPart()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			if err := p.collect(mailHeader(part.Header), part, depth+1); err != nil {
				return err
			}
		}
	}
	if disposition, _, _ := mime.ParseMediaType(h.get("Content-Disposition")); disposition == "attachment" {
		return nil
	}
	part := &mailPart{kind: h.get("Content-Type"), address: oneLine(h.get("Content-Location")), flowed: strings.EqualFold(params["format"], "flowed")}
	switch {
	case kind == "text/plain" && p.plain == nil:
		p.plain = part
	case (kind == "text/html" || kind == "application/xhtml+xml") && p.html == nil:
		p.html = part
	default:
		return nil
	}
	part.body, err = io.ReadAll(body)
	return err
}

// base64Only passes over what is no base64: line ends and what a list adds below.
type base64Only struct{ r io.Reader }

func (b *base64Only) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	kept := 0
	for _, c := range p[:n] {
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' {
			p[kept] = c
			kept++
		}
	}
	if kept == 0 && err == nil && n > 0 {
		return b.Read(p)
	}
	return kept, err
}

// decodeAs brings text to UTF-8 by the character set that its header names, else by
// its bytes.
func decodeAs(b []byte, contentType string) (text, note string, bad *sourceFault) {
	_, params, _ := mime.ParseMediaType(contentType)
	if set, name := charset.Lookup(params["charset"]); set != nil && name != "utf-8" {
		if t, err := set.NewDecoder().Bytes(b); err == nil {
			return string(t), "", nil
		}
	}
	return decode(b)
}

// headerText decodes what a header writes as =?utf-8?q?...?=.
func headerText(s string) string {
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	if t, err := words.DecodeHeader(s); err == nil {
		return t
	}
	return s
}

// sender is who sent a message: the name, or where there is none the host of the address.
func sender(h mail.Header) string {
	words := mail.AddressParser{WordDecoder: &mime.WordDecoder{CharsetReader: charset.NewReaderLabel}}
	a, err := words.Parse(h.Get("From"))
	switch {
	case err != nil:
		return headerText(h.Get("From"))
	case a.Name != "":
		return a.Name
	}
	_, host, _ := strings.Cut(a.Address, "@")
	return host
}

var (
	forwarded  = regexp.MustCompile(`^(?:-+ ?(?:Forwarded|Original) [Mm]essage ?-+|Begin forwarded message:)$`)
	mailLabels = regexp.MustCompile(`^\*?(?:From|Sent|Date|To|Cc|Bcc|Subject|Reply-To):\*?(?: |$)`)
)

// withoutMailLines takes off the lines of a message that was passed on, the
// signature, and joins the lines that were folded.
func withoutMailLines(text string, flowed bool) string {
	var kept []string
	passed := false // inside the header of a message that was passed on
	lines := strings.Split(lineEnds(text), "\n")
	for i, line := range lines {
		bare := strings.TrimSpace(line)
		switch {
		case line == "-- ":
			if i > 0 {
				return foldedText(kept, flowed)
			}
		case forwarded.MatchString(bare):
			passed = true
		case passed && (bare == "" || mailLabels.MatchString(bare)):
		default:
			passed = false
			kept = append(kept, line)
		}
	}
	return foldedText(kept, flowed)
}

func foldedText(lines []string, flowed bool) string {
	if !flowed {
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		return paragraphs(lines)
	}
	var out strings.Builder
	for _, line := range lines {
		if body, soft := strings.CutSuffix(line, " "); soft && body != "" {
			fmt.Fprint(&out, line) // RFC 3676: a space at the end goes on
			continue
		}
		fmt.Fprintln(&out, line)
	}
	return paragraphs(linesOf(out.String()))
}
