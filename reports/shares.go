package reports

import (
	"fmt"
	"math"
	"slices"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/run"
)

// ShareQuestion is what Shares answers: who agrees with propositions, or praises actors.
type ShareQuestion struct {
	By          compare.By
	Focus       Focus     // its sides and issue are not looked at
	Evaluations bool      // ask for praise and blame in place of positions
	Of          string    // with Evaluations, id or name of who is praised or blamed; "" for all
	Between     [2]string // ids of two groups; empty for all
	Sides       []string  // only speakers for one of these; none for all
	Period      compare.Granularity
	Nested      bool
}

// Shares is how many votes of each group agree, proposition by proposition. One vote
// is what an actor holds of a proposition in one event, or in one article on no event.
type Shares struct {
	On           analysis.Dimension `json:"on"` // position or evaluation
	By           string             `json:"by"`
	Propositions []SharedQuestion   `json:"propositions"` // by number of votes
	Agreements   []ShareAgreements  `json:"agreements"`   // of pairs, over the propositions that both have votes on
	Note         string             `json:"note"`
}

// SharedQuestion is one proposition, or one actor who is praised or blamed.
type SharedQuestion struct {
	ID     string       `json:"id"`
	Text   string       `json:"text"`
	Groups []ShareGroup `json:"groups"` // by number of votes; periods in their order
	Pairs  []SharePair  `json:"comparisons"`
}

// ShareGroup is the votes of one group.
type ShareGroup struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Agree    int     `json:"agree"`
	Disagree int     `json:"disagree"`
	Actors   int     `json:"actors"`
	Places   int     `json:"events_or_articles"`
	Share    float64 `json:"share"`
	Low      float64 `json:"ci_low"`
	High     float64 `json:"ci_high"`

	Corrected *CorrectedFigure `json:"corrected,omitempty"` // where enough is coded
}

// CorrectedFigure is a share, a mean or a difference corrected by what people coded.
type CorrectedFigure struct {
	Value float64 `json:"value"`
	Low   float64 `json:"ci_low"`
	High  float64 `json:"ci_high"`
	Coded int     `json:"n_coded"`
	// Of a difference alone: the corrected p-value.
	PAdjusted *float64 `json:"p_adjusted,omitempty"`
	Differs   bool     `json:"differs,omitempty"`
}

func correctedFigure(c *compare.Corrected) *CorrectedFigure {
	if !c.Enough() {
		return nil
	}
	return &CorrectedFigure{Value: c.Value, Low: c.Low, High: c.High, Coded: c.Coded}
}

// biasUnknown is said of figures that no coding corrects.
func biasUnknown(coded int) string {
	if coded == 0 {
		return "Nothing of this is coded by hand: the bias of these figures is not known (readout code draw)."
	}
	return fmt.Sprintf("Corrected figures need %d coded statements of a draw that bear on them, from %d articles; the bias of the others is not known.", compare.MinCoded, compare.MinCodedArticles)
}

// SharePair is the difference of two groups' shares. PAdjusted is nil where the votes
// are too few for a verdict.
type SharePair struct {
	A          string   `json:"a"` // ids
	B          string   `json:"b"`
	NameA      string   `json:"name_a"`
	NameB      string   `json:"name_b"`
	Difference float64  `json:"difference"`
	Low        float64  `json:"ci_low"`
	High       float64  `json:"ci_high"`
	PAdjusted  *float64 `json:"p_adjusted"`
	Sufficient bool     `json:"sufficient"`
	Differs    bool     `json:"differs"`

	Corrected *CorrectedFigure `json:"corrected,omitempty"` // where enough is coded of both
}

// ShareAgreements is co-agreement less conflict of two groups, -1 to 1.
type ShareAgreements struct {
	A      string   `json:"a"` // ids
	B      string   `json:"b"`
	NameA  string   `json:"name_a"`
	NameB  string   `json:"name_b"`
	Value  float64  `json:"agreement"`
	Low    *float64 `json:"ci_low"` // nil below five events or articles
	High   *float64 `json:"ci_high"`
	Shared int      `json:"propositions"`
	Same   int      `json:"same"`
	Differ int      `json:"opposite"`
}

