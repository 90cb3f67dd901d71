import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { newId } from '../context/index.ts';
import { syncFolder } from './syncFolder.ts';

export const journalSuffix = '.batch';

/** The instances that a batch is about to put under their final names. */
export const journalSchema = z.array(z.object({ id: z.string(), SOPInstanceUID: z.string() }));
export type Journal = z.infer<typeof journalSchema>;

/**
 * Writes down, flushed, what a batch is about to put into the archive. Only a batch that was interrupted leaves its
 * journal behind; the next start finds by it the files that got their final names but no row.
 * @returns the journal's file
 */
export async function writeJournal(stagingFolder: string, journal: Journal): Promise<string> {
  const file = path.join(stagingFolder, `${newId()}${journalSuffix}`);
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(JSON.stringify(journal));
    await handle.datasync();
  } catch (cause) {
    await handle.close();
    await rm(file, { force: true });
    throw cause;
  }
  await handle.close();
  await syncFolder(stagingFolder);
  return file;
}
