import { EngineError } from '../../../contract/index.ts';
import type { JsonObject } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { HeaderPayload } from '../dispatch/index.ts';
import type { RunSeries } from '../provenance/index.ts';
import { readStored } from './entity.ts';
import type { Filters } from './filters/index.ts';
import { gather } from './gather.ts';
import { copyInput, wholeInstances } from './input.ts';
import type { InstanceSource } from './types.ts';

/** What is gathered of the archive. */
export interface StoredSubject {
  level: 'patient' | 'study';
  /** Orthanc-style identifier. */
  key: string;
  /** Only these of its series (row keys); absent: all of them. */
  series?: readonly number[];
}

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
  { level, key, series }: StoredSubject,
  signal: AbortSignal,
): Promise<StoredInput> {
  const { history } = context;
  const entity = readStored(history, level, key);
  if (entity === null) {
    throw new EngineError('not-found', `The archive holds no ${level} with the identifier ${key}.`);
  }
  const wanted = entity.series.filter((entry) => series?.includes(entry.key) ?? true);
  const archived = wanted.map((entry) => ({
    ...entry,
    instances: options.instances.instancesOfSeries(entry.key),
  }));
  const { headers, usable } = await gather(entity, archived, {
    ...options,
    settings: context.options(),
    signal,
  });
  if (usable.length === 0) {
    throw new EngineError(
      'not-found',
      `Of this ${level} no instance can be read, or the filters keep out all of it.`,
    );
  }
  return {
    headers,
    copyInto: (dataFolder) => copyInput({ patientId: entity.patient.id, series: usable, dataFolder, signal }),
    series: () => usable.map((entry) => ({ key: entry.key, instances: wholeInstances(entry) })),
  };
}
