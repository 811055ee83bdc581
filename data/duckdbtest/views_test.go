package duckdbtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/data/table"
)

func TestViews(t *testing.T) {
	db := views(t, harbour(t))
	for _, c := range []struct{ what, sql, want string }{
		{"runs in order", `SELECT run, sequence, n_new, n_changed, n_rescored FROM runs ORDER BY sequence`,
			"20250301-120100Z 1 2 0 0; 20250301-120200Z 2 1 1 0; 20250301-120300Z 3 0 0 1"},
		{"every version", `SELECT count(*), count(DISTINCT article_id) FROM all_articles`, "5 3"},
		{"the latest version", `SELECT article_id, version_id, run FROM articles ORDER BY 1`,
			"a 2 20250301-120200Z; b 1 20250301-120300Z; c 1 20250301-120200Z"},
		{"their statements", `SELECT string_agg(statement_id, ' ' ORDER BY statement_id) FROM statements`, "s1 s2 s4 s5 s6 s7 s8"},
		{"their stances", `SELECT count(*) FROM stances`, "6"},
		{"their evidence", `SELECT count(*) FROM evidence`, "7"},
		{"actors with what they said in all", `SELECT actor_id, n_statements FROM actors ORDER BY 1`, "okafor 3; union 3"},
		{"issues with what was said on them", `SELECT issue_id, n_statements FROM issues ORDER BY 1`, "harbour 5; wages 1"},
		{"wide", `SELECT actor_kind, issue_name, author, evidence_terms FROM statements_wide WHERE statement_id = 's2'`,
			"organization Harbour NULL [stance: well]"},
		{"one row a statement", `SELECT count(*) FROM statements_wide`, "7"},
		{"the same words once", `SELECT statement_id, n_reports, n_outlets FROM statements_once WHERE content LIKE 'the harbour%'`, "s1 2 2"},
		// city on harbour: s1 0.5; dockers: s2 -1 (s6 is nested); all issues: s7 abstains, s8 is 0.
		{"sides on an issue", `SELECT side_id, n_statements, n_quote_groups, n_articles, outlook FROM side_scores WHERE issue_id = 'harbour' ORDER BY 1`,
			"city 2 1 2 0.5; dockers 1 1 1 -1"},
		{"sides on all issues", `SELECT side_id, n_statements, n_outlook, outlook FROM side_scores WHERE issue_id IS NULL ORDER BY 1`,
			"city 3 1 0.5; dockers 2 2 -0.5"},
		{"side against side", `SELECT side_a, side_b, mean_a, mean_b, difference, n_a, n_b FROM side_against_side WHERE issue_id = 'harbour' AND dimension = 'outlook'`,
			"city dockers 0.5 -1 1.5 1 1"},
		{"side against side on all issues", `SELECT difference FROM side_against_side WHERE issue_id IS NULL AND dimension = 'outlook'`, "1"},
		{"no side has a mean stance", `SELECT count(*) FROM side_against_side WHERE dimension = 'stance'`, "0"},
		{"votes", `SELECT proposition_id, actor_id, event_or_article, position, n_statements FROM votes ORDER BY 2, 3`,
			"harbour okafor e-4162fddd39a3e422 agree 1; harbour okafor e-6f05a38663673dd0 agree 1; harbour union e-4162fddd39a3e422 agree 1"},
		{"sides on a proposition", `SELECT proposition, side_id, n_votes, n_actors, agree, disagree, share_agree FROM side_positions ORDER BY 2`,
			"The harbour should be opened city 2 1 2 0 1; The harbour should be opened dockers 1 1 1 0 1"},
		{"positions week by week", `SELECT side_id, proposition, week::VARCHAR, agree, disagree, n_articles FROM positions_by_week ORDER BY 1`,
			"city The harbour should be opened 2025-01-27 2 0 2; dockers The harbour should be opened 2025-01-27 1 0 1"},
		{"sides of one mind", `SELECT * FROM side_agreement`, "city dockers 1 0"},
		{"propositions with what was said on them", `SELECT proposition_id, n_statements FROM propositions`, "harbour 5"},
		{"actor by issue", `SELECT actor_id, issue_id, n_statements, n_articles, outlook FROM actor_by_issue ORDER BY 1, 2`,
			"okafor harbour 2 2 0.5; union harbour 1 1 -1; union wages 1 1 0"},
		{"days", `SELECT day::VARCHAR, side_id, outlook FROM scores_by_day WHERE issue_id = 'harbour' ORDER BY 1, 2`,
			"2025-02-01 city 0.5; 2025-02-01 dockers -1; 2025-02-02 city NULL"},
		{"changes of the last run", `SELECT article_id, article_change, change, statement_id, stance_before, stance_after FROM changes`,
			"b rescored changed s4 0.5 0.75"},
		{"missing outlets", `SELECT n_rows, n_null, share_null FROM missingness WHERE table_name = 'articles' AND column_name = 'outlet'`, "3 1 0.3333333333333333"},
		{"missing stances", `SELECT n_rows, n_null FROM missingness WHERE table_name = 'statements' AND column_name = 'stance'`, "7 1"},
		// s7 and s8 take no position, and nobody knows who said s5: no events.
		{"DNA", `SELECT statement_id, time, person, organization, concept, agreement, start_position, stop_position, text, coder FROM dna_events`,
			"s1 2025-02-01 00:00:00 Okafor NULL The harbour should be opened 1 0 27 the harbour opens on Monday readout 1.0.0; " +
				"s2 2025-02-01 00:00:00 NULL Dockers' Union The harbour should be opened 1 0 24 nobody asked the dockers readout 1.0.0; " +
				"s4 2025-02-02 00:00:00 Okafor NULL The harbour should be opened 1 0 27 the harbour opens on Monday readout 1.0.0; " +
				"s6 2025-02-02 00:00:00 NULL Dockers' Union The harbour should be opened 0 0 22 he said that they lied readout 1.0.0"},
	} {
		if got := show(query(t, db, c.sql)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
	}
}

// The changes of a correction: a statement went, one came, one has another score.
func TestChangesOfACorrection(t *testing.T) {
	out := t.TempDir()
	publish(t, out, "lex-1", 1, article("a", "1", "Gazette", "2025-02-01", "",
		said{"s1", "okafor", "city", "harbour", 1, 0.5, 0, "the harbour opens on Monday"},
		said{"s2", "union", "dockers", "harbour", -0.5, -1, 0, "nobody asked the dockers"}))
	publish(t, out, "lex-1", 2,
		article("a", "2", "Gazette", "2025-02-01", "",
			said{"s2", "union", "dockers", "harbour", 0.25, -1, 0, "nobody asked the dockers"},
			said{"s3", "okafor", "city", "", 9, 9, 0, "no comment"}),
		article("b", "1", "Courier", "2025-02-02", "", said{"s4", "okafor", "city", "harbour", 1, 1, 0, "at last"}))
	db := views(t, out)
	got := show(query(t, db, `SELECT article_id, article_change, change, statement_id, stance_before, stance_after, run_before FROM changes ORDER BY statement_id`))
	want := "a corrected removed s1 1 NULL 20250301-120100Z; a corrected changed s2 -0.5 0.25 20250301-120100Z; " +
		"a corrected added s3 NULL NULL 20250301-120100Z; b new added s4 NULL 1 NULL"
	if got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// A run id need not sort by time: what came last is said by the manifest.
func TestRunIDsNeedNotSort(t *testing.T) {
	out := t.TempDir()
	publishAs(t, "nightly-9", out, "lex-1", 1, article("a", "1", "Gazette", "2025-02-01", "", said{"s1", "okafor", "city", "harbour", 1, 0.5, 0, "early"}))
	publishAs(t, "2025", out, "lex-1", 2, article("a", "2", "Gazette", "2025-02-01", "", said{"s2", "okafor", "city", "harbour", 1, 0.5, 0, "late"}))
	db := views(t, out)
	if got := show(query(t, db, `SELECT content, run, typeof(run) FROM statements`)); got != "late 2025 VARCHAR" {
		t.Errorf("the latest statement is %s", got)
	}
}

// Whatever the folder is called, its views find its runs and nothing in its name is run or becomes a column.
func TestViewsOfOddFolders(t *testing.T) {
	for _, name := range []string{"res[1]", "a*b?", "[!a]", "k=v", "run=5/x", "title=x", "x\nCREATE TABLE pwned AS SELECT 42; --", "q\"q{out}", "it's; --"} {
		out := filepath.Join(t.TempDir(), name)
		for i, id := range []string{"first", "second"} {
			publishAs(t, id, out, "lex-1", i+1, article(id, "1", "Gazette", "2025-02-01", "", said{"s-" + id, "okafor", "city", "harbour", 1, 0.5, 0, id}))
		}
		db := views(t, out)
		if got := show(query(t, db, `SELECT content, run, title FROM statements ORDER BY run`)); got != "first first On first; second second On second" {
			t.Errorf("%q: %s", name, got)
		}
		if got := show(query(t, db, `SELECT count(*) FROM duckdb_tables()`)); got != "0" {
			t.Errorf("%q: %s tables", name, got)
		}
		if got := show(query(t, db, `SELECT count(*) FROM duckdb_columns() WHERE column_name IN ('k', 'filename')`)); got != "0" {
			t.Errorf("%q: %s columns of its name", name, got)
		}
	}
}

// Tables that an older readout wrote lack columns; the views have NULL there.
func TestTwoSchemaVersions(t *testing.T) {
	out := harbour(t)
	old := filepath.Join(out, "runs", "run=20250301-120100Z", "statements.parquet")
	db := open(t)
	src := strings.ReplaceAll(old, "'", "''")
	query(t, db, fmt.Sprintf(`COPY (SELECT * EXCLUDE (outlook, content_parts) FROM read_parquet('%s', hive_partitioning = false)) TO '%s.old' (FORMAT parquet)`, src, src))
	if err := os.Rename(old+".old", old); err != nil {
		t.Fatal(err)
	}
	db = views(t, out)
	got := show(query(t, db, `SELECT run, outlook, content_parts FROM all_statements WHERE statement_id = 's1' ORDER BY run`))
	if want := "20250301-120100Z NULL NULL; 20250301-120200Z 0.5 [the harbour opens on Monday]"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	rows, err := table.Read[table.Statement](old)
	if err != nil || len(rows) != 6 || rows[0].Outlook != nil || rows[0].Content == "" {
		t.Errorf("our own reader: %d rows, %v", len(rows), err)
	}
}

func show(rows [][]any) string {
	var lines []string
	for _, r := range rows {
		var cells []string
		for _, v := range r {
			if v == nil {
				v = "NULL"
			}
			cells = append(cells, fmt.Sprint(v))
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return strings.Join(lines, "; ")
}
