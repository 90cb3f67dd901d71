/** Part of the first step: what is exchanged with components. */
export const components = `
-- How far the exchange with Orthanc has come; one row.
CREATE TABLE orthanc_exchange (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  -- The Orthanc that this is about, by an identifier of its own database; another one is begun anew.
  database_id TEXT,
  -- Key of the last instance that was handed to it, in the order of keys.
  sent_to INTEGER NOT NULL DEFAULT 0,
  sent INTEGER NOT NULL DEFAULT 0,
  last_sent_at INTEGER,
  last_problem TEXT,
  -- Its last change that was read.
  change_seq INTEGER NOT NULL DEFAULT 0,
  -- Instances of it that were taken into the archive.
  taken_back INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO orthanc_exchange (only_one) VALUES (1);

-- Instances that Orthanc refused, and why.
CREATE TABLE orthanc_refused (
  instance_key INTEGER PRIMARY KEY,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER orthanc_instance_removed AFTER DELETE ON instance BEGIN
  DELETE FROM orthanc_refused WHERE instance_key = OLD.key;
END;
`;
