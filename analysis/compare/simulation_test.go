package compare

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// corpus is a simulated press: articles with a bent of their own (so statements
// within one are alike), each quoting one group or both, some of the words
// copied into later articles.
type corpus struct {
	name     string
	articles int
	both     float64 // share of articles that quote both groups
	perGroup int     // statements of a group in an article, at most
	bent     float64 // half-width of an article's own shift
	copies   float64 // chance that a statement is copied into another article
	ternary  bool    // scores are -1, 0 or 1 instead of continuous
	gap      float64 // true difference of the means
}

var simulated = []corpus{
	{"forty articles that quote one group each", 40, 0, 4, 0.3, 0.2, false, 0.25},
	{"forty articles that quote both", 40, 1, 4, 0.3, 0.2, false, 0.25},
	{"a mixed press with many copies", 60, 0.4, 5, 0.4, 0.6, false, 0.25},
	{"twenty articles, labels only", 20, 0.5, 4, 0.2, 0.2, true, 0.3},
	{"strong bents", 30, 0.5, 6, 0.6, 0.3, false, 0.2},
	{"as few articles as a verdict may rest on", 14, 0, 4, 0.2, 0.2, false, 0.25},
	{"sixty articles that quote one group each, and sixty the other", 120, 0, 4, 0.3, 0.2, false, 0.25},
	{"many articles that quote one group each", 240, 0, 4, 0.3, 0.2, false, 0.25},
	{"many articles that quote both", 120, 1, 4, 0.3, 0.2, true, 0.25},
}

const simulations = 1000

// The test is exact, so its rate lies just below 5 %: of so many corpora one standard error
// above it at most.
const nullSimulations = 2000
const mostFlagged = 0.055

// draw gives the observations of one simulated corpus, sides A and B.
func (c corpus) draw(seed uint64, gap float64) []Observation {
	rng := rand.New(rand.NewPCG(seed, 7))
	var obs []Observation
	for a := range c.articles {
		bent := (2*rng.Float64() - 1) * c.bent
		sides := []string{"A", "B"}
		if rng.Float64() >= c.both {
			sides = sides[a%2 : a%2+1]
		}
		for _, side := range sides {
			centre := bent
			if side == "A" {
				centre += gap
			}
			for range 2 + rng.IntN(c.perGroup) {
				o := Observation{
					Statement: fmt.Sprint("s", len(obs)), Article: fmt.Sprint("a", a),
					Group: fmt.Sprint("g", len(obs)), Side: side,
				}
				for d := range o.Scores {
					o.Scores[d] = math.NaN()
				}
				o.Scores[0] = c.score(rng, centre)
				obs = append(obs, o)
				for rng.Float64() < c.copies { // a wire story that others reprint
					o.Article = fmt.Sprint("a", rng.IntN(c.articles))
					o.Statement += "c"
					obs = append(obs, o)
				}
			}
		}
	}
	return obs
}

func (c corpus) score(rng *rand.Rand, centre float64) float64 {
	if !c.ternary {
		return centre + 0.6*(rng.Float64()-0.5)
	}
	// P(1) - P(-1) is centre, so that is the mean.
	const neutral = 0.3
	u := rng.Float64()
	switch {
	case u < neutral:
		return 0
	case u < neutral+(1-neutral+centre)/2:
		return 1
	}
	return -1
}

// compareOnce is the one comparison of a simulated corpus.
func compareOnce(obs []Observation, resamples int) Comparison {
	var a, b []int32
	for i := range obs {
		if obs[i].Side == "A" {
			a = append(a, int32(i))
		} else {
			b = append(b, int32(i))
		}
	}
	x := number(obs)
	g := newGatherer(x)
	r := newResampler(Config{Resamples: resamples}.filled(), x.seeds)
	c := r.between(g.party(g.gather(a)), g.party(g.gather(b)), 0, "simulation")
	c.PAdjusted = c.P // a family of one
	return c
}

