package run

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"readout/data/table"
)

// overlay is what people coded of the statements of a corpus, laid over what was measured:
// whoever reads the corpus sees the coded labels where there are some.
type overlay struct {
	statements map[string]*codedStatement
	order      []*codedStatement // as the tables have them
	article    map[uint64]int32  // place of every article in the order of the tables
	seq        map[string]int32  // of all statements of articles with a coded one
	stale      []*CodedItem      // coded in another version of their article
	lost       []*CodedItem      // no statement any more, by what the engine finds now
}

// codedStatement is a coded statement as it is read, with what it says.
type codedStatement struct {
	item        *CodedItem
	row         table.Statement
	positions   []table.Position
	evaluations []table.Evaluation
	none        bool // coded as no statement
	at          [2]int32
}

// overlaid makes the overlay of a corpus once.
type overlaid struct {
	once sync.Once
	of   *overlay
	err  error
}

// Measured is the corpus as it was measured, without what people coded.
func (c *Corpus) Measured() *Corpus { return &Corpus{Runs: c.Runs, owner: c.owner} }

// CodedItems are the settled codings of a corpus by what became of them.
type CodedItems struct {
	Current []*CodedItem // of statements as they stand
	Other   []*CodedItem // of candidates and paragraphs, of articles as they stand
	Stale   []*CodedItem // of another version of the article
	Lost    []*CodedItem // of words that are no statement by what the engine finds now
}

// Coded gives the codings of a corpus, settled and parted by what became of them.
func (c *Corpus) Coded() (CodedItems, error) {
	var all CodedItems
	o, err := c.laid()
	if err != nil || o == nil {
		return all, err
	}
	for _, s := range o.order {
		all.Current = append(all.Current, s.item)
	}
	all.Stale = o.stale
	kinds, err := c.drawnKinds()
	if err != nil {
		return all, err
	}
	for _, it := range o.lost {
		if kind := kinds[it.ID]; kind == KindCandidate || kind == KindParagraph {
			all.Other = append(all.Other, it)
		} else {
			all.Lost = append(all.Lost, it)
		}
	}
	return all, nil
}

// What is drawn to be coded.
const (
	KindStatement = "statement"
	KindCandidate = "candidate" // left out by validity
	KindParagraph = "paragraph" // without either
)

func (c *Corpus) drawnKinds() (map[string]string, error) {
	draws, err := c.Draws()
	kinds := map[string]string{}
	for i := range draws {
		kinds[draws[i].StatementID] = draws[i].Kind
	}
	return kinds, err
}

// laid gives the overlay, nil where nothing was coded.
func (c *Corpus) laid() (*overlay, error) {
	if c.out == "" {
		return nil, nil
	}
	c.coded.once.Do(func() {
		var codings []table.Coding
		if codings, c.coded.err = c.Codings(); c.coded.err == nil && len(codings) > 0 {
			c.coded.of, c.coded.err = layOver(c.Measured(), Settle(codings))
		}
	})
	return c.coded.of, c.coded.err
}

