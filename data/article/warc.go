package article

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"regexp"
	"strconv"
	"strings"
)

// readWARC takes a web archive: of its responses the HTML pages, of its
// conversions the plain text. Records of other kinds, and responses that are no
// pages (pictures, scripts, feeds), hold no article and are passed over.
func readWARC(in *bufio.Reader, s *sink) {
	articles := 0
	for no := 1; ; no++ {
		s.at = origin{}
		header, length, err := warcHeader(in)
		if err == io.EOF {
			if articles == 0 {
				s.fault(0, CodeEmpty, "no page in this archive")
			}
			return
		}
		if err != nil {
			s.warcFault(no, err)
			return
		}
		content := io.LimitReader(in, length)
		goOn := true
		switch kind := strings.ToLower(header.Get("WARC-Type")); kind {
		case "response", "conversion":
			goOn = s.count()
			if !goOn {
				break
			}
			address := strings.Trim(header.Get("WARC-Target-URI"), "<>")
			b, err := readLimited(content, s.opts.Limits.LineBytes)
			s.at = origin{raw: b}
			var large *tooLarge
			switch {
			case errors.As(err, &large):
				articles++
				goOn = s.fault(no, CodeTooLarge, "%s: a record of %d bytes, the limit is %d (--max-line-bytes)", address, length, s.opts.Limits.LineBytes)
			case err != nil:
				s.warcFault(no, err)
				return
			case int64(len(b)) < length:
				s.warcFault(no, io.ErrUnexpectedEOF)
				return
			case kind == "response":
				var found bool
				found, goOn = s.response(no, b, address)
				if found {
					articles++
				}
			default:
				articles++
				goOn = s.conversion(no, b, address)
			}
		}
		if !goOn {
			return
		}
		if _, err := io.Copy(io.Discard, content); err != nil {
			s.warcFault(no, err)
			return
		}
	}
}

// warcVersion is the line that a record begins with.
var warcVersion = regexp.MustCompile(`^WARC/[0-9]+\.[0-9]+\s*$`)

// warcHeader reads up to the content of the next record; io.EOF is the end.
func warcHeader(in *bufio.Reader) (header textproto.MIMEHeader, length int64, err error) {
	if firstByte(in) == 0 {
		if _, err := in.Peek(1); err != nil {
			return nil, 0, err
		}
	}
	version, cut, err := readLine(in, nil, sniffBytes)
	if err != nil && err != io.EOF {
		return nil, 0, err
	}
	if cut != "" || !warcVersion.Match(version) {
		return nil, 0, fmt.Errorf("not the begin of a WARC record: %q", shorten(strings.ToValidUTF8(string(version), "?"), 40))
	}
	// A header has a few hundred bytes; a record that lost its end may have any.
	head := textproto.NewReader(bufio.NewReader(&oneByOne{in: in, left: 64 << 10}))
	header, err = head.ReadMIMEHeader()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, 0, err
	}
	if header.Get("WARC-Type") == "" {
		return nil, 0, errors.New("a WARC record that does not say its type")
	}
	length, err = strconv.ParseInt(strings.TrimSpace(header.Get("Content-Length")), 10, 64)
	if err != nil || length < 0 {
		return nil, 0, fmt.Errorf("content length %q of a WARC record", header.Get("Content-Length"))
	}
	return header, length, nil
}

// oneByOne hands out a line at a time, so that whoever buffers over it takes no
// byte past the blank line that ends a header.
type oneByOne struct {
	in   *bufio.Reader
	left int
	line []byte
	done bool
}

func (o *oneByOne) Read(p []byte) (int, error) {
	if len(o.line) == 0 {
		if o.done || o.left <= 0 {
			return 0, io.EOF
		}
		line, err := o.in.ReadSlice('\n')
		if err != nil && err != bufio.ErrBufferFull {
			return 0, err
		}
		o.left -= len(line)
		o.line = line
		o.done = len(bytes.TrimRight(line, "\r\n")) == 0
	}
	n := copy(p, o.line)
	o.line = o.line[n:]
	return n, nil
}

// response makes an article of one HTTP response; found says that it was a page.
func (s *sink) response(no int, b []byte, address string) (found, goOn bool) {
	res, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(b)), nil)
	if err != nil {
		return true, s.fault(no, CodeSyntax, "%s: the HTTP response is broken: %v", address, err)
	}
	defer res.Body.Close()
	contentType := res.Header.Get("Content-Type")
	kind, _, _ := mime.ParseMediaType(contentType)
	switch {
	case kind != "" && kind != "text/html" && kind != "application/xhtml+xml":
		return false, true
	case res.StatusCode >= 300 && res.StatusCode < 400:
		return false, true // where it leads is a record of its own
	case res.StatusCode != http.StatusOK:
		return true, s.fault(no, CodeNoText, "%s: the server answered %d", address, res.StatusCode)
	}
	page, err := unpackBody(res, s.opts.Limits)
	if err != nil && len(page) == 0 {
		return true, s.fault(no, CodeTruncated, "%s: the body of the response is damaged: %v", address, err)
	}
	return true, s.page(no, page, contentType, address)
}

// unpackBody reads a response's body. Crawlers often store it unpacked and
// leave the headers that say how it was packed.
func unpackBody(res *http.Response, limits Limits) ([]byte, error) {
	b, err := readLimited(res.Body, limits.ArticleBytes*pageFactor)
	if bytes.HasPrefix(b, []byte{0x1f, 0x8b}) {
		z, zerr := gzip.NewReader(bytes.NewReader(b))
		if zerr != nil {
			return nil, zerr
		}
		return readLimited(z, limits.ArticleBytes*pageFactor)
	}
	return b, err
}

// conversion makes an article of the plain text of one page.
func (s *sink) conversion(no int, b []byte, address string) bool {
	text, note, bad := decode(b)
	if bad != nil {
		return s.fault(no, bad.code, "%s: %s", address, bad.message)
	}
	r := record{no: no, url: address, text: clean(unmarked(text))}
	r.headlineEnd = headline(r.text)
	if note != "" {
		r.warnings = append(r.warnings, note)
	}
	return s.record(r)
}

func (s *sink) warcFault(no int, err error) {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		s.fault(no, CodeTruncated, "ends inside a record")
		return
	}
	var path interface{ Timeout() bool }
	if errors.As(err, &path) || isPacked(err) {
		s.readFault(no, err)
		return
	}
	s.fault(no, CodeSyntax, "%v; the rest of the file is not read", err)
}
