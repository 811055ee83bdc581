package duckdbtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/data/dna"
	"readout/data/run"
)

// The export and the view are two ways to the same rows.
func TestExportIsTheView(t *testing.T) {
	out := harbour(t)
	corpus, err := run.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "events.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	n, err := dna.Export(corpus, f)
	if err != nil || n != 4 {
		t.Fatalf("%d events, %v", n, err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	db := views(t, out)
	// All as text: an empty cell of the file is the view's NULL.
	csv := fmt.Sprintf("SELECT * FROM read_csv('%s', header = true, all_varchar = true)", strings.ReplaceAll(path, "'", "''"))
	view := "SELECT columns(*)::VARCHAR FROM dna_events"
	for _, q := range []string{csv + " EXCEPT ALL " + view, view + " EXCEPT ALL " + csv} {
		if rows := show(query(t, db, q)); rows != "" {
			t.Errorf("%s:\n%s", q, rows)
		}
	}
	if names := query(t, db, "DESCRIBE "+csv); len(names) != 16 {
		t.Errorf("%d columns", len(names))
	}
}
