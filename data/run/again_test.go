package run

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/data/table"
)

// at is a configuration whose clock stands some minutes later.
func at(out string, minutes int) Config {
	cfg := config(out)
	cfg.Now = func() time.Time { return clock().Add(time.Duration(minutes) * time.Minute) }
	return cfg
}

func TestARerunChangesNothing(t *testing.T) {
	out := t.TempDir()
	input := func() []*table.Batch { return []*table.Batch{batch("a", "1", "one"), batch("b", "1", "two")} }
	first := publish(t, at(out, 0), false, input()...)
	before := tree(t, out)
	again := publish(t, at(out, 1), false, input()...)
	equal(t, "published", again.Published, false)
	equal(t, "folder", again.Dir, first.Dir)
	equal(t, "unchanged", again.Manifest.Counts.Unchanged, 2)
	equal(t, "files", tree(t, out), before)
}

func TestTheNextRunAddsWhatIsNewOrChanged(t *testing.T) {
	out := t.TempDir()
	publish(t, at(out, 0), false, batch("a", "1", "one"), batch("b", "1", "two"))
	res := publish(t, at(out, 1), false, batch("a", "1", "one"), batch("b", "2", "two, corrected"), batch("c", "1", "three"))
	c := res.Manifest.Counts
	equal(t, "articles, new, changed, unchanged", fmt.Sprint(c.Articles, c.New, c.Changed, c.Unchanged), "2 1 1 1")
	equal(t, "the corpus", contents(t, out), "[one two, corrected three]")
	equal(t, "sequence", res.Manifest.Sequence, 2)
	if target, _ := os.Readlink(filepath.Join(out, "latest")); filepath.Join(out, target) != res.Dir {
		t.Errorf("latest points to %q", target)
	}
}

func TestANewerLexiconIsSeenAndCanBeAskedFor(t *testing.T) {
	out := t.TempDir()
	input := func() []*table.Batch { return []*table.Batch{batch("a", "1", "one"), batch("b", "1", "two")} }
	publish(t, at(out, 0), false, input()...)
	newer := at(out, 1)
	newer.LexiconSHA256 = "lex-2"
	r := begin(t, newer)
	equal(t, "state", r.State("a", "1"), Stale)
	equal(t, "state of a corrected one", r.State("a", "2"), Changed)
	equal(t, "state of another", r.State("z", "1"), New)
	if err := r.Abort(); err != nil {
		t.Fatal(err)
	}
	equal(t, "published without asking", publish(t, newer, false, input()...).Published, false)
	res := publish(t, newer, true, input()...)
	equal(t, "rescored", res.Manifest.Counts.Rescored, 2)
	equal(t, "the corpus", contents(t, out), "[one two]")
	newer.Now = func() time.Time { return clock().Add(time.Hour) }
	equal(t, "published when asked again", publish(t, newer, true, input()...).Published, false)
	// Going back to the older engine is a change as well.
	r = begin(t, at(out, 90))
	equal(t, "state for the older lexicon", r.State("a", "1"), Stale)
}

