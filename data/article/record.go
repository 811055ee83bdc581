package article

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"readout/analysis"
)

// record is what every format is reduced to: its fields as strings, in the
// input's own words.
type record struct {
	no          int // 1-based, 0 where the file is one article
	id          string
	url         string
	title       string
	outlet      string
	author      string
	published   string
	language    string
	text        string
	headlineEnd int // of a headline that text begins with, in bytes; 0 for none. Its reader has cleaned text
	warnings    []string
}

// field names one column of a record, with the names it goes by in the exports
// of news archives, scrapers and feeds. The first that has a value counts.
type field struct {
	name  string
	names []string
	at    func(*record) *string
}

var fields = []field{
	{"id", []string{"id", "article_id", "doc_id", "uuid", "guid", "_id", "accession number", "proquest document id", "storeid", "stories_id"}, func(r *record) *string { return &r.id }},
	{"url", []string{"url", "link", "source_url", "canonical_url", "weburl", "document url", "documenturl", "html.responded_url", "html.requested_url"}, func(r *record) *string { return &r.url }},
	{"title", []string{"title", "headline", "heading", "webtitle"}, func(r *record) *string { return &r.title }},
	{"outlet", []string{
		"outlet", "source", "source_name", "publisher", "publication", "site_name", "sitename", "newspaper", "publication title", "pubtitle",
		"media_name", "html.source_info.publisher", "source_domain", "source-hostname", "thread.site", "hostname",
	}, func(r *record) *string { return &r.outlet }},
	{"author", []string{"author", "authors", "byline", "creator"}, func(r *record) *string { return &r.author }},
	{"published_at", []string{
		"published_at", "publishedat", "published", "publication_date", "publication date", "publishing_date", "date_publish", "date_published", "datepublished",
		"publish_date", "pubdate", "pub_date", "published_date", "webpublicationdate", "datetimepub", "date", "datetime", "timestamp", "entry date",
	}, func(r *record) *string { return &r.published }},
	{"language", []string{"language", "lang"}, func(r *record) *string { return &r.language }},
	{"text", []string{
		"text", "bodytext", "body", "content", "article", "maintext", "article_text", "full_text", "fulltext", "full text", "article_body", "articlebody",
		"plaintext", "raw_text",
	}, func(r *record) *string { return &r.text }},
}

// Fields are the names that Options.Map takes, beside "records".
func Fields() []string {
	out := make([]string, len(fields), len(fields)+1)
	for i, f := range fields {
		out[i] = f.name
	}
	return append(out, recordsKey)
}

// textNames are the usual names of the field that holds the text.
func textNames() []string { return fields[len(fields)-1].names }

// isText reports whether a key or path is that of the article's text.
func (s *sink) isText(key string) bool {
	if mapped := s.opts.Map["text"]; mapped != "" {
		return key == mapped
	}
	return slices.Contains(textNames(), key)
}

// fill sets the record's fields from named values; get gives the value of a
// key in lower case, or of the exact key that a mapping names.
func (r *record) fill(mapping map[string]string, get func(key string, exact bool) (string, bool)) (lacks string) {
	address := "" // of the page, where a column calls it the source
	for _, f := range fields {
		if key, ok := mapping[f.name]; ok {
			v, ok := get(key, true)
			if !ok && lacks == "" {
				lacks = key
			}
			if !missing(v) {
				*f.at(r) = v
			}
			continue
		}
		for _, name := range f.names {
			v, ok := get(name, false)
			if !ok || missing(v) {
				continue
			}
			if f.name == "outlet" && isAddress(v) {
				address = first(address, v)
				continue
			}
			*f.at(r) = v
			break
		}
	}
	if address != "" {
		r.url = first(r.url, address)
		if u, err := url.Parse(strings.TrimSpace(address)); err == nil && r.outlet == "" && mapping["outlet"] == "" {
			r.outlet = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
		}
	}
	return lacks
}

// missing reports whether a value says that there is none: nothing at all, or what
// R, pandas, Excel, Python and SQL dumps write in its place. As a name of anybody or the
// text of an article none of these words is worth losing the others for.
func missing(v string) bool {
	switch v = strings.TrimSpace(v); v {
	case "", "NA", "<NA>", "N/A", "n/a", "#N/A", "NaN", "nan", "None", `\N`:
		return true
	}
	return strings.EqualFold(v, "null")
}

