import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { toEngineError } from '../../../../contract/index.ts';
import type { HttpOptions } from '../../../../contract/index.ts';
import type { EngineSide } from '../arriving/index.ts';
import { admit } from './admission.ts';
import type { HttpAnswer } from './postInstance.ts';
import { HttpProblem } from './problems.ts';
import { answerRequest } from './routes.ts';

const longestHeader = 16 * 1024;
/** A client has this long to send the header of a request, in milliseconds. */
const headerTimeout = 10_000;
const keepAliveTimeout = 5_000;
/** How much, and how long, we listen to a client that still sends although it is answered. */
const lingerBytes = 8 * 1024 * 1024;
const lingerMs = 2_000;

/** What the server works with. */
export interface HttpServerOptions {
  options: HttpOptions;
  token: () => string;
  stagingFolder: string;
  engine: EngineSide;
  /** A request began (1) or ended (-1). */
  onActive: (change: 1 | -1) => void;
}

export interface HttpServer {
  /** Takes no more requests; resolves when those under way are answered. */
  close(): Promise<void>;
}

/**
 * Listens for instances.
 * @throws an error of the system when it cannot listen there
 */
export async function listenForHttp(around: HttpServerOptions): Promise<HttpServer> {
  const { options } = around;
  let active = 0;
  let isClosing = false;
  const server = http.createServer({
    maxHeaderSize: longestHeader,
    headersTimeout: headerTimeout,
    // A body may take long; `bodyOf` watches that it goes on.
    requestTimeout: 0,
    keepAliveTimeout,
    connectionsCheckingInterval: 1000,
    noDelay: true,
  });
  server.maxConnections = options.maxRequests * 4;
  server.timeout = options.idleSeconds * 1000 + keepAliveTimeout;

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    expectsContinue: boolean,
  ): Promise<void> {
    // IPv4 addresses without the form in which IPv6 sockets tell them.
    const sender = (request.socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '');
    active += 1;
    around.onActive(1);
    try {
      if (active > options.maxRequests)
        throw new HttpProblem(503, 'Too many requests at once; come again later.');
      admit(request, { token: around.token(), hostNames: options.hostNames });
      // Only who was let in is asked for the body.
      const begin = () => expectsContinue && response.writeContinue();
      await send(request, response, await answerRequest(request, sender, around, begin), isClosing);
    } catch (cause) {
      const problem = problemOf(cause);
      around.engine.refused(sender, problem.message);
      await send(
        request,
        response,
        {
          status: problem.status,
          contentType: 'application/json',
          body: { HttpStatus: problem.status, Message: problem.message },
        },
        isClosing,
      );
    } finally {
      active -= 1;
      around.onActive(-1);
    }
  }
  // A failure of the answer itself means that the client is gone.
  const start = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) =>
    void serve(request, response, expectsContinue).catch(() => request.destroy());
  server.on('request', (request, response) => start(request, response, false));
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
    start(request, response, true),
  );
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: options.bindAddress, exclusive: true }, resolve);
  });
  return {
    async close() {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
    },
  };
}

function problemOf(cause: unknown): HttpProblem {
  if (cause instanceof HttpProblem) return cause;
  const { code, message } = toEngineError(cause);
  if (code === 'database-busy') return new HttpProblem(503, message);
  return new HttpProblem(code === 'disk-full' || code === 'disk-failed' ? 507 : 500, message);
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: HttpAnswer,
  isLast: boolean,
): Promise<void> {
  const body = Buffer.from(JSON.stringify(answer.body));
  const isEarly = !request.complete;
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(answer.status === 401
      ? { 'www-authenticate': 'Bearer realm="DCM Processor", Basic realm="DCM Processor"' }
      : {}),
    ...(answer.status === 405 ? { allow: 'POST' } : {}),
    ...(answer.status === 503 ? { 'retry-after': '5' } : {}),
    ...(isEarly || isLast ? { connection: 'close' } : {}),
  });
  response.end(body);
  // A client that is gone takes no answer.
  await finished(response).catch(() => undefined);
  // It is answered: what still comes takes no place of a request.
  if (isEarly) void linger(request);
}

/** A client that still sends would lose the answer if it were hung up on at once. */
async function linger(request: IncomingMessage): Promise<void> {
  let dropped = 0;
  const enough = new Promise<void>((resolve) => {
    request.on('data', (bytes: Buffer) => {
      dropped += bytes.length;
      if (dropped > lingerBytes) resolve();
    });
    request.once('close', resolve);
    request.once('end', resolve);
    request.socket.once('end', resolve);
    request.once('error', () => resolve());
  });
  const stop = new AbortController();
  await Promise.race([enough, wait(lingerMs, undefined, { signal: stop.signal }).catch(() => undefined)]);
  stop.abort();
  request.destroy();
}
