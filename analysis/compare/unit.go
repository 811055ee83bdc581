package compare

import (
	"math"
	"slices"
)

// Unit is one scored quotation group: its value, and the article that it is from.
type Unit struct {
	Value   float64
	Cluster string
}

// unit is a Unit whose article is a number, with the sign of its label.
type unit struct {
	value   float64
	cluster int32
	sign    int8
}

// numbered is observations with numbers instead of the names of statements,
// groups and articles, so that what is met again is found without a map.
type numbered struct {
	obs                       []Observation
	statement, group, article []int32
	seeds                     []uint64 // of the weights of articles, by number
}

func number(obs []Observation) *numbered {
	x := &numbered{
		obs:       obs,
		statement: numbers(len(obs), func(i int) string { return obs[i].Statement }),
		group: numbers(len(obs), func(i int) string {
			if obs[i].Group == "" { // words without a group are a group of their own
				return "\x00" + obs[i].Statement
			}
			return obs[i].Group
		}),
		article: numbers(len(obs), func(i int) string { return obs[i].Article }),
	}
	for i, k := range x.article {
		if int(k) == len(x.seeds) {
			x.seeds = append(x.seeds, hashOf(obs[i].Article))
		}
	}
	return x
}

// numbers counts up names in the order of their first appearance.
func numbers(n int, name func(i int) string) []int32 {
	index := map[string]int32{}
	out := make([]int32, n)
	for i := range out {
		s := name(i)
		k, ok := index[s]
		if !ok {
			k = int32(len(index))
			index[s] = k
		}
		out[i] = k
	}
	return out
}

// marks remembers which numbers were met since it was last cleared, which takes no time.
type marks struct {
	round int32
	met   []int32
}

func newMarks(n int) marks { return marks{met: make([]int32, n)} }

func (m *marks) clear() { m.round++ }

// first marks k, and says whether it was not marked before.
func (m *marks) first(k int32) bool {
	fresh := m.met[k] != m.round
	m.met[k] = m.round
	return fresh
}

// gatherer makes cells, one after the other and in the same memory.
type gatherer struct {
	x                          *numbered
	statements, groups, papers marks
	place                      []int32 // of a group in the cell
	kept                       []int32
	cell                       cell
}

func newGatherer(x *numbered) *gatherer {
	n := len(x.obs)
	return &gatherer{x: x, statements: newMarks(n), groups: newMarks(n), papers: newMarks(n), place: make([]int32, n), cell: cell{x: x}}
}

// cell is the observations of one group, copies together.
type cell struct {
	x        *numbered
	starts   []int32 // of each quotation group in members, in order of first appearance, and the end
	members  []int32 // indexes of observations
	articles int     // distinct ones that carry the cell, copies included
}

// gather makes the cell of the listed observations. A statement counts once,
// however many of its speakers are in it. The cell holds until the next gather.
func (g *gatherer) gather(list []int32) *cell {
	g.statements.clear()
	g.groups.clear()
	g.papers.clear()
	c := &g.cell
	g.kept, c.starts, c.articles = g.kept[:0], append(c.starts[:0], 0), 0
	for _, i := range list {
		if !g.statements.first(g.x.statement[i]) {
			continue
		}
		if g.papers.first(g.x.article[i]) {
			c.articles++
		}
		k := g.x.group[i]
		if g.groups.first(k) {
			g.place[k] = int32(len(c.starts)) - 1
			c.starts = append(c.starts, 0)
		}
		c.starts[g.place[k]+1]++
		g.kept = append(g.kept, i)
	}
	for k := 1; k < len(c.starts); k++ {
		c.starts[k] += c.starts[k-1]
	}
	c.members = append(c.members[:0], g.kept...)
	for j := len(g.kept) - 1; j >= 0; j-- { // from the back, so that starts end as they were
		k := g.place[g.x.group[g.kept[j]]]
		c.starts[k+1]--
		c.members[c.starts[k+1]] = g.kept[j]
	}
	for k := range c.groups() {
		c.starts[k] = c.starts[k+1]
	}
	c.starts[c.groups()] = int32(len(c.members))
	return c
}

