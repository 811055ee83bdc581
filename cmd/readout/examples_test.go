package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/urfave/cli/v2"

	"readout/data/sample"
)

// The test binary is readout itself when this is set, so that examples run in a
// real shell with its pipes.
const asReadout = "TEST_AS_READOUT"

func TestMain(m *testing.M) {
	if os.Getenv(asReadout) != "" {
		main()
		return
	}
	if os.Getenv(asFloor) != "" { // run --quiet --out DIR INPUT
		if err := floor(os.Args[4], os.Args[5]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(exitFailed)
		}
		return
	}
	os.Exit(m.Run())
}

// desk is a folder with everything that the examples name.
func desk(t *testing.T) (dir string, shell func(line string) ([]byte, error)) {
	t.Helper()
	dir = t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{"bin", "articles", "pages", "models", "my-lexicon", "data/sample",
		".local/share/bash-completion/completions", ".local/share/man/man1", ".config/fish/completions", ".zsh/completions"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(self, filepath.Join(dir, "bin", "readout")); err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(sample.Files, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := sample.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file(t, filepath.Join(dir, "articles"), name, string(b))
		file(t, filepath.Join(dir, "data", "sample"), name, string(b))
	}
	file(t, filepath.Join(dir, "data", "sample"), "sample.go", "package sample\n") // as in the repository: no article
	line := ndjson(t, map[string]any{"id": "h1", "title": "Harbour strike ends", "text": "The dispute is over, union leader Marta Lindqvist said on Friday.", "published_at": "2025-03-01"})
	file(t, dir, "extra.ndjson", line)
	file(t, dir, "feed.ndjson", line)
	zipped(t, filepath.Join(dir, "feed.ndjson.gz"), line)
	file(t, dir, "article.txt", goodArticle)
	type dump struct {
		Head string `parquet:"head"`
		Body string `parquet:"body"`
	}
	if err := parquet.WriteFile(filepath.Join(dir, "dump.parquet"), []dump{{"Harbour strike ends", "The dispute is over, union leader Marta Lindqvist said on Friday."}}); err != nil {
		t.Fatal(err)
	}
	gold(t, dir)
	file(t, filepath.Join(dir, "my-lexicon"), "issues.yaml", "- {id: harbour, name: The harbour, description: Work in the port, phrases: [harbour], favor: for the port, against: against it}\n")
	file(t, dir, "vectors.txt", "peace 0.1 0.9\nwar 0.2 -0.8\n")

	shell = func(line string) ([]byte, error) {
		c := exec.CommandContext(t.Context(), "bash", "-o", "pipefail", "-c", line)
		c.Dir = dir
		c.Env = append(os.Environ(), asReadout+"=1", "HOME="+dir, "PATH="+filepath.Join(dir, "bin")+":"+os.Getenv("PATH"))
		return c.CombinedOutput()
	}
	for _, make := range []string{"readout run --sample --no-bayes", "readout export dna --out out coded.csv", "readout code draw --n 20 --sheets sheets"} {
		if out, err := shell(make); err != nil {
			t.Fatalf("%s: %v\n%s", make, err, out)
		}
	}
	coded(t, filepath.Join(dir, "sheets", "sheet.csv"), filepath.Join(dir, "coded-ana.csv"), "ana", optimist)
	if out, err := shell("readout code add coded-ana.csv"); err != nil {
		t.Fatalf("readout code add: %v\n%s", err, out)
	}
	return dir, shell
}

func ndjson(t *testing.T, records ...map[string]any) string {
	t.Helper()
	var b strings.Builder
	for _, r := range records {
		if err := json.NewEncoder(&b).Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func zipped(t *testing.T, path, content string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	if _, err := z.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// gold writes labelled data of every kind, a few lines each.
func gold(t *testing.T, dir string) {
	t.Helper()
	speakers := []string{"The coach", "The minister", "The judge", "The union", "The bank"}
	verbs := []string{"said", "warned", "insisted"}
	contents := []struct{ text, sentiment, frame string }{
		{"the plan would bring a great success", "positive", "progress"},
		{"the plan would be a terrible failure", "negative", "obstacle"},
		{"the plan would be read on Monday", "neutral", "plan"},
	}
	sign := map[string]int{"positive": 1, "negative": -1, "neutral": 0}
	var attribution, targets, directed, tones, statements, stances, coded []map[string]any
	for i, who := range speakers {
		for j, verb := range verbs {
			for k, c := range contents {
				id := fmt.Sprintf("g%d-%d-%d", i, j, k)
				text := fmt.Sprintf("%s %s that %s.", who, verb, c.text)
				v := len(who) + 1
				begin := v + len(verb) + 1
				plan := strings.Index(text, "the plan")
				attribution = append(attribution, map[string]any{"id": id, "text": text, "attributions": []any{map[string]any{
					"source": [][2]int{{0, len(who)}}, "cue": [][2]int{{v, v + len(verb)}}, "content": [][2]int{{begin, len(text) - 1}},
				}}})
				matter := map[string]string{"positive": "Emmanuel Macron was right and sanctions on the firm must be kept",
					"negative": "Emmanuel Macron was wrong and sanctions on the firm should be lifted", "neutral": "Emmanuel Macron has seen the list of sanctions"}[c.sentiment]
				positions, evaluations := [][2]any{}, [][2]any{}
				if p := sign[c.sentiment]; p != 0 {
					positions = append(positions, [2]any{"sanctions", p})
					evaluations = append(evaluations, [2]any{"Emmanuel Macron", p})
				}
				coded = append(coded, map[string]any{"id": id, "text": fmt.Sprintf("%s %s that %s.", who, verb, matter), "title": fmt.Sprintf("Day %d", i), "statements": []any{map[string]any{
					"id": id, "content": [2]int{begin, begin + len(matter)}, "source": [2]int{0, len(who)}, "cue": [2]int{v, v + len(verb)}, "mention": "nominal",
					"valid": 1, "actor": strings.TrimPrefix(who, "The "), "organization": "self", "target": "sanctions", "stance": sign[c.sentiment],
					"outlook": 0, "sentiment": 0, "frame": c.frame, "certainty": 1, "positions": positions, "evaluations": evaluations,
				}}})
				targets = append(targets, map[string]any{"id": id, "text": text, "target": [2]int{plan, plan + 8}, "label": c.sentiment})
				label := map[string]string{"positive": "positive_a_to_b", "negative": "negative_a_to_b", "neutral": "neutral"}[c.sentiment]
				directed = append(directed, map[string]any{"id": id, "text": text, "a": [2]int{0, len(who)}, "b": [2]int{plan, plan + 8}, "label": label})
				tones = append(tones, map[string]any{"id": id, "text": text, "sentiment": 0.5 * float64(sign[c.sentiment])})
				statements = append(statements, map[string]any{
					"id": id, "source": who, "cue": verb, "content": c.text, "context": text, "title": fmt.Sprintf("Day %d", i), "target": "the plan",
					"stance": sign[c.sentiment], "outlook": sign[c.sentiment], "frame": c.frame, "certainty": 1 - (j % 2), "sentiment": sign[c.sentiment],
				})
			}
		}
		stances = append(stances, map[string]any{
			"id": fmt.Sprintf("plan_%d", i), "title": "A plan", "sentences": []string{"Angela Merkel praised Emmanuel Macron for his plan."},
			"stances": []any{map[string]any{"sentence": 0, "source": "Angela Merkel", "target": "Emmanuel Macron", "label": "favor"}},
		})
	}
	for name, records := range map[string][]map[string]any{
		"dev.jsonl": attribution, "train.jsonl": attribution, "targets.jsonl": targets, "pairs.jsonl": directed,
		"sentences.jsonl": tones, "statements.jsonl": statements, "articles.jsonl": stances, "coded.jsonl": coded,
		"corpus.jsonl": {{"id": "c1", "text": goodArticle}},
	} {
		file(t, dir, name, ndjson(t, records...))
	}
	page := "<html><head><title>Harbour strike ends</title></head><body><article><h1>Harbour strike ends</h1><p>" +
		strings.Repeat("The dispute is over, union leader Marta Lindqvist said on Friday, and ships will sail again. ", 6) + "</p></article></body></html>"
	zipped(t, filepath.Join(dir, "pages", "one.html.gz"), page)
	file(t, filepath.Join(dir, "pages"), "gold.jsonl", ndjson(t, map[string]any{
		"file": "one.html.gz", "url": "https://example.org/one",
		"text": strings.TrimSpace(strings.Repeat("The dispute is over, union leader Marta Lindqvist said on Friday, and ships will sail again. ", 6)),
	}))
}

// otherPrograms are what examples may pipe into; where one is missing its lines
// are skipped by name.
var otherPrograms = regexp.MustCompile(`\b(jq|duckdb|zcat|zstdcat)\b`)

func tryLine(t *testing.T, shell func(string) ([]byte, error), line string) {
	t.Helper()
	for _, program := range otherPrograms.FindAllString(line, -1) {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	if out, err := shell(line); err != nil {
		t.Errorf("%s: %v\n%s", line, err, out)
	}
}

func TestEveryHelpHasAnExampleThatRuns(t *testing.T) {
	_, shell := desk(t)
	var visit func(path string, commands []*cli.Command)
	visit = func(path string, commands []*cli.Command) {
		for _, c := range commands {
			name := path + " " + c.Name
			if len(c.Subcommands) > 0 {
				visit(name, c.Subcommands)
				continue
			}
			if c.Name == "help" {
				continue
			}
			lines := exampleLines(c.Description)
			if len(lines) == 0 {
				t.Errorf("`%s --help` has no example", name)
			}
			for _, line := range lines {
				t.Run(line, func(t *testing.T) { tryLine(t, shell, line) })
			}
		}
	}
	visit("readout", newApp(nil, nil, nil).Commands)
}

// exampleLines are the indented lines of a help text that call readout; what
// stands behind two blanks is a remark.
func exampleLines(description string) []string {
	var lines []string
	for line := range strings.Lines(description) {
		text := strings.TrimSpace(line)
		if line == strings.TrimLeft(line, " ") || !regexp.MustCompile(`(^|\| )readout `).MatchString(text) {
			continue
		}
		text, _, _ = strings.Cut(text, "  ")
		lines = append(lines, text)
	}
	return lines
}

func TestReadmeCommandsRun(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(house, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, shell := desk(t)
	n := 0
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(b), -1) {
		for line := range strings.Lines(block[1]) {
			if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			n++
			t.Run(line, func(t *testing.T) { tryLine(t, shell, line) })
		}
	}
	if n < 3 {
		t.Errorf("only %d commands in the README", n)
	}
}
