import type { IncomingMessage } from 'node:http';
import { toEngineError } from '../../../../contract/index.ts';
import { removeStaged } from '../../archive/index.ts';
import type { Arrived, EngineSide, Verdict } from '../arriving/index.ts';
import { parseContentType } from './contentType.ts';
import { readParts } from './multipart.ts';
import type { HttpAnswer } from './postInstance.ts';
import { BadRequest, HttpProblem, TooLarge } from './problems.ts';
import { failureReasons, storeReply } from './storeReply.ts';
import type { FailureReason, PartOutcome } from './storeReply.ts';
import { announcedBytes, bodyOf, receiveInstance } from './uploads.ts';
import type { UploadLimits } from './uploads.ts';

/** Most parts of one request; their outcomes are kept until it is answered. */
const mostParts = 100_000;
const longestBoundary = 200;

/** What a STOW-RS request is about. */
export interface StoreRequest {
  request: IncomingMessage;
  /** Of the address; null when instances of any study may come. */
  StudyInstanceUID: string | null;
  sender: string;
}

/**
 * STOW-RS (PS3.18 section 10.5) of DICOM files: `multipart/related; type="application/dicom"`, or one file as it is.
 * The next part is read when the one before is stored and flushed.
 * @throws HttpProblem; EngineError `disk-full`, `disk-failed`, `database-failed`; then nothing of it was stored
 */
export async function storeStudies(
  { request, StudyInstanceUID, sender }: StoreRequest,
  engine: EngineSide,
  limits: UploadLimits,
): Promise<HttpAnswer> {
  const outcomes: PartOutcome[] = [];
  try {
    for await (const part of partsOf(request, limits)) {
      if (outcomes.length >= mostParts)
        throw new HttpProblem(413, `More than ${mostParts} instances in one request.`);
      outcomes.push(await storePart(part, { StudyInstanceUID, sender }, engine, limits));
    }
  } catch (cause) {
    // What was stored must be told all the same.
    if (outcomes.every(({ kind }) => kind !== 'stored')) throw cause;
    engine.refused(sender, cause instanceof HttpProblem ? cause.message : toEngineError(cause).message);
    outcomes.push({ kind: 'unknown', reason: reasonOf(cause) });
  }
  if (outcomes.length === 0) throw new BadRequest('The request holds no instance.');
  return { ...storeReply(outcomes), contentType: 'application/dicom+json' };
}

function reasonOf(cause: unknown): FailureReason {
  if (cause instanceof HttpProblem) return failureReasons.cannotUnderstand;
  const { code } = toEngineError(cause);
  return ['disk-full', 'disk-failed', 'database-busy'].includes(code)
    ? failureReasons.outOfResources
    : failureReasons.processingFailure;
}

/** A file of a request. */
interface FilePart {
  body: AsyncIterable<Buffer>;
  /** Why it is not taken, whatever it holds; the others are. */
  problem: string | null;
  /** It is all of the request. */
  isOnly: boolean;
  /** Its bytes, where they are known before they come; else 0. */
  announced: number;
}

async function* partsOf(request: IncomingMessage, limits: UploadLimits): AsyncGenerator<FilePart> {
  const type = parseContentType(request.headers['content-type'] ?? '');
  const body = bodyOf(request, limits.idleSeconds);
  if (type.essence === 'application/dicom') {
    yield { body, problem: null, isOnly: true, announced: announcedBytes(request) };
    return;
  }
  const root = type.parameter('type') ?? 'application/dicom';
  if (type.essence !== 'multipart/related' || parseContentType(root).essence !== 'application/dicom') {
    throw new HttpProblem(
      415,
      'Send multipart/related; type="application/dicom", or one file as application/dicom.',
    );
  }
  const boundary = type.parameter('boundary') ?? '';
  if (boundary === '' || boundary.length > longestBoundary) {
    throw new BadRequest('The Content-Type names no usable boundary.');
  }
  for await (const part of readParts(body, boundary)) {
    const isFile = isDicomFile(part.headers.get('content-type') ?? root);
    const problem = isFile
      ? null
      : 'A part of the request is of another type; only application/dicom is taken.';
    yield { body: part.body, problem, isOnly: false, announced: 0 };
  }
}

function isDicomFile(contentType: string): boolean {
  try {
    return parseContentType(contentType).essence === 'application/dicom';
  } catch {
    return false;
  }
}

/** What is wrong with one part fails that part alone (PS3.18 section 10.5.3). */
async function storePart(
  { body, problem, isOnly, announced }: FilePart,
  request: Omit<StoreRequest, 'request'>,
  engine: EngineSide,
  limits: UploadLimits,
): Promise<PartOutcome> {
  if (problem !== null) {
    engine.refused(request.sender, problem);
    return { kind: 'unknown', reason: failureReasons.cannotUnderstand };
  }
  try {
    return await storeOne({ body, announced }, request, engine, limits);
  } catch (cause) {
    if (isOnly || !(cause instanceof TooLarge)) throw cause;
    engine.refused(request.sender, cause.message);
    return { kind: 'unknown', reason: failureReasons.outOfResources };
  }
}

async function storeOne(
  { body, announced }: Pick<FilePart, 'body' | 'announced'>,
  { StudyInstanceUID, sender }: Omit<StoreRequest, 'request'>,
  engine: EngineSide,
  limits: UploadLimits,
): Promise<PartOutcome> {
  const arrived = await receiveInstance(body, engine, limits, announced);
  if (arrived.kind === 'instance' && StudyInstanceUID !== null) {
    const { header, stagingFile } = arrived.staged;
    if (header.StudyInstanceUID !== StudyInstanceUID) {
      removeStaged(stagingFile);
      engine.refused(sender, 'An instance is of another study than the one that the request names.');
      return failed(arrived, failureReasons.otherStudy);
    }
  }
  const verdict = await engine.take(arrived, sender);
  return outcomeOf(arrived, verdict);
}

function outcomeOf(arrived: Arrived, verdict: Verdict): PartOutcome {
  switch (verdict.outcome) {
    case 'conflicting':
      return failed(arrived, failureReasons.duplicateInstance);
    case 'damaged':
    case 'not-dicom':
      return failed(arrived, failureReasons.cannotUnderstand);
    default: {
      const { SOPClassUID, SOPInstanceUID } = headerOf(arrived);
      return { kind: 'stored', SOPClassUID, SOPInstanceUID };
    }
  }
}

function failed(arrived: Arrived, reason: FailureReason): PartOutcome {
  const { SOPClassUID, SOPInstanceUID } = headerOf(arrived);
  if (SOPInstanceUID === '') return { kind: 'unknown', reason };
  return { kind: 'failed', reason, SOPClassUID, SOPInstanceUID };
}

function headerOf(arrived: Arrived): { SOPClassUID: string; SOPInstanceUID: string } {
  if (arrived.kind === 'instance') return arrived.staged.header;
  const { SOPClassUID = '', SOPInstanceUID = '' } = arrived.kind === 'damaged' ? (arrived.header ?? {}) : {};
  return { SOPClassUID, SOPInstanceUID };
}
