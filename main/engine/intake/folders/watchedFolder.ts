import { toEngineError, withAdvice } from '../../../../contract/index.ts';
import type { WatchedFolder, WatchedFolderState } from '../../../../contract/index.ts';
import { startLoop } from '../../context/index.ts';
import { arrange } from './arrange.ts';
import { createHints, noHints } from './hints.ts';
import { lookThrough } from './lookThrough.ts';
import { createSettling } from './settling.ts';
import type { TakingRoom } from './takeFiles.ts';
import { summaryOf } from './troubles.ts';

/** Shortest pause between two looks, and pauses per time of a look: a large folder is looked at less often. */
const shortestPauseMs = 250;
const pausesPerLook = 3;
/** Pause after the disk or the history failed, in milliseconds. */
const failurePauseMs = 5000;

/** One folder at work. */
export interface FolderAtWork {
  describe(): WatchedFolderState;
  close(): Promise<void>;
}

/** @param all all watched folders as they are now */
export function watchFolder(
  room: TakingRoom,
  folder: WatchedFolder,
  all: () => readonly WatchedFolder[],
): FolderAtWork {
  const { doors } = room;
  const { folders, log } = room.context;
  const now = () => performance.now();
  const settling = createSettling(folder.settleSeconds * 1000, now);
  let status: Pick<WatchedFolderState, 'state' | 'problem' | 'details'> = {
    state: 'open',
    problem: null,
    details: null,
  };
  let lookedAt: number | null = null;
  let lastWalkMs = 0;
  let hinted: NodeJS.Timeout | undefined;

  const pauseMs = () => Math.max(shortestPauseMs, lastWalkMs * pausesPerLook);
  const hints = folder.watch === 'poll' ? noHints : createHints(wakeSoon);

  function wakeSoon(): void {
    hinted ??= setTimeout(() => {
      hinted = undefined;
      loop.wake();
    }, pauseMs());
  }
  function setStatus(now: typeof status): void {
    const isNew = status.state !== now.state || status.problem !== now.problem;
    status = now;
    if (!isNew) return;
    if (now.problem !== null) {
      log.warn({ folder: folder.id, state: now.state }, 'a watched folder has a problem');
    }
    doors.changed();
  }

  async function look(signal: AbortSignal): Promise<number | null> {
    const arranged = await arrange(folder, all(), folders.root);
    if ('problem' in arranged) {
      const { again, problem, details } = arranged;
      hints.follow([]);
      setStatus({ state: again ? 'paused' : 'failed', problem, details });
      return Date.now() + folder.pollSeconds * 1000;
    }
    try {
      doors.assertSpace();
      // What kept it from being looked at is over.
      if (status.state !== 'open') setStatus({ state: 'open', problem: null, details: null });
      const looked = await lookThrough(room, { folder, arranged, settling }, signal);
      const { directories, troubles } = looked;
      lastWalkMs = looked.walkMs;
      hints.follow(directories);
      setStatus({ state: 'open', ...summaryOf(troubles) });
    } catch (cause) {
      if (signal.aborted) return null;
      doors.failed(cause);
      const failure = toEngineError(cause);
      const { details = null } = failure;
      setStatus({ state: 'paused', problem: withAdvice(failure), details });
      return Date.now() + failurePauseMs;
    }
    lookedAt = Date.now();
    const pollIn = Math.max(folder.pollSeconds * 1000, pauseMs());
    const dueIn = (settling.nextDue() ?? Number.POSITIVE_INFINITY) - now();
    return Date.now() + Math.min(pollIn, Math.max(dueIn, pauseMs()));
  }

  const loop = startLoop({ name: 'watched folder', log, look });
  return {
    describe: () => ({ id: folder.id, path: folder.path, ...status, waiting: settling.size, lookedAt }),
    async close() {
      clearTimeout(hinted);
      hints.close();
      await loop.close();
    },
  };
}
