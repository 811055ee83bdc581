package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"time"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/data/article"
	"readout/data/table"
)

func streamCommand() *cli.Command {
	return &cli.Command{
		Name:  "stream",
		Usage: "articles in, statements out, line by line",
		Description: `Reads articles as NDJSON from standard input and writes statements as NDJSON to
standard output, in the order of the input, for Spark, Slurm arrays or a shell.
Nothing is written to disk.

Every article gives at least one row. status is "ok" for a statement, with the
columns of the statements table and its evidence; "empty" for an article without
statements; "error" for a line that gave none, with stage, code and message. An
empty line in the input ends a batch: it is answered by an empty line when all
rows of the batch are out. record_no and line_no say where an article stands in the
input; article_id of an error is the article's where the line could be read so far,
else line- and the SHA-256 of the line.

With --tables every line is a row of one of the tables, which its key "table" names
(readout schema --spark says their columns); the first says what made them. In the
column "row" of Parquet files, readout merge --from-parquet makes a run of them.

Examples:
  zcat feed.ndjson.gz | readout stream > statements.ndjson
  readout stream < feed.ndjson | jq -r 'select(.status=="ok") | .content'
  zcat feed.ndjson.gz | readout stream --tables --no-evidence > rows.ndjson

Exit codes: 0 after a clean end of the input, 75 when input or output broke off or
the output is closed (try again), 2 usage, 130 or 143 interrupted.`,
		Flags: append(settingFlags([]string{"map", "language", "max_article_bytes", "max_line_bytes", "max_nesting", "memory_limit", "expect_records"}, analysisKeys),
			&cli.BoolFlag{Name: "tables", Usage: "write rows of all tables, which each line names, instead of statements with what belongs to them"},
			&cli.BoolFlag{Name: "no-evidence", Usage: "leave out the words behind the scores, which are three quarters of the bytes"},
		),
		Before: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("stream reads standard input only: readout stream < %s", c.Args().First())
			}
			return nil
		},
		Action: func(c *cli.Context) error {
			settings, err := loadSettings(c)
			if err != nil {
				return err
			}
			cfg := settings.Config
			limitMemory(cfg.MemoryLimit, collectedApart)
			e, err := loadEngine(&cfg)
			if err != nil {
				return err
			}
			s := streamer{
				pipeline: e.pipeline,
				read:     readOptions(c, cfg, time.Now()),
				rows:     e.rows,
				workers:  cfg.Workers,
				timeout:  cfg.TimeoutPerArticle,
				tables:   c.Bool("tables"),
				evidence: !c.Bool("no-evidence"),
				bayes:    !cfg.NoBayes,
				expected: cfg.ExpectRecords,
			}
			tellBrokenPipes()
			err = s.stream(c.Context, article.Interruptible(c.Context, c.App.Reader), c.App.Writer)
			if err == nil && goesNowhere(c.App.Writer) {
				err = &exitError{code: exitAgain, err: errors.New("standard output is closed: nobody has the rows")}
			}
			return err
		},
	}
}

// streamer takes articles from a pipe through the pipeline.
type streamer struct {
	pipeline *analysis.Pipeline
	read     article.Options
	rows     table.Options
	workers  int // 0 for one a core
	timeout  time.Duration
	tables   bool  // rows of all tables
	evidence bool  // with rows of evidence
	bayes    bool  // the baseline runs
	expected int64 // records, 0 for any number
}

// streamRow is a row that is no statement.
type streamRow struct {
	Status    string  `json:"status"` // empty or error
	RecordNo  int     `json:"record_no"`
	LineNo    int     `json:"line_no"` // of the input, from 1
	ArticleID *string `json:"article_id"`
	VersionID *string `json:"version_id"`
	Stage     *string `json:"stage"`
	Code      *string `json:"code"`
	Message   *string `json:"message"`
}

