package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestLexiconCommands(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good"), filepath.Join(dir, "bad")
	if code, _, stderr := readout(t, "", "lexicon", "export", good); code != exitOK {
		t.Fatalf("export: %d, %s", code, stderr)
	}
	file(t, dir, "actors.yaml", "- id: harbour-master\n  name: Ida Lindqvist\n  country: sweden\n  colour: blue\n")
	if code, _, stderr := readout(t, "", "lexicon", "export", "--lexicon", dir, bad); code != exitFailed || !strings.Contains(stderr, "actors.yaml:4:3") {
		t.Fatalf("export with a broken overlay: %d, %s", code, stderr)
	}
	for _, c := range []struct {
		args   string
		code   int
		stdout string // part of it
		stderr string // part of it
	}{
		{"lexicon check", exitOK, "is sound", ""},
		{"lexicon check " + good, exitOK, "+overlay is sound", ""},
		{"lexicon check " + dir, exitFailed, "", "actors.yaml:4:3: unknown key \"colour\""},
		{"lexicon check " + bad, exitFailed, "", "no such file"},
		{"lexicon list", exitOK, "actors ", ""},
		{"lexicon list issues", exitOK, "ceasefire\tCeasefire\n", ""},
		{"lexicon list heroes", exitUsage, "", "no section \"heroes\""},
		{"lexicon show sergey-lavrov", exitOK, "role: foreign-minister", ""},
		{"lexicon show Georgia", exitOK, "# countries\n- id: georgia\n", ""},
		{"lexicon show --on 2016-05-01 Trump", exitOK, "# on 2016-05-01: candidate us-republicans, speaks for us-republicans (role)", ""},
		{"lexicon show --on soon Trump", exitUsage, "", "\"soon\" is no date"},
		{"lexicon show lavrov", exitOK, "- id: sergey-lavrov\n", ""},
		{"lexicon show sergey-lavrof", exitFailed, "", "did you mean \"sergey-lavrov\"?"},
		{"lexicon show", exitUsage, "", "which entry?"},
		{"lexicon export " + good, exitFailed, "", "file exists"},
		{"lexicon export", exitUsage, "", "where to?"},
	} {
		code, stdout, stderr := readout(t, "", strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(stdout, c.stdout) || !strings.Contains(stderr, c.stderr) {
			t.Errorf("%s: exit %d\n%s%s", c.args, code, stdout, stderr)
		}
	}
}
