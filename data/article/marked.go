package article

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Exports of content systems and feeds hold their texts as HTML, with tags and
// with characters written out (&ldquo;), and some write even the tags out.

var (
	// blockTag is a tag that ends a line of text, anyTag one of any kind.
	blockTag = regexp.MustCompile(`(?i)</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote|section|article|figure|table|tr|body|html)(?:\s[^<>]*)?/?>`)
	anyTag   = regexp.MustCompile(`(?i)</?(?:a|abbr|b|cite|code|del|em|figcaption|font|i|iframe|img|ins|mark|p|q|s|script|small|span|strike|strong|style|sub|sup|td|th|time|u|br|div|li|ul|ol|h[1-6]|blockquote|section|article|figure|table|tr|body|html)(?:\s[^<>]*)?/?>`)
	// charRef is a character that is written out.
	charRef = regexp.MustCompile(`&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});`)
	// shortened is how interfaces close a text that they cut off.
	shortened = regexp.MustCompile(`\s*(?:…|\.\.\.)?\s*\[\+?(\d+) (?:more )?char(?:acter)?s\]\s*$`)
	// removed is what stands for an article that was taken back.
	removed = regexp.MustCompile(`(?i)^\s*\[(?:removed|deleted)\]\s*$`)
)

// unmarked is a text field without its markup: blocks become paragraphs, captions
// and scripts go, written-out characters become themselves.
func unmarked(text string) string {
	for range 2 { // tags may be written out themselves: &lt;p&gt;
		switch {
		case blockTag.MatchString(text):
			text = fragment(text)
		case anyTag.MatchString(text):
			text = html.UnescapeString(anyTag.ReplaceAllString(text, ""))
		case charRef.MatchString(text):
			text = html.UnescapeString(text)
		default:
			return text
		}
	}
	return text
}

// fragment is the paragraphs of a piece of HTML.
func fragment(text string) string {
	// An empty line between its parts is a paragraph to whoever wrote it.
	text = emptyLine.ReplaceAllString(lineEnds(text), "<br><br>")
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return text
	}
	withoutElements(doc, atom.Script, atom.Style, atom.Figcaption, atom.Iframe, atom.Noscript)
	var paragraphs []string
	for _, b := range blocksOf(doc) {
		paragraphs = append(paragraphs, b.text)
	}
	return strings.Join(paragraphs, "\n\n")
}

var emptyLine = regexp.MustCompile(`\n[ \t]*\n\s*`)

// withoutElements takes elements out of a tree, with all that is in them.
func withoutElements(n *html.Node, kinds ...atom.Atom) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		drop := c.Type == html.CommentNode
		for _, k := range kinds {
			drop = drop || c.Type == html.ElementNode && c.DataAtom == k
		}
		if drop {
			n.RemoveChild(c)
		} else {
			withoutElements(c, kinds...)
		}
		c = next
	}
}

// unmark takes the markup off a record's fields, and the note off a text that an
// interface cut off. It is for records that are no pages.
func (r *record) unmark() {
	for _, f := range []*string{&r.title, &r.outlet, &r.author} {
		*f = unmarked(*f)
	}
	r.text = unmarked(r.text)
	if removed.MatchString(r.text) {
		r.text = ""
		if removed.MatchString(r.title) {
			r.title = ""
		}
	}
	end := max(0, len(r.text)-100) // of the text, where such a note stands
	if m := shortened.FindStringSubmatch(r.text[end:]); m != nil {
		r.warnings = append(r.warnings, fmt.Sprintf("the source cut the text off: %s more characters", m[1]))
		r.text = strings.TrimSuffix(r.text, m[0])
	}
}
