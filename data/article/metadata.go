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
func pageMetadata(doc *html.Node) record {
	p := &pageFacts{meta: map[string]string{}}
	p.walk(doc)
	ld := p.linked()
	r := record{
		title:    p.title(ld.headline),
		author:   byline(first(ld.author, p.meta["author"], p.meta["article:author"], p.meta["parsely-author"], p.meta["sailthru.author"], p.meta["dc.creator"], p.meta["byl"], p.marked["author"])),
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
		p.marked["datepublished"], p.published, inURL(r.url), ld.modified, p.meta["article:modified_time"], p.meta["og:updated_time"],
	} {
		if date == "" {
			continue
		}
		if _, err := ParseDate(date); err == nil {
			r.published = date
			break
		}
	}
	return r
}

type pageFacts struct {
	meta      map[string]string // content of meta elements by their name in lower case
	marked    map[string]string // text of elements by their itemprop or rel in lower case
	published string            // of a time element
	heading   string            // the first h1
	name      string            // the title element
	canonical string
	language  string
	scripts   []string // JSON-LD
}

func (p *pageFacts) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		p.element(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
}

func (p *pageFacts) element(n *html.Node) {
	if p.marked == nil {
		p.marked = map[string]string{}
	}
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
		if strings.EqualFold(attribute(n, "type"), "application/ld+json") && n.FirstChild != nil {
			p.scripts = append(p.scripts, n.FirstChild.Data)
		}
	case atom.H1:
		if t := textOf(n); p.heading == "" && t != "" {
			p.heading = t
		}
	case atom.Time:
		if p.published == "" {
			p.published = first(attribute(n, "datetime"), textOf(n))
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
			if t := textOf(n); p.marked["author"] == "" && t != "" && len(t) < 80 {
				p.marked["author"] = t
			}
		case "date", "published", "entry-date", "post-date", "timestamp", "publish-date", "dateline", "article-date", "pubdate":
			if t := first(attribute(n, "datetime"), attribute(n, "title"), textOf(n)); t != "" && len(t) < 100 && p.marked["datepublished"] == "" {
				if _, err := ParseDate(t); err == nil {
					p.marked["datepublished"] = t
				}
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

// linked finds the article among the page's JSON-LD objects.
func (p *pageFacts) linked() linkedFacts {
	var best linkedFacts
	for _, script := range p.scripts {
		var v any
		if depth, _ := nesting([]byte(script)); depth > 50 {
			continue
		}
		script = strings.Map(func(r rune) rune { // raw line ends inside strings are common
			if r < ' ' {
				return ' '
			}
			return r
		}, script)
		if json.Unmarshal([]byte(strings.TrimRight(strings.TrimSpace(script), ";")), &v) != nil {
			continue
		}
		eachObject(v, 0, func(o map[string]any) {
			if !articleType(o["@type"]) || best.published != "" {
				return
			}
			found := linkedFacts{
				headline: html.UnescapeString(said(o["headline"])), author: said(o["author"]), publisher: said(o["publisher"]),
				published: said(o["datePublished"]), modified: said(o["dateModified"]), url: said(o["url"]),
			}
			if found.author == "" {
				found.author = said(o["creator"])
			}
			if found != (linkedFacts{}) {
				best = found
			}
		})
	}
	return best
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

func articleType(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || v == "BlogPosting" || v == "Report" || v == "LiveBlogPosting" || v == "WebPage" || strings.HasSuffix(v, "NewsArticle")
	case []any:
		for _, item := range v {
			if articleType(item) {
				return true
			}
		}
	}
	return false
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
