package main

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var tags = regexp.MustCompile(`<[^>]*>`)

// One article of its own on one event: the report names every side that speaks of
// it, whatever issue a single sentence is on, each with the words that show it.
func TestOneArticleIsReadSideBySide(t *testing.T) {
	sample := filepath.Join(house, "data", "sample", "2025-02-18-northern-wire.md")
	seed := filepath.Join(house, "..", "shared", "seed", "riyadh-talks.txt") // a publisher's text, not in the repository
	for _, c := range []struct {
		name, path string
		words      []string
	}{
		{"an article of the sample", sample, []string{"went well", "important step forward", "expressed skepticism about"}},
		{"the article that this was built for", seed, []string{"went well", "important step forward", "bring no result"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := os.Stat(c.path); err != nil {
				t.Skipf("needs %s", filepath.Base(c.path))
			}
			out := filepath.Join(t.TempDir(), "out")
			code, terminal, stderr := readout(t, "", "run", "--out", out, c.path)
			if code != exitOK {
				t.Fatalf("exit code %d: %s", code, stderr)
			}
			said := map[string]string{"terminal": terminal}
			for _, name := range []string{"summary.html", "summary.md"} {
				b, err := os.ReadFile(filepath.Join(out, "latest", name))
				if err != nil {
					t.Fatal(err)
				}
				said[name] = string(b)
			}
			for name, text := range said {
				first := text
				if at := strings.Index(text, "Since the run before"); name != "terminal" && at > 0 {
					first = text[:at] // what stands before it is the first screen
				}
				plain := strings.NewReplacer("*", "", "\n    ", " ", "\n  ", " ", "<mark class=\"pos\"", "<mark", "“", "", "”", "").Replace(first)
				plain = tags.ReplaceAllString(plain, "")
				for _, words := range append([]string{"Russia", "United States", "Ukraine"}, c.words...) {
					if !strings.Contains(plain, words) {
						t.Errorf("%s does not say %q", name, words)
					}
				}
			}
			headline, _, _ := strings.Cut(strings.TrimPrefix(said["summary.md"], "# "), "\n")
			at := strings.Index(headline, "Ukraine")
			if at < 0 || !strings.Contains(headline[at:], "skeptical") {
				t.Errorf("headline %q does not call Ukraine skeptical", headline)
			}
			if !strings.Contains(headline, "Russia") || !strings.Contains(headline, "United States") {
				t.Errorf("headline %q leaves somebody out", headline)
			}
			summary, _, _ := strings.Cut(terminal, "\nThis run:")
			for _, line := range strings.Split(summary, "\n") {
				if n := len([]rune(line)); n > 80 {
					t.Errorf("a line of %d columns: %s", n, line)
				}
			}
		})
	}
}

// Two outlets on one occurrence: the report says whom each of them quotes on it, and whom not;
// of sides, or of speakers where no two sides are known.
func TestReportSaysWhomAnOutletLeavesOut(t *testing.T) {
	for _, c := range []struct {
		name, news, link string
		says             []string
	}{
		{"sides", `{"id":"a","title":"Grain ship leaves Odesa after corridor talks","outlet":"Coast Post","published_at":"2023-07-18","text":"The grain ship Meridian left Odesa on Tuesday after corridor talks in Istanbul. Volodymyr Zelensky said the corridor was a good step. Sergei Lavrov warned that the corridor would fail. The grain ship Meridian carries wheat."}
{"id":"b","title":"Corridor talks: grain ship Meridian leaves Odesa","outlet":"Hill Gazette","published_at":"2023-07-18","text":"The grain ship Meridian sailed from Odesa after corridor talks in Istanbul on Tuesday. Sergei Lavrov said the talks on the grain corridor were useless. The wheat of the Meridian goes to Egypt."}
`, "outlet=Hill+Gazette&own=1&side=russia", []string{"Coast Post quotes Ukraine 1, Russia 1.", "Hill Gazette quotes Russia 1, nobody for Ukraine."}},
		{"speakers", `{"id":"a","title":"Judge fines Halden Chemicals over Orne spill","outlet":"Coast Post","published_at":"2024-06-11","text":"A court fined Halden Chemicals for the spill into the Orne. Chief executive Marta Quill said the fine was absurd. Prosecutor Owen Tarr said the ruling was a victory for the Orne valley."}
{"id":"b","title":"Halden Chemicals to appeal fine for Orne spill","outlet":"Hill Gazette","published_at":"2024-06-11","text":"Halden Chemicals was fined for the spill into the Orne. Chief executive Marta Quill said Halden would win on appeal. Shares of Halden Chemicals fell after the fine."}
`, "outlet=Hill+Gazette&own=1", []string{"Hill Gazette quotes Marta Quill 1, not Owen Tarr."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, out := file(t, t.TempDir(), "news.ndjson", c.news), filepath.Join(t.TempDir(), "out")
			code, terminal, stderr := readout(t, "", "run", "--out", out, in)
			if code != exitOK {
				t.Fatalf("exit code %d: %s", code, stderr)
			}
			for _, want := range c.says {
				if !strings.Contains(terminal, want) {
					t.Errorf("no %q in\n%s", want, terminal)
				}
			}
			page, err := os.ReadFile(filepath.Join(out, "latest", "summary.html"))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(html.UnescapeString(string(page)), c.link) {
				t.Errorf("no link to the statements %s", c.link)
			}
		})
	}
}
