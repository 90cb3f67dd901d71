import { EngineError } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { parseCursor } from '../page.ts';
import type { FilteredList } from './lists.ts';
import { windowsOf } from './walk.ts';

/** The position that a cursor names; null: the beginning. @throws EngineError `validation-failed` */
export function positionOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const [position] = parseCursor(cursor, 1);
  if (typeof position === 'number') return position;
  throw new EngineError('validation-failed', 'The position in the list is not valid.');
}

/** How many a short list has in all. */
export function countAll(history: History, list: FilteredList): number {
  const windows = windowsOf(history, list, null);
  const sql = `SELECT count(*) AS n FROM ${list.from} WHERE ${list.conditions.sql.join(' AND ')}`;
  let total = 0;
  for (let window = windows.next(); window !== null; window = windows.next()) {
    total += history.get<{ n: number }>(sql, { ...list.conditions.parameters, ...window })?.n ?? 0;
  }
  return total;
}
