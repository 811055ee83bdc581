package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"

	"github.com/parquet-go/parquet-go"
)

// readBatchRows is how many rows are unpacked at a time.
const readBatchRows = 64

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
	return eachGroup(path, func(columns []filled, group parquet.RowGroup, _ *parquet.File, buf []T) error {
		return eachOf(columns, group, [][2]int64{{0, group.NumRows()}}, buf, fn)
	})
}

// EachOf is Each for the rows of some articles: want is asked once for the rows of
// one article that stand together. The file needs a column article_id. Pages
// without a wanted row are not unpacked, save those of that column.
func EachOf[T any](path string, want func(articleID string) bool, fn func(*T) error) error {
	return eachGroup(path, func(columns []filled, group parquet.RowGroup, pf *parquet.File, buf []T) error {
		key := pf.Root().Column("article_id")
		if key == nil {
			return errors.New("no column article_id")
		}
		wanted, err := wantedRows(group.ColumnChunks()[key.Index()], want)
		if err != nil || len(wanted) == 0 {
			return err
		}
		return eachOf(columns, group, wanted, buf, fn)
	}, parquet.SkipPageIndex(false))
}

// callError is an error of the function that a row was given to.
type callError struct{ err error }

func (e *callError) Error() string { return e.err.Error() }

// eachGroup calls do with every row group of a file, with the columns that T has and with memory
// for some rows.
func eachGroup[T any](path string, do func([]filled, parquet.RowGroup, *parquet.File, []T) error, opts ...parquet.FileOption) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	pf, err := open(f, opts...)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if pf.NumRows() == 0 {
		return nil
	}
	columns, err := columnsOf[T](pf.Schema())
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	buf := make([]T, readBatchRows)
	row := int64(0)
	for _, group := range pf.RowGroups() {
		if err := do(columns, group, pf, buf); err != nil {
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

// eachOf calls fn with the rows of ranges of a row group.
func eachOf[T any](columns []filled, group parquet.RowGroup, wanted [][2]int64, buf []T, fn func(*T) error) error {
	r, err := newGroupReader(columns, group)
	if err != nil {
		return err
	}
	defer r.close()
	for _, span := range wanted {
		if err := r.seek(span[0]); err != nil {
			return err
		}
		for left := span[1] - span[0]; left > 0; {
			some := buf[:min(left, int64(len(buf)))]
			clear(some)
			if err := r.read(reflect.ValueOf(some)); err != nil {
				return err
			}
			for i := range some {
				if err := fn(&some[i]); err != nil {
					return &callError{err}
				}
			}
			left -= int64(len(some))
		}
	}
	clear(buf)
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

// open reads the footer of a file. A panic of the library, at a footer or a page index that was
// damaged, is an error.
func open(f *os.File, opts ...parquet.FileOption) (pf *parquet.File, err error) {
	defer func() { err = damaged(recover(), err) }()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return parquet.OpenFile(f, st.Size(), append([]parquet.FileOption{parquet.SkipBloomFilters(true), parquet.SkipPageIndex(true)}, opts...)...)
}

func damaged(panicked any, err error) error {
	if panicked != nil {
		return fmt.Errorf("damaged: %v", panicked)
	}
	return err
}
