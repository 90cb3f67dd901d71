import type { Grouping } from '../../../contract/index.ts';
import { gatheredBy, identifiersOf } from '../dicom/index.ts';
import type { Identifiers, InstanceHeader } from '../dicom/index.ts';
import { findFiles, look } from '../intake/index.ts';
import type { SourceInstance } from '../planning/index.ts';
import { groupedBy } from './groupedBy.ts';
import type { ExplainedSubject } from './subject.ts';

/** Files without an instance that are named; the others are counted. */
const mostNotes = 1000;

/** What files hold. */
export interface ReadFiles {
  subjects: ExplainedSubject[];
  notes: { path: string; reason: string }[];
  noteCount: number;
}

interface ReadSeries {
  ids: Identifiers;
  header: InstanceHeader;
  instances: (SourceInstance & { number: number | null })[];
}

/**
 * Reads the headers of files and folders by the code of every import, and gathers them as the application does. An
 * instance that is there twice counts once.
 * @param paths absolute
 */
export async function readFiles(
  paths: readonly string[],
  application: { folder: string; grouping: Grouping },
  signal: AbortSignal,
): Promise<ReadFiles> {
  const series = new Map<string, ReadSeries>();
  const seen = new Set<string>();
  const read: ReadFiles = { subjects: [], notes: [], noteCount: 0 };
  const note = (path: string, reason: string) => {
    read.noteCount += 1;
    if (read.notes.length < mostNotes) read.notes.push({ path, reason });
  };
  for await (const found of findFiles(paths, application.folder, signal)) {
    if (found.kind === 'refused') note(found.path, found.reason);
    else if (found.kind === 'zip' || found.kind === 'tar') {
      note(found.path, 'Archives are not opened here; unpack it, or import it.');
    } else if (found.kind === 'file') {
      const one = await look(found.path, found.path, false);
      if (one.kind === 'noted') note(one.path, one.reason);
      else if (!seen.has(one.reading.header.SOPInstanceUID)) {
        seen.add(one.reading.header.SOPInstanceUID);
        add(series, one.reading.header, { file: found.path, size: one.stamp.size });
      }
    }
  }
  signal.throwIfAborted();
  for (const { instances } of series.values()) instances.sort(byNumber);
  const levelOf = ({ ids }: ReadSeries) => gatheredBy(application.grouping, ids.patient);
  read.subjects = groupedBy(series.values(), (one) => one.ids[levelOf(one)]).map(([key, list]) =>
    subjectOf(levelOf, key, list),
  );
  return read;
}

function add(
  all: Map<string, ReadSeries>,
  header: InstanceHeader,
  { file, size }: { file: string; size: number },
): void {
  const ids = identifiersOf(header);
  const series = all.get(ids.series) ?? { ids, header, instances: [] };
  series.instances.push({ id: ids.instance, file, size, number: header.InstanceNumber });
  all.set(ids.series, series);
}

/** As the archive orders them: those without a number last. */
function byNumber(a: { number: number | null }, b: { number: number | null }): number {
  if (a.number === null || b.number === null) return Number(a.number === null) - Number(b.number === null);
  return a.number - b.number;
}

function subjectOf(
  levelOf: (series: ReadSeries) => Grouping,
  key: string,
  list: readonly ReadSeries[],
): ExplainedSubject {
  const [first] = list;
  if (first === undefined) throw new RangeError('There is no series to explain.');
  const studies = new Map<string, ExplainedSubject['studies'][number]>();
  for (const { ids, header } of list) {
    if (studies.has(ids.study)) continue;
    studies.set(ids.study, { key: studies.size + 1, id: ids.study, tags: { ...header.studyTags } });
  }
  return {
    level: levelOf(first),
    key,
    PatientID: first.header.PatientID,
    PatientName: first.header.PatientName,
    patient: { id: first.ids.patient, tags: { ...first.header.patientTags } },
    studies: [...studies.values()],
    series: list.map(({ ids, header, instances }, index) => ({
      key: index + 1,
      id: ids.series,
      studyKey: studies.get(ids.study)?.key ?? 0,
      Modality: header.Modality,
      SeriesNumber: header.SeriesNumber,
      SeriesDescription: header.SeriesDescription,
      instances,
    })),
    facts: list.map(({ header, instances }) => ({ ...header, instances: instances.length })),
  };
}
