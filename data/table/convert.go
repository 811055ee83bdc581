package table

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"time"
	"unicode/utf8"

	"readout/analysis"
)

// Options is what rows carry that is not in the document.
type Options struct {
	EngineVersion string
	LexiconSHA256 string
	EventSketch   func(*analysis.Document) []byte // optional: see event.Sketch; without it articles are in no common events
}

// Batch is the rows of one article.
type Batch struct {
	Article     Article
	Line        int // where its record begins in the file, from 1; 0 where that is not known
	Statements  []Statement
	Candidates  []Statement // judged to be no statements; nothing else here is of them
	Stances     []Stance
	Positions   []Position
	Evaluations []Evaluation
	Evidence    []Evidence
	Actors      []Actor  // who speaks or is spoken of, with NStatements of this article
	Issues      []string // issue id of every statement that has one
}

// Rows turns an analyzed document into rows. It depends on nothing but its
// arguments, so workers may call it side by side.
func Rows(d *analysis.Document, o Options) *Batch {
	c := converter{d: d, opts: o, ids: StatementIDs(d), batch: &Batch{}}
	c.article()
	for i := range d.Statements {
		s := &d.Statements[i]
		row := c.statement(s)
		if s.IsCandidate() {
			row.Seq = int32(len(c.batch.Candidates))
			row.Frames, row.Abstained = []string{}, []string{}
			c.batch.Candidates = append(c.batch.Candidates, *row)
			continue
		}
		row.Seq = int32(len(c.batch.Statements))
		c.scored(row, s)
		c.batch.Statements = append(c.batch.Statements, *row)
	}
	c.actors()
	c.batch.Article.NStatements = int32(len(c.batch.Statements))
	c.batch.Article.NCandidates = int32(len(c.batch.Candidates))
	return c.batch
}

type converter struct {
	d     *analysis.Document
	opts  Options
	ids   []string
	batch *Batch
}

func (c *converter) article() {
	a, d := c.d.Article, c.d
	row := Article{
		ArticleID:   a.ID,
		VersionID:   a.VersionID,
		Path:        a.Path,
		URL:         text(a.URL),
		Title:       text(a.Title),
		Outlet:      text(a.Outlet),
		Author:      text(a.Author),
		PublishedAt: moment(a.PublishedAt),
		Language:    text(a.Language),
		Text:        d.Text,
		NChars:      int32(utf8.RuneCountInString(d.Text)),
		NSentences:  int32(len(d.Sentences)),
		Warnings:    append([]string{}, a.Warnings...),
		TextSketch:  Sketch(d.Text),
		TextHash:    TextHash(d.Text),
	}
	if c.opts.EventSketch != nil {
		row.EventSketch = c.opts.EventSketch(d)
	}
	if a.RecordNo > 0 {
		row.RecordNo = ptr(int32(a.RecordNo))
	}
	row.NUnattributed = int32(unattributed(d))
	c.batch.Article = row
}

// unattributed counts the quotations that no statement has words of. One over
// several paragraphs counts once; scare quotes are nobody's and do not count.
func unattributed(d *analysis.Document) int {
	said := saidSpans(d)
	n, open := 0, false
	for i := range d.Quotes {
		q := &d.Quotes[i]
		if q.Scare || q.Inner.Empty() {
			continue
		}
		if !q.Continues {
			open = false
		}
		k, _ := slices.BinarySearchFunc(said, q.Inner.Start+1, func(s analysis.Span, at int) int { return cmp.Compare(s.End, at) })
		taken := k < len(said) && said[k].Overlaps(q.Inner)
		if !taken && !open {
			n++
		}
		open = open || !taken
	}
	return n
}

