package table

import "time"

// Coding is one label that a person gave: one row a coded item, field and coder, in the
// order they were added. It stands beside the runs, in codings.parquet of the folder, and
// no row of it ever changes: who codes again adds a row, and the later one counts.
type Coding struct {
	// What was coded: a statement, a candidate, or p- and a hash for a paragraph without either. Example: s-9f86d081884c7d65
	StatementID string `parquet:"statement_id" index:"bloom"`
	// The article that it is from. Example: 03sFhxbiaaAh9lLT
	ArticleID string `parquet:"article_id,dict"`
	// The version of the article that was read. Where the folder has another one, the coding is stale and counts no more.
	// Example: 5f0c1d6e2ab94c77
	VersionID string `parquet:"version_id,dict"`
	// What was judged. Range: valid, actor, side, outlook, sentiment, certainty, frame, positions, evaluations, note. Example: outlook
	Field string `parquet:"field,dict"`
	// The label. valid: 1, 0.5, 0; certainty: plain, hedged; positions: sanctions=agree,force=disagree; evaluations: name=positive;
	// other fields: as in statements; none where there is none. Example: optimistic
	Value string `parquet:"value"`
	// Who coded it. Example: ana
	Coder string `parquet:"coder,dict"`
	// When it was coded. Unit: microseconds, UTC. Example: 2025-03-01T09:12:00Z
	CodedAt time.Time `parquet:"coded_at,timestamp(microsecond)"`
	// Which guide and codebook were followed, a hash. NULL: not told. Example: 5f0c1d6e2ab9
	GuideVersion *string `parquet:"guide_version,optional,dict"`
	// The draw that it was drawn in. NULL: it was chosen by hand, and corrects no figure. Example: d-60303ae22b998861
	DrawID *string `parquet:"draw_id,optional,dict"`
	// The probability with which that draw drew it. Unit: probability. Range: above 0 to 1. NULL: it was chosen by hand. Example: 0.12
	Probability *float64 `parquet:"probability,optional"`
}

// Draw is one item of a draw for coding: one row an item, in random order. It stands in
// draws.parquet of the folder, to which every draw adds its rows.
type Draw struct {
	// The draw: a hash of what was drawn from, the seed and the settings. Example: d-60303ae22b998861
	DrawID string `parquet:"draw_id,dict"`
	// Place in the random order in which items are coded. Unit: items. Range: from 1. Example: 17
	Seq int32 `parquet:"seq"`
	// As in codings. Example: s-9f86d081884c7d65
	StatementID string `parquet:"statement_id"`
	// What was drawn. Range: statement, candidate, paragraph. Example: statement
	Kind string `parquet:"kind,dict"`
	// The article that it is from. Example: 03sFhxbiaaAh9lLT
	ArticleID string `parquet:"article_id,dict"`
	// The version of the article. Example: 5f0c1d6e2ab94c77
	VersionID string `parquet:"version_id,dict"`
	// The paragraph. Unit: paragraphs. Range: from 0. Example: 2
	Paragraph int32 `parquet:"paragraph"`
	// Hash of the words that were drawn. Example: 5f0c1d6e2ab94c77
	ContentHash string `parquet:"content_hash"`
	// Side, proposition or event by which it was drawn. Example: russia/sanctions agree
	Stratum string `parquet:"stratum,dict"`
	// The probability with which it was drawn. Unit: probability. Range: above 0 to 1. Example: 0.12
	Probability float64 `parquet:"probability"`
	// What the draw was of, in the words of its flags: other statements had no chance to be drawn, and are not corrected by it.
	// NULL: all statements. Example: proposition=sanctions from=2014-03-01
	Focus *string `parquet:"focus,optional,dict"`
	// How many items of its kind there were to draw from. Unit: items. Range: from 1. Example: 3480
	NPopulation int32 `parquet:"n_population"`
}
