package article

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"readout/analysis"
)

// collect reads inputs to the end.
func collect(t testing.TB, opts Options, inputs ...string) (articles []*analysis.Article, faults []*Fault) {
	t.Helper()
	for item := range Read(context.Background(), inputs, opts) {
		switch {
		case item.Article != nil && item.Fault == nil:
			articles = append(articles, item.Article)
		case item.Fault != nil && item.Article == nil:
			faults = append(faults, item.Fault)
		default:
			t.Fatalf("an item with both or neither: %+v", item)
		}
	}
	return articles, faults
}

func write(t testing.TB, folder, name, content string) string {
	t.Helper()
	p := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

const storyText = "The harbour council met on Tuesday. Its chair said the ferry would sail."

func TestTextHeadline(t *testing.T) {
	for _, c := range []struct{ name, in, title, text string }{
		{"a short line and a blank one", "Ferry returns\n\n" + storyText, "Ferry returns", "Ferry returns\n\n" + storyText},
		{"a short line before a longer one", "Ferry returns\n" + storyText, "Ferry returns", "Ferry returns\n" + storyText},
		{"a sentence is no headline", "The ferry is back.\n\n" + storyText, "", "The ferry is back.\n\n" + storyText},
		{"initials at the end are no full stop", "Ferry makers look to the U.S.\n\n" + storyText, "Ferry makers look to the U.S.", ""},
		{"a quoted sentence is no headline", "“We will sail.”\n\n" + storyText, "", ""},
		{"a question is a headline", "Will the ferry sail?\n\n" + storyText, "Will the ferry sail?", ""},
		{"one line alone is text", "Ferry returns", "", "Ferry returns"},
		{"a long first line is text", strings.Repeat("word ", 50) + "\n\n" + storyText, "", ""},
		{"line ends of Windows", "Ferry returns\r\n\r\n" + storyText + "\r\n", "Ferry returns", "Ferry returns\n\n" + storyText},
		{"byte order mark and blank lines first", "\ufeff\n\nFerry returns\n\n" + storyText, "Ferry returns", "Ferry returns\n\n" + storyText},
		{"soft hyphens go, no-break spaces become spaces", "The\u00a0har\u00adbour opened.", "", "The harbour opened."},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := write(t, t.TempDir(), "a.txt", c.in)
			got, faults := collect(t, Options{}, p)
			if len(got) != 1 || len(faults) != 0 {
				t.Fatalf("%d articles, faults %v", len(got), faults)
			}
			a := got[0]
			if a.Title != c.title || a.Text[:a.HeadlineEnd] != c.title {
				t.Errorf("title %q, headline %q, want %q", a.Title, a.Text[:a.HeadlineEnd], c.title)
			}
			if c.text != "" && a.Text != c.text {
				t.Errorf("text %q, want %q", a.Text, c.text)
			}
		})
	}
}

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a heading is the headline", "# Ferry returns\n\nIt *sails* on [Monday](http://x.example).", "Ferry returns|0|Ferry returns\n\nIt sails on Monday."},
		{"front matter gives the metadata", "---\ntitle: Ferry returns\noutlet: Harbour Post\nauthor: [A. Reed, B. Moss]\ndate: 2025-02-18\n---\n" + "It sails.", "Ferry returns|0|Ferry returns\n\nIt sails.|Harbour Post|A. Reed, B. Moss|2025-02-18"},
		{"a heading that repeats the title stands once", "---\ntitle: Ferry returns\n---\n# Ferry returns\n\nIt sails.", "Ferry returns|0|Ferry returns\n\nIt sails."},
		{"a line broken by hand is one paragraph", "It sails\nat noon.\n\nIt rains.", "|0|It sails at noon.\n\nIt rains."},
		{"lists and quotations are paragraphs", "Rules:\n\n- no dogs\n- no horns\n\n> “Never,” she said.", "|0|Rules:\n\nno dogs\n\nno horns\n\n“Never,” she said."},
		{"pictures, HTML and rules go", "It sails.\n\n![the ferry](f.png)\n\n<div>ad</div>\n\n***\n\nIt <b>rains</b>.", "|0|It sails.\n\nIt rains."},
		{"escapes and entities are characters", "5 \\* 3 &amp; more", "|0|5 * 3 & more"},
		{"a rule first is no front matter", "---\nIt sails.", "|0|It sails."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, faults := collect(t, Options{}, write(t, t.TempDir(), "a.md", c.in))
			if len(got) != 1 || len(faults) != 0 {
				t.Fatalf("%d articles, faults %v", len(got), faults)
			}
			a := got[0]
			s := a.Title + "|0|" + a.Text
			if a.Outlet != "" {
				s += "|" + a.Outlet + "|" + a.Author + "|" + a.PublishedAt.Format("2006-01-02")
			}
			if s != c.want {
				t.Errorf("got  %q\nwant %q", s, c.want)
			}
		})
	}
}

