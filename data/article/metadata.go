package article

import (
	"encoding/json"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageMetadata is what a page says of itself: JSON-LD first, which is written
// for machines and names its fields, then meta elements (Open Graph, Dublin Core
// and the like), then elements marked up with microdata or by name.
func pageMetadata(doc *html.Node) (record, *pageFacts) {
	p := &pageFacts{meta: map[string]string{}, marked: map[string]string{}, lined: map[string]string{}}
	p.walk(doc)
	p.settle()
	ld := p.linked()
	r := record{
		title:    p.title(ld.headline),
		author:   byline(first(ld.author, p.meta["author"], p.meta["article:author"], p.meta["parsely-author"], p.meta["sailthru.author"], p.meta["dc.creator"], p.meta["byl"], p.marked["author"], p.lined["author"])),
		outlet:   first(ld.publisher, p.meta["og:site_name"], p.meta["application-name"], p.meta["dc.publisher"], p.meta["twitter:site"]),
		url:      first(p.canonical, p.meta["og:url"], ld.url),
		language: first(p.language, p.meta["og:locale"], p.meta["content-language"]),
	}
	if strings.HasPrefix(r.author, "http") {
		r.author = ""
	}
	for _, date := range []string{
		ld.published, p.meta["article:published_time"], p.meta["datepublished"], p.meta["parsely-pub-date"], p.meta["article.published"], p.meta["og:published_time"],
		p.meta["sailthru.date"], p.meta["dc.date.issued"], p.meta["dc.date"], p.meta["dcterms.created"], p.meta["pubdate"], p.meta["publishdate"], p.meta["publish-date"], p.meta["publication_date"], p.meta["date"], p.meta["dc.date.created"],
		p.marked["datepublished"], p.marked["time"], inURL(r.url), p.lined["datepublished"], ld.modified, p.meta["article:modified_time"], p.meta["og:updated_time"],
	} {
		if r.published = usableDate(date); r.published != "" {
			break
		}
	}
	return r, p
}

// near is how many bytes of text may stand between a page's headline and the
// byline or date that is its own and not of another story further down.
const near = 1500

type pageFacts struct {
	text      int // bytes of text so far
	headingAt int // where the first h1 stands in it
	named     []namedMark
	meta      map[string]string // content of meta elements by their name in lower case
	marked    map[string]string // text of elements by their itemprop or rel in lower case
	heading   string            // the first h1
	name      string            // the title element
	canonical string
	language  string
	scripts   []string // JSON-LD
	data      []string // other JSON that a script of the page reads
	lines     []namedMark
	lined     map[string]string // byline and date of lines that say nothing else, beside the headline
}

// namedMark is an element that is a byline or date by its class alone.
type namedMark struct {
	key, value string
	at         int
}

// settle picks the first mark of each kind that stands near the headline.
func (p *pageFacts) settle() {
	for _, m := range p.named {
		if p.marked[m.key] == "" && (p.heading == "" || m.at > p.headingAt-near && m.at < p.headingAt+near) {
			p.marked[m.key] = m.value
		}
	}
	for _, m := range p.lines {
		if p.lined[m.key] == "" && p.heading != "" && m.at > p.headingAt-beside/2 && m.at < p.headingAt+beside {
			p.lined[m.key] = m.value
		}
	}
}

// beside is how many bytes of text may stand between the headline and a line of
// words alone that is a byline or date.
const beside = 600

func (p *pageFacts) walk(n *html.Node) {
	switch {
	case n.Type == html.ElementNode:
		p.element(n)
		if n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Noscript {
			return
		}
	case n.Type == html.TextNode:
		p.text += len(strings.TrimSpace(n.Data))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
}

func (p *pageFacts) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		p.language = attribute(n, "lang")
	case atom.Title:
		if p.name == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head {
			p.name = textOf(n)
		}
	case atom.Meta:
		key := strings.ToLower(first(attribute(n, "property"), attribute(n, "name"), attribute(n, "itemprop"), attribute(n, "http-equiv")))
		if v := oneLine(attribute(n, "content")); v != "" && p.meta[key] == "" {
			p.meta[key] = v
		}
	case atom.Link:
		if strings.EqualFold(attribute(n, "rel"), "canonical") && p.canonical == "" {
			if u := attribute(n, "href"); strings.HasPrefix(u, "http") {
				p.canonical = u
			}
		}
	case atom.Script:
		switch kind := strings.ToLower(attribute(n, "type")); {
		case n.FirstChild == nil:
		case kind == "application/ld+json":
			p.scripts = append(p.scripts, n.FirstChild.Data)
		case kind == "application/json":
			p.data = append(p.data, n.FirstChild.Data)
		}
	case atom.H1:
		if t := textOf(n); p.heading == "" && t != "" {
			p.heading, p.headingAt = t, p.text
		}
	case atom.Time:
		if t := usableDate(first(attribute(n, "datetime"), textOf(n))); t != "" {
			p.named = append(p.named, namedMark{"time", t, p.text})
		}
	case atom.P, atom.Div, atom.Span, atom.Li, atom.Small, atom.Em, atom.I, atom.Address:
		if t := shortText(n); t != "" {
			if author := authorsIn(t); author != "" {
				p.lines = append(p.lines, namedMark{"author", author, p.text})
			}
			if date := dateIn(t); date != "" {
				p.lines = append(p.lines, namedMark{"datepublished", date, p.text})
			}
		}
	}
	for _, key := range []string{strings.ToLower(attribute(n, "itemprop")), strings.ToLower(attribute(n, "rel"))} {
		if (key == "datepublished" || key == "author") && n.DataAtom != atom.Link && n.DataAtom != atom.Meta && p.marked[key] == "" {
			p.marked[key] = first(attribute(n, "datetime"), attribute(n, "content"), textOf(n))
		}
	}
	for _, class := range strings.Fields(strings.ToLower(attribute(n, "class"))) {
		switch class {
		case "byline", "author", "author-name", "byline-name", "entry-author":
			if t := textOf(n); t != "" && len(t) < 80 {
				p.named = append(p.named, namedMark{"author", t, p.text})
			}
		case "date", "published", "entry-date", "post-date", "timestamp", "publish-date", "dateline", "article-date", "pubdate":
			if t := first(attribute(n, "datetime"), attribute(n, "title"), textOf(n)); len(t) < 100 && usableDate(t) != "" {
				p.named = append(p.named, namedMark{"datepublished", t, p.text})
			}
		}
	}
}

