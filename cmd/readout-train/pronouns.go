package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/actor"
	"readout/analysis/actor/train"
	"readout/analysis/attribution"
	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/data/article"
	"readout/lexicon"
)

func pronounsCommand() *cli.Command {
	return &cli.Command{
		Name:  "pronouns",
		Usage: "train the model that finds the antecedents of he and she",
		Description: "Articles are inputs as for `readout run`; they need no labels. Learned is from the pronouns that gender\n" +
			"alone resolves: one of those named before has it, the others have the other one. The figures shown are\n" +
			"those of the cross-validation, in which nothing tells the model of gender. --gold is NDJSON as\n" +
			"`readout evaluate coded` reads it: pronouns in the sources of its statements are learned from too, and\n" +
			"the second table is their cross-validation.\n\n" +
			"Example:\n   readout-train pronouns --out pronouns.bin data/sample",
		ArgsUsage: "INPUT...",
		Flags: append(descentFlags(6, 0.0005),
			&cli.StringSliceFlag{Name: "gold", Usage: "learn from the coded statements in `FILE` too; may be given again"},
			&cli.IntFlag{Name: "times", Value: 2, Usage: "how often a coded pronoun counts"},
		),
		Action: trainPronouns,
	}
}

// descentFlags are the flags of models that are trained by stochastic gradient descent.
func descentFlags(rounds int, penalty float64) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "out", Usage: "write the model to `FILE`"},
		&cli.IntFlag{Name: "folds", Value: 5, Usage: "parts of the cross-validation"},
		&cli.IntFlag{Name: "rounds", Value: rounds, Usage: "passes over the examples"},
		&cli.Float64Flag{Name: "penalty", Value: penalty, Usage: "of large weights"},
		&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "of the split and the order"},
	}
}

func descentOptions(c *cli.Context) train.Options {
	return train.Options{Penalty: c.Float64("penalty"), Rounds: c.Int("rounds"), Seed: c.Uint64("seed")}
}

func trainPronouns(c *cli.Context) error {
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	attributor, err := attribution.New(lex)
	if err != nil {
		return err
	}
	segmenter := segment.New(lex)
	var docs []*analysis.Attributed
	for item := range article.Read(c.Context, c.Args().Slice(), article.Options{}) {
		if item.Fault != nil {
			return fmt.Errorf("%v", item.Fault)
		}
		docs = append(docs, attributor.Attribute(segmenter.Segment(item.Article)))
	}
	coded, err := codedDocuments(c, lex, attributor)
	if err != nil {
		return err
	}
	o := descentOptions(c)
	// Once without weights, and again with what that taught: what a pronoun may take
	// up rests on the pronouns before it.
	first := train.Pronouns(pronounExamples(actor.NewWithPronouns(lex, &actor.PronounModel{}), docs), o)
	examples := pronounExamples(actor.NewWithPronouns(lex, first), docs)
	if len(examples) == 0 {
		return fmt.Errorf("no pronoun in the articles that gender alone resolves")
	}
	if folds := c.Int("folds"); folds > 1 {
		probability, right := train.Folds(examples, o, folds)
		printReliability(c.App.Writer, probability, right)
	}
	own := codedPronouns(actor.NewWithPronouns(lex, train.Pronouns(examples, o)), coded)
	if folds := c.Int("folds"); folds > 1 && len(own) > 0 {
		fmt.Fprintln(c.App.Writer)
		probability, right := train.FoldsWith(own, examples, c.Int("times"), o, folds)
		printReliability(c.App.Writer, probability, right)
	}
	return writeModel(c, func() ([]byte, error) {
		return train.Pronouns(train.With(examples, own, c.Int("times")), o).Bytes()
	})
}

// codedPronouns are the pronouns of coded documents whose actor is coded.
func codedPronouns(r *actor.Resolver, docs []evaluate.CodedDocument) []train.Example {
	var all []train.Example
	for _, d := range docs {
		all = append(all, train.CodedExamples(r, &d.Document.Attributed, codedActors(d), evaluate.SameName)...)
	}
	return all
}

func pronounExamples(r *actor.Resolver, docs []*analysis.Attributed) []train.Example {
	var examples []train.Example
	for _, d := range docs {
		examples = append(examples, train.Examples(r, d)...)
	}
	return examples
}

// printReliability says how often what was held likely was right.
func printReliability(w io.Writer, probability []float64, right []bool) {
	var n, hits [10]int
	var sum [10]float64
	all := 0
	for i, p := range probability {
		b := min(9, int(p*10))
		n[b]++
		sum[b] += p
		if right[i] {
			hits[b]++
			all++
		}
	}
	fmt.Fprintf(w, "%d pronouns, %.3f right\n\nprobability    n   said  right\n", len(right), float64(all)/float64(len(right)))
	for b := range n {
		if n[b] > 0 {
			fmt.Fprintf(w, "%.1f to %.1f  %5d  %.3f  %.3f\n", float64(b)/10, float64(b+1)/10, n[b], sum[b]/float64(n[b]), float64(hits[b])/float64(n[b]))
		}
	}
}
