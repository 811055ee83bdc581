package target

import (
	"slices"
	"sort"

	"readout/analysis"
)

// actors fills Actors and Actor: whom the content names, and of these the one
// that the statement is most about. The speakers themselves do not count.
func (w *work) actors(s *analysis.Statement, at *analysis.Attribution) {
	best, top := -1, faint
	spans, objects := w.scope(at)
	for k, span := range spans {
		lo := sort.Search(len(w.d.Mentions), func(i int) bool { return w.d.Mentions[i].Start >= span.Start })
		for i := lo; i < len(w.d.Mentions) && w.d.Mentions[i].Start < span.End; i++ {
			m := &w.d.Mentions[i]
			for _, a := range m.Actors {
				if slices.Contains(s.Speaker.Actors, a) {
					continue
				}
				if !slices.Contains(s.Target.Actors, a) {
					s.Target.Actors = append(s.Target.Actors, a)
				}
				score := w.aboutness(m, span, a)
				if k >= objects {
					score++
				}
				if score > top {
					best, top = a, score
				}
			}
		}
	}
	s.Target.Actor = best
}

// faint is the weight up to which somebody is named by the way.
const faint = .6

// scope is the content, and from index objects on what stands between cue and
// content: the object of "accused Iran of".
func (w *work) scope(at *analysis.Attribution) (spans []analysis.Span, objects int) {
	spans = append(spans, at.Content...)
	objects = len(spans)
	if len(at.Cue) == 0 || !takesObject(at.CueClass) {
		return spans, objects
	}
	between := analysis.Span{Start: analysis.Hull(at.Cue).End, End: analysis.Hull(at.Content).Start}
	if between.Len() < 3 || between.Len() > 80 {
		return spans, objects
	}
	for _, src := range at.Source {
		if between.Overlaps(src) {
			return spans, objects
		}
	}
	return append(spans, between), objects
}

// takesObject: those whom one tells something are not what it is about, those
// whom one accuses are.
func takesObject(c analysis.CueClass) bool {
	switch c {
	case analysis.CuePraise, analysis.CueCriticize, analysis.CueDemand, analysis.CueWarn, analysis.CueDeny, analysis.CueDoubt:
		return true
	}
	return false
}

// aboutness weighs a mention: the subject of the content before the others, names
// before pronouns, what is for and against before where.
func (w *work) aboutness(m *analysis.Mention, span analysis.Span, actor int) float64 {
	score := 1.0
	first, begin := w.d.TokenAt(m.Start), w.d.TokenAt(span.Start)
	switch n := first - begin; {
	case n <= 2:
		score += 2
	case n <= 6:
		score++
	case n <= 14:
		score += .4
	}
	if first > begin {
		switch before := w.d.Tokens[first-1].Lower; {
		case w.english.LeadToTarget[before]:
			score += .5
		case w.english.LeadToPlace[before]:
			score -= .4
		}
	}
	switch a := &w.d.Actors[actor]; {
	case m.Type == analysis.MentionPronoun:
		score -= .3
	case !a.Known && a.SideID == "" && (a.Kind == "collective" || a.Kind == "anonymous"):
		score *= .2 // people, witnesses
	}
	return max(0, score) * (.5 + .5*m.Confidence)
}
