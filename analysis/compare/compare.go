// Package compare asks how groups of statements differ, and whether the
// difference is more than noise.
//
// It takes observations (one statement of one speaker with its scores) and gives
// summaries of cells (side, issue, actor, outlet, period, dimension) and
// comparisons of pairs: the difference of means with a 95 % interval, an effect
// size, a permutation p-value corrected for the number of questions asked, and
// the pair of statements that shows the gap best.
//
// Statements in one article are not independent: one reporter chose them. All
// inference therefore treats the article, together with its copies, as the
// sampling unit. The same words in several outlets count once.
//
// Methods: Poisson bootstrap of articles (Davison and Hinkley 1997, 3.8; Hanley and MacGibbon
// 2006) with expanded percentiles for few clusters (Hesterberg 2014, "What teachers should know
// about the bootstrap", 6); studentized permutation test (Chung and Romano
// 2013), stratified by whether an article quotes both groups and drawn as long as
// its p-value needs (Besag and Clifford 1991); from 60 articles a group on Student's t
// over the articles' sums in place of both; Cliff's delta (Cliff 1993); false discovery rate
// (Benjamini and Hochberg 1995). How divided an issue is: see Polarization.
package compare

import (
	"math"
	"runtime"

	"readout/analysis"
)

// Dimensions are what is compared, in the order of Observation.Scores.
var Dimensions = [...]analysis.Dimension{
	analysis.Outlook, analysis.Stance, analysis.Sentiment, analysis.Certainty,
}

// Observation is one statement as said by one speaker. A joint statement is one
// observation a speaker. An empty string means unknown.
type Observation struct {
	Statement string // id
	Article   string // id, of the original where the article is a copy
	Group     string // id shared by all statements with the same words

	Issue, Side, Actor, Outlet, Period string

	Scores [len(Dimensions)]float64 // NaN where the scorer abstained
	Signs  [len(Dimensions)]int8    // what the score's label says: -1, 0 or 1
	Frame  string

	// For the choice of exemplars.
	Confidence float64 // 0..1, that the statement is the speaker's
	Quoted     float64 // 0..1, share of it that stands in quotation marks
	Length     int     // of the content, in code points
	Floating   bool
}

// Config says how much is computed. The zero value stands for the defaults.
type Config struct {
	Resamples     int    // bootstrap resamples and random permutations; 0: 2000
	MinStatements int    // scored statements a group needs for a verdict; 0: 10
	MinArticles   int    // articles a group needs for a verdict; 0: 6
	Seed          uint64 // mixed into the seeds of articles and comparisons
	Workers       int    // goroutines; 0: one a core. Results never depend on it

	Without analysis.Dimension // dimension that is left out; "" for none
	// Telling keeps only pairs with enough data: both groups have three scored statements or,
	// in a single period, enough for a verdict.
	Telling bool
}

// least is the scored statements that each group of a pair needs with Config.Telling.
const least = 3

// dimensions gives the indexes into Dimensions of those that are compared.
func (c Config) dimensions() []int {
	var places []int
	for i, d := range Dimensions {
		if d != c.Without {
			places = append(places, i)
		}
	}
	return places
}

// The minimum for a verdict. With six articles a group the smallest p-value that
// any gap could reach is 2/2^6 = 0.03 when every article quotes both groups
// (with five it is 0.06, so no verdict could ever be reached), and the interval
// keeps its 95 % (see TestIntervalCovers). Ten statements keep one talkative
// article from being the whole group.
const (
	MinStatements = 10
	MinArticles   = 6
)

const defaultResamples = 2000

// MinIntervalArticles is the number of articles below which a mean has no
// interval. A bootstrap interval is never wider than the range of the articles'
// own means, and that range covers the median of their distribution with
// probability 1 - 2^(1-k): 87.5 % with four articles, 93.75 % with five.
const MinIntervalArticles = 5

// IntervalMethod and ManyMethod are the values of the column ci_method for plain figures: the
// bootstrap, and Student's t for groups of at least 60 articles.
const (
	IntervalMethod = "bootstrap of articles, expanded percentiles"
	ManyMethod     = "Student's t over articles"
)

func (c Config) filled() Config {
	if c.Resamples == 0 {
		c.Resamples = defaultResamples
	}
	if c.MinStatements == 0 {
		c.MinStatements = MinStatements
	}
	if c.MinArticles == 0 {
		c.MinArticles = MinArticles
	}
	if c.Workers < 1 {
		c.Workers = runtime.GOMAXPROCS(0)
	}
	return c
}

// Cell names a group of statements. An empty field means all, save Side, where
// it means that no side is known.
type Cell struct {
	Issue, Side, Actor, Outlet, Period string
}

// Summary is one dimension of one cell. Means, shares and the interval count
// copies once; MeanAll counts every copy. NaN where there is nothing to say.
type Summary struct {
	Cell
	Dimension  analysis.Dimension
	Statements int // copies counted each
	Groups     int // copies counted once
	Articles   int
	Scored     int // groups with a score: what Mean is the mean of

	Mean, MeanAll, SD, Median float64
	Low, High                 float64 // 95 % interval of Mean
	Positive, Negative        float64 // shares of the scored groups by the sign of their label
	Neutral                   float64
	Abstained                 float64 // share of all groups without a score
	TopFrame                  string
}

// Comparison is group A against group B on one dimension.
type Comparison struct {
	Issue, Period string // "" for all
	Dimension     analysis.Dimension
	A, B          string // the two sides, actors, outlets or periods
	Result
	PAdjusted  float64 // NaN unless Sufficient
	ExemplarA  string  // statement ids, "" for none
	ExemplarB  string
	Sufficient bool // both groups reach the minimum, so there is a verdict

	// Over the issues that both spoke of; nothing where Issue or Period is not "".
	Agreement Estimate
	Shared    int // the number of those issues
}

// Flagged reports whether a difference is more than noise: enough statements, a p-value of
// at most 0.05, which is adjusted where there are several differences, and an interval
// that leaves out zero.
func Flagged(sufficient bool, p, low, high float64) bool {
	return sufficient && p <= 0.05 && (low > 0 || high < 0)
}

func known(x float64) bool { return !math.IsNaN(x) }
