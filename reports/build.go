package reports

import (
	"cmp"
	"slices"
	"strings"

	"readout/data/table"
)

// Bounds of what one page can show; the tables hold all of it.
const (
	maxSides      = 8    // in matrix and charts: as many as have a colour and a mark
	maxVoices     = 5    // sides of the lead
	leadSides     = 3    // sides that an issue needs to be the lead,
	leadScored    = 10   // each with so many scored statements: compare.MinStatements
	leadShare     = 0.25 // or so much of what each says on issues that another speaks of,
	voiceShare    = 0.2  // of the largest side's scored statements that a voice needs
	maxAgreeing   = 6    // sides whose agreement is told: 15 pairs
	maxIssues     = 12   // rows of the matrix
	maxPairs      = 6    // of quotations
	maxActors     = 5    // a side
	maxFrames     = 5    // a side
	maxRows       = 1000 // of the statement table
	maxDifference = 24   // rows of the table of differences,
	maxLeadRows   = 2    // of the lead so many a dimension that are not more than noise
	leastGap      = 0.1  // of means, for a pair of quotations on the lead
	leastIssueGap = 0.3  // and on a further issue
)

// builder makes the view model from the tables.
type builder struct {
	t       *tables
	out     Summary
	figures map[figureKey]*Figures
	side    map[string]int // index in out.Sides
	byID    map[string]*statement
	copies  map[string]int    // statements by quote group
	names   map[string]string // of sides

	speakers map[string][]figureKey // by issue that they are heard on
	compared []*table.Comparison    // what a report may tell, in its order
}

// figureKey names a group in the summary table.
type figureKey struct{ issue, side, actor, outlet, period string }

func newBuilder(t *tables) *builder {
	b := &builder{
		t: t, figures: map[figureKey]*Figures{}, side: map[string]int{}, speakers: map[string][]figureKey{},
		byID: map[string]*statement{}, copies: map[string]int{}, names: map[string]string{},
	}
	b.out.Quarantine = t.setAside
	b.out.SchemaVersion, b.out.Engine, b.out.Lexicon = SchemaVersion, t.engine, t.lexicon
	for i := range t.statements {
		s := &t.statements[i]
		b.byID[s.StatementID] = s
		b.copies[s.QuoteGroupID]++
	}
	for i := range t.summary {
		b.addFigure(&t.summary[i])
	}
	return b
}

// addFigure keeps a row of the summary table.
func (b *builder) addFigure(r *table.Summary) {
	key := figureKey{value(r.IssueID), value(r.SideID), value(r.ActorID), value(r.Outlet), value(r.Period)}
	f := b.figures[key]
	if f == nil {
		f = &Figures{}
		b.figures[key] = f
	}
	if r.SideName != nil {
		b.names[key.side] = clean(*r.SideName)
	}
	if at := f.of(r.Dimension); at != nil {
		*at = figureOf(r)
	}
}

func figureOf(r *table.Summary) Figure {
	f := Figure{
		Scored: int(r.NScored), Statements: int(r.NStatements), Groups: int(r.NQuoteGroups), Articles: int(r.NArticles),
		Mean: r.Mean, MeanAll: r.MeanAll, Low: r.CILow, High: r.CIHigh,
		Positive: r.SharePositive, Negative: r.ShareNegative, Neutral: r.ShareNeutral, Abstained: r.ShareAbstained,
	}
	f.Word = f.word(r.Dimension)
	return f
}

// get gives the figures of a group, empty ones for a group that has no rows.
func (b *builder) get(key figureKey) Figures {
	if f := b.figures[key]; f != nil {
		return *f
	}
	return Figures{}
}

func (b *builder) corpus() {
	c := &b.out.Corpus
	c.Articles, c.Copies, c.SetAside = b.t.articles, b.t.copies, b.t.nSetAside
	c.OneIn = int(b.t.oneIn)
	outlets, groups, speakers, sides := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range b.t.statements {
		s := &b.t.statements[i]
		if s.Outlet != nil {
			outlets[*s.Outlet] = true
		}
		if at := s.PublishedAt; at != nil {
			if c.From == nil || at.Before(*c.From) {
				c.From = at
			}
			if c.To == nil || at.After(*c.To) {
				c.To = at
			}
		}
		switch {
		case s.Depth > 0:
			c.Nested++
			continue
		case !s.counts():
			c.Hypothetical++
			continue
		}
		c.Statements++
		groups[s.QuoteGroupID] = true
		if s.PublishedAt == nil {
			c.Undated++
		}
		if s.ActorID != nil {
			speakers[*s.ActorID] = true
		}
		for _, side := range b.sidesOf(s) {
			sides[side] = true
		}
	}
	c.Outlets, c.Groups, c.Speakers, c.Sides = len(outlets), len(groups), len(speakers), len(sides)
}

func (b *builder) sides() {
	for key, f := range b.figures {
		if key != (figureKey{side: key.side}) || key.side == "" {
			continue
		}
		b.out.Sides = append(b.out.Sides, Side{ID: key.side, Name: b.sideName(key.side), Figures: *f})
	}
	slices.SortFunc(b.out.Sides, func(x, y Side) int {
		return cmp.Or(y.Figures.Outlook.Groups-x.Figures.Outlook.Groups, strings.Compare(x.ID, y.ID))
	})
	for i := range b.out.Sides {
		b.out.Sides[i].Index = i
		b.side[b.out.Sides[i].ID] = i
	}
	b.actors()
	b.frames()
}