// title is the article's own headline. The title element and Open Graph often
// add the outlet's name, which the first h1 does not.
func (p *pageFacts) title(linked string) string {
	og := first(p.meta["og:title"], p.meta["twitter:title"], p.meta["dc.title"], linked)
	name := first(og, p.name)
	switch {
	case p.heading != "" && (name == "" || similar(p.heading, name) || similar(p.heading, linked)):
		return p.heading
	case linked != "":
		return linked
	}
	return withoutOutlet(name, p.meta["og:site_name"])
}

// similar reports whether two titles share most of their words.
func similar(a, b string) bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(strings.ToLower(b)) {
		words[w] = true
	}
	n, shared := 0, 0
	for _, w := range strings.Fields(strings.ToLower(a)) {
		n++
		if words[w] {
			shared++
		}
	}
	return n > 1 && shared*2 >= n
}

var titleTail = regexp.MustCompile(`\s+[|–—»·-]\s+[^|–—»·]{2,40}$`)

// withoutOutlet takes " | The Harbour Post" off the end of a title.
func withoutOutlet(title, outlet string) string {
	if outlet != "" {
		for _, mark := range []string{" | ", " - ", " – ", " — ", " · ", " » "} {
			if t, ok := strings.CutSuffix(title, mark+outlet); ok {
				return t
			}
		}
	}
	if short := titleTail.ReplaceAllString(title, ""); len(strings.Fields(short)) >= 4 {
		return short
	}
	return title
}

