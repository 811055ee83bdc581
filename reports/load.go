package reports

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/run"
	"readout/data/table"
)

// tables is what a report needs of a run's folder.
type tables struct {
	oneIn       uint64 // see run.Corpus.OneIn
	engine      string // what made the statements,
	lexicon     string // and with what
	statements  []statement
	summary     []table.Summary
	comparisons []table.Comparison
	actors      map[string]actor
	issues      map[string]string // names by id
	articles    int
	copies      int
	setAside    []SetAside
	nSetAside   int
	polarized   []table.Polarization
	original    map[string]string // of articles that are copies
	before      before
	last        string // the last run's folder
}

// statement is the part of a statements row that a report counts, and what there
// are many of: names are shared between statements, and what is only shown stands
// in shownText.
type statement struct {
	StatementID           string     `parquet:"statement_id"`
	ArticleID             string     `parquet:"article_id,dict"`
	QuoteGroupID          string     `parquet:"quote_group_id"`
	ContentStart          int32      `parquet:"content_start"`
	ContentEnd            int32      `parquet:"content_end"`
	QuotedFraction        float64    `parquet:"quoted_fraction"`
	IsFloating            bool       `parquet:"is_floating"`
	ReportPolarity        string     `parquet:"report_polarity,dict"`
	SourceStart           *int32     `parquet:"source_start,optional"` // NULL where there is no source
	AttributionConfidence float64    `parquet:"attribution_confidence"`
	ActorID               *string    `parquet:"actor_id,optional,dict"`
	SideID                *string    `parquet:"side_id,optional,dict"`
	SpeakerIDs            []string   `parquet:"speaker_ids,list"`
	Depth                 int32      `parquet:"depth"`
	IssueID               *string    `parquet:"issue_id,optional,dict"`
	Sentiment             *float64   `parquet:"sentiment,optional"`
	Stance                *float64   `parquet:"stance,optional"`
	Outlook               *float64   `parquet:"outlook,optional"`
	Certainty             *float64   `parquet:"certainty,optional"`
	Frame                 *string    `parquet:"frame,optional,dict"`
	PublishedAt           *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	Outlet                *string    `parquet:"outlet,optional,dict"`
}

// shownText is the part of a statements row that a quote shows.
type shownText struct {
	StatementID   string  `parquet:"statement_id"`
	Content       string  `parquet:"content"`
	ContentStart  int32   `parquet:"content_start"`
	ContentEnd    int32   `parquet:"content_end"`
	Sentence      string  `parquet:"sentence"`
	SentenceStart int32   `parquet:"sentence_start"`
	SpeechType    string  `parquet:"speech_type,dict"`
	Cue           *string `parquet:"cue,optional,dict"`
	CueStart      *int32  `parquet:"cue_start,optional"`
	CueEnd        *int32  `parquet:"cue_end,optional"`
	CueClass      *string `parquet:"cue_class,optional,dict"`
	Source        *string `parquet:"source,optional,dict"`
	ActorName     *string `parquet:"actor_name,optional,dict"`
	ActorRole     *string `parquet:"actor_role,optional,dict"`
	Title         *string `parquet:"title,optional,dict"`
	URL           *string `parquet:"url,optional,dict"`
}

// counts says that comparisons are made of this statement.
func (s *statement) counts() bool {
	return s.Depth == 0 && s.ReportPolarity != "hypothetical"
}

// scores gives the scores in the order of compare.Dimensions.
func (s *statement) scores() [len(compare.Dimensions)]*float64 {
	return [...]*float64{s.Outlook, s.Stance, s.Sentiment, s.Certainty}
}

type actor struct{ side, name, role string }

// Load makes the view model of a corpus: the statements of all its runs, and the
// summary, the comparisons and the quarantine of its last one. Callers get the
// corpus from run.Open, or from a staged run's Corpus method.
func Load(c *run.Corpus) (*Summary, error) {
	t, err := read(c)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	if t.before, err = readBefore(c); err != nil {
		return nil, fmt.Errorf("report: what was there before: %w", err)
	}
	b := newBuilder(t)
	b.corpus()
	b.sides()
	b.issues()
	if err := b.lead(); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	b.compare()
	b.headline()
	b.differences()
	b.pairs()
	b.agreements()
	b.divisions()
	b.changes()
	b.timeline()
	b.missing()
	b.listing()
	if err := b.quotes(c); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return &b.out, nil
}

