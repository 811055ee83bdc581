package table

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
)

// Rows are read column by column straight into the fields of structs. The library's own way makes
// rows of values, converts these to the columns that are asked for and then makes structs; for the
// few columns that most passes over a table need, that takes twice as long.

// filled is a field of a struct and the column of a file that fills it.
type filled struct {
	field   int
	index   int          // among the leaves of the file
	full    int          // definition level of a value that is no NULL
	list    bool         // the field is a list
	kind    reflect.Type // of the field, of what it points to or of its elements
	pointer bool         // the field points to it
	of      parquet.Type
}

var timeType, bytesType = reflect.TypeFor[time.Time](), reflect.TypeFor[[]byte]()

// columnsOf finds the columns of a file that T has fields for. One of another type is an error.
func columnsOf[T any](schema *parquet.Schema) (columns []filled, err error) {
	defer func() { err = damaged(recover(), err) }()
	leaves := map[string][]parquet.LeafColumn{}
	for _, path := range schema.Columns() {
		if leaf, ok := schema.Lookup(path...); ok {
			leaves[path[0]] = append(leaves[path[0]], leaf)
		}
	}
	row := reflect.TypeFor[T]()
	for i := range row.NumField() {
		name, _, _ := strings.Cut(row.Field(i).Tag.Get("parquet"), ",")
		found := leaves[name]
		if name == "" || len(found) == 0 {
			continue
		}
		leaf := found[0]
		c := filled{field: i, index: leaf.ColumnIndex, full: leaf.MaxDefinitionLevel, kind: row.Field(i).Type, of: leaf.Node.Type()}
		switch {
		case c.kind.Kind() == reflect.Pointer:
			c.kind, c.pointer = c.kind.Elem(), true
		case c.kind.Kind() == reflect.Slice && c.kind != bytesType:
			c.kind, c.list = c.kind.Elem(), true
		}
		if physical, ok := physicalOf(c.kind); !ok || len(found) > 1 || c.of.Kind() != physical || c.list != (leaf.MaxRepetitionLevel == 1) || leaf.MaxRepetitionLevel > 1 {
			return nil, fmt.Errorf("columns do not fit %s: %s is %s", row, name, leaf.Node)
		}
		columns = append(columns, c)
	}
	return columns, nil
}

// physicalOf is the type that a file has for a Go type.
func physicalOf(t reflect.Type) (parquet.Kind, bool) {
	switch {
	case t == timeType:
		return parquet.Int64, true
	case t == bytesType, t.Kind() == reflect.String:
		return parquet.ByteArray, true
	}
	kind, ok := map[reflect.Kind]parquet.Kind{
		reflect.Int32: parquet.Int32, reflect.Int64: parquet.Int64, reflect.Float64: parquet.Double, reflect.Bool: parquet.Boolean,
	}[t.Kind()]
	return kind, ok
}

// groupReader reads the rows of a row group.
type groupReader struct {
	columns []columnReader
	row     int64
}

func newGroupReader(columns []filled, group parquet.RowGroup) (r *groupReader, err error) {
	defer func() { err = damaged(recover(), err) }()
	chunks := group.ColumnChunks()
	r = &groupReader{columns: make([]columnReader, len(columns))}
	for i := range columns {
		r.columns[i] = columnReader{filled: &columns[i], chunk: chunks[columns[i].index]}
	}
	return r, nil
}

// seek goes to a row, which needs the page index where it is not the next one.
func (r *groupReader) seek(row int64) (err error) {
	if row == r.row {
		return nil
	}
	defer func() { err = damaged(recover(), err) }()
	for i := range r.columns {
		if err := r.columns[i].seek(row); err != nil {
			return err
		}
	}
	r.row = row
	return nil
}

// read fills rows, a slice of structs without values. A panic of the library, at pages that were
// damaged, is an error.
func (r *groupReader) read(rows reflect.Value) (err error) {
	defer func() { err = damaged(recover(), err) }()
	for i := range r.columns {
		if err := r.columns[i].read(rows); err != nil {
			return err
		}
	}
	r.row += int64(rows.Len())
	return nil
}

