import { rm } from 'node:fs/promises';
import type { ApplicationContext } from '../context/index.ts';
import { quarantineFailure } from './failure.ts';
import { exportFiles } from './exportFiles.ts';
import { fileOf } from './files.ts';
import { keepFile } from './keep.ts';
import { lookAt } from './look.ts';
import { recover } from './recover.ts';
import { deleteRow, unfinishedTakings } from './rows.ts';
import { takeAnyway } from './take.ts';
import type { TakingArchive } from './take.ts';
import type { Quarantine } from './types.ts';

/**
 * Opens the quarantine of an application and tidies up what an interruption left.
 * @throws EngineError `disk-failed`, `database-failed`
 */
export function createQuarantine(context: ApplicationContext, archive: TakingArchive): Quarantine {
  const { folders, history, events, log } = context;
  try {
    recover(context);
  } catch (cause) {
    throw quarantineFailure(folders.quarantine, cause);
  }
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: the size is bounded, and the same bytes can come twice at the same moment. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }
  /** The row goes first: a file without one is removed at the next start at the latest. */
  async function remove(id: string): Promise<boolean> {
    if (!deleteRow(history, id)) return false;
    await rm(fileOf(folders.quarantine, id), { force: true }).catch((cause: unknown) => {
      log.warn({ cause: String(cause) }, 'a file of the quarantine could not be removed yet');
    });
    return true;
  }
  for (const id of unfinishedTakings(history)) {
    inTurn(() => takeAnyway(context, archive, id)).catch((cause: unknown) => {
      log.error({ cause: String(cause) }, 'what was being taken out of quarantine could not be taken');
    });
  }
  return {
    keep: (request) => inTurn(() => keepFile(context, request)),
    get: (id) => lookAt(context, id),
    async take(ids) {
      const results = [];
      for (const id of ids) results.push(await inTurn(() => takeAnyway(context, archive, id)));
      events.emit('quarantine.changed', { application: context.id });
      return results;
    },
    async delete(ids) {
      let count = 0;
      for (const id of ids) if (await inTurn(() => remove(id))) count += 1;
      if (count > 0) events.emit('quarantine.changed', { application: context.id });
      return count;
    },
    exportTo: (ids, folder) => exportFiles(context, ids, folder),
    close: () => last.then(() => undefined),
  };
}
