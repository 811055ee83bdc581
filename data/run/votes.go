package run

import (
	"errors"
	"io/fs"
	"strings"
	"time"

	"readout/analysis/compare"
	"readout/data/table"
)

// TakeOptions says which positions are counted. The tables summary, comparisons and
// polarization are made with Sampled and nothing else.
type TakeOptions struct {
	Sampled     bool                // of the articles that figures are made of alone, see Corpus.Sample
	Period      compare.Granularity // "" for the finest that gives at most 31 periods
	Nested      bool                // also what a speaker says that others said (depth above 0)
	Proposition string              // "" for all
	Event       string              // "" for all
	From, To    time.Time           // first and last day, zero for any; what has no date is on none
	// Evaluations asks for praise and blame in place of positions: a take's
	// Proposition is then the id of who is praised or blamed, else the name.
	Evaluations bool
	Of          string // with Evaluations, the one actor who is praised or blamed; "" for all
}

// taken is the part of a row of positions or evaluations that is counted.
type taken struct {
	StatementID   string     `parquet:"statement_id,dict"`
	ArticleID     string     `parquet:"article_id,dict"`
	ActorID       *string    `parquet:"actor_id,optional,dict"`
	SideID        *string    `parquet:"side_id,optional,dict"`
	Party         *string    `parquet:"party,optional,dict"`
	PropositionID *string    `parquet:"proposition_id,optional,dict"`
	OfActorID     *string    `parquet:"of_actor_id,optional,dict"`
	OfName        *string    `parquet:"of_name,optional,dict"`
	Position      *string    `parquet:"position,optional,dict"`
	Evaluation    *string    `parquet:"evaluation,optional,dict"`
	Probability   float64    `parquet:"probability"`
	PublishedAt   *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	Outlet        *string    `parquet:"outlet,optional,dict"`
	Depth         int32      `parquet:"depth"`
}

// Takes reads what the tables of a corpus have to vote with: every position, or
// evaluation, of the article's own statements, once for each speaker. What stands in
// a copied article counts as the original's.
func Takes(c *Corpus, opt TakeOptions) ([]compare.Take, compare.Granularity, error) {
	original, err := originals(c)
	if err != nil {
		return nil, "", err
	}
	names := interner{}
	events, err := eventsOf(c, names)
	if err != nil {
		return nil, "", err
	}
	name := "positions"
	if opt.Evaluations {
		name = "evaluations"
	}
	var want func(articleID string) bool
	if opt.Sampled {
		want = c.Sample()
	}
	var takes []compare.Take
	var times []time.Time
	at := map[string][]int{} // takes by statement
	if err := EachOf(c, name, want, func(r *taken) error {
		if r.Depth > 0 && !opt.Nested {
			return nil
		}
		t := r.take(names)
		if opt.Proposition != "" && t.Proposition != opt.Proposition || opt.Of != "" && t.Proposition != opt.Of {
			return nil
		}
		if first, ok := original[t.Article]; ok {
			t.Article = first
		}
		if t.Event = events[t.Article]; opt.Event != "" && t.Event != opt.Event {
			return nil
		}
		moment := time.Time{}
		if r.PublishedAt != nil {
			moment = *r.PublishedAt
		}
		if !opt.From.IsZero() && moment.Before(opt.From) || !opt.To.IsZero() && (moment.IsZero() || !moment.Before(opt.To.AddDate(0, 0, 1))) {
			return nil
		}
		at[t.Statement] = append(at[t.Statement], len(takes))
		takes, times = append(takes, t), append(times, moment)
		return nil
	}); err != nil {
		return nil, "", err
	}
	if takes, times, err = jointTakes(c, want, takes, times, at, names); err != nil {
		return nil, "", err
	}
	period := opt.Period
	if period == "" {
		period = fitPeriod(times)
	}
	for i := range takes {
		takes[i].Period = names.of(period.Name(times[i]))
	}
	return takes, period, nil
}

func (r *taken) take(names interner) compare.Take {
	t := compare.Take{
		Statement: strings.Clone(r.StatementID), Article: names.of(r.ArticleID), Actor: names.of(text(r.ActorID)),
		Side: names.of(text(r.SideID)), Party: names.of(text(r.Party)), Outlet: names.of(text(r.Outlet)), Probability: r.Probability,
	}
	switch {
	case r.PropositionID != nil:
		t.Proposition, t.Agrees = names.of(*r.PropositionID), text(r.Position) == "agree"
	case r.OfActorID != nil:
		t.Proposition, t.Agrees = names.of(*r.OfActorID), text(r.Evaluation) == "positive"
	default:
		t.Proposition, t.Agrees = names.of(text(r.OfName)), text(r.Evaluation) == "positive"
	}
	return t
}

// eventsOf maps every article to its event, as the newest run has it.
func eventsOf(c *Corpus, names interner) (map[string]string, error) {
	events := map[string]string{}
	if len(c.Runs) == 0 {
		return events, nil
	}
	last := &c.Runs[len(c.Runs)-1]
	for _, path := range last.parts("event_articles") {
		if err := table.Each(path, func(r *table.EventArticle) error {
			events[strings.Clone(r.ArticleID)] = names.of(r.EventID)
			return nil
		}); err != nil && !errors.Is(err, fs.ErrNotExist) { // a run without events
			return nil, err
		}
	}
	return events, nil
}

