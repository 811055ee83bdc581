package main

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"readout/cmd/help"
)

// TestHelpFitsATerminal: no line of any help text is wider than 80 columns, and no
// flag of a command is missing in its help.
func TestHelpFitsATerminal(t *testing.T) {
	app := newApp(strings.NewReader(""), nil, nil)
	prose := func(line string) bool {
		return strings.HasPrefix(line, "   ") && strings.TrimSpace(line) == line[3:] && line != "   "
	}
	check := func(flags []cli.Flag, args ...string) {
		var out, errs strings.Builder
		if code := run(context.Background(), append(append([]string{"readout"}, args...), "--help"), strings.NewReader(""), &out, &errs); code != exitOK {
			t.Fatalf("%v: exit code %d, %s", args, code, errs.String())
		}
		lines := strings.Split(out.String(), "\n")
		for i, line := range lines {
			if prose(line) && len(strings.Fields(line)) == 1 && i+1 < len(lines) && prose(lines[i+1]) {
				t.Errorf("readout %s --help: a word alone on a line: %s", strings.Join(args, " "), line)
			}
			if n := utf8.RuneCountInString(line); n > 80 {
				t.Errorf("readout %s --help: %d columns: %s", strings.Join(args, " "), n, line)
			}
		}
		for _, f := range flags {
			if !strings.Contains(out.String(), "--"+f.Names()[0]) {
				t.Errorf("readout %s --help does not list --%s", strings.Join(args, " "), f.Names()[0])
			}
		}
	}
	check(nil)
	eachCommand(app.Commands, "", func(path string, c *cli.Command) { check(c.Flags, strings.Fields(path)...) })
}

// TestExamplesStandAsWritten: a line of an example is narrow enough to be printed as it
// is, for what is folded cannot be copied into a shell.
func TestExamplesStandAsWritten(t *testing.T) {
	app := newApp(strings.NewReader(""), nil, nil)
	check := func(path, description string) {
		for line := range strings.SplitSeq(description, "\n") {
			if n := utf8.RuneCountInString(line) + len("   "); strings.HasPrefix(line, "  ") && n > help.Width {
				t.Errorf("readout %s --help: %d columns: %s", path, n, line)
			}
		}
	}
	check("", app.Description)
	eachCommand(app.Commands, "", func(path string, c *cli.Command) { check(path, c.Description) })
}

// TestHelpOfAMisspeltCommand runs in processes of their own: the library's command help is one
// variable, which every run of it changes.
func TestHelpOfAMisspeltCommand(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args, says string
		code       int
	}{
		{"help explian", `there is no command "explian"; did you mean "explain"?`, exitUsage},
		{"code help drow", `there is no command "drow"; did you mean "draw"?`, exitUsage},
		{"help explain", "readout explain", exitOK},
		{"code help draw", "readout code draw", exitOK},
	} {
		cmd := exec.Command(self, strings.Fields(c.args)...)
		cmd.Env = append(os.Environ(), asReadout+"=1")
		said, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != c.code || !strings.Contains(string(said), c.says) {
			t.Errorf("%s: exit code %d\n%s", c.args, code, said)
		}
	}
}
