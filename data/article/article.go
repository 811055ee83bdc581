// Package article reads news articles. It takes inputs as a user names them
// (files, folders, globs, "-" for standard input) and gives, in input order,
// either an *analysis.Article or a Fault that says what could not be read and
// where. One bad record never stops the others, and no input goes unmentioned.
//
// Every reader streams: what it holds is one record and its buffers, whatever
// the size of the input. What all formats share (the names that a field goes by,
// the headline, identifiers, dates) is in record.go; one file more a format.
package article

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"strings"
	"time"

	"readout/analysis"
)

// Item is what an input gave: an article or a fault, never both.
type Item struct {
	Article *analysis.Article
	Fault   *Fault
	Line    int // 1-based, where the record begins in its file; 0 where that is not known
}

// Fault is one input, or one record of it, that could not be used. It has the
// columns of the quarantine table.
type Fault struct {
	Path     string
	RecordNo int // 1-based, 0 where the fault is not of one record
	// ID is the article's where the input gives it one, else "line-" and the SHA-256
	// of the record; "" where the fault is not of one record.
	ID      string
	Stage   string
	Code    string // one of the codes below
	Message string // in words, with the line and column or byte where there is one
}

// The codes of faults of stage "read".
const (
	CodeNotFound   = "not_found"       // the path, or a match of the glob, does not exist
	CodeUnreadable = "unreadable"      // the system refuses to read it
	CodeEmpty      = "empty"           // nothing in it
	CodeBinary     = "binary"          // not text: NUL bytes, a picture, an archive
	CodeEncoding   = "encoding"        // text in no character set that could be told
	CodeSyntax     = "syntax"          // broken JSON, YAML, CSV, WARC or Parquet
	CodeNoText     = "no_text"         // a record without an article text
	CodeTooLarge   = "too_large"       // over a limit of Limits
	CodeTooDeep    = "too_deep"        // nested deeper than Limits.Nesting
	CodeTruncated  = "truncated"       // compressed data that ends early or is damaged
	CodeLanguage   = "language"        // a language that there is no model for
	CodeFormat     = "unknown_format"  // a format name or a file that no reader takes
	CodeMap        = "unknown_column"  // a column of Options.Map that the input lacks
	CodeTooMany    = "too_many_faults" // given up after Limits.Faults faults in one file
)

const stageRead = "read"

// Error gives path, record, message and code in one line.
func (f *Fault) Error() string {
	if f.RecordNo > 0 {
		return fmt.Sprintf("%s, record %d: %s (%s)", f.Path, f.RecordNo, f.Message, f.Code)
	}
	return fmt.Sprintf("%s: %s (%s)", f.Path, f.Message, f.Code)
}

// Options says how to read; the zero value reads with the defaults.
type Options struct {
	// Stdin is what the input "-" reads; nil makes it a fault.
	Stdin io.Reader
	// Format names the format of every input ("text", "markdown", "ndjson" ...,
	// see Formats); "" tells it by name and content.
	Format string
	// Map gives the column or key that holds a field: text -> body, or in JSON the
	// path to it: outlet -> source.name. A field that it does not name is looked for
	// under its usual names. "records" names the array of articles in a JSON envelope.
	Map map[string]string
	// IDs is what the ids of articles without an id and a URL are made of; "" is
	// IDsFromContent.
	IDs IDsFrom
	// FollowLinks reads what links in input folders and globs lead to outside of them.
	FollowLinks bool
	// Only names the paths that are read, as faults show them, with all that lies in
	// them; nil reads all. One that no input leads to is a fault.
	Only map[string]bool
	// Languages are those that there is a model for, as ISO 639-1 codes; an article
	// that is clearly in another one is a fault. None takes them all.
	Languages []string
	// Limits bounds what one input may cost; zero fields take the defaults.
	Limits Limits
	// Now is the present, for warnings about dates in the future; the zero time
	// warns of none.
	Now time.Time
}

// Limits bounds what one input may cost. Zero means the default.
type Limits struct {
	ArticleBytes      int64 // text of one article, and a file that is one article; default 4 MiB
	LineBytes         int64 // one NDJSON line, CSV record or WARC record; default 16 MiB
	DecompressedBytes int64 // what one .gz or .zst may unpack to; default 64 GiB
	PageBytes         int64 // what of a Parquet file is unpacked at a time: dictionaries and pages of all columns; default 192 MiB
	Nesting           int   // depth of JSON; default 100
	Records           int64 // records of one file; default 100 million
	Faults            int   // faults of one file after which it is given up; default 10,000
}

// An article longer than a book is a broken export; a line longer than four
// articles has lost its line ends. Of the programs that write Parquet, DuckDB makes
// the largest pages, of 100 MB.
var defaultLimits = Limits{
	ArticleBytes:      4 << 20,
	LineBytes:         16 << 20,
	DecompressedBytes: 64 << 30,
	PageBytes:         192 << 20,
	Nesting:           100,
	Records:           100_000_000,
	Faults:            10_000,
}

func (l Limits) withDefaults() Limits {
	d := defaultLimits
	return Limits{
		ArticleBytes:      positiveOr(l.ArticleBytes, d.ArticleBytes),
		LineBytes:         positiveOr(l.LineBytes, d.LineBytes),
		DecompressedBytes: positiveOr(l.DecompressedBytes, d.DecompressedBytes),
		PageBytes:         positiveOr(l.PageBytes, d.PageBytes),
		Nesting:           positiveOr(l.Nesting, d.Nesting),
		Records:           positiveOr(l.Records, d.Records),
		Faults:            positiveOr(l.Faults, d.Faults),
	}
}

