package main

import (
	"encoding/json"
	"fmt"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/analysis/evaluate"
	"readout/lexicon"
)

func evaluateEntityStanceCommand() *cli.Command {
	return &cli.Command{
		Name:  "entity_stance",
		Usage: "score who is named and who is for or against whom on labelled articles",
		Description: "Gold is NDJSON with title, sentences and stances (sentence, source, target, favor or against).\n" +
			"Judged are the actors that the engine finds, the sign that it gives to the gold's pairs, and\n" +
			"whole records.\n\n" +
			"Example:\n   readout evaluate entity_stance --gold articles.jsonl",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "read the labelled articles from `FILE`", Required: true},
			&cli.BoolFlag{Name: "json", Usage: "print the figures as JSON and nothing else"},
			&cli.BoolFlag{Name: "misses", Usage: "list the names that the engine did not map, with whom it named there"},
		},
		Action: evaluateEntityStance,
	}
}

func evaluateEntityStance(c *cli.Context) error {
	gold, err := readGold(c, evaluate.ReadEntityStance)
	if err != nil {
		return err
	}
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	pipeline, err := engine.New(lex, engine.Config{NoBayes: true})
	if err != nil {
		return err
	}
	analyze := func(a *analysis.Article) (*analysis.Document, error) { return pipeline.Analyze(c.Context, a) }
	pairs, err := newPairStance(lex)
	if err != nil {
		return err
	}
	figures, misses, err := evaluate.EntityStance(gold, analyze, pairs)
	if err != nil {
		return usagef("gold: %s: %v", c.String("gold"), err)
	}
	if c.Bool("json") {
		return json.NewEncoder(c.App.Writer).Encode(figures)
	}
	w := c.App.Writer
	fmt.Fprintf(w, "actors   n %d   recall %.3f (in their sentence %.3f, proper names %.3f)   precision %.3f\n",
		figures.Actors.N, figures.Actors.Recall, figures.Actors.HereRecall, figures.Actors.NamedRecall, figures.Actors.Precision)
	fmt.Fprintf(w, "sign     n %d   macro-F1 %.3f   accuracy %.3f   coverage %.3f\n",
		figures.Sign.N, figures.Sign.MacroF1, figures.Sign.Accuracy, figures.Sign.Coverage)
	fmt.Fprintf(w, "triples  precision %.3f   recall %.3f   F1 %.3f\n", figures.Triples.Precision, figures.Triples.Recall, figures.Triples.F1)
	fmt.Fprintln(w, "\nsigns of the gold's pairs:")
	figures.Signs.Print(w)
	if c.Bool("misses") {
		for _, m := range misses {
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", m.Article, m.Sentence, m.Name, m.Found)
		}
	}
	return nil
}
