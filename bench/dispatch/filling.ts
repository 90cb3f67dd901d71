import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openHistory } from '../../main/engine/database/index.ts';
import type { History } from '../../main/engine/database/index.ts';
import { historyOf } from './own.ts';

/**
 * Multiplies the first run of an application until it has the given number of job runs, each run of a patient of its
 * own: rows as planning writes them, and an empty data folder for each run. No engine may have the history open.
 * @param state what becomes of the new job runs, and which are counted: `queued`, or as the copied ones are
 */
export function fillHistory(folder: string, jobs: number, state: 'queued' | 'ended'): void {
  const history = openHistory(historyOf(folder));
  try {
    const pattern = history.get<{ id: string; arrival: string; patient: number }>(
      'SELECT id, arrival_id AS arrival, patient_key AS patient FROM run ORDER BY number LIMIT 1',
    );
    if (pattern === undefined) throw new Error('There is no run to multiply.');
    const isQueued = state === 'queued';
    const counted = history.get<{ have: number; each: number; first: number }>(
      `SELECT count(*) FILTER (WHERE :isQueued = 0 OR state = 'queued') AS have,
         count(*) FILTER (WHERE run_id = :pattern) AS each, (SELECT count(*) FROM run) AS first FROM job_run`,
      { isQueued: Number(isQueued), pattern: pattern.id },
    );
    const { have, each, first } = counted ?? { have: 0, each: 1, first: 1 };
    const copies = Math.ceil((jobs - have) / each);
    if (copies <= 0) return;
    const byKey = (key: string) => `${key} || '-' || copy`;
    history.write(() => {
      copyRows(
        history,
        { table: 'patient', of: ['key', pattern.patient], first, copies },
        { key: null, id: byKey('id') },
      );
      copyRows(
        history,
        { table: 'arrival', of: ['id', pattern.arrival], first, copies },
        { id: byKey('id') },
      );
      copyRows(
        history,
        { table: 'run', of: ['id', pattern.id], first, copies },
        {
          number: null,
          id: byKey('id'),
          arrival_id: byKey('arrival_id'),
          patient_key: `(SELECT key FROM patient WHERE id =
            (SELECT id FROM patient WHERE key = original.patient_key) || '-' || copy)`,
          ...(isQueued && { state: `'active'`, finished_at: 'NULL', delivered_at: 'NULL' }),
        },
      );
      copyRows(
        history,
        { table: 'job_run', of: ['run_id', pattern.id], first, copies },
        {
          key: null,
          id: byKey('id'),
          run_id: byKey('run_id'),
          ...(isQueued && {
            state: `'queued'`,
            attempts: '0',
            started_at: 'NULL',
            finished_at: 'NULL',
            result: 'NULL',
          }),
        },
      );
    });
    if (!isQueued) return;
    for (let copy = first; copy < first + copies; copy += 1) {
      mkdirSync(path.join(folder, 'runs', `${pattern.id}-${copy}`, 'data'), { recursive: true });
    }
  } finally {
    history.close();
  }
}

/**
 * Inserts copies of the rows of a table, whatever columns it has.
 * @param changes SQL for the columns that differ, in which `copy` is the number of the copy; null: left to SQLite
 */
function copyRows(
  history: History,
  rows: { table: string; of: [column: string, value: string | number]; first: number; copies: number },
  changes: Record<string, string | null>,
): void {
  const { table, of, first, copies } = rows;
  const columns = history
    .all<{ name: string }>('SELECT name FROM pragma_table_info(?)', [table])
    .map(({ name }) => name)
    .filter((name) => changes[name] !== null);
  history.run(
    `WITH RECURSIVE number (copy) AS (SELECT CAST(:first AS INTEGER) UNION ALL SELECT copy + 1 FROM number WHERE copy + 1 < :end)
     INSERT INTO ${table} (${columns.join(', ')})
     SELECT ${columns.map((name) => changes[name] ?? `original.${name}`).join(', ')}
     FROM number JOIN ${table} AS original WHERE original.${of[0]} = :value`,
    { first, end: first + copies, value: of[1] },
  );
}
