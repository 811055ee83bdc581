package attribution

import (
	"strings"

	"readout/analysis"
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
func (w *worker) interviews() {
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
	if guest.last <= guest.first || !w.answered(questions) {
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
func (w *worker) answer(from, to int, guest piece) {
	d := w.d
	x := draft{source: []piece{guest}, rule: ruleInterview, conf: confInterview, inherits: -1}
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
func (w *worker) isQuestion(p int) bool {
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

// answered: half of the answers speak in the first person or say yes or no.
func (w *worker) answered(questions []int) bool {
	d := w.d
	own := 0
	for _, q := range questions {
		if q+1 >= len(d.Paragraphs) {
			continue
		}
		first, last := w.paragraphTokens(q + 1)
		for i := first; i < last; i++ {
			t := &d.Tokens[i]
			if t.Quote < 0 && firstPerson[t.Lower] && !(t.Lower == "us" && isUpper(d.Text, t)) || i == first && (t.Lower == "yes" || t.Lower == "no") {
				own++
				break
			}
		}
	}
	return 2*own >= len(questions)
}

// interviewee finds who answers in the title and the paragraphs before the first
// question: the name behind “an interview with”, or the first person that is named
// in an opening that speaks of an interview; empty for none.
func (w *worker) interviewee(before int) piece {
	d := w.d
	told, first := false, piece{}
	for p := 0; p < before; p++ {
		par := &d.Paragraphs[p]
		for n := par.First; n < par.Last; n++ {
			s := &d.Sentences[n]
			for i := s.First; i < s.Last; i++ {
				end := w.known.interviews.end(d.Tokens, i, s.Last)
				if end == i {
					continue
				}
				told = true
				if name := w.subjectAt(end, s.Last, n); name.last > name.first && strings.Contains(d.Text[d.Tokens[i].Start:d.Tokens[end-1].End], " ") && !thirdPeople[d.Tokens[name.first].Lower] {
					return name
				}
			}
			if first.last == first.first && !(p == 0 && par.Headline) {
				if name := w.subjectAt(s.First, s.Last, n); name.last > name.first && w.person(w.nameStart(name), name.last) {
					first = name
				}
			}
		}
	}
	if !told {
		return piece{}
	}
	return first
}

// nameStart passes over what stands before the capitals at the end of a phrase.
func (w *worker) nameStart(p piece) int {
	i := p.last
	for i > p.first && w.d.Tokens[i-1].Kind == analysis.Word && isUpper(w.d.Text, &w.d.Tokens[i-1]) && !determiners[w.d.Tokens[i-1].Lower] {
		i--
	}
	return i
}
