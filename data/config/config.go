// Package config is what readout can be told, from where it was told, and
// whether that makes sense. It takes a readout.yaml, the environment and the
// command line as raw values, and gives one plain Config; a flag counts before
// the environment, the environment before the file, the file before the default.
//
// All of it hangs on one table, settings: the flags, the READOUT_ variables, the
// file that `readout init` writes and the manual are made from it. Every fault of
// every layer is reported at once, those of a file with line and column.
package config

import (
	"time"

	"readout/data/article"
)

// Config is what a command works with. Sizes are in bytes.
type Config struct {
	Inputs    []string          // files, folders, globs, "-"; used where the command line names none
	FilesFrom string            // file with a list of inputs, "" for none
	Format    string            // of every input, "" to tell it by name and content
	Map       map[string]string // field to the column or key that holds it
	Language  []string          // ISO 639-1 codes that are analysed; "any" alone for all
	IDFrom    string            // what an article without id and url is told by: content or path
	Since     string            // a date, or an age such as 36h: older articles are passed over; "" for none

	FollowLinks bool // of input folders and globs, out of them

	MaxArticleBytes      int64 // of one article's text
	MaxLineBytes         int64 // of one record of a file with many
	MaxDecompressedBytes int64 // of one unpacked file
	MaxPageBytes         int64 // of a Parquet file, at a time
	MaxNesting           int   // of JSON
	MaxRecords           int64 // of one file

	Out     string   // folder of all runs
	RunID   string   // "" names the run by its time
	Workers int      // 0 for one a core
	Lexicon []string // folders laid over the embedded lexicon
	NoBayes bool     // leave out the baseline columns
	Sides   string   // "matter": inside one state the side is the party or the organization; "country": always the country
	Rescore bool     // analyse again what an older engine or lexicon analysed
	Shard   string   // I/N: only the articles whose ids hash to I of N, and no figures; "" for all

	Focus map[string]string // what reports are of, by FocusKeys; sides with commas between them

	PublishEvery      int           // articles after which a run is published and the next begun, 0 for one run
	MemoryLimit       int64         // above which garbage is collected more eagerly, 0 for the Go runtime's own way
	MaxErrors         int           // inputs set aside after which a run fails, 0 for no limit
	FailOnEmpty       bool          // a run that reads no article fails
	AllowSetAside     bool          // a run that set some input aside ends with 0
	RetryCode         int           // exit code of a failure that may pass by itself, 0 for the usual ones
	ExpectRecords     int64         // of the input: fewer are a failure; 0 for any number
	TimeoutPerArticle time.Duration // 0 for none

	Quiet       bool
	LogFormat   string // text or json
	LogLevel    string // debug, info, warn or error
	Progress    string // auto, json or none
	MetricsFile string // Prometheus textfile, "" for none
}

// Default is what holds where nothing is said. The reasons stand in settings.
func Default() Config {
	return Config{
		IDFrom:               "content",
		Language:             []string{"en"},
		MaxArticleBytes:      4 << 20,
		MaxLineBytes:         16 << 20,
		MaxDecompressedBytes: 64 << 30,
		MaxPageBytes:         192 << 20,
		MaxNesting:           100,
		MaxRecords:           100_000_000,
		Out:                  "out",
		Sides:                "matter",
		PublishEvery:         25_000,
		MemoryLimit:          256 << 20,
		TimeoutPerArticle:    time.Minute,
		LogFormat:            "text",
		LogLevel:             "info",
		Progress:             "auto",
	}
}

// FocusKeys are what a focus can name.
func FocusKeys() []string {
	return []string{"side", "event", "issue", "proposition", "actor", "outlet", "from", "to"}
}

// Kind is the form of a setting's value.
type Kind string

// The kinds.
const (
	Text     Kind = "text"
	Number   Kind = "number"
	Size     Kind = "size" // bytes, with a unit or without: 4MiB
	Switch   Kind = "true or false"
	Duration Kind = "duration" // with a unit: 90s
	List     Kind = "list"
	Mapping  Kind = "mapping"
)

// Setting is one thing that can be told.
type Setting struct {
	Key     string // in the file; with hyphens the flag, in capitals behind READOUT_ the variable
	Kind    Kind
	Value   string // what stands for the value in help texts
	Usage   string // one line
	Why     string // the reason for the default, and what else is good to know
	Choices []string
	Group   string // heading in the file
	zero    bool   // of a size: 0 is a value, and says what Usage says of it
	lists   bool   // of a mapping: a value may be a list, with commas
	at      func(*Config) any
}

// Flag is the setting's name on the command line, without hyphens before it.
func (s Setting) Flag() string { return hyphens(s.Key) }

// Env is the setting's environment variable.
func (s Setting) Env() string { return envPrefix + capitals(s.Key) }

