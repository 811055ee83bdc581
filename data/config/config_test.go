package config

import (
	"strings"
	"testing"
	"time"
)

func TestLayers(t *testing.T) {
	file := "workers: 2\nout: from-file\nlanguage: [en, de]\nmap: {text: body, title: head}\nmax_article_bytes: 2MiB\ntimeout_per_article: 90s\nno_bayes: true\n"
	r, err := Load(Layers{
		File: []byte(file), FileName: "readout.yaml",
		Env:   []string{"READOUT_OUT=from-env", "READOUT_LANGUAGE=fr,it", "READOUT_QUIET=TRUE", "READOUT_SINCE=", "HOME=/root"},
		Flags: map[string][]string{"language": {"any"}, "lexicon": {"a", "b"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	show := map[string]string{}
	for _, s := range Settings() {
		show[s.Key] = s.Show(&r.Config) + " " + r.Sources[s.Key].Layer + " " + r.Sources[s.Key].Place
	}
	for key, want := range map[string]string{
		"workers":             "2 file readout.yaml:1:1",
		"out":                 "from-env environment READOUT_OUT",
		"language":            "[any] flag --language",
		"lexicon":             "[a, b] flag --lexicon",
		"map":                 "{text: body, title: head} file readout.yaml:4:1",
		"max_article_bytes":   "2MiB file readout.yaml:5:1",
		"timeout_per_article": "1m30s file readout.yaml:6:1",
		"no_bayes":            "true file readout.yaml:7:1",
		"quiet":               "true environment READOUT_QUIET",
		"since":               `"" default `,
		"max_line_bytes":      "16MiB default ",
	} {
		if show[key] != want {
			t.Errorf("%s: %q, want %q", key, show[key], want)
		}
	}
}

// TestNothing: where zero or an odd name means something, every layer takes it.
func TestNothing(t *testing.T) {
	for _, l := range []Layers{
		{File: []byte("memory_limit: 0\n"), FileName: "readout.yaml"},
		{Env: []string{"READOUT_MEMORY_LIMIT=0"}},
		{Flags: map[string][]string{"memory-limit": {"0"}}},
		{Flags: map[string][]string{"memory-limit": {"0MiB"}}},
	} {
		if r, err := Load(l); err != nil || r.Config.MemoryLimit != 0 {
			t.Errorf("%+v: %d, %v", l, r.Config.MemoryLimit, err)
		}
	}
	for _, out := range []string{"s3:x", "a b/c:d", "C:/runs", "/tmp/s3://x", "./s3://x", "res[1]"} {
		if _, err := Load(Layers{Flags: map[string][]string{"out": {out}}}); err != nil {
			t.Errorf("%q: %v", out, err)
		}
	}
}

// TestFaults says what is wrong with a file, an environment or flags, and where.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name  string
		file  string
		env   string
		flag  string
		wants []string // each with its place, all at once
	}{
		{"an unknown key", "worker: 2\n", "", "", []string{`readout.yaml:1:1: there is no setting "worker" (did you mean workers?)`}},
		{"a number that is none", "out: x\nworkers: many\n", "", "", []string{`readout.yaml:2:10: workers: "many" is text where a number is wanted`}},
		{"a number in quotation marks", "workers: \"3\"\n", "", "", []string{`readout.yaml:1:10: workers: "3" is text`}},
		{"below zero", "workers: -1\n", "", "", []string{`readout.yaml:1:10: workers: "-1" is below 0`}},
		{"a word where true or false belongs", "quiet: maybe\n", "", "", []string{`readout.yaml:1:8: quiet: "maybe" is text where true or false is wanted`}},
		{"a list where a word belongs", "out: [a, b]\n", "", "", []string{`readout.yaml:1:6: out: a list or mapping where a text is wanted`}},
		{"a list in a list", "lexicon:\n  - [a]\n", "", "", []string{`readout.yaml:2:5: lexicon: a list`}},
		{"a time without a unit", "timeout_per_article: 30\n", "", "", []string{`readout.yaml:1:22: timeout_per_article: "30" is not a time: write a number and a unit`}},
		{"a size that is none", "max_line_bytes: big\n", "", "", []string{`"big" is not a size`}},
		{"none of the choices", "log_format: xml\n", "", "", []string{`readout.yaml:1:13: log_format: "xml" is none of text, json`}},
		{"a key twice", "out: a\nout: b\n", "", "", []string{"readout.yaml:2"}},
		{"no mapping", "- a\n- b\n", "", "", []string{"readout.yaml:1:1: a list or a word where the settings should be"}},
		{"broken YAML", "out: [a\nworkers: 2\n", "", "", []string{"readout.yaml:"}},
		{"a tab", "map:\n\ttext: body\n", "", "", []string{"readout.yaml:"}},
		{"a field that is none", "map: {txt: body}\n", "", "", []string{`readout.yaml:1:1: there is no field "txt" (did you mean text?)`}},
		{"a limit above another", "max_article_bytes: 64MiB\n", "", "", []string{"readout.yaml:1:1: 64MiB is more than max_line_bytes (16MiB)"}},
		{"all at once, of every layer", "worker: 2\nquiet: 3\n", "READOUT_WORKERS=x READOUT_OUTT=y", "timeout-per-article=soon", []string{"5 faults", "readout.yaml:1:1:", "readout.yaml:2:8:", "READOUT_OUTT: there is no such setting (did you mean READOUT_OUT?)", `READOUT_WORKERS: "x" is not a whole number`, `--timeout-per-article: "soon" is not a time`}},
		{"since when", "since: lately\n", "", "", []string{`"lately" is neither a date`}},
		{"an output folder in an object store", "out: s3://bucket/x\n", "", "", []string{`readout.yaml:1:1: "s3://bucket/x" is an address, not a folder`}},
		{"one that a shell made shorter", "", "READOUT_OUT=gs:/bucket/x", "", []string{`READOUT_OUT: "gs:/bucket/x" is an address`}},
		{"one of a web server", "", "", "out=https://host.example/x", []string{`--out: "https://host.example/x" is an address`}},
		{"an output folder that is not UTF-8", "", "", "out=/r\xff", []string{`--out: "/r\xff" is not UTF-8`}},
		{"an output folder with a backslash", "", "", "out=/a\\b", []string{`--out: "/a\\b" has a backslash in its name`}},
		{"no limit where there must be one", "max_line_bytes: 0\n", "", "", []string{`"0": at least 1`}},
		{"a language in full", "language: english\n", "", "", []string{`"english" is no ISO 639-1 code`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			flags := map[string][]string{}
			if name, value, ok := strings.Cut(c.flag, "="); ok {
				flags[name] = []string{value}
			}
			_, err := Load(Layers{File: []byte(c.file), FileName: "readout.yaml", Env: strings.Fields(c.env), Flags: flags})
			if err == nil {
				t.Fatal("no fault")
			}
			for _, want := range c.wants {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("faults:\n%v\nlack %q", err, want)
				}
			}
		})
	}
}

func TestFaultShowsTheLine(t *testing.T) {
	_, err := Load(Layers{File: []byte("out: results\nworkers: many\n"), FileName: "readout.yaml"})
	want := "readout.yaml:2:10: workers: \"many\" is text where a number is wanted\n" +
		"   2 | workers: many\n" +
		"                ^"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// TestTemplate: the file that init writes changes nothing, and every line of it
// can be uncommented.
func TestTemplate(t *testing.T) {
	text := Template()
	plain, err := Load(Layers{File: []byte(text), FileName: "t"})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		key, _, _ := strings.Cut(strings.TrimPrefix(line, "#"), ":")
		if _, ok := plain.Sources[key]; ok {
			line = line[1:]
		}
		b.WriteString(line)
		if len(strings.TrimRight(line, "\n")) > 80 {
			t.Errorf("a line of more than 80 columns: %q", line)
		}
	}
	all, err := Load(Layers{File: []byte(b.String()), FileName: "t"})
	if err != nil {
		t.Fatal(err)
	}
	def := Default()
	for _, s := range Settings() {
		if all.Sources[s.Key].Layer != "file" {
			t.Errorf("%s is not in the template", s.Key)
		}
		if got, want := s.Show(&all.Config), s.Show(&def); got != want {
			t.Errorf("%s: the template says %s, the default is %s", s.Key, got, want)
		}
		if plain.Sources[s.Key].Layer != "default" {
			t.Errorf("%s is not commented out", s.Key)
		}
	}
}

func TestSince(t *testing.T) {
	now := time.Date(2025, 2, 18, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct{ in, want string }{
		{"36h", "2025-02-17T00:00:00Z"}, {"7d", "2025-02-11T12:00:00Z"}, {"2025-02-01", "2025-02-01T00:00:00Z"}, {"1 Feb 2025", "2025-02-01T00:00:00Z"}, {"-3h", ""}, {"x", ""},
	} {
		got, err := SinceTime(c.in, now)
		if (err != nil) != (c.want == "") || err == nil && got.Format(time.RFC3339) != c.want {
			t.Errorf("%q: %v, %v", c.in, got, err)
		}
	}
}

func FuzzFile(f *testing.F) {
	f.Add(Template())
	f.Add("out: x\nworkers: 2\nmap: {text: body}\nlanguage:\n  - en\n")
	f.Add("a: &x [1]\nb: *x\n? c\n")
	f.Fuzz(func(t *testing.T, content string) {
		_, err := Load(Layers{File: []byte(content), FileName: "f"})
		if err != nil && err.Error() == "" {
			t.Error("a fault without words")
		}
	})
}

// A flag's and a variable's values are cut at commas, and a focus has sides with commas
// between them.
func TestFocusOfSeveralSides(t *testing.T) {
	for name, layers := range map[string]Layers{
		"flag":        {Flags: map[string][]string{"focus": {"side=russia", "ukraine", "issue=sanctions"}}},
		"environment": {Env: []string{"READOUT_FOCUS=side=russia,ukraine,issue=sanctions"}},
	} {
		r, err := Load(layers)
		if err != nil || r.Config.Focus["side"] != "russia,ukraine" || r.Config.Focus["issue"] != "sanctions" {
			t.Errorf("%s: %v, %v", name, r, err)
		}
	}
	if _, err := Load(Layers{Flags: map[string][]string{"focus": {"russia"}}}); err == nil || !strings.Contains(err.Error(), "KEY=VALUE, such as side=russia") {
		t.Errorf("a focus without a key: %v", err)
	}
}
