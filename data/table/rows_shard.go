package table

// ShardInput is one input of a run that analysed a part of the articles: one row an article of
// it and one an input that it set aside, in the order of the input. Only the folder of such a run
// has the table; merging reads it and no table of a whole run is made of it otherwise.
type ShardInput struct {
	InputNo   int64   `parquet:"input_no"`            // place among all inputs, those of other shards too, from 1
	ArticleID *string `parquet:"article_id,optional"` // NULL for the next row of quarantine
	Actors    string  `parquet:"actors"`              // actors of the article: a JSON list of MarshalRow
}
