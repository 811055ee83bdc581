package table

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// Bounds of what a writer holds in memory and of what a reader can skip. A row
// group ends at whichever comes first; 122,880 rows is what DuckDB scans as one,
// and 16 MB are 50,000 statements or 5,000 articles.
const (
	batchRows     = 256
	groupRows     = 122_880
	groupBytes    = 16 << 20
	pageBytes     = 256 << 10
	dictBytes     = 1 << 20
	bloomBits     = 10 // a value: about 1 % false positives
	keySchema     = "readout.schema_version"
	keyVersion    = "readout.version"
	keyLexicon    = "readout.lexicon_sha256"
	readBatchRows = 256
)

// Meta is what stands in the key-values of every file.
type Meta struct {
	SchemaVersion string // filled in by writers with SchemaVersion
	Version       string // of readout
	LexiconSHA256 string
}

// Writer writes rows of one table to one Parquet file. The bytes depend on the
// rows and Meta alone, not on how many rows each Write was given. It holds at
// most one row group, about 16 MB, and after Close nothing.
type Writer[T any] struct {
	pq      *parquet.GenericWriter[T]
	out     *bufio.Writer
	pending []T
	rows    int64
	flushed int64 // size of the file up to the last whole row group
	size    int64 // of the file once it is closed
}

// NewWriter starts a file on w. T is one of the structs of this package.
func NewWriter[T any](w io.Writer, m Meta) *Writer[T] {
	out := bufio.NewWriterSize(w, 1<<20)
	opts := []parquet.WriterOption{
		parquet.Compression(newCodec()),
		parquet.MaxRowsPerRowGroup(groupRows),
		parquet.PageBufferSize(pageBytes),
		parquet.DictionaryMaxBytes(dictBytes),
		parquet.DataPageStatistics(true),
		parquet.DefaultEncodingFor(parquet.Int32, &parquet.DeltaBinaryPacked), // offsets
		parquet.KeyValueMetadata(keySchema, SchemaVersion),
		parquet.KeyValueMetadata(keyVersion, m.Version),
		parquet.KeyValueMetadata(keyLexicon, m.LexiconSHA256),
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
		pq:      parquet.NewGenericWriter[T](out, opts...),
		out:     out,
		pending: make([]T, 0, batchRows),
	}
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
	n, err := w.pq.Write(w.pending)
	w.rows += int64(n)
	clear(w.pending)
	w.pending = w.pending[:0]
	if err != nil {
		return fmt.Errorf("row %d: %w", w.rows, err)
	}
	if w.pq.Size()-w.flushed >= groupBytes {
		if err := w.pq.Flush(); err != nil {
			return fmt.Errorf("row group before row %d: %w", w.rows, err)
		}
		w.flushed = w.pq.Size()
	}
	return nil
}

// Rows is the number of rows that were given to Write.
func (w *Writer[T]) Rows() int64 { return w.rows + int64(len(w.pending)) }

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
	w := NewWriter[T](f, m)
	if err := w.Write(rows...); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return f.Sync()
}

// Read gives all rows of the file at path. It is for small tables: Each streams.
func Read[T any](path string) ([]T, error) {
	var rows []T
	err := Each(path, func(r *T) error {
		rows = append(rows, *r)
		return nil
	})
	return rows, err
}

// Each calls fn with every row of the file at path, in order. T is one of the
// structs of this package or any other struct whose fields name some of the
// table's columns in the same way: only those columns are read. A column that
// the file lacks, because an older readout wrote it, comes as nil or zero. The
// row is fn's until it returns; a copy of the struct may be kept. An error of fn
// ends the reading and is returned as it is.
func Each[T any](path string, fn func(*T) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	pf, err := open(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if pf.NumRows() == 0 {
		return nil
	}
	r, err := fileReader[T](pf)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer r.Close()
	buf := make([]T, readBatchRows)
	for row := int64(0); ; {
		n, err := read(r, buf)
		for i := range buf[:n] {
			if err := fn(&buf[i]); err != nil {
				return err
			}
		}
		row += int64(n)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: row %d: %w", path, row, err)
		}
		clear(buf)
	}
}

// EachOf is Each for the rows of some articles: want is asked once for the rows of
// one article that stand together. The file needs a column article_id. Pages
// without a wanted row are not unpacked, save those of that column.
func EachOf[T any](path string, want func(articleID string) bool, fn func(*T) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	pf, err := open(f, parquet.SkipPageIndex(false))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	key := pf.Root().Column("article_id")
	if key == nil {
		return fmt.Errorf("%s: no column article_id", path)
	}
	buf := make([]T, readBatchRows)
	row := int64(0)
	for _, group := range pf.RowGroups() {
		if err := eachOf(group, key.Index(), want, buf, fn); err != nil {
			var own *callError
			if errors.As(err, &own) {
				return own.err
			}
			return fmt.Errorf("%s: in the row group from row %d: %w", path, row, err)
		}
		row += group.NumRows()
	}
	return nil
}

