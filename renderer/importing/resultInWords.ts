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
  const succeeded =
    kind === 'send'
      ? texts.imports.sent(done - failed)
      : kind === 'scratch'
        ? texts.imports.jobsDone(done)
        : countsInWords(counts);
  return failed === 0 ? succeeded : `${succeeded}, ${texts.imports.notDone(failed)}`;
}
