package train

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"readout/analysis/logistic"
	"readout/analysis/position"
)

// The least number of statements with a term that is learned, and the least absolute weight,
// in hundredths of log-odds, that is kept.
const (
	fewestStatements = 4
	leastWeight      = 30
)

// topicPenalty is the L2 penalty on the weights, in units of examples.
const topicPenalty = .1

// topicTrial is a training example of the topic model: a statement with the propositions that
// it was coded to take a position on.
type topicTrial struct {
	article      int // number of the article, from 1
	held         bool
	places       position.Places
	propositions []int
}

// trainTopics fits the topic model on the trials for which take returns true.
func trainTopics(ids []string, trials []topicTrial, take func(*topicTrial) bool) (*position.Topics, error) {
	var some []*topicTrial
	for i := range trials {
		if take(&trials[i]) {
			some = append(some, &trials[i])
		}
	}
	t := &position.Topics{Propositions: append(slices.Clone(ids), ""), Bias: make([]float64, len(ids)+1), Terms: rarities(some)}
	var terms []string
	for term := range t.Terms {
		terms = append(terms, term)
	}
	slices.Sort(terms)
	column := make(map[string]int32, len(terms))
	for k, term := range terms {
		column[term] = int32(k)
	}
	examples := make([]logistic.Example, len(some))
	for i, tr := range some {
		b := t.Bag(&tr.places)
		for _, term := range b.Sorted() {
			examples[i].Columns, examples[i].Values = append(examples[i].Columns, column[term]), append(examples[i].Values, b[term])
		}
		examples[i].Columns, examples[i].Values = append(examples[i].Columns, int32(len(terms))), append(examples[i].Values, 1)
	}
	isBias := func(k int) bool { return k == len(terms) }
	for p := range t.Bias {
		for i, tr := range some {
			examples[i].Yes = slices.Contains(tr.propositions, p) || p == len(ids) && len(tr.propositions) > 0
		}
		w, err := logistic.Fit(examples, len(terms)+1, topicPenalty, isBias)
		if err != nil {
			return nil, fmt.Errorf("position: topics: %w", err)
		}
		t.Bias[p] = math.Round(w[len(terms)]*1e3) / 1e3
		for k, term := range terms {
			if x := int(math.Round(w[k] * 100)); x >= leastWeight || x <= -leastWeight {
				known := t.Terms[term]
				known.Weights = append(known.Weights, p, x)
				t.Terms[term] = known
			}
		}
	}
	maps.DeleteFunc(t.Terms, func(_ string, x position.Term) bool { return len(x.Weights) == 0 })
	return t, nil
}

// rarities computes the inverse document frequency of each term, leaving out terms of too few
// statements.
func rarities(trials []*topicTrial) map[string]position.Term {
	statements, articles, last := map[string]int{}, map[string]int{}, map[string]int{}
	all := map[int]bool{}
	for _, tr := range trials {
		all[tr.article] = true
		seen := map[string]bool{}
		tr.places.EachTerm(func(term string) {
			if seen[term] {
				return
			}
			seen[term] = true
			statements[term]++
			if last[term] != tr.article {
				last[term] = tr.article
				articles[term]++
			}
		})
	}
	known := map[string]position.Term{}
	for term, n := range statements {
		if n >= fewestStatements && articles[term] > 1 {
			known[term] = position.Term{Rarity: math.Round(math.Log(float64(len(all)+1)/float64(articles[term]))*1e3) / 1e3}
		}
	}
	return known
}
