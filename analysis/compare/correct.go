package compare

import (
	"math"
)

// Shares and means over all measured statements, corrected for the engine's errors by a random
// sample that people coded. An engine that errs more on one side than on another biases the
// difference between the sides, however many statements there are; the coded sample estimates
// that bias.
//
// The estimate is that of design-based supervised learning (Egami, Hinck, Stewart and Wei
// 2023) and prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan and Zrnic
// 2023), with the weight of the measured part that makes the variance least (Angelopoulos,
// Duchi and Zrnic 2023): the sum of the measured values of all statements, plus the sum of
// coded minus measured value over the coded ones, weighted by inverse sampling probability.
// A figure is the ratio of two such sums per group, and its variance is that of the
// linearized ratio with articles as clusters.

// Part is a statement's term in a ratio: what it adds to the numerator (Sum) and to the
// denominator (N).
type Part struct{ Sum, N float64 }

func (p Part) plus(q Part, by float64) Part { return Part{p.Sum + by*q.Sum, p.N + by*q.N} }

// Judged is one statement of a group: its terms as measured and, where it was drawn and coded,
// as coded.
type Judged struct {
	Cluster  string // article id: statements of one article are dependent
	Measured Part
	Coded    Part
	Weight   float64 // inverse of the probability of being drawn, 1 and more; 0 where it was not coded
}

// contributes reports whether a statement has a term in the ratio, measured or coded.
func (j *Judged) contributes() bool { return j.Measured != Part{} || j.Weight > 0 && j.Coded != Part{} }

// MinCoded and MinCodedArticles are the least number of coded statements with a term in a
// figure, and of articles that they are from, for it to be corrected.
const (
	MinCoded         = 10
	MinCodedArticles = 6
)

// CorrectedMethod is the value of the column ci_method for corrected figures.
const CorrectedMethod = "prediction-powered, inverse probability weights, clustered by article"

// Corrected is a corrected ratio with its 95 % confidence interval. Value, Low, High and SE
// are NaN where too little was coded (MinCoded, MinCodedArticles).
type Corrected struct {
	Value, Low, High float64            // estimate and 95 % interval
	SE               float64            // standard error
	Coded            int                // coded statements with a term in it
	Articles         int                // articles that those are from
	Lambda           float64            // weight of the measured values, 0 (coded ones alone) to 1
	influence        map[string]float64 // by article: its term in the linearized ratio
}

// Enough reports whether enough was coded for a correction.
func (c *Corrected) Enough() bool { return !math.IsNaN(c.Value) }

// CorrectShare corrects a share, 0 to 1, with a Wilson interval.
func CorrectShare(all []Judged) Corrected {
	c := correct(all, true)
	if c.Enough() {
		c.shareInterval(all)
	}
	return c
}

// CorrectMean corrects a mean of scores from low to high, with an interval of Student's t.
func CorrectMean(all []Judged, low, high float64) Corrected {
	c := correct(all, true)
	if c.Enough() {
		t := c.quantile()
		c.Value = min(high, max(low, c.Value))
		c.Low, c.High = max(low, c.Value-t*c.SE), min(high, c.Value+t*c.SE)
	}
	return c
}

// correct estimates the ratio and its standard error; without measured the measured values
// have weight 0.
func correct(all []Judged, measured bool) Corrected {
	nan := math.NaN()
	c := Corrected{Value: nan, Low: nan, High: nan, SE: nan}
	articles := map[string]bool{}
	var total, coded, codedMeasured Part
	for i := range all {
		j := &all[i]
		if !j.contributes() {
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
		if j.contributes() {
			code, rest := j.residuals(c.Value)
			c.influence[j.Cluster] += (code + c.Lambda*rest) / s.N
		}
	}
	sum := 0.0
	for _, name := range sortedKeys(c.influence) {
		sum += c.influence[name] * c.influence[name]
	}
	// Two degrees of freedom are lost: the ratio and the weight were fitted on the coded articles.
	k := float64(c.Articles)
	c.SE = math.Sqrt(sum * k / (k - 2))
	return c
}

// residuals are the statement's residuals in the estimating equation of the ratio: code of the
// coded value, and rest, which is multiplied by lambda, of the measured one.
func (j *Judged) residuals(value float64) (code, rest float64) {
	m := j.Measured.Sum - value*j.Measured.N
	return j.Weight * (j.Coded.Sum - value*j.Coded.N), m - j.Weight*m
}

// bestWeight is the weight of the measured values, 0 to 1, that minimizes the variance.
func bestWeight(all []Judged, value float64) float64 {
	code, rest := map[string]float64{}, map[string]float64{}
	for i := range all {
		j := &all[i]
		if j.contributes() {
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
		return 1 // everything is coded: the weight has no effect
	}
	return min(1, max(0, -ab/bb))
}

// quantile is the 97.5 % quantile of Student's t; the degrees of freedom are the coded
// articles less one.
func (c *Corrected) quantile() float64 {
	return studentQuantile(float64(c.Articles - 1))
}

// shareInterval sets Wilson's interval for the number of independent votes that would have the
// estimated variance.
func (c *Corrected) shareInterval(all []Judged) {
	c.Value = min(1, max(0, c.Value))
	n := 0.0
	if spread := c.Value * (1 - c.Value); spread > 0 && c.SE > 0 {
		n = spread / (c.SE * c.SE)
	} else { // no variance: the effective sample size of the weights (Kish 1965)
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

// CorrectDifference is corrected a minus corrected b. Articles may be in both; their
// covariance is taken into account. The interval is clipped to -reach to reach. p is the
// two-sided p-value of Student's t against no difference.
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
