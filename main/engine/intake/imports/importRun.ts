import type { DoorCounts, ImportOutcome } from '../../../../contract/index.ts';
import { isSameSource } from '../../archive/index.ts';
import type { Archive, TakenInstance } from '../../archive/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import type { TaskWork } from '../../tasks/index.ts';
import { duplicateReason } from '../duplicateReason.ts';
import { findFiles } from './findFiles.ts';
import type { FileResult, ImportWork, NotedFile } from '../reading/index.ts';
import { discardAside, keepAside, keepConflicting } from '../keepAside.ts';
import { extendNote, insertNote, progressOf, storeProgress } from './taskRows.ts';
import type { Progress } from './taskRows.ts';
import { hasRoom } from '../doors/index.ts';
import type { DoorIntake } from '../doors/index.ts';
import { createRoomWait } from './waitForRoom.ts';
import type { Quarantine } from '../../quarantine/index.ts';
import type { WorkerPool } from '../reading/index.ts';

/** Files in one piece of work: one transaction, one round of flushing folders. */
const filesPerBatch = 64;

/** What imports need of the application. */
export interface ImportSurroundings {
  archive: Archive;
  doors: Pick<DoorIntake, 'count' | 'quarantined' | 'assertRoom' | 'failed'>;
  quarantine: Pick<Quarantine, 'keep'>;
  pool: WorkerPool;
}

/**
 * Imports: finds files, has threads look at them, commits what they hand over. Looking does not run ahead of
 * committing: threads wait for the commit of their results, the search for files waits for the threads.
 *
 * An import that goes on after an interruption looks at all files again; what it has counted is recognised by the
 * rows it left and not counted again.
 * While the disk guard lets nothing be taken, or leaves no room for a large file, the import waits, says so, and goes on by itself.
 * @throws EngineError `disk-full`, `disk-failed`, `database-failed` where the guard did not see it coming; `cancelled`
 */
