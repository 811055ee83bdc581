package run

import (
	"cmp"
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
	kinds, err := c.DrawnKinds()
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

// DrawnKinds gives what each drawn item was drawn as, by its id.
func (c *Corpus) DrawnKinds() (map[string]string, error) {
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
