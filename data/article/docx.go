package article

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// readDOCX takes the running text of a Word document, which may hold several
// documents of a news archive. Deleted words, comments, notes and the text of page
// headers are not it.
func readDOCX(z *zipFile, s *sink) {
	part, err := z.open(z.part("word/document.xml"))
	if err != nil {
		s.zipFault(0, err)
		return
	}
	defer part.Close()
	text, err := wordText(part, s.opts.Limits.ArticleBytes*archiveFactor)
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		s.fault(0, CodeSyntax, "word/document.xml, line %d: %s", syntax.Line, syntax.Msg)
	case err != nil:
		s.zipFault(0, err)
	default:
		s.paragraphLines(text, "no text in this Word document")
	}
}

// wordText is the paragraphs of a document.xml, each a line; more
// than limit bytes are an error.
func wordText(r io.Reader, limit int64) (string, error) {
	dec := xml.NewDecoder(newXMLGuard(r))
	var out strings.Builder
	words, passed := false, 0 // inside w:t; how many elements deep in what is no text
	for {
		t, err := dec.Token()
		if err == io.EOF {
			return out.String(), nil
		}
		if err != nil {
			return "", err
		}
		if int64(out.Len()) > limit {
			return "", &tooLarge{limit}
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch name := t.Name.Local; {
			case passed > 0, name == "del", name == "Fallback", name == "instrText", name == "pict":
				passed++ // of a box of text the same words stand in Choice
			case name == "t":
				words = true
			case name == "tab":
				out.WriteByte('\t')
			case name == "br" || name == "cr":
				out.WriteByte('\n')
			case name == "noBreakHyphen":
				out.WriteByte('-')
			}
		case xml.EndElement:
			switch name := t.Name.Local; {
			case passed > 0:
				passed--
			case name == "t":
				words = false
			case name == "p":
				out.WriteByte('\n')
			}
		case xml.CharData:
			if words && passed == 0 {
				out.Write(t)
			}
		}
	}
}
