import { rm } from 'node:fs/promises';
import type { ApplicationContext } from '../context/index.ts';
import { quarantineFailure } from './failure.ts';
import { exportFiles } from './exportFiles.ts';
import { changeState, fileOf } from './files.ts';
import { giveRow, withoutRow } from './findAgain.ts';
import { keepFile } from './keep.ts';
import { lookAt } from './look.ts';
import { recover } from './recover.ts';
import { deleteRow, hasRow, unfinishedTakings } from './rows.ts';
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
  async function remove(id: string): Promise<boolean> {
    if (!hasRow(history, id)) return false;
    try {
      await changeState(folders.quarantine, id, 'kept', 'going');
    } catch (cause) {
      throw quarantineFailure(folders.quarantine, cause);
    }
    deleteRow(history, id);
    // What cannot be removed now goes at the next start.
    await rm(fileOf(folders.quarantine, id, 'going'), { force: true }).catch(() => undefined);
    return true;
  }
  for (const id of unfinishedTakings(history)) {
    inTurn(() => takeAnyway(context, archive, id)).catch((cause: unknown) => {
      log.error({ cause: String(cause) }, 'what was being taken out of quarantine could not be taken');
    });
  }
  return {
    keep: (request) => inTurn(() => keepFile(context, request)),
    get: (id) => inTurn(() => lookAt(context, id)),
    async take(ids) {
      const results = [];
      for (const id of ids) {
        const taking = () => takeAnyway(context, archive, id);
        // It may change places with an archived one.
        results.push(await inTurn(() => context.stillness?.during(taking) ?? taking()));
      }
      events.emit('quarantine.changed', { application: context.id });
      return results;
    },
    async delete(ids) {
      let count = 0;
      for (const id of ids) if (await inTurn(() => remove(id))) count += 1;
      if (count > 0) events.emit('quarantine.changed', { application: context.id });
      return count;
    },
    exportTo: (ids, folder) => inTurn(() => exportFiles(context, ids, folder)),
    async findAgain(signal) {
      let count = 0;
      try {
        for (const id of await withoutRow(context)) {
          signal.throwIfAborted();
          // One at a time, so that doors have their turn in between.
          if (await inTurn(() => giveRow(context, archive, id))) count += 1;
        }
      } catch (cause) {
        throw signal.aborted ? cause : quarantineFailure(folders.quarantine, cause);
      }
      if (count > 0) {
        log.warn({ files: count }, 'files in quarantine have their rows again');
        events.emit('quarantine.changed', { application: context.id });
      }
      return count;
    },
    close: () => last.then(() => undefined),
  };
}
