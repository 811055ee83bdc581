package duckdbtest

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// counting makes views of every statement as a report counts it: the article's own, not a
// hypothetical one, once for every side of its speakers. words is the same
// words of a side once, with the mean of their copies.
const counting = `
CREATE TEMP VIEW counted AS
SELECT * FROM statements WHERE depth = 0 AND report_polarity <> 'hypothetical';
CREATE TEMP VIEW speakers AS
SELECT statement_id, actor_id, side_id FROM counted WHERE NOT (side_id IS NULL AND len(speaker_ids) > 1)
UNION
SELECT c.statement_id, sp, a.side_id
FROM (SELECT statement_id, actor_id, side_id AS own, len(speaker_ids) AS n, unnest(speaker_ids) AS sp FROM counted) c
LEFT JOIN actors a ON a.actor_id = c.sp
WHERE sp IS DISTINCT FROM c.actor_id OR own IS NULL AND n > 1;
CREATE TEMP VIEW said AS
SELECT DISTINCT s.side_id AS side, c.statement_id, c.quote_group_id AS words, c.issue_id AS issue, c.frame,
       coalesce(a.duplicate_of, c.article_id) AS article,
       d.dimension, d.score, d.sign
FROM counted c
JOIN (SELECT DISTINCT statement_id, side_id FROM speakers) s USING (statement_id)
JOIN articles a USING (article_id)
CROSS JOIN LATERAL (VALUES
  ('outlook', c.outlook, CASE c.outlook_label WHEN 'optimistic' THEN 1 WHEN 'skeptical' THEN -1 ELSE 0 END),
  ('stance', c.stance, CASE c.stance_label WHEN 'favor' THEN 1 WHEN 'against' THEN -1 ELSE 0 END),
  ('sentiment', c.sentiment, CASE c.sentiment_label WHEN 'positive' THEN 1 WHEN 'negative' THEN -1 ELSE 0 END),
  ('certainty', c.certainty, CASE WHEN c.certainty > 2.0/3 THEN 1 WHEN c.certainty < 1.0/3 THEN -1 ELSE 0 END)) d(dimension, score, sign);
CREATE TEMP MACRO figure(s, i, dim) AS TABLE
SELECT avg(g.score) AS mean, count(g.score) AS scored, count(*) AS groups,
       (SELECT count(DISTINCT statement_id) FROM said WHERE side = s AND dimension = dim AND (i IS NULL OR issue = i)) AS statements,
       (SELECT count(DISTINCT article) FROM said WHERE side = s AND dimension = dim AND (i IS NULL OR issue = i)) AS articles,
       avg(CASE WHEN g.score IS NOT NULL THEN (g.sign > 0)::INT END) AS positive,
       avg(CASE WHEN g.score IS NOT NULL THEN (g.sign < 0)::INT END) AS negative
FROM (SELECT words, avg(score) AS score, sum(sign) FILTER (score IS NOT NULL) AS sign FROM said
      WHERE side = s AND dimension = dim AND (i IS NULL OR issue = i) GROUP BY words) g;
`

type figure struct {
	Mean       *float64 `json:"mean"`
	Scored     int      `json:"scored"`
	Groups     int      `json:"quote_groups"`
	Statements int      `json:"statements"`
	Articles   int      `json:"articles"`
	Low        *float64 `json:"ci_low"`
	High       *float64 `json:"ci_high"`
	Positive   *float64 `json:"share_positive"`
	Negative   *float64 `json:"share_negative"`
}

