import { statSync } from 'node:fs';
import type { DoorCounts } from '../../../../contract/index.ts';
import { systemCode } from '../../context/index.ts';
import { isSameStamp } from '../../archive/index.ts';
import type { Archive, SourceStamp, TakenInstance } from '../../archive/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import type { Quarantine } from '../../quarantine/index.ts';
import { hasRoom } from '../doors/index.ts';
import type { DoorIntake, Origin } from '../doors/index.ts';
import { discardAside, keepAside, keepConflicting } from '../keepAside.ts';
import type { AsideOutcome } from '../keepAside.ts';
import type { FileResult, ImportWork, NotedFile, WorkerPool } from '../reading/index.ts';
import type { FileFate } from './remembered.ts';

/** What taking files needs of the application. */
export interface TakingRoom {
  context: ApplicationContext;
  doors: DoorIntake;
  archive: Archive;
  quarantine: Pick<Quarantine, 'keep'>;
  pool: WorkerPool;
}

/** A settled file. */
export interface SettledFile {
  path: string;
  directory: string;
  name: string;
  stamp: SourceStamp;
}

/** What is wanted to be known of each file. */
export interface TakingListener {
  origin: Origin;
  /** Inside the transaction that takes it, or after it was put into quarantine. `stamp` is of what was read. */
  fate(file: SettledFile, stamp: SourceStamp, fate: FileFate): void;
  /** It could not be read, or found no room in quarantine, and is tried again. True when that is to be told. */
  triedAgain(file: SettledFile): boolean;
}

/**
 * Takes files: into the archive, or into quarantine. What has a fate when it resolves is flushed.
 * @param kind for all but `files` there is one file, an archive of files
 * @throws EngineError `disk-full`, `disk-failed`, `database-failed`, `cancelled`; what has no fate then is tried again
 */
