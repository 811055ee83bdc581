package table

// Summary is one dimension of one group of statements of depth 0: one row for
// each issue, side, actor, outlet and period that there are statements of. The
// same words count once in mean, sd, median, the interval and the shares;
// mean_all counts every copy. Rows of positions count votes, one an actor,
// proposition and event or article: mean is the share that agrees.
type Summary struct {
	// The issue. NULL: all issues together. Example: peace-talks
	IssueID *string `parquet:"issue_id,optional,dict"`
	// The side. NULL: no side is known. Example: ukraine
	SideID *string `parquet:"side_id,optional,dict"`
	// The actor. NULL: the whole side. Example: volodymyr-zelensky
	ActorID *string `parquet:"actor_id,optional,dict" index:"bloom"`
	// The outlet. NULL: all outlets together. Example: Sample Wire
	Outlet *string `parquet:"outlet,optional,dict"`
	// Day, ISO week, month, quarter or year (UTC), the finest that gives at most 31. NULL: all times together. Example: 2025-02-18
	Period *string `parquet:"period,optional,dict"`
	// What is summed up. Range: sentiment, outlook, certainty, position. Example: outlook
	Dimension string `parquet:"dimension,dict"`
	// Statements in the group of depth 0 that are not hypothetical, a joint one for each of its speakers, abstentions included. Unit: statements. Range: from 0. Example: 42
	NStatements int32 `parquet:"n_statements"`
	// Different quote_group_ids among them. Unit: groups. Range: from 0. Example: 37
	NQuoteGroups int32 `parquet:"n_quote_groups"`
	// Articles that they stand in. Unit: articles. Range: from 0. Example: 9
	NArticles int32 `parquet:"n_articles"`
	// Mean score. Unit: score. Range: that of the dimension. NULL: every statement abstains. Example: -0.35
	Mean *float64 `parquet:"mean,optional"`
	// Standard deviation of the scores. Unit: score. Range: from 0. NULL: fewer than two scores. Example: 0.41
	SD *float64 `parquet:"sd,optional"`
	// Median score. Unit: score. Range: that of the dimension. NULL: every statement abstains. Example: -0.4
	Median *float64 `parquet:"median,optional"`
	// Lower end of the 95 % interval of the mean. Unit: score. Range: that of the dimension.
	// NULL: fewer than five articles with a score. Example: -0.51
	CILow *float64 `parquet:"ci_low,optional"`
	// Upper end of the 95 % interval of the mean. Unit: score. Range: that of the dimension.
	// NULL: fewer than five articles with a score. Example: -0.19
	CIHigh *float64 `parquet:"ci_high,optional"`
	// Scores labelled positive, favor, optimistic, or a certainty above 2/3. Unit: share of scores. Range: 0 to 1. NULL: every statement abstains. Example: 0.2
	SharePositive *float64 `parquet:"share_positive,optional"`
	// Scores labelled negative, against, skeptical, or a certainty below 1/3. Unit: share of scores. Range: 0 to 1. NULL: every statement abstains. Example: 0.6
	ShareNegative *float64 `parquet:"share_negative,optional"`
	// Scores that are neither. Unit: share of scores. Range: 0 to 1. NULL: every statement abstains. Example: 0.2
	ShareNeutral *float64 `parquet:"share_neutral,optional"`
	// Statements without a score. Unit: share of statements. Range: 0 to 1. NULL: no statements. Example: 0.1
	ShareAbstained *float64 `parquet:"share_abstained,optional"`
	// The most frequent frame. NULL: no statement has one. Example: obstacle
	TopFrame *string `parquet:"top_frame,optional,dict"`
	// Groups of the same words with a score, what mean is the mean of. Unit: groups. Range: from 0. Example: 33
	NScored int32 `parquet:"n_scored"`
	// Mean over every copy. Unit: score. Range: that of the dimension. NULL: every statement abstains. Example: -0.31
	MeanAll *float64 `parquet:"mean_all,optional"`
	// What the side is called. NULL: no side is known, or it has no name. Example: Ukraine
	SideName *string `parquet:"side_name,optional,dict"`
	// The proposition. NULL: the dimension is another. Example: sanctions
	PropositionID *string `parquet:"proposition_id,optional,dict"`
	// The event that it is within. NULL: all events together. Example: e-60303ae22b998861
	EventID *string `parquet:"event_id,optional,dict"`
	// As in comparisons. Range: plain, corrected. Example: plain
	Method string `parquet:"method,dict"`
	// Coded statements that the correction rests on. Unit: statements. Range: from 0. Example: 0
	NCoded int32 `parquet:"n_coded"`
}

