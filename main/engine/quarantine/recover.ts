import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ApplicationContext } from '../context/index.ts';
import { fileSuffix } from './files.ts';
import { allIds, deleteRow } from './rows.ts';

/**
 * Tidies up after an interruption: a file without a row was not kept yet, or was being deleted, and goes; a row whose
 * file is gone, because somebody removed it by hand, goes as well.
 */
export function recover({ folders, history, log }: ApplicationContext): void {
  mkdirSync(folders.quarantine, { recursive: true });
  const known = allIds(history);
  let orphans = 0;
  for (const name of readdirSync(folders.quarantine)) {
    if (name.endsWith(fileSuffix) && known.delete(name.slice(0, -fileSuffix.length))) continue;
    rmSync(path.join(folders.quarantine, name), { recursive: true, force: true });
    orphans += 1;
  }
  history.write(() => {
    for (const id of known) deleteRow(history, id);
  });
  if (orphans + known.size > 0) {
    log.warn({ files: orphans, rows: known.size }, 'tidied up the quarantine');
  }
}
