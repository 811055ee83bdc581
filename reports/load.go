package reports

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"readout/analysis/compare"
	"readout/data/run"
	"readout/data/table"
)

// tables is what a report needs of a run's folder.
type tables struct {
	oneIn        uint64 // see run.Corpus.OneIn
	engine       string // what made the statements,
	lexicon      string // and with what
	statements   []statement
	positions    []position
	evaluations  []evaluation
	propositions []table.Proposition
	actors       map[string]actor
	issues       map[string]string // names by id
	events       []table.Event
	eventOf      map[string]membership // by article
	articles     int
	candidates   int
	copies       int
	setAside     []SetAside
	nSetAside    int
	original     map[string]string // of articles that are copies
	before       before
}

// membership is where an article belongs: an index into tables.events.
type membership struct {
	event int
	copy  bool
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
	SentenceStart         int32      `parquet:"sentence_start"`
	QuotedFraction        float64    `parquet:"quoted_fraction"`
	IsFloating            bool       `parquet:"is_floating"`
	ReportPolarity        string     `parquet:"report_polarity,dict"`
	Source                *string    `parquet:"source,optional,dict"`
	AttributionConfidence float64    `parquet:"attribution_confidence"`
	ActorID               *string    `parquet:"actor_id,optional,dict"`
	SideID                *string    `parquet:"side_id,optional,dict"`
	SideBasis             *string    `parquet:"side_basis,optional,dict"`
	OrganizationID        *string    `parquet:"organization_id,optional,dict"`
	Country               *string    `parquet:"country,optional,dict"`
	Party                 *string    `parquet:"party,optional,dict"`
	Validity              *float64   `parquet:"validity,optional"`
	SpeakerIDs            []string   `parquet:"speaker_ids,list"`
	Depth                 int32      `parquet:"depth"`
	IssueID               *string    `parquet:"issue_id,optional,dict"`
	Sentiment             *float64   `parquet:"sentiment,optional"`
	Stance                *float64   `parquet:"stance,optional"`
	Outlook               *float64   `parquet:"outlook,optional"`
	Certainty             *float64   `parquet:"certainty,optional"`
	OutlookLabel          *string    `parquet:"outlook_label,optional,dict"`
	Frame                 *string    `parquet:"frame,optional,dict"`
	PublishedAt           *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	Outlet                *string    `parquet:"outlet,optional,dict"`
	Coded                 []string   `parquet:"coded,list"`

	place membership // of its article
	once  bool       // the first of its event with its words
	sides []string   // see sidesOf, once
	sided bool       // they are known
}

// position is the part of a positions row that is counted.
type position struct {
	StatementID   string `parquet:"statement_id,dict"`
	ArticleID     string `parquet:"article_id,dict"`
	PropositionID string `parquet:"proposition_id,dict"`
	Position      string `parquet:"position,dict"`
}

