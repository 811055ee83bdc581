package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/analysis"
	runs "readout/data/run"
	"readout/data/table"
)

// TestVerify: a run's spans are word for word in its texts; where a text is tampered
// with, or another article is given, that is said.
func TestVerify(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses articles")
	}
	folder := t.TempDir()
	out := filepath.Join(folder, "out")
	given := filepath.Join(folder, "quay.txt")
	const story = "Quay vote\n\nMayor Hector Maldon said that the quay was losing money. “It’s over,” he told reporters in the café."
	if err := os.WriteFile(given, []byte(story), 0o644); err != nil {
		t.Fatal(err)
	}
	command := func(args ...string) (code int, printed string) {
		var o, e bytes.Buffer
		code = run(context.Background(), append([]string{"readout"}, args...), strings.NewReader(""), &o, &e)
		return code, o.String() + e.String()
	}
	if code, printed := command("run", "--quiet", "--out", out, given); code != exitOK {
		t.Fatalf("run: %d, %s", code, printed)
	}
	if code, printed := command("verify", "--out", out, given); code != exitOK || !strings.Contains(printed, "stand word for word") || !strings.Contains(printed, "1 article stored as given") {
		t.Errorf("%d, %s", code, printed)
	}
	other := filepath.Join(folder, "other.txt")
	if err := os.WriteFile(other, []byte("Another story.\n\nIt rains, she said."), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, printed := command("verify", "--out", out, other); code != exitFailed || !strings.Contains(printed, "is in no run of") {
		t.Errorf("%d, %s", code, printed)
	}
	settings := filepath.Join(folder, "nightly.yaml")
	if err := os.WriteFile(settings, []byte("out: "+out+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, printed := command("verify", "--config", settings, given); code != exitOK || !strings.Contains(printed, "1 article stored as given") {
		t.Errorf("with a file of settings: %d, %s", code, printed)
	}
	files, _ := filepath.Glob(filepath.Join(out, "runs", "*", "articles*.parquet"))
	if len(files) != 1 {
		t.Fatalf("tables of articles: %v", files)
	}
	rows, err := table.Read[table.Article](files[0])
	if err != nil {
		t.Fatal(err)
	}
	rows[0].Text = strings.Replace(rows[0].Text, "losing", "making", 1)
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	if err := table.Write(files[0], table.Meta{}, rows); err != nil {
		t.Fatal(err)
	}
	if code, printed := command("verify", "--out", out); code != exitFailed || !strings.Contains(printed, "statements.content of") || !strings.Contains(printed, "making money") {
		t.Errorf("%d, %s", code, printed)
	}
}

// TestAllowSetAside: with the setting, a run that set some input aside is a success.
func TestAllowSetAside(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses articles")
	}
	folder := t.TempDir()
	for name, text := range map[string]string{"good.txt": "It rains, she said.", "bad.json": "{"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for flag, want := range map[string]int{"--quiet": exitPartly, "--allow-set-aside": exitOK} {
		var o, e bytes.Buffer
		if code := run(context.Background(), []string{"readout", "run", flag, "--out", filepath.Join(folder, "out"+flag), folder}, strings.NewReader(""), &o, &e); code != want {
			t.Errorf("%s: exit code %d, want %d: %s", flag, code, want, e.String())
		}
	}
}

// TestGivenArticles: however few are held at a time, each is compared once with what the last
// run stored, in the order in which they are given.
func TestGivenArticles(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses articles")
	}
	out := filepath.Join(t.TempDir(), "out")
	feed := func(words string) string {
		var b strings.Builder
		for i := range 5 {
			fmt.Fprintf(&b, `{"id":"n%d","text":"It rains, she said. %s %d."}`+"\n", i, words, i)
		}
		return b.String()
	}
	for _, words := range []string{"Day", "Night"} {
		if code, _, stderr := readout(t, feed(words), "run", "--no-bayes", "--quiet", "--out", out, "-"); code != exitOK {
			t.Fatal(stderr)
		}
	}
	corpus, err := runs.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, most := range []int{1, 60, 1 << 20} {
		var said strings.Builder
		g := givenArticles{w: &said, corpus: corpus, out: "out", most: most}
		for _, a := range []*analysis.Article{
			{ID: "n3", Text: "It rains, she said. Night 3."}, {ID: "n9", Text: "No."}, {ID: "n1", Text: "It rains, she said. Day 1."}, {ID: "n0", Text: "It rains, she said. Night 0."},
		} {
			if err := g.add(a); err != nil {
				t.Fatal(err)
			}
		}
		if err := g.compare(); err != nil {
			t.Fatal(err)
		}
		want := "article n9 is in no run of out\narticle n1: the stored text differs from the given one at character 20\n"
		if g.same != 2 || g.wrong != 2 || said.String() != want {
			t.Errorf("%d bytes at a time: %d are the same, %d wrong:\n%s", most, g.same, g.wrong, said.String())
		}
	}
}
