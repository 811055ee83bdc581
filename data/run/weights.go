package run

import (
	"slices"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/table"
)

// Weights gives sampling weights, by statement id, for correcting figures: the statements that
// were drawn and coded in a field, each with its inverse probability, scaled so that the
// weights add up to the number of statements in the population. Only draws with this focus
// count, "" being a draw of everything. Where only part of a draw is coded, that part
// represents the draw, since items are coded in random order; several draws share the total by
// their numbers of coded items.
func (c *Corpus) Weights(field, focus string) (map[string]float64, error) {
	o, err := c.laid()
	if err != nil || o == nil {
		return nil, err
	}
	draws, err := c.Draws()
	if err != nil {
		return nil, err
	}
	type drawn struct {
		items []*table.Draw
		sum   float64 // of inverse probabilities
	}
	byDraw := map[string]*drawn{}
	var order []string
	total := 0
	for i := range draws {
		d := &draws[i]
		if d.Kind != KindStatement || text(d.Focus) != focus || !o.codedIn(d.StatementID, field) {
			continue
		}
		if byDraw[d.DrawID] == nil {
			byDraw[d.DrawID] = &drawn{}
			order = append(order, d.DrawID)
		}
		of := byDraw[d.DrawID]
		of.items, of.sum = append(of.items, d), of.sum+1/d.Probability
		total++
	}
	if total == 0 {
		return nil, nil
	}
	now := 0.0 // size of the population as of now; 0 for a draw with a focus
	if focus == "" {
		type row struct {
			Depth          int32  `parquet:"depth"`
			ReportPolarity string `parquet:"report_polarity,dict"`
		}
		if err := Each(c.Measured(), "statements", func(r *row) error {
			if r.Depth == 0 && r.ReportPolarity != "hypothetical" {
				now++
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	weights := map[string]float64{}
	for _, id := range order {
		of := byDraw[id]
		n := now
		if n == 0 {
			n = float64(of.items[0].NPopulation)
		}
		share := float64(len(of.items)) / float64(total)
		for _, d := range of.items {
			weights[d.StatementID] += share * n / of.sum / d.Probability
		}
	}
	return weights, nil
}

// codedIn reports whether a statement is coded in a field. One coded as no statement counts as
// coded in all.
func (o *overlay) codedIn(id, field string) bool {
	s := o.statements[id]
	if s == nil {
		return false
	}
	_, ok := s.item.Labels[field]
	return ok || s.none
}

// CorrectedShares gives shares of agreement per group and proposition, corrected by the coded
// part of the draws with this focus; nil where nothing is coded. keep selects takes, nil for
// all.
func CorrectedShares(c *Corpus, opt TakeOptions, focus string, by compare.By, keep func(*compare.Take) bool) ([]compare.CorrectedShare, error) {
	field := "positions"
	if opt.Evaluations {
		field = "evaluations"
	}
	weights, err := c.Weights(field, focus)
	if err != nil || len(weights) == 0 {
		return nil, err
	}
	coded, measured, err := codedAndMeasured(c, opt.Period, keep, func(c *Corpus, period compare.Granularity) ([]compare.Take, compare.Granularity, error) {
		opt.Period = period
		return Takes(c, opt)
	})
	if err != nil {
		return nil, err
	}
	return compare.CorrectVotes(measured, coded, weights, by), nil
}

// CorrectedMeans gives the mean of a dimension (index dim into compare.Dimensions) per group,
// corrected as by CorrectedShares.
func CorrectedMeans(c *Corpus, opt ObservationOptions, focus string, by compare.By, dim int, keep func(*compare.Observation) bool) ([]compare.CorrectedShare, error) {
	weights, err := c.Weights(string(compare.Dimensions[dim]), focus)
	if err != nil || len(weights) == 0 {
		return nil, err
	}
	coded, measured, err := codedAndMeasured(c, opt.Period, keep, func(c *Corpus, period compare.Granularity) ([]compare.Observation, compare.Granularity, error) {
		opt.Period = period
		return Observations(c, opt)
	})
	if err != nil {
		return nil, err
	}
	return compare.CorrectScores(measured, coded, weights, by, dim), nil
}

// codedAndMeasured reads a corpus with its codings, and again as the engine measured it in the
// periods of the first reading. keep selects what is read, nil for all.
func codedAndMeasured[T any](c *Corpus, period compare.Granularity, keep func(*T) bool, read func(c *Corpus, period compare.Granularity) ([]T, compare.Granularity, error)) (coded, measured []T, err error) {
	if coded, period, err = read(c, period); err != nil {
		return nil, nil, err
	}
	if measured, _, err = read(c.Measured(), period); err != nil {
		return nil, nil, err
	}
	if keep != nil {
		drop := func(x T) bool { return !keep(&x) }
		coded, measured = slices.DeleteFunc(coded, drop), slices.DeleteFunc(measured, drop)
	}
	return coded, measured, nil
}

// correctedMethod is the value of the column method for figures corrected by codings.
const correctedMethod = "corrected"

// correctedRows gives the corrected rows of the tables summary and comparisons, for positions
// and for all dimensions.
func correctedRows(c *Corpus) (summaries []table.Summary, comparisons []table.Comparison, err error) {
	shares, err := CorrectedShares(c, TakeOptions{}, "", compare.BySide, nil)
	if err != nil {
		return nil, nil, err
	}
	add := func(dimension analysis.Dimension, shares []compare.CorrectedShare) {
		for i := range shares {
			if s := &shares[i]; s.Enough() {
				summaries = append(summaries, table.Summary{
					Dimension: string(dimension), PropositionID: name(s.Proposition), SideID: name(s.Group), Method: correctedMethod, NCoded: int32(s.Coded),
					NArticles: int32(s.Articles), Mean: figure(s.Value), CILow: figure(s.Low), CIHigh: figure(s.High),
				})
			}
		}
		for _, d := range compare.CorrectedDifferences(shares) {
			comparisons = append(comparisons, table.Comparison{
				Dimension: string(dimension), PropositionID: name(d.A.Proposition), SideA: d.A.Group, SideB: d.B.Group, MeanA: figure(d.A.Value), MeanB: figure(d.B.Value),
				Difference: figure(d.Value), CILow: figure(d.Low), CIHigh: figure(d.High), CIMethod: name(compare.CorrectedMethod),
				PValue: figure(d.P), PAdjusted: figure(d.PAdjusted), Sufficient: true, ArticlesA: int32(d.A.Articles), ArticlesB: int32(d.B.Articles),
				Method: name(correctedMethod), NCoded: int32(d.Coded),
			})
		}
	}
	add(compare.PositionDimension, shares)
	for dim, dimension := range compare.Dimensions {
		if dimension == analysis.Stance {
			continue
		}
		means, err := CorrectedMeans(c, ObservationOptions{}, "", compare.BySide, dim, nil)
		if err != nil {
			return nil, nil, err
		}
		add(dimension, means)
	}
	return summaries, comparisons, nil
}
