package table_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"readout/data/table"
	"readout/data/table/tabletest"
)

var meta = table.Meta{SchemaVersion: table.SchemaVersion, Version: "1.0.0", LexiconSHA256: "abc"}

// eachTable runs a generic check over the struct of every table.
func eachTable(t *testing.T, checks map[string]func(*testing.T)) {
	t.Helper()
	tables, err := table.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range tables {
		check, ok := checks[d.Name]
		if !ok {
			t.Errorf("no check of table %s", d.Name)
			continue
		}
		t.Run(d.Name, check)
	}
}

func TestRandomRowsComeBackEqual(t *testing.T) {
	eachTable(t, map[string]func(*testing.T){
		"articles": comesBack[table.Article], "statements": comesBack[table.Statement], "stances": comesBack[table.Stance],
		"candidates": comesBack[table.Statement], "positions": comesBack[table.Position], "evaluations": comesBack[table.Evaluation], "propositions": comesBack[table.Proposition],
		"events": comesBack[table.Event], "event_articles": comesBack[table.EventArticle],
		"evidence": comesBack[table.Evidence], "actors": comesBack[table.Actor], "issues": comesBack[table.Issue],
		"summary": comesBack[table.Summary], "comparisons": comesBack[table.Comparison], "polarization": comesBack[table.Polarization], "quarantine": comesBack[table.Quarantine],
		"codings": comesBack[table.Coding], "draws": comesBack[table.Draw],
		"coded_statements": comesBack[table.Statement], "coded_positions": comesBack[table.Position], "coded_evaluations": comesBack[table.Evaluation],
	})
}

func comesBack[T any](t *testing.T) {
	for _, n := range []int{0, 1, 255, 256, 1000} {
		path := filepath.Join(t.TempDir(), "t.parquet")
		want := tabletest.Rows[T](n, uint64(n))
		if err := table.Write(path, meta, want); err != nil {
			t.Fatal(err)
		}
		got, err := table.Read[T](path)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%d rows, want %d", len(got), len(want))
		}
		for i := range want {
			if !same(got[i], want[i]) {
				t.Fatalf("row %d of %d:\n got %+v\nwant %+v", i, n, got[i], want[i])
			}
		}
		if m, rows, err := table.ReadMeta(path); m != meta || rows != int64(n) || err != nil {
			t.Errorf("meta %+v, %d rows, %v", m, rows, err)
		}
	}
}

// same compares two rows; a list that is nil and one that is empty are one thing.
func same(a, b any) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		f, g := x.Field(i), y.Field(i)
		if f.Kind() == reflect.Slice && f.Len() == 0 && g.Len() == 0 {
			continue
		}
		if !reflect.DeepEqual(f.Interface(), g.Interface()) {
			return false
		}
	}
	return true
}

