package article

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"readout/analysis"
)

// IDsFrom says what the id of an article is made of where the input gives it
// neither an id nor a URL.
type IDsFrom string

// What ids are made of.
const (
	// IDsFromContent makes them of outlet, day, title and text: the same article has
	// the same id wherever it is read, and a changed one is another article.
	IDsFromContent IDsFrom = "content"
	// IDsFromPath makes them of the file's absolute path and the number of the record,
	// for files that are edited where they lie: a changed one is a new version.
	IDsFromPath IDsFrom = "path"
)

// identity is the article's id: the input's own, else made of its URL, else of what
// Options.IDs says. title and text are as the input has them.
func (r *record) identity(s *sink, title, text string, a *analysis.Article) string {
	if id := r.given(); id != "" {
		return id
	}
	if s.opts.IDs == IDsFromPath && s.place != "" {
		return "a-" + digest("place", s.place, strconv.Itoa(r.no))
	}
	day := ""
	if r.published != "" && !a.PublishedAt.IsZero() { // not the one that the file's name gives
		day = a.PublishedAt.UTC().Format(time.DateOnly)
	}
	return "a-" + digest("content", a.Outlet, day, title, oneLine(text))
}

// given is the id that the input gives an article, as its id or by its URL, "" for none.
func (r *record) given() string {
	if id := oneLine(r.id); id != "" && len(id) <= 200 {
		return id
	} else if id != "" {
		return "a-" + digest("id", id)
	}
	if u := canonicalURL(r.url); u != "" {
		return "a-" + digest("url", u)
	}
	return ""
}

// canonicalURL drops what does not tell one article from another. What names no
// page on any host, such as "#", "unknown" or a site's front page, tells none: "".
func canonicalURL(raw string) string {
	raw = strings.TrimSpace(raw)
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		rest := strings.TrimPrefix(strings.TrimPrefix(raw, "https:"), "http:")
		if strings.ContainsAny(rest, "/:") && strings.ContainsAny(rest, ".:0123456789") {
			return raw // without a scheme, below a site, or a URN
		}
		return ""
	}
	u.Scheme, u.Host, u.Fragment = "https", strings.ToLower(u.Host), ""
	u.Host = strings.TrimPrefix(u.Host, "www.")
	q := u.Query()
	for key := range q {
		if strings.HasPrefix(key, "utm_") || key == "fbclid" || key == "gclid" {
			q.Del(key)
		}
	}
	u.RawQuery = q.Encode()
	for _, standard := range []string{":80", ":443"} {
		u.Host = strings.TrimSuffix(u.Host, standard)
	}
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), strings.TrimRight(u.RawPath, "/")
	if u.Path == "" && u.RawQuery == "" {
		return "" // a site, not an article
	}
	return u.String()
}

func version(a *analysis.Article) string {
	published := ""
	if !a.PublishedAt.IsZero() {
		published = a.PublishedAt.Format(time.RFC3339Nano)
	}
	return digest("version", a.Title, a.Text, a.URL, a.Outlet, a.Author, published, a.Language)
}

// digest is 16 bytes of SHA-256 in hex over parts that cannot run into each other.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		io.WriteString(h, p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// origin is the record that is being read: where it begins in its input, and the
// bytes that stand for it while it has no id.
type origin struct {
	line   int      // 1-based, 0 where the input has no lines or nobody counted them
	raw    []byte   // of a line or a JSON value
	values []string // of a row of a table
	sum    string   // of a line that was too long to keep
}

// id is what a fault without an article id is found by: "line-" and the SHA-256 of
// the line without its end, of a table's row that of its values with tabs between.
func (o origin) id() string {
	sum := o.sum
	switch {
	case sum != "":
	case o.raw != nil:
		h := sha256.Sum256(o.raw)
		sum = hex.EncodeToString(h[:])
	case o.values != nil:
		h := sha256.Sum256([]byte(strings.Join(o.values, "\t")))
		sum = hex.EncodeToString(h[:])
	default:
		return ""
	}
	return "line-" + sum
}
