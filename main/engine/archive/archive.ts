import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Completeness } from '../completeness/index.ts';
import { crashPoint, createDiskPace } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { identifiersOf } from '../dicom/index.ts';
import { createCommits } from './commits.ts';
import { createCompareThread } from './compareThread.ts';
import { decide } from './decide.ts';
import { archiveFailure } from './diskFailure.ts';
import { openJournal } from './journal.ts';
import { createKeeper } from './keep.ts';
import { instanceFileIn } from './layout.ts';
import { placeInstances } from './place.ts';
import { instancesOfSeries } from './readers.ts';
import { recogniseReencoded } from './recognise.ts';
import { recover } from './recover.ts';
import { reindex } from './reindex.ts';
import { removeInstance } from './remove.ts';
import { removeMany } from './removeMany.ts';
import { findKnown, findTakenFrom, lastKeyOf } from './rows.ts';
import { createSeriesFolders } from './seriesFolders.ts';
import type { Archive, KnownInstance, StagedInstance, TakenInstance, TakeOptions } from './types.ts';
import { createUidLocks } from './uidLocks.ts';

/**
 * Opens the archive of an application and tidies up what an interruption left.
 * @throws EngineError `disk-failed` when its folders cannot be made or read
 */
export function createArchive(
  context: ApplicationContext,
  { completeness }: { completeness: Pick<Completeness, 'note'> },
): Archive {
  const { folders, history } = context;
  try {
    mkdirSync(folders.staging, { recursive: true });
    recover(context, completeness);
  } catch (cause) {
    throw archiveFailure(folders.archive, cause);
  }
  const journal = openJournal(folders.staging, {
    flush: () => history.flush(),
    lastKey: () => lastKeyOf(history),
  });
  const seriesFolders = createSeriesFolders(folders.archive);
  const commits = createCommits(context, { completeness });
  const keeper = createKeeper(history, commits, folders.archive);
  const comparing = createCompareThread();
  const pace = createDiskPace();
  const locks = createUidLocks();
  const underWay = new Set<Promise<unknown>>();

  async function discard(batch: readonly StagedInstance[]): Promise<void> {
    // What cannot be removed now goes at the next start.
    await Promise.allSettled(batch.map((staged) => rm(staged.stagingFile, { force: true })));
  }

  async function take(
    batch: readonly StagedInstance[],
    record: (taken: readonly TakenInstance[]) => void,
    {
      flushed = false,
      promised = false,
      keepConflicting = false,
      derived = false,
      sender,
      revoked,
    }: TakeOptions,
  ): Promise<TakenInstance[]> {
    const uids = [...new Set(batch.map((one) => one.header.SOPInstanceUID))];
    const release = await locks.hold(uids);
    let unwanted: readonly StagedInstance[] = batch;
    try {
      keeper.clear(uids);
      const decided = decide(batch, findKnown(history, uids));
      const isConflicting = decided.some(({ outcome }) => outcome === 'conflicting');
      const taken = isConflicting ? await recogniseReencoded(context, comparing, decided) : decided;
      const fresh = taken
        .filter((one) => one.outcome === 'new')
        .map((one) => ({ staged: one.staged, ids: identifiersOf(one.staged.header), sender }));
      const placed = await placeInstances(
        { journal, folders: seriesFolders, pace },
        fresh.map(({ staged, ids }) => ({
          seriesId: ids.series,
          instanceId: ids.instance,
          SOPInstanceUID: staged.header.SOPInstanceUID,
          stagingFile: staged.stagingFile,
          finalFile: instanceFileIn(folders.archive, ids.series, ids.instance),
          fd: staged.fd,
          promised: promised
            ? {
                size: staged.size,
                contentHash: Buffer.from(staged.contentHash).toString('hex'),
                sender: sender ?? null,
              }
            : null,
        })),
      ).catch((cause: unknown) => {
        throw archiveFailure(folders.archive, cause);
      });
      crashPoint('placed');
      // The rows of those that are there already may have been committed by somebody who did not have them flushed.
      const hasKnown = fresh.length < taken.length;
      await keeper.keep(
        placed,
        {
          fresh,
          record: () => record(taken),
          derived,
          flushed: flushed || (promised && hasKnown),
        },
        { isEarly: promised && placed.findsRows, revoked: () => revoked?.(taken) },
      );
      unwanted = taken
        .filter(
          (one) => one.outcome === 'already-there' || (one.outcome === 'conflicting' && !keepConflicting),
        )
        .map((one) => one.staged);
      return taken;
    } finally {
      release();
      await discard(unwanted);
    }
  }

  async function remove(uid: string, before: Parameters<Archive['remove']>[1]): Promise<boolean> {
    const release = await locks.hold([uid]);
    try {
      const removed = await removeInstance({ folders, history, journal, seriesFolders }, uid, before);
      if (removed) context.events.emit('studies.changed', { application: context.id });
      return removed;
    } finally {
      release();
    }
  }

  async function removeAll(
    uids: readonly string[],
    emptied: Parameters<Archive['removeMany']>[1],
  ): ReturnType<Archive['removeMany']> {
    const release = await locks.hold(uids);
    try {
      const removed = await removeMany({ folders, history, journal, seriesFolders }, uids, emptied);
      if (removed.count > 0) context.events.emit('studies.changed', { application: context.id });
      return removed;
    } finally {
      release();
    }
  }

  /** Without those whose files are being flushed: what comes of them is not certain. */
  function settledOf(known: Map<string, KnownInstance>): Map<string, KnownInstance> {
    for (const uid of known.keys()) if (keeper.isOpen(uid)) known.delete(uid);
    return known;
  }

  /** Closing waits for it. */
  function tracked<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work);
    const over = () => void underWay.delete(work);
    work.then(over, over);
    return work;
  }

  return {
    take: (batch, record, options = {}) => tracked(take(batch, record, options)),
    remove: (uid, before) => tracked(remove(uid, before)),
    removeMany: (uids, emptied) => tracked(removeAll(uids, emptied)),
    reindex: (signal) => tracked(reindex({ folders, history, locks, commits }, signal)),
    discard,
    lookUp: (uids) => settledOf(findKnown(history, uids)),
    lookUpFiles: (files) => findTakenFrom(history, files),
    async untilSettled(uids) {
      const release = await locks.hold(uids);
      release();
    },
    instancesOfSeries: (seriesKey) => instancesOfSeries(history, folders.archive, seriesKey),
    async close() {
      await Promise.allSettled(underWay);
      await comparing.close();
      await journal.close();
      await seriesFolders.close();
    },
  };
}
