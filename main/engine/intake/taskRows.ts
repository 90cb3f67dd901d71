import { z } from 'zod';
import { importCountsSchema } from '../../../contract/index.ts';
import type { ImportCounts, ImportOutcome, Task } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

/** How far an import has come. */
export type Progress = Pick<Task, 'done' | 'total' | 'bytes' | 'counts'>;

/** Counts before anything was looked at. */
export function noCounts(): ImportCounts {
  return { new: 0, 'already-there': 0, 'not-dicom': 0, dicomdir: 0, damaged: 0, conflicting: 0, refused: 0 };
}

/** Stores a new import with what it is to import. */
export function insertTask(history: History, task: Task, paths: readonly string[]): void {
  history.run(
    `INSERT INTO task (id, kind, title, state, paths, created_at, counts) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      task.id,
      task.kind,
      task.title,
      task.state,
      JSON.stringify(paths),
      task.createdAt,
      JSON.stringify(task.counts),
    ],
  );
}

/** Identifiers of the imports that were interrupted, oldest first. */
export function unfinishedTasks(history: History): string[] {
  const rows = history.all<{ id: string }>(
    "SELECT id FROM task WHERE state = 'running' AND kind = 'import' ORDER BY id",
  );
  return rows.map((row) => row.id);
}

/** What an import is to import. */
export function pathsOf(history: History, taskId: string): string[] {
  const row = history.get<{ paths: string }>('SELECT paths FROM task WHERE id = ?', [taskId]);
  return z.array(z.string()).parse(JSON.parse(row?.paths ?? '[]'));
}

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

/** Ends a running import; one that has ended stays as it is. */
export function endTask(
  history: History,
  taskId: string,
  state: Exclude<Task['state'], 'running'>,
  problem: string | null,
): void {
  history.run("UPDATE task SET state = ?, problem = ?, finished_at = ? WHERE id = ? AND state = 'running'", [
    state,
    problem,
    Date.now(),
    taskId,
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
