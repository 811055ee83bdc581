package stance

import (
	"fmt"
	"slices"
	"sort"
)

// sample is an example as numbers.
type sample struct {
	at     []int32 // columns that are not zero
	value  []float32
	dense  []float32   // pools x dims
	want   []float64   // by class: 1 for the label, or a teacher's probabilities
	wants  [][]float64 // of several teachers, by part
	weight float64
	group  string
	only   bool
}

// sharesOf is a sample's share of each class: all of the label's, or as a teacher has them.
func sharesOf(label string, shares []float64, classes []string) ([]float64, error) {
	if len(shares) == len(classes) {
		return shares, nil
	}
	class := slices.Index(classes, label)
	if class < 0 || len(shares) > 0 {
		return nil, fmt.Errorf("stance: label %q with %d shares is none of %q", label, len(shares), classes)
	}
	want := make([]float64, len(classes))
	want[class] = 1
	return want, nil
}

// strength is how far a kind of feature may carry: one of strength s is
// penalised as if it were 1/s times as large. What the lexicon knows goes before
// what single words happened to do in the examples.
func strength(k kind) float32 {
	switch k {
	case word, negatedWord, cueWord:
		return 0.4
	case pair:
		return 0.25
	case targetWord:
		return 0.3
	case net:
		return 2
	case cueLemma:
		return 0.6
	case regionWord, regionFrame, headVerb:
		return 0.6
	case regionPair, regionTriple:
		return 0.4
	}
	return 1
}

// rarest is the number of examples that a feature must be seen in.
const rarest = 3

// mean is that of several lists, nil of none.
func mean(lists [][]float64) []float64 {
	if len(lists) == 0 {
		return nil
	}
	m := make([]float64, len(lists[0]))
	for _, l := range lists {
		for c := range m {
			m[c] += l[c] / float64(len(lists))
		}
	}
	return m
}

// gatherer numbers the features of examples as they are read, so that an example
// is a list of numbers and not a map of names.
type gatherer struct {
	numbers map[key]int32
	names   []key
	seen    []int // examples that have the feature
	at      map[int32]int
}

func newGatherer() *gatherer {
	return &gatherer{numbers: map[key]int32{}, at: map[int32]int{}}
}

// sample adds up the features of one example.
func (g *gatherer) sample(features []feature) sample {
	var s sample
	clear(g.at)
	for i := range features {
		f := &features[i]
		n, ok := g.numbers[f.key]
		if !ok {
			n = int32(len(g.names))
			g.numbers[f.key] = n
			g.names, g.seen = append(g.names, f.key), append(g.seen, 0)
		}
		k, ok := g.at[n]
		if !ok {
			k = len(s.at)
			g.at[n] = k
			s.at, s.value = append(s.at, n), append(s.value, 0)
			g.seen[n]++
		}
		s.value[k] += float32(f.value)
	}
	return s
}

// index gives a column to every feature that enough examples have, in the order
// of their names, and weighs the values by the strength of their kind.
func (g *gatherer) index(all []sample, rarest int) map[key]int32 {
	var names []key
	for n, k := range g.names {
		if g.seen[n] >= rarest {
			names = append(names, k)
		}
	}
	sort.Slice(names, func(i, j int) bool { return less(names[i], names[j]) })
	columns := make(map[key]int32, len(names))
	for i, k := range names {
		columns[k] = int32(i)
	}
	for i := range all {
		s := &all[i]
		kept := 0
		for j, n := range s.at {
			if c, ok := columns[g.names[n]]; ok {
				s.at[kept], s.value[kept] = c, s.value[j]*strength(g.names[n].kind)
				kept++
			}
		}
		s.at, s.value = s.at[:kept], s.value[:kept]
		sort.Sort(byColumn(*s))
	}
	return columns
}

// byColumn sorts a sample's columns.
type byColumn sample

func (s byColumn) Len() int { return len(s.at) }

func (s byColumn) Less(i, j int) bool { return s.at[i] < s.at[j] }

func (s byColumn) Swap(i, j int) {
	s.at[i], s.at[j] = s.at[j], s.at[i]
	s.value[i], s.value[j] = s.value[j], s.value[i]
}

// samples reads the examples and gives their features columns.
func (t *Trainer) samples(examples []Example, classes []string) ([]sample, map[key]int32, error) {
	var in reading
	g := newGatherer()
	all := make([]sample, len(examples))
	for i, e := range examples {
		want, err := sharesOf(e.Label, mean(e.Shares), classes)
		if err != nil {
			return nil, nil, err
		}
		t.reader.read(e.Doc, &e.Doc.Statements[e.Statement], &in)
		s := g.sample(in.features)
		s.want, s.weight, s.group, s.only = want, e.Weight, e.Group, e.TrainOnly
		if len(e.Shares) > 1 {
			s.wants = e.Shares
		}
		if e.Weight == 0 {
			s.weight = 1
		}
		s.dense = t.dense(in.vectors)
		all[i] = s
	}
	return all, g.index(all, rarest), nil
}

func less(a, b key) bool {
	if a.kind != b.kind {
		return a.kind < b.kind
	}
	if a.a != b.a {
		return a.a < b.a
	}
	return a.b < b.b
}

func (t *Trainer) dense(vectors []vector) []float32 {
	dims := t.reader.words.Dims()
	scales := poolScales(vectors)
	sum := make([]float32, int(pools)*dims)
	for _, v := range vectors {
		t.reader.words.Add(sum[int(v.pool)*dims:(int(v.pool)+1)*dims], v.rank, v.weight*scales[v.pool])
	}
	return sum
}
