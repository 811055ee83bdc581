-- DuckDB views over all runs of {name}
--
--     duckdb -init "{name}/views.sql"
--     duckdb.sql(open("{name}/views.sql").read())        in Python
--
-- The folder stands in the paths below as it was when the last run was
-- published. Where it has moved, "readout report --out DIR" writes this file again.
--
-- all_*  every version of every article, with its run. The views without all_
-- show of every article the last run that has it; most questions are for those.

-- runs: what was published, in order. Run ids need not sort by time: sequence does, counted anew here, since runs
-- that were copied together may have the same.
CREATE OR REPLACE VIEW runs AS
SELECT run_id AS run, row_number() OVER (ORDER BY sequence, run_id)::INTEGER AS sequence, started_at, finished_at, schema_version, version, lexicon_sha256,
       counts.articles AS n_articles, counts.articles_new AS n_new, counts.articles_changed AS n_changed,
       counts.articles_rescored AS n_rescored, counts.statements AS n_statements, counts.quarantined AS n_quarantined
FROM read_json('{out}/runs/*/manifest.json', columns = {
    run_id: 'VARCHAR', sequence: 'INTEGER', started_at: 'TIMESTAMPTZ', finished_at: 'TIMESTAMPTZ',
    schema_version: 'VARCHAR', version: 'VARCHAR', lexicon_sha256: 'VARCHAR',
    counts: 'STRUCT(articles BIGINT, articles_new BIGINT, articles_changed BIGINT, articles_rescored BIGINT, statements BIGINT, quarantined BIGINT)'});

CREATE OR REPLACE VIEW all_articles AS
SELECT * FROM {all articles*};
CREATE OR REPLACE VIEW all_statements AS
SELECT * FROM {all statements*};
CREATE OR REPLACE VIEW all_stances AS
SELECT * FROM {all stances*};
CREATE OR REPLACE VIEW all_positions AS
SELECT * FROM {all positions*};
CREATE OR REPLACE VIEW all_evaluations AS
SELECT * FROM {all evaluations*};
CREATE OR REPLACE VIEW all_evidence AS
SELECT * FROM {all evidence*};
CREATE OR REPLACE VIEW all_quarantine AS
SELECT * FROM {all quarantine};

-- quarantine: what could not be used, of every file as the last run found it that has anything of the file.
CREATE OR REPLACE VIEW quarantine AS
WITH of_files AS (SELECT path, run FROM all_articles UNION ALL SELECT path, run FROM all_quarantine),
     last_of AS (SELECT path, max(sequence) AS sequence FROM of_files JOIN runs USING (run) GROUP BY path)
SELECT q.* FROM all_quarantine q JOIN runs USING (run) JOIN last_of USING (path, sequence);

-- superseded: what later runs have again, corrected or scored again. It is short or empty, so that leaving it out
-- costs next to nothing.
CREATE OR REPLACE VIEW superseded AS
SELECT article_id, run
FROM all_articles JOIN runs USING (run)
QUALIFY sequence < max(sequence) OVER (PARTITION BY article_id);

-- The latest version of each article, and what belongs to it.
CREATE OR REPLACE VIEW articles AS
SELECT * FROM all_articles ANTI JOIN superseded USING (article_id, run);
CREATE OR REPLACE VIEW statements AS
SELECT * FROM all_statements ANTI JOIN superseded USING (article_id, run);
CREATE OR REPLACE VIEW stances AS
SELECT * FROM all_stances ANTI JOIN superseded USING (article_id, run);
CREATE OR REPLACE VIEW positions AS
SELECT * FROM all_positions ANTI JOIN superseded USING (article_id, run);
CREATE OR REPLACE VIEW evaluations AS
SELECT * FROM all_evaluations ANTI JOIN superseded USING (article_id, run);
CREATE OR REPLACE VIEW evidence AS
SELECT * FROM all_evidence ANTI JOIN superseded USING (article_id, run);

-- Actors, issues and propositions as the last run that has them says it, counted over all latest articles.
CREATE OR REPLACE VIEW actors AS
WITH spoke AS (SELECT unnest(speaker_ids) AS actor_id FROM statements),
     said AS (SELECT actor_id, count(*) AS n_statements FROM spoke GROUP BY actor_id)
