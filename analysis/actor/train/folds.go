package train

import (
	"iter"
	"math/rand/v2"
)

// guesses cross-validates: it gives for every example the choice that is likeliest by a model
// which learned from other articles, and its probability. group names an example's article.
func guesses[E, M any](examples []E, folds int, random *rand.Rand, group func(*E) string, fit func([]E) M, probabilities func(M, *E) []float64) (best []int, probability []float64) {
	best, probability = make([]int, len(examples)), make([]float64, len(examples))
	part := map[string]int{}
	for i := range examples {
		if g := group(&examples[i]); part[g] == 0 {
			part[g] = 1 + random.IntN(folds)
		}
	}
	for fold := 1; fold <= folds; fold++ {
		var others []E
		for i := range examples {
			if part[group(&examples[i])] != fold {
				others = append(others, examples[i])
			}
		}
		m := fit(others)
		for i := range examples {
			if part[group(&examples[i])] != fold {
				continue
			}
			p := probabilities(m, &examples[i])
			for k := range p {
				if p[k] > p[best[i]] {
					best[i] = k
				}
			}
			probability[i] = p[best[i]]
		}
	}
	return best, probability
}

// visits gives the examples in a new random order for each pass: the pass and that order.
func visits(n int, o Options, stream uint64) iter.Seq2[int, []int] {
	return func(yield func(int, []int) bool) {
		random := rand.New(rand.NewPCG(o.Seed, stream))
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		for round := range o.Rounds {
			random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			if !yield(round, order) {
				return
			}
		}
	}
}
