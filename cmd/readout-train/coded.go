package main

import (
	"context"
	"errors"
	"slices"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/analysis/evaluate"
	"readout/analysis/logistic"
	"readout/data/article"
	"readout/lexicon"
)

// codedAndLexicon reads the coded articles of --gold and the lexicon, with the overlays of
// --lexicon where the command has that flag. It fails where --folds allows no cross-validation.
func codedAndLexicon(c *cli.Context) ([]evaluate.CodedArticle, *lexicon.Lexicon, error) {
	gold, err := readGold(c.String("gold"), evaluate.ReadCoded)
	if err != nil {
		return nil, nil, err
	}
	if c.Int("folds") < 2 {
		return nil, nil, errors.New("--folds: figures and thresholds need a cross-validation of two parts at least")
	}
	lex, err := lexicon.Load(c.StringSlice("lexicon")...)
	return gold, lex, err
}

// eachCoded takes coded articles through the engine: first those that the reader learned from,
// without the reader, then those that its training held back, as held says.
func eachCoded(ctx context.Context, lex *lexicon.Lexicon, gold []evaluate.CodedArticle, held engine.Config, fn func(evaluate.CodedDocument)) error {
	for _, part := range []struct {
		held bool
		cfg  engine.Config
	}{
		{false, engine.Config{NoBayes: true, NoPositions: true, NoReader: true}},
		{true, held},
	} {
		pipeline, err := engine.New(lex, part.cfg)
		if err != nil {
			return err
		}
		some := slices.DeleteFunc(slices.Clone(gold), func(a evaluate.CodedArticle) bool { return logistic.HeldFromReader(a.ID) != part.held })
		for d, err := range evaluate.AnalyzeCoded(ctx, pipeline, some, article.FromFields) {
			if err != nil {
				return err
			}
			fn(d)
		}
	}
	return nil
}

// contentsOf are the contents of a document's statements in code points.
func contentsOf(d *analysis.Document) [][2]int {
	contents := make([][2]int, len(d.Statements))
	for i := range d.Statements {
		hull := analysis.Hull(d.Attributions[d.Statements[i].Attribution].Content)
		contents[i] = [2]int{d.CodePoint(hull.Start), d.CodePoint(hull.End)}
	}
	return contents
}
