import { Agent, ProxyAgent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { EngineError } from '../../../contract/index.ts';
import type { NetworkSettings } from '../../../contract/index.ts';
import { maskSecrets, splitAddress } from '../secrets/index.ts';
import { readCertificates, usualAuthorities } from './certificates.ts';
import { isListed } from './noProxy.ts';
import type { WebAnswer, WebRequest } from './types.ts';
import { ownNames } from './variables.ts';

/** Without an answer or more of it, in milliseconds. */
const usualTimeout = 60_000;
/** Which proxy an address is asked through; null: none. */
export function proxyFor(settings: NetworkSettings, url: URL): 'httpProxy' | 'httpsProxy' | null {
  const isSecure = url.protocol === 'https:';
  const key = isSecure ? 'httpsProxy' : 'httpProxy';
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  const isPast = isListed([settings.noProxy ?? '', ...ownNames].join(','), url.hostname, port);
  return settings[key] === null || isPast ? null : key;
}

function isTrusted({ trustedHosts }: NetworkSettings, { hostname, host }: URL): boolean {
  return trustedHosts.some((one) => [hostname, host].includes(one.toLowerCase()));
}

function dispatcherFor(settings: NetworkSettings, url: URL, proxy: string | null): Dispatcher {
  const authorities =
    settings.caFile === null ? undefined : [...usualAuthorities(), ...readCertificates(settings.caFile)];
  const tls = { ...(authorities && { ca: authorities }), rejectUnauthorized: !isTrusted(settings, url) };
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

/**
 * Asks an address; what is kept open for it ends with the body.
 * @param proxy with its password; null: none
 */
export async function askWeb(
  settings: NetworkSettings,
  proxy: string | null,
  url: string,
  { method = 'GET', headers = {}, signal, timeoutMs = usualTimeout }: WebRequest,
): Promise<WebAnswer> {
  const address = new URL(url);
  let dispatcher: Dispatcher | undefined;
  const end = () => void dispatcher?.destroy();
  try {
    dispatcher = dispatcherFor(settings, address, proxy);
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
    // Certificates that cannot be read are no fault of the other side.
    if (cause instanceof EngineError) throw cause;
    const { address: by, password } = splitAddress(proxy ?? '');
    const details = maskSecrets(describe(cause), [password]);
    // No answer, as the library sees it.
    if (proxy !== null && /\(407\)/.test(details))
      throw new EngineError(
        'source-refused',
        `The proxy ${by} wants a user name and password, or does not accept those it got.`,
        { details, advice: 'Set them with: dcm-processor set proxy' },
      );
    const through = proxy === null ? '' : ` through the proxy ${by}`;
    throw new EngineError('source-unreachable', `${address.host} cannot be reached${through}.`, { details });
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
