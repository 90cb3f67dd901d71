import {
  adoptStaged,
  hashDataSet,
  isSameSource,
  isSameStamp,
  removeStaged,
  stageInstance,
} from '../../archive/index.ts';
import type { KnownInstance, SourceFile } from '../../archive/index.ts';
import { mayBeReencoded } from '../../dicom/index.ts';
import { withFile } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import { duplicateReason } from '../duplicateReason.ts';
import type { FileResult, NotedFile } from './protocol.ts';
import { writeWithRoom } from './room.ts';
import { breathe } from './work.ts';
import type { Work } from './work.ts';

/** Files that are being flushed at once; a disk does several as fast as one. */
const mostInFlight = 8;
/** Results are handed over when this much is staged, so that large files show progress and free the staging folder. */
const handOverBytes = 64 * 1024 * 1024;

/**
 * Stages the candidates that the archive does not know and compares the others, by content where the file is not
 * recognised. Hands over what comes of them together with the results that are there already.
 * @throws EngineError `disk-failed` when the archive cannot be written, `cancelled`
 */
export async function takeCandidates(
  work: Work,
  candidates: readonly Candidate[],
  earlier: readonly FileResult[],
): Promise<void> {
  const known = await work.engine.lookUp(
    candidates.map((candidate) => candidate.reading.header.SOPInstanceUID),
  );
  let ready = [...earlier];
  let stagedBytes = 0;
  const inFlight = new Set<Promise<void>>();
  const failures: unknown[] = [];

  function start(candidate: Candidate): void {
    const staging = stage(work, candidate)
      .then((result) => void ready.push(result))
      .catch((cause: unknown) => void failures.push(cause))
      .finally(() => inFlight.delete(staging));
    inFlight.add(staging);
    stagedBytes += candidate.stamp.size;
  }
  async function handOver(): Promise<void> {
    await Promise.all(inFlight);
    if (failures.length > 0) throw failures[0];
    const delivered = ready;
    ready = [];
    stagedBytes = 0;
    await work.engine.deliver(delivered);
  }
  try {
    for (const candidate of candidates) {
      await breathe(work.signal);
      const first = known.get(candidate.reading.header.SOPInstanceUID);
      if (first === undefined) start(candidate);
      else ready.push(await compare(work, candidate, first));
      if (inFlight.size >= mostInFlight) await Promise.race(inFlight);
      if (stagedBytes >= handOverBytes || failures.length > 0) await handOver();
    }
    await handOver();
  } finally {
    // Something is left only after a failure or a stop.
    await Promise.all(inFlight);
    for (const result of ready) {
      if (result.kind === 'staged') removeStaged(result.staged.stagingFile);
    }
  }
}

/** What becomes of a file that the archived instance was taken from: by this task before an interruption, or earlier. */
export function takenBefore(work: Pick<Work, 'taskId'>, path: string, first: KnownInstance): FileResult {
  if (isSameSource(first, { taskId: work.taskId, path })) return { kind: 'taken-before' };
  return noted(path, 'already-there', duplicateReason('already-there', first));
}

/** What becomes of a file whose SOP Instance UID is archived. */
async function compare(work: Work, candidate: Candidate, first: KnownInstance): Promise<FileResult> {
  const { path, stamp } = candidate;
  const { source } = first;
  const isUnchanged = source.path === path && source.stamp !== null && isSameStamp(source.stamp, stamp);
  if (isUnchanged || isSameSource(first, { taskId: work.taskId, path }))
    return takenBefore(work, path, first);
  return withFile<FileResult>(candidate, async (fd) => {
    const hash = await hashDataSet(sourceFile(candidate, fd), candidate.reading.form.dataSetAt, work.signal);
    if ('unreadable' in hash) return noted(path, 'refused', hash.unreadable);
    if (Buffer.compare(hash, first.contentHash) === 0)
      return noted(path, 'already-there', duplicateReason('already-there', first));
    const { file, unpacked: isStaged, reading } = candidate;
    // The archive looks whether it is the same in another encoding.
    if (mayBeReencoded(first.TransferSyntaxUID, reading.header.TransferSyntaxUID)) {
      return stage(work, candidate);
    }
    return {
      ...noted(path, 'conflicting', duplicateReason('conflicting', first)),
      aside: { file, isStaged, code: 'conflicting', header: reading.header },
    };
  });
}

function stage(work: Work, candidate: Candidate): Promise<FileResult> {
  const { path, reading, unpacked, stamp } = candidate;
  return withFile<FileResult>(candidate, async (fd) => {
    const source = sourceFile(candidate, fd);
    const staged = await writeWithRoom(work, stamp.size, (askForRoom) =>
      unpacked
        ? adoptStaged(source, reading.form, work.signal, askForRoom)
        : stageInstance(source, reading.form, work.stagingFolder, work.signal, askForRoom),
    );
    if ('unreadable' in staged) return noted(path, 'refused', staged.unreadable);
    return {
      kind: 'staged',
      staged: {
        ...staged,
        header: reading.header,
        // An unpacked copy says nothing of whether the archive it came from is the same next time.
        source: { taskId: work.taskId, path, stamp: unpacked ? null : stamp },
      },
      remark: reading.remark,
    };
  });
}

function sourceFile(candidate: Candidate, fd: number): SourceFile {
  return { fd, path: candidate.file, stamp: candidate.stamp };
}

function noted(path: string, outcome: NotedFile['outcome'], reason: string): NotedFile {
  return { kind: 'noted', path, outcome, reason };
}
