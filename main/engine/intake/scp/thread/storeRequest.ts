import { systemCode } from '../../../context/index.ts';
import type { RequestReceiver } from '../../../dimse/acceptor/index.ts';
import { missingUid, preambleAndMeta, readHeader } from '../../../dicom/index.ts';
import type { HeaderReading } from '../../../dicom/index.ts';
import { statuses } from '../../../dimse/index.ts';
import type { StoreAnswer } from '../protocol.ts';
import type { Engine } from './engine.ts';
import { createInstanceWriter } from './instanceWriter.ts';
import type { InstanceWriter, WriterSurroundings } from './instanceWriter.ts';
import type { StagingFiles } from './stagingFiles.ts';

/** What the command of a C-STORE says (PS3.7 9.3.1.1), and the context it came in. */
export interface Announced {
  SOPClassUID: string;
  SOPInstanceUID: string;
  TransferSyntaxUID: string;
  SourceApplicationEntityTitle: string;
}

/** What storing needs of its surroundings. */
export interface StoreSurroundings extends WriterSurroundings {
  files: StagingFiles;
  engine: Pick<Engine, 'store' | 'quarantine'>;
  /** As people recognise the sender. */
  sender: string;
  /** Why nothing can be taken for now; null when it can. */
  fullness(): string | null;
  /** So many bytes were taken in, for who has the disk looked at. */
  wrote(bytes: number): void;
  /** Stops and continues reading from this sender. */
  brake(on: boolean): void;
  /** Something that the sender of an instance did wrong, or that kept it from being taken. */
  refused(message: string): void;
  /** The staging file could not be written. */
  diskFailed(cause: unknown): void;
}

/** Takes the rest of a C-STORE. */
export interface InstanceReceiver extends RequestReceiver {
  /** @param whenGone called when nothing is left of what came */
  cancel(whenGone?: () => void): void;
}

/**
 * Takes the data set of a C-STORE: writes it to a staging file as it comes, with our file meta information before it,
 * and tells what became of it.
 */
export function receiveInstance(
  announced: Announced,
  surroundings: StoreSurroundings,
  done: (answer: StoreAnswer) => void,
): InstanceReceiver {
  let writer: InstanceWriter | null = null;
  let problem: StoreAnswer | null = null;
  const full = surroundings.fullness();
  if (full !== null) problem = refusal(statuses.outOfResources, full);
  else {
    try {
      writer = open();
    } catch (cause) {
      surroundings.diskFailed(cause);
      problem = diskProblem(cause);
    }
  }

  function open(): InstanceWriter {
    const head = preambleAndMeta({
      ...announced,
      SOPClassUID: usableUid(announced.SOPClassUID),
      SOPInstanceUID: usableUid(announced.SOPInstanceUID),
    });
    return createInstanceWriter(surroundings.files.take(), head, surroundings, surroundings.brake);
  }

  async function judge(written: InstanceWriter): Promise<StoreAnswer> {
    const finished = await written.finish();
    const reading = await readHeader(written.fd, finished.size);
    const file = written.path;
    if (reading.kind !== 'instance') {
      return surroundings.engine.quarantine(surroundings.sender, {
        file,
        reason: {
          code: reading.kind === 'damaged' ? reading.code : 'not-understood',
          message: reading.reason,
        },
        header: (reading.kind === 'damaged' ? reading.part?.header : null) ?? announced,
        answer: refusalOf(reading),
      });
    }
    const { header } = reading;
    const differing = (['SOPClassUID', 'SOPInstanceUID'] as const).find(
      (keyword) => header[keyword] !== announced[keyword],
    );
    if (differing !== undefined) {
      return surroundings.engine.quarantine(surroundings.sender, {
        file,
        reason: {
          code: 'mismatch',
          message: `The sender announced another ${differing} than the data set has. Its software needs to be mended.`,
        },
        header,
        answer: refusal(statuses.dataSetDoesNotMatch, `${differing} of command and data set differ`),
      });
    }
    return surroundings.engine.store(surroundings.sender, {
      stagingFile: file,
      size: finished.size,
      contentHash: finished.contentHash,
      header,
      source: { taskId: null, path: null, stamp: null },
      fd: written.fd,
    });
  }

  async function conclude(written: InstanceWriter): Promise<void> {
    let answer: StoreAnswer;
    try {
      answer = await judge(written);
    } catch (cause) {
      written.remove();
      surroundings.diskFailed(cause);
      answer = diskProblem(cause);
      surroundings.refused(answer.comment ?? '');
      done(answer);
      return;
    }
    // The sender goes on at once; the rest does not concern it.
    done(answer);
    written.close();
  }

  return {
    dataSet(bytes) {
      if (writer === null) return;
      const why = surroundings.fullness();
      if (why === null) {
        writer.write(bytes);
        surroundings.wrote(bytes.length);
        return;
      }
      // What came of it stands in nobody's way; the sender is told when it has sent the rest.
      writer.remove();
      writer = null;
      problem = refusal(statuses.outOfResources, why);
    },
    end() {
      if (writer === null) {
        const answer = problem ?? refusal(statuses.processingFailure, 'The instance could not be received');
        surroundings.refused(answer.comment ?? '');
        done(answer);
        return;
      }
      void conclude(writer);
    },
    cancel(whenGone = () => undefined) {
      if (writer === null) whenGone();
      else writer.remove(whenGone);
    },
  };
}

function refusal(status: number, comment: string): StoreAnswer {
  return { status, comment: comment.slice(0, 64), study: null };
}

/** What cannot be filed is whole all the same: data set and SOP class do not fit (PS3.4 B.2.3). */
function refusalOf(reading: Exclude<HeaderReading, { kind: 'instance' }>): StoreAnswer {
  const header = reading.kind === 'damaged' && reading.code === 'missing-uid' ? reading.part?.header : null;
  const missing = header == null ? null : missingUid(header);
  if (missing !== null) return refusal(statuses.dataSetDoesNotMatch, `No usable ${missing} in the data set`);
  return refusal(statuses.cannotUnderstand, 'The data set is damaged or is not DICOM');
}

function diskProblem(cause: unknown): StoreAnswer {
  const code = systemCode(cause);
  const noSpace = code === 'ENOSPC' || code === 'EDQUOT';
  const why = noSpace ? 'No space is left for the archive' : `The archive cannot be written ${code}`.trim();
  return refusal(statuses.outOfResources, why);
}

/** What is no UID must not get into a file; the comparison with the data set finds it. */
function usableUid(text: string): string {
  return /^[\dA-Za-z][\dA-Za-z._-]{0,127}$/.test(text) ? text : '';
}