// saidSpans gives what the statements of a document cover, as spans in text order
// that do not overlap.
func saidSpans(d *analysis.Document) []analysis.Span {
	var all []analysis.Span
	for i := range d.Attributions {
		all = append(all, d.Attributions[i].Content...)
	}
	slices.SortFunc(all, func(a, b analysis.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []analysis.Span
	for _, s := range all {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// statement gives the row of a statement without its place and what was scored.
func (c *converter) statement(s *analysis.Statement) *Statement {
	d, a, art := c.d, &c.d.Attributions[s.Attribution], &c.batch.Article
	hull := analysis.Hull(a.Content)
	words, quoted := contentWords(d, a.Content)
	row := Statement{
		StatementID:           c.ids[s.Attribution],
		ArticleID:             art.ArticleID,
		VersionID:             art.VersionID,
		Content:               d.Slice(hull),
		ContentStart:          int32(d.CodePoint(hull.Start)),
		ContentEnd:            int32(d.CodePoint(hull.End)),
		ContentParts:          make([]string, len(a.Content)),
		ContentPartStarts:     make([]int32, len(a.Content)),
		InHeadline:            a.Headline,
		SpeechType:            string(a.Type),
		IsFloating:            a.Floating,
		CueLemma:              text(a.CueLemma),
		CueClass:              text(string(a.CueClass)),
		ReportPolarity:        string(a.Polarity),
		AttributionRule:       a.Rule,
		AttributionConfidence: four(a.Confidence),
		PublishedAt:           art.PublishedAt,
		Outlet:                art.Outlet,
		Title:                 art.Title,
		URL:                   art.URL,
		EngineVersion:         c.opts.EngineVersion,
		LexiconSHA256:         c.opts.LexiconSHA256,
	}
	for i, p := range a.Content {
		row.ContentParts[i] = d.Slice(p)
		row.ContentPartStarts[i] = int32(d.CodePoint(p.Start))
	}
	if row.ReportPolarity == "" {
		row.ReportPolarity = string(analysis.Affirmed)
	}
	if len(words) > 0 {
		row.QuotedFraction = four(float64(len(quoted)) / float64(len(words)))
	}
	if k := sentenceAt(d, hull.Start); k >= 0 {
		row.Sentence = d.Slice(d.Sentences[k].Span)
		row.SentenceStart = int32(d.CodePoint(d.Sentences[k].Start))
		row.Paragraph = int32(d.Sentences[k].Paragraph)
	}
	row.Cue, row.CueStart, row.CueEnd = c.words(a.Cue)
	row.Source, row.SourceStart, row.SourceEnd = c.words(a.Source)
	if s.Validity != nil {
		row.Validity = finite(*s.Validity)
	}
	c.nesting(&row, s.Attribution)
	c.speaker(&row, &s.Speaker)
	c.target(&row, &s.Target)
	row.QuoteGroupID = quoteGroup(words, quoted, speakerKey(&row))
	return &row
}

// nesting finds the statement that an attribution is reported in and how many there
// are around it. A candidate is no statement: what is reported in it counts as
// reported by what is around the candidate.
func (c *converter) nesting(row *Statement, at int) {
	d := c.d
	for depth := d.Attributions[at].Depth; depth > 0; depth = d.Attributions[at].Depth {
		parent := d.Attributions[at].Parent
		if parent < 0 || parent >= len(d.Statements) || d.Attributions[parent].Depth >= depth {
			row.Depth += int32(depth)
			return
		}
		if !d.Statements[parent].IsCandidate() {
			if row.ParentStatementID == nil {
				row.ParentStatementID = &c.ids[parent]
			}
			row.Depth++
		}
		at = parent
	}
}

// scored fills in what no candidate has: scores, evidence and the rows of other tables.
func (c *converter) scored(row *Statement, s *analysis.Statement) {
	if row.IssueID != nil {
		c.batch.Issues = append(c.batch.Issues, s.Target.IssueID)
	}
	first := len(c.batch.Evidence)
	c.scores(row, s)
	c.positions(row, s)
	c.evaluations(row, s)
	row.NEvidence = int32(len(c.batch.Evidence) - first)
	c.stances(row, s)
}

// words gives the slice that covers spans, with its code points, or three NULLs.
func (c *converter) words(spans []analysis.Span) (s *string, start, end *int32) {
	h := analysis.Hull(spans)
	if h.Empty() {
		return nil, nil, nil
	}
	return ptr(c.d.Slice(h)), ptr(int32(c.d.CodePoint(h.Start))), ptr(int32(c.d.CodePoint(h.End)))
}

func (c *converter) speaker(row *Statement, s *analysis.Speaker) {
	row.MentionType = text(string(s.Type))
	row.SideID = text(s.SideID)
	row.SideBasis = text(s.SideBasis)
	row.SpeakerIDs = make([]string, 0, len(s.Actors))
	for _, i := range s.Actors {
		row.SpeakerIDs = append(row.SpeakerIDs, c.d.Actors[i].ID)
	}
	row.OrganizationID, row.OrganizationName = text(s.Affiliation.OrganizationID), text(s.Affiliation.Organization)
	row.Country, row.Party = text(s.Affiliation.Country), text(s.Affiliation.Party)
	if len(s.Actors) == 0 {
		return
	}
	a := &c.d.Actors[s.Actors[0]]
	row.ActorID, row.ActorName, row.ActorRole = text(a.ID), text(a.Name), text(a.Role)
	row.ActorConfidence = finite(s.Confidence)
}

// speakerKey is what keeps the same short words of different people apart.
func speakerKey(row *Statement) string {
	switch {
	case row.ActorID != nil:
		return *row.ActorID
	case row.Source != nil:
		return *row.Source
	}
	return ""
}

func (c *converter) target(row *Statement, t *analysis.Target) {
	row.IssueID = text(t.IssueID)
	row.TargetText = text(t.Text)
	if t.Actor >= 0 && t.Actor < len(c.d.Actors) {
		row.TargetActorID = text(c.d.Actors[t.Actor].ID)
	}
}

func (c *converter) scores(row *Statement, s *analysis.Statement) {
	row.Abstained = []string{}
	if s.Target.NoIssue != "" {
		row.Abstained = append(row.Abstained, "issue: "+s.Target.NoIssue)
	}
	for _, x := range []struct {
		dim   analysis.Dimension
		score *analysis.Score
		value **float64
		label **string
		prob  **float64
	}{
		{analysis.Sentiment, &s.Sentiment, &row.Sentiment, &row.SentimentLabel, &row.SentimentConfidence},
		{analysis.Stance, &s.Stance, &row.Stance, &row.StanceLabel, &row.StanceConfidence},
		{analysis.Outlook, &s.Outlook, &row.Outlook, &row.OutlookLabel, &row.OutlookConfidence},
		{analysis.Certainty, &s.Certainty, &row.Certainty, nil, nil},
	} {
		c.evidence(row, Evidence{Dimension: string(x.dim)}, x.score.Evidence)
		reason := x.score.Abstained
		if reason == "" {
			if *x.value = finite(x.score.Value); *x.value == nil {
				reason = "not a number"
			}
		}
		if reason != "" {
			row.Abstained = append(row.Abstained, string(x.dim)+": "+reason)
		} else if x.label != nil {
			*x.label = text(x.score.Label)
			*x.prob = finite(x.score.Prob)
		}
	}
	if s.TargetSentiment.Known() && row.TargetText != nil {
		row.TargetSentiment = finite(s.TargetSentiment.Value)
	}
	row.Frames = make([]string, len(s.Frames))
	for i := range s.Frames {
		row.Frames[i] = s.Frames[i].ID
		c.evidence(row, Evidence{Dimension: "frame", Frame: &row.Frames[i]}, s.Frames[i].Evidence)
	}
	if len(row.Frames) > 0 {
		row.Frame = ptr(row.Frames[0])
	}
	if s.BayesPolarity != 0 {
		row.BayesPolarity = ptr(int32(s.BayesPolarity))
		row.BayesProbability = finite(s.BayesProbability)
	}
}

// evidence adds the words behind one score, whose dimension stands in what.
func (c *converter) evidence(row *Statement, what Evidence, all []analysis.Evidence) {
	for i := range all {
		e, r := &all[i], what
		r.StatementID, r.ArticleID = row.StatementID, row.ArticleID
		r.Term, r.Lexicon, r.Entry = e.Term, e.Lexicon, e.Entry
		r.Weight, r.Contribution, r.Modifier = four(e.Weight), four(e.Contribution), text(e.Modifier)
		if !e.Span.Empty() {
			r.Start, r.End = ptr(int32(c.d.CodePoint(e.Span.Start))), ptr(int32(c.d.CodePoint(e.Span.End)))
		}
		if !e.ModifierSpan.Empty() {
			r.ModifierStart = ptr(int32(c.d.CodePoint(e.ModifierSpan.Start)))
			r.ModifierEnd = ptr(int32(c.d.CodePoint(e.ModifierSpan.End)))
		}
		c.batch.Evidence = append(c.batch.Evidence, r)
	}
}

// sentenceAt is the sentence that holds a byte, or the one before a gap; -1 for none.
func sentenceAt(d *analysis.Document, at int) int {
	return sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].Start > at }) - 1
}

func ptr[T any](v T) *T { return &v }

// text is s, or NULL where it is empty: no column says unknown in any other way.
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return ptr(t.UTC().Truncate(time.Microsecond))
}

func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return ptr(four(v))
}

// four rounds to four decimals, far finer than any score is sure of: columns of
// scores then have few different values, which takes a quarter of the room, and
// the last bits of another processor's arithmetic do not change the bytes.
func four(v float64) float64 {
	return math.Round(v*1e4)/1e4 + 0 // no negative zero
}
