import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, rm, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { allFiles, openSource } from '../files/sourceOf.ts';
import { isGone } from '../files/walk.ts';
import type { CopiedFile } from '../files/walk.ts';
import { settleHistory } from '../settle/history.ts';
import { copyData } from './copyData.ts';
import { copyInstalled } from './copyInstalled.ts';
import type { CopyNotesTold, CopyOrder } from './order.ts';
import { createNotes, noNotes } from './progress.ts';
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
    let total = 0;
    for await (const { kind } of allFiles(source, noNotes)) if (kind === 'file') total += 1;
    let done = 0;
    let bytes = 0;
    const counted = async (file: CopiedFile): Promise<boolean> => {
      const isThere = await copyOne(file, placeOf(target, file.name));
      if (file.kind !== 'file') return isThere;
      done += 1;
      bytes += file.size;
      progress({ done: Math.min(done, total), total, bytes });
      return isThere;
    };
    const copied = new Set<string>();
    const installed = await copyInstalled(source, notes, async (file) => {
      if (copied.has(file.name)) await giveWay(placeOf(target, file.name), file.kind);
      copied.add(file.name);
      await counted(file);
    });
    for (const name of installed) copied.delete(name);
    for (const replaced of copied) await giveWay(placeOf(target, replaced), null);
    await copyData(source, notes, counted);
  } finally {
    source.close();
  }
  if (from.snapshot !== null) {
    const history = path.join(target, 'history.sqlite');
    // It lies with the original, which may be on another disk.
    await copyFile(from.snapshot, history, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    settleHistory(history, { at: Date.now(), parts: from.parts, isClone: true });
  }
  return notes.told();
}

const placeOf = (target: string, name: string) => path.join(target, ...name.split('/'));

/** What was copied under a name before goes, unless it is a folder that is still one. `kind`: what it is now. */
async function giveWay(place: string, kind: CopiedFile['kind'] | null): Promise<void> {
  const before = await lstat(place).catch(() => null);
  if (before === null || (kind === 'folder' && before.isDirectory())) return;
  await rm(place, { recursive: true });
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
    if (isGone(cause)) return false;
    throw cause;
  }
  await chmod(to, mode | 0o600);
  await utimes(to, modifiedAt, modifiedAt);
  return true;
}
