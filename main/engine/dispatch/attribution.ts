import type { JsonValue } from '../../../contract/index.ts';
import type { FoundFile } from './resultFiles.ts';

/** A path that the callback of a job promised to the other jobs, relative to the data folder. */
export interface Promised {
  jobKey: number;
  path: string;
}

/** A file that is already recorded. */
export interface KnownFile {
  jobKey: number;
  size: number;
  modifiedAt: number;
}

/** What decides whose file is whose when a job has ended. */
export interface Situation {
  jobKey: number;
  /** When its last attempt began, in ms since the epoch. */
  startedAt: number;
  promised: readonly Promised[];
  known: ReadonlyMap<string, KnownFile>;
  /** Other jobs of the run that have not ended, by row key; true for those that are running. */
  others: ReadonlyMap<number, boolean>;
}

/** Coarsest clock of a file system that is reckoned with, in milliseconds. */
const clockGrain = 50;

/**
 * Which files to record for the job that has just ended, with the job they belong to.
 *
 * A file belongs to the job whose callback promised its path, or the closest folder above it; what another
 * unfinished job promised is left to that one. What nobody promised belongs to the first job that ends after it
 * appeared, unless it is older than that job's attempt while others are running: then it is theirs. Whatever is
 * left when the last job of a run ends belongs to that one. A recorded file that changed keeps its job, unless the
 * ended one promised it.
 */
export function attribute(
  found: readonly FoundFile[],
  situation: Situation,
): { file: FoundFile; jobKey: number }[] {
  const { jobKey, known, others } = situation;
  const isLast = others.size === 0;
  const othersRun = [...others.values()].some(Boolean);
  return found.flatMap((file) => {
    const recorded = known.get(file.path);
    const promisedTo = promisedJob(file.path, situation.promised);
    if (recorded !== undefined) {
      if (recorded.size === file.size && recorded.modifiedAt === file.modifiedAt) return [];
      return [{ file, jobKey: promisedTo === jobKey ? jobKey : recorded.jobKey }];
    }
    if (isLast || promisedTo === jobKey) return [{ file, jobKey }];
    if (promisedTo !== null && others.has(promisedTo)) return [];
    const isOlder = file.changedAt < situation.startedAt - clockGrain;
    return othersRun && isOlder ? [] : [{ file, jobKey }];
  });
}

function promisedJob(file: string, promised: readonly Promised[]): number | null {
  let closest: Promised | null = null;
  for (const promise of promised) {
    if (file !== promise.path && !file.startsWith(`${promise.path}/`)) continue;
    if (closest === null || promise.path.length > closest.path.length) closest = promise;
  }
  return closest?.jobKey ?? null;
}

/**
 * Paths in what a callback injected (compatibility document, section 2.7): every text under a key such as `path` or
 * `output` and every text with a `/` in it, wherever it stands, but nothing under `deleted`.
 */
export function promisedPaths(injected: JsonValue): string[] {
  const paths: string[] = [];
  function collect(value: JsonValue, key: string): void {
    if (typeof value === 'string') {
      const isPath = value.includes('/') || ['path', 'output', 'folder', 'file', 'filename'].includes(key);
      const normal = isPath ? normalize(value) : null;
      if (normal !== null) paths.push(normal);
    } else if (Array.isArray(value)) {
      for (const item of value) collect(item, key);
    } else if (value !== null && typeof value === 'object') {
      for (const [name, item] of Object.entries(value)) if (name !== 'deleted') collect(item, name);
    }
  }
  collect(injected, '');
  return paths;
}

/** Without `.` and doubled slashes; null where it leads nowhere inside the folder. */
function normalize(text: string): string | null {
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') || text.startsWith('/') ? null : parts.join('/');
}