export async function runImport(
  context: ApplicationContext,
  { archive, doors, quarantine, pool }: ImportSurroundings,
  task: Pick<TaskWork<string[]>, 'id' | 'title' | 'request' | 'progress' | 'signal' | 'announce' | 'waits'>,
): Promise<void> {
  const origin = { door: 'import', sender: task.title } as const;
  const { history, folders } = context;
  const { done, bytes, counts } = task.progress;
  let progress: Progress = { done, total: null, bytes, counts };
  let found = 0;
  let isFound = false;
  let uncounted = 0;
  const failing = new AbortController();
  const signal = AbortSignal.any([task.signal, failing.signal]);
  const working = new Set<Promise<void>>();

  const untilRoom = createRoomWait(doors, task, signal);

  /** Commits results, the archive's rows and the task's in one transaction. */
  async function deliver(results: readonly FileResult[]): Promise<void> {
    if (!signal.aborted) await untilRoom(0);
    const staged = results.filter((result) => result.kind === 'staged');
    const instances = staged.map((result) => result.staged);
    if (signal.aborted) {
      await archive.discard(instances);
      discardAside(results);
      return;
    }
    // Before they are noted: what is noted is not looked at again after an interruption.
    const asides = await keepAside({ quarantine, doors }, origin, results);
    const conflicting = await archive
      .take(
        instances,
        (taken) => {
          // Read again: another batch of this import may be part of the same transaction.
          const before = progressOf(history, task.id);
          const after = { ...before, counts: { ...before.counts } };
          let quarantined = 0;
          let damagedKept = 0;
          for (const result of results) {
            if (result.kind !== 'noted') continue;
            const aside = asides.get(result);
            const isNew = note(after, aside?.why === undefined ? result : withWhy(result, aside.why));
            if (!isNew || aside?.kept !== true) continue;
            quarantined += 1;
            if (result.outcome === 'damaged') damagedKept += 1;
          }
          taken.forEach((one, index) => noteTaken(after, one, staged[index]?.remark ?? null));
          storeProgress(history, task.id, withTotal(after));
          doors.count(origin, { ...difference(before, after, damagedKept), quarantined });
          // Set only by a transaction that holds.
          history.afterCommit(() => {
            progress = after;
          });
        },
        { keepConflicting: true },
      )
      .then((taken) => taken.filter((one) => one.outcome === 'conflicting'));
    for (const one of conflicting) {
      const { why } = await keepConflicting({ quarantine, doors }, origin, one);
      if (why !== null) extendNote(history, task.id, one.staged.source.path ?? '', why);
    }
    task.announce();
  }
  /** False when it was noted before an interruption. */
  function note(into: Progress, { path, outcome, reason }: NotedFile): boolean {
    if (!insertNote(history, task.id, { path, outcome, reason })) return false;
    into.done += 1;
    into.counts[outcome] += 1;
    return true;
  }
  function noteTaken(into: Progress, { staged, outcome, first }: TakenInstance, remark: string | null): void {
    const path = staged.source.path ?? '';
    if (outcome === 'new' || first === null) {
      into.done += 1;
      into.counts.new += 1;
      into.bytes += staged.size;
      if (remark !== null) insertNote(history, task.id, { path, outcome: 'new', reason: remark });
    } else if (!isSameSource(first, staged.source)) {
      note(into, { kind: 'noted', path, outcome, reason: duplicateReason(outcome, first) });
    }
  }
  function withTotal(of: Progress): Progress {
    return { ...of, total: isFound && uncounted === 0 ? Math.max(found, of.done) : null };
  }
  /** Tells the number of files as soon as it is known. */
  function tellTotal(): void {
    if (!isFound || uncounted > 0) return;
    storeProgress(history, task.id, withTotal(progress));
    task.announce();
  }

  async function start(kind: ImportWork['kind'], workPaths: readonly string[]): Promise<void> {
    if (kind !== 'files') uncounted += 1;
    else found += workPaths.length;
    while (working.size >= pool.places) await Promise.race(working);
    // Threads copy files before they hand them over.
    await untilRoom(0);
    if (signal.aborted) return;
    const listener = {
      lookUp: archive.lookUp,
      lookUpFiles: archive.lookUpFiles,
      deliver,
      hasRoom: (bytes: number) => hasRoom(doors, bytes),
      untilRoom,
      counted(files: number) {
        uncounted -= 1;
        found += files;
        tellTotal();
      },
    };
    const work: ImportWork = { kind, paths: workPaths, taskId: task.id, stagingFolder: folders.staging };
    const piece = pool
      .run(work, listener, signal)
      .catch((cause: unknown) => failing.abort(cause))
      .finally(() => working.delete(piece));
    working.add(piece);
  }

  let batch: string[] = [];
  let refused: NotedFile[] = [];
  try {
    for await (const one of findFiles(task.request, folders.root, signal)) {
      if (signal.aborted) break;
      if (one.kind === 'refused') {
        found += 1;
        refused.push({ kind: 'noted', path: one.path, outcome: 'refused', reason: one.reason });
      } else if (one.kind !== 'file') {
        await start(one.kind, [one.path]);
      } else {
        batch.push(one.path);
      }
      if (batch.length >= filesPerBatch) {
        await start('files', batch);
        batch = [];
      }
      if (refused.length >= filesPerBatch) {
        await deliver(refused);
        refused = [];
      }
    }
    if (batch.length > 0 && !signal.aborted) await start('files', batch);
    if (!signal.aborted) {
      isFound = true;
      if (refused.length > 0) await deliver(refused);
      tellTotal();
    }
  } catch (cause) {
    failing.abort(cause);
  }
  await Promise.all(working);
  if (failing.signal.aborted) doors.failed(failing.signal.reason);
  signal.throwIfAborted();
  // Files can have gone since an interruption; what was counted is what there is.
  storeProgress(history, task.id, { ...progress, total: progress.done });
}

/** The note with why the file is not even in quarantine. */
function withWhy(note: NotedFile, why: string): NotedFile {
  return { ...note, reason: `${note.reason} ${why}` };
}

/** What a commit added, as doors count it; files that are no DICOM are none of theirs. */
function difference(before: Progress, after: Progress, damagedKept: number): Partial<DoorCounts> {
  const added = (outcome: ImportOutcome) => after.counts[outcome] - before.counts[outcome];
  return {
    new: added('new'),
    alreadyThere: added('already-there'),
    conflicting: added('conflicting'),
    refused: added('damaged') - damagedKept + added('refused'),
    bytes: after.bytes - before.bytes,
  };
}