// CompareShares answers a question from the tables of a corpus. A proposition, event or
// actor that the tables do not have is an *UnknownError.
func CompareShares(c *run.Corpus, q ShareQuestion, cfg compare.Config) (*Shares, error) {
	var err error
	if q.Sides, err = SideIDs(c, q.Sides); err != nil {
		return nil, err
	}
	if q.By == compare.BySide {
		if q.Between, err = between(c, q.Between); err != nil {
			return nil, err
		}
	}
	opt := run.TakeOptions{
		Period: q.Period, Nested: q.Nested, Proposition: q.Focus.Proposition, Event: q.Focus.Event, From: q.Focus.From, To: q.Focus.To,
		Evaluations: q.Evaluations, Of: q.Of,
	}
	takes, _, err := run.Takes(c, opt)
	if err != nil {
		return nil, err
	}
	x := &Shares{On: compare.PositionDimension, By: string(q.By), Propositions: []SharedQuestion{}, Agreements: []ShareAgreements{}}
	if q.Evaluations {
		x.On = compare.EvaluationDimension
	}
	texts, err := x.texts(c, q)
	if err != nil {
		return nil, err
	}
	if err := q.known(c, takes); err != nil {
		return nil, err
	}
	takes = slices.DeleteFunc(takes, func(t compare.Take) bool { return !q.keep(&t) })
	votes := compare.Votes(takes, q.By)
	x.fill(votes, texts, cfg)
	if err := x.name(c, q.By); err != nil {
		return nil, err
	}
	coded, err := x.correct(c, &q, opt)
	if err != nil {
		return nil, err
	}
	unknown := "actor or " + string(q.By)
	if q.By == compare.ByActor {
		unknown = "actor"
	}
	x.Note = fmt.Sprintf("One vote an actor, %s and event or article: %d votes of %d statements; those whose %s is not known are left out.",
		map[bool]string{false: "proposition", true: "actor judged"}[q.Evaluations], len(votes), len(takes), unknown)
	x.Note += " " + biasUnknown(coded)
	return x, nil
}

// known is an *UnknownError where something that is asked about is not in the tables. Only
// where no take is of it are the statements read: somebody may be heard and take no position.
func (q *ShareQuestion) known(c *run.Corpus, takes []compare.Take) error {
	f := q.Focus
	f.Sides, f.Issue = slices.Clone(q.Sides), ""
	if q.By == compare.BySide && q.Between[0] != "" {
		f.Sides = append(f.Sides, q.Between[:]...)
	}
	has := func(id string, of func(*compare.Take) string) bool {
		return id == "" || slices.ContainsFunc(takes, func(t compare.Take) bool { return of(&t) == id })
	}
	all := has(f.Event, func(t *compare.Take) string { return t.Event }) && has(f.Actor, func(t *compare.Take) string { return t.Actor }) &&
		has(f.Outlet, func(t *compare.Take) string { return t.Outlet })
	for _, side := range f.Sides {
		all = all && has(side, func(t *compare.Take) string { return t.Side })
	}
	if all {
		return nil
	}
	t, err := read(c)
	if err != nil {
		return err
	}
	b := newBuilder(t)
	b.out.Focus = f
	return b.check()
}

// keep says that a take is among what is asked about.
func (q *ShareQuestion) keep(t *compare.Take) bool {
	return (q.Focus.Actor == "" || t.Actor == q.Focus.Actor) && (q.Focus.Outlet == "" || t.Outlet == q.Focus.Outlet) &&
		(len(q.Sides) == 0 || slices.Contains(q.Sides, t.Side)) && (q.Between[0] == "" || slices.Contains(q.Between[:], q.By.OfTake(t)))
}

// correct puts the corrected figures beside the plain ones, and gives the number of coded
// statements that bear on any of them.
func (x *Shares) correct(c *run.Corpus, q *ShareQuestion, opt run.TakeOptions) (coded int, err error) {
	shares, err := correctedShares(c, opt, &q.Focus, q.By, q.keep)
	if err != nil {
		return 0, err
	}
	at := map[[2]string]*compare.CorrectedShare{}
	for i := range shares {
		coded += shares[i].Coded
		at[[2]string{shares[i].Proposition, shares[i].Group}] = &shares[i]
	}
	differences := map[[3]string]*CorrectedFigure{}
	for _, d := range compare.CorrectedDifferences(shares) {
		f := correctedFigure(&d.Corrected)
		f.PAdjusted, f.Differs = &d.PAdjusted, d.Flagged()
		differences[[3]string{d.A.Proposition, d.A.Group, d.B.Group}] = f
	}
	for i := range x.Propositions {
		p := &x.Propositions[i]
		for k := range p.Groups {
			if s := at[[2]string{p.ID, p.Groups[k].ID}]; s != nil {
				p.Groups[k].Corrected = correctedFigure(&s.Corrected)
			}
		}
		for k := range p.Pairs {
			p.Pairs[k].Corrected = differences[[3]string{p.ID, p.Pairs[k].A, p.Pairs[k].B}]
		}
	}
	return coded, nil
}