export async function takeFiles(
  room: TakingRoom,
  { kind, files }: { kind: ImportWork['kind']; files: readonly SettledFile[] },
  listener: TakingListener,
  signal: AbortSignal,
): Promise<void> {
  const { context, doors, archive, quarantine, pool } = room;
  const { history } = context;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const [container] = kind === 'files' ? [] : files;
  /** What becomes of an archive of files: the worst of what is in it. */
  let worst: FileFate = 'taken';
  let holdsDicom = false;
  /** DICOM of an archive of files found no room in quarantine, or it could not be read to its end. */
  let isUnfinished = false;

  function tellFate(path: string, stamp: SourceStamp | null, fate: FileFate): void {
    const file = byPath.get(path);
    holdsDicom ||= fate === 'taken';
    if (container !== undefined) worst = worseOf(worst, fate);
    else if (file !== undefined) listener.fate(file, stamp ?? file.stamp, fate);
  }
  function noteUnreadable(path: string, reason: string): void {
    const file = byPath.get(path);
    if (file === undefined) {
      // In an archive of files: it will be so each time.
      doors.count(listener.origin, { refused: 1 }, reason);
      worst = 'left';
      return;
    }
    isUnfinished ||= file === container;
    // Who still writes it, or took it away, does nothing wrong: it is looked at anew.
    if (!isUnchanged(file)) return;
    if (listener.triedAgain(file)) doors.count(listener.origin, { refused: 1 }, reason);
  }
  /** Has DICOM that found no room in quarantine tried again. True when that is to be told. */
  function isUnkeptToBeTold(path: string): boolean {
    const file = byPath.get(path) ?? container;
    if (file === undefined || isUnfinished) return false;
    isUnfinished = container !== undefined;
    return listener.triedAgain(file);
  }
  /** Counts what is not taken; inside the transaction. */
  function note(noted: NotedFile, aside: AsideOutcome | undefined, counts: DoorCounts): void {
    switch (noted.outcome) {
      case 'already-there':
        counts.alreadyThere += 1;
        tellFate(noted.path, null, 'taken');
        return;
      case 'refused':
        noteUnreadable(noted.path, noted.reason);
        return;
      case 'damaged':
      case 'conflicting':
        if (aside === undefined) {
          doors.count(listener.origin, { refused: 1 }, noted.reason);
          tellFate(noted.path, null, 'left');
          return;
        }
        if (!aside.kept) {
          if (!isUnkeptToBeTold(noted.path)) return;
          doors.count(listener.origin, { refused: 1 }, unkeptReason(noted.reason, aside.why));
        }
        if (noted.outcome === 'conflicting') counts.conflicting += 1;
        if (!aside.kept) return;
        doors.quarantined(listener.origin, noted.reason);
        tellFate(noted.path, null, 'taken');
        return;
      case 'dicomdir':
        tellFate(noted.path, null, 'partly');
        return;
      case 'not-dicom':
        // In an archive of files there is more than that.
        tellFate(noted.path, null, container === undefined ? 'left' : 'partly');
    }
  }
  function record(
    results: readonly FileResult[],
    asides: ReadonlyMap<FileResult, AsideOutcome>,
    taken: readonly TakenInstance[],
  ) {
    const counts = { new: 0, alreadyThere: 0, conflicting: 0, quarantined: 0, refused: 0, bytes: 0 };
    for (const result of results) if (result.kind === 'noted') note(result, asides.get(result), counts);
    for (const { staged, outcome } of taken) {
      if (outcome === 'new') {
        counts.new += 1;
        counts.bytes += staged.size;
      } else if (outcome === 'already-there') counts.alreadyThere += 1;
      else counts.conflicting += 1;
      // A conflicting one has its fate when it is in quarantine.
      if (outcome !== 'conflicting') tellFate(staged.source.path ?? '', staged.source.stamp, 'taken');
    }
    if (Object.values(counts).some((count) => count > 0)) doors.count(listener.origin, counts);
  }
  async function setAside(one: TakenInstance): Promise<void> {
    const { path, stamp } = one.staged.source;
    const { message, why } = await keepConflicting({ quarantine, doors }, listener.origin, one);
    if (why === null) tellFate(path ?? '', stamp, 'taken');
    else if (isUnkeptToBeTold(path ?? '')) doors.refused(listener.origin, unkeptReason(message, why));
  }
  async function deliver(results: readonly FileResult[]): Promise<void> {
    const instances = results.flatMap((result) => (result.kind === 'staged' ? [result.staged] : []));
    if (signal.aborted) {
      discardAside(results);
      await archive.discard(instances);
      return;
    }
    try {
      // A look at a large folder takes long: the disk may have filled up since it began.
      await doors.assertRoom(0);
    } catch (cause) {
      discardAside(results);
      await archive.discard(instances);
      throw cause;
    }
    const asides = await keepAside({ quarantine, doors }, listener.origin, results);
    const taken = await archive.take(instances, (decided) => record(results, asides, decided), {
      flushed: true,
      keepConflicting: true,
      sender: listener.origin.sender,
    });
    for (const one of taken) if (one.outcome === 'conflicting') await setAside(one);
  }

  const work: ImportWork = {
    kind,
    paths: files.map((file) => file.path),
    taskId: null,
    stagingFolder: context.folders.staging,
  };
  const { lookUp, lookUpFiles } = archive;
  const roomFor = {
    hasRoom: (bytes: number) => hasRoom(doors, bytes),
    // The look ends, and the folder tells why; the next one takes the rest.
    untilRoom: (bytes: number) => doors.assertRoom(bytes),
  };
  await pool.run(work, { lookUp, lookUpFiles, deliver, counted: () => undefined, ...roomFor }, signal);
  if (container === undefined || isUnfinished) return;
  history.write(() => listener.fate(container, container.stamp, holdsDicom ? worst : 'left'));
  await history.flush();
}

function unkeptReason(reason: string, why = ''): string {
  return [reason, why, 'It is tried again by itself.'].filter(Boolean).join(' ');
}

function worseOf(one: FileFate, other: FileFate): FileFate {
  const order: readonly FileFate[] = ['taken', 'partly', 'left'];
  return order.indexOf(one) > order.indexOf(other) ? one : other;
}

function isUnchanged({ path, stamp }: SettledFile): boolean {
  try {
    const { size, mtimeMs, ctimeMs } = statSync(path);
    return isSameStamp(stamp, { size, modifiedAt: mtimeMs, changedAt: ctimeMs });
  } catch (cause) {
    // Whatever else is wrong with it is still wrong.
    return systemCode(cause) !== 'ENOENT';
  }
}
