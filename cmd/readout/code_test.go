package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/data/coding"
	runs "readout/data/run"
	"readout/data/table"
)

// ferries are articles of our own whose statements are easy to find.
const ferries = `{"id":"a","outlet":"Ledger","published_at":"2025-03-01","text":"Harbour talks\n\nMayor Ada Okafor said on Monday that the talks were constructive and would bring progress. \"We want a deal soon,\" Okafor said.\n\nUnion leader Marta Lindqvist said that she rejects the deal. Lindqvist warned that the strike would go on for weeks."}
{"id":"b","outlet":"Courier","published_at":"2025-03-02","text":"Ferries stand still\n\nUnion leader Marta Lindqvist said that the talks were useless. Mayor Ada Okafor told reporters that a ceasefire in the dispute was near."}
`

// sheetOf reads a sheet as its columns by name.
func sheetOf(t *testing.T, path string) (head []string, rows []map[string]string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = r[i]
		}
		rows = append(rows, row)
	}
	return all[0], rows
}

// coded writes a sheet again with what a coder fills in.
func coded(t *testing.T, from, to, coder string, fill func(row map[string]string)) {
	t.Helper()
	head, rows := sheetOf(t, from)
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(head)
	for _, row := range rows {
		row["coder"] = coder
		fill(row)
		record := make([]string, len(head))
		for i, name := range head {
			record[i] = row[name]
		}
		_ = w.Write(record)
	}
	w.Flush()
	if err := os.WriteFile(to, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func optimist(row map[string]string) {
	row["valid"], row["actor"], row["outlook"], row["sentiment"], row["certainty"], row["frame"], row["positions"], row["evaluations"] =
		"yes", "same", "optimistic", "positive", "plain", "plan", "deal=agree", "none"
}

// TestCodingComesBack: run, draw, code, add, report; what was coded is what everything
// shows, a second add changes nothing, another version of the article sets it apart.
func TestCodingComesBack(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	in := file(t, dir, "feed.ndjson", ferries)
	stdoutOf(t, "run", "--no-bayes", "--quiet", "--out", out, in)
	said := stdoutOf(t, "code", "draw", "--out", out, "--n", "40", "--sheets", filepath.Join(dir, "sheets"))
	if again := stdoutOf(t, "code", "draw", "--out", out, "--n", "40", "--sheets", filepath.Join(dir, "sheets2")); strings.ReplaceAll(again, "sheets2", "sheets") != said {
		t.Errorf("the same draw twice:\n%s\n%s", said, again)
	}
	draws, err := table.Read[table.Draw](filepath.Join(out, "draws.parquet"))
	measured := rows[table.Statement](t, out, "statements")
	if err != nil || len(draws) < len(measured) {
		t.Fatalf("%d of %d statements were drawn, %v", len(draws), len(measured), err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "sheets", "sheet.html"))
	if err != nil || !strings.Contains(string(page), measured[0].StatementID) || strings.Contains(string(page), "outlook_label") {
		t.Errorf("the page lacks a statement, or tells what was measured of it: %v", err)
	}
	sheet := filepath.Join(dir, "coded.csv")
	first := true
	coded(t, filepath.Join(dir, "sheets", "sheet.csv"), sheet, "ana", func(row map[string]string) {
		if row["kind"] != runs.KindStatement {
			return
		}
		optimist(row)
		if first { // one is no statement
			first = false
			row["valid"] = "no"
		}
	})
	if got := stdoutOf(t, "code", "add", "--out", out, sheet); !strings.Contains(got, "0 stood there already") {
		t.Errorf("the first add says:\n%s", got)
	}
	var report struct {
		Corpus       struct{ Statements, Coded int }
		Propositions []struct {
			ID      string `json:"id"`
			Agree   int    `json:"agree"`
			Against int    `json:"disagree"`
		}
	}
	if err := json.Unmarshal([]byte(stdoutOf(t, "report", "--out", out, "--format", "json")), &report); err != nil {
		t.Fatal(err)
	}
	if n := len(measured) - 1; report.Corpus.Coded != n || report.Corpus.Statements != n {
		t.Errorf("the report has %+v of %d measured statements, all coded and one of them none", report.Corpus, len(measured))
	}
	for _, s := range codedRows(t, out) {
		none := s.Validity != nil && *s.Validity == 0
		if !none && (s.OutlookLabel == nil || *s.OutlookLabel != "optimistic" || *s.Outlook != 1 || s.Coded[0] != "valid: ana") {
			t.Errorf("%s is coded optimistic and shown as %v, %v", s.StatementID, s.OutlookLabel, s.Coded)
		}
	}
	if got := stdoutOf(t, "compare", "--out", out, "--on", "position", "--by", "actor", "--format", "csv"); !strings.Contains(got, "deal") || strings.Contains(got, "talks-useful") {
		t.Errorf("positions as compared:\n%s", got)
	}
	if got := stdoutOf(t, "doctor", "--out", out); strings.Contains(got, "FAULT") || !strings.Contains(got, "codings") {
		t.Errorf("doctor:\n%s", got)
	}
	before, _ := filepath.Glob(filepath.Join(out, "runs", "*"))
	codings, _ := os.ReadFile(filepath.Join(out, "codings.parquet"))
	if got := stdoutOf(t, "code", "add", "--out", out, sheet); !strings.Contains(got, "0 codings") || !strings.Contains(got, "Nothing new") {
		t.Errorf("the second add says:\n%s", got)
	}
	after, _ := filepath.Glob(filepath.Join(out, "runs", "*"))
	if now, _ := os.ReadFile(filepath.Join(out, "codings.parquet")); len(after) != len(before) || !bytes.Equal(now, codings) {
		t.Errorf("the second add made %d runs of %d, or other codings", len(after), len(before))
	}
	stdoutOf(t, "run", "--no-bayes", "--quiet", "--out", out, "--rescore", in)
	corpus, err := runs.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if all, err := corpus.Coded(); err != nil || len(all.Current) != len(measured) || len(all.Stale) != 0 {
		t.Errorf("scored again: %d codings of statements, %d stale, %v", len(all.Current), len(all.Stale), err)
	}
	stdoutOf(t, "run", "--no-bayes", "--quiet", "--out", out, file(t, dir, "feed.ndjson", strings.Replace(ferries, "on Monday", "on Tuesday", 1)))
	if corpus, err = runs.Open(out); err != nil {
		t.Fatal(err)
	}
	all, err := corpus.Coded()
	if err != nil || len(all.Stale) == 0 || len(all.Current) == 0 {
		t.Errorf("article a has changed: %d codings of statements, %d stale, %v", len(all.Current), len(all.Stale), err)
	}
	if got := stdoutOf(t, "doctor", "--out", out); !strings.Contains(got, "more stale") {
		t.Errorf("doctor after a correction:\n%s", got)
	}
}

// codedRows are the coded statements of the latest run.
func codedRows(t *testing.T, out string) []table.Statement {
	t.Helper()
	all, err := table.Read[table.Statement](filepath.Join(out, "latest", "coded_statements.parquet"))
	if err != nil || len(all) == 0 {
		t.Fatalf("%d coded statements, %v", len(all), err)
	}
	return all
}

// TestSheetsAreChecked: a sheet with a fault adds nothing.
func TestSheetsAreChecked(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	stdoutOf(t, "run", "--no-bayes", "--quiet", "--out", out, file(t, dir, "feed.ndjson", ferries))
	stdoutOf(t, "code", "draw", "--out", out, "--n", "40", "--coders", "ana,ben", "--overlap", "1", "--sheets", dir)
	sheet := filepath.Join(dir, "sheet-ana.csv")
	only := func(change func(map[string]string)) func(map[string]string) {
		n := 0
		return func(row map[string]string) {
			optimist(row)
			if n++; n == 1 {
				change(row)
			}
		}
	}
	for _, c := range []struct {
		why  string
		fill func(map[string]string)
		want string
	}{
		{"an id that nothing has", only(func(r map[string]string) { r["statement_id"], r["draw_id"] = "s-0", "" }), "line 2: s-0: nothing in this folder has that id"},
		{"a draw that there was not", only(func(r map[string]string) { r["draw_id"] = "d-0" }), "no draw d-0"},
		{"other words", only(func(r map[string]string) { r["content_hash"] = "0" }), "are not the words that draw"},
		{"a label that there is not", only(func(r map[string]string) { r["outlook"] = "sunny" }), `line 2: outlook "sunny": it is one of optimistic, neutral, skeptical`},
		{"a proposition that there is not", only(func(r map[string]string) { r["positions"] = "dragons=agree" }), `no proposition "dragons"`},
		{"a position without a sign", only(func(r map[string]string) { r["positions"] = "deal" }), "write a name with =agree or =disagree"},
		{"nobody coded", only(func(r map[string]string) { r["coder"] = "" }), "nobody is named as coder"},
		{"no time", only(func(r map[string]string) { r["coded_at"] = "yesterday" }), `coded_at "yesterday"`},
	} {
		bad := filepath.Join(dir, "bad.csv")
		coded(t, sheet, bad, "ana", c.fill)
		code, _, stderr := readout(t, "", "code", "add", "--out", out, bad)
		if code != exitUsage || !strings.Contains(stderr, c.want) || !strings.Contains(stderr, "bad.csv") {
			t.Errorf("%s: exit code %d, want %q in %s", c.why, code, c.want, stderr)
		}
	}
	if _, err := os.Stat(filepath.Join(out, "codings.parquet")); err == nil {
		t.Error("a sheet with a fault left codings")
	}
	code, _, stderr := readout(t, "", "code", "agreement", "--out", out)
	if code != exitUsage || !strings.Contains(stderr, "readout code draw --out "+out+"`") || !strings.Contains(stderr, "readout code add") {
		t.Errorf("agreement of nothing coded: exit code %d, %s", code, stderr)
	}
	for _, who := range []string{"ana", "ben"} {
		coded(t, sheet, filepath.Join(dir, who+".csv"), who, optimist)
	}
	stdoutOf(t, "code", "add", "--out", out, filepath.Join(dir, "ana.csv"), filepath.Join(dir, "ben.csv"))
	var a coding.Agreement
	if err := json.Unmarshal([]byte(stdoutOf(t, "code", "agreement", "--out", out, "--json")), &a); err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Fields {
		if f.Field == "positions" && (f.Doubly != f.N || f.CodersF1 == nil || *f.CodersF1 != 1) {
			t.Errorf("two coders who say the same: %+v", f)
		}
	}
	if len(a.Coders) != 2 || a.Items == 0 {
		t.Errorf("%+v", a)
	}
}

// TestCorrectionsSuggestAnOverlay: an actor whom coders named twice, and one who speaks
// often under two names, are entries that the lexicon takes.
func TestCorrectionsSuggestAnOverlay(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	feed := ferries
	for _, id := range []string{"c", "d", "e"} {
		feed += `{"id":"` + id + `","outlet":"Ledger","published_at":"2025-03-03","text":"Quay ` + id + `\n\nEconomist Petra Vanterpool said that the quay ` + id +
			` costs too much. \"Nobody needs it,\" Petra Vanterpool said of quay ` + id + `.\n\nEconomist Petra J. Vanterpool said that ships ` + id + ` would stay away."}` + "\n"
	}
	stdoutOf(t, "run", "--no-bayes", "--quiet", "--out", out, file(t, dir, "feed.ndjson", feed))
	stdoutOf(t, "code", "draw", "--out", out, "--n", "60", "--sheets", dir)
	coded(t, filepath.Join(dir, "sheet.csv"), filepath.Join(dir, "ana.csv"), "ana", func(row map[string]string) {
		if row["kind"] == runs.KindStatement && strings.Contains(row["measured_actor"], "Lindqvist") {
			optimist(row)
			row["actor"], row["side"] = "Nils Bergqvist", "ukraine"
		}
	})
	stdoutOf(t, "code", "add", "--out", out, filepath.Join(dir, "ana.csv"))
	overlay := filepath.Join(dir, "overlay")
	said := stdoutOf(t, "lexicon", "suggest", "--out", out, overlay)
	b, err := os.ReadFile(filepath.Join(overlay, "actors.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`id: "nils-bergqvist"`, `aliases: ["Marta Lindqvist"]`, `side: "ukraine"`, `id: "petra-vanterpool"`, "not in the lexicon: "} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no %s in\n%s", want, b)
		}
	}
	if strings.Contains(said, "do not go together") {
		t.Errorf("the overlay has faults:\n%s", said)
	}
	stdoutOf(t, "lexicon", "check", overlay)
	if code, _, stderr := readout(t, "", "lexicon", "suggest", "--out", out, overlay); code != exitUsage || !strings.Contains(stderr, "is there already") {
		t.Errorf("an overlay that is there: exit code %d, %s", code, stderr)
	}
}

// TestFittedHeadsScoreAsCoded: coders who find everything optimistic, where the reader does not.
func TestFittedHeadsScoreAsCoded(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	var feed strings.Builder
	for i, place := range []string{"Arlen", "Brevik", "Corvo", "Dunmore", "Elvas", "Farsund", "Gorey", "Halden", "Ilsen", "Jarrow", "Kelso", "Lorne"} {
		fmt.Fprintf(&feed, `{"id":"%d","outlet":"Ledger","published_at":"2025-03-%02d","text":"Ferries of %[3]s\n\nMayor Ada Okafor of %[3]s said on Monday that the new pier would open in May. Okafor said that the talks about wages had failed. \"The harbour is in a poor state,\" Okafor said.\n\nUnion leader Marta Lindqvist said that %[3]s was a good place to work. Lindqvist warned that the strike would go on for weeks. \"We are ready to meet,\" Lindqvist said."}`+"\n", i, i+1, place)
	}
	in := file(t, dir, "feed.ndjson", feed.String())
	stdoutOf(t, "run", "--no-bayes", "--quiet", "--out", out, in)
	if got := stdoutOf(t, "code", "fit", "--out", out); !strings.Contains(got, "too few: it takes 50") || !strings.Contains(got, "nothing to write") {
		t.Errorf("without codings:\n%s", got)
	}
	stdoutOf(t, "code", "draw", "--out", out, "--n", "200", "--sheets", filepath.Join(dir, "sheets"))
	sheet := filepath.Join(dir, "coded.csv")
	coded(t, filepath.Join(dir, "sheets", "sheet.csv"), sheet, "ana", func(row map[string]string) {
		if row["kind"] == runs.KindStatement {
			row["valid"], row["outlook"] = "yes", "optimistic"
		}
	})
	stdoutOf(t, "code", "add", "--out", out, sheet)
	fitted := filepath.Join(dir, "fitted")
	if got := stdoutOf(t, "code", "fit", "--out", out); !strings.Contains(got, "Nothing was written") {
		t.Errorf("without --write:\n%s", got)
	}
	if got := stdoutOf(t, "code", "fit", "--out", out, "--write", fitted); !strings.Contains(got, "1 head in") || !strings.Contains(got, "-> 1.000") {
		t.Errorf("what is told of the fit:\n%s", got)
	}
	if code, _, said := readout(t, "", "code", "fit", "--out", out, "--write", fitted); code != exitUsage || !strings.Contains(said, "is there already") {
		t.Errorf("written over: exit code %d, %s", code, said)
	}
	again := filepath.Join(dir, "again")
	stdoutOf(t, "run", "--no-bayes", "--quiet", "--lexicon", fitted, "--out", again, in)
	before, after := 0, 0
	for _, s := range rows[table.Statement](t, out, "statements") {
		if s.OutlookLabel != nil && *s.OutlookLabel == "optimistic" {
			before++
		}
	}
	all := rows[table.Statement](t, again, "statements")
	for _, s := range all {
		if s.OutlookLabel != nil && *s.OutlookLabel == "optimistic" {
			after++
		}
	}
	if after < len(all)*9/10 || before > len(all)/2 {
		t.Errorf("%d of %d statements are optimistic, before the fit %d", after, len(all), before)
	}
}
