package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/data/article"
	"readout/data/table"
	"readout/lexicon"
)

func explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "show every statement of one article with the words behind its scores",
		ArgsUsage: "FILE",
		Description: `FILE is one article, as text, Markdown or NDJSON, or - for NDJSON on standard
input. Nothing is written to disk.

With --json each statement is one line with the columns of the statements table
and its evidence; unknown is null, offsets are code points into the text.

Examples:
  readout explain article.txt
  readout explain --json article.txt | jq -r '[.actor_name, .stance] | @tsv'`,
		Before: settingsBehind("lexicon", "no_bayes"),
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "print one JSON object a statement"},
			&cli.StringSliceFlag{Name: "lexicon", Usage: "lay the YAML files of `DIR` over the embedded lexicon"},
			&cli.BoolFlag{Name: "no-bayes", Usage: "leave out the baseline columns bayes_polarity and bayes_probability"},
		},
		Action: func(c *cli.Context) error {
			if c.Args().Len() != 1 {
				return usagef("explain takes one file, not %d: readout explain FILE (a folder goes to `readout run`)", c.Args().Len())
			}
			lex, err := lexicon.Load(c.StringSlice("lexicon")...)
			if err != nil {
				return &exitError{code: exitUsage, err: err}
			}
			pipeline, err := engine.New(lex, engine.Config{NoBayes: c.Bool("no-bayes")})
			if err != nil {
				return err
			}
			e := explainer{lex: lex, pipeline: pipeline, json: c.Bool("json")}
			return e.explain(c.Context, c.Args().First(), c.App.Reader, c.App.Writer)
		},
	}
}

type explainer struct {
	lex      *lexicon.Lexicon
	pipeline *analysis.Pipeline
	json     bool
}

func (e *explainer) explain(ctx context.Context, file string, stdin io.Reader, stdout io.Writer) error {
	out := bufio.NewWriter(stdout)
	shown := 0
	for item := range article.Read(ctx, []string{file}, article.Options{Stdin: stdin}) {
		if item.Fault != nil {
			return item.Fault
		}
		doc, err := e.pipeline.Analyze(ctx, item.Article)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if err := e.print(out, stdout, doc, shown); err != nil {
			return err
		}
		shown++
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return out.Flush()
}

func (e *explainer) print(out *bufio.Writer, stdout io.Writer, doc *analysis.Document, shown int) error {
	if e.json {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		for _, row := range table.ExplainRows(doc, table.Options{EngineVersion: engine.Version, LexiconSHA256: e.lex.SHA256}) {
			if err := encoder.Encode(row); err != nil {
				return err
			}
		}
		return nil
	}
	s := newScreen(stdout)
	s.Writer = out
	if shown > 0 {
		fmt.Fprintln(s)
	}
	explainText(s, doc, func(id string) string {
		if side := e.lex.Side(id); side != nil {
			return side.Name
		}
		return id
	})
	return nil
}
