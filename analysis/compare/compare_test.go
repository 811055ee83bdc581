package compare

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

var none = math.NaN()

// says is one statement in a table of cases: id, article, words, side, outlook.
type says struct {
	id, article, words, side string
	outlook                  float64
}

func observe(rows []says) []Observation {
	obs := make([]Observation, len(rows))
	for i, r := range rows {
		obs[i] = Observation{Statement: r.id, Article: r.article, Group: r.words, Side: r.side, Issue: "harvest", Actor: r.side + " head",
			Outlet: "paper of " + r.article, Period: "2024-05", Frame: "plan", Scores: [len(Dimensions)]float64{r.outlook, none, none, none}}
	}
	return obs
}

func TestSummaryOfOneSide(t *testing.T) {
	for _, c := range []struct {
		name                                string
		rows                                []says
		statements, groups, articles, score int
		mean, meanAll, abstained            float64
	}{
		{"one statement", []says{{"1", "a", "w1", "north", 0.5}}, 1, 1, 1, 1, 0.5, 0.5, 0},
		{"no score is not zero", []says{{"1", "a", "w1", "north", 0.5}, {"2", "a", "w2", "north", none}}, 2, 2, 1, 1, 0.5, 0.5, 0.5},
		{"only abstentions", []says{{"1", "a", "w1", "north", none}}, 1, 1, 1, 0, none, none, 1},
		{"copies count once in the mean and each in mean_all", []says{{"1", "a", "w1", "north", 1}, {"2", "b", "w1", "north", 1}, {"3", "b", "w2", "north", -0.5}}, 3, 2, 2, 2, 0.25, 0.5, 0},
		{"copies that were scored unlike count with their mean", []says{{"1", "a", "w1", "north", 1}, {"2", "b", "w1", "north", 0.5}}, 2, 1, 2, 1, 0.75, 0.75, 0},
		{"a copy without a score takes nothing away", []says{{"1", "a", "w1", "north", 1}, {"2", "b", "w1", "north", none}}, 2, 1, 2, 1, 1, 1, 0},
		{"a joint statement of one side counts once", []says{{"1", "a", "w1", "north", 1}, {"1", "a", "w1", "north", 1}}, 1, 1, 1, 1, 1, 1, 0},
		{"words without a group are a group of their own", []says{{"1", "a", "", "north", 1}, {"2", "a", "", "north", 0}}, 2, 2, 1, 2, 0.5, 0.5, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Summaries(observe(c.rows), Config{})[0]
			got := []any{s.Side, s.Dimension, s.Statements, s.Groups, s.Articles, s.Scored, s.Mean, s.MeanAll, s.Abstained}
			want := []any{"north", Dimensions[0], c.statements, c.groups, c.articles, c.score, c.mean, c.meanAll, c.abstained}
			for i := range got {
				if x, ok := got[i].(float64); ok && math.IsNaN(x) && math.IsNaN(want[i].(float64)) {
					continue
				}
				if got[i] != want[i] {
					t.Errorf("got %v, want %v", got, want)
					break
				}
			}
		})
	}
}

func TestSummaryHasEveryCut(t *testing.T) {
	var cuts []string
	for _, s := range Summaries(observe([]says{{"1", "a", "w", "north", 0.5}, {"2", "a", "x", "", 0.5}}), Config{}) {
		if s.Dimension == Dimensions[0] {
			cuts = append(cuts, strings.Join([]string{s.Issue, s.Side, s.Actor, s.Outlet, s.Period}, "/"))
		}
	}
	want := []string{
		"////", "////2024-05", "///paper of a/", "// head//",
		"/north///", "/north///2024-05", "/north//paper of a/", "/north/north head//",
		"harvest////", "harvest////2024-05", "harvest///paper of a/", "harvest// head//",
		"harvest/north///", "harvest/north///2024-05", "harvest/north//paper of a/", "harvest/north/north head//",
	}
	if !slices.Equal(cuts, want) {
		t.Errorf("got %q", cuts)
	}
}

func TestVerdictNeedsEnough(t *testing.T) {
	grow := func(articles, each int) []says {
		var rows []says
		for _, side := range []string{"north", "south"} {
			v := 0.9
			if side == "south" {
				v = -0.9
			}
			for a := range articles {
				for s := range each {
					id := side + string(rune('a'+a)) + string(rune('0'+s))
					rows = append(rows, says{id, side + string(rune('a'+a)), id, side, v - 0.01*float64(a+s)})
				}
			}
		}
		return rows
	}
	for _, c := range []struct {
		name           string
		articles, each int
		sufficient     bool
	}{
		{"one statement a side", 1, 1, false},
		{"many statements in five articles", 5, 8, false},
		{"six articles but nine statements or fewer", 6, 1, false},
		{"six articles with two statements", 6, 2, true},
		{"ten articles with one", 10, 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Comparisons(observe(grow(c.articles, c.each)), BySide, Config{})[0]
			if r.Sufficient != c.sufficient || isFlagged(&r) != c.sufficient {
				t.Errorf("sufficient %v, flagged %v with p %v in [%v, %v]", r.Sufficient, isFlagged(&r), r.PAdjusted, r.Low, r.High)
			}
			if r.Difference < 1.7 || r.Effect != 1 {
				t.Errorf("difference %v, effect %v: they are told even without a verdict", r.Difference, r.Effect)
			}
			if known(r.PAdjusted) != c.sufficient {
				t.Errorf("p is %v", r.PAdjusted)
			}
		})
	}
}

