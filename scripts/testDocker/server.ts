import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { accessSync, closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Docker from 'dockerode';

/** Longest that a server takes to answer, or to end, in milliseconds: machines of tests are busy. */
const longestMs = 60_000;
const lookEveryMs = 50;

/** The Docker that this user would use; `DOCKER_HOST` names another. */
export function docker(): Docker {
  return new Docker();
}

/** True where it answers. */
async function answers(client: Docker): Promise<boolean> {
  try {
    await client.ping();
    return true;
  } catch {
    return false;
  }
}

/** Why no test can have Docker here, or null. */
export async function dockerObstacle(): Promise<string | null> {
  if (await answers(docker())) return null;
  // There a missing server is a fault of the set-up: its tests must fail and not be left out.
  if (canStartServer()) return null;
  return 'no Docker answers on this machine';
}

function canStartServer(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && dockerd() !== null;
}

function dockerd(): string | null {
  for (const folder of ['/usr/bin', '/usr/sbin', '/usr/local/bin']) {
    const file = path.join(folder, 'dockerd');
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** A server of Docker that was started here. */
export interface Server {
  process: ChildProcess;
  /** Ends it and waits for that. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts a server and waits until it answers.
 * @param client that reaches it
 * @param isApart it has network interfaces of its own: a second server would remove the bridge of the first
 */
export async function startServer(
  args: readonly string[],
  client: Docker,
  isApart: boolean,
): Promise<Server> {
  const program = dockerd();
  if (program === null) throw new Error('dockerd is not installed: node scripts/setup.mjs test-packages');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'test-dockerd-'));
  const log = path.join(folder, 'log');
  const output = openSync(log, 'a');
  const command = [...(isApart ? ['unshare', '--net'] : []), program, '--log-level=warn', ...args];
  const child = spawn(command[0] ?? program, command.slice(1), { stdio: ['ignore', output, output] });
  closeSync(output);
  const exited = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  let said = '';
  void exited.then(() => {
    said = tail(log);
    rmSync(folder, { recursive: true, force: true });
  });

  const end = Date.now() + longestMs;
  while (!(await answers(client))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > end) {
      child.kill('SIGKILL');
      await exited;
      throw new Error(`dockerd did not start: ${said}`);
    }
    await delay(lookEveryMs);
  }
  return {
    process: child,
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      await exited;
    },
  };
}

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(-20).join('\n');
  } catch {
    return 'it left no log';
  }
}

/**
 * Starts Docker where none answers and this user may: on machines that exist for tests, where nobody else did.
 * @returns how to end it again
 */
export async function startDockerWhereNone(): Promise<() => Promise<void>> {
  if (process.env['DOCKER_HOST'] || !canStartServer() || (await answers(docker())))
    return async () => undefined;
  const server = await startServer([], docker(), false);
  return () => server.end();
}
