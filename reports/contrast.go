package reports

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/config"
	"readout/data/run"
)

// Question is what a Contrast answers.
type Question struct {
	By        compare.By
	Issue     string // id; "" for all issues together
	Dimension analysis.Dimension
	Between   [2]string           // ids of two groups; empty for the largest of all
	Period    compare.Granularity // "" for one that fits
	Nested    bool                // also what speakers say that others said
	Sides     []string            // only statements of speakers for these; nil for all
	Focus     Focus               // its sides are not looked at: Sides says which
}

// maxGroups is how many groups are set against each other when none are named.
const maxGroups = 8

// Contrast is groups of statements beside each other on one dimension.
type Contrast struct {
	By        string             `json:"by"`
	IssueID   string             `json:"issue_id"`
	Issue     string             `json:"issue"`
	Dimension analysis.Dimension `json:"dimension"`
	Groups    []Group            `json:"groups"` // by number of statements; by name for periods
	Total     int                `json:"groups_total"`
	Unknown   int                `json:"statements_without_group"`
	Pairs     []Difference       `json:"comparisons"`
	Words     []Pair             `json:"exemplars"` // of the pairs with a gap, at most three
}

// Group is one side, actor, outlet or period.
type Group struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Figure Figure `json:"figure"`

	Corrected *CorrectedFigure `json:"corrected,omitempty"` // where enough is coded
}

// UnknownError says that something that was asked for is not in the tables, and
// what is.
type UnknownError struct {
	What, Name string
	Known      []string
}

// maxKnown is how many of those that there are an error lists.
const maxKnown = 24

// Error says what there is not, what may have been meant, and what there is.
func (e *UnknownError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "no %s %q in the tables", e.What, e.Name)
	if near := e.meant(); near != "" {
		fmt.Fprintf(&b, "; did you mean %q? There are: ", near)
	} else {
		b.WriteString("; there are: ")
	}
	b.WriteString(strings.Join(e.Known[:min(len(e.Known), maxKnown)], ", "))
	if more := len(e.Known) - maxKnown; more > 0 {
		fmt.Fprintf(&b, " and %s more", number(more))
	}
	return b.String()
}

// meant is the one known name that has the words of the unknown one, or else is spelt much
// like it; "" for none.
func (e *UnknownError) meant() string {
	words := func(s string) string {
		return " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ") + " "
	}
	asked, has := words(e.Name), ""
	for _, k := range e.Known {
		if asked != "  " && strings.Contains(words(k), asked) {
			if has != "" {
				return ""
			}
			has = k
		}
	}
	return cmp.Or(has, config.Nearest(e.Name, e.Known))
}

// Compare answers a question from the tables of a corpus. An issue or a group
// that the tables do not have is an *UnknownError.
func Compare(c *run.Corpus, q Question, cfg compare.Config) (*Contrast, error) {
	t, err := read(c)
	if err != nil {
		return nil, err
	}
	if q.Sides, err = SideIDs(c, q.Sides); err != nil {
		return nil, err
	}
	if q.By == compare.BySide {
		if q.Between, err = between(c, q.Between); err != nil {
			return nil, err
		}
	}
	b := newBuilder(t)
	b.out.Focus = q.Focus
	if err := b.check(); err != nil {
		return nil, err
	}
	b.keep()
	b.onlyOnce()
	b.sides()
	all, _, err := run.Observations(c, run.ObservationOptions{Period: q.Period, Nested: q.Nested})
	if err != nil {
		return nil, err
	}
	if q.Issue != "" && t.issues[q.Issue] == "" {
		var known []string
		for id := range t.issues {
			known = append(known, id)
		}
		slices.Sort(known)
		return nil, &UnknownError{"issue", q.Issue, known}
	}
	if err := b.knownSides(all, q.Sides); err != nil {
		return nil, err
	}
	obs := all[:0]
	for _, o := range all {
		if (q.Issue == "" || o.Issue == q.Issue) && (q.Sides == nil || slices.Contains(q.Sides, o.Side)) && b.asked(&o) {
			o.Issue = ""
			if q.By != compare.ByPeriod {
				o.Period = "" // sides are asked about all times together
			}
			obs = append(obs, o)
		}
	}
	x := &Contrast{By: string(q.By), IssueID: q.Issue, Issue: b.issueName(q.Issue), Dimension: q.Dimension}
	if err := x.groups(b, obs, q, cfg); err != nil {
		return nil, err
	}
	x.pairs(b, obs, q, cfg)
	if err := x.correct(c, &q); err != nil {
		return nil, err
	}
	return x, x.show(b, c)
}

