package attribution

import (
	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const ruleCoordinated = "model: predicate with the subject of the one before"

// coordinated parts “X welcomed the deal but warned that Y”: what follows a
// reporting verb with the form of the cue, right after a conjunction, is a
// statement of its own with the same source. What stands before must be an
// object and no clause, else the verb may have the clause's subject.
func (w *repairs) coordinated() {
	for i := 0; i < len(w.drafts); i++ { // parts are looked at again
		w.coordinate(i)
	}
	order := w.draftsByCue()
	for k, i := range order {
		if k > 0 && len(w.drafts[i].source) == 0 {
			w.shareSource(&w.drafts[order[k-1]], &w.drafts[i])
		}
	}
}

// draftsByCue gives the drafts that have a cue, in the order of their cues.
func (w *repairs) draftsByCue() []int {
	var out []int
	for i := range w.drafts {
		if len(w.drafts[i].cue) > 0 {
			out = append(out, i)
		}
	}
	sortBy(out, func(i int) int { return w.drafts[i].cue[0].First })
	return out
}

// shareSource gives y, whose cue the linker found no source for, that of the
// draft before it in its sentence, where y's cue goes on with it: “and warned”,
// “, adding”.
func (w *repairs) shareSource(x, y *draft) {
	d := w.d
	c := y.cue[0]
	if len(x.source) == 0 || x.cue[0].Sentence != c.Sentence || x.source[0].First > c.First {
		return
	}
	i := c.First
	for i > 0 && w.english.Adverbs[d.Tokens[i-1].Lower] {
		i--
	}
	if i == 0 || d.Tokens[i].Quote != d.Tokens[x.cue[0].First].Quote {
		return
	}
	head, main := w.Entries[c.First], w.headOf(x.cue[0])
	if head == nil || main == nil {
		return
	}
	switch before := d.Tokens[i-1].Lower; {
	case (before == "and" || before == "but") && head.Form == main.Form:
	case before == "," && (head.Form == tagger.FormGerund || head.Form == main.Form):
	default:
		return
	}
	y.source = x.source
}

func (w *repairs) coordinate(n int) {
	d := w.d
	x := &w.drafts[n]
	if len(x.source) == 0 || len(x.cue) == 0 || len(x.content) != 1 || x.rule == ruleTranscript {
		return
	}
	p, c := x.content[0], x.cue[0]
	if p.First < c.Last || p.Sentence != c.Sentence || x.source[0].First > c.First {
		return
	}
	main := w.headOf(c)
	if main == nil || main.Form != tagger.FormPast && main.Form != tagger.FormThird {
		return
	}
	last := min(p.Last, d.Sentences[p.Sentence].Last, p.First+4*phraseReach)
	clause := false // then the next verb may be its own, but after "but"
	for i := p.First + 1; i < last-2; i++ {
		t := &d.Tokens[i]
		if t.Quote >= 0 {
			continue
		}
		clause = clause || t.Lower == "that" || w.english.Auxiliaries[t.Lower] || w.english.ClauseHeads[t.Lower] && t.Lower != "but"
		if t.Lower != "but" && (clause || t.Lower != "and" && t.Lower != ",") {
			continue
		}
		v, e := w.predicate(i, last, main.Form)
		if e == nil || t.Lower == "," && !w.listGoesOn(v+1, last, main.Form) {
			continue
		}
		w.part(n, i, v, e)
		return
	}
}

// predicate gives the reporting verb of a form that stands right behind the
// conjunction at i, nil for none.
func (w *repairs) predicate(i, last int, f tagger.Form) (int, *tagger.CueEntry) {
	v := i + 1
	for v < last-1 && w.english.Adverbs[w.d.Tokens[v].Lower] {
		v++
	}
	if v >= last {
		return v, nil
	}
	e := w.Entries[v]
	if e == nil || e.Cue.Kind != "verb" || e.Form != f || w.d.Tokens[v].Quote >= 0 || v+len(e.Words) >= last {
		return v, nil
	}
	return v, e
}

// listGoesOn: “, promised a shelter and criticised the board”. A comma alone may
// part off a participle.
func (w *repairs) listGoesOn(i, last int, f tagger.Form) bool {
	for to := min(last-2, i+phraseReach); i < to; i++ {
		if t := w.d.Tokens[i].Lower; t == "and" || t == "but" {
			if _, e := w.predicate(i, last, f); e != nil {
				return true
			}
		}
	}
	return false
}

// headOf gives the last verb of a cue, nil for none.
func (w *page) headOf(c tagger.Piece) *tagger.CueEntry {
	for i := c.Last - 1; i >= c.First; i-- {
		if e := w.Entries[i]; e != nil && e.Cue.Kind == "verb" {
			return e
		}
	}
	return nil
}

// part cuts draft n before the conjunction at i; the verb at v begins the rest.
func (w *repairs) part(n, i, v int, e *tagger.CueEntry) {
	x := &w.drafts[n]
	p := x.content[0]
	for i > p.First+1 && w.d.Tokens[i-1].Kind == analysis.Punct {
		i--
	}
	end := v + len(e.Words)
	y := *x
	y.cue = []tagger.Piece{{First: v, Last: end, Sentence: p.Sentence}}
	y.content = []tagger.Piece{{First: end, Last: p.Last, Sentence: p.Sentence, Conf: p.Conf}}
	y.first, y.rule, y.kind, y.trigger = end, ruleCoordinated, "", e.Cue
	x.content = []tagger.Piece{{First: p.First, Last: i, Sentence: p.Sentence, Conf: p.Conf}}
	w.drafts = append(w.drafts, y)
	w.cover(&y)
}
