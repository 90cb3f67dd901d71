import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, toEngineError } from '../../../../contract/index.ts';
import { newId, systemCode } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';

/** Bytes that are written; also on a full disk there can be room for an empty file. */
const testBytes = 4096;
const untilThen = 'Nothing is taken until it can be written again, which is tried by itself.';

/**
 * Finds out whether archive and history can be written, by doing it.
 * @returns null when they can; else `disk-full`, `disk-failed` or `database-failed`, with the cause in its details
 */
export async function writeTest({
  folders,
  history,
}: Pick<ApplicationContext, 'folders' | 'history'>): Promise<EngineError | null> {
  try {
    await writeFile(folders.staging);
  } catch (cause) {
    return archiveProblem(folders.archive, cause);
  }
  try {
    await history.assertWritable();
  } catch (cause) {
    const { code, message, advice, details } = toEngineError(cause);
    // Another program that holds it is no failure of the disk.
    if (code === 'database-busy') return null;
    return new EngineError(code, message, {
      advice: [advice, untilThen].filter(Boolean).join(' '),
      ...(details === undefined ? {} : { details }),
    });
  }
  return null;
}

async function writeFile(folder: string): Promise<void> {
  const file = path.join(folder, `${newId()}.part`);
  const handle = await open(file, 'wx');
  try {
    await handle.write(Buffer.alloc(testBytes));
    await handle.sync();
  } finally {
    await handle.close();
    // What cannot be removed now goes at the next start.
    await rm(file, { force: true }).catch(() => undefined);
  }
}

/** The folder stands in the advice only: what happened is told to senders as well. */
function archiveProblem(folder: string, cause: unknown): EngineError {
  const code = systemCode(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new EngineError('disk-full', 'No space is left for the archive.', {
      cause,
      advice: `Free some space on the disk of ${folder}. ${untilThen}`,
    });
  const advice: Record<string, string> = {
    EACCES: `Give yourself write permission on ${folder}.`,
    EPERM: `Give yourself write permission on ${folder}.`,
    EROFS: `The disk of ${folder} is read-only: systems make it so when it has errors. Check it, then mount it anew.`,
    ENOENT: `${folder} is gone: connect its disk again.`,
  };
  return new EngineError('disk-failed', 'The archive cannot be written.', {
    cause,
    advice: `${advice[code] ?? `Check the disk of ${folder}.`} ${untilThen}`,
  });
}
