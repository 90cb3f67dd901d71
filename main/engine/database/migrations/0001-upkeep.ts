/** Part of the first step: what keeps the history and its folders in order. */
export const upkeep = `
-- Each time that a damaged history was replaced by a backup.
CREATE TABLE history_restore (
  key INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  -- What was wrong, in words.
  damage TEXT NOT NULL,
  -- When the backup was made; null: there was no good one.
  backup_at INTEGER,
  -- Folder of the damaged file; null where there was none.
  set_aside TEXT,
  -- Instances of the archive that were found again, and files in it that were not understood.
  found INTEGER NOT NULL DEFAULT 0,
  not_understood INTEGER NOT NULL DEFAULT 0,
  -- Instances that the backup knows and the archive has no file of.
  gone INTEGER NOT NULL DEFAULT 0,
  -- Folders of runs that the backup does not know.
  forgotten_runs INTEGER NOT NULL DEFAULT 0,
  -- Job runs that had not ended in the backup: they are run again.
  job_runs_again INTEGER NOT NULL DEFAULT 0,
  -- When everything was found again that can be.
  finished_at INTEGER,
  -- When somebody has read about it.
  acknowledged_at INTEGER
) STRICT;
CREATE INDEX history_restore_open ON history_restore (key) WHERE finished_at IS NULL;

-- Bytes in the folders of ended runs, as they were measured last; 0 for what was removed since.
CREATE TABLE run_size (
  run_id TEXT PRIMARY KEY REFERENCES run (id),
  inputs INTEGER NOT NULL,
  results INTEGER NOT NULL,
  logs INTEGER NOT NULL,
  measured_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What took how much space, once a day where it was measured: by this it is known how much it grows.
CREATE TABLE disk_sample (
  -- Since the epoch.
  day INTEGER NOT NULL,
  part TEXT NOT NULL,
  at INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (day, part)
) STRICT, WITHOUT ROWID;

-- What was removed of runs, for their age or size.
CREATE TABLE run_removed (
  run_id TEXT NOT NULL REFERENCES run (id),
  part TEXT NOT NULL,
  at INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  -- Why, for a person.
  message TEXT NOT NULL,
  -- When the files were gone.
  done_at INTEGER,
  -- Why they could not be removed at the last try, for a person; it is tried again.
  problem TEXT,
  PRIMARY KEY (run_id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_removed_open ON run_removed (run_id) WHERE done_at IS NULL;
`;
