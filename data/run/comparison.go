package run

import (
	"errors"
	"math"
	"slices"
	"time"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/table"
)

// ObservationOptions says which statements are compared and how time is cut. The
// zero value is what summary.parquet and comparisons.parquet are made with.
type ObservationOptions struct {
	Period compare.Granularity // "" for the finest that gives at most 31 periods
	Nested bool                // also what a speaker says that others said (depth above 0)
}

// WriteComparisons writes the tables summary, comparisons and polarization of a sealed run.
// They are of the whole folder: what earlier runs published and this one together.
// Stance is an attitude toward a target as worded and averages over none: of what
// sides are for, the shares of positions tell, one vote an actor, proposition and
// event or article.
func WriteComparisons(r *Run, cfg compare.Config) error {
	c, err := r.Corpus()
	if err != nil {
		return err
	}
	obs, _, err := Observations(c, ObservationOptions{})
	if err != nil {
		return err
	}
	shares, differences, divisions, err := voteRows(c, cfg)
	if err != nil {
		return err
	}
	correctedShares, correctedDifferences, err := correctedRows(c)
	if err != nil {
		return err
	}
	shares, differences = append(shares, correctedShares...), append(differences, correctedDifferences...)
	cfg.Without, cfg.Telling = analysis.Stance, true
	summaries := newWriter[table.Summary](r.dir, "summary", r.Meta(), table.Coarse)
	if err := summaries.open(); err != nil {
		return err
	}
	write := func(row table.Summary) error {
		if row.SideID != nil {
			row.SideName = name(r.cfg.Sides[*row.SideID])
		}
		return summaries.write(row)
	}
	err = compare.EachSummary(obs, cfg, func(s *compare.Summary) error {
		return write(SummaryRow(*s))
	})
	for i := range shares {
		err = errors.Join(err, write(shares[i]))
	}
	if err := errors.Join(err, summaries.close()); err != nil {
		return err
	}
	comparisons := newWriter[table.Comparison](r.dir, "comparisons", r.Meta(), table.Coarse)
	if err := comparisons.open(); err != nil {
		return err
	}
	for _, c := range compare.Comparisons(obs, compare.BySide, cfg) {
		if err = comparisons.write(ComparisonRow(c)); err != nil {
			break
		}
	}
	if err := errors.Join(err, comparisons.write(differences...), comparisons.close()); err != nil {
		return err
	}
	var rows []table.Polarization
	for _, p := range compare.Polarizations(obs, cfg) {
		rows = append(rows, polarizationRow(p))
	}
	return WriteTable(r, "polarization", append(rows, divisions...))
}

