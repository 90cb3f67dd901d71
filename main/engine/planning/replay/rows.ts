import { EngineError, replayRowSchema, replaySummarySchema } from '../../../../contract/index.ts';
import type { ReplayRow, ReplaySummary, RouteOutput } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { readPage } from '../../history/index.ts';

/** Replays whose findings are kept. */
const keptReplays = 10;
/** Rows that are kept of one replay. */
const mostRows = 10_000;

/** Begins a replay, also one that was interrupted, and forgets the oldest ones. */
export function beginReplay(history: History, task: string, summary: ReplaySummary): void {
  history.write(() => {
    history.run(
      `INSERT INTO replay (task_id, summary) VALUES (:task, :summary)
       ON CONFLICT (task_id) DO UPDATE SET summary = excluded.summary`,
      { task, summary: JSON.stringify(summary) },
    );
    history.run('DELETE FROM replay_row WHERE task_id = ?', [task]);
    const old = history.all<{ task: string }>(
      'SELECT task_id AS task FROM replay ORDER BY task_id DESC LIMIT -1 OFFSET ?',
      [keptReplays],
    );
    for (const { task: forgotten } of old) {
      history.run('DELETE FROM replay_row WHERE task_id = ?', [forgotten]);
      history.run('DELETE FROM replay WHERE task_id = ?', [forgotten]);
    }
  });
}

/** Stores how far a replay has come, with the rows that were found since. */
export function storeReplay(
  history: History,
  task: string,
  summary: ReplaySummary,
  rows: readonly ReplayRow[],
  before: number,
): void {
  history.write(() => {
    history.run('UPDATE replay SET summary = ? WHERE task_id = ?', [JSON.stringify(summary), task]);
    rows.slice(0, Math.max(0, mostRows - before)).forEach((row, index) => {
      history.run('INSERT INTO replay_row (task_id, position, data) VALUES (?, ?, ?)', [
        task,
        before + index,
        JSON.stringify(row),
      ]);
    });
  });
}

/** @throws EngineError `not-found` */
export function getReplay(
  history: History,
  { task, limit, cursor }: { task: string; limit: number; cursor?: string | undefined },
): RouteOutput<'replays.get'> {
  const row = history.get<{ summary: string }>('SELECT summary FROM replay WHERE task_id = ?', [task]);
  if (row === undefined) throw new EngineError('not-found', 'There is no such replay, or no longer.');
  return {
    summary: replaySummarySchema.parse(JSON.parse(row.summary)),
    differences: readPage<{ position: number; data: string }, ReplayRow>(
      history,
      {
        select: 'SELECT position, data',
        from: 'replay_row',
        conditions: [{ sql: 'task_id = ?', parameters: [task] }],
        order: { columns: ['position'], direction: 'ASC' },
        position: ({ position }) => [position],
        item: ({ data }) => replayRowSchema.parse(JSON.parse(data)),
      },
      { limit, cursor },
    ),
  };
}
