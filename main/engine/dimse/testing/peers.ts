import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A program of somebody else that listens at a port. */
export interface PeerProgram {
  port: number;
  /** What it said so far, both streams. */
  said(): string;
  stop(): Promise<void>;
}

/** Longest time in which such a program is expected to listen, in milliseconds. */
const startPatience = 20_000;

/** Starts a program that listens at `port`, and waits until it does. */
export async function startPeer(
  command: string,
  args: readonly string[],
  port: number,
  cwd?: string,
): Promise<PeerProgram> {
  const env = { ...process.env, TCP_NODELAY: '1' };
  const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text) => (said += String(text)));
  child.stderr.on('data', (text) => (said += String(text)));
  const exited = once(child, 'exit');
  const deadline = Date.now() + startPatience;
  while (!(await isOpen(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${command} does not listen: ${said}`);
    }
    await pause(20);
  }
  return {
    port,
    said: () => said,
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function isOpen(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