// Every figure of the sample's report is found again by SQL: means, counts and
// shares from the statements themselves, intervals and p-values from the tables
// that hold them.
func TestEveryNumberOfTheReport(t *testing.T) {
	out := corpusOfARun(t)
	db := views(t, out)
	if _, err := db.Exec(counting); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(out, "latest", "summary.json"))
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Corpus map[string]any `json:"corpus"`
		Lead   struct {
			IssueID string `json:"issue_id"`
			Voices  []struct {
				SideID  string            `json:"side_id"`
				Figures map[string]figure `json:"figures"`
			} `json:"voices"`
		} `json:"lead"`
		Sides []struct {
			SideID  string            `json:"side_id"`
			Figures map[string]figure `json:"figures"`
			Frames  []struct {
				Name string `json:"name"`
				N    int    `json:"n"`
			} `json:"frames"`
		} `json:"sides"`
		Issues []struct {
			IssueID string            `json:"issue_id"`
			Outlook map[string]figure `json:"outlook"`
			Stance  map[string]figure `json:"stance"`
		} `json:"issues"`
		Differences []struct {
			IssueID   string   `json:"issue_id"`
			Dimension string   `json:"dimension"`
			A         string   `json:"side_a"`
			B         string   `json:"side_b"`
			MeanA     *float64 `json:"mean_a"`
			MeanB     *float64 `json:"mean_b"`
			Value     *float64 `json:"difference"`
			P         *float64 `json:"p_adjusted"`
			NA        int      `json:"n_a"`
			NB        int      `json:"n_b"`
		} `json:"differences"`
		LeftOut struct {
			MoreThanNoise int `json:"more_than_noise"`
			CouldBeNoise  int `json:"could_be_noise"`
			TooFew        int `json:"too_few"`
		} `json:"differences_left_out"`
		Agreements []struct {
			A     string   `json:"side_a"`
			B     string   `json:"side_b"`
			Value *float64 `json:"agreement"`
			Low   *float64 `json:"ci_low"`
			High  *float64 `json:"ci_high"`
		} `json:"agreements"`
		Divisions []struct {
			IssueID   string `json:"issue_id"`
			Dimension string `json:"dimension"`
			Scored    int    `json:"scored"`
			Between   struct {
				Value *float64 `json:"value"`
				Low   *float64 `json:"ci_low"`
			} `json:"between_share"`
			Consensus struct {
				Value *float64 `json:"value"`
			} `json:"consensus"`
		} `json:"divisions"`
		Missing []struct {
			What string `json:"what"`
			N    int    `json:"n"`
			Of   int    `json:"of"`
		} `json:"missing"`
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatal(err)
	}
	for key, q := range map[string]string{
		"articles":     `SELECT count(*) FROM articles`,
		"copies":       `SELECT count(duplicate_of) FROM articles`,
		"outlets":      `SELECT count(DISTINCT outlet) FROM statements`,
		"statements":   `SELECT count(*) FROM counted`,
		"quote_groups": `SELECT count(DISTINCT quote_group_id) FROM counted`,
		"nested":       `SELECT count(*) FROM statements WHERE depth > 0`,
		"speakers":     `SELECT count(DISTINCT actor_id) FROM counted`,
		"sides":        `SELECT count(DISTINCT side_id) FROM speakers`,
	} {
		if got := show(query(t, db, q)); got != fmt.Sprint(r.Corpus[key]) {
			t.Errorf("%s: %v in the report, %s by SQL", key, r.Corpus[key], got)
		}
	}
	checked := 0
	check := func(side, issue, dim string, f figure) {
		checked++
		compareFigure(t, db, side, issue, dim, f)
	}
	for _, v := range r.Lead.Voices {
		for dim, f := range v.Figures {
			check(v.SideID, r.Lead.IssueID, dim, f)
		}
	}
	for _, s := range r.Sides {
		for dim, f := range s.Figures {
			check(s.SideID, "", dim, f)
		}
		for _, f := range s.Frames {
			if got := show(query(t, db, `SELECT count(DISTINCT words) FROM said WHERE side = `+quoted(s.SideID)+` AND frame = `+quoted(f.Name))); got != fmt.Sprint(f.N) {
				t.Errorf("%s, frame %s: %d in the report, %s by SQL", s.SideID, f.Name, f.N, got)
			}
		}
	}
	for _, is := range r.Issues {
		for side, f := range is.Outlook {
			check(side, is.IssueID, "outlook", f)
		}
		for side, f := range is.Stance {
			check(side, is.IssueID, "stance", f)
		}
	}
	for _, d := range r.Differences {
		checked++
		issue := `IS NULL`
		if d.IssueID != "" {
			issue = `= ` + quoted(d.IssueID)
		}
		row := query(t, db, fmt.Sprintf(`SELECT mean_a - mean_b, p_adjusted, n_a, n_b FROM comparisons WHERE issue_id %s AND dimension = %s AND side_a = %s AND side_b = %s AND period IS NULL`,
			issue, quoted(d.Dimension), quoted(d.A), quoted(d.B)))[0]
		if !near(row[0], d.Value) || !near(row[1], d.P) || show([][]any{row[2:]}) != fmt.Sprint(d.NA, d.NB) || !near(*d.MeanA-*d.MeanB, d.Value) {
			t.Errorf("%+v: %v by SQL", d, row)
		}
	}
	for _, a := range r.Agreements {
		checked++
		row := query(t, db, fmt.Sprintf(`SELECT agreement, agreement_low, agreement_high FROM comparisons WHERE issue_id IS NULL AND period IS NULL AND dimension = 'stance' AND side_a = %s AND side_b = %s`,
			quoted(a.A), quoted(a.B)))[0]
		if !near(row[0], a.Value) || !near(row[1], a.Low) || !near(row[2], a.High) {
			t.Errorf("%+v: %v by SQL", a, row)
		}
	}
	for _, d := range r.Divisions {
		checked++
		row := query(t, db, fmt.Sprintf(`SELECT between_share, between_low, consensus, n_scored FROM polarization WHERE coalesce(issue_id, '') = %s AND period IS NULL AND dimension = %s`,
			quoted(d.IssueID), quoted(d.Dimension)))[0]
		if !near(row[0], d.Between.Value) || !near(row[1], d.Between.Low) || !near(row[2], d.Consensus.Value) || fmt.Sprint(row[3]) != fmt.Sprint(d.Scored) {
			t.Errorf("%+v: %v by SQL", d, row)
		}
	}
	for _, m := range r.Missing {
		q, ok := map[string]string{
			"side":    `SELECT count(*) FROM counted WHERE statement_id NOT IN (SELECT statement_id FROM speakers WHERE side_id IS NOT NULL)`,
			"issue":   `SELECT count(*) FROM counted WHERE issue_id IS NULL`,
			"outlook": `SELECT count(*) FROM counted WHERE outlook IS NULL`,
			"stance":  `SELECT count(*) FROM counted WHERE stance IS NULL`,
			"date":    `SELECT count(*) FROM counted WHERE published_at IS NULL`,
		}[m.What]
		if !ok {
			continue
		}
		checked++
		if got := show(query(t, db, q)); got != fmt.Sprint(m.N) {
			t.Errorf("without %s: %d in the report, %s by SQL", m.What, m.N, got)
		}
	}
	if checked < 50 {
		t.Errorf("only %d figures were looked at", checked)
	}
	t.Logf("%d figures are found again", checked)
}