func TestNDJSON(t *testing.T) {
	const two = `{"id":"n1","title":"Ferry returns","text":"It sails.","outlet":"Harbour Post","author":"A. Reed","url":"https://x.example/1","published_at":"2025-02-18T09:30:00+03:00"}` + "\n" +
		`{"headline":"Rain","body":"It rains.","source":{"id":null,"name":"Moor News"},"authors":["B. Moss","C. Fenn"],"link":"https://x.example/2"}`
	got, faults := collect(t, Options{}, write(t, t.TempDir(), "a.ndjson", two))
	if len(got) != 2 || len(faults) != 0 {
		t.Fatalf("%d articles, faults %v", len(got), faults)
	}
	a, b := got[0], got[1]
	if a.ID != "n1" || a.RecordNo != 1 || a.Text != "Ferry returns\n\nIt sails." || a.HeadlineEnd != 13 ||
		a.Outlet != "Harbour Post" || a.Author != "A. Reed" || a.URL != "https://x.example/1" ||
		!a.PublishedAt.Equal(time.Date(2025, 2, 18, 6, 30, 0, 0, time.UTC)) {
		t.Errorf("first: %+v", a)
	}
	if b.Title != "Rain" || b.Outlet != "Moor News" || b.Author != "B. Moss, C. Fenn" || b.URL != "https://x.example/2" || !b.PublishedAt.IsZero() || b.RecordNo != 2 {
		t.Errorf("second: %+v", b)
	}
}

