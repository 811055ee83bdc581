package table

import (
	"os"
	"strings"
	"testing"
)

func TestEveryColumnIsDescribed(t *testing.T) {
	tables, err := Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range tables {
		for _, c := range d.Columns {
			at := d.Name + "." + c.Name
			if c.Description == "" || c.Example == "" {
				t.Errorf("%s: description %q, example %q", at, c.Description, c.Example)
			}
			if c.Nullable != (c.Null != "") {
				t.Errorf("%s: nullable is %v, but what NULL means is %q", at, c.Nullable, c.Null)
			}
			switch numeric := c.Type == "INTEGER" || c.Type == "DOUBLE"; {
			case numeric && (c.Unit == "" || c.Range == ""):
				t.Errorf("%s: a number without unit or range", at)
			case c.Type == "BOOLEAN" && c.Range != "true, false":
				t.Errorf("%s: range %q", at, c.Range)
			case strings.Contains(c.Description+c.Unit+c.Range+c.Null+c.Example, "|"):
				t.Errorf("%s: a | breaks the Markdown table", at)
			}
		}
	}
}

func TestDataDictionaryIsUpToDate(t *testing.T) {
	tables, err := Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("../../DATA_DICTIONARY.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != Markdown(tables) {
		t.Error("DATA_DICTIONARY.md differs from the structs: go run ./cmd/readout schema --markdown > DATA_DICTIONARY.md")
	}
}
