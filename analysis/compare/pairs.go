package compare

import (
	"math"
	"slices"
	"strings"
)

// MaxPeriodSides is how many of an issue's sides are compared period by period:
// those with the most statements. The number of pairs grows with its square.
const MaxPeriodSides = 12

// Comparisons sets every two groups against each other, on every issue and on
// all together. Sides are compared in each period besides, the MaxPeriodSides
// largest of an issue. The p-values are corrected within a dimension, over all
// pairs and issues that have enough statements; those of single periods among
// themselves. Rows are in the order of issue, period, names and dimension.
func Comparisons(obs []Observation, by By, cfg Config) []Comparison {
	cfg = cfg.filled()
	x := number(obs)
	resamplers := make([]*resampler, cfg.Workers)
	for w := range resamplers {
		resamplers[w] = newResampler(cfg, x.seeds)
	}
	g := newGatherer(x)
	whole := map[string]map[string]*party{} // by issue, over all times
	var out []Comparison
	listsOf(obs, by).each(func(issue, period string, lists map[string][]int32) {
		if period != "" {
			lists = largest(lists, whole[issue])
		}
		parties := g.parties(lists)
		if period == "" {
			whole[issue] = parties
		}
		var pairs [][2]string
		names := sortedKeys(parties)
		for i, a := range names {
			for _, b := range names[i+1:] {
				pairs = append(pairs, [2]string{a, b})
			}
		}
		dims := cfg.dimensions()
		rows := make([]Comparison, len(pairs)*len(dims))
		resampled := toResample(parties, dims, period, cfg)
		each(len(resampled), cfg.Workers, func(worker, i int) { resamplers[worker].weighted(resampled[i]...) })
		each(len(pairs), cfg.Workers, func(worker, i int) {
			a, b := pairs[i][0], pairs[i][1]
			name := []string{string(by), issue, a, b}
			if period != "" {
				name = append(name, period)
			}
			for k, dim := range dims {
				if cfg.Telling && !telling(parties[a], parties[b], dim, period, cfg) {
					continue
				}
				c := resamplers[worker].between(parties[a], parties[b], dim, strings.Join(name, "\x1f"))
				c.Issue, c.Period, c.A, c.B = issue, period, a, b
				rows[i*len(dims)+k] = c
			}
		})
		for _, groups := range resampled {
			for _, g := range groups {
				g.resampled = nil
			}
		}
		out = append(out, slices.DeleteFunc(rows, func(c Comparison) bool { return c.A == "" })...)
	})
	adjust(out)
	n := 0 // the rows of all issues together come first
	for n < len(out) && out[n].Issue == "" && out[n].Period == "" {
		n++
	}
	var issues []map[string]*party
	for _, issue := range sortedKeys(whole) {
		if issue != "" {
			issues = append(issues, whole[issue])
		}
	}
	each(n, cfg.Workers, func(worker, i int) {
		c := &out[i]
		c.Agreement, c.Shared = resamplers[worker].agreement(issues, c.A, c.B, slices.Index(Dimensions[:], c.Dimension))
	})
	return out
}

// lists are indexes of observations by issue, period and group; "" is all issues,
// and all times.
type lists map[string]map[string]map[string][]int32

// listsOf lists the observations that have a group. Only sides are listed by period.
func listsOf(obs []Observation, by By) lists {
	ls := lists{}
	for i := range obs {
		o := &obs[i]
		name := by.Of(o)
		if name == "" {
			continue
		}
		period := ""
		if by == BySide {
			period = o.Period
		}
		for _, issue := range distinct("", o.Issue) {
			if ls[issue] == nil {
				ls[issue] = map[string]map[string][]int32{}
			}
			for _, p := range distinct("", period) {
				if ls[issue][p] == nil {
					ls[issue][p] = map[string][]int32{}
				}
				ls[issue][p][name] = append(ls[issue][p][name], int32(i))
			}
		}
	}
	return ls
}

