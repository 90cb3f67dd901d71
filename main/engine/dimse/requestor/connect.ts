import net from 'node:net';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import { EngineError } from '../../../../contract/index.ts';
import { connectionProblem } from './problems.ts';
import type { PeerTls, RequestorOptions } from './types.ts';

/** Of BCP 195 (RFC 9325), as PS3.15 annex B.12 wants them, beside those of TLS 1.3. */
const cipherSuites = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'DHE-RSA-AES128-GCM-SHA256',
  'DHE-RSA-AES256-GCM-SHA384',
].join(':');

/**
 * Connects to a peer.
 * @throws EngineError `peer-unreachable`, `cancelled`
 */
export function connect(peer: string, options: RequestorOptions): Promise<Socket> {
  const { host, port, timeouts, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new EngineError('cancelled'));
      return;
    }
    const socket =
      options.tls === null
        ? net.connect({ host, port })
        : tls.connect({ ...tlsOptions(host, options.tls), port });
    const timer = setTimeout(
      () => give(new EngineError('peer-unreachable', `${peer} did not answer within ${timeouts.connect} s.`)),
      timeouts.connect * 1000,
    );
    const cancel = () => give(new EngineError('cancelled'));
    signal?.addEventListener('abort', cancel, { once: true });

    function settle(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      socket.removeAllListeners('error');
    }
    function give(problem: EngineError): void {
      settle();
      socket.on('error', () => undefined);
      socket.destroy();
      reject(problem);
    }
    socket.once('error', (cause) => give(connectionProblem(peer, cause)));
    socket.once(options.tls === null ? 'connect' : 'secureConnect', () => {
      settle();
      socket.setNoDelay(true);
      socket.setKeepAlive(true, 60_000);
      resolve(socket);
    });
  });
}

function tlsOptions(
  host: string,
  { authorities, certificate, key, checkHost }: PeerTls,
): tls.ConnectionOptions {
  return {
    host,
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    minVersion: 'TLSv1.2',
    ciphers: cipherSuites,
    ...(authorities === null ? {} : { ca: authorities }),
    ...(certificate === null ? {} : { cert: certificate }),
    ...(key === null ? {} : { key }),
    // The certificate itself is always checked.
    ...(checkHost ? {} : { checkServerIdentity: () => undefined }),
  };
}
