package compare

import (
	"fmt"
	"math"
	"testing"
)

// views is what two sides say on one issue, a statement an article.
type views struct {
	issue        string
	north, south []float64
}

func (v views) observations() []Observation {
	var obs []Observation
	for side, scores := range map[string][]float64{"north": v.north, "south": v.south} {
		for i, x := range scores {
			id := fmt.Sprint(v.issue, side, i)
			obs = append(obs, Observation{Statement: id, Article: id, Group: id, Side: side, Issue: v.issue, Scores: [len(Dimensions)]float64{x, none, none, none}})
		}
	}
	return obs
}

func TestAgreement(t *testing.T) {
	for _, c := range []struct {
		name   string
		says   []views
		want   float64
		issues int
	}{
		{"the same", []views{{"rates", []float64{0.5}, []float64{0.5}}, {"jobs", []float64{-0.5}, []float64{-0.5}}}, 1, 2},
		{"opposite ends", []views{{"rates", []float64{1}, []float64{-1}}}, 0, 1},
		{"half way on one of two", []views{{"rates", []float64{1}, []float64{0}}, {"jobs", []float64{0}, []float64{0}}}, 0.75, 2},
		{"an issue of one alone does not count", []views{{"rates", []float64{1}, []float64{1}}, {"jobs", []float64{1, 1, 1}, nil}}, 1, 1},
		{"an issue without scores does not count", []views{{"rates", []float64{1}, []float64{1}}, {"jobs", []float64{1}, []float64{none}}}, 1, 1},
		{"nothing in common", []views{{"rates", []float64{1}, nil}, {"jobs", nil, []float64{1}}}, none, 0},
	} {
		var obs []Observation
		for _, v := range c.says {
			obs = append(obs, v.observations()...)
		}
		for _, r := range Comparisons(obs, BySide, Config{Resamples: 10}) {
			if r.Dimension != Dimensions[0] {
				continue
			}
			want, n := c.want, c.issues
			if r.Issue != "" { // of all issues together, no more
				want, n = none, 0
			}
			if got := r.Agreement.Value; math.Abs(got-want) > 1e-12 || math.IsNaN(got) != math.IsNaN(want) || r.Shared != n {
				t.Errorf("%s, %q: %v over %d issues, want %v over %d", c.name, r.Issue, got, r.Shared, want, n)
			}
		}
	}
}

func TestMuchSaidCountsMore(t *testing.T) {
	one, three := views{"jobs", []float64{1}, []float64{1}}, views{"rates", []float64{1, 1, 1}, []float64{-1, -1, -1}}
	obs := append(one.observations(), three.observations()...)
	a := Comparisons(obs, BySide, Config{Resamples: 10})[0].Agreement
	if a.Low > a.Value || a.Value > 0.5 || a.High < a.Value || a.High > 1 || !known(a.Low) {
		t.Errorf("%+v: three statements in opposition weigh more than one in accord", a)
	}
}

func TestPeriodsAreComparedAmongThemselves(t *testing.T) {
	var obs []Observation
	for p, period := range []string{"2024-05", "2024-06"} {
		for s := range MaxPeriodSides + 2 {
			for k := range 16 - s { // the last sides say least
				id := fmt.Sprint(p, s, k)
				obs = append(obs, Observation{Statement: id, Article: id, Group: id, Side: fmt.Sprintf("side %02d", s), Period: period,
					Scores: [len(Dimensions)]float64{float64(s)/10 - float64(k%3)/10, none, none, none}})
			}
		}
	}
	pairs := map[string]int{}
	for _, c := range Comparisons(obs, BySide, Config{Resamples: 100}) {
		if c.Dimension == Dimensions[0] {
			pairs[c.Period]++
			if c.Period != "" && (c.A > "side 11" || c.B > "side 11") {
				t.Errorf("%s and %s in %s: they say too little", c.A, c.B, c.Period)
			}
			if c.Sufficient != known(c.PAdjusted) {
				t.Errorf("%+v", c)
			}
		}
	}
	const all, few = (MaxPeriodSides + 2) * (MaxPeriodSides + 1) / 2, MaxPeriodSides * (MaxPeriodSides - 1) / 2
	if pairs[""] != all || pairs["2024-05"] != few || pairs["2024-06"] != few {
		t.Errorf("%v", pairs)
	}
	for _, c := range Comparisons(obs, ByActor, Config{Resamples: 10}) {
		t.Errorf("%+v: nobody is named", c)
	}
}
