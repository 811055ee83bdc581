package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// command runs readout in a folder of its own with the given files.
func command(t *testing.T, files map[string]string, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, content := range files {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	code = run(t.Context(), append([]string{"readout"}, args...), strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

func TestConfigPrintsWhereValuesComeFrom(t *testing.T) {
	t.Setenv("READOUT_WORKERS", "3")
	code, out, errs := command(t, map[string]string{"readout.yaml": "out: results\nlog_format: json\n"}, "", "config", "--log-format", "text", "--lexicon", "a", "--lexicon", "b")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	for _, want := range []string{
		"out: results                             # file readout.yaml:1:1\n",
		"workers: 3                               # environment READOUT_WORKERS\n",
		"log_format: text                         # flag --log-format\n",
		"lexicon: [a, b]                          # flag --lexicon\n",
		"max_article_bytes: 4MiB                  # default\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("lacks %q:\n%s", want, out)
		}
	}
	// What is printed is a configuration again.
	if code, again, errs := command(t, map[string]string{"printed.yaml": out}, "", "config", "--config", "printed.yaml"); code != exitOK || !strings.Contains(again, "log_format: text                         # file printed.yaml") {
		t.Errorf("read again: exit code %d, %s%s", code, again, errs)
	}
}

func TestConfigFaults(t *testing.T) {
	for _, c := range []struct {
		name string
		yaml string
		args []string
		want []string
	}{
		{"all at once, each at its place", "outt: x\nworkers: x\n", []string{"--max-nesting", "-3"}, []string{"readout.yaml:1:1", "readout.yaml:2:10", "   2 | workers: x", "--max-nesting"}},
		{"a file that is not there", "", []string{"--config", "none.yaml"}, []string{"none.yaml"}},
		{"an empty file is fine", " ", []string{"--log-level", "loud"}, []string{`--log-level: "loud" is none of debug`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, errs := command(t, map[string]string{"readout.yaml": c.yaml}, "", append([]string{"config"}, c.args...)...)
			if code != exitUsage {
				t.Errorf("exit code %d", code)
			}
			for _, want := range c.want {
				if !strings.Contains(errs, want) {
					t.Errorf("lacks %q:\n%s", want, errs)
				}
			}
		})
	}
}

func TestInit(t *testing.T) {
	code, out, errs := command(t, nil, "", "init")
	if code != exitOK || !strings.Contains(out, "Wrote readout.yaml") {
		t.Fatalf("exit code %d: %s%s", code, out, errs)
	}
	var b bytes.Buffer
	if code := run(t.Context(), []string{"readout", "config"}, nil, &b, &b); code != exitOK || strings.Contains(b.String(), "# file") {
		t.Errorf("a fresh file changes the settings: %s", b.String())
	}
	b.Reset()
	if code := run(t.Context(), []string{"readout", "init"}, nil, &b, &b); code != exitUsage || !strings.Contains(b.String(), "--force") {
		t.Errorf("a second init: exit code %d, %s", code, b.String())
	}
}

// TestOtherCommandsKnowTheSettings: the folder that run was told of in the file
// is the one that report looks in, unless a flag says otherwise.
func TestOtherCommandsKnowTheSettings(t *testing.T) {
	for _, c := range []struct {
		name, yaml, args, says string
	}{
		{"from the file", "out: results\n", "report", "results: there is no run"},
		{"the flag counts before it", "out: results\n", "report --out other", "other: there is no run"},
		{"a flag of another meaning is left alone", "out: results\nformat: csv\n", "report --format markdown", "results: there is no run"},
		{"a broken file is a fault", "outt: x\n", "report", "readout.yaml:1:1"},
		{"compare too", "out: results\n", "compare --by outlet", "results: there is no run"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, errs := command(t, map[string]string{"readout.yaml": c.yaml}, "", strings.Fields(c.args)...)
			if code == exitOK || !strings.Contains(errs, c.says) {
				t.Errorf("exit code %d: %s", code, errs)
			}
		})
	}
}
