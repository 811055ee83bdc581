// Package table is the contract with notebooks and DuckDB: one struct a Parquet
// table, in both directions, the rows that a document becomes, and the data
// dictionary, which is read from the doc comments of the structs.
//
// What is not known is NULL, which is a nil pointer here, because parquet-go's
// optional turns the zero value of a plain field into NULL and 0.0 is a score.
// Lists are never NULL: there is nothing in them instead.
//
// The doc comment of every field says what the column is and then, in this
// order and as far as they apply, its Unit, its Range, what NULL means and an
// Example. The tag index names a bloom filter, or marks long text, of which no
// minimum and maximum is kept.
package table

import "time"

// SchemaVersion is the version of all tables together: major.minor. A new
// column raises the minor, anything else the major.
const SchemaVersion = "2.1"

// Article is one article as it was read: one row an article.
type Article struct {
	// Identity of the article: the input's own id, else a hash of its URL, else of outlet, day, title and text.
	// Example: 03sFhxbiaaAh9lLT
	ArticleID string `parquet:"article_id" index:"bloom"`
	// Hash of title, text and metadata: another one means that the article was corrected.
	// Example: 5f0c1d6e2ab94c77
	VersionID string `parquet:"version_id" index:"bloom"`
	// File that the article was read from, as the user named it.
	// Example: corpus/ukraine.jsonl
	Path string `parquet:"path,dict"`
	// Record in a file of many articles. Unit: records. Range: from 1. NULL: the file is one article. Example: 17
	RecordNo *int32 `parquet:"record_no,optional"`
	// Address of the article. NULL: not in the input. Example: https://example.org/talks
	URL *string `parquet:"url,optional" index:"bloom"`
	// Headline. NULL: not in the input and not found in the text. Example: Riyadh talks end
	Title *string `parquet:"title,optional,dict"`
	// Who published it. NULL: not in the input. Example: Sample Wire
	Outlet *string `parquet:"outlet,optional,dict"`
	// Who wrote it, as the input says. NULL: not in the input. Example: A. Reporter
	Author *string `parquet:"author,optional,dict"`
	// When it was published. Unit: microseconds, UTC. NULL: not in the input. Example: 2025-02-18T14:05:00Z
	PublishedAt *time.Time `parquet:"published_at,optional,timestamp(microsecond)"`
	// Language. Range: ISO 639-1 codes. NULL: not known. Example: en
	Language *string `parquet:"language,optional,dict"`
	// What all offsets refer to: title, blank line and text where the title is not part of the text.
	// Example: Riyadh talks end ...
	Text string `parquet:"text" index:"long"`
	// Length of text. Unit: code points. Range: from 0. Example: 4312
	NChars int32 `parquet:"n_chars"`
	// Sentences in text. Unit: sentences. Range: from 0. Example: 38
	NSentences int32 `parquet:"n_sentences"`
	// Rows of this article in statements. Unit: statements. Range: from 0. Example: 12
	NStatements int32 `parquet:"n_statements"`
	// Rows of this article in candidates. Unit: statements. Range: from 0. Example: 1
	NCandidates int32 `parquet:"n_candidates"`
	// Quotations that no statement has words of; scare quotes do not count. Unit: quotations. Range: from 0. Example: 1
	NUnattributed int32 `parquet:"n_unattributed"`
	// The article that this one is a copy or revision of: the first in input order whose word 4-grams are at least
	// 60 % the same (Jaccard, estimated by MinHash), 40 % where file and record, or outlet and title, are the same.
	// Never itself a copy. NULL: no copy of an earlier article. Example: 09aKwxbi77Ah9lLT
	DuplicateOf *string `parquet:"duplicate_of,optional,dict"`
	// How it came from that one. copy: the same words, or another outlet's edition of them; revision: other words of
	// the same outlet (of the same site, where no outlet is known). Range: copy, revision. NULL: no copy. Example: copy
	DuplicateKind *string `parquet:"duplicate_kind,optional,dict"`
	// What was odd about the input, in words. Example: [invalid UTF-8 was replaced]
	Warnings []string `parquet:"warnings,list"`
	// MinHash signature of text: 64 values of 16 bits, little-endian; the share of equal values of two estimates
	// their similarity. Empty for a text without words. Unit: bytes. Example: 0x1f8a...
	TextSketch []byte `parquet:"text_sketch" index:"long"`
	// Hash of text with white space normalised: equal in articles of the same words. Example: 5f0c1d6e2ab94c77
	TextHash string `parquet:"text_hash"`
	// What tells the article's occurrence from others: up to 64 terms, each a hash of 24 bits and a weight of 8,
	// little-endian, ascending. Events are made of it. Empty for a text without words. Unit: bytes. Example: 0x2b91...
	EventSketch []byte `parquet:"event_sketch" index:"long"`
}