func TestIntervalCovers(t *testing.T) {
	for _, c := range simulated {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			covered, n := 0, 0
			for i := range simulations {
				r := compareOnce(c.draw(uint64(i), c.gap), 600)
				n++
				if r.Low <= c.gap && c.gap <= r.High {
					covered++
				}
			}
			share := float64(covered) / float64(n)
			t.Logf("covered %.3f", share)
			if share < 0.93 || share > 0.97 {
				t.Errorf("the 95 %% interval covers the true gap in %.1f %% of %d corpora", 100*share, n)
			}
		})
	}
}

func TestNoGapIsNotFlagged(t *testing.T) {
	for _, c := range simulated {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			flagged := 0
			for i := range nullSimulations {
				if r := compareOnce(c.draw(uint64(i), 0), 300); isFlagged(&r) {
					flagged++
				}
			}
			t.Logf("flagged %.3f", float64(flagged)/nullSimulations)
			if share := float64(flagged) / nullSimulations; share > mostFlagged {
				t.Errorf("a gap is seen in %.1f %% of %d corpora without one", 100*share, nullSimulations)
			}
		})
	}
}

func TestGapIsFound(t *testing.T) {
	for _, c := range simulated {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			flagged := 0
			for i := range simulations / 4 {
				if r := compareOnce(c.draw(uint64(i), 0.6), 300); isFlagged(&r) {
					flagged++
				}
			}
			t.Logf("found %.3f", float64(flagged)/(simulations/4))
			if share := float64(flagged) / (simulations / 4); share < 0.5 {
				t.Errorf("a gap of 0.6 is seen in %.1f %% of the corpora that have it", 100*share)
			}
		})
	}
}

// Where neither the intervals nor the p-values of many articles are resampled they are what
// resampling would give, and so are those of few articles against many.
func TestManyArticlesNeedNoResampling(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b int // articles of A and of B alone
		both int
	}{{"two hundred each", 200, 200, 0}, {"sixty each", 60, 60, 0}, {"sixty quote both", 0, 0, 60}, {"all quote both", 0, 0, 200}, {"some quote both", 120, 300, 40}, {"few against many", 12, 400, 0}, {"few against many, some of both", 8, 400, 8}} {
		rng := rand.New(rand.NewPCG(11, uint64(c.a)))
		var a, b []unit
		var seeds []uint64
		for i := range c.a + c.b + c.both {
			bent := rng.Float64() - 0.5
			say := func(us []unit, centre float64) []unit {
				for range 1 + rng.IntN(4) {
					us = append(us, unit{value: centre + bent + rng.Float64() - 0.5, cluster: int32(i)})
				}
				return us
			}
			if i < c.a || i >= c.a+c.b {
				a = say(a, 0.15)
			}
			if i >= c.a {
				b = say(b, 0)
			}
			seeds = append(seeds, hashOf(fmt.Sprint(i)))
		}
		r := newResampler(Config{Resamples: 20_000}.filled(), seeds)
		low, high := r.differenceInterval(groupOf(a), groupOf(b), r.byArticle(a, b))
		bs := r.byArticle(a, b)
		r.draws = make([]float64, r.cfg.Resamples)
		for i := range r.draws { // every article drawn, one by one
			var t block
			for range bs {
				t.add(bs[rng.IntN(len(bs))])
			}
			r.draws[i] = t.sA/t.nA - t.sB/t.nB
		}
		factor, df := variance(bs).smallSample()
		wantLow, wantHigh := extremes(r.draws, expandedTail(factor, df))
		t.Logf("%s: %.3f to %.3f here, %.3f to %.3f resampled", c.name, low, high, wantLow, wantHigh)
		if tolerance := 0.06 * (wantHigh - wantLow); math.Abs(low-wantLow) > tolerance || math.Abs(high-wantHigh) > tolerance {
			t.Errorf("%s: %.3f to %.3f, and %.3f to %.3f by resampling", c.name, low, high, wantLow, wantHigh)
		}
	}
}