// Observations reads what the tables of a corpus have to compare: every
// statement that is the article's own (depth 0) and that somebody is said to
// have made (not "if Moscow says"), once for each of its speakers. Statements of
// a copied article count as the original's.
func Observations(c *Corpus, opt ObservationOptions) ([]compare.Observation, compare.Granularity, error) {
	original, err := originals(c)
	if err != nil {
		return nil, "", err
	}
	obs := make([]compare.Observation, 0, c.sampled())
	times := make([]time.Time, 0, cap(obs))
	var joint []int32 // observations whose side is that of their actor
	names := interner{}
	err = EachOf(c, "statements", c.Sample(), func(s *observed) error {
		if s.Depth > 0 && !opt.Nested || s.ReportPolarity == string(analysis.Hypothetical) {
			return nil
		}
		o := s.observation(names)
		if first, ok := original[o.Article]; ok {
			o.Article = first
		}
		at := time.Time{}
		if s.PublishedAt != nil {
			at = *s.PublishedAt
		}
		if len(s.SpeakerIDs) > 1 && o.Side == "" { // a joint statement of several sides
			joint = append(joint, int32(len(obs)))
		}
		obs, times = append(obs, o), append(times, at)
		for _, id := range s.SpeakerIDs {
			if id == o.Actor {
				continue
			}
			other := o
			other.Actor = names.of(id)
			joint = append(joint, int32(len(obs)))
			obs, times = append(obs, other), append(times, at)
		}
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	if err := jointSides(c, obs, joint); err != nil {
		return nil, "", err
	}
	period := opt.Period
	if period == "" {
		period = fitPeriod(times)
	}
	for i := range obs {
		obs[i].Period = names.of(period.Name(times[i]))
	}
	return obs, period, nil
}

// interner keeps one copy of each name.
type interner map[string]string

func (in interner) of(s string) string {
	if have, ok := in[s]; ok {
		return have
	}
	in[s] = s
	return s
}

// jointSides fills in the sides of the listed observations.
func jointSides(c *Corpus, obs []compare.Observation, joint []int32) error {
	actors := make(map[string]*table.Actor, len(joint))
	for _, i := range joint {
		actors[obs[i].Actor] = nil
	}
	if err := c.FindActors(actors); err != nil {
		return err
	}
	for _, i := range joint {
		obs[i].Side = ""
		if a := actors[obs[i].Actor]; a != nil {
			obs[i].Side = text(a.SideID)
		}
	}
	return nil
}

// fitPeriod looks at the bulk of the times: one article with a wrong year must
// not turn days into years.
func fitPeriod(times []time.Time) compare.Granularity {
	known := slices.DeleteFunc(slices.Clone(times), time.Time.IsZero)
	if len(known) == 0 {
		return compare.Day
	}
	slices.SortFunc(known, time.Time.Compare)
	cut := len(known) / 50
	return compare.FitGranularity(known[cut], known[len(known)-1-cut])
}

// observed is the part of a statements row that is compared.
type observed struct {
	StatementID           string     `parquet:"statement_id"`
	ArticleID             string     `parquet:"article_id,dict"`
	QuoteGroupID          string     `parquet:"quote_group_id"`
	ContentStart          int32      `parquet:"content_start"`
	ContentEnd            int32      `parquet:"content_end"`
	QuotedFraction        float64    `parquet:"quoted_fraction"`
	IsFloating            bool       `parquet:"is_floating"`
	ReportPolarity        string     `parquet:"report_polarity,dict"`
	AttributionConfidence float64    `parquet:"attribution_confidence"`
	ActorID               *string    `parquet:"actor_id,optional,dict"`
	SideID                *string    `parquet:"side_id,optional,dict"`
	SpeakerIDs            []string   `parquet:"speaker_ids,list"`
	Depth                 int32      `parquet:"depth"`
	IssueID               *string    `parquet:"issue_id,optional,dict"`
	Sentiment             *float64   `parquet:"sentiment,optional"`
	Stance                *float64   `parquet:"stance,optional"`
	Outlook               *float64   `parquet:"outlook,optional"`
	Certainty             *float64   `parquet:"certainty,optional"`
	SentimentLabel        *string    `parquet:"sentiment_label,optional,dict"`
	StanceLabel           *string    `parquet:"stance_label,optional,dict"`
	OutlookLabel          *string    `parquet:"outlook_label,optional,dict"`
	Frame                 *string    `parquet:"frame,optional,dict"`
	PublishedAt           *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	Outlet                *string    `parquet:"outlet,optional,dict"`
}

func (s *observed) observation(names interner) compare.Observation {
	o := compare.Observation{
		Statement: s.StatementID, Article: names.of(s.ArticleID), Group: s.QuoteGroupID,
		Issue: names.of(text(s.IssueID)), Side: names.of(text(s.SideID)), Actor: names.of(text(s.ActorID)), Outlet: names.of(text(s.Outlet)),
		Frame: names.of(text(s.Frame)), Confidence: s.AttributionConfidence, Quoted: s.QuotedFraction,
		Length: int(s.ContentEnd - s.ContentStart), Floating: s.IsFloating,
	}
	for i, x := range [len(compare.Dimensions)]*float64{s.Outlook, s.Stance, s.Sentiment, s.Certainty} { // the order of Dimensions
		o.Scores[i] = score(x)
	}
	o.Signs = s.signs()
	return o
}

// signs says what the labels of the scores stand for, in the order of
// compare.Dimensions. Certainty has no label: above two thirds is plain, below
// one third hedged.
func (s *observed) signs() (signs [len(compare.Dimensions)]int8) {
	for i, dim := range compare.Dimensions {
		switch dim {
		case analysis.Outlook:
			signs[i] = labelSign(s.OutlookLabel, "optimistic", "skeptical")
		case analysis.Stance:
			signs[i] = labelSign(s.StanceLabel, "favor", "against")
		case analysis.Sentiment:
			signs[i] = labelSign(s.SentimentLabel, "positive", "negative")
		case analysis.Certainty:
			if c := score(s.Certainty); c > 2.0/3 {
				signs[i] = 1
			} else if c < 1.0/3 {
				signs[i] = -1
			}
		}
	}
	return signs
}

func labelSign(label *string, positive, negative string) int8 {
	switch text(label) {
	case positive:
		return 1
	case negative:
		return -1
	}
	return 0
}

// originals maps every article of the sample that is a copy to the first of its kind.
func originals(c *Corpus) (map[string]string, error) {
	type row struct {
		ArticleID   string  `parquet:"article_id"`
		DuplicateOf *string `parquet:"duplicate_of,optional,dict"`
	}
	of, names := map[string]string{}, interner{}
	if err := EachOf(c, "articles", c.Sample(), func(r *row) error {
		if r.DuplicateOf != nil {
			of[r.ArticleID] = names.of(*r.DuplicateOf)
		}
		return nil
	}); err != nil || len(of) == 0 {
		return of, err
	}
	// An original that was changed later may be a copy itself by now.
	for range len(c.Runs) - 1 { // each hop needs a later run
		next := map[string]string{}
		if err := Each(c, "articles", func(r *row) error {
			if first, ok := names[r.ArticleID]; ok && r.DuplicateOf != nil {
				next[first] = names.of(*r.DuplicateOf)
			}
			return nil
		}); err != nil {
			return nil, err
		}
		if len(next) == 0 {
			break
		}
		for id, first := range of {
			if further, ok := next[first]; ok {
				of[id] = further
			}
		}
	}
	return of, nil
}

// SummaryRow is a summary as it stands in its table, without the side's name.
func SummaryRow(s compare.Summary) table.Summary {
	return table.Summary{
		IssueID: name(s.Issue), SideID: name(s.Side), ActorID: name(s.Actor),
		Outlet: name(s.Outlet), Period: name(s.Period), Dimension: string(s.Dimension),
		NStatements: int32(s.Statements), NQuoteGroups: int32(s.Groups), NArticles: int32(s.Articles),
		NScored: int32(s.Scored), Mean: figure(s.Mean), MeanAll: figure(s.MeanAll), SD: figure(s.SD),
		Median: figure(s.Median), CILow: figure(s.Low), CIHigh: figure(s.High),
		SharePositive: figure(s.Positive), ShareNegative: figure(s.Negative),
		ShareNeutral: figure(s.Neutral), ShareAbstained: figure(s.Abstained), TopFrame: name(s.TopFrame), Method: plainMethod,
	}
}

// ComparisonRow is a comparison as it stands in its table.
func ComparisonRow(c compare.Comparison) table.Comparison {
	row := table.Comparison{
		IssueID: name(c.Issue), Dimension: string(c.Dimension), Period: name(c.Period),
		SideA: c.A, SideB: c.B, MeanA: figure(c.MeanA), MeanB: figure(c.MeanB),
		Difference: figure(c.Difference), CILow: figure(c.Low), CIHigh: figure(c.High),
		EffectSize: figure(c.Effect), PValue: figure(c.P), PAdjusted: figure(c.PAdjusted),
		NA: int32(c.NA), NB: int32(c.NB), ArticlesA: int32(c.ArticlesA), ArticlesB: int32(c.ArticlesB),
		Sufficient: c.Sufficient, ExemplarA: name(c.ExemplarA), ExemplarB: name(c.ExemplarB),
		StatementsA: int32(c.StatementsA), StatementsB: int32(c.StatementsB),
		DifferenceAll: figure(c.MeanAllA - c.MeanAllB), ShareAbstained: c.Abstained,
		Agreement: figure(c.Agreement.Value), AgreementLow: figure(c.Agreement.Low), AgreementHigh: figure(c.Agreement.High),
		SharedIssues: int32(c.Shared), Method: name(plainMethod),
	}
	switch {
	case row.CILow == nil:
	case c.Many:
		row.CIMethod = name(compare.ManyMethod)
	default:
		row.CIMethod = name(compare.IntervalMethod)
	}
	return row
}

func polarizationRow(p compare.Polarization) table.Polarization {
	return table.Polarization{
		IssueID: name(p.Issue), Dimension: string(p.Dimension), Period: name(p.Period),
		NSides: int32(p.Sides), NScored: int32(p.Scored), NArticles: int32(p.Articles),
		BetweenShare: figure(p.Between.Value), BetweenLow: figure(p.Between.Low), BetweenHigh: figure(p.Between.High),
		Distance: figure(p.Distance.Value), DistanceLow: figure(p.Distance.Low), DistanceHigh: figure(p.Distance.High),
		Consensus: figure(p.Consensus.Value), ConsensusLow: figure(p.Consensus.Low), ConsensusHigh: figure(p.Consensus.High),
		Sufficient: p.Sufficient,
	}
}

func name(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func figure(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	return &x
}

func score(x *float64) float64 {
	if x == nil {
		return math.NaN()
	}
	return *x
}
