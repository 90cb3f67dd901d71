import { rmSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import { crashPoint, startLoop } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { listBackups, makeBackup } from '../database/index.ts';
import type { BackupFile } from '../database/index.ts';
import { findAgain } from './findAgain.ts';
import { allRestored, unreadRestored } from './restored.ts';
import type { Backups, BackupsOptions } from './types.ts';

/** The first one is not made sooner than this after the start, in milliseconds: the walk goes first. */
const startPause = 10_000;
/** Pause before one that failed is tried again, in milliseconds. */
const retryPause = 300_000;

/** Opens the room; what a restored history has forgotten is looked for at once. */
export function createBackups(context: ApplicationContext, options: BackupsOptions): Backups {
  const { history, folders, log } = context;
  let problem: string | null = null;
  /** `total_changes()` of the last one; null where it is not known whether anything changed since. */
  let savedChanges: number | null = isSaved(folders) ? changes() : null;
  /** By the clock that is never set. */
  let dueAt = nextDue(startPause);
  let making: Promise<BackupFile> | null = null;
  const closing = new AbortController();

  function interval(): number {
    return context.options().backups.everyMinutes * 60_000;
  }
  function nextDue(pause: number): number {
    return performance.now() + Math.max(pause, untilDue(folders.backups, interval()));
  }
  function changes(): number {
    return history.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0;
  }

  async function make(): Promise<BackupFile> {
    const before = changes();
    try {
      await assertSpace(context);
      const file = await makeBackup(history.file, folders.backups, closing.signal);
      crashPoint('backup-placed');
      savedChanges = before;
      problem = null;
      const backups = listBackups(folders.backups);
      for (const old of backups.slice(context.options().backups.keep)) rmSync(old.file, { force: true });
      const made = backups.find((one) => one.file === file);
      if (made === undefined) throw new EngineError('disk-failed', `The backup ${file} is gone again.`);
      log.info({ bytes: made.bytes }, 'made a backup of the history');
      return made;
    } catch (cause) {
      const error = toEngineError(cause);
      problem = error.message;
      if (error.code === 'database-damaged') options.onDamage();
      throw error;
    }
  }
  function makeOne(): Promise<BackupFile> {
    making ??= make().finally(() => {
      making = null;
      dueAt = performance.now() + interval();
    });
    return making;
  }

  const loop = startLoop({
    name: 'backups',
    log,
    async look(signal) {
      if (interval() === 0) return null;
      if (performance.now() >= dueAt) {
        if (savedChanges !== changes()) {
          try {
            await makeOne();
          } catch (cause) {
            if (signal.aborted) return null;
            const { code, details } = toEngineError(cause);
            log.warn({ code, details }, 'no backup of the history could be made');
            dueAt = performance.now() + Math.min(retryPause, interval());
          }
        } else {
          dueAt = performance.now() + interval();
        }
      }
      return Date.now() + dueAt - performance.now();
    },
  });
  const finding = startLoop({
    name: 'restored history',
    log,
    async look(signal) {
      await findAgain(context, options.reindex, signal);
      return null;
    },
  });

  return {
    list: () => ({
      backups: listBackups(folders.backups).map(({ file, at, bytes }) => ({ file, at, bytes })),
      problem,
      restored: allRestored(history),
    }),
    make: makeOne,
    optionsChanged() {
      dueAt = nextDue(0);
      loop.wake();
    },
    unread: () => unreadRestored(history),
    acknowledge() {
      history.run('UPDATE history_restore SET acknowledged_at = ? WHERE acknowledged_at IS NULL', [
        Date.now(),
      ]);
      context.events.emit('applications.changed', { application: context.id });
    },
    async close() {
      closing.abort();
      await Promise.all([loop.close(), finding.close()]);
    },
  };
}

/** True when the newest backup is newer than the last change of the history. */
function isSaved({ backups, historyFile }: ApplicationContext['folders']): boolean {
  const newest = listBackups(backups)[0];
  if (newest === undefined) return false;
  return [historyFile, `${historyFile}-wal`].every(
    (file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < newest.at,
  );
}

/** Milliseconds until the next one is due; a newest one of the future says nothing, the clock was set. */
function untilDue(folder: string, interval: number): number {
  const newest = listBackups(folder)[0];
  const age = newest === undefined ? interval : Date.now() - newest.at;
  return age < 0 || age > interval ? 0 : interval - age;
}

/** A backup must not be what fills the disk. @throws EngineError `disk-full` */
async function assertSpace({ folders, history, options }: ApplicationContext): Promise<void> {
  const { bavail, bsize } = await statfs(folders.root);
  const size = ['', '-wal'].reduce(
    (sum, companion) => sum + (statSync(`${history.file}${companion}`, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  if (bavail * bsize > size + options().diskGuard.refuseBytes) return;
  throw new EngineError(
    'disk-full',
    `There is too little space for a backup of the history in ${folders.root}.`,
  );
}
