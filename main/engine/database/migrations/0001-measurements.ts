/** Part of the first step: what people measured in images. */
export const measurements = `
CREATE TABLE measurement (
  id TEXT PRIMARY KEY,
  series_key INTEGER NOT NULL REFERENCES series (key),
  SOPInstanceUID TEXT NOT NULL,
  frame INTEGER,
  frame_of_reference TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- JSON: its handles.
  points TEXT NOT NULL,
  -- JSON: of its plane.
  normal TEXT NOT NULL,
  -- JSON: what it says.
  figures TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX measurement_by_series ON measurement (series_key);
CREATE INDEX measurement_by_instance ON measurement (SOPInstanceUID);

-- It goes with its instance, whoever takes that out of the archive.
CREATE TRIGGER measurement_gone AFTER DELETE ON instance BEGIN
  DELETE FROM measurement WHERE SOPInstanceUID = OLD.SOPInstanceUID;
END;
`;