// Settings lists everything that can be told, in the order of the file: what most need first.
func Settings() []Setting {
	return []Setting{
		{Key: "inputs", Group: "First of all", Kind: List, Usage: "files, folders and globs to read where the command line names none", at: func(c *Config) any { return &c.Inputs }},
		{Key: "out", Kind: Text, Value: "DIR", Usage: "write to `DIR`", at: func(c *Config) any { return &c.Out }},
		{Key: "map", Kind: Mapping, Value: "FIELD=COLUMN", Usage: "take a field from a column, key or path of another name: `FIELD=COLUMN`", Why: "the fields are id, url, title, outlet, author, published_at, language and text; usual names such as body and pubDate are known. records=PATH names the array of articles in JSON, and paths go into it: records=response.results,text=fields.body", at: func(c *Config) any { return &c.Map }},
		{Key: "format", Kind: Text, Value: "FORMAT", Usage: "take every input as `FORMAT`", Why: "by default the name and the first bytes tell it", Choices: article.Formats(), at: func(c *Config) any { return &c.Format }},
		{Key: "language", Kind: List, Value: "CODE", Usage: "analyse articles in the language `CODE` and set others aside; any for all", Why: "the engine knows English: in other languages its scores would mean nothing", at: func(c *Config) any { return &c.Language }},
		{Key: "since", Kind: Text, Value: "DATE", Usage: "pass over articles published before `DATE`, or longer ago than an age such as 36h or 7d", Why: "articles without a date are always read", at: func(c *Config) any { return &c.Since }},
		{Key: "focus", Kind: Mapping, lists: true, Value: "KEY=VALUE", Usage: "what reports are of, such as side=russia,ukraine: `KEY=VALUE`, with KEY side, event, issue, proposition, actor, outlet, from or to", Why: "such as {side: \"russia,ukraine\", from: \"2014-03-01\"}: sides are shown first, in this order and in the same colours every time; everything else leaves out what is not of it", at: func(c *Config) any { return &c.Focus }},
		{Key: "lexicon", Kind: List, Value: "DIR", Usage: "lay the YAML files of `DIR` over the embedded lexicon", at: func(c *Config) any { return &c.Lexicon }},

		{Key: "files_from", Group: "Input", Kind: Text, Value: "FILE", Usage: "read the inputs named in `FILE` too, one a line; - for standard input", at: func(c *Config) any { return &c.FilesFrom }},
		{Key: "id_from", Kind: Text, Value: "WHAT", Usage: "tell an article without id and url by `WHAT`", Why: "content is outlet, day, title and text: the same article is one wherever it lies, a changed one is another, marked as a revision. With path a file that is edited where it lies stays one article", Choices: []string{"content", "path"}, at: func(c *Config) any { return &c.IDFrom }},
		{Key: "follow_links", Kind: Switch, Usage: "read files that links in input folders and globs lead to outside of them", Why: "a folder that others write to could have any file of yours read; a file that is named is read wherever it lies", at: func(c *Config) any { return &c.FollowLinks }},

		{Key: "run_id", Group: "Analysis and output", Kind: Text, Value: "ID", Usage: "name the run `ID` instead of by its time", Why: "a scheduler's own name for the run makes a retry find it", at: func(c *Config) any { return &c.RunID }},
		{Key: "workers", Kind: Number, Value: "N", Usage: "analyse `N` articles at once; 0 for one a core", Why: "the result is the same with any number", at: func(c *Config) any { return &c.Workers }},
		{Key: "no_bayes", Kind: Switch, Usage: "leave out the baseline columns bayes_polarity and bayes_probability", at: func(c *Config) any { return &c.NoBayes }},
		{Key: "sides", Kind: Text, Value: "BY", Usage: "tell sides `BY` the matter of an article or by country", Why: "by matter, who speaks for a state is on the side of his country where the article is of a matter between states, else on that of his party or organization; by country, on that of his country in every article. side_basis says which it was", Choices: []string{"matter", "country"}, at: func(c *Config) any { return &c.Sides }},
		{Key: "rescore", Kind: Switch, Usage: "analyse again what an older engine or lexicon analysed", at: func(c *Config) any { return &c.Rescore }},
		{Key: "shard", Kind: Text, Value: "I/N", Usage: "take only the articles of one part, `I/N` such as 3/8, and make no figures", Why: "for N machines that read the same input: readout merge makes one run of the N folders. I+1/N takes an I that counts from 0, as Kubernetes does. An article's part follows from its id; a shard is published as one run whatever publish_every says", at: func(c *Config) any { return &c.Shard }},

		{Key: "publish_every", Group: "Unattended runs", Kind: Number, Value: "N", Usage: "publish after every `N` articles as a run of its own, and go on; 0 for one run", Why: "after a crash the next run passes over what was published: so many articles at most are analysed twice", at: func(c *Config) any { return &c.PublishEvery }},
		{Key: "memory_limit", Kind: Size, zero: true, Value: "SIZE", Usage: "collect garbage more eagerly above `SIZE` of memory; 0 for no such limit", Why: "a run or stream holds 100 to 250 MB at any time, whatever its length; without a limit garbage can add as much again. GOMEMLIMIT in the environment counts before it. No hard limit: a folder of millions of articles takes 300 bytes more for each", at: func(c *Config) any { return &c.MemoryLimit }},
		{Key: "max_errors", Kind: Number, Value: "N", Usage: "fail when more than `N` inputs are set aside; 0 for no limit", Why: "a few bad articles are normal; an upstream that broke is not", at: func(c *Config) any { return &c.MaxErrors }},
		{Key: "allow_set_aside", Kind: Switch, Usage: "exit with 0, not 3, when some input was set aside", Why: "for schedulers that know success and failure alone; the quarantine table says what was set aside", at: func(c *Config) any { return &c.AllowSetAside }},
		{Key: "retry_code", Kind: Number, Value: "N", Usage: "exit with `N` when the same command may work later: another run is at work, a disk is full or fails, readout was told to stop", Why: "for schedulers that try again by exit code; 75 is the usual one. What would fail again keeps its own code. 0 is each its own: 11, 1, 143", at: func(c *Config) any { return &c.RetryCode }},
		{Key: "expect_records", Kind: Number, zero: true, Value: "N", Usage: "fail, and publish nothing, when the input has fewer than `N` articles and faults", Why: "a pipe whose producer died looks like a clean end", at: func(c *Config) any { return &c.ExpectRecords }},
		{Key: "fail_on_empty", Kind: Switch, Usage: "fail when no article was read", at: func(c *Config) any { return &c.FailOnEmpty }},
		{Key: "timeout_per_article", Kind: Duration, Value: "TIME", Usage: "set an article aside after `TIME`, such as 30s; 0 for never", Why: "a long article takes well under a second: one that takes a minute will not end", at: func(c *Config) any { return &c.TimeoutPerArticle }},
		{Key: "quiet", Kind: Switch, Usage: "print only errors and where the report is", at: func(c *Config) any { return &c.Quiet }},
		{Key: "log_format", Kind: Text, Value: "FORMAT", Usage: "log as `FORMAT` to standard error", Choices: []string{"text", "json"}, at: func(c *Config) any { return &c.LogFormat }},
		{Key: "log_level", Kind: Text, Value: "LEVEL", Usage: "log what is at least `LEVEL`", Choices: []string{"debug", "info", "warn", "error"}, at: func(c *Config) any { return &c.LogLevel }},
		{Key: "progress", Kind: Text, Value: "HOW", Usage: "tell of progress `HOW`, by a bar on a terminal and log lines elsewhere (auto), by a JSON object a line (json), or not at all (none)", Choices: []string{"auto", "json", "none"}, at: func(c *Config) any { return &c.Progress }},
		{Key: "metrics_file", Kind: Text, Value: "FILE", Usage: "write counts and times to `FILE` for Prometheus' textfile collector", at: func(c *Config) any { return &c.MetricsFile }},

		{Key: "max_article_bytes", Group: "Limits: what is over one is set aside with its place", Kind: Size, Value: "SIZE", Usage: "the longest article text is `SIZE`", Why: "longer than any book: such a text is a broken export", at: func(c *Config) any { return &c.MaxArticleBytes }},
		{Key: "max_line_bytes", Kind: Size, Value: "SIZE", Usage: "the longest NDJSON line or CSV, WARC or JSON record is `SIZE`", Why: "longer lines have lost their line ends; it bounds the memory of a reader", at: func(c *Config) any { return &c.MaxLineBytes }},
		{Key: "max_decompressed_bytes", Kind: Size, Value: "SIZE", Usage: "one packed file unpacks to `SIZE` at most", Why: "far above real dumps, and the end of a decompression bomb", at: func(c *Config) any { return &c.MaxDecompressedBytes }},
		{Key: "max_page_bytes", Kind: Size, Value: "SIZE", Usage: "pages and dictionaries of a Parquet row group unpack to `SIZE` at a time", Why: "DuckDB writes the largest pages, of 100 MB; a row group over the limit is set aside as a whole", at: func(c *Config) any { return &c.MaxPageBytes }},
		{Key: "max_nesting", Kind: Number, Value: "N", Usage: "JSON is nested `N` deep at most", Why: "real articles are nested less than ten deep", at: func(c *Config) any { return &c.MaxNesting }},
		{Key: "max_records", Kind: Number, Value: "N", Usage: "one file has `N` records at most", at: func(c *Config) any { return &c.MaxRecords }},
	}
}
