import type { ExportLayout } from '../../../contract/index.ts';
import { safeName, uniqueNames } from './names.ts';
import type { ExportRecord } from './types.ts';

/** A folder of the tree with the names that are given in it. */
interface Level {
  path: string;
  name: (wanted: string) => string;
  below: Map<string, Level>;
  files: number;
}

/** Gives each instance its path, relative to the target, with `/`. */
type PathOf = (record: ExportRecord, filesInSeries: number) => string;

/** Names that count up, as DICOM media want them: eight capitals and digits (PS3.10, section 8.2). */
function numbered(letter: string, count: number): string {
  return `${letter}${String(count).padStart(7, '0')}`;
}

function newLevel(path: string): Level {
  return { path, name: uniqueNames(), below: new Map(), files: 0 };
}

function enter(level: Level, key: string, wanted: () => string): Level {
  const known = level.below.get(key);
  if (known !== undefined) return known;
  const name = level.name(wanted());
  const made = newLevel(level.path === '' ? name : `${level.path}/${name}`);
  level.below.set(key, made);
  return made;
}

/** The tree of an export: patients, their studies, their series. */
export function createLayout(layout: ExportLayout): PathOf {
  const isMedia = layout === 'media';
  const root = newLevel(isMedia ? 'DICOM' : '');
  return (record, filesInSeries) => {
    const patientName = () => safeName(record.PatientID, 'no patient id');
    const patient = enter(root, record.PatientID, () =>
      isMedia ? numbered('P', root.below.size + 1) : patientName(),
    );
    const study = enter(patient, record.StudyInstanceUID, () =>
      isMedia ? numbered('S', patient.below.size + 1) : studyName(record),
    );
    const series = enter(study, record.SeriesInstanceUID, () =>
      isMedia ? numbered('R', study.below.size + 1) : seriesName(record),
    );
    series.files += 1;
    const width = Math.max(4, String(filesInSeries).length);
    const file = isMedia ? numbered('I', series.files) : `${String(series.files).padStart(width, '0')}.dcm`;
    return `${series.path}/${file}`;
  };
}

function studyName({ StudyDate, StudyDescription }: ExportRecord): string {
  const date = /^(\d{4})(\d{2})(\d{2})$/.exec(StudyDate);
  const day = date === null ? '' : `${date[1]}-${date[2]}-${date[3]}`;
  return safeName(`${day} ${StudyDescription}`, 'study');
}

function seriesName({ SeriesNumber, Modality, SeriesDescription }: ExportRecord): string {
  const number = /^\d+$/.test(SeriesNumber) ? SeriesNumber.padStart(3, '0') : SeriesNumber;
  return safeName(`${number} ${SeriesDescription === '' ? Modality : SeriesDescription}`, 'series');
}
