package duckdbtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// corpusOfARun is the output of `readout run`: of the sample, or the folder that
// READOUT_OUT names.
func corpusOfARun(t *testing.T) string {
	t.Helper()
	if out := os.Getenv("READOUT_OUT"); out != "" {
		return out
	}
	out := filepath.Join(t.TempDir(), "out")
	cmd := exec.Command("go", "run", "./cmd/readout", "run", "--sample", "--quiet", "--out", out)
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if b, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	return out
}

// What must hold of every run, as queries for the rows that break it.
func TestWhatHoldsOfEveryRun(t *testing.T) {
	db := views(t, corpusOfARun(t))
	slice := func(what string) string {
		return fmt.Sprintf(`SELECT s.statement_id, s.%[1]s FROM statements s JOIN articles a USING (article_id)
			WHERE s.%[1]s IS NOT NULL AND substring(a.text, s.%[1]s_start + 1, s.%[1]s_end - s.%[1]s_start) <> s.%[1]s`, what)
	}
	for _, c := range []struct{ why, sql string }{
		{"content is the slice that its offsets say", slice("content")},
		{"source is", slice("source")},
		{"cue is", slice("cue")},
		{"sentence is", `SELECT statement_id FROM statements s JOIN articles a USING (article_id)
			WHERE substring(a.text, sentence_start + 1, length(sentence)) <> sentence OR sentence = ''`},
		{"every part of a content is", `SELECT statement_id FROM (SELECT statement_id, article_id, unnest(content_parts) AS part, unnest(content_part_starts) AS start FROM statements)
			JOIN articles a USING (article_id) WHERE substring(a.text, start + 1, length(part)) <> part`},
		{"content goes from its first part to its last", `SELECT statement_id FROM statements
			WHERE content_parts = [] OR content_part_starts[1] <> content_start OR content_part_starts[-1] + length(content_parts[-1]) <> content_end`},
		{"evidence is a slice of the text or has no place", `SELECT statement_id, term FROM evidence e JOIN articles a USING (article_id)
			WHERE start IS NOT NULL AND lower(substring(a.text, start + 1, "end" - start)) <> lower(term)`},
		{"statement ids are unique", `SELECT statement_id FROM statements GROUP BY 1 HAVING count(*) > 1`},
		{"article ids are unique", `SELECT article_id FROM articles GROUP BY 1 HAVING count(*) > 1`},
		{"articles count their statements", `SELECT article_id FROM articles a WHERE n_statements <> (SELECT count(*) FROM statements s WHERE s.article_id = a.article_id)`},
		{"statements count their evidence", `SELECT statement_id FROM statements s WHERE n_evidence <> (SELECT count(*) FROM evidence e WHERE e.statement_id = s.statement_id)`},
		{"statements stand in text order", `SELECT statement_id FROM statements QUALIFY seq <> row_number() OVER (PARTITION BY article_id ORDER BY seq) - 1`},
		{"stances have their statement", `SELECT statement_id FROM stances ANTI JOIN statements USING (statement_id)`},
		{"speakers are among the actors", `SELECT id FROM (SELECT unnest(speaker_ids) AS id FROM statements) ANTI JOIN actors ON id = actor_id`},
		{"issues are in the codebook", `SELECT issue_id FROM statements WHERE issue_id IS NOT NULL AND issue_id NOT IN (SELECT issue_id FROM issues)`},
		{"the actor is the first speaker", `SELECT statement_id FROM statements WHERE actor_id IS DISTINCT FROM speaker_ids[1]`},
		{"parents are statements of the same article", `SELECT s.statement_id FROM statements s LEFT JOIN statements p ON p.statement_id = s.parent_statement_id
			WHERE s.parent_statement_id IS NOT NULL AND (p.article_id IS DISTINCT FROM s.article_id OR p.depth >= s.depth)`},
		{"a side has its basis", `SELECT statement_id FROM statements WHERE side_id IS NOT NULL AND side_basis IS NULL`},
		{"scores stay in range", `SELECT statement_id FROM statements WHERE abs(sentiment) > 1 OR abs(stance) > 1 OR abs(outlook) > 1 OR certainty NOT BETWEEN 0 AND 1
			OR attribution_confidence NOT BETWEEN 0 AND 1 OR quoted_fraction NOT BETWEEN 0 AND 1 OR isnan(sentiment) OR isnan(stance) OR isnan(outlook)`},
		// A label is the likeliest, a score the mean: near zero they may differ.
		{"labels go with signs", `SELECT statement_id, stance, stance_label, outlook, outlook_label, sentiment, sentiment_label FROM statements
			WHERE stance_label = 'favor' AND stance < -0.1 OR stance_label = 'against' AND stance > 0.1 OR outlook_label = 'optimistic' AND outlook < -0.1
			OR outlook_label = 'skeptical' AND outlook > 0.1 OR sentiment_label = 'positive' AND sentiment < -0.1 OR sentiment_label = 'negative' AND sentiment > 0.1`},
		{"labels are those of the dictionary", `SELECT DISTINCT stance_label, outlook_label, sentiment_label FROM statements WHERE stance_label NOT IN ('against', 'neutral', 'favor')
			OR outlook_label NOT IN ('skeptical', 'neutral', 'optimistic') OR sentiment_label NOT IN ('negative', 'neutral', 'positive')`},
		{"enumerations are those of the dictionary", `SELECT DISTINCT speech_type, mention_type, cue_class, report_polarity, frame, side_basis FROM statements
			WHERE speech_type NOT IN ('direct', 'indirect', 'mixed', 'according_to', 'descriptive')
			OR mention_type NOT IN ('name', 'pronoun', 'nominal', 'organization', 'collective', 'metonym', 'anonymous')
			OR cue_class NOT IN ('neutral', 'assert', 'concede', 'deny', 'doubt', 'praise', 'criticize', 'warn', 'demand', 'agree', 'refuse')
			OR report_polarity NOT IN ('affirmed', 'denied', 'refused', 'hypothetical')
			OR side_basis NOT IN ('lexicon', 'role', 'nationality', 'apposition', 'affiliation', 'metonym', 'party', 'organization')
			OR frame NOT IN ('progress', 'cooperation', 'caution', 'obstacle', 'exclusion', 'threat', 'blame', 'demand', 'denial', 'principle', 'interest', 'plan', 'description')`},
		{"a score or the reason why there is none", `SELECT statement_id, abstained FROM statements WHERE (sentiment IS NULL)::INT + (stance IS NULL)::INT + (outlook IS NULL)::INT + (certainty IS NULL)::INT <> len(list_filter(abstained, x -> NOT starts_with(x, 'issue: ')))`},
		{"an issue or the reason why there is none", `SELECT statement_id, issue_id, abstained FROM statements WHERE (issue_id IS NULL) <> (len(list_filter(abstained, x -> starts_with(x, 'issue: '))) = 1)`},
		{"unknown is NULL, never a word", `SELECT statement_id FROM statements WHERE lower(coalesce(actor_name, side_id, outlet, 'x')) IN ('', 'unknown', 'none', 'null', 'n/a')`},
		{"copies name an original", `SELECT a.article_id FROM articles a LEFT JOIN articles o ON o.article_id = a.duplicate_of
			WHERE a.duplicate_of IS NOT NULL AND (o.article_id IS NULL OR o.duplicate_of IS NOT NULL)`},
	} {
		rows := query(t, db, c.sql)
		if len(rows) > 0 {
			t.Errorf("%s: %d rows break it, such as %.300s", c.why, len(rows), show(rows[:1]))
		}
	}
}

