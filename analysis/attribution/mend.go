package attribution

import (
	"slices"
	"strings"

	"readout/analysis"
)

const (
	rulePassive = "descriptive: passive with its agent"
	ruleSplit   = "model: sentence of a split quotation"
)

// mend puts right what the tagger gets wrong in ways that grammar can tell, and
// parts what are several statements.
func (w *worker) mend() {
	n := len(w.drafts)
	for i := range n {
		x := &w.drafts[i]
		w.trimSource(x)
		w.wholeSource(x)
		w.trimAdjunct(x)
		w.trimContent(x)
		w.trimCue(x)
		w.passive(x)
		w.accordingTo(x)
	}
	for i := range n {
		w.wholeQuotes(&w.drafts[i])
		w.split(i)
	}
}

// snapReach is how many tokens a content may gain at each end to take in the
// whole of a quotation.
const snapReach = 40

// wholeQuotes widens contents that end or begin inside of a quotation to the
// whole of it, where nothing else claims the rest.
func (w *worker) wholeQuotes(x *draft) {
	d := w.d
	for k := range x.content {
		p := x.content[k]
		if q := d.Tokens[p.last-1].Quote; q >= 0 && d.Quotes[q].Closed && !d.Quotes[q].Scare {
			if end := d.Quotes[q].Last; end > p.last && end-p.last <= snapReach && d.Quotes[q].First >= p.first && w.free(p.last, end) {
				p.last = end
			}
		}
		if q := d.Tokens[p.first].Quote; q >= 0 && !d.Quotes[q].Scare {
			if begin := d.Quotes[q].First; begin < p.first && p.first-begin <= snapReach && w.free(begin, p.first) {
				p.first = begin
				p.sentence = int(d.Tokens[begin].Sentence)
			}
		}
		if p != x.content[k] {
			x.content = slices.Clone(x.content)
			x.content[k] = p
			w.cover(x)
		}
	}
	x.first = x.content[0].first
}

// free: nothing is said of these tokens yet.
func (w *worker) free(first, last int) bool {
	for i := first; i < last; i++ {
		if w.covered[i] != 0 {
			return false
		}
	}
	return true
}

// trimSource takes auxiliaries and adverbs off the end of a source and gives
// them to a cue that follows at once.
func (w *worker) trimSource(x *draft) {
	if len(x.source) == 0 {
		return
	}
	s := x.source[0]
	last := s.last
	for last > s.first+1 {
		if l := w.d.Tokens[last-1].Lower; !auxiliaries[l] && !adverbs[l] {
			break
		}
		last--
	}
	if last == s.last {
		return
	}
	if len(x.cue) > 0 && x.cue[0].first == s.last {
		c := x.cue[0]
		c.first = last
		x.cue = []piece{c}
	}
	s.last = last
	x.source = []piece{s}
}

// placeReach is how many tokens a phrase of place or time before a source may have.
const placeReach = 6

// trimAdjunct takes a phrase of place or time off the front of a source:
// “Outside court, | Maria Lopes said”.
func (w *worker) trimAdjunct(x *draft) {
	if len(x.source) != 1 {
		return
	}
	s := x.source[0]
	if !adjuncts[w.d.Tokens[s.first].Lower] {
		return
	}
	for i := s.first + 1; i+1 < s.last && i <= s.first+placeReach; i++ {
		if w.d.Tokens[i].Lower == "," {
			s.first = i + 1
			x.source = []piece{s}
			return
		}
	}
}

// wholeSource gives a source that is a relative clause the noun before it:
// “Lena Voss, | who coaches the youth team,”.
func (w *worker) wholeSource(x *draft) {
	if len(x.source) != 1 {
		return
	}
	s := x.source[0]
	if l := w.d.Tokens[s.first].Lower; l != "who" && l != "which" || s.last-s.first < 3 {
		return // "who" alone is the subject of a clause of its own
	}
	end := s.first
	if end > 0 && w.d.Tokens[end-1].Lower == "," {
		end--
	}
	first := end
	for first > 0 && end-first < placeReach && w.covered[first-1] == 0 && w.d.Tokens[first-1].Sentence == w.d.Tokens[s.first].Sentence && w.d.Tokens[first-1].Kind != analysis.Punct {
		first--
	}
	if first == end || linkers[w.d.Tokens[first].Lower] || auxiliaries[w.d.Tokens[first].Lower] {
		return
	}
	s.first = first
	x.source = []piece{s}
}

