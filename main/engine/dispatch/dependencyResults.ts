import { jsonObjectSchema, jsonValueSchema } from '../../../contract/index.ts';
import type { JobRunState, JsonObject, JsonValue } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

interface DependencyRow {
  key: number;
  jobName: string;
  state: JobRunState;
  /** Its study or series, where it is about a part of what the asking job is about. */
  part: string | null;
  /** Length of its result and of the names of its files, in characters. */
  length: number;
  resultIsRepr: number;
  error: string | null;
  reason: string | null;
}

/** Results and names of files that go with one job, in characters; post services may wait for thousands of jobs. */
const longest = 16 * 1024 * 1024;

/**
 * What a job waits for by its edges, and what it names and was left out while the run was planned. `+:key`: SQLite need
 * not plan anew for each value.
 */
export const dependenciesOf = `SELECT other.key, other.job_name AS jobName, other.state,
    coalesce(length(other.result), 0)
      + (SELECT coalesce(sum(length(path)), 0) FROM result_file WHERE job_run_key = other.key) AS length,
    other.result_is_repr AS resultIsRepr, other.error, other.reason,
    iif(other.entity_level IS NOT mine.entity_level AND other.entity_level IS NOT NULL
      AND (mine.entity_level IS NULL OR other.entity_level = 'series'), other.entity_id, NULL) AS part
  FROM job_run AS mine JOIN job_run AS other
  WHERE mine.key = +:key AND other.state NOT IN ('waiting', 'queued', 'running') AND other.key IN (
    SELECT from_key FROM job_edge WHERE to_key = +:key
    UNION SELECT skipped.key FROM json_each(:names) CROSS JOIN job_run AS skipped INDEXED BY job_run_by_run
      WHERE skipped.run_id = mine.run_id AND skipped.job_name = json_each.value AND skipped.state = 'skipped'
        AND skipped.reason NOT LIKE '%"duplicate-job-name"%')
  ORDER BY other.state = 'skipped' DESC, other.key`;

/**
 * What came of the jobs that a job waited for, by job name, as worker functions get it (`dependency_results`). Where
 * such a job ran once for each study or series of what the asking one is about, there is one for each, by identifier.
 * What goes beyond a bound in all is left out, and says so.
 * @param names its `dependsOn`
 */
export function dependencyResults(history: History, key: number, names: readonly string[]): JsonObject {
  // Most jobs wait for none.
  const waited =
    names.length > 0 || history.get('SELECT 1 FROM job_edge WHERE to_key = ?', [key]) !== undefined;
  if (!waited) return {};
  const rows = history.all<DependencyRow>(dependenciesOf, { key, names: JSON.stringify(names) });
  // Maps, because job names come from outside: "__proto__" is a key like any other.
  const byName = new Map<string, JsonValue>();
  const parts = new Map<string, Map<string, JsonValue>>();
  let room = longest;
  for (const row of rows) {
    const fits = row.length <= room;
    if (fits) room -= row.length;
    const described = { ...describe(row), ...(fits ? resultOf(history, row.key) : leftOut) };
    if (row.part === null) {
      byName.set(row.jobName, described);
      continue;
    }
    const ofName = parts.get(row.jobName) ?? new Map<string, JsonValue>();
    ofName.set(row.part, described);
    parts.set(row.jobName, ofName);
  }
  for (const [name, ofName] of parts) byName.set(name, Object.fromEntries(ofName));
  return Object.fromEntries(byName);
}

function describe(row: DependencyRow): JsonObject {
  return {
    state: row.state,
    result_is_repr: row.resultIsRepr === 1,
    error: messageIn(row.error),
    reason: messageIn(row.reason),
  };
}

const leftOut: JsonObject = { result: null, files: [], left_out: true };

function resultOf(history: History, key: number): JsonObject {
  const row = history.get<{ result: string | null }>('SELECT result FROM job_run WHERE key = ?', [key]);
  return {
    result: row?.result == null ? null : jsonValueSchema.parse(JSON.parse(row.result)),
    files: history
      .all<{ path: string }>('SELECT path FROM result_file WHERE job_run_key = ? ORDER BY path', [key])
      .map(({ path }) => path),
    left_out: false,
  };
}

function messageIn(text: string | null): JsonValue {
  return text === null ? null : (jsonObjectSchema.parse(JSON.parse(text))['message'] ?? null);
}
