package compare

import "math"

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
	best, places := 0.0, 0
	var after, before []Unit
	for at := 1; at < len(periods); at++ {
		b, a := flatten(periods[:at]), flatten(periods[at:])
		r := Result{NA: len(a), NB: len(b), ArticlesA: clusters(a), ArticlesB: clusters(b)}
		if !r.enough(cfg) {
			continue
		}
		places++
		lists, seeds := numberUnits(a, b)
		bs := newResampler(cfg, seeds).byArticle(lists[0], lists[1])
		if t := math.Abs(studentized(bs)); !ok || t > best {
			best, ok = t, true
			c.At, after, before = at, a, b
		}
	}
	if !ok {
		return Change{}, false
	}
	c.Result = Difference(after, before, cfg, "change\x1f"+name)
	c.P = min(1, c.Result.P*float64(places))
	c.Sufficient = true
	return c, true
}

// Flagged says that the break is more than noise.
func (c Change) Flagged() bool { return Flagged(c.Sufficient, c.P, c.Low, c.High) }

func flatten(periods [][]Unit) []Unit {
	var all []Unit
	for _, p := range periods {
		all = append(all, p...)
	}
	return all
}

func clusters(us []Unit) int {
	seen := map[string]bool{}
	for _, u := range us {
		seen[u.Cluster] = true
	}
	return len(seen)
}
