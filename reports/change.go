package reports

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"math"
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/run"
)

// Changes is what the last run of a folder changed against all that stood there
// before it.
type Changes struct {
	First      bool    `json:"first_run"` // there is none before it: nothing else is filled in
	New        int     `json:"articles_new"`
	Corrected  int     `json:"articles_corrected"` // another version of an article that was there
	Rescored   int     `json:"articles_rescored"`  // the same version, read again
	Added      int     `json:"statements_added"`
	Removed    int     `json:"statements_removed"`
	Changed    int     `json:"statements_changed"` // another speaker, side, issue, score or frame
	Issues     []Named `json:"new_issues"`
	Sides      []Named `json:"new_sides"`
	Actors     []Named `json:"new_actors"` // those of most statements
	ActorsMore int     `json:"new_actors_more"`
	Moves      []Move  `json:"moves"` // of the largest sides that the run brought statements of
}

// Named is an issue, side or actor that nothing was heard of before.
type Named struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Statements int    `json:"statements"`
}

// Move is how a side's mean over all issues changed.
type Move struct {
	SideID    string             `json:"side_id"`
	Name      string             `json:"name"`
	Dimension analysis.Dimension `json:"dimension"`
	Before    float64            `json:"mean_before"`
	NBefore   int                `json:"n_before"`
	Now       float64            `json:"mean_now"`
	NNow      int                `json:"n_now"`
	Change    float64            `json:"change"`
	Low       *float64           `json:"ci_low"` // 95 % interval of Change
	High      *float64           `json:"ci_high"`
	Brought   *float64           `json:"mean_brought"` // of the articles that the run brought, 0 of them: nil
	NBrought  int                `json:"n_brought"`
	PAdjusted *float64           `json:"p_adjusted"` // of what it brought against what was there
	Verdict   string             `json:"verdict"`
}

// maxNamed is how many new actors are named.
const maxNamed = 8

// before is what stood in a folder before its last run, as far as it is gone.
type before struct {
	first     bool
	touched   map[uint64]uint64 // version by article that the last run has, as hashes,
	versions  map[uint64]uint64 // and what it was before, where it was there
	seed      maphash.Seed
	displaced []statement // statements of those earlier versions
}

// hash stands for the id of an article or version, of which there may be many.
func (b *before) hash(id string) uint64 { return maphash.String(b.seed, id) }

// readBefore finds what the last run replaced.
func readBefore(c *run.Corpus) (before, error) {
	b := before{first: len(c.Runs) < 2, touched: map[uint64]uint64{}, versions: map[uint64]uint64{}, seed: maphash.MakeSeed()}
	if b.first {
		return b, nil
	}
	type article struct {
		ArticleID string `parquet:"article_id"`
		VersionID string `parquet:"version_id"`
	}
	if err := run.Each(c.Last(), "articles", func(a *article) error {
		b.touched[b.hash(a.ArticleID)] = b.hash(a.VersionID)
		return nil
	}); err != nil {
		return b, err
	}
	old, err := c.Before()
	if err != nil {
		return b, err
	}
	if err := run.Each(old, "articles", func(a *article) error {
		id := b.hash(a.ArticleID)
		if _, ok := b.touched[id]; ok {
			b.versions[id] = b.hash(a.VersionID)
		}
		return nil
	}); err != nil || len(b.versions) == 0 {
		return b, err
	}
	sample := c.Sample()
	displaced := func(article string) bool {
		_, ok := b.versions[b.hash(article)]
		return ok && (sample == nil || sample(article))
	}
	return b, run.EachOf(old, "statements", displaced, func(s *statement) error {
		b.displaced = append(b.displaced, *s)
		return nil
	})
}

