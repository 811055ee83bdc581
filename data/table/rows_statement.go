package table

import "time"

// Statement is one attributed content with everything that is known of it: one
// row a statement, in text order within its article. Scores, probabilities and
// shares have four decimals.
type Statement struct {
	// Identity of the statement: a hash of article, content and source, the same in every run and version of the
	// article that has these words. Example: s-9f86d081884c7d65
	StatementID string `parquet:"statement_id" json:"statement_id" index:"bloom"`
	// The article it stands in. Example: 03sFhxbiaaAh9lLT
	ArticleID string `parquet:"article_id,dict" index:"bloom" json:"article_id"`
	// The version of the article. Example: 5f0c1d6e2ab94c77
	VersionID string `parquet:"version_id,dict" json:"version_id"`
	// Place among the article's statements. Unit: statements. Range: from 0. Example: 4
	Seq int32 `parquet:"seq" json:"seq"`
	// The same for the same words elsewhere: the quoted words where there are five or more, else all words and the
	// speaker. Counting distinct ones counts a wire story in 40 outlets once. Example: q-60303ae22b998861
	QuoteGroupID string `parquet:"quote_group_id" index:"bloom" json:"quote_group_id"`

	// What was said: text[content_start:content_end]. Where it is split ("A," X said, "B"), from the first part to
	// the end of the last. Example: the talks "went well"
	Content string `parquet:"content" index:"long" json:"content"`
	// Where content starts in articles.text. Unit: code points. Range: 0 to n_chars. Example: 118
	ContentStart int32 `parquet:"content_start" json:"content_start"`
	// Where content ends in articles.text, exclusive. Unit: code points. Range: 0 to n_chars. Example: 139
	ContentEnd int32 `parquet:"content_end" json:"content_end"`
	// The parts of content without the words between them; one where it is not split. Example: [the talks "went well"]
	ContentParts []string `parquet:"content_parts,list" json:"content_parts"`
	// Where each part starts in articles.text. Unit: code points. Range: 0 to n_chars. Example: [118]
	ContentPartStarts []int32 `parquet:"content_part_starts,list" json:"content_part_starts"`
	// The sentence in which content starts. Example: Ushakov said the talks "went well".
	Sentence string `parquet:"sentence" index:"long" json:"sentence"`
	// Where sentence starts in articles.text. Unit: code points. Range: 0 to n_chars. Example: 105
	SentenceStart int32 `parquet:"sentence_start" json:"sentence_start"`
	// Paragraph of the article in which content starts. Unit: paragraphs. Range: from 0. Example: 2
	Paragraph int32 `parquet:"paragraph" json:"paragraph"`
	// Whether it stands in the headline. Range: true, false. Example: false
	InHeadline bool `parquet:"in_headline" json:"in_headline"`

	// Form in which it is reported. Range: direct, indirect, mixed, according_to, descriptive. Example: mixed
	SpeechType string `parquet:"speech_type,dict" json:"speech_type"`
	// Words of content in quotation marks. Unit: share. Range: 0 to 1. Example: 0.5
	QuotedFraction float64 `parquet:"quoted_fraction,dict" json:"quoted_fraction"`
	// Whether it has no source of its own and inherits that of an earlier statement. Range: true, false. Example: false
	IsFloating bool `parquet:"is_floating" json:"is_floating"`

	// Reporting words: text[cue_start:cue_end]. NULL: it has none. Example: said
	Cue *string `parquet:"cue,optional,dict" json:"cue"`
	// Where cue starts in articles.text. Unit: code points. Range: 0 to n_chars. NULL: no cue. Example: 113
	CueStart *int32 `parquet:"cue_start,optional" json:"cue_start"`
	// Where cue ends in articles.text, exclusive. Unit: code points. Range: 0 to n_chars. NULL: no cue. Example: 117
	CueEnd *int32 `parquet:"cue_end,optional" json:"cue_end"`
	// Entry of the cue lexicon. NULL: no cue, or one that the lexicon lacks. Example: say
	CueLemma *string `parquet:"cue_lemma,optional,dict" json:"cue_lemma"`
	// Position that the cue itself carries. Range: neutral, assert, concede, deny, doubt, praise, criticize, warn,
	// demand, agree, refuse. NULL: no cue, or one that the lexicon lacks. Example: neutral
	CueClass *string `parquet:"cue_class,optional,dict" json:"cue_class"`
	// Whether the source affirms the content. Range: affirmed, denied, refused, hypothetical. Example: affirmed
	ReportPolarity string `parquet:"report_polarity,dict" json:"report_polarity"`

	// Words that name who is speaking: text[source_start:source_end]. NULL: it has none of its own. Example: Ushakov
	Source *string `parquet:"source,optional,dict" json:"source"`
	// Where source starts in articles.text. Unit: code points. Range: 0 to n_chars. NULL: no source. Example: 105
	SourceStart *int32 `parquet:"source_start,optional" json:"source_start"`
	// Where source ends in articles.text, exclusive. Unit: code points. Range: 0 to n_chars. NULL: no source. Example: 112
	SourceEnd *int32 `parquet:"source_end,optional" json:"source_end"`
	// Kind of words that name the source. Range: name, pronoun, nominal, organization, collective, metonym, anonymous.
	// NULL: not resolved. Example: name
	MentionType *string `parquet:"mention_type,optional,dict" json:"mention_type"`
	// Rule or model that made the attribution. Example: subject_cue_content
	AttributionRule string `parquet:"attribution_rule,dict" json:"attribution_rule"`
	// Probability that source and content are right. Unit: probability. Range: 0 to 1. Example: 0.93
	AttributionConfidence float64 `parquet:"attribution_confidence,dict" json:"attribution_confidence"`

	// Who is speaking, the first of speaker_ids. NULL: not resolved. Example: yuri-ushakov
	ActorID *string `parquet:"actor_id,optional,dict" index:"bloom" json:"actor_id"`
	// Name of the actor. NULL: not resolved. Example: Yuri Ushakov
	ActorName *string `parquet:"actor_name,optional,dict" json:"actor_name"`
	// Office or function of the actor. NULL: not known. Example: presidential aide
	ActorRole *string `parquet:"actor_role,optional,dict" json:"actor_role"`
	// Side that the actor speaks for here. NULL: none known. Example: russia
	SideID *string `parquet:"side_id,optional,dict" json:"side_id"`
	// Why that side. Range: lexicon, role, nationality, apposition, affiliation, metonym, party, organization, coded. NULL: no side. Example: lexicon
	SideBasis *string `parquet:"side_basis,optional,dict" json:"side_basis"`
	// Probability that the actor is right. Unit: probability. Range: 0 to 1. NULL: not resolved. Example: 0.97
	ActorConfidence *float64 `parquet:"actor_confidence,optional,dict" json:"actor_confidence"`
	// Everyone who makes the statement: several where it is joint, none where it is not resolved.
	// Example: [sergey-lavrov, marco-rubio]
	SpeakerIDs []string `parquet:"speaker_ids,list" json:"speaker_ids"`

	// The statement that this one is reported in (Peskov said Trump told Putin ...).
	// NULL: the article itself reports it. Example: s-2c26b46b68ffc68f
	ParentStatementID *string `parquet:"parent_statement_id,optional" json:"parent_statement_id"`
	// How many statements it is nested in. Comparisons count depth 0. Unit: statements. Range: from 0. Example: 0
	Depth int32 `parquet:"depth" json:"depth"`

	// Issue of the codebook that it takes a position on. NULL: none of them. Example: peace-talks
	IssueID *string `parquet:"issue_id,optional,dict" json:"issue_id"`
	// What it takes a position on, in its own words. NULL: nothing found. Example: the talks
	TargetText *string `parquet:"target_text,optional" index:"long" json:"target_text"`
	// Actor that it takes a position on. NULL: none. Example: volodymyr-zelensky
	TargetActorID *string `parquet:"target_actor_id,optional,dict" json:"target_actor_id"`

	// Tone of the content. Unit: score. Range: -1 to 1. NULL: abstained. Example: 0.42
	Sentiment *float64 `parquet:"sentiment,optional,dict" json:"sentiment"`
	// Attitude of the source toward the target as worded, no position on an issue: the probability that it takes a side, with the sign of the likelier one. Unit: score. Range: -1 against to 1 favor. NULL: abstained. Example: 0.8
	Stance *float64 `parquet:"stance,optional,dict" json:"stance"`
	// Expectation of the source. Unit: score. Range: -1 skeptical to 1 optimistic. NULL: abstained. Example: 0.6
	Outlook *float64 `parquet:"outlook,optional,dict" json:"outlook"`
	// How plainly it is asserted. Unit: score. Range: 0 hedged to 1 asserted. NULL: abstained. Example: 0.9
	Certainty *float64 `parquet:"certainty,optional,dict" json:"certainty"`
	// Tone toward target_text alone. Unit: score. Range: -1 to 1. NULL: abstained, or no target. Example: 0.3
	TargetSentiment *float64 `parquet:"target_sentiment,optional,dict" json:"target_sentiment"`
	// Baseline to compare with: naive Bayes trained on film reviews. Unit: sign. Range: -1, 1. NULL: it did not run. Example: 1
	BayesPolarity *int32 `parquet:"bayes_polarity,optional" json:"bayes_polarity"`
	// What the baseline gives its polarity. Unit: probability. Range: 0 to 1. NULL: it did not run. Example: 0.71
	BayesProbability *float64 `parquet:"bayes_probability,optional,dict" json:"bayes_probability"`
	// How the content presents its matter. Range: progress, cooperation, caution, obstacle, exclusion, threat, blame,
	// demand, denial, principle, interest, plan, description. NULL: no words for any. Example: progress
	Frame *string `parquet:"frame,optional,dict" json:"frame"`
	// All frames that it has words for, the strongest first. Example: [progress, cooperation]
	Frames []string `parquet:"frames,list" json:"frames"`
	// What sentiment stands for: positive from 0.30 on, negative from -0.30 on. Range: negative, neutral, positive. NULL: abstained. Example: positive
	SentimentLabel *string `parquet:"sentiment_label,optional,dict" json:"sentiment_label"`
	// What stance stands for: favor from 0.62 on, against from -0.62 on. Range: against, neutral, favor. NULL: abstained. Example: favor
	StanceLabel *string `parquet:"stance_label,optional,dict" json:"stance_label"`
	// What outlook stands for: optimistic from 0.30 on, skeptical from -0.30 on. Range: skeptical, neutral, optimistic. NULL: abstained. Example: optimistic
	OutlookLabel *string `parquet:"outlook_label,optional,dict" json:"outlook_label"`
	// Probability that sentiment_label is right. Unit: probability. Range: 0 to 1. NULL: abstained. Example: 0.77
	SentimentConfidence *float64 `parquet:"sentiment_confidence,optional,dict" json:"sentiment_confidence"`
	// Probability that stance_label is right. Unit: probability. Range: 0 to 1. NULL: abstained. Example: 0.81
	StanceConfidence *float64 `parquet:"stance_confidence,optional,dict" json:"stance_confidence"`
	// Probability that outlook_label is right. Unit: probability. Range: 0 to 1. NULL: abstained. Example: 0.69
	OutlookConfidence *float64 `parquet:"outlook_confidence,optional,dict" json:"outlook_confidence"`
	// Rows of this statement in evidence. Unit: rows. Range: from 0. Example: 3
	NEvidence int32 `parquet:"n_evidence" json:"n_evidence"`
	// Scores that were not given, and the issue where none fits, each with the reason. Example: [stance: no target]
	Abstained []string `parquet:"abstained,list" json:"abstained"`

	// When the article was published. Unit: microseconds, UTC. NULL: not in the input. Example: 2025-02-18T14:05:00Z
	PublishedAt *time.Time `parquet:"published_at,optional,timestamp(microsecond)" json:"published_at"`
	// Who published the article. NULL: not in the input. Example: Sample Wire
	Outlet *string `parquet:"outlet,optional,dict" json:"outlet"`
	// Headline of the article. NULL: not known. Example: Riyadh talks end
	Title *string `parquet:"title,optional,dict" json:"title"`
	// Address of the article. NULL: not in the input. Example: https://example.org/talks
	URL *string `parquet:"url,optional,dict" json:"url"`
	// Version of readout that made the row. Example: 1.0.0
	EngineVersion string `parquet:"engine_version,dict" json:"engine_version"`
	// Hash of the lexicon that made the row. Example: 9b74c9897bac770f...
	LexiconSHA256 string `parquet:"lexicon_sha256,dict" json:"lexicon_sha256"`

	// The body that the actor speaks for or leads. NULL: none known, or the actor speaks for nobody else. Example: pentagon
	OrganizationID *string `parquet:"organization_id,optional,dict" json:"organization_id"`
	// Name of that body. NULL: as organization_id. Example: Department of Defense
	OrganizationName *string `parquet:"organization_name,optional,dict" json:"organization_name"`
	// State for whose organs the actor speaks. NULL: none, or not known. Example: russia
	Country *string `parquet:"country,optional,dict" json:"country"`
	// A politician's party on the article's day. NULL: none, or not known. Example: us-democrats
	Party *string `parquet:"party,optional,dict" json:"party"`
	// Probability that this is a statement of this source; below one half it is a row of candidates instead.
	// Unit: probability. Range: 0 to 1. NULL: not judged. Example: 0.94
	Validity *float64 `parquet:"validity,optional,dict" json:"validity"`
	// What people coded of it, field: coders; where they did, the columns hold their label. Empty in the tables of a run, which
	// are as measured; the view statements and coded_statements have it. Example: [outlook: ana, ben]
	Coded []string `parquet:"coded,list" json:"-"`
}