// jointTakes adds a take for every further speaker of a joint statement, on that speaker's own side; so is the
// first where the speakers are of several sides.
func jointTakes(c *Corpus, want func(articleID string) bool, takes []compare.Take, times []time.Time, at map[string][]int, names interner) ([]compare.Take, []time.Time, error) {
	type speakers struct {
		StatementID string   `parquet:"statement_id"`
		ArticleID   string   `parquet:"article_id,dict"`
		SpeakerIDs  []string `parquet:"speaker_ids,list"`
	}
	var added []int // whose side is the actor's own
	actors := map[string]*table.Actor{}
	if err := EachOf(c, "statements", want, func(s *speakers) error {
		if len(s.SpeakerIDs) < 2 {
			return nil
		}
		for _, k := range at[s.StatementID] {
			if takes[k].Side == "" { // the first of several sides
				actors[takes[k].Actor] = nil
				added = append(added, k)
			}
			for _, id := range s.SpeakerIDs {
				if id == takes[k].Actor {
					continue
				}
				t := takes[k]
				t.Actor, t.Side, t.Party = names.of(id), "", ""
				actors[t.Actor] = nil
				added = append(added, len(takes))
				takes, times = append(takes, t), append(times, times[k])
			}
		}
		return nil
	}); err != nil {
		return nil, nil, err
	}
	if err := c.FindActors(actors); err != nil {
		return nil, nil, err
	}
	for _, k := range added {
		if a := actors[takes[k].Actor]; a != nil {
			takes[k].Side = text(a.SideID)
		}
	}
	return takes, times, nil
}

// voteRows gives the rows of positions that summary, comparisons and polarization have.
func voteRows(c *Corpus, cfg compare.Config) (summaries []table.Summary, comparisons []table.Comparison, polarization []table.Polarization, err error) {
	takes, _, err := Takes(c, TakeOptions{Sampled: true})
	if err != nil {
		return nil, nil, nil, err
	}
	votes := compare.Votes(takes, compare.BySide)
	for _, s := range compare.Shares(votes) {
		row := shareRow(&s)
		row.SideID = name(s.Group)
		summaries = append(summaries, row)
	}
	for _, by := range []struct {
		by  compare.By
		set func(*table.Summary, string)
	}{
		{compare.ByActor, func(r *table.Summary, id string) { r.ActorID = name(id) }},
		{compare.ByOutlet, func(r *table.Summary, id string) { r.Outlet = name(id) }},
		{compare.ByPeriod, func(r *table.Summary, id string) { r.Period = name(id) }},
	} {
		for _, s := range compare.Shares(compare.Votes(takes, by.by)) {
			row := shareRow(&s)
			by.set(&row, s.Group)
			summaries = append(summaries, row)
		}
	}
	for _, a := range compare.VoteAgreements(votes) {
		comparisons = append(comparisons, table.Comparison{
			Dimension: string(compare.PositionDimension), SideA: a.A, SideB: a.B,
			Agreement: figure(a.Value), AgreementLow: figure(a.Low), AgreementHigh: figure(a.High), SharedIssues: int32(a.Shared),
		})
	}
	for _, d := range compare.ShareDifferences(votes, cfg) {
		comparisons = append(comparisons, differenceRow(&d))
	}
	for _, p := range compare.VotePolarizations(votes, cfg) {
		row := polarizationRow(p)
		row.IssueID, row.PropositionID = nil, name(p.Issue)
		polarization = append(polarization, row)
	}
	return summaries, comparisons, polarization, nil
}

func shareRow(s *compare.Share) table.Summary {
	n := int32(s.Agree + s.Disagree)
	disagree, none := 1-s.Value, 0.0
	return table.Summary{
		Dimension: string(compare.PositionDimension), PropositionID: name(s.Proposition), NStatements: n, NQuoteGroups: n, NArticles: int32(s.Clusters),
		Mean: figure(s.Value), MeanAll: figure(s.Value), CILow: figure(s.Low), CIHigh: figure(s.High),
		SharePositive: figure(s.Value), ShareNegative: &disagree, ShareNeutral: &none, ShareAbstained: &none, NScored: n, Method: plainMethod,
	}
}

// plainMethod is the value of the column method for figures as measured.
const plainMethod = "plain"

func differenceRow(d *compare.ShareDifference) table.Comparison {
	row := table.Comparison{
		Dimension: string(compare.PositionDimension), PropositionID: name(d.Proposition), SideA: d.A.Group, SideB: d.B.Group,
		MeanA: figure(d.A.Value), MeanB: figure(d.B.Value), Difference: figure(d.Value), DifferenceAll: figure(d.Value),
		CILow: figure(d.Low), CIHigh: figure(d.High), CIMethod: name(compare.VoteIntervalMethod), EffectSize: figure(d.Value),
		PValue: figure(d.P), PAdjusted: figure(d.PAdjusted),
		NA: int32(d.A.Agree + d.A.Disagree), NB: int32(d.B.Agree + d.B.Disagree),
		ArticlesA: int32(d.A.Clusters), ArticlesB: int32(d.B.Clusters), Sufficient: d.Sufficient, Method: name(plainMethod),
		ExemplarA: name(exemplar(&d.A, d.Value > 0)), ExemplarB: name(exemplar(&d.B, d.Value <= 0)),
	}
	row.StatementsA, row.StatementsB = row.NA, row.NB
	return row
}

// exemplar is the statement that shows where a group stands against the other.
func exemplar(s *compare.Share, agreeing bool) string {
	if agreeing && s.Agreeing != "" || s.Disagreeing == "" {
		return s.Agreeing
	}
	return s.Disagreeing
}
