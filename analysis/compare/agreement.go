package compare

import "math"

// apart is how far the two means are from each other, as a share of the scale
// from -1 to 1, and what that counts for: the smaller number of statements.
func (t *block) apart() (distance, weight float64) {
	if t.nA < 1 || t.nB < 1 {
		return 0, 0
	}
	return math.Abs(t.sA/t.nA-t.sB/t.nB) / 2, min(t.nA, t.nB)
}

// issueBlock is what one article adds to one issue.
type issueBlock struct {
	issue int
	block
}

// agreement is how alike two groups' means are over the issues that both speak
// of, each weighted by the smaller number of statements: 1 where they are the
// same, 0 where they are at opposite ends. Means of few statements lie apart by
// chance, so it is corrected by the jackknife, an article at a time. NaN where no
// issue has both; n is the number of issues that do.
func (r *resampler) agreement(issues []map[string]*party, a, b string, dim int) (e Estimate, n int) {
	var whole []block
	r.clusters.clear()
	k := 0 // articles so far
	for _, parties := range issues {
		pa, pb := parties[a], parties[b]
		if pa == nil || pb == nil {
			continue
		}
		issue := len(whole)
		whole = append(whole, block{})
		add := func(us []unit, of func(value float64) block) {
			for _, u := range us {
				if r.clusters.first(u.cluster) {
					r.place[u.cluster] = int32(k)
					if k++; k > len(r.parts) {
						r.parts = append(r.parts, nil)
					}
					r.parts[k-1] = r.parts[k-1][:0]
				}
				one := of(u.value)
				whole[issue].add(one)
				parts := &r.parts[r.place[u.cluster]]
				if last := len(*parts) - 1; last >= 0 && (*parts)[last].issue == issue {
					(*parts)[last].add(one)
				} else {
					*parts = append(*parts, issueBlock{issue, one})
				}
			}
		}
		add(pa.dims[dim].units, func(x float64) block { return block{nA: 1, sA: x} })
		add(pb.dims[dim].units, func(x float64) block { return block{nB: 1, sB: x} })
	}
	of := func() float64 {
		sum, total := 0.0, 0.0
		for i := range whole {
			d, w := whole[i].apart()
			sum, total = sum+d*w, total+w
		}
		if total == 0 {
			return math.NaN()
		}
		return 1 - sum/total
	}
	for i := range whole {
		if _, w := whole[i].apart(); w > 0 {
			n++
		}
	}
	r.draws = r.draws[:0] // without each article
	if k >= MinIntervalArticles {
		for _, parts := range r.parts[:k] {
			for _, p := range parts {
				whole[p.issue].take(p.block)
			}
			r.draws = append(r.draws, of())
			for _, p := range parts {
				whole[p.issue].add(p.block)
			}
		}
	}
	return jackknife(of(), r.draws, true, 0, 1), n
}
