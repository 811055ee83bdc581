package table_test

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"readout/data/table"
	"readout/data/table/tabletest"
)

// TestStringsAreUTF8: whatever string of whatever table is not, what is written is, and
// the caller's rows are left alone.
func TestStringsAreUTF8(t *testing.T) {
	eachTable(t, map[string]func(*testing.T){
		"articles": writesUTF8[table.Article], "statements": writesUTF8[table.Statement], "stances": writesUTF8[table.Stance],
		"candidates": writesUTF8[table.Statement], "positions": writesUTF8[table.Position], "evaluations": writesUTF8[table.Evaluation], "propositions": writesUTF8[table.Proposition],
		"events": writesUTF8[table.Event], "event_articles": writesUTF8[table.EventArticle],
		"evidence": writesUTF8[table.Evidence], "actors": writesUTF8[table.Actor], "issues": writesUTF8[table.Issue],
		"summary": writesUTF8[table.Summary], "comparisons": writesUTF8[table.Comparison], "polarization": writesUTF8[table.Polarization], "quarantine": writesUTF8[table.Quarantine],
		"codings": writesUTF8[table.Coding], "draws": writesUTF8[table.Draw],
		"coded_statements": writesUTF8[table.Statement], "coded_positions": writesUTF8[table.Position], "coded_evaluations": writesUTF8[table.Evaluation],
	})
}

func writesUTF8[T any](t *testing.T) {
	rows := tabletest.Rows[T](3, 1)
	n := eachString(&rows[1], func(s string) string { return "a\xff" + s })
	if n == 0 {
		t.Fatal("no string in this table")
	}
	path := filepath.Join(t.TempDir(), "t.parquet")
	if err := table.Write(path, meta, rows); err != nil {
		t.Fatal(err)
	}
	eachString(&rows[1], func(s string) string {
		if !strings.HasPrefix(s, "a\xff") {
			t.Errorf("the caller's string is %q now", s)
		}
		return s
	})
	got, err := table.Read[T](path)
	if err != nil {
		t.Fatal(err)
	}
	eachString(&got[1], func(s string) string {
		if !utf8.ValidString(s) || !strings.HasPrefix(s, "a\ufffd") {
			t.Errorf("%.20q was written", s)
		}
		return s
	})
}

// eachString changes every string of a row and gives their number.
func eachString(row any, change func(string) string) (n int) {
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		switch {
		case v.Kind() == reflect.String:
			n++
			v.SetString(change(v.String()))
		case v.Kind() == reflect.Pointer && !v.IsNil() && v.Type().Elem().Kind() == reflect.String:
			visit(v.Elem())
		case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		}
	}
	v := reflect.ValueOf(row).Elem()
	for i := range v.NumField() {
		visit(v.Field(i))
	}
	return n
}
