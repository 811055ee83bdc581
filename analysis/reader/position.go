package reader

import (
	"fmt"
	"slices"

	"readout/analysis"
	"readout/lexicon"
)

// positionHead says whether a statement bears on a proposition, and whether its
// source agrees with it: inner products of the attended state of the statement
// with a vector of the proposition, which is made of the proposition's own text
// and, for those that were trained on, of what was learned beside.
type positionHead struct {
	relevance, agreement positionPart
}

type positionPart struct {
	k, byRole []float32
	vectors   [][]float32 // by index of lexicon.Propositions
	bias      float64
}

func (r *Reader) newPositionHead(f *file, propositions []lexicon.Proposition) (*positionHead, error) {
	h := &positionHead{}
	width := f.Config.Width
	for _, p := range []struct {
		into                            *positionPart
		matrix, residual, k, role, bias string
	}{{&h.relevance, "A", "d", "kr", "rr", "br"}, {&h.agreement, "B", "f", "ks", "rs", "bs"}} {
		matrix, err := f.floats("position."+p.matrix, width, width)
		if err != nil {
			return nil, err
		}
		residual, err := f.floats("position."+p.residual, len(f.Propositions), width)
		if err != nil {
			return nil, err
		}
		if p.into.k, err = f.floats("position."+p.k, width); err != nil {
			return nil, err
		}
		if p.into.byRole, err = f.floats("position."+p.role, roleCount); err != nil {
			return nil, err
		}
		bias, err := f.floats("position."+p.bias, 1)
		if err != nil {
			return nil, err
		}
		p.into.bias = float64(bias[0])
		p.into.vectors = make([][]float32, len(propositions))
		for i := range p.into.vectors {
			p.into.vectors[i] = make([]float32, width)
			state := r.stateOf(&propositions[i])
			for d := range width {
				p.into.vectors[i][d] = r.encoder.set.Dot(matrix[d*width:(d+1)*width], state)
			}
			if known := slices.Index(f.Propositions, propositions[i].ID); known >= 0 {
				for d, x := range residual[known*width : (known+1)*width] {
					p.into.vectors[i][d] += x
				}
			}
		}
	}
	return h, nil
}

// stateOf reads a proposition's text, once a reader.
func (r *Reader) stateOf(p *lexicon.Proposition) []float32 {
	state, ok := r.propositionStates[p.ID]
	if !ok {
		state = r.meanState(p.Text)
		r.propositionStates[p.ID] = state
	}
	return state
}

// The words that moved the agreement are told of mostLikely propositions, the most
// relevant ones, where the log-odds that a statement bears on one are at least
// leastLikely: words of all would fill the memory of a long article.
const (
	mostLikely  = 6
	leastLikely = -5
)

// read fills in what is said of propositions.
func (h *positionHead) read(r *reading, into *analysis.Reading, words func(parts []float64) []analysis.Evidence) {
	relevance := r.attended(r.attention(h.relevance.k, h.relevance.byRole, 1))
	alpha := slices.Clone(r.attention(h.agreement.k, h.agreement.byRole, 1))
	agreement := r.attended(alpha)
	n := len(h.relevance.vectors)
	into.Relevance, into.Agreement = make([]float64, n), make([]float64, n)
	order := make([]int, n)
	for p := range n {
		order[p] = p
		into.Relevance[p] = float64(r.set.Dot(relevance, h.relevance.vectors[p])) + h.relevance.bias
		into.Agreement[p] = float64(r.set.Dot(agreement, h.agreement.vectors[p])) + h.agreement.bias
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case into.Relevance[a] > into.Relevance[b]:
			return -1
		case into.Relevance[a] < into.Relevance[b]:
			return 1
		}
		return 0
	})
	told := map[int][]analysis.Evidence{}
	for _, p := range order[:min(n, mostLikely)] {
		if into.Relevance[p] < leastLikely {
			break
		}
		told[p] = words(r.parts(alpha, h.agreement.vectors[p], nil))
	}
	into.AgreementWords = func(p int) []analysis.Evidence { return told[p] }
}

// checkHead looks whether a head has the classes that the program knows.
func checkHead(h *head, name string, classes []string) error {
	if !slices.Equal(h.Classes, classes) {
		return fmt.Errorf("head %s tells %q, where the program knows %q", name, h.Classes, classes)
	}
	return nil
}