// texts gives what propositions say, or the names of who is judged.
func (x *Shares) texts(c *run.Corpus, q ShareQuestion) (map[string]string, error) {
	texts := map[string]string{}
	if q.Evaluations {
		actors, err := c.Actors()
		for _, a := range actors {
			texts[a.ActorID] = clean(a.Name)
		}
		if err == nil && q.Of != "" && texts[q.Of] == "" {
			return nil, &UnknownError{"actor", q.Of, []string{"`readout compare --on evaluation` lists those who are judged"}}
		}
		return texts, err
	}
	propositions, err := c.Propositions()
	var known []string
	for _, p := range propositions {
		texts[p.PropositionID] = clean(p.Text)
		known = append(known, p.PropositionID)
	}
	if err == nil && q.Focus.Proposition != "" && texts[q.Focus.Proposition] == "" {
		return nil, &UnknownError{"proposition", q.Focus.Proposition, known}
	}
	return texts, err
}

func (x *Shares) fill(votes []compare.Vote, texts map[string]string, cfg compare.Config) {
	at := map[string]int{}
	for _, s := range compare.Shares(votes) {
		k, ok := at[s.Proposition]
		if !ok {
			k = len(x.Propositions)
			at[s.Proposition] = k
			text := texts[s.Proposition]
			if text == "" {
				text = clean(s.Proposition)
			}
			x.Propositions = append(x.Propositions, SharedQuestion{ID: s.Proposition, Text: text, Groups: []ShareGroup{}, Pairs: []SharePair{}})
		}
		x.Propositions[k].Groups = append(x.Propositions[k].Groups, ShareGroup{ID: s.Group, Agree: s.Agree, Disagree: s.Disagree, Actors: s.Actors, Places: s.Clusters, Share: s.Value, Low: s.Low, High: s.High})
	}
	for _, d := range compare.ShareDifferences(votes, cfg) {
		p := SharePair{A: d.A.Group, B: d.B.Group, Difference: d.Value, Low: d.Low, High: d.High, Sufficient: d.Sufficient, Differs: d.Flagged()}
		if d.Sufficient {
			p.PAdjusted = &d.PAdjusted
		}
		x.Propositions[at[d.Proposition]].Pairs = append(x.Propositions[at[d.Proposition]].Pairs, p)
	}
	slices.SortStableFunc(x.Propositions, func(a, b SharedQuestion) int { return b.votes() - a.votes() })
	if x.By != string(compare.ByPeriod) { // who votes most comes first
		for _, p := range x.Propositions {
			slices.SortStableFunc(p.Groups, func(a, b ShareGroup) int { return b.Agree + b.Disagree - a.Agree - a.Disagree })
		}
	}
	for _, a := range compare.VoteAgreements(votes) {
		g := ShareAgreements{A: a.A, B: a.B, Value: a.Value, Shared: a.Shared, Same: a.Same, Differ: a.Differ}
		if !math.IsNaN(a.Low) {
			g.Low, g.High = &a.Low, &a.High
		}
		x.Agreements = append(x.Agreements, g)
	}
	slices.SortStableFunc(x.Agreements, func(a, b ShareAgreements) int { return b.Shared - a.Shared })
}

func (s *SharedQuestion) votes() int {
	n := 0
	for _, g := range s.Groups {
		n += g.Agree + g.Disagree
	}
	return n
}

// name gives groups their names.
func (x *Shares) name(c *run.Corpus, by compare.By) error {
	of, err := c.SideNames()
	if err != nil {
		return err
	}
	if by == compare.ByActor || by == compare.ByParty {
		actors, err := c.Actors()
		if err != nil {
			return err
		}
		for i := range actors {
			of[actors[i].ActorID] = actors[i].Name
		}
	}
	name := func(id string) string {
		if called := clean(of[id]); called != "" {
			return called
		}
		if by == compare.BySide {
			return title(clean(id))
		}
		return clean(id)
	}
	for i := range x.Propositions {
		p := &x.Propositions[i]
		for k := range p.Groups {
			p.Groups[k].Name = name(p.Groups[k].ID)
		}
		for k := range p.Pairs {
			p.Pairs[k].NameA, p.Pairs[k].NameB = name(p.Pairs[k].A), name(p.Pairs[k].B)
		}
	}
	for i := range x.Agreements {
		x.Agreements[i].NameA, x.Agreements[i].NameB = name(x.Agreements[i].A), name(x.Agreements[i].B)
	}
	return nil
}
