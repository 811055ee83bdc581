package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/urfave/cli/v2"
	"go.yaml.in/yaml/v4"
)

func scheduleFile(t *testing.T, name string) string {
	t.Helper()
	b, err := scheduleFiles.ReadFile("schedule/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestScheduledCommandsAreReal: every flag in an example is one of run's.
func TestScheduledCommandsAreReal(t *testing.T) {
	var known []string
	for _, f := range runCommand().Flags {
		known = append(known, "--"+f.Names()[0])
	}
	for _, s := range schedulers {
		code, out, _ := readout(t, "", "schedule", s.name)
		if code != exitOK {
			t.Fatalf("%s: exit code %d", s.name, code)
		}
		out = strings.ReplaceAll(out, "args: [run, ", "readout run ") // where no shell is between
		if !regexp.MustCompile(`readout run |"stream", `).MatchString(out) {
			t.Errorf("%s: neither a run nor a stream in it", s.name)
		}
		for line := range strings.Lines(strings.ReplaceAll(out, "\\\n", " ")) {
			_, args, ok := strings.Cut(line, "readout run ")
			if !ok || strings.HasPrefix(strings.TrimSpace(line), "#") {
				continue
			}
			for _, word := range strings.Fields(args) {
				word = strings.TrimRight(word, ",]")
				if strings.HasPrefix(word, "--") && !slices.Contains(known, word) {
					t.Errorf("%s: run has no flag %s", s.name, word)
				}
			}
		}
	}
	if code, _, errs := readout(t, "", "schedule", "fridge"); code != exitUsage || !strings.Contains(errs, "systemd") {
		t.Errorf("an unknown scheduler: exit code %d, %s", code, errs)
	}
}

// TestSchedulersReadExitCodes runs the shell lines of the examples with a
// readout that ends with each code.
func TestSchedulersReadExitCodes(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell here")
	}
	cron := regexp.MustCompile(`(?m)^15 5 \* \* \* (.*)$`).FindStringSubmatch(scheduleFile(t, "crontab"))
	dag := regexp.MustCompile(`(?s)COMMAND = """\n(.*?)"""`).FindStringSubmatch(scheduleFile(t, "dag.py"))
	var job struct {
		Spec struct {
			ConcurrencyPolicy string `yaml:"concurrencyPolicy"`
			JobTemplate       struct {
				Spec struct {
					Template struct {
						Spec struct {
							RestartPolicy string `yaml:"restartPolicy"`
							Containers    []struct {
								Command, Args []string
							}
						}
					}
				}
			} `yaml:"jobTemplate"`
		}
	}
	if err := yaml.Unmarshal([]byte(scheduleFile(t, "cronjob.yaml")), &job); err != nil {
		t.Fatal(err)
	}
	pod := job.Spec.JobTemplate.Spec.Template.Spec
	if cron == nil || dag == nil || job.Spec.ConcurrencyPolicy != "Forbid" || pod.RestartPolicy != "Never" || len(pod.Containers) != 1 || !slices.Contains(pod.Containers[0].Args, "--allow-set-aside") {
		t.Fatal("an example has lost its command")
	}
	rule := regexp.MustCompile(`(?m)^\t(readout run .*)$`).FindStringSubmatch(scheduleFile(t, "Makefile"))
	dir := t.TempDir()
	for _, c := range []struct {
		name, script string
		fine         []int
	}{
		{"cron", strings.ReplaceAll(cron[1], "/srv/readout", dir), []int{0, 3, 11}},
		{"airflow", dag[1], []int{0, 3}},
		{"kubernetes", "readout " + strings.Join(pod.Containers[0].Args, " "), []int{0}},
		{"make", strings.ReplaceAll(rule[1], "$$", "$"), []int{0, 3}},
	} {
		for _, code := range []int{0, 1, 2, 3, 11, 130, 143} {
			fake := fmt.Sprintf("#!/bin/sh\nexit %d\n", code)
			if err := os.WriteFile(filepath.Join(dir, "readout"), []byte(fake), 0o755); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(sh, "-c", c.script)
			cmd.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"))
			if err := cmd.Run(); (err == nil) != slices.Contains(c.fine, code) {
				t.Errorf("%s: readout ends with %d, the scheduler sees %v", c.name, code, err)
			}
		}
	}
}

func TestSystemdUnits(t *testing.T) {
	for name, wants := range map[string][]string{
		"readout.service": {"[Service] Type=oneshot", "[Service] SuccessExitStatus=3"},
		"readout.timer":   {"[Timer] Persistent=true", "[Install] WantedBy=timers.target"},
	} {
		section, seen := "", []string{}
		for lines := bufio.NewScanner(strings.NewReader(scheduleFile(t, name))); lines.Scan(); {
			switch line := strings.TrimSpace(lines.Text()); {
			case line == "" || line[0] == '#':
			case line[0] == '[':
				section = line
			case !strings.Contains(line, "=") || section == "":
				t.Errorf("%s: %q is no directive", name, line)
			default:
				seen = append(seen, section+" "+line)
			}
		}
		for _, w := range wants {
			if !slices.Contains(seen, w) {
				t.Errorf("%s lacks %s", name, w)
			}
		}
	}
	verify, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not here: the units were read, not verified")
	}
	dir := t.TempDir()
	for _, name := range []string{"readout.service", "readout.timer"} {
		unit := strings.ReplaceAll(scheduleFile(t, name), "/usr/local/bin/readout", "/bin/true")
		if out, err := exec.Command(verify, "verify", "--man=no", file(t, dir, name, unit)).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestDAGIsPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here")
	}
	cmd := exec.Command(python, "-c", "import ast,sys; ast.parse(sys.stdin.read())")
	cmd.Stdin = strings.NewReader(scheduleFile(t, "dag.py"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// TestCompletion: bash offers the commands and flags that there are.
func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		if code, out, errs := readout(t, "", "completion", shell); code != exitOK || !strings.Contains(out, "readout") || !strings.Contains(out, "metrics-file") {
			t.Errorf("%s: exit code %d, %s", shell, code, errs)
		}
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is not here")
	}
	_, script, _ := readout(t, "", "completion", "bash")
	for _, c := range []struct{ typed, want string }{
		{"readout ru", "run"},
		{"readout run --metr", "--metrics-file"},
		{"readout evaluate ht", "html"},
		{"readout evaluate html --go", "--gold"},
		{"readout run --log-format js", "json"},
	} {
		words := strings.Fields(c.typed)
		cmd := exec.Command(bash, "-c", script+fmt.Sprintf("\nCOMP_WORDS=(%s); COMP_CWORD=%d; _readout; echo \"${COMPREPLY[@]}\"", c.typed, len(words)-1))
		out, err := cmd.CombinedOutput()
		if err != nil || strings.TrimSpace(string(out)) != c.want {
			t.Errorf("%q: %q, %v, want %s", c.typed, out, err, c.want)
		}
	}
}

func TestManual(t *testing.T) {
	code, page, errs := readout(t, "", "man")
	if code != exitOK {
		t.Fatal(errs)
	}
	app := newApp(nil, nil, nil)
	eachCommand(app.Commands, "", func(path string, c *cli.Command) {
		if !strings.Contains(page, c.Name) {
			t.Errorf("the manual lacks %s", path)
		}
	})
	man, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("groff is not here")
	}
	cmd := exec.Command(man, "-man", "-Tutf8", "-ww")
	cmd.Stdin = strings.NewReader(page)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	if err := cmd.Run(); err != nil || complaints.Len() > 0 {
		t.Errorf("%v: %s", err, complaints.String())
	}
}

