import type { IncomingMessage } from 'node:http';
import { receiveFile } from '../arriving/index.ts';
import type { Arrived, EngineSide } from '../arriving/index.ts';
import { BadRequest, HttpProblem, TooLarge } from './problems.ts';

/** A client that sends less than this in the idle time only keeps the place taken. */
const leastBytes = 4096;

/** What is needed to take an upload. */
export interface UploadLimits {
  stagingFolder: string;
  maxInstanceBytes: number;
  idleSeconds: number;
}

/** Bytes of the body by its Content-Length; 0 where it has none, as with chunks. */
export function announcedBytes(request: IncomingMessage): number {
  // Node refuses a request in which it is no number.
  return Number(request.headers['content-length'] ?? 0);
}

/**
 * The body of a request, read only as fast as it is taken. Stopping in its middle leaves the connection open, so that
 * the request can be answered.
 * @throws BadRequest when the client hangs up; HttpProblem 408 when it is too slow, and then it is hung up on
 */
export async function* bodyOf(request: IncomingMessage, idleSeconds: number): AsyncGenerator<Buffer> {
  const pieces = request.iterator({ destroyOnReturn: false });
  const period = idleSeconds * 1000;
  let cameBytes = 0;
  // Only time in which we wait for the client is held against it, not that of a slow disk.
  let waitedMs = 0;
  let waitsSince: number | null = null;
  const timer = setInterval(() => {
    const now = performance.now();
    if (waitsSince !== null) waitedMs += now - waitsSince;
    if (cameBytes < leastBytes && waitedMs > 0.9 * period)
      request.destroy(new HttpProblem(408, `The client sent nearly nothing for ${idleSeconds} s.`));
    cameBytes = 0;
    waitedMs = 0;
    if (waitsSince !== null) waitsSince = now;
  }, period);
  try {
    for (;;) {
      waitsSince = performance.now();
      const next = await pieces.next();
      waitedMs += performance.now() - waitsSince;
      waitsSince = null;
      if (next.done === true) return;
      const bytes: Buffer = next.value;
      cameBytes += bytes.length;
      yield bytes;
    }
  } catch (cause) {
    if (cause instanceof HttpProblem) throw cause;
    throw new BadRequest('The connection was lost before all of it had come.');
  } finally {
    clearInterval(timer);
    void pieces.return?.();
  }
}

/**
 * Writes one instance into the staging folder as it comes and finds out what it is.
 * @param announced bytes that will come, by its Content-Length; 0 where they are not known
 * @throws TooLarge; EngineError `disk-full`, `disk-failed`
 */
export async function receiveInstance(
  body: AsyncIterable<Buffer>,
  engine: EngineSide,
  { stagingFolder, maxInstanceBytes }: UploadLimits,
  announced: number,
): Promise<Arrived> {
  return receiveFile(upTo(maxInstanceBytes, body), stagingFolder, engine, announced);
}

/** @throws TooLarge */
async function* upTo(maxBytes: number, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const bytes of body) {
    size += bytes.length;
    if (size > maxBytes) throw new TooLarge(maxBytes);
    yield bytes;
  }
}
