-- Ten questions that an analyst asks, over the views of OUT/views.sql:
--
--     duckdb -init out/views.sql -f reports/notebooks/questions.sql
--
-- Counts are of statements that the article itself reports (depth 0). Where the
-- same words in many outlets should count once, take statements_once for statements.
-- Positions count as votes: one an actor, proposition and event.

-- 1. What did each side make of each event?
WITH said AS (
    SELECT event_id, event_title, first_at, side_id, count(*) AS n_statements, round(avg(outlook), 2) AS outlook,
           count(*) FILTER (outlook_label = 'optimistic') AS optimistic, count(*) FILTER (outlook_label = 'skeptical') AS skeptical,
           mode(frame ORDER BY frame) AS top_frame
    FROM event_statements WHERE depth = 0 AND side_id IS NOT NULL GROUP BY ALL HAVING count(outlook) >= 3)
SELECT *, round(max(outlook) OVER event - min(outlook) OVER event, 2) AS apart
FROM said
WINDOW event AS (PARTITION BY event_id)
ORDER BY apart DESC NULLS LAST, event_id, outlook DESC NULLS LAST
LIMIT 40;

-- 2. Who agrees with what, and on what do sides differ more than by chance?
SELECT p.text AS proposition, side_a, side_b, round(mean_a, 2) AS agree_a, round(mean_b, 2) AS agree_b, n_a, n_b,
       round(ci_low, 2) AS ci_low, round(ci_high, 2) AS ci_high, round(p_adjusted, 3) AS p_adjusted, sufficient
FROM comparisons LEFT JOIN propositions p USING (proposition_id)
WHERE dimension = 'position' AND difference IS NOT NULL AND period IS NULL AND event_id IS NULL
ORDER BY sufficient DESC, abs(difference) DESC, n_a + n_b DESC, proposition, side_a, side_b
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

-- 4. How does what each side holds change from week to week?
SELECT week, side_id, proposition, agree, disagree, n_articles
FROM positions_by_week
WHERE week IS NOT NULL
ORDER BY proposition, side_id, week;

-- 5. Who stands apart from their own side?
WITH mine AS (
    SELECT actor_id, side_id, proposition_id, sum(CASE position WHEN 'agree' THEN 1 ELSE -1 END) AS votes FROM votes WHERE side_id IS NOT NULL GROUP BY ALL),
others AS (
    SELECT m.*, (SELECT sum(o.votes) FROM mine o WHERE o.side_id = m.side_id AND o.proposition_id = m.proposition_id AND o.actor_id <> m.actor_id) AS rest_of_side
    FROM mine m)
SELECT coalesce(a.name, o.actor_id) AS actor, o.side_id, p.text AS proposition, o.votes AS balance_of_actor, o.rest_of_side AS balance_of_the_rest
FROM others o LEFT JOIN actors a USING (actor_id) LEFT JOIN propositions p USING (proposition_id)
WHERE o.votes * o.rest_of_side < 0
ORDER BY abs(o.votes) DESC, abs(o.rest_of_side) DESC, actor, proposition
LIMIT 20;

-- 6. Who changed their mind: whose votes on a proposition in the later half of them differ from the earlier?
WITH halves AS (
    SELECT *, ntile(2) OVER (PARTITION BY actor_id, proposition_id ORDER BY published_at, event_or_article) AS half
    FROM votes WHERE published_at IS NOT NULL)
SELECT coalesce(a.name, h.actor_id) AS actor, p.text AS proposition, count(*) AS n_votes,
       round(avg((h.position = 'agree')::INT) FILTER (half = 1), 2) AS agree_earlier, round(avg((h.position = 'agree')::INT) FILTER (half = 2), 2) AS agree_later
FROM halves h LEFT JOIN actors a USING (actor_id) LEFT JOIN propositions p USING (proposition_id)
GROUP BY h.actor_id, a.name, p.text
HAVING count(*) >= 4
ORDER BY abs(agree_later - agree_earlier) DESC, n_votes DESC, actor, proposition
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

-- 10. Who praises and who blames whom?
SELECT coalesce(a.name, e.actor_id) AS speaker, coalesce(b.name, e.of_name) AS about,
       count(*) FILTER (e.evaluation = 'positive') AS praise, count(*) FILTER (e.evaluation = 'negative') AS blame
FROM evaluations e
LEFT JOIN actors a ON a.actor_id = e.actor_id
LEFT JOIN actors b ON b.actor_id = e.of_actor_id
WHERE e.depth = 0 AND e.actor_id IS NOT NULL
GROUP BY ALL
ORDER BY praise + blame DESC, speaker, about
LIMIT 20;