func (c *cell) groups() int { return len(c.starts) - 1 }

// group gives the members of a group in input order.
func (c *cell) group(k int) []int32 { return c.members[c.starts[k]:c.starts[k+1]] }

// value is the mean over the copies in a group that have a score, NaN for none.
func (c *cell) value(k, dim int) float64 { return c.mean(c.group(k), dim) }

// mean is the mean of the scores that members have, NaN for none.
func (c *cell) mean(members []int32, dim int) float64 {
	sum, n := 0.0, 0
	for _, i := range members {
		if x := c.x.obs[i].Scores[dim]; known(x) {
			sum += x
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}

// sign is what most of the scored copies' labels say, 0 where they do not agree.
func (c *cell) sign(k, dim int) int {
	sum := 0
	for _, i := range c.group(k) {
		if o := &c.x.obs[i]; known(o.Scores[dim]) {
			sum += int(o.Signs[dim])
		}
	}
	return min(1, max(-1, sum))
}

// units adds the scored groups of a dimension to us.
func (c *cell) units(us []unit, dim int) []unit {
	for k := range c.groups() {
		if v := c.value(k, dim); known(v) {
			us = append(us, unit{v, c.x.article[c.group(k)[0]], int8(c.sign(k, dim))})
		}
	}
	return us
}

// meanAll is the mean over every copy.
func (c *cell) meanAll(dim int) float64 { return c.mean(c.members, dim) }

// topFrame is the commonest frame, the first in the alphabet among equals.
func (c *cell) topFrame() string {
	count := make([]framed, 0, 16) // a codebook has few
	for k := range c.groups() {
		f := c.x.obs[c.group(k)[0]].Frame
		if f == "" {
			continue
		}
		at := slices.IndexFunc(count, func(x framed) bool { return x.frame == f })
		if at < 0 {
			at, count = len(count), append(count, framed{frame: f})
		}
		count[at].n++
	}
	best := framed{}
	for _, x := range count {
		if x.n > best.n || x.n == best.n && x.frame < best.frame {
			best = x
		}
	}
	return best.frame
}

// framed is how many groups have a frame.
type framed struct {
	frame string
	n     int
}

// exemplar is the statement of c that shows best that it lies where sign points.
func (c *cell) exemplar(dim int, sign float64) string {
	best, bestScore := "", math.Inf(-1)
	for k := range c.groups() {
		copies := 0.1 * float64(min(len(c.group(k)), 3))
		for _, i := range c.group(k) {
			o := &c.x.obs[i]
			score := Showing(o, dim, sign) + copies
			if score > bestScore || score == bestScore && o.Statement < best {
				best, bestScore = o.Statement, score
			}
		}
	}
	return best
}

// party is what a comparison needs to know of one of its two groups.
type party struct {
	dims               [len(Dimensions)]group
	meanAll            [len(Dimensions)]float64
	high, low          [len(Dimensions)]string // statements that show each end best
	statements, groups int
}

func (g *gatherer) party(c *cell) *party {
	p := &party{statements: len(c.members), groups: c.groups()}
	for dim := range Dimensions {
		g.group(c, dim, &p.dims[dim])
		p.dims[dim].sorted = sortedValues(p.dims[dim].units)
		p.meanAll[dim] = c.meanAll(dim)
		p.high[dim], p.low[dim] = c.exemplar(dim, 1), c.exemplar(dim, -1)
	}
	return p
}

// group fills in the units of a cell and their articles.
func (g *gatherer) group(c *cell, dim int, to *group) {
	to.units, to.articles = c.units(to.units[:0], dim), 0
	g.papers.clear()
	for _, u := range to.units {
		if g.papers.first(u.cluster) {
			to.articles++
		}
	}
}