func TestACopyKeepsItsOriginalAcrossRuns(t *testing.T) {
	out := t.TempDir()
	story := "The council voted on Tuesday to close the old bridge until the summer, and the mayor said that nobody would have to wait longer than that for a ferry."
	publish(t, at(out, 0), false, batch("wire", "1", story))
	res := publish(t, at(out, 1), false, batch("paper", "1", story+" Reporting by our staff."), batch("other", "1", "The team won again, and its coach praised the goalkeeper for a night without a fault."))
	rows, err := table.Read[table.Article](filepath.Join(res.Dir, "articles.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	if rows[0].DuplicateOf == nil || *rows[0].DuplicateOf != "wire" || rows[1].DuplicateOf != nil {
		t.Errorf("duplicate_of: %v, %v", rows[0].DuplicateOf, rows[1].DuplicateOf)
	}
	equal(t, "duplicates", res.Manifest.Counts.Duplicates, 1)
	// A corrected original is no copy of its own older version.
	res = publish(t, at(out, 2), false, batch("wire", "2", story+" Corrected."))
	if rows, err = table.Read[table.Article](filepath.Join(res.Dir, "articles.parquet")); err != nil || rows[0].DuplicateOf != nil {
		t.Errorf("the original is a copy of %v, %v", *rows[0].DuplicateOf, err)
	}
}

func TestOneArticleTwiceInOneRun(t *testing.T) {
	out := t.TempDir()
	res := publish(t, config(out), false, batch("a", "1", "one"), batch("a", "1", "one"), batch("a", "2", "two"))
	c := res.Manifest.Counts
	equal(t, "articles, repeated, quarantined", fmt.Sprint(c.Articles, c.Repeated, c.Quarantined), "1 1 1")
	q, err := table.Read[table.Quarantine](filepath.Join(res.Dir, "quarantine.parquet"))
	if err != nil || len(q) != 1 || q[0].Code != "id_conflict" {
		t.Errorf("quarantine: %+v, %v", q, err)
	}
	equal(t, "the corpus", contents(t, out), "[one]")
	again := publish(t, at(out, 1), false, batch("a", "1", "one"), batch("a", "2", "two"))
	equal(t, "published when run again", again.Published, false)
}

func TestQuarantineAloneIsPublishedOnce(t *testing.T) {
	out := t.TempDir()
	bad := func(minutes int, paths ...string) *Result {
		r := begin(t, at(out, minutes))
		for _, p := range paths {
			r.Quarantine(table.Quarantine{Path: p, Stage: "read", Code: "binary", Message: "no text"})
		}
		res, err := r.Publish()
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	equal(t, "first", bad(0, "a.bin").Published, true)
	equal(t, "the same again", bad(1, "a.bin").Published, false)
	equal(t, "another file", bad(2, "a.bin", "b.bin").Published, true)
}

func TestSameInputSameBytes(t *testing.T) {
	sum := func(runID string, minutes int) string {
		cfg := at(t.TempDir(), minutes)
		cfg.RunID = runID
		var b strings.Builder
		for _, f := range publish(t, cfg, false, batch("a", "1", "one", "two"), batch("b", "1", "three")).Manifest.Files {
			fmt.Fprintln(&b, f.Name, f.SHA256)
		}
		return b.String()
	}
	equal(t, "hashes at another time under another name", sum("nightly", 600), sum("", 0))
}

// TestKilledRun kills a process in the middle of a run.
func TestKilledRun(t *testing.T) {
	if out := os.Getenv("READOUT_TEST_KILL"); out != "" {
		r, err := Begin(at(out, 1))
		if err != nil {
			t.Fatal(err)
		}
		for i := range 2000 {
			if _, err := r.Add(batch(fmt.Sprint("n", i), "1", "lost")); err != nil {
				t.Fatal(err)
			}
		}
		p, _ := os.FindProcess(os.Getpid())
		_ = p.Kill()
		time.Sleep(time.Minute)
	}
	out := t.TempDir()
	publish(t, at(out, 0), false, batch("a", "1", "one"))
	before := tree(t, out)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestKilledRun$")
	cmd.Env = append(os.Environ(), "READOUT_TEST_KILL="+out)
	if err := cmd.Run(); err == nil {
		t.Fatal("the other process was not killed")
	}
	left, _ := filepath.Glob(filepath.Join(out, ".staging", "run=*", "*.parquet"))
	if len(left) == 0 {
		t.Fatal("the other process had not staged anything")
	}
	equal(t, "what readers see", tree(t, out), before)
	equal(t, "the corpus", contents(t, out), "[one]")
	publish(t, at(out, 2), false, batch("b", "1", "two"))
	equal(t, "the corpus after the next run", contents(t, out), "[one two]")
	if left, _ := filepath.Glob(filepath.Join(out, ".staging", "run=*")); len(left) > 0 {
		t.Errorf("staging keeps %v", left)
	}
}

func TestFaultsOfTheFolder(t *testing.T) {
	out := t.TempDir()
	held := begin(t, config(out))
	if _, err := Begin(config(out)); err == nil || !strings.Contains(err.Error(), "another run is writing") {
		t.Errorf("two at once: %v", err)
	}
	if err := held.Abort(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(out, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	named := config(out)
	named.RunID = "nightly"
	publish(t, named, false, batch("a", "1", "one"))
	for _, c := range []struct {
		why, want string
		cfg       func(Config) Config
	}{
		{"a file in place of the folder", "output folder", func(c Config) Config { c.Out = file; return c }},
		{"no folder", "no output folder", func(c Config) Config { c.Out = ""; return c }},
		{"a run id with a path in it", "run id", func(c Config) Config { c.RunID = "../x"; return c }},
		{"a run id that was used for other inputs", "already published", func(c Config) Config { c.RunID, c.Inputs = "nightly", []string{"b"}; return c }},
	} {
		if _, err := Begin(c.cfg(config(out))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error is %v", c.why, err)
		}
	}
	if err := os.WriteFile(filepath.Join(out, "runs", "run=nightly", ManifestName), []byte(`{"schema_version":"9.0"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(out); err == nil || !strings.Contains(err.Error(), "schema version 9.0") {
		t.Errorf("tables of another major version: %v", err)
	}
}

func TestALargeTableGoesOnInAnotherFile(t *testing.T) {
	dir := t.TempDir()
	w := newWriter[table.Issue](dir, "issues", table.Meta{}, table.Coarse)
	w.limit = 10_000
	if err := w.open(); err != nil {
		t.Fatal(err)
	}
	for i := range 3000 {
		if err := w.write(table.Issue{IssueID: fmt.Sprint("issue-", i*7919%3000)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	files := parts(dir, "issues")
	if len(files) < 2 || filepath.Base(files[0]) != "issues-00001.parquet" {
		t.Fatalf("files: %v", files)
	}
	n := 0
	if err := eachPart(dir, "issues", func(i *table.Issue) error {
		if want := fmt.Sprint("issue-", n*7919%3000); i.IssueID != want {
			t.Fatalf("row %d is %s, want %s", n, i.IssueID, want)
		}
		n++
		return nil
	}); err != nil || n != 3000 {
		t.Errorf("%d rows, %v", n, err)
	}
}

// tree is every published path with its size, and where latest points.
func tree(t *testing.T, out string) string {
	t.Helper()
	var b bytes.Buffer
	err := filepath.Walk(filepath.Join(out, "runs"), func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			fmt.Fprintln(&b, path, info.Size(), info.ModTime())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	target, _ := os.Readlink(filepath.Join(out, "latest"))
	return b.String() + target
}

func BenchmarkAdd(b *testing.B) {
	out := b.TempDir()
	r, err := Begin(config(out))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = r.Abort() }()
	says := make([]string, 12)
	for i := range says {
		says[i] = fmt.Sprintf("the committee will meet again on day %d of the month to look at what was agreed", i)
	}
	for i := 0; b.Loop(); i++ {
		if _, err := r.Add(batch(fmt.Sprint("n", i), "1", says...)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// A folder with a run of schema 1, which has no positions, is read on.
func TestARunOfSchemaOneIsReadOn(t *testing.T) {
	out := t.TempDir()
	res := publish(t, config(out), false, batch("a", "1", "the ferry sails"))
	for _, name := range []string{"positions", "evaluations", "candidates", "propositions"} {
		if err := os.Remove(filepath.Join(res.Dir, name+".parquet")); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(res.Dir, ManifestName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	old := strings.Replace(string(b), `"schema_version": "`+table.SchemaVersion, `"schema_version": "1.1`, 1)
	if err := os.WriteFile(path, []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	later := batch("b", "1", "prices fell")
	later.Positions = []table.Position{{StatementID: "s", ArticleID: "b", PropositionID: "p", Position: "agree"}}
	cfg := config(out)
	cfg.Propositions = []table.Proposition{{PropositionID: "p", Text: "Prices should fall"}}
	publish(t, cfg, false, later)
	equal(t, "contents", contents(t, out), "[the ferry sails prices fell]")
	c, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := Each(c, "positions", func(*table.Position) error { n++; return nil }); err != nil || n != 1 {
		t.Errorf("%d positions, %v", n, err)
	}
	if ps, err := c.Propositions(); err != nil || len(ps) != 1 || ps[0].NStatements != 1 {
		t.Errorf("propositions: %+v, %v", ps, err)
	}
	if err := Each(c, "stances", func(*table.Stance) error { return nil }); err != nil {
		t.Error(err)
	}
}
