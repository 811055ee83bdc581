// Package target finds what every statement takes a position on: an issue of the
// codebook, the phrase itself, and the actors that it is about. It takes a
// document with mentions and speakers and fills Statement.Target.
//
// Issues are found as in dictionary-based content analysis: the codebook's phrases
// vote, each the more the longer it is and the nearer to the statement it stands
// (content, rest of the sentence, the sentence before, heading, headline); the
// codebook's hints are heard only where no phrase is in the content. Where the
// content itself names none, what stands around it must make a case: its own
// sentence, or the matter of the article together with the sentence before, the
// headline, a hint or a word that refers back. Else the statement has no issue, and
// says why.
package target

import (
	"maps"
	"sort"

	"readout/analysis"
	"readout/lexicon"
)

// What a phrase of the codebook counts for by where it stands. A phrase in the
// content outweighs anything outside of it.
const (
	inContent  = 4.0
	inSentence = 1.0
	inBefore   = 0.5
	inHeading  = 0.4
	inHeadline = 0.35
	inArticle  = 0.3
)

// Targeter is safe for any number of goroutines.
type Targeter struct {
	codebook *codebook
	verbs    map[string]bool // forms of reporting verbs
	english  *lexicon.TargetWords
	calendar *lexicon.Calendar
	closed   map[string]bool // words that no noun phrase goes on over
}

// New makes a targeter from the codebook and the reporting verbs of a lexicon.
func New(lex *lexicon.Lexicon) *Targeter {
	e := &lex.English
	t := &Targeter{codebook: newCodebook(lex), verbs: map[string]bool{}, english: &e.Target, calendar: &e.Calendar, closed: map[string]bool{}}
	maps.Copy(t.closed, e.Target.Closed)
	maps.Copy(t.closed, e.Calendar.Weekdays)
	for i := range lex.Cues {
		if c := &lex.Cues[i]; c.Kind == "verb" {
			for _, f := range c.Inflected() {
				t.verbs[f] = true
			}
		}
	}
	return t
}

// Target fills the Target of every statement of a document that has mentions and
// speakers.
func (t *Targeter) Target(d *analysis.Document) {
	n := len(t.codebook.ids)
	w := &work{
		Targeter: t, d: d, found: t.codebook.find(d), votes: make([]float64, n), first: make([]int, n),
		hints: make([]float64, n), near: make([]bool, n), about: make([]bool, n),
	}
	w.main = w.mainIssue()
	for i := range d.Statements {
		if a := d.Statements[i].Attribution; a >= 0 && a < len(d.Attributions) && len(d.Attributions[a].Content) > 0 {
			w.statement(&d.Statements[i], &d.Attributions[a])
		}
	}
}

// work is the work on one document.
type work struct {
	*Targeter
	d     *analysis.Document
	found []place   // of the codebook, in text order
	main  int       // the issue that the article is about, -1 for none
	share float64   // of all matches of the article, that its issue has
	votes []float64 // by issue
	hints []float64 // by issue: of votes, those of hints in the content
	near  []bool    // by issue: a phrase stands in the rest of the sentence
	about []bool    // by issue: a phrase stands in the sentence before or a heading
	first []int     // by issue: the first match in the content, -1 for none
}

func (w *work) statement(s *analysis.Statement, at *analysis.Attribution) {
	s.Target = analysis.Target{Actor: -1}
	issues, head := w.issues(at)
	for _, i := range issues {
		s.Target.Issues = append(s.Target.Issues, w.codebook.ids[i])
	}
	if len(issues) > 0 {
		s.Target.IssueID = s.Target.Issues[0]
	} else {
		s.Target.NoIssue = "no entry of the codebook fits"
	}
	w.actors(s, at)
	w.phrase(s, at, head)
}

// issues ranks the issues of a statement; head is the match in the content that
// the first one rests on, -1 for none.
func (w *work) issues(at *analysis.Attribution) (ranked []int, head int) {
	for i := range w.votes {
		w.votes[i], w.first[i], w.hints[i], w.near[i], w.about[i] = 0, -1, 0, false, false
	}
	phrases := false
	for _, c := range at.Content {
		lo, hi := w.between(c)
		for k := lo; k < hi; k++ {
			phrases = phrases || !w.found[k].hint
		}
	}
	for _, c := range at.Content {
		lo, hi := w.between(c)
		for k := lo; k < hi; k++ {
			m := &w.found[k]
			weight := inContent * m.weight()
			if m.hint && phrases {
				weight = .1
			} else if m.hint {
				w.hints[m.issue] += weight
			} else if w.first[m.issue] < 0 {
				w.first[m.issue] = k
				// what a statement begins with is what it is about
				weight *= 1 + .25/(1+float64(w.d.Tokens[m.first].Start-c.Start)/40)
			}
			w.votes[m.issue] += weight
		}
	}
	w.around(at)
	return w.rank(at)
}

