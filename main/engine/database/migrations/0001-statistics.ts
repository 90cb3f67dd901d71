/** Part of the first step: what is counted as job runs and runs end, for statistics. */
export const statistics = `
-- Runs by the quarter of an hour in which they ended; see run_quarter.
CREATE TABLE run_end_quarter (
  quarter INTEGER NOT NULL,
  state TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (quarter, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER run_end_quarter_more AFTER UPDATE OF state ON run
  WHEN old.state <> new.state AND new.state IN ('succeeded', 'failed') AND new.finished_at IS NOT NULL BEGIN
  INSERT INTO run_end_quarter (quarter, state, n) VALUES (new.finished_at / 900000, new.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
-- One without jobs has ended when it is written.
CREATE TRIGGER run_end_quarter_at_once AFTER INSERT ON run
  WHEN new.state IN ('succeeded', 'failed') AND new.finished_at IS NOT NULL BEGIN
  INSERT INTO run_end_quarter (quarter, state, n) VALUES (new.finished_at / 900000, new.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER run_end_quarter_less AFTER UPDATE OF state ON run
  WHEN old.state <> new.state AND old.state IN ('succeeded', 'failed') AND old.finished_at IS NOT NULL BEGIN
  UPDATE run_end_quarter SET n = n - 1 WHERE quarter = old.finished_at / 900000 AND state = old.state;
END;

-- How long job runs that ended in a quarter of an hour took, and how long they were queued before their last attempt:
-- numbered steps, each a twelfth of a doubling of milliseconds, as quantiles of a million need no more.
CREATE TABLE job_run_time (
  quarter INTEGER NOT NULL,
  job_name TEXT NOT NULL,
  -- Empty for a job of no service.
  service TEXT NOT NULL,
  what TEXT NOT NULL,
  step INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (quarter, job_name, service, what, step)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER job_run_time_took AFTER UPDATE OF state ON job_run
  WHEN new.state = 'succeeded' AND old.state <> new.state AND new.finished_at >= new.started_at BEGIN
  INSERT INTO job_run_time (quarter, job_name, service, what, step, n)
    VALUES (new.finished_at / 900000, new.job_name, coalesce(new.service, ''), 'took',
      CAST(12 * log2(max(new.finished_at - new.started_at, 1)) AS INTEGER), 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER job_run_time_queued AFTER UPDATE OF state ON job_run
  WHEN new.state IN ('succeeded', 'failed', 'timed-out') AND old.state <> new.state
    AND new.finished_at IS NOT NULL AND new.started_at >= new.queued_at BEGIN
  INSERT INTO job_run_time (quarter, job_name, service, what, step, n)
    VALUES (new.finished_at / 900000, new.job_name, coalesce(new.service, ''), 'queued',
      CAST(12 * log2(max(new.started_at - new.queued_at, 1)) AS INTEGER), 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
-- A requeue takes back what was counted.
CREATE TRIGGER job_run_time_less AFTER UPDATE OF state ON job_run
  WHEN old.state IN ('succeeded', 'failed', 'timed-out') AND old.state <> new.state AND old.finished_at IS NOT NULL BEGIN
  UPDATE job_run_time SET n = n - 1
    WHERE quarter = old.finished_at / 900000 AND job_name = old.job_name AND service = coalesce(old.service, '')
      AND what = 'took' AND step = CAST(12 * log2(max(old.finished_at - old.started_at, 1)) AS INTEGER)
      AND old.state = 'succeeded' AND old.finished_at >= old.started_at;
  UPDATE job_run_time SET n = n - 1
    WHERE quarter = old.finished_at / 900000 AND job_name = old.job_name AND service = coalesce(old.service, '')
      AND what = 'queued' AND step = CAST(12 * log2(max(old.started_at - old.queued_at, 1)) AS INTEGER)
      AND old.started_at >= old.queued_at;
END;

-- The last ones that failed in a period, for their reasons.
CREATE INDEX job_run_failed ON job_run (finished_at, service, job_name) WHERE state IN ('failed', 'timed-out');
`;
