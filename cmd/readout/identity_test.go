package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	runs "readout/data/run"
	"readout/data/table"
)

// cornersOfIdentity are articles that differ in what makes an id.
const cornersOfIdentity = `{"text":"The harbour council met, its chair Lila Marsh said on Monday."}
{"title":"Ferry","text":"The ferry sails again, the harbour master Teodor Valk said."}

{"outlet":"Post","text":"The ferry sails again, the harbour master Teodor Valk said."}
{"url":"https://post.example/1?utm_source=x","text":"The pier stays shut, the mayor said on Tuesday."}
{"id":"own","text":"The pier opens, the mayor said on Friday."}
{]
{"id":"bare","title":"no text"}
`

func articlesOf(t *testing.T, out string) (ids []string, rows []table.Article) {
	t.Helper()
	corpus, err := runs.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := runs.Each(corpus, "articles", func(a *table.Article) error {
		ids, rows = append(ids, a.ArticleID), append(rows, *a)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return ids, rows
}

// TestStreamAndRunGiveTheSameIDs, and name what they could not use in the same way.
func TestStreamAndRunGiveTheSameIDs(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	if code, _, stderr := readout(t, cornersOfIdentity, "run", "--no-bayes", "--quiet", "--out", out, "-"); code != exitPartly {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	ofRun, _ := articlesOf(t, out)
	code, stdout, stderr := readout(t, cornersOfIdentity, "stream", "--no-bayes")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	var ofStream, errors []string
	for line := range strings.Lines(stdout) {
		var row struct {
			Status    string
			ArticleID string      `json:"article_id"`
			RecordNo  json.Number `json:"record_no"`
			LineNo    json.Number `json:"line_no"`
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		if row.Status == "error" {
			errors = append(errors, row.RecordNo.String()+" "+row.LineNo.String()+" "+row.ArticleID)
		} else if !slices.Contains(ofStream, row.ArticleID) {
			ofStream = append(ofStream, row.ArticleID)
		}
	}
	if !slices.Equal(ofRun, ofStream) || len(ofRun) != 5 {
		t.Errorf("run %v, stream %v", ofRun, ofStream)
	}
	quarantined, err := table.Read[table.Quarantine](filepath.Join(out, "latest", "quarantine.parquet"))
	if err != nil || len(quarantined) != 2 || len(errors) != 2 {
		t.Fatalf("%v, %v, %v", quarantined, errors, err)
	}
	for i, q := range quarantined {
		if got := strings.Join([]string{shown(q.RecordNo), shown(q.LineNo), *q.ArticleID}, " "); got != errors[i] {
			t.Errorf("quarantine %q, stream %q", got, errors[i])
		}
	}
}

func shown(n *int32) string {
	b, _ := json.Marshal(n)
	return string(b)
}

// TestNoArticleReplacesAnother: inputs of the same names, records and titles, in one run
// or several, leave as many articles as there are different ones; a text that was
// changed is another article that is said to be a revision.
func TestNoArticleReplacesAnother(t *testing.T) {
	const a = "The talks in Riyadh went well, Foreign Minister Teodor Valk said on Monday. \"We made progress,\" he added."
	const b = "The pier stays shut for the winter, Governor Lila Marsh said. \"Nothing came of the repairs,\" she added."
	out := filepath.Join(t.TempDir(), "out")
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{"day1/001.txt": a, "day2/001.txt": b, "day3/001.txt": a, "edited.txt": a} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	do := func(stdin string, args ...string) {
		t.Helper()
		if code, _, stderr := readout(t, stdin, append([]string{"run", "--no-bayes", "--quiet", "--out", out}, args...)...); code != exitOK {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
	}
	do("", "day1/001.txt")
	do("", "day2/001.txt")
	do("", "day3/001.txt", "./day1")
	do(`{"text":`+quotedJSON(t, a)+`}`, "-")
	do(`{"text":`+quotedJSON(t, b)+`}`, "-")
	if ids, rows := articlesOf(t, out); len(ids) != 2 {
		t.Errorf("%d articles of 2: %+v", len(ids), rows)
	}
	do(`{"outlet":"Post","text":`+quotedJSON(t, a)+`}`, "-")
	if err := os.WriteFile("edited.txt", []byte(strings.Replace(a, "Monday", "Sunday", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	do("", "edited.txt")
	ids, rows := articlesOf(t, out)
	if len(ids) != 4 {
		t.Fatalf("%d articles of 4: %+v", len(ids), rows)
	}
	copied, revised := rows[2], rows[3]
	if copied.DuplicateOf == nil || *copied.DuplicateOf != ids[0] || *copied.DuplicateKind != "copy" {
		t.Errorf("in another outlet: %+v", copied)
	}
	if revised.DuplicateOf == nil || *revised.DuplicateOf != ids[0] || *revised.DuplicateKind != "revision" {
		t.Errorf("edited: %+v", revised)
	}
}

func quotedJSON(t *testing.T, s string) string {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
