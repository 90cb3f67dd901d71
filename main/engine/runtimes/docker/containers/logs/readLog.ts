import { open } from 'node:fs/promises';
import { EngineError } from '../../../../../../contract/index.ts';
import type { ContainerLogLine, RouteOutput, RouteRequest } from '../../../../../../contract/index.ts';
import { listSegments, logFolder, readStored } from './segments.ts';
import type { Segment } from './segments.ts';

type Request = Omit<RouteRequest<'containers.logs'>, 'application'>;
type Answer = RouteOutput<'containers.logs'>;

/** What one request looks through at most, and how much it holds at once, in bytes. */
const mostBytes = 8 * 1024 * 1024;
const blockBytes = 256 * 1024;

/**
 * A page of the log of one container.
 * @param folder where the logs of the application's containers are kept
 * @throws EngineError `not-found`
 */
export async function readLog(folder: string, request: Request): Promise<Answer> {
  const own = logFolder(folder, request.container);
  const segments = own === null ? [] : await listSegments(own);
  const [first] = segments;
  const last = segments.at(-1);
  if (first === undefined || last === undefined) {
    throw new EngineError('not-found', `There is no log of a container "${request.container}".`);
  }
  const log = { segments, start: first.start, end: last.start + last.bytes };
  return request.after === undefined ? readBackward(log, request) : readForward(log, request, request.after);
}

interface Log {
  segments: readonly Segment[];
  start: number;
  end: number;
}

async function readForward(log: Log, request: Request, after: number): Promise<Answer> {
  const from = Math.max(after, log.start);
  const lines: ContainerLogLine[] = [];
  let at = from;
  let size = blockBytes;
  while (lines.length < request.limit && at < log.end && at - from < mostBytes) {
    const block = await readBlock(log, at, Math.min(at + size, log.end));
    const whole = block.lastIndexOf(0x0a) + 1;
    if (whole === 0 && at + block.length >= log.end) break;
    // One line is longer than the block.
    size = whole === 0 ? size * 4 : blockBytes;
    for (const line of linesOf(block.subarray(0, whole), at)) {
      at = line.position + line.bytes;
      if (isWanted(line, request)) lines.push(line.line);
      if (lines.length === request.limit) break;
    }
  }
  return {
    lines,
    older: from > log.start ? from : null,
    newer: at,
    atEnd: at >= log.end,
    droppedBytes: log.start,
  };
}

async function readBackward(log: Log, request: Request): Promise<Answer> {
  const until = Math.min(Math.max(request.before ?? log.end, log.start), log.end);
  const lines: ContainerLogLine[] = [];
  let at = until;
  let size = blockBytes;
  while (lines.length < request.limit && at > log.start && until - at < mostBytes) {
    const from = Math.max(log.start, at - size);
    const block = await readBlock(log, from, at);
    // The block begins within a line, which is left for the next one.
    const whole = from === log.start ? 0 : block.indexOf(0x0a) + 1;
    const isTooLong = from > log.start && (whole === 0 || whole === block.length);
    size = isTooLong ? size * 4 : blockBytes;
    if (isTooLong) continue;
    for (const line of [...linesOf(block.subarray(whole), from + whole)].toReversed()) {
      at = line.position;
      if (isWanted(line, request)) lines.unshift(line.line);
      if (lines.length === request.limit) break;
    }
    if (from === log.start && lines.length < request.limit) at = from;
  }
  return {
    lines,
    older: at > log.start ? at : null,
    newer: until,
    atEnd: until >= log.end,
    droppedBytes: log.start,
  };
}

interface Found {
  position: number;
  bytes: number;
  line: ContainerLogLine;
}

function isWanted({ line }: Found, { text }: Request): boolean {
  return text === undefined || line.text.toLowerCase().includes(text.toLowerCase());
}

function* linesOf(block: Buffer, start: number): Generator<Found> {
  let from = 0;
  for (let to = block.indexOf(0x0a); to !== -1; to = block.indexOf(0x0a, from)) {
    const { at, stream, text } = readStored(block.toString('utf8', from, to));
    const position = start + from;
    yield { position, bytes: to + 1 - from, line: { position, at, stream, text } };
    from = to + 1;
  }
}

/** The bytes between two positions, whichever files they lie in. */
async function readBlock({ segments }: Log, from: number, to: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (const { file, start, bytes } of segments) {
    const begin = Math.max(from, start);
    const end = Math.min(to, start + bytes);
    if (begin >= end) continue;
    const handle = await open(file, 'r');
    try {
      const buffer = Buffer.alloc(end - begin);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, begin - start);
      pieces.push(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  }
  return Buffer.concat(pieces);
}
