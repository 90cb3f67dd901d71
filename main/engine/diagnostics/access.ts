import { constants } from 'node:fs';
import { access, mkdtemp, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Why a folder cannot be read and written, in words that follow "because"; null where it can. */
export async function canUse(folder: string): Promise<string | null> {
  try {
    if (!(await stat(folder)).isDirectory()) return 'it is no folder';
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    // The rights do not tell of shares and disks that are mounted to be read only.
    await rmdir(await mkdtemp(path.join(folder, '.check-')));
    return null;
  } catch (cause) {
    return reasonOf(cause);
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'it is not there',
  ENOTDIR: 'it is no folder',
  EACCES: 'your user may not',
  EPERM: 'your user may not',
  EROFS: 'it is on a disk that can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is used up',
  ESTALE: 'the server of the share has forgotten it',
  EIO: 'the disk reports an error',
};

/** What an error of the file system means. */
export function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return reasons[code] ?? (code === '' ? String(cause) : code);
}
