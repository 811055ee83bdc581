// Package table is the contract with notebooks and DuckDB: one struct a Parquet
// table, in both directions. What is not known is NULL, which is a nil pointer
// here, because parquet-go's optional turns the zero value of a plain field into
// NULL and 0.0 is a score.
package table

import "time"

// SchemaVersion is the version of all tables together: major.minor. A new
// column raises the minor, anything else the major.
const SchemaVersion = "1.0"

// Article is one article as it was read.
type Article struct {
	ArticleID     string     `parquet:"article_id" index:"bloom"`
	VersionID     string     `parquet:"version_id" index:"bloom"`
	Path          string     `parquet:"path,dict"`
	RecordNo      *int32     `parquet:"record_no,optional"`
	URL           *string    `parquet:"url,optional" index:"bloom"`
	Title         *string    `parquet:"title,optional,dict"`
	Outlet        *string    `parquet:"outlet,optional,dict"`
	Author        *string    `parquet:"author,optional,dict"`
	PublishedAt   *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	Language      *string    `parquet:"language,optional,dict"`
	Text          string     `parquet:"text" index:"long"`
	NChars        int32      `parquet:"n_chars"`
	NSentences    int32      `parquet:"n_sentences"`
	NStatements   int32      `parquet:"n_statements"`
	NUnattributed int32      `parquet:"n_unattributed"`
	DuplicateOf   *string    `parquet:"duplicate_of,optional,dict"`
	Warnings      []string   `parquet:"warnings,list"`
	TextSketch    []byte     `parquet:"text_sketch" index:"long"`
}

// Statement is one attributed content with everything that is known of it.
type Statement struct {
	StatementID  string `parquet:"statement_id" json:"statement_id" index:"bloom"`
	ArticleID    string `parquet:"article_id,dict" index:"bloom" json:"article_id"`
	VersionID    string `parquet:"version_id,dict" json:"version_id"`
	Seq          int32  `parquet:"seq" json:"seq"`
	QuoteGroupID string `parquet:"quote_group_id" index:"bloom" json:"quote_group_id"`

	Content           string   `parquet:"content" index:"long" json:"content"`
	ContentStart      int32    `parquet:"content_start" json:"content_start"`
	ContentEnd        int32    `parquet:"content_end" json:"content_end"`
	ContentParts      []string `parquet:"content_parts,list" json:"content_parts"`
	ContentPartStarts []int32  `parquet:"content_part_starts,list" json:"content_part_starts"`
	Sentence          string   `parquet:"sentence" index:"long" json:"sentence"`
	SentenceStart     int32    `parquet:"sentence_start" json:"sentence_start"`
	Paragraph         int32    `parquet:"paragraph" json:"paragraph"`
	InHeadline        bool     `parquet:"in_headline" json:"in_headline"`

	SpeechType     string  `parquet:"speech_type,dict" json:"speech_type"`
	QuotedFraction float64 `parquet:"quoted_fraction" json:"quoted_fraction"`
	IsFloating     bool    `parquet:"is_floating" json:"is_floating"`

	Cue            *string `parquet:"cue,optional,dict" json:"cue"`
	CueStart       *int32  `parquet:"cue_start,optional" json:"cue_start"`
	CueEnd         *int32  `parquet:"cue_end,optional" json:"cue_end"`
	CueLemma       *string `parquet:"cue_lemma,optional,dict" json:"cue_lemma"`
	CueClass       *string `parquet:"cue_class,optional,dict" json:"cue_class"`
	ReportPolarity string  `parquet:"report_polarity,dict" json:"report_polarity"`

	Source                *string `parquet:"source,optional,dict" json:"source"`
	SourceStart           *int32  `parquet:"source_start,optional" json:"source_start"`
	SourceEnd             *int32  `parquet:"source_end,optional" json:"source_end"`
	MentionType           *string `parquet:"mention_type,optional,dict" json:"mention_type"`
	AttributionRule       string  `parquet:"attribution_rule,dict" json:"attribution_rule"`
	AttributionConfidence float64 `parquet:"attribution_confidence" json:"attribution_confidence"`

	ActorID         *string  `parquet:"actor_id,optional,dict" index:"bloom" json:"actor_id"`
	ActorName       *string  `parquet:"actor_name,optional,dict" json:"actor_name"`
	ActorRole       *string  `parquet:"actor_role,optional,dict" json:"actor_role"`
	SideID          *string  `parquet:"side_id,optional,dict" json:"side_id"`
	SideBasis       *string  `parquet:"side_basis,optional,dict" json:"side_basis"`
	ActorConfidence *float64 `parquet:"actor_confidence,optional" json:"actor_confidence"`
	SpeakerIDs      []string `parquet:"speaker_ids,list" json:"speaker_ids"`

	ParentStatementID *string `parquet:"parent_statement_id,optional" json:"parent_statement_id"`
	Depth             int32   `parquet:"depth" json:"depth"`

	IssueID       *string `parquet:"issue_id,optional,dict" json:"issue_id"`
	TargetText    *string `parquet:"target_text,optional" index:"long" json:"target_text"`
	TargetActorID *string `parquet:"target_actor_id,optional,dict" json:"target_actor_id"`

	Sentiment        *float64 `parquet:"sentiment,optional" json:"sentiment"`
	Stance           *float64 `parquet:"stance,optional" json:"stance"`
	Outlook          *float64 `parquet:"outlook,optional" json:"outlook"`
	Certainty        *float64 `parquet:"certainty,optional" json:"certainty"`
	BayesPolarity    *int32   `parquet:"bayes_polarity,optional" json:"bayes_polarity"`
	BayesProbability *float64 `parquet:"bayes_probability,optional" json:"bayes_probability"`
	Frame            *string  `parquet:"frame,optional,dict" json:"frame"`
	Frames           []string `parquet:"frames,list" json:"frames"`
	SentimentLabel   *string  `parquet:"sentiment_label,optional,dict" json:"sentiment_label"`
	StanceLabel      *string  `parquet:"stance_label,optional,dict" json:"stance_label"`
	OutlookLabel     *string  `parquet:"outlook_label,optional,dict" json:"outlook_label"`
	NEvidence        int32    `parquet:"n_evidence" json:"n_evidence"`
	Abstained        []string `parquet:"abstained,list" json:"abstained"`

	PublishedAt   *time.Time `parquet:"published_at,optional,timestamp(microsecond)" json:"published_at"`
	Outlet        *string    `parquet:"outlet,optional,dict" json:"outlet"`
	Title         *string    `parquet:"title,optional,dict" json:"title"`
	URL           *string    `parquet:"url,optional,dict" json:"url"`
	EngineVersion string     `parquet:"engine_version,dict" json:"engine_version"`
	LexiconSHA256 string     `parquet:"lexicon_sha256,dict" json:"lexicon_sha256"`
}