SELECT a.* REPLACE (coalesce(said.n_statements, 0)::INTEGER AS n_statements)
FROM (SELECT * FROM {all actors}
      JOIN (SELECT run, sequence FROM runs) USING (run)
      QUALIFY row_number() OVER (PARTITION BY actor_id ORDER BY sequence DESC) = 1) a
LEFT JOIN said USING (actor_id);
CREATE OR REPLACE VIEW issues AS
WITH said AS (SELECT issue_id, count(*) AS n_statements FROM statements GROUP BY issue_id)
SELECT i.* REPLACE (coalesce(said.n_statements, 0)::INTEGER AS n_statements)
FROM (SELECT * FROM {all issues}
      JOIN (SELECT run, sequence FROM runs) USING (run)
      QUALIFY row_number() OVER (PARTITION BY issue_id ORDER BY sequence DESC) = 1) i
LEFT JOIN said USING (issue_id);

CREATE OR REPLACE VIEW propositions AS
WITH said AS (SELECT proposition_id, count(*) AS n_statements FROM positions GROUP BY proposition_id)
SELECT p.* REPLACE (coalesce(said.n_statements, 0)::INTEGER AS n_statements)
FROM (SELECT * FROM {all propositions}
      JOIN (SELECT run, sequence FROM runs) USING (run)
      QUALIFY row_number() OVER (PARTITION BY proposition_id ORDER BY sequence DESC) = 1) p
LEFT JOIN said USING (proposition_id);

-- events, and which article belongs to which: as the last run made them of everything up to it.
CREATE OR REPLACE VIEW events AS
SELECT * FROM {all events}
WHERE run = (SELECT arg_max(run, sequence) FROM runs);
CREATE OR REPLACE VIEW event_articles AS
SELECT * FROM {all event_articles*}
WHERE run = (SELECT arg_max(run, sequence) FROM runs);

-- summary, comparisons and polarization: as the last run computed them over everything up to it.
CREATE OR REPLACE VIEW summary AS
SELECT * FROM {all summary}
WHERE run = (SELECT arg_max(run, sequence) FROM runs);
CREATE OR REPLACE VIEW comparisons AS
SELECT * FROM {all comparisons}
WHERE run = (SELECT arg_max(run, sequence) FROM runs);
CREATE OR REPLACE VIEW polarization AS
SELECT * FROM {all polarization}
WHERE run = (SELECT arg_max(run, sequence) FROM runs);

-- statements_wide: a statement with its actor, its issue, its article's copy and up to eight words that moved its
-- scores most, the weightiest first.
CREATE OR REPLACE VIEW statements_wide AS
SELECT s.*, a.kind AS actor_kind, a.country AS actor_country, a.known AS actor_known,
       i.name AS issue_name, t.name AS target_actor_name, r.duplicate_of, r.author, r.language, r.path,
       coalesce(e.terms, []) AS evidence_terms
FROM statements s
LEFT JOIN actors a ON a.actor_id = s.actor_id
LEFT JOIN actors t ON t.actor_id = s.target_actor_id
LEFT JOIN issues i ON i.issue_id = s.issue_id
LEFT JOIN articles r ON r.article_id = s.article_id
LEFT JOIN (SELECT statement_id, list(dimension || ': ' || term ORDER BY abs(weight) DESC, dimension, term)[1:8] AS terms
           FROM (SELECT statement_id, dimension, term, sum(contribution) AS weight
                 FROM evidence WHERE term <> '' GROUP BY statement_id, dimension, term)
           GROUP BY statement_id) e ON e.statement_id = s.statement_id;

-- event_statements: what was said in each event, of copied articles only what the first of them reports.
CREATE OR REPLACE VIEW event_statements AS
SELECT e.event_id, e.title AS event_title, e.first_at, e.last_at, s.*
FROM statements s
JOIN event_articles m ON m.article_id = s.article_id AND NOT m.is_copy
JOIN events e ON e.event_id = m.event_id;

-- positions_by_week: how many statements of each side agree and disagree with each proposition, week by week (Mondays, UTC).
CREATE OR REPLACE VIEW positions_by_week AS
SELECT p.side_id, p.proposition_id, r.text AS proposition, date_trunc('week', p.published_at AT TIME ZONE 'UTC')::DATE AS week,
       count(*) FILTER (p.position = 'agree') AS agree, count(*) FILTER (p.position = 'disagree') AS disagree,
       count(DISTINCT p.article_id) AS n_articles
