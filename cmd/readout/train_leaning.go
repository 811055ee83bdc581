package main

import (
	"math/rand/v2"
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
			"and label as for `readout train sentiment`. Neutral ones are left out. The figures shown are those\n" +
			"of pairs held back. A teacher's labels are those of lexicon/training/teacher.\n\n" +
			"Example:\n   readout train leaning --pairs pairs.jsonl --targets targets.jsonl --out leaning.bin",
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "pairs", Usage: "learn from the pairs in `FILE`", Required: true},
			&cli.StringFlag{Name: "targets", Usage: "learn from the targets in `FILE` too"},
			&cli.Float64Flag{Name: "least", Value: 0.3, Usage: "probability of an opinion under which a teacher's label is left out"},
		}, networkFlags(1), taughtFlags(1)),
		Action: trainLeaning,
	}
}

func trainLeaning(c *cli.Context) error {
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	words, err := lex.Words()
	if err != nil {
		return err
	}
	segmenter := segment.New(lex)
	rng := rand.New(rand.NewPCG(c.Uint64("seed"), 3))
	pairs, err := readPairs(c.String("pairs"), segmenter)
	if err != nil {
		return err
	}
	examples := positionsOf(pairs, rng)
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
			shares := map[string][]float64{"positive": inFavor, "negative": inOpposition}[g.Label]
			if shares == nil {
				continue
			}
			segmenter.Segment(g.Doc)
			examples = append(examples, stance.LeaningExample{Doc: g.Doc, Where: g.Target, Target: g.Target, Shares: shares, Group: g.Doc.Text, Weight: 0.5, TrainOnly: true})
		}
	}
	taught, err := taughtPositions(c, segmenter, rng)
	if err != nil {
		return err
	}
	examples = append(examples, taught...)
	m, held, err := stance.TrainLeaning(words, examples, networkOptions(c))
	if err != nil {
		return err
	}
	return showAndWriteNetwork(c, m, held)
}

// The shares of stance.LeaningClasses where a person labelled.
var inOpposition, inFavor = []float64{1, 0}, []float64{0, 1}

// positionsOf turns pairs with an opinion into positions, each also without its
// source or target: in an article they often stand a sentence before.
func positionsOf(pairs []stance.PairExample, rng *rand.Rand) []stance.LeaningExample {
	var all []stance.LeaningExample
	for _, p := range pairs {
		e := stance.LeaningExample{Doc: p.Doc, Source: p.A, Target: p.B, Group: p.Group, Weight: 1}
		switch p.Label {
		case "positive_a_to_b":
			e.Shares = inFavor
		case "negative_a_to_b":
			e.Shares = inOpposition
		case "positive_b_to_a":
			e.Shares, e.Source, e.Target = inFavor, p.B, p.A
		case "negative_b_to_a":
			e.Shares, e.Source, e.Target = inOpposition, p.B, p.A
		default:
			continue
		}
		e.Where = analysis.Hull([]analysis.Span{e.Source, e.Target})
		all = append(all, e, hidden(e, rng))
	}
	return all
}

// hidden is a position of which the source, or less often the target or both, are
// not named. It counts half, and is not asked for.
func hidden(e stance.LeaningExample, rng *rand.Rand) stance.LeaningExample {
	e.Weight, e.TrainOnly = e.Weight/2, true
	which := rng.IntN(4)
	if which != 0 {
		e.Source = analysis.Span{}
	}
	if which < 2 {
		e.Target = analysis.Span{}
	}
	return e
}

// oftenHidden is the share of a teacher's positions that are learnt without a name
// too, and surely the teacher's probability of an opinion from which they are.
const (
	oftenHidden = 0.25
	surely      = 0.6
)

// taughtPositions are the positions that a teacher sees in pairs, either way, and
// toward targets, each as much as the teacher is sure that there is one.
func taughtPositions(c *cli.Context, segmenter analysis.Segmenter, rng *rand.Rand) ([]stance.LeaningExample, error) {
	by, least := c.Float64("taught-weight"), c.Float64("least")
	var all []stance.LeaningExample
	add := func(d *analysis.Document, source, target analysis.Span, favor, against, weight float64) {
		sure := favor + against
		if sure < least {
			return
		}
		shares := []float64{against / sure, favor / sure}
		e := stance.LeaningExample{Doc: d, Where: target, Source: source, Target: target, Shares: shares, Group: d.Text, Weight: weight * sure, TrainOnly: true}
		all = append(all, e)
		if !source.Empty() && sure >= surely && rng.Float64() < oftenHidden {
			all = append(all, hidden(e, rng))
		}
	}
	err := eachTaught(c, "pair", segmenter, func(t *evaluate.Taught, d *analysis.Document, a, b analysis.Span) {
		p := t.Shares["directed"][0]
		add(d, a, b, p[1], p[2], by)
		add(d, b, a, p[3], p[4], by)
	})
	if err != nil {
		return nil, err
	}
	err = eachTaught(c, "target", segmenter, func(t *evaluate.Taught, d *analysis.Document, _, target analysis.Span) {
		p := t.Shares["target"][0]
		add(d, analysis.Span{}, target, p[2], p[0], by/2)
	})
	return all, err
}
