import type { JobRunState, JsonObject, JsonValue } from '../../../contract/index.ts';

/** What a job is about, where that is not all of its run. */
export interface PartOfRun {
  level: 'study' | 'series';
  /** Orthanc-style identifier. */
  key: string;
}

/** A job that has ended, as one that waited for it is told of it. */
export interface EndedDependency {
  jobName: string;
  entity: PartOfRun | null;
  state: JobRunState;
  resultIsRepr: boolean;
  error: JsonValue;
  reason: JsonValue;
  /** Length of its result and of the names of its files, in characters. */
  length: number;
  /** Read only where there is room for it. */
  outcome(): { result: JsonValue; files: string[] };
}

/** Results and names of files that go with one job, in characters; post services may wait for thousands of jobs. */
const longest = 16 * 1024 * 1024;

/**
 * `dependency_results` of a job, by job name. Where a job ran once for each study or series of what the asking one is
 * about, there is one for each, by identifier. What goes beyond a bound in all is left out, and says so.
 * @param asking what the job is about that is told
 * @param ended the later stands where two of one name are about the same
 */
export function toldOfDependencies(asking: PartOfRun | null, ended: readonly EndedDependency[]): JsonObject {
  // Maps, because job names come from outside: "__proto__" is a key like any other.
  const byName = new Map<string, JsonValue>();
  const parts = new Map<string, Map<string, JsonValue>>();
  let room = longest;
  for (const one of ended) {
    const fits = one.length <= room;
    if (fits) room -= one.length;
    const told: JsonObject = {
      state: one.state,
      result_is_repr: one.resultIsRepr,
      error: one.error,
      reason: one.reason,
      ...(fits ? one.outcome() : { result: null, files: [] }),
      left_out: !fits,
    };
    const part = partOf(asking, one.entity);
    if (part === null) {
      byName.set(one.jobName, told);
      continue;
    }
    const ofName = parts.get(one.jobName) ?? new Map<string, JsonValue>();
    ofName.set(part, told);
    parts.set(one.jobName, ofName);
  }
  for (const [name, ofName] of parts) byName.set(name, Object.fromEntries(ofName));
  return Object.fromEntries(byName);
}

/** Identifier of the study or series of a job that is about a part of what the asking one is about; else null. */
function partOf(asking: PartOfRun | null, other: PartOfRun | null): string | null {
  if (other === null || asking?.level === other.level) return null;
  return asking === null || other.level === 'series' ? other.key : null;
}
