package table

import (
	"reflect"
	"strings"
	"unicode/utf8"
)

// inUTF8 replaces what is not UTF-8 in the string columns of rows: one such cell would
// keep DuckDB from reading the whole folder. Readers of articles mend what comes from
// outside, and say so; this is the last gate, for whatever else makes a string.
func inUTF8[T any](rows []T) {
	for i := range rows {
		v := reflect.ValueOf(&rows[i]).Elem()
		for f := range v.NumField() {
			mend(v.Field(f))
		}
	}
}

func mend(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if s := v.String(); !utf8.ValidString(s) {
			v.SetString(strings.ToValidUTF8(s, "\ufffd"))
		}
	case reflect.Pointer:
		if v.IsNil() || v.Type().Elem().Kind() != reflect.String {
			return
		}
		if s := v.Elem().String(); !utf8.ValidString(s) { // the string itself may belong to others
			mended := reflect.New(v.Type().Elem())
			mended.Elem().SetString(strings.ToValidUTF8(s, "\ufffd"))
			v.Set(mended)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() != reflect.String {
			return
		}
		for i := range v.Len() {
			if !utf8.ValidString(v.Index(i).String()) {
				mended := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
				for k := range v.Len() {
					mended.Index(k).SetString(strings.ToValidUTF8(v.Index(k).String(), "\ufffd"))
				}
				v.Set(mended)
				return
			}
		}
	}
}
