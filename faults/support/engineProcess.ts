import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { createClient } from '../../contract/index.ts';
import type { EngineClient } from '../../contract/index.ts';
import { channelToRunningEngine, engineEntry, engineVariables } from '../../main/link/index.ts';

/** An engine in a process of its own, as `serve` starts it. */
export interface EngineProcess {
  pid: number;
  /** The signal that ended it, or null where it ended by itself. */
  ended: Promise<NodeJS.Signals | null>;
  /** Asks something of it. */
  request: EngineClient['request'];
  kill(): Promise<void>;
  stop(): Promise<void>;
}

interface StartOptions {
  variables?: NodeJS.ProcessEnv;
  nodeOptions?: readonly string[];
  /** Takes what kills it; the end of the test where absent. */
  onEnd?: (cleanUp: () => void) => void;
}

/** Starts one for the data home and waits until it serves, or dies. Killed at the latest when the test has finished. */
export async function startEngine(
  home: string,
  { variables = {}, nodeOptions = [], onEnd = onTestFinished }: StartOptions = {},
): Promise<EngineProcess> {
  const child = fork(engineEntry, ['--home', home, '--parent', 'serve'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [...nodeOptions],
    env: { ...engineVariables(), ...variables },
  });
  onEnd(() => void child.kill('SIGKILL'));
  const ended = endOf(child);
  await Promise.race([once(child, 'message'), ended]);
  return {
    pid: child.pid ?? 0,
    ended,
    async request(route, input) {
      const channel = await channelToRunningEngine(home);
      if (channel === null) throw new Error('The engine cannot be reached');
      const client = createClient(channel);
      try {
        return await client.request(route, input);
      } finally {
        client.close();
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function endOf(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
}
