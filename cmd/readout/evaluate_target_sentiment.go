package main

import (
	"github.com/urfave/cli/v2"

	"readout/analysis/baseline"
	"readout/analysis/evaluate"
	"readout/analysis/reader"
	"readout/analysis/segment"
	"readout/lexicon"
)

// goldFlags are those of every evaluation.
func goldFlags(what string) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "gold", Usage: "read the labelled " + what + " from `FILE`", Required: true},
		&cli.BoolFlag{Name: "json", Usage: "print the figures as JSON and nothing else"},
		&cli.StringFlag{Name: "lexicon", Usage: "lay the lexicon in `DIR` over the embedded one"},
	}
}

func evaluateTargetSentimentCommand() *cli.Command {
	return &cli.Command{
		Name:  "target_sentiment",
		Usage: "score the tone of sentences toward a target in them",
		Description: "Gold is NDJSON with text, target ([start, end] in code points) and label (negative, neutral or\n" +
			"positive).\n\n" +
			"Example:\n   readout evaluate target_sentiment --gold targets.jsonl",
		Flags: append(goldFlags("targets"), &cli.BoolFlag{Name: "bayes", Usage: "score with the naive Bayes baseline instead"}),
		Action: func(c *cli.Context) error {
			gold, err := readGold(c, evaluate.ReadTargets)
			if err != nil {
				return err
			}
			lex, scorer, err := overlaidReader(c)
			if err != nil {
				return err
			}
			var toward evaluate.TargetScorer = scorer
			if c.Bool("bayes") {
				toward = bayesTone{new(baseline.Scorer)}
			}
			table, err := evaluate.Targets(gold, segment.New(lex), toward)
			if err != nil {
				return usagef("gold: %s: %v", c.String("gold"), err)
			}
			return writeFigures(c, "target_sentiment", table)
		},
	}
}

// overlaidReader makes the reader of the lexicon of --lexicon.
func overlaidReader(c *cli.Context) (*lexicon.Lexicon, *reader.Reader, error) {
	lex, err := overlaidLexicon(c)
	if err != nil {
		return nil, nil, err
	}
	r, err := reader.New(lex, reader.Config{})
	return lex, r, err
}

func overlaidLexicon(c *cli.Context) (*lexicon.Lexicon, error) {
	if dir := c.String("lexicon"); dir != "" {
		return lexicon.Load(dir)
	}
	return lexicon.Load()
}
