import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ApplicationContext } from '../context/index.ts';
import { fileOf, suffixes } from './files.ts';
import { allIds, deleteRow } from './rows.ts';

/**
 * Tidies up after an interruption: what was coming or going is there or not as its row is. A row whose file somebody
 * removed by hand goes; a file that nobody knows is left alone, since the history
 * may have been restored (`Quarantine.findAgain`).
 */
export function recover({ folders, history, log }: ApplicationContext): void {
  const folder = folders.quarantine;
  mkdirSync(folder, { recursive: true });
  const known = allIds(history);
  // Rows that went before the interruption must not come back without their files.
  history.flushNow();
  let unfinished = 0;
  for (const name of readdirSync(folder)) {
    const { name: id, ext } = path.parse(name);
    if (ext !== suffixes.coming && ext !== suffixes.going) continue;
    unfinished += 1;
    const kept = fileOf(folder, id);
    if (known.has(id) && !existsSync(kept)) renameSync(path.join(folder, name), kept);
    else rmSync(path.join(folder, name), { force: true });
  }
  const lost = [...known].filter((id) => !existsSync(fileOf(folder, id)));
  history.write(() => {
    for (const id of lost) deleteRow(history, id);
  });
  if (unfinished + lost.length > 0) {
    log.warn({ files: unfinished, rows: lost.length }, 'tidied up the quarantine');
  }
}
