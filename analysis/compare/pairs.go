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
	resamplers := make([]*resampler, cfg.Workers)
	for w := range resamplers {
		resamplers[w] = newResampler(cfg, len(obs))
	}
	g := newGatherer(number(obs))
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
		out = append(out, slices.DeleteFunc(rows, func(c Comparison) bool { return c.A == "" })...)
	})
	adjust(out)
	n := 0 // the rows of all issues together come first
	for n < len(out) && out[n].Issue == "" && out[n].Period == "" {
		n++
	}
	each(n, cfg.Workers, func(_, i int) {
		c := &out[i]
		c.Agreement, c.Shared = agreement(whole, c.A, c.B, slices.Index(Dimensions[:], c.Dimension))
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
		out[name] = g.gather(list).party()
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
	if period == "" {
		return min(len(a.units[dim]), len(b.units[dim])) >= least
	}
	return min(len(a.units[dim]), len(b.units[dim])) >= cfg.MinStatements &&
		min(articlesOf(a.units[dim]), articlesOf(b.units[dim])) >= cfg.MinArticles
}

func articlesOf(us []unit) int {
	seen := map[int32]bool{}
	for _, u := range us {
		seen[u.cluster] = true
	}
	return len(seen)
}

func (r *resampler) between(a, b *party, dim int, name string) Comparison {
	ua, ub := a.units[dim], b.units[dim]
	c := Comparison{
		Dimension: Dimensions[dim],
		Result:    r.difference(group{ua, a.sorted[dim]}, group{ub, b.sorted[dim]}, name+"\x1f"+string(Dimensions[dim])),
	}
	c.StatementsA, c.StatementsB = a.statements, b.statements
	c.MeanAllA, c.MeanAllB = a.meanAll[dim], b.meanAll[dim]
	c.Abstained = 1 - float64(len(ua)+len(ub))/float64(a.groups+b.groups)
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
