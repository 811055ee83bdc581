package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	runs "readout/data/run"
	"readout/data/table"
)

const transfer = `{"id":"t","outlet":"Courier","published_at":"2025-07-14","text":"Harrowgate United refuse to sell Moreno\n\nHarrowgate United will not sell Luis Moreno this summer, the club's manager said on Monday. Riverside's sporting director, Anna Lindqvist, rejected the accusation that the club had unsettled him. \"We are confident that an agreement can be reached before the window closes,\" she said. Lindqvist warned that Riverside would walk away if there was no answer by Friday.\n\nHarrowgate United denied that any promise to the player had been made."}
`

// TestSidesOfTheTextHaveNames: a side that the lexicon lacks has an id of digits; what people
// read says its name, and they tell it by that name.
func TestSidesOfTheTextHaveNames(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	stdoutOf(t, "run", "--no-bayes", "--quiet", "--out", out, file(t, dir, "feed.ndjson", transfer))
	club := ""
	for _, s := range rows[table.Statement](t, out, "statements") {
		if s.ActorName != nil && *s.ActorName == "Anna Lindqvist" && s.SideID != nil {
			club = *s.SideID
		}
	}
	if !strings.HasPrefix(club, "x-") {
		t.Fatalf("Lindqvist speaks for %q, no club of the text", club)
	}
	for _, args := range [][]string{
		{"compare", "--on", "position"},
		{"compare", "--on", "position", "--format", "markdown"},
		{"compare", "--on", "position", "--side", "riverside"},
		{"compare", "--between", "riverside,Harrowgate United"},
		{"report", "--side", "Riverside", "--format", "terminal"},
	} {
		if shown := stdoutOf(t, append(args, "--out", out)...); !strings.Contains(shown, "Riverside") || strings.Contains(shown, club) {
			t.Errorf("%v names no Riverside, or shows its id:\n%s", args, shown)
		}
	}
	if code, _, stderr := readout(t, "", "compare", "--out", out, "--side", "Rivermouth"); code != exitUsage || !strings.Contains(stderr, club+" (Riverside)") {
		t.Errorf("a side that is not there (%d): %s", code, stderr)
	}

	sheets := filepath.Join(dir, "sheets")
	if said := stdoutOf(t, "code", "draw", "--out", out, "--n", "20", "--sheets", sheets); !strings.Contains(said, "readout code add --out "+out+" ") {
		t.Errorf("the draw does not say where the sheets come back to:\n%s", said)
	}
	page, err := os.ReadFile(filepath.Join(sheets, "sheet.html"))
	if err != nil || !strings.Contains(string(page), `"Riverside"`) {
		t.Errorf("the page offers no side Riverside: %v", err)
	}
	sheet := filepath.Join(dir, "coded.csv")
	coded(t, filepath.Join(sheets, "sheet.csv"), sheet, "ana", func(row map[string]string) {
		if row["kind"] == runs.KindStatement {
			row["valid"], row["side"] = "yes", "riverside"
		}
	})
	stdoutOf(t, "code", "add", "--out", out, sheet)
	codings, err := table.Read[table.Coding](filepath.Join(out, "codings.parquet"))
	if err != nil || len(codings) == 0 {
		t.Fatal(len(codings), err)
	}
	for _, c := range codings {
		if c.Field == "side" && c.Value != club {
			t.Errorf("a coder's riverside is stored as %q", c.Value)
		}
	}
	if said := stdoutOf(t, "code", "agreement", "--out", out); !strings.Contains(said, "\nRiverside ") {
		t.Errorf("agreement names no Riverside:\n%s", said)
	}
}
