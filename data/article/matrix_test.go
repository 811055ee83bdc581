package article

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"readout/analysis"
)

// story is what every format of the matrix holds. Its words have letters that
// each character set of the matrix writes in another way.
type story struct {
	ID        string `json:"id" parquet:"id"`
	Title     string `json:"title" parquet:"title"`
	Text      string `json:"text" parquet:"text"`
	Outlet    string `json:"outlet" parquet:"outlet"`
	URL       string `json:"url" parquet:"url"`
	Published string `json:"published_at" parquet:"published_at"`
}

var stories = []story{
	{"s1", "Ferry café to reopen", "The harbour council met on Tuesday. Its chair, Zoë Brontë, said the café would reopen, and that the ferry would sail as it had before.", "Harbour Post", "https://post.example/ferry", "2025-02-18"},
	{"s2", "Bridge façade to be mended", "Engineers told the Moor News that the bridge was safe. “It will stand,” said Renée Dubois of the works office, and she added that the façade was not.", "Moor News", "https://moor.example/bridge", "2025-02-19"},
}

// written gives the stories in one format, and how many articles that holds.
var written = []struct {
	format, name string
	articles     int
	bytes        func() []byte
}{
	{"text", "a.txt", 1, func() []byte { return []byte(stories[0].Title + "\n\n" + stories[0].Text + "\n") }},
	{"markdown", "a.md", 1, func() []byte {
		s := stories[0]
		return fmt.Appendf(nil, "---\ntitle: %s\noutlet: %s\nurl: %s\ndate: %s\n---\n\n%s\n", s.Title, s.Outlet, s.URL, s.Published, s.Text)
	}},
	{"html", "a.html", 1, func() []byte { return []byte(webPage(stories[0])) }},
	{"ndjson", "a.ndjson", 2, func() []byte {
		var b []byte
		for _, s := range stories {
			line, _ := json.Marshal(s)
			b = append(append(b, line...), '\n')
		}
		return b
	}},
	{"json", "a.json", 2, func() []byte { b, _ := json.MarshalIndent(stories, "", "  "); return b }},
	{"csv", "a.csv", 2, func() []byte { return []byte(separated(",")) }},
	{"tsv", "a.tsv", 2, func() []byte { return []byte(separated("\t")) }},
	{"parquet", "a.parquet", 2, func() []byte {
		var b bytes.Buffer
		if err := parquet.Write(&b, stories, parquet.Compression(&parquet.Snappy)); err != nil {
			panic(err)
		}
		return b.Bytes()
	}},
	{"warc", "a.warc", 2, func() []byte {
		var b strings.Builder
		b.WriteString("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nx: y\r\n\r\n")
		for _, s := range stories {
			http := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + webPage(s)
			fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", s.URL, len(http), http)
		}
		return []byte(b.String())
	}},
}

func webPage(s story) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><title>%s | %s</title><meta property="og:site_name" content="%s">
<meta property="article:published_time" content="%s"><link rel="canonical" href="%s"></head><body><nav><a href="/">Home</a><a href="/sea">Sea</a></nav>
<article><h1>%s</h1><p>%s</p><p>%s</p><figure><img src="f.jpg"><figcaption>The quay. Photo: A. Reed</figcaption></figure>
<p>Nobody was hurt, the office said in a statement, and the works would be paid for by the county as was agreed last year.</p>
<div class="newsletter-signup"><p>Sign up to our newsletter for more stories like this one</p></div></article><footer>© %s</footer></body></html>`,
		s.Title, s.Outlet, s.Outlet, s.Published, s.URL, s.Title, s.Text, strings.Repeat("The ferry has run, with few breaks, since the year of the great storm. ", 4), s.Outlet)
}

func separated(mark string) string {
	rows := []string{strings.Join([]string{"id", "title", "text", "outlet", "url", "published_at"}, mark)}
	for _, s := range stories {
		var row []string
		for _, v := range []string{s.ID, s.Title, s.Text, s.Outlet, s.URL, s.Published} {
			row = append(row, `"`+strings.ReplaceAll(v, `"`, `""`)+`"`)
		}
		rows = append(rows, strings.Join(row, mark))
	}
	return strings.Join(rows, "\n") + "\n"
}

