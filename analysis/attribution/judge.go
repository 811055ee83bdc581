package attribution

import "readout/analysis"

// relation is one gold attribution in tokens.
type relation struct {
	source, content map[int]bool
}

func goldRelations(d *analysis.Document, gold []analysis.Attribution) []relation {
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
func matches(x *draft, gold []relation) bool {
	for _, g := range gold {
		common, own := 0, 0
		for _, p := range x.content {
			own += p.last - p.first
			for i := p.first; i < p.last; i++ {
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
		for _, p := range x.source {
			for i := p.first; i < p.last; i++ {
				if g.source[i] {
					return true
				}
			}
		}
	}
	return false
}
