package main

import (
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/analysis/stance"
	"readout/lexicon"
)

func trainLeaningCommand() *cli.Command {
	return &cli.Command{
		Name:  "leaning",
		Usage: "train the model that says which sign a source's position toward a target has",
		Description: "Pairs are NDJSON with text, a, b and label as for `readout train directed`, targets with text, target\n" +
			"and label as for `readout train sentiment`. Neutral ones are left out. The figures shown are those of the\n" +
			"cross-validation on pairs. A teacher's labels are those of lexicon/training/teacher.\n\n" +
			"Example:\n   readout train leaning --pairs pairs.jsonl --targets targets.jsonl --out leaning.bin",
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "pairs", Usage: "learn from the pairs in `FILE`", Required: true},
			&cli.StringFlag{Name: "targets", Usage: "learn from the targets in `FILE` too"},
			foldsFlag(),
			&cli.Float64Flag{Name: "least", Value: 0.3, Usage: "probability of an opinion under which a teacher's label is left out"},
		}, fitFlags(2, 1), taughtFlags(1)),
		Action: trainLeaning,
	}
}

func trainLeaning(c *cli.Context) error {
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	trainer, err := stance.NewTrainer(lex)
	if err != nil {
		return err
	}
	segmenter := segment.New(lex)
	pairs, err := readPairs(c.String("pairs"), segmenter)
	if err != nil {
		return err
	}
	examples := positionsOf(pairs)
	if path := c.String("targets"); path != "" {
		f, err := os.Open(path)
		if err != nil {
			return usagef("targets: %v", err)
		}
		defer f.Close()
		gold, err := evaluate.ReadTargets(f)
		if err != nil {
			return usagef("targets: %s: %v", path, err)
		}
		for _, g := range gold {
			label := map[string]string{"positive": stance.Favor, "negative": stance.Against}[g.Label]
			if label == "" {
				continue
			}
			segmenter.Segment(g.Doc)
			examples = append(examples, stance.LeaningExample{Doc: g.Doc, Where: g.Target, Target: g.Target, Label: label, Group: g.Doc.Text, Weight: 0.5, TrainOnly: true})
		}
	}
	taught, err := taughtPositions(c, segmenter)
	if err != nil {
		return err
	}
	examples = append(examples, taught...)
	m, predictions, labels, calibration, err := trainer.TrainLeaning(examples, fitOptions(c), c.Int("folds"))
	if err != nil {
		return err
	}
	return showAndWrite(c, m, predictions, labels, calibration)
}

// positionsOf turns pairs with an opinion into positions, each also without its
// source or target: in an article they often stand a sentence before.
func positionsOf(pairs []stance.PairExample) []stance.LeaningExample {
	var all []stance.LeaningExample
	for _, p := range pairs {
		e := stance.LeaningExample{Doc: p.Doc, Source: p.A, Target: p.B, Group: p.Group, Weight: 1}
		switch p.Label {
		case "positive_a_to_b":
			e.Label = stance.Favor
		case "negative_a_to_b":
			e.Label = stance.Against
		case "positive_b_to_a":
			e.Label, e.Source, e.Target = stance.Favor, p.B, p.A
		case "negative_b_to_a":
			e.Label, e.Source, e.Target = stance.Against, p.B, p.A
		default:
			continue
		}
		all = append(all, named(e, 0.5)...)
	}
	return all
}

// named gives a position whose two are named, and beside it the same with one of
// them hidden, which counts by, and with both hidden, which counts half of that.
func named(e stance.LeaningExample, by float64) []stance.LeaningExample {
	e.Where = analysis.Hull([]analysis.Span{e.Source, e.Target})
	all := []stance.LeaningExample{e}
	for _, hidden := range []struct {
		source, target bool
		weight         float64
	}{{true, false, by}, {false, true, by}, {true, true, by / 2}} {
		h := e
		h.Weight, h.TrainOnly = e.Weight*hidden.weight, true
		if hidden.source {
			h.Source = analysis.Span{}
		}
		if hidden.target {
			h.Target = analysis.Span{}
		}
		all = append(all, h)
	}
	return all
}

// surely is the teacher's probability of an opinion from which it is learnt with
// one of the two hidden too.
const surely = 0.6

// taughtPositions are the positions that a teacher sees in pairs, either way, and
// toward targets, each as much as the teacher is sure that there is one.
func taughtPositions(c *cli.Context, segmenter analysis.Segmenter) ([]stance.LeaningExample, error) {
	by, least := c.Float64("taught-weight"), c.Float64("least")
	var all []stance.LeaningExample
	add := func(d *analysis.Document, source, target analysis.Span, favor, against, weight float64) {
		sure := favor + against
		if sure < least {
			return
		}
		shares := []float64{against / sure, favor / sure}
		e := stance.LeaningExample{Doc: d, Where: target, Source: source, Target: target, Shares: shares, Group: d.Text, Weight: weight * sure, TrainOnly: true}
		if source.Empty() || sure < surely {
			all = append(all, e)
			return
		}
		all = append(all, named(e, 0.25)...)
	}
	pairs, err := taughtPairs(c, segmenter)
	if err != nil {
		return nil, err
	}
	for _, p := range pairs {
		add(p.Doc, p.A, p.B, p.Shares[1], p.Shares[2], by)
		add(p.Doc, p.B, p.A, p.Shares[3], p.Shares[4], by)
	}
	err = eachTaught(c, "target", segmenter, func(t *evaluate.Taught, d *analysis.Document, _, target analysis.Span) {
		p := t.Shares["target"][0]
		add(d, analysis.Span{}, target, p[2], p[0], by/2)
	})
	return all, err
}
