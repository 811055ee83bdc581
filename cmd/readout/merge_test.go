package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/data/table"
)

// harbourNews is lines of NDJSON: articles of a made-up town, one of them twice under two
// ids, and a line that is cut off.
func harbourNews() []string {
	said := []string{
		`The mayor, Ada Whitfield, said the bridge would open in May. \"We are proud of the work,\" she said.`,
		`Harbour master Tom Okafor warned that the ferry was unsafe. He said it should not sail this winter.`,
		`The school board denied that the roof leaks. Its chairman, Leo Marsh, called the report nonsense.`,
	}
	var lines []string
	for i, text := range said {
		lines = append(lines, fmt.Sprintf(`{"id":"n%d","title":"News %d","outlet":"Harbour Post","published_at":"2025-03-0%d","text":"%s"}`, i, i, i+1, text))
	}
	return append(lines, `{"id":"cut`, strings.Replace(strings.Replace(lines[0], `"n0"`, `"n9"`, 1), "News 0", "News once more", 1))
}

// TestRowsOfStreamsMakeTheTablesOfOneRun: what two streams wrote of parts of an input is, put
// into Parquet files, merged into the run that one machine would have made.
func TestRowsOfStreamsMakeTheTablesOfOneRun(t *testing.T) {
	lines, dir := harbourNews(), t.TempDir()
	one, other, rows := filepath.Join(dir, "one"), filepath.Join(dir, "other"), filepath.Join(dir, "rows")
	if err := os.Mkdir(rows, 0o755); err != nil {
		t.Fatal(err)
	}
	code, _, said := readout(t, strings.Join(lines, "\n")+"\n", "run", "--quiet", "--run-id", "x", "--out", one, "-")
	if code != exitPartly {
		t.Fatalf("exit code %d: %s", code, said)
	}
	for i, part := range [][]string{lines[:2], lines[2:]} {
		code, out, said := readout(t, strings.Join(part, "\n")+"\n", "stream", "--tables")
		if code != exitOK {
			t.Fatalf("exit code %d: %s", code, said)
		}
		type row struct {
			Row string `parquet:"row"`
		}
		var all []row
		for line := range strings.Lines(out) {
			all = append(all, row{strings.TrimSpace(line)})
		}
		if err := table.Write(filepath.Join(rows, fmt.Sprintf("part-%05d.parquet", i)), table.Meta{}, all); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, said := readout(t, "", "merge", "--from-parquet", rows, "--out", other); code != exitFailed || !strings.Contains(said, "_SUCCESS") {
		t.Errorf("a job that did not end: exit code %d, %s", code, said)
	}
	file(t, rows, "_SUCCESS", "")
	if code, _, said := readout(t, "", "merge", "--quiet", "--run-id", "x", "--from-parquet", rows, "--out", other); code != exitPartly {
		t.Fatalf("exit code %d: %s", code, said)
	}
	sameRuns(t, filepath.Join(one, "runs/run=x"), filepath.Join(other, "runs/run=x"))
}

// TestShardsOfTheCommandLine: run --shard and merge give what one run gives, report and all.
func TestShardsOfTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	in := file(t, dir, "news.ndjson", strings.Join(harbourNews(), "\n")+"\n")
	one, other := filepath.Join(dir, "one"), filepath.Join(dir, "other")
	if code, _, said := readout(t, "", "run", "--quiet", "--run-id", "x", "--out", one, in); code != exitPartly {
		t.Fatalf("exit code %d: %s", code, said)
	}
	args := []string{"merge", "--quiet", "--run-id", "x", "--out", other}
	for i := 1; i <= 2; i++ {
		part := filepath.Join(dir, fmt.Sprint("part", i))
		code, _, said := readout(t, "", "run", "--shard", fmt.Sprintf("%d/2", i), "--allow-set-aside", "--out", part, in)
		if code != exitOK {
			t.Fatalf("exit code %d: %s", code, said)
		}
		for _, of := range []string{"report --out %s", "compare --out %s", "export dna --out %s -", "export network --out %s -", "code draw --out %s", "code add --out %s sheet.csv"} {
			if code, _, said := readout(t, "", strings.Fields(fmt.Sprintf(of, part))...); code != exitFailed || !strings.Contains(said, "readout merge") {
				t.Errorf("%s of a shard: exit code %d, %s", of, code, said)
			}
		}
		refused := file(t, part, "codings.parquet", "")
		if code, _, said := readout(t, "", "merge", "--out", other, part); code != exitFailed || !strings.Contains(said, refused) {
			t.Errorf("merge of a shard that was coded: exit code %d, %s", code, said)
		}
		if err := os.Remove(refused); err != nil {
			t.Fatal(err)
		}
		args = append(args, part)
	}
	if code, _, said := readout(t, "", args...); code != exitPartly {
		t.Fatalf("exit code %d: %s", code, said)
	}
	sameRuns(t, filepath.Join(one, "runs/run=x"), filepath.Join(other, "runs/run=x"))
}

// sameRuns compares the files of two runs, save the manifests, which have their times.
func sameRuns(t *testing.T, one, other string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(one, "*"))
	if err != nil || len(files) < 15 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		name := filepath.Base(f)
		if name != "manifest.json" && sum(t, f) != sum(t, filepath.Join(other, name)) {
			t.Errorf("%s is not what one run writes", name)
		}
	}
}

func TestFailuresThatMayPassHaveTheirOwnCode(t *testing.T) {
	out := t.TempDir()
	file(t, out, "runs", "a file where a folder should be")
	in := file(t, out, "a.txt", "Nothing was said.")
	for _, c := range []struct {
		args []string
		want int
	}{
		{[]string{"run", "--out", out, "--retry-code", "75", in}, exitFailed}, // would fail again
		{[]string{"run", "--out", t.TempDir(), "--expect-records", "2", in}, exitFailed},
		{[]string{"run", "--shard", "3/2", in}, exitUsage},
		{[]string{"merge"}, exitUsage},
	} {
		if code, _, said := readout(t, "", c.args...); code != c.want {
			t.Errorf("%v: exit code %d, want %d: %s", c.args, code, c.want, said)
		}
	}
	if err := mayPass(&exitError{code: exitLocked, err: os.ErrExist}, 75); exitCode(err) != 75 {
		t.Errorf("a folder that another run holds: exit code %d", exitCode(err))
	}
	if err := mayPass(&os.PathError{Op: "write", Path: out, Err: passing[0]}, 75); exitCode(err) != 75 {
		t.Errorf("a full disk: exit code %d", exitCode(err))
	}
}