// Position is whether the source of a statement agrees with a proposition: one row a
// statement and proposition. Most statements take no position on any. The actor is the
// first of the statement's speaker_ids; a joint statement is a position of all of them.
type Position struct {
	// The statement that it is from. Example: s-9f86d081884c7d65
	StatementID string `parquet:"statement_id,dict" index:"bloom"`
	// The article that it is from. Example: 03sFhxbiaaAh9lLT
	ArticleID string `parquet:"article_id,dict" index:"bloom"`
	// The version of the article. Example: 5f0c1d6e2ab94c77
	VersionID string `parquet:"version_id,dict"`
	// Who takes the position. NULL: not resolved. Example: yuri-ushakov
	ActorID *string `parquet:"actor_id,optional,dict" index:"bloom"`
	// The body that the actor speaks for. NULL: none known. Example: kremlin
	OrganizationID *string `parquet:"organization_id,optional,dict"`
	// State for whose organs the actor speaks. NULL: none, or not known. Example: russia
	Country *string `parquet:"country,optional,dict"`
	// A politician's party. NULL: none, or not known. Example: us-democrats
	Party *string `parquet:"party,optional,dict"`
	// Side that the actor speaks for here. NULL: none known. Example: russia
	SideID *string `parquet:"side_id,optional,dict"`
	// Issue of the statement. NULL: none of the codebook. Example: peace-talks
	IssueID *string `parquet:"issue_id,optional,dict"`
	// The proposition. Example: talks-useful
	PropositionID string `parquet:"proposition_id,dict"`
	// Whether the source agrees with it. Range: agree, disagree. Example: agree
	Position string `parquet:"position,dict"`
	// Probability that the statement takes this position. Unit: probability. Range: 0 to 1. Example: 0.81
	Probability float64 `parquet:"probability,dict"`
	// Target of the statement in its own words. NULL: nothing found. Example: the talks
	TargetText *string `parquet:"target_text,optional" index:"long"`
	// When the article was published. Unit: microseconds, UTC. NULL: not in the input. Example: 2025-02-18T14:05:00Z
	PublishedAt *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	// Who published the article. NULL: not in the input. Example: Sample Wire
	Outlet *string `parquet:"outlet,optional,dict"`
	// How many statements it is nested in. Comparisons count depth 0. Unit: statements. Range: from 0. Example: 0
	Depth int32 `parquet:"depth"`
}