// layOver finds the statements of coded items in a measured corpus.
func layOver(c *Corpus, items []*CodedItem) (*overlay, error) {
	o := &overlay{statements: map[string]*codedStatement{}, article: map[uint64]int32{}, seq: map[string]int32{}}
	coded := map[string]string{} // articles that something is coded of, with their version
	for _, it := range items {
		coded[it.ArticleID] = ""
	}
	type version struct {
		ArticleID string `parquet:"article_id"`
		VersionID string `parquet:"version_id"`
	}
	if err := Each(c, "articles", func(a *version) error {
		o.article[hash64(a.ArticleID)] = int32(len(o.article))
		if _, ok := coded[a.ArticleID]; ok {
			coded[strings.Clone(a.ArticleID)] = strings.Clone(a.VersionID)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	current := map[string]*CodedItem{}
	for _, it := range items {
		if coded[it.ArticleID] == it.VersionID {
			current[it.ID] = it
		} else {
			o.stale = append(o.stale, it)
		}
	}
	of := func(article string) bool { return coded[article] != "" }
	if err := EachOf(c, "statements", of, func(s *table.Statement) error {
		o.seq[s.StatementID] = s.Seq
		if it := current[s.StatementID]; it != nil {
			o.statements[s.StatementID] = &codedStatement{item: it, row: *s, at: [2]int32{o.article[hash64(s.ArticleID)], s.Seq}}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := EachOf(c, "positions", of, func(p *table.Position) error {
		if s := o.statements[p.StatementID]; s != nil {
			s.positions = append(s.positions, *p)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := EachOf(c, "evaluations", of, func(e *table.Evaluation) error {
		if s := o.statements[e.StatementID]; s != nil {
			s.evaluations = append(s.evaluations, *e)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	actors := map[string]*table.Actor{}
	for _, it := range items {
		s := o.statements[it.ID]
		if s == nil || s.item != it {
			if current[it.ID] == it {
				o.lost = append(o.lost, it)
			}
			continue
		}
		o.order = append(o.order, s)
		if who, ok := it.Labels["actor"]; ok {
			actors[who.Value] = nil
		}
		for _, e := range SignedNames(it.Labels["evaluations"].Value) {
			actors[e[0]] = nil
		}
	}
	if err := c.FindActors(actors); err != nil {
		return nil, err
	}
	for _, s := range o.order {
		s.lay(actors)
	}
	slices.SortFunc(o.order, func(a, b *codedStatement) int {
		return cmp.Or(cmp.Compare(a.at[0], b.at[0]), cmp.Compare(a.at[1], b.at[1]))
	})
	return o, nil
}

// lay puts the coded labels into the rows.
func (s *codedStatement) lay(actors map[string]*table.Actor) {
	r := &s.row
	labels := s.item.Labels
	r.Coded = nil // what an older table without the column gives
	for _, field := range CodedFields {
		l, ok := labels[field]
		if !ok {
			continue
		}
		r.Coded = append(r.Coded, field+": "+strings.Join(l.Coders, ", "))
		switch field {
		case "valid":
			v := map[string]float64{"1": 1, "0.5": 1, "0": 0}[l.Value]
			r.Validity, s.none = &v, v == 0
		case "actor":
			s.layActor(l.Value, actors[l.Value])
		case "side":
			r.SideID, r.SideBasis = nil, nil
			if l.Value != NoLabel {
				basis := "coded"
				r.SideID, r.SideBasis = name(l.Value), &basis
			}
		case "outlook":
			r.Outlook, r.OutlookLabel, r.OutlookConfidence = signedLabel(l.Value, "skeptical", "optimistic")
		case "sentiment":
			r.Sentiment, r.SentimentLabel, r.SentimentConfidence = signedLabel(l.Value, "negative", "positive")
		case "certainty":
			v := map[string]float64{"plain": 1}[l.Value]
			r.Certainty = &v
		case "frame":
			r.Frame, r.Frames = nil, []string{}
			if l.Value != NoLabel {
				r.Frame, r.Frames = name(l.Value), []string{l.Value}
			}
		}
		r.Abstained = slices.DeleteFunc(r.Abstained, func(why string) bool { return strings.HasPrefix(why, field+":") })
	}
	s.layPositions(labels)
	s.layEvaluations(labels, actors)
}

// CodedFields are the fields that are coded, in their order.
var CodedFields = []string{"valid", "actor", "side", "outlook", "sentiment", "certainty", "frame", "positions", "evaluations"}

func signedLabel(label, minus, plus string) (*float64, *string, *float64) {
	v, sure := 0.0, 1.0
	switch label {
	case minus:
		v = -1
	case plus:
		v = 1
	}
	return &v, &label, &sure
}

// layActor makes a coded actor the speaker, by id.
func (s *codedStatement) layActor(value string, known *table.Actor) {
	r, sure := &s.row, 1.0
	if r.ActorID != nil && *r.ActorID == value { // the engine was right
		r.ActorConfidence = &sure
		return
	}
	r.ActorID, r.ActorName, r.ActorRole, r.ActorConfidence, r.SpeakerIDs = nil, nil, nil, nil, []string{}
	r.SideID, r.SideBasis, r.Country, r.Party, r.OrganizationID, r.OrganizationName = nil, nil, nil, nil, nil, nil
	if value == NoLabel {
		return
	}
	r.ActorID, r.ActorName, r.ActorConfidence = name(value), name(value), &sure
	if known != nil {
		r.ActorName, r.ActorRole, r.Country = name(known.Name), known.Role, known.Country
		if known.SideID != nil {
			basis := "coded"
			r.SideID, r.SideBasis = known.SideID, &basis
		}
	}
	r.SpeakerIDs = []string{*r.ActorID}
}

func (s *codedStatement) layPositions(labels map[string]Label) {
	r := &s.row
	if l, ok := labels["positions"]; ok {
		s.positions = nil
		for _, p := range SignedNames(l.Value) {
			s.positions = append(s.positions, table.Position{PropositionID: p[0], Position: p[1], Probability: 1})
		}
	}
	for i := range s.positions {
		p := &s.positions[i]
		*p = table.Position{
			StatementID: r.StatementID, ArticleID: r.ArticleID, VersionID: r.VersionID, ActorID: r.ActorID, OrganizationID: r.OrganizationID,
			Country: r.Country, Party: r.Party, SideID: r.SideID, IssueID: r.IssueID, PropositionID: p.PropositionID, Position: p.Position,
			Probability: p.Probability, TargetText: r.TargetText, PublishedAt: r.PublishedAt, Outlet: r.Outlet, Depth: r.Depth,
		}
	}
}

func (s *codedStatement) layEvaluations(labels map[string]Label, actors map[string]*table.Actor) {
	r := &s.row
	if l, ok := labels["evaluations"]; ok {
		had := s.evaluations
		s.evaluations = nil
		for _, e := range SignedNames(l.Value) {
			row := table.Evaluation{OfName: e[0], Evaluation: e[1], Probability: 1}
			if a := actors[e[0]]; a != nil {
				row.OfActorID, row.OfName, row.OfSideID = name(a.ActorID), a.Name, a.SideID
			}
			for i := range had { // whom the engine found by that name
				if had[i].OfName == e[0] {
					row.OfActorID, row.OfSideID = had[i].OfActorID, had[i].OfSideID
				}
			}
			s.evaluations = append(s.evaluations, row)
		}
	}
	for i := range s.evaluations {
		e := &s.evaluations[i]
		e.StatementID, e.ArticleID, e.VersionID, e.ActorID, e.SideID = r.StatementID, r.ArticleID, r.VersionID, r.ActorID, r.SideID
		e.PublishedAt, e.Outlet, e.Depth = r.PublishedAt, r.Outlet, r.Depth
	}
}

// merger gives the rows of a table with the coded ones in their places.
type merger[T any] struct {
	o       *overlay
	name    string
	want    func(string) bool
	fn      func(*T) error
	article int // fields of T
	id      int
	next    int // of o.order
}

// eachLaid reads a table with the overlay upon it.
func eachLaid[T any](c *Corpus, o *overlay, name string, want func(string) bool, fn func(*T) error) error {
	m := merger[T]{o: o, name: name, want: want, fn: fn, article: -1, id: -1}
	for i, f := range columnsOf(reflect.TypeFor[T]()) {
		switch f {
		case "article_id":
			m.article = i
		case "statement_id":
			m.id = i
		}
	}
	if m.id < 0 || m.article < 0 && (name == "positions" || name == "evaluations") {
		return fmt.Errorf("%s: rows without article_id or statement_id cannot be read with their codings", name)
	}
	if err := eachMeasured(c, name, want, m.row); err != nil {
		return err
	}
	return m.until([2]int32{1 << 30, 0})
}

func (m *merger[T]) row(r *T) error {
	v := reflect.ValueOf(r).Elem()
	id := v.Field(m.id).String()
	s := m.o.statements[id]
	if m.name == "statements" {
		if s == nil {
			return m.fn(r)
		}
		if s.none {
			return nil
		}
		fillFrom(v, reflect.ValueOf(&s.row).Elem())
		return m.fn(r)
	}
	if m.name == "positions" || m.name == "evaluations" {
		if seq, ok := m.o.seq[id]; ok || m.next < len(m.o.order) {
			at := [2]int32{m.o.article[hash64(v.Field(m.article).String())], seq}
			if err := m.until(at); err != nil {
				return err
			}
		}
		if s != nil {
			return nil
		}
		return m.fn(r)
	}
	if s != nil && s.none { // evidence and stances of what is no statement
		return nil
	}
	return m.fn(r)
}

// until gives the coded rows of the statements up to a place.
func (m *merger[T]) until(at [2]int32) error {
	for ; m.next < len(m.o.order); m.next++ {
		s := m.o.order[m.next]
		if s.at[0] > at[0] || s.at[0] == at[0] && s.at[1] > at[1] {
			return nil
		}
		if s.none || m.want != nil && !m.want(s.row.ArticleID) {
			continue
		}
		give := func(src reflect.Value) error {
			row := new(T)
			fillFrom(reflect.ValueOf(row).Elem(), src)
			return m.fn(row)
		}
		switch m.name {
		case "positions":
			for i := range s.positions {
				if err := give(reflect.ValueOf(&s.positions[i]).Elem()); err != nil {
					return err
				}
			}
		case "evaluations":
			for i := range s.evaluations {
				if err := give(reflect.ValueOf(&s.evaluations[i]).Elem()); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// columnsOf names the columns of a row's fields, "" for a field that is none.
func columnsOf(t reflect.Type) []string {
	names := make([]string, t.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(t.Field(i).Tag.Get("parquet"), ",")
	}
	return names
}

// fillFrom copies the columns that two rows share; dst has the types of a table's columns or
// pointers to them.
func fillFrom(dst, src reflect.Value) {
	from := columnsOf(src.Type())
	for i, column := range columnsOf(dst.Type()) {
		k := slices.Index(from, column)
		if column == "" || k < 0 {
			continue
		}
		to, value := dst.Field(i), src.Field(k)
		switch {
		case value.Type() == to.Type():
			to.Set(value)
		case to.Kind() == reflect.Pointer && to.Type().Elem() == value.Type():
			to.Set(reflect.New(value.Type()))
			to.Elem().Set(value)
		case value.Kind() == reflect.Pointer && value.Type().Elem() == to.Type():
			to.SetZero()
			if !value.IsNil() {
				to.Set(value.Elem())
			}
		}
	}
}

// writeCoded writes the coded statements with what they say, as views lay them over the
// measured ones: coded_statements, coded_positions and coded_evaluations.
func writeCoded(r *Run, c *Corpus) error {
	o, err := c.laid()
	if err != nil || o == nil {
		return err
	}
	var statements []table.Statement
	var positions []table.Position
	var evaluations []table.Evaluation
	for _, s := range o.order {
		statements = append(statements, s.row)
		if !s.none {
			positions = append(positions, s.positions...)
			evaluations = append(evaluations, s.evaluations...)
		}
	}
	if err := WriteTable(r, "coded_statements", statements); err != nil {
		return err
	}
	if err := WriteTable(r, "coded_positions", positions); err != nil {
		return err
	}
	return WriteTable(r, "coded_evaluations", evaluations)
}
