package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/analysis/sentiment"
)

func trainSentimentCommand() *cli.Command {
	return &cli.Command{
		Name:  "sentiment",
		Usage: "train the model of tone, of texts and toward targets",
		Description: "Gold is NDJSON of the sentiment task (text, sentiment) and of the target_sentiment task (text,\n" +
			"target, label); which one a file holds is seen from its first record, and both are needed. The\n" +
			"figures printed are from cross-validation. The same files give the same model.\n\n" +
			"Example:\n   readout train sentiment --gold sentences.jsonl --gold targets.jsonl --out models/sentiment.bin",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "gold", Usage: "read labelled records from `FILE`, which can be given again", Required: true},
			&cli.StringFlag{Name: "out", Usage: "write the model to `FILE`", Required: true},
			&cli.StringFlag{Name: "lexicon", Usage: "lay the lexicon in `DIR` over the embedded one"},
		},
		Action: trainSentiment,
	}
}

func trainSentiment(c *cli.Context) error {
	lex, err := overlaidLexicon(c)
	if err != nil {
		return err
	}
	segmenter := segment.New(lex)
	var examples []sentiment.Example
	for _, path := range c.StringSlice("gold") {
		more, err := sentimentExamples(path)
		if err != nil {
			return usagef("gold: %s: %v", path, err)
		}
		examples = append(examples, more...)
	}
	for i := range examples {
		segmenter.Segment(examples[i].Doc)
	}
	model, report, err := sentiment.Train(lex, examples)
	if err != nil {
		return err
	}
	b, err := model.MarshalBinary()
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.String("out"), b, 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.App.Writer, "tone     %6d texts    Pearson r %.3f (cross-validated)\ntargets  %6d labels   macro-F1 %.3f (cross-validated)\n",
		report.Tones, report.Pearson, report.Targets, report.MacroF1)
	return err
}

// sentimentExamples reads one gold file of either task.
func sentimentExamples(path string) ([]sentiment.Example, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	first, _, _ := strings.Cut(string(b), "\n")
	var keys map[string]json.RawMessage
	if err := json.Unmarshal([]byte(first), &keys); err != nil {
		return nil, fmt.Errorf("line 1: %w", err)
	}
	in := func() io.Reader { return strings.NewReader(string(b)) }
	var out []sentiment.Example
	if _, tones := keys["sentiment"]; tones {
		gold, err := evaluate.ReadTones(in())
		for i := range gold {
			out = append(out, sentiment.Example{Doc: gold[i].Doc, Tone: &gold[i].Tone})
		}
		return out, err
	}
	gold, err := evaluate.ReadTargets(in())
	for _, g := range gold {
		out = append(out, sentiment.Example{Doc: g.Doc, Target: g.Target, Label: g.Label})
	}
	return out, err
}
