import { EngineError } from '../../../../../../contract/index.ts';

/** Where an engine of Docker listens, taken apart. */
export type Address =
  | { kind: 'socket'; path: string }
  | { kind: 'tcp'; host: string; port: number; secure: boolean }
  | { kind: 'ssh'; user: string | null; host: string; port: number | null; socketPath: string | null };

const plainPort = 2375;
const securePort = 2376;
/** Letters that mean nothing to a shell: what is handed to `ssh` is put together by the shell of the other side. */
const harmless = /^[\w./-]+$/;
const hostName = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$|^[0-9a-fA-F:]+$/;

/**
 * Reads an address as Docker's own command line does: `unix://`, `npipe://`, `tcp://`, `http(s)://`, `ssh://`, or
 * `host:port`.
 * @param tls the address is spoken to with TLS, which changes the port where none is given
 * @throws EngineError `docker-endpoint-invalid`
 */
export function parseAddress(text: string, tls = false): Address {
  const written = text.includes('://') ? text : `tcp://${text}`;
  const [scheme, rest] = split(written, '://');
  if (scheme === 'unix' || scheme === 'npipe') {
    if (rest === '') throw invalid(text, 'the path is missing');
    return { kind: 'socket', path: rest };
  }
  const url = parseUrl(written.replace(/^[a-z]+:/, 'http:'), text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!hostName.test(host)) throw invalid(text, `"${host}" is no name of a machine`);
  if (scheme === 'ssh') return ofSsh(url, host, text);
  if (!['tcp', 'http', 'https'].includes(scheme)) throw invalid(text, `"${scheme}://" is not known`);
  const secure = tls || scheme === 'https';
  return { kind: 'tcp', host, secure, port: portOf(written) ?? (secure ? securePort : plainPort) };
}

function ofSsh(url: URL, host: string, text: string): Address {
  const user = decodeURIComponent(url.username);
  if (user !== '' && !/^[A-Za-z0-9_][\w.-]*$/.test(user)) throw invalid(text, `"${user}" is no user name`);
  if (url.password !== '') throw invalid(text, 'a password cannot be given; use a key');
  const socketPath = url.pathname === '/' ? '' : url.pathname;
  if (socketPath !== '' && !harmless.test(socketPath))
    throw invalid(text, `"${socketPath}" is no path of a socket`);
  return {
    kind: 'ssh',
    host,
    user: user === '' ? null : user,
    port: portOf(text),
    socketPath: socketPath === '' ? null : socketPath,
  };
}

/** URL leaves out a port that is usual for its scheme. */
function portOf(text: string): number | null {
  const found = /:(\d+)(?:\/.*)?$/.exec(text.slice(text.indexOf('://') + 3));
  return found === null ? null : Number(found[1]);
}

/** True for a name or number of this very machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}

function parseUrl(text: string, shown: string): URL {
  try {
    return new URL(text);
  } catch {
    throw invalid(shown, 'it cannot be read');
  }
}

function invalid(text: string, why: string): EngineError {
  return new EngineError('docker-endpoint-invalid', `"${text}" is no address of Docker: ${why}.`);
}
