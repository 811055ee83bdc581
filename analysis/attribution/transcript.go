package attribution

import (
	"slices"
	"strings"

	"readout/analysis"
)

const (
	ruleTranscript = "transcript: name and colon before a paragraph"
	confTranscript = 0.8
)

// turnsLeast is how many paragraphs must begin with a name and a colon for an
// article to be read as a transcript.
const turnsLeast = 3

// transcripts reads interviews and debates: paragraphs "NAME: words", where the
// whole of the paragraph is what the name says. The chain cannot label them,
// because only quotation marks carry a content over the end of a sentence.
func (w *worker) transcripts() {
	d := w.d
	var turns []turn
	times := map[string]int{}
	repeated := false
	for p := 1; p < len(d.Paragraphs); p++ {
		t := w.turnOf(&d.Paragraphs[p])
		if t.content == 0 {
			continue
		}
		t.paragraph = p
		turns = append(turns, t)
		times[t.name]++
		repeated = repeated || times[t.name] > 1
	}
	if len(turns) < turnsLeast || !repeated { // a list has every name once
		return
	}
	taken := make([]bool, len(d.Paragraphs))
	turns = slices.DeleteFunc(turns, func(t turn) bool {
		taken[t.paragraph] = times[t.name] > 1 || t.name == strings.ToUpper(t.name)
		return !taken[t.paragraph]
	})
	if len(turns) == 0 {
		return
	}
	// In an interview, what stands between two turns goes on with the first; in an
	// article that only quotes a transcript, or questions, it may be the writer's.
	two := slices.ContainsFunc(turns, func(t turn) bool { return t.name != turns[0].name })
	interview := two && 2*len(turns) >= turns[len(turns)-1].paragraph-turns[0].paragraph
	for k := 0; interview && k+1 < len(turns); k++ {
		for p := turns[k].paragraph + 1; p < turns[k+1].paragraph; p++ {
			taken[p] = !d.Paragraphs[p].Headline
		}
	}
	w.drop(func(x *draft) bool { return taken[d.Sentences[x.content[0].sentence].Paragraph] })
	w.orphans = slices.DeleteFunc(w.orphans, func(p piece) bool { return taken[d.Sentences[p.sentence].Paragraph] })
	for k, t := range turns {
		next := t.paragraph + 1
		if k+1 < len(turns) {
			next = turns[k+1].paragraph
		}
		w.addTurn(t, taken[:next])
	}
}

// addTurn makes a statement of a turn and of the paragraphs after it that are taken.
func (w *worker) addTurn(t turn, taken []bool) {
	d := w.d
	first := d.Paragraphs[t.paragraph].First
	x := draft{source: []piece{{first: t.first, last: t.last, sentence: first}}, cue: []piece{{first: t.last, last: t.content, sentence: first}},
		rule: ruleTranscript, conf: confTranscript, inherits: -1}
	for p := t.paragraph; p < len(taken); p++ {
		if !taken[p] {
			continue
		}
		par := &d.Paragraphs[p]
		content := piece{first: d.Sentences[par.First].First, last: d.Sentences[par.Last-1].Last, sentence: par.First}
		if p == t.paragraph {
			content.first, content.sentence = t.content, int(d.Tokens[t.content].Sentence)
		}
		if content.last > content.first+1 && d.Tokens[content.last-1].Lower == "." {
			content.last--
		}
		x.content = append(x.content, content)
	}
	w.add(x)
}

// turn is the beginning of a paragraph of a transcript: the name, tokens first
// to last, the mark after it, and what is said, from content on.
type turn struct {
	paragraph, first, last, content int
	name                            string
}

// turnOf reads “NAME:” or “((NAME))” at the beginning of a paragraph. Its content
// is 0 where there is none.
func (w *worker) turnOf(p *analysis.Paragraph) turn {
	d := w.d
	s := &d.Sentences[p.First]
	end := d.Sentences[p.Last-1].Last
	first := s.First
	bracket := first+3 < end && d.Tokens[first].Lower == "(" && d.Tokens[first+1].Lower == "("
	if bracket {
		first += 2
	}
	for i := first; i < min(end-1, first+1+headlineWords); i++ {
		t := &d.Tokens[i]
		closed := bracket && t.Lower == ")" && d.Tokens[i+1].Lower == ")"
		if closed || !bracket && t.Lower == ":" {
			content := i + 1
			if closed {
				content++
			}
			if i == first || content >= end || d.Tokens[content].Kind == analysis.Punct {
				return turn{}
			}
			return turn{first: first, last: i, content: content, name: d.Text[d.Tokens[first].Start:d.Tokens[i-1].End]}
		}
		if t.Kind != analysis.Word || !isUpper(d.Text, t) || joiners[t.Lower] || determiners[t.Lower] && d.Tokens[i+1].Lower != ":" {
			return turn{}
		}
	}
	return turn{}
}
