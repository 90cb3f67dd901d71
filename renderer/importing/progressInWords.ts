import type { Task } from '../../contract/index.ts';
import { formatCount } from '../format/index.ts';
import { texts } from '../texts/index.ts';

const beginnings: Record<Task['kind'], string> = {
  import: texts.imports.looking,
  retrieve: texts.imports.asking,
  send: texts.imports.asking,
  scratch: texts.imports.preparing,
  golden: texts.imports.preparing,
  replay: texts.imports.preparing,
  build: texts.imports.preparing,
  init: texts.imports.preparing,
  delete: texts.imports.preparing,
  export: texts.imports.preparing,
  backup: texts.imports.preparing,
  restore: texts.imports.preparing,
  clone: texts.imports.preparing,
  fetch: texts.imports.preparing,
  legacy: texts.imports.preparing,
};

/** How far an import is, in words. */
export function progressInWords({ kind, done, total }: Pick<Task, 'kind' | 'done' | 'total'>): string {
  if (total !== null) return texts.imports.progress(kind, formatCount(done), formatCount(total));
  return done === 0 ? beginnings[kind] : texts.imports.progressFound(kind, formatCount(done));
}
