package reports

import (
	"fmt"
	"math"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/table"
)

// Verdicts on a difference.
const (
	moreThanNoise = "more than noise"
	couldBeNoise  = "could be noise"
	tooFew        = "too few for a verdict"
)

func (b *builder) difference(c *table.Comparison) Difference {
	d := Difference{
		IssueID: value(c.IssueID), Issue: b.issueName(value(c.IssueID)), Dimension: analysis.Dimension(c.Dimension),
		A: c.SideA, B: c.SideB, NameA: b.sideName(c.SideA), NameB: b.sideName(c.SideB),
		MeanA: c.MeanA, MeanB: c.MeanB, Value: c.Difference, Low: c.CILow, High: c.CIHigh,
		Effect: c.EffectSize, P: c.PValue, PAdjusted: c.PAdjusted, NA: int(c.NA), NB: int(c.NB),
		ArticlesA: int(c.ArticlesA), ArticlesB: int(c.ArticlesB), Sufficient: c.Sufficient,
	}
	d.Verdict = d.verdict()
	return d
}

// verdict says whether a difference is more than noise.
func (d *Difference) verdict() string {
	switch {
	case !d.Sufficient:
		return tooFew
	case d.PAdjusted != nil && d.Low != nil && compare.Flagged(true, *d.PAdjusted, *d.Low, *d.High):
		return moreThanNoise
	}
	return couldBeNoise
}

// End is one of the two sides of a difference.
type End struct {
	Name        string
	Mean        float64
	N, Articles int
}

// ends gives the side with the higher mean, and the other.
func (d *Difference) ends() (high, low End) {
	high, low = End{d.NameA, *d.MeanA, d.NA, d.ArticlesA}, End{d.NameB, *d.MeanB, d.NB, d.ArticlesB}
	if high.Mean < low.Mean {
		high, low = low, high
	}
	return high, low
}

// Ends gives the side with the higher mean, and the other.
func (d Difference) Ends() []End {
	high, low := d.ends()
	return []End{high, low}
}

// Gap prints how far apart they are.
func (d Difference) Gap() string { return fmt.Sprintf("%.2f", math.Abs(*d.Value)) }

// Delta prints Cliff's delta of the higher side against the other.
func (d Difference) Delta() string {
	if d.Effect == nil {
		return "–"
	}
	if *d.Value < 0 {
		return minus(-*d.Effect)
	}
	return minus(*d.Effect)
}

// Interval prints the bounds of a difference so that they are of the gap that is told: positive.
func (d Difference) Interval() string {
	if d.Low == nil {
		return "–"
	}
	low, high := *d.Low, *d.High
	if *d.Value < 0 {
		low, high = -high, -low
	}
	return minus(low) + " to " + minus(high)
}
