import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { EngineError, readObjectAddress } from '../../../contract/index.ts';
import type { ObjectAddress } from '../../../contract/index.ts';
import { askedRange } from './byteRange.ts';

/**
 * Finds the file of an object: asks the engine, which alone knows where things lie.
 * @throws EngineError where there is none
 */
export type LocateObject = (object: ObjectAddress) => Promise<string>;

/**
 * Answers a request of the page for the bytes of an object: an archived instance or a result of a run, whole or a
 * range. Nothing else is reachable, since the address only carries ids and the engine confines the path.
 * @param options.page origin of the one page that may read the answer
 */
export async function answerObject(
  request: Pick<Request, 'url' | 'method' | 'headers'>,
  options: { locate: LocateObject; page: string },
): Promise<Response> {
  const common = headersFor(options.page);
  const object = readObjectAddress(request.url);
  if (object === null || (request.method !== 'GET' && request.method !== 'HEAD')) {
    return problem(400, 'This is not an address of an object.', common);
  }
  try {
    const file = await options.locate(object);
    const opened = await openFile(file);
    if (opened === null) return problem(404, 'This is no file.', common);
    return await answerWith(opened, request, common);
  } catch (cause) {
    const { code, message, details } =
      cause instanceof EngineError
        ? cause.toReply()
        : { code: 'disk-failed', message: 'The file cannot be read.', details: String(cause) };
    return problem(code === 'not-found' ? 404 : 500, message, common, details);
  }
}

/** @param handle is closed when the answer was read, or is not read any more */
async function answerWith(
  handle: FileHandle,
  request: Pick<Request, 'method' | 'headers'>,
  common: Record<string, string>,
): Promise<Response> {
  let isStreamed = false;
  try {
    const { size } = await handle.stat();
    const range = askedRange(request.headers.get('range'), size);
    if (range === 'none') {
      return new Response(null, { status: 416, headers: { ...common, 'content-range': `bytes */${size}` } });
    }
    const { start, end } = range ?? { start: 0, end: size - 1 };
    const headers = {
      ...common,
      'content-type': 'application/octet-stream',
      'content-length': String(end - start + 1),
      'accept-ranges': 'bytes',
      ...(range === null ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
    };
    isStreamed = size > 0 && request.method !== 'HEAD';
    const body = isStreamed
      ? (Readable.toWeb(handle.createReadStream({ start, end })) as ReadableStream<Uint8Array>)
      : null;
    return new Response(body, { status: range === null ? 200 : 206, headers });
  } finally {
    if (!isStreamed) await handle.close();
  }
}

/** Null where it is no file. Opened before anything is answered, so that what cannot be read is told in words. */
async function openFile(file: string): Promise<FileHandle | null> {
  try {
    // A pipe that a job left would keep whoever opens it.
    return (await stat(file)).isFile() ? await open(file, 'r') : null;
  } catch (cause) {
    const isGone = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (!isGone) throw cause;
    throw new EngineError('not-found', 'The file of this object is not there any more.', { cause });
  }
}

/** What came from outside is bytes to the page and nothing else, and no copy of it stays with the browser. */
function headersFor(page: string): Record<string, string> {
  return {
    'access-control-allow-origin': page,
    'access-control-expose-headers': 'content-length, content-range',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

/** An answer that says in words why there is nothing. */
function problem(
  status: number,
  message: string,
  headers: Record<string, string>,
  details?: string | null,
): Response {
  return Response.json({ message, details: details ?? null }, { status, headers });
}
