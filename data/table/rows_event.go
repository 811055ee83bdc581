package table

import "time"

// Event is articles that report one occurrence, over the whole folder as it was when the run was made: one row an event.
// A single article is an event. Copies count in n_copies alone.
type Event struct {
	// Identity of the event: a hash of the id of its first article by day and id. Example: e-9f86d081884c7d65
	EventID string `parquet:"event_id"`
	// Headline of the article nearest its middle. NULL: no article has one. Example: Riyadh talks end
	Title *string `parquet:"title,optional"`
	// First day of its articles. Unit: microseconds, UTC. NULL: they have no dates. Example: 2025-02-18T00:00:00Z
	FirstAt *time.Time `parquet:"first_at,optional,timestamp(microsecond)"`
	// Last day of its articles. Unit: microseconds, UTC. NULL: they have no dates. Example: 2025-02-20T00:00:00Z
	LastAt *time.Time `parquet:"last_at,optional,timestamp(microsecond)"`
	// Its articles that are no copies. Unit: articles. Range: from 1. Example: 3
	NArticles int32 `parquet:"n_articles"`
	// Articles that repeat the text of one of them. Unit: articles. Range: from 0. Example: 1
	NCopies int32 `parquet:"n_copies"`
	// Outlets of its articles. Unit: outlets. Range: from 0. Example: 3
	NOutlets int32 `parquet:"n_outlets"`
	// Statements in them of depth 0 that are not hypothetical, those of copies left out. Unit: statements. Range: from 0. Example: 41
	NStatements int32 `parquet:"n_statements"`
	// Sides that made them, the one with most statements first. Example: [russia, united-states, ukraine]
	Sides []string `parquet:"sides,list"`
	// Issue of most of them. NULL: none has one. Example: peace-talks
	TopIssueID *string `parquet:"top_issue_id,optional,dict"`
}

// EventArticle says which event an article belongs to: one row an article.
type EventArticle struct {
	// The event. Example: e-9f86d081884c7d65
	EventID string `parquet:"event_id,dict"`
	// The article. Example: 03sFhxbiaaAh9lLT
	ArticleID string `parquet:"article_id" index:"bloom"`
	// Whether it repeats the text of another article of the event. Range: true, false. Example: false
	IsCopy bool `parquet:"is_copy"`
}
