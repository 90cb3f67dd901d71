import http from 'node:http';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { EngineError } from '../../../contract/index.ts';
import type { WebAddress } from './address.ts';

/** What a server said of an error is kept to this length, in bytes. */
const longestComplaint = 2000;

const advice: Readonly<Record<number, string>> = {
  401: 'Check the user name, password or token of the peer.',
  403: 'Check what the peer allows this user.',
  404: 'Check the address of the peer: it has to be the one before /studies.',
};

/**
 * GET from a DICOMweb server.
 * @param path behind the base, with its query
 * @returns the answer, a success, whose body is to be read; 204 when there is nothing
 * @throws EngineError `peer-unreachable`, `peer-failed`, `cancelled`
 */
export function getFromWeb(
  { base, authorization, authorities, timeoutSeconds }: WebAddress,
  path: string,
  accept: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL(base + path);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      headers: { accept, ...(authorization === null ? {} : { authorization }) },
      ...(authorities === null ? {} : { ca: authorities }),
      timeout: timeoutSeconds * 1000,
      signal,
      // A connection of its own: it is not left behind for minutes.
      agent: false,
    });
    request.once('timeout', () =>
      request.destroy(new EngineError('peer-failed', `${url.host} said nothing for ${timeoutSeconds} s.`)),
    );
    request.once('error', (cause) => reject(failureOf(url.host, cause, signal)));
    request.once('response', (response) => {
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) resolve(response);
      else void refusalOf(url.host, response, status).then(reject, reject);
    });
    request.end();
  });
}

/** What went wrong while a server was asked, or while it answered. */
export function failureOf(host: string, cause: unknown, signal: AbortSignal): EngineError {
  if (signal.aborted) return new EngineError('cancelled');
  if (cause instanceof EngineError) return cause;
  return new EngineError('peer-unreachable', `${host} cannot be reached, or broke off.`, {
    details: cause instanceof Error ? cause.message : String(cause),
  });
}

async function refusalOf(host: string, response: IncomingMessage, status: number): Promise<EngineError> {
  let text = '';
  for await (const piece of response) {
    text += String(piece);
    if (text.length > longestComplaint) break;
  }
  const known = advice[status];
  return new EngineError('peer-failed', `${host} answered with the HTTP status ${status}.`, {
    details: text.slice(0, longestComplaint),
    ...(known === undefined ? {} : { advice: known }),
  });
}
