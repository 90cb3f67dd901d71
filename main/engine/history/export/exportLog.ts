import { EngineError } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { readLog } from '../log.ts';
import { writeWhole } from './writeWhole.ts';
import type { ChosenFile } from './writeWhole.ts';

/** Bytes of a log that are read at once. */
const stretch = 262_144;

/**
 * Writes the log of an attempt into a file, as far as it was printed by now.
 * @throws EngineError `not-found`, `file-exists`, `folder-not-usable`, `disk-full`, `disk-failed`; `cancelled`
 */
export async function exportLog(
  context: ApplicationContext,
  { jobRun, attempt, ...file }: ChosenFile & { jobRun: string; attempt?: number | undefined },
  signal: AbortSignal,
): Promise<{ bytes: number }> {
  const bytes = await writeWhole(context, file, async (write) => {
    let offset = 0;
    for (;;) {
      if (signal.aborted) throw new EngineError('cancelled', 'The log is not saved any more.');
      const read = await readLog(context.history, context.folders, {
        jobRun,
        attempt,
        offset,
        maxBytes: stretch,
      });
      if (read.nextOffset === offset) return;
      offset = read.nextOffset;
      await write(read.pieces.map(({ text }) => text).join(''));
    }
  });
  return { bytes };
}