// Actor is somebody who spoke or was spoken of: one row an actor.
type Actor struct {
	// Identity of the actor: the lexicon's, or x- and a hash of name and role. Example: sergey-lavrov
	ActorID string `parquet:"actor_id" index:"bloom"`
	// Name as the lexicon has it, or the fullest in the text. Example: Sergey Lavrov
	Name string `parquet:"name,dict"`
	// What kind of actor. Range: person, organization, collective, metonym, country, anonymous. Example: person
	Kind string `parquet:"kind,dict"`
	// Side that the actor speaks for. NULL: none known. Example: russia
	SideID *string `parquet:"side_id,optional,dict"`
	// Office or function. NULL: none known. Example: foreign minister
	Role *string `parquet:"role,optional,dict"`
	// Country, as its id in the lexicon. NULL: not known. Example: russia
	Country *string `parquet:"country,optional,dict"`
	// Other names; for actors that are new to the lexicon at most 16 that were found. Example: [Lavrov, Mr. Lavrov]
	Aliases []string `parquet:"aliases,list"`
	// Since when the actor is on the side. Unit: microseconds, UTC. NULL: always. Example: 2004-03-09T00:00:00Z
	ValidFrom *time.Time `parquet:"valid_from,optional,timestamp(microsecond)"`
	// Until when the actor is on the side. Unit: microseconds, UTC. NULL: still. Example: 2024-05-12T00:00:00Z
	ValidTo *time.Time `parquet:"valid_to,optional,timestamp(microsecond)"`
	// Statements of this run with the actor among its speakers. Unit: statements. Range: from 0. Example: 31
	NStatements int32 `parquet:"n_statements"`
	// Whether the actor is from the lexicon; else it was found in the text. Range: true, false. Example: true
	Known bool `parquet:"known"`
	// What the side is called. NULL: no side is known, or it has no name. Example: Russia
	SideName *string `parquet:"side_name,optional,dict"`
}

// Issue is one entry of the codebook: one row an issue.
type Issue struct {
	// Identity of the issue. Example: peace-talks
	IssueID string `parquet:"issue_id,dict"`
	// Name for people. Example: Peace talks
	Name string `parquet:"name,dict"`
	// What belongs to it. NULL: the codebook does not say. Example: Negotiations to end the war
	Description *string `parquet:"description,optional" index:"long"`
	// Statements of this run on the issue. Unit: statements. Range: from 0. Example: 208
	NStatements int32 `parquet:"n_statements"`
}

// Proposition is one sentence of the codebook that one can agree or disagree with:
// one row a proposition.
type Proposition struct {
	// Identity of the proposition. Example: sanctions
	PropositionID string `parquet:"proposition_id,dict"`
	// The issue that it belongs to. NULL: it belongs to many, and a position's issue is that of its statement.
	// Example: sanctions
	IssueID *string `parquet:"issue_id,optional,dict"`
	// The sentence. Example: Sanctions should be imposed, kept or tightened
	Text string `parquet:"text"`
	// What agreeing means. NULL: the codebook does not say. Example: imposes, threatens, demands, defends them
	Agree *string `parquet:"agree,optional"`
	// What disagreeing means. NULL: the codebook does not say. Example: opposes, eases, lifts, evades, condemns them
	Disagree *string `parquet:"disagree,optional"`
	// Statements of this run with a position on it. Unit: statements. Range: from 0. Example: 41
	NStatements int32 `parquet:"n_statements"`
}

// Quarantine is one input that could not be used: one row a file or record.
type Quarantine struct {
	// File, as the user named it. Example: corpus/broken.jsonl
	Path string `parquet:"path,dict"`
	// Record in the file. Unit: records. Range: from 1. NULL: the whole file. Example: 3
	RecordNo *int32 `parquet:"record_no,optional"`
	// Line of the file that the record begins in. Unit: lines. Range: from 1. NULL: the whole file, or its records are not lines.
	// Example: 3
	LineNo *int32 `parquet:"line_no,optional"`
	// Id of the article where the input gives it one, else line- and the SHA-256 of the line (of a table's row: of its
	// values with tabs between). NULL: the whole file. Example: line-5f0c1d6e2ab94c77
	ArticleID *string `parquet:"article_id,optional"`
	// Where it failed: reading, a stage of the analysis, or the run. Example: read
	Stage string `parquet:"stage,dict"`
	// Kind of fault, for counting. Example: bad_json
	Code string `parquet:"code,dict"`
	// What was wrong, for people. Example: line 3: unexpected end of JSON input
	Message string `parquet:"message" index:"long"`
}
