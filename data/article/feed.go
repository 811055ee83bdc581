package article

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// feedItem is the parts of an item of RSS (1.0 and 2.0) or an entry of Atom, by their
// names; of other vocabularies (pictures, podcasts) none.
type feedItem map[string][]feedPart

// feedPart is one of them: text, HTML as text, or XHTML as elements.
type feedPart struct {
	Type  string `xml:"type,attr"`
	Rel   string `xml:"rel,attr"`
	Href  string `xml:"href,attr"`
	Name  string `xml:"name"`
	Title string `xml:"title"`
	Text  string `xml:",chardata"`
	Inner string `xml:",innerxml"`
}

// feedNames are the vocabularies that a feed's own parts are of.
var feedNames = map[string]string{
	"": "", "http://www.w3.org/2005/Atom": "", "http://purl.org/rss/1.0/": "", "http://my.netscape.com/rdf/simple/0.9/": "",
	"http://purl.org/dc/elements/1.1/": "dc:", "http://purl.org/rss/1.0/modules/content/": "content:", "dc": "dc:", "content": "content:",
}

func (f *feedItem) UnmarshalXML(dec *xml.Decoder, start xml.StartElement) error {
	*f = feedItem{"about": {{Text: xmlAttribute(start, "about")}}}
	for {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			prefix, known := feedNames[t.Name.Space]
			if !known {
				if err := dec.Skip(); err != nil {
					return err
				}
				continue
			}
			var part feedPart
			if err := dec.DecodeElement(&part, &t); err != nil {
				return err
			}
			(*f)[prefix+t.Name.Local] = append((*f)[prefix+t.Name.Local], part)
		}
	}
}

// one is the first of an item's parts of these names that says something.
func (f feedItem) one(names ...string) string {
	for _, name := range names {
		for _, part := range f[name] {
			text := part.Text
			if part.Type == "xhtml" {
				text = part.Inner
			}
			if strings.TrimSpace(text) != "" {
				return text
			}
		}
	}
	return ""
}

// readFeed takes an RSS or Atom feed, an item an article: its content where it gives
// one, else its summary, and the address of its page.
func readFeed(in *bufio.Reader, s *sink) {
	limited := &perRecord{r: in, limit: s.opts.Limits.LineBytes}
	guard := &xmlGuard{r: limited, most: pageTags}
	dec := xml.NewDecoder(guard)
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = charset.NewReaderLabel
	title, language := "", "" // of the feed
	no := 0
	for {
		limited.next()
		guard.tags = 0
		t, err := dec.Token()
		if err == io.EOF {
			if no == 0 {
				s.fault(0, CodeEmpty, "no item in this feed")
			}
			return
		}
		if err != nil {
			s.feedFault(no+1, err)
			return
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "item", "entry":
			if !s.count() {
				return
			}
			no++
			var item feedItem
			if err := dec.DecodeElement(&item, &e); err != nil {
				s.feedFault(no, err)
				return
			}
			if !s.feedRecord(no, item, title, language) {
				return
			}
		case "title", "language":
			var part feedPart
			if err := dec.DecodeElement(&part, &e); err != nil {
				s.feedFault(no+1, err)
				return
			}
			if e.Name.Local == "language" {
				language = first(language, part.Text)
			} else {
				title = first(title, feedItem{"": {part}}.one(""))
			}
		case "image", "textinput", "textInput":
			if err := dec.Skip(); err != nil { // a title of its own
				s.feedFault(no+1, err)
				return
			}
		}
	}
}

func (s *sink) feedFault(no int, err error) {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		s.fault(no, CodeSyntax, "line %d: %s; the rest of the feed is not read", syntax.Line, syntax.Msg)
		return
	}
	s.readFault(no, err)
}

// feedRecord makes an article of an item; outlet and language are the feed's.
func (s *sink) feedRecord(no int, item feedItem, outlet, language string) bool {
	r := record{
		no: no, title: item.one("title"), published: first(item.one("pubDate"), item.one("published"), item.one("dc:date"), item.one("updated")),
		language: first(item.one("language", "dc:language"), language),
	}
	for _, part := range item["source"] {
		r.outlet = first(r.outlet, part.Text, part.Title)
	}
	r.outlet = first(r.outlet, outlet)
	for _, part := range item["link"] {
		if part.Rel == "" || part.Rel == "alternate" {
			r.url = first(r.url, part.Href, part.Text)
		}
	}
	for _, name := range []string{"guid", "id", "about"} {
		switch v := oneLine(item.one(name)); {
		case isAddress(v):
			r.url = first(r.url, v)
		case name != "about":
			r.id = first(r.id, v)
		}
	}
	if r.url != "" && !strings.Contains(r.id, ":") {
		r.id = "" // unique within its feed alone, unlike tag: and urn:
	}
	var names []string
	for _, name := range []string{"dc:creator", "author"} {
		for _, part := range item[name] {
			if author := feedAuthor(first(part.Name, part.Text)); author != "" {
				names = append(names, author)
			}
		}
		if len(names) > 0 {
			break
		}
	}
	r.author = strings.Join(names, ", ")
	r.text = item.one("content:encoded", "content")
	if r.text == "" {
		if r.text = item.one("description", "summary"); r.text != "" {
			r.warnings = append(r.warnings, "a summary: the feed does not hold the whole article")
		}
	}
	r.unmark()
	return s.record(r)
}

// feedAuthor takes the address off "desk@herald.example (Ann Lee)", which is how RSS
// 2.0 writes authors.
func feedAuthor(s string) string {
	if at := strings.IndexByte(s, '@'); at > 0 {
		_, name, _ := strings.Cut(s, "(")
		name, _, _ = strings.Cut(name, ")")
		return strings.TrimSpace(name)
	}
	return s
}
