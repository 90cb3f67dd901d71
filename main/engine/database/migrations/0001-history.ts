/**
 * The history of one application. Tables are STRICT: SQLite itself keeps the column types. Identifiers that people
 * and services see are the Orthanc-style texts in `id`; rows refer to each other by small integer keys, because a
 * million instances would otherwise repeat 44 characters several times over. Times are milliseconds since the epoch.
 */
export const history = `
CREATE TABLE patient (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  PatientID TEXT NOT NULL,
  PatientName TEXT NOT NULL,
  tags TEXT NOT NULL
) STRICT;

CREATE TABLE study (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  patient_key INTEGER NOT NULL REFERENCES patient (key),
  StudyInstanceUID TEXT NOT NULL,
  StudyDate TEXT NOT NULL,
  StudyTime TEXT NOT NULL,
  StudyDescription TEXT NOT NULL,
  AccessionNumber TEXT NOT NULL,
  tags TEXT NOT NULL,
  modalities TEXT NOT NULL,
  search TEXT NOT NULL,
  series_count INTEGER NOT NULL DEFAULT 0,
  instance_count INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  last_instance_at INTEGER NOT NULL
) STRICT;
CREATE INDEX study_by_patient ON study (patient_key);
CREATE INDEX study_by_arrival ON study (last_instance_at DESC, key DESC);
CREATE INDEX study_by_uid ON study (StudyInstanceUID);

CREATE TABLE series (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  study_key INTEGER NOT NULL REFERENCES study (key),
  SeriesInstanceUID TEXT NOT NULL,
  Modality TEXT NOT NULL,
  SeriesNumber TEXT NOT NULL,
  SeriesDescription TEXT NOT NULL,
  BodyPartExamined TEXT NOT NULL,
  instance_count INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX series_by_study ON series (study_key);

CREATE TABLE instance (
  key INTEGER PRIMARY KEY,
  series_key INTEGER NOT NULL REFERENCES series (key),
  SOPInstanceUID TEXT NOT NULL UNIQUE,
  SOPClassUID TEXT NOT NULL,
  TransferSyntaxUID TEXT NOT NULL,
  InstanceNumber INTEGER,
  size INTEGER NOT NULL,
  content_hash BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  task_id TEXT,
  source_path TEXT,
  source_size INTEGER,
  source_modified_at REAL,
  source_changed_at REAL
) STRICT;
CREATE INDEX instance_by_series ON instance (series_key, InstanceNumber);
-- Files that were imported before are recognised without being read.
CREATE INDEX instance_by_source ON instance (source_path) WHERE source_path IS NOT NULL;

CREATE TABLE task (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  paths TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER,
  bytes INTEGER NOT NULL DEFAULT 0,
  counts TEXT NOT NULL,
  failed INTEGER NOT NULL DEFAULT 0,
  problem TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX task_by_time ON task (created_at DESC, id DESC);
CREATE INDEX task_running ON task (state) WHERE state = 'running';

CREATE TABLE send_item (
  task_id TEXT NOT NULL REFERENCES task (id),
  series_key INTEGER NOT NULL REFERENCES series (key),
  SOPInstanceUID TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  attempts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (task_id, series_key, SOPInstanceUID)
) STRICT, WITHOUT ROWID;
CREATE INDEX send_item_waiting ON send_item (task_id, attempts, series_key, SOPInstanceUID) WHERE state = 'waiting';

CREATE TABLE import_note (
  key INTEGER PRIMARY KEY,
  task_id TEXT NOT NULL REFERENCES task (id),
  path TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  UNIQUE (task_id, path)
) STRICT;
CREATE INDEX import_note_by_outcome ON import_note (task_id, outcome, key);

CREATE TABLE door_sender (
  door TEXT NOT NULL,
  sender TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  new INTEGER NOT NULL,
  already_there INTEGER NOT NULL,
  conflicting INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  problem TEXT,
  problem_at INTEGER,
  PRIMARY KEY (door, sender)
) STRICT, WITHOUT ROWID;
CREATE INDEX door_sender_by_time ON door_sender (door, last_at DESC, sender);

CREATE TABLE watched_file (
  root TEXT NOT NULL,
  directory TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified_at REAL NOT NULL,
  changed_at REAL NOT NULL,
  fate TEXT NOT NULL,
  PRIMARY KEY (root, directory, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
  id TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  message TEXT NOT NULL,
  details TEXT,
  door TEXT NOT NULL,
  sender TEXT NOT NULL,
  source_path TEXT,
  size INTEGER NOT NULL,
  -- SHA-256 over the whole file.
  content_hash BLOB NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  times INTEGER NOT NULL DEFAULT 1,
  header TEXT NOT NULL,
  -- 1: it is taking the place of an archived instance; an interruption is gone on with.
  taking INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX quarantine_by_content ON quarantine (content_hash, reason);
CREATE INDEX quarantine_by_reason ON quarantine (reason, id DESC);
CREATE INDEX quarantine_by_size ON quarantine (size);
CREATE INDEX quarantine_taking ON quarantine (taking) WHERE taking = 1;

CREATE TABLE arrival (
  id TEXT PRIMARY KEY,
  level TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  patient_key INTEGER NOT NULL REFERENCES patient (key),
  state TEXT NOT NULL,
  completed_by TEXT,
  instance_count INTEGER NOT NULL,
  first_instance_at INTEGER NOT NULL,
  last_instance_at INTEGER NOT NULL,
  -- When its quiet time is over, or the time that somebody asked for.
  due_at INTEGER NOT NULL,
  held_until INTEGER,
  -- When the maximum wait ends; null: never.
  maximum_at INTEGER,
  -- When completeness looks at it again by itself; null: only when something about it changes.
  look_at INTEGER,
  -- What it still lacked when completeness looked last.
  missing TEXT NOT NULL DEFAULT '[]',
  -- Why it was put aside.
  put_aside TEXT,
  completed_at INTEGER,
  -- Run that planning began for it; its folder may be half made until the arrival is planned.
  run_id TEXT,
  problem TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX arrival_collecting ON arrival (level, entity_id) WHERE state = 'collecting';
CREATE UNIQUE INDEX arrival_put_aside ON arrival (level, entity_id) WHERE state = 'put-aside';
CREATE INDEX arrival_look ON arrival (look_at) WHERE state = 'collecting';
CREATE INDEX arrival_complete ON arrival (completed_at, id) WHERE state = 'complete';
CREATE INDEX arrival_complete_entity ON arrival (entity_id) WHERE state = 'complete';
CREATE INDEX arrival_open ON arrival (due_at, id) WHERE state IN ('collecting', 'complete');

CREATE TABLE arrival_series (
  arrival_id TEXT NOT NULL REFERENCES arrival (id),
  series_key INTEGER NOT NULL REFERENCES series (key),
  PRIMARY KEY (arrival_id, series_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE arrival_sender (
  arrival_id TEXT NOT NULL REFERENCES arrival (id),
  sender TEXT NOT NULL,
  last_at INTEGER NOT NULL,
  -- Its quiet time by the options of the application.
  quiet_ms INTEGER NOT NULL,
  PRIMARY KEY (arrival_id, sender)
) STRICT, WITHOUT ROWID;

-- How many instances a study has, as its sender or an archive said; forgotten when its arrival is complete.
CREATE TABLE expected_study (
  StudyInstanceUID TEXT PRIMARY KEY,
  instance_count INTEGER NOT NULL,
  told_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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
CREATE INDEX run_by_state ON run (state, number DESC);
CREATE INDEX run_undelivered ON run (number) WHERE finished_at IS NOT NULL AND delivered_at IS NULL;

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
CREATE INDEX job_run_queue ON job_run (channel, priority DESC, key) WHERE state = 'queued' AND not_before IS NULL;
CREATE INDEX job_run_delayed ON job_run (not_before) WHERE not_before IS NOT NULL;
CREATE INDEX job_run_open ON job_run (run_id) WHERE state IN ('waiting', 'queued', 'running');
CREATE INDEX job_run_by_state ON job_run (state, key DESC);
-- For estimates: how long jobs took, and how many of each wait or run. These are counted as they change: to count them
-- when asked takes longer the longer the queue is.
CREATE INDEX job_run_succeeded ON job_run (job_name, finished_at DESC) WHERE state = 'succeeded';
CREATE TABLE open_jobs (
  job_name TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER job_run_opened AFTER INSERT ON job_run WHEN new.state IN ('waiting', 'queued', 'running') BEGIN
  INSERT INTO open_jobs (job_name, n) VALUES (new.job_name, 1) ON CONFLICT (job_name) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER job_run_closed AFTER UPDATE OF state ON job_run
  WHEN (old.state IN ('waiting', 'queued', 'running')) <> (new.state IN ('waiting', 'queued', 'running')) BEGIN
  INSERT INTO open_jobs (job_name, n)
    VALUES (new.job_name, iif(new.state IN ('waiting', 'queued', 'running'), 1, -1))
    ON CONFLICT (job_name) DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER job_run_removed AFTER DELETE ON job_run WHEN old.state IN ('waiting', 'queued', 'running') BEGIN
  UPDATE open_jobs SET n = n - 1 WHERE job_name = old.job_name;
END;

-- Job runs by state; counting a million of them would take longer than reading a page.
CREATE TABLE job_run_count (
  state TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER job_run_count_more AFTER INSERT ON job_run BEGIN
  INSERT INTO job_run_count (state, n) VALUES (new.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER job_run_count_less AFTER DELETE ON job_run BEGIN
  UPDATE job_run_count SET n = n - 1 WHERE state = old.state;
END;
CREATE TRIGGER job_run_count_other AFTER UPDATE OF state ON job_run WHEN old.state <> new.state BEGIN
  UPDATE job_run_count SET n = n - 1 WHERE state = old.state;
  INSERT INTO job_run_count (state, n) VALUES (new.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
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
  -- 1: interrupted by an orderly end of the engine, which is not held against the job.
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

-- What a run had as input when it was planned; one row per series.
CREATE TABLE run_input (
  run_id TEXT NOT NULL REFERENCES run (id),
  position INTEGER NOT NULL,
  StudyInstanceUID TEXT NOT NULL,
  SeriesInstanceUID TEXT NOT NULL,
  -- JSON: how all their SOP Instance UIDs begin, and how each goes on.
  uids TEXT NOT NULL,
  -- SHA-256 over each data set, in the same order, one after the other.
  content_hashes BLOB NOT NULL,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE environment_lock (
  hash TEXT PRIMARY KEY,
  lock TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a job run ran with, written when it ended.
CREATE TABLE provenance (
  job_run_key INTEGER PRIMARY KEY REFERENCES job_run (key),
  service_version TEXT,
  environment TEXT NOT NULL,
  runtime TEXT NOT NULL,
  environment_hash TEXT REFERENCES environment_lock (hash),
  machine TEXT NOT NULL,
  product_version TEXT NOT NULL,
  problems TEXT NOT NULL
) STRICT;
CREATE INDEX provenance_by_version ON provenance (service_version);

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

-- Runs beside the history: no version of a patient, never delivered. One is a task as well, of the same id.
CREATE TABLE scratch_run (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  -- Null until it has ended; a cancelled one has only its task to say so.
  state TEXT,
  service TEXT NOT NULL,
  origin TEXT,
  service_version TEXT NOT NULL,
  level TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  patient_key INTEGER NOT NULL REFERENCES patient (key),
  run_id TEXT,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX scratch_run_by_version ON scratch_run (service_version);

CREATE TABLE scratch_job (
  scratch_id TEXT NOT NULL REFERENCES scratch_run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  -- JSON: all that is shown of it.
  job TEXT NOT NULL,
  PRIMARY KEY (scratch_id, position)
) STRICT, WITHOUT ROWID;

-- What the last replays found: counts, and jobs that would be planned otherwise than they were.
CREATE TABLE replay (
  task_id TEXT PRIMARY KEY REFERENCES task (id) ON DELETE CASCADE,
  summary TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE replay_row (
  task_id TEXT NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (task_id, position)
) STRICT, WITHOUT ROWID;

-- Inputs with the result that was accepted for them; their files lie in golden/<id>.
CREATE TABLE golden_case (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  service TEXT NOT NULL,
  job_name TEXT NOT NULL,
  entity TEXT,
  job_run_id TEXT NOT NULL,
  absolute REAL NOT NULL,
  relative REAL NOT NULL,
  -- JSON: headers and what other jobs gave.
  input TEXT NOT NULL,
  -- JSON: state, result, error, files.
  accepted TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL,
  -- JSON: how it was compared last, and what came of it.
  last_check TEXT,
  last_outcome TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE result_file (
  run_id TEXT NOT NULL REFERENCES run (id),
  path TEXT NOT NULL,
  job_run_key INTEGER NOT NULL REFERENCES job_run (key),
  size INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  PRIMARY KEY (run_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX result_file_by_job_run ON result_file (job_run_key);
`;