var packed = []struct {
	name, ending string
	pack         func([]byte) []byte
}{
	{"plain", "", func(b []byte) []byte { return b }},
	{"gzip", ".gz", func(b []byte) []byte {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		_, _ = z.Write(b)
		_ = z.Close()
		return out.Bytes()
	}},
	{"zstd", ".zst", func(b []byte) []byte {
		z, _ := zstd.NewWriter(nil)
		return z.EncodeAll(b, nil)
	}},
}

// TestMatrix: every format in every packing and character set gives its
// articles, with their metadata; by name, and by content alone.
func TestMatrix(t *testing.T) {
	charsets := []struct {
		name   string
		encode func([]byte) []byte
		text   bool // of no meaning to binary formats and to WARC, which says its own
	}{
		{"utf-8", func(b []byte) []byte { return b }, false},
		{"utf-8 with a byte order mark", func(b []byte) []byte { return append([]byte("\ufeff"), b...) }, true},
		{"windows-1252", func(b []byte) []byte { out, _ := charmap.Windows1252.NewEncoder().Bytes(b); return out }, true},
		{"utf-16", func(b []byte) []byte {
			out, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(b)
			return out
		}, true},
		{"line ends of Windows", func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) }, true},
	}
	for _, w := range written {
		for _, p := range packed {
			for _, c := range charsets {
				for _, named := range []bool{true, false} {
					if c.text && (w.format == "parquet" || w.format == "warc") {
						continue
					}
					if !named && c.name == "utf-16" && w.format != "text" {
						continue // nothing in them says for certain what they are
					}
					name := w.name + p.ending
					if !named {
						name = "unnamed"
					}
					t.Run(w.format+"/"+p.name+"/"+c.name+"/"+name, func(t *testing.T) {
						file := write(t, t.TempDir(), name, string(p.pack(c.encode(w.bytes()))))
						got, faults := collect(t, Options{Languages: []string{"en"}}, file)
						if len(got) != w.articles || len(faults) > 0 {
							t.Fatalf("%d articles, faults %v", len(got), faults)
						}
						for i, a := range got {
							s := stories[i]
							if a.Title != s.Title || !strings.Contains(a.Text, s.Text) || a.Text[:a.HeadlineEnd] != s.Title || a.Language != "en" {
								t.Errorf("title %q, text %q, language %q, warnings %q", a.Title, a.Text, a.Language, a.Warnings)
							}
							if w.format != "text" && (a.Outlet != s.Outlet || a.URL != s.URL || a.PublishedAt.Format("2006-01-02") != s.Published) {
								t.Errorf("outlet %q, url %q, date %v", a.Outlet, a.URL, a.PublishedAt)
							}
							if strings.Contains(a.Text, "newsletter") || strings.Contains(a.Text, "Photo:") || strings.Contains(a.Text, "Home") {
								t.Errorf("text holds what is no story: %q", a.Text)
							}
						}
					})
				}
			}
		}
	}
}

