package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"readout/analysis"
	runs "readout/data/run"
	"readout/data/table"
)

// process is readout as a process of its own, which can be killed.
func process(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asReadout+"=1")
	return cmd
}

// repeatedSample writes the sample n times over, each time under other ids.
func repeatedSample(t *testing.T, n int) string {
	t.Helper()
	articles := sampleArticles(t)
	var b bytes.Buffer
	for i := range n {
		for _, a := range articles {
			b.Write(jsonLine(map[string]string{
				"id": fmt.Sprintf("%s-%d", a.ID, i), "text": a.Text, "outlet": a.Outlet, "published_at": a.PublishedAt.Format(time.DateOnly),
			}))
		}
	}
	return file(t, t.TempDir(), "repeated.ndjson", b.String())
}

// whatIsThere reads everything in a folder of runs: every file that a manifest
// names must be whole and readable, no article or statement stand twice, and every
// statement lie within its article.
func whatIsThere(t *testing.T, out string) (articles int) {
	t.Helper()
	corpus, err := runs.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, r := range corpus.Runs {
		if err := whole(r.Dir, manifest(t, r.Dir)); err != nil {
			t.Fatal(err)
		}
	}
	if err := runs.Each(corpus, "articles", func(a *table.Article) error {
		if _, twice := texts[a.ArticleID]; twice {
			return fmt.Errorf("article %s stands twice", a.ArticleID)
		}
		texts[a.ArticleID] = a.Text
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	if err := runs.Each(corpus, "statements", func(s *table.Statement) error {
		d := analysis.Segmented{Text: texts[s.ArticleID]}
		switch {
		case seen[s.StatementID]:
			return fmt.Errorf("statement %s stands twice", s.StatementID)
		case d.Text == "":
			return fmt.Errorf("statement %s has no article", s.StatementID)
		case int(s.ContentEnd) > d.CodePoint(len(d.Text)):
			return fmt.Errorf("statement %s ends behind its article", s.StatementID)
		}
		seen[s.StatementID] = true
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return len(texts)
}

// independently has another program look at a folder of runs, where CHECK names
// one: `make crash` has DuckDB read all of it.
func independently(t *testing.T, out string) {
	t.Helper()
	check := os.Getenv("CHECK")
	if runs, _ := filepath.Glob(filepath.Join(out, "runs", "run=*")); check == "" || len(runs) == 0 {
		return
	}
	cmd := exec.Command("bash", "-c", check)
	cmd.Env = append(os.Environ(), "READOUT_OUT="+out)
	if b, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", check, err, b)
	}
}

// rowsThere is every row that a folder of runs shows, table by table, sorted: what the
// interrupted and the uninterrupted have to have in common. Of events and comparisons it
// is the last run's, which are of everything. Actors and issues are of single runs.
func rowsThere(t *testing.T, out string) map[string][]string {
	t.Helper()
	corpus, err := runs.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	last := func(name string) string {
		return filepath.Join(corpus.Runs[len(corpus.Runs)-1].Dir, name+".parquet")
	}
	for name, err := range map[string]error{
		"articles":       runs.Each(corpus, "articles", keepRow[table.Article](all, "articles")),
		"statements":     runs.Each(corpus, "statements", keepRow[table.Statement](all, "statements")),
		"candidates":     runs.Each(corpus, "candidates", keepRow[table.Statement](all, "candidates")),
		"stances":        runs.Each(corpus, "stances", keepRow[table.Stance](all, "stances")),
		"positions":      runs.Each(corpus, "positions", keepRow[table.Position](all, "positions")),
		"evaluations":    runs.Each(corpus, "evaluations", keepRow[table.Evaluation](all, "evaluations")),
		"evidence":       runs.Each(corpus, "evidence", keepRow[table.Evidence](all, "evidence")),
		"events":         table.Each(last("events"), keepRow[table.Event](all, "events")),
		"event_articles": table.Each(last("event_articles"), keepRow[table.EventArticle](all, "event_articles")),
		"comparisons":    table.Each(last("comparisons"), keepRow[table.Comparison](all, "comparisons")),
	} {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		slices.Sort(all[name])
	}
	return all
}

func keepRow[T any](all map[string][]string, name string) func(*T) error {
	return func(row *T) error {
		b, err := json.Marshal(row)
		all[name] = append(all[name], string(b))
		return err
	}
}

// TestKilledAtAnyMoment kills runs that publish in parts and looks at what they left: the
// last complete part, or a complete new one. The same command again goes on, with an id
// of its own or without, until the rows of all parts together are those of a run that
// nothing stopped. `make crash` is the long form, with CORPUS=FILE over other articles and ARGS for all runs.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process for each crash")
	}
	samples := fromEnv("SAMPLES", 3)
	in, every := os.Getenv("CORPUS"), fromEnv("EVERY", max(5, samples*7/4))
	if in == "" {
		in = repeatedSample(t, samples)
	}
	args := func(out string, more ...string) []string {
		return append(append([]string{"run", "--no-bayes", "--quiet", "--out", out, "--publish-every", strconv.Itoa(every)}, append(more, strings.Fields(os.Getenv("ARGS"))...)...), in)
	}
	uninterrupted := t.TempDir()
	started := time.Now()
	toItsEnd(t, args(uninterrupted))
	whole := time.Since(started)
	want := rowsThere(t, uninterrupted)
	for _, more := range [][]string{nil, {"--run-id", "day1"}} {
		t.Run(fmt.Sprintf("run %v", more), func(t *testing.T) {
			killed(t, fromEnv("CRASHES", 3), whole, want, func(out string) []string { return args(out, more...) })
		})
	}
}

// toItsEnd runs readout to its end, which may have set inputs aside.
func toItsEnd(t *testing.T, args []string) {
	t.Helper()
	b, err := process(t, args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != exitPartly) {
		t.Fatalf("%v: %s", err, b)
	}
}

// killed kills a command a number of times, each time at a random moment while it runs and
// the same command going on where it stopped, where there are many some twenty times on
// the way through all articles. Where it has come to its end it begins anew in another folder.
func killed(t *testing.T, crashes int, whole time.Duration, want map[string][]string, args func(out string) []string) {
	random := rand.New(rand.NewPCG(7, 7))
	longest := whole
	if crashes >= 10 {
		longest = whole / 6
	}
	out := t.TempDir()
	for n := 0; n < crashes; {
		cmd := process(t, args(out)...)
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(longest))))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if cmd.ProcessState.Exited() { // there was nothing left to kill
			if code := cmd.ProcessState.ExitCode(); code != exitOK && code != exitPartly {
				t.Fatalf("exit code %d: %s", code, &said)
			}
			atItsEnd(t, out, want, args)
			out = t.TempDir()
			continue
		}
		n++
		stand := whatIsThere(t, out)
		independently(t, out)
		t.Logf("crash %d: %d of %d articles stand", n, stand, len(want["articles"]))
	}
	toItsEnd(t, args(out))
	atItsEnd(t, out, want, args)
}

