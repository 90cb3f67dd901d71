import { EngineError } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

/**
 * The identifier of a run, which people also name by its number. What is no number stays as it is.
 * @throws EngineError `not-found` where no run has the number
 */
export function runIdOf(history: History, named: string): string {
  const id = findRunId(history, named);
  if (id === null) throw noRun(named);
  return id;
}

/** The same; null where no run has the number. */
export function findRunId(history: History, named: string): string | null {
  // An identifier is no number: it has hyphens.
  if (!/^\d{1,15}$/.test(named)) return named;
  const row = history.get<{ id: string }>('SELECT id FROM run WHERE number = ?', [Number(named)]);
  return row?.id ?? null;
}

/** Says that there is none of that identifier or number. */
export function noRun(named: string): EngineError {
  return new EngineError('not-found', `There is no run ${named} in this application.`);
}