FROM positions p LEFT JOIN propositions r USING (proposition_id)
WHERE p.depth = 0 AND p.side_id IS NOT NULL
GROUP BY ALL;

-- statements_once: the same words reported by many count once, as the first to report them had them.
CREATE OR REPLACE VIEW statements_once AS
SELECT s.*, c.n_reports, c.n_outlets
FROM statements s
JOIN (SELECT quote_group_id, count(*) AS n_reports, count(DISTINCT outlet) AS n_outlets,
             arg_min(statement_id, (published_at IS NULL, published_at, article_id, seq)) AS statement_id
      FROM statements GROUP BY quote_group_id) c USING (quote_group_id, statement_id);

-- side_scores: each side's tone and expectations on each issue; what sides are for stands in side_positions:
-- each side on each issue (issue_id NULL: all issues), direct statements of the article only (depth 0).
CREATE OR REPLACE VIEW side_scores AS
WITH s AS (SELECT * FROM statements WHERE side_id IS NOT NULL AND depth = 0),
     both_levels AS (SELECT *, issue_id AS issue FROM s WHERE issue_id IS NOT NULL UNION ALL SELECT *, NULL FROM s)
SELECT issue AS issue_id, side_id, count(*) AS n_statements, count(DISTINCT quote_group_id) AS n_quote_groups,
       count(DISTINCT article_id) AS n_articles,
       avg(sentiment) AS sentiment, avg(outlook) AS outlook, avg(certainty) AS certainty, count(outlook) AS n_outlook,
       mode(frame ORDER BY frame) AS top_frame
FROM both_levels GROUP BY issue, side_id;

-- side_against_side: the differences between each two sides, dimension by dimension.
CREATE OR REPLACE VIEW side_against_side AS
WITH long AS (
    SELECT issue_id, side_id, dimension, score
    FROM statements, LATERAL (VALUES ('sentiment', sentiment), ('outlook', outlook), ('certainty', certainty)) d(dimension, score)
    WHERE side_id IS NOT NULL AND depth = 0 AND score IS NOT NULL),
means AS (
    SELECT issue_id, side_id, dimension, count(*) AS n, avg(score) AS mean FROM long WHERE issue_id IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT NULL, side_id, dimension, count(*), avg(score) FROM long GROUP BY ALL)
SELECT a.issue_id, a.dimension, a.side_id AS side_a, b.side_id AS side_b,
       a.mean AS mean_a, b.mean AS mean_b, a.mean - b.mean AS difference, a.n AS n_a, b.n AS n_b
FROM means a JOIN means b ON a.dimension = b.dimension AND a.issue_id IS NOT DISTINCT FROM b.issue_id AND a.side_id < b.side_id;

-- actor_by_issue: the actor by issue matrix, long. PIVOT actor_by_issue ON issue_id USING first(outlook) makes it wide.
CREATE OR REPLACE VIEW actor_by_issue AS
WITH s AS (SELECT * EXCLUDE (actor_id), unnest(speaker_ids) AS actor_id FROM statements WHERE depth = 0)
SELECT s.actor_id, any_value(a.name) AS actor_name, any_value(a.side_id) AS side_id, s.issue_id,
       count(*) AS n_statements, count(DISTINCT s.article_id) AS n_articles,
       avg(s.outlook) AS outlook, avg(s.sentiment) AS sentiment,
       min(s.published_at) AS first_published, max(s.published_at) AS last_published
FROM s LEFT JOIN actors a USING (actor_id)
WHERE s.issue_id IS NOT NULL
GROUP BY s.actor_id, s.issue_id;

-- scores_by_day: each side's mean scores on each day (UTC).
CREATE OR REPLACE VIEW scores_by_day AS
SELECT (published_at AT TIME ZONE 'UTC')::DATE AS day, side_id, issue_id, count(*) AS n_statements,
       avg(sentiment) AS sentiment, avg(outlook) AS outlook, avg(certainty) AS certainty
FROM statements
WHERE published_at IS NOT NULL AND side_id IS NOT NULL AND depth = 0
GROUP BY ALL;