// atItsEnd compares a folder that has everything with the run that nothing stopped, and
// sees that the same command once more has nothing to do.
func atItsEnd(t *testing.T, out string, want map[string][]string, args func(out string) []string) {
	t.Helper()
	whatIsThere(t, out)
	independently(t, out)
	for range 2 {
		there := rowsThere(t, out)
		for name, rows := range want {
			if !slices.Equal(there[name], rows) {
				t.Errorf("%s: %d rows, of the run that nothing stopped %d, or others", name, len(there[name]), len(rows))
			}
		}
		if left, _ := fs.Glob(os.DirFS(out), ".staging/run=*"); len(left) > 0 {
			t.Errorf("left in staging: %v", left)
		}
		toItsEnd(t, args(out))
	}
	t.Logf("a folder of %d articles and %d statements is that of the run that nothing stopped", len(want["articles"]), len(want["statements"]))
}

func fromEnv(name string, standard int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return standard
}

// TestFullDisk: files cannot grow beyond a limit, as on a disk that is full. The
// run fails, says so, and what was there stays.
func TestFullDisk(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash, whose ulimit sets the limit, is not here")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	in, out := repeatedSample(t, 2), t.TempDir()
	if code, _, errs := readout(t, "", "run", "--sample", "--no-bayes", "--out", out); code != exitOK {
		t.Fatal(errs)
	}
	there := whatIsThere(t, out)
	for _, blocks := range []int{1, 4, 16, 64} { // of 1024 bytes
		cmd := exec.Command(bash, "-c", fmt.Sprintf("ulimit -f %d; trap '' XFSZ; exec %q run --no-bayes --quiet --out %q %q", blocks, self, out, in))
		cmd.Env = append(os.Environ(), asReadout+"=1")
		b, err := cmd.CombinedOutput()
		if err == nil || !bytes.Contains(b, []byte("file too large")) {
			t.Errorf("%d KiB: %v: %s", blocks, err, b)
		}
		if n := whatIsThere(t, out); n != there {
			t.Errorf("%d KiB: %d articles, were %d", blocks, n, there)
		}
		independently(t, out)
	}
	if code, _, errs := readout(t, "", "run", "--no-bayes", "--out", out, in); code != exitOK {
		t.Fatal(errs)
	}
	if n := whatIsThere(t, out); n != there+14 {
		t.Errorf("with room again: %d articles", n)
	}
}

