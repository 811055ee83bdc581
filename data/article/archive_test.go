package article

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// paper is one document of the archives below: two of them stand in every file.
type paper struct {
	title, outlet, day, author, url string
	paragraphs                      [2]string
}

var papers = []paper{
	{"Quay vote splits council", "Harlow Herald", "2025-02-18", "Ada Kestrel", "https://herald.example/quay", [2]string{
		"Mayor Hector Maldon said that the quay was losing money and that the town could not carry it for another year.",
		"“We have tried everything,” Maldon told reporters. Nobody on the council objected when the vote was taken at midnight.",
	}},
	{"Cup final ends in a draw", "Port Post", "2025-03-04", "Pim Halvorsen", "https://port.example/cup", [2]string{
		"Coach Lila Marsh called the result fair and warned that the second leg would be harder for both of the teams.",
		"“They defended with courage,” Marsh said. The league has not said yet where the second match will be played.",
	}},
}

// archives are the layouts in which news archives, interfaces and programs give
// articles out. Every file is written for this test.
var archives = []struct {
	format, name string
	has          string // of "outlet day author url": what the layout has a place for
	content      func() []byte
	second       func() []byte // of a format with one document a file, the other one
}{
	{"NewsAPI", "newsapi.json", "outlet day author url", layout(`{"status": "ok", "totalResults": 2, "articles": [
{"source": {"id": "harlow-herald", "name": "{outlet0}"}, "author": "{author0}", "title": "{title0}", "description": "Short.", "url": "{url0}", "urlToImage": null, "publishedAt": "{day0}T09:30:00Z", "content": "{a0}\n\n{b0}… [+2345 chars]"},
{"source": {"id": null, "name": "{outlet1}"}, "author": "{author1}", "title": "{title1}", "description": null, "url": "{url1}", "publishedAt": "{day1}T00:00:00Z", "content": "{a1}\r\n\r\n{b1}"}]}`), nil},
	{"Guardian", "guardian.json", "day author url", layout(`{"response": {"status": "ok", "total": 2, "pageSize": 10, "results": [
{"id": "world/2025/quay-{n}", "type": "article", "sectionId": "world", "webPublicationDate": "{day0}T09:30:00Z", "webTitle": "{title0}", "webUrl": "{url0}", "apiUrl": "https://api.example/quay", "fields": {"headline": "{title0}", "byline": "{author0}", "body": "<p>{a0}</p> <p>{b0}</p>"}},
{"id": "sport/2025/cup-{n}", "type": "article", "webPublicationDate": "{day1}T08:00:00Z", "webTitle": "{title1}", "webUrl": "{url1}", "fields": {"byline": "{author1}", "body": "<h2>On the pitch</h2><p>{a1}</p><aside class=\"element\"><p></p></aside><p>{b1}</p>"}}]}}`), nil},
	{"Event Registry", "eventregistry.json", "outlet day author url", layout(`{"articles": {"page": 1, "count": 2, "results": [
{"uri": "7", "lang": "eng", "isDuplicate": false, "date": "{day0}", "time": "09:30:00", "dateTime": "{day0}T09:35:00Z", "dateTimePub": "{day0}T09:30:00Z", "sim": 0, "url": "{url0}", "title": "{title0}", "body": "{a0}\n\n{b0}", "source": {"uri": "herald.example", "dataType": "news", "title": "{outlet0}"}, "authors": [{"uri": "ada", "name": "{author0}", "type": "author"}]},
{"uri": "8", "lang": "eng", "date": "{day1}", "url": "{url1}", "title": "{title1}", "body": "{a1}\n\n{b1}", "source": {"uri": "port.example", "title": "{outlet1}"}, "authors": [{"name": "{author1}"}]}]}}`), nil},
	{"Webhose", "webhose.json", "outlet day author url", layout(`{"posts": [
{"thread": {"uuid": "u0", "url": "{url0}", "site_full": "www.herald.example", "site": "{outlet0}", "section_title": "News", "title": "{title0}", "published": "{day0}T09:30:00.000+02:00"}, "uuid": "p0-{n}", "url": "{url0}", "ord_in_thread": 0, "author": "{author0}", "published": "{day0}T09:30:00.000+02:00", "title": "{title0}", "text": "{a0}\n{b0}", "language": "english", "entities": {"persons": [{"name": "hector maldon"}]}},
{"thread": {"site": "{outlet1}"}, "uuid": "p1-{n}", "url": "{url1}", "author": "{author1}", "published": "{day1}T09:30:00.000+02:00", "title": "{title1}", "text": "{a1}\n{b1}", "language": "english"}], "totalResults": 2, "moreResultsAvailable": 0, "next": "/filter?token=x"}`), nil},
	{"Elasticsearch", "hits.json", "outlet day author url", layout(`{"took": 3, "timed_out": false, "hits": {"total": {"value": 2}, "hits": [
{"_index": "news", "_id": "{n}1", "_score": 1.0, "_source": {"title": "{title0}", "body": "{a0}\n\n{b0}", "published": "{day0}T09:30:00Z", "outlet": "{outlet0}", "author": "{author0}", "url": "{url0}"}},
{"_index": "news", "_id": "{n}2", "_score": 1.0, "_source": {"title": "{title1}", "body": "{a1}\n\n{b1}", "published": "{day1}", "outlet": "{outlet1}", "author": "{author1}", "url": "{url1}"}}]}}`), nil},
	{"Elasticsearch dump", "dump.jsonl", "outlet day author url", layout(`{"_index": "news", "_id": "{n}1", "_source": {"title": "{title0}", "body": "{a0}\n\n{b0}", "published": "{day0}T09:30:00Z", "outlet": "{outlet0}", "author": "{author0}", "url": "{url0}"}}
{"_index": "news", "_id": "{n}2", "_source": {"title": "{title1}", "body": "{a1}\n\n{b1}", "published": "{day1}", "outlet": "{outlet1}", "author": "{author1}", "url": "{url1}"}}
`), nil},
	{"Fundus", "fundus.json", "outlet day author url", layout(`[{"title": "{title0}", "authors": ["{author0}"], "publishing_date": "{day0} 09:30:00+01:00", "body": {"summary": [], "sections": [{"headline": [], "paragraphs": ["{a0}"]}, {"headline": ["Reactions"], "paragraphs": ["{b0}"]}]}, "topics": ["Harlow"], "free_access": true, "html": {"requested_url": "{url0}", "responded_url": "{url0}", "source_info": {"publisher": "{outlet0}"}}},
{"title": "{title1}", "authors": ["{author1}"], "publishing_date": "{day1} 09:30:00+01:00", "body": {"summary": ["{a1}"], "sections": [{"headline": [], "paragraphs": ["{b1}"]}]}, "html": {"requested_url": "{url1}", "source_info": {"publisher": "{outlet1}"}}}]`), nil},
	{"trafilatura", "trafilatura.jsonl", "outlet day author url", layout(`{"title": "{title0}", "author": "{author0}", "hostname": "herald.example", "date": "{day0}", "fingerprint": "ab", "id": null, "comments": "", "raw_text": "{a0} {b0}", "text": "{a0}\n{b0}", "language": null, "filedate": "2025-05-01", "source": "{url0}", "source-hostname": "{outlet0}", "excerpt": "Short.", "categories": "", "tags": ""}
{"title": "{title1}", "author": "{author1}", "hostname": "port.example", "date": "{day1}", "text": "{a1}\n{b1}", "source": "{url1}", "source-hostname": "{outlet1}"}
`), nil},
	{"Nexis, older layout", "nexis.txt", "outlet day author", layout(nexisOlder), nil},
	{"Nexis Uni, text", "nexisuni.txt", "outlet day author", layout(nexisUni), nil},
	{"Nexis Uni, rich text", "nexisuni.rtf", "outlet day author", func() []byte { return rtfOf(filled(nexisUni)) }, nil},
	{"Nexis Uni, Word", "nexisuni.docx", "outlet day author", func() []byte { return docxOf(filled(nexisUni)) }, nil},
	{"Factiva, page", "factiva.html", "outlet day author", layout(factivaHTML), nil},
	{"Factiva, page with codes", "coded.html", "outlet day author", layout(factivaCodedHTML), nil},
	{"Factiva, rich text", "factiva.rtf", "outlet day author", func() []byte { return rtfOf(filled(factivaText)) }, nil},
	{"ProQuest", "proquest.txt", "outlet day author url", layout(proquestText), nil},
	{"ProQuest, workbook", "proquest.xlsx", "outlet day author url", func() []byte { return xlsxOf() }, nil},
	{"RSS", "feed.rss", "outlet day author url", layout(rssFeed), nil},
	{"Atom", "feed.xml", "outlet day author url", layout(atomFeed), nil},
	{"mail", "a.eml", "outlet day", layout(mailPlain), layout(mailHTML)},
	{"saved page", "a.mhtml", "outlet day author url", func() []byte { return mhtmlOf(0) }, func() []byte { return mhtmlOf(1) }},
	{"Word", "a.docx", "author", func() []byte { return docxOf(filled(plain0)) }, func() []byte { return docxOf(filled(plain1)) }},
	{"rich text", "a.rtf", "author", func() []byte { return rtfOf(filled(plain0)) }, func() []byte { return rtfOf(filled(plain1)) }},
	{"PDF", "a.pdf", "author", func() []byte { return pdfOf(0) }, func() []byte { return pdfOf(1) }},
	{"ZIP", "a.zip", "", func() []byte {
		return zipOf("a/0.txt", filled(plain0), "a/1.txt", filled(plain1), "__MACOSX/0.txt", "x", ".hidden", "x")
	}, nil},
}

