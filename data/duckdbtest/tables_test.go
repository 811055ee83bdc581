package duckdbtest

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	_ "github.com/duckdb/duckdb-go/v2"

	"readout/data/table"
	"readout/data/table/tabletest"
)

var meta = table.Meta{SchemaVersion: table.SchemaVersion, Version: "1.0.0", LexiconSHA256: "abc"}

func open(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec("SET threads = 2; SET TimeZone = 'UTC'"); err != nil {
		t.Fatal(err)
	}
	return db
}

// rows runs a query and gives every row as its values, in text where %v does.
func query(t *testing.T, db *sql.DB, q string) [][]any {
	t.Helper()
	r, err := db.Query(q)
	if err != nil {
		t.Fatalf("%v\n%s", err, q)
	}
	defer r.Close()
	cols, err := r.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]any
	for r.Next() {
		row := make([]any, len(cols))
		into := make([]any, len(cols))
		for i := range row {
			into[i] = &row[i]
		}
		if err := r.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, row)
	}
	if err := r.Err(); err != nil {
		t.Fatalf("%v\n%s", err, q)
	}
	return all
}

func TestDuckDBReadsWhatWeWrite(t *testing.T) {
	t.Run("articles", readsBack[table.Article])
	t.Run("statements", readsBack[table.Statement])
	t.Run("stances", readsBack[table.Stance])
	t.Run("positions", readsBack[table.Position])
	t.Run("evaluations", readsBack[table.Evaluation])
	t.Run("propositions", readsBack[table.Proposition])
	t.Run("evidence", readsBack[table.Evidence])
	t.Run("actors", readsBack[table.Actor])
	t.Run("issues", readsBack[table.Issue])
	t.Run("events", readsBack[table.Event])
	t.Run("event_articles", readsBack[table.EventArticle])
	t.Run("summary", readsBack[table.Summary])
	t.Run("comparisons", readsBack[table.Comparison])
	t.Run("polarization", readsBack[table.Polarization])
	t.Run("quarantine", readsBack[table.Quarantine])
}

// readsBack writes random rows, compares what DuckDB finds with them value by
// value, lets DuckDB write them again, and compares what we read of that.
func readsBack[T any](t *testing.T) {
	db := open(t)
	path := filepath.Join(t.TempDir(), "t.parquet")
	want := tabletest.Rows[T](1500, 11)
	if err := table.Write(path, meta, want); err != nil {
		t.Fatal(err)
	}
	got := query(t, db, fmt.Sprintf("SELECT * FROM read_parquet('%s')", path))
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		v := reflect.ValueOf(want[i])
		for f := range v.NumField() {
			if w := plain(v.Field(f)); !reflect.DeepEqual(got[i][f], w) {
				t.Fatalf("row %d, %s: %#v, want %#v", i, v.Type().Field(f).Name, got[i][f], w)
			}
		}
	}

	again := filepath.Join(t.TempDir(), "again.parquet")
	query(t, db, fmt.Sprintf("COPY (SELECT * FROM read_parquet('%s')) TO '%s' (COMPRESSION zstd)", path, again))
	back, err := table.Read[T](again)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if !reflect.DeepEqual(plains(back[i]), plains(want[i])) {
			t.Fatalf("row %d from DuckDB's file:\n got %+v\nwant %+v", i, plains(back[i]), plains(want[i]))
		}
	}
}

// plain is a field as the driver gives it.
func plain(v reflect.Value) any {
	switch x := v.Interface().(type) {
	case []byte:
		return append([]byte{}, x...)
	case time.Time:
		return x
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return plain(v.Elem())
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = plain(v.Index(i))
		}
		return list
	}
	return v.Interface()
}

func plains(row any) []any {
	v := reflect.ValueOf(row)
	all := make([]any, v.NumField())
	for i := range all {
		all[i] = plain(v.Field(i))
	}
	return all
}

