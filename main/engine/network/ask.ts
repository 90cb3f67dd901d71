import { Agent, ProxyAgent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { EngineError } from '../../../contract/index.ts';
import type { NetworkSettings } from '../../../contract/index.ts';
import { maskSecrets, splitAddress } from '../secrets/index.ts';
import { readCertificates, usualAuthorities } from './certificates.ts';
import { isListed } from './noProxy.ts';
import type { WebAnswer, WebRequest } from './types.ts';

/** Without an answer or more of it, in milliseconds. */
const usualTimeout = 60_000;
/** This machine itself is never asked for through a proxy. */
const ownNames = 'localhost,127.0.0.0/8,::1';

/** The proxy for an address, with its password; null: none. */
export function proxyOf({ httpProxy, httpsProxy, noProxy }: NetworkSettings, url: URL): string | null {
  const isSecure = url.protocol === 'https:';
  const proxy = isSecure ? httpsProxy : httpProxy;
  if (proxy === null) return null;
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  return isListed(`${noProxy ?? ''},${ownNames}`, url.hostname, port) ? null : proxy;
}

function isTrusted({ trustedHosts }: NetworkSettings, { hostname, host }: URL): boolean {
  return trustedHosts.some((one) => [hostname, host].includes(one.toLowerCase()));
}

function dispatcherFor(settings: NetworkSettings, url: URL): Dispatcher {
  const authorities =
    settings.caFile === null ? undefined : [...usualAuthorities(), ...readCertificates(settings.caFile)];
  const tls = { ...(authorities && { ca: authorities }), rejectUnauthorized: !isTrusted(settings, url) };
  const proxy = proxyOf(settings, url);
  if (proxy === null) return new Agent({ connect: tls });
  const { address, user, password } = splitAddress(proxy);
  const token = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return new ProxyAgent({
    uri: address,
    ...((user !== '' || password !== '') && { token }),
    // Many proxies tunnel to port 443 only: what is not encrypted is asked of the proxy itself.
    proxyTunnel: url.protocol === 'https:',
    requestTls: tls,
    ...(authorities && { proxyTls: { ca: authorities } }),
  });
}

/** Asks an address; what is kept open for it ends with the body. */
export async function askWeb(
  settings: NetworkSettings,
  url: string,
  { method = 'GET', headers = {}, signal, timeoutMs = usualTimeout }: WebRequest,
  secrets: readonly string[],
): Promise<WebAnswer> {
  const address = new URL(url);
  const dispatcher = dispatcherFor(settings, address);
  const end = () => void dispatcher.destroy();
  try {
    const {
      statusCode,
      headers: answered,
      body,
    } = await request(address, {
      method,
      headers: { 'user-agent': 'dcm-processor', ...headers },
      dispatcher,
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    body.once('close', end);
    // Whoever reads it hears of its errors; of one that was given up nobody needs to.
    body.on('error', () => undefined);
    return { status: statusCode, headers: answered, body };
  } catch (cause) {
    end();
    if (signal.aborted) throw new EngineError('cancelled');
    const proxy = proxyOf(settings, address);
    const by = proxy === null ? '' : ` through the proxy ${splitAddress(proxy).address}`;
    throw new EngineError('source-unreachable', `${address.host} cannot be reached${by}.`, {
      details: maskSecrets(describe(cause), secrets),
    });
  }
}

/** The cause and what lies below it. */
function describe(cause: unknown): string {
  const parts: string[] = [];
  for (let one = cause; one instanceof Error && parts.length < 5; one = one.cause) {
    const inner = one instanceof AggregateError ? one.errors.map(String).join('; ') : '';
    parts.push([`${one.name}: ${one.message}`, inner].filter(Boolean).join(' '));
  }
  return parts.length === 0 ? String(cause) : parts.join('\n');
}