var byPrefix = regexp.MustCompile(`(?i)^(?:(?:written|reported|posted|story) )?by:?\s+`)

func byline(s string) string {
	return strings.TrimRight(byPrefix.ReplaceAllString(oneLine(s), ""), " ,|")
}

var datePath = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?:[/-]|$)`)

// inURL is the date that many addresses carry.
func inURL(address string) string {
	m := datePath.FindStringSubmatch(strings.ToLower(address))
	if m == nil {
		return ""
	}
	if m[2][0] > '9' {
		return m[3] + " " + m[2] + " " + m[1]
	}
	return m[1] + "-" + m[2] + "-" + m[3]
}

// linkedFacts is what JSON-LD says of the article.
type linkedFacts struct{ headline, author, publisher, published, modified, url string }

// linkedObjects are the page's JSON-LD objects: those of articles before those of
// the page as a whole.
func (p *pageFacts) linkedObjects() []map[string]any {
	var ofArticle, ofPage []map[string]any
	for _, script := range p.scripts {
		if depth, _, keys := nesting([]byte(script)); depth > 50 || keys > recordKeys {
			continue
		}
		script = strings.Map(func(r rune) rune { // raw line ends inside strings are common
			if r < ' ' {
				return ' '
			}
			return r
		}, script)
		var v any
		if json.Unmarshal([]byte(strings.TrimRight(strings.TrimSpace(script), ";")), &v) != nil {
			continue
		}
		eachObject(v, 0, func(o map[string]any) {
			switch article, page := kinds(o["@type"]); {
			case article:
				ofArticle = append(ofArticle, o)
			case page:
				ofPage = append(ofPage, o)
			}
		})
	}
	return append(ofArticle, ofPage...)
}

// linked is what the page's JSON-LD objects say, of each field the first value that
// is usable.
func (p *pageFacts) linked() linkedFacts {
	var out linkedFacts
	for _, o := range p.linkedObjects() {
		out.headline = first(out.headline, html.UnescapeString(said(o["headline"])))
		out.author = first(out.author, said(o["author"]), said(o["creator"]))
		out.publisher = first(out.publisher, said(o["publisher"]))
		out.published = first(out.published, usableDate(said(o["datePublished"])))
		out.modified = first(out.modified, usableDate(said(o["dateModified"])))
		out.url = first(out.url, said(o["url"]))
	}
	return out
}

func usableDate(s string) string {
	if _, err := ParseDate(s); err != nil {
		return ""
	}
	return s
}

func eachObject(v any, depth int, f func(map[string]any)) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			eachObject(item, depth+1, f)
		}
	case map[string]any:
		f(v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			eachObject(v[key], depth+1, f)
		}
	}
}

// kinds tells by its @type whether an object is an article or a web page.
func kinds(v any) (article, page bool) {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || v == "BlogPosting" || v == "Report" || v == "LiveBlogPosting", v == "WebPage"
	case []any:
		for _, item := range v {
			a, p := kinds(item)
			article, page = article || a, page || p
		}
	}
	return article, page
}

// said is a JSON-LD value in words: of a list its names with commas, of an
// object its name.
func said(v any) string {
	switch v := v.(type) {
	case string:
		return oneLine(v)
	case []any:
		var names []string
		for _, item := range v {
			if n := said(item); n != "" {
				names = append(names, n)
			}
		}
		return strings.Join(names, ", ")
	case map[string]any:
		return said(v["name"])
	}
	return ""
}

func first(values ...string) string {
	for _, v := range values {
		if v = oneLine(v); v != "" {
			return v
		}
	}
	return ""
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return oneLine(b.String())
}

// shortText is the text below n where it is one short line, else "".
func shortText(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node) bool
	walk = func(n *html.Node) bool {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil && b.Len() <= 2*shortLine; c = c.NextSibling {
			if c.DataAtom == atom.P || c.DataAtom == atom.Div || !walk(c) {
				return false
			}
		}
		return b.Len() <= 2*shortLine
	}
	if !walk(n) {
		return ""
	}
	return oneLine(b.String())
}