// isAddress reports whether a value is the address of a page.
func isAddress(v string) bool {
	v = strings.TrimSpace(v)
	return (strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://")) && !strings.ContainsAny(v, " \n")
}

// article makes the article, or gives the code and message of the fault.
func (r *record) article(s *sink) (a *analysis.Article, code, message string) {
	warnings := append([]string(nil), r.warnings...)
	if s.note != "" {
		warnings = append(warnings, s.note)
	}
	warnings = append(warnings, r.mend()...)
	if s.odd {
		warnings = append(warnings, "the file's name is not UTF-8: path has it percent-encoded")
	}
	text := r.text
	if strings.IndexByte(text, 0) >= 0 || strings.IndexByte(r.title, 0) >= 0 {
		return nil, CodeBinary, "the text holds NUL bytes"
	}
	if twiceDecoded(text) {
		warnings = append(warnings, noteTwice)
	}
	if text = clean(text); missing(text) {
		text = ""
	}
	title := oneLine(r.title)
	switch {
	case text == "" && title == "":
		return nil, CodeEmpty, "no text and no title"
	case text == "":
		return nil, CodeNoText, fmt.Sprintf("a title (%q) but no text", shorten(title, 60))
	case int64(len(text)) > s.opts.Limits.ArticleBytes:
		return nil, CodeTooLarge, fmt.Sprintf("the text has %d bytes, the limit is %d (--max-article-bytes)", len(text), s.opts.Limits.ArticleBytes)
	case !hasLetter(text):
		return nil, CodeNoText, "no letters in the text"
	}
	// Of the text as the input has it, so that an id outlives changes of what is left out of it.
	asRead, _, titleRead := joinTitle(title, text, r.headlineEnd)
	body, lines, boxes := withoutInsertions(text[r.headlineEnd:])
	if hasLetter(body) {
		text = text[:r.headlineEnd] + body
		if lines > 0 {
			warnings = append(warnings, fmt.Sprintf("left out %d lines of the page around the text", lines))
		}
		if boxes > 0 {
			warnings = append(warnings, fmt.Sprintf("left out %d boxes of links inside the text", boxes))
		}
	}
	text, headlineEnd, title := joinTitle(title, text, r.headlineEnd)
	a = &analysis.Article{
		Path: s.path, RecordNo: r.no,
		URL: strings.TrimSpace(r.url), Title: title, Outlet: oneLine(r.outlet), Author: oneLine(r.author),
		Text: text, HeadlineEnd: headlineEnd,
	}
	published := r.published
	if r.no == 0 && published == "" {
		if published = dayOf(s.name); published != "" {
			warnings = append(warnings, "the date is taken from the file's name")
		}
	}
	if published != "" {
		t, err := ParseDate(published)
		switch {
		case err != nil:
			warnings = append(warnings, err.Error())
		case !s.opts.Now.IsZero() && t.After(s.opts.Now.Add(26*time.Hour)):
			// A day of grace: no zone is more than 14 hours ahead, and a bare date is midnight.
			warnings = append(warnings, "published in the future: "+t.Format("2006-01-02"))
			a.PublishedAt = t
		default:
			a.PublishedAt = t
		}
	}
	a.Language = s.languages.languageOf(r.language, text)
	if known := s.opts.Languages; len(known) > 0 && a.Language != "" && !slices.Contains(known, a.Language) {
		return nil, CodeLanguage, fmt.Sprintf("the text is in %s: there is a model for %s only (--language any reads it all the same)", named(a.Language), named(strings.Join(known, ", ")))
	}
	a.ID = r.identity(s, titleRead, asRead, a)
	a.VersionID = version(a)
	a.Warnings = warnings
	return a, "", ""
}

// mend brings every field to UTF-8 and says what it replaced. An id and a URL keep what
// they were: their bytes are percent-encoded.
func (r *record) mend() (warnings []string) {
	for _, f := range fields {
		v := f.at(r)
		switch f.name {
		case "id":
			if !utf8.ValidString(*v) {
				*v = percentEncoded(*v, "%")
				warnings = append(warnings, "invalid UTF-8 percent-encoded in id")
			}
		case "url":
			if mended := percentEncoded(strings.TrimSpace(*v), controls); mended != strings.TrimSpace(*v) {
				*v = mended
				warnings = append(warnings, "bytes that no URL has percent-encoded in url")
			}
		default:
			if !utf8.ValidString(*v) {
				if f.name == "text" && r.headlineEnd > 0 {
					r.headlineEnd = len(strings.ToValidUTF8((*v)[:r.headlineEnd], "\ufffd"))
				}
				*v = strings.ToValidUTF8(*v, "\ufffd")
				warnings = append(warnings, "invalid UTF-8 replaced in "+f.name)
			}
		}
	}
	return warnings
}

// controls are the control characters of ASCII.
var controls = func() string {
	b := []byte{0x7f}
	for c := range byte(' ') {
		b = append(b, c)
	}
	return string(b)
}()

// joinTitle puts a separate title before a text that does not begin with it.
func joinTitle(title, text string, headlineEnd int) (string, int, string) {
	if headlineEnd > 0 {
		headline := oneLine(text[:headlineEnd])
		if title == "" || title == headline {
			return text, headlineEnd, headline
		}
		return text, headlineEnd, title
	}
	if title == "" {
		return text, 0, ""
	}
	if rest, ok := strings.CutPrefix(text, title); ok && (rest == "" || strings.HasPrefix(strings.TrimLeft(rest, " \t"), "\n")) {
		return text, len(title), title
	}
	return title + "\n\n" + text, len(title), title
}

// clean takes back a second decoding and normalises what carries no meaning: line ends, the byte order mark,
// soft hyphens and zero-width marks, no-break spaces, control characters, white
// space around the text. Cleaning twice changes nothing.
func clean(text string) string {
	text = repaired(lineEnds(text))
	odd := func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == 0xa0 || r == 0xad ||
			r == 0x200b || r == 0x202f || r == 0x2060 || r == 0xfeff || r == 0x2028 || r == 0x2029
	}
	if strings.ContainsFunc(text, odd) {
		text = strings.Map(func(r rune) rune {
			switch {
			case !odd(r):
				return r
			case r == 0x2028:
				return '\n'
			case r == 0x2029:
				return '\n'
			case r == 0xa0, r == 0x202f, r < ' ':
				return ' '
			}
			return -1
		}, text)
	}
	return strings.Trim(text, " \t\n")
}

func lineEnds(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

// oneLine folds all white space to single spaces.
func oneLine(s string) string {
	return strings.Join(strings.Fields(clean(s)), " ")
}

func hasLetter(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0xaa && r != utf8.RuneError && r != 0xb7
	})
}

func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n]) + "…"
}

// languageCode brings "en-US", "EN_gb", "eng" and "English" to "en".
func languageCode(s string) string {
	s = strings.TrimSpace(s)
	if strings.EqualFold(s, "english") {
		return "en"
	}
	tag, err := language.Parse(s)
	if err != nil {
		return ""
	}
	base, confidence := tag.Base()
	if confidence != language.Exact {
		return ""
	}
	return base.String()
}
