const keywords = `PatientName, PatientID, OtherPatientIDs, PatientBirthDate, PatientSex, StudyDate, StudyDescription,
  AccessionNumber, StudyID, InstitutionName, ReferringPhysicianName, RequestedProcedureDescription,
  Modality, SeriesDescription, SeriesNumber, BodyPartExamined, ProtocolName, SequenceName, Manufacturer,
  ManufacturerModelName, StationName, ContrastBolusAgent, ConvolutionKernel, ImageType, Laterality, PatientPosition,
  SliceThickness, KVP, MagneticFieldStrength`;
const each = (write: (keyword: string) => string) => keywords.split(/,\s+/).map(write).join(', ');

/**
 * Part of the first step: what studies are searched by. `study_words` is the full-text index of `study_search`, kept by
 * triggers: words as `searchWords` makes them, those of the series of a study together. What is
 * typed first is found by its first letters (`prefix`). UIDs have indexes of their own.
 */
export const search = `
CREATE TABLE study_search (
  study_key INTEGER PRIMARY KEY REFERENCES study (key) ON DELETE CASCADE,
  ${each((keyword) => `${keyword} TEXT NOT NULL DEFAULT ''`)}
) STRICT;

CREATE VIRTUAL TABLE study_words USING fts5 (
  ${keywords},
  content = 'study_search', content_rowid = 'study_key', columnsize = 0,
  tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
);

CREATE TRIGGER study_search_added AFTER INSERT ON study_search BEGIN
  INSERT INTO study_words (rowid, ${keywords}) VALUES (NEW.study_key, ${each((keyword) => `NEW.${keyword}`)});
END;
CREATE TRIGGER study_search_removed AFTER DELETE ON study_search BEGIN
  INSERT INTO study_words (study_words, rowid, ${keywords})
  VALUES ('delete', OLD.study_key, ${each((keyword) => `OLD.${keyword}`)});
END;
CREATE TRIGGER study_search_changed AFTER UPDATE ON study_search BEGIN
  INSERT INTO study_words (study_words, rowid, ${keywords})
  VALUES ('delete', OLD.study_key, ${each((keyword) => `OLD.${keyword}`)});
  INSERT INTO study_words (rowid, ${keywords}) VALUES (NEW.study_key, ${each((keyword) => `NEW.${keyword}`)});
END;

-- A series whose UID is searched for.
CREATE INDEX series_by_uid ON series (SeriesInstanceUID);
`;
