package reports

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"readout/analysis/compare"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what print gives with testdata/name.
func golden(t *testing.T, name string, print func(io.Writer) error) {
	t.Helper()
	var got bytes.Buffer
	if err := print(&got); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s differs from what is printed; look at it, and if it is right: go test ./reports -update", path)
	}
}

func TestPrintedReports(t *testing.T) {
	s := load(t, harbour)
	golden(t, "harbour.html", s.HTML)
	golden(t, "harbour.md", s.Markdown)
	golden(t, "harbour.json", s.JSON)
	golden(t, "harbour-80-columns.txt", func(w io.Writer) error { return s.Terminal(w, TerminalOptions{}) })
	golden(t, "harbour-52-columns-colour.txt", func(w io.Writer) error { return s.Terminal(w, TerminalOptions{Width: 52, Color: true}) })
}

func TestPrintedContrasts(t *testing.T) {
	c := publish(t, harbour)
	for _, g := range []struct {
		name  string
		q     Question
		print func(*Contrast, io.Writer) error
	}{
		{"outlook-by-side.txt", Question{By: compare.BySide, Dimension: "outlook"}, terminal80},
		{"stance-on-dredging-by-side.md", Question{By: compare.BySide, Dimension: "stance", Issue: "dredging"}, (*Contrast).Markdown},
		{"outlook-between-two-actors.json", Question{By: compare.ByActor, Dimension: "outlook", Between: [2]string{"chair", "mayor"}}, (*Contrast).JSON},
		{"outlook-by-period.csv", Question{By: compare.ByPeriod, Dimension: "outlook"}, (*Contrast).CSV},
		{"certainty-by-outlet.txt", Question{By: compare.ByOutlet, Dimension: "certainty"}, terminal80},
	} {
		t.Run(g.name, func(t *testing.T) {
			x, err := Compare(c, g.q, compare.Config{Resamples: 500})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, g.name, func(w io.Writer) error { return g.print(x, w) })
		})
	}
}

func terminal80(x *Contrast, w io.Writer) error { return x.Terminal(w, TerminalOptions{}) }
