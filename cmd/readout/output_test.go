//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// feedOf is n articles as NDJSON, each of a few hundred bytes.
func feedOf(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "{\"id\":\"%d\",\"text\":\"%s\"}\n", i, strings.Repeat(fmt.Sprintf("Rates will fall in %d months, said the bank's governor Marta Lindqvist. ", i), 5))
	}
	return b.String()
}

// TestFullDiskForWhatIsPrinted: a command whose words nobody could have is no success.
func TestFullDiskForWhatIsPrinted(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full")
	}
	defer full.Close()
	for _, args := range [][]string{{"schema"}, {"config"}, {"lexicon", "list"}, {"version"}, {"man"}, {"doctor"}, {"completion", "bash"}} {
		cmd := process(t, args...)
		cmd.Dir, cmd.Stdout = t.TempDir(), full
		if err := cmd.Run(); err == nil {
			t.Errorf("readout %s > /dev/full: exit code 0", strings.Join(args, " "))
		}
	}
}

// TestStreamWithoutAReader: rows that nobody has are no success: 75, try again.
func TestStreamWithoutAReader(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	in := file(t, t.TempDir(), "feed.ndjson", feedOf(60))
	for _, c := range []struct {
		name, how string // $0 is readout, $1 the input; prints the exit code to file descriptor 3
		code      int
	}{
		{"closed", `"$0" stream --no-bayes <"$1" >&-; echo $? >&3`, exitAgain},
		{"closed with standard error", `"$0" stream --no-bayes <"$1" >&- 2>/dev/null; echo $? >&3`, exitAgain},
		{"closed, and nothing to say", `"$0" stream --no-bayes </dev/null >&-; echo $? >&3`, exitAgain},
		{"a reader that went away", `{ "$0" stream --no-bayes <"$1"; echo $? >&3; } | head -n 1 >/dev/null`, exitAgain},
		{"a full disk", `[ -e /dev/full ] || { echo 75 >&3; exit; }; "$0" stream --no-bayes <"$1" >/dev/full; echo $? >&3`, exitAgain},
		{"thrown away", `"$0" stream --no-bayes <"$1" >/dev/null; echo $? >&3`, exitOK},
		{"thrown away together with errors", `"$0" stream --no-bayes <"$1" 1<>/dev/null 2>&1; echo $? >&3`, exitOK},
		{"read", `"$0" stream --no-bayes <"$1" | cat >/dev/null; "$0" stream --no-bayes <"$1" >"$1.out"; echo $? >&3`, exitOK},
	} {
		t.Run(c.name, func(t *testing.T) {
			self, err := os.Executable()
			if err != nil {
				t.Fatal(err)
			}
			read, write, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer read.Close()
			var said bytes.Buffer
			cmd := exec.Command("sh", "-c", c.how, self, in)
			cmd.Env = append(os.Environ(), asReadout+"=1")
			cmd.Stderr, cmd.ExtraFiles = &said, []*os.File{write}
			err = cmd.Run()
			_ = write.Close()
			code := make([]byte, 8)
			n, _ := read.Read(code)
			if got := strings.TrimSpace(string(code[:n])); got != fmt.Sprint(c.code) {
				t.Errorf("exit code %s, want %d (%v): %s", got, c.code, err, said.String())
			}
		})
	}
}

// TestSignalsWhileBlocked: what waits for a pipe without a writer, or for a reader that
// takes nothing, still ends at once when it is told to.
func TestSignalsWhileBlocked(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no named pipes here:", err)
	}
	in := file(t, dir, "feed.ndjson", feedOf(400))
	out := filepath.Join(dir, "out")
	for _, c := range []struct {
		name   string
		args   []string
		stdin  string
		signal syscall.Signal
		code   int
	}{
		{"a pipe without a writer", []string{"run", "--quiet", "--no-bayes", "--out", out, pipe}, "", syscall.SIGTERM, exitTerm},
		{"a pipe without a writer, interrupted", []string{"run", "--quiet", "--no-bayes", "--out", out, pipe}, "", syscall.SIGINT, exitInt},
		{"a reader of a stream that takes nothing", []string{"stream", "--no-bayes"}, in, syscall.SIGTERM, exitTerm},
		{"a reader of explain that takes nothing", []string{"explain", "--json", in}, "", syscall.SIGTERM, exitTerm},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := process(t, c.args...)
			if c.stdin != "" {
				f, err := os.Open(c.stdin)
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				cmd.Stdin = f
			}
			read, write, err := os.Pipe() // nobody reads it
			if err != nil {
				t.Fatal(err)
			}
			defer read.Close()
			cmd.Stdout = write
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			_ = write.Close()
			time.Sleep(3 * time.Second)
			if err := cmd.Process.Signal(c.signal); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			select {
			case err := <-ended:
				var exit *exec.ExitError
				if !errors.As(err, &exit) || exit.ExitCode() != c.code {
					t.Errorf("%v, want exit code %d", err, c.code)
				}
			case <-time.After(20 * time.Second):
				_ = cmd.Process.Kill()
				t.Error("still there 20 s after the signal")
			}
		})
	}
	if left, _ := filepath.Glob(filepath.Join(out, ".staging", "run=*")); len(left) > 0 {
		t.Errorf("left in staging: %v", left)
	}
}

// TestRetryThatFindsNothing: a retry from another folder, or of files that are gone, says so.
func TestRetryThatFindsNothing(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	there, elsewhere := filepath.Join(dir, "there"), filepath.Join(dir, "elsewhere")
	for _, d := range []string{filepath.Join(there, "in"), elsewhere} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	file(t, there, "in/bad.txt", "\x00\x01\x02binary")
	file(t, there, "in/worse\xff.txt", "\x00\x01\x02binary")
	file(t, there, "in/good.txt", goodArticle)
	t.Chdir(there)
	if code, _, stderr := readout(t, "", "run", "--no-bayes", "--quiet", "--out", out, "in"); code != exitPartly {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	t.Chdir(elsewhere)
	if code, _, stderr := readout(t, "", "retry", "--no-bayes", "--quiet", "--out", out); code == exitOK || !strings.Contains(stderr, "in/bad.txt") {
		t.Errorf("from another folder: exit code %d: %s", code, stderr)
	}
	t.Chdir(there)
	if err := os.Remove("in/bad.txt"); err != nil {
		t.Fatal(err)
	}
	file(t, there, "in/worse\xff.txt", strings.Replace(goodArticle, "Friday", "Monday", 1))
	code, _, stderr := readout(t, "", "retry", "--no-bayes", "--quiet", "--out", out)
	if code != exitPartly || !strings.Contains(stderr, "in/bad.txt") {
		t.Errorf("one mended, one gone: exit code %d: %s", code, stderr)
	}
	if ids, _ := articlesOf(t, out); len(ids) != 2 {
		t.Errorf("%d articles", len(ids))
	}
	file(t, there, "in/bad.txt", strings.Replace(goodArticle, "Friday", "Sunday", 1))
	if code, _, stderr := readout(t, "", "retry", "--no-bayes", "--quiet", "--out", out); code != exitOK {
		t.Errorf("all mended: exit code %d: %s", code, stderr)
	}
	if ids, _ := articlesOf(t, out); len(ids) != 3 {
		t.Errorf("%d articles", len(ids))
	}
	if err := os.Remove("in/bad.txt"); err != nil {
		t.Fatal(err)
	}
	if code, said, stderr := readout(t, "", "retry", "--out", out); code != exitOK || !strings.Contains(said, "Nothing to retry") {
		t.Errorf("what was mended and then removed: exit code %d: %s%s", code, said, stderr)
	}
}