// changes compares what is there now with what was there before the last run.
func (b *builder) changes() {
	c, was := &b.out.Changes, &b.t.before
	if c.First = was.first; c.First {
		return
	}
	for id, version := range was.touched {
		switch old, there := was.versions[id]; {
		case !there:
			c.New++
		case old != version:
			c.Corrected++
		default:
			c.Rescored++
		}
	}
	var now, then []*statement // of everything that counts
	gone := map[string]*statement{}
	for i := range was.displaced {
		s := &was.displaced[i]
		gone[s.StatementID] = s
		if s.counts() {
			then = append(then, s)
		}
	}
	for i := range b.t.statements {
		s := &b.t.statements[i]
		_, touched := was.touched[was.hash(s.ArticleID)]
		if s.counts() {
			now = append(now, s)
			if !touched {
				then = append(then, s)
			}
		}
		if !touched {
			continue
		}
		switch old := gone[s.StatementID]; {
		case old == nil:
			c.Added++
		case !old.same(s):
			c.Changed++
		}
		delete(gone, s.StatementID)
	}
	c.Removed = len(gone)
	b.firstHeard(now, then)
	b.moves(now, then)
}

// same says that a statement was scored as before.
func (s *statement) same(o *statement) bool {
	for i, x := range s.scores() {
		if y := o.scores()[i]; (x == nil) != (y == nil) || x != nil && *x != *y {
			return false
		}
	}
	return value(s.ActorID) == value(o.ActorID) && value(s.SideID) == value(o.SideID) &&
		value(s.IssueID) == value(o.IssueID) && value(s.Frame) == value(o.Frame)
}

// firstHeard finds the issues, sides and actors of now that then has nothing of.
func (b *builder) firstHeard(now, then []*statement) {
	c := &b.out.Changes
	fresh := func(of func(*statement) []string, name func(string) string) []Named {
		count := map[string]int{}
		for _, s := range now {
			for _, id := range of(s) {
				count[id]++
			}
		}
		for _, s := range then {
			for _, id := range of(s) {
				delete(count, id)
			}
		}
		var all []Named
		for id, n := range count {
			all = append(all, Named{clean(id), name(id), n})
		}
		slices.SortFunc(all, func(x, y Named) int { return cmp.Or(y.Statements-x.Statements, strings.Compare(x.ID, y.ID)) })
		return all
	}
	one := func(id *string) []string {
		if id == nil {
			return nil
		}
		return []string{*id}
	}
	c.Issues = fresh(func(s *statement) []string { return one(s.IssueID) }, b.issueName)
	c.Sides = fresh(b.sidesOf, b.sideName)
	c.Actors = fresh(func(s *statement) []string { return one(s.ActorID) }, func(id string) string { return cmp.Or(b.t.actors[id].name, clean(id)) })
	c.ActorsMore = max(0, len(c.Actors)-maxNamed)
	c.Actors = c.Actors[:min(len(c.Actors), maxNamed)]
}

// moves compares, of each of the largest sides that the run brought statements
// of, all its statements now with all then. The two share most articles, and the
// interval keeps each article together, so it is of the change alone. The verdict
// is on what the run brought against what was there.
func (b *builder) moves(now, then []*statement) {
	c := &b.out.Changes
	cfg := compare.Config{Resamples: 1000}
	var ps []float64
	for _, side := range b.out.Sides[:min(len(b.out.Sides), maxSides)] {
		for dim, name := range [...]analysis.Dimension{analysis.Outlook} {
			after, earlier := b.units(now, side.ID, dim), b.units(then, side.ID, dim)
			brought := slices.DeleteFunc(slices.Clone(after), func(u compare.Unit) bool { return !b.brought(u.Cluster) })
			if len(after) == 0 || len(earlier) == 0 || len(brought) == 0 {
				continue
			}
			seed := "run\x1f" + side.ID + "\x1f" + string(name)
			whole := compare.Difference(after, earlier, cfg, seed)
			fresh := compare.Difference(brought, earlier, cfg, seed+"\x1fbrought")
			c.Moves = append(c.Moves, Move{
				SideID: side.ID, Name: side.Name, Dimension: name,
				Before: whole.MeanB, NBefore: whole.NB, Now: whole.MeanA, NNow: whole.NA, Change: whole.Difference,
				Low: known(whole.Low), High: known(whole.High), Brought: known(fresh.MeanA), NBrought: fresh.NA,
			})
			ps = append(ps, fresh.P)
		}
	}
	for i, p := range compare.Adjust(ps) {
		c.Moves[i].PAdjusted = known(p)
		c.Moves[i].Verdict = c.Moves[i].verdict()
	}
}