// Stance is one position of one actor toward one target.
type Stance struct {
	StatementID string     `parquet:"statement_id,dict" index:"bloom"`
	ArticleID   string     `parquet:"article_id,dict" index:"bloom"`
	ActorID     *string    `parquet:"actor_id,optional,dict" index:"bloom"`
	SideID      *string    `parquet:"side_id,optional,dict"`
	TargetKind  string     `parquet:"target_kind,dict"`
	TargetID    *string    `parquet:"target_id,optional,dict"`
	TargetText  *string    `parquet:"target_text,optional" index:"long"`
	Stance      *float64   `parquet:"stance,optional"`
	StanceLabel *string    `parquet:"stance_label,optional,dict"`
	Confidence  *float64   `parquet:"confidence,optional"`
	PublishedAt *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
}

// Evidence is one word or phrase that moved a score.
type Evidence struct {
	StatementID   string  `parquet:"statement_id,dict" index:"bloom" json:"-"`
	ArticleID     string  `parquet:"article_id,dict" index:"bloom" json:"-"`
	Dimension     string  `parquet:"dimension,dict" json:"dimension"`
	Frame         *string `parquet:"frame,optional,dict" json:"frame"`
	Term          string  `parquet:"term,dict" json:"term"`
	Start         *int32  `parquet:"start,optional" json:"start"`
	End           *int32  `parquet:"end,optional" json:"end"`
	Lexicon       string  `parquet:"lexicon,dict" json:"lexicon"`
	Entry         string  `parquet:"entry,dict" json:"entry"`
	Weight        float64 `parquet:"weight" json:"weight"`
	Modifier      *string `parquet:"modifier,optional,dict" json:"modifier"`
	ModifierStart *int32  `parquet:"modifier_start,optional" json:"modifier_start"`
	ModifierEnd   *int32  `parquet:"modifier_end,optional" json:"modifier_end"`
	Contribution  float64 `parquet:"contribution" json:"contribution"`
}

