package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"readout/analysis/engine"
	"readout/analysis/reader"
	"readout/analysis/reader/refit"
	"readout/data/coding"
	"readout/lexicon"
)

func codeFitCommand() *cli.Command {
	return &cli.Command{
		Name:  "fit",
		Usage: "fit calibration and last layer of the reader's heads to what was coded",
		Description: `For outlook, sentiment, certainty and frame: calibrates the head's probabilities and
moves its last layer, as far as that is better on articles that were held back, and
prints the figures there, before and after. With --write the heads that are better go
to models/heads.bin of a folder, which scores nothing before you lay it over with
--lexicon. Needs 50 coded statements of 10 articles for a head.

Examples:
  readout code fit
  readout code fit --write fitted`,
		Before: settingsBehind("out"),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Value: "out", Usage: "read the runs and codings in `DIR`"},
			&cli.StringFlag{Name: "write", Usage: "write the heads that are better into `FOLDER`, to be laid over the lexicon"},
			&cli.StringSliceFlag{Name: "lexicon", Usage: "lay the YAML files of `DIR` over the embedded lexicon"},
		},
		Action: codeFit,
	}
}

func codeFit(c *cli.Context) error {
	path := ""
	if dir := c.String("write"); dir != "" {
		path = filepath.Join(dir, "models", reader.FittedModel+".bin")
		if _, err := os.Stat(path); err == nil {
			return usagef("%s is there already: name another folder", path)
		}
	}
	corpus, err := withFigures(c.String("out"))
	if err != nil {
		return err
	}
	lex, err := lexicon.Load(c.StringSlice("lexicon")...)
	if err != nil {
		return &exitError{code: exitUsage, err: err}
	}
	pipeline, err := engine.New(lex, engine.Config{NoBayes: true, NoPositions: true, NoReader: true})
	if err != nil {
		return err
	}
	read, err := reader.New(lex, reader.Config{Unfitted: true})
	if err != nil {
		return err
	}
	examples, err := coding.ReadExamples(c.Context, corpus, pipeline, read)
	if err != nil {
		return err
	}
	heads, err := reader.NewHeads(lex)
	if err != nil {
		return err
	}
	s := newScreen(c.App.Writer)
	fmt.Fprintln(s, "On articles held back, before -> after:")
	fmt.Fprintf(s, "%-10s %6s %8s  %-14s %-14s %-14s\n", "", "coded", "articles", "macro-F1", "right", "loss")
	for _, name := range reader.FittedHeads {
		r := refit.Head(read.Head(name), examples.ByHead[name])
		printFit(s, name, &r)
		if r.Kept() {
			heads.Heads[name] = r.Fitted
		}
	}
	if examples.Lost > 0 {
		fmt.Fprintf(s, "\n%s left out: the engine finds them no more.\n", plural(examples.Lost, "coded statement"))
	}
	return writeHeads(s, heads, path)
}

// printFit prints a line of figures and what follows from them.
func printFit(s io.Writer, name string, r *refit.Result) {
	fmt.Fprintf(s, "%-10s %6d %8d  ", name, r.Examples, r.Articles)
	if r.Examples < refit.LeastExamples || r.Articles < refit.LeastArticles {
		fmt.Fprintf(s, "too few: it takes %d of %d articles\n", refit.LeastExamples, refit.LeastArticles)
		return
	}
	fmt.Fprintf(s, "%-14s %-14s %-14s\n", change(r.Before.MacroF1, r.After.MacroF1), change(r.Before.Right, r.After.Right), change(r.Before.Loss, r.After.Loss))
	switch {
	case !r.Kept() && r.Gain > r.Error:
		fmt.Fprintf(s, "%28sleft as it is: probabilities are better, labels are not\n", "")
	case !r.Kept():
		fmt.Fprintf(s, "%28sleft as it is: what is gained is no more than chance\n", "")
	case r.Penalty == 0:
		fmt.Fprintf(s, "%28sbetter: calibration\n", "")
	default:
		fmt.Fprintf(s, "%28sbetter: last layer, ridge penalty %g\n", "", r.Penalty)
	}
}

func change(before, after float64) string { return fmt.Sprintf("%.3f -> %.3f", before, after) }

// writeHeads writes the heads that are better, if there is a path to write them to.
func writeHeads(s io.Writer, heads *reader.Heads, path string) error {
	switch {
	case len(heads.Heads) == 0:
		_, err := fmt.Fprintln(s, "\nNo head is better than it was: there is nothing to write.")
		return err
	case path == "":
		_, err := fmt.Fprintln(s, "\nNothing was written: --write FOLDER keeps the heads that are better.")
		return err
	}
	b, err := heads.Encode()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := replaceFile(path, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}); err != nil {
		return err
	}
	folder := filepath.Dir(filepath.Dir(path))
	_, err = fmt.Fprintf(s, "\n%s in %s.\nTo use them: readout run --lexicon %s --rescore INPUT...\n", plural(len(heads.Heads), "head"), path, folder)
	return err
}
