/** Part of the first step: what jobs ran with, and what is tried out beside the history. */
export const research = `
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

-- What a job run ran with, written when it ended; where a person wanted another attempt, for each of them.
CREATE TABLE provenance (
  job_run_key INTEGER NOT NULL REFERENCES job_run (key),
  attempt INTEGER NOT NULL,
  service_version TEXT,
  environment TEXT NOT NULL,
  runtime TEXT NOT NULL,
  environment_hash TEXT REFERENCES environment_lock (hash),
  machine TEXT NOT NULL,
  product_version TEXT NOT NULL,
  problems TEXT NOT NULL,
  PRIMARY KEY (job_run_key, attempt)
) STRICT, WITHOUT ROWID;
CREATE INDEX provenance_by_version ON provenance (service_version);

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
  -- Folder below golden/<id> with its result files.
  accepted_folder TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL,
  -- JSON: how it was compared last, and what came of it.
  last_check TEXT,
  last_outcome TEXT,
  last_folder TEXT
) STRICT, WITHOUT ROWID;
`;