func (r *groupReader) close() {
	for i := range r.columns {
		r.columns[i].close()
	}
}

// columnReader reads a column of a row group value by value.
type columnReader struct {
	*filled
	chunk  parquet.ColumnChunk
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader // of the page
	buf    []parquet.Value
	at     int    // in buf
	last   string // what a string column had last, which it often has again
}

func (c *columnReader) open() {
	if c.pages == nil {
		c.pages, c.buf = c.chunk.Pages(), make([]parquet.Value, 0, readBatchRows)
	}
}

func (c *columnReader) close() {
	c.release()
	if c.pages != nil {
		_ = c.pages.Close()
	}
}

func (c *columnReader) release() {
	if c.page != nil {
		parquet.Release(c.page)
		c.page, c.values = nil, nil
	}
	c.at, c.buf = 0, c.buf[:0]
}

func (c *columnReader) seek(row int64) error {
	c.open()
	c.release()
	return c.pages.SeekToRow(row)
}

// peek gives the next value, nil behind the last one.
func (c *columnReader) peek() (*parquet.Value, error) {
	for c.at == len(c.buf) {
		if c.page == nil {
			c.open()
			page, err := c.pages.ReadPage()
			if errors.Is(err, io.EOF) {
				return nil, nil
			}
			if err != nil {
				return nil, err
			}
			c.page, c.values = page, page.Values()
		}
		n, err := c.values.ReadValues(c.buf[:cap(c.buf)])
		c.at, c.buf = 0, c.buf[:n]
		switch {
		case n > 0:
		case err == nil:
			return nil, io.ErrNoProgress
		case errors.Is(err, io.EOF):
			c.release()
		default:
			return nil, err
		}
	}
	return &c.buf[c.at], nil
}

// read fills the column's field of all rows.
func (c *columnReader) read(rows reflect.Value) error {
	for i := range rows.Len() {
		v, err := c.peek()
		if v == nil || err != nil {
			return c.fault(err)
		}
		field := rows.Index(i).Field(c.field)
		if c.list {
			err = c.readList(field)
		} else {
			if v.DefinitionLevel() == c.full {
				err = c.set(field, v)
			}
			c.at++
		}
		if err != nil {
			return c.fault(err)
		}
	}
	return nil
}

func (c *columnReader) fault(err error) error {
	if err == nil {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("column %d: %w", c.index, err)
}

// readList makes the list of a row, which is never nil.
func (c *columnReader) readList(field reflect.Value) error {
	list := reflect.MakeSlice(field.Type(), 0, 0)
	for first := true; ; first = false {
		v, err := c.peek()
		if err != nil {
			return err
		}
		if v == nil || !first && v.RepetitionLevel() == 0 {
			field.Set(list)
			return nil
		}
		if v.DefinitionLevel() == c.full {
			element := reflect.New(c.kind).Elem()
			if err := c.assign(element, v); err != nil {
				return err
			}
			list = reflect.Append(list, element)
		}
		c.at++
	}
}

// set puts a value that is no NULL into a field.
func (c *columnReader) set(field reflect.Value, v *parquet.Value) error {
	if c.pointer {
		field.Set(reflect.New(c.kind))
		field = field.Elem()
	}
	return c.assign(field, v)
}

func (c *columnReader) assign(to reflect.Value, v *parquet.Value) error {
	switch to.Kind() {
	case reflect.String:
		if b := v.ByteArray(); string(b) != c.last {
			c.last = string(b)
		}
		to.SetString(c.last)
	case reflect.Float64:
		to.SetFloat(v.Double())
	case reflect.Int32:
		to.SetInt(int64(v.Int32()))
	case reflect.Int64:
		to.SetInt(v.Int64())
	case reflect.Bool:
		to.SetBool(v.Boolean())
	default: // times and bytes
		return c.of.AssignValue(to, *v)
	}
	return nil
}