func TestTypesAreThoseOfTheDictionary(t *testing.T) {
	db, dir := open(t), t.TempDir()
	write := map[string]func(string) error{
		"articles":       func(p string) error { return table.Write[table.Article](p, meta, nil) },
		"statements":     func(p string) error { return table.Write[table.Statement](p, meta, nil) },
		"stances":        func(p string) error { return table.Write[table.Stance](p, meta, nil) },
		"evidence":       func(p string) error { return table.Write[table.Evidence](p, meta, nil) },
		"actors":         func(p string) error { return table.Write[table.Actor](p, meta, nil) },
		"issues":         func(p string) error { return table.Write[table.Issue](p, meta, nil) },
		"summary":        func(p string) error { return table.Write[table.Summary](p, meta, nil) },
		"comparisons":    func(p string) error { return table.Write[table.Comparison](p, meta, nil) },
		"polarization":   func(p string) error { return table.Write[table.Polarization](p, meta, nil) },
		"events":         func(p string) error { return table.Write[table.Event](p, meta, nil) },
		"event_articles": func(p string) error { return table.Write[table.EventArticle](p, meta, nil) },
		"positions":      func(p string) error { return table.Write[table.Position](p, meta, nil) },
		"evaluations":    func(p string) error { return table.Write[table.Evaluation](p, meta, nil) },
		"propositions":   func(p string) error { return table.Write[table.Proposition](p, meta, nil) },
		"candidates":     func(p string) error { return table.Write[table.Statement](p, meta, nil) },
		"quarantine":     func(p string) error { return table.Write[table.Quarantine](p, meta, nil) },
		"codings":        func(p string) error { return table.Write[table.Coding](p, meta, nil) },
		"draws":          func(p string) error { return table.Write[table.Draw](p, meta, nil) },

		"coded_statements":  func(p string) error { return table.Write[table.Statement](p, meta, nil) },
		"coded_positions":   func(p string) error { return table.Write[table.Position](p, meta, nil) },
		"coded_evaluations": func(p string) error { return table.Write[table.Evaluation](p, meta, nil) },
	}
	tables, err := table.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range tables {
		path := filepath.Join(dir, d.Name+".parquet")
		if err := write[d.Name](path); err != nil {
			t.Fatal(err)
		}
		rows := query(t, db, fmt.Sprintf("DESCRIBE SELECT * FROM read_parquet('%s')", path))
		for i, c := range d.Columns {
			if rows[i][0] != c.Name || rows[i][1] != c.Type {
				t.Errorf("%s: DuckDB has %v %v, the dictionary %s %s", d.Name, rows[i][0], rows[i][1], c.Name, c.Type)
			}
		}
	}
}

func TestFilesSayWhatTheyAre(t *testing.T) {
	db := open(t)
	path := filepath.Join(t.TempDir(), "t.parquet")
	rows := tabletest.Rows[table.Statement](2000, 5)
	for i := range rows { // no reader keeps bounds of infinities
		rows[i].Certainty = nil
		if c := float64(i) / 2000; i%2 == 0 {
			rows[i].Certainty = &c
		}
	}
	if err := table.Write(path, meta, rows); err != nil {
		t.Fatal(err)
	}
	kv := query(t, db, fmt.Sprintf("SELECT key::VARCHAR, value::VARCHAR FROM parquet_kv_metadata('%s') WHERE key::VARCHAR <> 'readout.columns' ORDER BY 1", path))
	if s := fmt.Sprint(kv); s != "[[readout.lexicon_sha256 abc] [readout.schema_version "+table.SchemaVersion+"] [readout.version 1.0.0]]" {
		t.Errorf("key-values: %s", s)
	}
	for _, c := range []struct{ what, sql, want string }{
		{"compression", "SELECT DISTINCT compression FROM parquet_metadata('%s')", "[[ZSTD]]"},
		{"a score's statistics", "SELECT stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('%s') WHERE path_in_schema = 'certainty'", "[[0.0 0.999 1000]]"},
		{"a text's statistics", "SELECT stats_min_value, stats_max_value FROM parquet_metadata('%s') WHERE path_in_schema = 'content'", "[[<nil> <nil>]]"},
		{"bloom filters", "SELECT string_agg(path_in_schema, ' ') FROM parquet_metadata('%s') WHERE bloom_filter_offset IS NOT NULL", "[[statement_id article_id quote_group_id actor_id]]"},
		{"dictionaries", "SELECT encodings LIKE '%%DICTIONARY%%' FROM parquet_metadata('%s') WHERE path_in_schema IN ('frame', 'outlet')", "[[true] [true]]"},
	} {
		if got := fmt.Sprint(query(t, db, fmt.Sprintf(c.sql, path))); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	// A probe of the bloom filter that DuckDB itself uses to leave out row groups.
	probe := query(t, db, fmt.Sprintf("SELECT bool_and(bloom_filter_excludes) FROM parquet_bloom_probe('%s', 'quote_group_id', 'q-nowhere')", path))
	if fmt.Sprint(probe) != "[[true]]" {
		t.Errorf("the bloom filter does not exclude what is not there: %v", probe)
	}
}

func TestRowGroupsAreBounded(t *testing.T) {
	db := open(t)
	path := filepath.Join(t.TempDir(), "t.parquet")
	rows := tabletest.Rows[table.Article](600, 5)
	for i := range rows { // 120 MB of text that hardly compresses
		rows[i].Text = strings.Repeat(fmt.Sprintf("%x ", rows[i].TextSketch), 1) + noise(i, 200_000)
	}
	if err := table.Write(path, meta, rows); err != nil {
		t.Fatal(err)
	}
	got := query(t, db, fmt.Sprintf("SELECT count(*), max(total_uncompressed_size) < 80_000_000 FROM parquet_metadata('%s') WHERE path_in_schema = 'text'", path))
	if n := got[0][0].(int64); n < 2 || got[0][1] != true {
		t.Errorf("row groups and whether they are small: %v", got)
	}
}

func noise(seed, n int) string {
	b := make([]byte, n)
	x := uint32(seed + 1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>24)%26
	}
	return string(b)
}
