package compare

import (
	"math"
	"slices"
	"strings"
	"sync"

	"gonum.org/v1/gonum/stat"
)

// By is what observations are grouped by.
type By string

// The groupings.
const (
	BySide   By = "side"
	ByActor  By = "actor"
	ByOutlet By = "outlet"
	ByPeriod By = "period"
)

// Of is the group that an observation belongs to, "" for none.
func (b By) Of(o *Observation) string {
	switch b {
	case BySide:
		return o.Side
	case ByActor:
		return o.Actor
	case ByOutlet:
		return o.Outlet
	case ByPeriod:
		return o.Period
	}
	return ""
}

// Summaries describes, for every issue and for all together: each side, each
// side in each period, each side in each outlet, and each actor. Rows are in
// the order of their names.
func Summaries(obs []Observation, cfg Config) []Summary {
	cfg = cfg.filled()
	// Every observation is in up to eight cells, so a cell is a list of indexes
	// until it is described.
	cells := map[Cell][]int32{}
	for i := range obs {
		o := &obs[i]
		issues := []string{""}
		if o.Issue != "" {
			issues = append(issues, o.Issue)
		}
		for _, issue := range issues {
			key := Cell{Issue: issue, Side: o.Side}
			cells[key] = append(cells[key], int32(i))
			for _, within := range [...]Cell{
				{Issue: issue, Side: o.Side, Period: o.Period},
				{Issue: issue, Side: o.Side, Outlet: o.Outlet},
				{Issue: issue, Side: o.Side, Actor: o.Actor},
			} {
				if within != key {
					cells[within] = append(cells[within], int32(i))
				}
			}
		}
	}
	keys := make([]Cell, 0, len(cells))
	for k := range cells {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compareCells)
	out := make([]Summary, len(keys)*len(Dimensions))
	each(len(keys), cfg.Workers, func(i int) {
		c := newCell()
		for _, k := range cells[keys[i]] {
			c.add(&obs[k])
		}
		for dim := range Dimensions {
			out[i*len(Dimensions)+dim] = describe(keys[i], c, dim, cfg)
		}
	})
	return out
}

func compareCells(a, b Cell) int {
	for _, c := range [...]int{
		strings.Compare(a.Issue, b.Issue), strings.Compare(a.Side, b.Side),
		strings.Compare(a.Actor, b.Actor), strings.Compare(a.Outlet, b.Outlet),
	} {
		if c != 0 {
			return c
		}
	}
	return strings.Compare(a.Period, b.Period)
}

func (c Cell) name() string {
	return strings.Join([]string{c.Issue, c.Side, c.Actor, c.Outlet, c.Period}, "\x1f")
}

func describe(key Cell, c *cell, dim int, cfg Config) Summary {
	nan := math.NaN()
	us := c.units(dim)
	s := Summary{
		Cell: key, Dimension: Dimensions[dim],
		Statements: len(c.stmts), Groups: len(c.groups), Articles: c.articles(), Scored: len(us),
		Mean: mean(us), MeanAll: c.meanAll(dim), SD: nan, Median: nan,
		Positive: nan, Negative: nan, Neutral: nan,
		Abstained: 1 - float64(len(us))/float64(len(c.groups)),
		TopFrame:  c.topFrame(),
	}
	s.Low, s.High = Interval(us, cfg, "mean\x1f"+string(s.Dimension)+"\x1f"+key.name())
	if len(us) == 0 {
		return s
	}
	x := make([]float64, len(us))
	n := float64(len(us))
	pos, neg := 0, 0
	for i, u := range us {
		x[i] = u.Value
	}
	for _, g := range c.groups {
		switch {
		case !known(g.value(dim)):
		case g.sign(dim) > 0:
			pos++
		case g.sign(dim) < 0:
			neg++
		}
	}
	slices.Sort(x)
	s.Median = quantile(x, 0.5)
	if len(x) > 1 {
		s.SD = stat.StdDev(x, nil)
	}
	s.Positive, s.Negative = float64(pos)/n, float64(neg)/n
	s.Neutral = float64(len(us)-pos-neg) / n
	return s
}

// Groups describes every group on its own, over the observations as a whole, in
// the order of their names: Cell.Side holds the group's name. Observations
// without a group come under "".
func Groups(obs []Observation, by By, cfg Config) []Summary {
	grouped := make([]Observation, len(obs))
	for i := range obs {
		grouped[i] = obs[i]
		grouped[i].Side = by.Of(&obs[i])
		grouped[i].Issue, grouped[i].Actor, grouped[i].Outlet, grouped[i].Period = "", "", "", ""
	}
	return Summaries(grouped, cfg)
}