// TestFaults says what each kind of bad input gives, and that the good record
// or file beside it is still read.
func TestFaults(t *testing.T) {
	good := `{"text":"It sails."}` + "\n"
	for _, c := range []struct {
		name, file, in string
		articles       int
		code, message  string
		record         int
	}{
		{"empty file", "a.txt", "", 0, CodeEmpty, "nothing in it", 0},
		{"white space only", "a.txt", " \n\t\n", 0, CodeEmpty, "nothing but white space", 0},
		{"NUL bytes", "a.txt", "It\x00sails", 0, CodeBinary, "NUL byte at byte 2", 0},
		{"a picture", "a.txt", "\x89PNG\r\n\x1a\n....", 0, CodeBinary, "a PNG picture", 0},
		{"a PDF that is none", "a.pdf", "%PDF-1.7\n...", 0, CodeSyntax, "damaged PDF", 0},
		{"an empty feed", "a.xml", "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel></channel></rss>", 0, CodeEmpty, "no item in this feed", 0},
		{"another XML document", "a.xml", "<?xml version=\"1.0\"?>\n<urlset><url/></urlset>", 0, CodeFormat, "an XML document", 0},
		{"a broken feed", "a.xml", "<rss><channel><item><title>One</title><description>It rains, she said.</description></item><item><title>Two", 1, CodeSyntax, "line 1", 2},
		{"a PDF without a text layer", "a.pdf", string(pdfFile([]string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>", pdfStream("q Q")})), 0, CodeNoText, "ocrmypdf", 0},
		{"a PDF whose pages hold themselves", "a.pdf", string(pdfFile([]string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"})), 0, CodeSyntax, "circles", 0},
		{"a PDF whose page is below itself", "a.pdf", string(pdfFile([]string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 3 0 R /Contents 4 0 R >>", pdfStream("BT /F1 9 Tf (x) Tj ET")})), 0, CodeSyntax, "circles", 0},
		{"rich text that ends early", "a.rtf", "{\\rtf1 {It rains, she said.\\par", 0, CodeTruncated, "inside a group", 0},
		{"rich text with bytes that are no text", "a.rtf", "{\\rtf1 It rains\x01\x02\x03\xff, she said.}", 0, CodeBinary, "control characters", 0},
		{"rich text nested too deep", "a.rtf", "{\\rtf1 " + strings.Repeat("{", 2000), 0, CodeTooDeep, "nested", 0},
		{"an empty ZIP", "a.zip", string(zipOf()), 0, CodeEmpty, "no files", 0},
		{"an OpenDocument file", "a.odt", string(zipOf("content.xml", "<x/>", "META-INF/manifest.xml", "<x/>")), 0, CodeBinary, "OpenDocument", 0},
		{"a message of pictures", "a.eml", "From: a@b.example\nMIME-Version: 1.0\nContent-Type: image/png\n\nx", 0, CodeNoText, "no text in this message", 0},
		{"a workbook without texts", "a.xlsx", string(zipOf("xl/workbook.xml", `<w xmlns:r="r"><sheet r:id="1"/></w>`, "xl/_rels/workbook.xml.rels", `<R><Relationship Id="1" Target="s.xml"/></R>`, "xl/s.xml", `<s><row><c t="inlineStr"><is><t>url</t></is></c></row></s>`)), 0, CodeNoText, "fetch the pages", 0},
		{"a tar archive", "a.tar", strings.Repeat("x", 257) + "ustar\x0000", 0, CodeBinary, "a tar archive", 0},
		{"a table without a text", "a.csv", "id,name\n1,x\n", 0, CodeNoText, "the columns are id, name (--map text=COLUMN)", 0},
		{"a row of another width", "a.csv", "id,text\n1,It sails.\n2\n3,It rains.\n", 2, CodeSyntax, "line 3: 1 fields where the header has 2", 2},
		{"a quotation mark inside a field", "a.csv", "id,text\n1,\"It \"sails.\n2,It rains.\n", 1, CodeSyntax, "line 2, column", 1},
		{"digits only", "a.txt", "1 2 3", 0, CodeNoText, "no letters", 0},
		{"broken JSON line", "a.ndjson", good + `{"text":"It rains." "x"}` + "\n" + good, 2, CodeSyntax, "line 2, column 21", 2},
		{"JSON line that ends early", "a.ndjson", good + `{"text":"It ra`, 1, CodeSyntax, "line 2, column 15: the JSON object ends early", 2},
		{"JSON of another kind", "a.ndjson", good + "[1]\n", 1, CodeSyntax, "a JSON array where an object should be", 2},
		{"no text", "a.ndjson", good + `{"title":"Rain"}` + "\n", 1, CodeNoText, `a title ("Rain") but no text`, 2},
		{"no known key", "a.ndjson", good + `{"words":"Rain","n":1}` + "\n", 1, CodeNoText, "none of the keys n, words holds it", 2},
		{"deep JSON", "a.ndjson", good + `{"text":"x","y":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + "}\n" + good, 2, CodeTooDeep, "nested more than 100 deep", 2},
		{"huge line", "a.ndjson", good + `{"text":"` + strings.Repeat("x", 20_000) + "\"}\n" + good, 2, CodeTooLarge, "line 2: longer than 10000 bytes", 2},
		{"huge article", "a.txt", strings.Repeat("It rains. ", 800), 0, CodeTooLarge, "the text has 7999 bytes, the limit is 5000", 0},
		{"huge text in a record", "a.ndjson", good + `{"text":"` + strings.Repeat("x", 6_000) + "\"}\n" + good, 2, CodeTooLarge, "the text has 6000 bytes, the limit is 5000", 2},
		{"too many records", "a.ndjson", strings.Repeat(good, 40), 30, CodeTooLarge, "more than 30 records", 0},
		{"broken front matter", "a.md", "---\ntitle: Rain\n  by: [x\n---\nIt rains.", 0, CodeSyntax, "front matter: line 3, column 5: ", 0},
		{"broken array", "a.json", `[{"text":"It sails."},{"text" "x"}]`, 1, CodeSyntax, "the rest of the file is not read", 2},
		{"array cut off", "a.json", `[{"text":"It sails."},{"text":`, 1, CodeSyntax, "ends inside a JSON value", 2},
		{"gzip cut off", "a.txt.gz", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x0b", 0, CodeTruncated, "cut off", 0},
		{"gzip in name only, damaged", "a.txt.gz", "\x1f\x8b\x09\x00\x00\x00\x00\x00\x00\x03\x0b", 0, CodeTruncated, "gzip: invalid header", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			write(t, folder, c.file, c.in)
			write(t, folder, "z-good.txt", storyText)
			opts := Options{Limits: Limits{ArticleBytes: 5000, LineBytes: 10_000, Records: 30}}
			if c.name == "deep JSON" {
				opts.Limits.LineBytes = 100_000
			}
			got, faults := collect(t, opts, folder)
			if len(got) != c.articles+1 || len(faults) != 1 {
				t.Fatalf("%d articles (want %d and the good one beside), faults %v", len(got), c.articles, faults)
			}
			f := faults[0]
			if f.Code != c.code || f.RecordNo != c.record || f.Stage != "read" || !strings.Contains(f.Message, c.message) {
				t.Errorf("fault %+v\nwant code %s, record %d, message with %q", f, c.code, c.record, c.message)
			}
			if f.Path != filepath.Join(folder, c.file) {
				t.Errorf("fault of path %q", f.Path)
			}
		})
	}
}

// TestNamesThatAreNotThere: a column or key of --map that an input lacks is told with those that
// it has.
func TestNamesThatAreNotThere(t *testing.T) {
	for _, c := range []struct{ file, in, message string }{
		{"a.csv", "headline,words\nRain,It rains.\n", `no column "body" (--map): the columns are headline, words`},
		{"a.ndjson", `{"words":"It rains.","headline":"Rain"}` + "\n", `no key "body" (--map): the keys are headline, words`},
	} {
		_, faults := collect(t, Options{Map: map[string]string{"text": "body"}}, write(t, t.TempDir(), c.file, c.in))
		if len(faults) != 1 || faults[0].Code != CodeMap || !strings.Contains(faults[0].Message, c.message) {
			t.Errorf("%s: %v, want %s", c.file, faults, c.message)
		}
	}
}

func TestCharacterSets(t *testing.T) {
	for _, c := range []struct{ name, in, want, note string }{
		{"UTF-8", "Café staff said “no”.", "Café staff said “no”.", ""},
		{"windows-1252", "Caf\xe9 staff said \x93no\x94.", "Café staff said “no”.", "windows-1252"},
		{"windows-1251", "\xcc\xe8\xed\xe8\xf1\xf2\xf0 \xf1\xea\xe0\xe7\xe0\xeb: \xef\xe5\xf0\xe5\xe3\xee\xe2\xee\xf0\xfb \xef\xf0\xee\xe4\xee\xeb\xe6\xe0\xf2\xf1\xff.", "Министр сказал: переговоры продолжатся.", "windows-1251"},
		{"koi8-r", "\xed\xc9\xce\xc9\xd3\xd4\xd2 \xd3\xcb\xc1\xda\xc1\xcc: \xd0\xc5\xd2\xc5\xc7\xcf\xd7\xcf\xd2\xd9.", "Министр сказал: переговоры.", "koi8-r"},
		{"UTF-16, little end first", "\xff\xfeN\x00o\x00.\x00", "No.", "UTF-16"},
		{"UTF-16, big end first", "\xfe\xff\x00N\x00o\x00.", "No.", "UTF-16"},
		{"damaged UTF-8", "Café, thé, na\xc3ve, crème.", "Café, thé, na\ufffdve, crème.", "replaced at 1 places, the first at byte 15"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, faults := collect(t, Options{}, write(t, t.TempDir(), "a.txt", c.in))
			if len(got) != 1 || len(faults) != 0 {
				t.Fatalf("%d articles, faults %v", len(got), faults)
			}
			if got[0].Text != c.want {
				t.Errorf("text %q, want %q", got[0].Text, c.want)
			}
			if note := strings.Join(got[0].Warnings, "; "); !strings.Contains(note, c.note) || (c.note == "") != (note == "") {
				t.Errorf("warnings %q, want %q", note, c.note)
			}
		})
	}
}

func TestInputs(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt"} {
		write(t, folder, name, "In "+name+" it rains.")
	}
	t.Chdir(folder)
	for _, c := range []struct {
		name   string
		inputs []string
		paths  string
		faults string
	}{
		{"a folder, sorted, without what is hidden", []string{"."}, "a.txt b.txt sub/c.txt", ""},
		{"files in the order given", []string{"b.txt", "a.txt"}, "b.txt a.txt", ""},
		{"a file named twice is read once", []string{"a.txt", "./a.txt", "."}, "a.txt b.txt sub/c.txt", ""},
		{"a glob", []string{"?.txt"}, "a.txt b.txt", ""},
		{"a glob over folders", []string{"**/*.txt"}, "a.txt b.txt sub/c.txt", ""},
		{"a glob that finds nothing", []string{"*.md", "a.txt"}, "a.txt", "*.md: no file matches this pattern (not_found)"},
		{"a missing file", []string{"a.txt", "none.txt", "b.txt"}, "a.txt b.txt", "none.txt: no such file or folder (not_found)"},
		{"no standard input", []string{"-"}, "", "-: there is no standard input (unreadable)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, faults := collect(t, Options{}, c.inputs...)
			var paths, said []string
			for _, a := range got {
				paths = append(paths, strings.TrimPrefix(filepath.ToSlash(a.Path), "./"))
			}
			for _, f := range faults {
				said = append(said, f.Error())
			}
			if strings.Join(paths, " ") != c.paths || strings.Join(said, "; ") != c.faults {
				t.Errorf("paths %q, faults %q", paths, said)
			}
		})
	}
}

func TestReadFS(t *testing.T) {
	folder := fstest.MapFS{"b.txt": {Data: []byte("It rains.")}, "a.md": {Data: []byte("# Sea\n\nIt sails.")}}
	var said []string
	for item := range ReadFS(context.Background(), "sample", folder, Options{}) {
		said = append(said, item.Article.Path+": "+item.Article.Text)
	}
	if got := strings.Join(said, "; "); got != "sample/a.md: Sea\n\nIt sails.; sample/b.txt: It rains." {
		t.Error(got)
	}
}

func TestStandardInput(t *testing.T) {
	in := strings.NewReader("{\"text\":\"It sails.\"}\nnot json\n{\"text\":\"It rains.\"}\n")
	got, faults := collect(t, Options{Stdin: in}, "-")
	if len(got) != 2 || len(faults) != 1 || faults[0].RecordNo != 2 || got[1].RecordNo != 3 {
		t.Errorf("%d articles, faults %v", len(got), faults)
	}
}

func TestStopsWhenAsked(t *testing.T) {
	p := write(t, t.TempDir(), "a.ndjson", strings.Repeat(`{"text":"It sails."}`+"\n", 10))
	n := 0
	for range Read(context.Background(), []string{p, p}, Options{}) {
		if n++; n == 3 {
			break
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	after := 0
	for range Read(ctx, []string{p}, Options{}) {
		cancel()
		after++
	}
	if n != 3 || after != 1 {
		t.Errorf("%d items before break, %d after cancel", n, after)
	}
}