// trimContent takes a conjunction that leads on to something else off the end of
// contents.
func (w *worker) trimContent(x *draft) {
	for k, p := range x.content {
		t := &w.d.Tokens[p.last-1]
		if p.last-p.first > 2 && t.Quote < 0 && (t.Lower == "but" || t.Lower == "and") {
			x.content = slices.Clone(x.content)
			x.content[k].last--
		}
	}
}

// trimCue gives a noun that a verb of saying has taken into the cue back to the
// clause that it begins: “said | support for the plan was growing”.
func (w *worker) trimCue(x *draft) {
	if len(x.cue) == 0 {
		return
	}
	c := x.cue[0]
	for i := c.first; i+1 < c.last; i++ {
		e := w.entries[i]
		if e == nil || !w.verbal(i) || !tells(e) || len(e.words) > 1 {
			continue
		}
		if noun := w.entries[i+1]; noun == nil || noun.form != formOther && noun.form != formBase || x.content[0].first != c.last {
			return
		}
		x.content = slices.Clone(x.content)
		x.content[0].first, c.last = i+1, i+1
		x.cue, x.first = []piece{c}, i+1
		w.cover(x)
		return
	}
}

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

// passive mends "X was described as Z by S", where the tagger takes X for the
// source: S is, and X and Z are the content.
func (w *worker) passive(x *draft) {
	if len(x.cue) == 0 {
		return
	}
	verb := w.passiveVerb(x.cue[0].first, x.cue[0].last)
	if verb < 0 {
		return
	}
	p, ok := w.passiveParts(verb)
	if !ok {
		return
	}
	x.source, x.cue, x.content = []piece{p.agent}, []piece{p.cue}, p.content
	x.first = x.content[0].first
	x.kind, x.rule = analysis.Descriptive, rulePassive
	w.cover(x)
}

// passiveVerb is the participle with a form of be before it among tokens, -1 for none.
func (w *worker) passiveVerb(first, last int) int {
	for i := first; i < last; i++ {
		e := w.entries[i]
		if e == nil || e.form != formPast {
			continue
		}
		for k := i - 1; k >= 0 && k >= i-4; k-- {
			l := w.d.Tokens[k].Lower
			if beForms[l] {
				return i
			}
			if !adverbs[l] && !haveForms[l] && !negations[l] {
				break
			}
		}
	}
	return -1
}

// passiveSentence is a passive with its agent, taken apart.
type passiveSentence struct {
	agent, cue piece
	content    []piece
}

// agentReach is how many tokens may stand between a participle and "by".
const agentReach = 25

// passiveParts takes "X was described as Z by S" apart, for the participle at verb.
func (w *worker) passiveParts(verb int) (passiveSentence, bool) {
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
				p.agent = piece{first: i + 1, last: end, sentence: n}
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
	if subject.first >= subject.last {
		return p, false
	}
	p.cue = piece{first: begin, last: verb + 1, sentence: n}
	p.content = []piece{subject}
	if verb+1 < by {
		p.content = append(p.content, piece{first: verb + 1, last: by, sentence: n})
	}
	return p, true
}

// subject is the noun phrase before the verb phrase that begins at end, with all
// that hangs on it: back to the start of the sentence or of its clause.
func (w *worker) subject(end int, s *analysis.Sentence) piece {
	p := piece{first: end, last: end, sentence: int(w.d.Tokens[s.First].Sentence)}
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
	for first < end && (joiners[w.d.Tokens[first].Lower] || w.d.Tokens[first].Lower == "however") {
		first++
	}
	p.first = first
	for p.last > p.first && w.d.Tokens[p.last-1].Kind == analysis.Punct {
		p.last--
	}
	return p
}

// split parts a quotation of several sentences around its cue ("A," X said.
// "B."): what stands in another sentence than the cue is a statement of its own
// with the same source and cue.
func (w *worker) split(i int) {
	x := &w.drafts[i]
	if len(x.content) < 2 || len(x.cue) == 0 || x.rule == ruleIntroduced {
		return
	}
	cue := x.cue[0]
	for k := 1; k < len(x.content); k++ {
		p := x.content[k]
		if p.sentence <= cue.sentence || p.sentence == x.content[k-1].sentence {
			continue
		}
		y := *x
		y.content = x.content[k:]
		y.first = y.content[0].first
		if y.rule == ruleModel {
			y.rule = ruleSplit
		}
		x.content = x.content[:k:k]
		w.drafts = append(w.drafts, y)
		w.split(len(w.drafts) - 1)
		return
	}
}
