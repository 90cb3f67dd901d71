import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { newId } from '../context/index.ts';

export const journalSuffix = '.batch';

/** The instances that a batch is about to put under their final names. */
export const journalSchema = z.array(z.object({ id: z.string(), SOPInstanceUID: z.string() }));
export type Journal = z.infer<typeof journalSchema>;

/**
 * Writes down what a batch is about to put into the archive. Only a batch that was interrupted leaves its journal
 * behind; the next start finds by it the files that got their final names but no row. It is not flushed: should the
 * power fail, a file that no row knows stays at worst, until the same instance comes again.
 * @returns the journal's file
 */
export async function writeJournal(stagingFolder: string, journal: Journal): Promise<string> {
  const file = path.join(stagingFolder, `${newId()}${journalSuffix}`);
  try {
    await writeFile(file, JSON.stringify(journal), { flag: 'wx' });
  } catch (cause) {
    await rm(file, { force: true });
    throw cause;
  }
  return file;
}