// Evaluation is praise or blame of another actor by the source of a statement: one row
// a statement and actor that is praised or blamed. The statement need not name that actor.
type Evaluation struct {
	// The statement that it is from. Example: s-9f86d081884c7d65
	StatementID string `parquet:"statement_id,dict" index:"bloom"`
	// The article that it is from. Example: 03sFhxbiaaAh9lLT
	ArticleID string `parquet:"article_id,dict" index:"bloom"`
	// The version of the article. Example: 5f0c1d6e2ab94c77
	VersionID string `parquet:"version_id,dict"`
	// Who praises or blames. NULL: not resolved. Example: yuri-ushakov
	ActorID *string `parquet:"actor_id,optional,dict" index:"bloom"`
	// Side that this actor speaks for here. NULL: none known. Example: russia
	SideID *string `parquet:"side_id,optional,dict"`
	// Who is praised or blamed. NULL: not resolved. Example: volodymyr-zelensky
	OfActorID *string `parquet:"of_actor_id,optional,dict" index:"bloom"`
	// Name of who is praised or blamed. Example: Volodymyr Zelensky
	OfName string `parquet:"of_name,dict"`
	// Side of who is praised or blamed. NULL: none known. Example: ukraine
	OfSideID *string `parquet:"of_side_id,optional,dict"`
	// Praise or blame. Range: positive, negative. Example: negative
	Evaluation string `parquet:"evaluation,dict"`
	// Probability that the statement praises or blames that actor so. Unit: probability. Range: 0 to 1. Example: 0.77
	Probability float64 `parquet:"probability,dict"`
	// When the article was published. Unit: microseconds, UTC. NULL: not in the input. Example: 2025-02-18T14:05:00Z
	PublishedAt *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	// Who published the article. NULL: not in the input. Example: Sample Wire
	Outlet *string `parquet:"outlet,optional,dict"`
	// How many statements it is nested in. Unit: statements. Range: from 0. Example: 0
	Depth int32 `parquet:"depth"`
}

