import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isGone } from './measure.ts';

/** A file that a service wrote into the folder of `LOGS`. */
export interface ServiceLog {
  file: string;
  bytes: number;
}

/** Files below the folder that nobody has written to since a time; links are looked at themselves, never followed. */
export async function serviceLogsBefore(folder: string, time: number): Promise<ServiceLog[]> {
  const found: ServiceLog[] = [];
  const pending = [folder];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const entry of await namesIn(next)) {
      const file = path.join(next, entry.name);
      if (entry.isDirectory()) {
        pending.push(file);
        continue;
      }
      const status = await lstat(file).catch(unlessGone);
      if (status !== null && status.mtimeMs < time) found.push({ file, bytes: status.size });
    }
  }
  return found;
}

/** Removes one, unless something was written to it meanwhile. @returns whether it was removed */
export async function removeServiceLog(file: string, time: number): Promise<boolean> {
  const status = await lstat(file).catch(unlessGone);
  if (status === null || status.mtimeMs >= time) return false;
  await rm(file, { force: true });
  return true;
}

async function namesIn(folder: string) {
  return (await readdir(folder, { withFileTypes: true }).catch(unlessGone)) ?? [];
}

function unlessGone(cause: unknown): null {
  if (isGone(cause)) return null;
  throw cause;
}
