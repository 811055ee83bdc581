package main

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/reports"
)

func compareCommand() *cli.Command {
	return &cli.Command{
		Name:  "compare",
		Usage: "set sides, actors, outlets or periods against each other, from the tables",
		Description: `Reads the tables of all runs in a folder and prints the groups on one scale,
their differences with 95 % intervals, and the words that show them best. A
verdict needs 10 scored statements from 6 articles in each group; below that the
figures stand without one.

--on position counts who agrees with the propositions of the codebook, one vote
an actor, proposition and event or article; --on evaluation who praises and
blames whom.

Examples:
  readout compare --out out
  readout compare --on position --proposition sanctions --by party
  readout compare --on position --by period --side russia
  readout compare --on evaluation --of donald-trump --by side
  readout compare --on outlook --event e-6f0e5068384a801d
  readout compare --by side --between russia,ukraine
  readout compare --by period --issue peace-talks --period week
  readout compare --by outlet --side russia
  readout compare --by outlet --format csv > outlets.csv`,
		Before: settingsBehind("out"),
		Flags: append(focusFlags(""),
			&cli.StringFlag{Name: "out", Value: "out", Usage: "read the runs in `DIR`"},
			&cli.StringFlag{Name: "by", Value: "side", Usage: "compare `GROUPS`: side, party, actor, outlet or period"},
			&cli.StringFlag{Name: "issue", Usage: "only statements on the issue `ID`; all issues without it"},
			&cli.StringFlag{Name: "on", Aliases: []string{"dimension"}, Value: "outlook", Usage: "compare `D`: outlook, position, evaluation, sentiment or certainty"},
			&cli.StringFlag{Name: "of", Usage: "of evaluations, only those of the actor `ID`"},
			&cli.StringFlag{Name: "side", Usage: "only statements of speakers for the sides `A,B...`, told by id or name"},
			&cli.StringFlag{Name: "between", Usage: "only the two groups `A,B`: ids, of sides also names"},
			&cli.StringFlag{Name: "period", Usage: "cut time into `LENGTH`: day, week, month, quarter or year; one that fits without it"},
			&cli.BoolFlag{Name: "nested", Usage: "count also what speakers say that others said"},
			&cli.StringFlag{Name: "format", Value: "terminal", Usage: "print as `FORMAT`: terminal, markdown, csv or json"},
		),
		Action: runCompare,
	}
}

func runCompare(c *cli.Context) error {
	q, err := question(c)
	if err != nil {
		return err
	}
	if q.Focus, err = focusOf(c); err != nil {
		return err
	}
	q.Focus.Sides = nil // --side says which are compared
	q.Issue = cmp.Or(q.Issue, q.Focus.Issue)
	corpus, err := withFigures(c.String("out"))
	if err != nil {
		return err
	}
	var x comparison
	if on := q.Dimension; on == compare.PositionDimension || on == compare.EvaluationDimension {
		x, err = reports.CompareShares(corpus, reports.ShareQuestion{
			By: q.By, Focus: q.Focus, Evaluations: on == compare.EvaluationDimension, Of: c.String("of"),
			Between: q.Between, Sides: q.Sides, Period: q.Period, Nested: q.Nested,
		}, compare.Config{})
	} else {
		x, err = reports.Compare(corpus, q, compare.Config{})
	}
	var unknown *reports.UnknownError
	if errors.As(err, &unknown) {
		return usagef("%w", err)
	}
	if err != nil {
		return err
	}
	s := newScreen(c.App.Writer)
	switch c.String("format") {
	case "markdown":
		return x.Markdown(s)
	case "csv":
		return x.CSV(s)
	case "json":
		return x.JSON(s)
	}
	return x.Terminal(s, reports.TerminalOptions{Width: s.width, Color: s.colour})
}

// comparison is an answer that can be printed.
type comparison interface {
	Terminal(io.Writer, reports.TerminalOptions) error
	Markdown(io.Writer) error
	CSV(io.Writer) error
	JSON(io.Writer) error
}

// question reads the flags, and says of a wrong one what it may be.
func question(c *cli.Context) (reports.Question, error) {
	q := reports.Question{
		By: compare.By(c.String("by")), Issue: c.String("issue"), Dimension: analysis.Dimension(c.String("on")),
		Period: compare.Granularity(c.String("period")), Nested: c.Bool("nested"),
	}
	for _, f := range []struct {
		flag    string
		allowed []string
	}{
		{"by", []string{"side", "party", "actor", "outlet", "period"}},
		{"on", []string{"outlook", "position", "evaluation", "sentiment", "certainty"}},
		{"period", []string{"", "day", "week", "month", "quarter", "year"}},
		{"format", []string{"terminal", "markdown", "csv", "json"}},
	} {
		if v := c.String(f.flag); !slices.Contains(f.allowed, v) {
			return q, usagef("--%s %q: it is one of %s", f.flag, v, strings.TrimPrefix(strings.Join(f.allowed, ", "), ", "))
		}
	}
	for _, side := range strings.Split(c.String("side"), ",") {
		if side = strings.TrimSpace(side); side != "" {
			q.Sides = append(q.Sides, side)
		}
	}
	shares := q.Dimension == compare.PositionDimension || q.Dimension == compare.EvaluationDimension
	switch {
	case q.By == compare.ByParty && !shares:
		return q, usagef("--by party goes with --on position or --on evaluation")
	case c.String("proposition") != "" && q.Dimension == compare.EvaluationDimension:
		return q, usagef("--proposition does not go with --on evaluation: --of names an actor")
	case c.String("of") != "" && q.Dimension != compare.EvaluationDimension:
		return q, usagef("--of goes with --on evaluation")
	case q.Issue != "" && shares:
		return q, usagef("--issue does not go with --on %s: --proposition names one", q.Dimension)
	}
	if between := c.String("between"); between != "" {
		a, b, ok := strings.Cut(between, ",")
		q.Between = [2]string{strings.TrimSpace(a), strings.TrimSpace(b)}
		if !ok || q.Between[0] == "" || q.Between[1] == "" || q.Between[0] == q.Between[1] {
			return q, usagef("--between %q: it is two different ids with a comma between them, such as russia,ukraine", between)
		}
	}
	return q, nil
}
