import { open, readFile, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { isInside, systemCode } from '../../context/index.ts';

/** How long an answer holds, in milliseconds. */
const holdsMs = 1000;
/** Access mode in the flags of an open file: anything but reading only. */
const accessMode = 0o3;

/** Tells which files somebody still writes, where the system can tell. */
export interface OpenFiles {
  /** @param file real path */
  isBeingWritten(file: string): Promise<boolean>;
}

/** @param root real path of the folder that files are asked about */
export function createOpenFiles(root: string): OpenFiles {
  if (process.platform === 'win32') return { isBeingWritten: isLocked };
  if (process.platform !== 'linux') return { isBeingWritten: async () => false };
  let known: { at: number; files: Promise<Set<string>> } | null = null;
  return {
    async isBeingWritten(file) {
      const now = performance.now();
      if (known === null || now - known.at > holdsMs) known = { at: now, files: writtenBelow(root) };
      return (await known.files).has(file);
    },
  };
}

/** Files below the folder that processes have open for writing; those of other users cannot be seen. */
async function writtenBelow(root: string): Promise<Set<string>> {
  const written = new Set<string>();
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const id of processes) {
    const folder = path.join('/proc', id);
    for (const fd of await readdir(path.join(folder, 'fd')).catch(() => [])) {
      const file = await readlink(path.join(folder, 'fd', fd)).catch(() => '');
      if (!path.isAbsolute(file) || !isInside(file, root)) continue;
      const info = await readFile(path.join(folder, 'fdinfo', fd), 'utf8').catch(() => '');
      const flags = Number.parseInt(/^flags:\s*([0-7]+)/m.exec(info)?.[1] ?? '0', 8);
      if ((flags & accessMode) !== 0) written.add(file);
    }
  }
  return written;
}

/** On Windows a file that is being written can usually not be opened for writing by another. */
async function isLocked(file: string): Promise<boolean> {
  try {
    await (await open(file, 'r+')).close();
    return false;
  } catch (cause) {
    return systemCode(cause) === 'EBUSY';
  }
}