// layout fills a layout in: {title0}, {outlet1}; {a0} and {b0} are paragraphs.
func layout(form string) func() []byte {
	return func() []byte { return []byte(filled(form)) }
}

// fileNo is a number of two digits that stands for {n} in the ids of a layout.
var fileNo = 10

func filled(form string) string {
	form = strings.ReplaceAll(form, "{n}", fmt.Sprint(fileNo))
	for i, p := range papers {
		n := string(rune('0' + i))
		form = strings.NewReplacer("{title"+n+"}", p.title, "{outlet"+n+"}", p.outlet, "{day"+n+"}", p.day, "{author"+n+"}", p.author,
			"{url"+n+"}", p.url, "{a"+n+"}", p.paragraphs[0], "{b"+n+"}", p.paragraphs[1]).Replace(form)
	}
	return form
}

// TestArchives: every layout gives its two documents, told apart, with what it
// says of them, and nothing of its own in their texts.
func TestArchives(t *testing.T) {
	for _, c := range archives {
		for _, named := range []bool{true, false} {
			name := c.name
			if !named {
				name = "unnamed"
			}
			t.Run(c.format+"/"+name, func(t *testing.T) {
				folder := t.TempDir()
				files := []string{write(t, folder, name, string(c.content()))}
				if c.second != nil {
					files = append(files, write(t, folder, "second"+name, string(c.second())))
				}
				got, faults := collect(t, Options{Languages: []string{"en"}}, files...)
				if len(got) != len(papers) || len(faults) > 0 {
					t.Fatalf("%d articles, faults %v", len(got), faults)
				}
				for i, a := range got {
					p := papers[i]
					at := -1
					for _, paragraph := range p.paragraphs {
						k := strings.Index(a.Text, paragraph)
						if k <= at {
							t.Errorf("paragraph %q is missing or out of order in %q", paragraph, a.Text)
						}
						at = k
					}
					if a.Title != p.title || !strings.HasPrefix(a.Text, p.title+"\n\n") {
						t.Errorf("title %q, text %q", a.Title, a.Text)
					}
					// What is no paragraph may be a heading or two, never the layout's own lines.
					if extra := len(a.Text) - len(p.title) - len(p.paragraphs[0]) - len(p.paragraphs[1]); extra > 24 {
						t.Errorf("%d bytes beside title and paragraphs: %q", extra, a.Text)
					}
					day := a.PublishedAt.Format("2006-01-02")
					for what, pair := range map[string][2]string{"outlet": {a.Outlet, p.outlet}, "day": {day, p.day}, "author": {a.Author, p.author}, "url": {a.URL, p.url}} {
						if strings.Contains(c.has, what) && pair[0] != pair[1] {
							t.Errorf("%s %q, want %q", what, pair[0], pair[1])
						}
					}
				}
			})
		}
	}
}

