import { constants } from 'node:fs';
import { access, rm, stat } from 'node:fs/promises';
import { newId } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { quarantineFailure } from './failure.ts';
import { admit, bringIn, copyIn, digestOf, fileOf } from './files.ts';
import { countAgain, deleteRow, findSame, insertRow, usageOf } from './rows.ts';
import type { KeepRequest, Kept } from './types.ts';

/** Keeps one file; calls must follow one another. See `Quarantine.keep`. */
export async function keepFile(context: ApplicationContext, request: KeepRequest): Promise<Kept> {
  const { folders, history } = context;
  const id = newId();
  let own = 'file' in request ? request.file : null;
  try {
    const expected = await sizeOf(request);
    if (expected === null) return { kept: false, why: 'The file cannot be read any more.' };
    const full = whyFull(context, expected);
    // Copied first, so that what is hashed is what is kept. What is known already needs no room of its own.
    if (own === null && full === null && 'copyOf' in request) {
      own = await copyIn(request.copyOf, folders.quarantine, id);
    }
    const { hash, size } = await digestOf(own ?? ('copyOf' in request ? request.copyOf : request.file));
    const same = findSame(history, hash, request.reason.code);
    if (same !== null) {
      countAgain(history, same, Date.now());
      await history.flush();
      announce(context);
      return { kept: true, id: same, isNew: false };
    }
    const reason = full ?? whyFull(context, size);
    if (reason !== null || own === null) return { kept: false, why: reason ?? 'The quarantine is full.' };
    const coming = fileOf(folders.quarantine, id, 'coming');
    await bringIn(own, folders.quarantine, id);
    own = coming;
    history.write(() => insertRow(history, { id, hash, size, at: Date.now() }, request));
    // From here on it is the quarantine's own. A file by its own name would stay if the power took its row.
    own = null;
    try {
      await history.flush();
    } catch (cause) {
      deleteRow(history, id);
      own = coming;
      throw cause;
    }
    await admit(folders.quarantine, id);
    announce(context);
    return { kept: true, id, isNew: true };
  } catch (cause) {
    throw quarantineFailure(folders.quarantine, cause);
  } finally {
    // Gone already when it was kept; what cannot be removed now goes at the next start.
    if (own !== null) await rm(own, { force: true }).catch(() => undefined);
  }
}

/** Null when a file of somebody else is gone or may not be read. */
async function sizeOf(request: KeepRequest): Promise<number | null> {
  if ('file' in request) return (await stat(request.file)).size;
  try {
    await access(request.copyOf, constants.R_OK);
    return (await stat(request.copyOf)).size;
  } catch {
    return null;
  }
}

function announce(context: ApplicationContext): void {
  context.events.emit('quarantine.changed', { application: context.id });
}

/** Why so many bytes more cannot be kept, in a sentence; null when they can. */
function whyFull(context: ApplicationContext, bytes: number): string | null {
  const { maxBytes, maxFiles } = context.options().quarantine;
  const usage = usageOf(context.history);
  if (usage.files + 1 <= maxFiles && usage.bytes + bytes <= maxBytes) return null;
  const room =
    usage.files + 1 > maxFiles
      ? `It holds ${usage.files} files, and at most ${maxFiles} are allowed.`
      : `It holds ${megabytes(usage.bytes)} of at most ${megabytes(maxBytes)}, and the file has ${megabytes(bytes)}.`;
  return `The quarantine has no room for it. ${room} Look through the quarantine and delete what is not needed, or allow more.`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(bytes < 10 * 1024 ** 2 ? 1 : 0)} MB`;
}
