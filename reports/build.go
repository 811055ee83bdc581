package reports

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// Bounds of what one page can show; the browser of statements reaches all of it.
const (
	maxSides        = 8   // in tables and charts: as many as have a colour and a mark
	maxVoices       = 5   // sides of an event,
	voiceShare      = 0.1 // each with so much of what the largest one says
	maxEvents       = 8
	maxIssues       = 12
	maxPropositions = 16
	maxOutlets      = 20
	maxActors       = 5 // a side
	maxFrames       = 5 // a side
)

// builder makes the view model from the tables.
type builder struct {
	t     *tables
	out   Summary
	side  map[string]int // index in out.Sides
	byID  map[string]*statement
	names map[string]string // of sides

	copies   map[string]int // statements by quote group
	takes    map[string][]*position
	judges   map[string][]*evaluation
	ofEvent  [][]*statement // that count, by event
	leadSaid []*statement   // what the first screen is made of
}

func newBuilder(t *tables) *builder {
	b := &builder{t: t, side: map[string]int{}, names: map[string]string{}}
	b.out.Quarantine = t.setAside
	b.out.SchemaVersion, b.out.Engine, b.out.Lexicon = SchemaVersion, t.engine, t.lexicon
	for _, id := range slices.Sorted(maps.Keys(t.actors)) { // runs may call a side differently
		a := t.actors[id]
		if a.side != "" && a.sideName != "" {
			b.names[a.side] = a.sideName
		}
	}
	b.index()
	return b
}

// index finds statements by their ids, and their positions and evaluations.
func (b *builder) index() {
	b.byID, b.copies = make(map[string]*statement, len(b.t.statements)), map[string]int{}
	for i := range b.t.statements {
		s := &b.t.statements[i]
		b.byID[s.StatementID] = s
		b.copies[s.QuoteGroupID]++
	}
	b.takes, b.judges = map[string][]*position{}, map[string][]*evaluation{}
	for i := range b.t.positions {
		p := &b.t.positions[i]
		b.takes[p.StatementID] = append(b.takes[p.StatementID], p)
	}
	for i := range b.t.evaluations {
		e := &b.t.evaluations[i]
		b.judges[e.StatementID] = append(b.judges[e.StatementID], e)
	}
}

// onlyOnce marks of the statements of an event that have the same words the one
// of the earliest article, whatever the order of the tables.
func (b *builder) onlyOnce() {
	b.index()
	type key struct {
		event int
		words string
	}
	first := map[key]*statement{}
	for i := range b.t.statements {
		s := &b.t.statements[i]
		if !s.counts() || s.place.copy {
			continue
		}
		k := key{s.place.event, s.QuoteGroupID}
		if have := first[k]; have == nil || s.before(have) {
			first[k] = s
		}
	}
	b.ofEvent = make([][]*statement, max(1, len(b.t.events)))
	for _, s := range first {
		s.once = true
	}
	for i := range b.t.statements {
		if s := &b.t.statements[i]; s.counted() {
			b.ofEvent[s.place.event] = append(b.ofEvent[s.place.event], s)
		}
	}
}

func (s *statement) before(o *statement) bool {
	return cmp.Or(compareTimes(s.PublishedAt, o.PublishedAt), strings.Compare(s.ArticleID, o.ArticleID),
		cmp.Compare(s.ContentStart, o.ContentStart), strings.Compare(s.StatementID, o.StatementID)) < 0
}

func compareTimes(a, z *time.Time) int {
	switch {
	case a == nil && z == nil:
		return 0
	case a == nil:
		return 1
	case z == nil:
		return -1
	}
	return a.Compare(*z)
}

func (b *builder) eventID(s *statement) string {
	if s.place.event < len(b.t.events) {
		return b.t.events[s.place.event].EventID
	}
	return ""
}

