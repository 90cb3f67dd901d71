import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Docker from 'dockerode';
import { startServer } from './server.ts';
import type { Server } from './server.ts';

/** A Docker of a test's own, which may be stopped, killed and filled up. Its containers have no network. */
export interface PrivateDocker {
  /** For `DOCKER_HOST`. */
  readonly address: string;
  readonly socket: string;
  readonly client: Docker;
  /** Folder of its images and containers. */
  readonly rootFolder: string;
  /** Starts it again. */
  start(): Promise<void>;
  /** Ends it; its containers end with it, unless it is killed. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** It hangs, until `resume`. */
  freeze(): void;
  resume(): void;
  close(): Promise<void>;
}

/**
 * Starts one; only for root on Linux.
 * @param options.megabytes size of its disk, where it is to have a small one of its own
 */
export async function startPrivateDocker(options: { megabytes?: number } = {}): Promise<PrivateDocker> {
  // Names of sockets are short.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pd-'));
  const rootFolder = path.join(folder, 'root');
  mkdirSync(rootFolder);
  if (options.megabytes !== undefined) {
    const size = `size=${options.megabytes}m,mode=0711`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', rootFolder], { stdio: 'ignore' });
  }
  const socket = path.join(folder, 'docker.sock');
  const client = new Docker({ socketPath: socket, host: undefined });
  const args = [
    `--host=unix://${socket}`,
    `--pidfile=${path.join(folder, 'pid')}`,
    `--data-root=${rootFolder}`,
    `--exec-root=${path.join(folder, 'exec')}`,
    '--bridge=none',
    '--iptables=false',
    '--ip6tables=false',
  ];
  let server: Server | null = null;

  const own: PrivateDocker = {
    address: `unix://${socket}`,
    socket,
    client,
    rootFolder,
    async start() {
      server ??= await startServer(args, client, true);
    },
    async stop(signal = 'SIGTERM') {
      const containerd = pidIn(path.join(folder, 'exec', 'containerd', 'containerd.pid'));
      await server?.end(signal);
      server = null;
      // It ends with its server, and is gone when init has asked about it: a new server that still saw it would wait
      // for it in vain.
      while (containerd !== null && existsSync(`/proc/${containerd}`)) await delay(10);
    },
    freeze: () => void server?.process.kill('SIGSTOP'),
    resume: () => void server?.process.kill('SIGCONT'),
    async close() {
      own.resume();
      // One that was killed left its containers and its containerd behind; another one ends them.
      if (server === null) await own.start();
      for (const { Id } of await client.listContainers({ all: true })) {
        await client.getContainer(Id).remove({ force: true, v: true });
      }
      await own.stop();
      for (const mount of mountsBelow(folder)) execFileSync('umount', ['--lazy', mount], { stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    await own.start();
  } catch (cause) {
    for (const mount of mountsBelow(folder)) execFileSync('umount', ['--lazy', mount], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    throw cause;
  }
  return own;
}

function pidIn(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** The deepest first. */
function mountsBelow(folder: string): string[] {
  return readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((place) => place.startsWith(`${folder}/`))
    .toReversed();
}
