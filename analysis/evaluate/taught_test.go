package evaluate

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestReadTaught(t *testing.T) {
	dir := t.TempDir()
	text := "Rain fell. The café owner praised the tram. Nobody else did."
	if err := os.WriteFile(filepath.Join(dir, "a.jsonl"), []byte(`{"id":"one","text":"`+text+`"}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	read := func(kind, line string) ([]Taught, error) { return ReadTaught(strings.NewReader(line), dir, kind) }

	pairs, err := read("pair", `{"kind":"pair","file":"a.jsonl","id":"one","items":[[11,43,4,14,23,31,51,204,0,0,0]]}`)
	if err != nil || len(pairs) != 1 {
		t.Fatalf("%d pairs, %v", len(pairs), err)
	}
	d, a, b, err := pairs[0].Pair()
	if err != nil || d.Slice(a) != "café owner" || d.Slice(b) != "the tram" {
		t.Errorf("a is %q, b %q, %v", d.Slice(a), d.Slice(b), err)
	}
	if p := pairs[0].Shares["directed"][0]; p[0] != 0.2 || p[1] != 0.8 {
		t.Errorf("shares %v", p)
	}

	head := "0,0,0,0,0,0,0,0,0,0,0,255"
	teacher := "255,0,0, 0,255,0, 51,204, 255," + head
	line := `{"kind":"statement","file":"a.jsonl","id":"one","items":[[11,43,23,31,0,14,15,22,23,31,` + teacher + `,` + teacher + `]]}`
	said, err := read("statement", line)
	if err != nil || len(said) != 1 {
		t.Fatalf("%d statements, %v", len(said), err)
	}
	g, err := said[0].Statement()
	if err != nil || g.Source != "The café owner" || g.Cue != "praised" || g.Content != "the tram" || *g.Target != "the tram" {
		t.Errorf("%+v, %v", g, err)
	}
	if s := said[0].Shares; len(s["certainty"]) != 2 || s["certainty"][1][1] != 0.8 || len(s["frame"][0]) != 13 {
		t.Errorf("shares %v", s)
	}
	if none, err := read("target", line); err != nil || len(none) != 0 {
		t.Errorf("%d targets, %v", len(none), err)
	}

	rated, err := read("passage", `{"kind":"passage","file":"a.jsonl","id":"one","items":[[11,43,-25,50,100]]}`)
	if err != nil || len(rated) != 1 {
		t.Fatalf("%d passages, %v", len(rated), err)
	}
	if p := rated[0]; p.Passage().Text != "The café owner praised the tram." || !slices.Equal(p.Tone, []float64{-0.25, 0.5, 1}) {
		t.Errorf("%q has the tones %v", p.Passage().Text, p.Tone)
	}
	for _, item := range []string{"[11,43]", "[11,43,101]", "[11]"} {
		if _, err := read("passage", `{"kind":"passage","file":"a.jsonl","id":"one","items":[`+item+`]}`); err == nil {
			t.Errorf("a passage %s: no error", item)
		}
	}

	for what, line := range map[string]string{
		"no record":        `{"kind":"pair","file":"a.jsonl","id":"two","items":[[0,4,0,1,2,3,255,0,0,0,0]]}`,
		"place too far":    `{"kind":"pair","file":"a.jsonl","id":"one","items":[[0,400,0,1,2,3,255,0,0,0,0]]}`,
		"figures missing":  `{"kind":"pair","file":"a.jsonl","id":"one","items":[[0,4,0,1,2,3,255]]}`,
		"nothing but zero": `{"kind":"pair","file":"a.jsonl","id":"one","items":[[0,4,0,1,2,3,0,0,0,0,0]]}`,
		"spans missing":    `{"kind":"pair","file":"a.jsonl","id":"one","items":[[0,4]]}`,
		"no JSON":          `{"kind":`,
	} {
		if _, err := read("pair", line); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

func TestFoldOf(t *testing.T) {
	for _, c := range []struct {
		title string
		n     int
		want  int
	}{{"", 3, 0}, {"Harbour reopens", 1, 0}, {"harbour", 3, 1}, {"tram", 3, 2}} {
		if got := FoldOf(c.title, c.n); got != c.want {
			t.Errorf("%q of %d: %d, %d wanted", c.title, c.n, got, c.want)
		}
	}
}
