import { readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ApplicationContext } from '../context/index.ts';
import { journalSchema, journalSuffix } from './journal.ts';
import type { Journal } from './journal.ts';
import { instanceFileIn } from './layout.ts';
import { archivedIdOf } from './rows.ts';

/**
 * Tidies up after an interruption, before anything is taken: files of unfinished batches that have no row are removed,
 * and whatever lies in the staging folder. The imports they came from go on by themselves and bring them again.
 */
export function recover(context: ApplicationContext): void {
  const { folders, history, log } = context;
  const leftovers = readdirSync(folders.staging);
  let orphans = 0;
  for (const name of leftovers) {
    if (!name.endsWith(journalSuffix)) continue;
    for (const { id, SOPInstanceUID } of readJournal(path.join(folders.staging, name))) {
      if (archivedIdOf(history, SOPInstanceUID) === id) continue;
      rmSync(instanceFileIn(folders.archive, id), { force: true });
      orphans += 1;
    }
  }
  for (const name of leftovers) rmSync(path.join(folders.staging, name), { recursive: true, force: true });
  if (leftovers.length > 0) {
    log.info({ leftovers: leftovers.length, orphans }, 'tidied up after an interrupted import');
  }
}

/** Empty when the journal itself was interrupted: then no file had its final name yet. */
function readJournal(file: string): Journal {
  try {
    return journalSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}
