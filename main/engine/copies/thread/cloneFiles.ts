import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, rename, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { allFiles, openSource } from '../files/sourceOf.ts';
import type { CopiedFile } from '../files/walk.ts';
import { settleHistory } from '../settle/history.ts';
import type { CopyNotesTold, CopyOrder } from './order.ts';
import { createNotes } from './progress.ts';
import type { CopyProgress } from './progress.ts';

/** Copies an application into a new folder; on file systems that can, both share their blocks. */
export async function cloneFiles(
  { source: from, target }: Extract<CopyOrder, { kind: 'clone' }>,
  progress: CopyProgress,
): Promise<CopyNotesTold> {
  await mkdir(target);
  const notes = createNotes();
  const source = openSource(from);
  try {
    const told = { leftOut: notes.leftOut, missing: notes.count };
    let total = 0;
    const ignored = { leftOut: () => undefined, missing: () => undefined };
    for await (const { kind } of allFiles(source, ignored)) if (kind === 'file') total += 1;
    let done = 0;
    let bytes = 0;
    for await (const file of allFiles(source, told)) {
      const isThere = await copyOne(file, path.join(target, ...file.name.split('/')));
      if (!isThere && file.name.startsWith('archive/')) notes.count();
      if (file.kind !== 'file') continue;
      done += 1;
      bytes += file.size;
      progress({ done: Math.min(done, total), total, bytes });
    }
  } finally {
    source.close();
  }
  if (from.snapshot !== null) {
    const history = path.join(target, 'history.sqlite');
    await rename(from.snapshot, history);
    settleHistory(history, { at: Date.now(), parts: from.parts, isClone: true });
  }
  return { missing: notes.missing, links: notes.links, unreadable: notes.unreadable, settings: null };
}

/** @returns false where it is gone */
async function copyOne(
  { kind, path: from, mode, modifiedAt, leadsTo }: CopiedFile,
  to: string,
): Promise<boolean> {
  await mkdir(kind === 'folder' ? to : path.dirname(to), { recursive: true });
  if (kind === 'folder') return true;
  if (kind === 'link') {
    await symlink(leadsTo ?? '', to);
    return true;
  }
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false;
    throw cause;
  }
  await chmod(to, mode | 0o600);
  await utimes(to, modifiedAt, modifiedAt);
  return true;
}
