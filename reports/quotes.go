package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/run"
	"readout/data/table"
)

// maxQuote is the length in code points above which a shown text is cut around
// its evidence.
const maxQuote = 340

// quote is a statement as said by one of its sides; show gives it its words.
func (b *builder) quote(s *statement, side string) Quote {
	q := Quote{
		ID: s.StatementID, SideID: side, IssueID: value(s.IssueID), Frame: cleaned(s.Frame),
		Outlook: s.Outlook, Stance: s.Stance, Sentiment: s.Sentiment, Certainty: s.Certainty,
		Confidence: s.AttributionConfidence, Copies: b.copies[s.QuoteGroupID],
		Outlet: cleaned(s.Outlet), Published: s.PublishedAt,
		SideIndex: -1,
	}
	if side != "" {
		q.Side = b.sideName(side)
		q.SideIndex = b.side[side]
	}
	if q.IssueID != "" {
		q.Issue = b.issueName(q.IssueID)
	}
	return q
}

// listing chooses the rows of the statement table: all, or the surest.
func (b *builder) listing() {
	var rows []int
	for i := range b.t.statements {
		if b.t.statements[i].counts() {
			rows = append(rows, i)
		}
	}
	b.out.Statements.Total = len(rows)
	if len(rows) > maxRows {
		slices.SortStableFunc(rows, func(x, y int) int {
			return cmp.Compare(b.t.statements[y].weight(), b.t.statements[x].weight())
		})
		rows = rows[:maxRows]
		slices.Sort(rows)
	}
	for _, i := range rows {
		s := &b.t.statements[i]
		b.out.Statements.Rows = append(b.out.Statements.Rows, b.quote(s, value(s.SideID)))
	}
}

// weight is how much a row says: who, on what, with which scores, how surely.
func (s *statement) weight() float64 {
	w := s.AttributionConfidence
	for _, has := range [...]bool{s.SideID != nil, s.IssueID != nil, s.Outlook != nil, s.Stance != nil} {
		if has {
			w++
		}
	}
	return w
}

// voiceQuotes chooses for each voice of the lead the statement that shows its
// outlook best, its stance where it has no outlook.
func (b *builder) voiceQuotes() {
	l := &b.out.Lead
	for i := range l.Voices {
		v := &l.Voices[i]
		dim, mean := 0, v.Figures.Outlook.Mean
		if mean == nil {
			dim, mean = 1, v.Figures.Stance.Mean
		}
		sign := 1.0
		if mean != nil && *mean < 0 {
			sign = -1
		}
		var best *statement
		bestScore := math.Inf(-1)
		for k := range b.t.statements {
			s := &b.t.statements[k]
			if !b.said(s, v) {
				continue
			}
			o := s.observation()
			if score := compare.Showing(&o, dim, sign); score > bestScore {
				best, bestScore = s, score
			}
		}
		if best != nil {
			q := b.quote(best, v.SideID)
			v.Quote = &q
		}
	}
}

func (s *statement) observation() compare.Observation {
	o := compare.Observation{
		Confidence: s.AttributionConfidence, Quoted: s.QuotedFraction,
		Length: int(s.ContentEnd - s.ContentStart), Floating: s.IsFloating,
	}
	for i, x := range s.scores() {
		o.Scores[i] = math.NaN()
		if x != nil {
			o.Scores[i] = *x
		}
	}
	return o
}

// quotes chooses the quotes of the voices and gives all quotes their words.
func (b *builder) quotes(c *run.Corpus) error {
	b.voiceQuotes()
	var all []unread
	for i := range b.out.Lead.Voices {
		if q := b.out.Lead.Voices[i].Quote; q != nil {
			dim := "outlook"
			if q.Outlook == nil {
				dim = "stance"
			}
			all = append(all, unread{q, []string{dim}})
		}
	}
	b.out.Pairs = slices.DeleteFunc(b.out.Pairs, func(p Pair) bool { return b.shownAbove(p.A.ID) && b.shownAbove(p.B.ID) })
	for i := range b.out.Pairs {
		p := &b.out.Pairs[i]
		all = append(all, unread{&p.A, []string{p.Difference.Dimension}}, unread{&p.B, []string{p.Difference.Dimension}})
	}
	for i := range b.out.Statements.Rows {
		all = append(all, unread{&b.out.Statements.Rows[i], []string{"outlook", "stance"}})
	}
	return b.show(c, all)
}

// unread is a quote without its words, and the scores whose words it marks.
type unread struct {
	quote *Quote
	dims  []string
}

// show reads the words and the evidence of quotes and cuts each into segments.
func (b *builder) show(c *run.Corpus, quotes []unread) error {
	texts, evidence, articles := map[string]*shownText{}, map[string][]table.Evidence{}, map[string]bool{}
	for _, u := range quotes {
		texts[u.quote.ID] = nil
		articles[b.byID[u.quote.ID].ArticleID] = true
	}
	of := func(article string) bool { return articles[article] }
	if err := run.EachOf(c, "statements", of, func(t *shownText) error {
		if _, ok := texts[t.StatementID]; ok {
			found := *t
			texts[t.StatementID] = &found
		}
		return nil
	}); err != nil {
		return err
	}
	if err := run.EachOf(c, "evidence", of, func(e *table.Evidence) error {
		if _, ok := texts[e.StatementID]; ok {
			evidence[e.StatementID] = append(evidence[e.StatementID], *e)
		}
		return nil
	}); err != nil {
		return err
	}
	for _, u := range quotes {
		t := texts[u.quote.ID]
		if t == nil {
			return fmt.Errorf("statement %s: gone from the tables while they were read", u.quote.ID)
		}
		u.quote.words(t)
		u.quote.segment(t, evidence[u.quote.ID], u.dims...)
	}
	return nil
}

// words fills in what a quote says and of whom.
func (q *Quote) words(t *shownText) {
	q.Speaker, q.Role, q.Cue, q.Form = cleaned(t.ActorName), cleaned(t.ActorRole), cleaned(t.Cue), clean(t.SpeechType)
	q.Title, q.URL = cleaned(t.Title), webLink(t.URL)
	if q.Speaker == "" {
		q.Speaker = cleaned(t.Source)
	}
}

// score is the score of a dimension, nil for none.
func (q *Quote) score(dim string) *float64 {
	switch analysis.Dimension(dim) {
	case analysis.Outlook:
		return q.Outlook
	case analysis.Stance:
		return q.Stance
	case analysis.Sentiment:
		return q.Sentiment
	}
	return q.Certainty
}

// shownAbove says that a statement stands beside its voice already.
func (b *builder) shownAbove(id string) bool {
	return slices.ContainsFunc(b.out.Lead.Voices, func(v Voice) bool { return v.Quote != nil && v.Quote.ID == id })
}

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
func (q *Quote) segment(s *shownText, evidence []table.Evidence, dims ...string) {
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
func markWords(marks []mark, words []word, dim string, start, n int) []mark {
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
func strongest(evidence []table.Evidence, dim string, score *float64) []word {
	var words []word
	for i := range evidence {
		e := &evidence[i]
		if e.Dimension != dim || e.Start == nil || e.End == nil {
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
