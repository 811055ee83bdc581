package lexicon

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestGuide: every example of GUIDE.md is sound when it is laid over the lexicon, and
// does what the page says.
func TestGuide(t *testing.T) {
	page, err := os.ReadFile("GUIDE.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```yaml\n# ([a-z/]+\\.yaml)\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(blocks) != strings.Count(string(page), "```yaml") || len(blocks) < 8 {
		t.Fatalf("%d examples with a file's name", len(blocks))
	}
	var layers []string
	for i, b := range blocks {
		layer := filepath.Join(t.TempDir(), fmt.Sprint(i))
		path := filepath.Join(layer, b[1])
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(b[2]), 0o644); err != nil {
			t.Fatal(err)
		}
		layers = append(layers, layer)
	}
	lex, err := Load(layers...)
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]string{
		"A. J. Kestrel": "ada-kestrel", "HPA": "harlow-port-authority", "the Quayites": "quay-party", "VVP": "vladimir-putin", "Trump": "donald-trump",
		"harbour-dredging": "harbour-dredging", "dredge-the-harbour": "dredge-the-harbour",
	} {
		found := lex.Lookup(name)
		if len(found) == 0 || found[0].ID != id {
			t.Errorf("%s means %v, want %s", name, found, id)
		}
	}
	if found := lex.Lookup("fox-business"); len(found) > 0 {
		t.Error("fox-business is still there")
	}
}
