package run

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// merger gives the rows of a table with the coded ones in their places.
type merger[T any] struct {
	o       *overlay
	name    string
	want    func(string) bool
	fn      func(*T) error
	article int // fields of T
	id      int
	next    int // of o.order
}

// eachLaid reads a table with the overlay upon it.
func eachLaid[T any](c *Corpus, o *overlay, name string, want func(string) bool, fn func(*T) error) error {
	m := merger[T]{o: o, name: name, want: want, fn: fn, article: -1, id: -1}
	for i, f := range columnsOf(reflect.TypeFor[T]()) {
		switch f {
		case "article_id":
			m.article = i
		case "statement_id":
			m.id = i
		}
	}
	if m.id < 0 || m.article < 0 && (name == "positions" || name == "evaluations") {
		return fmt.Errorf("%s: rows without article_id or statement_id cannot be read with their codings", name)
	}
	if err := eachMeasured(c, name, want, m.row); err != nil {
		return err
	}
	return m.until([2]int32{1 << 30, 0})
}

func (m *merger[T]) row(r *T) error {
	v := reflect.ValueOf(r).Elem()
	id := v.Field(m.id).String()
	s := m.o.statements[id]
	if m.name == "statements" {
		if s == nil {
			return m.fn(r)
		}
		if s.none {
			return nil
		}
		fillFrom(v, reflect.ValueOf(&s.row).Elem())
		return m.fn(r)
	}
	if m.name == "positions" || m.name == "evaluations" {
		if seq, ok := m.o.seq[id]; ok || m.next < len(m.o.order) {
			at := [2]int32{m.o.article[hash64(v.Field(m.article).String())], seq}
			if err := m.until(at); err != nil {
				return err
			}
		}
		if s != nil {
			return nil
		}
		return m.fn(r)
	}
	if s != nil && s.none { // evidence and stances of what is no statement
		return nil
	}
	return m.fn(r)
}

// until gives the coded rows of the statements up to a place.
func (m *merger[T]) until(at [2]int32) error {
	for ; m.next < len(m.o.order); m.next++ {
		s := m.o.order[m.next]
		if s.at[0] > at[0] || s.at[0] == at[0] && s.at[1] > at[1] {
			return nil
		}
		if s.none || m.want != nil && !m.want(s.row.ArticleID) {
			continue
		}
		give := func(src reflect.Value) error {
			row := new(T)
			fillFrom(reflect.ValueOf(row).Elem(), src)
			return m.fn(row)
		}
		switch m.name {
		case "positions":
			for i := range s.positions {
				if err := give(reflect.ValueOf(&s.positions[i]).Elem()); err != nil {
					return err
				}
			}
		case "evaluations":
			for i := range s.evaluations {
				if err := give(reflect.ValueOf(&s.evaluations[i]).Elem()); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// columnsOf names the columns of a row's fields, "" for a field that is none.
func columnsOf(t reflect.Type) []string {
	names := make([]string, t.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(t.Field(i).Tag.Get("parquet"), ",")
	}
	return names
}

// fillFrom copies the columns that two rows share; dst has the types of a table's columns or
// pointers to them.
func fillFrom(dst, src reflect.Value) {
	from := columnsOf(src.Type())
	for i, column := range columnsOf(dst.Type()) {
		k := slices.Index(from, column)
		if column == "" || k < 0 {
			continue
		}
		to, value := dst.Field(i), src.Field(k)
		switch {
		case value.Type() == to.Type():
			to.Set(value)
		case to.Kind() == reflect.Pointer && to.Type().Elem() == value.Type():
			to.Set(reflect.New(value.Type()))
			to.Elem().Set(value)
		case value.Kind() == reflect.Pointer && value.Type().Elem() == to.Type():
			to.SetZero()
			if !value.IsNil() {
				to.Set(value.Elem())
			}
		}
	}
}
