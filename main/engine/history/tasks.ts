import { EngineError, importCountsSchema } from '../../../contract/index.ts';
import type { ImportNote, ImportOutcome, Page, Task } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { readJson } from './json.ts';
import { readPage } from './page.ts';

const taskColumns = `SELECT id, kind, title, state, created_at AS createdAt, finished_at AS finishedAt, done, total,
  bytes, counts, failed, problem`;

type TaskRow = Omit<Task, 'counts'> & { counts: string };

function toTask(row: TaskRow): Task {
  return { ...row, counts: readJson(importCountsSchema, row.counts) };
}

/** Tasks, newest first. */
export function listTasks(
  history: History,
  request: { limit: number; cursor?: string | undefined },
): Page<Task> {
  return readPage<TaskRow, Task>(
    history,
    {
      select: taskColumns,
      from: 'task',
      conditions: [],
      order: { columns: ['created_at', 'id'], direction: 'DESC' },
      position: (row) => [row.createdAt, row.id],
      item: toTask,
    },
    request,
  );
}

/** @throws EngineError `not-found` */
export function getTask(history: History, id: string): Task {
  const row = history.get<TaskRow>(`${taskColumns} FROM task WHERE id = ?`, [id]);
  if (row === undefined) throw new EngineError('not-found', 'There is no such task.');
  return toTask(row);
}

/** Files of an import that have a reason, in the order in which they were looked at. */
export function listImportNotes(
  history: History,
  request: { task: string; outcome?: ImportOutcome | undefined; limit: number; cursor?: string | undefined },
): Page<ImportNote> {
  const conditions = [{ sql: 'task_id = ?', parameters: [request.task] }];
  if (request.outcome !== undefined) conditions.push({ sql: 'outcome = ?', parameters: [request.outcome] });
  return readPage<ImportNote, ImportNote>(
    history,
    {
      select: 'SELECT key AS id, path, outcome, reason',
      from: 'import_note',
      conditions,
      order: { columns: ['key'], direction: 'ASC' },
      position: (row) => [row.id],
      item: (row) => row,
    },
    request,
  );
}
