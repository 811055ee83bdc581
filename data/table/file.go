package table

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"sync"

	"github.com/parquet-go/parquet-go"
)

// Grain bounds what a writer holds in memory, what a reader of all columns holds and what one can
// skip: the bytes of a row group, of a page and of a dictionary.
type Grain struct {
	group int64
	page  int
	dicts int64
}

// Coarse is for tables that are queried: 8 MB are 25,000 statements or 2,500 articles. Fine is for
// those of shards, which are read whole and many side by side, at some 10 MB each in place of 30.
var (
	Coarse = Grain{8 << 20, 128 << 10, 512 << 10}
	Fine   = Grain{8 << 20, 16 << 10, 64 << 10}
)

// A row group ends at groupRows, if it has not ended by its bytes before: what DuckDB scans as one.
const (
	batchRows  = 256
	groupRows  = 122_880
	bloomBits  = 10 // a value: about 1 % false positives
	keySchema  = "readout.schema_version"
	keyVersion = "readout.version"
	keyLexicon = "readout.lexicon_sha256"
	keyColumns = "readout.columns"
)

// Meta is what stands in the key-values of every file.
type Meta struct {
	SchemaVersion string // filled in by writers with SchemaVersion
	Version       string // of readout
	LexiconSHA256 string
}

// Writer writes rows of one table to one Parquet file. The bytes depend on the
// rows and Meta alone, not on how many rows each Write was given. It holds at
// most one row group, about as large as its Grain says, and after Close nothing.
type Writer[T any] struct {
	grain   Grain
	pq      *parquet.GenericWriter[T]
	out     *bufio.Writer
	pending []T
	rows    int64
	flushed int64 // size of the file up to the last whole row group
	size    int64 // of the file once it is closed
}

// NewWriter starts a file on w. T is one of the structs of this package.
func NewWriter[T any](w io.Writer, m Meta, g Grain) *Writer[T] {
	out := bufio.NewWriterSize(w, 1<<20)
	opts := []parquet.WriterOption{
		parquet.Compression(newCodec()),
		parquet.MaxRowsPerRowGroup(groupRows),
		parquet.PageBufferSize(g.page),
		parquet.DictionaryMaxBytes(g.dicts),
		parquet.DataPageStatistics(true),
		parquet.DefaultEncodingFor(parquet.Int32, &parquet.DeltaBinaryPacked), // offsets
		parquet.KeyValueMetadata(keySchema, SchemaVersion),
		parquet.KeyValueMetadata(keyVersion, m.Version),
		parquet.KeyValueMetadata(keyLexicon, m.LexiconSHA256),
	}
	if columns := columnsInWords(reflect.TypeFor[T]()); columns != "" {
		opts = append(opts, parquet.KeyValueMetadata(keyColumns, columns))
	}
	var blooms []parquet.BloomFilterColumn
	t := reflect.TypeFor[T]()
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("parquet"), ",")
		switch t.Field(i).Tag.Get("index") {
		case "bloom":
			blooms = append(blooms, parquet.SplitBlockFilter(bloomBits, name))
		case "long": // bounds of long texts would repeat the texts
			opts = append(opts, parquet.SkipPageBounds(name), parquet.SkipPageStatistics(name))
		}
	}
	opts = append(opts, parquet.BloomFilters(blooms...))
	return &Writer[T]{
		grain:   g,
		pq:      parquet.NewGenericWriter[T](out, opts...),
		out:     out,
		pending: make([]T, 0, batchRows),
	}
}

// docsOnce reads the comments of the structs.
var docsOnce = sync.OnceValues(readDocs)

// columnsInWords is what the data dictionary says of a table's columns, as a JSON
// object of names and descriptions; "" for a struct that is no table.
func columnsInWords(row reflect.Type) string {
	docs, err := docsOnce()
	if err != nil || docs[row.Name()] == nil {
		return ""
	}
	words := map[string]string{}
	for i := range row.NumField() {
		c, err := column(row.Field(i), docs[row.Name()][row.Field(i).Name])
		if err != nil {
			return ""
		}
		words[c.Name] = c.Sentence()
	}
	b, err := json.Marshal(words)
	if err != nil {
		return ""
	}
	return string(b)
}

// Write adds rows. They may be kept until a later call, but are not changed.
func (w *Writer[T]) Write(rows ...T) error {
	for len(rows) > 0 {
		n := min(len(rows), batchRows-len(w.pending))
		w.pending = append(w.pending, rows[:n]...)
		rows = rows[n:]
		if len(w.pending) == batchRows {
			if err := w.drain(); err != nil {
				return err
			}
		}
	}
	return nil
}

// drain hands the pending rows on. Batches always have the same size, since page
// and row-group borders are looked for between them.
func (w *Writer[T]) drain() error {
	if len(w.pending) == 0 {
		return nil
	}
	inUTF8(w.pending)
	n, err := w.pq.Write(w.pending)
	w.rows += int64(n)
	clear(w.pending)
	w.pending = w.pending[:0]
	if err != nil {
		return fmt.Errorf("row %d: %w", w.rows, err)
	}
	if w.pq.Size()-w.flushed >= w.grain.group {
		if err := w.pq.Flush(); err != nil {
			return fmt.Errorf("row group before row %d: %w", w.rows, err)
		}
		w.flushed = w.pq.Size()
	}
	return nil
}

// Size is about how many bytes the file has by now, not less than on disk.
func (w *Writer[T]) Size() int64 {
	if w.pq == nil {
		return w.size
	}
	return w.pq.Size()
}

// Close writes what is left and the footer, and lets go of all buffers. It does
// not close the underlying writer.
func (w *Writer[T]) Close() error {
	if err := w.drain(); err != nil {
		return err
	}
	if err := w.pq.Close(); err != nil {
		return err
	}
	err := w.out.Flush()
	w.size = w.pq.Size()
	w.pq, w.out, w.pending = nil, nil, nil
	return err
}

// Write writes a whole table to the file at path, which must not exist, and syncs it.
func Write[T any](path string, m Meta, rows []T) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := NewWriter[T](f, m, Coarse)
	if err := w.Write(rows...); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return f.Sync()
}