func TestExemplar(t *testing.T) {
	base := Observation{Scores: [len(Dimensions)]float64{0.5, none, none, none}, Confidence: 0.9, Length: 80}
	with := func(change func(*Observation)) Observation { o := base; change(&o); return o }
	for _, c := range []struct {
		name          string
		better, worse Observation
	}{
		{"further out is better", with(func(o *Observation) { o.Scores[0] = 0.9 }), base},
		{"in the speaker's own words is better", with(func(o *Observation) { o.Quoted = 0.3 }), base},
		{"surely the speaker's is better", base, with(func(o *Observation) { o.Confidence = 0.4 })},
		{"short is better than a page", base, with(func(o *Observation) { o.Length = 900 })},
		{"with a cue of its own is better", base, with(func(o *Observation) { o.Floating = true })},
		{"a score is better than none", base, with(func(o *Observation) { o.Scores[0] = none })},
	} {
		t.Run(c.name, func(t *testing.T) {
			if b, w := Showing(&c.better, 0, 1), Showing(&c.worse, 0, 1); b <= w {
				t.Errorf("%v is not above %v", b, w)
			}
		})
	}
}

func TestExemplarsLieAtTheEndsOfTheGap(t *testing.T) {
	c := Comparisons(observe([]says{
		{"n-low", "a", "1", "north", -0.2}, {"n-high", "a", "2", "north", 0.8},
		{"s-low", "b", "3", "south", -0.7}, {"s-high", "b", "4", "south", 0.3},
	}), BySide, Config{})[0]
	if c.ExemplarA != "n-high" || c.ExemplarB != "s-low" {
		t.Errorf("got %s and %s", c.ExemplarA, c.ExemplarB)
	}
}

func TestResultsDependOnNothingElse(t *testing.T) {
	obs := simulated[2].draw(11, 0.3)
	one := Comparisons(obs, BySide, Config{Workers: 1})
	if many := Comparisons(obs, BySide, Config{Workers: 8}); !same(one, many) {
		t.Error("the number of workers changes the figures")
	}
	sums := Summaries(obs, Config{Workers: 1})
	if many := Summaries(obs, Config{Workers: 8}); !same(sums, many) {
		t.Error("the number of workers changes the summaries")
	}
	// A further side changes no figure of the others but the corrected p.
	more := append(slices.Clone(obs), observe([]says{{"z", "z", "z", "Z", 0.1}})...)
	for _, c := range Comparisons(more, BySide, Config{}) {
		if c.Issue == "" && c.A == "A" && c.B == "B" && !same(c.Result, one[slices.IndexFunc(one, func(o Comparison) bool { return o.Dimension == c.Dimension })].Result) {
			t.Errorf("a third side changes %+v", c)
		}
	}
}

// same is equality in which NaN is NaN.
func same(a, b any) bool {
	return reflect.DeepEqual(blank(reflect.ValueOf(a)), blank(reflect.ValueOf(b)))
}

func blank(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Slice:
		out := make([]any, v.Len())
		for i := range out {
			out[i] = blank(v.Index(i))
		}
		return out
	case reflect.Struct:
		out := make([]any, v.NumField())
		for i := range out {
			out[i] = blank(v.Field(i))
		}
		return out
	case reflect.Float64:
		return math.Float64bits(v.Float())
	}
	return v.Interface()
}

func TestPeriods(t *testing.T) {
	day := func(s string) time.Time { d, _ := time.Parse(time.DateOnly, s); return d }
	for _, c := range []struct {
		from, to string
		want     Granularity
		name     string // of the first day
	}{
		{"2024-05-02", "2024-05-02", Day, "2024-05-02"},
		{"2024-05-02", "2024-05-30", Day, "2024-05-02"},
		{"2024-12-30", "2025-03-01", Week, "2025-W01"},
		{"2023-01-15", "2024-11-20", Month, "2023-01"},
		{"2013-05-01", "2017-05-01", Quarter, "2013-Q2"},
		{"2001-01-01", "2024-01-01", Year, "2001"},
	} {
		g := FitGranularity(day(c.from), day(c.to))
		if name := g.Name(day(c.from)); g != c.want || name != c.name {
			t.Errorf("%s to %s: %s, %s", c.from, c.to, g, name)
		}
	}
	if name := Day.Name(time.Time{}); name != "" {
		t.Errorf("no date is in the period %q", name)
	}
}

func BenchmarkComparisons(b *testing.B) {
	obs := corpus{articles: 842, both: 0.5, perGroup: 6, bent: 0.3, copies: 0.2}.draw(3, 0.2)
	for i := range obs {
		obs[i].Issue = string(rune('a' + i%12))
		obs[i].Side = string(rune('A' + i%8))
	}
	b.ReportAllocs()
	for b.Loop() {
		Comparisons(obs, BySide, Config{Workers: 1})
	}
}

func isFlagged(c *Comparison) bool { return Flagged(c.Sufficient, c.PAdjusted, c.Low, c.High) }