func (b *builder) actors() {
	for key, f := range b.figures {
		i, ok := b.side[key.side]
		if !ok || key.actor == "" || key.issue != "" {
			continue
		}
		a := b.t.actors[key.actor]
		b.out.Sides[i].Actors = append(b.out.Sides[i].Actors,
			Actor{ID: key.actor, Name: cmp.Or(a.name, clean(key.actor)), Role: a.role, Figures: *f})
	}
	for i := range b.out.Sides {
		s := &b.out.Sides[i]
		slices.SortFunc(s.Actors, func(x, y Actor) int {
			return cmp.Or(y.Figures.Outlook.Groups-x.Figures.Outlook.Groups,
				strings.Compare(x.Name, y.Name), strings.Compare(x.ID, y.ID))
		})
		s.Actors = s.Actors[:min(len(s.Actors), maxActors)]
	}
}

// frames counts the frame of each quote group of each side.
func (b *builder) frames() {
	counts := make([]map[string]int, len(b.out.Sides))
	seen := map[[2]string]bool{}
	total := make([]int, len(b.out.Sides))
	for i := range b.t.statements {
		s := &b.t.statements[i]
		if !s.counts() || s.Frame == nil {
			continue
		}
		for _, side := range b.sidesOf(s) {
			k, ok := b.side[side]
			if !ok || seen[[2]string{side, s.QuoteGroupID}] {
				continue
			}
			seen[[2]string{side, s.QuoteGroupID}] = true
			if counts[k] == nil {
				counts[k] = map[string]int{}
			}
			counts[k][*s.Frame]++
			total[k]++
		}
	}
	for k, m := range counts {
		var shares []Share
		for name, n := range m {
			shares = append(shares, Share{clean(name), n, float64(n) / float64(total[k])})
		}
		slices.SortFunc(shares, func(x, y Share) int { return cmp.Or(y.N-x.N, strings.Compare(x.Name, y.Name)) })
		b.out.Sides[k].Framed = total[k]
		b.out.Sides[k].Frames = shares[:min(len(shares), maxFrames)]
	}
}

// sidesOf gives the sides of a statement's speakers, each once.
func (b *builder) sidesOf(s *statement) []string {
	var sides []string
	if s.SideID != nil {
		sides = append(sides, *s.SideID)
	}
	for _, id := range s.SpeakerIDs {
		if s.ActorID != nil && id == *s.ActorID && (s.SideID != nil || len(s.SpeakerIDs) == 1) {
			continue
		}
		if side := b.t.actors[id].side; side != "" && !slices.Contains(sides, side) {
			sides = append(sides, side)
		}
	}
	return sides
}

func (b *builder) issues() {
	seen := map[string]*Issue{}
	for key, f := range b.figures {
		if key.issue == "" || key != (figureKey{issue: key.issue, side: key.side}) {
			continue
		}
		is := seen[key.issue]
		if is == nil {
			is = &Issue{ID: key.issue, Name: b.issueName(key.issue), Sides: map[string]Figure{}, Stances: map[string]Figure{}}
			seen[key.issue] = is
		}
		is.Statements += f.Outlook.Statements
		is.Groups += f.Outlook.Groups
		if key.side != "" {
			is.Sides[key.side], is.Stances[key.side] = f.Outlook, f.Stance
		} else {
			is.NoSide = f.Outlook
		}
	}
	b.out.NoSide = b.get(figureKey{}).Outlook
	for _, is := range seen {
		b.out.Issues = append(b.out.Issues, *is)
	}
	slices.SortFunc(b.out.Issues, func(x, y Issue) int {
		return cmp.Or(y.Groups-x.Groups, strings.Compare(x.ID, y.ID))
	})
}

func (b *builder) issueName(id string) string {
	if id == "" {
		return "All issues"
	}
	if name := b.t.issues[id]; name != "" {
		return capital(name)
	}
	return title(clean(id))
}

func (b *builder) sideName(id string) string { return cmp.Or(b.names[id], title(clean(id))) }

func (b *builder) missing() {
	c := b.out.Corpus
	var noSource, noActor, noSide, noIssue int
	var noScore [4]int
	for i := range b.t.statements {
		s := &b.t.statements[i]
		if !s.counts() {
			continue
		}
		switch {
		case s.SourceStart == nil && s.ActorID == nil:
			noSource++
		case s.ActorID == nil:
			noActor++
		}
		if len(b.sidesOf(s)) == 0 {
			noSide++
		}
		if s.IssueID == nil {
			noIssue++
		}
		for d, x := range s.scores() {
			if x == nil {
				noScore[d]++
			}
		}
	}
	for _, m := range []Missing{
		{"speaker", "nobody is named as the source", noSource, c.Statements},
		{"speaker", "the words that name the source could not be resolved to anybody", noActor, c.Statements},
		{"side", "the speaker is on no side that the lexicon or the text tells", noSide, c.Statements},
		{"issue", "no entry of the codebook fits", noIssue, c.Statements},
		{"outlook", "nothing in the words tells an expectation", noScore[0], c.Statements},
		{"stance", "nothing in the words tells a position", noScore[1], c.Statements},
		{"sentiment", "nothing in the words tells a tone", noScore[2], c.Statements},
		{"certainty", "nothing in the words tells how sure the speaker is", noScore[3], c.Statements},
		{"date", "the article has none", c.Undated, c.Statements},
	} {
		if m.N > 0 {
			b.out.Missing = append(b.out.Missing, m)
		}
	}
}

// value is what a column holds, "" for NULL.
func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