// TestDamage: every format in every packing, damaged in every way, gives
// articles or faults with a code and a message, and never nothing.
func TestDamage(t *testing.T) {
	damages := []struct {
		name string
		do   func([]byte) []byte
	}{
		{"cut in the middle", func(b []byte) []byte { return b[:len(b)/2] }},
		{"cut by one byte", func(b []byte) []byte { return b[:len(b)-1] }},
		{"the first byte alone", func(b []byte) []byte { return b[:1] }},
		{"a bit flipped in the middle", func(b []byte) []byte { b[len(b)/2] ^= 4; return b }},
		{"a NUL byte in the middle", func(b []byte) []byte { b[len(b)/2] = 0; return b }},
		{"no byte", func([]byte) []byte { return nil }},
		{"white space alone", func([]byte) []byte { return []byte(" \n\n \t") }},
		{"a picture behind it", func(b []byte) []byte { return append(b, "\x89PNG\r\n\x1a\n\x00\x00"...) }},
		{"bytes in no character set", func([]byte) []byte { return bytes.Repeat([]byte{0x81, 0x8d, 0x20}, 200) }},
	}
	for _, w := range written {
		for _, p := range packed {
			for _, d := range damages {
				for _, inside := range []bool{false, true} {
					if inside && p.ending == "" {
						continue
					}
					t.Run(fmt.Sprintf("%s/%s/%s/inside=%t", w.format, p.name, d.name, inside), func(t *testing.T) {
						b := bytes.Clone(w.bytes())
						if inside {
							b = p.pack(d.do(b))
						} else {
							b = d.do(p.pack(b))
						}
						articles, faults := collect(t, Options{}, write(t, t.TempDir(), w.name+p.ending, string(b)))
						speaks(t, articles, faults)
					})
				}
			}
		}
	}
}

// TestWrongExtension: a name that lies gives the articles or a fault.
func TestWrongExtension(t *testing.T) {
	for _, w := range written {
		for _, other := range written {
			t.Run(w.format+" named "+other.name, func(t *testing.T) {
				articles, faults := collect(t, Options{}, write(t, t.TempDir(), other.name, string(w.bytes())))
				speaks(t, articles, faults)
				switch w.format {
				case "html", "parquet", "warc": // what these are is beyond doubt
					if len(articles) != w.articles || len(faults) > 0 {
						t.Errorf("%d articles, faults %v", len(articles), faults)
					}
				}
			})
		}
	}
}

// TestBombs: what unpacks or nests without end is given up at its limit.
func TestBombs(t *testing.T) {
	deep := strings.Repeat(`{"a":[`, 10_000)
	tags := "<!DOCTYPE html><html><body>" + strings.Repeat("<div>", 20_000) + "<p>" + stories[0].Text
	zeros := make([]byte, 4<<20)
	small := Limits{DecompressedBytes: 1 << 20, ArticleBytes: 512 << 10, LineBytes: 512 << 10}
	for _, c := range []struct {
		name, file string
		content    []byte
		code       string
	}{
		{"JSON that opens without end", "a.ndjson", []byte(deep), CodeTooDeep},
		{"JSON array that opens without end", "a.json", []byte("[" + deep), CodeTooDeep},
		{"a gzip bomb of text", "a.txt.gz", packed[1].pack(bytes.Repeat([]byte("a "), 2<<20)), CodeTooLarge},
		{"a gzip bomb of NDJSON", "a.ndjson.gz", packed[1].pack(bytes.Repeat([]byte(" "), 4<<20)), CodeTooLarge},
		{"a zstd bomb", "a.csv.zst", packed[2].pack(zeros), CodeTooLarge},
		{"packed four times", "a.txt.gz", packed[1].pack(packed[1].pack(packed[1].pack(packed[1].pack([]byte("It sails."))))), CodeUnreadable},
		{"HTML that opens without end", "a.html", []byte(tags), ""},
		{"a CSV quotation mark that never closes", "a.csv", []byte("id,text\n1,\"It sails." + strings.Repeat("\nIt rains.", 200_000)), CodeTooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			articles, faults := collect(t, Options{Limits: small}, write(t, t.TempDir(), c.file, string(c.content)))
			speaks(t, articles, faults)
			if c.code != "" && (len(faults) != 1 || faults[0].Code != c.code) {
				t.Errorf("%d articles, faults %v, want %s", len(articles), faults, c.code)
			}
		})
	}
}

