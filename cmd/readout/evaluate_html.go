package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/analysis/evaluate"
	"readout/data/article"
)

func evaluateHTMLCommand() *cli.Command {
	return &cli.Command{
		Name:  "html",
		Usage: "score how well the article is found in web pages",
		Description: "Gold is NDJSON with file (a page, relative to the gold file) and text (its article).\n" +
			"Precision and recall are over runs of four words, as in the article extraction benchmark.\n\n" +
			"Example:\n   readout evaluate html --gold pages/gold.jsonl",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "read the labelled pages from `FILE`"},
			&cli.BoolFlag{Name: "json", Usage: "print the figures as JSON and nothing else"},
			&cli.BoolFlag{Name: "pages", Usage: "print a line for each page"},
		},
		Action: evaluateHTML,
	}
}

func evaluateHTML(c *cli.Context) error {
	path := c.String("gold")
	if path == "" {
		return usagef("--gold FILE says where the labelled pages are")
	}
	gold, err := readGold(c, evaluate.ReadPages)
	if err != nil {
		return err
	}
	got := evaluate.Pages(gold, func(p evaluate.Page) string {
		text := ""
		for item := range article.Read(c.Context, []string{filepath.Join(filepath.Dir(path), p.File)}, article.Options{Format: "html"}) {
			if item.Article != nil {
				text = strings.TrimSpace(item.Article.Text[item.Article.HeadlineEnd:])
			}
		}
		if c.Bool("pages") {
			precision, recall := evaluate.ShingleScore(p.Text, text)
			fmt.Fprintf(c.App.ErrWriter, "%.3f %.3f %s %s\n", precision, recall, p.File, p.URL)
		}
		return text
	})
	if err := c.Context.Err(); err != nil {
		return err
	}
	if c.Bool("json") {
		return json.NewEncoder(c.App.Writer).Encode(got)
	}
	_, err = fmt.Fprintf(c.App.Writer, "pages %d, without an article %d\nprecision %.4f  recall %.4f  F1 %.4f\n",
		got.Pages, got.Nothing, got.Precision, got.Recall, got.F1)
	return err
}
