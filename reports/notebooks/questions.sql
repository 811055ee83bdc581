-- Ten questions that an analyst asks, over the views of OUT/views.sql:
--
--     duckdb -init out/views.sql -f reports/notebooks/questions.sql
--
-- Counts are of statements that the article itself reports (depth 0). Where the
-- same words in many outlets should count once, take statements_once for statements.

-- 1. What has each side said, and how optimistic is it?
SELECT side_id, n_statements, n_quote_groups, n_articles,
       round(outlook, 2) AS outlook, round(sentiment, 2) AS sentiment, top_frame
FROM side_scores
WHERE issue_id IS NULL
ORDER BY n_statements DESC;

-- 2. How far apart are the sides on each issue, and is that more than chance?
SELECT issue_id, dimension, side_a, side_b, round(difference, 2) AS difference,
       round(ci_low, 2) AS ci_low, round(ci_high, 2) AS ci_high, round(p_adjusted, 3) AS p_adjusted, n_a, n_b
FROM comparisons
WHERE sufficient AND period IS NULL
ORDER BY abs(difference) DESC
LIMIT 20;

-- 3. Which statements stand for each side: sure of their speaker, clear in their outlook, with the words behind it?
WITH best AS (
    SELECT statement_id, side_id, actor_name, outlook, content, title
    FROM statements JOIN (SELECT article_id FROM articles WHERE duplicate_of IS NULL) USING (article_id)
    WHERE depth = 0 AND side_id IS NOT NULL AND outlook IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY side_id, sign(outlook) ORDER BY attribution_confidence * abs(outlook) DESC, statement_id) <= 2),
moved AS (
    SELECT statement_id, list(term ORDER BY abs(contribution) DESC, term)[1:3] AS words
    FROM evidence SEMI JOIN best USING (statement_id)
    WHERE dimension = 'outlook' AND term <> '' GROUP BY statement_id)
SELECT side_id, actor_name, round(outlook, 2) AS outlook, content, words, title
FROM best LEFT JOIN moved USING (statement_id)
ORDER BY side_id, outlook DESC;

-- 4. How does each side's outlook change from week to week?
SELECT date_trunc('week', day) AS week, side_id, sum(n_statements) AS n_statements,
       round(sum(outlook * n_statements) FILTER (WHERE outlook IS NOT NULL) / sum(n_statements) FILTER (WHERE outlook IS NOT NULL), 2) AS outlook
FROM scores_by_day
GROUP BY ALL
ORDER BY week, side_id;

-- 5. Who stands apart from their own side?
WITH mine AS (
    SELECT actor_id, actor_name, side_id, avg(stance) AS stance, count(stance) AS n
    FROM statements WHERE depth = 0 AND side_id IS NOT NULL AND stance IS NOT NULL GROUP BY ALL),
others AS (
    SELECT m.actor_id, m.side_id, sum(o.stance * o.n) / sum(o.n) AS stance
    FROM mine m JOIN mine o ON o.side_id = m.side_id AND o.actor_id <> m.actor_id GROUP BY ALL)
SELECT m.actor_name, m.side_id, m.n, round(m.stance, 2) AS actor_stance, round(o.stance, 2) AS rest_of_side,
       round(m.stance - o.stance, 2) AS difference
FROM mine m JOIN others o USING (actor_id, side_id)
WHERE m.n >= 2
ORDER BY abs(difference) DESC, m.actor_id
LIMIT 20;

-- 6. Who changed their mind: whose stance on an issue in the later half of their statements differs from the earlier?
WITH halves AS (
    SELECT actor_id, actor_name, issue_id, stance, ntile(2) OVER (PARTITION BY actor_id, issue_id ORDER BY published_at, article_id, seq) AS half
    FROM statements
    WHERE depth = 0 AND actor_id IS NOT NULL AND issue_id IS NOT NULL AND stance IS NOT NULL AND published_at IS NOT NULL)
SELECT actor_name, issue_id, count(*) AS n_statements,
       round(avg(stance) FILTER (WHERE half = 1), 2) AS earlier, round(avg(stance) FILTER (WHERE half = 2), 2) AS later
FROM halves
GROUP BY actor_id, actor_name, issue_id
HAVING count(*) >= 4
ORDER BY abs(later - earlier) DESC, actor_id
LIMIT 20;

-- 7. Whom does each outlet let speak, and in how much of their own words?
SELECT outlet, side_id, count(*) AS n_statements,
       round(count(*) / sum(count(*)) OVER (PARTITION BY outlet), 2) AS share_of_outlet,
       round(avg(quoted_fraction), 2) AS quoted_fraction
FROM statements
WHERE depth = 0 AND side_id IS NOT NULL AND outlet IS NOT NULL
GROUP BY outlet, side_id
ORDER BY outlet, n_statements DESC;

-- 8. Does the picture change when the same words in many outlets count once?
SELECT a.side_id, a.n AS statements, o.n AS once, round(a.outlook, 2) AS outlook_all, round(o.outlook, 2) AS outlook_once
FROM (SELECT side_id, count(*) AS n, avg(outlook) AS outlook FROM statements WHERE depth = 0 AND side_id IS NOT NULL GROUP BY side_id) a
JOIN (SELECT side_id, count(*) AS n, avg(outlook) AS outlook FROM statements_once WHERE depth = 0 AND side_id IS NOT NULL GROUP BY side_id) o USING (side_id)
ORDER BY statements DESC;

-- 9. Which words make a side sound optimistic or skeptical?
SELECT s.side_id, e.entry, e.modifier, count(*) AS n, round(sum(e.contribution), 2) AS contribution
FROM evidence e JOIN statements s USING (statement_id)
WHERE e.dimension = 'outlook' AND s.side_id IS NOT NULL AND e.term <> ''
GROUP BY s.side_id, e.entry, e.modifier
QUALIFY row_number() OVER (PARTITION BY s.side_id ORDER BY abs(sum(e.contribution)) DESC, e.entry) <= 5
ORDER BY s.side_id, contribution DESC;

-- 10. Who takes a position on whom?
SELECT coalesce(a.name, t.actor_id) AS speaker, coalesce(b.name, t.target_id) AS about, count(*) AS n_statements, round(avg(t.stance), 2) AS stance
FROM stances t
LEFT JOIN actors a ON a.actor_id = t.actor_id
LEFT JOIN actors b ON b.actor_id = t.target_id
WHERE t.target_kind = 'actor' AND t.stance IS NOT NULL AND t.actor_id IS NOT NULL
GROUP BY ALL
ORDER BY n_statements DESC, speaker, about
LIMIT 20;
