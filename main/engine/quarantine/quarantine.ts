import type { ApplicationContext } from '../context/index.ts';
import { quarantineFailure } from './failure.ts';
import { exportFiles } from './exportFiles.ts';
import { deleteFiles } from './deleteFiles.ts';
import { giveRow, withoutRow } from './findAgain.ts';
import { keepFile } from './keep.ts';
import { lookAt } from './look.ts';
import { recover } from './recover.ts';
import { unfinishedTakings } from './rows.ts';
import { takeAnyway } from './take.ts';
import type { TakingArchive } from './take.ts';
import type { Quarantine } from './types.ts';

/** Files that are deleted together: names and rows are flushed once for all of them. */
const deletedAtOnce = 100;

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
      try {
        for (let at = 0; at < ids.length; at += deletedAtOnce) {
          // So many at a time, so that doors have their turn in between.
          count += await inTurn(() => deleteFiles(context, ids.slice(at, at + deletedAtOnce)));
        }
      } finally {
        if (count > 0) events.emit('quarantine.changed', { application: context.id });
      }
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