// TestEnvelopes: where the articles of a JSON file stand.
func TestEnvelopes(t *testing.T) {
	const a, b = `{"title": "One", "text": "The quay was sold, the mayor said."}`, `{"title": "Two", "text": "The cup was won, the coach said."}`
	for _, c := range []struct {
		name, in string
		mapping  map[string]string
		titles   string
		fault    string
	}{
		{"one array of objects with a text", `{"meta": {"tags": [{"name": "x"}]}, "data": {"items": [` + a + `, ` + b + `]}}`, nil, "One Two", ""},
		{"two such arrays", `{"news": [` + a + `], "sport": [` + b + `]}`, nil, "", `several arrays hold articles: news, sport (--map records=news)`},
		{"the one that --map names", `{"news": [` + a + `], "sport": [` + b + `]}`, map[string]string{"records": "sport"}, "Two", ""},
		{"a path into envelope and article", `{"r": {"list": [{"head": "One", "parts": {"main": ["The quay was sold,", "the mayor said."]}}]}}`, map[string]string{"records": "r.list", "text": "parts.main", "title": "head"}, "One", ""},
		{"an element of a list", `[{"title": "One", "versions": [{"html": "<p>The quay was sold.</p>"}]}]`, map[string]string{"text": "versions.0.html"}, "One", ""},
		{"--map records names nothing", `{"news": [` + a + `]}`, map[string]string{"records": "list"}, "", `no key "list" (--map)`},
		{"--map records names no array", `{"news": ` + a + `}`, map[string]string{"records": "news"}, "", `the key "news" holds no array (--map)`},
		{"an article with comments is no envelope", `{"title": "One", "text": "The quay was sold.", "comments": [{"text": "Shame!"}, {"text": "Good."}]}`, nil, "One", ""},
		{"what was taken back", `{"articles": [` + a + `, {"title": "[Removed]", "content": "[Removed]", "url": "https://removed.example"}]}`, nil, "One", "no text and no title"},
		{"something else in the array", `{"articles": [` + a + `, 7, ` + b + `]}`, nil, "One Two", "after byte 0, article 2: no object where an article should be"},
		{"keys that differ in case alone", `{"TEXT": "The cup was won.", "Text": "The quay was sold.", "text": "The ferry sails.", "title": "One"}`, nil, "One", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, faults := collect(t, Options{Map: c.mapping}, write(t, t.TempDir(), "a.json", c.in))
			var titles []string
			for _, a := range got {
				titles = append(titles, a.Title)
			}
			if s := strings.Join(titles, " "); s != c.titles {
				t.Errorf("titles %q, want %q; faults %v", s, c.titles, faults)
			}
			switch {
			case c.fault == "" && len(faults) > 0, c.fault != "" && len(faults) != 1:
				t.Errorf("faults %v, want %q", faults, c.fault)
			case c.fault != "" && !strings.Contains(faults[0].Message, c.fault):
				t.Errorf("fault %q, want %q", faults[0].Message, c.fault)
			}
		})
	}
}

