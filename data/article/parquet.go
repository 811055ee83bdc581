package article

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	parquetformat "github.com/parquet-go/parquet-go/format"
)

// rowBatch is how many rows are decoded at a time.
const rowBatch = 64

// readParquet takes a table by the names of its columns; of nested columns the
// outermost name counts. Only the columns that hold a field are decoded.
func readParquet(in *bufio.Reader, s *sink) {
	file, size, err := s.seekable(in)
	if err != nil {
		s.readFault(0, err)
		return
	}
	defer file.Close()
	// The library trusts the metadata of a file: where that is damaged it may panic.
	defer func() {
		if r := recover(); r != nil {
			if s.yielding {
				panic(r)
			}
			s.fault(0, CodeSyntax, "damaged Parquet: %v; the rest of the file is not read", r)
		}
	}()
	limit := s.opts.Limits.PageBytes
	if err := checkFooter(file, size, limit); err != nil {
		s.parquetFault(0, "not a whole Parquet file", err)
		return
	}
	f, err := parquet.OpenFile(file, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		s.fault(0, CodeSyntax, "not a whole Parquet file: %v", err)
		return
	}
	t, ok := s.tableOf(f.Schema())
	if !ok {
		return
	}
	no := 0
	for i, group := range f.RowGroups() {
		meta := &f.Metadata().RowGroups[i]
		if err := checkGroup(file, size, meta, t.leaves, limit); err != nil {
			rows := min(max(meta.NumRows, 0), math.MaxInt32)
			place := fmt.Sprintf("row group %d, rows %d to %d, is not read", i+1, no+1, int64(no)+rows)
			if !s.parquetFault(no+1, place, err) {
				return
			}
			no += int(rows)
			continue
		}
		converted, err := parquet.Convert(t.schema, f.Schema())
		if err != nil {
			s.fault(0, CodeSyntax, "its columns are not read: %v", err)
			return
		}
		rows := parquet.ConvertRowGroup(group, converted).Rows()
		no, err = s.rows(rows, t, no)
		_ = rows.Close()
		if err != nil {
			s.fault(no+1, CodeSyntax, "damaged Parquet: %v; the rest of the file is not read", err)
			return
		}
		if s.stopped {
			return
		}
	}
	if no == 0 {
		s.fault(0, CodeEmpty, "no row in it")
	}
}

// parquetFault reports what the checks of a Parquet file found; it says whether to go on.
func (s *sink) parquetFault(recordNo int, place string, err error) bool {
	code := CodeSyntax
	if over := (*overPage)(nil); errors.As(err, &over) {
		code = CodeTooLarge
	}
	return s.fault(recordNo, code, "%s: %v", place, err)
}

// parquetTable is the part of a table that is read.
type parquetTable struct {
	schema  *parquet.Schema
	columns columnsOf
	names   []string             // of the columns, in the order of the header that columns is made of
	leaves  []parquet.LeafColumn // the columns of values below them, of the whole file
	owner   []int                // the name that each leaf column belongs to
	unit    []time.Duration      // of each leaf column that is a time: what it counts since 1970, else 0
	uuid    []bool               // of each leaf column: it holds UUIDs
	passed  []bool               // of each leaf column: another one of its struct says the same in words
}

// tableOf picks the columns that hold a field; a fault says that none holds the text.
func (s *sink) tableOf(schema *parquet.Schema) (parquetTable, bool) {
	var all []string
	for _, f := range schema.Fields() {
		all = append(all, f.Name())
	}
	columns := headerColumns(all)
	wanted := map[string]bool{}
	for _, f := range fields {
		if key, ok := s.opts.Map[f.name]; ok {
			if !slices.Contains(all, key) {
				s.fault(0, CodeMap, "no column %q (--map): the columns are %s", key, strings.Join(all, ", "))
				return parquetTable{}, false
			}
			wanted[key] = true
			continue
		}
		for _, n := range f.names {
			if i, ok := columns.lower[n]; ok {
				wanted[all[i]] = true
			}
		}
	}
	if !slices.Contains(columns.known, "text") && s.opts.Map["text"] == "" {
		s.noTextColumn(all, columns)
		return parquetTable{}, false
	}
	group := parquet.Group{}
	for _, f := range schema.Fields() {
		if wanted[f.Name()] {
			group[f.Name()] = f
		}
	}
	t := parquetTable{schema: parquet.NewSchema(schema.Name(), group)}
	for _, f := range t.schema.Fields() {
		t.names = append(t.names, f.Name())
	}
	t.columns = headerColumns(t.names)
	for _, path := range t.schema.Columns() {
		t.owner = append(t.owner, slices.Index(t.names, path[0]))
		leaf, _ := schema.Lookup(path...)
		t.leaves = append(t.leaves, leaf)
		kind := leaf.Node.Type().LogicalType()
		t.unit = append(t.unit, timeUnit(kind))
		t.uuid = append(t.uuid, isUUID(kind))
	}
	t.passed = unnamedLeaves(t.schema.Columns())
	return t, true
}

