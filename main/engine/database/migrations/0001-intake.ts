/**
 * The history of one application. Tables are STRICT: SQLite itself keeps the column types. Identifiers that people
 * and services see are the Orthanc-style texts in `id`; rows refer to each other by small integer keys, because a
 * million instances would otherwise repeat 44 characters several times over. Times are milliseconds since the epoch.
 */
export const intake = `
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
  series_count INTEGER NOT NULL DEFAULT 0,
  instance_count INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  last_instance_at INTEGER NOT NULL
) STRICT;
CREATE INDEX study_by_patient ON study (patient_key);
-- Those without instances are kept for their runs only.
CREATE INDEX study_by_arrival ON study (last_instance_at DESC, key DESC) WHERE instance_count > 0;
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
  -- What else it is searched by, of its first instance: keyword to text.
  tags TEXT NOT NULL DEFAULT '{}',
  instance_count INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX series_by_study ON series (study_key);

CREATE TABLE instance (
  -- Never given again, also after the newest were deleted: what was looked at up to a key is told from what came later.
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  series_key INTEGER NOT NULL REFERENCES series (key),
  SOPInstanceUID TEXT NOT NULL UNIQUE,
  SOPClassUID TEXT NOT NULL,
  TransferSyntaxUID TEXT NOT NULL,
  InstanceNumber INTEGER,
  -- Position and orientation of the image, nine floats of four bytes, and which time point or acquisition it is of.
  geometry BLOB,
  time_point INTEGER,
  -- NumberOfFrames, where it says.
  frames INTEGER,
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
  -- The series may be deleted when the task has ended.
  series_key INTEGER NOT NULL,
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
  -- Null where it is not known any more, since the history was lost.
  door TEXT,
  sender TEXT NOT NULL,
  source_path TEXT,
  size INTEGER NOT NULL,
  -- SHA-256 over the whole file.
  content_hash BLOB NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  times INTEGER NOT NULL DEFAULT 1,
  header TEXT NOT NULL,
  -- SHA-256 over the data set, by which it is known whether the archive has the same; null where its reason tells.
  data_set_hash BLOB,
  -- 1: it is taking the place of an archived instance; an interruption is gone on with.
  taking INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX quarantine_by_content ON quarantine (content_hash, reason);
CREATE INDEX quarantine_by_reason ON quarantine (reason, id DESC);
CREATE INDEX quarantine_conflicting ON quarantine (header ->> 'SOPInstanceUID')
  WHERE reason IN ('conflicting', 'unknown');
CREATE INDEX quarantine_by_instance ON quarantine (header ->> 'SOPInstanceUID') WHERE reason <> 'conflicting';
CREATE INDEX quarantine_by_study ON quarantine (header ->> 'StudyInstanceUID');
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
CREATE INDEX arrival_by_patient ON arrival (patient_key);
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

CREATE INDEX arrival_series_by_series ON arrival_series (series_key);

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
  told_at INTEGER NOT NULL,
  -- 1: told by a person or program through the contract; 0: by a peer that was asked.
  is_by_hand INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What senders asked storage commitment for: arrivals of a part of a request wait for the rest of it. Forgotten when they
-- are complete.
CREATE TABLE committed_instance (
  SOPInstanceUID TEXT PRIMARY KEY,
  -- Requests that name the same instance are one.
  request INTEGER NOT NULL,
  -- Null until it is archived.
  series_key INTEGER REFERENCES series (key),
  told_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX committed_instance_by_request ON committed_instance (request);
CREATE INDEX committed_instance_by_series ON committed_instance (series_key);

-- What running tasks fetch: arrivals of these studies and patients wait for it. Forgotten when the task ends.
CREATE TABLE fetch_item (
  task_id TEXT NOT NULL REFERENCES task (id),
  -- Its place in the request of the task.
  item INTEGER NOT NULL,
  StudyInstanceUID TEXT NOT NULL,
  -- Identifier of the patient by what the peer tells; null: not told.
  patient_id TEXT,
  -- Of the whole study; null: not told, or only a part of it is fetched.
  instance_count INTEGER,
  title TEXT NOT NULL,
  -- 1: no more of it comes.
  is_over INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (task_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX fetch_item_by_study ON fetch_item (StudyInstanceUID);
CREATE INDEX fetch_item_by_patient ON fetch_item (patient_id);
`;