// Stance is the attitude of one actor toward one target as worded: one row a speaker
// and target, so a joint statement has several. Who is against easing sanctions is for
// sanctions: what is agreed with stands in positions.
type Stance struct {
	// The statement that it is from. Example: s-9f86d081884c7d65
	StatementID string `parquet:"statement_id,dict" index:"bloom"`
	// The article that it is from. Example: 03sFhxbiaaAh9lLT
	ArticleID string `parquet:"article_id,dict" index:"bloom"`
	// Who has the attitude. NULL: not resolved. Example: yuri-ushakov
	ActorID *string `parquet:"actor_id,optional,dict" index:"bloom"`
	// Side of that actor. NULL: none known. Example: russia
	SideID *string `parquet:"side_id,optional,dict"`
	// What the target is. Range: issue, actor, phrase. Example: issue
	TargetKind string `parquet:"target_kind,dict"`
	// issue_id or actor_id of the target. NULL: it is a phrase. Example: peace-talks
	TargetID *string `parquet:"target_id,optional,dict"`
	// The target in words. NULL: an issue that is not named in the statement. Example: the talks
	TargetText *string `parquet:"target_text,optional" index:"long"`
	// The attitude, as in statements. Unit: score. Range: -1 against to 1 favor. NULL: abstained. Example: 0.8
	Stance *float64 `parquet:"stance,optional,dict"`
	// What stance stands for: favor from 0.62 on, against from -0.62 on. Range: against, neutral, favor. NULL: abstained. Example: favor
	StanceLabel *string `parquet:"stance_label,optional,dict"`
	// Probability that the label is right. Unit: probability. Range: 0 to 1. NULL: abstained. Example: 0.81
	Confidence *float64 `parquet:"confidence,optional,dict"`
	// When the article was published. Unit: microseconds, UTC. NULL: not in the input. Example: 2025-02-18T14:05:00Z
	PublishedAt *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
}

