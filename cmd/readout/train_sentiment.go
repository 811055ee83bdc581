package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
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
		Description: "Gold is NDJSON of the sentiment task (text, sentiment), which is needed, and of the statements task\n" +
			"(content, context, sentiment), to which the labels are fitted; which one a file holds is seen from its\n" +
			"first record. Sentences whose ids differ in what follows the last _ alone are of one article. A teacher's\n" +
			"labels are those of lexicon/training/teacher. The figures printed are cross-validated, one part for each\n" +
			"teacher, or as --folds says. The same files give the same model.\n\n" +
			"Example:\n   readout train sentiment --gold sentences.jsonl --gold statements.jsonl --out models/sentiment.bin",
		Flags: slices.Concat([]cli.Flag{
			&cli.StringSliceFlag{Name: "gold", Usage: "read labelled records from `FILE`, which can be given again", Required: true},
			&cli.StringFlag{Name: "lexicon", Usage: "lay the lexicon in `DIR` over the embedded one"},
		}, networkFlags(0), taughtFlags(0.5)),
		Action: trainSentiment,
	}
}

func trainSentiment(c *cli.Context) error {
	lex, err := overlaidLexicon(c)
	if err != nil {
		return err
	}
	segmenter := segment.New(lex)
	examples, err := sentimentGold(c, segmenter)
	if err != nil {
		return err
	}
	taught, err := readTaught(c, "passage")
	if err != nil {
		return err
	}
	for i := range taught {
		d := taught[i].Passage()
		segmenter.Segment(d)
		examples = append(examples, sentiment.Example{Doc: d, Taught: taught[i].Tone, Weight: c.Float64("taught-weight")})
	}
	model, report, err := sentiment.Train(lex, examples, evaluate.FoldOf, networkOptions(c))
	if err != nil {
		return err
	}
	if err := writeModel(c, model.Bytes); err != nil {
		return err
	}
	w := c.App.Writer
	fmt.Fprintf(w, "a unit of valence is worth %.3f, %.3f where negative; left to the lexicon alone %.3f, %.3f; of the network %.3f\n",
		model.Valence[0], model.Valence[1], model.Valence[2], model.Valence[3], model.Learnt)
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
			out = append(out, sentiment.Example{Doc: gold[i].Doc, Tone: &gold[i].Tone, Group: articleOf(gold[i].ID)})
		}
		return out, err
	}
	gold, err := evaluate.ReadTargets(in())
	for _, g := range gold {
		out = append(out, sentiment.Example{Doc: g.Doc, Target: g.Target, Label: g.Label})
	}
	return out, err
}

// articleOf is the id without the number of the sentence behind its last "_": what
// stands in one article is rated alike.
func articleOf(id string) string {
	if at := strings.LastIndexByte(id, '_'); at > 0 {
		return id[:at]
	}
	return id
}
