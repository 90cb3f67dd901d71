import path from 'node:path';
import { toEngineError } from '../../../../contract/index.ts';
import type { WatchedFolder, WatchedFolderState } from '../../../../contract/index.ts';
import { startLoop } from '../../context/index.ts';
import { fileKind } from '../fileKind.ts';
import type { ImportWork } from '../protocol.ts';
import { refusalOf } from '../refusal.ts';
import { deleteTaken, moveTaken } from './afterwards.ts';
import { arrange } from './arrange.ts';
import type { Arranged } from './arrange.ts';
import { createHints, noHints } from './hints.ts';
import { createOpenFiles } from './openFiles.ts';
import { nameMatcher } from './pattern.ts';
import { createRemembered } from './remembered.ts';
import type { Remembered } from './remembered.ts';
import { createSettling } from './settling.ts';
import { takeFiles } from './takeFiles.ts';
import type { SettledFile, TakingListener, TakingRoom } from './takeFiles.ts';
import { walkFolder } from './walk.ts';

/** Files in one piece of work. */
const filesPerBatch = 64;
/** Shortest pause between two looks, and the share of the time that looks may take, which a large folder stretches. */
const shortestPauseMs = 250;
const pausePerLook = 3;
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
  const { context, doors, pool } = room;
  const { history, folders, log } = context;
  const now = () => performance.now();
  const settling = createSettling(folder.settleSeconds * 1000, now);
  const wants = nameMatcher(folder.pattern);
  const origin = { door: 'folder', sender: folder.path } as const;
  let status: Pick<WatchedFolderState, 'state' | 'problem' | 'details'> = {
    state: 'open',
    problem: null,
    details: null,
  };
  let lookedAt: number | null = null;
  let lastLookMs = 0;
  let hinted: NodeJS.Timeout | undefined;

  const pauseMs = () => Math.max(shortestPauseMs, lastLookMs * pausePerLook);
  const hints =
    folder.watch === 'poll'
      ? noHints
      : createHints(() => {
          hinted ??= setTimeout(() => {
            hinted = undefined;
            loop.wake();
          }, pauseMs());
        });

  function setStatus(
    state: WatchedFolderState['state'],
    problem: string | null,
    details: string | null,
  ): void {
    const isNew = status.state !== state || status.problem !== problem;
    status = { state, problem, details };
    if (!isNew) return;
    if (problem !== null) log.warn({ folder: folder.id, state }, 'a watched folder has a problem');
    doors.changed();
  }

  async function seeToAfterwards(
    arranged: Arranged,
    remembered: Remembered,
    { path: file, directory, name, stamp }: SettledFile,
  ): Promise<void> {
    try {
      const relative = path.join(directory, name);
      const isDone =
        folder.after === 'delete'
          ? await deleteTaken(file, stamp)
          : arranged.moveTo !== null && (await moveTaken(file, stamp, arranged.moveTo, relative));
      if (isDone) remembered.forget(directory, name);
    } catch (cause) {
      const what = folder.after === 'delete' ? 'deleted' : 'moved';
      unseen(`Files that were taken could not be ${what}: ${refusalOf(cause, file, 'file')}`, cause);
    }
  }
  let troubles: { problem: string; details: string }[] = [];
  function unseen(problem: string, cause: unknown): void {
    troubles.push({ problem, details: cause instanceof Error ? cause.message : String(cause) });
  }

  async function look(signal: AbortSignal): Promise<number | null> {
    const begun = now();
    troubles = [];
    const arranged = await arrange(folder, all(), folders.root);
    if ('problem' in arranged) {
      hints.follow([]);
      setStatus(arranged.again ? 'paused' : 'failed', arranged.problem, arranged.details);
      return Date.now() + folder.pollSeconds * 1000;
    }
    try {
      doors.assertSpace();
      // What kept it from being looked at is over.
      if (status.state !== 'open') setStatus('open', null, null);
      await lookThrough(arranged, signal);
    } catch (cause) {
      if (signal.aborted) return null;
      const { message, advice, details } = toEngineError(cause);
      setStatus('paused', [message, advice].filter(Boolean).join(' '), details ?? null);
      return Date.now() + failurePauseMs;
    }
    lookedAt = Date.now();
    lastLookMs = now() - begun;
    const [first] = troubles;
    const more = troubles.length > 1 ? ` (and ${troubles.length - 1} more)` : '';
    setStatus('open', first === undefined ? null : `${first.problem}${more}`, first?.details ?? null);
    const pollAt = Math.max(folder.pollSeconds * 1000, pauseMs());
    const dueIn = (settling.nextDue() ?? Number.POSITIVE_INFINITY) - now();
    return Date.now() + Math.min(pollAt, Math.max(dueIn, pauseMs()));
  }

  async function lookThrough(arranged: Arranged, signal: AbortSignal): Promise<void> {
    const { root } = arranged;
    const remembered = createRemembered(history, root);
    const openFiles = createOpenFiles(root);
    const directories: string[] = [];
    const working = new Set<Promise<void>>();
    const failures: unknown[] = [];
    let ready: SettledFile[] = [];

    const listener: TakingListener = {
      origin,
      fate(file, stamp, fate) {
        remembered.remember(file.directory, file.name, stamp, fate);
        history.afterCommit(() => {
          settling.done(file.path);
          if (fate === 'taken' && folder.after !== 'keep') taken.push({ ...file, stamp });
        });
      },
      unreadable: (file) => settling.failed(file.path),
    };
    let taken: SettledFile[] = [];
    async function begin(file: SettledFile): Promise<void> {
      const kind = fileKind(file.name);
      if (kind !== 'file') return start(kind, [file]);
      ready.push(file);
      if (ready.length < filesPerBatch) return;
      const batch = ready;
      ready = [];
      await start('files', batch);
    }
    async function start(kind: ImportWork['kind'], files: readonly SettledFile[]): Promise<void> {
      if (files.length === 0) return;
      while (working.size >= pool.places) await Promise.race(working);
      const piece = takeFiles(room, { kind, files }, listener, signal)
        .catch((cause: unknown) => void failures.push(cause))
        .finally(() => working.delete(piece));
      working.add(piece);
      if (failures.length > 0) throw failures[0];
    }
    /** Only what is flushed is moved or deleted: the pieces it came from have ended. */
    async function finish(): Promise<void> {
      await Promise.all(working);
      if (failures.length > 0) throw failures[0];
      const done = taken;
      taken = [];
      for (const file of done) await seeToAfterwards(arranged, remembered, file);
    }

    settling.beginLook();
    const wasEmpty = remembered.isEmpty();
    try {
      const walk = walkFolder({
        root,
        excluded: arranged.excluded,
        recursive: folder.recursive,
        wants,
        signal,
        onUnseen: ({ path: where, cause }) => unseen(refusalOf(cause, where, 'folder'), cause),
      });
      for await (const { directory, files, names } of walk) {
        directories.push(directory);
        const before = remembered.inDirectory(directory);
        for (const { name, stamp } of files) {
          const file = { path: path.join(root, directory, name), directory, name, stamp };
          const fate = before.fateOf(name, stamp);
          if (fate === 'taken' && folder.after !== 'keep') taken.push(file);
          if (fate !== null || !settling.isSettled(file.path, stamp)) continue;
          if (await openFiles.isBeingWritten(file.path)) settling.unsettle(file.path);
          else await begin(file);
        }
        // An empty folder where many files were is a share that is not connected.
        if (names.size > 0 || directory !== '') before.keepOnly(names);
      }
      await start('files', ready);
      await finish();
      settling.endLook();
      if (troubles.length === 0 && !signal.aborted && directories.length > 1 && !wasEmpty)
        remembered.keepOnlyDirectories(directories);
    } finally {
      await Promise.all(working);
    }
    signal.throwIfAborted();
    hints.follow(directories.map((directory) => path.join(root, directory)));
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
