import { EngineError, jsonObjectSchema } from '../../../contract/index.ts';
import type { JsonObject } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { HeaderPayload } from '../dispatch/index.ts';
import type { RunSeries } from '../provenance/index.ts';
import type { SeriesEntry } from './entity.ts';
import type { Filters } from './filters/index.ts';
import { gather } from './gather.ts';
import { copyInput, wholeInstances } from './input.ts';
import type { InstanceSource } from './types.ts';

/** What the archive holds of a patient or study, as jobs would get it. */
export interface StoredInput {
  headers: HeaderPayload;
  /** Copies it into the data folder of a run. @throws when the disk of the run is the problem */
  copyInto(dataFolder: string): Promise<void>;
  /** What was copied, by series. */
  series(): RunSeries[];
}

/**
 * Gathers everything that the archive holds of a patient or study, by the filters of the application; records nothing.
 * @throws EngineError `not-found` where there is nothing that jobs could get
 */
export async function gatherStored(
  context: ApplicationContext,
  options: { filters: Filters; instances: InstanceSource; readTags: (file: string) => Promise<JsonObject> },
  { level, key }: { level: 'patient' | 'study'; key: string },
  signal: AbortSignal,
): Promise<StoredInput> {
  const { history } = context;
  const column = level === 'patient' ? 'patient.id' : 'study.id';
  const series = history.all<SeriesEntry & { patientKey: number }>(
    `SELECT series.key, series.id, series.study_key AS studyKey, series.Modality, series.SeriesNumber,
       series.SeriesDescription, study.patient_key AS patientKey
     FROM patient JOIN study ON study.patient_key = patient.key JOIN series ON series.study_key = study.key
     WHERE ${column} = ? ORDER BY study.key, series.key`,
    [key],
  );
  const patient = history.get<{ id: string; tags: string }>('SELECT id, tags FROM patient WHERE key = ?', [
    series[0]?.patientKey ?? null,
  ]);
  if (patient === undefined) {
    throw new EngineError('not-found', `The archive holds no ${level} with the identifier ${key}.`);
  }
  const studies = [...new Set(series.map((entry) => entry.studyKey))].map((studyKey) => {
    const row = history.get<{ id: string; tags: string }>('SELECT id, tags FROM study WHERE key = ?', [
      studyKey,
    ]);
    return { key: studyKey, id: row?.id ?? '', tags: parseTags(row?.tags ?? '{}') };
  });
  const archived = series.map((entry) => ({
    ...entry,
    instances: options.instances.instancesOfSeries(entry.key),
  }));
  const { headers, usable } = await gather(
    { patient: { id: patient.id, tags: parseTags(patient.tags) }, studies },
    archived,
    { ...options, settings: context.options(), signal },
  );
  if (usable.length === 0) {
    throw new EngineError(
      'not-found',
      `Of this ${level} no instance can be read, or the filters keep out all of it.`,
    );
  }
  return {
    headers,
    copyInto: (dataFolder) => copyInput({ patientId: patient.id, series: usable, dataFolder, signal }),
    series: () => usable.map((entry) => ({ key: entry.key, instances: wholeInstances(entry) })),
  };
}

function parseTags(text: string): JsonObject {
  return jsonObjectSchema.parse(JSON.parse(text));
}
