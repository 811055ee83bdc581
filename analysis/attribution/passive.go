package attribution

import (
	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const rulePassive = "descriptive: passive with its agent"

// passive mends "X was described as Z by S", where the tagger takes X for the
// source: S is, and X and Z are the content.
func (w *repairs) passive(x *draft) {
	if len(x.cue) == 0 || x.rule != ruleModel {
		return
	}
	verb := w.passiveVerb(x.cue[0].First, x.cue[0].Last)
	if verb < 0 {
		return
	}
	p, ok := w.passiveParts(verb)
	if !ok {
		return
	}
	x.source, x.cue, x.content = []tagger.Piece{p.agent}, []tagger.Piece{p.cue}, p.content
	x.first = x.content[0].First
	x.kind, x.rule = analysis.Descriptive, rulePassive
	w.cover(x)
}

// passiveVerb is the participle with a form of be before it among tokens, -1 for none.
func (w *page) passiveVerb(first, last int) int {
	for i := first; i < last; i++ {
		e := w.Entries[i]
		if e == nil || e.Form != tagger.FormPast {
			continue
		}
		for k := i - 1; k >= 0 && k >= i-4; k-- {
			l := w.d.Tokens[k].Lower
			if w.english.Be[l] {
				return i
			}
			if !w.english.Adverbs[l] && !w.english.Have[l] && !w.english.Negations[l] {
				break
			}
		}
	}
	return -1
}

// passiveSentence is a passive with its agent, taken apart.
type passiveSentence struct {
	agent, cue tagger.Piece
	content    []tagger.Piece
}

// agentReach is how many tokens may stand between a participle and "by".
const agentReach = 25

// passiveParts takes "X was described as Z by S" apart, for the participle at verb.
func (w *page) passiveParts(verb int) (passiveSentence, bool) {
	d := w.d
	n := int(d.Tokens[verb].Sentence)
	s := &d.Sentences[n]
	var p passiveSentence
	by := -1
	for i := verb + 1; i < min(s.Last, verb+agentReach); i++ {
		t := &d.Tokens[i]
		if t.Lower == "by" && t.Quote == d.Tokens[verb].Quote {
			if end := w.phraseAfter(i+1, s.Last); w.speaks(i+1, end) {
				by = i
				p.agent = tagger.Piece{First: i + 1, Last: end, Sentence: n}
			}
			break
		}
		if t.Kind == analysis.Punct && t.Quote < 0 {
			break
		}
	}
	if by < 0 {
		return p, false
	}
	begin := w.finiteBack(verb, s.First)
	subject := w.subject(begin, s)
	if subject.First >= subject.Last {
		return p, false
	}
	p.cue = tagger.Piece{First: begin, Last: verb + 1, Sentence: n}
	p.content = []tagger.Piece{subject}
	if verb+1 < by {
		p.content = append(p.content, tagger.Piece{First: verb + 1, Last: by, Sentence: n})
	}
	if i := p.agent.Last; i+1 < s.Last && d.Tokens[i].Lower == "as" && d.Tokens[i+1].Kind != analysis.Punct {
		p.content = append(p.content, tagger.Piece{First: i, Last: w.clauseEnd(i, s.Last), Sentence: n})
	}
	return p, true
}

// subject is the noun phrase before the verb phrase that begins at end, with all
// that hangs on it: back to the start of the sentence or of its clause.
func (w *page) subject(end int, s *analysis.Sentence) tagger.Piece {
	p := tagger.Piece{First: end, Last: end, Sentence: int(w.d.Tokens[s.First].Sentence)}
	if end <= s.First {
		return p
	}
	first := max(s.First, end-phraseReach)
	commas := 0
	for i := end - 1; i >= first; i-- {
		t := &w.d.Tokens[i]
		if t.Lower == "," {
			commas++
			// A comma right before the verb closes an aside, the next opens it.
			if w.d.Tokens[end-1].Lower == "," && commas <= 2 {
				continue
			}
			first = i + 1
			break
		}
		if t.Kind == analysis.Punct && (t.Lower == ";" || t.Lower == ":" || t.Lower == "—" || t.Lower == "--") || t.Lower == "that" && commas == 0 && i < end-1 {
			first = i + 1
			break
		}
	}
	for first < end && (w.english.Joiners[w.d.Tokens[first].Lower] || w.d.Tokens[first].Lower == "however") {
		first++
	}
	p.First = first
	for p.Last > p.First && w.d.Tokens[p.Last-1].Kind == analysis.Punct {
		p.Last--
	}
	return p
}
