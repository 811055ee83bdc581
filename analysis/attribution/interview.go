package attribution

import (
	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const (
	ruleInterview = "interview: answer to a question"
	confInterview = 0.7 // an estimate, not calibrated
)

const (
	questionsLeast = 2  // questions that make an interview
	questionWords  = 80 // the most words of one
)

// interviews reads interviews without names: questions that are paragraphs of
// their own, by their mark or their bold letters, and answers in the first person
// below them. The title or the opening says who answers.
func (w *conversations) interviews() {
	d := w.d
	var questions []int
	for p := 1; p < len(d.Paragraphs); p++ {
		if w.isQuestion(p) && (p+1 == len(d.Paragraphs) || !w.isQuestion(p+1)) {
			questions = append(questions, p)
		}
	}
	if len(questions) < questionsLeast || questions[0]+1 >= len(d.Paragraphs) {
		return
	}
	guest := w.interviewee(questions[0])
	if guest.Last <= guest.First || !w.answered(questions) {
		return
	}
	longest := 1
	for k, q := range questions {
		next := q + 1 + longest // nothing marks the end of the last answer
		if k+1 < len(questions) {
			next = questions[k+1]
			longest = max(longest, next-q-1)
		}
		w.answer(q+1, min(next, len(d.Paragraphs)), guest)
	}
}

// answer makes one statement of the paragraphs between two questions.
func (w *conversations) answer(from, to int, guest tagger.Piece) {
	d := w.d
	x := draft{source: []tagger.Piece{guest}, rule: ruleInterview, conf: confInterview, inherits: -1}
	for p := from; p < to; p++ {
		first, last := w.paragraphTokens(p)
		if first >= last || d.Paragraphs[p].Headline || w.inBrackets(p) || w.isQuestion(p) {
			continue
		}
		w.dropOver(first, last)
		if last > first+1 && d.Tokens[last-1].Lower == "." {
			last--
		}
		x.content = append(x.content, w.pieceOf(first, last))
	}
	if len(x.content) > 0 {
		w.add(x)
	}
}

// isQuestion: the whole of the paragraph is a question outside of quotation marks,
// or stands in the marks of bold letters.
func (w *conversations) isQuestion(p int) bool {
	d := w.d
	par := &d.Paragraphs[p]
	first, last := d.Sentences[par.First].First, d.Sentences[par.Last-1].Last
	if last-first < 3 || last-first > questionWords {
		return false
	}
	if bold[d.Tokens[first].Lower] && bold[d.Tokens[last-1].Lower] {
		return d.Tokens[last-2].Lower != ":"
	}
	return d.Tokens[last-1].Lower == "?" && d.Tokens[first].Quote < 0 && w.turnOf(par).content == 0
}

// answered: two thirds of the answers speak in the first person or say yes or no.
func (w *conversations) answered(questions []int) bool {
	d := w.d
	own := 0
	for _, q := range questions {
		if q+1 >= len(d.Paragraphs) {
			continue
		}
		first, last := w.paragraphTokens(q + 1)
		for i := first; i < last; i++ {
			t := &d.Tokens[i]
			if t.Quote < 0 && w.english.FirstPerson[t.Lower] && !(t.Lower == "us" && tagger.IsUpper(d.Text, t)) || i == first && (t.Lower == "yes" || t.Lower == "no") {
				own++
				break
			}
		}
	}
	return 3*own >= 2*len(questions)
}

// openingReach is the most paragraphs before the first question of an interview.
const openingReach = 6

// interviewee finds who answers in the title and the opening before the first
// question: the name behind “an interview with”, who “met us”, or, where the title
// calls itself an interview, the first person that is named; empty for none.
func (w *conversations) interviewee(before int) tagger.Piece {
	d := w.d
	titled := false
	for p := 0; p < min(before, openingReach); p++ {
		par := &d.Paragraphs[p]
		title := p == 0 && par.Headline
		for n := par.First; n < par.Last; n++ {
			s := &d.Sentences[n]
			subject := w.subjectAt(s.First, s.Last, n)
			if subject.Last <= subject.First || !w.person(w.nameStart(subject), subject.Last) {
				subject = tagger.Piece{}
			}
			for i := s.First; i < s.Last; i++ {
				end := w.known.interviews.end(d.Tokens, i, s.Last)
				if end == i || end < s.Last && d.Tokens[end].Quote >= 0 && !title {
					continue
				}
				titled = titled || title
				if name := w.subjectAt(end, s.Last, n); name.Last > name.First && end > i+1 && !w.english.ThirdPeople[d.Tokens[name.First].Lower] {
					return name
				}
				if end < s.Last && (d.Tokens[end].Lower == "us" || d.Tokens[end].Lower == "me") && subject.Last > subject.First {
					return subject
				}
			}
			if titled && !title && subject.Last > subject.First {
				return subject
			}
		}
	}
	return tagger.Piece{}
}

// nameStart passes over what stands before the capitals at the end of a phrase.
func (w *conversations) nameStart(p tagger.Piece) int {
	i := p.Last
	for i > p.First && w.d.Tokens[i-1].Kind == analysis.Word && tagger.IsUpper(w.d.Text, &w.d.Tokens[i-1]) && !w.english.Determiners[w.d.Tokens[i-1].Lower] {
		i--
	}
	return i
}