// mayLackRows: a run without faults, and a folder without a second version of
// anything, are as they should be.
var mayLackRows = map[string]bool{"all_quarantine": true, "quarantine": true, "superseded": true}

func TestEveryViewHasRows(t *testing.T) {
	db := views(t, corpusOfARun(t))
	for _, r := range query(t, db, `SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1`) {
		name := r[0].(string)
		n := query(t, db, "SELECT count(*) FROM "+name)[0][0].(int64)
		if n == 0 && !mayLackRows[name] {
			t.Errorf("%s has no rows", name)
		}
	}
}

// The analyst's questions are answered over a run, each with rows.
func TestQuestions(t *testing.T) {
	b, err := os.ReadFile("../../reports/notebooks/questions.sql")
	if err != nil {
		t.Fatal(err)
	}
	db := views(t, corpusOfARun(t))
	questions := regexp.MustCompile(`(?m)^-- \d+\. `).Split(string(b), -1)[1:]
	if len(questions) != 10 {
		t.Fatalf("%d questions", len(questions))
	}
	mayBeEmpty := map[string]bool{"How far": true, "Who chan": true, "Who stan": true} // the sample is small
	for _, q := range questions {
		name, _, _ := strings.Cut(q, "\n")
		rows := query(t, db, "-- "+q)
		if len(rows) == 0 && !mayBeEmpty[name[:min(8, len(name))]] && !mayBeEmpty[name[:min(7, len(name))]] {
			t.Errorf("no answer to: %s", name)
		}
	}
}