// brought says that the last run read an article anew.
func (b *builder) brought(article string) bool {
	_, ok := b.t.before.touched[b.t.before.hash(article)]
	return ok
}

func (m *Move) verdict() string {
	switch {
	case m.PAdjusted == nil || m.Low == nil:
		return tooFew
	case compare.Flagged(true, *m.PAdjusted, *m.Low, *m.High):
		return moreThanNoise
	}
	return couldBeNoise
}

// units is the scores of a side's words, each once with the mean of its copies.
func (b *builder) units(all []*statement, side string, dim int) []compare.Unit {
	index := map[string]int{}
	var us []compare.Unit
	var n []float64
	for _, s := range all {
		x := s.scores()[dim]
		if x == nil || !slices.Contains(b.sidesOf(s), side) {
			continue
		}
		k, ok := index[s.QuoteGroupID]
		if !ok {
			k = len(us)
			index[s.QuoteGroupID] = k
			us, n = append(us, compare.Unit{Cluster: cmp.Or(b.t.original[s.ArticleID], s.ArticleID)}), append(n, 0)
		}
		us[k].Value += *x
		n[k]++
	}
	for k := range us {
		us[k].Value /= n[k]
	}
	return us
}

func known(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	return &x
}

// Sentences says the changes in words.
func (c *Changes) Sentences() []string {
	if c.First {
		return []string{"No earlier run to compare with: this is the first in its folder."}
	}
	var what []string
	for _, x := range []struct {
		n         int
		noun, how string
	}{
		{c.New, "new article", ""}, {c.Corrected, "corrected article", ""}, {c.Rescored, "article", " scored again"},
		{c.Added, "statement", " added"}, {c.Changed, "statement", " changed"}, {c.Removed, "statement", " removed"},
	} {
		if x.n > 0 {
			what = append(what, count(x.n, x.noun)+x.how)
		}
	}
	if len(what) == 0 {
		what = []string{"nothing changed"}
	}
	out := []string{capital(join(what)) + "."}
	for _, x := range []struct {
		names []Named
		more  int
		noun  string
	}{{c.Issues, 0, "issue"}, {c.Sides, 0, "side"}, {c.Actors, c.ActorsMore, "speaker"}} {
		if len(x.names) == 0 {
			continue
		}
		var names []string
		for _, n := range x.names[:min(len(x.names), maxNamed)] {
			names = append(names, fmt.Sprintf("%s (%s)", n.Name, number(n.Statements)))
		}
		if more := x.more + max(0, len(x.names)-maxNamed); more > 0 {
			names = append(names, number(more)+" more")
		}
		noun := x.noun
		if len(x.names)+x.more > 1 {
			noun += "s"
		}
		out = append(out, fmt.Sprintf("Heard for the first time, %s: %s.", noun, join(names)))
	}
	moved := 0
	for i := range c.Moves {
		if m := &c.Moves[i]; m.Verdict == moreThanNoise {
			out = append(out, m.Sentence())
			moved++
		}
	}
	if moved == 0 {
		out = append(out, "No side's outlook moved by more than noise.")
	}
	return out
}

// Sentence says a move in words and figures.
func (m *Move) Sentence() string {
	how := "rose"
	if m.Change < 0 {
		how = "fell"
	}
	s := fmt.Sprintf("%s %s %s from %s (n = %s) to %s (n = %s)", capital(possessive(withArticle(m.Name))), m.Dimension, how,
		signed(m.Before), number(m.NBefore), signed(m.Now), number(m.NNow))
	if m.Low != nil {
		s += fmt.Sprintf(": a change of %s, 95 %% interval %s", signed(m.Change), bounds(m.Low, m.High))
	}
	if m.Brought != nil {
		s += fmt.Sprintf("; what this run brought averages %s (n = %s)", signed(*m.Brought), number(m.NBrought))
	}
	return s + "."
}
