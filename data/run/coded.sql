-- codings: what people coded, coding by coding. coded_statements, coded_positions and coded_evaluations: the statements
-- with the labels that count of it, as of the last run. measured_* are the rows as readout measured them; statements,
-- positions and evaluations have the coded rows in the place of those, and leave out what was coded as no statement.
CREATE OR REPLACE VIEW codings AS
SELECT * FROM read_parquet('{out}/codings.parquet');
CREATE OR REPLACE VIEW coded_statements AS
SELECT c.* EXCLUDE (run), m.run FROM {all coded_statements*} c JOIN measured_statements m USING (statement_id)
WHERE c.run = (SELECT arg_max(run, sequence) FROM runs);
CREATE OR REPLACE VIEW statements AS
SELECT * FROM measured_statements ANTI JOIN coded_statements USING (statement_id)
UNION ALL BY NAME SELECT * FROM coded_statements WHERE validity IS NULL OR validity >= 0.5;
CREATE OR REPLACE VIEW positions AS
SELECT * FROM measured_positions ANTI JOIN coded_statements USING (statement_id)
UNION ALL BY NAME SELECT c.* EXCLUDE (run), s.run FROM {all coded_positions*} c JOIN statements s USING (statement_id)
WHERE c.run = (SELECT arg_max(run, sequence) FROM runs);
CREATE OR REPLACE VIEW evaluations AS
SELECT * FROM measured_evaluations ANTI JOIN coded_statements USING (statement_id)
UNION ALL BY NAME SELECT c.* EXCLUDE (run), s.run FROM {all coded_evaluations*} c JOIN statements s USING (statement_id)
WHERE c.run = (SELECT arg_max(run, sequence) FROM runs);
CREATE OR REPLACE VIEW stances AS
SELECT * FROM measured_stances SEMI JOIN statements USING (statement_id);
CREATE OR REPLACE VIEW evidence AS
SELECT * FROM measured_evidence SEMI JOIN statements USING (statement_id);