// callError is an error of the function that a row was given to.
type callError struct{ err error }

func (e *callError) Error() string { return e.err.Error() }

func eachOf[T any](group parquet.RowGroup, key int, want func(string) bool, buf []T, fn func(*T) error) (err error) {
	wanted, err := wantedRows(group.ColumnChunks()[key], want)
	if err != nil || len(wanted) == 0 {
		return err
	}
	r, err := newReader[T](group)
	if err != nil {
		return err
	}
	defer r.Close()
	for _, span := range wanted {
		if err := r.SeekToRow(span[0]); err != nil {
			return err
		}
		for left := span[1] - span[0]; left > 0; {
			n, err := read(r, buf[:min(left, int64(len(buf)))])
			for i := range buf[:n] {
				if err := fn(&buf[i]); err != nil {
					return &callError{err}
				}
			}
			clear(buf[:n])
			if left -= int64(n); left > 0 && err != nil {
				return err
			}
		}
	}
	return nil
}

// wantedRows gives the ranges of rows of a row group whose key is wanted.
func wantedRows(chunk parquet.ColumnChunk, want func(string) bool) (spans [][2]int64, err error) {
	defer func() { err = damaged(recover(), err) }()
	pages := chunk.Pages()
	defer pages.Close()
	var last []byte
	wanted, row := false, int64(0)
	values := make([]parquet.Value, 1024)
	for {
		page, err := pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return spans, nil
		}
		if err != nil {
			return nil, err
		}
		from := page.Values()
		for err == nil {
			var n int
			n, err = from.ReadValues(values)
			for _, v := range values[:n] {
				if key := v.ByteArray(); row == 0 || !bytes.Equal(key, last) {
					last = append(last[:0], key...)
					wanted = want(string(key))
				}
				if k := len(spans) - 1; wanted && k >= 0 && spans[k][1] == row {
					spans[k][1]++
				} else if wanted {
					spans = append(spans, [2]int64{row, row + 1})
				}
				row++
			}
		}
		parquet.Release(page)
		if !errors.Is(err, io.EOF) {
			return nil, err
		}
	}
}

// ReadMeta gives the key-values and the number of rows of the file at path.
func ReadMeta(path string) (Meta, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return Meta{}, 0, err
	}
	defer f.Close()
	pf, err := open(f)
	if err != nil {
		return Meta{}, 0, fmt.Errorf("%s: %w", path, err)
	}
	var m Meta
	m.SchemaVersion, _ = pf.Lookup(keySchema)
	m.Version, _ = pf.Lookup(keyVersion)
	m.LexiconSHA256, _ = pf.Lookup(keyLexicon)
	return m, pf.NumRows(), nil
}

// Nulls gives the number of NULLs of every column that can have them, from the
// statistics of the file at path.
func Nulls(path string) (map[string]int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	pf, err := open(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	nulls := map[string]int64{}
	for _, column := range pf.Root().Columns() {
		if !column.Optional() || !column.Leaf() {
			continue
		}
		for _, group := range pf.Metadata().RowGroups {
			nulls[column.Name()] += group.Columns[column.Index()].MetaData.Statistics.NullCount
		}
	}
	return nulls, nil
}

func open(f *os.File, opts ...parquet.FileOption) (*parquet.File, error) {
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return parquet.OpenFile(f, st.Size(), append([]parquet.FileOption{parquet.SkipBloomFilters(true), parquet.SkipPageIndex(true)}, opts...)...)
}

// read turns a panic of the library, at pages that were damaged, into an error.
func read[T any](r *parquet.GenericReader[T], buf []T) (n int, err error) {
	defer func() { err = damaged(recover(), err) }()
	return r.Read(buf)
}

func damaged(panicked any, err error) error {
	if panicked != nil {
		return fmt.Errorf("damaged: %v", panicked)
	}
	return err
}

// fileReader and newReader turn the library's panic at a column of another type
// into an error.
func fileReader[T any](pf *parquet.File) (r *parquet.GenericReader[T], err error) {
	defer func() { err = misfit[T](recover(), err) }()
	return parquet.NewGenericReader[T](pf), nil
}

func newReader[T any](rows parquet.RowGroup) (r *parquet.GenericReader[T], err error) {
	defer func() { err = misfit[T](recover(), err) }()
	return parquet.NewGenericRowGroupReader[T](rows), nil
}

func misfit[T any](panicked any, err error) error {
	if panicked != nil {
		return fmt.Errorf("columns do not fit %s: %v", reflect.TypeFor[T](), panicked)
	}
	return err
}