// unnamedLeaves marks the leaf columns of structs that have another one that is a
// name: of source{id, name} the id is passed over, as it is in JSON.
func unnamedLeaves(paths [][]string) []bool {
	passed := make([]bool, len(paths))
	for i, path := range paths {
		for _, name := range []string{"name", "title"} {
			named := append(slices.Clone(path[:len(path)-1]), name)
			if len(path) > 1 && slices.ContainsFunc(paths, func(p []string) bool { return slices.Equal(p, named) }) {
				passed[i] = path[len(path)-1] != name
				break
			}
		}
	}
	return passed
}

// rows reads one row group; no is how many rows were read before and after it.
func (s *sink) rows(rows parquet.Rows, t parquetTable, no int) (int, error) {
	buffer := make([]parquet.Row, rowBatch)
	for {
		n, err := rows.ReadRows(buffer)
		for _, row := range buffer[:n] {
			if !s.count() {
				return no, nil
			}
			no++
			values, ok := t.values(row, s.opts.Limits.LineBytes)
			s.at = origin{values: values}
			if !ok {
				if !s.fault(no, CodeTooLarge, "a row of more than %d bytes (--max-line-bytes)", s.opts.Limits.LineBytes) {
					return no, nil
				}
				continue
			}
			if !s.row(no, values, t.columns) {
				return no, nil
			}
		}
		if errors.Is(err, io.EOF) || err == nil && n == 0 {
			return no, nil
		}
		if err != nil {
			return no, err
		}
	}
}

// values is a row as strings, the parts of a list joined by commas; ok is false
// where they have more than limit bytes, and out holds those up to there.
func (t parquetTable) values(row parquet.Row, limit int64) (out []string, ok bool) {
	parts := make([]strings.Builder, len(t.names))
	ok = true
	for _, v := range row {
		if v.IsNull() || t.passed[v.Column()] {
			continue
		}
		b := v.ByteArray()
		if limit -= int64(len(b) + len(", ")); limit < 0 {
			ok = false
			break
		}
		to := &parts[t.owner[v.Column()]]
		if to.Len() > 0 {
			to.WriteString(", ")
		}
		if t.uuid[v.Column()] && len(b) == 16 {
			fmt.Fprintf(to, "%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
			continue
		}
		to.WriteString(parquetText(v, t.unit[v.Column()]))
	}
	for i := range parts {
		out = append(out, parts[i].String())
	}
	return out, ok
}

func parquetText(v parquet.Value, unit time.Duration) string {
	switch {
	case v.Kind() == parquet.ByteArray || v.Kind() == parquet.FixedLenByteArray:
		return string(v.ByteArray())
	case unit == day:
		return time.Unix(int64(v.Int32())*int64(day/time.Second), 0).UTC().Format(time.DateOnly)
	case unit != 0:
		perSecond := int64(time.Second / unit)
		return time.Unix(v.Int64()/perSecond, v.Int64()%perSecond*int64(unit)).UTC().Format(time.RFC3339Nano)
	}
	return v.String()
}

const day = 24 * time.Hour

func isUUID(kind *parquetformat.LogicalType) bool {
	if kind == nil {
		return false
	}
	_, ok := kind.Value.(*parquetformat.UUIDType)
	return ok
}

func timeUnit(kind *parquetformat.LogicalType) time.Duration {
	if kind == nil {
		return 0
	}
	switch k := kind.Value.(type) {
	case *parquetformat.DateType:
		return day
	case *parquetformat.TimestampType:
		if k.Unit.Value != nil {
			return k.Unit.Value.Duration()
		}
	}
	return 0
}

// seekable is the input as a file that can be read at any place: the file
// itself, or a temporary one where it is packed or a pipe.
func (s *sink) seekable(in *bufio.Reader) (file *temporary, size int64, err error) {
	if f, ok := s.file.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return &temporary{File: f}, info.Size(), nil
		}
	}
	f, err := os.CreateTemp("", "readout-*.parquet")
	if err != nil {
		return nil, 0, err
	}
	file = &temporary{File: f, remove: true}
	size, err = io.Copy(f, in)
	if err != nil {
		_ = file.Close()
		return nil, 0, fmt.Errorf("unpacking to %s: %w", os.TempDir(), err)
	}
	return file, size, nil
}

// temporary is a file that goes when it is closed, or one that stays open for
// its owner.
type temporary struct {
	*os.File
	remove bool
}

func (t *temporary) Close() error {
	if !t.remove {
		return nil
	}
	err := t.File.Close()
	return errors.Join(err, os.Remove(t.Name()))
}
