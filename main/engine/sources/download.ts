import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineError, maskedPart, secretPartsOf, withoutSecrets } from '../../../contract/index.ts';
import { systemCode } from '../context/index.ts';
import { splitAddress } from '../secrets/index.ts';
import type { Credentials, FetchWork, SourceNetwork } from './types.ts';

const mostRedirects = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

/** The address of an archive. */
export interface WebAddress {
  /** Without user name and password. */
  address: string;
  /** How it is shown and kept: also without tokens in its query. */
  shown: string;
  credentials: Credentials | null;
}

/** @throws EngineError `source-invalid` */
export function readWebAddress(typed: string): WebAddress {
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    throw new EngineError('source-invalid', 'The address of the archive is not well formed.', {
      advice: 'Write such as https://host/path/name.zip.',
    });
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new EngineError('source-invalid', `Archives are not fetched by ${url.protocol}`, {
      advice: 'Use an address that begins with https:// or http://, or download it and name the file.',
    });
  const { address, user, password } = splitAddress(typed);
  const shown = new URL(withoutSecrets(address));
  shown.hash = '';
  for (const name of secretPartsOf(url)) {
    if (url.searchParams.getAll(name).includes(maskedPart))
      throw new EngineError('source-invalid', `The "${name}" of the address of the archive was not kept.`, {
        advice: 'Give the whole address again; on the command line with --path.',
      });
  }
  return {
    address,
    shown: shown.href,
    credentials: user === '' && password === '' ? null : { user, password },
  };
}

/**
 * Downloads a file.
 * @param mostBytes what is longer is refused
 * @throws EngineError `source-…`, `disk-full`, `cancelled`
 */
export async function download(
  { address, shown, credentials, target, mostBytes }: WebAddress & { target: string; mostBytes: number },
  network: SourceNetwork,
  { signal, report }: FetchWork,
): Promise<void> {
  const { body, headers } = await follow(address, credentials, network, signal);
  const announced = Number(headers['content-length']);
  const total = Number.isFinite(announced) && announced > 0 ? announced : null;
  const tooLong = () => new EngineError('source-invalid', `${shown} has more than ${mostBytes} bytes.`);
  if (total !== null && total > mostBytes) {
    body.destroy();
    throw tooLong();
  }
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      report({ bytes });
      if (bytes > mostBytes) done(tooLong());
      else done(null, chunk);
    },
  });
  try {
    await pipeline(body, count, createWriteStream(target, { flags: 'wx', mode: 0o600 }), { signal });
  } catch (cause) {
    if (signal.aborted) throw new EngineError('cancelled');
    if (cause instanceof EngineError) throw cause;
    if (systemCode(cause) === 'ENOSPC') throw new EngineError('disk-full');
    throw new EngineError('source-unreachable', `The download of ${shown} broke off.`, { cause });
  }
  if (total !== null && bytes !== total)
    throw new EngineError('source-unreachable', `The download of ${shown} broke off.`);
}

type Answer = Awaited<ReturnType<SourceNetwork['ask']>>;

/** Goes where the answers lead. Credentials are for the first host alone, and nothing encrypted goes on in the open. */
async function follow(
  address: string,
  credentials: Credentials | null,
  network: SourceNetwork,
  signal: AbortSignal,
): Promise<Answer> {
  const first = new URL(address);
  let url = first;
  for (let turn = 0; turn <= mostRedirects; turn++) {
    const isFirst = url.origin === first.origin;
    const answer = await network.ask(url.href, {
      signal,
      headers: {
        // What comes is hashed and unpacked here.
        'accept-encoding': 'identity',
        accept: '*/*',
        ...(isFirst && credentials !== null && { authorization: authorizationOf(credentials) }),
      },
    });
    const { status, headers, body } = answer;
    if (status === 200) return answer;
    body.destroy();
    if (!redirects.has(status)) throw refusedWith(status, url);
    const location = [headers['location']].flat()[0];
    const next = location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : null;
    if (next === null || !/^https?:$/.test(next.protocol))
      throw new EngineError('source-invalid', `${first.host} leads to an address that cannot be followed.`);
    if (url.protocol === 'https:' && next.protocol === 'http:')
      throw new EngineError(
        'source-invalid',
        `${url.host} leads from https to http, where anybody could change what is fetched.`,
      );
    next.username = '';
    next.password = '';
    url = next;
  }
  throw new EngineError('source-invalid', `${first.host} leads from one address to the next without an end.`);
}

function authorizationOf({ user, password }: Credentials): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function refusedWith(status: number, { host, pathname }: URL): EngineError {
  const what = `${host}${pathname}`;
  if (status === 401 || status === 403)
    return new EngineError(
      'source-refused',
      `${host} wants a user name and password, or does not accept those it got.`,
      {
        advice: 'Write https://USER:TOKEN@HOST/… as the address.',
      },
    );
  if (status >= 500)
    return new EngineError('source-unreachable', `${host} cannot give it now: it answered ${status}.`);
  return new EngineError('source-invalid', `There is no archive at ${what}: it answered ${status}.`, {
    advice: 'Check the address; a private one needs a user name and token.',
  });
}
