package compare

import (
	"fmt"
	"math"
	"testing"
)

func TestConsensus(t *testing.T) {
	for _, c := range []struct {
		name   string
		labels [3]float64 // negative, neutral, positive
		want   float64
	}{
		{"all of one mind", [3]float64{0, 0, 7}, 1},
		{"all in the middle", [3]float64{0, 4, 0}, 1},
		{"half at either end", [3]float64{5, 0, 5}, -1},
		{"each label as often", [3]float64{3, 3, 3}, 0},
		{"two neighbours", [3]float64{4, 4, 0}, 0.5},
		{"three of four at one end", [3]float64{0, 1, 3}, 0.75},
		{"a middle with both ends", [3]float64{1, 8, 1}, 0.7},
		{"two camps and a thin middle", [3]float64{4, 2, 4}, -0.4},
		{"unequal camps", [3]float64{6, 0, 2}, 0},
		{"nobody", [3]float64{}, none},
	} {
		got := consensus([]tally{{n: 1, labels: c.labels}})
		if math.Abs(got-c.want) > 1e-12 || math.IsNaN(got) != math.IsNaN(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// of is a side's statements with these scores.
func of(scores ...float64) tally {
	var t tally
	for _, x := range scores {
		t.add(tally{n: 1, sum: x, squares: x * x}, 1)
	}
	return t
}

func TestMeasuresBetweenSides(t *testing.T) {
	for _, c := range []struct {
		name              string
		sides             []tally
		between, distance float64
	}{
		{"two camps at the ends", []tally{of(1, 1), of(-1, -1)}, 1, 1},
		{"two camps half way", []tally{of(0.5, 0.5), of(-0.5, -0.5)}, 1, 0.5},
		{"the same mean", []tally{of(1, -1), of(-1, 1)}, 0, 0},
		{"by hand: 2 of 2.5 between", []tally{of(1, 0.5), of(-0.5, 0)}, 0.8, 0.5},
		{"a small side counts less", []tally{of(1, 1, 1), of(-1)}, 1, 0.75},
		{"three sides", []tally{of(1), of(0), of(-1)}, 1, 2 * (2.0 / 27) * 4},
		{"a side without scores is no side", []tally{of(1, 1), of(-1, -1), {}}, 1, 1},
		{"one side alone", []tally{of(1, 0)}, none, none},
		{"all say the same", []tally{of(1, 1), of(1)}, none, 0},
	} {
		for _, m := range []struct {
			name      string
			got, want float64
		}{{"between", betweenShare(c.sides), c.between}, {"distance", distance(c.sides), c.distance}} {
			if math.Abs(m.got-m.want) > 1e-9 || math.IsNaN(m.got) != math.IsNaN(m.want) {
				t.Errorf("%s: %s is %v, want %v", c.name, m.name, m.got, m.want)
			}
		}
	}
}

func TestPolarizationsCountSidesOnce(t *testing.T) {
	rows := observe([]says{
		{"1", "a", "w1", "north", 0.5}, {"2", "b", "w1", "north", 0.5}, {"3", "b", "w2", "south", -0.5},
		{"4", "b", "w3", "", -0.9}, {"5", "c", "w4", "south", none},
	})
	ps := Polarizations(rows, Config{})
	if len(ps) != 2*2*len(Dimensions) { // all and harvest, all times and May
		t.Fatalf("%d rows", len(ps))
	}
	if p := ps[0]; p.Sides != 2 || p.Scored != 2 || p.Articles != 2 || p.Sufficient || p.Between.Value != 1 || !math.IsNaN(p.Between.Low) || p.Distance.Value != 0.5 {
		t.Errorf("%+v", p)
	}
}

// What the measures are of a press without end is known, and the intervals cover
// it: two sides apart by a gap, or at one place, in many articles and in few.
func TestPolarizationIntervalsCover(t *testing.T) {
	const n = 600
	for _, c := range []corpus{
		{"fifty articles, level", 50, 0.5, 4, 0.3, 0, false, 0},
		{"fifty articles, apart", 50, 0.5, 4, 0.3, 0, false, 0.3},
		{"fifty articles, far apart", 50, 0.5, 4, 0.3, 0, false, 0.8},
		{"fourteen articles, level", 14, 0.2, 4, 0.4, 0, false, 0},
		{"fourteen articles, apart", 14, 0.2, 4, 0.4, 0, false, 0.5},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var endless []Observation
			for i := range uint64(20_000 / c.articles) {
				for _, o := range c.draw(i, c.gap) {
					o.Statement, o.Article, o.Group = fmt.Sprint(i, "/", o.Statement), fmt.Sprint(i, "/", o.Article), fmt.Sprint(i, "/", o.Group)
					endless = append(endless, o)
				}
			}
			truth := measured(endless)
			var covered [3]int
			for i := range uint64(n) {
				p := measured(c.draw(50_000+i, c.gap))
				for m, x := range [...][2]Estimate{{p.Between, truth.Between}, {p.Distance, truth.Distance}, {p.Consensus, truth.Consensus}} {
					if x[0].Low <= x[1].Value && x[1].Value <= x[0].High {
						covered[m]++
					}
				}
			}
			for m, name := range [...]string{"between", "distance", "consensus"} {
				share := float64(covered[m]) / n
				t.Logf("%s covered %.3f", name, share)
				if share < 0.9 {
					t.Errorf("the interval of %s covers the truth in %.1f %% of %d corpora", name, 100*share, n)
				}
			}
		})
	}
}

// measured is the first row of a corpus' measures, with labels by sign.
func measured(obs []Observation) Polarization {
	for i := range obs {
		switch o := &obs[i]; {
		case o.Scores[0] > 0.2:
			o.Signs[0] = 1
		case o.Scores[0] < -0.2:
			o.Signs[0] = -1
		}
	}
	return Polarizations(obs, Config{Workers: 1})[0]
}
