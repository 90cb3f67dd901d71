import net from 'node:net';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import { EngineError } from '../../../../contract/index.ts';
import { recommendedCiphers } from '../tlsProfile.ts';
import { connectionProblem } from './problems.ts';
import type { PeerTls, RequestorOptions } from './types.ts';

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
    ciphers: recommendedCiphers,
    ...(authorities === null ? {} : { ca: authorities }),
    ...(certificate === null ? {} : { cert: certificate }),
    ...(key === null ? {} : { key }),
    // The certificate itself is always checked.
    ...(checkHost ? {} : { checkServerIdentity: () => undefined }),
  };
}
