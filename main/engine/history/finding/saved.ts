import { z } from 'zod';
import { EngineError, jobRunFilterSchema, runFilterSchema } from '../../../../contract/index.ts';
import type { ListFilter, SavedFilter } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';

const rowSchema = z.object({
  id: z.number(),
  list: z.enum(['job-runs', 'runs']),
  name: z.string(),
  filter: z.string(),
  savedAt: z.number(),
});

const columns = 'SELECT id, list, name, filter, saved_at AS savedAt FROM saved_filter';

/** Filters that people gave a name, by name. */
export function listSavedFilters(history: History): SavedFilter[] {
  return history.all(`${columns} ORDER BY name, id`).map(toSaved);
}

/** Keeps a filter under a name; one of the same list and name is replaced. */
export function saveFilter(history: History, name: string, { list, filter }: ListFilter): SavedFilter {
  return history.write(() => {
    history.run(
      `INSERT INTO saved_filter (list, name, filter, saved_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (list, name) DO UPDATE SET name = excluded.name, filter = excluded.filter,
         saved_at = excluded.saved_at`,
      [list, name, JSON.stringify(filter), Date.now()],
    );
    return toSaved(history.get(`${columns} WHERE list = ? AND name = ?`, [list, name]));
  });
}

/** @throws EngineError `not-found`; `validation-failed` where the list has another one of that name */
export function renameSavedFilter(history: History, id: number, name: string): SavedFilter {
  return history.write(() => {
    const before = savedFilter(history, id);
    const other = history.get('SELECT 1 FROM saved_filter WHERE list = ? AND name = ? AND id <> ?', [
      before.list,
      name,
      id,
    ]);
    if (other !== undefined) {
      throw new EngineError('validation-failed', `There is a saved filter "${name}" already.`, {
        advice: 'Choose another name, or remove the other one first.',
      });
    }
    history.run('UPDATE saved_filter SET name = ? WHERE id = ?', [name, id]);
    return { ...before, name };
  });
}

/** @throws EngineError `not-found` */
export function removeSavedFilter(history: History, id: number): void {
  savedFilter(history, id);
  history.run('DELETE FROM saved_filter WHERE id = ?', [id]);
}

function savedFilter(history: History, id: number): SavedFilter {
  const row = history.get(`${columns} WHERE id = ?`, [id]);
  if (row === undefined) throw new EngineError('not-found', 'There is no such saved filter.');
  return toSaved(row);
}

function toSaved(row: unknown): SavedFilter {
  const { list, filter, ...rest } = rowSchema.parse(row);
  const read: unknown = JSON.parse(filter);
  return list === 'runs'
    ? { ...rest, list, filter: runFilterSchema.parse(read) }
    : { ...rest, list, filter: jobRunFilterSchema.parse(read) };
}
