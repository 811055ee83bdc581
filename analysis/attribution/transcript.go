package attribution

import (
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
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
func (w *conversations) transcripts() {
	d := w.d
	turns, times := w.turns()
	if len(turns) == 0 {
		return
	}
	taken := make([]bool, len(d.Paragraphs))
	turns = slices.DeleteFunc(turns, func(t turn) bool {
		taken[t.paragraph] = times[t.key] > 1 || t.name == strings.ToUpper(t.name)
		return !taken[t.paragraph]
	})
	if len(turns) == 0 {
		return
	}
	// In an interview, what stands between two turns goes on with the first; in an
	// article that only quotes a transcript, or questions, it may be the writer's.
	two := slices.ContainsFunc(turns, func(t turn) bool { return t.key != turns[0].key })
	interview := two && 2*len(turns) >= turns[len(turns)-1].paragraph-turns[0].paragraph
	for k := 0; interview && k+1 < len(turns); k++ {
		for p := turns[k].paragraph + 1; p < turns[k+1].paragraph; p++ {
			taken[p] = !d.Paragraphs[p].Headline && !w.inBrackets(p)
		}
	}
	w.drop(func(x *draft) bool { return taken[d.Sentences[x.content[0].Sentence].Paragraph] })
	w.orphans = slices.DeleteFunc(w.orphans, func(p tagger.Piece) bool { return taken[d.Sentences[p.Sentence].Paragraph] })
	guest := w.interviewee(turns[0].paragraph)
	initials := w.askingInitials(turns)
	for k, t := range turns {
		next := t.paragraph + 1
		if k+1 < len(turns) {
			next = turns[k+1].paragraph
		}
		if w.known.questioners[t.key] || t.name == initials { // a question of nobody in particular
			continue
		}
		x := w.turnDraft(t, taken[:next])
		if w.known.answerers[t.key] && guest.Last > guest.First {
			x.source = []tagger.Piece{guest}
		}
		w.add(x)
	}
}

// initialsMost is the most letters of an outlet's initials.
const initialsMost = 4

// askingInitials is the label of an interviewer who goes by the initials of an outlet, WN
// or BBC: capitals where others have names in small letters, over turns of which most are
// questions; "" for none. A surname in capitals stands among others in capitals.
func (w *conversations) askingInitials(turns []turn) string {
	d := w.d
	asked, times, named := map[string]int{}, map[string]int{}, false
	for _, t := range turns {
		if t.name != strings.ToUpper(t.name) {
			named = true
			continue
		}
		if t.last > t.first+1 || len(t.name) > initialsMost {
			continue
		}
		times[t.name]++
		for _, x := range d.Tokens[t.content:d.Sentences[d.Paragraphs[t.paragraph].Last-1].Last] {
			if x.Lower == "?" {
				asked[t.name]++
				break
			}
		}
	}
	asks := ""
	for _, t := range turns {
		if n := asked[t.name]; named && n > 1 && 2*n > times[t.name] && n > asked[asks] {
			asks = t.name
		}
	}
	return asks
}

// turns gives the turns of the article's speakers and how many each has, none
// where it is no transcript: too few, each name once, as in a list, or labels
// with a word or two in the place of sentences.
func (w *conversations) turns() ([]turn, map[string]int) {
	d := w.d
	var turns []turn
	times := map[string]int{}
	repeated, sentences := false, 0
	for p := range d.Paragraphs {
		t := w.turnOf(&d.Paragraphs[p])
		if t.content == 0 || p == 0 && d.Paragraphs[p].Headline || w.known.labels[t.key] && strings.EqualFold(t.name, t.key) {
			continue
		}
		t.paragraph = p
		turns = append(turns, t)
		times[t.key]++
		repeated = repeated || times[t.key] > 1
		last := d.Sentences[d.Paragraphs[p].Last-1].Last
		if l := d.Tokens[last-1].Lower; strings.ContainsAny(l, ".!?…—–-") || d.Tokens[last-1].Kind == analysis.CloseQuote || last-t.content >= spokenWords {
			sentences++
		}
	}
	if len(turns) < turnsLeast || !repeated || sentences < turnsLeast || 2*sentences < len(turns) {
		return nil, nil
	}
	return turns, times
}

// spokenWords: so many words behind a name and a colon are no entry of a form.
const spokenWords = 10

// inBrackets: the paragraph is a direction such as (BEGIN VIDEO CLIP) or [laughter].
func (w *conversations) inBrackets(p int) bool {
	par := &w.d.Paragraphs[p]
	text := w.d.Slice(par.Span)
	return strings.HasPrefix(text, "(") && !strings.HasPrefix(text, "((") && strings.HasSuffix(text, ")") || strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")
}

// turnDraft is the statement of a turn and of the paragraphs after it that are taken.
func (w *conversations) turnDraft(t turn, taken []bool) draft {
	d := w.d
	first := d.Paragraphs[t.paragraph].First
	x := draft{source: []tagger.Piece{{First: t.first, Last: t.last, Sentence: first}}, cue: []tagger.Piece{{First: t.last, Last: t.content, Sentence: first}},
		rule: ruleTranscript, conf: confTranscript, inherits: -1}
	for p := t.paragraph; p < len(taken); p++ {
		if !taken[p] {
			continue
		}
		par := &d.Paragraphs[p]
		content := tagger.Piece{First: d.Sentences[par.First].First, Last: d.Sentences[par.Last-1].Last, Sentence: par.First}
		if p == t.paragraph {
			content.First, content.Sentence = t.content, int(d.Tokens[t.content].Sentence)
		}
		if content.Last > content.First+1 && d.Tokens[content.Last-1].Lower == "." {
			content.Last--
		}
		x.content = append(x.content, content)
	}
	return x
}

// turn is the beginning of a paragraph of a transcript: the name, tokens first
// to last, the mark after it, and what is said, from content on.
type turn struct {
	paragraph, first, last, content int
	name                            string // as it is written
	key                             string // its last word, in lower case: SEN. LILA MARSH and MARSH are one
}

// turnOf reads “NAME:”, “NAME, ROLE:”, “NAME (D-OR):”, “**Name:**” or “((NAME))” at
// the beginning of a paragraph. Its content is 0 where there is none.
func (w *page) turnOf(p *analysis.Paragraph) turn {
	d := w.d
	first, end := d.Sentences[p.First].First, d.Sentences[p.Last-1].Last
	for first < end && bold[d.Tokens[first].Lower] {
		first++
	}
	bracket := first+3 < end && d.Tokens[first].Lower == "(" && d.Tokens[first+1].Lower == "("
	if bracket {
		first += 2
	}
	last := first // the token after the name
	for last < min(end-1, first+headlineWords+1) && d.Tokens[last].Kind == analysis.Word && tagger.IsUpper(d.Text, &d.Tokens[last]) && !w.english.Joiners[d.Tokens[last].Lower] &&
		(!w.english.Determiners[d.Tokens[last].Lower] || last == first && d.Tokens[last].Lower == "a") {
		last++
	}
	if last == first || last-first > headlineWords || w.english.Determiners[d.Tokens[first].Lower] && last > first+1 {
		return turn{}
	}
	mark := last
	if !bracket {
		mark = w.roleEnd(last, min(end-1, last+labelWords))
	}
	content := mark + 1
	if bracket {
		if mark+1 >= end || d.Tokens[mark].Lower != ")" || d.Tokens[mark+1].Lower != ")" {
			return turn{}
		}
		content++
	} else if mark >= end-1 || d.Tokens[mark].Lower != ":" {
		return turn{}
	}
	for content < end && bold[d.Tokens[content].Lower] {
		content++
	}
	if content >= end || d.Tokens[content].Kind == analysis.Punct {
		return turn{}
	}
	t := turn{first: first, last: last, content: content, name: d.Text[d.Tokens[first].Start:d.Tokens[last-1].End]}
	key := last - 1
	for key > first && w.known.suffixes[strings.TrimSuffix(d.Tokens[key].Lower, ".")] {
		key--
	}
	t.key = d.Tokens[key].Lower
	return t
}

// roleEnd passes over what stands between a speaker's name and the colon: a role
// behind a comma, a party or a place in brackets, marks of bold letters.
func (w *page) roleEnd(i, limit int) int {
	d := w.d
	for i < limit && bold[d.Tokens[i].Lower] {
		i++
	}
	if i >= limit || d.Tokens[i].Lower != "," && d.Tokens[i].Lower != "(" {
		return i
	}
	for k := i; k < limit; k++ {
		switch t := &d.Tokens[k]; {
		case t.Lower == ":":
			return k
		case w.english.Auxiliaries[t.Lower], t.Quote >= 0, w.english.ClauseHeads[t.Lower], t.Lower == ".", t.Lower == ";", t.Lower == "?", t.Lower == "!":
			return i
		}
	}
	return i
}
