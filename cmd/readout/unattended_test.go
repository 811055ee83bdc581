package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	runs "readout/data/run"
	"readout/lexicon"
)

// TestHowARunEnds: the exit code and sentence of every way that a run can end.
func TestHowARunEnds(t *testing.T) {
	const old = `{"id":"old","text":"Rates will fall, said the bank's governor.","published_at":"2024-01-05"}` + "\n"
	const recent = `{"id":"new","text":"Rates will rise, said the bank's governor.","published_at":"2025-02-18"}` + "\n"
	const undated = `{"id":"undated","text":"Rates will stay, said the bank's governor."}` + "\n"
	for _, c := range []struct {
		name     string
		in       string
		flags    string
		code     int
		says     string
		articles int // published, -1 for no run
	}{
		{"all fine", recent, "", exitOK, "", 1},
		{"some set aside", recent + "{]\n", "", exitPartly, "1 input set aside", 1},
		{"as many set aside as are allowed", recent + "{]\n", "--max-errors 1", exitPartly, "", 1},
		{"more set aside than are allowed", "{]\n{]\n" + recent, "--max-errors 1", exitFailed, "more than 1 input set aside (--max-errors)", -1},
		{"one id for two texts", recent + `{"id":"new","text":"Rates will stay, said the bank's governor."}` + "\n", "", exitPartly, "code=id_conflict", 1},
		{"nothing in it, and that is fine", " ", "", exitPartly, "", 0},
		{"nothing in it, and that is not", " ", "--fail-on-empty", exitFailed, "no article was read", -1},
		{"since a date", old + recent + undated, "--since 2025-01-01", exitOK, "", 2},
		{"a language without a model", `{"text":"Der Rat hat am Dienstag getagt, und die Fähre wird nach den Worten der Vorsitzenden im Mai wieder fahren."}`, "", exitPartly, "German (de)", 0},
		{"any language", `{"text":"Der Rat hat am Dienstag getagt, und die Fähre wird nach den Worten der Vorsitzenden im Mai wieder fahren."}`, "--language any", exitOK, "", 1},
		{"columns of other names", `{"t":"Rates will rise, said the bank's governor."}`, "--map text=t", exitOK, "", 1},
		{"a mapping to nowhere", recent, "--map txt=t", exitUsage, "did you mean text", -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := t.TempDir()
			args := append([]string{"run", "--no-bayes", "--out", out, "-"}, strings.Fields(c.flags)...)
			code, _, stderr := readout(t, c.in, args...)
			if code != c.code || !strings.Contains(stderr, c.says) {
				t.Errorf("exit code %d, want %d; stderr:\n%s", code, c.code, stderr)
			}
			corpus, err := runs.Open(out)
			n := -1
			if err == nil && len(corpus.Runs) > 0 {
				n = int(manifest(t, filepath.Join(out, "latest")).Counts.Articles)
			}
			if n != c.articles {
				t.Errorf("%d articles published, want %d", n, c.articles)
			}
		})
	}
}

