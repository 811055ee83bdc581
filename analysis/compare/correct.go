package compare

import (
	"math"
)

// Figures of everything that was measured, corrected by what people coded of a random part
// of it. An engine that errs more with one side than with another shifts the difference of
// the sides, and no number of statements takes that away; the coded part tells how far.
//
// The estimate is that of design-based supervised learning (Egami, Hinck, Stewart and Wei
// 2023) and prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic
// 2023), with the weight of the measured part that makes the variance least (Angelopoulos,
// Duchi and Zrnic 2023): what is measured of all, plus the inversely weighted difference
// between what is coded and what is measured of the coded ones. It is a ratio of two such
// sums, group by group, with the variance of its linearization over articles.

// Part is what one statement adds to a ratio: to the sum above and to the one below.
type Part struct{ Sum, N float64 }

func (p Part) plus(q Part, by float64) Part { return Part{p.Sum + by*q.Sum, p.N + by*q.N} }

// Judged is one statement of a group, by what was measured of it and, where it was drawn
// and coded, by what was coded.
type Judged struct {
	Cluster  string // the article
	Measured Part
	Coded    Part
	Weight   float64 // inverse of the probability with which it was drawn; 0 where it was not coded
}

// bears says that a statement adds to the ratio, by its measurement or its coding.
func (j *Judged) bears() bool { return j.Measured != Part{} || j.Weight > 0 && j.Coded != Part{} }

// MinCoded and MinCodedArticles are how many coded statements that bear on a figure, and
// from how many articles, its correction needs.
const (
	MinCoded         = 10
	MinCodedArticles = 6
)

// CorrectedMethod names how corrected intervals are made, for the column ci_method.
const CorrectedMethod = "prediction-powered, inverse probability weights, clustered by article"

// Corrected is a corrected ratio. Value and interval are NaN where too little was coded.
type Corrected struct {
	Value, Low, High float64 // 95 % interval
	SE               float64
	Coded            int     // coded statements that bear on it
	Articles         int     // that those are from
	Lambda           float64 // weight of the measured part: 1 all of it, 0 the coded ones alone

	influence map[string]float64 // by article
}

// Enough says that so much was coded that the figure could be corrected.
func (c *Corrected) Enough() bool { return !math.IsNaN(c.Value) }

// CorrectShare corrects a share, which lies between 0 and 1.
func CorrectShare(all []Judged) Corrected {
	c := correct(all, true)
	if c.Enough() {
		c.shareInterval(all)
	}
	return c
}

// CorrectMean corrects a mean of scores between low and high.
func CorrectMean(all []Judged, low, high float64) Corrected {
	c := correct(all, true)
	if c.Enough() {
		t := c.quantile()
		c.Value = min(high, max(low, c.Value))
		c.Low, c.High = max(low, c.Value-t*c.SE), min(high, c.Value+t*c.SE)
	}
	return c
}

// CodedAlone is the share as the coded statements alone tell it, to compare with.
func CodedAlone(all []Judged) Corrected {
	c := correct(all, false)
	if c.Enough() {
		c.shareInterval(all)
	}
	return c
}

// correct gives the ratio with its standard error; measured says whether what was measured
// helps.
func correct(all []Judged, measured bool) Corrected {
	nan := math.NaN()
	c := Corrected{Value: nan, Low: nan, High: nan, SE: nan}
	articles := map[string]bool{}
	var total, coded, codedMeasured Part
	for i := range all {
		j := &all[i]
		if !j.bears() {
			continue
		}
		total = total.plus(j.Measured, 1)
		if j.Weight > 0 {
			c.Coded++
			articles[j.Cluster] = true
			coded = coded.plus(j.Coded, j.Weight)
			codedMeasured = codedMeasured.plus(j.Measured, j.Weight)
		}
	}
	c.Articles = len(articles)
	if c.Coded < MinCoded || c.Articles < MinCodedArticles {
		return c
	}
	at := func(lambda float64) Part { return coded.plus(total, lambda).plus(codedMeasured, -lambda) }
	if measured {
		c.Lambda = 1
		for range 3 {
			s := at(c.Lambda)
			if s.N <= 0 {
				c.Lambda = 0
				break
			}
			c.Lambda = bestWeight(all, s.Sum/s.N)
		}
	}
	s := at(c.Lambda)
	if s.N <= 0 {
		return c
	}
	c.Value = s.Sum / s.N
	c.influence = map[string]float64{}
	for i := range all {
		j := &all[i]
		if j.bears() {
			code, rest := j.residuals(c.Value)
			c.influence[j.Cluster] += (code + c.Lambda*rest) / s.N
		}
	}
	sum := 0.0
	for _, name := range sortedKeys(c.influence) {
		sum += c.influence[name] * c.influence[name]
	}
	// Ratio and weight were fitted to the articles that something was coded in.
	k := float64(c.Articles)
	c.SE = math.Sqrt(sum * k / (k - 2))
	return c
}

