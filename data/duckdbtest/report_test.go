package duckdbtest

import (
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

// once is what a report makes its figures of: statements of articles that are no copies,
// of the same words in an event those of the earliest article.
const once = `
CREATE TEMP VIEW once AS
SELECT * FROM (
  SELECT s.*, m.event_id AS event, row_number() OVER (PARTITION BY m.event_id, s.quote_group_id
           ORDER BY s.published_at NULLS LAST, s.article_id, s.content_start, s.statement_id) AS place
  FROM counted s JOIN event_articles m ON m.article_id = s.article_id AND NOT m.is_copy)
WHERE place = 1;
CREATE TEMP VIEW told AS
SELECT DISTINCT o.statement_id, p.side_id AS side, o.issue_id AS issue, o.event, o.article_id, o.outlook, o.outlook_label, o.frame
FROM once o JOIN (SELECT DISTINCT statement_id, side_id FROM speakers WHERE side_id IS NOT NULL) p USING (statement_id);
`

// Every count of the sample's report is found again by SQL from the statements themselves.
func TestEveryNumberOfTheReport(t *testing.T) {
	out := corpusOfARun(t)
	db := views(t, out)
	if _, err := db.Exec(counting + once); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(out, "latest", "summary.json"))
	if err != nil {
		t.Fatal(err)
	}
	type reading struct {
		SideID  string `json:"side_id"`
		ActorID string `json:"actor_id"`
		Outlook figure `json:"outlook"`
	}
	type event struct {
		ID       string    `json:"event_id"`
		Readings []reading `json:"readings"`
	}
	var r struct {
		Corpus map[string]any `json:"corpus"`
		Lead   struct {
			Event event `json:"event"`
		} `json:"lead"`
		Events struct {
			Shown []event `json:"shown"`
		} `json:"events"`
		Sides []struct {
			reading
			Frames []struct {
				Name string `json:"name"`
				N    int    `json:"n"`
			} `json:"frames"`
		} `json:"sides"`
		Issues []struct {
			IssueID string            `json:"issue_id"`
			Outlook map[string]figure `json:"outlook"`
		} `json:"issues"`
		Missing []struct {
			What string `json:"what"`
			N    int    `json:"n"`
		} `json:"missing"`
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatal(err)
	}
	checked := 0
	count := func(what, q string, want any) {
		checked++
		if got := show(query(t, db, q)); got != fmt.Sprint(want) {
			t.Errorf("%s: %v in the report, %s by SQL", what, want, got)
		}
	}
	for key, q := range map[string]string{
		"articles":     `SELECT count(*) FROM articles`,
		"copies":       `SELECT count(duplicate_of) FROM articles`,
		"outlets":      `SELECT count(DISTINCT outlet) FROM statements`,
		"statements":   `SELECT count(*) FROM counted`,
		"quote_groups": `SELECT count(*) FROM once`,
		"nested":       `SELECT count(*) FROM statements WHERE depth > 0`,
		"speakers":     `SELECT count(DISTINCT actor_id) FROM once`,
		"sides":        `SELECT count(DISTINCT side) FROM told`,
	} {
		count(key, q, r.Corpus[key])
	}
	check := func(where string, f figure) {
		checked++
		got := query(t, db, `SELECT avg(outlook), count(outlook), count(*), count(DISTINCT article_id),
			avg(CASE WHEN outlook IS NOT NULL THEN (outlook_label = 'optimistic')::INT END),
			avg(CASE WHEN outlook IS NOT NULL THEN (outlook_label = 'skeptical')::INT END) FROM told WHERE `+where)[0]
		if !near(got[0], f.Mean) || fmt.Sprint(got[1], got[2], got[3]) != fmt.Sprint(f.Scored, f.Groups, f.Articles) || !near(got[4], f.Positive) || !near(got[5], f.Negative) {
			t.Errorf("%s: %s in the report, %v by SQL", where, f, got)
		}
	}
	for _, e := range append(r.Events.Shown, r.Lead.Event) {
		for _, x := range e.Readings {
			if x.ActorID == "" && e.ID != "" {
				check("side = "+quoted(x.SideID)+" AND event = "+quoted(e.ID), x.Outlook)
			}
		}
	}
	for _, s := range r.Sides {
		check("side = "+quoted(s.SideID), s.Outlook)
		for _, f := range s.Frames {
			count(s.SideID+", frame "+f.Name, `SELECT count(*) FROM told WHERE side = `+quoted(s.SideID)+` AND frame = `+quoted(f.Name), f.N)
		}
	}
	for _, is := range r.Issues {
		for side, f := range is.Outlook {
			check("side = "+quoted(side)+" AND issue = "+quoted(is.IssueID), f)
		}
	}
	for _, m := range r.Missing {
		if q, ok := map[string]string{
			"side":    `SELECT count(*) FROM once WHERE statement_id NOT IN (SELECT statement_id FROM told)`,
			"issue":   `SELECT count(*) FROM once WHERE issue_id IS NULL`,
			"outlook": `SELECT count(*) FROM once WHERE outlook IS NULL`,
			"date":    `SELECT count(*) FROM once WHERE published_at IS NULL`,
		}[m.What]; ok {
			count("without "+m.What, q, m.N)
		}
	}
	if checked < 50 {
		t.Errorf("only %d figures were looked at", checked)
	}
	t.Logf("%d figures are found again", checked)
}

func (f figure) String() string {
	mean := "no mean"
	if f.Mean != nil {
		mean = fmt.Sprint(*f.Mean)
	}
	return fmt.Sprint(mean, " ", f.Scored, f.Groups, f.Articles)
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