// Comparisons sets every two groups against each other, on every issue and on
// all together. The p-values are corrected within a dimension, over all pairs
// and issues that have enough statements. Rows are in the order of issue, names
// and dimension.
func Comparisons(obs []Observation, by By, cfg Config) []Comparison {
	cfg = cfg.filled()
	type question struct {
		issue, a, b string
		ca, cb      *cell
	}
	byIssue := map[string]map[string]*cell{}
	for i := range obs {
		o := &obs[i]
		name := by.Of(o)
		if name == "" {
			continue
		}
		for _, issue := range distinct("", o.Issue) {
			if byIssue[issue] == nil {
				byIssue[issue] = map[string]*cell{}
			}
			c := byIssue[issue][name]
			if c == nil {
				c = newCell()
				byIssue[issue][name] = c
			}
			c.add(o)
		}
	}
	var qs []question
	for _, issue := range sortedKeys(byIssue) {
		names := sortedKeys(byIssue[issue])
		for i, a := range names {
			for _, b := range names[i+1:] {
				qs = append(qs, question{issue, a, b, byIssue[issue][a], byIssue[issue][b]})
			}
		}
	}
	out := make([]Comparison, len(qs)*len(Dimensions))
	each(len(qs), cfg.Workers, func(i int) {
		q := qs[i]
		for dim := range Dimensions {
			c := between(q.ca, q.cb, dim, cfg, strings.Join([]string{string(by), q.issue, q.a, q.b}, "\x1f"))
			c.Issue, c.A, c.B = q.issue, q.a, q.b
			out[i*len(Dimensions)+dim] = c
		}
	})
	adjust(out)
	return out
}

func between(a, b *cell, dim int, cfg Config, name string) Comparison {
	ua, ub := a.units(dim), b.units(dim)
	c := Comparison{
		Dimension: Dimensions[dim],
		Result:    Difference(ua, ub, cfg, name+"\x1f"+string(Dimensions[dim])),
	}
	c.StatementsA, c.StatementsB = len(a.stmts), len(b.stmts)
	c.MeanAllA, c.MeanAllB = a.meanAll(dim), b.meanAll(dim)
	c.Abstained = 1 - float64(len(ua)+len(ub))/float64(len(a.groups)+len(b.groups))
	c.Sufficient = c.enough(cfg)
	if known(c.Difference) {
		sign := 1.0
		if c.Difference < 0 {
			sign = -1
		}
		c.ExemplarA = exemplar(a, dim, sign)
		c.ExemplarB = exemplar(b, dim, -sign)
	}
	return c
}

// adjust corrects the p-values of each dimension for their number.
func adjust(cs []Comparison) {
	for _, dim := range Dimensions {
		var at []int
		var p []float64
		for i := range cs {
			if cs[i].Dimension == dim {
				at = append(at, i)
				p = append(p, cs[i].P)
			}
		}
		for k, q := range Adjust(p) {
			cs[at[k]].PAdjusted = q
		}
	}
}

// exemplar is the statement of c that shows best that it lies where sign points.
func exemplar(c *cell, dim int, sign float64) string {
	best, bestScore := "", math.Inf(-1)
	for _, g := range c.groups {
		for _, o := range g.members {
			score := Showing(o, dim, sign) + 0.1*float64(min(len(g.members), 3))
			if score > bestScore || score == bestScore && o.Statement < best {
				best, bestScore = o.Statement, score
			}
		}
	}
	return best
}

// Showing is how well a statement shows that its speaker lies where sign points
// on a dimension: far out, surely the speaker's, in the speaker's own words, with
// evidence, short. It is -Inf where there is no score.
func Showing(o *Observation, dim int, sign float64) float64 {
	if !known(o.Scores[dim]) {
		return math.Inf(-1)
	}
	score := sign*o.Scores[dim] + 0.4*o.Confidence
	if o.Quoted > 0 {
		score += 0.3
	}
	if o.Evidence[dim] == 0 {
		score -= 0.5
	}
	if o.Floating {
		score -= 0.2
	}
	if over := o.Length - 240; over > 0 {
		score -= float64(over) / 1000
	}
	return score
}

// each calls do(0) ... do(n-1) from as many goroutines as workers says.
func each(n, workers int, do func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(workers, n) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func distinct(a, b string) []string {
	if a == b {
		return []string{a}
	}
	return []string{a, b}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
