package article

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestDbg(t *testing.T) {
	want := os.Getenv("PAGES")
	f, _ := os.Open("../../../shared/eval/html/gold.jsonl")
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 10<<20)
	tok := regexp.MustCompile(`[\p{L}\p{N}]+`)
	norm := func(s string) string { return " " + strings.Join(tok.FindAllString(s, -1), " ") + " " }
	for sc.Scan() {
		var g struct{ File, URL, Text string }
		json.Unmarshal(sc.Bytes(), &g)
		if !strings.Contains(want, g.File[:8]) {
			continue
		}
		h, _ := os.Open("../../../shared/eval/html/" + g.File)
		z, _ := gzip.NewReader(h)
		b, _ := io.ReadAll(z)
		h.Close()
		text, _ := decodePage(b, "")
		doc, _ := html.Parse(strings.NewReader(text))
		r := pageMetadata(doc)
		fmt.Printf("=== %.8s %s\n  meta %+v\n", g.File, g.URL, r)
		got := body(doc, r, true)
		gt := norm(g.Text)
		all := norm(strings.Join(got, " "))
		for _, x := range got {
			if !strings.Contains(gt, norm(x)) {
				fmt.Printf("  + %.200s\n", x)
			}
		}
		for _, x := range strings.Split(g.Text, "\n\n") {
			if !strings.Contains(all, norm(x)) {
				fmt.Printf("  - %.200s\n", x)
			}
		}
	}
}
