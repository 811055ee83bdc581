package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/analysis/evaluate"
)

// TestArticlesAreFoundInPages holds the extraction to its floor on the labelled
// pages of the article extraction benchmark.
func TestArticlesAreFoundInPages(t *testing.T) {
	const gold = "../../../shared/eval/html/gold.jsonl"
	if _, err := os.Stat(gold); err != nil {
		t.Skip("the labelled pages are not here: ../shared/eval is missing")
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"readout", "evaluate", "html", "--gold", gold, "--json"}, nil, &out, &errs); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	var got evaluate.HTML
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.F1 < 0.95 || got.Nothing > 0 {
		t.Errorf("%+v", got)
	}
}

func TestEvaluateHTML(t *testing.T) {
	folder := t.TempDir()
	words := strings.Repeat("The ferry has run since the great storm, the office said. ", 12)
	files := map[string]string{
		"a.html":     "<!DOCTYPE html><html><head><title>Ferry returns to the quay</title></head><body><article><h1>Ferry returns to the quay</h1><p>" + words + "</p></article></body></html>",
		"gold.jsonl": `{"file":"a.html","text":"` + words + `"}`,
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"--gold gold.jsonl", 0, "F1 1.0000"},
		{"--gold gold.jsonl --json", 0, `"f1":1`},
		{"--gold none.jsonl", exitUsage, "none.jsonl"},
		{"", exitUsage, "gold"},
	} {
		t.Run(c.args, func(t *testing.T) {
			t.Chdir(folder)
			var out bytes.Buffer
			code := run(t.Context(), append([]string{"readout", "evaluate", "html"}, strings.Fields(c.args)...), nil, &out, &out)
			if code != c.code || !strings.Contains(out.String(), c.want) {
				t.Errorf("exit code %d, output %q", code, out.String())
			}
		})
	}
}