// Actor is somebody who spoke or was spoken of.
type Actor struct {
	ActorID     string     `parquet:"actor_id" index:"bloom"`
	Name        string     `parquet:"name,dict"`
	Kind        string     `parquet:"kind,dict"`
	SideID      *string    `parquet:"side_id,optional,dict"`
	Role        *string    `parquet:"role,optional,dict"`
	Country     *string    `parquet:"country,optional,dict"`
	Aliases     []string   `parquet:"aliases,list"`
	ValidFrom   *time.Time `parquet:"valid_from,optional,timestamp(microsecond)"`
	ValidTo     *time.Time `parquet:"valid_to,optional,timestamp(microsecond)"`
	NStatements int32      `parquet:"n_statements"`
	Known       bool       `parquet:"known"`
}

// Issue is one entry of the codebook.
type Issue struct {
	IssueID     string  `parquet:"issue_id,dict"`
	Name        string  `parquet:"name,dict"`
	Description *string `parquet:"description,optional" index:"long"`
	NStatements int32   `parquet:"n_statements"`
}

// Summary is one dimension of one group of statements. The same words count once
// in mean, sd, median, the interval and the shares; mean_all counts every copy.
// A NULL side means that no side is known, every other NULL name means all.
type Summary struct {
	IssueID        *string  `parquet:"issue_id,optional,dict"`
	SideID         *string  `parquet:"side_id,optional,dict"`
	ActorID        *string  `parquet:"actor_id,optional,dict" index:"bloom"`
	Outlet         *string  `parquet:"outlet,optional,dict"`
	Period         *string  `parquet:"period,optional,dict"`
	Dimension      string   `parquet:"dimension,dict"`
	NStatements    int32    `parquet:"n_statements"`
	NQuoteGroups   int32    `parquet:"n_quote_groups"`
	NArticles      int32    `parquet:"n_articles"`
	Mean           *float64 `parquet:"mean,optional"`
	SD             *float64 `parquet:"sd,optional"`
	Median         *float64 `parquet:"median,optional"`
	CILow          *float64 `parquet:"ci_low,optional"`
	CIHigh         *float64 `parquet:"ci_high,optional"`
	SharePositive  *float64 `parquet:"share_positive,optional"`
	ShareNegative  *float64 `parquet:"share_negative,optional"`
	ShareNeutral   *float64 `parquet:"share_neutral,optional"`
	ShareAbstained *float64 `parquet:"share_abstained,optional"`
	TopFrame       *string  `parquet:"top_frame,optional,dict"`
	NScored        int32    `parquet:"n_scored"` // quote groups with a score, what mean is the mean of
	MeanAll        *float64 `parquet:"mean_all,optional"`
}

// Comparison is side A against side B on one issue and dimension. n_a and n_b
// count the same words once, statements_a and statements_b every copy.
type Comparison struct {
	IssueID    *string  `parquet:"issue_id,optional,dict"`
	Dimension  string   `parquet:"dimension,dict"`
	Period     *string  `parquet:"period,optional,dict"`
	SideA      string   `parquet:"side_a,dict"`
	SideB      string   `parquet:"side_b,dict"`
	MeanA      *float64 `parquet:"mean_a,optional"`
	MeanB      *float64 `parquet:"mean_b,optional"`
	Difference *float64 `parquet:"difference,optional"`
	CILow      *float64 `parquet:"ci_low,optional"`
	CIHigh     *float64 `parquet:"ci_high,optional"`
	CIMethod   *string  `parquet:"ci_method,optional,dict"`
	EffectSize *float64 `parquet:"effect_size,optional"`
	PValue     *float64 `parquet:"p_value,optional"`
	PAdjusted  *float64 `parquet:"p_adjusted,optional"`
	NA         int32    `parquet:"n_a"`
	NB         int32    `parquet:"n_b"`
	ArticlesA  int32    `parquet:"articles_a"`
	ArticlesB  int32    `parquet:"articles_b"`
	Sufficient bool     `parquet:"sufficient"`
	ExemplarA  *string  `parquet:"exemplar_a,optional"`
	ExemplarB  *string  `parquet:"exemplar_b,optional"`

	StatementsA    int32    `parquet:"statements_a"`
	StatementsB    int32    `parquet:"statements_b"`
	DifferenceAll  *float64 `parquet:"difference_all,optional"`
	ShareAbstained float64  `parquet:"share_abstained"` // of both sides' quote groups
}

// Quarantine is one input that could not be used, and why.
type Quarantine struct {
	Path     string `parquet:"path,dict"`
	RecordNo *int32 `parquet:"record_no,optional"`
	Stage    string `parquet:"stage,dict"`
	Code     string `parquet:"code,dict"`
	Message  string `parquet:"message" index:"long"`
}
