package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"readout/analysis/engine"
	"readout/data/coding"
	runs "readout/data/run"
	"readout/data/table"
	"readout/reports"
	"readout/reports/sheet"
)

// codeCommand groups the commands of hand coding: draw a sample, add coded sheets, compare coders.
func codeCommand() *cli.Command {
	return &cli.Command{
		Name:  "code",
		Usage: "draw statements to code by hand, bring the codings back, and compare",
		Description: `A person's label is a coding; readout's is a measurement, with an error that codings
tell. What is coded is shown everywhere in the place of what was measured, and what was
drawn at random corrects shares and means of all statements (data/coding/CODING.md).

  readout code draw --n 200 --coders ana,ben --overlap 0.25
  readout code add coded-*.csv
  readout code agreement
  readout code fit --write fitted`,
		Subcommands: []*cli.Command{codeDrawCommand(), codeAddCommand(), codeAgreementCommand(), codeFitCommand()},
	}
}

func codeDrawCommand() *cli.Command {
	return &cli.Command{
		Name:  "draw",
		Usage: "draw statements with known probabilities and write the sheets to code them in",
		Description: `Draws statements, rarer sides and positions and uncertain ones more often, some of
the candidates that were left out, and some paragraphs in which nothing was found.
Writes a sheet for spreadsheets (CSV) and one that opens in any browser from disk
(HTML), one of each a coder. What was measured does not stand in them. The same
folder, flags and seed give the same draw.

Examples:
  readout code draw
  readout code draw --n 400 --by side --proposition deal --seed 7
  readout code draw --coders ana,ben --overlap 0.25`,
		Before: settingsBehind("out"),
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "out", Value: "out", Usage: "draw from the runs in `DIR`"},
			&cli.IntFlag{Name: "n", Value: 200, Usage: "draw `N` items"},
			&cli.StringFlag{Name: "by", Value: "side,proposition", Usage: "draw rarer ones of `A,B` more often: side, proposition, event"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "start the random numbers at `N`"},
			&cli.StringFlag{Name: "coders", Usage: "part the items among the coders `A,B...`, a sheet each"},
			&cli.Float64Flag{Name: "overlap", Usage: "give this `SHARE` of the items to every coder, 0 to 1"},
			&cli.StringFlag{Name: "sheets", Usage: "write the sheets into `FOLDER`; coding/DRAW of the runs' folder without it"},
		}, focusFlags(onlySides)...),
		Action: codeDraw,
	}
}

func codeDraw(c *cli.Context) error {
	if n := c.Int("n"); n < 1 {
		return usagef("--n %d: draw at least one item", n)
	}
	if o := c.Float64("overlap"); o < 0 || o > 1 {
		return usagef("--overlap %g: it is a share between 0 and 1", o)
	}
	focus, err := focusOf(c)
	if err != nil {
		return err
	}
	corpus, err := withFigures(c.String("out"))
	if err != nil {
		return err
	}
	if focus.Sides, err = reports.SideIDs(corpus, focus.Sides); err != nil {
		return err
	}
	q := coding.Question{
		N: c.Int("n"), By: listOf(c.String("by")), Seed: c.Uint64("seed"), Event: focus.Event, Proposition: focus.Proposition,
		Actor: focus.Actor, Outlet: focus.Outlet, Issue: focus.Issue, Sides: focus.Sides, From: focus.From, To: focus.To,
		Focus: focus.Key(),
	}
	for _, by := range q.By {
		if !slices.Contains([]string{"side", "proposition", "event"}, by) {
			return usagef("--by %q: it is one of side, proposition, event", by)
		}
	}
	d, err := coding.Make(corpus, q)
	if err != nil {
		return err
	}
	if len(d.Items) == 0 {
		return fmt.Errorf("%s: nothing there to draw from, by what was asked", c.String("out"))
	}
	rows := make([]table.Draw, len(d.Items))
	for i := range d.Items {
		rows[i] = d.Items[i].Draw
	}
	last := corpus.Runs[len(corpus.Runs)-1]
	err = runs.AddDraw(c.String("out"), table.Meta{Version: engine.Version, LexiconSHA256: last.LexiconSHA256}, time.Now(), rows)
	var locked *runs.LockedError
	if errors.As(err, &locked) {
		return &exitError{code: exitLocked, err: err}
	}
	if err != nil {
		return err
	}
	dir := c.String("sheets")
	if dir == "" {
		dir = filepath.Join(c.String("out"), "coding", d.ID)
	}
	w := newScreen(c.App.Writer)
	if err := writeSheets(w, d, dir, listOf(c.String("coders")), c.Float64("overlap")); err != nil {
		return err
	}
	where := ""
	if out := c.String("out"); out != "out" {
		where = " --out " + out
	}
	_, err = fmt.Fprintf(w, "When they are coded: readout code add%s FILE.csv...\n", where)
	return err
}

