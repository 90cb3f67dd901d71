import type { RetentionOptions } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import type { Removal, RunPart } from './types.ts';

export const dayMs = 86_400_000;

/** In the order in which they are given up where there is too much. */
const parts = ['inputs', 'results', 'logs'] as const satisfies readonly RunPart[];

const daysOf: Record<RunPart, 'inputsDays' | 'resultsDays' | 'logsDays'> = {
  inputs: 'inputsDays',
  results: 'resultsDays',
  logs: 'logsDays',
};

/** Runs that have ended and been looked after: an open one is never touched. Oldest first. */
const endedWith = (part: RunPart) =>
  `SELECT run.id AS runId, run_size.${part} AS bytes FROM run_size JOIN run ON run.id = run_size.run_id
   WHERE run_size.${part} > 0 AND run.state <> 'active' AND run.delivered_at IS NOT NULL`;

/** What is to be removed now. Sizes are those that `measureRuns` found. */
export function removalsDue(history: History, options: RetentionOptions, now: number): Removal[] {
  const due = new Map<string, Removal>();
  function add(part: RunPart, rows: readonly { runId: string; bytes: number }[], message: string): void {
    for (const row of rows) {
      const key = `${part} ${row.runId}`;
      if (!due.has(key)) due.set(key, { ...row, part, message });
    }
  }
  add(
    'inputs',
    history.all(`${endedWith('inputs')} AND run.state = 'replaced' ORDER BY run.number`),
    'A newer version of the run took its place before any job began.',
  );
  for (const part of parts) {
    const days = options[daysOf[part]];
    if (days === 0) continue;
    add(
      part,
      history.all(`${endedWith(part)} AND run.finished_at < ? ORDER BY run.number`, [now - days * dayMs]),
      `The run ended more than ${days} day${days === 1 ? '' : 's'} ago.`,
    );
  }
  if (options.maxBytes > 0) addForSize(history, options.maxBytes, due);
  return [...due.values()];
}

function addForSize(history: History, maxBytes: number, due: Map<string, Removal>): void {
  const total =
    history.get<{ n: number }>('SELECT coalesce(sum(inputs + results + logs), 0) AS n FROM run_size')?.n ?? 0;
  let left = total;
  for (const removal of due.values()) left -= removal.bytes;
  for (const part of parts) {
    if (left <= maxBytes) return;
    const rows = history.all<{ runId: string; bytes: number }>(`${endedWith(part)} ORDER BY run.number`);
    for (const row of rows) {
      const key = `${part} ${row.runId}`;
      if (left <= maxBytes) return;
      if (due.has(key)) continue;
      due.set(key, {
        ...row,
        part,
        message: 'All runs together took more space than the application allows.',
      });
      left -= row.bytes;
    }
  }
}

/** Files that have been in quarantine for too long. */
export function quarantineDue(
  history: History,
  { quarantineDays }: RetentionOptions,
  now: number,
): { id: string; bytes: number }[] {
  if (quarantineDays === 0) return [];
  return history.all('SELECT id, size AS bytes FROM quarantine WHERE last_at < ? ORDER BY id', [
    now - quarantineDays * dayMs,
  ]);
}