func positiveOr[T int | int64](limit, otherwise T) T {
	if limit > 0 {
		return limit
	}
	return otherwise
}

// Read gives the articles and faults of inputs, in order. It stops early when
// ctx ends; whoever ranges over it asks ctx why.
func Read(ctx context.Context, inputs []string, opts Options) iter.Seq[Item] {
	opts.Limits = opts.Limits.withDefaults()
	return readAll(ctx, expand(inputs, opts), opts)
}

// ReadFS gives the articles and faults of all files of fsys, sorted by name;
// their paths are shown below name. It is how an embedded corpus is read.
func ReadFS(ctx context.Context, name string, fsys fs.FS, opts Options) iter.Seq[Item] {
	opts.Limits = opts.Limits.withDefaults()
	return readAll(ctx, func(yield func(source) bool) {
		expandFolder(fsTree{fsys}, name, func(s source) bool {
			s.place = s.path // it lies in no folder of the machine
			return yield(s)
		})
	}, opts)
}

func readAll(ctx context.Context, sources iter.Seq[source], opts Options) iter.Seq[Item] {
	languages, only := newDetector(), newSelection(opts.Only)
	return func(yield func(Item) bool) {
		for src := range sources {
			if ctx.Err() != nil {
				return
			}
			if !only.wants(src.path, src.input) {
				continue
			}
			s := &sink{ctx: ctx, only: only, opts: opts, path: src.path, name: src.name, place: src.place, odd: src.odd, languages: languages, yield: yield}
			if src.fault != nil {
				s.fault(0, src.fault.code, "%s", src.fault.message)
			} else {
				readSource(src, s)
			}
			if s.done {
				return
			}
		}
		for _, p := range only.unmet() {
			s := &sink{ctx: ctx, opts: opts, path: p, yield: yield}
			if !s.fault(0, CodeNotFound, "it was to be read again and is no longer found: paths are as the run named them, below the folder that it was started in") {
				return
			}
		}
	}
}

// sink is where the reader of one input puts its records and faults.
type sink struct {
	ctx       context.Context
	opts      Options
	path      string
	name      string // of the file in its input folder: its days tell when an article was published
	place     string // what ids are made of with IDsFromPath, "" for an input that lies nowhere
	odd       bool   // the file's name is not UTF-8, so that path shows it otherwise
	at        origin // of the record that is being read
	languages detector
	note      string // a warning for every record: the character set it was read in
	yield     func(Item) bool
	file      io.Reader // the input itself where it is not packed
	archives  int       // how many archives lie around the input
	only      *selection
	opened    bool // the reader stands inside the array of --map records
	records   int64
	faults    int
	stopped   bool // by the consumer, the context or a limit: the reader returns
	done      bool // the consumer wants no more of any input
	// yielding is set while the consumer runs: a panic then is not the reader's.
	yielding bool
}

// fault reports what could not be read; it says whether to go on.
func (s *sink) fault(recordNo int, code, format string, args ...any) bool {
	id := ""
	if recordNo > 0 {
		id = s.at.id()
	}
	return s.faultOf(recordNo, id, code, fmt.Sprintf(format, args...))
}

// faultOf reports what could not be used of a record with an id.
func (s *sink) faultOf(recordNo int, id, code, message string) bool {
	s.emit(Item{Fault: &Fault{
		Path: s.path, RecordNo: recordNo, ID: id, Stage: stageRead, Code: code, Message: strings.ToValidUTF8(message, "\ufffd"),
	}})
	s.faults++
	if s.faults == s.opts.Limits.Faults && !s.done {
		s.emit(Item{Fault: &Fault{
			Path: s.path, Stage: stageRead, Code: CodeTooMany,
			Message: fmt.Sprintf("given up after %d faults in this file", s.faults),
		}})
		s.stopped = true
	}
	return !s.stopped
}

// count takes note of one more record before it is read; it says whether to go on.
func (s *sink) count() bool {
	s.records++
	if s.records > s.opts.Limits.Records {
		s.fault(0, CodeTooLarge, "more than %d records in one file, the rest is not read", s.opts.Limits.Records)
		s.stopped = true
	}
	return !s.stopped
}

// record makes an article of a record, or a fault where it has none; it says
// whether to go on.
func (s *sink) record(r record) bool {
	a, code, message := r.article(s)
	if a == nil {
		return s.lacking(r, code, "%s", message)
	}
	s.emit(Item{Article: a})
	return !s.stopped
}

// lacking reports a record that was read and gives no article.
func (s *sink) lacking(r record, code, format string, args ...any) bool {
	r.mend()
	id := r.given()
	if id == "" && r.no > 0 {
		id = s.at.id()
	}
	return s.faultOf(r.no, id, code, fmt.Sprintf(format, args...))
}

func (s *sink) emit(i Item) {
	if s.done {
		return
	}
	if s.ctx.Err() != nil {
		s.done, s.stopped = true, true
		return
	}
	if i.Fault == nil || i.Fault.RecordNo > 0 {
		i.Line = s.at.line
	}
	s.yielding = true
	goOn := s.yield(i)
	s.yielding = false
	if !goOn {
		s.done, s.stopped = true, true
	}
}
