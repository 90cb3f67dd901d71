import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A proxy that writes down what it is asked for. */
export interface RecordingProxy {
  port: number;
  /** `GET http://host/path`, `CONNECT host:443`, in their order. */
  asked: string[];
  /** What clients showed as `Proxy-Authorization`. */
  shown: string[];
  close(): Promise<void>;
}

/**
 * Starts a real proxy.
 * @param hosts names that only the proxy knows, with the ports on this machine that they stand for
 * @param password when given, who shows none is sent away with 407
 * @param address it listens there
 */
export async function startRecordingProxy(
  hosts: Readonly<Record<string, number>>,
  password?: string,
  address = '127.0.0.1',
): Promise<RecordingProxy> {
  const asked: string[] = [];
  const shown: string[] = [];
  const sockets = new Set<Socket>();
  const mayPass = (header: string | undefined): boolean => {
    if (header !== undefined) shown.push(Buffer.from(header.replace(/^Basic /, ''), 'base64').toString());
    return (
      password === undefined || (shown.at(-1)?.endsWith(`:${password}`) === true && header !== undefined)
    );
  };
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    if (!mayPass(incoming.headers['proxy-authorization'])) {
      outgoing.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="proxy"' }).end();
      return;
    }
    const url = new URL(incoming.url ?? '');
    const port = hosts[url.hostname];
    if (port === undefined) {
      outgoing.writeHead(502).end('no such host');
      return;
    }
    const { method, headers } = incoming;
    const onward = request(
      { host: '127.0.0.1', port, method, path: `${url.pathname}${url.search}`, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (incoming, client: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    const [host = ''] = (incoming.url ?? '').split(':');
    const port = hosts[host];
    if (!mayPass(incoming.headers['proxy-authorization'])) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n',
      );
      return;
    }
    if (port === undefined) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const target = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(client);
      client.pipe(target);
    });
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
    target.on('close', () => client.destroy());
    client.on('close', () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    shown,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
