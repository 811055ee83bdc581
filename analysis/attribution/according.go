package attribution

import (
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

// accordingTo gives the aside behind a name to the source: “According to Tom
// Frey, formerly the head of the agency, | the lake is clean”.
func (w *repairs) accordingTo(x *draft) {
	if len(x.cue) == 0 || len(x.source) != 1 || x.cue[0].First >= x.source[0].First {
		return
	}
	if cue := w.cueIn(x.cue); cue == nil || cue.Lemma != "according to" {
		return
	}
	d := w.d
	s, p := x.source[0], x.content[0]
	if s.Last-s.First < 2 || !tagger.IsUpper(d.Text, &d.Tokens[s.Last-1]) || s.Last >= p.First || d.Tokens[s.Last].Lower != "," || p.First-s.Last > 2 || d.Tokens[p.First].Quote >= 0 {
		return
	}
	end, person := p.First, false
	for ; end < p.Last && d.Tokens[end].Lower != ","; end++ {
		t := &d.Tokens[end]
		person = person || w.people[t.Lower] && !tagger.IsUpper(d.Text, t) && !strings.HasSuffix(t.Lower, "s")
		if end > p.First+phraseReach/2 || (w.english.Auxiliaries[t.Lower] || w.verbal(end)) && !w.english.ClauseHeads[d.Tokens[p.First].Lower] {
			return
		}
	}
	who := d.Tokens[p.First].Lower == "who" || d.Tokens[p.First].Lower == "which" || d.Tokens[p.First].Lower == "whose"
	if !person && !who || p.Last-end < 4 {
		return
	}
	switch t := &d.Tokens[end+1]; { // an aside on what follows the name
	case t.Lower == "a" || t.Lower == "an" || w.english.ClauseHeads[t.Lower] || t.Kind == analysis.Number:
		return
	}
	s.Last = end
	x.source = []tagger.Piece{s}
	x.content = slices.Clone(x.content)
	x.content[0].First = end + 1
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
func (w *repairs) accordingClauses() {
	d := w.d
	for n := range w.drafts {
		x := &w.drafts[n]
		if len(x.source) != 1 || len(x.cue) == 0 || x.cue[0].First < x.source[0].Last || x.source[0].First < 2 {
			continue
		}
		p := x.source[0]
		e := w.Entries[p.First-2]
		if e == nil || e.Cue.Lemma != "according to" {
			continue
		}
		comma := p.First
		for comma < p.Last && d.Tokens[comma].Lower != "," {
			comma++
		}
		end := d.Sentences[p.Sentence].Last
		for end > comma && d.Tokens[end-1].Kind == analysis.Punct {
			end--
		}
		if comma == p.First || comma+1 >= p.Last || end < comma+4 {
			continue
		}
		first := p.First
		w.drop(func(y *draft) bool { return len(y.source) == 1 && y.source[0].First == first })
		w.add(draft{source: []tagger.Piece{{First: first, Last: comma, Sentence: p.Sentence}}, cue: []tagger.Piece{{First: first - 2, Last: first, Sentence: p.Sentence}},
			content: []tagger.Piece{{First: comma + 1, Last: end, Sentence: p.Sentence}}, rule: ruleAccording, conf: confAccording, inherits: -1, trigger: e.Cue})
		w.accordingClauses() // the drafts have other numbers now
		return
	}
}