-- changes: what the last run changed against the runs before it, statement by statement.
-- article_change: new, corrected (another version), rescored (the same version scored again).
-- change: added, removed, changed (a score, label, actor, side or issue differs).
CREATE OR REPLACE VIEW changes AS
WITH last_run AS (SELECT arg_max(run, sequence) AS run FROM runs),
fresh AS (SELECT article_id, version_id, title, run FROM all_articles WHERE run = (SELECT run FROM last_run)),
older AS (
    SELECT o.article_id, arg_max(o.run, r.sequence) AS run, arg_max(o.version_id, r.sequence) AS version_id
    FROM all_articles o JOIN runs r USING (run) SEMI JOIN fresh ON fresh.article_id = o.article_id
    WHERE o.run <> (SELECT run FROM last_run)
    GROUP BY o.article_id),
a AS (
    SELECT fresh.article_id, fresh.title, fresh.run AS run_after, older.run AS run_before,
           CASE WHEN older.run IS NULL THEN 'new' WHEN older.version_id <> fresh.version_id THEN 'corrected' ELSE 'rescored' END AS article_change
    FROM fresh LEFT JOIN older USING (article_id)),
after_ AS (SELECT s.*, a.title AS article_title, a.article_change, a.run_before AS before_ FROM all_statements s JOIN a ON s.article_id = a.article_id AND s.run = a.run_after),
before_ AS (SELECT s.*, a.title AS article_title, a.article_change, a.run_after AS after_ FROM all_statements s JOIN a ON s.article_id = a.article_id AND s.run = a.run_before)
SELECT coalesce(n.article_id, o.article_id) AS article_id, coalesce(n.article_title, o.article_title) AS title,
       coalesce(n.article_change, o.article_change) AS article_change,
       CASE WHEN o.statement_id IS NULL THEN 'added' WHEN n.statement_id IS NULL THEN 'removed' ELSE 'changed' END AS change,
       coalesce(n.statement_id, o.statement_id) AS statement_id, coalesce(n.content, o.content) AS content,
       o.actor_name AS actor_before, n.actor_name AS actor_after, o.side_id AS side_before, n.side_id AS side_after,
       o.issue_id AS issue_before, n.issue_id AS issue_after,
       o.stance AS stance_before, n.stance AS stance_after, o.outlook AS outlook_before, n.outlook AS outlook_after,
       o.sentiment AS sentiment_before, n.sentiment AS sentiment_after, o.frame AS frame_before, n.frame AS frame_after,
       coalesce(o.run, n.before_) AS run_before, coalesce(n.run, o.after_) AS run_after
FROM after_ n FULL JOIN before_ o ON n.statement_id = o.statement_id
WHERE n.statement_id IS NULL OR o.statement_id IS NULL
   OR n.actor_id IS DISTINCT FROM o.actor_id OR n.side_id IS DISTINCT FROM o.side_id OR n.issue_id IS DISTINCT FROM o.issue_id
   OR n.sentiment IS DISTINCT FROM o.sentiment OR n.stance IS DISTINCT FROM o.stance OR n.outlook IS DISTINCT FROM o.outlook
   OR n.certainty IS DISTINCT FROM o.certainty OR n.frame IS DISTINCT FROM o.frame;

-- missingness: how many rows of the latest articles and statements have no value, column by column.
CREATE OR REPLACE VIEW missingness AS
WITH a AS (SELECT count(*) - count(COLUMNS(*)) FROM articles), na AS (SELECT count(*) AS n FROM articles),
     s AS (SELECT count(*) - count(COLUMNS(*)) FROM statements), ns AS (SELECT count(*) AS n FROM statements)
SELECT 'articles' AS table_name, column_name, na.n AS n_rows, n_null, n_null / nullif(na.n, 0) AS share_null
FROM (UNPIVOT a ON COLUMNS(*) INTO NAME column_name VALUE n_null), na
UNION ALL
SELECT 'statements', column_name, ns.n, n_null, n_null / nullif(ns.n, 0)
FROM (UNPIVOT s ON COLUMNS(*) INTO NAME column_name VALUE n_null), ns;

