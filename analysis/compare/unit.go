package compare

import "math"

// Unit is one scored quotation group: its value, and the article that it is from.
type Unit struct {
	Value   float64
	Cluster string
}

// cell gathers the observations of one group, copies together.
type cell struct {
	groups  []*group // in order of first appearance
	byGroup map[string]*group
	stmts   map[string]bool
}

// group is the same words, once.
type group struct {
	first   *Observation // the first copy in input order
	members []*Observation
}

func newCell() *cell {
	return &cell{byGroup: map[string]*group{}, stmts: map[string]bool{}}
}

// add counts a statement once, however many of its speakers are in the cell.
func (c *cell) add(o *Observation) {
	if c.stmts[o.Statement] {
		return
	}
	c.stmts[o.Statement] = true
	key := o.Group
	if key == "" {
		key = "\x00" + o.Statement
	}
	g := c.byGroup[key]
	if g == nil {
		g = &group{first: o}
		c.byGroup[key] = g
		c.groups = append(c.groups, g)
	}
	g.members = append(g.members, o)
}

// value is the mean over the copies that have a score, NaN for none.
func (g *group) value(dim int) float64 {
	sum, n := 0.0, 0
	for _, o := range g.members {
		if known(o.Scores[dim]) {
			sum += o.Scores[dim]
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}

// sign is what most of the scored copies' labels say, 0 where they do not agree.
func (g *group) sign(dim int) int {
	sum := 0
	for _, o := range g.members {
		if known(o.Scores[dim]) {
			sum += o.Signs[dim]
		}
	}
	return min(1, max(-1, sum))
}

// units gives the scored groups of a dimension.
func (c *cell) units(dim int) []Unit {
	us := make([]Unit, 0, len(c.groups))
	for _, g := range c.groups {
		if v := g.value(dim); known(v) {
			us = append(us, Unit{v, g.first.Article})
		}
	}
	return us
}

// articles counts the distinct articles that carry the cell, copies included.
func (c *cell) articles() int {
	seen := map[string]bool{}
	for _, g := range c.groups {
		for _, o := range g.members {
			seen[o.Article] = true
		}
	}
	return len(seen)
}

// meanAll is the mean over every copy.
func (c *cell) meanAll(dim int) float64 {
	sum, n := 0.0, 0
	for _, g := range c.groups {
		for _, o := range g.members {
			if known(o.Scores[dim]) {
				sum += o.Scores[dim]
				n++
			}
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}

// topFrame is the commonest frame, the first in the alphabet among equals.
func (c *cell) topFrame() string {
	count := map[string]int{}
	best := ""
	for _, g := range c.groups {
		f := g.first.Frame
		if f == "" {
			continue
		}
		count[f]++
	}
	for f, n := range count {
		if best == "" || n > count[best] || n == count[best] && f < best {
			best = f
		}
	}
	return best
}
