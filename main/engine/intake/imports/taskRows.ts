import { importCountsSchema } from '../../../../contract/index.ts';
import type { ImportOutcome, Task } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';

/** How far an import has come. */
export type Progress = Pick<Task, 'done' | 'total' | 'bytes' | 'counts'>;

/** Stores how far an import has come. */
export function storeProgress(
  history: History,
  taskId: string,
  { done, total, bytes, counts }: Progress,
): void {
  history.run('UPDATE task SET done = ?, total = ?, bytes = ?, counts = ? WHERE id = ?', [
    done,
    total,
    bytes,
    JSON.stringify(counts),
    taskId,
  ]);
}

/** How far an import has come by the history; inside a transaction with what that has changed so far. */
export function progressOf(history: History, taskId: string): Progress {
  const row = history.get<Omit<Progress, 'counts'> & { counts: string }>(
    'SELECT done, total, bytes, counts FROM task WHERE id = ?',
    [taskId],
  );
  if (row === undefined) throw new Error('The import has no row');
  return { ...row, counts: importCountsSchema.parse(JSON.parse(row.counts)) };
}

/** Adds something to the note about a file. */
export function extendNote(history: History, taskId: string, path: string, text: string): void {
  history.run("UPDATE import_note SET reason = reason || ' ' || ? WHERE task_id = ? AND path = ?", [
    text,
    taskId,
    path,
  ]);
}

/** Stores a note about a file; false when this import has one about it already, from before an interruption. */
export function insertNote(
  history: History,
  taskId: string,
  note: { path: string; outcome: ImportOutcome; reason: string },
): boolean {
  const { changes } = history.run(
    'INSERT INTO import_note (task_id, path, outcome, reason) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    [taskId, note.path, note.outcome, note.reason],
  );
  return changes > 0;
}
