import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { BackupParts } from '../../../../contract/index.ts';
import { namesOf } from './parts.ts';
import { walk } from './walk.ts';

/** Bytes that a copy would have; null where counting them takes longer than `most` milliseconds. */
export async function bytesToCopy(folder: string, parts: BackupParts, most: number): Promise<number | null> {
  const until = performance.now() + most;
  const names = [
    ...namesOf('services'),
    ...namesOf('workers'),
    ...(parts.data ? namesOf('data') : []),
    ...(parts.runs ? namesOf('runs') : []),
    ...(parts.trials ? namesOf('trials') : []),
  ];
  let sum = 0;
  for (const name of names) {
    // Data may lie in a folder of their own.
    const place = await realpath(path.join(folder, name)).catch(() => path.join(folder, name));
    for await (const { size } of walk(place, name, { leftOut: () => undefined })) {
      sum += size;
      if (performance.now() > until) return null;
    }
  }
  return sum;
}
