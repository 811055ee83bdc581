package reports

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"readout/analysis/compare"
)

var pages = flag.String("pages", "", "folder that the hostile report is written to, for a browser")

// attacks stand in every text of the hostile corpus.
var attacks = []string{
	`<script>window.pwned=true</script>`,
	`"><img src=x onerror="window.pwned=true">`,
	`</style></title></textarea><svg onload=alert(1)>`,
	`'-alert(1)-' {{.}} ${alert(1)} <!-- -->`,
	"\x1b[31mred\x1b[2J\x1b]0;pwned\x07",
	"over\u202eride and \u2066isolate\u2069 and \u200fmark",
	`=HYPERLINK("https://attacker.example","click") | cell`,
	"[link](javascript:alert(1)) ![](https://attacker.example/i.png) `code` # head\n\n---\n| a |",
	"+SUM(1+1)*cmd|' /C calc'!A0",
}

var badLinks = []string{
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
	"vbscript:x", "//attacker.example/x", "https://user:pass@bank.example/", "file:///etc/passwd", "https://a.example/\"onmouseover=alert(1)",
}

// hostile is a corpus in which every text is an attack.
func hostile() []press {
	var all []press
	for i, a := range attacks {
		b := attacks[(i+1)%len(attacks)]
		all = append(all, press{
			id: string(rune('a' + i)), outlet: a, day: "2024-05-02", url: badLinks[i], says: []said{
				{a, "actor" + a, b, "issue" + a, "They said {" + strings.NewReplacer("{", "", "}", "", "|", "").Replace(a) + "|outlook|+0.7} " + b, 0.7, 0.5, a, nil, 0, ""},
				{b, "actor" + b, a, "issue" + a, b + " is {bad|outlook|-0.7}", -0.7, -0.5, b, nil, 0, ""},
			},
		})
	}
	return all
}

func TestHostileArticlesStayText(t *testing.T) {
	c := publish(t, hostile())
	s, err := Load(c)
	if err != nil {
		t.Fatal(err)
	}
	x, err := Compare(c, Question{By: compare.BySide, Dimension: "outlook"}, compare.Config{Resamples: 100})
	if err != nil {
		t.Fatal(err)
	}
	control := regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{200e}\x{200f}]`)
	for _, p := range []struct {
		name  string
		print func(io.Writer) error
		never string // beyond control and direction characters
	}{
		{"HTML", s.HTML, `(?i)<script>window|<img|<svg onload|href="(javascript|data|vbscript|file|//|https://user)`},
		{"Markdown", s.Markdown, `(?i)(^|[^\\])<(script|img|svg)|[^\\]\]\(javascript|[^\\]!\[|\(<(javascript|data|file)`},
		{"JSON", s.JSON, `<script|<img`},
		{"terminal", func(w io.Writer) error { return s.Terminal(w, TerminalOptions{}) }, `\n\n---`},
		{"contrast in Markdown", x.Markdown, `(?i)(^|[^\\])<(script|img|svg)|[^\\]\]\(javascript`},
		{"contrast as CSV", x.CSV, `(?m)(^|,)"?[=+@]`},
		{"contrast in JSON", x.JSON, `<script|<img`},
		{"contrast on a terminal", func(w io.Writer) error { return x.Terminal(w, TerminalOptions{}) }, `\n\n---`},
	} {
		t.Run(p.name, func(t *testing.T) {
			var out bytes.Buffer
			if err := p.print(&out); err != nil {
				t.Fatal(err)
			}
			for _, re := range []*regexp.Regexp{control, regexp.MustCompile(p.never)} {
				if at := re.FindIndex(out.Bytes()); at != nil {
					t.Errorf("%q in %q", re, out.Bytes()[max(0, at[0]-60):min(out.Len(), at[1]+60)])
				}
			}
		})
	}
	if *pages != "" {
		if err := write(filepath.Join(*pages, "hostile.html"), s.HTML); err != nil {
			t.Fatal(err)
		}
	}
}