// TestTwoAtOnce: while one run works on a folder, another ends with 11 at once.
func TestTwoAtOnce(t *testing.T) {
	in, out := repeatedSample(t, 1), t.TempDir()
	first := process(t, "run", "--no-bayes", "--quiet", "--out", out, "-")
	feed, err := first.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for state := runs.LockFree; state != runs.LockHeld; { // until it is at work; the test's own limit ends the wait
		time.Sleep(10 * time.Millisecond)
		state, _, _ = runs.InspectLock(out)
	}
	b, err := process(t, "run", "--no-bayes", "--quiet", "--out", out, in).CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitLocked || !bytes.Contains(b, []byte(fmt.Sprintf("process %d", first.Process.Pid))) {
		t.Errorf("the second: %v: %s", err, b)
	}
	articles, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	_, err = feed.Write(articles)
	if err := errors.Join(err, feed.Close(), first.Wait()); err != nil {
		t.Errorf("the first: %v", err)
	}
	if n := whatIsThere(t, out); n != 7 {
		t.Errorf("%d articles", n)
	}
}

// TestSignals: told to stop while it waits for input, readout stops at once, with
// the exit code of the signal, and leaves nothing half done.
func TestSignals(t *testing.T) {
	for _, c := range []struct {
		command string
		signal  os.Signal
		code    int
	}{
		{"run", os.Interrupt, exitInt}, {"run", syscall.SIGTERM, exitTerm}, {"stream", syscall.SIGTERM, exitTerm}, {"explain", syscall.SIGTERM, exitTerm},
	} {
		t.Run(c.command+" "+c.signal.String(), func(t *testing.T) {
			out := t.TempDir()
			args := []string{c.command, "--no-bayes"}
			switch c.command {
			case "run":
				args = append(args, "--out", out, "-")
			case "explain":
				args = append(args, "-")
			}
			cmd := process(t, args...)
			feed, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			defer feed.Close()
			said, err := cmd.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if c.command == "run" {
				for state := runs.LockFree; state != runs.LockHeld; {
					time.Sleep(10 * time.Millisecond)
					state, _, _ = runs.InspectLock(out)
				}
			} else {
				time.Sleep(time.Second) // a signal before the program listens has the same code
			}
			if err := cmd.Process.Signal(c.signal); err != nil {
				t.Fatal(err)
			}
			b, _ := io.ReadAll(said)
			_ = cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != c.code && cmd.ProcessState.Exited() {
				t.Errorf("exit code %d, want %d: %s", code, c.code, b)
			}
			if left, _ := fs.Glob(os.DirFS(out), ".staging/run=*"); len(left) > 0 {
				t.Errorf("left in staging: %v", left)
			}
		})
	}
}
