import type { ImportCounts, Task } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

/** Counts before anything was done. */
export function noCounts(): ImportCounts {
  return { new: 0, 'already-there': 0, 'not-dicom': 0, dicomdir: 0, damaged: 0, conflicting: 0, refused: 0 };
}

/** Stores a new task with what it is to do. */
export function insertTask(
  history: History,
  { id, kind, title, createdAt }: Pick<Task, 'id' | 'kind' | 'title' | 'createdAt'>,
  request: unknown,
): void {
  history.run(
    `INSERT INTO task (id, kind, title, state, paths, created_at, counts) VALUES (?, ?, ?, 'running', ?, ?, ?)`,
    [id, kind, title, JSON.stringify(request), createdAt, JSON.stringify(noCounts())],
  );
}

/** What a task is to do. */
export function requestOf(history: History, id: string): unknown {
  const row = history.get<{ paths: string }>('SELECT paths FROM task WHERE id = ?', [id]);
  return JSON.parse(row?.paths ?? 'null');
}

/** Identifiers of the tasks of a kind that were interrupted, oldest first. */
export function unfinishedTasks(history: History, kind: Task['kind']): string[] {
  const rows = history.all<{ id: string }>(
    "SELECT id FROM task WHERE state = 'running' AND kind = ? ORDER BY id",
    [kind],
  );
  return rows.map((row) => row.id);
}

/** Stores how far a task has come, and what is left to do where that is given. */
export function storeProgress(
  history: History,
  id: string,
  { done, total, bytes, counts, failed }: Pick<Task, 'done' | 'total' | 'bytes' | 'counts' | 'failed'>,
  request?: unknown,
): void {
  history.run('UPDATE task SET done = ?, total = ?, bytes = ?, counts = ?, failed = ? WHERE id = ?', [
    done,
    total,
    bytes,
    JSON.stringify(counts),
    failed,
    id,
  ]);
  if (request !== undefined)
    history.run('UPDATE task SET paths = ? WHERE id = ?', [JSON.stringify(request), id]);
}

/** Stores what a running task waits for; null: for nothing. */
export function storeProblem(history: History, taskId: string, problem: string | null): void {
  history.run(
    "UPDATE task SET problem = :problem WHERE id = :taskId AND state = 'running' AND problem IS NOT :problem",
    { taskId, problem },
  );
}

/** Ends a running task; one that has ended stays as it is. */
export function endTask(
  history: History,
  id: string,
  state: Exclude<Task['state'], 'running'>,
  problem: string | null,
): void {
  history.run("UPDATE task SET state = ?, problem = ?, finished_at = ? WHERE id = ? AND state = 'running'", [
    state,
    problem,
    Date.now(),
    id,
  ]);
}

/** Notes why something of a task was not done; the last reason stays. */
export function insertNote(history: History, id: string, what: string, reason: string): void {
  history.run(
    `INSERT INTO import_note (task_id, path, outcome, reason) VALUES (?, ?, 'refused', ?)
     ON CONFLICT (task_id, path) DO UPDATE SET reason = excluded.reason`,
    [id, what, reason],
  );
}
