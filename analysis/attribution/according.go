package attribution

import (
	"slices"
	"strings"

	"readout/analysis"
)

// accordingTo gives the aside behind a name to the source: “According to Tom
// Frey, formerly the head of the agency, | the lake is clean”.
func (w *worker) accordingTo(x *draft) {
	if len(x.cue) == 0 || len(x.source) != 1 || x.cue[0].first >= x.source[0].first {
		return
	}
	if cue := w.cueIn(x.cue); cue == nil || cue.Lemma != "according to" {
		return
	}
	d := w.d
	s, p := x.source[0], x.content[0]
	if s.last-s.first < 2 || !isUpper(d.Text, &d.Tokens[s.last-1]) || s.last >= p.first || d.Tokens[s.last].Lower != "," || p.first-s.last > 2 || d.Tokens[p.first].Quote >= 0 {
		return
	}
	end, person := p.first, false
	for ; end < p.last && d.Tokens[end].Lower != ","; end++ {
		t := &d.Tokens[end]
		person = person || w.people[t.Lower] && !isUpper(d.Text, t) && !strings.HasSuffix(t.Lower, "s")
		if end > p.first+phraseReach/2 || (auxiliaries[t.Lower] || w.verbal(end)) && !clauseHeads[d.Tokens[p.first].Lower] {
			return
		}
	}
	who := d.Tokens[p.first].Lower == "who" || d.Tokens[p.first].Lower == "which" || d.Tokens[p.first].Lower == "whose"
	if !person && !who || p.last-end < 4 {
		return
	}
	switch t := &d.Tokens[end+1]; { // an aside on what follows the name
	case t.Lower == "a" || t.Lower == "an" || clauseHeads[t.Lower] || t.Kind == analysis.Number:
		return
	}
	s.last = end
	x.source = []piece{s}
	x.content = slices.Clone(x.content)
	x.content[0].first = end + 1
	x.first = end + 1
	w.cover(x)
}

const (
	ruleAccording = "according to a source, then a clause"
	confAccording = 0.75 // an estimate, not calibrated
)

// accordingClauses mends “According to court documents, Delgado denied ...”,
// where the tagger runs the two names together: the first ends at the comma, and
// what the second does is the content.
func (w *worker) accordingClauses() {
	d := w.d
	for n := range w.drafts {
		x := &w.drafts[n]
		if len(x.source) != 1 || len(x.cue) == 0 || x.cue[0].first < x.source[0].last || x.source[0].first < 2 {
			continue
		}
		p := x.source[0]
		e := w.entries[p.first-2]
		if e == nil || e.cue.Lemma != "according to" {
			continue
		}
		comma := p.first
		for comma < p.last && d.Tokens[comma].Lower != "," {
			comma++
		}
		end := d.Sentences[p.sentence].Last
		for end > comma && d.Tokens[end-1].Kind == analysis.Punct {
			end--
		}
		if comma == p.first || comma+1 >= p.last || end < comma+4 {
			continue
		}
		first := p.first
		w.drop(func(y *draft) bool { return len(y.source) == 1 && y.source[0].first == first })
		w.add(draft{source: []piece{{first: first, last: comma, sentence: p.sentence}}, cue: []piece{{first: first - 2, last: first, sentence: p.sentence}},
			content: []piece{{first: comma + 1, last: end, sentence: p.sentence}}, rule: ruleAccording, conf: confAccording, inherits: -1, trigger: e.cue})
		w.accordingClauses() // the drafts have other numbers now
		return
	}
}
