import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Completeness } from '../completeness/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { identifiersOf } from '../dicom/index.ts';
import { decide } from './decide.ts';
import { archiveFailure } from './diskFailure.ts';
import { instanceFileIn } from './layout.ts';
import { placeInstances } from './place.ts';
import { instancesOfSeries } from './readers.ts';
import { recover } from './recover.ts';
import { findKnown, insertRows } from './rows.ts';
import type { Archive, StagedInstance, TakenInstance } from './types.ts';

/**
 * Opens the archive of an application and tidies up what an interruption left.
 * @throws EngineError `disk-failed` when its folders cannot be made or read
 */
export function createArchive(
  context: ApplicationContext,
  { completeness }: { completeness: Pick<Completeness, 'note'> },
): Archive {
  const { folders, history, events, log } = context;
  try {
    mkdirSync(folders.staging, { recursive: true });
    recover(context);
  } catch (cause) {
    throw archiveFailure(folders.archive, cause);
  }
  /** Resolves when the commit that was asked for last is done: commits follow one another. */
  let lastCommit: Promise<unknown> = Promise.resolve();

  async function discard(batch: readonly StagedInstance[]): Promise<void> {
    // What cannot be removed now goes at the next start.
    await Promise.allSettled(batch.map((staged) => rm(staged.stagingFile, { force: true })));
  }

  async function commit(
    batch: readonly StagedInstance[],
    record: (taken: readonly TakenInstance[]) => void,
  ): Promise<TakenInstance[]> {
    try {
      const taken = decide(
        batch,
        findKnown(history, [...new Set(batch.map((one) => one.header.SOPInstanceUID))]),
      );
      const fresh = taken
        .filter((one) => one.outcome === 'new')
        .map((one) => ({ staged: one.staged, ids: identifiersOf(one.staged.header) }));
      const placed = await placeInstances(
        folders,
        fresh.map(({ staged, ids }) => ({
          id: ids.instance,
          SOPInstanceUID: staged.header.SOPInstanceUID,
          stagingFile: staged.stagingFile,
        })),
      ).catch((cause: unknown) => {
        throw archiveFailure(folders.archive, cause);
      });
      try {
        history.write(() => {
          const at = Date.now();
          if (fresh.length > 0) {
            completeness.note(insertRows(history, fresh, at), at);
            history.afterCommit(() => events.emit('studies.changed', { application: context.id }));
          }
          record(taken);
        });
      } catch (cause) {
        await placed.undo();
        throw cause;
      }
      // What stays behind here is harmless: the next start sees that the rows exist.
      await placed.settle().catch((cause: unknown) => {
        log.warn({ cause: String(cause) }, 'a journal of the archive could not be removed');
      });
      return taken;
    } finally {
      await discard(batch);
    }
  }

  return {
    take(batch, record) {
      const committed = lastCommit.then(() => commit(batch, record));
      lastCommit = committed.catch(() => undefined);
      return committed;
    },
    discard,
    lookUp: (uids) => findKnown(history, uids),
    instanceFile: (id) => instanceFileIn(folders.archive, id),
    instancesOfSeries: (seriesKey) => instancesOfSeries(history, folders.archive, seriesKey),
    async close() {
      await lastCommit;
    },
  };
}
