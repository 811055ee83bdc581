package train

import (
	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

// relation is one gold attribution in tokens.
type relation struct {
	source, content map[int]bool
}

func goldRelations(d *analysis.Segmented, gold []analysis.Attribution) []relation {
	set := func(spans []analysis.Span) map[int]bool {
		m := map[int]bool{}
		for _, s := range spans {
			for i, last := tokensIn(d, s); i < last; i++ {
				m[i] = true
			}
		}
		return m
	}
	var out []relation
	for i := range gold {
		out = append(out, relation{set(gold[i].Source), set(gold[i].Content)})
	}
	return out
}

// matches: the contents overlap by half of their union, and the sources share a
// word or the gold has none.
func matches(x *tagger.Finding, gold []relation) bool {
	for _, g := range gold {
		common, own := 0, 0
		for _, p := range x.Content {
			own += p.Last - p.First
			for i := p.First; i < p.Last; i++ {
				if g.content[i] {
					common++
				}
			}
		}
		if 2*common < own+len(g.content)-common {
			continue
		}
		if len(g.source) == 0 {
			return true
		}
		for _, p := range x.Source {
			for i := p.First; i < p.Last; i++ {
				if g.source[i] {
					return true
				}
			}
		}
	}
	return false
}