// around lets the places around a statement vote.
func (w *work) around(at *analysis.Attribution) {
	d := w.d
	if len(d.Sentences) == 0 {
		return
	}
	begin := analysis.Hull(at.Content).Start
	s := w.sentenceAt(begin)
	lo, hi := w.between(d.Sentences[s].Span)
	for k := lo; k < hi; k++ {
		if m := &w.found[k]; !inside(at.Content, d.Tokens[m.first].Start) {
			w.votes[m.issue] += inSentence * m.weight()
			w.near[m.issue] = w.near[m.issue] || !m.hint
		}
	}
	if s > 0 && d.Sentences[s-1].Paragraph >= d.Sentences[s].Paragraph-1 && !d.Sentences[s-1].Headline {
		w.vote(d.Sentences[s-1].Span, inBefore)
	}
	for p := d.Sentences[s].Paragraph - 1; p >= 0 && p > d.Sentences[s].Paragraph-8; p-- {
		if d.Paragraphs[p].Headline {
			w.vote(d.Paragraphs[p].Span, inHeading)
			break
		}
	}
	if a := d.Article; a != nil && a.HeadlineEnd > 0 && begin >= a.HeadlineEnd {
		w.vote(analysis.Span{Start: 0, End: a.HeadlineEnd}, inHeadline)
	}
	if w.main >= 0 {
		w.votes[w.main] += inArticle
	}
}

func (w *work) vote(span analysis.Span, weight float64) {
	lo, hi := w.between(span)
	for k := lo; k < hi; k++ {
		m := &w.found[k]
		w.votes[m.issue] += weight * m.weight()
		w.about[m.issue] = w.about[m.issue] || !m.hint
	}
}

// rank orders issues by their votes. Those after the first must stand in the
// content themselves.
func (w *work) rank(at *analysis.Attribution) (ranked []int, head int) {
	best := -1
	back := w.refersBack(at)
	for i, v := range w.votes {
		if v > 0 && (best < 0 || v > w.votes[best]) && w.fits(i, back) {
			best = i
		}
	}
	if best < 0 {
		return nil, -1
	}
	ranked = []int{best}
	for i, v := range w.votes {
		if i != best && w.first[i] >= 0 && v >= inContent*.5 {
			ranked = append(ranked, i)
		}
	}
	rest := ranked[1:]
	sort.SliceStable(rest, func(a, b int) bool { return w.votes[rest[a]] > w.votes[rest[b]] })
	return ranked, w.first[best]
}

// fits reports whether there is case enough for an issue; back says that the content
// refers to something that was said before it.
func (w *work) fits(issue int, back bool) bool {
	switch {
	case w.first[issue] >= 0, w.near[issue], w.hints[issue] >= 2*inContent*hintWeight:
		return true
	case w.hints[issue] > 0:
		return issue == w.main || w.about[issue]
	case issue != w.main:
		return back && w.about[issue]
	}
	return w.about[issue] || back && w.share >= .5
}

// refersBack reports whether a content takes up what was said before it.
func (w *work) refersBack(at *analysis.Attribution) bool {
	for _, c := range at.Content {
		first, last := w.d.TokensOf(c)
		for k := first; k < last; k++ {
			if w.english.BackReferences[w.d.Tokens[k].Lower] {
				return true
			}
		}
	}
	return false
}

// mainIssue is what an article is about: its headline and first sentences count
// more. It is -1 where nothing stands out.
func (w *work) mainIssue() int {
	votes := make([]float64, len(w.codebook.ids))
	early := 0
	if n := min(4, len(w.d.Sentences)); n > 0 {
		early = w.d.Sentences[n-1].End
	}
	for k := range w.found {
		m := &w.found[k]
		v := m.weight()
		if w.d.Tokens[m.first].Start < early {
			v *= 3
		}
		votes[m.issue] += v
	}
	best, all := -1, 0.0
	for i, v := range votes {
		all += v
		if v > 1 && (best < 0 || v > votes[best]) {
			best = i
		}
	}
	if best >= 0 {
		w.share = votes[best] / all
	}
	return best
}

// between gives the matches that begin inside a span, [lo, hi).
func (w *work) between(s analysis.Span) (lo, hi int) {
	at := func(offset int) int {
		return sort.Search(len(w.found), func(k int) bool { return w.d.Tokens[w.found[k].first].Start >= offset })
	}
	return at(s.Start), at(s.End)
}

// sentenceAt is the index of the sentence that holds an offset, or of the last
// one that begins before it.
func (w *work) sentenceAt(offset int) int {
	i := sort.Search(len(w.d.Sentences), func(k int) bool { return w.d.Sentences[k].Start > offset })
	return max(0, i-1)
}

func inside(spans []analysis.Span, offset int) bool {
	for _, s := range spans {
		if s.Start <= offset && offset < s.End {
			return true
		}
	}
	return false
}
