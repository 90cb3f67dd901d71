import path from 'node:path';
import type { WatchedFolder } from '../../../../contract/index.ts';
import { isInside } from '../../context/index.ts';
import { fileKind } from '../reading/index.ts';
import type { ImportWork } from '../reading/index.ts';
import { deleteTaken, moveTaken } from './afterwards.ts';
import type { Arranged } from './arrange.ts';
import { createOpenFiles } from './openFiles.ts';
import { nameMatcher } from './pattern.ts';
import { createRemembered } from './remembered.ts';
import type { FileFate } from './remembered.ts';
import type { Settling } from './settling.ts';
import { takeFiles } from './takeFiles.ts';
import type { SettledFile, TakingListener, TakingRoom } from './takeFiles.ts';
import { cannotClear, cannotLookAt } from './troubles.ts';
import type { Trouble } from './troubles.ts';
import { walkFolder } from './walk.ts';

/** Files in one piece of work. */
const filesPerBatch = 64;

/** What a look found. */
export interface Looked {
  /** Absolute paths of the folders that were gone through. */
  directories: string[];
  troubles: Trouble[];
  /** Time that looking alone took, in milliseconds. */
  walkMs: number;
}

/**
 * Goes through a watched folder once: takes what has settled, and sees to what was taken before. Looking does not run
 * ahead of taking: the walk waits for the threads that read the files.
 * @throws EngineError `disk-full`, `disk-failed`, `database-failed`; what was not taken is found again
 */
export async function lookThrough(
  room: TakingRoom,
  { folder, arranged, settling }: { folder: WatchedFolder; arranged: Arranged; settling: Settling },
  signal: AbortSignal,
): Promise<Looked> {
  const { history } = room.context;
  const { root } = arranged;
  const remembered = createRemembered(history, root);
  const openFiles = createOpenFiles(root);
  const directories: string[] = [];
  const troubles: Trouble[] = [];
  const working = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let ready: SettledFile[] = [];
  let takingMs = 0;
  const begun = performance.now();
  let taken: SettledFile[] = [];

  const listener: TakingListener = {
    origin: { door: 'folder', sender: folder.path },
    fate(file, stamp, fate) {
      remembered.remember(file.directory, file.name, stamp, fate);
      history.afterCommit(() => {
        settling.done(file.path);
        if (isCleared(fate)) taken.push({ ...file, stamp });
      });
    },
    triedAgain: (file) => settling.failed(file.path),
  };

  /** What holds other things as well is moved, and never deleted. */
  function isCleared(fate: FileFate | null): boolean {
    if (folder.after === 'keep') return false;
    return fate === 'taken' || (fate === 'partly' && folder.after === 'move');
  }
  async function start(kind: ImportWork['kind'], files: readonly SettledFile[]): Promise<void> {
    if (files.length === 0) return;
    while (working.size >= room.pool.places) await Promise.race(working);
    if (failures.length > 0) throw failures[0];
    const piece = takeFiles(room, { kind, files }, listener, signal)
      .catch((cause: unknown) => void failures.push(cause))
      .finally(() => working.delete(piece));
    working.add(piece);
  }
  async function startReady(): Promise<void> {
    const batch = ready;
    ready = [];
    await start('files', batch);
  }
  async function begin(file: SettledFile): Promise<void> {
    const kind = fileKind(file.name);
    if (kind !== 'file') return start(kind, [file]);
    ready.push(file);
    if (ready.length >= filesPerBatch) await startReady();
  }
  /** Inside the watched folder it is on a disk that is there. */
  const target = (moveTo: string) => ({ moveTo, mayMake: isInside(moveTo, arranged.root) });
  async function clear({ path: file, directory, name, stamp }: SettledFile): Promise<void> {
    const { after } = folder;
    if (after === 'keep') return;
    try {
      const isDone =
        after === 'delete'
          ? await deleteTaken(file, stamp)
          : arranged.moveTo !== null &&
            (await moveTaken(file, stamp, target(arranged.moveTo), path.join(directory, name)));
      if (isDone) remembered.forget(directory, name);
    } catch (cause) {
      troubles.push(cannotClear(file, after, cause));
    }
  }
  /** Only what is flushed is moved or deleted: the pieces it came from have ended. */
  async function finish(): Promise<void> {
    await Promise.all(working);
    if (failures.length > 0) throw failures[0];
    for (const file of taken) await clear(file);
  }

  async function timed(taking: () => Promise<void>): Promise<void> {
    const from = performance.now();
    await taking();
    takingMs += performance.now() - from;
  }

  const wasEmpty = remembered.isEmpty();
  settling.beginLook();
  try {
    const walk = walkFolder({
      root,
      excluded: arranged.excluded,
      recursive: folder.recursive,
      wants: nameMatcher(folder.pattern),
      signal,
      onUnseen: (unseen) => void troubles.push(cannotLookAt(unseen.path, unseen.cause)),
    });
    for await (const { directory, files, names } of walk) {
      directories.push(directory);
      const before = remembered.inDirectory(directory);
      for (const { name, stamp } of files) {
        const file = { path: path.join(root, directory, name), directory, name, stamp };
        const fate = before.fateOf(name, stamp);
        if (isCleared(fate)) taken.push(file);
        if (fate !== null || !settling.isSettled(file.path, stamp)) continue;
        if (await openFiles.isBeingWritten(file.path)) settling.unsettle(file.path);
        else await timed(() => begin(file));
      }
      // An empty folder where many files were is a share that is not connected.
      if (names.size > 0 || directory !== '') before.keepOnly(names);
    }
    await timed(startReady);
    await timed(finish);
  } finally {
    await Promise.all(working);
  }
  signal.throwIfAborted();
  settling.endLook();
  const sawAll = troubles.length === 0 && directories.length > 1;
  if (sawAll && !wasEmpty) remembered.keepOnlyDirectories(directories);
  return {
    directories: directories.map((directory) => path.join(root, directory)),
    troubles,
    walkMs: performance.now() - begun - takingMs,
  };
}
