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
	if err := json.Unmarshal([]byte(stdout), &all); code != exitOK || err != nil || all.SchemaVersion != table.SchemaVersion || len(all.Tables) != 9 {
		t.Fatalf("exit code %d, %v, schema %q of %d tables", code, err, all.SchemaVersion, len(all.Tables))
	}
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"schema evidence", exitOK, "contribution  DOUBLE"},
		{"schema --markdown", exitOK, "| statement_id | VARCHAR |"},
		{"schema statement", exitUsage, `no table "statement"; there are [articles statements`},
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
	rows, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	if err != nil || len(rows) < 20 || len(rows[0]) != 16 {
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
		{"no run", "export dna --out " + dir + " " + filepath.Join(dir, "x.csv"), "no run in"},
		{"a format that there is none of", "export xml", "xml"},
		{"no coding", "evaluate coding --gold " + filepath.Join(dir, "nobody.csv"), "nobody.csv"},
		{"a coding with a fault", "evaluate coding --out " + dir + " --gold " + bad, `bad.csv: line 2: agreement "perhaps"`},
		{"a coding without a run", "evaluate coding --out " + dir + " --gold " + good, "no run in"},
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
