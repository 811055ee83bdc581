package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"iter"
	"os"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/attribution/train"
	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/lexicon"
)

func attributionCommand() *cli.Command {
	return &cli.Command{
		Name:  "attribution",
		Usage: "train the model that finds who said what",
		Description: "Gold is NDJSON with text and attributions, as for `readout evaluate attribution`. Unlabelled articles\n" +
			"(NDJSON with text) teach it which words are alike. The same files, seed and lexicon give the same bytes.\n\n" +
			"Example:\n   readout-train attribution --gold train.jsonl --unlabelled corpus.jsonl --out attribution.bin",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "gold", Usage: "read labelled articles from `FILE` (again for more)", Required: true},
			&cli.StringSliceFlag{Name: "unlabelled", Usage: "learn word classes from the texts of `FILE` (again for more)"},
			&cli.StringSliceFlag{Name: "silver", Usage: "learn the first pass also from what a machine found in articles, `FILE` (gzipped NDJSON; again for more)"},
			&cli.StringFlag{Name: "corpus", Usage: "folder `DIR` that the articles of --silver are in"},
			&cli.Float64Flag{Name: "silver-weight", Usage: "what an article of --silver counts against a labelled one, `X`; 0 takes the default"},
			&cli.StringFlag{Name: "out", Usage: "write the model to `FILE`", Required: true},
			&cli.Uint64Flag{Name: "seed", Usage: "order of training, `N`", Value: 1},
			&cli.IntFlag{Name: "rounds", Usage: "passes over the articles, `N`; 0 takes the default"},
		},
		Action: trainAttribution,
	}
}

func trainAttribution(c *cli.Context) error {
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	s := segment.New(lex)
	var examples []train.Example
	for _, path := range c.StringSlice("gold") {
		gold, err := readGold(path, evaluate.ReadAttributed)
		if err != nil {
			return err
		}
		for _, x := range gold {
			e := train.Example{Document: s.Segment(&analysis.Article{Text: x.Text})}
			for _, a := range x.Attributions {
				e.Gold = append(e.Gold, analysis.Attribution{Source: a.Source, Cue: a.Cue, Content: a.Content})
			}
			examples = append(examples, e)
		}
	}
	for _, path := range c.StringSlice("silver") {
		found, err := readSilver(path, c.String("corpus"), s)
		if err != nil {
			return err
		}
		examples = append(examples, found...)
	}
	var readErr error
	m, err := train.Train(c.Context, lex, examples, train.Options{
		Seed: c.Uint64("seed"), Rounds: c.Int("rounds"), Silver: float32(c.Float64("silver-weight")),
		Unlabelled: unlabelled(s, c.StringSlice("unlabelled"), &readErr),
		Progress:   func(message string) { fmt.Fprintln(c.App.ErrWriter, message) },
	})
	if readErr != nil {
		return readErr
	}
	if err != nil {
		return err
	}
	out, err := os.Create(c.String("out"))
	if err != nil {
		return fmt.Errorf("model: %w", err)
	}
	n, err := m.WriteTo(out)
	if err != nil {
		out.Close()
		return fmt.Errorf("model: %s: %w", c.String("out"), err)
	}
	fmt.Fprintf(c.App.ErrWriter, "%s: %d bytes, %d features, %d words with a class\n", c.String("out"), n, m.Info.Rows, m.Info.Words)
	return out.Close()
}

// unlabelled gives the articles of NDJSON files, segmented one at a time. It
// stops at the first fault and leaves it in failed.
func unlabelled(s *segment.Segmenter, paths []string, failed *error) iter.Seq[*analysis.Segmented] {
	return func(yield func(*analysis.Segmented) bool) {
		for _, path := range paths {
			if more, err := eachText(path, func(text string) bool {
				return yield(s.Segment(&analysis.Article{Text: text}))
			}); err != nil || !more {
				*failed = err
				return
			}
		}
	}
}

func eachText(path string, do func(text string) bool) (more bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return false, fmt.Errorf("unlabelled: %v", err)
	}
	defer f.Close()
	in := json.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	for n := 1; in.More(); n++ {
		var x struct{ Text string }
		if err := in.Decode(&x); err != nil {
			return false, fmt.Errorf("unlabelled: %s: record %d: %v", path, n, err)
		}
		if !do(x.Text) {
			return false, nil
		}
	}
	return true, nil
}
