package run

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/data/table"
)

// TestLinksAreNotFollowed: a link where readout keeps something of its own is an error
// that names it, and what it leads to stays as it was, inside the folder and out.
func TestLinksAreNotFollowed(t *testing.T) {
	for _, c := range []struct {
		place, target string // of the link, in the output folder
		folders       string // to make before
	}{
		{".staging", "../victim", ""},
		{".staging", "runs", "runs/run=old"},
		{".staging", "nowhere", ""},
		{".staging/lock", "../../victim/file", ".staging"},
		{".staging/lock", "../runs/run=old/manifest.json", ".staging runs/run=old"},
		{".staging/lock", "../../nowhere", ".staging"},
		{"runs", "../victim", ""},
		{"runs", "../nowhere", ""},
		{"runs/run=old", "../../victim", "runs"},
		{"views.sql", "../victim/file", ""},
		{"views.sql", "../nowhere", ""},
	} {
		t.Run(c.place+" to "+c.target, func(t *testing.T) {
			dir := t.TempDir()
			out := filepath.Join(dir, "out")
			for _, d := range append(strings.Fields(c.folders), ".", "../victim/sub") {
				if err := os.MkdirAll(filepath.Join(out, d), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			file := filepath.Join(dir, "victim", "file")
			if err := os.WriteFile(file, []byte("precious"), 0o644); err != nil {
				t.Fatal(err)
			}
			old := filepath.Join(out, "runs", "run=old")
			if _, err := os.Lstat(old); err == nil {
				if err := os.WriteFile(filepath.Join(old, ManifestName), []byte(`{"run_id":"old","schema_version":"2.0"}`), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Symlink(filepath.FromSlash(c.target), filepath.Join(out, filepath.FromSlash(c.place))); err != nil {
				t.Fatal(err)
			}
			before := everything(t, dir)
			r, err := Begin(config(out))
			if err == nil {
				if _, err = r.Add(batch("a", "1", "the ferry sails")); err == nil {
					_, err = r.Publish()
				}
			}
			if err == nil || !strings.Contains(err.Error(), filepath.FromSlash(c.place)+" is a symbolic link") {
				t.Errorf("error is %v", err)
			}
			// Staging and its lock may be there now: nothing else.
			after := everything(t, dir)
			for path, content := range before {
				if after[path] != content {
					t.Errorf("%s changed", path)
				}
			}
			if b, err := os.ReadFile(file); err != nil || string(b) != "precious" {
				t.Errorf("outside: %q, %v", b, err)
			}
			if c.place != ".staging/lock" && c.place != "runs/run=old" {
				if err := WriteViews(out); err == nil || !strings.Contains(err.Error(), "is a symbolic link") {
					t.Errorf("writing views: %v", err)
				}
			}
		})
	}
}

// everything is what lies below a folder: each file's content, each link's target.
func everything(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	if err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch {
		case e.Type()&os.ModeSymlink != 0:
			to, err := os.Readlink(path)
			all[path] = "link to " + to
			return err
		case e.Type().IsRegular():
			b, err := os.ReadFile(path)
			all[path] = string(b)
			return err
		}
		all[path] = e.Type().String()
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestALockWithAnotherName: a hard link to somebody else's file is not written through.
func TestALockWithAnotherName(t *testing.T) {
	dir := t.TempDir()
	out, file := filepath.Join(dir, "out"), filepath.Join(dir, "file")
	if err := errors.Join(os.MkdirAll(filepath.Join(out, ".staging"), 0o755), os.WriteFile(file, []byte("precious"), 0o644)); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(file, filepath.Join(out, ".staging", "lock")); err != nil {
		t.Skip("no hard links here")
	}
	_, err := Begin(Config{Out: out, Now: time.Now})
	if err == nil || !strings.Contains(err.Error(), "another name") {
		t.Errorf("error %v", err)
	}
	if b, _ := os.ReadFile(file); string(b) != "precious" {
		t.Errorf("the file has %q", b)
	}
}

// TestLinksThatAreFine: the folder itself may be reached by a link, and the link to the
// latest run is replaced, never followed.
func TestLinksThatAreFine(t *testing.T) {
	dir := t.TempDir()
	victim := filepath.Join(dir, "victim")
	if err := errors.Join(os.Mkdir(victim, 0o755), os.WriteFile(filepath.Join(victim, "file"), []byte("precious"), 0o644), os.Mkdir(filepath.Join(dir, "real"), 0o755)); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	if err := errors.Join(os.Symlink("real", out), os.Symlink("../victim", filepath.Join(out, "latest"))); err != nil {
		t.Fatal(err)
	}
	res := publish(t, config(out), false, batch("a", "1", "the ferry sails"))
	if len(res.Warnings) > 0 {
		t.Error(res.Warnings)
	}
	to, err := os.Readlink(filepath.Join(out, "latest"))
	if err != nil || !strings.HasPrefix(to, "runs"+string(filepath.Separator)+"run=") {
		t.Errorf("latest leads to %q, %v", to, err)
	}
	if b, err := os.ReadFile(filepath.Join(victim, "file")); err != nil || string(b) != "precious" {
		t.Errorf("outside: %q, %v", b, err)
	}
	equal(t, "the corpus", contents(t, out), "[the ferry sails]")
}

// TestOwnPlacesOfAnotherKind: a folder in place of a file, or the other way round, is an error too.
func TestOwnPlacesOfAnotherKind(t *testing.T) {
	for _, c := range []struct{ folder, file, want string }{
		{".staging/lock", "", "lock is no file"},
		{"", ".staging", ".staging is a file"},
		{"", "runs", "runs is a file"},
	} {
		out := t.TempDir()
		if c.folder != "" {
			if err := os.MkdirAll(filepath.Join(out, c.folder), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if c.file != "" {
			if err := os.WriteFile(filepath.Join(out, c.file), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Begin(config(out)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s%s: %v", c.folder, c.file, err)
		}
	}
}

// TestTheSameRunIDGoesOn: the command that published a run in parts takes the next
// number, whatever it had published when it stopped, and adds what is not there yet.
func TestTheSameRunIDGoesOn(t *testing.T) {
	out := t.TempDir()
	named := config(out)
	named.RunID, named.Inputs = "day1", []string{"feed.ndjson"}
	for _, part := range [][]*table.Batch{{batch("a", "1", "one")}, {batch("b", "1", "two")}} {
		publish(t, named, false, part...)
	}
	again := publish(t, named, false, batch("a", "1", "one"), batch("b", "1", "two"))
	if again.Published {
		t.Errorf("the same again was published as %s", again.Dir)
	}
	more := publish(t, named, false, batch("a", "1", "one"), batch("c", "1", "three"))
	if filepath.Base(more.Dir) != "run=day1-3" {
		t.Errorf("the next part is %s", more.Dir)
	}
	equal(t, "the corpus", contents(t, out), "[one two three]")
	named.Inputs = []string{"other.ndjson"}
	if _, err := Begin(named); err == nil || !strings.Contains(err.Error(), `run id "day1" is already published`) || !strings.Contains(err.Error(), "feed.ndjson") {
		t.Errorf("other inputs under the same id: %v", err)
	}
}

// TestRunsThatWereCopiedTogether: the figures of the last run are not taken for those of
// all runs; the next run makes them of all, even with nothing new.
func TestRunsThatWereCopiedTogether(t *testing.T) {
	copied := func(to string, from ...string) {
		for _, out := range from {
			dirs, err := published(out)
			if err != nil {
				t.Fatal(err)
			}
			for _, dir := range dirs {
				if err := os.CopyFS(filepath.Join(to, runsName, filepath.Base(dir)), os.DirFS(dir)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	stray := func(out string) error {
		c, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		return c.Stray()
	}
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	name := func(out, id string) Config {
		c := config(out)
		c.RunID = id
		return c
	}
	publish(t, name(a, "a1"), false, batch("a1", "1", "one"))
	publish(t, name(a, "a2"), false, batch("a2", "1", "two"))
	publish(t, name(b, "b1"), false, batch("b1", "1", "three"))
	if err := errors.Join(stray(a), stray(b), stray(filepath.Join(dir, "none"))); err != nil {
		t.Error(err)
	}
	whole, part, mixed := filepath.Join(dir, "whole"), filepath.Join(dir, "part"), filepath.Join(dir, "mixed")
	copied(whole, a)
	copied(part, a)
	if err := os.RemoveAll(filepath.Join(part, runsName, "run=a1")); err != nil {
		t.Fatal(err)
	}
	copied(mixed, b, a)
	if err := os.RemoveAll(filepath.Join(mixed, runsName, "run=a1")); err != nil { // what is left counts up: 1, 2
		t.Fatal(err)
	}
	both := filepath.Join(dir, "both")
	copied(both, a, b)
	if err := stray(whole); err != nil {
		t.Errorf("a folder that was copied as a whole: %v", err)
	}
	for _, out := range []string{part, mixed, both} {
		var e *StrayError
		if err := stray(out); !errors.As(err, &e) || e.Out != out {
			t.Errorf("%s: %v", out, err)
		}
		res := publish(t, name(out, "next"), false, batch("a2", "1", "two"))
		if err := stray(out); err != nil || !res.Published {
			t.Errorf("%s after another run: published %v, %v", out, res.Published, err)
		}
	}
	equal(t, "the corpus", contents(t, both), "[one three two]")
}

// TestViewsOfOddFolders: nothing in the folder's name is read as SQL or as a pattern.
func TestViewsOfOddFolders(t *testing.T) {
	for _, c := range []struct{ out, comment, glob string }{
		{"/data/runs", "over all runs of /data/runs\n", "'/data/runs/runs/*/manifest.json'"},
		{"/data/it's", "runs of /data/it's\n", "'/data/it''s/runs/*/manifest.json'"},
		{"/data/res[1]", "runs of /data/res[1]\n", "'/data/res[[]1]/runs/*/articles*.parquet'"},
		{"/data/a*b?", "runs of /data/a*b?\n", "'/data/a[*]b[?]/runs/*/articles*.parquet'"},
		{"/x\nCREATE TABLE t AS SELECT 1; --", `runs of /x\nCREATE TABLE t AS SELECT 1; --` + "\n", "'/x\nCREATE TABLE t AS SELECT 1; --/runs/*/articles*.parquet'"},
		{"/x\r\u2028y", `runs of /x\r\u2028y` + "\n", "'/x\r\u2028y/runs/*/articles*.parquet'"},
		{"/{out}/{all x}", "runs of /{out}/{all x}\n", "'/{out}/{all x}/runs/*/articles*.parquet'"},
	} {
		sql := ViewsSQL(c.out, false)
		if !strings.Contains(sql, c.comment) || !strings.Contains(sql, c.glob) {
			t.Errorf("%q:\n%.900s", c.out, sql)
		}
		if strings.Contains(strings.ReplaceAll(sql, c.out, ""), "{") && strings.Contains(sql, "{all articles") {
			t.Errorf("%q: a mark is left", c.out)
		}
	}
}