// evaluation is the part of an evaluations row that is counted.
type evaluation struct {
	StatementID string  `parquet:"statement_id,dict"`
	ArticleID   string  `parquet:"article_id,dict"`
	OfActorID   *string `parquet:"of_actor_id,optional,dict"`
	OfName      string  `parquet:"of_name,dict"`
	OfSideID    *string `parquet:"of_side_id,optional,dict"`
	Evaluation  string  `parquet:"evaluation,dict"`
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

// counts says that a statement is the article's own and that somebody is said to have made it.
func (s *statement) counts() bool {
	return s.Depth == 0 && s.ReportPolarity != "hypothetical"
}

// counted says that figures are made of this statement: it counts, its article is no copy, and no
// earlier article of its event has the same words.
func (s *statement) counted() bool { return s.counts() && !s.place.copy && s.once }

// scores gives the scores in the order of compare.Dimensions.
func (s *statement) scores() [len(compare.Dimensions)]*float64 {
	return [...]*float64{s.Outlook, s.Stance, s.Sentiment, s.Certainty}
}

type actor struct{ side, sideName, name, role string }

// Load makes the view model of a corpus: the statements of all its runs, and the
// events and the quarantine of its last one. Callers get the corpus from run.Open, or from a
// staged run's Corpus method, and print before the corpus' files are moved.
func Load(c *run.Corpus) (*Summary, error) { return LoadOf(c, Focus{}) }

// LoadOf is Load of a part of a corpus. Sides are told by id or name. What the tables do not
// have is an *UnknownError.
func LoadOf(c *run.Corpus, f Focus) (*Summary, error) {
	t, err := read(c)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	if t.before, err = readBefore(c); err != nil {
		return nil, fmt.Errorf("report: what was there before: %w", err)
	}
	if f.Sides, err = SideIDs(c, f.Sides); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	b := newBuilder(t)
	b.out.Focus = f
	if err := b.check(); err != nil {
		return nil, err
	}
	b.keep()
	b.onlyOnce()
	b.corpus()
	b.sides()
	b.issues()
	b.propositions()
	b.judgements()
	b.outlets()
	first := newOpener(b)
	first.events()
	first.coverage()
	b.changes()
	b.timeline()
	b.missing()
	if err := b.corrected(c); err != nil {
		return nil, fmt.Errorf("report: corrected figures: %w", err)
	}
	b.out.data = func() (*browserData, error) { return pager{b}.browser(c) }
	if err := b.quotes(c); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	answerer{b}.headline()
	return &b.out, nil
}

func read(c *run.Corpus) (*tables, error) {
	if len(c.Runs) == 0 {
		return nil, errors.New("no published run")
	}
	t := &tables{actors: map[string]actor{}, issues: map[string]string{}, original: map[string]string{}, eventOf: map[string]membership{}}
	if err := t.readEvents(c.Runs[len(c.Runs)-1].Dir); err != nil {
		return nil, err
	}
	if err := t.readStatements(c); err != nil {
		return nil, err
	}
	type article struct {
		ArticleID   string  `parquet:"article_id"`
		DuplicateOf *string `parquet:"duplicate_of,optional,dict"`
		NCandidates int32   `parquet:"n_candidates"`
	}
	if err := run.Each(c, "articles", func(a *article) error {
		t.articles++
		t.candidates += int(a.NCandidates)
		if a.DuplicateOf != nil {
			t.copies++
			t.original[a.ArticleID] = *a.DuplicateOf
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := t.readPositions(c); err != nil {
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
	return t, eachOf(c.Runs[len(c.Runs)-1].Dir, "quarantine", func(r *table.Quarantine) error {
		t.addSetAside(r)
		return nil
	})
}

// eachOf reads a table of one run, which may stand in several files.
func eachOf[T any](dir, name string, fn func(*T) error) error {
	return run.Each(&run.Corpus{Runs: []run.Info{{Dir: dir}}}, name, fn)
}

// readEvents reads which articles report one occurrence, as the last run has it.
func (t *tables) readEvents(dir string) error {
	index := map[string]int{}
	if err := eachOf(dir, "events", func(e *table.Event) error {
		index[e.EventID] = len(t.events)
		t.events = append(t.events, *e)
		return nil
	}); err != nil {
		return err
	}
	return eachOf(dir, "event_articles", func(m *table.EventArticle) error {
		t.eventOf[m.ArticleID] = membership{index[m.EventID], m.IsCopy}
		return nil
	})
}

// readPositions reads what sides agree with and whom they praise or blame, and the codebook's propositions.
func (t *tables) readPositions(c *run.Corpus) error {
	if err := run.EachOf(c, "positions", c.Sample(), func(p *position) error {
		t.positions = append(t.positions, *p)
		return nil
	}); err != nil {
		return err
	}
	if err := run.EachOf(c, "evaluations", c.Sample(), func(e *evaluation) error {
		t.evaluations = append(t.evaluations, *e)
		return nil
	}); err != nil {
		return err
	}
	return eachOf(c.Runs[len(c.Runs)-1].Dir, "propositions", func(p *table.Proposition) error {
		t.propositions = append(t.propositions, *p)
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
		s.Frame, s.Outlet, s.OutlookLabel, s.SideBasis = shared(s.Frame), shared(s.Outlet), shared(s.OutlookLabel), shared(s.SideBasis)
		s.OrganizationID, s.Country, s.Party, s.Source = shared(s.OrganizationID), shared(s.Country), shared(s.Party), shared(s.Source)
		s.place = t.eventOf[s.ArticleID]
		s.Coded = slices.DeleteFunc(s.Coded, func(what string) bool { return what == "" }) // an older table has no such column
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
			name := clean(a.Name)
			t.actors[id] = actor{value(a.SideID), cleaned(a.SideName), name, roleBeside(name, cleaned(a.Role))}
		}
	}
	return nil
}
