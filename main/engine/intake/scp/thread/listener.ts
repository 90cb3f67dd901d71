import net from 'node:net';
import type { Server } from 'node:net';
import tls from 'node:tls';
import { acceptAssociation } from '../../../dimse/acceptor/index.ts';
import type { ScpSettings } from '../protocol.ts';
import { createClosedConnections } from './closedConnections.ts';
import { mostPerformed } from './negotiate.ts';
import type { QuickAck } from './quickAck.ts';
import { senderName } from './sender.ts';
import type { Service } from './service.ts';
import { shareReads } from './sharedReads.ts';
import type { ReadSocket } from './sharedReads.ts';
import { certificateProblem } from './certificateProblem.ts';
import { recommendedCiphers } from './tlsProfile.ts';

/** A port that is listened on. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** @param count so many times */
type OnRefused = (sender: string, message: string, count: number) => void;

/** Connections that have not asked for an association yet. */
const mostPending = 256;

/**
 * Opens the port. Connections become associations of `service`.
 * @throws Error of the socket, or of OpenSSL when certificate and key do not fit
 */
export async function openListener(
  settings: ScpSettings,
  service: Service,
  surroundings: { quickAck: QuickAck; onRefused: OnRefused },
): Promise<Listener> {
  const { options } = settings;
  const { maxPduLength, timeouts } = options;
  /** Those with an association and those on the way to one; what comes beyond it is closed at once. */
  const mostConnections = options.maxAssociations + mostPending;
  let connections = 0;
  const closed = createClosedConnections((remoteAddress, count) =>
    surroundings.onRefused(senderName('', remoteAddress), tooMany(mostConnections), count),
  );
  const server = createServer(settings, surroundings.onRefused, ({ socket, ...reads }) => {
    if (connections >= mostConnections) {
      closed.add(socket.remoteAddress ?? '');
      socket.destroy();
      return;
    }
    connections += 1;
    socket.once('close', () => {
      connections -= 1;
    });
    const afterRead = surroundings.quickAck.afterRead(socket);
    const acceptor = { maxPduLength, timeouts, mostUnanswered: mostPerformed, afterRead, ...reads };
    acceptAssociation(socket, acceptor, service);
  });
  // With TLS there are connections that this does not see before their handshake.
  if (settings.tls !== null) {
    server.maxConnections = mostConnections;
    server.on('drop', (dropped) => closed.add(dropped?.remoteAddress ?? ''));
  }
  server.listen({ port: options.port, host: options.bindAddress });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  // After it listened, errors concern single connections that could not be accepted: the next one is.
  server.on('error', () => undefined);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        // Its connections go on; their end is not waited for.
        server.close();
        closed.close();
        resolve();
      }),
  };
}

function createServer(
  settings: ScpSettings,
  onRefused: OnRefused,
  onSocket: (socket: ReadSocket) => void,
): Server {
  const { options, tls: material } = settings;
  if (material === null) {
    return net.createServer({ noDelay: true, pauseOnConnect: true }, (socket) =>
      onSocket(shareReads(socket)),
    );
  }
  const { clientCertificates, profile } = options.tls;
  const server = tls.createServer({
    cert: material.certificate,
    key: material.key,
    ...(material.authorities === null ? {} : { ca: material.authorities }),
    minVersion: profile === 'tls-1.3' ? 'TLSv1.3' : 'TLSv1.2',
    ciphers: recommendedCiphers,
    honorCipherOrder: true,
    requestCert: clientCertificates !== 'none',
    // Checked below: who is hung up on in the middle of the handshake has no address any more to be named by.
    rejectUnauthorized: false,
    handshakeTimeout: options.timeouts.acse * 1000,
    noDelay: true,
  });
  server.on('secureConnection', (socket) => {
    const problem = clientCertificates === 'none' ? null : certificateProblem(socket, clientCertificates);
    if (problem === null) onSocket({ socket });
    else refuse(socket, problem);
  });
  server.on('tlsClientError', (cause, socket) => {
    // One that closed before it was secured, as monitoring does, has no address any more.
    if (socket.remoteAddress === undefined) socket.destroy();
    else refuse(socket, handshakeProblem(cause));
  });
  function refuse(socket: tls.TLSSocket, message: string): void {
    onRefused(senderName('', socket.remoteAddress ?? ''), message, 1);
    socket.destroy();
  }
  return server;
}

/** What to do when more connections came than may be open. */
function tooMany(most: number): string {
  return `Its connection was closed at once: ${most} were open, and no more are allowed. Look for what opens connections without sending (a scan of ports, monitoring, a sender that hangs), end it, and let it send again.`;
}

/** What to do at a sender with which no secure connection came about. */
function handshakeProblem(cause: Error): string {
  if ('code' in cause && cause.code === 'ERR_SSL_WRONG_VERSION_NUMBER') {
    return 'No secure connection came about, for it sent without TLS. Switch TLS on in the sender, or off for the door.';
  }
  // OpenSSL's message has its places in the source before its reason.
  const why = 'reason' in cause && typeof cause.reason === 'string' ? cause.reason : cause.message;
  return `No secure connection came about: ${why}. Check TLS and its certificates there.`;
}
