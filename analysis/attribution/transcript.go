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
	type turn struct {
		paragraph, colon int
		name             string
	}
	var turns []turn
	times := map[string]int{}
	repeated := false
	for p := 1; p < len(d.Paragraphs); p++ {
		colon := w.turnColon(&d.Paragraphs[p])
		if colon == 0 {
			continue
		}
		name := d.Text[d.Paragraphs[p].Start:d.Tokens[colon].Start]
		turns = append(turns, turn{p, colon, name})
		times[name]++
		repeated = repeated || times[name] > 1
	}
	if len(turns) < turnsLeast || !repeated { // a list has every name once
		return
	}
	taken := make([]bool, len(d.Paragraphs))
	turns = slices.DeleteFunc(turns, func(t turn) bool {
		taken[t.paragraph] = times[t.name] > 1 || t.name == strings.ToUpper(t.name)
		return !taken[t.paragraph]
	})
	w.drop(func(x *draft) bool { return taken[d.Sentences[x.content[0].sentence].Paragraph] })
	for _, t := range turns {
		par := &d.Paragraphs[t.paragraph]
		first, last := d.Sentences[par.First].First, d.Sentences[par.Last-1].Last
		content := piece{first: t.colon + 1, last: last, sentence: int(d.Tokens[t.colon+1].Sentence)}
		if content.last > content.first+1 && d.Tokens[content.last-1].Lower == "." {
			content.last--
		}
		w.add(draft{source: []piece{{first: first, last: t.colon, sentence: par.First}}, cue: []piece{{first: t.colon, last: t.colon + 1, sentence: par.First}},
			content: []piece{content}, rule: ruleTranscript, conf: confTranscript, inherits: -1})
	}
}

// turnColon is the colon after the name that a paragraph begins with, 0 for none.
func (w *worker) turnColon(p *analysis.Paragraph) int {
	d := w.d
	s := &d.Sentences[p.First]
	for i := s.First; i < min(s.Last-1, s.First+1+headlineWords); i++ {
		t := &d.Tokens[i]
		if t.Lower == ":" {
			if i > s.First && d.Tokens[i+1].Kind == analysis.Word {
				return i
			}
			return 0
		}
		if t.Kind != analysis.Word || !isUpper(d.Text, t) || determiners[t.Lower] || joiners[t.Lower] {
			return 0
		}
	}
	return 0
}
