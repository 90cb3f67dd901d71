/** Part of the first step: runs, their jobs and what people changed about them. */
export const runs = `
CREATE TABLE run (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  arrival_id TEXT NOT NULL UNIQUE REFERENCES arrival (id),
  -- Counts up within the patient, study or series.
  version INTEGER NOT NULL DEFAULT 1,
  level TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  patient_key INTEGER NOT NULL REFERENCES patient (key),
  state TEXT NOT NULL,
  study_count INTEGER NOT NULL,
  series_count INTEGER NOT NULL,
  instance_count INTEGER NOT NULL,
  -- Jobs that should have been planned and could not be; a run with any never ends as succeeded.
  planning_faults INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  delivered_at INTEGER,
  headers TEXT NOT NULL,
  added_params TEXT NOT NULL,
  -- What the filters kept out; null where they were off.
  filters TEXT
) STRICT;
CREATE INDEX run_by_entity ON run (entity_id, version);
CREATE INDEX run_by_patient ON run (patient_key);
CREATE INDEX run_by_state ON run (state, number DESC);
CREATE INDEX run_by_time ON run (created_at);
CREATE INDEX run_undelivered ON run (number) WHERE finished_at IS NOT NULL AND delivered_at IS NULL;

-- Runs by the quarter of an hour in which they began, and below job runs by that in which they ended; quarters since the
-- epoch, as midnight is at a quarter in all time zones, and not at an hour. A day is a few rows, however much it held.
CREATE TABLE run_quarter (
  quarter INTEGER PRIMARY KEY,
  n INTEGER NOT NULL,
  studies INTEGER NOT NULL
) STRICT;
CREATE TRIGGER run_quarter_more AFTER INSERT ON run BEGIN
  INSERT INTO run_quarter (quarter, n, studies) VALUES (new.created_at / 900000, 1, new.study_count)
    ON CONFLICT DO UPDATE SET n = n + 1, studies = studies + new.study_count;
END;

-- How many runs there are of each state, see job_run_count.
CREATE TABLE run_count (
  state TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER run_count_more AFTER INSERT ON run BEGIN
  INSERT INTO run_count (state, n) VALUES (new.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER run_count_other AFTER UPDATE OF state ON run WHEN old.state <> new.state BEGIN
  UPDATE run_count SET n = n - 1 WHERE state = old.state;
  INSERT INTO run_count (state, n) VALUES (new.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

-- What lists are searched by: modalities of the input, and whose it was. Three letters in a row are found anywhere; the
-- texts themselves are not kept a second time.
CREATE TABLE run_modality (
  modality TEXT NOT NULL,
  run_number INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
  PRIMARY KEY (modality, run_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_modality_by_run ON run_modality (run_number);
CREATE VIRTUAL TABLE run_text USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'trigram');
CREATE TRIGGER run_gone AFTER DELETE ON run BEGIN
  UPDATE run_count SET n = n - 1 WHERE state = old.state;
  DELETE FROM run_text WHERE rowid = old.number;
END;

CREATE TABLE run_study (
  study_key INTEGER NOT NULL REFERENCES study (key),
  run_id TEXT NOT NULL REFERENCES run (id),
  series_count INTEGER NOT NULL,
  PRIMARY KEY (study_key, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_study_by_run ON run_study (run_id);

CREATE TABLE run_warning (
  run_id TEXT NOT NULL REFERENCES run (id),
  position INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_run (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES run (id),
  position INTEGER NOT NULL,
  job_name TEXT NOT NULL,
  service TEXT,
  service_hash TEXT,
  job_group TEXT NOT NULL,
  -- The study or series it is about, where that is not all of the run; what it is then called with.
  entity_level TEXT,
  entity_id TEXT,
  entity_text TEXT,
  added_params TEXT,
  definition TEXT NOT NULL,
  channel TEXT NOT NULL,
  priority REAL NOT NULL,
  timeout_ms INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  callback_answer TEXT,
  injected TEXT,
  open_dependencies INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- Attempts from this number on count for retries and for giving up; a requeue by hand begins anew.
  counts_from INTEGER NOT NULL DEFAULT 1,
  -- While queued: not before then, because it failed and is tried again after a pause; null when that is over.
  not_before INTEGER,
  -- The number that its attempts may reach by its retries; null where none was needed.
  most_attempts INTEGER,
  -- Slots of its environment that it takes, and 1: all of them, to find out whether it ends its worker.
  slots INTEGER NOT NULL DEFAULT 1,
  alone INTEGER NOT NULL DEFAULT 0,
  -- Graphics cards that it asks for.
  gpus INTEGER NOT NULL DEFAULT 0,
  -- While running: until when its worker is known to live.
  lease_until INTEGER,
  percent REAL,
  progress_message TEXT,
  result TEXT,
  result_is_repr INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  created_at INTEGER NOT NULL,
  queued_at INTEGER,
  started_at INTEGER,
  finished_at INTEGER,
  -- When and from where somebody cancelled it; a running one keeps its state until its processes have ended.
  cancel_asked_at INTEGER,
  cancelled_from TEXT
) STRICT;
-- With the state, so that the jobs of a run are counted without being read.
CREATE INDEX job_run_by_run ON job_run (run_id, position, state);
-- Those that need a graphics card apart from the others, which pass them while there is none.
CREATE INDEX job_run_queue ON job_run (channel, (gpus > 0), priority DESC, key)
  WHERE state = 'queued' AND not_before IS NULL;
CREATE INDEX job_run_delayed ON job_run (not_before) WHERE not_before IS NOT NULL;
CREATE INDEX job_run_open ON job_run (run_id) WHERE state IN ('waiting', 'queued', 'running');
CREATE INDEX job_run_by_state ON job_run (state, key DESC);
CREATE INDEX job_run_by_job_name ON job_run (job_name, key DESC);
CREATE INDEX job_run_by_service ON job_run (service, key DESC);
CREATE INDEX job_run_by_channel ON job_run (channel, key DESC);
-- For estimates: how long jobs took.
CREATE INDEX job_run_succeeded ON job_run (job_name, finished_at DESC, started_at) WHERE state = 'succeeded';
-- How many job runs there are, by all that lists of them are narrowed by; counting a million of them would take longer
-- than reading a page.
CREATE TABLE job_run_count (
  job_name TEXT NOT NULL,
  -- Empty for a job of no service.
  service TEXT NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (job_name, service, channel, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER job_run_count_more AFTER INSERT ON job_run BEGIN
  INSERT INTO job_run_count (job_name, service, channel, state, n)
    VALUES (new.job_name, coalesce(new.service, ''), new.channel, new.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER job_run_count_less AFTER DELETE ON job_run BEGIN
  UPDATE job_run_count SET n = n - 1
    WHERE job_name = old.job_name AND service = coalesce(old.service, '') AND channel = old.channel
      AND state = old.state;
END;
CREATE TRIGGER job_run_count_other AFTER UPDATE OF state ON job_run WHEN old.state <> new.state BEGIN
  UPDATE job_run_count SET n = n - 1
    WHERE job_name = old.job_name AND service = coalesce(old.service, '') AND channel = old.channel
      AND state = old.state;
  INSERT INTO job_run_count (job_name, service, channel, state, n)
    VALUES (new.job_name, coalesce(new.service, ''), new.channel, new.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

-- Errors of job runs, to be searched as run_text is. Words that are looked for have no diacritics; run_text is written
-- without them, errors are indexed without them.
CREATE VIRTUAL TABLE job_error_text USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1');
CREATE TRIGGER job_error_text_more AFTER UPDATE OF error ON job_run WHEN old.error IS NOT new.error BEGIN
  DELETE FROM job_error_text WHERE rowid = new.key;
  INSERT INTO job_error_text (rowid, text)
    SELECT new.key, (new.error ->> 'type') || ' ' || (new.error ->> 'message') WHERE new.error IS NOT NULL;
END;
CREATE TRIGGER job_error_text_less AFTER DELETE ON job_run WHEN old.error IS NOT NULL BEGIN
  DELETE FROM job_error_text WHERE rowid = old.key;
END;

CREATE TABLE job_run_quarter (
  quarter INTEGER NOT NULL,
  job_name TEXT NOT NULL,
  service TEXT NOT NULL,
  state TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (quarter, job_name, service, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER job_run_quarter_more AFTER UPDATE OF state ON job_run
  WHEN old.state <> new.state AND new.state IN ('succeeded', 'failed', 'timed-out') AND new.finished_at IS NOT NULL BEGIN
  INSERT INTO job_run_quarter (quarter, job_name, service, state, n)
    VALUES (new.finished_at / 900000, new.job_name, coalesce(new.service, ''), new.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
-- A requeue takes back what was counted: a job run ends once.
CREATE TRIGGER job_run_quarter_less AFTER UPDATE OF state ON job_run
  WHEN old.state <> new.state AND old.state IN ('succeeded', 'failed', 'timed-out') AND old.finished_at IS NOT NULL BEGIN
  UPDATE job_run_quarter SET n = n - 1
    WHERE quarter = old.finished_at / 900000 AND job_name = old.job_name AND service = coalesce(old.service, '')
      AND state = old.state;
END;

CREATE TABLE job_edge (
  from_key INTEGER NOT NULL REFERENCES job_run (key),
  to_key INTEGER NOT NULL REFERENCES job_run (key),
  needs TEXT NOT NULL,
  PRIMARY KEY (from_key, to_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_edge_by_target ON job_edge (to_key);

CREATE TABLE attempt (
  job_run_key INTEGER NOT NULL REFERENCES job_run (key),
  number INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  environment TEXT,
  -- 1: an interruption is not held against the job: the engine ended in order, or (while it runs) the job was handed
  -- over before its turn and may not have begun.
  orderly INTEGER NOT NULL DEFAULT 0,
  -- Where its worker ended under it: 'alone', or 'shared' with other jobs.
  worker_ended TEXT,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  log_bytes INTEGER NOT NULL DEFAULT 0,
  dropped_log_bytes INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  error TEXT,
  -- What it returned, kept here when a person wants another attempt; that of the last one stands in its job run.
  result TEXT,
  result_is_repr INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (job_run_key, number)
) STRICT, WITHOUT ROWID;

-- What is paused: a channel, or with an empty name the whole application.
CREATE TABLE pause (
  channel TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  asked_from TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A cancel or requeue of many job runs that is under way; the next start goes on with it.
CREATE TABLE control_request (
  key INTEGER PRIMARY KEY,
  request TEXT NOT NULL,
  asked_from TEXT NOT NULL,
  -- The last job run that it can be about.
  last_key INTEGER NOT NULL
) STRICT;

-- What people changed about a run after it was planned.
CREATE TABLE intervention (
  key INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  asked_from TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX intervention_by_run ON intervention (run_id, key);

-- Filters that people gave a name.
CREATE TABLE saved_filter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  list TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  filter TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  UNIQUE (list, name)
) STRICT;

CREATE TABLE result_file (
  run_id TEXT NOT NULL REFERENCES run (id),
  path TEXT NOT NULL,
  job_run_key INTEGER NOT NULL REFERENCES job_run (key),
  size INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  PRIMARY KEY (run_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX result_file_by_job_run ON result_file (job_run_key);

-- That the input in the folder of a run was found changed when an attempt of one of its jobs had ended.
CREATE TABLE input_change (
  key INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES run (id),
  job_run_key INTEGER NOT NULL REFERENCES job_run (key),
  attempt INTEGER NOT NULL,
  noticed_at INTEGER NOT NULL,
  -- The last change that its files tell of; when it was noticed, where only files are gone.
  changed_at INTEGER NOT NULL,
  -- SHA-256 over names, sizes and times of all of it.
  stamp TEXT NOT NULL
) STRICT;
CREATE INDEX input_change_by_run ON input_change (run_id, key);
`;