// statementRow is a statement with its place in the input.
type statementRow struct {
	Status   string `json:"status"` // ok
	RecordNo int    `json:"record_no"`
	LineNo   int    `json:"line_no"`
	table.ExplainRow
}

// answer is the output for one line of the input: its rows as NDJSON.
type answer struct {
	rows []byte
	none bool          // an empty line, which is no record
	long *article.Line // rows are made when it is their turn, for the memory that they take
	cut  error         // the stream broke off here
}

// longText is the bytes of a text from which on an article is analysed alone, when
// it is its turn, and its rows are written one by one: a broken export of 4 MB takes
// hundreds of megabytes. Of 3,000 real articles the longest has 52 kB.
const longText = 256 << 10

func (s *streamer) stream(ctx context.Context, in io.Reader, w io.Writer) error {
	workers := s.workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	out := bufio.NewWriterSize(w, 64<<10)
	if s.tables {
		head, err := table.StreamHead{EngineVersion: s.rows.EngineVersion, LexiconSHA256: s.rows.LexiconSHA256, SchemaVersion: table.SchemaVersion, Evidence: s.evidence, Bayes: s.bayes}.Line()
		if err != nil {
			return err
		}
		if _, err := out.Write(head); err != nil {
			return err
		}
	}
	records := int64(0)
	for a := range analysis.Ordered(ctx, article.Lines(ctx, in, s.read), workers, s.answer) {
		if ctx.Err() != nil {
			break // what broke off then did so because it was told to
		}
		if !a.none {
			records++
		}
		_, err := out.Write(a.rows)
		if a.long != nil {
			for row := range s.rowsOf(ctx, *a.long) {
				if _, err = out.Write(row); err != nil {
					break
				}
			}
		}
		if err == nil {
			err = out.Flush() // whoever waits for this article's rows has them now
		}
		if ctx.Err() != nil {
			break // whoever reads took nothing more
		}
		if err != nil {
			return &exitError{code: exitAgain, err: fmt.Errorf("writing statements: %w", err)}
		}
		if a.cut != nil {
			return &exitError{code: exitAgain, err: fmt.Errorf("the input broke off: %w", a.cut)}
		}
	}
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if err := out.Flush(); err != nil { // the head, where nothing came after it
		return &exitError{code: exitAgain, err: fmt.Errorf("writing statements: %w", err)}
	}
	if records < s.expected {
		return &exitError{code: exitAgain, err: fmt.Errorf("the input broke off: it had %d records, and %d were expected (--expect-records)", records, s.expected)}
	}
	return nil
}

func (s *streamer) answer(ctx context.Context, line article.Line) answer {
	switch {
	case line.Break:
		return answer{rows: []byte("\n"), none: true}
	case line.Cut && line.Fault.Code == article.CodeUnreadable:
		return answer{cut: line.Fault}
	case line.Fault != nil:
		f := line.Fault
		row := streamRow{Status: "error", RecordNo: f.RecordNo, LineNo: line.Item.Line, Stage: &f.Stage, Code: &f.Code, Message: &f.Message}
		if f.ID != "" {
			row.ArticleID = &f.ID
		}
		a := answer{rows: jsonLine(row)}
		if s.tables {
			a.rows = s.setAside(&table.Quarantine{
				Path: f.Path, RecordNo: positive(f.RecordNo), LineNo: positive(line.Item.Line), ArticleID: row.ArticleID, Stage: f.Stage, Code: f.Code, Message: f.Message,
			})
		}
		if line.Cut {
			a.cut = f
		}
		return a
	}
	if len(line.Article.Text) > longText {
		return answer{long: &line}
	}
	var rows []byte
	for row := range s.rowsOf(ctx, line) {
		rows = append(rows, row...)
	}
	return answer{rows: rows}
}

