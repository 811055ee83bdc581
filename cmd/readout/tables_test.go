package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/data/table"
)

func TestSchema(t *testing.T) {
	code, stdout, _ := readout(t, "", "schema", "--json")
	var all struct {
		SchemaVersion string              `json:"schema_version"`
		Tables        []table.Description `json:"tables"`
	}
	if err := json.Unmarshal([]byte(stdout), &all); code != exitOK || err != nil || all.SchemaVersion != table.SchemaVersion || len(all.Tables) != 21 {
		t.Fatalf("exit code %d, %v, schema %q of %d tables", code, err, all.SchemaVersion, len(all.Tables))
	}
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"schema evidence", exitOK, "contribution  DOUBLE"},
		{"schema --markdown", exitOK, "| statement_id | VARCHAR |"},
		{"schema statement", exitUsage, `schema: "statement" (did you mean statements?) is none of articles, statements`},
	} {
		code, stdout, stderr := readout(t, "", strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(stdout+stderr, c.want) {
			t.Errorf("%s: exit code %d, want %d, and in the output %q:\n%s%s", c.args, code, c.code, c.want, stdout, stderr)
		}
	}
	for line := range strings.Lines(stdoutOf(t, "schema")) {
		if len([]rune(line)) > 81 {
			t.Errorf("wider than 80 columns: %s", line)
		}
	}
}

func stdoutOf(t *testing.T, args ...string) string {
	t.Helper()
	code, stdout, stderr := readout(t, "", args...)
	if code != exitOK {
		t.Fatalf("readout %v: exit code %d: %s", args, code, stderr)
	}
	return stdout
}

// What is exported and read again as if it had been coded agrees with the tables in everything.
func TestExportAgreesWithItself(t *testing.T) {
	dir := t.TempDir()
	out, events := filepath.Join(dir, "out"), filepath.Join(dir, "events.csv")
	stdoutOf(t, "run", "--sample", "--no-bayes", "--quiet", "--out", out)
	stdoutOf(t, "export", "dna", "--out", out, events)
	b, err := os.ReadFile(events)
	if err != nil {
		t.Fatal(err)
	}
	if got := stdoutOf(t, "export", "dna", "--out", out, "-"); got != string(b) {
		t.Error("standard output differs from the file")
	}
	moved := filepath.Join(dir, "moved")
	if err := os.Rename(out, moved); err != nil {
		t.Fatal(err)
	}
	out = moved
	stdoutOf(t, "report", "--out", out)
	if views, err := os.ReadFile(filepath.Join(out, "views.sql")); err != nil || !strings.Contains(string(views), moved+"/runs/") {
		t.Errorf("the views do not name the folder that the runs were moved to: %v", err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	if err != nil || len(rows) < 5 || len(rows[0]) != 16 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	var r struct {
		Coded     int                               `json:"n_coded"`
		Recall    float64                           `json:"recall"`
		Person    struct{ Accuracy float64 }        `json:"person"`
		Agreement struct{ Accuracy, Kappa float64 } `json:"agreement"`
	}
	if err := json.Unmarshal([]byte(stdoutOf(t, "evaluate", "coding", "--json", "--out", out, "--gold", events)), &r); err != nil {
		t.Fatal(err)
	}
	if r.Coded != len(rows)-1 || r.Recall != 1 || r.Person.Accuracy != 1 || r.Agreement.Accuracy != 1 || r.Agreement.Kappa != 1 {
		t.Errorf("%d rows, and %+v", len(rows)-1, r)
	}
}

func TestFaultsOfExportAndCoding(t *testing.T) {
	dir := t.TempDir()
	bad := file(t, dir, "bad.csv", "document_id,agreement\na,perhaps\n")
	good := file(t, dir, "good.csv", "document_id,agreement\na,1\n")
	for _, c := range []struct{ why, args, want string }{
		{"no file named", "export dna", "name one file"},
		{"no run", "export dna --out " + dir + " " + filepath.Join(dir, "x.csv"), "there is no run in this folder"},
		{"a format that there is none of", "export xml", "xml"},
		{"no coding", "evaluate coding --gold " + filepath.Join(dir, "nobody.csv"), "nobody.csv"},
		{"a coding with a fault", "evaluate coding --out " + dir + " --gold " + bad, `bad.csv: line 2: agreement "perhaps"`},
		{"a coding without a run", "evaluate coding --out " + dir + " --gold " + good, "there is no run in this folder"},
	} {
		code, _, stderr := readout(t, "", strings.Fields(c.args)...)
		if code != exitUsage || !strings.Contains(stderr, c.want) {
			t.Errorf("%s: exit code %d, want %d and %q in:\n%s", c.why, code, exitUsage, c.want, stderr)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*x.csv*")); len(left) > 0 {
		t.Errorf("a failed export left %v", left)
	}
}

// Runs into one folder: the same input, a corrected article, a changed lexicon.
func TestRunsIntoOneFolder(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	lexicon := filepath.Join(dir, "lexicon")
	if err := os.Mkdir(lexicon, 0o755); err != nil {
		t.Fatal(err)
	}
	file(t, lexicon, "cues.yaml", "- lemma: harrumph\n  class: criticize\n  kind: verb\n")
	bank := `{"id":"bank","text":"Bank governor Ada Okafor said on Monday that rates will fall."}` + "\n"
	port := `{"id":"port","text":"The strike is over, union leader Marta Lindqvist said on Friday."}` + "\n"
	fixed := `{"id":"bank","text":"Bank governor Ada Okafor said on Monday that rates will rise."}` + "\n"
	var before []table.Statement
	for i, c := range []struct {
		why, input string
		args       []string
		runs       int
		want       string // in the closing lines
	}{
		{"the first time", bank + port, nil, 1, "2 articles new, 0 changed, 0 rescored, 0 as they were"},
		{"the same again", bank + port, nil, 1, "Nothing new"},
		{"one corrected", fixed + port, nil, 2, "0 articles new, 1 changed, 0 rescored, 1 as they were"},
		{"another lexicon, not asked for", fixed + port, []string{"--lexicon", lexicon}, 2, "Another engine or lexicon analysed 2 of those: --rescore analyses them again.\nNothing new"},
		{"another lexicon, asked for", fixed + port, []string{"--lexicon", lexicon, "--rescore"}, 3, "0 articles new, 0 changed, 2 rescored, 0 as they were"},
		{"and asked for again", fixed + port, []string{"--lexicon", lexicon, "--rescore"}, 3, "Nothing new"},
	} {
		in := file(t, dir, "feed.ndjson", c.input)
		stdout := stdoutOf(t, append(append([]string{"run", "--no-bayes", "--out", out}, c.args...), in)...)
		if !strings.Contains(stdout, c.want) {
			t.Errorf("%s: no %q in\n%s", c.why, c.want, stdout)
		}
		if got, _ := filepath.Glob(filepath.Join(out, "runs", "*")); len(got) != c.runs {
			t.Errorf("%s: %d runs, want %d", c.why, len(got), c.runs)
		}
		switch now := rows[table.Statement](t, out, "statements"); i {
		case 2:
			before = now
		case 4: // scored again, a statement keeps its id
			if len(now) != 2 || len(before) != 1 || now[0].StatementID != before[0].StatementID || now[0].LexiconSHA256 == before[0].LexiconSHA256 {
				t.Errorf("%s: %+v, before %+v", c.why, now, before)
			}
		}
	}
}
