import type { Task } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';
import { countsInWords } from './countsInWords.ts';

/** What came of a task so far: `240 new, 12 already there`; `17 images sent, 1 failed`. */
export function resultInWords({
  kind,
  counts,
  done,
  failed,
}: Pick<Task, 'kind' | 'counts' | 'done' | 'failed'>): string {
  if (kind === 'golden') return texts.imports.casesChecked(done, failed);
  if (kind === 'build' || kind === 'init') return texts.imports.stepsDone(done);
  const succeeded = succeededInWords(kind, done - failed, counts);
  return failed === 0 ? succeeded : `${succeeded}, ${texts.imports.notDone(failed)}`;
}

function succeededInWords(kind: Task['kind'], done: number, counts: Task['counts']): string {
  const words = texts.imports;
  if (kind === 'send') return words.sent(done);
  if (kind === 'export') return words.exported(done);
  if (kind === 'delete') return words.deleted(done);
  return kind === 'scratch' ? words.jobsDone(done) : countsInWords(counts);
}