// Comparison is side A against side B on one issue and dimension: one row a
// pair over all times, and one a pair and period for the twelve sides of an issue
// with the most statements. A pair has a row where both have three scored statements, in a
// single period where they have enough for a verdict; `readout compare` tells of any. n_a and n_b count the same words once, statements_a
// and statements_b every copy. Rows of positions are of votes, one an actor,
// proposition and event or article: mean_a and mean_b are the shares that agree.
// Where they name no proposition they tell how far two sides agree over all.
type Comparison struct {
	// The issue. NULL: all issues together. Example: peace-talks
	IssueID *string `parquet:"issue_id,optional,dict"`
	// What is compared. Range: sentiment, outlook, certainty, position. Example: outlook
	Dimension string `parquet:"dimension,dict"`
	// Day, ISO week, month, quarter or year (UTC), the finest that gives at most 31. NULL: all times together. Example: 2025-02
	Period *string `parquet:"period,optional,dict"`
	// One side. Example: russia
	SideA string `parquet:"side_a,dict"`
	// The other side. Example: ukraine
	SideB string `parquet:"side_b,dict"`
	// Mean score of side A. Unit: score. Range: that of the dimension. NULL: no scores. Example: 0.5
	MeanA *float64 `parquet:"mean_a,optional"`
	// Mean score of side B. Unit: score. Range: that of the dimension. NULL: no scores. Example: -0.4
	MeanB *float64 `parquet:"mean_b,optional"`
	// mean_a less mean_b. Unit: score. Range: -2 to 2. NULL: a side has no scores. Example: 0.9
	Difference *float64 `parquet:"difference,optional"`
	// Lower end of the 95 % interval of the difference. Unit: score. Range: -2 to 2. NULL: too few statements. Example: 0.6
	CILow *float64 `parquet:"ci_low,optional"`
	// Upper end of the 95 % interval of the difference. Unit: score. Range: -2 to 2. NULL: too few statements. Example: 1.2
	CIHigh *float64 `parquet:"ci_high,optional"`
	// How the interval was made. NULL: there is none. Example: bootstrap of articles, expanded percentiles
	CIMethod *string `parquet:"ci_method,optional,dict"`
	// Cliff's delta: how often a statement of A scores above one of B less how often below. Unit: share of pairs.
	// Range: -1 to 1. NULL: a side has no scores. Example: 0.41
	EffectSize *float64 `parquet:"effect_size,optional"`
	// Chance of such a difference if there were none. Unit: probability. Range: 0 to 1. NULL: too few statements. Example: 0.01
	PValue *float64 `parquet:"p_value,optional"`
	// p_value corrected for the number of comparisons of the dimension (Benjamini and Hochberg), those of single periods
	// among themselves. Unit: probability. Range: 0 to 1.
	// NULL: too few statements. Example: 0.04
	PAdjusted *float64 `parquet:"p_adjusted,optional"`
	// Groups of the same words of side A with a score. Unit: groups. Range: from 0. Example: 18
	NA int32 `parquet:"n_a"`
	// Groups of the same words of side B with a score. Unit: groups. Range: from 0. Example: 12
	NB int32 `parquet:"n_b"`
	// Articles that those of side A stand in. Unit: articles. Range: from 0. Example: 6
	ArticlesA int32 `parquet:"articles_a"`
	// Articles that those of side B stand in. Unit: articles. Range: from 0. Example: 5
	ArticlesB int32 `parquet:"articles_b"`
	// Whether each side has 10 scores from 6 articles: below that no test can tell a difference from noise.
	// Range: true, false. Example: true
	Sufficient bool `parquet:"sufficient"`
	// The statement that stands best for side A. NULL: none. Example: s-9f86d081884c7d65
	ExemplarA *string `parquet:"exemplar_a,optional"`
	// The statement that stands best for side B. NULL: none. Example: s-2c26b46b68ffc68f
	ExemplarB *string `parquet:"exemplar_b,optional"`
	// Statements of side A, every copy. Unit: statements. Range: from 0. Example: 21
	StatementsA int32 `parquet:"statements_a"`
	// Statements of side B, every copy. Unit: statements. Range: from 0. Example: 14
	StatementsB int32 `parquet:"statements_b"`
	// difference with every copy counted. Unit: score. Range: -2 to 2. NULL: a side has no scores. Example: 0.85
	DifferenceAll *float64 `parquet:"difference_all,optional"`
	// Groups of both sides without a score. Unit: share of groups. Range: 0 to 1. Example: 0.2
	ShareAbstained float64 `parquet:"share_abstained"`
	// How alike the means of both are, issue by issue, each weighted by the smaller number of statements: 1 the same,
	// 0 at opposite ends. Of positions: co-agreement less conflict, the mean over the propositions that both have votes
	// on of the chance that two votes are the same less that they differ. Unit: share of the scale. Range: 0 to 1; of
	// positions -1 to 1. NULL: the row is of one issue, proposition or period, or none has both. Example: 0.83
	Agreement *float64 `parquet:"agreement,optional"`
	// Lower end of its 95 % interval. Unit: share of the scale. Range: 0 to 1.
	// NULL: as agreement, or fewer than five articles. Example: 0.7
	AgreementLow *float64 `parquet:"agreement_low,optional"`
	// Upper end of its 95 % interval. Unit: share of the scale. Range: 0 to 1.
	// NULL: as agreement, or fewer than five articles. Example: 0.95
	AgreementHigh *float64 `parquet:"agreement_high,optional"`
	// Issues, or propositions, that agreement is over. Unit: issues. Range: from 0. Example: 9
	SharedIssues int32 `parquet:"shared_issues"`
	// The proposition. NULL: the dimension is another, or all propositions together. Example: sanctions
	PropositionID *string `parquet:"proposition_id,optional,dict"`
	// The event that it is within. NULL: all events together. Example: e-60303ae22b998861
	EventID *string `parquet:"event_id,optional,dict"`
	// Whether the figures are as measured, with what was coded in its place, or of all statements corrected by the codings of a
	// draw. Corrected rows stand beside the plain ones where enough was coded. Range: plain, corrected. NULL: the row is of
	// agreement over propositions. Example: plain
	Method *string `parquet:"method,optional,dict"`
	// Coded statements of both sides that the correction rests on. Unit: statements. Range: from 0. Example: 0
	NCoded int32 `parquet:"n_coded"`
}

