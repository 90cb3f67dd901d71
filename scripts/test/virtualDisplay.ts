import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A display without a screen, for the windows of the end-to-end tests. */
export interface VirtualDisplay {
  /** For DISPLAY. */
  name: string;
  stop(): Promise<void>;
}

/**
 * Starts Xvfb on a display number that it chooses itself, and waits until it takes connections.
 * @throws Error when Xvfb is not installed or does not start
 */
export async function startVirtualDisplay(): Promise<VirtualDisplay> {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = once(server, 'exit');
  const numberPipe = server.stdio[3];
  if (!numberPipe) throw new Error('Xvfb has no pipe to say its display number on.');
  const number = await Promise.race([
    once(numberPipe, 'data').then(([data]) => String(data).trim()),
    ended.then(([code]) => Promise.reject(new Error(`Xvfb ended with code ${code}`))),
  ]);
  return {
    name: `:${number}`,
    async stop() {
      server.kill();
      await ended;
    },
  };
}
