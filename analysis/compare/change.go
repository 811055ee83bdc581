package compare

import (
	"math"
	"slices"
)

// Change is where a series breaks best into before and after.
type Change struct {
	At         int     // index of the first period after
	Result             // A is after, B is before
	P          float64 // of the break, corrected for the number of places where it could have been
	Sufficient bool
}

// ChangePoint finds the place at which the units of consecutive periods differ
// most between before and after, by the studentized difference of their means,
// among the places that leave both parts enough for a verdict. ok is false where
// there is none. P is corrected after Bonferroni for the places looked at.
func ChangePoint(periods [][]Unit, cfg Config, name string) (c Change, ok bool) {
	cfg = cfg.filled()
	lists, seeds := numberUnits(periods...)
	r := newResampler(cfg, seeds)
	all, cut, bestCut := slices.Concat(lists...), 0, 0
	best, places := 0.0, 0
	for at := 1; at < len(lists); at++ {
		cut += len(lists[at-1])
		before, after := all[:cut], all[cut:]
		bs := r.byArticle(after, before)
		sizes := Result{NA: len(after), NB: len(before)}
		sizes.countArticles(bs)
		if !sizes.enough(cfg) {
			continue
		}
		places++
		if t := math.Abs(studentized(bs)); !ok || t > best {
			best, ok = t, true
			c.At, bestCut = at, cut
		}
	}
	if !ok {
		return Change{}, false
	}
	c.Result = r.difference(groupOf(all[bestCut:]), groupOf(all[:bestCut]), "change\x1f"+name)
	c.P = min(1, c.Result.P*float64(places))
	c.Sufficient = true
	return c, true
}

// Flagged says that the break is more than noise.
func (c Change) Flagged() bool { return Flagged(c.Sufficient, c.P, c.Low, c.High) }
