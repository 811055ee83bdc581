package reports

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

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
	A          string   `json:"a"`
	B          string   `json:"b"`
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
	A      string   `json:"a"`
	B      string   `json:"b"`
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
	coded, err := x.correct(c, &q, opt)
	if err != nil {
		return nil, err
	}
	x.Note = fmt.Sprintf("One vote an actor, %s and event or article: %d votes of %d statements; those whose actor or %s is not known are left out.",
		map[bool]string{false: "proposition", true: "actor judged"}[q.Evaluations], len(votes), len(takes), q.By)
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

// words of the two answers.
func (x *Shares) answers() (yes, no string) {
	if x.On == compare.EvaluationDimension {
		return "praise", "blame"
	}
	return "agree", "disagree"
}

// maxAgreements is how many pairs are printed; the table comparisons has them all.
const maxAgreements = 12

// shownAgreements is the pairs with most propositions in common. On a single one agreement
// says no more than the shares do.
func (x *Shares) shownAgreements() []ShareAgreements {
	if x.On != "position" {
		return nil
	}
	shown := slices.DeleteFunc(slices.Clone(x.Agreements), func(a ShareAgreements) bool { return a.Shared < 2 })
	return shown[:min(len(shown), maxAgreements)]
}

// Terminal prints the votes of every proposition, group by group, and how far groups agree.
func (x *Shares) Terminal(w io.Writer, o TerminalOptions) error {
	if o.Width < 40 {
		o.Width = 80
	}
	p := &termPrinter{bufio.NewWriter(w), o}
	yes, no := x.answers()
	p.wrap("", p.style(bold, fmt.Sprintf("%s by %s", capital(string(x.On)), x.By)))
	p.wrap("", x.Note)
	for i := range x.Propositions {
		s := &x.Propositions[i]
		p.text("\n")
		p.wrap("", p.style(bold, s.Text))
		for _, g := range s.Groups {
			p.text("  %s %3d %s  %3d %s  %3.0f %%  (%.0f to %.0f)\n", fit(clean(g.ID), 24), g.Agree, yes, g.Disagree, no, 100*g.Share, 100*g.Low, 100*g.High)
			if k := g.Corrected; k != nil {
				p.text("  %s %s%3.0f %%  (%.0f to %.0f)\n", fit(fmt.Sprintf("  corrected, %d coded", k.Coded), 24), strings.Repeat(" ", len(yes)+len(no)+12), 100*k.Value, 100*k.Low, 100*k.High)
			}
		}
		for _, d := range s.Pairs {
			if d.Differs {
				p.wrap("  ", fmt.Sprintf("%s and %s differ by %.0f points (%.0f to %.0f).", clean(d.A), clean(d.B), 100*math.Abs(d.Difference), 100*min(math.Abs(d.Low), math.Abs(d.High)), 100*max(math.Abs(d.Low), math.Abs(d.High))))
			}
			if k := d.Corrected; k != nil {
				verdict := "which could be chance"
				if k.Differs {
					verdict = "more than chance"
				}
				p.wrap("  ", fmt.Sprintf("%s less %s, corrected: %+.0f points (%+.0f to %+.0f), %s.", clean(d.A), clean(d.B), 100*k.Value, 100*k.Low, 100*k.High, verdict))
			}
		}
	}
	if len(x.Propositions) == 0 {
		p.text("No vote to count.\n")
	}
	if shown := x.shownAgreements(); len(shown) > 0 {
		p.text("\n")
		p.wrap("", p.style(bold, "Agreement: 1 the same on all that both speak of, -1 opposite"))
		for _, a := range shown {
			p.text("  %s %s %+.2f  over %d\n", fit(clean(a.A), 24), fit(clean(a.B), 24), a.Value, a.Shared)
		}
	}
	return p.w.Flush()
}

// Markdown writes the same as tables.
func (x *Shares) Markdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	yes, no := x.answers()
	cell := func(s string) string { return strings.ReplaceAll(clean(s), "|", "\\|") }
	fmt.Fprintf(b, "# %s by %s\n\n%s\n", capital(string(x.On)), x.By, x.Note)
	for _, s := range x.Propositions {
		fmt.Fprintf(b, "\n## %s\n\n| %s | %s | %s | share | 95 %% interval | actors | method | coded |\n|---|---|---|---|---|---|---|---|\n", cell(s.Text), x.By, yes, no)
		for _, g := range s.Groups {
			fmt.Fprintf(b, "| %s | %d | %d | %.2f | %.2f to %.2f | %d | plain | |\n", cell(g.ID), g.Agree, g.Disagree, g.Share, g.Low, g.High, g.Actors)
			if k := g.Corrected; k != nil {
				fmt.Fprintf(b, "| %s | | | %.2f | %.2f to %.2f | | corrected | %d |\n", cell(g.ID), k.Value, k.Low, k.High, k.Coded)
			}
		}
	}
	if shown := x.shownAgreements(); len(shown) > 0 {
		fmt.Fprintf(b, "\n## Agreement\n\n| a | b | agreement | propositions |\n|---|---|---|---|\n")
		for _, a := range shown {
			fmt.Fprintf(b, "| %s | %s | %+.2f | %d |\n", cell(a.A), cell(a.B), a.Value, a.Shared)
		}
	}
	return b.Flush()
}

// CSV writes a row a proposition and group.
func (x *Shares) CSV(w io.Writer) error {
	c := csv.NewWriter(w)
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', 4, 64) }
	rows := [][]string{{"on", "by", "id", "text", "group", "agree", "disagree", "share", "ci_low", "ci_high", "actors", "events_or_articles", "method", "n_coded"}}
	for _, s := range x.Propositions {
		for _, g := range s.Groups {
			rows = append(rows, []string{string(x.On), x.By, s.ID, s.Text, g.ID, strconv.Itoa(g.Agree), strconv.Itoa(g.Disagree),
				number(g.Share), number(g.Low), number(g.High), strconv.Itoa(g.Actors), strconv.Itoa(g.Places), "plain", "0"})
			if k := g.Corrected; k != nil {
				rows = append(rows, []string{string(x.On), x.By, s.ID, s.Text, g.ID, "", "", number(k.Value), number(k.Low), number(k.High), "", "", "corrected", strconv.Itoa(k.Coded)})
			}
		}
	}
	return c.WriteAll(rows)
}

// JSON writes everything as one object.
func (x *Shares) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(x)
}
