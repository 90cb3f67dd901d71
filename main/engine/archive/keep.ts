import type { History } from '../database/index.ts';
import type { Commitment, Commits } from './commits.ts';
import { archiveFailure } from './diskFailure.ts';
import type { Placed } from './place.ts';
import { deleteInstances, findStored } from './rows.ts';

/** What is to be committed with the files. */
type RowsToCommit = Omit<Commitment, 'committed'>;

/** How placed instances are kept. */
export interface KeepOptions {
  /** Files and rows at once, for who waits for these instances alone. */
  isEarly: boolean;
  /** Called inside the transaction that takes the rows back. */
  revoked: () => void;
}

/** Flushes the files of placed instances and commits their rows. */
export interface Keeper {
  /**
   * Resolves when both is done.
   * @throws EngineError `disk-failed`, `disk-full`, `database-failed`, `database-busy`, or what `record` throws
   */
  keep(placed: Placed, rows: RowsToCommit, options: KeepOptions): Promise<void>;
  /** Whether the row of that SOP Instance UID stands for a file that is not flushed. */
  isOpen(uid: string): boolean;
  /**
   * Takes back what could not be taken back when its file could not be flushed.
   * @throws EngineError `database-failed`, `database-busy`
   */
  clear(uids: readonly string[]): void;
}

export function createKeeper(history: History, commits: Commits, archiveFolder: string): Keeper {
  const open = new Set<string>();
  /** Rows whose files could not be flushed, and that could not be removed. */
  const wrong = new Map<string, () => void>();

  async function keep(placed: Placed, rows: RowsToCommit, { isEarly, revoked }: KeepOptions): Promise<void> {
    const uids = rows.fresh.map(({ staged }) => staged.header.SOPInstanceUID);
    let isCommitted = false;
    const committed = () => {
      isCommitted = true;
    };
    const commit = () => commits.add({ ...rows, committed });
    const flush = () =>
      placed.flush().catch((cause: unknown) => {
        throw archiveFailure(archiveFolder, cause);
      });
    function revoke(): void {
      history.write(() => {
        deleteInstances(history, findStored(history, uids));
        revoked();
      });
      for (const uid of uids) wrong.delete(uid);
    }
    try {
      if (isEarly) {
        for (const uid of uids) open.add(uid);
        // Both come to their end before anything is taken back.
        const outcomes = await Promise.allSettled([flush(), commit()]);
        for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
      } else {
        await flush();
        await commit();
      }
      placed.settle();
    } catch (cause) {
      // Rows that were to be flushed and could not be: they stand, and so do their files.
      if (isCommitted && !isEarly) {
        placed.settle();
        throw cause;
      }
      if (isCommitted) {
        for (const uid of uids) wrong.set(uid, revoke);
        // When it fails, whoever brings such an instance again tries once more, and the journal keeps its entry.
        revoke();
      }
      await placed.undo();
      throw cause;
    } finally {
      for (const uid of uids) open.delete(uid);
    }
  }

  return {
    keep,
    isOpen: (uid) => open.has(uid) || wrong.has(uid),
    clear(uids) {
      for (const uid of uids) wrong.get(uid)?.();
    },
  };
}