// knownSides makes sure that somebody speaks for each of sides.
func (b *builder) knownSides(obs []compare.Observation, sides []string) error {
	for _, side := range sides {
		if slices.ContainsFunc(obs, func(o compare.Observation) bool { return o.Side == side }) {
			continue
		}
		known := map[string]bool{}
		for _, o := range obs {
			known[o.Side] = true
		}
		delete(known, "")
		ids := slices.Sorted(maps.Keys(known))
		for i, id := range ids {
			ids[i] = idAndName(id, b.names[id])
		}
		return &UnknownError{"side", side, ids}
	}
	return nil
}

// asked says that an observation is in the focus.
func (b *builder) asked(o *compare.Observation) bool {
	return b.out.Focus.whole() || b.byID[o.Statement] != nil
}

func (x *Contrast) groups(b *builder, obs []compare.Observation, q Question, cfg compare.Config) error {
	for _, s := range compare.Groups(obs, q.By, cfg) {
		if s.Dimension != q.Dimension {
			continue
		}
		if s.Side == "" {
			x.Unknown = s.Statements
			continue
		}
		x.Groups = append(x.Groups, Group{ID: s.Side, Name: b.groupName(q.By, s.Side), Figure: figureFrom(s)})
	}
	x.Total = len(x.Groups)
	if q.Between != [2]string{} {
		for _, id := range q.Between {
			if !slices.ContainsFunc(x.Groups, func(g Group) bool { return g.ID == id }) {
				var known []string
				for _, g := range x.Groups {
					known = append(known, idAndName(g.ID, g.Name))
				}
				return &UnknownError{string(q.By), id, known}
			}
		}
		x.Groups = slices.DeleteFunc(x.Groups, func(g Group) bool { return !slices.Contains(q.Between[:], g.ID) })
		return nil
	}
	if q.By != compare.ByPeriod {
		slices.SortStableFunc(x.Groups, func(g, h Group) int {
			return cmp.Or(h.Figure.Scored-g.Figure.Scored, h.Figure.Groups-g.Figure.Groups)
		})
		x.Groups = x.Groups[:min(len(x.Groups), maxGroups)]
	}
	return nil
}

func (x *Contrast) pairs(b *builder, obs []compare.Observation, q Question, cfg compare.Config) {
	shown := map[string]bool{}
	for _, g := range x.Groups {
		shown[g.ID] = true
	}
	kept := slices.DeleteFunc(slices.Clone(obs), func(o compare.Observation) bool { return !shown[q.By.Of(&o)] })
	for _, c := range compare.Comparisons(kept, q.By, cfg) {
		if c.Dimension != q.Dimension || math.IsNaN(c.Difference) {
			continue
		}
		if q.By == compare.ByPeriod && !x.neighbours(c.A, c.B) && q.Between == [2]string{} {
			continue
		}
		row := run.ComparisonRow(c)
		d := b.difference(&row)
		d.IssueID, d.Issue = x.IssueID, x.Issue
		d.NameA, d.NameB = b.groupName(q.By, c.A), b.groupName(q.By, c.B)
		x.Pairs = append(x.Pairs, d)
		a, z := b.byID[c.ExemplarA], b.byID[c.ExemplarB]
		if a != nil && z != nil && a != z && math.Abs(c.Difference) >= 0.1 {
			p := Pair{Difference: d, A: b.quote(a, value(a.SideID)), B: b.quote(z, value(z.SideID))}
			p.A.Side, p.B.Side = d.NameA, d.NameB
			x.Words = append(x.Words, p)
		}
	}
	if q.By != compare.ByPeriod {
		slices.SortStableFunc(x.Pairs, func(d, e Difference) int { return cmp.Compare(math.Abs(*e.Value), math.Abs(*d.Value)) })
	}
	slices.SortStableFunc(x.Words, func(p, r Pair) int {
		return cmp.Compare(math.Abs(*r.Difference.Value), math.Abs(*p.Difference.Value))
	})
	x.Words = x.Words[:min(len(x.Words), 3)]
}

// neighbours says that one period comes right after the other: what changed.
func (x *Contrast) neighbours(a, b string) bool {
	i := slices.IndexFunc(x.Groups, func(g Group) bool { return g.ID == a })
	j := slices.IndexFunc(x.Groups, func(g Group) bool { return g.ID == b })
	return i-j == 1 || j-i == 1
}

// show gives the exemplars their words.
func (x *Contrast) show(b *builder, c *run.Corpus) error {
	var all []unread
	for i := range x.Words {
		p := &x.Words[i]
		all = append(all, unread{&p.A, []analysis.Dimension{x.Dimension}}, unread{&p.B, []analysis.Dimension{x.Dimension}})
	}
	return b.show(c, all)
}

func (b *builder) groupName(by compare.By, id string) string {
	switch by {
	case compare.BySide:
		return b.sideName(id)
	case compare.ByActor:
		return cmp.Or(b.t.actors[id].name, clean(id))
	}
	return clean(id)
}

func figureFrom(s compare.Summary) Figure {
	row := run.SummaryRow(s)
	return figureOf(&row)
}
