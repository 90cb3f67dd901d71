import type { JobRunFilter, RunFilter } from '../../../../contract/index.ts';
import type { SqlValue } from '../../database/index.ts';
import { wordsOf } from './words.ts';

/** SQL of conditions with the values that it names. */
export interface Conditions {
  sql: string[];
  parameters: Record<string, SqlValue>;
}

/** What the walk through a list begins with; all else is looked at row by row. */
export type Lead = 'text' | 'modality' | 'states' | 'jobName' | 'service' | 'channel' | 'key';

const columns = { jobName: 'job_name', service: 'service', channel: 'channel' } as const;
type Facet = keyof typeof columns;
const facets = Object.keys(columns) as Facet[];

/**
 * A filter of job runs as conditions on `job_run`, with `run` and `patient` beside it. Between `:low` and `:high` lie the
 * row keys that are gone through, between `:lowRun` and `:highRun` the numbers of their runs.
 */
export function jobRunConditions(filter: JobRunFilter, lead: Lead): Conditions {
  const sql: string[] = [];
  const parameters: Conditions['parameters'] = {};
  const words = wordsOf(filter.text);
  if (words?.kind === 'indexed') {
    sql.push(`job_run.key IN (${jobRunsWithWords})`);
  } else if (words !== null) addShortWords(words.words, sql, parameters);
  if (filter.modality !== undefined) {
    parameters['modality'] = filter.modality;
    sql.push(lead === 'modality' ? `job_run.key IN (${jobRunsOfModality})` : runHasModality);
  }
  for (const facet of facets) {
    const value = filter[facet];
    if (value === undefined) continue;
    parameters[facet] = value;
    // The plus keeps SQLite from beginning with it.
    sql.push(`${lead === facet ? '' : '+'}job_run.${columns[facet]} = :${facet}`);
  }
  if (filter.states !== undefined && lead !== 'states') {
    sql.push(`+job_run.state IN (${quoted(filter.states)})`);
  }
  addDates(filter, 'job_run.created_at', sql, parameters);
  sql.push(`${lead === 'text' || lead === 'modality' ? '+' : ''}job_run.key BETWEEN :low AND :high`);
  return { sql, parameters };
}

/** A filter of runs as conditions on `run`, with `patient` beside it; `:low` and `:high` are keys of job runs. */
export function runConditions(filter: RunFilter, lead: Lead): Conditions {
  const sql: string[] = [];
  const parameters: Conditions['parameters'] = {};
  const words = wordsOf(filter.text);
  if (words?.kind === 'indexed') {
    sql.push(`run.number IN (${runsWithWords})`);
  } else if (words !== null) addShortWords(words.words, sql, parameters);
  if (filter.modality !== undefined) {
    parameters['modality'] = filter.modality;
    sql.push(
      lead === 'modality'
        ? 'run.number IN (SELECT run_number FROM run_modality WHERE modality = :modality AND run_number BETWEEN :lowRun AND :highRun)'
        : runHasModality,
    );
  }
  const wanted = facets.filter((facet) => filter[facet] !== undefined);
  if (wanted.length > 0) {
    const parts = wanted.map((facet) => `${lead === facet ? '' : '+'}job_run.${columns[facet]} = :${facet}`);
    for (const facet of wanted) parameters[facet] = filter[facet] ?? null;
    sql.push(
      `run.id IN (SELECT job_run.run_id FROM job_run WHERE ${parts.join(' AND ')} AND job_run.key BETWEEN :low AND :high)`,
    );
  }
  if (filter.states !== undefined && lead !== 'states') {
    sql.push(`+run.state IN (${quoted(filter.states)})`);
  }
  addDates(filter, 'run.created_at', sql, parameters);
  sql.push('run.number BETWEEN :lowRun AND :highRun');
  return { sql, parameters };
}

/** Names of states, which the contract has checked. */
export function quoted(states: readonly string[]): string {
  return states.map((state) => `'${state}'`).join(', ');
}

const runHasModality =
  'EXISTS (SELECT 1 FROM run_modality WHERE modality = :modality AND run_number = run.number)';

const jobRunsOfModality = `SELECT job_run.key FROM run_modality
  CROSS JOIN run ON run.number = run_modality.run_number CROSS JOIN job_run ON job_run.run_id = run.id
  WHERE run_modality.modality = :modality AND run_modality.run_number BETWEEN :lowRun AND :highRun`;

/** What the search indexes found in a window: `:textRuns` and `:textErrors`, see candidates.ts. */
const jobRunsWithWords = `SELECT job_run.key FROM json_each(:textRuns) AS found
  CROSS JOIN run ON run.number = found.value CROSS JOIN job_run ON job_run.run_id = run.id
  UNION SELECT value FROM json_each(:textErrors)`;

const runsWithWords = `SELECT value FROM json_each(:textRuns)
  UNION SELECT run.number FROM json_each(:textErrors) AS found
    CROSS JOIN job_run ON job_run.key = found.value CROSS JOIN run ON run.id = job_run.run_id`;

function addShortWords(words: readonly string[], sql: string[], parameters: Conditions['parameters']): void {
  words.forEach((word, index) => {
    parameters[`word${index}`] = `${word}%`;
    sql.push(`(patient.PatientName LIKE :word${index} OR patient.PatientID LIKE :word${index})`);
  });
}

function addDates(
  { from, to }: Pick<RunFilter, 'from' | 'to'>,
  column: string,
  sql: string[],
  parameters: Conditions['parameters'],
): void {
  if (from !== undefined) {
    parameters['since'] = from;
    sql.push(`+${column} >= :since`);
  }
  if (to !== undefined) {
    parameters['before'] = to;
    sql.push(`+${column} < :before`);
  }
}