func (b *builder) corpus() {
	c := &b.out.Corpus
	c.Articles, c.Copies, c.SetAside = b.t.articles, b.t.copies, b.t.nSetAside
	c.OneIn, c.Candidates = int(b.t.oneIn), b.t.candidates
	outlets, speakers, sides, articles := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range b.t.statements {
		s := &b.t.statements[i]
		articles[s.ArticleID] = true
		if len(s.Coded) > 0 {
			c.Coded++
			c.Coders = coders(c.Coders, s.Coded)
		}
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
		if !s.counted() {
			continue
		}
		c.Groups++
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
	c.Outlets, c.Speakers, c.Sides = len(outlets), len(speakers), len(sides)
	if !b.out.Focus.whole() {
		c.Articles = len(articles)
	}
	b.out.Statements = len(b.t.statements)
}

// eachCounted calls fn with the statements that figures are made of, event by event.
func (b *builder) eachCounted(fn func(*statement)) {
	for _, list := range b.ofEvent {
		for _, s := range list {
			fn(s)
		}
	}
}

func (b *builder) sides() {
	said, spoke := map[string][]*statement{}, map[string]map[string][]*statement{}
	own := map[[2]string]bool{}
	b.eachCounted(func(s *statement) {
		for _, side := range b.sidesOf(s) {
			said[side] = append(said[side], s)
			if spoke[side] == nil {
				spoke[side] = map[string][]*statement{}
			}
			for _, id := range s.speakers() {
				spoke[side][id] = append(spoke[side][id], s)
				if b.t.actors[id].side == side || value(s.ActorID) == id && value(s.SideID) == side {
					own[[2]string{side, id}] = true
				}
			}
		}
	})
	for side, of := range spoke { // who only joins in what a side says is no speaker of it
		maps.DeleteFunc(of, func(id string, _ []*statement) bool { return !own[[2]string{side, id}] })
	}
	for side, all := range said {
		b.out.Sides = append(b.out.Sides, Side{ID: side, Name: b.sideName(side), Outlook: b.figure(all, ""), Actors: b.topSpeakers(spoke[side])})
	}
	slices.SortFunc(b.out.Sides, func(x, y Side) int {
		return cmp.Or(b.out.Focus.orderOf(x.ID)-b.out.Focus.orderOf(y.ID), y.Outlook.Groups-x.Outlook.Groups, strings.Compare(x.ID, y.ID))
	})
	for i := range b.out.Sides {
		s := &b.out.Sides[i]
		s.Index = i
		b.side[s.ID] = i
		if i < maxSides {
			s.Outlook = b.figure(said[s.ID], "side\x1f"+s.ID)
		}
		s.Frames, s.Framed = frames(said[s.ID])
	}
}

// speakers gives all who make a statement, each once.
func (s *statement) speakers() []string {
	if s.ActorID == nil || slices.Contains(s.SpeakerIDs, *s.ActorID) {
		return s.SpeakerIDs
	}
	return append([]string{*s.ActorID}, s.SpeakerIDs...)
}

// topSpeakers is who spoke most.
func (b *builder) topSpeakers(spoke map[string][]*statement) []Actor {
	all := []Actor{}
	for id, said := range spoke {
		a := b.t.actors[id]
		all = append(all, Actor{ID: id, Name: cmp.Or(a.name, clean(id)), Role: a.role, Outlook: Figure{Groups: len(said)}})
	}
	slices.SortFunc(all, func(x, y Actor) int {
		return cmp.Or(y.Outlook.Groups-x.Outlook.Groups, strings.Compare(x.Name, y.Name), strings.Compare(x.ID, y.ID))
	})
	all = all[:min(len(all), maxActors)]
	for i := range all {
		all[i].Outlook = b.figure(spoke[all[i].ID], "")
	}
	return all
}

// frames counts the frames of statements, the most frequent first.
func frames(all []*statement) (shares []Share, framed int) {
	counts := map[string]int{}
	for _, s := range all {
		if s.Frame != nil {
			counts[*s.Frame]++
			framed++
		}
	}
	shares = []Share{}
	for name, n := range counts {
		shares = append(shares, Share{clean(name), n, float64(n) / float64(framed)})
	}
	slices.SortFunc(shares, func(x, y Share) int { return cmp.Or(y.N-x.N, strings.Compare(x.Name, y.Name)) })
	return shares[:min(len(shares), maxFrames)], framed
}

// sidesOf gives the sides of a statement's speakers, each once. They are asked for many times;
// callers leave the list as it is.
func (b *builder) sidesOf(s *statement) []string {
	if !s.sided {
		s.sides, s.sided = slices.Clip(b.findSides(s)), true
	}
	return s.sides
}

func (b *builder) findSides(s *statement) []string {
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
	type cell struct{ issue, side string }
	said, seen := map[cell][]*statement{}, map[string]*Issue{}
	b.eachCounted(func(s *statement) {
		if s.IssueID == nil {
			return
		}
		is := seen[*s.IssueID]
		if is == nil {
			is = &Issue{ID: *s.IssueID, Name: b.issueName(*s.IssueID), Sides: map[string]Figure{}}
			seen[*s.IssueID] = is
		}
		is.Statements++
		for _, side := range b.sidesOf(s) {
			said[cell{*s.IssueID, side}] = append(said[cell{*s.IssueID, side}], s)
		}
	})
	for c, all := range said {
		seen[c.issue].Sides[c.side] = b.figure(all, "")
	}
	for _, is := range seen {
		b.out.Issues = append(b.out.Issues, *is)
	}
	slices.SortFunc(b.out.Issues, func(x, y Issue) int {
		return cmp.Or(y.Statements-x.Statements, strings.Compare(x.ID, y.ID))
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
	var of, noSource, noActor, noSide, noIssue, noOutlook int
	b.eachCounted(func(s *statement) {
		of++
		switch {
		case s.Source == nil && s.ActorID == nil:
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
		if s.Outlook == nil {
			noOutlook++
		}
	})
	for _, m := range []Missing{
		{"speaker", "nobody is named as the source", noSource, of},
		{"speaker", "the words that name the source could not be resolved to anybody", noActor, of},
		{"side", "the speaker is on no side that the lexicon or the text tells", noSide, of},
		{"issue", "no entry of the codebook fits", noIssue, of},
		{"outlook", "nothing in the words tells an expectation", noOutlook, of},
		{"date", "the article has none", b.out.Corpus.Undated, of},
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