// Evidence is one word or phrase that moved a score: one row a word and score.
// Weights and contributions have four decimals.
type Evidence struct {
	// The statement whose score it moved. Example: s-9f86d081884c7d65
	StatementID string `parquet:"statement_id,dict" index:"bloom" json:"-"`
	// The article of the statement. Example: 03sFhxbiaaAh9lLT
	ArticleID string `parquet:"article_id,dict" index:"bloom" json:"-"`
	// The score that it moved. Range: sentiment, stance, outlook, certainty, frame, position, evaluation. Example: outlook
	Dimension string `parquet:"dimension,dict" json:"dimension"`
	// The frame that it speaks for. NULL: the dimension is another. Example: progress
	Frame *string `parquet:"frame,optional,dict" json:"frame"`
	// The proposition of the position. NULL: the dimension is another. Example: sanctions
	PropositionID *string `parquet:"proposition_id,optional,dict" json:"proposition_id"`
	// Name of who is praised or blamed. NULL: the dimension is another. Example: Volodymyr Zelensky
	OfName *string `parquet:"of_name,optional,dict" json:"of_name"`
	// The words in the text. Example: went well
	Term string `parquet:"term,dict" json:"term"`
	// Where term starts in articles.text. Unit: code points. Range: 0 to n_chars. NULL: no words of their own. Example: 129
	Start *int32 `parquet:"start,optional" json:"start"`
	// Where term ends in articles.text, exclusive. Unit: code points. Range: 0 to n_chars.
	// NULL: no words of their own. Example: 138
	End *int32 `parquet:"end,optional" json:"end"`
	// The list that it is from. Example: outlook
	Lexicon string `parquet:"lexicon,dict" json:"lexicon"`
	// The entry of that list; "base" without a span is a constant and all small contributions together. Example: go well
	Entry string `parquet:"entry,dict" json:"entry"`
	// What the entry is worth by itself. Unit: score before squashing. Range: any. Example: 0.8
	Weight float64 `parquet:"weight,dict" json:"weight"`
	// What changed its worth. Range: negation, intensifier, hedge, contrast, quotation. NULL: nothing. Example: negation
	Modifier *string `parquet:"modifier,optional,dict" json:"modifier"`
	// Where the modifier starts in articles.text. Unit: code points. Range: 0 to n_chars.
	// NULL: no modifier, or one without words. Example: 125
	ModifierStart *int32 `parquet:"modifier_start,optional" json:"modifier_start"`
	// Where the modifier ends in articles.text, exclusive. Unit: code points. Range: 0 to n_chars.
	// NULL: no modifier, or one without words. Example: 128
	ModifierEnd *int32 `parquet:"modifier_end,optional" json:"modifier_end"`
	// What it added. All of a statement's dimension add up to the score before it is squashed.
	// Unit: score before squashing. Range: any. Example: -0.6
	Contribution float64 `parquet:"contribution,dict" json:"contribution"`
}
