package table

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"go.yaml.in/yaml/v4"
)

// TestDBT: the source is YAML, has every column of every view, and its tests name
// views and columns that there are.
func TestDBT(t *testing.T) {
	tables, err := Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Sources []struct {
			Tables []struct {
				Name    string
				Columns []struct {
					Name        string
					Description string
					Tests       []any
				}
			}
		}
	}
	if err := yaml.Load([]byte(DBT(tables)), &got, yaml.WithV4Defaults()); err != nil {
		t.Fatal(err)
	}
	tests := map[string]int{}
	columns := 0
	for _, table := range got.Sources[0].Tables {
		for _, c := range table.Columns {
			columns++
			if c.Description == "" {
				t.Errorf("%s.%s has no description", table.Name, c.Name)
			}
			for _, test := range c.Tests {
				switch test := test.(type) {
				case string:
					tests[test]++
				case map[string]any:
					for name := range test {
						tests[name]++
					}
				}
			}
		}
	}
	want := 0
	for _, d := range tables {
		if !slices.Contains(unviewed, d.Name) {
			want += len(d.Columns)
		}
	}
	if columns != want {
		t.Errorf("%d columns, want %d", columns, want)
	}
	for name, least := range map[string]int{"unique": 6, "not_null": 80, "accepted_values": 15, "relationships": 15} {
		if tests[name] < least {
			t.Errorf("%d tests %s, want %d or more", tests[name], name, least)
		}
	}
}

// TestColumnsInAFile: a table's file says what its columns are.
func TestColumnsInAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "statements.parquet")
	if err := Write(path, Meta{}, []Statement{{StatementID: "s-1"}}); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	pf, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	raw, ok := pf.Lookup(keyColumns)
	var words map[string]string
	if err := json.Unmarshal([]byte(raw), &words); err != nil || !ok {
		t.Fatalf("%v in %q", err, raw)
	}
	for _, c := range pf.Schema().Fields() {
		if words[c.Name()] == "" {
			t.Errorf("no words for %s", c.Name())
		}
	}
	if !strings.Contains(words["outlook"], "-1 skeptical to 1 optimistic") {
		t.Errorf("outlook: %q", words["outlook"])
	}
}
