package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis"
	"readout/data/table"
)

// maxQuote is the length in code points above which a shown text is cut around
// its evidence.
const maxQuote = 340

// mark is a span of code points in a shown text that moved a score.
type mark struct {
	start, end int
	role       string
	sign       int
	notes      []string // what it did, a dimension each
}

// shown is the text that a statement is shown in and where that begins in the
// article: its sentence, and what of the content lies beyond it.
func (s *shownText) shown() (text string, start int) {
	begin, n := int(s.SentenceStart), len([]rune(s.Sentence))
	switch {
	case n == 0 || int(s.ContentStart) < begin || int(s.ContentStart) > begin+n:
		return s.Content, int(s.ContentStart)
	case int(s.ContentEnd) > begin+n:
		return string([]rune(s.Sentence)[:int(s.ContentStart)-begin]) + s.Content, begin
	}
	return s.Sentence, begin
}

// segment fills in Text and Segments, with the words of the named dimensions marked.
func (q *Quote) segment(s *shownText, evidence []table.Evidence, dims ...analysis.Dimension) {
	text, start := s.shown()
	if value(s.CueClass) == "neutral" && s.CueStart != nil {
		// "said" may tip a model's scale, but tells a reader nothing.
		evidence = slices.DeleteFunc(slices.Clone(evidence), func(e table.Evidence) bool {
			return e.Start != nil && *e.Start >= *s.CueStart && *e.End <= *s.CueEnd
		})
	}
	runes := []rune(clean(text))
	var marks []mark
	for _, dim := range dims {
		marks = markWords(marks, strongest(evidence, dim, q.score(dim)), dim, start, len(runes))
	}
	slices.SortFunc(marks, func(x, y mark) int { return x.start - y.start })
	from, to := window(marks, len(runes))
	var segs []Segment
	add := func(a, z int, m *mark) {
		if a >= z {
			return
		}
		seg := Segment{Text: string(runes[a:z])}
		if m != nil {
			seg.Role, seg.Sign, seg.Note = m.role, m.sign, strings.Join(m.notes, "; ")
		}
		segs = append(segs, seg)
	}
	if from > 0 {
		segs = append(segs, Segment{Text: "… "})
	}
	at := from
	for i := range marks {
		m := &marks[i]
		if m.start < at || m.end > to {
			continue
		}
		add(at, m.start, nil)
		add(m.start, m.end, m)
		at = m.end
	}
	add(at, to, nil)
	if to < len(runes) {
		segs = append(segs, Segment{Text: " …"})
	}
	q.Segments = segs
	var all strings.Builder
	for _, seg := range segs {
		all.WriteString(seg.Text)
	}
	q.Text = all.String()
}

// markWords adds marks for words that lie in a text of n code points that begins
// at start. A place that is taken keeps its mark; the same place gets a note more.
func markWords(marks []mark, words []word, dim analysis.Dimension, start, n int) []mark {
	add := func(m mark) {
		if m.start < 0 || m.end > n || m.start >= m.end {
			return
		}
		for i := range marks {
			if marks[i].start < m.end && m.start < marks[i].end {
				if marks[i].start == m.start && marks[i].end == m.end {
					marks[i].notes = append(marks[i].notes, m.notes...)
				}
				return
			}
		}
		marks = append(marks, m)
	}
	for _, w := range words {
		add(mark{w.start - start, w.end - start, "evidence", w.sign(), []string{fmt.Sprintf("%s %s", dim, signed(w.sum))}})
		if w.modifier != "" {
			add(mark{w.modifierStart - start, w.modifierEnd - start, "modifier", 0, []string{w.modifier}})
		}
	}
	return marks
}

// Of a score's evidence a text shows at most maxMarks places: those that moved it
// to where it is by at least a third of what the strongest did. A score within
// undecided of zero shows the words of both directions.
const (
	maxMarks  = 4
	leastPart = 1.0 / 3
	undecided = 0.1
)

// word is a place in the article with all that it adds to a score.
type word struct {
	start, end                 int
	sum                        float64
	listed                     bool // on a word list, not only a feature of a model
	modifier                   string
	modifierStart, modifierEnd int
}

func (w *word) sign() int {
	if w.sum < 0 {
		return -1
	}
	return 1
}

// strongest gives the places that moved the score of dim most.
func strongest(evidence []table.Evidence, dim analysis.Dimension, score *float64) []word {
	var words []word
	for i := range evidence {
		e := &evidence[i]
		if analysis.Dimension(e.Dimension) != dim || e.Start == nil || e.End == nil {
			continue
		}
		k := slices.IndexFunc(words, func(w word) bool { return w.start == int(*e.Start) && w.end == int(*e.End) })
		if k < 0 {
			k = len(words)
			words = append(words, word{start: int(*e.Start), end: int(*e.End)})
		}
		w := &words[k]
		w.sum += e.Contribution
		w.listed = w.listed || e.Lexicon != "model"
		if e.Modifier != nil && e.ModifierStart != nil && e.ModifierEnd != nil && w.modifier == "" {
			w.modifier, w.modifierStart, w.modifierEnd = clean(*e.Modifier), int(*e.ModifierStart), int(*e.ModifierEnd)
		}
	}
	if slices.ContainsFunc(words, func(w word) bool { return w.listed && math.Abs(w.sum) > 0.1 }) {
		words = slices.DeleteFunc(words, func(w word) bool { return !w.listed })
	}
	words = merged(words)
	if score != nil && math.Abs(*score) > undecided {
		words = slices.DeleteFunc(words, func(w word) bool { return w.sum**score < 0 })
	}
	slices.SortFunc(words, func(x, y word) int {
		return cmp.Or(cmp.Compare(math.Abs(y.sum), math.Abs(x.sum)), x.start-y.start)
	})
	most := min(len(words), maxMarks)
	for i := range words[:most] {
		if math.Abs(words[i].sum) < leastPart*math.Abs(words[0].sum) || math.Abs(words[i].sum) < 0.005 {
			return words[:i]
		}
	}
	return words[:most]
}

// merged makes one place of those that overlap: "important step" and "step
// forward" are one phrase to a reader.
func merged(words []word) []word {
	slices.SortFunc(words, func(x, y word) int { return cmp.Or(x.start-y.start, y.end-x.end) })
	out := words[:0]
	for _, w := range words {
		k := len(out) - 1
		if k < 0 || w.start >= out[k].end {
			out = append(out, w)
			continue
		}
		out[k].end = max(out[k].end, w.end)
		out[k].sum += w.sum
		if out[k].modifier == "" {
			out[k].modifier, out[k].modifierStart, out[k].modifierEnd = w.modifier, w.modifierStart, w.modifierEnd
		}
	}
	return out
}

// window chooses what of a text of n code points is shown: around the first
// mark where it is too long.
func window(marks []mark, n int) (from, to int) {
	if n <= maxQuote {
		return 0, n
	}
	if len(marks) > 0 && marks[0].start > maxQuote*2/3 {
		from = min(marks[0].start-maxQuote/3, n-maxQuote)
	}
	return from, from + maxQuote
}
