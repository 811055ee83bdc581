package compare

import (
	"math"
	"slices"
	"strings"
	"sync"
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
	var out []Summary
	_ = EachSummary(obs, cfg, func(s *Summary) error {
		out = append(out, *s)
		return nil
	})
	return out
}

// together is the number of cells that are described before the first of them is
// handed on.
const together = 2048

// EachSummary hands on what Summaries gives row by row, since there are many of
// them. An error of fn ends it and is returned.
func EachSummary(obs []Observation, cfg Config, fn func(*Summary) error) error {
	cfg = cfg.filled()
	cells := cellsOf(obs)
	keys := make([]Cell, 0, len(cells))
	for k := range cells {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compareCells)
	x := number(obs)
	describers := make([]*describer, cfg.Workers)
	for w := range describers {
		describers[w] = &describer{gatherer: newGatherer(x), resampler: newResampler(cfg, x.seeds)}
	}
	dims := cfg.dimensions()
	out := make([]Summary, min(len(keys), together)*len(dims))
	for len(keys) > 0 {
		some := keys[:min(len(keys), together)]
		keys = keys[len(some):]
		each(len(some), cfg.Workers, func(worker, i int) {
			describers[worker].describe(some[i], cells[some[i]], dims, out[i*len(dims):])
		})
		for i := range len(some) * len(dims) {
			if err := fn(&out[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// cellsOf lists the observations of every cell. Every observation is in up to
// eight cells, so a cell is a list of indexes until it is described.
func cellsOf(obs []Observation) map[Cell][]int32 {
	cells := map[Cell][]int32{}
	for i := range obs {
		o := &obs[i]
		for _, issue := range distinct("", o.Issue) {
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
	return cells
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

// describer is what one goroutine describes cells with.
type describer struct {
	*gatherer
	*resampler
	groups [len(Dimensions)]group
	values []float64
}

// describe puts a row for each of the dimensions into out.
func (d *describer) describe(key Cell, list []int32, dims []int, out []Summary) {
	c := d.gather(list)
	frame := c.topFrame()
	var few []*group
	for _, dim := range dims {
		g := &d.groups[dim]
		if d.group(c, dim, g); g.fewArticles() {
			few = append(few, g)
		}
	}
	if few != nil {
		d.draw(source(d.cfg.Seed, "mean\x1f"+key.name()), few...)
	}
	for i, dim := range dims {
		g := &d.groups[dim]
		s := &out[i]
		*s = Summary{
			Cell: key, Dimension: Dimensions[dim], TopFrame: frame,
			Statements: len(c.members), Groups: c.groups(), Articles: c.articles,
			MeanAll: c.meanAll(dim), Abstained: 1 - float64(len(g.units))/float64(c.groups()),
		}
		s.Low, s.High = d.interval(g)
		d.spread(s, g.units)
	}
}

// spread fills in what a summary says of the scores themselves.
func (d *describer) spread(s *Summary, us []unit) {
	nan := math.NaN()
	s.Scored, s.Mean, s.SD, s.Median, s.Positive, s.Negative, s.Neutral = len(us), mean(us), nan, nan, nan, nan, nan
	if len(us) == 0 {
		return
	}
	d.values = d.values[:0]
	pos, neg := 0, 0
	for _, u := range us {
		d.values = append(d.values, u.value)
		switch {
		case u.sign > 0:
			pos++
		case u.sign < 0:
			neg++
		}
	}
	x, n := d.values, float64(len(us))
	slices.Sort(x)
	s.Median = quantile(x, 0.5)
	if len(x) > 1 {
		s.SD = stdDev(x)
	}
	s.Positive, s.Negative = float64(pos)/n, float64(neg)/n
	s.Neutral = float64(len(us)-pos-neg) / n
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

// Showing is how well a statement shows that its speaker lies where sign points
// on a dimension: far out, surely the speaker's, in the speaker's own words and
// short. It is -Inf where there is no score.
func Showing(o *Observation, dim int, sign float64) float64 {
	if !known(o.Scores[dim]) {
		return math.Inf(-1)
	}
	score := sign*o.Scores[dim] + 0.4*o.Confidence
	if o.Quoted > 0 {
		score += 0.3
	}
	if o.Floating {
		score -= 0.2
	}
	if over := o.Length - 240; over > 0 {
		score -= float64(over) / 1000
	}
	return score
}

// each calls do with 0 ... n-1 from as many goroutines as workers says, and with
// the number of the goroutine.
func each(n, workers int, do func(worker, i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for worker := range min(workers, n) {
		wg.Go(func() {
			for i := range next {
				do(worker, i)
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
