import { jsonObjectSchema, jsonValueSchema } from '../../../contract/index.ts';
import type { JobRunState, JsonObject, JsonValue } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { toldOfDependencies } from './toldOfDependencies.ts';
import type { PartOfRun } from './toldOfDependencies.ts';

interface DependencyRow {
  key: number;
  jobName: string;
  state: JobRunState;
  /** Its study or series, and of what level that of the asking job is. */
  level: PartOfRun['level'] | null;
  id: string | null;
  askingLevel: PartOfRun['level'] | null;
  askingId: string | null;
  /** Length of its result and of the names of its files, in characters. */
  length: number;
  resultIsRepr: number;
  error: string | null;
  reason: string | null;
}

/**
 * What a job waits for by its edges, and what it names and was left out while the run was planned. `+:key`: SQLite need
 * not plan anew for each value.
 */
export const dependenciesOf = `SELECT other.key, other.job_name AS jobName, other.state,
    coalesce(length(other.result), 0)
      + (SELECT coalesce(sum(length(path)), 0) FROM result_file WHERE job_run_key = other.key) AS length,
    other.result_is_repr AS resultIsRepr, other.error, other.reason,
    other.entity_level AS level, other.entity_id AS id, mine.entity_level AS askingLevel, mine.entity_id AS askingId
  FROM job_run AS mine JOIN job_run AS other
  WHERE mine.key = +:key AND other.state NOT IN ('waiting', 'queued', 'running') AND other.key IN (
    SELECT from_key FROM job_edge WHERE to_key = +:key
    UNION SELECT skipped.key FROM json_each(:names) CROSS JOIN job_run AS skipped INDEXED BY job_run_by_run
      WHERE skipped.run_id = mine.run_id AND skipped.job_name = json_each.value AND skipped.state = 'skipped'
        AND skipped.reason NOT LIKE '%"duplicate-job-name"%')
  ORDER BY other.state = 'skipped' DESC, other.key`;

/**
 * What came of the jobs that a job waited for, by job name, as worker functions get it (`dependency_results`).
 * @param names its `dependsOn`
 */
export function dependencyResults(history: History, key: number, names: readonly string[]): JsonObject {
  // Most jobs wait for none.
  const waited =
    names.length > 0 || history.get('SELECT 1 FROM job_edge WHERE to_key = ?', [key]) !== undefined;
  if (!waited) return {};
  const rows = history.all<DependencyRow>(dependenciesOf, { key, names: JSON.stringify(names) });
  const [first] = rows;
  return toldOfDependencies(
    part(first?.askingLevel, first?.askingId),
    rows.map((row) => ({
      jobName: row.jobName,
      entity: part(row.level, row.id),
      state: row.state,
      resultIsRepr: row.resultIsRepr === 1,
      error: messageIn(row.error),
      reason: messageIn(row.reason),
      length: row.length,
      outcome: () => outcomeOf(history, row.key),
    })),
  );
}

function part(level: PartOfRun['level'] | null = null, key: string | null = null): PartOfRun | null {
  return level === null || key === null ? null : { level, key };
}

function outcomeOf(history: History, key: number): { result: JsonValue; files: string[] } {
  const row = history.get<{ result: string | null }>('SELECT result FROM job_run WHERE key = ?', [key]);
  return {
    result: row?.result == null ? null : jsonValueSchema.parse(JSON.parse(row.result)),
    files: history
      .all<{ path: string }>('SELECT path FROM result_file WHERE job_run_key = ? ORDER BY path', [key])
      .map(({ path }) => path),
  };
}

function messageIn(text: string | null): JsonValue {
  return text === null ? null : (jsonObjectSchema.parse(JSON.parse(text))['message'] ?? null);
}