// manifest reads that of the run in a folder.
func manifest(t *testing.T, dir string) runs.Manifest {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, runs.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m runs.Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestASecondRunOnTheSameFolderExitsElevenAtOnce(t *testing.T) {
	out := t.TempDir()
	first, err := runs.Begin(runs.Config{Out: out, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = first.Abort() }()
	code, _, stderr := readout(t, "", "run", "--sample", "--no-bayes", "--out", out)
	if code != exitLocked || !strings.Contains(stderr, fmt.Sprintf("process %d", os.Getpid())) {
		t.Errorf("exit code %d, stderr %s", code, stderr)
	}
}

func TestInterruptedRunsPublishNothing(t *testing.T) {
	for _, c := range []struct {
		cause os.Signal
		code  int
	}{{os.Interrupt, exitInt}, {syscall.SIGTERM, exitTerm}} {
		ctx, cancel := context.WithCancelCause(context.Background())
		cancel(signalError{c.cause})
		var out, errs bytes.Buffer
		folder := t.TempDir()
		code := run(ctx, []string{"readout", "run", "--sample", "--no-bayes", "--out", folder}, nil, &out, &errs)
		if code != c.code || !strings.Contains(errs.String(), "what was not published is undone") {
			t.Errorf("%s: exit code %d, %s", c.cause, code, errs.String())
		}
		if left, _ := filepath.Glob(filepath.Join(folder, ".staging", "run=*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

func TestLogsAndProgressAsJSON(t *testing.T) {
	code, _, stderr := readout(t, "{]\n", "run", "--no-bayes", "--out", t.TempDir(), "--log-format", "json", "--progress", "json", "-")
	if code != exitPartly {
		t.Fatalf("exit code %d", code)
	}
	var said []string
	for line := range strings.Lines(stderr) {
		var row struct {
			Msg, Event, Code string
			ExitCode         int   `json:"exit_code"`
			SetAside         int64 `json:"set_aside"`
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("%v: %q", err, line)
		}
		said = append(said, fmt.Sprintf("%s%s %s%d %d", row.Msg, row.Event, row.Code, row.ExitCode, row.SetAside))
	}
	got := strings.Join(said, "; ")
	for _, want := range []string{"set aside syntax0 0", "done 0 1", "1 input set aside: the quarantine table says why 3 0"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
}

func TestMetricsFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "readout.prom")
	metric := func() string {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	args := []string{"run", "--no-bayes", "--out", filepath.Join(dir, "out"), "--metrics-file", file, "-"}
	readout(t, `{"text":"Rates will fall, said the bank's governor."}`+"\n{]\n", args...)
	after := metric()
	for _, want := range []string{"readout_last_exit_code 3\n", "readout_articles{state=\"new\"} 1\n", "readout_set_aside{stage=\"read\",code=\"syntax\"} 1\n", "# TYPE readout_statements gauge\n"} {
		if !strings.Contains(after, want) {
			t.Errorf("lacks %q:\n%s", want, after)
		}
	}
	success, err := readMetric(file, lastSuccess)
	if err != nil || success == 0 {
		t.Fatalf("last success %g, %v", success, err)
	}
	readout(t, " ", append(args, "--fail-on-empty")...)
	if again, _ := readMetric(file, lastSuccess); again != success || !strings.Contains(metric(), "readout_last_exit_code 1\n") {
		t.Errorf("after a failure: last success %g, was %g:\n%s", again, success, metric())
	}
}

func TestFilesFrom(t *testing.T) {
	dir := t.TempDir()
	a := file(t, dir, "a.txt", goodArticle)
	list := file(t, dir, "list", a+"\n\n"+filepath.Join(dir, "none.txt")+"\n")
	code, _, stderr := readout(t, "", "run", "--no-bayes", "--out", filepath.Join(dir, "out"), "--files-from", list)
	if code != exitPartly || !strings.Contains(stderr, "none.txt") {
		t.Errorf("exit code %d, %s", code, stderr)
	}
	code, _, stderr = readout(t, a+"\x00", "run", "--no-bayes", "--out", filepath.Join(dir, "out2"), "--files-from", "-")
	if code != exitOK {
		t.Errorf("from standard input: exit code %d, %s", code, stderr)
	}
}

// TestPublishedInParts: a long run is published piece by piece, and reads as one.
func TestPublishedInParts(t *testing.T) {
	var in strings.Builder
	for i := range 7 {
		fmt.Fprintf(&in, "{\"id\":\"%d\",\"text\":\"Rates will fall in %d months, said the bank's governor.\"}\n", i, i)
	}
	in.WriteString("{]\n")
	out := t.TempDir()
	code, said, errs := readout(t, in.String(), "run", "--no-bayes", "--out", out, "--publish-every", "3", "--run-id", "night", "-")
	if code != exitPartly || !strings.Contains(said, "7 articles new") || !strings.Contains(errs, "1 input set aside") {
		t.Errorf("exit code %d\n%s%s", code, said, errs)
	}
	corpus, err := runs.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range corpus.Runs {
		ids = append(ids, r.RunID)
	}
	if got := strings.Join(ids, " "); got != "night night-2 night-3" {
		t.Errorf("runs %s", got)
	}
	n := 0
	if err := runs.Each(corpus, "articles", func(*struct{}) error { n++; return nil }); err != nil || n != 7 {
		t.Errorf("%d articles, %v", n, err)
	}
	// After a crash the next run passes over what was published.
	if err := os.RemoveAll(filepath.Join(out, "runs", "run=night-3")); err != nil {
		t.Fatal(err)
	}
	if code, said, errs = readout(t, in.String(), "run", "--no-bayes", "--out", out, "-"); code != exitPartly || !strings.Contains(said, "1 article new, 0 changed, 0 rescored, 6 as they were") {
		t.Errorf("again: exit code %d\n%s%s", code, said, errs)
	}
}

// TestNoInputExists: a misspelt path is an error that names it, and leaves alone
// what was published; beside an input that exists it is set aside.
func TestNoInputExists(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	good := file(t, dir, "good.txt", goodArticle)
	if code, _, stderr := readout(t, "", "run", "--no-bayes", "--out", out, good); code != exitOK {
		t.Fatal(stderr)
	}
	for _, c := range []struct {
		name string
		in   []string
		says string
	}{
		{"a file", []string{filepath.Join(dir, "godo.txt")}, "godo.txt: no such file or folder; nothing was published"},
		{"a glob", []string{filepath.Join(dir, "*.html")}, "*.html: no file matches this pattern; nothing was published"},
		{"two", []string{filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.txt")}, "b.txt: no such file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, stderr := readout(t, "", append([]string{"run", "--no-bayes", "--out", out}, c.in...)...)
			corpus, err := runs.Open(out)
			if code != exitUsage || !strings.Contains(stderr, c.says) || err != nil || len(corpus.Runs) != 1 {
				t.Errorf("exit code %d, %d runs, %v:\n%s", code, len(corpus.Runs), err, stderr)
			}
		})
	}
}

// TestWarningsAreTold: what was odd about articles that were read all the same is
// counted in the log and in the manifest, by kind.
func TestWarningsAreTold(t *testing.T) {
	out := t.TempDir()
	const said = `"text":"Rates will fall, said the bank's governor."`
	in := `{"id":"a",` + said + `,"published_at":"soon"}` + "\n" + `{"id":"b",` + said + `,"published_at":"in \"due\" time"}` + "\n" +
		`{"id":"c",` + said + `,"published_at":"2199-03-04"}` + "\n" + `{"id":"d",` + said + `,"published_at":"2024-03-04"}` + "\n"
	code, _, stderr := readout(t, in, "run", "--no-bayes", "--publish-every", "3", "--out", out, "-")
	if code != exitOK || !strings.Contains(stderr, `warning="publication date … is in no known form" articles=2`) || !strings.Contains(stderr, `warning="published in the future: N" articles=1`) {
		t.Errorf("exit code %d:\n%s", code, stderr)
	}
	corpus, err := runs.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int64{}
	for _, r := range corpus.Runs {
		for kind, n := range manifest(t, r.Dir).Warnings {
			kinds[kind] += n
		}
	}
	if len(kinds) != 2 || kinds["publication date … is in no known form"] != 2 || kinds["published in the future: N"] != 1 {
		t.Errorf("%v", kinds)
	}
}

// TestExplainOneOfMany: of a file of articles --article shows one, and what
// cannot be read does not hide the rest.
func TestExplainOneOfMany(t *testing.T) {
	in := `{"id":"tram","text":"The tram will run in May, the mayor said."}` + "\n{]\n" + `{"id":"ferry","text":"The ferry will not sail, the captain said."}` + "\n"
	for _, c := range []struct {
		name, flags    string
		code           int
		shows, lacks   string
		onStandardErrs string
	}{
		{"all", "", exitPartly, "id ferry", "nobody", "record 2"},
		{"one", "--article tram", exitOK, "The tram will run", "ferry", ""},
		{"one that is not there", "--article bus", exitFailed, "", "tram", `none of its 2 articles has the id "bus"; there are tram, ferry`},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, stdout, stderr := readout(t, in, append(append([]string{"explain", "--no-bayes"}, strings.Fields(c.flags)...), "-")...)
			if code != c.code || !strings.Contains(stdout, c.shows) || strings.Contains(stdout, c.lacks) || !strings.Contains(stderr, c.onStandardErrs) {
				t.Errorf("exit code %d\n%s\n%s", code, stdout, stderr)
			}
		})
	}
}

// TestExplainGoesOn: what was shown before an article that a stage cannot finish is printed,
// and so are those behind it.
func TestExplainGoesOn(t *testing.T) {
	feed := `{"id":"a","text":"Sea\nIt sails."}` + "\n" + `{"id":"b","text":"Sea\npanic"}` + "\n" + `{"id":"c","text":"Sea\nIt lands."}` + "\n"
	var out, errs bytes.Buffer
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	e := explainer{lex: lex, pipeline: linePipeline(), json: true, file: "-", stderr: &errs}
	err = e.explain(t.Context(), strings.NewReader(feed), &out)
	if codeOf(err) != exitPartly || !strings.Contains(out.String(), "It sails.") || !strings.Contains(out.String(), "It lands.") || !strings.Contains(errs.String(), "article b: segment: panic") {
		t.Errorf("%v\n%s\n%s", err, out.String(), errs.String())
	}
}
