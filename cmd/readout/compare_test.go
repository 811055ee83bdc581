package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
)

func TestCompare(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses the sample")
	}
	out := filepath.Join(t.TempDir(), "out")
	command := func(args ...string) (code int, stdout, stderr string) {
		var o, e bytes.Buffer
		code = run(context.Background(), append([]string{"readout"}, args...), strings.NewReader(""), &o, &e)
		return code, o.String(), e.String()
	}
	if code, _, stderr := command("run", "--sample", "--quiet", "--out", out); code != exitOK {
		t.Fatalf("run: %d, %s", code, stderr)
	}
	for _, c := range []struct {
		name string
		args string
		code int
		want string // in what is printed, or in the fault
	}{
		{"sides", "", exitOK, "Outlook by side: All issues"},
		{"two sides", "--between russia,ukraine", exitOK, "Ukraine"},
		{"one issue", "--issue peace-talks --on sentiment", exitOK, "Sentiment by side: Peace talks"},
		{"positions", "--on position", exitOK, "Position by side"},
		{"one proposition by actor as CSV", "--on position --proposition talks-useful --by actor --format csv", exitOK, "on,by,id,text,group,agree,disagree,"},
		{"positions by party as JSON", "--on position --by party --format json", exitOK, `"on": "position"`},
		{"evaluations as Markdown", "--on evaluation --by actor --format markdown", exitOK, "# Evaluation by actor"},
		{"an unknown proposition", "--on position --proposition moon-landing", exitUsage, `no proposition "moon-landing" in the tables; there are: abortion-access`},
		{"a proposition of evaluations", "--on evaluation --proposition sanctions", exitUsage, "--of names an actor"},
		{"stance, which averages over nothing", "--on stance", exitUsage, "it is one of outlook, position"},
		{"outlets as CSV", "--by outlet --format csv", exitOK, "by,issue_id,dimension,a,b,"},
		{"actors as Markdown", "--by actor --format markdown", exitOK, "| actor | mean |"},
		{"days as JSON", "--by period --period day --format json", exitOK, `"by": "period"`},
		{"an unknown grouping", "--by colour", exitUsage, "it is one of side, party, actor, outlet, period"},
		{"an unknown dimension", "--dimension mood", exitUsage, "it is one of outlook, position, evaluation, sentiment, certainty"},
		{"an unknown format", "--format pdf", exitUsage, "it is one of terminal, markdown, csv, json"},
		{"an unknown issue", "--issue moon-landing", exitUsage, `no issue "moon-landing" in the tables; there are: `},
		{"an unknown side", "--between russia,atlantis", exitUsage, `no side "atlantis" in the tables; there are: `},
		{"outlets on one side", "--by outlet --side russia", exitOK, "Outlook by outlet: All issues"},
		{"a side that takes no position and is not there", "--on position --side atlantis", exitUsage, `no side "atlantis" in the tables; there are: `},
		{"a side misspelt", "--on position --side russia,rusia", exitUsage, `no side "rusia" in the tables; did you mean "russia"? There are: `},
		{"the last name of an actor", "--actor putin", exitUsage, `no actor "putin" in the tables; did you mean "vladimir-putin"?`},
		{"a side that nobody speaks for", "--by outlet --side atlantis", exitUsage, `no side "atlantis" in the tables; there are: `},
		{"many pairs with too few statements", "--by actor", exitOK, "too few statements for a verdict, which needs 10 scored ones"},
		{"half a pair", "--between russia", exitUsage, "two different ids with a comma between them"},
		{"an argument", "russia", exitUsage, "compare takes no arguments"},
		{"no run", "--out " + filepath.Join(out, "nowhere"), exitUsage, "there is no run in this folder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			args := []string{"compare", "--out", out}
			code, stdout, stderr := command(append(args, strings.Fields(c.args)...)...)
			if code != c.code || !strings.Contains(stdout+stderr, c.want) {
				t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
			}
		})
	}
}
