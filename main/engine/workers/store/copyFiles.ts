import { constants } from 'node:fs';
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { severalAtOnce } from '../../services/index.ts';
import type { WorkerFile } from '../folder/files.ts';

/** Copies files of a worker folder to another folder; what may be executed still may. */
export async function copyFiles(files: readonly WorkerFile[], target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await severalAtOnce(files, async (file) => {
    const destination = path.join(target, ...file.relative.split('/'));
    await mkdir(path.dirname(destination), { recursive: true });
    await copyFile(file.absolute, destination, constants.COPYFILE_FICLONE);
    await chmod(destination, file.isExecutable ? 0o755 : 0o644);
  });
}