// residuals are the two parts of a statement's place in the estimating equation: what was
// coded, and what the measured part adds where all of it counts.
func (j *Judged) residuals(value float64) (code, rest float64) {
	m := j.Measured.Sum - value*j.Measured.N
	return j.Weight * (j.Coded.Sum - value*j.Coded.N), m - j.Weight*m
}

// bestWeight is the weight of the measured part that makes the variance least.
func bestWeight(all []Judged, value float64) float64 {
	code, rest := map[string]float64{}, map[string]float64{}
	for i := range all {
		j := &all[i]
		if j.bears() {
			a, b := j.residuals(value)
			code[j.Cluster] += a
			rest[j.Cluster] += b
		}
	}
	ab, bb := 0.0, 0.0
	for _, name := range sortedKeys(rest) {
		ab += code[name] * rest[name]
		bb += rest[name] * rest[name]
	}
	if bb == 0 {
		return 1 // all are coded, and nothing hangs on it
	}
	return min(1, max(0, -ab/bb))
}

// quantile is the 97.5 % point of Student's t by the articles that something was coded in.
func (c *Corrected) quantile() float64 {
	return studentQuantile(float64(c.Articles - 1))
}

// shareInterval is Wilson's interval with as many votes as would have the variance.
func (c *Corrected) shareInterval(all []Judged) {
	c.Value = min(1, max(0, c.Value))
	n := 0.0
	if spread := c.Value * (1 - c.Value); spread > 0 && c.SE > 0 {
		n = spread / (c.SE * c.SE)
	} else { // all the same: as many as the unequal weights leave of the coded ones (Kish 1965)
		sum, squares := 0.0, 0.0
		for i := range all {
			if j := &all[i]; j.Weight > 0 && j.Coded.N > 0 {
				sum += j.Weight
				squares += j.Weight * j.Weight
			}
		}
		if squares == 0 {
			c.Low, c.High = 0, 1
			return
		}
		n = sum * sum / squares
	}
	t := c.quantile()
	middle := (c.Value + t*t/(2*n)) / (1 + t*t/n)
	half := t / (1 + t*t/n) * math.Sqrt(c.Value*(1-c.Value)/n+t*t/(4*n*n))
	c.Low, c.High = max(0, middle-half), min(1, middle+half)
}

// CorrectDifference is corrected a less corrected b, whose articles may be the same. p is
// the chance of such a difference if there were none.
func CorrectDifference(a, b *Corrected, reach float64) (d Corrected, p float64) {
	nan := math.NaN()
	d = Corrected{Value: nan, Low: nan, High: nan, SE: nan, Coded: a.Coded + b.Coded, Articles: min(a.Articles, b.Articles)}
	if !a.Enough() || !b.Enough() {
		return d, nan
	}
	joint := map[string]float64{}
	for name, x := range a.influence {
		joint[name] += x
	}
	for name, x := range b.influence {
		joint[name] -= x
	}
	sum := 0.0
	for _, name := range sortedKeys(joint) {
		sum += joint[name] * joint[name]
	}
	k := float64(d.Articles)
	d.SE = math.Sqrt(sum * k / (k - 2))
	d.Value = a.Value - b.Value
	t := d.quantile()
	d.Low, d.High = max(-reach, d.Value-t*d.SE), min(reach, d.Value+t*d.SE)
	if d.SE > 0 {
		p = 2 * studentSurvival(math.Abs(d.Value)/d.SE, float64(d.Articles-1))
	}
	return d, p
}
