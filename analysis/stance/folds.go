package stance

import (
	"math/rand/v2"
	"slices"
	"sort"
)

// Prediction is what a model that never saw the example's group says of it.
type Prediction struct {
	Example int
	Scores  []float64 // by class
}

// CrossValidate predicts every example by a model of the other folds.
func (t *Trainer) CrossValidate(examples []Example, o Options, folds int) ([]Prediction, error) {
	all, columns, err := t.samples(examples, o.Classes)
	if err != nil {
		return nil, err
	}
	return crossValidate(all, len(columns), int(pools)*t.reader.words.Dims(), o, folds)
}

// parts puts every group into one of n parts.
func parts(all []sample, o Options, n int) map[string]int {
	part := map[string]int{}
	if o.Part != nil {
		for _, s := range all {
			part[s.group] = o.Part(s.group, n)
		}
		return part
	}
	var groups []string
	for _, s := range all {
		groups = append(groups, s.group)
	}
	slices.Sort(groups)
	groups = slices.Compact(groups)
	rand.New(rand.NewPCG(o.Seed, 1)).Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	for i, g := range groups {
		part[g] = i % n
	}
	return part
}

func crossValidate(all []sample, columns, dense int, o Options, folds int) ([]Prediction, error) {
	fold := parts(all, o, folds)
	var out []Prediction
	for f := 0; f < folds; f++ {
		var train []sample
		for _, s := range all {
			if len(s.wants) > f {
				s.want = s.wants[f]
			}
			if fold[s.group] != f || len(s.wants) > 0 {
				train = append(train, s)
			}
		}
		w, err := fit(train, columns, dense, o)
		if err != nil {
			return nil, err
		}
		for i := range all {
			if fold[all[i].group] == f && !all[i].only {
				scores := make([]float64, len(o.Classes))
				all[i].scores(w, columns, scores)
				out = append(out, Prediction{i, scores})
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Example < out[j].Example })
	return out, nil
}