-- votes: what each actor holds of each proposition in each event, or in each article that is on no event: what most of
-- the actor's statements there say; none where they say both equally often. Direct statements of the article only (depth 0).
-- Speakers of a joint statement of several sides stand on their own.
CREATE OR REPLACE VIEW votes AS
SELECT proposition_id, p.actor_id,
       any_value(CASE WHEN p.joint AND (p.side_id IS NULL OR p.actor_id <> p.first_speaker) THEN a.side_id ELSE p.side_id END) AS side_id,
       any_value(p.party) AS party, any_value(p.country) AS country,
       coalesce(e.event_id, p.article_id) AS event_or_article, min(p.published_at) AS published_at, count(*) AS n_statements,
       CASE WHEN count(*) FILTER (position = 'agree') > count(*) FILTER (position = 'disagree') THEN 'agree' ELSE 'disagree' END AS position
FROM (SELECT p.* EXCLUDE (actor_id), p.actor_id AS first_speaker, len(s.speaker_ids) > 1 AS joint, unnest(s.speaker_ids) AS actor_id
      FROM positions p JOIN statements s USING (statement_id) WHERE p.depth = 0) p
LEFT JOIN event_articles e ON e.article_id = p.article_id
LEFT JOIN actors a ON a.actor_id = p.actor_id
GROUP BY proposition_id, p.actor_id, coalesce(e.event_id, p.article_id)
HAVING count(*) FILTER (position = 'agree') <> count(*) FILTER (position = 'disagree');

-- side_positions: how many votes of each side agree and disagree with each proposition.
CREATE OR REPLACE VIEW side_positions AS
SELECT v.proposition_id, p.text AS proposition, v.side_id, count(*) AS n_votes, count(DISTINCT v.actor_id) AS n_actors,
       count(*) FILTER (v.position = 'agree') AS agree, count(*) FILTER (v.position = 'disagree') AS disagree,
       count(*) FILTER (v.position = 'agree') / count(*) AS share_agree
FROM votes v LEFT JOIN propositions p USING (proposition_id)
WHERE v.side_id IS NOT NULL
GROUP BY v.proposition_id, p.text, v.side_id;

-- side_agreement: on how many propositions two sides are of one mind, by the majority of their votes, and on how many of opposite ones.
CREATE OR REPLACE VIEW side_agreement AS
WITH stand AS (SELECT side_id, proposition_id, sign(agree - disagree) AS stand FROM side_positions WHERE agree <> disagree)
SELECT a.side_id AS side_a, b.side_id AS side_b,
       count(*) FILTER (a.stand = b.stand) AS congruence, count(*) FILTER (a.stand <> b.stand) AS conflict
FROM stand a JOIN stand b ON a.proposition_id = b.proposition_id AND a.side_id < b.side_id
GROUP BY ALL;

-- dna_events: one row a speaker, statement and proposition with the columns of Discourse Network Analyzer. concept is the
-- sentence of the proposition; agreement is 1 where the statement agrees and 0 where it disagrees. Statements without a
-- position or a resolved speaker are no events. organization is whom a person speaks for, and the actor where it is none
-- of the persons.
CREATE OR REPLACE VIEW dna_events AS
SELECT s.statement_id, strftime(s.published_at AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S') AS time,
       CASE WHEN a.kind = 'person' THEN a.name END AS person,
       CASE WHEN a.kind <> 'person' THEN a.name WHEN s.actor_id = s.speaker_ids[1] THEN s.organization_name END AS organization,
       coalesce(c.text, p.proposition_id) AS concept,
       CASE WHEN p.position = 'agree' THEN 1 ELSE 0 END AS agreement,
       s.content_start AS start_position, s.content_end AS stop_position, s.content AS text,
       'readout ' || s.engine_version AS coder,
       s.article_id AS document_id, s.title AS document_title, r.author AS document_author, s.outlet AS document_source,
       CAST(NULL AS VARCHAR) AS document_section, 'article' AS document_type
FROM (SELECT * EXCLUDE (actor_id), unnest(speaker_ids) AS actor_id FROM statements) s
JOIN positions p ON p.statement_id = s.statement_id
JOIN articles r ON r.article_id = s.article_id
JOIN actors a ON a.actor_id = s.actor_id
LEFT JOIN propositions c ON c.proposition_id = p.proposition_id
ORDER BY s.published_at, s.article_id, s.seq, s.actor_id, p.proposition_id;