// rowsOf analyses an article and gives its rows.
func (s *streamer) rowsOf(ctx context.Context, line article.Line) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		a := line.Article
		none := streamRow{Status: "empty", RecordNo: a.RecordNo, LineNo: line.Item.Line, ArticleID: &a.ID, VersionID: &a.VersionID}
		doc, err := analyzeWithin(ctx, s.timeout, s.pipeline, a)
		if s.tables {
			s.tableRows(doc, line, err, yield)
			return
		}
		empty, ended := true, false
		if err == nil {
			err = analysis.Guarded("table", func() {
				for st := range table.Explained(doc, s.rows) {
					if empty = false; !s.evidence {
						st.Evidence, st.NEvidence = []table.Evidence{}, 0
					}
					if ended = !yield(jsonLine(statementRow{"ok", a.RecordNo, line.Item.Line, st})); ended {
						return
					}
				}
			})
		}
		if err != nil {
			stage, code, message := stageReason(err)
			none.Status, none.Stage, none.Code, none.Message = "error", &stage, &code, &message
		}
		if !ended && (empty || err != nil) {
			yield(jsonLine(none))
		}
	}
}

// tableRows gives the rows of an article for all tables.
func (s *streamer) tableRows(doc *analysis.Document, line article.Line, failed error, yield func([]byte) bool) {
	a := line.Article
	var batch *table.Batch
	if failed == nil {
		failed = analysis.Guarded("table", func() { batch = table.Rows(doc, s.rows) })
	}
	if failed != nil {
		stage, code, message := stageReason(failed)
		yield(s.setAside(&table.Quarantine{
			Path: a.Path, RecordNo: positive(a.RecordNo), LineNo: positive(line.Item.Line), ArticleID: &a.ID, Stage: stage, Code: code, Message: message,
		}))
		return
	}
	batch.Line = line.Item.Line
	for row, err := range batch.Lines(s.evidence) {
		if err != nil { // the rows hold nothing that JSON cannot say
			row = s.setAside(&table.Quarantine{Path: a.Path, RecordNo: positive(a.RecordNo), ArticleID: &a.ID, Stage: "write", Code: "failed", Message: err.Error()})
		}
		if !yield(row) {
			return
		}
	}
}

func (s *streamer) setAside(q *table.Quarantine) []byte {
	row, err := table.QuarantineLine(q)
	if err != nil {
		return jsonLine(map[string]string{"table": "quarantine", "path": q.Path, "stage": "write", "code": "failed", "message": err.Error()})
	}
	return row
}

func jsonLine(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil { // the rows hold nothing that JSON cannot say
		b, _ = json.Marshal(map[string]string{"status": "error", "stage": "write", "code": "failed", "message": err.Error()}) // of text, which cannot fail
	}
	return append(b, '\n')
}

// stageReason is a failed analysis as the quarantine table tells of it.
func stageReason(err error) (stage, code, message string) {
	stage, code, message = "analysis", "failed", err.Error()
	var failed *analysis.StageError
	if errors.As(err, &failed) {
		stage = failed.Stage
		if failed.Stack != nil {
			code = "panic"
		}
	}
	if errors.Is(err, errTooSlow) {
		code = "timeout"
	}
	return stage, code, message
}

var errTooSlow = errors.New("not done in time")

// analyzeWithin analyzes an article, and gives up on it after a time (0 for
// never). A stage that does not look at its context cannot be stopped: it is left
// to itself, and the article is set aside.
func analyzeWithin(ctx context.Context, limit time.Duration, p *analysis.Pipeline, a *analysis.Article) (*analysis.Document, error) {
	if limit <= 0 {
		return p.Analyze(ctx, a)
	}
	tooSlow := fmt.Errorf("%w: %s (--timeout-per-article)", errTooSlow, limit)
	ctx, cancel := context.WithTimeoutCause(ctx, limit, tooSlow)
	defer cancel()
	type result struct {
		doc *analysis.Document
		err error
	}
	done := make(chan result, 1)
	go func() {
		doc, err := p.Analyze(ctx, a)
		done <- result{doc, err}
	}()
	select {
	case r := <-done:
		if r.err != nil && ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return r.doc, r.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}