func TestBytesDependOnTheRowsAlone(t *testing.T) {
	rows := tabletest.Rows[table.Statement](3000, 7)
	write := func(at int) []byte {
		var b bytes.Buffer
		w := table.NewWriter[table.Statement](&b, meta, table.Coarse)
		for i := 0; i < len(rows); i += at {
			if err := w.Write(rows[i:min(i+at, len(rows))]...); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	want := write(3000)
	for _, at := range []int{1, 7, 256, 1000} {
		if !bytes.Equal(write(at), want) {
			t.Errorf("written %d rows at a time the bytes differ", at)
		}
	}
}

func TestProjectionReadsSomeColumns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.parquet")
	rows := tabletest.Rows[table.Statement](700, 3)
	if err := table.Write(path, meta, rows); err != nil {
		t.Fatal(err)
	}
	i := 0
	err := table.Each(path, func(r *struct {
		SpeakerIDs  []string `parquet:"speaker_ids,list"`
		StatementID string   `parquet:"statement_id"`
		Stance      *float64 `parquet:"stance,optional"`
		Later       *string  `parquet:"a_column_of_the_future,optional"`
	}) error {
		want := rows[i]
		if r.StatementID != want.StatementID || !reflect.DeepEqual(r.Stance, want.Stance) || fmt.Sprint(r.SpeakerIDs) != fmt.Sprint(want.SpeakerIDs) || r.Later != nil {
			t.Fatalf("row %d: %+v", i, r)
		}
		i++
		return nil
	})
	if err != nil || i != len(rows) {
		t.Errorf("%d rows, %v", i, err)
	}
}

func TestFaultsNameTheFile(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.parquet")
	if err := table.Write(whole, meta, tabletest.Rows[table.Issue](10, 1)); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"empty.parquet": {}, "cut.parquet": b[:len(b)/2], "text.parquet": []byte("issue_id,name\n"), "no-head.parquet": b[4:],
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := table.Read[table.Issue](path); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
	if err := table.Write(whole, meta, []table.Issue{}); !errors.Is(err, os.ErrExist) {
		t.Errorf("a file was overwritten: %v", err)
	}
	wrong := func(r *struct {
		Name int32 `parquet:"name"`
	}) error {
		return nil
	}
	if err := table.Each(whole, wrong); err == nil || !strings.Contains(err.Error(), "whole.parquet") {
		t.Errorf("a column of another type: %v", err)
	}
	list := func(r *struct {
		Name []string `parquet:"name,list"`
	}) error {
		return nil
	}
	if err := table.Each(whole, list); err == nil || !strings.Contains(err.Error(), "whole.parquet") || !strings.Contains(err.Error(), "name") {
		t.Errorf("a column that is no list: %v", err)
	}
}

// TestRowsKeepTheirValues: a copy of a row that was kept is not changed by the rows after it, also
// where a value comes again and where pages and row groups end.
func TestRowsKeepTheirValues(t *testing.T) {
	path := filepath.Join(t.TempDir(), "articles.parquet")
	const n = 3000
	row := func(i int) table.Article {
		outlet := fmt.Sprint("Outlet ", i/100)
		a := table.Article{ArticleID: fmt.Sprint("a", i), Text: strings.Repeat(fmt.Sprint(i, " "), 1000), Warnings: []string{"same", "same"}[:i%3], TextSketch: []byte(fmt.Sprint(i))}
		if i%5 > 0 {
			a.Outlet = &outlet
		}
		return a
	}
	rows := make([]table.Article, n)
	for i := range rows {
		rows[i] = row(i)
	}
	if err := table.Write(path, meta, rows); err != nil {
		t.Fatal(err)
	}
	kept, err := table.Read[table.Article](path)
	if err != nil || len(kept) != n {
		t.Fatalf("%d rows, %v", len(kept), err)
	}
	if kept[1].Outlet == kept[2].Outlet {
		t.Error("two rows share what one of them may change")
	}
	for i := range kept {
		if !same(kept[i], row(i)) {
			t.Fatalf("row %d: %+v", i, kept[i])
		}
	}
}

// A file that was damaged on its way gives an error or other rows, never a panic.
func TestDamagedFiles(t *testing.T) {
	damage(t, 300, func(path string) error {
		_, err := table.Read[table.Evidence](path)
		return err
	}, tabletest.Rows[table.Evidence](300, 4))
	some := func(article string) bool { return len(article)%2 == 0 }
	damage(t, 200, func(path string) error {
		return table.EachOf(path, some, func(*table.Statement) error { return nil })
	}, tabletest.Rows[table.Statement](100, 4))
}

// damage reads a file of rows time and again, with some bytes changed.
func damage[T any](t *testing.T, times int, read func(path string) error, rows []T) {
	t.Helper()
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.parquet")
	if err := table.Write(whole, meta, rows); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	path, faults := filepath.Join(dir, "damaged.parquet"), 0
	for range times {
		damaged := bytes.Clone(b)
		for range 1 + rng.IntN(4) {
			damaged[rng.IntN(len(damaged))] ^= byte(1 + rng.IntN(255))
		}
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := read(path); err != nil {
			faults++
			if !strings.Contains(err.Error(), "damaged.parquet") {
				t.Errorf("the error does not name the file: %v", err)
			}
		}
	}
	if faults == 0 {
		t.Error("no damage was found")
	}
}

func BenchmarkWriteStatements(b *testing.B) {
	rows := tabletest.Rows[table.Statement](2000, 1)
	for i := range rows {
		rows[i].Content, rows[i].Sentence = "the talks went well and will go on next week", "The minister said on Monday that the talks went well and will go on next week."
	}
	b.ReportAllocs()
	for b.Loop() {
		var buf bytes.Buffer
		w := table.NewWriter[table.Statement](&buf, meta, table.Coarse)
		if err := w.Write(rows...); err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(buf.Len()))
	}
	b.ReportMetric(float64(b.N*len(rows))/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkSketch(b *testing.B) {
	text := strings.Repeat("The council voted on Tuesday to close the old bridge until the summer. ", 80)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		table.Sketch(text)
	}
}

// TestRowsOfSomeArticles: what EachOf gives is what Each gives of those articles,
// wherever pages and row groups end.
func TestRowsOfSomeArticles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "statements.parquet")
	rows := make([]table.Statement, 20_000)
	for i := range rows {
		rows[i] = table.Statement{StatementID: fmt.Sprint("s", i), ArticleID: fmt.Sprint("a", i/7), Content: strings.Repeat("word ", i%400), SpeakerIDs: []string{"mayor", "council"}[:i%3]}
	}
	if err := table.Write(path, table.Meta{}, rows); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		want func(article string) bool
	}{
		{"none", func(string) bool { return false }},
		{"all", func(string) bool { return true }},
		{"the first", func(a string) bool { return a == "a0" }},
		{"the last", func(a string) bool { return a == "a2857" }},
		{"one in ten", func(a string) bool { return strings.HasSuffix(a, "3") }},
		{"two neighbours", func(a string) bool { return a == "a1400" || a == "a1401" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got, want []table.Statement
			if err := table.Each(path, func(s *table.Statement) error {
				if c.want(s.ArticleID) {
					want = append(want, *s)
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			if err := table.EachOf(path, c.want, func(s *table.Statement) error {
				got = append(got, *s)
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%d rows, want %d", len(got), len(want))
			}
		})
	}
	stop := errors.New("enough")
	if err := table.EachOf(path, func(string) bool { return true }, func(*table.Statement) error { return stop }); err != stop {
		t.Errorf("the caller's error came as %v", err)
	}
	if err := os.Truncate(path, 200_000); err != nil {
		t.Fatal(err)
	}
	if err := table.EachOf(path, func(string) bool { return true }, func(*table.Statement) error { return nil }); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a file cut short: %v", err)
	}
}
