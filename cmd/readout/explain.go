package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

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
		Description: `FILE is an article or a file of articles in any format that run reads, or - for
NDJSON on standard input. Of many articles each is shown under its id;
--article ID shows one. Nothing is written to disk.

With --json each statement is one line with the columns of the statements table
and its evidence; unknown is null, offsets are code points into the text.

Examples:
  readout explain article.txt
  readout explain --article h1 feed.ndjson
  readout explain --json article.txt | jq -r '[.actor_name, .stance] | @tsv'

Exit codes: 0 all fine, 1 failed or no such article, 2 usage, 3 some of the input
could not be read and was passed over.`,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "article", Usage: "show the article with the id `ID` alone"},
			&cli.BoolFlag{Name: "json", Usage: "print one JSON object a statement"},
		}, settingFlags([]string{"lexicon", "sides", "no_bayes"})...),
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return usagef("explain takes one file: readout explain FILE")
			}
			settings, err := loadSettings(c)
			if err != nil {
				return err
			}
			cfg := settings.Config
			lex, err := lexicon.Load(cfg.Lexicon...)
			if err != nil {
				return &exitError{code: exitUsage, err: err}
			}
			pipeline, err := engine.New(lex, engine.Config{NoBayes: cfg.NoBayes, SidesByCountry: cfg.Sides == "country", TargetEvidence: true})
			if err != nil {
				return err
			}
			e := explainer{lex: lex, pipeline: pipeline, json: c.Bool("json"), file: c.Args().First(), only: c.String("article"), stderr: c.App.ErrWriter}
			return e.explain(c.Context, c.App.Reader, c.App.Writer)
		},
	}
}

type explainer struct {
	lex      *lexicon.Lexicon
	pipeline *analysis.Pipeline
	json     bool
	file     string // or folder, or "-"
	only     string // id of the one article to show, "" for all
	stderr   io.Writer
}

// maxNamed is how many ids are told when the one that is wanted is not there.
const maxNamed = 5

func (e *explainer) explain(ctx context.Context, stdin io.Reader, stdout io.Writer) error {
	out := bufio.NewWriter(stdout)
	shown, met := 0, 0
	var faults []error
	var ids []string
	for item := range article.Read(ctx, []string{e.file}, article.Options{Stdin: stdin}) {
		if item.Fault != nil {
			faults = append(faults, item.Fault)
			continue
		}
		met++
		if e.only != "" && item.Article.ID != e.only {
			switch n := len(ids); {
			case n < maxNamed:
				ids = append(ids, item.Article.ID)
			case n == maxNamed:
				ids = append(ids, "…")
			}
			continue
		}
		doc, err := e.pipeline.Analyze(ctx, item.Article)
		if ctx.Err() != nil {
			break
		}
		if err != nil { // the others are shown all the same
			faults = append(faults, fmt.Errorf("%s: article %s: %w", item.Article.Path, item.Article.ID, err))
			continue
		}
		if err := e.print(out, stdout, doc, shown); err != nil {
			return err
		}
		if shown++; e.only != "" {
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	switch {
	case e.only != "" && shown == 0 && met > 0:
		return fmt.Errorf("%s: none of its %s has the id %q; there are %s", e.file, plural(met, "article"), e.only, strings.Join(ids, ", "))
	case len(faults) == 1 && shown == 0:
		return faults[0]
	case len(faults) == 0:
		return nil
	}
	for _, f := range faults {
		fmt.Fprintln(e.stderr, "readout:", f)
	}
	code := exitPartly
	if shown == 0 {
		code = exitFailed
	}
	return &exitError{code: code, err: fmt.Errorf("%s could not be read", plural(len(faults), "input"))}
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
	many := doc.Article.RecordNo > 0 || doc.Article.Path != e.file
	if shown > 0 {
		fmt.Fprintln(s)
	}
	explainText(s, doc, many, func(id string) string {
		if side := e.lex.Side(id); side != nil {
			return side.Name
		}
		return id
	})
	return nil
}