// Polarization is how divided the statements on one issue and dimension are, and
// whether along the lines of the sides: one row an issue over all times, and one
// an issue and period. Statements whose side is not known are left out. Intervals
// are jackknife intervals that leave out an article at a time.
type Polarization struct {
	// The issue. NULL: all issues together. Example: peace-talks
	IssueID *string `parquet:"issue_id,optional,dict"`
	// What is measured. Range: sentiment, outlook, certainty, position. Example: position
	Dimension string `parquet:"dimension,dict"`
	// Day, ISO week, month, quarter or year (UTC), the finest that gives at most 31. NULL: all times together. Example: 2025-02
	Period *string `parquet:"period,optional,dict"`
	// Sides with a score. Unit: sides. Range: from 0. Example: 4
	NSides int32 `parquet:"n_sides"`
	// Groups of the same words with a score, once for each of their sides. Unit: groups. Range: from 0. Example: 61
	NScored int32 `parquet:"n_scored"`
	// Articles that they are from. Unit: articles. Range: from 0. Example: 17
	NArticles int32 `parquet:"n_articles"`
	// Share of the variance of the scores that lies between the sides (correlation ratio, corrected for chance): 0 where
	// the side tells nothing of the score, 1 where it tells all. Unit: share. Range: 0 to 1.
	// NULL: fewer than two sides, or all scores are the same. Example: 0.24
	BetweenShare *float64 `parquet:"between_share,optional"`
	// Lower end of its 95 % interval. Unit: share. Range: 0 to 1. NULL: as between_share, or fewer than five articles. Example: 0.08
	BetweenLow *float64 `parquet:"between_low,optional"`
	// Upper end of its 95 % interval. Unit: share. Range: 0 to 1. NULL: as between_share, or fewer than five articles. Example: 0.4
	BetweenHigh *float64 `parquet:"between_high,optional"`
	// How far the sides stand apart, weighted by how much each says (Esteban and Ray 1994, alpha 1, corrected for chance):
	// 0 at one place, 1 for two halves at opposite ends. Unit: share of the most possible. Range: 0 to 1.
	// NULL: fewer than two sides. Example: 0.18
	Distance *float64 `parquet:"distance,optional"`
	// Lower end of its 95 % interval. Unit: share of the most possible. Range: 0 to 1. NULL: as distance, or fewer than five articles. Example: 0.06
	DistanceLow *float64 `parquet:"distance_low,optional"`
	// Upper end of its 95 % interval. Unit: share of the most possible. Range: 0 to 1. NULL: as distance, or fewer than five articles. Example: 0.3
	DistanceHigh *float64 `parquet:"distance_high,optional"`
	// Agreement A of the labels, whoever made them (van der Eijk 2001): 1 one label, 0 three equally frequent labels, -1 half
	// at either end. Unit: agreement. Range: -1 to 1. NULL: no scores. Example: 0.31
	Consensus *float64 `parquet:"consensus,optional"`
	// Lower end of its 95 % interval. Unit: agreement. Range: -1 to 1. NULL: as consensus, or fewer than five articles. Example: 0.1
	ConsensusLow *float64 `parquet:"consensus_low,optional"`
	// Upper end of its 95 % interval. Unit: agreement. Range: -1 to 1. NULL: as consensus, or fewer than five articles. Example: 0.52
	ConsensusHigh *float64 `parquet:"consensus_high,optional"`
	// Whether at least two sides have 10 scores from 6 articles. Range: true, false. Example: true
	Sufficient bool `parquet:"sufficient"`
	// The proposition. NULL: the dimension is another, or all propositions together. Example: sanctions
	PropositionID *string `parquet:"proposition_id,optional,dict"`
	// The event that it is within. NULL: all events together. Example: e-60303ae22b998861
	EventID *string `parquet:"event_id,optional,dict"`
}