// TestMarkupInFields: text fields that hold HTML or written-out characters.
func TestMarkupInFields(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"paragraphs", "<p>The quay was sold.</p><p>“Good,” she said.</p>", "The quay was sold.\n\n“Good,” she said."},
		{"written-out characters", "&ldquo;Good,&rdquo; she said of Marsh&#8217;s plan &amp; the &#x2019;quay&#x2019;.", "“Good,” she said of Marsh’s plan & the ’quay’."},
		{"two breaks end a paragraph", "The quay was sold.<br><br/>It rains.<br>It blows.", "The quay was sold.\n\nIt rains. It blows."},
		{"emphasis in plain paragraphs", "The <b>quay</b> was <a href=\"x\">sold</a>.\n\nIt rains.", "The quay was sold.\n\nIt rains."},
		{"blocks and empty lines", "<div>The quay was sold.</div>It rains.\n\nIt blows.", "The quay was sold.\n\nIt rains.\n\nIt blows."},
		{"tags that are written out", "&lt;p&gt;The quay was sold.&lt;/p&gt;&lt;p&gt;It rains.&lt;/p&gt;", "The quay was sold.\n\nIt rains."},
		{"captions and scripts", "<figure><img src=x><figcaption>The quay</figcaption></figure><p>It rains.</p><script>x()</script>", "It rains."},
		{"a sum is no markup", "Costs fell to <5% and a<b holds; AT&T said so.", "Costs fell to <5% and a<b holds; AT&T said so."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := unmarked(c.in); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestLinesBesideTheHeadline: bylines and dates that stand in words alone.
func TestLinesBesideTheHeadline(t *testing.T) {
	for in, want := range map[string][2]string{
		"By Ann Lee":                                                       {"Ann Lee", ""},
		"BY ANN LEE":                                                       {"ANN LEE", ""},
		"By Ann Lee and Bo van der Moss":                                   {"Ann Lee, Bo van der Moss", ""},
		"By Ann Lee, Bo Moss & Zoë Brontë":                                 {"Ann Lee, Bo Moss, Zoë Brontë", ""},
		"Written by Ann Lee | 18 February 2025":                            {"Ann Lee", "18 February 2025"},
		"By Ann Lee, political editor":                                     {"Ann Lee", ""},
		"By Ann Lee in London":                                             {"Ann Lee", ""},
		"By Monday the quay was sold.":                                     {"", ""},
		"By the quay stood Ann Lee":                                        {"", ""},
		"By Ann Lee was the quay sold, he said.":                           {"", ""},
		"Published 18 February 2025 at 9:30am":                             {"", "18 February 2025 at 9:30am"},
		"Updated 20 February 2025 08:00, first published 18 February 2025": {"", "18 February 2025"},
		"First published: Feb 18, 2025 and last updated Feb 20, 2025":      {"", "Feb 18, 2025"},
		"Last updated on 18.02.2025, 09:30":                                {"", "18.02.2025, 09:30"},
		"Tuesday, February 18, 2025":                                       {"", "Tuesday, February 18, 2025"},
		"18 February 2025 • 5 min read":                                    {"", "18 February 2025"},
		"Published in 2025":                                                {"", ""},
		"The quay was sold on 18 February 2025":                            {"", ""},
		"1739871000":                                                       {"", ""},
	} {
		if author, date := authorsIn(in), dateIn(in); author != want[0] || date != want[1] {
			t.Errorf("%q: author %q, date %q, want %q", in, author, date, want)
		}
	}
}

// TestDayOfAFilesName: what a file's name says of the day, where nothing else does.
func TestDayOfAFilesName(t *testing.T) {
	for name, want := range map[string]string{
		"2025-02-18_harlow-herald_quay.txt": "2025-02-18", "20250218-quay.txt": "2025-02-18", "quay_2025.02.18.txt": "2025-02-18",
		"quay-18-02-2025.txt": "18/02/2025", "03-04-2025.txt": "", "2025/02/18/quay.txt": "2025-02-18", "2025-13-18.txt": "", "120250218.txt": "", "quay.txt": "",
	} {
		if got := dayOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	got, _ := collect(t, Options{}, write(t, t.TempDir(), "2025-02-18-quay.txt", "The quay was sold, the mayor said."))
	if len(got) != 1 || got[0].PublishedAt.Format("2006-01-02") != "2025-02-18" || len(got[0].Warnings) != 1 {
		t.Errorf("%+v", got)
	}
}

// TestStoryInData: pages whose elements hold no story.
func TestStoryInData(t *testing.T) {
	p := papers[0]
	for name, script := range map[string]string{
		"JSON-LD":               `<script type="application/ld+json">{"@type": "NewsArticle", "headline": "{title0}", "articleBody": "{a0}\n\n{b0}"}</script>`,
		"JSON-LD with markup":   `<script type="application/ld+json">{"@type": ["Article"], "headline": "{title0}", "articleBody": "<p>{a0}</p><p>{b0}</p>"}</script>`,
		"Next.js, a list":       `<script id="__NEXT_DATA__" type="application/json">{"props": {"pageProps": {"article": {"headline": "{title0}", "body": [{"type": "p", "text": "{a0}"}, {"type": "p", "text": "{b0}"}]}, "more": [{"title": "Other", "body": "Short."}]}}}</script>`,
		"Next.js, HTML":         `<script id="__NEXT_DATA__" type="application/json">{"props": {"pageProps": {"post": {"title": "{title0}", "content": "<p>{a0}</p><p>{b0}</p>"}}}}</script>`,
		"another script's JSON": `<script type="application/json" data-page>{"page": {"story": {"headline": "{title0}", "content": {"blocks": [{"type": "text", "value": "{a0}"}, {"type": "text", "value": "{b0}"}]}}}}</script>`,
	} {
		t.Run(name, func(t *testing.T) {
			page := `<!doctype html><html><head><title>{title0} - {outlet0}</title></head><body><nav><a href="/">Home</a></nav><div id="app"></div>` + script + `<footer>Copyright</footer></body></html>`
			got, faults := collect(t, Options{}, write(t, t.TempDir(), "a.html", filled(page)))
			if len(got) != 1 {
				t.Fatalf("faults %v", faults)
			}
			if want := p.title + "\n\n" + p.paragraphs[0] + "\n\n" + p.paragraphs[1]; got[0].Text != want {
				t.Errorf("got  %q\nwant %q", got[0].Text, want)
			}
		})
	}
}

// TestParquetKinds: UUIDs are read as they are written in words, and of a struct its
// name is.
func TestParquetKinds(t *testing.T) {
	type source struct {
		ID   string `parquet:"id"`
		Name string `parquet:"name"`
	}
	type row struct {
		ID      [16]byte `parquet:"id,uuid"`
		Text    string   `parquet:"text"`
		Source  source   `parquet:"source"`
		Authors []source `parquet:"authors,list"`
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, []row{{[16]byte{0x5b, 0x88, 0x53, 0x38, 0x45, 0x51, 0x4d, 0x27, 0xb7, 0xb0, 0xeb, 0xa1, 0xd1, 0x8a, 0x5d, 0x6c}, "The quay was sold, the mayor said.", source{"hh", "Harlow Herald"}, []source{{"a", "Ann Lee"}, {"b", "Bo Moss"}}}}); err != nil {
		t.Fatal(err)
	}
	got, faults := collect(t, Options{}, write(t, t.TempDir(), "a.parquet", b.String()))
	if len(got) != 1 {
		t.Fatalf("faults %v", faults)
	}
	if a := got[0]; a.ID != "5b885338-4551-4d27-b7b0-eba1d18a5d6c" || a.Outlet != "Harlow Herald" || a.Author != "Ann Lee, Bo Moss" {
		t.Errorf("id %q, outlet %q, author %q", a.ID, a.Outlet, a.Author)
	}
}

// TestLinksWithoutTexts: Media Cloud gives a list of links; it is said what to do.
func TestLinksWithoutTexts(t *testing.T) {
	in := "id,indexed_date,language,media_name,media_url,publish_date,title,url\n1,2025-02-19,en,Harlow Herald,herald.example,2025-02-18,Quay vote,https://herald.example/quay\n"
	_, faults := collect(t, Options{}, write(t, t.TempDir(), "mediacloud.csv", in))
	if len(faults) != 1 || faults[0].Code != CodeNoText || !strings.Contains(faults[0].Message, "fetch the pages") || !strings.Contains(faults[0].Message, "media_name") {
		t.Errorf("%v", faults)
	}
	got, faults := collect(t, Options{}, write(t, t.TempDir(), "texts.csv", "media_name,title,text\nHarlow Herald,Quay vote,The quay was sold.\n"))
	if len(got) != 1 || got[0].Outlet != "Harlow Herald" {
		t.Errorf("%v, faults %v", got, faults)
	}
}

// TestArchiveDamage: every layout, damaged in every way, gives articles or faults
// with a code and a message, never nothing and never a crash.
func TestArchiveDamage(t *testing.T) {
	damages := map[string]func([]byte) []byte{
		"cut in the middle": func(b []byte) []byte { return b[:len(b)/2] },
		"cut by one byte":   func(b []byte) []byte { return b[:len(b)-1] },
		"a flipped bit":     func(b []byte) []byte { b[len(b)/2] ^= 4; return b },
		"a flipped bit at the end": func(b []byte) []byte {
			b[len(b)-len(b)/8] ^= 0x41
			return b
		},
		"a NUL byte":   func(b []byte) []byte { b[len(b)/3] = 0; return b },
		"twice itself": func(b []byte) []byte { return append(b, b...) },
	}
	for _, c := range archives {
		for name, damage := range damages {
			t.Run(c.format+"/"+name, func(t *testing.T) {
				got, faults := collect(t, Options{}, write(t, t.TempDir(), c.name, string(damage(bytes.Clone(c.content())))))
				if len(got) == 0 && len(faults) == 0 {
					t.Error("neither articles nor faults")
				}
				for _, f := range faults {
					if f.Code == "" || f.Message == "" || f.Path == "" {
						t.Errorf("%+v", f)
					}
				}
			})
		}
	}
}

// TestUnpackingLimits: what a file unpacks to is bounded, in every format that packs.
func TestUnpackingLimits(t *testing.T) {
	zeros := strings.Repeat(" ", 4<<20)
	for name, b := range map[string][]byte{
		"a.zip":  zipOf("a.txt", zeros+"It rains."),
		"a.docx": zipOf("word/document.xml", "<w>"+zeros+"</w>"),
		"a.xlsx": zipOf("xl/workbook.xml", "<w>"+zeros+"</w>"),
		"a.pdf":  pdfFile([]string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] >>", flateStream(zeros)}),
	} {
		_, faults := collect(t, Options{Limits: Limits{DecompressedBytes: 1 << 20}}, write(t, t.TempDir(), name, string(b)))
		if len(faults) != 1 || faults[0].Code != CodeTooLarge || !strings.Contains(faults[0].Message, "max-decompressed-bytes") {
			t.Errorf("%s: %v", name, faults)
		}
	}
	for name, b := range map[string][]byte{
		"a.docx": zipOf("word/document.xml", "<w><!--"+zeros+"-->"),
		"a.xlsx": zipOf("xl/workbook.xml", "<w/>", "xl/styles.xml", "<s>"+strings.Repeat("<xf/>", 1<<20)),
	} {
		_, faults := collect(t, Options{Limits: Limits{ArticleBytes: 1 << 16}}, write(t, t.TempDir(), name, string(b)))
		if len(faults) != 1 || faults[0].Code != CodeTooLarge || !strings.Contains(faults[0].Message, "max-article-bytes") {
			t.Errorf("%s: %v", name, faults)
		}
	}
	if _, faults := collect(t, Options{}, write(t, t.TempDir(), "a.pdf", "%PDF-1.4\n"+strings.Repeat("stream ", 300_000))); len(faults) != 1 || !strings.Contains(faults[0].Message, "streams") {
		t.Errorf("a PDF of nothing but streams: %v", faults)
	}
	words := strings.Repeat("It rains, she said. ", 60_000)
	for name, b := range map[string][]byte{
		"a.docx": docxOf(words), "a.rtf": rtfOf(words), "a.txt": []byte(words), "a.eml": []byte("From: a@b.example\nMIME-Version: 1.0\nMessage-ID: <1>\n\n" + words),
		"a.xlsx": zipOf("xl/workbook.xml", `<w xmlns:r="r"><sheet r:id="1"/></w>`, "xl/_rels/workbook.xml.rels", `<R><Relationship Id="1" Target="s.xml"/></R>`, "xl/s.xml", `<s><row><c t="inlineStr"><is><t>text</t></is></c></row><row><c t="inlineStr"><is><t>`+words+`</t></is></c></row></s>`),
		"a.rss":  []byte("<rss><channel><item><title>One</title><description>" + words + "</description></item></channel></rss>"),
	} {
		got, faults := collect(t, Options{Limits: Limits{ArticleBytes: 100_000}}, write(t, t.TempDir(), name, string(b)))
		if len(got) != 0 || len(faults) != 1 || faults[0].Code != CodeTooLarge {
			t.Errorf("%s: %d articles, faults %v", name, len(got), faults)
		}
	}
}

// TestFilesOfAZIP: their paths stand below that of the archive, and only those that
// are wanted are read.
func TestFilesOfAZIP(t *testing.T) {
	file := write(t, t.TempDir(), "a.zip", string(zipOf("b/two.txt", "It rains, she said.", "a/one.txt", "It blows, he said.", `c\three.txt`, "It snows, they said.", "../up.txt", "It hails, we said.")))
	for _, c := range []struct {
		only map[string]bool
		want string
	}{
		{nil, "/up.txt /a/one.txt /b/two.txt /c/three.txt"},
		{map[string]bool{file + "/b/two.txt": true}, "/b/two.txt"},
		{map[string]bool{file: true}, "/up.txt /a/one.txt /b/two.txt /c/three.txt"},
		{map[string]bool{"other": true}, ""},
	} {
		got, faults := collect(t, Options{Only: c.only}, file)
		var paths []string
		for _, a := range got {
			paths = append(paths, strings.TrimPrefix(a.Path, file))
		}
		missing := 0 // what was asked for and is not there is told
		if c.want == "" {
			missing = 1
		}
		if s := strings.Join(paths, " "); s != c.want || len(faults) != missing {
			t.Errorf("%q, want %q, faults %v", s, c.want, faults)
		}
	}
}

// TestFaultsInsideAZIP: a fault names the file inside, and the others are read.
func TestFaultsInsideAZIP(t *testing.T) {
	file := write(t, t.TempDir(), "a.zip", string(zipOf("a.json", "{", "b.txt", "It rains, she said.",
		"c.zip", string(zipOf("d.zip", string(zipOf("e.zip", string(zipOf("f.txt", "It blows, he said.")))))))))
	got, faults := collect(t, Options{}, file)
	if len(got) != 1 || len(faults) != 2 || faults[0].Path != file+"/a.json" || faults[0].Code != CodeSyntax || faults[1].Path != file+"/c.zip/d.zip/e.zip" || faults[1].Code != CodeTooDeep {
		t.Errorf("%d articles, faults %v", len(got), faults)
	}
}

// TestAFolderOfEveryFormat: two files of each format in one folder give every
// document once, with its title, outlet and day. With READOUT_TEST_FOLDER the folder
// is kept there.
func TestAFolderOfEveryFormat(t *testing.T) {
	folder := os.Getenv("READOUT_TEST_FOLDER")
	if folder == "" {
		folder = t.TempDir()
	}
	original := slices.Clone(papers)
	defer func() { copy(papers, original) }()
	defer func(n int) { fileNo = n }(fileNo)
	type document struct{ outlet, day string }
	want := map[string]document{}
	files := 0
	for _, c := range archives {
		for k := range 2 {
			for i, p := range original {
				p.title = fmt.Sprintf("%s %s %c", p.title, c.format, 'A'+k)
				p.url = fmt.Sprintf("%s/%d-%d", p.url, files, i)
				p.paragraphs[1] += fmt.Sprintf(" This is copy %d of the %s layout.", files, c.format)
				papers[i] = p
			}
			for i, content := range []func() []byte{c.content, c.second} {
				if content == nil || c.second != nil && i != k {
					continue
				}
				files++
				fileNo++
				write(t, folder, fmt.Sprintf("%02d-%c-%s", files, 'a'+k, c.name), string(content()))
				for j, p := range papers {
					if c.second == nil || j == i {
						d := document{}
						if strings.Contains(c.has, "outlet") {
							d.outlet = p.outlet
						}
						if strings.Contains(c.has, "day") {
							d.day = p.day
						}
						want[p.title] = d
					}
				}
			}
		}
	}
	got, faults := collect(t, Options{Languages: []string{"en"}}, folder)
	if len(faults) > 0 || files < 40 {
		t.Errorf("%d files, faults %v", files, faults)
	}
	for _, a := range got {
		w, ok := want[a.Title]
		if !ok {
			t.Errorf("%s: title %q twice or not at all", a.Path, a.Title)
			continue
		}
		delete(want, a.Title)
		day := ""
		if !a.PublishedAt.IsZero() {
			day = a.PublishedAt.Format("2006-01-02")
		}
		if w.outlet != "" && a.Outlet != w.outlet || w.day != "" && day != w.day {
			t.Errorf("%s: outlet %q, day %q, want %v", a.Path, a.Outlet, day, w)
		}
	}
	if len(want) > 0 {
		t.Errorf("not read: %v", want)
	}
}

// TestMailHeaders: what a header writes in other characters, and who sent a message
// without a name.
func TestMailHeaders(t *testing.T) {
	in := "From: news@herald.example\nMIME-Version: 1.0\nMessage-ID: <7@herald.example>\nSubject: =?iso-8859-1?Q?Caf=E9_to?= =?utf-8?B?IHJlb3Blbg==?=\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nThe caf=E9 will reopen, she said. It will be as it was be=\nfore.\n"
	got, faults := collect(t, Options{}, write(t, t.TempDir(), "a.eml", in))
	if len(got) != 1 {
		t.Fatalf("faults %v", faults)
	}
	if a := got[0]; a.ID != "7@herald.example" || a.Title != "Café to reopen" || a.Outlet != "herald.example" || !strings.HasSuffix(a.Text, "The café will reopen, she said. It will be as it was before.") {
		t.Errorf("id %q, title %q, outlet %q, text %q", a.ID, a.Title, a.Outlet, a.Text)
	}
}

// TestAHuggingFaceFolder: the rows of its tables are read, its card and descriptions
// are passed over, and an Arrow file is set aside with what to do.
func TestAHuggingFaceFolder(t *testing.T) {
	folder := t.TempDir()
	for i, s := range stories {
		var b bytes.Buffer
		if err := parquet.Write(&b, []story{s}); err != nil {
			t.Fatal(err)
		}
		write(t, folder, fmt.Sprintf("data/train-%05d-of-00002.parquet", i), b.String())
	}
	write(t, folder, "README.md", "---\nlicense: cc-by-4.0\ndataset_info:\n  features:\n  - name: text\n    dtype: string\n---\n\n# News\n\nThe authors said that this set is good.\n")
	write(t, folder, "dataset_dict.json", `{"splits": ["train"]}`)
	write(t, folder, "data/dataset_info.json", `{"description": "News.", "features": {"text": {"dtype": "string"}}}`)
	write(t, folder, ".gitattributes", "*.parquet filter=lfs\n")
	got, faults := collect(t, Options{}, folder)
	if len(got) != 2 || len(faults) > 0 {
		t.Errorf("%d articles, faults %v", len(got), faults)
	}
	write(t, folder, "data/data-00000-of-00001.arrow", "ARROW1\x00\x00rest")
	write(t, folder, "article.md", "---\ntitle: Rain\n---\n\nIt rains, she said.\n")
	got, faults = collect(t, Options{}, folder)
	if len(got) != 3 || len(faults) != 1 || !strings.Contains(faults[0].Message, "to_parquet") {
		t.Errorf("%d articles, faults %v", len(got), faults)
	}
}
