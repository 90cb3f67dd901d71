import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { EngineError, createClient } from '../../contract/index.ts';
import type { EngineClient } from '../../contract/index.ts';
import { channelToRunningEngine, startEngineProcess } from '../../main/link/index.ts';
import { processTree } from './processes.ts';

/** An engine that a benchmark starts, ends and kills as it likes. */
export interface OwnEngine {
  client: EngineClient;
  pid: number;
  /** Ends it in good order. */
  close(): Promise<void>;
  /** `kill -9`, of every process below it as well. */
  kill(): Promise<void>;
}

/** The engine as it is shipped: bundled. Run from its sources it also holds their texts and their types' remover. */
const entry = fileURLToPath(new URL('../../out/main/engine.js', import.meta.url));

/** Starts an engine of the given data home; its bundle must have been built. */
export async function startEngine(home: string): Promise<OwnEngine> {
  const child = await startEngineProcess(home, 'serve', entry);
  const ended = once(child, 'exit');
  const channel = await channelToRunningEngine(home);
  if (channel === null || child.pid === undefined) {
    child.kill();
    throw new EngineError('engine-not-running', 'The engine was started but cannot be reached.');
  }
  const client = createClient(channel);
  return {
    client,
    pid: child.pid,
    async close() {
      client.close();
      child.disconnect();
      await ended;
    },
    async kill() {
      for (const pid of processTree(child.pid ?? 0)) killProcess(pid);
      await ended;
      client.close();
    },
  };
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