// listOf splits a flag's value at commas.
func listOf(value string) []string {
	var all []string
	for part := range strings.SplitSeq(value, ",") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

// writeSheets writes two sheets a coder, or two for all.
func writeSheets(w io.Writer, d *coding.Drawn, dir string, coders []string, overlap float64) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	fmt.Fprintf(w, "Draw %s: %s of %d, %s of %d, %s of %d without a statement.\n", d.ID,
		plural(d.Count(runs.KindStatement), "statement"), d.Population[runs.KindStatement],
		plural(d.Count(runs.KindCandidate), "candidate"), d.Population[runs.KindCandidate],
		plural(d.Count(runs.KindParagraph), "paragraph"), d.Population[runs.KindParagraph])
	for _, s := range d.Part(coders, overlap) {
		name := "sheet"
		if s.Coder != "" {
			name += "-" + fileName(s.Coder)
		}
		path := filepath.Join(dir, name)
		if err := replaceFile(path+".csv", func(w io.Writer) error { return d.WriteCSV(w, s.Items, s.Coder) }); err != nil {
			return err
		}
		if err := replaceFile(path+".html", func(w io.Writer) error { return sheet.HTML(w, d, s.Items, s.Coder) }); err != nil {
			return err
		}
		fmt.Fprintf(w, "Sheet   %s.html, or .csv: %s\n", path, plural(len(s.Items), "item"))
	}
	return nil
}

func fileName(coder string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, coder)
}

func codeAgreementCommand() *cli.Command {
	return &cli.Command{
		Name:  "agreement",
		Usage: "say how far coders agree with one another, and readout with them",
		Description: `Krippendorff's alpha and F1 among coders where two or more coded the same item, and
readout against the label that counts, each item weighted by the inverse of the
probability with which it was drawn: by field, proposition and side.

Example:
  readout code agreement`,
		Before: settingsBehind("out"),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Value: "out", Usage: "read the runs in `DIR`"},
			&cli.BoolFlag{Name: "json", Usage: "print one JSON object"},
		},
		Action: func(c *cli.Context) error {
			corpus, err := published(c.String("out"))
			if err != nil {
				return err
			}
			a, err := coding.Agree(corpus)
			if err != nil {
				return err
			}
			if len(a.Coders) == 0 {
				return usagef("nothing in %s is coded yet: `readout code draw --out %[1]s` writes sheets to code in, `readout code add` brings them back", c.String("out"))
			}
			if c.Bool("json") {
				return json.NewEncoder(c.App.Writer).Encode(a)
			}
			printAgreement(newScreen(c.App.Writer), a)
			return nil
		},
	}
}

func printAgreement(w io.Writer, a *coding.Agreement) {
	fmt.Fprintf(w, "%s by %s", plural(a.Items, "coded statement"), strings.Join(a.Coders, ", "))
	if a.Stale > 0 {
		fmt.Fprintf(w, "; %d more stale, their articles have changed", a.Stale)
	}
	if a.Lost > 0 {
		fmt.Fprintf(w, "; %d more are no statements by what readout finds now", a.Lost)
	}
	fmt.Fprintf(w, "\n\n%-22s %s   %s\n%-22s %6s %6s %6s  %6s %6s %6s\n", "", "among coders        ", "readout against them", "", "twice", "alpha", "F1", "coded", "right", "F1")
	line := func(f *coding.FieldAgreement) {
		fmt.Fprintf(w, "%-22.22s %6d %6s %6s  %6d %6s %6s\n", f.Field, f.Doubly, two(f.Alpha), two(f.CodersF1), f.N, two(f.Accuracy), two(f.F1))
	}
	for i := range a.Fields {
		line(&a.Fields[i])
	}
	if len(a.Positions) > 0 {
		fmt.Fprintln(w, "\nBy proposition, of statements that take a position on it")
		for i := range a.Positions[:min(len(a.Positions), 20)] {
			line(&a.Positions[i])
		}
	}
	if len(a.Sides) > 0 {
		fmt.Fprintf(w, "\n%-22s %6s %10s %10s\n", "By side", "coded", "outlook F1", "positions F1")
		for _, s := range a.Sides[:min(len(a.Sides), 12)] {
			if s.Side == "-" {
				s.Name = "(no side)"
			}
			fmt.Fprintf(w, "%-22.22s %6d %10s %10s\n", s.Name, s.N, two(s.Outlook), two(s.Positions))
		}
	}
	for _, x := range a.LeftOut {
		holds := "hold"
		if x.Statements == 1 {
			holds = "holds"
		}
		fmt.Fprintf(w, "\nOf %s, %d %s a statement (%.0f to %.0f %%).", map[string]string{runs.KindCandidate: plural(x.N, "candidate") + " that readout left out",
			runs.KindParagraph: plural(x.N, "paragraph") + " in which it found nothing"}[x.Kind], x.Statements, holds, 100*x.Low, 100*x.High)
	}
	fmt.Fprintln(w)
}

func two(x *float64) string {
	if x == nil {
		return "-"
	}
	return fmt.Sprintf("%.2f", *x)
}
