package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"readout/data/table"
)

// readout runs the program and gives its exit code and what it printed.
func readout(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), append([]string{"readout"}, args...), strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

// file writes a file into dir and gives its path.
func file(t testing.TB, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const goodArticle = "Harbour strike ends\n\nThe dispute is over, union leader Marta Lindqvist said on Friday. “We got a fair deal,” she added.\n"

func rows[T any](t *testing.T, out, name string) []T {
	t.Helper()
	got, err := table.Read[T](filepath.Join(out, "latest", name+".parquet"))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestBadInputIsSetAsideAndTheRestIsDone(t *testing.T) {
	for _, c := range []struct {
		name    string
		bad     func(t *testing.T, dir string) string
		code    string // in the quarantine table
		message string // in the message, with the place
		record  int32
	}{
		{"a missing file", func(t *testing.T, dir string) string { return filepath.Join(dir, "nobody.txt") }, "not_found", "", 0},
		{"an empty file", func(t *testing.T, dir string) string { return file(t, dir, "empty.txt", "") }, "empty", "", 0},
		{"a binary file", func(t *testing.T, dir string) string { return file(t, dir, "picture.txt", "\x89PNG\x00\x00\x01\x02") }, "binary", "", 0},
		{"a broken line", func(t *testing.T, dir string) string {
			return file(t, dir, "feed.ndjson", `{"id":"a","text":"Rates will fall, said the bank's governor."}`+"\n"+`{"id":"b","text":`+"\n")
		}, "syntax", "line 2", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			out := filepath.Join(dir, "out")
			good := file(t, dir, "good.txt", goodArticle)
			bad := c.bad(t, dir)
			code, _, stderr := readout(t, "", "run", "--no-bayes", "--out", out, bad, good)
			if code != exitPartly {
				t.Fatalf("exit code %d, want %d; stderr:\n%s", code, exitPartly, stderr)
			}
			q := rows[table.Quarantine](t, out, "quarantine")
			if len(q) != 1 {
				t.Fatalf("%d rows in quarantine, want 1: %+v", len(q), q)
			}
			if q[0].Path != bad || q[0].Code != c.code || !strings.Contains(q[0].Message, c.message) {
				t.Errorf("quarantine has %+v, want path %s, code %s, message with %q", q[0], bad, c.code, c.message)
			}
			if c.record > 0 && (q[0].RecordNo == nil || *q[0].RecordNo != c.record) {
				t.Errorf("record %v, want %d", q[0].RecordNo, c.record)
			}
			if !strings.Contains(stderr, filepath.Base(bad)) {
				t.Errorf("standard error does not name %s:\n%s", bad, stderr)
			}
			found := false
			for _, a := range rows[table.Article](t, out, "articles") {
				found = found || a.Path == good && a.NStatements > 0
			}
			if !found {
				t.Error("the good article beside it was not analysed")
			}
		})
	}
}

func TestUsageErrorsAreOneSentenceAndExitTwo(t *testing.T) {
	for _, c := range []struct{ name, args, says string }{
		{"nothing to read", "run", "nothing to read"},
		{"sample and files", "run --sample a.txt", "--sample reads the embedded corpus"},
		{"a misspelt flag", "run --samle", "did you mean --sample?"},
		{"a misspelt flag after the input", "run a.txt --wrokers 2", "did you mean --workers?"},
		{"a flag without its value", "run a.txt --out", "flag --out needs a value"},
		{"a number that is none", "run --workers many a.txt", "workers"},
		{"a negative number of workers", "run --workers=-1 a.txt", `--workers: "-1" is below 0`},
		{"a misspelt command", "explian a.txt", `did you mean "explain"?`},
		{"explain without a file", "explain", "explain takes one file"},
		{"explain with two files", "explain a.txt b.txt", `readout explain takes one argument, FILE: what is "b.txt"?`},
		{"report with an argument", "report out", "report takes no arguments"},
		{"doctor with an argument", "doctor results", `doctor takes no arguments, only flags: what is "results"?`},
		{"config with an argument", "config results", "config takes no arguments"},
		{"schema with two tables", "schema statements actors", `schema takes one argument, TABLE: what is "actors"?`},
		{"stream with a file", "stream feed.ndjson", "readout stream < feed.ndjson"},
		{"a lexicon that is not there", "run --sample --lexicon nowhere", "nowhere"},
	} {
		code, stdout, stderr := readout(t, "", strings.Fields(c.args)...)
		if code != exitUsage || !strings.Contains(stderr, c.says) {
			t.Errorf("%s: exit code %d, stderr %q; want %d and %q", c.name, code, stderr, exitUsage, c.says)
		}
		if stdout != "" || strings.Count(strings.TrimSpace(stderr), "\n") > 1 {
			t.Errorf("%s: more than a sentence: stdout %q, stderr %q", c.name, stdout, stderr)
		}
	}
}

func TestAnOutputFolderThatCannotBeWrittenFailsWithItsName(t *testing.T) {
	dir := t.TempDir()
	out := file(t, dir, "taken", "a file stands where the folder would")
	code, _, stderr := readout(t, "", "run", "--no-bayes", "--out", out, file(t, dir, "good.txt", goodArticle))
	if code != exitFailed || !strings.Contains(stderr, out) {
		t.Errorf("exit code %d, stderr %q; want %d and the folder's name", code, stderr, exitFailed)
	}
}

func TestReportWithoutARunSaysHowToMakeOne(t *testing.T) {
	out := filepath.Join(t.TempDir(), "none")
	code, _, stderr := readout(t, "", "report", "--out", out)
	if code != exitUsage || !strings.Contains(stderr, out) || !strings.Contains(stderr, "readout run") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}

// TestTheSampleIsWhole runs the sample once with one worker and once with eight.
func TestTheSampleIsWhole(t *testing.T) {
	dir := t.TempDir()
	one, eight := filepath.Join(dir, "one"), filepath.Join(dir, "eight")
	for out, workers := range map[string]string{one: "1", eight: "8"} {
		code, stdout, stderr := readout(t, "", "run", "--sample", "--out", out, "--workers", workers)
		if code != exitOK {
			t.Fatalf("exit code %d with %s workers:\n%s", code, workers, stderr)
		}
		if !strings.Contains(stdout, "summary.html") {
			t.Errorf("the closing lines do not say where the report is:\n%s", stdout)
		}
	}
	t.Run("the number of workers leaves no trace", func(t *testing.T) { sameParquet(t, one, eight) })
	t.Run("every span is the slice that its offsets say", func(t *testing.T) { spansAreSlices(t, one) })
	t.Run("explain prints the rows of the statements table", func(t *testing.T) { explainAgrees(t, one) })
	t.Run("the report says who stands where, in words that the statements bear", func(t *testing.T) {
		md := stdoutOf(t, "report", "--out", one, "--format", "markdown")
		for _, want := range []string{
			"Russia sounds optimistic; the United States seems to lean optimistic; Ukraine sounds skeptical in one statement", // too few for a verdict
			"“**important** **step** **forward**”", "“**went** **well**”", "**skepticism**", "Too few statements for a verdict",
			"| Russia |", "| Ukraine |", "| United States |", "No earlier run to compare with",
		} {
			if !strings.Contains(md, want) {
				t.Errorf("no %q in the report", want)
			}
		}
	})
	t.Run("a report from the tables alone has the same bytes", func(t *testing.T) {
		path := filepath.Join(one, "latest", "summary.html")
		before := sum(t, path)
		if code, _, stderr := readout(t, "", "report", "--out", one); code != exitOK {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		if sum(t, path) != before {
			t.Error("summary.html has changed")
		}
	})
}

func sum(t *testing.T, path string) [32]byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(b)
}

func sameParquet(t *testing.T, a, b string) {
	names, err := filepath.Glob(filepath.Join(a, "latest", "*.parquet"))
	if err != nil || len(names) < 9 {
		t.Fatalf("%d tables, want 9 or more (%v)", len(names), err)
	}
	for _, name := range names {
		if sum(t, name) != sum(t, filepath.Join(b, "latest", filepath.Base(name))) {
			t.Errorf("%s differs", filepath.Base(name))
		}
	}
}

func spansAreSlices(t *testing.T, out string) {
	texts := map[string][]rune{}
	for _, a := range rows[table.Article](t, out, "articles") {
		if !utf8.ValidString(a.Text) {
			t.Errorf("article %s is not UTF-8", a.ArticleID)
		}
		texts[a.ArticleID] = []rune(a.Text)
	}
	statements := rows[table.Statement](t, out, "statements")
	if len(statements) < 40 {
		t.Fatalf("only %d statements in the sample", len(statements))
	}
	of := map[string][]rune{}
	for _, s := range statements {
		text := texts[s.ArticleID]
		of[s.StatementID] = text
		check := func(what string, want *string, start, end *int32) {
			if want == nil {
				return
			}
			if start == nil || end == nil || string(text[*start:*end]) != *want {
				t.Errorf("%s %q of statement %s is not at its offsets", what, *want, s.StatementID)
			}
		}
		check("content", &s.Content, &s.ContentStart, &s.ContentEnd)
		check("cue", s.Cue, s.CueStart, s.CueEnd)
		check("source", s.Source, s.SourceStart, s.SourceEnd)
	}
	for _, e := range rows[table.Evidence](t, out, "evidence") {
		text := of[e.StatementID]
		if e.Start == nil || e.End == nil {
			continue // not of a word: a constant of the model
		}
		if *e.Start < 0 || *e.End > int32(len(text)) || !strings.EqualFold(string(text[*e.Start:*e.End]), e.Term) {
			t.Errorf("evidence %q of statement %s is not at its offsets", e.Term, e.StatementID)
		}
	}
}

func explainAgrees(t *testing.T, out string) {
	path := filepath.Join("..", "..", "data", "sample", "2025-02-18-northern-wire.md")
	code, stdout, stderr := readout(t, "", "explain", path, "--json")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	want := map[string]string{}
	for _, s := range rows[table.Statement](t, out, "statements") {
		want[s.StatementID] = s.Content
	}
	n := 0
	for line := range strings.Lines(stdout) {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		n++
		id, _ := row["statement_id"].(string)
		if want[id] != row["content"] {
			t.Errorf("explain has %v %q, the table has %q", id, row["content"], want[id])
		}
		if _, ok := row["evidence"].([]any); !ok {
			t.Errorf("statement %s has no list of evidence", id)
		}
	}
	if n < 8 {
		t.Errorf("explain printed %d statements", n)
	}
}

func TestWhoWouldNotSpeakTakesNoPosition(t *testing.T) {
	for _, c := range []struct {
		name, sentence string
		scored         bool
	}{
		{"declined to comment", "The finance ministry declined to comment on Friday.", false},
		{"declined to say", "Mara Holt declined to say whether she would run for mayor.", false},
		{"did not respond", "The bank did not respond to a request for comment.", false},
		{"refused to act takes a position", "The club refused to sell its captain to a rival.", true},
	} {
		path := file(t, t.TempDir(), "a.txt", c.sentence+"\n")
		code, stdout, stderr := readout(t, "", "explain", "--json", "--no-bayes", path)
		if code != exitOK || stdout == "" {
			t.Fatalf("%s: exit code %d, %d bytes: %s", c.name, code, len(stdout), stderr)
		}
		var row struct{ Stance, Outlook, Sentiment, Certainty *float64 }
		if err := json.Unmarshal([]byte(strings.SplitAfter(stdout, "\n")[0]), &row); err != nil {
			t.Fatal(err)
		}
		if scored := row.Stance != nil; scored != c.scored {
			t.Errorf("%s: stance is scored: %v, want %v", c.name, scored, c.scored)
		}
		if !c.scored && (row.Outlook != nil || row.Sentiment != nil || row.Certainty != nil) {
			t.Errorf("%s: outlook, sentiment or certainty is scored", c.name)
		}
	}
}
