import { statfs } from 'node:fs/promises';
import { EngineError } from '../../../contract/index.ts';

/** Left free on the disk, in bytes. */
const keptFree = 256 * 1024 ** 2;

/** @throws EngineError `disk-full` where nearly nothing is left on the disk of a folder */
export async function assertSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < keptFree)
    throw new EngineError(
      'disk-full',
      'There is too little space on the disk of the data home for what is being fetched.',
    );
}
