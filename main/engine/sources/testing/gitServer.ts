import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** git as a person of a test uses it: no settings of the machine. */
const person = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  PATH: process.env['PATH'] ?? '',
};

/** Runs git in a folder. @returns what it wrote */
export function git(folder: string, ...args: string[]): string {
  const allowFile = ['-c', 'protocol.file.allow=always', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', ['-C', folder, ...allowFile, ...args], {
    env: person,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

/** Writes files below a folder. */
function writeTree(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** Makes a repository with one commit. @returns its hash */
export function makeRepository(folder: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet');
  return commit(folder, files);
}

export function commit(folder: string, files: Readonly<Record<string, string>>): string {
  writeTree(folder, files);
  git(folder, 'add', '-A');
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'a change');
  return git(folder, 'rev-parse', 'HEAD');
}

/** A server of repositories over HTTP, by git's own program. */
export interface GitServer {
  port: number;
  /** Values of `Authorization` that it got. */
  shown: string[];
  close(): void;
}

/**
 * @param options.login `user:password` that is asked for; none: all may read
 * @param options.stallAfter stops sending for good after so many bytes of one answer
 * @param options.tls key and certificate, PEM; none: HTTP
 */
export async function serveRepositories(
  root: string,
  {
    login,
    stallAfter,
    tls,
  }: { login?: string; stallAfter?: number; tls?: { key: string; cert: string } } = {},
): Promise<GitServer> {
  const shown: string[] = [];
  const listener: RequestListener = (request, answer) => {
    const { authorization } = request.headers;
    if (authorization !== undefined)
      shown.push(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString());
    if (login !== undefined && (authorization === undefined || shown.at(-1) !== login)) {
      answer.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
      return;
    }
    const url = new URL(request.url ?? '/', 'http://git');
    const backend = spawn('git', ['http-backend'], {
      env: {
        ...person,
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        ...(request.headers['content-length'] && { CONTENT_LENGTH: request.headers['content-length'] }),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    request.pipe(backend.stdin);
    backend.stdin.on('error', () => undefined);
    let head = Buffer.alloc(0);
    let begun = false;
    let sent = 0;
    const hasStalled = () => stallAfter !== undefined && sent > stallAfter;
    backend.stdout.on('data', (chunk: Buffer) => {
      if (begun) {
        if (hasStalled()) return;
        sent += chunk.length;
        answer.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      begun = true;
      let status = 200;
      for (const line of head.toString('latin1', 0, end).split('\r\n')) {
        const [name = '', value = ''] = line.split(/:\s*/, 2);
        if (name === 'Status') status = Number.parseInt(value, 10);
        else answer.setHeader(name, value);
      }
      answer.writeHead(status);
      answer.write(head.subarray(end + 4));
    });
    backend.stdout.on('end', () => {
      if (!hasStalled()) answer.end();
    });
  };
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    shown,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