func read(c *run.Corpus) (*tables, error) {
	if len(c.Runs) == 0 {
		return nil, errors.New("no published run")
	}
	t := &tables{actors: map[string]actor{}, issues: map[string]string{}, original: map[string]string{}}
	if err := t.readStatements(c); err != nil {
		return nil, err
	}
	type article struct {
		ArticleID   string  `parquet:"article_id"`
		DuplicateOf *string `parquet:"duplicate_of,optional,dict"`
	}
	if err := run.Each(c, "articles", func(a *article) error {
		t.articles++
		if a.DuplicateOf != nil {
			t.copies++
			t.original[a.ArticleID] = *a.DuplicateOf
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := t.readActors(c); err != nil {
		return nil, err
	}
	issues, err := c.Issues()
	if err != nil {
		return nil, err
	}
	for _, i := range issues {
		t.issues[i.IssueID] = clean(i.Name)
	}
	t.last = c.Runs[len(c.Runs)-1].Dir
	return t, t.readLast(t.last)
}

// readLast reads what the last run says of all, as far as a report uses it: it
// has no figures by outlet, and of single issues none of actors.
func (t *tables) readLast(dir string) error {
	if err := table.Each(filepath.Join(dir, "summary.parquet"), func(r *table.Summary) error {
		if r.Outlet == nil && (r.IssueID == nil || r.ActorID == nil) && (r.Period == nil || r.Dimension == string(analysis.Outlook)) {
			t.summary = append(t.summary, *r)
		}
		return nil
	}); err != nil {
		return err
	}
	if err := table.Each(filepath.Join(dir, "comparisons.parquet"), func(r *table.Comparison) error {
		if r.Period == nil && (r.Difference != nil || r.Agreement != nil) {
			t.comparisons = append(t.comparisons, *r)
		}
		return nil
	}); err != nil {
		return err
	}
	if err := table.Each(filepath.Join(dir, "polarization.parquet"), func(r *table.Polarization) error {
		if r.Period == nil && r.Sufficient {
			t.polarized = append(t.polarized, *r)
		}
		return nil
	}); err != nil && !errors.Is(err, fs.ErrNotExist) { // tables of schema 1.0 have none
		return err
	}
	return table.Each(filepath.Join(dir, "quarantine.parquet"), func(r *table.Quarantine) error {
		t.addSetAside(r)
		return nil
	})
}

// addSetAside counts an input that was set aside by stage and code.
func (t *tables) addSetAside(q *table.Quarantine) {
	t.nSetAside++
	stage, code := clean(q.Stage), clean(q.Code)
	i := slices.IndexFunc(t.setAside, func(s SetAside) bool { return s.Stage == stage && s.Code == code })
	if i < 0 {
		i = len(t.setAside)
		t.setAside = append(t.setAside, SetAside{Stage: stage, Code: code})
	}
	s := &t.setAside[i]
	s.N++
	if len(s.Examples) < 3 {
		place := q.Path
		if q.RecordNo != nil {
			place = fmt.Sprintf("%s, record %d", place, *q.RecordNo)
		}
		s.Examples = append(s.Examples, clean(place+": "+q.Message))
	}
}

func (t *tables) readStatements(c *run.Corpus) error {
	t.oneIn = c.OneIn()
	for _, r := range c.Runs {
		if r.Statements > 0 {
			t.engine, t.lexicon = r.Version, r.LexiconSHA256
		}
	}
	names := map[string]*string{}
	share := func(name string) *string {
		have, ok := names[name]
		if !ok {
			have = &name
			names[name] = have
		}
		return have
	}
	shared := func(name *string) *string {
		if name == nil {
			return nil
		}
		return share(*name)
	}
	return run.EachOf(c, "statements", c.Sample(), func(s *statement) error {
		s.ArticleID, s.ReportPolarity = *share(s.ArticleID), *share(s.ReportPolarity)
		s.ActorID, s.SideID, s.IssueID = shared(s.ActorID), shared(s.SideID), shared(s.IssueID)
		s.Frame, s.Outlet = shared(s.Frame), shared(s.Outlet)
		for i := range s.SpeakerIDs {
			s.SpeakerIDs[i] = *share(s.SpeakerIDs[i])
		}
		t.statements = append(t.statements, *s)
		return nil
	})
}

// readActors reads those who made the statements.
func (t *tables) readActors(c *run.Corpus) error {
	wanted := map[string]*table.Actor{}
	for i := range t.statements {
		for _, id := range t.statements[i].SpeakerIDs {
			wanted[id] = nil
		}
	}
	if err := c.FindActors(wanted); err != nil {
		return err
	}
	for id, a := range wanted {
		if a != nil {
			t.actors[id] = actor{value(a.SideID), clean(a.Name), cleaned(a.Role)}
		}
	}
	return nil
}