func TestDoctor(t *testing.T) {
	out := filepath.Join(t.TempDir(), "results")
	code, said, errs := readout(t, "", "doctor", "--out", out)
	if code != exitOK || !strings.Contains(strings.Join(strings.Fields(said), " "), "is not there yet and can be made") {
		t.Errorf("before a run: exit code %d\n%s%s", code, said, errs)
	}
	readout(t, "", "run", "--sample", "--no-bayes", "--out", out)
	code, said, _ = readout(t, "", "doctor", "--out", out)
	for _, want := range []string{"ok    lock           free", "ok    runs           1, the last is", "ok    models"} {
		if code != exitOK || !strings.Contains(said, want) {
			t.Errorf("after a run: exit code %d, lacks %q\n%s", code, want, said)
		}
	}
	for line := range strings.Lines(said) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	tables, _ := filepath.Glob(filepath.Join(out, "runs", "*", "statements.parquet"))
	if err := os.Truncate(tables[0], 100); err != nil {
		t.Fatal(err)
	}
	if code, said, _ = readout(t, "", "doctor", "--out", out); code != exitFailed || !strings.Contains(said, "FAULT last run") {
		t.Errorf("a cut table: exit code %d\n%s", code, said)
	}
}

func TestRetry(t *testing.T) {
	dir := t.TempDir()
	folder, out := filepath.Join(dir, "articles"), filepath.Join(dir, "out")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	file(t, folder, "good.txt", goodArticle)
	bad := file(t, folder, "bad.md", "---\ntitle: [\n---\nRates will fall, said the bank's governor.\n")
	if code, _, errs := readout(t, "", "run", "--no-bayes", "--out", out, folder); code != exitPartly {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	if code, _, _ := readout(t, "", "retry", "--no-bayes", "--out", out); code != exitPartly {
		t.Errorf("still broken: exit code %d", code)
	}
	if err := os.WriteFile(bad, []byte("---\ntitle: Rates\n---\nRates will fall, said the bank's governor.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	code, said, errs := readout(t, "", "retry", "--no-bayes", "--out", out)
	if code != exitOK || !strings.Contains(said, "1 article new") {
		t.Errorf("mended: exit code %d\n%s%s", code, said, errs)
	}
	if code, said, _ := readout(t, "", "retry", "--out", filepath.Join(dir, "none")); code != exitOK || !strings.Contains(said, "there is no run in") {
		t.Errorf("no run: exit code %d, %s", code, said)
	}
}

// TestContainerAndKubernetesAgree: the image is the binary alone, run by nobody, under
// the number that the Kubernetes example names, and its entry point is readout.
func TestContainerAndKubernetesAgree(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(house, "cmd", "install", "Containerfile"))
	if err != nil {
		t.Fatal(err)
	}
	stages := regexp.MustCompile(`(?m)^FROM `).Split(string(b), -1)
	last := stages[len(stages)-1]
	user := regexp.MustCompile(`(?m)^USER (\d+):\d+$`).FindStringSubmatch(last)
	if len(stages) != 3 || !strings.HasPrefix(last, "scratch\n") || user == nil || !strings.Contains(last, `ENTRYPOINT ["/readout"]`) || strings.Contains(last, "\nRUN ") {
		t.Fatalf("the last stage is no binary run by a user of its own:\n%s", last)
	}
	job := scheduleFile(t, "cronjob.yaml")
	for _, want := range []string{"runAsUser: " + user[1], "fsGroup: " + user[1], "runAsNonRoot: true", "cmd/install/Containerfile"} {
		if !strings.Contains(job, want) {
			t.Errorf("cronjob.yaml lacks %q", want)
		}
	}
	if strings.Contains(job, "command:") {
		t.Error("cronjob.yaml needs a shell, which the image lacks")
	}
}