// A parser that is not ours finds in the page what a browser would.
func TestHostilePageHasOnlyOurElements(t *testing.T) {
	var out bytes.Buffer
	if err := load(t, hostile()).HTML(&out); err != nil {
		t.Fatal(err)
	}
	scripts := 0
	for z := html.NewTokenizer(&out); ; {
		if z.Next() == html.ErrorToken {
			break
		}
		tok := z.Token()
		if tok.Type != html.StartTagToken && tok.Type != html.SelfClosingTagToken {
			continue
		}
		switch tok.Data {
		case "script":
			if len(tok.Attr) == 0 {
				scripts++ // the others are data, of a type that nothing runs
			} else if tok.Attr[0].Key != "type" || tok.Attr[0].Val != "text/plain" {
				t.Errorf("a script of another kind: %s", tok)
			}
		case "img", "iframe", "object", "embed", "base", "link", "textarea", "image", "use", "foreignobject":
			t.Errorf("an article's element: %s", tok)
		}
		for _, a := range tok.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" ||
				a.Key == "href" && !regexp.MustCompile(`^(https?://|#[a-z]+$|#statements\?[a-zA-Z0-9&=%+._*~-]+$)`).MatchString(a.Val) {
				t.Errorf("%s=%q in %s", a.Key, a.Val, tok)
			}
		}
	}
	if scripts != 1 {
		t.Errorf("%d scripts", scripts)
	}
}

func TestMarkdownTablesKeepTheirColumns(t *testing.T) {
	var out bytes.Buffer
	if err := load(t, hostile()).Markdown(&out); err != nil {
		t.Fatal(err)
	}
	columns := 0
	for _, line := range strings.Split(out.String(), "\n") {
		if !strings.HasPrefix(line, "| ") {
			columns = 0
			continue
		}
		n := len(regexp.MustCompile(`(^|[^\\])\|`).FindAllString(line, -1))
		if columns > 0 && n != columns {
			t.Errorf("%d bars where there were %d: %s", n, columns, line)
		}
		columns = n
	}
}

func TestOnlyWebLinks(t *testing.T) {
	for _, c := range []struct{ url, want string }{
		{"https://paper.example/a?b=c", "https://paper.example/a?b=c"},
		{" http://paper.example/a ", "http://paper.example/a"},
		{"HTTPS://paper.example", "https://paper.example"},
		{"javascript:alert(1)", ""},
		{"java\nscript:alert(1)", ""},
		{"data:text/html,x", ""},
		{"//paper.example/a", ""},
		{"/a", ""},
		{"https:///a", ""},
		{"https://user@paper.example", ""},
		{"https://paper.example/\"><script>", "https://paper.example/%22%3E%3Cscript%3E"},
		{"", ""},
	} {
		if got := webLink(&c.url); got != c.want {
			t.Errorf("%q: %q", c.url, got)
		}
	}
	if webLink(nil) != "" {
		t.Error("a link out of nothing")
	}
}

// An article whose every word is an attack is as good a reader of pages as any:
// what a browser makes of it is checked by reports/browser.
func FuzzClean(f *testing.F) {
	for _, a := range attacks {
		f.Add(a)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := clean(s)
		if len([]rune(c)) != len([]rune(s)) {
			t.Errorf("%q has another length than %q", c, s)
		}
		for _, r := range c {
			if r < ' ' || turnsDirection(r) {
				t.Errorf("%q in %q", r, c)
			}
		}
	})
}

func TestWriteReplacesWhole(t *testing.T) {
	dir := t.TempDir()
	s := load(t, harbour)
	for range 2 {
		if err := s.Write(dir); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestCleanLinesKeepsPlaces(t *testing.T) {
	in := "Talks\n\nHe\x1b[31m said\r\nso\u2028 far"
	got := cleanLines(in)
	if strings.Count(got, "\n") != 3 || len([]rune(got)) != len([]rune(in)) || strings.ContainsAny(got, "\x1b\r\u2028") {
		t.Errorf("%q becomes %q", in, got)
	}
}
