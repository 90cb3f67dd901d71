/** Noon of the day of this machine's clock in which a job run ended: unlike midnight, every day has one. In seconds. */
const dayOf = (row: 'old' | 'new') =>
  `unixepoch(${row}.finished_at / 1000, 'unixepoch', 'localtime', 'start of day', '+12 hours', 'utc')`;
const namesOf = (row: 'old' | 'new') => `${row}.job_name, coalesce(${row}.service, '')`;
const ended = (row: 'old' | 'new') =>
  `old.state <> new.state AND ${row}.state IN ('succeeded', 'failed', 'timed-out') AND ${row}.finished_at IS NOT NULL`;
const countOf = (row: 'old' | 'new') => `iif(${row}.state = 'succeeded', 'succeeded', 'failed')`;

/** What a length of time counts as: a step is an eighth of a doubling of milliseconds. */
export const stepOf = (length: string) => `CAST(8 * log2(max(${length}, 1)) AS INTEGER)`;
const tookOf = (row: 'old' | 'new') => stepOf(`${row}.finished_at - ${row}.started_at`);
const queuedOf = (row: 'old' | 'new') => stepOf(`${row}.started_at - ${row}.queued_at`);

const addTo = 'ON CONFLICT DO UPDATE SET n = n + 1';
const takeFrom = (what: string, step: string) =>
  `UPDATE job_run_day SET n = n - 1 WHERE day = ${dayOf('old')} AND (job_name, service) = (${namesOf('old')})
     AND what = ${what} AND step = ${step}`;

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
  INSERT INTO run_end_quarter (quarter, state, n) VALUES (new.finished_at / 900000, new.state, 1) ${addTo};
END;
-- One without jobs has ended when it is written.
CREATE TRIGGER run_end_quarter_at_once AFTER INSERT ON run
  WHEN new.state IN ('succeeded', 'failed') AND new.finished_at IS NOT NULL BEGIN
  INSERT INTO run_end_quarter (quarter, state, n) VALUES (new.finished_at / 900000, new.state, 1) ${addTo};
END;
CREATE TRIGGER run_end_quarter_less AFTER UPDATE OF state ON run
  WHEN old.state <> new.state AND old.state IN ('succeeded', 'failed') AND old.finished_at IS NOT NULL BEGIN
  UPDATE run_end_quarter SET n = n - 1 WHERE quarter = old.finished_at / 900000 AND state = old.state;
END;

-- Job runs by the day in which they ended: how many succeeded and failed, how long those that succeeded took, and how
-- long all were queued before their last attempt. A year is few rows, however much it held.
CREATE TABLE job_run_day (
  day INTEGER NOT NULL,
  job_name TEXT NOT NULL,
  -- Empty for a job of no service.
  service TEXT NOT NULL,
  -- 'succeeded', 'failed', 'took' or 'queued', the last two with their step.
  what TEXT NOT NULL,
  step INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (day, job_name, service, what, step)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER job_run_day_more AFTER UPDATE OF state ON job_run WHEN ${ended('new')} BEGIN
  INSERT INTO job_run_day (day, job_name, service, what, step, n)
    VALUES (${dayOf('new')}, ${namesOf('new')}, ${countOf('new')}, 0, 1) ${addTo};
  INSERT INTO job_run_day (day, job_name, service, what, step, n)
    SELECT ${dayOf('new')}, ${namesOf('new')}, 'took', ${tookOf('new')}, 1
    WHERE new.state = 'succeeded' AND new.finished_at >= new.started_at ${addTo};
  INSERT INTO job_run_day (day, job_name, service, what, step, n)
    SELECT ${dayOf('new')}, ${namesOf('new')}, 'queued', ${queuedOf('new')}, 1
    WHERE new.started_at >= new.queued_at ${addTo};
END;
-- A requeue takes back what was counted.
CREATE TRIGGER job_run_day_less AFTER UPDATE OF state ON job_run WHEN ${ended('old')} BEGIN
  ${takeFrom(countOf('old'), '0')};
  ${takeFrom("'took'", tookOf('old'))} AND old.state = 'succeeded' AND old.finished_at >= old.started_at;
  ${takeFrom("'queued'", queuedOf('old'))} AND old.started_at >= old.queued_at;
END;

-- The same hour by hour, where the days are few.
CREATE INDEX job_run_ended ON job_run (finished_at, state, job_name, service, started_at, queued_at)
  WHERE state IN ('succeeded', 'failed', 'timed-out');
-- The oldest one of a job that waits.
CREATE INDEX job_run_pending ON job_run (job_name, key) WHERE state IN ('waiting', 'queued');
-- The last ones that failed in a period, for their reasons.
CREATE INDEX job_run_failed ON job_run (finished_at, service, job_name) WHERE state IN ('failed', 'timed-out');
`;
