package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/analysis/sentiment"
)

func trainSentimentCommand() *cli.Command {
	return &cli.Command{
		Name:  "sentiment",
		Usage: "train the model of tone",
		Description: "Gold is NDJSON of the sentiment task (text, sentiment), which is needed, of the statements task\n" +
			"(content, context, sentiment), to which the labels are fitted, and of the target_sentiment task (text,\n" +
			"target, label); which one a file holds is seen from its first record. The figures printed are\n" +
			"cross-validated. The same files give the same model.\n\n" +
			"Example:\n   readout train sentiment --gold sentences.jsonl --gold statements.jsonl --out models/sentiment.bin",
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
	examples, err := sentimentGold(c, segment.New(lex))
	if err != nil {
		return err
	}
	model, report, err := sentiment.Train(lex, examples)
	if err != nil {
		return err
	}
	if err := writeModel(c, model.MarshalBinary); err != nil {
		return err
	}
	w := c.App.Writer
	fmt.Fprintf(w, "cross-validated:\ntone of %d rated texts: Pearson r %.3f\n", report.Tones, report.Pearson)
	if report.Statements > 0 {
		fmt.Fprintf(w, "tone of %d statements: macro-F1 %.3f\n", report.Statements, report.StatementF1)
	}
	return nil
}

// sentimentGold reads the files of --gold, segmented.
func sentimentGold(c *cli.Context, segmenter analysis.Segmenter) ([]sentiment.Example, error) {
	var examples []sentiment.Example
	for _, path := range c.StringSlice("gold") {
		more, err := sentimentExamples(path)
		if err != nil {
			return nil, usagef("gold: %s: %v", path, err)
		}
		examples = append(examples, more...)
	}
	for i := range examples {
		segmenter.Segment(examples[i].Doc)
	}
	return examples, nil
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
	if _, said := keys["content"]; said {
		gold, err := evaluate.ReadStatements(in())
		for i := range gold {
			if label := gold[i].Label("sentiment"); label != "" {
				d := gold[i].Document()
				out = append(out, sentiment.Example{Doc: d, Content: d.Attributions[0].Content, Label: label, Group: gold[i].Title})
			}
		}
		return out, err
	}
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
