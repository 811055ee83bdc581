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

// agreement is how alike two groups' means are over the issues that both speak
// of, each weighted by the smaller number of statements: 1 where they are the
// same, 0 where they are at opposite ends. Means of few statements lie apart by
// chance, so it is corrected by the jackknife, an article at a time. NaN where no
// issue has both; n is the number of issues that do.
func agreement(issues map[string]map[string]*party, a, b string, dim int) (e Estimate, n int) {
	type part struct {
		issue int
		block
	}
	var whole []block
	var articles byArticle[part]
	for _, issue := range sortedKeys(issues) {
		if issue == "" || issues[issue][a] == nil || issues[issue][b] == nil {
			continue
		}
		k := len(whole)
		whole = append(whole, block{})
		for _, side := range [...]string{a, b} {
			for _, u := range issues[issue][side].dims[dim].units {
				one := block{nA: 1, sA: u.value}
				if side == b {
					one = block{nB: 1, sB: u.value}
				}
				whole[k].add(one)
				parts := articles.of(u.cluster)
				*parts = append(*parts, part{k, one})
			}
		}
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
	var without []float64
	for _, parts := range articles.all {
		if len(articles.all) < MinIntervalArticles {
			break
		}
		for _, p := range parts {
			whole[p.issue].take(p.block)
		}
		without = append(without, of())
		for _, p := range parts {
			whole[p.issue].add(p.block)
		}
	}
	return jackknife(of(), without, true, 0, 1), n
}
