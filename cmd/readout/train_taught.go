package main

import (
	"os"

	"github.com/klauspost/compress/zstd"
	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/evaluate"
	"readout/analysis/stance"
)

// taughtFlags are those of the commands that learn from a teacher's labels too.
func taughtFlags(weight float64) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "taught", Usage: "learn too from a teacher's labels in `FILE`, whose words stand in the corpus of --corpus"},
		&cli.StringFlag{Name: "corpus", Usage: "`DIR` of that corpus"},
		&cli.Float64Flag{Name: "taught-weight", Value: weight, Usage: "how much one of them counts"},
	}
}

// readTaught reads what --taught has of a kind; nothing where there is none.
func readTaught(c *cli.Context, kind string) ([]evaluate.Taught, error) {
	path := c.String("taught")
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, usagef("taught: %v", err)
	}
	defer f.Close()
	in, err := zstd.NewReader(f, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, usagef("taught: %s: %v", path, err)
	}
	defer in.Close()
	taught, err := evaluate.ReadTaught(in, c.String("corpus"), kind)
	if err != nil {
		return nil, usagef("taught: %s: %v", path, err)
	}
	return taught, nil
}

// eachTaught calls do with every pair or target that --taught has, segmented; a is
// empty for a target.
func eachTaught(c *cli.Context, kind string, segmenter analysis.Segmenter, do func(t *evaluate.Taught, d *analysis.Document, a, b analysis.Span)) error {
	taught, err := readTaught(c, kind)
	if err != nil {
		return err
	}
	for i := range taught {
		t := &taught[i]
		d, a, b, err := t.Pair()
		if err != nil {
			return usagef("taught: %v", err)
		}
		segmenter.Segment(d)
		do(t, d, a, b)
	}
	return nil
}

// taughtStatements are statements with what teachers say of a dimension.
func taughtStatements(c *cli.Context, dimension string, segmenter analysis.Segmenter) ([]stance.Example, error) {
	taught, err := readTaught(c, "statement")
	if err != nil {
		return nil, err
	}
	var examples []stance.Example
	for i := range taught {
		gold, err := taught[i].Statement()
		if err != nil {
			return nil, usagef("taught: %v", err)
		}
		if dimension == "stance" && gold.Target == nil {
			continue
		}
		e := stance.Example{Doc: gold.Document(), Shares: taught[i].Shares[dimension], Group: gold.Title, Weight: c.Float64("taught-weight"), TrainOnly: true}
		segmenter.Segment(e.Doc)
		examples = append(examples, e)
	}
	return examples, nil
}
