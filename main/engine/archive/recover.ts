import { readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ApplicationContext } from '../context/index.ts';
import { journalSuffix, parseJournal } from './journal.ts';
import { instanceFileIn } from './layout.ts';
import { archivedIdOf } from './rows.ts';

/**
 * Tidies up after an interruption, before anything is taken: files that got their final names but no row are removed,
 * and whatever lies in the staging folder. Imports go on by themselves and bring theirs again; a sender was not told
 * that its instance was taken.
 */
export function recover(context: ApplicationContext): void {
  const { folders, history, log } = context;
  const leftovers = readdirSync(folders.staging);
  let orphans = 0;
  for (const name of leftovers) {
    if (!name.endsWith(journalSuffix)) continue;
    const entries = parseJournal(readFileSync(path.join(folders.staging, name), 'utf8'));
    for (const { series, instance, SOPInstanceUID } of entries) {
      if (archivedIdOf(history, SOPInstanceUID) === instance) continue;
      rmSync(instanceFileIn(folders.archive, series, instance), { force: true });
      orphans += 1;
    }
  }
  for (const name of leftovers) rmSync(path.join(folders.staging, name), { recursive: true, force: true });
  if (leftovers.length > 0) {
    log.info({ leftovers: leftovers.length, orphans }, 'tidied up after an interruption');
  }
}
