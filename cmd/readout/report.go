package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	runs "readout/data/run"
	"readout/reports"
)

func reportCommand() *cli.Command {
	return &cli.Command{
		Name:  "report",
		Usage: "write the reports again, from the tables alone",
		Description: `Reads the tables of all runs in a folder, of each article its latest version,
and writes summary.html, summary.md and summary.json into the latest run's
folder, and views.sql with the place where the folder now is. The same tables
give the same bytes. With --side and the like it is of a part of what was read;
focus in readout.yaml says so once for all.

Examples:
  readout report --out out
  readout report --out out --format markdown > comment.md
  readout report --out out --side russia,ukraine --from 2014-03-01`,
		Before: settingsBehind("out"),
		Flags: append(focusFlags(sidesFirst),
			&cli.StringFlag{Name: "out", Value: "out", Usage: "read the runs in `DIR`"},
			&cli.StringFlag{Name: "format", Usage: "print `FORMAT` (terminal, html, markdown or json) instead of writing files"},
		),
		Action: func(c *cli.Context) error {
			corpus, err := withFigures(c.String("out"))
			if err != nil {
				return err
			}
			focus, err := focusOf(c)
			if err != nil {
				return err
			}
			summary, err := reports.LoadOf(corpus, focus)
			var unknown *reports.UnknownError
			if errors.As(err, &unknown) {
				return usagef("%w", err)
			}
			if err != nil {
				return err
			}
			if format := c.String("format"); format != "" {
				return printReport(newScreen(c.App.Writer), summary, format)
			}
			dir := corpus.Runs[len(corpus.Runs)-1].Dir
			if err := summary.Write(dir); err != nil {
				return err
			}
			if err := runs.WriteViews(c.String("out")); err != nil { // the folder may have moved
				return err
			}
			_, err = fmt.Fprintf(c.App.Writer, "Report  %s/summary.html\n", dir)
			return err
		},
	}
}

func printReport(s *screen, summary *reports.Summary, format string) error {
	switch format {
	case "terminal":
		return summary.Terminal(s, reports.TerminalOptions{Width: s.width, Color: s.colour})
	case "html":
		return summary.HTML(s)
	case "markdown":
		return summary.Markdown(s)
	case "json":
		return summary.JSON(s)
	}
	return usagef("--format %q: it is one of terminal, html, markdown, json", format)
}