// TestMutations damages every format a thousand times at random places. The
// seed is fixed: a failure comes again.
func TestMutations(t *testing.T) {
	n := 1000
	if testing.Short() {
		n = 50
	}
	for _, w := range written {
		t.Run(w.format, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, uint64(len(w.format))))
			folder := t.TempDir()
			for i := range n {
				b := mutate(bytes.Clone(w.bytes()), random)
				p := packed[i%len(packed)]
				if i%2 == 0 {
					b = mutate(p.pack(b), random)
				} else {
					b = p.pack(b)
				}
				articles, faults := collect(t, Options{Limits: Limits{DecompressedBytes: 8 << 20}}, write(t, folder, w.name+p.ending, string(b)))
				speaks(t, articles, faults)
				if t.Failed() {
					t.Fatalf("mutation %d: %q", i, b)
				}
			}
		})
	}
}

// mutate changes, cuts, doubles or drops bytes at one to four random places.
func mutate(b []byte, random *rand.Rand) []byte {
	for range 1 + random.IntN(4) {
		if len(b) == 0 {
			return b
		}
		at := random.IntN(len(b))
		switch random.IntN(6) {
		case 0:
			b[at] ^= 1 << random.IntN(8)
		case 1:
			b[at] = byte(random.IntN(256))
		case 2:
			b = b[:at]
		case 3:
			end := min(len(b), at+random.IntN(50))
			b = append(b[:at:at], b[end:]...)
		case 4:
			end := min(len(b), at+random.IntN(50))
			b = append(b[:end:end], b[at:]...)
		case 5:
			b = append(b[:at:at], append([]byte{0, 0xff, '"', '\n', '{'}[random.IntN(5):], b[at:]...)...)
		}
	}
	return b
}

// speaks fails where an input gave nothing, or a fault without its reason, or an
// article whose parts do not fit together.
func speaks(t testing.TB, articles []*analysis.Article, faults []*Fault) {
	t.Helper()
	if len(articles) == 0 && len(faults) == 0 {
		t.Error("silence: no article and no fault")
	}
	for _, f := range faults {
		if f.Path == "" || f.Stage != "read" || f.Code == "" || f.Message == "" || strings.Contains(f.Message, "%!") {
			t.Errorf("a fault without its reason: %+v", f)
		}
	}
	for _, a := range articles {
		if strings.TrimSpace(a.Text) == "" || a.HeadlineEnd < 0 || a.HeadlineEnd > len(a.Text) || a.ID == "" || a.VersionID == "" || strings.ContainsAny(a.Text, "\r\x00") {
			t.Errorf("an article that does not fit: %+v", a)
		}
	}
}

func fuzzFormat(f *testing.F, name string) {
	for _, w := range written {
		if w.format == name || name == "" {
			f.Add(w.bytes())
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		opts := Options{Stdin: bytes.NewReader(b), Format: name, Limits: Limits{ArticleBytes: 1 << 20, LineBytes: 1 << 20, DecompressedBytes: 4 << 20, Faults: 100, Records: 1000}}
		var articles []*analysis.Article
		var faults []*Fault
		for item := range Read(context.Background(), []string{"-"}, opts) {
			if item.Article != nil {
				articles = append(articles, item.Article)
			} else {
				faults = append(faults, item.Fault)
			}
		}
		speaks(t, articles, faults)
	})
}

func FuzzText(f *testing.F)     { fuzzFormat(f, "text") }
func FuzzMarkdown(f *testing.F) { fuzzFormat(f, "markdown") }
func FuzzHTML(f *testing.F)     { fuzzFormat(f, "html") }
func FuzzNDJSON(f *testing.F)   { fuzzFormat(f, "ndjson") }
func FuzzJSON(f *testing.F)     { fuzzFormat(f, "json") }
func FuzzCSV(f *testing.F)      { fuzzFormat(f, "csv") }
func FuzzParquet(f *testing.F)  { fuzzFormat(f, "parquet") }
func FuzzWARC(f *testing.F)     { fuzzFormat(f, "warc") }