// each visits issues and, of each, all times together and then the periods.
func (ls lists) each(visit func(issue, period string, byGroup map[string][]int32)) {
	for _, issue := range sortedKeys(ls) {
		for _, period := range sortedKeys(ls[issue]) {
			visit(issue, period, ls[issue][period])
		}
	}
}

// parties gathers groups.
func (g *gatherer) parties(byGroup map[string][]int32) map[string]*party {
	out := map[string]*party{}
	for name, list := range byGroup {
		out[name] = g.party(g.gather(list))
	}
	return out
}

// largest keeps the groups that are among the MaxPeriodSides with the most words
// of their own over all times.
func largest(byGroup map[string][]int32, whole map[string]*party) map[string][]int32 {
	if len(whole) <= MaxPeriodSides {
		return byGroup
	}
	order := sortedKeys(whole)
	slices.SortStableFunc(order, func(a, b string) int { return whole[b].groups - whole[a].groups })
	out := map[string][]int32{}
	for _, name := range order[:MaxPeriodSides] {
		if list, ok := byGroup[name]; ok {
			out[name] = list
		}
	}
	return out
}

// telling reports whether a pair has enough data to be kept: see Config.Telling.
func telling(a, b *party, dim int, period string, cfg Config) bool {
	return a.dims[dim].tells(period, cfg) && b.dims[dim].tells(period, cfg)
}

func (g *group) tells(period string, cfg Config) bool {
	if period == "" {
		return len(g.units) >= least
	}
	return len(g.units) >= cfg.MinStatements && g.articles >= cfg.MinArticles
}

// toResample gives the groups whose interval of a difference with another one is resampled, those
// of one party together.
func toResample(parties map[string]*party, dims []int, period string, cfg Config) (all [][]*group) {
	takesPart := func(g *group) bool {
		return g.articles >= MinIntervalArticles && (!cfg.Telling || g.tells(period, cfg))
	}
	var few, any [len(Dimensions)]int
	for _, p := range parties {
		for _, dim := range dims {
			if g := &p.dims[dim]; takesPart(g) {
				any[dim]++
				if g.fewArticles() {
					few[dim]++
				}
			}
		}
	}
	for _, name := range sortedKeys(parties) {
		var groups []*group
		for _, dim := range dims {
			if g := &parties[name].dims[dim]; takesPart(g) && few[dim] > 0 && any[dim] > 1 {
				groups = append(groups, g)
			}
		}
		if groups != nil {
			all = append(all, groups)
		}
	}
	return all
}

func (r *resampler) between(a, b *party, dim int, name string) Comparison {
	ga, gb := &a.dims[dim], &b.dims[dim]
	c := Comparison{
		Dimension: Dimensions[dim],
		Result:    r.difference(ga, gb, name+"\x1f"+string(Dimensions[dim])),
	}
	c.StatementsA, c.StatementsB = a.statements, b.statements
	c.MeanAllA, c.MeanAllB = a.meanAll[dim], b.meanAll[dim]
	c.Abstained = 1 - float64(len(ga.units)+len(gb.units))/float64(a.groups+b.groups)
	c.Sufficient = c.enough(r.cfg)
	c.Agreement = Estimate{math.NaN(), math.NaN(), math.NaN()}
	switch {
	case !known(c.Difference):
	case c.Difference < 0:
		c.ExemplarA, c.ExemplarB = a.low[dim], b.high[dim]
	default:
		c.ExemplarA, c.ExemplarB = a.high[dim], b.low[dim]
	}
	return c
}

// adjust corrects the p-values of each dimension for their number, those over
// all times apart from those of single periods: a long corpus must not cost the
// main questions their power.
func adjust(cs []Comparison) {
	for _, dim := range Dimensions {
		for _, single := range [...]bool{false, true} {
			var at []int
			var p []float64
			for i := range cs {
				if cs[i].Dimension == dim && single == (cs[i].Period != "") {
					at = append(at, i)
					p = append(p, cs[i].P)
				}
			}
			for k, q := range Adjust(p) {
				cs[at[k]].PAdjusted = q
			}
		}
	}
}
