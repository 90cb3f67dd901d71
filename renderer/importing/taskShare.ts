import type { Task } from '../../contract/index.ts';

/** How far an import is, from 0 to 1; null while its files are still being found. */
export function taskShare(task: Pick<Task, 'done' | 'total'>): number | null {
  if (task.total === null) return null;
  return task.total === 0 ? 1 : task.done / task.total;
}