func compareFigure(t *testing.T, db *sql.DB, side, issue, dim string, f figure) {
	t.Helper()
	in := "NULL"
	where := "IS NULL"
	if issue != "" {
		in, where = quoted(issue), "= "+quoted(issue)
	}
	got := query(t, db, fmt.Sprintf(`SELECT * FROM figure(%s, %s, %s)`, quoted(side), in, quoted(dim)))[0]
	counts := fmt.Sprint(got[1], got[2], got[3], got[4])
	if !near(got[0], f.Mean) || counts != fmt.Sprint(f.Scored, f.Groups, f.Statements, f.Articles) || !near(got[5], f.Positive) || !near(got[6], f.Negative) {
		t.Errorf("%s on %q, %s: %s in the report, %v by SQL", side, issue, dim, f, got)
	}
	bounds := query(t, db, fmt.Sprintf(`SELECT ci_low, ci_high FROM summary WHERE side_id = %s AND issue_id %s AND dimension = %s AND actor_id IS NULL AND outlet IS NULL AND period IS NULL`,
		quoted(side), where, quoted(dim)))[0]
	if !near(bounds[0], f.Low) || !near(bounds[1], f.High) {
		t.Errorf("%s on %q, %s: another interval in the table: %v", side, issue, dim, bounds)
	}
}

func (f figure) String() string {
	mean := "no mean"
	if f.Mean != nil {
		mean = fmt.Sprint(*f.Mean)
	}
	return fmt.Sprint(mean, " ", f.Scored, f.Groups, f.Statements, f.Articles)
}

func near(a any, b *float64) bool {
	x, ok := a.(float64)
	if !ok || b == nil {
		return a == nil && b == nil
	}
	return math.Abs(x-*b) < 1e-9
}

func quoted(s string) string { return "'" + s + "'" }

// The measures that need no jackknife are found again by SQL, of the statements
// themselves: van der Eijk's agreement from the counts of the labels.
func TestConsensusBySQL(t *testing.T) {
	db := views(t, corpusOfARun(t))
	if _, err := db.Exec(counting); err != nil {
		t.Fatal(err)
	}
	rows := query(t, db, `
WITH word AS (
  SELECT issue, side, dimension, words, sign(sum(sign) FILTER (score IS NOT NULL)) AS label
  FROM (SELECT * FROM said UNION ALL SELECT * REPLACE (NULL AS issue) FROM said)
  WHERE side IS NOT NULL AND score IS NOT NULL GROUP BY ALL),
x AS (SELECT issue, dimension, count(*) AS n, count(*) FILTER (label < 0) AS a, count(*) FILTER (label = 0) AS b, count(*) FILTER (label > 0) AS c
      FROM word GROUP BY ALL),
y AS (SELECT *, least(a, b, c) AS m FROM x),
z AS (SELECT *, a - m AS a2, b - m AS b2, c - m AS c2 FROM y),
byhand AS (SELECT issue, dimension, n,
  (a2 + b2 + c2 - 2 * least(a2, c2) - 2 * greatest(least(a2, b2), least(b2, c2)) + greatest(least(a2, b2), least(b2, c2)) - 2 * least(a2, c2)) / n AS consensus FROM z)
SELECT h.issue, h.dimension, h.consensus, p.consensus, h.n, p.n_scored
FROM byhand h JOIN polarization p ON p.issue_id IS NOT DISTINCT FROM h.issue AND p.dimension = h.dimension AND p.period IS NULL
ORDER BY ALL`)
	if len(rows) < 20 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		want, _ := r[2].(float64)
		got, ok := r[3].(float64)
		if !ok || math.Abs(got-want) > 1e-9 || fmt.Sprint(r[4]) != fmt.Sprint(r[5]) {
			t.Errorf("%v: by SQL first", r)
		}
	}
}
