package main

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/urfave/cli/v2"
)

// TestHelpFitsATerminal: no line of any help text is wider than 80 columns, and no
// flag of a command is missing in its help.
func TestHelpFitsATerminal(t *testing.T) {
	app := newApp(strings.NewReader(""), nil, nil)
	check := func(flags []cli.Flag, args ...string) {
		var out, errs strings.Builder
		if code := run(context.Background(), append(append([]string{"readout"}, args...), "--help"), strings.NewReader(""), &out, &errs); code != exitOK {
			t.Fatalf("%v: exit code %d, %s", args, code, errs.String())
		}
		lines := strings.Split(out.String(), "\n")
		for i, line := range lines {
			if isProse(line) && len(strings.Fields(line)) == 1 && i+1 < len(lines) && isProse(lines[i+1]) {
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
			if n := utf8.RuneCountInString(line) + len("   "); strings.HasPrefix(line, "  ") && n > helpWidth {
				t.Errorf("readout %s --help: %d columns: %s", path, n, line)
			}
		}
	}
	check("", app.Description)
	eachCommand(app.Commands, "", func(path string, c *cli.Command) { check(path, c.Description) })
}

// TestUsagesStandInOneColumn: also that of a flag of one letter.
func TestUsagesStandInOneColumn(t *testing.T) {
	list := "OPTIONS:\n   -n N    draw N items\n   --out DIR, -o DIR    write to DIR\n   --help, -h  show help"
	for line := range strings.Lines(narrow(list)) {
		if at := strings.LastIndex(line, "  ") + 2; line != "OPTIONS:\n" && at != helpColumn {
			t.Errorf("a usage in column %d: %s", at, line)
		}
	}
}
