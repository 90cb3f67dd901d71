import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject, Reason } from '../../../contract/index.ts';
import { inputFolder } from '../dispatch/index.ts';
import type { SeriesEntry } from './entity.ts';
import { inParallel } from './inParallel.ts';
import { reason } from './reasons.ts';
import type { SourceInstance } from './types.ts';

/** Copies in flight; more than the file system threads of Node, so that none of them waits. */
const copiesAtOnce = 8;
/** Files named in the technical cause of a warning. */
const namedFiles = 20;
/** Errors of a copy that are about the disk of the run, not about the one instance. */
const diskErrors = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE']);

/** A series of an arrival with what the archive still has of it. */
export interface InputSeries extends SeriesEntry {
  instances: readonly SourceInstance[];
  /** Tags of its first whole instance, for `headers`; null where there is none. */
  tags: JsonObject | null;
  /** Why instances cannot be part of the run. */
  problems: Map<SourceInstance, string>;
}

/** A series of which at least one instance is whole. */
export type UsableSeries = InputSeries & { tags: JsonObject };

export function isUsable(series: InputSeries): series is UsableSeries {
  return series.tags !== null;
}

/** How many instances of a series the run has. */
export function countWhole(series: InputSeries): number {
  return series.instances.length - series.problems.size;
}

/** Orthanc-style identifiers of the instances of a series that the run has. */
export function wholeInstances(series: InputSeries): string[] {
  return series.instances.filter((one) => !series.problems.has(one)).map((one) => one.id);
}

/** A series of an arrival with the instances that the run is to have. */
export type WantedSeries = SeriesEntry & { instances: readonly SourceInstance[] };

/** Reads the tags of the first instance of a series that is whole. */
export async function readSeries(
  entry: WantedSeries,
  readTags: (file: string) => Promise<JsonObject>,
): Promise<InputSeries> {
  const series: InputSeries = { ...entry, tags: null, problems: new Map() };
  for (const instance of entry.instances) {
    try {
      const problem = sizeProblem(instance, (await stat(instance.file)).size);
      if (problem === null) {
        series.tags = await readTags(instance.file);
        return series;
      }
      series.problems.set(instance, problem);
    } catch (cause) {
      series.problems.set(instance, describe(cause));
    }
  }
  return series;
}

/**
 * Copies the instances of an arrival into the data folder of its run, `dicom/<patient>/<series>/<instance>.dcm`.
 * Copies are clones where the file system can, never hard links: a job may write on its input, and originals stay
 * untouched. What cannot be copied whole is noted in `problems`; the others go on.
 * @throws when the disk of the run is the problem
 */
export async function copyInput(options: {
  patientId: string;
  series: readonly InputSeries[];
  dataFolder: string;
  signal: AbortSignal;
}): Promise<void> {
  const folder = path.join(options.dataFolder, inputFolder(options.patientId));
  const copies: { series: InputSeries; instance: SourceInstance; file: string }[] = [];
  for (const series of options.series) {
    const target = path.join(folder, series.id);
    await mkdir(target, { recursive: true });
    for (const instance of series.instances) {
      if (series.problems.has(instance)) continue;
      copies.push({ series, instance, file: path.join(target, `${instance.id}.dcm`) });
    }
  }
  await inParallel(copies, copiesAtOnce, async ({ series, instance, file }) => {
    options.signal.throwIfAborted();
    const problem = await copyInstance(instance, file);
    if (problem !== null) series.problems.set(instance, problem);
  });
}

/** Copies one instance; returns why it could not be had whole, or null. */
async function copyInstance(instance: SourceInstance, file: string): Promise<string | null> {
  try {
    await copyFile(instance.file, file, constants.COPYFILE_FICLONE);
    const copied = await stat(file);
    // The archive may keep its files read-only, and a copy takes over the mode.
    if ((copied.mode & 0o200) === 0) await chmod(file, copied.mode | 0o600);
    const problem = sizeProblem(instance, copied.size);
    if (problem !== null) await rm(file, { force: true });
    return problem;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === null || diskErrors.has(code)) throw cause;
    await rm(file, { force: true });
    return describe(cause);
  }
}

function sizeProblem(instance: SourceInstance, size: number): string | null {
  return size === instance.size ? null : `has ${size} bytes, ${instance.size} were archived`;
}

function describe(cause: unknown): string {
  const code = codeOf(cause);
  if (code === 'ENOENT') return 'is missing';
  if (code !== null) return `cannot be read (${code})`;
  return `cannot be read as DICOM: ${cause instanceof Error ? cause.message : String(cause)}`;
}

/** The code of an error of the operating system. */
function codeOf(cause: unknown): string | null {
  if (!(cause instanceof Error) || !('syscall' in cause) || !('code' in cause)) return null;
  return typeof cause.code === 'string' ? cause.code : null;
}

/** What is missing of a series, or null. */
export function missingInstances(series: InputSeries): Reason | null {
  const count = series.instances.length;
  if (count === 0)
    return reason('instance-missing', `The archive names no instance of the series ${series.id}.`);
  if (series.problems.size === 0) return null;
  const lost = [...series.problems];
  const named = lost.slice(0, namedFiles).map(([instance, problem]) => `${instance.file} ${problem}`);
  if (lost.length > namedFiles) named.push(`and ${lost.length - namedFiles} more`);
  return reason(
    'instance-missing',
    `${lost.length} of ${count} instances of the series ${series.id} are not in the archive as they came in; the run goes on without them.`,
    named.join('\n'),
  );
}
