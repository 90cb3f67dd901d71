import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { phantomFiles } from './files.ts';
import type { PhantomFile } from './files.ts';
import type { PatientPlan } from './plan.ts';

/** What was written. */
export interface Written {
  files: number;
  bytes: number;
}

/**
 * Writes the patients' files below a folder, as `PatientID/StudyID/SeriesNumber/0001.dcm`; what is there under these
 * names is replaced. The bytes are left to the file system's cache, not flushed.
 *
 * @param options `inFlight`: files written at once; `onFile`: called after each file; `signal` ends it early
 */
export async function writePatients(
  patients: readonly PatientPlan[],
  folder: string,
  options: { inFlight?: number; onFile?: (written: Written) => void; signal?: AbortSignal } = {},
): Promise<Written> {
  const written: Written = { files: 0, bytes: 0 };
  const folders = new Map<string, Promise<unknown>>();
  // The lanes share one iterator, so each file is made when a lane is free for it.
  const files = phantomFiles(patients);
  const lane = async (): Promise<void> => {
    for (const file of files) {
      options.signal?.throwIfAborted();
      const target = path.join(folder, ...file.path.split('/'));
      const parent = path.dirname(target);
      if (!folders.has(parent)) folders.set(parent, mkdir(parent, { recursive: true }));
      await folders.get(parent);
      await writeFile(target, file);
      written.files += 1;
      written.bytes += file.head.length + file.pixels.length;
      options.onFile?.({ ...written });
    }
  };
  await Promise.all(Array.from({ length: options.inFlight ?? 8 }, lane));
  return written;
}

async function writeFile(target: string, { head, pixels }: PhantomFile): Promise<void> {
  const file = await open(target, 'w');
  try {
    const { bytesWritten } = await file.writev([head, pixels]);
    if (bytesWritten < head.length + pixels.length)
      throw new Error(`Only a part of ${target} could be written.`);
  } finally {
    await file.close();
  }
}
