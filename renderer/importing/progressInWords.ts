import type { Task } from '../../contract/index.ts';
import { formatCount } from '../format/index.ts';
import { texts } from '../texts/index.ts';

/** How far an import is, in words. */
export function progressInWords({ done, total }: Pick<Task, 'done' | 'total'>): string {
  if (total !== null) return texts.imports.progress(formatCount(done), formatCount(total));
  return done === 0 ? texts.imports.looking : texts.imports.progressFound(formatCount(done));
}
